//! The effects of the end of an agreement: its clock, its count, its words, and whatever overtakes it (RES-01 … RES-06, EXT-16).

use crate::support::{asked, paper, parties::Parties, people, rescission::*, signing};
use wangqian_rules::{
    admission::{Admission, RescissionRule},
    case::*,
    effect::{Effect, Timer},
    graduate::{rescission::Answer, *},
    invariants,
    refusal::Refusal,
    review::*,
    time::UnixMs,
    workdays,
};

const ONLINE: CaseKind = CaseKind::ONLINE_RESCISSION;
const SECOND: wangqian_rules::ids::CaseId = wangqian_rules::ids::CaseId(uuid::Uuid::from_u128(0x0e5d));

fn signed() -> Parties {
    let mut parties = Parties::of(signing::graduate_with(Status::Effective)).registered();
    let row = parties.graduate.state.cases[&signing::CASE]
        .row(people::graduate_id(people::SCHOOL, 1), parties.graduate.state.profile.as_ref().expect("enrolled"));
    let from = parties.graduate.me;
    parties.employer.letter(from, wangqian_rules::letter::Letter::CaseMoved(Box::new(row)));
    parties
}

fn on(seen: u64, act: Act) -> Command {
    Command::Act { case: CASE, seen, act }
}

fn agrees(by: Hand) -> Act {
    Act::Answer { by, answer: Answer::Agrees(Ok(asked::admission(Route::DepartmentThenSchool, 3))) }
}

fn refuses(by: Hand) -> Act {
    Act::Answer { by, answer: Answer::Refuses("岗位需要，暂不同意".into()) }
}

fn status(parties: &Parties, case: wangqian_rules::ids::CaseId) -> Status {
    parties.graduate.state.cases[&case].status
}

#[test]
#[doc = "RES-01, RES-02, NOT-01, NOT-02"]
fn each_side_hears_what_the_other_asked_and_answered_and_what_the_school_decided() {
    type Line = (Party, fn() -> Vec<Command>, &'static [&'static str], &'static [&'static str]);
    let lines: [Line; 7] = [
        (Party::Graduate, || vec![on(1, agrees(asked::employer(1)))], &["单位已同意解约"], &[]),
        (Party::Graduate, || vec![on(1, refuses(asked::employer(1)))], &["单位不同意解约"], &[]),
        (Party::Graduate, || vec![on(1, Act::TakeBack)], &[], &["毕业生已撤回解约申请"]),
        (Party::Graduate, || vec![force(CASE, 1)], &["解约完成"], &["解约完成"]),
        (Party::Employer, || vec![on(1, agrees(Hand::Graduate))], &[], &["毕业生已同意解约"]),
        (Party::Employer, || vec![on(1, refuses(Hand::Graduate))], &[], &["毕业生不同意解约"]),
        (Party::Employer, || vec![on(1, Act::Withdraw { by: people::card(1).id, sent: None })], &["解约申请已撤回"], &[]),
    ];
    for (by, commands, graduate, employer) in lines {
        let mut parties = signed();
        let hand = if by == Party::Graduate { Hand::Graduate } else { asked::employer(1) };
        let told = parties.done(begin(CASE, ONLINE, signing::CASE, hand));
        match by {
            Party::Graduate => assert_eq!((told.graduate.len(), told.employer), (0, vec!["毕业生申请解约".to_owned()])),
            _ => assert_eq!((told.graduate, told.employer.len()), (vec!["单位申请解约".to_owned()], 0)),
        }
        for command in commands() {
            let shown = format!("{command:?}");
            let told = parties.done(command);
            assert_eq!((&told.graduate[..], &told.employer[..]), (&strings(graduate)[..], &strings(employer)[..]), "{shown}");
            assert_eq!(told.cancelled.len(), 2, "{shown}: whoever answered is not reminded");
        }
        assert_eq!(invariants::of_graduate(&parties.graduate.state), []);
    }
}

