//! What goes wrong in a run: each seed switches on its own part of all faults ("swarm"), so that rare combinations meet.

use crate::chance::Chance;
use wangqian_storage::FaultPlan;

/// Times in a thousand that a fault is tried where it can happen; 0 is off.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// The whole node stops: every core, every commit not yet on disk, everything on its way (C1 … C12).
    pub crash: u32,
    /// One idle entity goes to sleep.
    pub passivate: u32,
    /// A letter, an acknowledgement, a request or an answer is lost.
    pub lose: u32,
    /// A letter, an acknowledgement or a timer arrives a second time.
    pub repeat: u32,
    /// The wall clock jumps, forwards by days or backwards by an hour.
    pub clock: u32,
    /// A timer's firing is repeated.
    pub timer_twice: u32,
    /// A letter that nobody can decode.
    pub poison: u32,
    /// A commit is written first and synced later, together with what was written meanwhile.
    pub grouped: u32,
    pub store: FaultPlan,
}

impl Faults {
    pub fn of(chance: &mut Chance) -> Self {
        let mut or_off = |on: u32| if chance.strikes(500) { on } else { 0 };
        let mut faults = Self {
            crash: or_off(8),
            passivate: or_off(30),
            lose: or_off(80),
            repeat: or_off(80),
            clock: or_off(10),
            timer_twice: or_off(300),
            poison: or_off(10),
            grouped: or_off(700),
            store: FaultPlan::default(),
        };
        let mut per_commit = |on: f64| if chance.strikes(500) { on } else { 0.0 };
        faults.store = FaultPlan {
            busy: per_commit(0.05),
            disk_full: per_commit(0.004),
            disk_full_commits: 20,
            unknown_but_done: per_commit(0.03),
            unknown_not_done: per_commit(0.03),
        };
        faults
    }
}
