//! One case as its reader may see it.

use crate::{
    convert,
    error::ApiResult,
    rights::{Caller, StaffCaller},
    state::AppState,
};
use std::sync::Arc;
use wangqian_protocol::case::{self as wire, CaseDetail, Difference, GraduateCard, Place};
use wangqian_rules::{
    account::Principal,
    actions::{self, Action},
    case::{Case, CaseKind, CaseRow, Content, Did, Mention, Status, amendable},
    cautions::{self, Caution, Library},
    codes::Codes,
    employer::Employer,
    forms::agreement,
    graduate::{Graduate, comparison, held_verdict::HeldVerdict},
    ids::*,
    next::{self, Advice, Standing},
    privacy::Reader,
    profile::Profile,
    refusal::Refusal,
    review::{ReviewWords, Stage},
    school::{School, staff::Act},
};

/// What one page needs, for whoever calls.
pub async fn read(state: &AppState, caller: &Caller, case: CaseId) -> ApiResult<CaseDetail> {
    match caller.session.principal {
        Principal::Graduate(me) => for_graduate(state, me, case).await,
        Principal::Employer(me) => for_employer(state, me, case).await,
        _ => for_staff(state, caller.staff()?, case).await,
    }
}

async fn for_graduate(state: &AppState, me: GraduateId, id: CaseId) -> ApiResult<CaseDetail> {
    let graduate = state.runtime.read::<Graduate>(me).await?;
    let case = graduate.cases.get(&id).ok_or(Refusal::NotFound)?;
    let profile = graduate.profile.as_ref().ok_or(Refusal::NotFound)?;
    let school = state.school(me.school).await?;
    let word = school.would_admit(me, case.kind);
    let standing = Standing::towards(case.kind, &graduate, &word, state.runtime.now());
    let standing = standing.asking(&school.would_admit(me, CaseKind::ONLINE_RESCISSION));
    let card = convert::graduate(me, submitted(case, profile), &case.school_name, Reader::Graduate);
    let about = case.about.as_ref().and_then(|about| graduate.cases.get(&about.case));
    let shown = Shown { case, about: about.map(Arc::as_ref), reader: Reader::Graduate };
    let mut detail = full(state, &school, &case.row(me, profile), &shown, card);
    detail.actions = offered(&actions::of_graduate(&standing, case), case.kind, case.review());
    detail.next = Some(convert::next::advice(next::of_graduates_case(&standing, case)));
    let steps = next::steps(&standing, case, school.settings.route(case.kind.module()));
    detail.steps = steps.into_iter().map(convert::next::step).collect();
    let rescission = graduate.open_rescission(id);
    detail.rescission = rescission.map(|open| rescinding(open, Some(next::of_graduates_case(&standing, open))));
    Ok(detail)
}

async fn for_employer(state: &AppState, me: EmployerId, id: CaseId) -> ApiResult<CaseDetail> {
    let employer = state.runtime.read::<Employer>(me).await?;
    let own = employer.cases.get(&id).ok_or(Refusal::NotFound)?;
    let owner = own.row.graduate;
    let (graduate, school) = (state.runtime.read::<Graduate>(owner).await?, state.school(owner.school).await?);
    let (row, mut detail) = match (graduate.cases.get(&id), &graduate.profile) {
        (Some(case), Some(profile)) => {
            let reader = if case.submission.is_some() { Reader::Party } else { Reader::Inviting };
            let card = convert::graduate(owner, submitted(case, profile), &case.school_name, reader);
            let row = case.row(owner, profile);
            let about = case.about.as_ref().and_then(|about| graduate.cases.get(&about.case));
            let shown = Shown { case, about: about.map(Arc::as_ref), reader };
            let detail = full(state, &school, &row, &shown, card);
            (row, detail)
        }
        // The letter is still on its way: the case looks as it will when it arrives.
        _ => {
            let card = employer.card.as_ref().ok_or(Refusal::NotFound)?;
            let case = own.as_sent(card).ok_or(Refusal::NotFound)?;
            let shown = Shown { case: &case, about: None, reader: Reader::Inviting };
            (own.row.clone(), full(state, &school, &own.row, &shown, convert::graduate_of_row(&own.row)))
        }
    };
    // What is offered belongs to what is shown: the employer's own row hears of a decision a letter later, and no page would ask
    // again for a version that it has.
    let now = state.runtime.now();
    let actions = actions::of_employer(&employer, &row, now);
    let rescission = graduate.open_rescission(id);
    let advice = match rescission {
        Some(_) => next::while_rescinding(),
        None => next::of_employers_case(&row, &actions, now),
    };
    detail.next = Some(convert::next::advice(advice));
    detail.rescission = rescission
        .zip(graduate.profile.as_deref())
        .map(|(open, profile)| rescinding(open, Some(next::of_employers_case(&open.row(owner, profile), &[], now))));
    detail.actions = offered(&actions, row.kind, row.review());
    Ok(detail)
}

