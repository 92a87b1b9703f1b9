//! Durable timers: rows in the store, fired as inputs of their entity.
//!
//! The row goes in the commit of the step that the timer causes, so a timer fires until its step is durable, and only once in
//! effect. Late ones (the server was down) fire at the start.

use crate::{runtime::Runtime, shell::Post};
use tokio::sync::oneshot;
use wangqian_rules::time::UnixMs;
use wangqian_storage::record::TimerRow;

/// Timers fired before their steps are waited for.
const BATCH: usize = 500;
/// A clock that leaps forward by more than this is looked at twice before timers believe it.
const LEAP_MS: i64 = 3_600_000;
/// Time between the two looks.
const SECOND_LOOK_MS: i64 = 30_000;

/// Keeps one wrong reading of the clock from expiring every invitation.
#[derive(Default)]
pub struct LeapGuard {
    believed: Option<UnixMs>,
    /// A leap seen once: what the clock showed, and when by the monotonic clock.
    doubted: Option<i64>,
}

impl LeapGuard {
    /// The time that timers may believe, given what the wall and the monotonic clock show.
    pub fn believe(&mut self, wall: UnixMs, monotonic_ms: i64) -> Option<UnixMs> {
        let leapt = self.believed.is_some_and(|believed| wall.0 - believed.0 > LEAP_MS);
        if !leapt {
            (self.believed, self.doubted) = (Some(wall), None);
            return Some(wall);
        }
        let since = *self.doubted.get_or_insert(monotonic_ms);
        if monotonic_ms - since < SECOND_LOOK_MS {
            return None;
        }
        (self.believed, self.doubted) = (Some(wall), None);
        Some(wall)
    }
}

impl Runtime {
    /// Fires every timer that is due at `now` and waits for the steps. Returns how many had their effect.
    pub async fn fire_due_timers(&self, now: UnixMs) -> usize {
        let mut fired = 0;
        loop {
            let due = match self.store().timers_due(now.0, BATCH).await {
                Ok(due) => due,
                Err(error) => {
                    tracing::error!(%error, "timers cannot be read");
                    return fired;
                }
            };
            let mut pending = Vec::with_capacity(due.len());
            for timer in due {
                pending.extend(self.fire(timer).await);
            }
            let mut done = 0;
            for step in pending {
                done += usize::from(step.await.is_ok());
            }
            fired += done;
            // A batch without effect (disk full, mailboxes full) is tried again at the next tick, not at once.
            if done < BATCH {
                return fired;
            }
        }
    }

    async fn fire(&self, timer: TimerRow) -> Option<oneshot::Receiver<()>> {
        self.wake(&timer.entity).await.ok()?;
        let (done, step) = oneshot::channel();
        self.registry().post(&timer.entity, Post::Timer { due_ms: timer.due_ms, id: timer.id, done }).then_some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_second_is_believed_and_a_leap_only_when_it_stays() {
        let mut guard = LeapGuard::default();
        assert_eq!(guard.believe(UnixMs(1_000), 0), Some(UnixMs(1_000)));
        assert_eq!(guard.believe(UnixMs(2_000), 1_000), Some(UnixMs(2_000)));
        let leap = UnixMs(400 * 86_400_000);
        assert_eq!(guard.believe(leap, 2_000), None);
        assert_eq!(guard.believe(UnixMs(4_000), 3_000), Some(UnixMs(4_000)), "a glitch is forgotten");
        assert_eq!(guard.believe(leap, 4_000), None);
        assert_eq!(guard.believe(leap, 34_000), Some(leap), "a clock that was set is believed");
    }
}
