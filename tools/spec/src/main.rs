//! `make spec`: one line per requirement of `docs/requirements.md`, with the tests that cite it.
//!
//! A test cites a requirement by naming its ID: in a doc attribute or comment above a Rust test, in the test's name
//! (`sig_06_…`), or in the title of a Vitest or Playwright test. Nothing is compiled or run: sources are read as text, so the
//! answer is there in a moment and needs no dependency.

mod citation;
mod matrix;
mod rust_tests;
mod sources;
mod web_tests;

use std::{env, fs, io, io::Write as _, path::Path, process::ExitCode};

const REGISTER: &str = "docs/requirements.md";

fn main() -> ExitCode {
    let root = env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    match report(Path::new(&root)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            let _ = writeln!(io::stderr(), "cannot read the sources under {root}: {error}");
            ExitCode::from(2)
        }
    }
}

/// Prints the matrix; false when a test cites an ID that the register does not have.
fn report(root: &Path) -> io::Result<bool> {
    let register = fs::read_to_string(root.join(REGISTER))?;
    let tests = sources::tests_under(root)?;
    let matrix = matrix::Matrix::new(citation::registered(&register), &tests);
    io::stdout().write_all(matrix.lines().as_bytes())?;
    for (id, test) in matrix.strangers() {
        writeln!(io::stderr(), "{test} cites {id}, which {REGISTER} does not have: correct the ID or add the row")?;
    }
    Ok(matrix.strangers().is_empty())
}
