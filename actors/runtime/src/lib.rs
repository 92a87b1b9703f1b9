//! The machinery under the business: no `if` about signing in here.
//!
//! [`core`] is the step of an entity without any IO: it takes an input in and says what to commit and, once that is on disk,
//! what to let out. The simulation drives the same code. Around it: [`shell`] (one actix actor per awake entity, which runs ahead of the disk), [`registry`]
//! (finds, wakes and retires them), [`courier`] (carries letters until they are acknowledged), [`timers`], [`hub`] (topics and
//! the screens that follow them), [`presence`] (who has an item open), [`clock`], and [`runtime`], which holds them together and is the way in.

pub mod clock;
pub mod core;
pub mod courier;
mod flight;
pub mod hub;
mod letterbox;
pub mod presence;
pub mod registry;
pub mod runtime;
pub mod shell;
pub mod timers;

pub use clock::{Clock, ClockContradicted, ManualClock, SystemClock};
pub use flight::{AHEAD, MAILBOX};
pub use runtime::{AskError, Runtime, RuntimeOptions};
