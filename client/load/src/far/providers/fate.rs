//! What becomes of a message that a provider took, and when it says so.

use std::time::Duration;

/// Told by the message's place among all that were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Arrives,
    ArrivesLate,
    /// Its receipt comes twice.
    ToldTwice,
    /// The carrier, or the person, does not take it.
    DoesNotArrive,
    /// No receipt ever comes.
    NeverTold,
}

const SOON: Duration = Duration::from_millis(30);
const LATE: Duration = Duration::from_millis(1200);

impl Fate {
    /// Half of them arrive at once.
    pub fn of(place: u64) -> Self {
        match place % 8 {
            1 => Self::ArrivesLate,
            3 => Self::ToldTwice,
            5 => Self::DoesNotArrive,
            7 => Self::NeverTold,
            _ => Self::Arrives,
        }
    }

    /// After so long each a receipt is pushed.
    pub fn receipts(self) -> &'static [Duration] {
        match self {
            Self::Arrives | Self::DoesNotArrive => &[SOON],
            Self::ArrivesLate => &[LATE],
            Self::ToldTwice => &[SOON, LATE],
            Self::NeverTold => &[],
        }
    }

    /// What the receipts say.
    pub fn arrives(self) -> bool {
        matches!(self, Self::Arrives | Self::ArrivesLate | Self::ToldTwice)
    }
}
