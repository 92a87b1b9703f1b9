//! 「代审设置」 (EXT-19): a reviewer hands the queue to a colleague of the same scope for some days. It begins and ends by the clock, without a
//! timer: whether it runs is asked of the time. While it runs, the colleague's decisions carry both names.

mod setting;

pub use setting::{HandOver, LONGEST_DAYS, is_within};

use super::{School, staff::Act};
use crate::{caller::Caller, ids::*, refusal::Refusal, review::*, time::UnixMs};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The newest that are kept at hand; the history has all of them.
const KEPT: u64 = 500;

/// One handing over. Names are copied: it reads the same after a person left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputy {
    /// 1, 2, 3 … within the school.
    pub number: u64,
    pub of: StaffId,
    pub of_name: String,
    pub to: StaffId,
    pub to_name: String,
    /// Of both, when it was set.
    pub scope: Scope,
    pub from: UnixMs,
    /// The first instant after it.
    pub until: UnixMs,
    pub set_by: Caller,
    pub set_at: UnixMs,
    /// When and by whom it was ended early.
    pub ended: Option<(UnixMs, Caller)>,
}

impl Deputy {
    /// Whether the colleague decides for the other now.
    pub fn runs(&self, now: UnixMs) -> bool {
        self.from <= now && !self.is_over(now)
    }

    /// Whether it is over, by itself or early.
    pub fn is_over(&self, now: UnixMs) -> bool {
        self.ended.is_some() || self.until <= now
    }
}

/// A colleague in whose place something was chosen to be decided, and the handing over that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// Of the handing over.
    pub number: u64,
    pub name: String,
}

/// 「王老师」, 「王老师、周老师」.
pub fn names(behind: &[Behind]) -> Option<String> {
    let names: Vec<_> = behind.iter().map(|one| one.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join("、"))
}

/// The newest of them, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deputies {
    by_number: OrdMap<u64, Arc<Deputy>>,
}

impl Deputies {
    /// Newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Deputy> {
        self.by_number.values().rev().map(Arc::as_ref)
    }

    /// One of them.
    pub fn get(&self, number: u64) -> Option<&Deputy> {
        self.by_number.get(&number).map(Arc::as_ref)
    }

    /// The colleagues for whom a user stands in now, within their scope.
    pub fn behind(&self, deputy: StaffId, scope: &Scope, now: UnixMs) -> impl Iterator<Item = &Deputy> {
        let stands_in = move |one: &&Deputy| one.to == deputy && one.scope == *scope && one.runs(now);
        self.newest_first().filter(stands_in)
    }

    /// The handing over under which somebody else does a user's work now.
    pub fn instead_of(&self, user: StaffId, now: UnixMs) -> Option<&Deputy> {
        self.newest_first().find(|one| one.of == user && one.runs(now))
    }

    fn next_number(&self) -> u64 {
        self.by_number.get_max().map_or(1, |(number, _)| number + 1)
    }

    pub(super) fn part_key(deputy: &Deputy) -> String {
        format!("deputy/{}", deputy.number % KEPT)
    }

    pub(super) fn in_place(&self, place: u64) -> Option<Arc<Deputy>> {
        self.by_number.values().rev().find(|one| one.number % KEPT == place).cloned()
    }

    pub(super) fn put(&mut self, deputy: Arc<Deputy>) {
        if let Some(oldest) = deputy.number.checked_sub(KEPT) {
            self.by_number.remove(&oldest);
        }
        self.by_number.insert(deputy.number, deputy);
    }
}

impl School {
    /// As [`School::authorise`], with the names of those whom the reviewer stands in for at this instant.
    ///
    /// # Errors
    /// As there.
    pub fn authorise_at(&self, id: StaffId, case: CaseId, act: Act, now: UnixMs) -> Result<Grant, Refusal> {
        let grant = self.authorise(id, case, act)?;
        Ok(Grant { acts_for: names(&self.behind(id, now)), ..grant })
    }

    /// As [`School::authorise_at`], for what was chosen in the place of colleagues: when one of them has the queue back, the
    /// reviewer does not go on in that name, nor silently in the own one.
    ///
    /// # Errors
    /// As there; `HandOverEnded`.
    pub fn authorise_chosen(&self, id: StaffId, case: CaseId, chosen: &[Behind], now: UnixMs) -> Result<Grant, Refusal> {
        let grant = self.authorise_at(id, case, Act::Review, now)?;
        let behind = self.behind(id, now);
        match chosen.iter().find(|one| !behind.contains(one)) {
            Some(ended) => Err(Refusal::HandOverEnded { absent: ended.name.clone() }),
            None => Ok(grant),
        }
    }

    /// The colleagues whom a user stands in for.
    pub fn behind(&self, id: StaffId, now: UnixMs) -> Vec<Behind> {
        let Some(scope) = self.staff.get(id).map(|staff| staff.scope()) else { return Vec::new() };
        let behind = self.deputies.behind(id, &scope, now);
        behind.map(|one| Behind { number: one.number, name: one.of_name.clone() }).collect()
    }
}
