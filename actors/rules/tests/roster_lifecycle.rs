//! A graduate who leaves the roster, comes back, or is corrected in the EMS.

use crate::support::{
    Bench,
    people::{self, NOW, SCHOOL},
    signing::*,
};
use std::sync::Arc;
use wangqian_rules::{
    case::*, effect::Timer, entity::Input, exchange::*, graduate::*, ids::*, invariants, letter::Letter, profile::Profile,
    refusal::Refusal, review::*,
};

/// Every state but the one that needs no graduate on the roster.
const STATES: [Status; 8] = [
    Status::Asked(Party::Graduate),
    DEPARTMENT,
    AT_SCHOOL,
    Status::Effective,
    Status::Ended(End::Declined),
    Status::Ended(End::Expired),
    Status::Ended(End::Withdrawn),
    Status::Ended(End::Rejected(Phase::First)),
];

fn status(bench: &Bench<Graduate>) -> Status {
    bench.state.cases[&CASE].status
}

fn corrected(bench: &mut Bench<Graduate>, profile: Profile) {
    bench.letter(SCHOOL, Letter::Rostered { profile: Arc::new(profile), removed_at: None });
}

fn reports(outcome: &crate::support::Outcome<Graduate>) -> Vec<Report> {
    let link = EntityId::from(LinkId { to: Side::Ems, school: SCHOOL });
    let cargo = outcome.letters().into_iter().filter_map(|(to, letter)| match letter {
        Letter::Carry(cargo) if to == link => Some(cargo.clone()),
        _ => None,
    });
    let report = |cargo| match cargo {
        Cargo::Report(report) => Some(report),
        _ => None,
    };
    cargo.flatten().filter_map(report).collect()
}

#[test]
#[doc = "INV-01, INV-02"]
fn every_state_is_invalid_while_deleted_and_exactly_the_former_one_afterwards_inv_02() {
    for former in STATES {
        let mut bench = graduate_with(former);
        roster(&mut bench, Some(NOW));
        assert_eq!((status(&bench), bench.state.cases[&CASE].former), (Status::Invalidated, Some(former)));
        assert_eq!(invariants::of_graduate(&bench.state), []);
        roster(&mut bench, None);
        assert_eq!((status(&bench), bench.state.cases[&CASE].former), (former, None));
        assert_eq!(invariants::of_graduate(&bench.state), []);
    }
}

#[test]
#[doc = "INV-01"]
fn nobody_moves_a_deleted_graduates_case_inv_01() {
    for former in STATES {
        let mut bench = graduate_with(former);
        roster(&mut bench, Some(NOW));
        let (seen, by) = (bench.state.cases[&CASE].version, people::card(1).id);
        let all = [
            accept(CASE, seen, Ok(Route::SchoolOnly)),
            Command::Act { case: CASE, seen, act: Act::Decline { reason: String::new() } },
            Command::Act { case: CASE, seen, act: Act::Withdraw { by, sent: None } },
            review(CASE, seen, by_school(), Verdict::Approve),
            review(CASE, seen, by_school(), rejection()),
            Command::Act { case: CASE, seen, act: Act::Amend { grant: by_school(), changes: people::job_category("11") } },
            Command::Act { case: CASE, seen, act: Act::Refresh { grant: by_school() } },
            Command::ReportAgain,
        ];
        for command in all {
            assert_eq!(bench.refused(command), "left_roster", "{former:?}");
        }
    }
}

#[test]
#[doc = "INV-01"]
fn everybody_concerned_hears_of_a_deletion_at_once_inv_01() {
    let mut bench = graduate_with(AT_SCHOOL);
    let profile = bench.state.profile.clone().unwrap();
    let done = bench.letter(SCHOOL, Letter::Rostered { profile, removed_at: Some(NOW) });
    let told: Vec<EntityId> = done.letters().iter().map(|(to, _)| *to).collect();
    assert_eq!(told, [people::card(1).id.into(), SCHOOL.into(), EntityId::Outbox(SCHOOL)]);
    assert_eq!(done.notices(), ["您已不在毕业生名单中"]);
}

#[test]
#[doc = "INV-01, SIG-08"]
fn an_offer_to_a_deleted_graduate_cannot_be_delivered() {
    let mut bench = enrolled("1");
    roster(&mut bench, Some(NOW));
    bench.letter(people::card(1).id, offer(CASE, 1));
    assert_eq!(status(&bench), Status::Ended(End::Undeliverable));
    assert_eq!(invariants::of_graduate(&bench.state), []);
    roster(&mut bench, None);
    assert_eq!(status(&bench), Status::Ended(End::Undeliverable));
}

#[test]
#[doc = "INV-02, SIG-08"]
fn an_invitation_whose_time_ran_out_while_deleted_has_expired_on_return() {
    let mut bench = graduate_with(Status::Asked(Party::Graduate));
    roster(&mut bench, Some(NOW));
    bench.now = NOW.plus_days(5);
    let fired = bench.take(Input::Timer(Timer::InvitationExpires(CASE))).unwrap();
    assert!(fired.is_nothing());
    roster(&mut bench, None);
    assert_eq!(status(&bench), Status::Ended(End::Expired));
    assert_eq!(invariants::of_graduate(&bench.state), []);
}

