//! Freed memory goes back to the system. The allocator keeps what a thread freed for that thread's next need; after much work that
//! comes once in a while, that need does not come.

use crate::state::AppState;
use actix_web::web;
// Links the allocator, whose symbol is called below.
use mimalloc as _;
use std::time::Duration;

/// How often it is looked whether many entities went to sleep.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// So many fewer awake than there were, and what they held is worth looking for: some ten megabytes.
const MANY: usize = 1_000;

#[expect(unsafe_code, reason = "the allocator's crate names this function only together with a hundred others")]
unsafe extern "C" {
    safe fn mi_collect(force: bool);
}

/// Once, before anything is allocated to speak of: with pages of two megabytes one small thing keeps two megabytes, and the kernel
/// makes such pages of memory that was given back in between. Where it cannot be said, nothing is lost but memory.
pub fn begin() {
    let _unchanged = rustix::thread::disable_transparent_huge_pages(true);
}

/// Gives back what entities held that went to sleep, as long as the server runs: their threads free it and do not need it again.
pub async fn keep_given_back(state: web::Data<AppState>) {
    let mut most = 0;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let awake = state.runtime.registry().awake();
        if awake + MANY <= most {
            state.runtime.on_every_arbiter(give_back);
            most = awake;
        }
        most = most.max(awake);
    }
}

/// Gives back what this thread holds of freed memory, and what belongs to no thread any more. Nothing that is in use moves.
pub fn give_back() {
    mi_collect(true);
}
