//! The people at their screens: what each wishes next, judging by what it sees, and the command that this becomes.

use crate::{actors::Command, chance::Chance, fictitious as made, world::World};
use wangqian_rules::{
    admission::Admission,
    case::{CaseKind, Filled, Party, Status},
    employer::{self, Offer},
    ems::{self, accounts::Keeper},
    flag::{FlagReason, Grounds},
    graduate::{self, Act, Hand, handing_in::Beginning},
    ids::*,
    module::Module,
    refusal::Refusal,
    review::*,
    school::{self, School, flags::Named, settings::Setting, staff},
    terms::Terms,
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
    /// A destination is registered.
    Begin {
        graduate: GraduateId,
        filled: Filled,
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
    Categorise(StaffId, &'static str),
    TakeBack,
    Submit,
    Void,
    Return(StaffId),
    Correct(StaffId),
    /// A verdict that can be taken back: an approval, or a rejection (EXT-09).
    Hold(StaffId, bool),
    Undo(StaffId),
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
        return Some(Wish::Begin { graduate: me, filled: made::filled(world.chance.below(2)) });
    }
    let cases: Vec<_> = state.cases.values().collect();
    let case = world.chance.pick(&cases)?;
    // Mostly what the page offers; now and then what an old page still shows.
    let offered = matches!(case.status, Status::Asked(_) | Status::Open(..)) || case.filled().is_some();
    if !offered && !world.chance.strikes(100) {
        return None;
    }
    let what = match (case.filled().is_some(), case.status) {
        (true, Status::Open(..)) => What::Submit,
        (true, Status::Effective) if world.chance.strikes(100) => What::Void,
        (true, _) if world.chance.strikes(150) => What::TakeBack,
        (true, _) => return None,
        (false, _) if world.chance.strikes(700) => What::Accept,
        (false, _) => What::Decline,
    };
    Some(Wish::OnCase { graduate: me, case: case.id, seen: seen(case.version, &mut world.chance), what })
}

fn employer_wish(me: u32, world: &mut World) -> Option<Wish> {
    let state = world.employer(made::card(me).id);
    let invited: Vec<_> = state.cases.values().filter(|case| case.row.status == Status::Asked(Party::Graduate)).collect();
    if world.chance.strikes(150) {
        let row = &world.chance.pick(&invited)?.row;
        let seen = seen(row.version, &mut world.chance);
        return Some(Wish::OnCase { graduate: row.graduate, case: row.case, seen, what: What::Withdraw(me) });
    }
    let school = *world.chance.pick(&SCHOOLS)?;
    let graduate = made::graduate_id(school, 1 + world.chance.below(GRADUATES as usize) as u32);
    Some(Wish::Invite { employer: me, graduate, valid_days: 1 + world.chance.below(5) as u8 })
}

fn staff_wish(school: SchoolId, staff: StaffId, world: &mut World) -> Option<Wish> {
    let state = world.school(school);
    if staff == SCHOOL_USER && world.chance.strikes(80) {
        return Some(flag_wish(school, &state, world));
    }
    let rows: Vec<_> = state.cases.rows().filter(|row| row.submitted_at.is_some()).collect();
    let row = world.chance.pick(&rows)?;
    let what = match row.status {
        _ if state.cases.held(row.case).is_some() && world.chance.strikes(500) => What::Undo(staff),
        Status::InReview(..) if world.chance.strikes(300) => What::Hold(staff, world.chance.strikes(800)),
        _ if row.kind == CaseKind::DESTINATION && world.chance.strikes(250) => What::Return(staff),
        _ if row.kind == CaseKind::DESTINATION && world.chance.strikes(150) => What::Correct(staff),
        Status::Effective if staff == SCHOOL_USER => What::Categorise(staff, world.chance.pick(&["10", "11", "13", "17"])?),
        _ if world.chance.strikes(750) => What::Approve(staff),
        _ => What::Reject(staff),
    };
    Some(Wish::OnCase { graduate: row.graduate, case: row.case, seen: seen(row.version, &mut world.chance), what })
}

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

impl Wish {
    /// Whose school has to admit it first.
    pub fn needs_admission(&self) -> Option<(GraduateId, CaseKind)> {
        match self {
            Self::Invite { graduate, .. } | Self::OnCase { graduate, what: What::Accept, .. } => {
                Some((*graduate, CaseKind::ONLINE_SIGNING))
            }
            Self::Begin { graduate, .. } | Self::OnCase { graduate, what: What::Submit, .. } => {
                Some((*graduate, CaseKind::DESTINATION))
            }
            _ => None,
        }
    }

    /// The command that the edge makes of it, with the school's word as it is now.
    pub fn command(&self, admission: Result<Admission, Refusal>, world: &mut World) -> (EntityId, Command) {
        match self.clone() {
            Self::Other(to, command) => (to, *command),
            Self::Invite { employer, valid_days, .. } => {
                let case = CaseId(uuid::Uuid::from_u64_pair(world.chance.next(), world.chance.next()));
                // Every other agreement has something to register with the school's archives.
                let archive = case.0.as_u128().is_multiple_of(2).then(made::archive);
                let offer = Offer { case, admission, valid_days, terms: Terms { archive, ..made::terms() } };
                (made::card(employer).id.into(), Command::Employer(employer::Command::Invite(Box::new(offer))))
            }
            Self::Begin { graduate, filled } => {
                let case = CaseId(uuid::Uuid::from_u64_pair(world.chance.next(), world.chance.next()));
                let beginning = Box::new(Beginning {
                    case,
                    kind: CaseKind::DESTINATION,
                    by: Hand::Graduate,
                    about: None,
                    filled,
                    admission,
                });
                (graduate.into(), Command::Graduate(graduate::Command::Begin(beginning)))
            }
            Self::OnCase { graduate, case, seen, what } => {
                let seen = world.version_to_name(graduate, case, seen);
                let school = world.school(graduate.school);
                (graduate.into(), Command::Graduate(on_case(what, case, seen, admission, &school)))
            }
        }
    }
}

fn on_case(what: What, case: CaseId, seen: u64, admission: Result<Admission, Refusal>, school: &School) -> graduate::Command {
    let grant = |staff| school.authorise(staff, case, staff::Act::Review);
    let filled = || made::filled(0);
    let rejection = Verdict::Reject { reason: "REJ_STUDENT_INFO".into(), details: "月薪与协议不一致".into() };
    let returned = Verdict::Return { reason: "请补充材料".into(), fields: vec!["files".into()] };
    let act = match what {
        What::Hold(staff, approves) => {
            let verdict = if approves { Verdict::Approve } else { rejection };
            return graduate::Command::Hold { case, seen, grant: grant(staff), verdict };
        }
        What::Undo(staff) => return graduate::Command::Undo { case, seen, grant: grant(staff) },
        What::Accept => Act::Accept { admission },
        What::Decline => Act::Decline { reason: "已有其他去向".into() },
        What::Withdraw(by) => Act::Withdraw { by: made::card(by).id, sent: None },
        What::TakeBack => Act::TakeBack,
        What::Submit => Act::Submit { filled: Box::new(filled()), admission },
        What::Void => Act::Void,
        What::Approve(staff) => Act::Review { grant: grant(staff), verdict: Verdict::Approve },
        What::Return(staff) => Act::Review { grant: grant(staff), verdict: returned },
        What::Reject(staff) => Act::Review { grant: grant(staff), verdict: rejection },
        What::Correct(staff) => Act::Correct { grant: grant(staff), answers: Box::new(made::corrected(seen)) },
        What::Categorise(staff, category) => Act::Amend { grant: grant(staff), changes: made::job_category(category) },
    };
    graduate::Command::Act { case, seen, act }
}
