//! The seal of a document, verified as anybody may do it: by the program, with the key that the platform shows.

use crate::{
    error::LoadError,
    http::{Connection, Request},
    spawn::Home,
};
use tokio::process::Command;
use wangqian_protocol::document::PaperKey;

/// Behind the last byte of a document.
const SEAL: &[u8] = b"%wangqian-seal 1 ";
/// Longest seal.
const SEAL_MAX: usize = 160;
const PDF: &[u8] = b"%PDF-";

/// Whether it looks like a document of the platform. Whether the seal holds, [`verify`] says.
pub fn is_sealed(document: &[u8]) -> bool {
    let end = &document[document.len().saturating_sub(SEAL_MAX)..];
    document.starts_with(PDF) && end.windows(SEAL.len()).any(|bytes| bytes == SEAL)
}

/// The key that the platform shows to everybody.
pub async fn key(connection: &mut Connection) -> Result<String, LoadError> {
    let response = connection.send(&Request::get("/papers/key", "")).await?;
    crate::api::accepted(&response, "the key of documents")?;
    Ok(response.json::<PaperKey>()?.public_key)
}

/// The answer of `wangqian verify`. The error is its word on the document.
pub async fn verify(home: &Home, document: &[u8], key: &str) -> Result<Result<(), String>, LoadError> {
    if !is_sealed(document) {
        return Ok(Err("no sealed PDF".to_owned()));
    }
    let file = home.notes.join("document.pdf");
    tokio::fs::write(&file, document).await?;
    let said = Command::new(&home.binary).arg("verify").arg(&file).args(["--key", key]).output().await?;
    let why = || String::from_utf8_lossy(&said.stderr).trim().to_owned();
    Ok(if said.status.success() { Ok(()) } else { Err(why()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_begins_as_a_pdf_and_ends_with_a_seal() {
        let sealed = b"%PDF-1.7\n...\n%%EOF\n%wangqian-seal 1 0123456789abcdef c2VhbA==\n";
        assert!(is_sealed(sealed));
        assert!(!is_sealed(&sealed[1..]) && !is_sealed(b"%PDF-1.7\n%%EOF\n") && !is_sealed(b""));
    }
}
