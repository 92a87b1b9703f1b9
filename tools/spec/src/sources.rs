//! The files that hold tests.

use crate::{citation::Test, rust_tests, web_tests};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Built, fetched or written by a run: nothing of ours. And `tools`, whose tests quote tests.
const NOT_SOURCES: [&str; 6] = ["target", "node_modules", "dist", "data", "test-results", "tools"];

/// All tests below the folder, in the order of their paths.
pub fn tests_under(root: &Path) -> io::Result<Vec<Test>> {
    let mut tests = Vec::new();
    for file in files_under(root)? {
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => tests.extend(rust_tests::tests_of(&name, &fs::read_to_string(&file)?)),
            Some("ts") => tests.extend(web_tests::tests_of(&name, &fs::read_to_string(&file)?)),
            _ => {}
        }
    }
    Ok(tests)
}

fn files_under(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if !is_foreign(&entry.file_name().to_string_lossy()) {
                files.extend(files_under(&entry.path())?);
            }
        } else {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn is_foreign(folder: &str) -> bool {
    folder.starts_with('.') || NOT_SOURCES.contains(&folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// This crate's own tests are the nearest tree with known tests in it.
    #[test]
    fn finds_its_own_tests() {
        let tests = tests_under(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the crate's folder is readable");
        assert!(tests.iter().any(|test| test.name == "src/sources.rs::finds_its_own_tests"));
    }

    #[test]
    fn built_and_hidden_folders_are_not_entered() {
        assert!([".git", "target", "node_modules"].into_iter().all(is_foreign));
        assert!(!is_foreign("tests"));
    }
}
