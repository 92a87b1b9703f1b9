//! The machinery: one binary, so that what all tests share is compiled once.

mod asking;
mod core;
mod hub;
mod letters;
mod sleeping;
mod support;
