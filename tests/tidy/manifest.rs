//! As much of a `Cargo.toml` as the house rules ask about.

use crate::repository;

/// Names on the left of `=` in the section, without what follows a dot: `serde.workspace = true` is `serde`.
pub fn names(path: &str, section: &str) -> Vec<String> {
    section_lines(path, section).iter().filter_map(|line| name(line)).collect()
}

/// Names as above, of which no comment stands in the line before.
pub fn without_comment(path: &str, section: &str) -> Vec<String> {
    let lines = section_lines(path, section);
    let before = std::iter::once("").chain(lines.iter().map(String::as_str));
    before.zip(&lines).filter(|(before, _)| !before.starts_with('#')).filter_map(|(_, line)| name(line)).collect()
}

/// The lines under `[section]`, up to the next heading.
pub fn section_lines(path: &str, section: &str) -> Vec<String> {
    let heading = format!("[{section}]");
    let text = repository::text(path);
    let after = text.lines().map(str::trim).skip_while(|line| *line != heading).skip(1);
    after.take_while(|line| !line.starts_with('[')).map(str::to_owned).collect()
}

fn name(line: &str) -> Option<String> {
    let (left, _) = line.split_once('=').filter(|_| !line.starts_with('#'))?;
    left.trim().split('.').next().map(str::to_owned)
}
