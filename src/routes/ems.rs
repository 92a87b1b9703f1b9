//! The pages of the employment management system.

pub mod accounts;
pub mod roster;
pub mod sync;
