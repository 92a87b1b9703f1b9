//! The next step of everybody (HOM-04, EXT-11): one answer for every state, drawn from the facts by which the step itself decides. Pages show it
//! and add nothing of their own, so that no page asks for an answer which the step would refuse.

mod employer;
mod graduate;
mod home;
mod steps;

pub use crate::standing::{Standing, Way};
pub use employer::of_employers_case;
pub use graduate::of_graduates_case;
pub use home::{Home, Kind, of_graduate};
pub use steps::{Progress, Step, steps};

/// The word that a reader gets of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub text: String,
    /// Whether the next move is the reader's.
    pub yours: bool,
}

impl Advice {
    fn yours(text: impl Into<String>) -> Self {
        Self { text: text.into(), yours: true }
    }

    fn others(text: impl Into<String>) -> Self {
        Self { text: text.into(), yours: false }
    }
}
