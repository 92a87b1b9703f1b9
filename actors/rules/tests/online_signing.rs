//! What surrounds the moves of an online signing: who is told, what others may still do, what the states are called.

use crate::support::{people, signing::*};
use std::sync::Arc;
use wangqian_rules::{
    case::*,
    effect::{Effect, Timer},
    entity::Input,
    graduate::*,
    ids::{CaseId, EntityId},
    letter::Letter,
    outbox::occasion::Occasion,
    review::*,
};

#[test]
#[doc = "SIG-02"]
fn states_are_called_as_in_the_guide_sig_02() {
    assert_eq!(Status::Asked(Party::Graduate).label(CaseKind::ONLINE_SIGNING), "单位发起签约邀请，等待学生应约");
    assert_eq!(DEPARTMENT.label(CaseKind::ONLINE_SIGNING), "学生已同意签约，等待学院审核");
    assert_eq!(AT_SCHOOL.label(CaseKind::ONLINE_SIGNING), "学生已同意签约，等待学校审核");
    assert_eq!(Status::Effective.label(CaseKind::ONLINE_SIGNING), "签约成功");
}

#[test]
#[doc = "SIG-02"]
fn no_two_states_share_a_code_or_a_label() {
    for kind in CaseKind::all() {
        let states = kind.facts().states;
        for (n, status) in states.iter().enumerate() {
            let differs = |other: &Status| other.code() != status.code() && other.label(kind) != status.label(kind);
            assert!(states[..n].iter().all(differs), "{kind:?}: {status:?}");
        }
    }
}

#[test]
#[doc = "SET-01"]
fn two_party_agreements_are_certified_and_three_party_ones_reviewed_set_01() {
    let entry = |did| TrailEntry { at: people::NOW, by: wangqian_rules::caller::Caller::Platform, did };
    let approved = entry(Did::Approved(Stage::School));
    let mut case = Case::clone(&graduate_with(Status::Effective).state.cases[&CASE]);
    for (kind, words) in [(AgreementKind::TwoParty, "学校鉴证通过"), (AgreementKind::ThreeParty, "学校审核通过")] {
        case.agreement_kind = Some(kind);
        assert_eq!(approved.what(&case), words);
    }
}

#[test]
#[doc = "SIG-08"]
fn a_second_acceptance_is_refused_while_one_is_in_process_or_effective_sig_08() {
    for (first, code) in
        [(DEPARTMENT, "case_in_process"), (AT_SCHOOL, "case_in_process"), (Status::Effective, "already_effective")]
    {
        let mut bench = graduate_with(first);
        bench.letter(people::card(2).id, offer(OTHER, 2));
        assert_eq!(bench.refused(accept(OTHER, 1, Ok(Route::SchoolOnly))), code);
        assert_eq!(
            bench.state.cases[&OTHER].status,
            Status::Asked(Party::Graduate),
            "others may still invite; the graduate can only look"
        );
        bench.done(Command::Act { case: OTHER, seen: 1, act: Act::Decline { reason: String::new() } });
    }
}

#[test]
#[doc = "SIG-08, SIG-06"]
fn after_a_rejection_another_invitation_can_be_accepted_sig_08() {
    for first in [
        Status::Ended(End::Rejected(Phase::First)),
        Status::Ended(End::Declined),
        Status::Ended(End::Expired),
        Status::Ended(End::Withdrawn),
    ] {
        let mut bench = graduate_with(first);
        bench.letter(people::card(1).id, offer(OTHER, 1));
        bench.done(accept(OTHER, 1, Ok(Route::SchoolOnly)));
        assert_eq!(bench.state.binding_case().map(|case| case.id), Some(OTHER));
    }
}

#[test]
#[doc = "ROS-05"]
fn an_invitation_to_a_graduate_of_training_mode_21_or_41_is_returned_as_undeliverable_ros_05() {
    for (mode, status) in [
        ("21", Status::Ended(End::Undeliverable)),
        ("41", Status::Ended(End::Undeliverable)),
        ("22", Status::Asked(Party::Graduate)),
        ("42", Status::Asked(Party::Graduate)),
    ] {
        let mut bench = enrolled(mode);
        let received = bench.letter(people::card(1).id, offer(CASE, 1));
        assert_eq!(bench.state.cases[&CASE].status, status, "{mode}");
        let returned = matches!(received.letters()[..], [(_, Letter::CaseMoved(_))]);
        assert_eq!(returned, status == Status::Ended(End::Undeliverable), "the employer learns why");
    }
}

