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
