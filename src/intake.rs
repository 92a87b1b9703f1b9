//! Files on their way in: bounds on what of them is in memory at once, and on how many are worked on.
//!
//! [`sender`] tells strangers from others, [`room`] counts the bytes that have arrived and are not done with, [`crate::sent`] reads a file
//! within them, [`workshop`] works on few files at a time, beneath everybody else's requests, and gives the memory back.

mod room;
mod sender;
mod workshop;

pub use room::{NoRoom, Place, Room};
pub use sender::Sender;
pub use workshop::{NotDone, Workshop};

use std::sync::Arc;

/// The one of a server.
#[derive(Default)]
pub struct Intake {
    pub room: Arc<Room>,
    pub workshop: Arc<Workshop>,
}
