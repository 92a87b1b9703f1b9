//! Advice for every state of a case and of everything around it: never one that the step would refuse.

use crate::support::{Bench, people, rescission, signing::*};
use wangqian_rules::{
    actions::{self, Action},
    admission::Admission,
    case::*,
    graduate::*,
    module::Switch,
    next::{self, Kind, Progress, Standing},
    refusal::Refusal,
    review::*,
    time::UnixMs,
};

/// The surroundings of the case under test.
const OTHER_RESCISSION: wangqian_rules::ids::CaseId = wangqian_rules::ids::CaseId(uuid::Uuid::from_u128(0x0e5d));

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    Nothing,
    Deleted,
    /// 培养方式 21, 41.
    Barred(&'static str),
    EarlierCohort,
    SigningClosed,
    NoAgreementKind,
    InReviewElsewhere,
    SignedElsewhere,
    /// The invitation's time is over, its timer late.
    TimeOver,
}

use Around::*;

const AROUND: [Around; 10] = [
    Nothing,
    Deleted,
    Barred("21"),
    Barred("41"),
    EarlierCohort,
    SigningClosed,
    NoAgreementKind,
    InReviewElsewhere,
    SignedElsewhere,
    TimeOver,
];

/// A graduate whose case stands in this state, with this around it, and the school's word.
fn situation(status: Status, around: Around) -> (Bench<Graduate>, Result<Admission, Refusal>) {
    let mut bench = graduate_with(status);
    match around {
        Deleted if status != Status::Invalidated => roster(&mut bench, Some(people::NOW)),
        Barred(mode) => enrol(&mut bench, mode),
        InReviewElsewhere => elsewhere(&mut bench, AT_SCHOOL),
        SignedElsewhere => elsewhere(&mut bench, Status::Effective),
        TimeOver => bench.now = people::NOW.plus_days(5),
        _ => {}
    }
    let admission = match around {
        EarlierCohort => Err(Refusal::NotOnRoster),
        SigningClosed => Err(Refusal::Closed(Switch::Signing)),
        NoAgreementKind => Err(Refusal::AgreementKindUnset),
        _ => Ok(admission(Route::DepartmentThenSchool)),
    };
    (bench, admission)
}

/// Another signing of the same graduate, as far as the one under test leaves room for it.
fn elsewhere(bench: &mut Bench<Graduate>, to: Status) {
    let bound = bench.state.binding_case().is_some() || bench.state.removed_at.is_some();
    let mode = bench.state.profile.as_ref().map(|profile| profile.training_mode.clone());
    if bound || mode.as_deref() != Some("1") {
        return;
    }
    bench.letter(people::card(2).id, offer(OTHER, 2));
    drive(bench, OTHER, to);
}

fn admission(route: Route) -> Admission {
    people::admission(people::SCHOOL, 1, route)
}

fn every(mut look: impl FnMut(Status, Around, &mut Bench<Graduate>, Result<Admission, Refusal>)) {
    for status in states().iter().copied() {
        for around in AROUND {
            let (mut bench, admission) = situation(status, around);
            look(status, around, &mut bench, admission);
        }
    }
}

#[test]
#[doc = "HOM-04, SIG-08"]
fn a_graduate_is_offered_exactly_what_the_step_carries_out() {
    every(|status, around, bench, admission| {
        let case = bench.state.cases[&CASE].clone();
        let word = if around == EarlierCohort { Err(Refusal::NotOnRoster) } else { Ok(self::admission(Route::SchoolOnly)) };
        let standing = Standing::of(&bench.state, &admission, bench.now).asking(&word);
        let offered = actions::of_graduate(&standing, &case);
        let route = admission.map(|admission| admission.route);
        let accepts = bench.clone().command(accept(CASE, case.version, route)).is_ok();
        let decline = Command::Act { case: CASE, seen: case.version, act: Act::Decline { reason: String::new() } };
        let declines = bench.clone().command(decline).is_ok();
        let asks = word.is_ok() && bench.clone().command(rescission::ask(OTHER_RESCISSION, CASE)).is_ok();
        let can = [(Action::Accept, accepts), (Action::Decline, declines), (Action::AskRescission, asks)];
        let carried_out: Vec<_> = can.into_iter().filter(|(_, can)| *can).map(|(action, _)| action).collect();
        assert_eq!(offered, carried_out, "{status:?} while {around:?}");
    });
}