#[test]
#[doc = "SIG-01"]
fn the_school_hears_of_a_case_from_the_acceptance_on_and_the_employer_of_every_move_sig_01() {
    let (employer, school) = (EntityId::from(people::card(1).id), EntityId::from(people::SCHOOL));
    let told = |to: Status, command: Command| {
        let mut bench = graduate_with(to);
        let done = bench.done(command);
        let version = bench.state.cases[&CASE].version;
        let row = |letter: &Letter| matches!(letter, Letter::CaseMoved(row) if row.version == version);
        let parties: Vec<_> = done.letters().into_iter().filter(|(to, _)| !matches!(to, EntityId::Outbox(_))).collect();
        assert!(parties.iter().all(|(_, letter)| row(letter)), "letters carry the case's version");
        parties.into_iter().map(|(to, _)| to).collect::<Vec<_>>()
    };
    assert_eq!(
        told(Status::Asked(Party::Graduate), Command::Act { case: CASE, seen: 1, act: Act::Decline { reason: String::new() } }),
        [employer]
    );
    assert_eq!(told(Status::Asked(Party::Graduate), accept(CASE, 1, Ok(Route::DepartmentThenSchool))), [employer, school]);
    assert_eq!(told(DEPARTMENT, review(CASE, 2, by_department(), Verdict::Approve)), [employer, school]);
    assert_eq!(told(AT_SCHOOL, review(CASE, 2, by_school(), rejection())), [employer, school]);
}

#[test]
#[doc = "NOT-01"]
fn the_graduate_is_told_of_invitations_results_and_changes_and_of_nothing_twice_not_01() {
    let mut bench = enrolled("1");
    assert_eq!(bench.letter(people::card(1).id, offer(CASE, 1)).notices(), ["收到签约邀请"]);
    assert!(bench.letter(people::card(1).id, offer(CASE, 1)).is_nothing());
    assert!(bench.done(accept(CASE, 1, Ok(Route::DepartmentThenSchool))).notices().is_empty(), "their own doing");
    assert_eq!(bench.done(review(CASE, 2, by_department(), Verdict::Approve)).notices(), ["学院审核通过"]);
    assert_eq!(bench.done(review(CASE, 3, by_school(), Verdict::Approve)).notices(), ["签约成功"]);
    let category =
        Command::Act { case: CASE, seen: 4, act: Act::Amend { grant: by_school(), changes: people::job_category("11") } };
    assert_eq!(bench.done(category).notices(), ["签约信息已修改"]);
    assert_eq!((bench.state.inbox.newest_first().count(), bench.state.inbox.unread()), (4, 4));
}

#[test]
#[doc = "NOT-01, SIG-06"]
fn a_rejection_tells_reason_and_details_in_words_sig_06() {
    let mut bench = graduate_with(AT_SCHOOL);
    bench.done(review(CASE, 2, by_school(), rejection()));
    let newest = bench.state.inbox.newest_first().next().map(|notice| notice.text.clone()).unwrap_or_default();
    assert!(newest.ends_with("审核不通过：协议信息有误。月薪与协议不一致。"), "{newest}");
}

#[test]
#[doc = "NOT-01"]
fn reading_goes_up_to_what_there_is_and_never_back() {
    let mut bench = graduate_with(Status::Ended(End::Withdrawn));
    assert_eq!(bench.state.inbox.unread(), 2);
    bench.done(Command::MarkRead { upto: 1 });
    bench.done(Command::MarkRead { upto: u64::MAX });
    assert_eq!((bench.state.inbox.unread(), bench.state.inbox.read_upto()), (0, 2));
    for upto in [0, 1, 2, 3, u64::MAX] {
        assert!(bench.done(Command::MarkRead { upto }).is_nothing(), "nothing new was read at {upto}");
    }
}

#[test]
#[doc = "SIG-08"]
fn an_answer_takes_the_timer_away_sig_08() {
    let mut bench = enrolled("1");
    let at = people::NOW.plus_days(5);
    let timer = Timer::InvitationExpires(CASE);
    let invited = bench.letter(people::card(1).id, offer(CASE, 1));
    assert!(invited.effects.contains(&Effect::Schedule { timer, at }));
    let declined = bench.done(Command::Act { case: CASE, seen: 1, act: Act::Decline { reason: String::new() } });
    assert!(declined.effects.contains(&Effect::Cancel { timer, at }));
}

