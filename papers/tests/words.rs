//! The words of a document, by the program that its readers have.

use std::{
    io::Write,
    process::{Command, Stdio},
};

/// All its words without the spaces between them.
pub fn words_of(document: &[u8]) -> String {
    let mut command = Command::new("pdftotext");
    let mut reader = command.args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut into, document) = (reader.stdin.take().unwrap(), document.to_vec());
    let writing = std::thread::spawn(move || into.write_all(&document));
    let said = reader.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    String::from_utf8(said.stdout).unwrap().split_whitespace().collect()
}