#[test]
#[doc = "HOM-04, EXT-11"]
fn nobody_is_asked_for_a_decision_that_would_be_refused() {
    every(|status, around, bench, admission| {
        let case = bench.state.cases[&CASE].clone();
        let standing = Standing::of(&bench.state, &admission, bench.now);
        let accepts = actions::of_graduate(&standing, &case).contains(&Action::Accept);
        let advice = next::of_graduates_case(&standing, &case);
        let at = format!("{status:?} while {around:?}: {}", advice.text);
        assert_eq!(advice.yours, accepts, "{at}");
        assert_eq!(advice.text.contains("等您决定"), accepts, "{at}");
        let steps = next::steps(&standing, &case, Route::SchoolOnly);
        let asks = |step: &next::Step| step.note.contains("等您决定") || step.title.contains("我来决定");
        assert_eq!(steps.iter().any(asks), accepts, "{at}: {steps:?}");
        let home = next::of_graduate(&standing);
        assert_eq!(home.kind == Kind::Answer, accepts, "{at}: {home:?}");
    });
}

#[test]
#[doc = "HOM-04, INV-01, ROS-03, ROS-05"]
fn only_who_could_accept_an_invitation_is_told_to_wait_for_one() {
    const HOPES: [&str; 4] = ["可以等待新的签约邀请", "还没有收到签约邀请", "单位重新发起邀请", "邀请一到"];
    every(|status, around, bench, admission| {
        let standing = Standing::of(&bench.state, &admission, bench.now);
        let home = next::of_graduate(&standing);
        let case = next::of_graduates_case(&standing, &bench.state.cases[&CASE]);
        let said = format!("{}{}{}{}", home.lead, home.title, home.text, case.text);
        let hopes = HOPES.iter().any(|hope| said.contains(hope));
        let off = status == Status::Ended(End::Undeliverable)
            || status == Status::Invalidated
            || matches!(around, Deleted | Barred(_) | EarlierCohort | InReviewElsewhere | SignedElsewhere);
        assert!(!(off && hopes), "{status:?} while {around:?}: {said}");
        assert!(!home.lead.is_empty() && !home.title.is_empty() && !case.text.is_empty(), "{status:?} while {around:?}");
    });
}

/// The subject of the home, and a word that has to be on it.
#[test]
#[doc = "HOM-04, SIG-08, INV-01, ROS-03, ROS-05"]
fn a_home_is_about_the_one_thing_that_matters() {
    for (status, around, kind, says) in [
        (Status::Asked(Party::Graduate), Nothing, Kind::Answer, "请决定是否同意"),
        (Status::Asked(Party::Graduate), Deleted, Kind::Closed, "将您从毕业生名单中删除"),
        (Status::Asked(Party::Graduate), Barred("21"), Kind::Closed, "定向/委培毕业去向补充登记"),
        (Status::Ended(End::Declined), Barred("41"), Kind::Closed, "定向/委培毕业去向补充登记"),
        (Status::Asked(Party::Graduate), EarlierCohort, Kind::Closed, "不在学校当前届"),
        (Status::Asked(Party::Graduate), SigningClosed, Kind::Closed, "学校尚未开启在线签约"),
        (Status::Asked(Party::Graduate), NoAgreementKind, Kind::Closed, "学校尚未开启在线签约"),
        (Status::Asked(Party::Graduate), InReviewElsewhere, Kind::Wait, "学校正在审核"),
        (Status::Asked(Party::Graduate), SignedElsewhere, Kind::Signed, "签约成功"),
        (Status::Asked(Party::Graduate), TimeOver, Kind::Nothing, "可以等待新的签约邀请"),
        (DEPARTMENT, Nothing, Kind::Wait, "学院正在审核，之后由学校审核"),
        (DEPARTMENT, EarlierCohort, Kind::Wait, "学院正在审核"),
        (AT_SCHOOL, Nothing, Kind::Wait, "学校正在审核"),
        (Status::Effective, EarlierCohort, Kind::Signed, "签约成功"),
        (Status::Effective, Deleted, Kind::Closed, "签约和去向均已失效"),
        (Status::Ended(End::Rejected(Phase::First)), Nothing, Kind::Nothing, "可以等待新的签约邀请"),
        (Status::Ended(End::Withdrawn), Nothing, Kind::Nothing, "可以等待新的签约邀请"),
        (Status::Ended(End::Undeliverable), Nothing, Kind::Closed, "培养方式"),
        (Status::Invalidated, Nothing, Kind::Closed, "名单"),
    ] {
        let (bench, admission) = situation(status, around);
        let standing = Standing::of(&bench.state, &admission, bench.now);
        let home = next::of_graduate(&standing);
        let said = format!("{} {} {}", home.lead, home.title, home.text);
        assert_eq!(home.kind, kind, "{status:?} while {around:?}: {said}");
        assert!(said.contains(says), "{status:?} while {around:?}: {said}");
    }
}

