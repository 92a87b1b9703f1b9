//! What the employment management system is told: whatever holds for the graduate, whenever that changes (SYN-01).

use super::{Event, Graduate, Reply};
use crate::{
    case::*,
    effect::Effect,
    entity::{Ctx, Decision},
    exchange::{Cargo, Destination, Report, Said},
    ids::*,
    letter::Letter,
};

/// 「签就业协议形式就业」.
const BY_AGREEMENT: &str = "10";

impl Graduate {
    /// Says what a change of a case makes of the destination. An invalidated graduate is gone from the EMS: nothing is said.
    pub(super) fn report_to_ems(&self, decision: &mut Decision<Self>, before: &Case, after: &Case, ctx: &Ctx<'_>) {
        let now = destination(after);
        if after.status != Status::Invalidated && destination(before) != now {
            self.report_destination(decision, now, ctx);
        }
    }

    /// 「恢复网签数据」 (INV-02).
    pub(super) fn report_again(&self, ctx: &Ctx<'_>) -> Decision<Self> {
        let mut decision = Decision::nothing().replying(Reply::Done);
        self.report_destination(&mut decision, self.cases.values().find_map(|case| destination(case)), ctx);
        decision
    }

    fn report_destination(&self, decision: &mut Decision<Self>, destination: Option<Destination>, ctx: &Ctx<'_>) {
        self.report(decision, Said::Destination(destination.map(Box::new)), ctx);
    }

    /// Sends a report; each has the number after the one before.
    pub(super) fn report(&self, decision: &mut Decision<Self>, said: Said, ctx: &Ctx<'_>) {
        let EntityId::Graduate(graduate) = ctx.me else { return };
        let revision = self.reported + 1;
        let report = Cargo::Report(Report { graduate, revision, at: ctx.now, said });
        decision.events.push(Event::Reported { revision });
        decision.effects.push(Effect::tell(LinkId { to: Side::Ems, school: graduate.school }, Letter::Carry(vec![report])));
    }
}

fn destination(case: &Case) -> Option<Destination> {
    let (employer, terms) = (&case.employer, &case.terms);
    (case.status == Status::Effective).then(|| Destination {
        case: case.id,
        code: BY_AGREEMENT.to_owned(),
        credit_code: employer.credit_code.clone(),
        employer_name: employer.name.clone(),
        employer_nature: employer.nature.clone(),
        employer_industry: employer.industry.clone(),
        employer_region: employer.region.clone(),
        job_title: terms.job_title.clone(),
        job_category: terms.job_category.clone(),
        work_region: terms.work_region.clone(),
        archive: terms.archive.clone(),
        household: terms.household.clone(),
    })
}
