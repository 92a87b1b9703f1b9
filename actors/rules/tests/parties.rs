//! Employer and province: what each may do, and what they are told.

use crate::support::{Bench, people, people::SCHOOL};
use wangqian_rules::{
    case::*,
    employer::{self, Employer, Offer},
    ids::*,
    letter::Letter,
    module::Module,
    province::{self, Province},
    refusal::Refusal,
    review::*,
    time::UnixMs,
};

fn registered() -> Bench<Employer> {
    let mut bench = Bench::new(people::card(1).id);
    bench.done(employer::Command::Register { card: Box::new(people::card(1)), account: None, unfinished: None });
    bench.done(employer::Command::Verify);
    bench
}

fn offer(case: u128, serial: u32, valid_days: u8) -> employer::Command {
    employer::Command::Invite(Box::new(Offer {
        case: CaseId(uuid::Uuid::from_u128(case)),
        admission: Ok(people::admission(SCHOOL, serial, Route::SchoolOnly)),
        valid_days,
        terms: people::terms(),
    }))
}

/// The graduate's word on a case, as a letter.
fn moved(bench: &mut Bench<Employer>, case: u128, version: u64, status: Status) -> Vec<String> {
    let case = CaseId(uuid::Uuid::from_u128(case));
    let row = CaseRow { version, status, expires_at: None, ..bench.state.cases[&case].row.clone() };
    let done = bench.letter(row.graduate, Letter::CaseMoved(Box::new(row)));
    done.notices().into_iter().map(str::to_owned).collect()
}

/// One line a state of the last case with the same graduate: what a second invitation meets, before and after the time to answer.
#[test]
#[doc = "SIG-08, SIG-06"]
fn a_second_invitation_to_the_same_graduate_is_as_the_grid_says_sig_08() {
    let grid = [
        (Status::Asked(Party::Graduate), "invitation_pending", "done"),
        (Status::InReview(Phase::First, Stage::Department), "case_in_process", "case_in_process"),
        (Status::InReview(Phase::First, Stage::School), "case_in_process", "case_in_process"),
        (Status::Effective, "already_effective", "already_effective"),
        (Status::Ended(End::Declined), "done", "done"),
        (Status::Ended(End::Expired), "done", "done"),
        (Status::Ended(End::Withdrawn), "done", "done"),
        (Status::Ended(End::Rejected(Phase::First)), "done", "done"),
        (Status::Ended(End::Undeliverable), "done", "done"),
    ];
    for (status, in_time, later) in grid {
        for (now, expected) in [(people::NOW.plus_days(4), in_time), (people::NOW.plus_days(5), later)] {
            let mut bench = registered();
            bench.done(offer(1, 1, 5));
            if status != Status::Asked(Party::Graduate) {
                moved(&mut bench, 1, 2, status);
            }
            bench.now = now;
            let outcome = bench.command(offer(2, 1, 5));
            assert_eq!(outcome.map_or_else(|refusal| refusal.code(), |_| "done"), expected, "{status:?}");
            bench.done(offer(3, 2, 5));
        }
    }
}

#[test]
#[doc = "SIG-08"]
fn an_older_invitation_that_ends_late_does_not_free_the_way_past_a_newer_one() {
    let mut bench = registered();
    bench.done(offer(2, 1, 5));
    bench.now = people::NOW.plus_days(5);
    bench.done(offer(1, 1, 5));
    bench.now = UnixMs(bench.now.0 + 60_000);
    moved(&mut bench, 2, 2, Status::Ended(End::Expired));
    assert_eq!(bench.refused(offer(3, 1, 5)), "invitation_pending");
}

#[test]
#[doc = "ACC-10"]
fn an_employer_is_verified_before_its_first_invitation_acc_10() {
    let mut bench = Bench::<Employer>::new(people::card(1).id);
    assert_eq!(bench.refused(offer(1, 1, 5)), "employer_not_verified");
    bench.done(employer::Command::Register { card: Box::new(people::card(1)), account: None, unfinished: None });
    assert_eq!(bench.refused(offer(1, 1, 5)), "employer_not_verified");
    assert_eq!(
        bench.refused(employer::Command::Register { card: Box::new(people::card(1)), account: None, unfinished: None }),
        "credit_code_taken"
    );
    bench.done(employer::Command::Verify);
    assert!(bench.done(employer::Command::Verify).is_nothing());
    bench.done(offer(1, 1, 5));
}

#[test]
#[doc = "SIG-08"]
fn an_invitation_is_valid_for_1_to_30_days_sig_08() {
    for (days, valid) in [(0, false), (1, true), (30, true), (31, false)] {
        let mut bench = registered();
        assert_eq!(bench.command(offer(1, 1, days)).is_ok(), valid, "{days}");
        let expires_at = bench.state.cases.values().next().and_then(|case| case.row.expires_at);
        assert_eq!(expires_at, valid.then(|| people::NOW.plus_days(days.into())));
    }
    assert_eq!(employer::VALID_DAYS_DEFAULT, 5);
}

