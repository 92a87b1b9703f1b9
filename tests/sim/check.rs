//! What must hold after every step, and what must hold once everything has come to rest.

use crate::{
    actors::{Awake, key_of},
    fictitious as made,
    people::{EMPLOYERS, GRADUATES, SCHOOLS},
    world::{Checked, World},
};
use std::collections::BTreeSet;
use wangqian_rules::{
    caller::Caller,
    case::*,
    entity::{Entity, fold},
    graduate::Graduate,
    ids::*,
    invariants,
    review::{Scope, Stage},
    time::UnixMs,
};
use wangqian_runtime::core::HistoryBody;
use wangqian_storage::codec;

/// The invariants of one entity.
pub fn invariants(awake: &Awake) -> Checked {
    let broken = match awake {
        Awake::Graduate(core) => invariants::of_graduate(core.state()),
        Awake::School(core) => invariants::of_school(core.state()),
        Awake::Employer(_)
        | Awake::Province(_)
        | Awake::EmsSchool(_)
        | Awake::Link(_)
        | Awake::Outbox(_)
        | Awake::Batches(_) => Vec::new(),
    };
    broken.into_iter().next().map_or(Ok(()), |(number, what)| Err(format!("{number}: {what}")))
}

/// Everything has arrived, and all parties agree.
pub fn at_rest(world: &mut World) -> Checked {
    world.witness.histories(&world.store)?;
    let mut cases = BTreeSet::new();
    for id in SCHOOLS.into_iter().flat_map(|school| (1..=GRADUATES).map(move |n| made::graduate_id(school, n))) {
        graduate_at_rest(world, id)?;
        cases.extend(world.graduate(id).cases.keys().copied());
    }
    every_case_is_known(world, &cases)?;
    every_invitation_arrived(world, &cases)?;
    SCHOOLS.into_iter().try_for_each(|school| counts_agree(world, school))?;
    (1..=EMPLOYERS).try_for_each(|employer| flags_agree(world, made::card(employer).id))?;
    world.batches_agree()?;
    histories_lead_to_states(world)?;
    let dead = world.store.dead_letters_now().len() as u64;
    let poisoned: u64 = world.poison.values().sum();
    (dead == poisoned).then_some(()).ok_or_else(|| format!("{poisoned} letters were poisoned, {dead} are set aside"))
}

fn graduate_at_rest(world: &mut World, id: GraduateId) -> Checked {
    let state = world.graduate(id);
    world.reference.agrees_with(&state)?;
    notices_are_told_once(&state)?;
    timers_match(world, id, &state)?;
    ems_agrees(world, id, &state)?;
    let school = world.school(id.school);
    for row in world.rows_of(id) {
        employer_agrees(world, &row)?;
        let listed = school.cases.get(row.case);
        let marked = school.cases.held(row.case).cloned();
        let held = state.held(row.case).map(|held| held.mark(state.cases[&row.case].review()));
        if marked != held {
            return Err(format!("{:?}: {held:?} at the graduate, {marked:?} at the school", row.case));
        }
        if listed.is_some() != row.submitted_at.is_some() || listed.is_some_and(|listed| *listed != row) {
            return Err(format!("{row:?} at the graduate, {listed:?} at the school"));
        }
    }
    Ok(())
}

/// What an employer takes part in stands there too. An opened invitation is not reported: it has that at version 1 as it sent it.
fn employer_agrees(world: &mut World, row: &CaseRow) -> Checked {
    let Some(employer) = row.employer else { return Ok(()) };
    let there = world.employer(employer).cases.get(&row.case).map(|case| (case.row.version, case.row.status));
    let here = (row.version, row.status);
    let agrees = there == Some(here);
    agrees.then_some(()).ok_or_else(|| format!("{:?}: {here:?} at the graduate, {there:?} at the employer", row.case))
}

/// FLG-03: the employer knows exactly the schools whose flag stands, each with its grounds.
fn flags_agree(world: &mut World, employer: EmployerId) -> Checked {
    let known = world.employer(employer);
    for id in SCHOOLS {
        let school = world.school(id);
        let said = school.flags.get(employer).and_then(|flag| flag.grounds());
        let there = known.flags.of_school(id);
        if said != there || known.flags.schools().contains(&id) != said.is_some() {
            return Err(format!("{employer}: school {id} says {said:?}, the employer knows {there:?}"));
        }
    }
    Ok(())
}

