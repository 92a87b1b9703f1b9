//! The effects of an agreement on paper beyond its own case: in the EMS, at its employer, and in the inboxes (OFF-01 … OFF-04,
//! BAC-01, BAC-02).

use crate::support::{Bench, asked, paper::*, parties::Parties, people, rescission, signing};
use wangqian_rules::{case::*, employer::Offer, graduate::*, ids::CaseId, invariants, review::*};

const OFFLINE: CaseKind = CaseKind::OFFLINE_SIGNING;

fn act(seen: u64, act: Act) -> Command {
    Command::Act { case: CASE, seen, act }
}

fn decided(seen: u64, grant: fn() -> Result<Grant, wangqian_rules::refusal::Refusal>, verdict: Verdict) -> Command {
    signing::review(CASE, seen, grant(), verdict)
}

fn returned() -> Verdict {
    Verdict::Return { reason: "第二页不清晰".into(), fields: vec!["files".into()] }
}

fn begun(route: Route) -> Parties {
    let mut parties = Parties::of(signing::enrolled("1"));
    let told = parties.done(begin(OFFLINE, route));
    assert_eq!((told.graduate.len(), told.employer.len(), told.school.len()), (0, 0, 1), "the graduate's own act");
    parties
}

#[test]
#[doc = "OFF-01, OFF-02, OFF-03, NOT-01, NOT-02"]
fn each_party_is_told_of_each_move_of_the_others() {
    let mut parties = begun(Route::DepartmentThenSchool);
    let steps: [(Command, &[&str], &[&str]); 12] = [
        (decided(1, signing::by_department, returned()), &["线下签约退回修改"], &[]),
        (submit(2, Route::DepartmentThenSchool), &[], &[]),
        (decided(3, signing::by_department, Verdict::Approve), &["学院审核通过"], &[]),
        (decided(4, signing::by_school, Verdict::Approve), &["就业协议审核通过"], &["就业协议等待盖章"]),
        (stamp(5, Hand::Graduate, Route::DepartmentThenSchool), &[], &["盖章协议书已回传"]),
        (act(6, Act::TakeBack), &[], &["毕业生已撤回盖章协议书"]),
        (stamp(7, asked::employer(1), Route::DepartmentThenSchool), &["用人单位已回传盖章协议书"], &["盖章协议书已回传"]),
        (decided(8, signing::by_department, returned()), &["线下签约退回修改"], &["盖章协议书被退回"]),
        (stamp(9, Hand::Paper, Route::DepartmentThenSchool), &["用人单位已回传盖章协议书"], &["盖章协议书已回传"]),
        (decided(10, signing::by_department, Verdict::Approve), &["学院审核通过"], &[]),
        (decided(11, signing::by_school, Verdict::Approve), &["签约成功"], &["签约成功"]),
        (act(12, Act::Amend { grant: signing::by_school(), changes: people::job_category("11") }), &["签约信息已修改"], &[]),
    ];
    for (command, graduate, employer) in steps {
        let shown = format!("{command:?}");
        let told = parties.done(command);
        assert_eq!((told.graduate, told.employer), (strings(graduate), strings(employer)), "{shown}");
        assert_eq!(told.school, [CASE], "{shown}");
        let here = parties.graduate.state.cases[&CASE].employer_id().is_some();
        assert_eq!(parties.employer.state.cases.contains_key(&CASE), here, "{shown}");
        assert_eq!(invariants::of_graduate(&parties.graduate.state), []);
    }
    let heard = parties.employer_heard().join("\n");
    assert!(heard.contains("请下载打印、盖章"), "{heard}");
    let history: Vec<_> = trail(&parties.graduate);
    assert_eq!(history[3..5], ["学院审核通过", "学校审核通过"]);
}

fn strings(titles: &[&str]) -> Vec<String> {
    titles.iter().map(|title| (*title).to_owned()).collect()
}

fn submit(seen: u64, route: Route) -> Command {
    let filled = Box::new(people::agreement(OFFLINE.facts().forms[0], 1));
    act(seen, Act::Submit { filled, admission: Ok(asked::admission(route, 3)) })
}