#[test]
#[doc = "SIG-01"]
fn an_offer_that_the_school_does_not_admit_is_refused_with_its_word_sig_01() {
    let mut bench = registered();
    let refused = Offer {
        case: CaseId(uuid::Uuid::from_u128(1)),
        admission: Err(Refusal::OnlineSigningBarred),
        valid_days: 5,
        terms: people::terms(),
    };
    assert_eq!(bench.refused(employer::Command::Invite(Box::new(refused))), "online_signing_barred");
}

#[test]
#[doc = "NOT-02"]
fn the_employer_is_told_of_answers_and_results_once_not_02() {
    let mut bench = registered();
    bench.done(offer(1, 1, 5));
    assert_eq!(moved(&mut bench, 1, 2, Status::InReview(Phase::First, Stage::Department)), ["毕业生已应约"]);
    assert!(moved(&mut bench, 1, 2, Status::InReview(Phase::First, Stage::Department)).is_empty(), "a repeat");
    assert!(moved(&mut bench, 1, 3, Status::InReview(Phase::First, Stage::School)).is_empty(), "the level is no news");
    assert_eq!(moved(&mut bench, 1, 4, Status::Effective), ["签约成功"]);
    assert!(moved(&mut bench, 1, 5, Status::Effective).is_empty(), "neither is another job category");
    assert!(moved(&mut bench, 1, 4, Status::Ended(End::Rejected(Phase::First))).is_empty(), "older than known");
    let case = CaseId(uuid::Uuid::from_u128(1));
    assert_eq!((bench.state.cases[&case].row.version, bench.state.inbox.unread()), (5, 2));
}

#[test]
#[doc = "SET-01"]
fn the_agreement_type_reaches_the_schools_there_are_and_those_that_come_set_01() {
    let mut bench = Bench::<Province>::new(ProvinceId(32));
    bench.done(province::Command::Found { name: "江苏省".into() });
    assert_eq!(bench.refused(province::Command::Found { name: "江苏省".into() }), "already_exists");
    let add = |school| province::Command::AddSchool { school: SchoolId(school), name: "大学".into() };
    let founded = |agreement_kind| Letter::Founded { name: "大学".into(), agreement_kind };
    assert_eq!(bench.done(add(1)).letters(), [(SchoolId(1).into(), &founded(None))]);
    assert_eq!(bench.refused(add(1)), "school_exists");
    let set = bench.done(set_kind(AgreementKind::TwoParty, &[]));
    assert_eq!(set.letters(), [(SchoolId(1).into(), &Letter::AgreementKindSet(AgreementKind::TwoParty))]);
    assert_eq!(bench.done(add(2)).letters(), [(SchoolId(2).into(), &founded(Some(AgreementKind::TwoParty)))]);
}

fn set_kind(kind: AgreementKind, signing: &[&str]) -> province::Command {
    let signing = signing.iter().map(|name| (*name).to_owned()).collect();
    province::Command::SetAgreementKind { kind, signing }
}

#[test]
#[doc = "SET-01"]
fn the_agreement_type_is_changed_only_while_no_school_signs_under_it_set_01() {
    use AgreementKind::{ThreeParty, TwoParty};
    let mut bench = Bench::<Province>::new(ProvinceId(32));
    bench.done(set_kind(TwoParty, &[]));
    bench.done(set_kind(ThreeParty, &[]));
    let refused = bench.command(set_kind(TwoParty, &["甲大学", "乙大学"])).unwrap_err();
    assert_eq!(refused, Refusal::SigningOpenAt(vec!["甲大学".into(), "乙大学".into()]));
    assert!(bench.done(set_kind(ThreeParty, &["甲大学"])).is_nothing(), "it is so already");
    assert_eq!(bench.state.agreement_kind, Some(ThreeParty));
}

#[test]
#[doc = "SET-06"]
fn a_module_reaches_the_schools_there_are_and_those_that_come_once_set_06() {
    let mut bench = Bench::<Province>::new(ProvinceId(32));
    let add = |school| province::Command::AddSchool { school: SchoolId(school), name: "大学".into() };
    bench.done(add(1));
    let open = province::Command::OpenModule(Module::Archive);
    assert_eq!(bench.done(open.clone()).letters(), [(SchoolId(1).into(), &Letter::ModuleOpened(Module::Archive))]);
    assert!(bench.done(open).is_nothing());
    let later = bench.done(add(2));
    assert_eq!(later.letters().last(), Some(&(SchoolId(2).into(), &Letter::ModuleOpened(Module::Archive))));
    assert_eq!(bench.refused(province::Command::OpenModule(Module::Signing)), "not_found");
}