async fn for_staff(state: &AppState, caller: &StaffCaller, id: CaseId) -> ApiResult<CaseDetail> {
    let grant = caller.school.authorise(caller.id, id, Act::View)?;
    let graduate = state.runtime.read::<Graduate>(grant.graduate).await?;
    let case = graduate.cases.get(&id).ok_or(Refusal::NotFound)?;
    let current = graduate.profile.as_ref().ok_or(Refusal::NotFound)?;
    let card = convert::graduate(grant.graduate, submitted(case, current), &case.school_name, Reader::Staff);
    let about = case.about.as_ref().and_then(|about| graduate.cases.get(&about.case));
    let shown = Shown { case, about: about.map(Arc::as_ref), reader: Reader::Staff };
    let mut detail = full(state, &caller.school, &case.row(grant.graduate, current), &shown, card);
    detail.actions = offered(&actions::of_staff(&caller.staff, &grant, case, current), case.kind, case.review());
    let correctable = case.filled().filter(|_| detail.offers().contains(&Action::Correct.code()));
    detail.form = correctable.map(|filled| convert::form::form(filled.form.form()));
    if detail.offers().contains(&Action::Amend.code()) {
        detail.amendable = amendable_now(case);
    }
    if detail.offers().contains(&Action::Reject.code()) {
        let names = case.reasoned_as();
        detail.reject_reasons = state.runtime.codes().reject_reasons(&names).map(|row| row.code.clone()).collect();
    }
    detail.cautions = cautions(state, &caller.school, case, current).await?;
    detail.voided = voided(&caller.school, case, grant.graduate);
    let obstacle = actions::obstacle_of_staff(&caller.staff, &grant, case, current);
    detail.obstacle =
        obstacle.map(|refusal| convert::settings::obstacle(&refusal, convert::settings::reader(&caller.school, caller.id)));
    detail.differences = differences(state, case, current);
    under_verdict(&mut detail, graduate.held(id), case.review(), caller.id);
    let may_see = |open: &&Case| caller.school.authorise(caller.id, open.id, Act::View).is_ok();
    detail.rescission = graduate.open_rescission(id).filter(may_see).map(|open| rescinding(open, None));
    detail.trail = convert::with_takeovers(detail.trail, caller.school.takeovers.of(id));
    let queue = queue_of(caller, caller.school.cases.get(id).ok_or(Refusal::NotFound)?);
    detail.place = place(&queue, id);
    detail.next_item = next_item(&queue, id);
    Ok(detail)
}

/// The request for the end of an agreement, and whose move it is.
fn rescinding(open: &Case, next: Option<Advice>) -> wire::OpenRescission {
    wire::OpenRescission {
        case: open.id.to_string(),
        state_label: open.status.label(open.kind).to_owned(),
        next: next.map(convert::next::advice),
    }
}

