//! What the employment management system is told: whatever holds for the graduate, whenever that changes (SYN-01).

use super::{Event, Graduate, Reply};
use crate::{
    case::*,
    effect::Effect,
    entity::{Ctx, Decision},
    exchange::{Cargo, Destination, Report, Said},
    forms::agreement,
    ids::*,
    letter::Letter,
    terms::{ArchiveTransfer, HouseholdTransfer},
};

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

/// What holds for the graduate by this case, if it is one that is reported.
pub(crate) fn destination(case: &Case) -> Option<Destination> {
    let holds = case.status == Status::Effective && case.facts().causes == Consequence::Report;
    holds.then(|| match &case.content {
        Content::Agreement(agreement) => by_agreement(case.id, agreement),
        Content::Form(filled) => by_form(case.id, filled),
    })
}

fn by_agreement(case: CaseId, Agreement { employer, terms, .. }: &Agreement) -> Destination {
    Destination {
        case,
        code: agreement::FORM.reported_as.to_owned(),
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
    }
}

/// Columns that the type hides or the form does not ask for stay empty, as in the national upload file.
fn by_form(case: CaseId, filled: &Filled) -> Destination {
    let (form, answers) = (filled.form.form(), &filled.answers);
    let told = |column| form.columns.told(column, answers);
    Destination {
        case,
        code: answers.text("subcode").unwrap_or(form.reported_as).to_owned(),
        credit_code: told("credit_code"),
        employer_name: form.columns.name(answers),
        employer_nature: told("employer_nature"),
        employer_industry: told("employer_industry"),
        employer_region: told("employer_region"),
        job_title: told("job_title"),
        job_category: told("job_category"),
        work_region: told("work_region"),
        archive: ArchiveTransfer::of(answers),
        household: HouseholdTransfer::of(answers),
    }
}