#[test]
#[doc = "HOM-04"]
fn a_graduate_without_any_case_hears_what_can_be_done() {
    let empty = |mode: &str, admission: Result<Admission, Refusal>| {
        let bench = enrolled(mode);
        let standing = Standing::of(&bench.state, &admission, people::NOW);
        let home = next::of_graduate(&standing);
        (home.kind, home.title)
    };
    let open = || Ok(admission(Route::SchoolOnly));
    assert_eq!(empty("1", open()), (Kind::Nothing, "还没有收到签约邀请".to_owned()));
    assert_eq!(empty("21", open()).0, Kind::Closed);
    assert_eq!(empty("41", open()).0, Kind::Closed);
    assert_eq!(empty("22", open()).0, Kind::Nothing);
    assert_eq!(empty("1", Err(Refusal::Closed(Switch::Signing))).0, Kind::Closed);
    assert_eq!(empty("1", Err(Refusal::NotOnRoster)).0, Kind::Closed);
    let nobody = Graduate::default();
    let standing = Standing::of(&nobody, &Err(Refusal::NotOnRoster), people::NOW);
    assert_eq!(next::of_graduate(&standing).title, "学校尚未上报您的信息");
}

#[test]
#[doc = "SIG-08"]
fn an_invitation_that_can_only_be_looked_at_says_why() {
    for (around, says) in [
        (Barred("21"), "定向/委培"),
        (EarlierCohort, "不在学校当前届"),
        (SigningClosed, "尚未开启在线签约"),
        (InReviewElsewhere, "江东第2软件有限公司的签约正在审核"),
        (SignedElsewhere, "已与江东第2软件有限公司签约成功"),
    ] {
        let (bench, admission) = situation(Status::Asked(Party::Graduate), around);
        let standing = Standing::of(&bench.state, &admission, bench.now);
        let text = next::of_graduates_case(&standing, &bench.state.cases[&CASE]).text;
        assert!(text.contains(says) && text.ends_with("这份邀请现在只能查看"), "{around:?}: {text}");
    }
}

#[test]
#[doc = "EXT-11"]
fn the_line_of_steps_ends_where_the_case_stands() {
    use Progress::{Ahead, Done, Failed, Now};
    for (status, expected) in [
        (Status::Asked(Party::Graduate), [Done, Now, Ahead, Ahead]),
        (DEPARTMENT, [Done, Done, Now, Ahead]),
        (AT_SCHOOL, [Done, Done, Now, Ahead]),
        (Status::Effective, [Done, Done, Done, Done]),
        (Status::Ended(End::Declined), [Done, Failed, Ahead, Ahead]),
        (Status::Ended(End::Expired), [Done, Failed, Ahead, Ahead]),
        (Status::Ended(End::Withdrawn), [Done, Failed, Ahead, Ahead]),
        (Status::Ended(End::Rejected(Phase::First)), [Done, Done, Failed, Ahead]),
        (Status::Ended(End::Undeliverable), [Done, Failed, Ahead, Ahead]),
        (Status::Invalidated, [Done, Failed, Ahead, Ahead]),
    ] {
        let (bench, admission) = situation(status, Nothing);
        let standing = Standing::of(&bench.state, &admission, bench.now);
        let steps = next::steps(&standing, &bench.state.cases[&CASE], Route::DepartmentThenSchool);
        assert_eq!(steps.iter().map(|step| step.progress).collect::<Vec<_>>(), expected, "{status:?}");
    }
}

