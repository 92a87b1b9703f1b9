//! Requirements against tests.

use crate::citation::Test;
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub struct Matrix<'a> {
    rows: Vec<(String, Vec<&'a str>)>,
    strangers: Vec<(&'a str, &'a str)>,
}

impl<'a> Matrix<'a> {
    pub fn new(registered: Vec<String>, tests: &'a [Test]) -> Self {
        let strangers = strangers(&registered, tests);
        let rows = registered.into_iter().map(|id| (id.clone(), citing(&id, tests))).collect();
        Self { rows, strangers }
    }

    /// `ID <TAB> number of tests <TAB> names, separated by commas`, in the register's order.
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for (id, names) in &self.rows {
            let _ = writeln!(text, "{id}\t{}\t{}", names.len(), names.join(","));
        }
        text
    }

    /// Cited IDs that the register does not have, with the test that cites them.
    pub fn strangers(&self) -> &[(&'a str, &'a str)] {
        &self.strangers
    }
}

fn citing<'a>(id: &str, tests: &'a [Test]) -> Vec<&'a str> {
    tests.iter().filter(|test| test.cites.iter().any(|cited| cited == id)).map(|test| test.name.as_str()).collect()
}

/// Only IDs of an area that the register has: `UTF-16` looks like an ID and is none.
fn strangers<'a>(registered: &[String], tests: &'a [Test]) -> Vec<(&'a str, &'a str)> {
    let areas: BTreeSet<&str> = registered.iter().filter_map(|id| area(id)).collect();
    let cited = tests.iter().flat_map(|test| test.cites.iter().map(|id| (id.as_str(), test.name.as_str())));
    cited
        .filter(|(id, _)| area(id).is_some_and(|area| areas.contains(area)))
        .filter(|(id, _)| !registered.iter().any(|known| known == id))
        .collect()
}

fn area(id: &str) -> Option<&str> {
    id.split_once('-').map(|(area, _)| area)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(name: &str, cites: &[&str]) -> Test {
        Test { name: name.to_owned(), cites: cites.iter().map(|id| (*id).to_owned()).collect() }
    }

    fn register() -> Vec<String> {
        ["SIG-01", "SIG-02"].map(str::to_owned).to_vec()
    }

    #[test]
    fn every_requirement_has_a_line_tested_or_not() {
        let tests = [test("a::one", &["SIG-02"]), test("b::two", &["SIG-02"])];
        assert_eq!(Matrix::new(register(), &tests).lines(), "SIG-01\t0\t\nSIG-02\t2\ta::one,b::two\n");
    }

    #[test]
    fn an_unknown_id_of_a_known_area_is_a_stranger() {
        let tests = [test("a::one", &["SIG-77", "UTF-16"])];
        assert_eq!(Matrix::new(register(), &tests).strangers(), [("SIG-77", "a::one")]);
    }
}
