//! The signature behind a document: a comment after the last byte of the PDF, over every byte before it (EXT-04).
//!
//! `%wangqian-seal 1 KEY SIGNATURE`, where `KEY` names the key by the first eight bytes of the SHA-256 of its public half, hexadecimal, and
//! `SIGNATURE` is Ed25519 in Base64. Readers of PDF pass over it. A byte that is changed, added or missing anywhere is found.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

const MARK: &[u8] = b"%wangqian-seal 1 ";
const PUBLIC_BYTES: usize = 32;
const NAMED_BY: usize = 8;
/// Longest seal: mark, name, signature and the spaces between.
const SEAL_MAX: usize = 160;

/// The key that seals.
pub struct Signer {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

/// The key that is given to everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; PUBLIC_BYTES]);

/// Why a document is not as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("no seal of the platform at its end")]
    NoSeal,
    #[error("sealed by another key: {0}")]
    OtherKey(String),
    #[error("changed since it was sealed")]
    Changed,
    #[error("not a key")]
    NoKey,
}

impl Signer {
    /// Of 32 secret bytes.
    ///
    /// # Errors
    /// `NoKey`, which such bytes do not cause.
    pub fn of_seed(seed: &[u8; 32]) -> Result<Self, SealError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| SealError::NoKey)?;
        let public = pair.public_key().as_ref().try_into().map(PublicKey).map_err(|_| SealError::NoKey)?;
        Ok(Self { pair, public })
    }

    /// The half that may be known.
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// The document with its seal.
    pub fn seal(&self, mut document: Vec<u8>) -> Vec<u8> {
        if document.last() != Some(&b'\n') {
            document.push(b'\n');
        }
        let (name, signature) = (self.public.name(), STANDARD.encode(self.pair.sign(&document)));
        let line = [MARK, name.as_bytes(), b" ", signature.as_bytes(), b"\n"];
        document.extend(line.concat());
        document
    }
}

impl PublicKey {
    /// The name that seals carry.
    pub fn name(&self) -> String {
        hex::encode(&Sha256::digest(self.0)[..NAMED_BY])
    }

    /// Whether every byte is as it was sealed by this key.
    ///
    /// # Errors
    /// The fault of the document.
    pub fn verify(&self, sealed: &[u8]) -> Result<(), SealError> {
        let tail = sealed.len().saturating_sub(SEAL_MAX);
        let begin = sealed[tail..].windows(MARK.len()).rposition(|bytes| bytes == MARK).ok_or(SealError::NoSeal)? + tail;
        let (document, seal) = sealed.split_at(begin);
        let line = seal.strip_suffix(b"\n").and_then(|line| line.strip_prefix(MARK)).ok_or(SealError::NoSeal)?;
        let line = std::str::from_utf8(line).map_err(|_| SealError::NoSeal)?;
        let (name, signature) = line.split_once(' ').ok_or(SealError::NoSeal)?;
        if name != self.name() {
            return Err(SealError::OtherKey(name.to_owned()));
        }
        let signature = STANDARD.decode(signature).map_err(|_| SealError::Changed)?;
        UnparsedPublicKey::new(&ED25519, self.0).verify(document, &signature).map_err(|_| SealError::Changed)
    }
}

/// Base64.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl FromStr for PublicKey {
    type Err = SealError;

    fn from_str(text: &str) -> Result<Self, SealError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| SealError::NoKey)?;
        bytes.try_into().map(Self).map_err(|_| SealError::NoKey)
    }
}
