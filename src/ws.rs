//! The WebSocket of a page.
//!
//! [`session`] moves frames (the one file that knows `actix-web-actors`), [`conversation`] says what they mean, [`incoming`] bounds
//! what a page's bytes may take, [`outgoing`] what waits for a slow reader. Which ones are open is known to [`crate::screens`].

mod conversation;
mod incoming;
mod outgoing;
mod session;

pub use session::open;
