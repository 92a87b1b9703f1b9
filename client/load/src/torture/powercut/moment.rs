//! The moments at which the power is cut, and what the clients know then.

use crate::torture::{flights::Flights, history::History};
use rand::{Rng, rngs::SmallRng};
use serde::Serialize;
use std::{
    ffi::OsString,
    fs,
    path::Path,
    time::{Duration, Instant, SystemTime},
};

/// Everything acknowledged and shown before a moment, and the commands in flight then.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    pub history: History,
    pub flights: Flights,
}

/// The work that the server is at when the power is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It is filling an empty directory, for the first time.
    FirstStart,
    /// It is opening its store.
    Opening,
    /// It was opened less than a second ago.
    Early,
    UnderLoad,
    /// It is writing its checkpoint store.
    Checkpoint,
    /// It has just begun a segment of its journal.
    SegmentRoll,
    /// It is writing an export, or removing the journal that one covers.
    Export,
}

const EARLY_MS: u64 = 1000;
/// Between two images of one life, milliseconds.
const PAUSE_MS: u64 = 400;
/// Exports and checkpoints happen within this time.
const COMES_WITHIN: Duration = Duration::from_secs(8);
const LOOK_EVERY: Duration = Duration::from_millis(1);

impl Kind {
    /// Waits for such a moment of a server that became ready at `ready`. Returns what the moment is: when what was waited for does not
    /// come, it is one like any other.
    pub async fn wait(self, data: &Path, ready: Instant, random: &mut SmallRng) -> Self {
        match self {
            Self::FirstStart | Self::Opening => self,
            Self::Early => {
                let due = Duration::from_millis(random.random_range(0..EARLY_MS));
                tokio::time::sleep(due.saturating_sub(ready.elapsed())).await;
                if ready.elapsed() < Duration::from_millis(EARLY_MS) { self } else { Self::UnderLoad }
            }
            _ => {
                tokio::time::sleep(Duration::from_millis(random.random_range(0..PAUSE_MS))).await;
                if self.comes(data).await { self.within(random).await } else { Self::UnderLoad }
            }
        }
    }

    /// Somewhere in what has just begun.
    async fn within(self, random: &mut SmallRng) -> Self {
        let upto = if self == Self::Export { 80_000 } else { 8_000 };
        tokio::time::sleep(Duration::from_micros(random.random_range(0..upto))).await;
        self
    }

    async fn comes(self, data: &Path) -> bool {
        match self {
            Self::Checkpoint => changes(|| written_at(&data.join("sled/db"))).await,
            Self::SegmentRoll => changes(|| newest(&data.join("journal"))).await,
            Self::Export => changes(|| written_at(&data.join("export.partial"))).await,
            Self::FirstStart | Self::Opening | Self::Early | Self::UnderLoad => true,
        }
    }
}

/// Waits until what `look` sees is another; `false` when it stays.
async fn changes<T: PartialEq>(look: impl Fn() -> T) -> bool {
    let (before, began) = (look(), Instant::now());
    while look() == before {
        if began.elapsed() > COMES_WITHIN {
            return false;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    true
}

fn written_at(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

fn newest(directory: &Path) -> Option<OsString> {
    fs::read_dir(directory).ok()?.filter_map(|entry| Some(entry.ok()?.file_name())).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_segment_is_the_one_with_the_highest_number() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(newest(directory.path()), None);
        for name in ["0000000000000002.log", "000000000000000a.log", "0000000000000001.log"] {
            fs::write(directory.path().join(name), []).unwrap();
        }
        assert_eq!(newest(directory.path()), Some("000000000000000a.log".into()));
    }
}