fn strings(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

#[test]
#[doc = "RES-01, SYN-02, SIG-08"]
fn both_agree_the_school_approves_and_everybody_is_free_again() {
    let mut parties = signed();
    parties.done(ask(CASE, signing::CASE));
    parties.done(on(1, agrees(asked::employer(1))));
    let told = parties.done(signing::review(CASE, 2, signing::by_department(), Verdict::Approve));
    assert_eq!((told.ems, status(&parties, signing::CASE)), (vec![], Status::Effective));
    let told = parties.done(signing::review(CASE, 3, signing::by_school(), Verdict::Approve));
    assert_eq!((told.ems, told.graduate, told.employer), (vec![None], strings(&["解约完成"]), strings(&["解约完成"])));
    assert_eq!(status(&parties, signing::CASE), Status::Ended(End::Rescinded));
    let modes = parties.graduate.state.cases[&signing::CASE].trail.last().map(|entry| entry.did.clone());
    assert_eq!(modes, Some(Did::Rescinded(RescissionMode::Agreed)));
    let graduate = people::graduate_id(people::SCHOOL, 1);
    assert_eq!(parties.employer.state.may_invite(graduate, people::NOW), Ok(()));
    assert!(parties.graduate.state.binding_case().is_none());
}

#[test]
#[doc = "RES-02, RES-04"]
fn the_agreement_says_how_it_was_rescinded() {
    let mut forced = online(Party::Graduate, Status::Asked(Party::Employer));
    forced.done(force(CASE, 1));
    let mut alone = offline(CaseKind::BACKFILL, signing::AT_SCHOOL);
    let verdict = Verdict::ApproveUnilaterally { statement: people::STATEMENT.to_owned() };
    alone.done(signing::review(CASE, 1, signing::by_school(), verdict));
    for (bench, agreement, mode) in
        [(forced, signing::CASE, RescissionMode::Forced), (alone, paper::CASE, RescissionMode::Unilateral)]
    {
        assert_eq!(bench.state.cases[&CASE].rescission_mode(), mode);
        assert_eq!(bench.state.cases[&agreement].trail.last().map(|entry| &entry.did), Some(&Did::Rescinded(mode)));
        assert_eq!(invariants::of_graduate(&bench.state), []);
    }
}

#[test]
#[doc = "RES-03, NOT-02"]
fn the_employer_of_an_agreement_on_paper_hears_that_its_end_was_applied_for_and_what_became_of_it() {
    let graduate = paper::graduate_with(CaseKind::OFFLINE_SIGNING, Status::Effective);
    for (verdict, hears) in [(Verdict::Approve, "解约完成"), (signing::rejection_of_any(), "解约失败，签约仍有效")]
    {
        let mut parties = Parties::of(graduate.clone());
        let told = parties.done(begin(CASE, CaseKind::OFFLINE_RESCISSION, paper::CASE, Hand::Graduate));
        assert_eq!((told.graduate.len(), told.employer), (0, strings(&["毕业生申请解约"])));
        assert!(!parties.employer_heard()[0].contains("贵单位答复"), "{:?}", parties.employer_heard());
        let told = parties.done(signing::review(CASE, 1, signing::by_school(), verdict));
        assert!(told.employer.contains(&hears.to_owned()), "{:?}", told.employer);
    }
}

#[test]
#[doc = "RES-06"]
fn a_school_says_how_often_a_graduate_may_ask_and_what_was_taken_back_counts_for_nothing() {
    let limited =
        |limit: u8, id, by: Hand| begin_along(id, ONLINE, signing::CASE, by, asked::admission(Route::SchoolOnly, limit));
    let mut bench = signing::graduate_with(Status::Effective);
    assert_eq!(bench.command(limited(0, CASE, Hand::Graduate)).err(), Some(Refusal::RescissionLimit { limit: 0 }));
    bench.done(limited(1, CASE, Hand::Graduate));
    act(&mut bench, Act::TakeBack);
    bench.done(limited(1, SECOND, Hand::Graduate));
    bench.done(Command::Act { case: SECOND, seen: 1, act: refuses(asked::employer(1)) });
    assert_eq!(bench.refused(limited(1, asked::OTHER, Hand::Graduate)), "rescission_limit");
    bench.done(limited(2, asked::OTHER, Hand::Graduate));
    let again = wangqian_rules::ids::CaseId(uuid::Uuid::from_u128(0x0e60));
    bench.done(Command::Act { case: asked::OTHER, seen: 1, act: refuses(asked::employer(1)) });
    bench.done(limited(0, again, asked::employer(1)));
    assert_eq!(invariants::of_graduate(&bench.state), []);
}

#[test]
#[doc = "RES-01"]
fn an_agreement_that_ends_otherwise_overtakes_its_rescission() {
    let mut parties = signed();
    parties.done(ask(CASE, signing::CASE));
    let statement = people::STATEMENT.to_owned();
    let void = Act::VoidUngraduated { grant: signing::by_school(), statement };
    let told = parties.done(Command::Act { case: signing::CASE, seen: 3, act: void });
    assert_eq!(status(&parties, CASE), Status::Ended(End::Overtaken));
    assert_eq!((told.graduate, told.employer), (strings(&["就业协议失效"]), strings(&["就业协议失效"])));
    assert_eq!((told.cancelled.len(), told.ems), (2, vec![None]));
    assert_eq!(invariants::of_graduate(&parties.graduate.state), []);
}

/// Tuesday 2027-06-15 and five working days: Tuesday the 22nd.
#[test]
#[doc = "EXT-16"]
fn whoever_does_not_answer_is_reminded_a_day_before_and_when_it_is_late() {
    let mut parties = signed();
    let told = parties.done(ask(CASE, signing::CASE));
    let until = workdays::after(people::NOW, 5, wangqian_rules::codes::Codes::builtin());
    let (soon, late) = (until.plus_days(-1), until);
    assert_eq!(told.scheduled, [(Timer::AnswerOverdue(CASE), late), (Timer::AnswerDueSoon(CASE), soon)]);
    assert_eq!(parties.timer(Timer::AnswerOverdue(CASE), soon).employer, [""; 0], "its time has not come");
    let told = parties.timer(Timer::AnswerDueSoon(CASE), soon);
    assert_eq!((told.graduate, told.employer), (vec![], strings(&["解约申请等待答复"])));
    let told = parties.timer(Timer::AnswerOverdue(CASE), late);
    assert_eq!((told.graduate, told.employer), (strings(&["单位逾期未答复解约申请"]), strings(&["解约申请逾期未答复"])));
    assert_eq!(status(&parties, CASE), Status::Asked(Party::Employer), "the question stays");
    assert!(parties.timer(Timer::AnswerDueSoon(CASE), late).employer.is_empty(), "a late reminder is none");
    parties.done(on(3, agrees(asked::employer(1))));
    assert_eq!(parties.timer(Timer::AnswerOverdue(CASE), late).employer, [""; 0]);
}

/// A day, and six weeks of working days; the answer that one graduate waits for is not moved by what the school sets later.
#[test]
#[doc = "EXT-16"]
fn ext_16_a_request_is_to_be_answered_within_the_days_that_were_set_when_it_was_made() {
    for (days, until, timers) in [(1, "2027-06-16", 1), (30, "2027-07-27", 2)] {
        let mut bench = signing::graduate_with(Status::Effective);
        let rescission = RescissionRule { limit: 1, answer_days: days };
        let admission = Admission { rescission, ..asked::admission(Route::SchoolOnly, 1) };
        let asked = bench.done(begin_along(CASE, ONLINE, signing::CASE, Hand::Graduate, admission));
        let case = &bench.state.cases[&CASE];
        assert_eq!(case.expires_at.map(|at| at.date().to_string()).as_deref(), Some(until), "{days} working days");
        let scheduled = asked.effects.iter().filter(|effect| matches!(effect, Effect::Schedule { .. })).count();
        assert_eq!(scheduled, timers, "nobody is reminded at once of what was asked just now");
    }
}

#[test]
#[doc = "EXT-16"]
fn a_graduate_who_does_not_answer_is_reminded_too() {
    let mut parties = signed();
    parties.done(begin(CASE, ONLINE, signing::CASE, asked::employer(1)));
    let until = parties.graduate.state.cases[&CASE].expires_at.expect("a time to answer");
    for (timer, at) in [(Timer::AnswerDueSoon(CASE), until.plus_days(-1)), (Timer::AnswerOverdue(CASE), until)] {
        let told = parties.timer(timer, at);
        assert_eq!((told.graduate, told.employer), (strings(&["解约申请等待您答复"]), vec![]));
    }
}

/// A question that came due while nobody could answer is due still, once.
#[test]
#[doc = "EXT-16, INV-01, INV-02"]
fn a_request_that_comes_back_with_its_graduate_is_reminded_of_as_before() {
    let until = |parties: &Parties| parties.graduate.state.cases[&CASE].expires_at.expect("a time to answer");
    type Line = (fn(UnixMs) -> UnixMs, Vec<Timer>);
    let lines: [Line; 3] = [
        (|until| until.plus_days(-2), vec![]),
        (|until| until.plus_days(-1), vec![Timer::AnswerDueSoon(CASE)]),
        (|until| until.plus_days(3), vec![Timer::AnswerOverdue(CASE)]),
    ];
    for (back_at, due) in lines {
        let mut parties = signed();
        parties.done(ask(CASE, signing::CASE));
        assert!(parties.roster(Some(people::NOW)).cancelled.is_empty(), "they may come back before");
        let (at, until) = (back_at(until(&parties)), until(&parties));
        for timer in &due {
            assert!(parties.timer(*timer, at).employer.is_empty(), "nobody can answer now");
        }
        parties.graduate.now = at;
        let told = parties.roster(None);
        assert_eq!(told.scheduled.iter().map(|(timer, _)| *timer).collect::<Vec<_>>(), due, "{at} of {until}");
        assert_eq!(status(&parties, CASE), Status::Asked(Party::Employer));
        for timer in due {
            assert_eq!(parties.timer(timer, at).employer.len(), 1);
            parties.roster(Some(at));
            assert_eq!(parties.roster(None).scheduled, [], "it was said already");
        }
    }
}

/// An agreement of a graduate who was deleted from the roster cannot be rescinded; afterwards everything is as before.
#[test]
#[doc = "INV-01, INV-02, RES-01"]
fn a_rescission_and_its_agreement_are_invalid_together_and_back_together() {
    for former in [Status::Asked(Party::Employer), signing::AT_SCHOOL, Status::Effective, Status::Ended(End::Declined)] {
        let mut bench = online(Party::Graduate, former);
        let agreement = bench.state.cases[&signing::CASE].status;
        signing::roster(&mut bench, Some(people::NOW));
        assert_eq!(bench.refused(on(9, agrees(asked::employer(1)))), "left_roster");
        assert_eq!(invariants::of_graduate(&bench.state), []);
        signing::roster(&mut bench, None);
        assert_eq!((bench.state.cases[&CASE].status, bench.state.cases[&signing::CASE].status), (former, agreement));
        assert_eq!(invariants::of_graduate(&bench.state), []);
    }
}

/// The school's word on this graduate is the edge's; a no is passed on.
#[test]
#[doc = "ROS-03, RES-01"]
fn nobody_of_an_earlier_cohort_asks_for_a_rescission() {
    let mut bench = signing::graduate_with(Status::Effective);
    let Command::Begin(mut beginning) = ask(CASE, signing::CASE) else { return };
    beginning.admission = Err::<Admission, _>(Refusal::NotOnRoster);
    assert_eq!(bench.refused(Command::Begin(beginning)), "not_on_roster");
}