#[test]
#[doc = "SYN-01, SIG-05, SIG-07"]
fn the_ems_hears_of_what_holds_and_of_nothing_else_in_rising_numbers_syn_01() {
    let mut bench = graduate_with(AT_SCHOOL);
    assert!(bench.events.iter().all(|event| !matches!(event, Event::Reported { .. })), "nothing holds before the approval");
    let approved = reports(&bench.done(review(CASE, 2, by_school(), Verdict::Approve)));
    let category =
        Command::Act { case: CASE, seen: 3, act: Act::Amend { grant: by_school(), changes: people::job_category("11") } };
    let changed = reports(&bench.done(category));
    let said = |reports: &[Report]| match reports {
        [Report { revision, said: Said::Destination(Some(destination)), .. }] => {
            (*revision, destination.code.clone(), destination.job_category.clone())
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(said(&approved), (1, "10".into(), people::terms().job_category));
    assert_eq!(said(&changed), (2, "10".into(), "11".into()));
}

#[test]
#[doc = "INV-02, SYN-01"]
fn who_comes_back_is_reported_again_and_on_demand_too_inv_02() {
    let mut bench = graduate_with(Status::Effective);
    let profile = bench.state.profile.clone().unwrap();
    let left = bench.letter(SCHOOL, Letter::Rostered { profile: Arc::clone(&profile), removed_at: Some(NOW) });
    assert_eq!(reports(&left), [], "the row is gone there");
    let back = bench.letter(SCHOOL, Letter::Rostered { profile, removed_at: None });
    assert_eq!(reports(&back).len(), 1);
    let again = reports(&bench.done(Command::ReportAgain));
    assert_eq!(again.iter().map(|report| report.revision).collect::<Vec<_>>(), [3]);
    let nothing = reports(&enrolled("1").done(Command::ReportAgain));
    assert_eq!(nothing.into_iter().map(|report| report.said).collect::<Vec<_>>(), [Said::Destination(None)]);
}

#[test]
#[doc = "SIG-04"]
fn what_the_guide_names_can_be_refreshed_and_the_rest_must_be_submitted_again_sig_04() {
    let ordinary = || people::profile(SCHOOL, 1);
    let fixed = [
        Profile { name: "改名".into(), ..ordinary() },
        Profile { education_level: "01".into(), ..ordinary() },
        Profile { id_no: people::id_no(SCHOOL, 9), ..ordinary() },
        Profile { major: "软件工程".into(), ..ordinary() },
    ];
    for profile in fixed {
        let mut bench = graduate_with(AT_SCHOOL);
        corrected(&mut bench, profile);
        assert_eq!(
            bench.refused(Command::Act { case: CASE, seen: 2, act: Act::Refresh { grant: by_school() } }),
            "must_resubmit"
        );
        assert_eq!(bench.refused(review(CASE, 2, by_school(), Verdict::Approve)), "must_resubmit");
        bench.done(review(CASE, 2, by_school(), rejection()));
    }
    let mut bench = graduate_with(AT_SCHOOL);
    corrected(&mut bench, Profile { gender: "2".into(), student_no: "B99".into(), department: "文学院".into(), ..ordinary() });
    bench.done(Command::Act { case: CASE, seen: 2, act: Act::Refresh { grant: by_school() } });
    let case = &bench.state.cases[&CASE];
    let submitted = &case.submission.as_ref().unwrap().profile;
    assert_eq!((submitted.student_no.as_str(), submitted.department.as_str()), ("B99", "文学院"));
    let fields = vec!["性别".to_owned(), "所在院系".to_owned(), "学号".to_owned()];
    assert_eq!(case.trail.last().map(|entry| &entry.did), Some(&Did::Refreshed { fields }));
    assert_eq!(
        bench.refused(Command::Act { case: CASE, seen: 3, act: Act::Refresh { grant: by_school() } }),
        "already_decided"
    );
    bench.done(review(CASE, 3, by_school(), Verdict::Approve));
}

#[test]
#[doc = "SIG-04"]
fn a_department_refreshes_only_what_waits_at_its_level() {
    let mut bench = graduate_with(AT_SCHOOL);
    corrected(&mut bench, Profile { gender: "2".into(), ..people::profile(SCHOOL, 1) });
    assert_eq!(
        bench.refused(Command::Act { case: CASE, seen: 2, act: Act::Refresh { grant: by_department() } }),
        "not_your_stage"
    );
    assert_eq!(bench.refused(Command::Act { case: CASE, seen: 1, act: Act::Refresh { grant: by_school() } }), "stale_version");
    let refused = bench.refused(Command::Act { case: CASE, seen: 2, act: Act::Refresh { grant: Err(Refusal::NotPermitted) } });
    assert_eq!(refused, "not_permitted");
}