/// While a verdict can be taken back, its giver alone may act on the case (EXT-09).
fn under_verdict(detail: &mut CaseDetail, held: Option<&HeldVerdict>, review: ReviewWords, reader: StaffId) {
    let Some(held) = held else { return };
    detail.row.held = Some(convert::held_mark(&held.mark(review)));
    detail.obstacle = None;
    detail.form = None;
    let undo = wire::Action { code: "undo".to_owned(), label: "撤回".to_owned(), consequence: String::new() };
    detail.actions = (held.grant.staff == reader).then_some(undo).into_iter().collect();
}

/// A case, the agreement that it is about, and who reads it.
struct Shown<'a> {
    case: &'a Case,
    about: Option<&'a Case>,
    reader: Reader,
}

impl Shown<'_> {
    /// The answers, and beneath them the case that they are about.
    fn sections(&self, codes: &Codes) -> Vec<wire::Section> {
        let of_agreement = self.about.map(|about| sections(about, codes)).unwrap_or_default();
        let titled = |section: wire::Section| wire::Section { title: format!("原签约：{}", section.title), ..section };
        sections(self.case, codes).into_iter().chain(of_agreement.into_iter().map(titled)).collect()
    }
}

fn sections(case: &Case, codes: &Codes) -> Vec<wire::Section> {
    match &case.content {
        Content::Agreement(agreement) => convert::form::sections(&agreement::FORM, &agreement.terms.answers(), codes),
        Content::Form(filled) => convert::form::sections(filled.form.form(), &filled.answers, codes),
    }
}

/// The values that a school user may correct, as they are.
fn amendable_now(case: &Case) -> Vec<wire::Amendable> {
    let one = |field: &&'static str| {
        let (label, table) = amendable(field)?;
        let code = case.amendable_value(field);
        Some(wire::Amendable { field: (*field).to_owned(), label: label.to_owned(), table: table.name().to_owned(), code })
    };
    case.facts().amendable.iter().filter_map(one).collect()
}

fn full(state: &AppState, school: &School, row: &CaseRow, shown: &Shown<'_>, graduate: GraduateCard) -> CaseDetail {
    let (case, codes) = (shown.case, state.runtime.codes());
    let agreement = case.agreement();
    CaseDetail {
        row: convert::row(row),
        terms: agreement.map(|agreement| convert::terms_out(&agreement.terms)),
        employer: agreement.map(|agreement| convert::employer(&agreement.employer)),
        graduate,
        agreement_kind: case.agreement_kind.map(convert::agreement_code),
        amendable: Vec::new(),
        filled: case.filled().map(convert::form::filled),
        form: None,
        sections: shown.sections(codes),
        materials: convert::form::materials(case, shown.reader),
        fields_to_correct: fields_to_correct(case),
        voided: Vec::new(),
        cautions: Vec::new(),
        reject_reasons: Vec::new(),
        review_word: case.review().word.to_owned(),
        handler: case.agreement_kind.and_then(|_| school.settings.handler(row.level)).map(convert::handler),
        actions: Vec::new(),
        trail: convert::trail(case, state.runtime.codes()),
        obstacle: None,
        happened: case.happened(),
        next_item: None,
        place: None,
        differences: Vec::new(),
        next: None,
        steps: Vec::new(),
        agreement_number: school.agreement_number(row.graduate.school, row.case).map(|number| number.to_string()),
        rescission: None,
    }
}

/// The graduate as the case has them: the submitted copy once there is one.
fn submitted<'a>(case: &'a Case, current: &'a Profile) -> &'a Profile {
    case.submission.as_ref().map_or(current, |submission| &submission.profile)
}

fn offered(actions: &[Action], kind: CaseKind, review: ReviewWords) -> Vec<wire::Action> {
    let offered = |action: &Action| wire::Action {
        code: action.code().to_owned(),
        label: action.label(kind, review),
        consequence: action.consequence(kind).to_owned(),
    };
    actions.iter().map(offered).collect()
}