/// The occasions that leave the inbox with this step, and the newest notice's text.
fn told(bench: &crate::support::Bench<Graduate>, done: &crate::support::Outcome<Graduate>) -> (Vec<Occasion>, String) {
    let announced = done.letters().into_iter().filter_map(|(_, letter)| match letter {
        Letter::Announced(bulletin) => Some(bulletin.occasion),
        _ => None,
    });
    (announced.collect(), bench.state.inbox.newest_first().next().map(|notice| notice.text.clone()).unwrap_or_default())
}

#[test]
#[doc = "NOT-01, SIG-08"]
fn not_01_a_day_before_an_invitation_ends_who_has_not_answered_is_reminded_once() {
    let (timer, at) = (Timer::InvitationEndsSoon(CASE), people::NOW.plus_days(4));
    for (status, is_told) in [(Status::Asked(Party::Graduate), true), (AT_SCHOOL, false), (Status::Invalidated, false)] {
        let mut bench = graduate_with(status);
        bench.now = at;
        let fired = bench.take(Input::Timer(timer)).unwrap();
        assert_eq!(fired.is_nothing(), !is_told, "{status:?}");
        if is_told {
            let (occasions, text) = told(&bench, &fired);
            assert_eq!(occasions, [Occasion::InvitationEndsSoon]);
            assert!(text.contains(&people::NOW.plus_days(5).to_string()), "{text}");
        }
    }
    let mut late = graduate_with(Status::Asked(Party::Graduate));
    late.now = people::NOW.plus_days(5);
    assert!(late.take(Input::Timer(timer)).unwrap().is_nothing(), "it ended while the server was away");
}

#[test]
#[doc = "NOT-01, SIG-08"]
fn not_01_the_reminder_goes_with_the_answer_and_a_day_is_too_short_for_one() {
    let reminder = |at: i64| (Timer::InvitationEndsSoon(CASE), people::NOW.plus_days(at));
    for (days, expected) in [(5, Some(reminder(4))), (2, Some(reminder(1))), (1, None)] {
        let mut bench = enrolled("1");
        let Letter::Invited(mut invitation) = offer(CASE, 1) else { panic!("an offer") };
        invitation.expires_at = people::NOW.plus_days(days);
        let invited = bench.letter(people::card(1).id, Letter::Invited(invitation));
        let scheduled = invited.effects.iter().find_map(|effect| match effect {
            Effect::Schedule { timer: timer @ Timer::InvitationEndsSoon(_), at } => Some((*timer, *at)),
            _ => None,
        });
        assert_eq!(scheduled, expected, "{days}");
        let declined = bench.done(Command::Act { case: CASE, seen: 1, act: Act::Decline { reason: String::new() } });
        let is_cancelled = |(timer, at)| declined.effects.contains(&Effect::Cancel { timer, at });
        assert!(expected.is_none_or(is_cancelled), "{days}");
    }
}

#[test]
#[doc = "NOT-01, FLG-02"]
fn not_01_who_has_yet_to_answer_hears_that_the_employer_is_warned_of() {
    for (by_own_school, who) in [(true, "您所在的学校"), (false, "多所学校")] {
        let mut bench = graduate_with(Status::Asked(Party::Graduate));
        let warned = bench.letter(people::card(1).id, Letter::EmployerWarned { case: CASE, by_own_school });
        let (occasions, text) = told(&bench, &warned);
        assert_eq!(occasions, [Occasion::EmployerWarned]);
        assert!(text.starts_with(who) && text.contains(&people::card(1).name), "{text}");
    }
    let mut answered = graduate_with(AT_SCHOOL);
    assert!(answered.letter(people::card(1).id, Letter::EmployerWarned { case: CASE, by_own_school: true }).is_nothing());
}

#[test]
#[doc = "SIG-08"]
fn an_invitation_that_overtakes_the_enrolment_is_kept_until_it_arrives() {
    let mut bench = crate::support::Bench::<Graduate>::new(people::graduate_id(people::SCHOOL, 1));
    bench.letter(people::card(1).id, offer(CASE, 1));
    assert_eq!(bench.refused(accept(CASE, 1, Ok(Route::SchoolOnly))), "not_on_roster");
    enrol(&mut bench, "1");
    bench.done(accept(CASE, 1, Ok(Route::SchoolOnly)));
}

