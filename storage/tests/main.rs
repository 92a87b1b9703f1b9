//! What stays on disk: one binary, so that what all tests share is compiled once.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

mod backup;
mod common;
mod conformance;
mod crash;
mod faults;
mod flips;
mod founding;
mod full;
mod proof;
mod recovery;