/// The fields that a reviewer named when the case was returned last; none once it was submitted again.
fn fields_to_correct(case: &Case) -> Vec<String> {
    match (case.status, case.trail.last().map(|entry| &entry.did)) {
        (Status::Open(..), Some(Did::Returned { fields, .. })) => fields.clone(),
        _ => Vec::new(),
    }
}

/// VOI-02: what the graduate has voided before this case.
fn voided(school: &School, case: &Case, graduate: GraduateId) -> Vec<wire::Voided> {
    let others = school.cases.voided_of(graduate).filter(|row| row.case != case.id);
    let shown = |row: &CaseRow| wire::Voided {
        case: row.case.to_string(),
        detail: row.detail.clone(),
        subject: row.subject.clone(),
        voided_at_ms: row.since.0,
    };
    others.map(shown).collect()
}

/// The cross-checks of what is still to be decided, with what is known of its employer.
async fn cautions(state: &AppState, school: &School, case: &Case, current: &Profile) -> ApiResult<Vec<wire::Caution>> {
    if !case.status.is_in_process() {
        return Ok(Vec::new());
    }
    let others = school.cases.mentions_beside(case.id).collect();
    let library = Library { registered: registered(state, case).await?, others };
    let found = cautions::of_case(case, submitted(case, current), &library, state.runtime.codes());
    let told = |found: Caution| wire::Caution { field: found.field.into(), code: found.code.into(), text: found.text };
    Ok(found.into_iter().map(told).collect())
}

/// The employer registered under the credit code that the case names, once it was verified.
async fn registered(state: &AppState, case: &Case) -> ApiResult<Option<Mention>> {
    let Some(named) = case.mention().filter(|named| !named.credit_code.is_empty()) else { return Ok(None) };
    let employer = state.runtime.read::<Employer>(EmployerId::of_credit_code(&named.credit_code)).await?;
    Ok(employer.in_force().map(|filing| Mention::of_card(&filing.card)))
}

/// SIG-04: only what is still to be decided is compared.
fn differences(state: &AppState, case: &Case, current: &Profile) -> Vec<Difference> {
    let Some(submission) = case.submission.as_ref().filter(|_| case.status.is_in_process()) else { return Vec::new() };
    let found = comparison::differences(&submission.profile, current);
    found.into_iter().map(|difference| convert::difference(difference, state.runtime.codes())).collect()
}

/// The queue that a case belongs into for its reader: of every kind on its list, who waits longest first. What nobody else can decide, or
/// what waits at the reader's own level, as the list's tile counts them.
fn queue_of(caller: &StaffCaller, row: &CaseRow) -> Vec<CaseId> {
    let (school, scope, stage) = (&caller.school, caller.staff.scope(), caller.staff.stage());
    let kinds: Vec<_> = row.kind.facts().list.kinds().filter(|kind| kind.module() == row.kind.module()).collect();
    let waiting = |stage| school.cases.waiting_of(&kinds, stage, &scope).into_iter().map(|waiting| waiting.case);
    if stage == Stage::School && school.is_unattended(row) {
        let nobodys = |case: &CaseId| school.cases.get(*case).is_some_and(|row| school.is_unattended(row));
        return waiting(Stage::Department).filter(nobodys).collect();
    }
    waiting(stage).collect()
}

/// Place in the queue.
fn place(queue: &[CaseId], case: CaseId) -> Option<Place> {
    let at = queue.iter().position(|waiting| *waiting == case)?;
    let neighbour = |at: Option<usize>| at.and_then(|at| queue.get(at)).map(CaseId::to_string);
    Some(Place { at: at + 1, of: queue.len(), previous: neighbour(at.checked_sub(1)), next: neighbour(Some(at + 1)) })
}

/// The next case after this one, or, when this one waits no more, the one that waits longest.
fn next_item(queue: &[CaseId], case: CaseId) -> Option<String> {
    let after = queue.iter().position(|waiting| *waiting == case).map_or(0, |at| at + 1);
    queue.get(after).map(CaseId::to_string)
}
