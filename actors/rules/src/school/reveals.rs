//! Showing a graduate's full numbers (EXT-08): for a reason, so many an hour, and written down before they are shown.

mod many;

pub use many::EXPORTED_PER_HOUR;

use super::School;
use crate::{
    entity::{Ctx, Decision},
    ids::*,
    refusal::Refusal,
    school::{Event, Reply, roster::RosterRow, staff::Staff},
    time::UnixMs,
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Showings an hour and user.
pub const REVEALS_PER_HOUR: usize = 50;
const HOUR_MS: i64 = 3_600_000;
/// The newest showings are kept for the page; all of them stay in the history.
const KEPT: u64 = 20_000;

/// Why a user needs the full numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RevealReason {
    Verify,
    Contact,
    Transfer,
    Correct,
}

impl RevealReason {
    /// In the order of the form.
    pub const ALL: [Self; 4] = [Self::Verify, Self::Contact, Self::Transfer, Self::Correct];

    /// Stable; part of the interface.
    pub fn code(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Contact => "contact",
            Self::Transfer => "transfer",
            Self::Correct => "correct",
        }
    }

    /// As the form and the record show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Verify => "核对签约或去向材料中的身份信息",
            Self::Contact => "联系毕业生本人",
            Self::Transfer => "办理档案转递或户口迁移",
            Self::Correct => "核实并更正毕业生名单",
        }
    }

    /// The reason with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// One showing: who saw whose numbers, when and why. Names are copied: the record reads the same after a person left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// 1, 2, 3 … within the school.
    pub seq: u64,
    pub at: UnixMs,
    pub staff: StaffId,
    pub staff_name: String,
    /// The user's department; `None` for school users.
    pub department: Option<String>,
    pub graduate: GraduateId,
    pub graduate_name: String,
    pub reason: RevealReason,
    /// In a file of many.
    pub exported: bool,
}

/// The newest showings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reveals {
    by_seq: OrdMap<u64, Arc<Reveal>>,
}

impl Reveals {
    /// Newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Reveal> {
        self.by_seq.values().rev().map(Arc::as_ref)
    }

    fn next_seq(&self) -> u64 {
        self.by_seq.get_max().map_or(1, |(seq, _)| seq + 1)
    }

    /// Whether the user may see one more now.
    fn may_see(&self, staff: StaffId, now: UnixMs) -> Result<(), Refusal> {
        let singly = self.lately(staff, now).filter(|reveal| !reveal.exported);
        within(REVEALS_PER_HOUR, 1, singly, now)
    }

    /// Numbers that a user was shown within the hour, newest first.
    fn lately(&self, staff: StaffId, now: UnixMs) -> impl Iterator<Item = &Reveal> {
        let is_old = move |reveal: &&Reveal| reveal.at <= now && reveal.at.left_of(HOUR_MS, now) == 0;
        let lately = self.newest_first().take_while(move |reveal| !is_old(reveal)).filter(move |reveal| reveal.at <= now);
        lately.filter(move |reveal| reveal.staff == staff)
    }

    /// A record's place among the stored parts: the oldest makes room.
    pub(super) fn part_key(reveal: &Reveal) -> String {
        format!("reveal/{}", reveal.seq % KEPT)
    }

    pub(super) fn in_place(&self, place: u64) -> Option<Arc<Reveal>> {
        let newest = self.next_seq() - 1;
        let back = (newest % KEPT + KEPT).checked_sub(place).filter(|_| place < KEPT)? % KEPT;
        self.by_seq.get(&newest.checked_sub(back)?).cloned()
    }

    pub(super) fn put(&mut self, reveal: Arc<Reveal>) {
        if let Some(oldest) = reveal.seq.checked_sub(KEPT) {
            self.by_seq.remove(&oldest);
        }
        self.by_seq.insert(reveal.seq, reveal);
    }
}

/// Whether so many more may be shown, of at most `limit` an hour; otherwise in how many seconds.
fn within<'a>(limit: usize, more: usize, mut lately: impl Iterator<Item = &'a Reveal>, now: UnixMs) -> Result<(), Refusal> {
    let room = limit.saturating_sub(more);
    let Some(first) = lately.nth(room) else { return Ok(()) };
    let seconds = first.at.left_of(HOUR_MS, now).unsigned_abs().div_ceil(1000);
    Err(Refusal::RevealLimit { limit, seconds })
}

impl School {
    /// Writes down that a user sees a graduate's numbers; the edge shows them after that.
    pub(super) fn reveal(
        &self,
        id: StaffId,
        graduate: GraduateId,
        reason: RevealReason,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        let row = self.shown_to(staff, graduate)?;
        self.reveals.may_see(id, ctx.now)?;
        let showing = Showing { id, staff, reason, exported: false };
        let reveal = showing.of(row, self.reveals.next_seq(), ctx.now);
        Ok(Decision::events(vec![Event::Revealed(Arc::new(reveal))]).replying(Reply::Done))
    }

    /// A graduate whose numbers the user may see.
    fn shown_to(&self, staff: &Staff, graduate: GraduateId) -> Result<&RosterRow, Refusal> {
        let row = self.roster.get(graduate).ok_or(Refusal::NotFound)?;
        if !staff.scope().contains(&row.department, row.level) {
            return Err(Refusal::NotFound);
        }
        if !staff.permissions.basic.allows(super::staff::Act::Review) {
            return Err(Refusal::NotPermitted);
        }
        Ok(row)
    }
}

/// The user who sees numbers, and the reason.
struct Showing<'a> {
    id: StaffId,
    staff: &'a Staff,
    reason: RevealReason,
    exported: bool,
}

impl Showing<'_> {
    fn of(&self, row: &RosterRow, seq: u64, at: UnixMs) -> Reveal {
        Reveal {
            seq,
            at,
            staff: self.id,
            staff_name: self.staff.name.clone(),
            department: self.staff.scope().department,
            graduate: row.id,
            graduate_name: row.name.clone(),
            reason: self.reason,
            exported: self.exported,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "EXT-08"]
    fn ext_08_the_oldest_record_makes_room_and_every_kept_one_has_its_place() {
        let mut reveals = Reveals::default();
        let graduate = GraduateId { school: SchoolId(1), cohort: 2027, serial: 1 };
        for seq in 1..=KEPT + 3 {
            assert_eq!(reveals.next_seq(), seq);
            reveals.put(Arc::new(Reveal {
                seq,
                at: UnixMs(0),
                staff: StaffId(1),
                staff_name: String::new(),
                department: None,
                graduate,
                graduate_name: String::new(),
                reason: RevealReason::Verify,
                exported: false,
            }));
        }
        assert_eq!(reveals.newest_first().count() as u64, KEPT);
        assert_eq!(reveals.newest_first().map(|reveal| reveal.seq).min(), Some(4));
        for reveal in reveals.newest_first() {
            let place = Reveals::part_key(reveal).split_once('/').unwrap().1.parse().unwrap();
            assert_eq!(reveals.in_place(place).as_deref(), Some(reveal));
        }
        assert_eq!(reveals.in_place(KEPT), None);
    }
}
