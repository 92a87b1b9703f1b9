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

/// On an agreement whose end was asked for: it holds until then, and the next step is one with the rescission (RES-01, RES-03).
pub fn while_rescinding() -> Advice {
    Advice::others("正在办理解约，解约完成之前，签约仍有效")
}
