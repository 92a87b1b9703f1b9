//! The words of a document, by the program that its readers have.

use std::{
    io::Write,
    process::{Command, Stdio},
};

/// All its words without the spaces between them.
pub fn words_of(document: &[u8]) -> String {
    said_of(Command::new("pdftotext").args(["-layout", "-", "-"]), document)
}

/// Where it leads when it is touched, without the spaces between.
pub fn links_of(document: &[u8]) -> String {
    said_of(Command::new("pdfinfo").args(["-url", "-"]), document)
}

fn said_of(command: &mut Command, document: &[u8]) -> String {
    let mut reader = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut into, document) = (reader.stdin.take().unwrap(), document.to_vec());
    let writing = std::thread::spawn(move || into.write_all(&document));
    let said = reader.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    String::from_utf8(said.stdout).unwrap().split_whitespace().collect()
}