/// I4, I12: the platform has the EMS's roster, and the EMS what holds for everybody who stands on it.
fn ems_agrees(world: &mut World, id: GraduateId, state: &Graduate) -> Checked {
    let (ems, school) = (world.ems(id.school), world.school(id.school));
    let row = ems.register.get(id).map(|row| (row.revision, row.removed_at));
    let copy = school.roster.known(id).map(|row| (row.revision, row.removed_at));
    if row != copy || row.and_then(|(_, removed_at)| removed_at) != state.removed_at {
        return Err(format!("{id}: {row:?} in the EMS, {copy:?} at the school, {:?} at the graduate", state.removed_at));
    }
    let reported = ems.ledger.get(id).and_then(|row| row.destination.as_ref()).map(|destination| destination.case);
    let is_reported = |case: &&std::sync::Arc<Case>| case.facts().causes == Consequence::Report;
    let effective = state.cases.values().filter(is_reported).find(|case| case.status == Status::Effective);
    let holds = effective.map(|case| case.id);
    if state.removed_at.is_none() && reported != holds {
        return Err(format!("{id}: {reported:?} is reported, {holds:?} holds"));
    }
    let written = ems.ledger.get(id).map_or((&None, &None), |row| (&row.papers.archive, &row.papers.household));
    let shown = school.transfers.get(id).map_or((&None, &None), |known| (&known.archive, &known.household));
    if written != shown {
        return Err(format!("{id}: {written:?} is written in the EMS, {shown:?} is shown"));
    }
    Ok(())
}

/// I15: one notice for each thing that the graduate is told, and none for anything else.
/// What a graduate hears of an invitation that nobody did anything about.
const REMINDER: &str = "应约即将截止";
const WARNING: &str = "邀请单位被列为预警单位";

fn notices_are_told_once(state: &Graduate) -> Checked {
    let told = |case: &Case, entry: &TrailEntry| {
        use Did::*;
        let by_employer = matches!(entry.by, Caller::Employer { .. });
        match entry.did {
            Invited | Expired | Approved(_) | ApprovedUnilaterally { .. } | Returned { .. } | Rejected { .. } => true,
            Corrected { .. } | Amended(_) | Forced { .. } | NotGraduated { .. } | Lapsed => true,
            Withdrew | Asked | Agreed | Refused { .. } | Stamped => by_employer,
            Reminded => case.begun_by == Party::Employer,
            _ => false,
        }
    };
    for case in state.cases.values() {
        // An invitation that could not be delivered is the employer's news alone.
        let was_delivered = case.status != Status::Ended(End::Undeliverable);
        let expected = case.trail.iter().filter(|entry| was_delivered && told(case, entry)).count();
        let of_case = || state.inbox.newest_first().filter(|notice| notice.case == Some(case.id));
        let (aside, notices): (Vec<_>, Vec<_>) =
            of_case().partition(|notice| notice.title == REMINDER || notice.title == WARNING);
        if notices.len() != expected {
            return Err(format!("{:?}: {} notices for {expected} events", case.id, notices.len()));
        }
        if aside.iter().filter(|notice| notice.title == REMINDER).count() > 1 {
            return Err(format!("{:?}: reminded twice", case.id));
        }
    }
    Ok(())
}

/// SIG-08, EXT-16: whoever waits for an answer has its timers, for the reminder and for the end, nobody else has one, and no invitation
/// is overdue.
fn timers_match(world: &World, id: GraduateId, state: &Graduate) -> Checked {
    // An invalidated invitation keeps its timer until its time is over: it may come back before.
    let now = world.clock_ms;
    let is_ahead = |at: Option<UnixMs>, of: i64| at.is_some_and(|at| at.0 > of);
    let asked = || state.cases.values().filter(|case| matches!(case.standing(), Status::Asked(_)));
    let invited = |case: &&std::sync::Arc<Case>| case.facts().asks == Some(Asks::Expires);
    let waits = |case: &Case| matches!(case.status, Status::Asked(_)) || is_ahead(case.expires_at, now);
    // An invitation that is over expires; a request that nobody answers stays, and is not woken for any more.
    let ends = |after: i64| {
        let due =
            move |case: &&std::sync::Arc<Case>| if invited(case) { waits(case) } else { is_ahead(case.expires_at, after) };
        asked().filter(due).filter_map(|case| case.expires_at).map(|at| at.0)
    };
    let reminders = |after: i64| {
        let soon = asked().filter(|case| waits(case)).filter_map(|case| case.reminded_at());
        soon.map(|at| at.0).filter(move |at| *at > after)
    };
    let timers: BTreeSet<_> = world.store.load_now(key_of(id)).timers.into_iter().map(|(due_ms, _)| due_ms).collect();
    let latest = now.max(world.latest_ms);
    let verdicts = || state.held_verdicts().map(|held| held.until.0);
    let wanted: BTreeSet<_> = ends(latest).chain(reminders(latest)).chain(verdicts()).collect();
    let allowed: BTreeSet<_> = ends(now).chain(reminders(now)).chain(verdicts()).collect();
    if !(wanted.is_subset(&timers) && timers.is_subset(&allowed)) {
        return Err(format!("{id}: timers at {timers:?}, wanted {wanted:?} of {allowed:?}"));
    }
    let overdue = asked().filter(invited).find(|case| waits(case) && !is_ahead(case.expires_at, now));
    overdue.map_or(Ok(()), |case| Err(format!("{:?} is past its time and not expired", case.id)))
}

