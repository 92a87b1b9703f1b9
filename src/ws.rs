//! The WebSocket of a page.
//!
//! [`session`] moves frames (the one file that knows `actix-web-actors`), [`conversation`] says what they mean, [`incoming`] bounds
//! what a page's bytes may take, [`outgoing`] what waits for a slow reader, [`crowd`] how many there are of
//! one account, [`close`] knows who is connected and why they are let go.

pub mod close;
mod conversation;
pub mod crowd;
mod incoming;
mod outgoing;
mod session;

pub use session::open;
