//! As much of a `Cargo.toml` as the house rules ask about.

use crate::repository;

/// Names on the left of `=` in the section, without what follows a dot: `serde.workspace = true` is `serde`.
pub fn names(path: &str, section: &str) -> Vec<String> {
    section_lines(path, section).iter().filter_map(|line| name(line)).collect()
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
