//! The repository as text.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Fetched, built or written by a run.
const NOT_OURS: [&str; 6] = ["target", "node_modules", "dist", "data", "test-results", "shots"];

/// Kinds of file that people write and read here.
const TEXT: [&str; 16] =
    ["rs", "ts", "vue", "css", "html", "json", "md", "toml", "sh", "csv", "yml", "yaml", "svg", "txt", "snap", "lock"];

/// A file and, if it is text, what it says.
pub struct Source {
    /// From the root, with `/` between folders.
    pub path: String,
    pub bytes: u64,
    pub text: String,
}

impl Source {
    pub fn is_a(&self, extensions: &[&str]) -> bool {
        extension(&self.path).is_some_and(|found| extensions.contains(&found))
    }

    /// Lines that are neither comments nor documentation.
    pub fn code_lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines().filter(|line| !line.trim_start().starts_with("//"))
    }

    /// Code that runs only in tests: all of a file below a `tests` folder, otherwise what follows `#[cfg(test)]`.
    pub fn test_code(&self) -> &str {
        if self.path.starts_with("tests/") || self.path.contains("/tests/") {
            return &self.text;
        }
        self.text.find("#[cfg(test)]").map_or("", |start| &self.text[start..])
    }
}

/// Every file of ours, in the order of its path.
pub fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(root(), &mut paths);
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// The text of one file, by its path from the root.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn exists(path: &str) -> bool {
    root().join(path).exists()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the repository is readable") {
        let entry = entry.expect("the repository is readable");
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.file_type().expect("the repository is readable").is_dir() {
            true if name != ".git" && !NOT_OURS.contains(&name.as_str()) => collect(&entry.path(), paths),
            true => {}
            false => paths.push(entry.path()),
        }
    }
}

fn read(path: &Path) -> Source {
    let bytes = fs::read(path).expect("the repository is readable");
    let path = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
    let is_text = extension(&path).is_none_or(|found| TEXT.contains(&found));
    let text = if is_text { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
    Source { path, bytes: bytes.len() as u64, text }
}

fn extension(path: &str) -> Option<&str> {
    Path::new(path).extension()?.to_str()
}
