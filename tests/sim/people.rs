//! The people at their screens: what each wishes next, judging by what it sees.

use crate::{actors::Command, batching, chance::Chance, fictitious as made, world::World};
use wangqian_rules::{
    actions,
    case::{Case, CaseKind, CaseRow, Party, Phase, Status},
    ems::{self, accounts::Keeper},
    flag::{FlagReason, Grounds},
    graduate::{self, Hand},
    ids::*,
    module::Module,
    review::*,
    school::{self, School, flags::Named, settings::Setting},
};

pub const PROVINCE: ProvinceId = ProvinceId(32);
pub const SCHOOLS: [SchoolId; 2] = [SchoolId(10001), SchoolId(10002)];
/// Graduates per school; half of them are on the roster when a run begins.
pub const GRADUATES: u32 = 10;
pub const EMPLOYERS: u32 = 4;
/// Users of each school: one of the school, then one a department.
pub const SCHOOL_USER: StaffId = StaffId(1);
pub const DEPARTMENT_USERS: [StaffId; 2] = [StaffId(2), StaffId(3)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    Graduate(GraduateId),
    Employer(u32),
    Staff {
        school: SchoolId,
        staff: StaffId,
    },
    /// Who keeps the roster and the settings of a school.
    Clerk(SchoolId),
}

