//! The code tables of a server, a load or a template: the built-in ones, with what the operator put in their place.

use std::{io, path::Path};
use wangqian_rules::codes::{Codes, CodesError};

/// Why there are no tables.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    #[error("code tables cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("code tables: {0}")]
    Codes(#[from] CodesError),
}

/// The built-in tables; CSV files of a directory take the place of those of the same name.
///
/// # Errors
/// The directory or one of its files cannot be read, or a file is no table of ours.
pub fn read(directory: Option<&Path>) -> Result<Codes, TablesError> {
    let Some(directory) = directory else { return Ok(Codes::load_overrides([])?) };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((name, std::fs::read_to_string(&path)?));
        }
    }
    Ok(Codes::load_overrides(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wangqian_rules::codes::CodeTable;

    #[test]
    fn a_directory_replaces_the_tables_that_it_has() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("gender.csv"), "code,name\n1,男\n9,未说明\n").unwrap();
        std::fs::write(directory.path().join("notes.txt"), "no table").unwrap();
        let codes = read(Some(directory.path())).unwrap();
        assert!(codes.contains(CodeTable::Gender, "9") && !codes.contains(CodeTable::Gender, "2"));
        assert!(codes.contains(CodeTable::EducationLevel, "31"));
        assert!(!read(None).unwrap().contains(CodeTable::Gender, "9"));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("colour.csv"), "code,name\n1,红\n").unwrap();
        assert!(matches!(read(Some(directory.path())), Err(TablesError::Codes(_))));
        assert!(matches!(read(Some(&directory.path().join("nowhere"))), Err(TablesError::Unreadable(_))));
    }
}
