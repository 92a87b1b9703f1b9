//! Finds the tests of a Rust source, line by line: whatever stands between a test attribute and its `fn` belongs to the test.

use crate::citation::{Test, ids_in, ids_in_name};

/// Tests of the file with this path.
pub fn tests_of(path: &str, source: &str) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut head = Head::default();
    for line in source.lines().map(str::trim) {
        match function_name(line) {
            Some(name) => {
                tests.extend(head.test(path, name));
                head = Head::default();
            }
            None if head.goes_on_with(line) => head.add(line),
            None => head = Head::default(),
        }
    }
    tests
}

/// The doc comments and attributes above an item.
#[derive(Default)]
struct Head {
    text: String,
    is_test: bool,
    /// Brackets of an attribute that is still open: it goes on over the next lines.
    open_brackets: usize,
}

impl Head {
    fn goes_on_with(&self, line: &str) -> bool {
        self.open_brackets > 0 || line.is_empty() || line.starts_with("//") || line.starts_with("#[")
    }

    fn add(&mut self, line: &str) {
        self.is_test |= is_test_attribute(line);
        // A plain comment explains; only what is part of the documentation cites.
        if line.starts_with("///") || !line.starts_with("//") {
            self.text.push_str(line);
            self.text.push('\n');
        }
        if self.open_brackets > 0 || line.starts_with("#[") {
            let opened = self.open_brackets + line.matches('[').count();
            self.open_brackets = opened.saturating_sub(line.matches(']').count());
        }
    }

    fn test(&self, path: &str, name: &str) -> Option<Test> {
        let mut cites = ids_in(&self.text);
        cites.extend(ids_in_name(name).into_iter().filter(|id| !ids_in(&self.text).contains(id)));
        self.is_test.then(|| Test { name: format!("{path}::{name}"), cites })
    }
}

/// `#[test]`, `#[tokio::test]`, `#[actix_web::test]`, with or without arguments.
fn is_test_attribute(line: &str) -> bool {
    let Some(attribute) = line.strip_prefix("#[") else { return false };
    let attribute_path = attribute.split([']', '(']).next().unwrap_or_default();
    attribute_path.rsplit("::").next() == Some("test")
}

fn function_name(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace().skip_while(|word| ["pub", "pub(crate)", "pub(super)", "async"].contains(word));
    let signature = (words.next()? == "fn").then(|| words.next())??;
    signature.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<Test> {
        tests_of("a.rs", source)
    }

    #[test]
    fn cites_by_doc_attribute_comment_and_name() {
        let source = "
            #[doc = \"SIG-06\"]
            /// and ROS-05
            #[tokio::test(flavor = \"current_thread\")]
            async fn sig_08_one_case() {
        ";
        let cites = ["SIG-06", "ROS-05", "SIG-08"].map(str::to_owned).to_vec();
        assert_eq!(found(source), [Test { name: "a.rs::sig_08_one_case".to_owned(), cites }]);
    }

    #[test]
    fn a_function_without_a_test_attribute_is_no_test() {
        assert!(found("/// SIG-06\nfn helper() {}").is_empty());
    }

    #[test]
    fn what_stands_above_other_code_is_forgotten() {
        let tests = found("/// SIG-06\nconst A: u8 = 1;\n#[test]\nfn plain() {}");
        assert!(tests[0].cites.is_empty());
    }

    #[test]
    fn attributes_may_take_several_lines() {
        let tests = found("#[test]\n#[should_panic(\n    expected = \"SIG-06\",\n)]\nfn panics() {}");
        assert_eq!(tests[0].cites, ["SIG-06"]);
    }

    #[test]
    fn plain_comments_do_not_cite() {
        assert!(found("#[test]\n// unlike SIG-06\nfn plain() {}")[0].cites.is_empty());
    }
}