#[test]
#[doc = "EXT-11, SET-04"]
fn the_line_names_the_levels_that_really_review() {
    let (bench, admission) = situation(Status::Asked(Party::Graduate), Nothing);
    let standing = Standing::of(&bench.state, &admission, bench.now);
    let title = |route| next::steps(&standing, &bench.state.cases[&CASE], route)[2].title.clone();
    assert_eq!(title(Route::SchoolOnly), "学校审核");
    assert_eq!(title(Route::DepartmentThenSchool), "学院、学校审核");
}

#[test]
#[doc = "HOM-04, SIG-08"]
fn of_several_invitations_the_one_that_ends_first_is_to_be_answered() {
    let mut bench = enrolled("1");
    bench.now = UnixMs(people::NOW.0 - 1000);
    bench.letter(people::card(1).id, offer(CASE, 1));
    bench.letter(people::card(2).id, offer(OTHER, 2));
    let standing = Standing::of(&bench.state, &Ok(admission(Route::SchoolOnly)), bench.now);
    let home = next::of_graduate(&standing);
    assert_eq!((home.case.map(|case| case.id), home.more), (Some(CASE), 1));
}

#[test]
#[doc = "RES-01, EXT-11"]
fn an_agreement_that_is_to_end_is_nothing_to_be_congratulated_on() {
    let admission = Ok(admission(Route::SchoolOnly));
    let told = |bench: &Bench<Graduate>, case| {
        let standing = Standing::of(&bench.state, &admission, bench.now);
        let advice = next::of_graduates_case(&standing, &bench.state.cases[&case]).text;
        let note = next::steps(&standing, &bench.state.cases[&case], Route::SchoolOnly).pop().expect("a line of steps").note;
        (advice, note)
    };
    assert_eq!(told(&graduate_with(Status::Effective), CASE).1, "恭喜，签约成功");
    let asked = rescission::online(Party::Graduate, Status::Asked(Party::Employer));
    let (advice, note) = told(&asked, CASE);
    assert!(advice.starts_with("正在办理解约") && note.starts_with("正在办理解约"), "{advice} {note}");
    let over = rescission::online(Party::Graduate, Status::Effective);
    assert_eq!(told(&over, rescission::CASE).1, "解约完成");
}

#[test]
#[doc = "HOM-04, EXT-05"]
fn a_home_with_nothing_else_to_do_leads_to_the_form_that_was_begun() {
    let mut bench = enrolled("1");
    let kind = |bench: &Bench<Graduate>| {
        let word = Ok(admission(Route::SchoolOnly));
        let standing = Standing::of(&bench.state, &word, bench.now);
        let home = next::of_graduate(&standing).or_draft(bench.state.begun_drafts().next());
        (home.kind, home.way_in(), home.lead)
    };
    assert_eq!(kind(&bench).0, Kind::Nothing);
    let empty = Filled { answers: Default::default(), files: Vec::new(), ..people::filled(1) };
    bench.done(Command::SaveDraft { kind: CaseKind::DESTINATION, filled: Box::new(empty) });
    assert_eq!(kind(&bench).0, Kind::Nothing, "a form that was only looked at");
    bench.done(Command::SaveDraft { kind: CaseKind::DESTINATION, filled: Box::new(people::filled(1)) });
    assert_eq!(kind(&bench), (Kind::Draft, "继续填写", "您有一份去向登记没有填完".to_owned()));
    bench.letter(people::card(1).id, offer(CASE, 1));
    assert_eq!(kind(&bench).0, Kind::Answer, "an invitation comes first");
}