#[test]
#[doc = "SIG-07"]
fn a_changed_job_category_is_the_only_change_of_the_terms_sig_07() {
    let mut bench = graduate_with(Status::Effective);
    let category =
        Command::Act { case: CASE, seen: 3, act: Act::Amend { grant: by_school(), changes: people::job_category("11") } };
    bench.done(category);
    let case = &bench.state.cases[&CASE];
    let expected = wangqian_rules::terms::Terms { job_category: "11".into(), ..people::terms() };
    assert_eq!((&*case.agreement().unwrap().terms, case.status), (&expected, Status::Effective));
}

#[test]
#[doc = "EXT-01"]
fn the_loser_of_two_decisions_learns_who_decided_what_and_when() {
    let mut bench = graduate_with(AT_SCHOOL);
    bench.done(review(CASE, 2, by_school(), Verdict::Approve));
    let refusal = bench.command(review(CASE, 2, by_school(), rejection())).unwrap_err();
    let wangqian_rules::refusal::Refusal::AlreadyDecided { happened } = refusal else { panic!("{refusal:?}") };
    assert_eq!(happened, "李老师（学校） 于 2027-06-15 03:06 学校审核通过");
}

#[test]
#[doc = "ACC-08"]
fn a_case_that_is_not_there_is_not_found_acc_08() {
    let nobodys = CaseId(uuid::Uuid::from_u128(99));
    let mut bench = graduate_with(Status::Asked(Party::Graduate));
    let by = people::card(1).id;
    assert_eq!(bench.refused(accept(nobodys, 1, Ok(Route::SchoolOnly))), "not_found");
    assert_eq!(bench.refused(Command::Act { case: nobodys, seen: 1, act: Act::Withdraw { by, sent: None } }), "not_found");
    assert_eq!(bench.refused(review(nobodys, 1, by_school(), Verdict::Approve)), "not_found");
    assert!(bench.take(Input::Timer(Timer::InvitationExpires(nobodys))).is_ok_and(|nothing| nothing.is_nothing()));
}

#[test]
#[doc = "SIG-04"]
fn the_review_compares_the_graduate_as_submitted_whatever_the_roster_says_later_sig_04() {
    let mut bench = graduate_with(AT_SCHOOL);
    let profile = wangqian_rules::profile::Profile { name: "改名".into(), ..people::profile(people::SCHOOL, 1) };
    bench.letter(people::SCHOOL, Letter::Rostered { profile: Arc::new(profile), removed_at: None });
    assert_eq!(bench.refused(review(CASE, 2, by_school(), Verdict::Approve)), "must_resubmit");
    let done = bench.done(review(CASE, 2, by_school(), rejection()));
    let mut parties = done.letters().into_iter().filter(|(to, _)| !matches!(to, EntityId::Outbox(_)));
    assert!(parties.all(|(_, letter)| matches!(letter, Letter::CaseMoved(row) if row.name == people::name(1))));
}

#[test]
#[doc = "SIG-08"]
fn what_was_sent_a_moment_ago_can_be_withdrawn_before_it_arrives_sig_08() {
    let Letter::Invited(invitation) = offer(CASE, 1) else { panic!("an offer") };
    let mut there = enrolled("1");
    there.letter(people::card(1).id, offer(CASE, 1));
    let as_sent = Case::clone(&there.state.cases[&CASE]);

    let mut bench = enrolled("1");
    let (by, sent) = (people::card(1).id, || Some(Box::new(as_sent.clone())));
    let stranger = Command::Act { case: CASE, seen: 1, act: Act::Withdraw { by: people::card(2).id, sent: sent() } };
    assert_eq!(bench.refused(stranger), "not_found");
    let other = Command::Act { case: OTHER, seen: 1, act: Act::Withdraw { by, sent: sent() } };
    assert_eq!(bench.refused(other), "not_found", "what is sent along is that very case");

    let done = bench.done(Command::Act { case: CASE, seen: 1, act: Act::Withdraw { by, sent: sent() } });
    assert_eq!(bench.state.cases[&CASE].status, Status::Ended(End::Withdrawn));
    assert!(!done.effects.iter().any(|effect| matches!(effect, Effect::Cancel { .. } | Effect::Schedule { .. })));
    assert!(bench.letter(by, Letter::Invited(invitation)).is_nothing(), "the letter comes too late");
    let again = Command::Act { case: CASE, seen: 1, act: Act::Withdraw { by, sent: sent() } };
    assert_eq!(bench.refused(again), "already_decided");
}
