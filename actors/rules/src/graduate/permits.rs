//! 「核验授权」: for so many days, whoever has the code may see on the public page whether an agreement is genuine and still holds (EXT-04).

use super::{Event, Graduate, Reply};
use crate::{
    case::{Case, Status},
    entity::{Ctx, Decision},
    ids::CaseId,
    refusal::{Refusal, invalid},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

/// How long one may be good for.
pub const DAYS: std::ops::RangeInclusive<u8> = 1..=30;
/// How many of a graduate may be good at once.
pub const LIVE_MAX: usize = 20;
/// Letters and digits of a code: sixty bits, so that none is guessed.
pub const CODE_LENGTH: usize = 12;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permit {
    pub code: String,
    pub case: CaseId,
    pub since: UnixMs,
    pub until: UnixMs,
}

impl Permit {
    /// Whether it is good at this moment.
    pub fn is_good(&self, now: UnixMs) -> bool {
        self.since <= now && now < self.until
    }
}

impl Graduate {
    /// The good ones for a case, oldest first.
    pub fn permits_of(&self, case: CaseId, now: UnixMs) -> impl Iterator<Item = &Permit> {
        let mut good: Vec<_> = self.permits.values().filter(|permit| permit.case == case && permit.is_good(now)).collect();
        good.sort_by_key(|permit| permit.since);
        good.into_iter()
    }

    /// The case that a code opens, and the permit.
    pub fn opened_by(&self, code: &str, case: CaseId, now: UnixMs) -> Option<(&Case, &Permit)> {
        let permit = self.permits.get(code).filter(|permit| permit.case == case && permit.is_good(now))?;
        Some((self.cases.get(&case)?, permit))
    }

    /// Permits that are over are forgotten on the way.
    pub(super) fn give_permit(&self, case: CaseId, code: String, days: u8, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        if !DAYS.contains(&days) {
            let (least, most) = (DAYS.start(), DAYS.end());
            return Err(Refusal::Invalid(vec![invalid("days", format!("有效期为 {least}–{most} 天"))]));
        }
        let of = self.case(case)?;
        if !of.facts().issues_agreement() || of.status != Status::Effective {
            return Err(Refusal::NotIssued);
        }
        if self.permits.values().filter(|permit| permit.is_good(ctx.now)).count() >= LIVE_MAX {
            return Err(Refusal::TooManyPermits { limit: LIVE_MAX });
        }
        let over = self.permits.values().filter(|permit| !permit.is_good(ctx.now));
        let forgotten = over.map(|permit| Event::PermitEnded { code: permit.code.clone() });
        let given = Permit { code, case, since: ctx.now, until: ctx.now.plus_days(days.into()) };
        Ok(Decision::events(forgotten.chain([Event::PermitGiven(given)]).collect()).replying(Reply::Done))
    }

    /// Also when there is none any more.
    pub(super) fn take_permit_back(&self, case: CaseId, code: &str) -> Result<Decision<Self>, Refusal> {
        self.case(case)?;
        let known = self.permits.get(code).filter(|permit| permit.case == case);
        let ended = known.map(|permit| Event::PermitEnded { code: permit.code.clone() });
        Ok(Decision::events(ended.into_iter().collect()).replying(Reply::Done))
    }
}
