//! The documents as their readers get them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails, helpers or not")]

mod agreements;
mod facts;
mod receipts;
mod seals;
mod words;