fn trail(bench: &Bench<Graduate>) -> Vec<String> {
    let case = &bench.state.cases[&CASE];
    case.trail.iter().map(|entry| entry.what(case)).collect()
}

/// A return of the image asks for the image, not for the form.
#[test]
#[doc = "OFF-03"]
fn what_is_returned_is_named() {
    for (status, asks) in [
        (Status::Open(Phase::First, Why::Returned), "请修改后重新提交"),
        (Status::Open(Phase::Second, Why::Returned), "请重新上传盖章的就业协议书"),
    ] {
        let text = Parties::of(graduate_with(OFFLINE, status)).graduate_heard();
        assert!(text.contains(asks), "{text}");
    }
}

#[test]
#[doc = "OFF-02"]
fn an_agreement_of_two_parties_is_reviewed_first_and_certified_when_it_is_stamped() {
    let mut bench = signing::enrolled("1");
    let Command::Begin(mut beginning) = begin(OFFLINE, Route::SchoolOnly) else { return };
    if let Ok(word) = &mut beginning.admission {
        word.agreement_kind = Some(AgreementKind::TwoParty);
    }
    bench.done(Command::Begin(beginning));
    decide(&mut bench, Verdict::Approve);
    bench.done(stamp(2, Hand::Graduate, Route::SchoolOnly));
    decide(&mut bench, Verdict::Approve);
    assert_eq!(trail(&bench), ["提交就业协议信息", "学校审核通过", "回传盖章的就业协议书", "学校鉴证通过"]);
}

/// Given up before the school issued it, an agreement was never its employer's business.
#[test]
#[doc = "OFF-02, NOT-02"]
fn an_employer_hears_of_what_is_given_up_only_where_it_was_to_stamp_it() {
    for (status, hears) in [
        (Status::Open(Phase::First, Why::Returned), false),
        (Status::Open(Phase::First, Why::Withdrawn), false),
        (Status::Open(Phase::Second, Why::Awaited), true),
        (Status::Open(Phase::Second, Why::Returned), true),
    ] {
        let mut parties = Parties::of(graduate_with(OFFLINE, status));
        let seen = parties.graduate.state.cases[&CASE].version;
        let told = parties.done(act(seen, Act::GiveUp));
        assert!(told.graduate.is_empty(), "{status:?}");
        assert_eq!(parties.employer.state.cases.contains_key(&CASE), hears, "{status:?}");
        let case = &parties.graduate.state.cases[&CASE];
        assert_eq!(case.is_past(Phase::First), hears, "{status:?}");
        assert!(!case.is_past(Phase::Second), "{status:?}");
    }
}

#[test]
#[doc = "OFF-02, SYN-01, SYN-02"]
fn what_takes_effect_is_reported_as_10_again_when_it_is_amended_and_as_nothing_when_it_ends() {
    for kind in [OFFLINE, CaseKind::BACKFILL] {
        let waiting = if kind == OFFLINE { Phase::Second } else { Phase::First };
        let mut parties = Parties::of(graduate_with(kind, Status::InReview(waiting, Stage::School)));
        let seen = parties.graduate.state.cases[&CASE].version;
        let told = parties.done(decided(seen, signing::by_school, Verdict::Approve));
        let [Some(reported)] = &told.ems[..] else { panic!("{kind:?}: {:?}", told.ems) };
        let card = people::card(1);
        assert_eq!((&*reported.code, &reported.credit_code, &reported.employer_name), ("10", &card.credit_code, &card.name));
        let changes = [("employer_nature".to_owned(), "10".to_owned())].into();
        let told = parties.done(act(seen + 1, Act::Amend { grant: signing::by_school(), changes }));
        assert_eq!(told.ems.iter().flatten().map(|it| &*it.employer_nature).collect::<Vec<_>>(), ["10"], "{kind:?}");
        assert_eq!(parties.graduate_heard(), format!("学校已将您与{}签约信息中的单位性质修改为「机关」。", card.name));
        let mut other = Parties { graduate: parties.graduate.clone(), employer: parties.employer.clone() };
        let statement = people::STATEMENT.to_owned();
        let told = other.done(act(seen + 2, Act::VoidUngraduated { grant: signing::by_school(), statement }));
        assert_eq!(told.ems, [None], "{kind:?}");
        assert_eq!(told.graduate, ["就业协议失效"]);
        let asked = parties.done(rescission::begin(rescission::CASE, CaseKind::OFFLINE_RESCISSION, CASE, Hand::Graduate));
        assert_eq!(asked.ems, [], "{kind:?}: the agreement holds until the rescission takes effect");
        let told = parties.done(signing::review(rescission::CASE, 1, signing::by_school(), Verdict::Approve));
        assert_eq!((told.ems, told.graduate), (vec![None], vec!["解约完成".to_owned()]), "{kind:?}");
    }
}

