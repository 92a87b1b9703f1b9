//! What a requirement ID looks like: three capital letters, a hyphen, two digits (`SIG-06`); `sig_06` in a Rust name.

const LETTERS: usize = 3;
const ID_LENGTH: usize = 6;

/// A test and everything it says about itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Test {
    /// Where it stands and what it is called, without commas: `file::name`.
    pub name: String,
    /// IDs it cites, each once, in the order of mention.
    pub cites: Vec<String>,
}

/// IDs of the register, in its order: the first cell of each table row that holds one.
pub fn registered(markdown: &str) -> Vec<String> {
    let first_cell = |line: &str| line.strip_prefix('|')?.split('|').next().map(str::to_owned);
    markdown.lines().filter_map(first_cell).flat_map(|cell| ids_in(&cell)).collect()
}

/// IDs written as `SIG-06`, each once.
pub fn ids_in(text: &str) -> Vec<String> {
    ids(text, b'-', u8::is_ascii_uppercase)
}

/// IDs written as `sig_06` in a Rust name, each once.
pub fn ids_in_name(name: &str) -> Vec<String> {
    ids(name, b'_', u8::is_ascii_lowercase)
}

fn ids(text: &str, joint: u8, is_letter: fn(&u8) -> bool) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut found: Vec<String> = Vec::new();
    for start in 0..bytes.len().saturating_sub(ID_LENGTH - 1) {
        let id = &bytes[start..start + ID_LENGTH];
        let before = start.checked_sub(1).map(|at| bytes[at]);
        if shaped_like_an_id(id, joint, is_letter) && ends_there(before, bytes.get(start + ID_LENGTH).copied()) {
            let id =
                format!("{}-{}", text[start..start + LETTERS].to_uppercase(), &text[start + LETTERS + 1..start + ID_LENGTH]);
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found
}

fn shaped_like_an_id(id: &[u8], joint: u8, is_letter: fn(&u8) -> bool) -> bool {
    id[..LETTERS].iter().all(is_letter) && id[LETTERS] == joint && id[LETTERS + 1..].iter().all(u8::is_ascii_digit)
}

/// `SHA-256` and `XSIG-06` are no IDs.
fn ends_there(before: Option<u8>, after: Option<u8>) -> bool {
    !before.is_some_and(|byte| byte.is_ascii_alphanumeric()) && !after.is_some_and(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_alone() {
        assert_eq!(ids_in("SIG-06, ROS-05 and SIG-06 again; SHA-256, XSIG-06, SIG-6"), ["SIG-06", "ROS-05"]);
    }

    #[test]
    fn chinese_around_an_id_does_not_hide_it() {
        assert_eq!(ids_in("拒绝（SIG-06）后可再邀请"), ["SIG-06"]);
    }

    #[test]
    fn names_carry_ids_in_snake_case() {
        assert_eq!(ids_in_name("sig_06_rejection_names_a_reason"), ["SIG-06"]);
        assert_eq!(ids_in_name("rejection_in_the_sense_of_sig_06"), ["SIG-06"]);
        assert!(ids_in_name("utf_168_is_no_id").is_empty());
    }

    #[test]
    fn the_register_is_the_first_column() {
        let markdown = "intro SIG-99\n| ID | rule |\n|---|---|\n| SIG-01 | as SIG-02 |\n| ACC-01 | text |\n";
        assert_eq!(registered(markdown), ["SIG-01", "ACC-01"]);
    }
}
