//! Graduates whose online signing stands in a given state, reached by the commands that lead there.

use super::{
    Bench,
    people::{self, SCHOOL},
};
use std::sync::Arc;
use wangqian_rules::{
    case::{CaseKind, End, Party, Phase, Status},
    effect::Timer,
    entity::Input,
    graduate::*,
    ids::*,
    letter::*,
    profile::Profile,
    refusal::Refusal,
    review::*,
    school::staff::Staff,
    time::UnixMs,
};

pub const DEPARTMENT: Status = Status::InReview(Phase::First, Stage::Department);
pub const AT_SCHOOL: Status = Status::InReview(Phase::First, Stage::School);

/// Every state of an online signing.
pub fn states() -> &'static [Status] {
    CaseKind::ONLINE_SIGNING.facts().states
}

/// The case under test, and another one of the same graduate.
pub const CASE: CaseId = CaseId(uuid::Uuid::from_u128(1));
pub const OTHER: CaseId = CaseId(uuid::Uuid::from_u128(2));

/// An offer of the `n`th employer, valid for five days.
pub fn offer(case: CaseId, n: u32) -> Letter {
    Letter::Invited(Box::new(Invitation {
        case,
        school_name: people::SCHOOL_NAME.into(),
        agreement_kind: AgreementKind::ThreeParty,
        employer: Arc::new(people::card(n)),
        terms: Arc::new(people::terms()),
        sent_at: people::NOW,
        expires_at: people::NOW.plus_days(5),
    }))
}

/// A graduate on the roster, with this training mode.
pub fn enrolled(training_mode: &str) -> Bench<Graduate> {
    let mut bench = Bench::new(people::graduate_id(SCHOOL, 1));
    enrol(&mut bench, training_mode);
    bench
}

/// The roster's word, also when it changes.
pub fn enrol(bench: &mut Bench<Graduate>, training_mode: &str) {
    let profile = Profile { training_mode: training_mode.into(), ..people::profile(SCHOOL, 1) };
    let removed_at = bench.state.removed_at;
    bench.letter(SCHOOL, Letter::Rostered { profile: Arc::new(profile), removed_at });
}

/// A graduate whose case [`CASE`] stands in this state.
pub fn graduate_with(status: Status) -> Bench<Graduate> {
    let mut bench = enrolled(if status == Status::Ended(End::Undeliverable) { "21" } else { "1" });
    bench.letter(people::card(1).id, offer(CASE, 1));
    drive(&mut bench, CASE, status);
    assert_eq!(bench.state.cases[&CASE].status, status);
    bench
}

/// Moves an invited case on to a state.
pub fn drive(bench: &mut Bench<Graduate>, case: CaseId, to: Status) {
    let route = if to == DEPARTMENT { Route::DepartmentThenSchool } else { Route::SchoolOnly };
    match to {
        Status::Asked(Party::Graduate) | Status::Ended(End::Undeliverable) => {}
        Status::InReview(..) => drop(bench.done(accept(case, 1, Ok(route)))),
        Status::Effective => {
            drive(bench, case, AT_SCHOOL);
            bench.done(review(case, 2, by_school(), Verdict::Approve));
        }
        Status::Ended(End::Rejected(Phase::First)) => {
            drive(bench, case, AT_SCHOOL);
            bench.done(review(case, 2, by_school(), rejection()));
        }
        Status::Ended(End::Declined) => {
            drop(bench.done(Command::Act { case, seen: 1, act: Act::Decline { reason: String::new() } }))
        }
        Status::Ended(End::Withdrawn) => {
            let by = bench.state.cases[&case].employer().expect("an employer").id;
            bench.done(Command::Act { case, seen: 1, act: Act::Withdraw { by, sent: None } });
        }
        Status::Ended(End::Expired) => {
            bench.now = people::NOW.plus_days(5);
            bench.take(Input::Timer(Timer::InvitationExpires(case))).expect("timers are never refused");
            bench.now = people::NOW;
        }
        Status::Ended(End::Rescinded) => {
            drive(bench, case, Status::Effective);
            bench.done(super::rescission::ask(super::rescission::CASE, case));
            bench.done(super::rescission::force(super::rescission::CASE, 1));
        }
        Status::Ended(End::NotGraduated) => {
            drive(bench, case, Status::Effective);
            let statement = "未取得毕业证书，学校教务处已核实。".to_owned();
            bench.done(Command::Act { case, seen: 3, act: Act::VoidUngraduated { grant: by_school(), statement } });
        }
        Status::Invalidated => roster(bench, Some(people::NOW)),
        other => unreachable!("no online signing is {other:?}"),
    }
}

/// The school says whether the graduate stands on the roster.
pub fn roster(bench: &mut Bench<Graduate>, removed_at: Option<UnixMs>) {
    let profile = bench.state.profile.clone().expect("enrolled before");
    bench.letter(SCHOOL, Letter::Rostered { profile, removed_at });
}

pub fn accept(case: CaseId, seen: u64, route: Result<Route, Refusal>) -> Command {
    Command::Act { case, seen, act: Act::Accept { admission: route.map(|route| people::admission(SCHOOL, 1, route)) } }
}

pub fn review(case: CaseId, seen: u64, grant: Result<Grant, Refusal>, verdict: Verdict) -> Command {
    Command::Act { case, seen, act: Act::Review { grant, verdict } }
}

pub fn rejection() -> Verdict {
    Verdict::Reject { reason: "REJ_AGREEMENT_INFO".into(), details: "月薪与协议不一致".into() }
}

/// A rejection for a reason that fits every kind.
pub fn rejection_of_any() -> Verdict {
    Verdict::Reject { reason: "REJ_STUDENT_INFO".into(), details: "姓名与材料不一致".into() }
}

/// The school's word on a school user.
pub fn by_school() -> Result<Grant, Refusal> {
    Ok(grant(&people::school_user()))
}

/// The school's word on a school user where the graduate's department has nobody who can decide.
pub fn by_stand_in(department: &str) -> Result<Grant, Refusal> {
    by_school().map(|grant| Grant { stands_in_for: Some(department.to_owned()), ..grant })
}

/// The school's word on a school user while no handler was submitted.
pub fn without_handler() -> Result<Grant, Refusal> {
    by_school().map(|grant| Grant { handler_set: false, ..grant })
}

/// The school's word on a user of the graduate's department.
pub fn by_department() -> Result<Grant, Refusal> {
    Ok(grant(&people::department_user(people::DEPARTMENTS[0])))
}

fn grant(staff: &Staff) -> Grant {
    Grant {
        acts_for: None,
        staff: StaffId(1),
        name: staff.name.clone(),
        department: staff.scope().department,
        stage: staff.stage(),
        stands_in_for: None,
        handler_set: true,
        graduate: people::graduate_id(SCHOOL, 1),
    }
}
