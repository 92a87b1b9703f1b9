//! The pages of the employment management system.

pub mod accounts;
pub mod activation;
pub mod papers;
pub mod roster;
pub mod schools;
