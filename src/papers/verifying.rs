//! A document is verified from its bytes and a public key, without the platform (EXT-04).

use wangqian_papers::{
    receipt::history_in,
    seal::{PublicKey, SealError},
};
use wangqian_rules::case::history::{self, Broken, Checked};

/// A document that is as it was sealed.
#[derive(Debug, PartialEq, Eq)]
pub struct Verified {
    /// The history in it, which holds.
    pub history: Option<Checked>,
}

/// Why it is not.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error(transparent)]
    History(#[from] Broken),
}

/// Whether every byte is as this key sealed it, and the history in it holds.
///
/// # Errors
/// The fault of the document.
pub fn verify(document: &[u8], key: &PublicKey) -> Result<Verified, VerifyError> {
    key.verify(document)?;
    let history = history_in(document, history::BEGINS, history::ENDS).map(history::check).transpose()?;
    Ok(Verified { history })
}
