//! Finds the tests of a TypeScript source: calls of `test` and `it` with a literal title.

use crate::citation::{Test, ids_in};

const CALLS: [&str; 2] = ["test", "it"];
/// Modifiers whose call is still a test that runs; `skip`, `describe`, `step` and hooks are not.
const MODIFIERS: [&str; 4] = ["only", "concurrent", "sequential", "fails"];

/// Tests of the file with this path.
pub fn tests_of(path: &str, source: &str) -> Vec<Test> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
    let starts = source.char_indices().filter(|(at, _)| !source[..*at].ends_with(is_word));
    starts.filter_map(|(at, _)| title(&source[at..])).map(|title| test(path, title)).collect()
}

fn test(path: &str, title: &str) -> Test {
    Test { name: format!("{path}::{}", title.replace(',', ";").replace(['\n', '\t'], " ")), cites: ids_in(title) }
}

/// The title, if the text starts with a call of a test.
fn title(text: &str) -> Option<&str> {
    let after_call = CALLS.iter().find_map(|call| text.strip_prefix(call))?;
    let argument = arguments(after_call)?.trim_start();
    let quote = argument.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    argument[1..].split(quote).next()
}

/// What follows the bracket of a direct call, of a modified one (`test.only(`) or of a table (`it.each(…)(`).
fn arguments(after_call: &str) -> Option<&str> {
    if let Some(table) = after_call.strip_prefix(".each(") {
        return after_closing_bracket(table)?.strip_prefix('(');
    }
    let modified = MODIFIERS.iter().find_map(|name| after_call.strip_prefix('.')?.strip_prefix(name));
    modified.unwrap_or(after_call).strip_prefix('(')
}

fn after_closing_bracket(text: &str) -> Option<&str> {
    let mut open = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(&text[at + 1..]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(source: &str) -> Vec<String> {
        tests_of("a.ts", source).into_iter().map(|test| test.name).collect()
    }

    #[test]
    fn titles_cite() {
        let tests = tests_of("a.ts", "test('SIG-06, HOM-02: counts fall', async () => {})");
        assert_eq!(tests[0].name, "a.ts::SIG-06; HOM-02: counts fall");
        assert_eq!(tests[0].cites, ["SIG-06", "HOM-02"]);
    }

    #[test]
    fn every_way_of_writing_a_test_is_found() {
        let source = "it(\n  \"one\", f)\ntest.only(`two`, f)\nit.each([[1, f(2)]])('three %s', f)";
        assert_eq!(titles(source), ["a.ts::one", "a.ts::two", "a.ts::three %s"]);
    }

    #[test]
    fn other_calls_are_no_tests() {
        let source =
            "wait('no'); expect.it('no'); test.skip('no', f); test.describe('no', f); test.step('no', f); /x/.test('no')";
        assert!(titles(source).is_empty());
    }
}
