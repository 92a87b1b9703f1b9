//! One run: a furnished world, a thousand steps with faults, then healing until everything is at rest.

use crate::{
    actors::{Command, key_of},
    batching::reviewers,
    check,
    faults::Faults,
    fictitious as made,
    mutants::Mutant,
    people::*,
    session::Asker,
    tally::Tally,
    world::{Checked, Parcel, STRANGER, World},
};
use wangqian_rules::{
    caller::Caller,
    case::{Did, TrailEntry},
    employer,
    ems::{self, accounts::Keeper},
    exchange::SchoolEntry,
    ids::*,
    module::Switch,
    province,
    review::AgreementKind,
    school::{
        self,
        settings::{HandlerFor, Setting},
    },
};
use wangqian_storage::{FaultPlan, record::OutboxLetter};

const STEPS: usize = 6_000;
const ROUNDS_MAX: usize = 600;

/// Runs a seed; returns what happened in it.
pub fn run(seed: u64, mutant: Option<Mutant>) -> Checked<Tally> {
    let mut world = World::new(seed, mutant);
    furnish(&mut world)?;
    world.faults = Faults::of(&mut world.chance);
    world.store.set_faults(world.faults.store);
    for _ in 0..STEPS {
        step(&mut world)?;
    }
    heal(&mut world);
    settle(&mut world)?;
    check::at_rest(&mut world)?;
    note_states(&mut world);
    // Every invitation's time passes.
    world.pass(40 * 86_400_000);
    settle(&mut world)?;
    check::at_rest(&mut world)?;
    Ok(world.tally)
}

fn note_states(world: &mut World) {
    for id in SCHOOLS.into_iter().flat_map(|school| (1..=GRADUATES).map(move |n| made::graduate_id(school, n))) {
        for row in world.rows_of(id) {
            world.tally.saw(row.status.code());
            world.tally.saw(row.kind.code());
        }
        let graduate = world.graduate(id);
        let steps = graduate.cases.values().flat_map(|case| &case.trail).filter_map(worth_noting);
        steps.for_each(|step| world.tally.saw(step));
        if world.reference.rescinded_by_waiting(&graduate) > 0 {
            world.tally.saw("a held verdict ends an agreement");
        }
    }
}

/// Steps that leave no state of their own behind.
fn worth_noting(entry: &TrailEntry) -> Option<&'static str> {
    Some(match &entry.did {
        Did::Forced { .. } => "forced",
        Did::ApprovedUnilaterally { .. } => "approved unilaterally",
        Did::Amended(changes) if changes.iter().any(|change| change.field != "job_category") => "the employer's fields amended",
        Did::Amended(_) => "the job category amended",
        Did::Stamped if matches!(&entry.by, Caller::Employer { name } if name.contains("二维码")) => {
            "stamped by the paper's link"
        }
        Did::Lapsed => "an answer is overdue",
        _ => return None,
    })
}

/// Two open schools with half of their graduates, and verified employers.
fn furnish(world: &mut World) -> Checked {
    let province = |command| (PROVINCE.into(), Command::Province(command));
    command(world, province(province::Command::SetAgreementKind { kind: AgreementKind::ThreeParty, signing: Vec::new() }))?;
    for school in SCHOOLS {
        command(world, province(province::Command::AddSchool { school, name: made::SCHOOL_NAME.into() }))?;
        let departments = made::DEPARTMENTS.map(made::department_user);
        let users = (1..).zip([made::school_user()].into_iter().chain(departments)).map(|(id, user)| made::employ(id, user));
        let found = ems::Command::Found {
            by: Keeper::Operator,
            school: SchoolEntry { name: made::SCHOOL_NAME.into(), province: PROVINCE },
        };
        let profiles = (1..=GRADUATES / 2).map(|n| made::profile(school, n)).collect();
        for one in [found, ems::Command::Upload { by: Keeper::Operator, profiles }] {
            command(world, (EntityId::EmsSchool(school), Command::EmsSchool(one)))?;
        }
        let open = school::Command::Configure { staff: SCHOOL_USER, setting: Setting::Open(Switch::Signing) };
        let setting = Setting::Handler(HandlerFor::Everybody, made::handler());
        let handler = school::Command::Configure { staff: SCHOOL_USER, setting };
        let register = school::Command::Configure { staff: SCHOOL_USER, setting: Setting::Open(Switch::Destination) };
        let backfill = school::Command::Configure { staff: SCHOOL_USER, setting: Setting::Open(Switch::Backfill) };
        let limit = school::Command::Configure { staff: SCHOOL_USER, setting: Setting::RescissionLimit(1) };
        let commands = users.chain([open, register, backfill, limit, handler]);
        for one in commands {
            command(world, (school.into(), Command::School(one)))?;
        }
    }
    for n in 1..=EMPLOYERS {
        let card = Box::new(made::card(n));
        for one in [employer::Command::Register { card, account: None, unfinished: None }, employer::Command::Verify] {
            command(world, (made::card(n).id.into(), Command::Employer(one)))?;
        }
    }
    Ok(())
}

fn command(world: &mut World, (to, command): (EntityId, Command)) -> Checked {
    world.post(Parcel::Request { asker: Asker::Nobody, to, key: None, command: Box::new(command) });
    settle(world)
}

