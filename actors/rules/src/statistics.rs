//! The figures that a school and its province report of their graduates (STA-01): pure counting over a school's published state.
//!
//! A [`Question`] says whom to count; its answer is a [`Tally`], which holds counts only and can be added to another school's.
//! [`figures`] gives them their names, definitions and rates. Rows carry the instants of what happened, so that a cut-off in the
//! past becomes one more part of the question (EXT-14).

pub mod characteristic;
mod count;
pub mod figures;
pub mod process;
pub mod table;
mod tally;

pub use characteristic::Characteristic;
pub use count::{Count, rate};
pub use tally::{Question, Tally};
