//! Why a run cannot go on. Refusals that a run expects are counted, not raised.

use crate::http::HttpError;
use std::{io, path::PathBuf};

/// Everything that ends a run early.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error("reading or writing: {0}")]
    Io(#[from] io::Error),
    #[error("not the wire's JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("socket: {0}")]
    Socket(Box<tokio_tungstenite::tungstenite::Error>),
    #[error("socket: no answer to {0}")]
    SocketSilent(&'static str),
    #[error("{what} was refused: {status} {code}")]
    Refused { what: &'static str, status: u16, code: String },
    #[error("{what} did not succeed in time")]
    TooLate { what: &'static str },
    #[error("{0:?} is not an address of the form http://host:port")]
    BadUrl(String),
    #[error("no server at {0}: build it, or name it with --server")]
    NoServer(PathBuf),
    #[error("the server did not start; its log ends with:\n{log}")]
    NotStarted { log: String },
    #[error("too few people: {0}")]
    TooFewPeople(String),
    #[error("code table `{0}` is empty")]
    NoCodes(&'static str),
    #[error("cannot cut power here: {0}")]
    NoPowerCut(String),
}

impl From<tokio_tungstenite::tungstenite::Error> for LoadError {
    fn from(error: tokio_tungstenite::tungstenite::Error) -> Self {
        Self::Socket(Box::new(error))
    }
}