/// What a person wants to happen, once.
#[derive(Clone, Debug)]
pub enum Wish {
    Invite {
        employer: u32,
        graduate: GraduateId,
        valid_days: u8,
    },
    /// A destination is registered, an agreement filled in, the end of one asked for.
    Begin {
        graduate: GraduateId,
        kind: CaseKind,
        by: Hand,
        about: Option<CaseId>,
        /// The number of the employer that an agreement is with.
        employer: u32,
    },
    /// Something about a case, in the state that the person saw.
    OnCase {
        graduate: GraduateId,
        case: CaseId,
        seen: u64,
        what: What,
    },
    Other(EntityId, Box<Command>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Accept,
    Decline,
    Withdraw(u32),
    Approve(StaffId),
    Reject(StaffId),
    /// A field, and its new code.
    Amend(StaffId, &'static str, &'static str),
    TakeBack,
    Submit(CaseKind),
    Void,
    GiveUp,
    Stamp(Hand),
    Agree(Hand),
    Refuse(Hand),
    Return(StaffId),
    Correct(StaffId),
    /// A verdict of these that can be taken back (EXT-09).
    Hold(Box<What>),
    Undo(StaffId),
    Unilateral(StaffId),
    Force(StaffId),
    Ungraduated(StaffId),
}

pub fn everybody() -> Vec<Person> {
    let schools = SCHOOLS.into_iter();
    let graduates =
        schools.clone().flat_map(|school| (1..=GRADUATES).map(move |n| Person::Graduate(made::graduate_id(school, n))));
    let users = [SCHOOL_USER].into_iter().chain(DEPARTMENT_USERS);
    let staff = schools.clone().flat_map(|school| users.clone().map(move |staff| Person::Staff { school, staff }));
    graduates.chain((1..=EMPLOYERS).map(Person::Employer)).chain(staff).chain(schools.map(Person::Clerk)).collect()
}

impl Person {
    pub fn wish(self, world: &mut World) -> Option<Wish> {
        match self {
            Self::Graduate(me) => graduate_wish(me, world),
            Self::Employer(me) => employer_wish(me, world),
            Self::Staff { school, staff } => staff_wish(school, staff, world),
            Self::Clerk(school) => clerk_wish(school, world),
        }
    }
}

fn graduate_wish(me: GraduateId, world: &mut World) -> Option<Wish> {
    let state = world.graduate(me);
    if world.chance.strikes(100) {
        let upto = state.inbox.next_seq() - 1;
        return Some(Wish::Other(me.into(), Box::new(Command::Graduate(graduate::Command::MarkRead { upto }))));
    }
    if world.chance.strikes(60) {
        return Some(beginning_wish(me, world));
    }
    let cases: Vec<_> = state.cases.values().collect();
    let case = world.chance.pick(&cases)?;
    let kind = actions::rescission_of(case.kind, Party::Graduate).filter(|_| case.status == Status::Effective);
    if let Some(kind) = kind.filter(|_| world.chance.strikes(300)) {
        return Some(Wish::Begin { graduate: me, kind, by: Hand::Graduate, about: Some(case.id), employer: 0 });
    }
    let what = graduates_move(case, &mut world.chance)?;
    Some(Wish::OnCase { graduate: me, case: case.id, seen: seen(case.version, &mut world.chance), what })
}

/// A destination, or an agreement with an employer, one of which is not registered here.
fn beginning_wish(me: GraduateId, world: &mut World) -> Wish {
    let kinds = [CaseKind::DESTINATION, CaseKind::OFFLINE_SIGNING, CaseKind::OFFLINE_SIGNING, CaseKind::BACKFILL];
    let kind = world.chance.pick(&kinds).copied().unwrap_or(CaseKind::DESTINATION);
    let employer = 1 + world.chance.below(EMPLOYERS as usize + 1) as u32;
    Wish::Begin { graduate: me, kind, by: Hand::Graduate, about: None, employer }
}

/// Mostly what the page offers; now and then what an old page still shows.
fn graduates_move(case: &Case, chance: &mut Chance) -> Option<What> {
    let kind = case.kind;
    Some(match case.status {
        Status::Asked(Party::Graduate) if case.about.is_some() && chance.strikes(600) => What::Agree(Hand::Graduate),
        Status::Asked(Party::Graduate) if case.about.is_some() => What::Refuse(Hand::Graduate),
        Status::Asked(Party::Graduate) if chance.strikes(700) => What::Accept,
        Status::Asked(Party::Graduate) => What::Decline,
        Status::Open(..) if chance.strikes(100) => What::GiveUp,
        Status::Open(Phase::First, _) => What::Submit(kind),
        // The graduate prints the agreement: whoever has the paper may hand it in by the link on it.
        Status::Open(Phase::Second, _) if chance.strikes(300) => What::Stamp(Hand::Paper),
        Status::Open(Phase::Second, _) => What::Stamp(Hand::Graduate),
        Status::Effective if kind == CaseKind::DESTINATION && chance.strikes(100) => What::Void,
        _ if chance.strikes(150) => What::TakeBack,
        _ if case.about.is_none() && case.filled().is_none() && chance.strikes(100) => What::Accept,
        _ => return None,
    })
}

fn employer_wish(me: u32, world: &mut World) -> Option<Wish> {
    let state = world.employer(made::card(me).id);
    let rows: Vec<_> = state.cases.values().map(|case| case.row.clone()).collect();
    if world.chance.strikes(300) {
        return employers_move(me, &world.chance.pick(&rows)?.clone(), world);
    }
    let school = *world.chance.pick(&SCHOOLS)?;
    let graduate = made::graduate_id(school, 1 + world.chance.below(GRADUATES as usize) as u32);
    Some(Wish::Invite { employer: me, graduate, valid_days: 1 + world.chance.below(5) as u8 })
}

/// The hand of an employer.
pub fn hand_of(employer: u32) -> Hand {
    let card = made::card(employer);
    Hand::Employer { id: card.id, name: card.name }
}

fn employers_move(me: u32, row: &CaseRow, world: &mut World) -> Option<Wish> {
    let by = hand_of(me);
    let what = match row.status {
        Status::Asked(Party::Employer) if world.chance.strikes(600) => What::Agree(by),
        Status::Asked(Party::Employer) => What::Refuse(by),
        Status::Asked(Party::Graduate) => What::Withdraw(me),
        Status::Open(Phase::Second, _) => What::Stamp(by),
        Status::Effective if row.kind == CaseKind::ONLINE_SIGNING && world.chance.strikes(300) => {
            let (kind, about) = (CaseKind::ONLINE_RESCISSION, Some(row.case));
            return Some(Wish::Begin { graduate: row.graduate, kind, by, about, employer: 0 });
        }
        _ if world.chance.strikes(100) => What::Withdraw(me),
        _ => return None,
    };
    Some(Wish::OnCase { graduate: row.graduate, case: row.case, seen: seen(row.version, &mut world.chance), what })
}

fn staff_wish(school: SchoolId, staff: StaffId, world: &mut World) -> Option<Wish> {
    let state = world.school(school);
    if staff == SCHOOL_USER && world.chance.strikes(80) {
        return Some(flag_wish(school, &state, world));
    }
    if world.chance.strikes(150) {
        return batching::wish(ReviewerId { school, staff }, &state, world);
    }
    let rows: Vec<_> = state.cases.rows().filter(|row| row.submitted_at.is_some()).collect();
    // A verdict waits for ten seconds: whoever looks for it among everything comes too late.
    let held: Vec<_> = rows.iter().copied().filter(|row| state.cases.held(row.case).is_some()).collect();
    let from = if !held.is_empty() && world.chance.strikes(400) { &held } else { &rows };
    let row = world.chance.pick(from)?;
    let (chance, is_school) = (&mut world.chance, staff == SCHOOL_USER);
    let review = row.kind.facts().phase(Phase::First).review;
    let what = match row.status {
        _ if state.cases.held(row.case).is_some() && chance.strikes(500) => What::Undo(staff),
        Status::Asked(Party::Employer) if is_school && chance.strikes(300) => What::Force(staff),
        Status::InReview(..) if review.returns && chance.strikes(250) => What::Return(staff),
        Status::InReview(..) if review.corrects && chance.strikes(200) => What::Correct(staff),
        Status::InReview(..) if review.unilateral && is_school && chance.strikes(300) => What::Unilateral(staff),
        Status::Effective if is_school && chance.strikes(60) => What::Ungraduated(staff),
        Status::Effective if is_school => chance.pick(&AMENDMENTS).map(|(field, code)| What::Amend(staff, field, code))?,
        _ if chance.strikes(750) => What::Approve(staff),
        _ => What::Reject(staff),
    };
    let waits = if row.about.is_some() { 700 } else { 300 };
    let what = if what.verdict().is_some() && chance.strikes(waits) { What::Hold(Box::new(what)) } else { what };
    Some(Wish::OnCase { graduate: row.graduate, case: row.case, seen: seen(row.version, &mut world.chance), what })
}

/// Fields of an approved agreement, with codes that they may have (OFF-04).
const AMENDMENTS: [(&str, &str); 6] = [
    ("job_category", "10"),
    ("job_category", "13"),
    ("job_category", "17"),
    ("employer_nature", "10"),
    ("employer_nature", "31"),
    ("employer_industry", "11"),
];

/// An employer is flagged, or the flag that stands is lifted (FLG-01).
fn flag_wish(id: SchoolId, school: &School, world: &mut World) -> Wish {
    let card = made::card(1 + world.chance.below(EMPLOYERS as usize) as u32);
    let (staff, employer) = (SCHOOL_USER, card.id);
    let command = match school.flags.get(employer).and_then(|flag| flag.grounds()) {
        Some(_) => school::Command::LiftFlag { staff, employer, why: "已核实".into() },
        None => {
            let named = Named { employer, name: card.name, credit_code: card.credit_code };
            let grounds = Grounds { reason: FlagReason::Fake, details: String::new() };
            school::Command::Flag { staff, named, grounds }
        }
    };
    Wish::Other(id.into(), Box::new(Command::School(command)))
}

fn clerk_wish(school: SchoolId, world: &mut World) -> Option<Wish> {
    if world.chance.strikes(300) {
        return roster_wish(school, world);
    }
    let routes = [Route::SchoolOnly, Route::DepartmentThenSchool];
    let setting = Setting::Route(Module::Signing, *world.chance.pick(&routes)?);
    let command = school::Command::Configure { staff: SCHOOL_USER, setting };
    Some(Wish::Other(school.into(), Box::new(Command::School(command))))
}

/// New graduates come onto the roster in their order, known ones are deleted, uploaded again, or said to be missing there.
fn roster_wish(school: SchoolId, world: &mut World) -> Option<Wish> {
    let state = world.ems(school);
    let by = Keeper::Operator;
    let rows: Vec<_> = state.register.rows().collect();
    let next = rows.len() as u32 + 1;
    let command = if next <= GRADUATES && world.chance.strikes(400) {
        ems::Command::Upload { by, profiles: vec![made::profile(school, next)] }
    } else {
        let row = world.chance.pick(&rows)?;
        match row.removed_at {
            Some(_) => ems::Command::Upload { by, profiles: vec![(*row.profile).clone()] },
            None if world.chance.strikes(500) => ems::Command::Resend { by, id: row.id },
            None => ems::Command::Delete { by, ids: vec![row.id] },
        }
    };
    Some(Wish::Other(EntityId::EmsSchool(school), Box::new(Command::EmsSchool(command))))
}

/// The version on the person's page: sometimes an old one.
fn seen(version: u64, chance: &mut Chance) -> u64 {
    version - u64::from(version > 1 && chance.strikes(80))
}