#[test]
#[doc = "OFF-02, ACC-10"]
fn an_employer_that_was_never_registered_has_the_agreement_when_it_registers() {
    let mut parties = Parties::of(graduate_with(OFFLINE, Status::InReview(Phase::First, Stage::School)));
    parties.done(decided(1, signing::by_school, Verdict::Approve));
    assert!(parties.employer.state.registration.is_none());
    parties.register();
    parties.employer.restart();
    let row = &parties.employer.state.cases[&CASE].row;
    assert_eq!((row.status, row.begun_by), (Status::Open(Phase::Second, Why::Awaited), Party::Graduate));
    assert_eq!(parties.employer.state.inbox.newest_first().filter(|notice| notice.case == Some(CASE)).count(), 1);
}

/// The employer's code as it was typed leads to the same employer.
#[test]
#[doc = "OFF-01"]
fn the_employer_is_the_one_whose_code_it_is_however_it_was_typed() {
    let mut bench = signing::enrolled("1");
    let Command::Begin(mut beginning) = begin(OFFLINE, Route::SchoolOnly) else { return };
    let mut answers = (*beginning.filled.answers).clone();
    let code = people::card(1).credit_code.to_lowercase();
    answers.put("credit_code", format!(" {code} "));
    beginning.filled.answers = answers.into();
    bench.done(Command::Begin(beginning));
    decide(&mut bench, Verdict::Approve);
    assert_eq!(bench.state.cases[&CASE].employer_id(), Some(people::card(1).id));
}

#[test]
#[doc = "SIG-08"]
fn an_employer_sends_no_invitation_beside_an_agreement_that_it_is_to_stamp_and_one_after_it_ended() {
    for (status, invited) in [
        (Status::Open(Phase::Second, Why::Awaited), "case_in_process"),
        (Status::InReview(Phase::Second, Stage::School), "case_in_process"),
        (Status::Effective, "already_effective"),
        (Status::Ended(End::Withdrawn), "done"),
        (Status::Ended(End::Rejected(Phase::Second)), "done"),
        (Status::Ended(End::Rescinded), "done"),
    ] {
        let graduate = graduate_with(OFFLINE, status);
        let mut parties = Parties::of(graduate).registered();
        let row = parties.graduate.state.cases[&CASE]
            .row(people::graduate_id(people::SCHOOL, 1), parties.graduate.state.profile.as_ref().expect("enrolled"));
        let from = parties.graduate.me;
        parties.employer.letter(from, wangqian_rules::letter::Letter::CaseMoved(Box::new(row)));
        let offer = Offer {
            case: CaseId(uuid::Uuid::from_u128(77)),
            admission: Ok(people::admission(people::SCHOOL, 1, Route::SchoolOnly)),
            valid_days: 5,
            terms: people::terms(),
        };
        let sent = parties.employer.command(wangqian_rules::employer::Command::Invite(Box::new(offer)));
        assert_eq!(sent.map_or_else(|refusal| refusal.code(), |_| "done"), invited, "{status:?}");
    }
}