/// One move of the scheduler.
fn step(world: &mut World) -> Checked {
    let ms = world.chance.below(40) as i64;
    world.pass(ms);
    trouble(world)?;
    match world.chance.below(100) {
        0..50 if !world.mail.is_empty() => {
            let at = world.chance.below(world.mail.len());
            let parcel = world.mail.swap_remove(at);
            world.deliver(parcel)
        }
        50..75 if !world.in_flight.is_empty() => {
            let keys: Vec<_> = world.in_flight.keys().copied().collect();
            world.chance.pick(&keys).copied().map_or(Ok(()), |key| world.advance(key))
        }
        75..80 => {
            let link = world.chance.pick(&links()).copied();
            link.into_iter().for_each(|link| world.carry(link));
            Ok(())
        }
        80..82 => {
            let reviewer = world.chance.pick(&reviewers()).copied();
            reviewer.into_iter().for_each(|of| _ = world.batch_goes_on(of));
            Ok(())
        }
        82..85 => {
            let awake: Vec<_> = world.node.keys().copied().collect();
            world.chance.pick(&awake).copied().map_or(Ok(()), |key| world.tick(key))
        }
        85..88 => {
            fire_timers(world);
            Ok(())
        }
        _ => {
            let number = world.chance.below(world.sessions.len());
            world.session_acts(number)
        }
    }
}

/// What goes wrong before this move.
fn trouble(world: &mut World) -> Checked {
    let faults = world.faults;
    if world.chance.strikes(faults.clock) {
        let jump = [-3_600_000, 86_400_000, 3 * 86_400_000];
        world.wall_ms += world.chance.pick(&jump).copied().unwrap_or(0);
        world.pass(0);
    }
    if world.chance.strikes(faults.poison) {
        let known: Vec<_> = world.node.keys().copied().collect();
        if let Some(to) = world.chance.pick(&known).copied() {
            *world.poison.entry(to).or_default() += 1;
            post_poison(world)?;
        }
    }
    if world.chance.strikes(faults.passivate) {
        let awake: Vec<_> = world.node.keys().copied().collect();
        world.chance.pick(&awake).copied().map_or(Ok(()), |key| world.passivate(key))?;
    }
    if world.chance.strikes(faults.crash) { world.crash() } else { Ok(()) }
}

/// The stranger sends again what was not taken in.
fn post_poison(world: &mut World) -> Checked {
    let source = key_of(STRANGER);
    for (destination, sent) in world.poison.clone() {
        let last = world.wake(destination)?.last_taken(source);
        for seq in last + 1..=sent {
            let letter = OutboxLetter { destination, seq, body: vec![0xff, seq as u8] };
            world.witness.sent(source, &letter)?;
            world.post(Parcel::Letter { source, letter });
        }
    }
    Ok(())
}

fn fire_timers(world: &mut World) {
    // A timer that is believed whatever the clock says can also come early.
    let ahead_ms = if world.is(Mutant::TrustsTimers) { 30 * 86_400_000 } else { 0 };
    for row in world.store.timers_due_now(world.clock_ms + ahead_ms, 20) {
        if world.chance.strikes(world.faults.timer_twice) {
            world.post(Parcel::Timer(row.clone()));
        }
        world.post(Parcel::Timer(row));
    }
}

fn heal(world: &mut World) {
    world.faults = Faults::default();
    world.store.set_faults(FaultPlan::default());
}

/// Everything arrives, every open wish gets its answer; an error when that takes for ever.
fn settle(world: &mut World) -> Checked {
    for round in 0..ROUNDS_MAX {
        for parcel in std::mem::take(&mut world.mail) {
            world.deliver(parcel)?;
        }
        for key in world.in_flight.keys().copied().collect::<Vec<_>>() {
            world.advance(key)?;
        }
        if !world.mail.is_empty() || !world.in_flight.is_empty() {
            continue;
        }
        if is_quiet(world) && world.batches_end() {
            return Ok(());
        }
        world.pass(if round % 10 == 0 { 30_000 } else { 250 });
        wake_up_call(world)?;
    }
    let (letters, wishes, over) = (letters_left(world), wishes_left(world), world.batches_end());
    Err(format!("not at rest: {letters} letters and {wishes} wishes are left; batches are over: {over}"))
}

fn is_quiet(world: &mut World) -> bool {
    let overdue = !world.store.timers_due_now(world.clock_ms, 1).is_empty();
    !overdue && letters_left(world) == 0 && wishes_left(world) == 0 && parcels_left(world) == 0
}

/// Everybody with something left to do does it.
fn wake_up_call(world: &mut World) -> Checked {
    for key in world.store.sources_with_letters_now() {
        world.wake(key)?;
    }
    for key in world.node.keys().copied().collect::<Vec<_>>() {
        world.tick(key)?;
    }
    fire_timers(world);
    links().into_iter().for_each(|link| world.carry(link));
    world.batches_end();
    let dead = world.store.dead_letters_now().len() as u64;
    if dead < world.poison.values().sum() {
        post_poison(world)?;
    }
    for number in 0..world.sessions.len() {
        if world.sessions[number].wish.is_some() {
            world.ask_again(number)?;
        }
    }
    Ok(())
}

fn letters_left(world: &mut World) -> usize {
    let undead = world.poison.values().sum::<u64>() as usize - world.store.dead_letters_now().len();
    let rows = world.store.sources_with_letters_now().len();
    undead + rows + world.node.values_mut().map(|awake| awake.outbox().len()).sum::<usize>()
}

fn parcels_left(world: &mut World) -> usize {
    links().into_iter().map(|link| world.link(link).len()).sum()
}

fn links() -> Vec<LinkId> {
    let both = |school| [Side::Ems, Side::Platform].map(|to| LinkId { to, school });
    SCHOOLS.into_iter().flat_map(both).collect()
}

fn wishes_left(world: &World) -> usize {
    world.sessions.iter().filter(|session| session.wish.is_some()).count()
}
