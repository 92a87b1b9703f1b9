//! One code table: its rows in order and an index by code.

use super::CodesError;
use std::collections::{BTreeMap, BTreeSet};

/// One row of a code table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    pub code: String,
    pub name: String,
    /// The code one level up; in `regions_retired` the successor.
    pub parent: Option<String>,
    /// The kinds of cases, groups of forms and forms that it is for; all when there are none.
    pub kinds: Vec<String>,
    /// Whole yuan, in a table of amounts.
    pub amount: Option<u32>,
}

impl CodeRow {
    /// Whether it is for a case of any of these names: its kind, the group of its form, its form.
    pub fn is_for(&self, names: &[&str]) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|known| names.contains(&known.as_str()))
    }
}

/// Rows in the order of the file, found by code; and which codes have rows below them.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<CodeRow>,
    third: Third,
    index: BTreeMap<String, usize>,
    parents: BTreeSet<String>,
}

impl Table {
    pub(super) fn parse(name: &str, text: &str) -> Result<Table, CodesError> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let third = third_column(name, &mut reader)?;
        let mut table = Table { rows: Vec::new(), third, index: BTreeMap::new(), parents: BTreeSet::new() };
        for (record, line) in reader.records().zip(2..) {
            let record = record.map_err(|_| CodesError::Malformed { table: name.to_owned(), line })?;
            table.push(name, line, &record)?;
        }
        if table.rows.is_empty() {
            return Err(CodesError::Empty { table: name.to_owned() });
        }
        Ok(table)
    }

    pub(super) fn row(&self, code: &str) -> Option<&CodeRow> {
        self.position(code).map(|position| &self.rows[position])
    }

    pub(super) fn rows(&self) -> &[CodeRow] {
        &self.rows
    }

    pub(super) fn has_rows_below(&self, code: &str) -> bool {
        self.parents.contains(code)
    }

    /// Every parent is a row of `parents`. In a tree within one table it also stands above its children, so the tree has no loop.
    pub(super) fn check_parents(&self, name: &str, parents: &Table, same: bool) -> Result<(), CodesError> {
        for (position, row) in self.rows.iter().enumerate() {
            let Some(parent) = &row.parent else { continue };
            let known = parents.position(parent).is_some_and(|above| !same || above < position);
            if !known {
                return Err(CodesError::UnknownParent { table: name.to_owned(), line: position as u64 + 2 });
            }
        }
        Ok(())
    }

    fn position(&self, code: &str) -> Option<usize> {
        self.index.get(code).copied()
    }

    fn push(&mut self, name: &str, line: u64, record: &csv::StringRecord) -> Result<(), CodesError> {
        let field = |column| record.get(column).filter(|text| !text.is_empty()).map(str::to_owned);
        let (Some(code), Some(label)) = (field(0), field(1)) else {
            return Err(CodesError::Blank { table: name.to_owned(), line });
        };
        if self.index.insert(code.clone(), self.rows.len()).is_some() {
            return Err(CodesError::Duplicate { table: name.to_owned(), line });
        }
        let third = field(2);
        let mut row = CodeRow { code, name: label, parent: None, kinds: Vec::new(), amount: None };
        match self.third {
            Third::Parent => row.parent = third,
            Third::Kinds => row.kinds = third.iter().flat_map(|kinds| kinds.split_whitespace()).map(str::to_owned).collect(),
            Third::Amount => row.amount = Some(amount(name, line, third.as_deref())?),
        }
        self.parents.extend(row.parent.clone());
        self.rows.push(row);
        Ok(())
    }
}

/// The meaning of the third column, where there is one.
#[derive(Clone, Copy, Debug)]
enum Third {
    Parent,
    Kinds,
    Amount,
}

fn amount(table: &str, line: u64, typed: Option<&str>) -> Result<u32, CodesError> {
    let number = typed.and_then(|typed| typed.parse().ok());
    number.ok_or_else(|| CodesError::NoAmount { table: table.to_owned(), line })
}

fn third_column(name: &str, reader: &mut csv::Reader<&[u8]>) -> Result<Third, CodesError> {
    let malformed = |_| CodesError::Malformed { table: name.to_owned(), line: 1 };
    let header: Vec<&str> = reader.headers().map_err(malformed)?.iter().collect();
    match header.as_slice() {
        ["code", "name"] | ["code", "name", "parent" | "successor"] => Ok(Third::Parent),
        ["code", "name", "kinds"] => Ok(Third::Kinds),
        ["code", "name", "monthly"] => Ok(Third::Amount),
        _ => Err(CodesError::Header { table: name.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> CodesError {
        Table::parse("t", text).unwrap_err()
    }

    #[test]
    fn a_row_is_found_by_its_code() {
        let table = Table::parse("t", "code,name,parent\n1,甲,\n11, 乙 ,1\n").unwrap();
        assert_eq!(
            table.row("11"),
            Some(&CodeRow { code: "11".into(), name: "乙".into(), parent: Some("1".into()), kinds: Vec::new(), amount: None })
        );
        assert_eq!(table.row("2"), None);
    }

    #[test]
    #[doc = "SIG-06"]
    fn a_row_is_for_the_kinds_it_names_or_for_all() {
        let table = Table::parse("t", "code,name,kinds\n1,甲,online_signing backfill\n2,乙,\n").unwrap();
        let is_for = |code, names: &[&str]| table.row(code).is_some_and(|row| row.is_for(names));
        assert!(is_for("1", &["backfill"]) && !is_for("1", &["rescission"]) && is_for("2", &["rescission"]));
        assert!(is_for("1", &["study", "backfill"]) && !is_for("1", &[]));
    }

    #[test]
    fn texts_that_are_no_code_table_are_refused_with_the_line() {
        let table = || "t".to_owned();
        assert_eq!(refused(""), CodesError::Header { table: table() });
        assert_eq!(refused("代码,名称\n1,甲\n"), CodesError::Header { table: table() });
        assert_eq!(refused("code,name\n"), CodesError::Empty { table: table() });
        assert_eq!(refused("code,name\n1,甲\n2\n"), CodesError::Malformed { table: table(), line: 3 });
        assert_eq!(refused("code,name\n1,甲\n,乙\n"), CodesError::Blank { table: table(), line: 3 });
        assert_eq!(refused("code,name,monthly\n1,甲,多\n"), CodesError::NoAmount { table: table(), line: 2 });
        assert_eq!(refused("code,name\n1,甲\n1,乙\n"), CodesError::Duplicate { table: table(), line: 3 });
    }
}