/// Whatever was acknowledged to be begun is there, and nothing else is.
fn every_case_is_known(world: &World, at_graduates: &BTreeSet<CaseId>) -> Checked {
    let told: BTreeSet<_> = world.reference.opened().collect();
    let known = told == *at_graduates;
    known.then_some(()).ok_or_else(|| format!("{} cases were acknowledged, {} are there", told.len(), at_graduates.len()))
}

fn every_invitation_arrived(world: &mut World, at_graduates: &BTreeSet<CaseId>) -> Checked {
    let told: BTreeSet<_> = world.reference.invited().collect();
    let mut sent = BTreeSet::new();
    for n in 1..=EMPLOYERS {
        let cases = &world.employer(made::card(n).id).cases;
        sent.extend(cases.values().filter(|case| case.row.kind == CaseKind::ONLINE_SIGNING).map(|case| case.row.case));
    }
    if told == sent && sent.is_subset(at_graduates) {
        return Ok(());
    }
    Err(format!("{} invitations were acknowledged, {} sent, {} received", told.len(), sent.len(), at_graduates.len()))
}

/// I2: a queue's count, as the school has it and as screens show it, is the number of graduates' cases that wait there.
fn counts_agree(world: &mut World, id: SchoolId) -> Checked {
    let rows: Vec<_> = (1..=GRADUATES).flat_map(|n| world.rows_of(made::graduate_id(id, n))).collect();
    let school = world.school(id);
    for stage in [Stage::Department, Stage::School] {
        for department in [None, Some(made::DEPARTMENTS[0]), Some(made::DEPARTMENTS[1])] {
            let scope = Scope { department: department.map(str::to_owned), level: None };
            let waits = |row: &&CaseRow| {
                let is_here = matches!(row.status, Status::InReview(_, at) if at == stage);
                is_here && school.cases.held(row.case).is_none() && scope.contains(&row.department, row.level)
            };
            let (waiting, counted) = (
                rows.iter().filter(waits).count(),
                CaseKind::all().map(|kind| school.cases.waiting_count(kind, stage, &scope)).sum::<usize>(),
            );
            let shown = world.screens.count(id, stage).filter(|_| department.is_none()).unwrap_or(waiting);
            if (counted, shown) != (waiting, waiting) {
                return Err(format!("{id} {stage:?} {department:?}: {waiting} wait, {counted} counted, {shown} shown"));
            }
        }
    }
    Ok(())
}

fn histories_lead_to_states(world: &World) -> Checked {
    world.node.iter().try_for_each(|(_, awake)| match awake {
        Awake::Province(core) => history_leads_to(world, core.id(), &**core.state()),
        Awake::School(core) => history_leads_to(world, core.id(), &**core.state()),
        Awake::Graduate(core) => history_leads_to(world, core.id(), &**core.state()),
        Awake::Employer(core) => history_leads_to(world, core.id(), &**core.state()),
        Awake::EmsSchool(core) => history_leads_to(world, core.id(), &**core.state()),
        Awake::Link(core) => history_leads_to(world, core.id(), &**core.state()),
        Awake::Outbox(core) => history_leads_to(world, core.id(), &**core.state()),
        Awake::Batches(core) => history_leads_to(world, core.id(), &**core.state()),
    })
}

fn history_leads_to<E: Entity>(world: &World, id: EntityId, state: &E) -> Checked {
    let mut events = Vec::new();
    for step in world.store.history_now(key_of(id), 0, usize::MAX) {
        let body: HistoryBody<E::Event> = codec::decode(&step.body).map_err(|error| format!("{id:?}: {error}"))?;
        events.extend(body.events);
    }
    if fold::<E>(&events) == *state { Ok(()) } else { Err(format!("{id:?}: the history does not lead to the state")) }
}
