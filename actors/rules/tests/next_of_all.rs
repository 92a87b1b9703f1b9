//! Every state of every kind: pages offer exactly what the step carries out, and tell nobody to do what it would refuse.

use crate::support::{
    asked, destination, paper, people, rescission, signing,
    situations::{Around, Situation, all, plain},
};
use wangqian_rules::{
    actions::{self, Action},
    case::*,
    employer::{self, Employer},
    graduate::{rescission::Answer, *},
    letter::Letter,
    next::{self, Progress},
    refusal::Refusal,
    review::*,
};

/// The actions of a graduate on their case, as pages offer them.
fn of_graduate(it: &Situation) -> Vec<(Action, Act)> {
    let own = || it.admission(it.case().kind);
    let filled = match (it.case().kind, it.case().filled()) {
        (CaseKind::DESTINATION, _) | (_, None) => people::filled(1),
        (_, Some(filled)) => filled.clone(),
    };
    vec![
        (Action::Accept, Act::Accept { admission: own() }),
        (Action::Decline, Act::Decline { reason: String::new() }),
        (Action::Agree, Act::Answer { by: Hand::Graduate, answer: Answer::Agrees(own()) }),
        (Action::Refuse, Act::Answer { by: Hand::Graduate, answer: Answer::Refuses("不同意解约".into()) }),
        (Action::Submit, Act::Submit { filled: Box::new(filled), admission: own() }),
        (Action::UploadStamped, Act::HandInStamped { by: Hand::Graduate, files: vec![asked::page(9)], admission: own() }),
        (Action::GiveUp, Act::GiveUp),
        (Action::TakeBack, Act::TakeBack),
        (Action::Void, Act::Void),
    ]
}

fn carries_out(it: &Situation, act: Act) -> bool {
    it.bench.clone().command(Command::Act { case: it.case, seen: it.case().version, act }).is_ok()
}

/// Whether this party may ask for the end of the case.
fn asks(it: &Situation, by: Party, hand: Hand) -> bool {
    let Some(kind) = actions::rescission_of(it.case().kind, by) else { return false };
    let Command::Begin(mut beginning) = rescission::begin(asked::tried(), kind, it.case, hand) else { return false };
    beginning.admission = it.admission(kind);
    it.bench.clone().command(Command::Begin(beginning)).is_ok()
}

#[test]
#[doc = "HOM-04, OFF-01, OFF-02, OFF-03, BAC-01, RES-01, RES-03, RES-06, DES-03, DES-04"]
fn a_graduate_is_offered_exactly_what_the_step_carries_out() {
    for it in all() {
        let offered = actions::of_graduate(&it.standing(), it.case());
        let mut can: Vec<_> =
            of_graduate(&it).into_iter().filter(|(_, act)| carries_out(&it, act.clone())).map(|(action, _)| action).collect();
        can.extend(asks(&it, Party::Graduate, Hand::Graduate).then_some(Action::AskRescission));
        assert_eq!(offered, can, "{}", it.named());
    }
}

/// The employer, with every case that it takes part in.
fn employer_of(it: &Situation) -> crate::support::Bench<Employer> {
    let mut bench = crate::support::Bench::<Employer>::new(people::card(1).id);
    bench.done(employer::Command::Register { card: Box::new(people::card(1)), account: None, unfinished: None });
    bench.done(employer::Command::Verify);
    for row in it.bench.state.rows(people::graduate_id(people::SCHOOL, 1)) {
        bench.letter(row.graduate, Letter::CaseMoved(Box::new(row)));
    }
    bench
}

#[test]
#[doc = "OFF-02, RES-01, SIG-06, SIG-08"]
fn an_employer_is_offered_exactly_what_the_step_carries_out() {
    for it in plain() {
        let employer = employer_of(&it);
        let Some(own) = employer.state.cases.get(&it.case) else { continue };
        let offered = actions::of_employer(&employer.state, &own.row, it.bench.now);
        let (by, id) = (|| asked::employer(1), people::card(1).id);
        let word = || it.admission(it.case().kind);
        let acts = [
            (Action::Agree, Act::Answer { by: by(), answer: Answer::Agrees(word()) }),
            (Action::Refuse, Act::Answer { by: by(), answer: Answer::Refuses("不同意解约".into()) }),
            (Action::Withdraw, Act::Withdraw { by: id, sent: None }),
            (Action::UploadStamped, Act::HandInStamped { by: by(), files: vec![asked::page(9)], admission: word() }),
        ];
        let mut can: Vec<_> = acts.into_iter().filter(|(_, act)| carries_out(&it, act.clone())).map(|(one, _)| one).collect();
        can.extend(asks(&it, Party::Employer, by()).then_some(Action::AskRescission));
        let ended = matches!(it.case().status, Status::Ended(end) if end != End::Undeliverable && end != End::NotGraduated);
        let invited = it.case().kind == CaseKind::ONLINE_SIGNING && ended;
        can.extend(invited.then_some(Action::InviteAgain));
        assert_eq!(offered, can, "{}", it.named());
        let advice = next::of_employers_case(&own.row, &offered, it.bench.now);
        let to_do = [Action::Agree, Action::UploadStamped, Action::InviteAgain];
        assert_eq!(advice.yours, offered.iter().any(|action| to_do.contains(action)), "{}: {}", it.named(), advice.text);
    }
}

#[test]
#[doc = "RES-02, RES-04, OFF-03, OFF-04, BAC-02, SET-05, SET-07, ACC-04"]
fn a_user_of_the_school_is_offered_exactly_what_the_step_carries_out() {
    let school = people::school_user();
    let department = people::department_user(people::DEPARTMENTS[0]);
    let readers = [
        (&school, signing::by_school()),
        (&school, signing::without_handler()),
        (&school, signing::by_stand_in(people::DEPARTMENTS[0])),
        (&department, signing::by_department()),
    ];
    for it in plain().into_iter().filter(|it| it.bench.state.removed_at.is_none() && it.case().submission.is_some()) {
        for (staff, grant) in &readers {
            let current = it.bench.state.profile.as_ref().expect("enrolled");
            let offered = actions::of_staff(staff, grant.as_ref().expect("granted"), it.case(), current);
            let acts = of_staff(&it, grant);
            let can: Vec<_> = acts.into_iter().filter(|(_, act)| carries_out(&it, act.clone())).map(|(one, _)| one).collect();
            assert_eq!(offered, can, "{} for {}", it.named(), staff.name);
        }
    }
}

fn of_staff(it: &Situation, grant: &Result<Grant, Refusal>) -> Vec<(Action, Act)> {
    let review = |verdict| Act::Review { grant: grant.clone(), verdict };
    let statement = || people::STATEMENT.to_owned();
    let mut corrected = Box::new(people::answers(&people::POSTGRADUATE));
    corrected.put("target_major", "网络空间安全");
    vec![
        (Action::Approve, review(Verdict::Approve)),
        (Action::ApproveUnilaterally, review(Verdict::ApproveUnilaterally { statement: statement() })),
        (Action::Return, review(Verdict::Return { reason: "请补充".into(), fields: Vec::new() })),
        (Action::Reject, review(signing::rejection_of_any())),
        (Action::Correct, Act::Correct { grant: grant.clone(), answers: corrected }),
        (Action::Amend, Act::Amend { grant: grant.clone(), changes: people::job_category("11") }),
        (Action::VoidUngraduated, Act::VoidUngraduated { grant: grant.clone(), statement: statement() }),
        (Action::Force, Act::Force { grant: grant.clone(), statement: statement() }),
        (Action::Refresh, Act::Refresh { grant: grant.clone() }),
    ]
    .into_iter()
    .filter(|(action, _)| *action != Action::Correct || it.case().kind == CaseKind::DESTINATION)
    .collect()
}

/// Told to do something: exactly whoever has something to do, on the case's page and at home.
#[test]
#[doc = "HOM-04, EXT-11"]
fn a_graduate_is_told_to_act_exactly_where_the_next_move_is_theirs() {
    let moves = [Action::Accept, Action::Agree, Action::Refuse, Action::Submit, Action::UploadStamped];
    for it in all() {
        let standing = it.standing();
        // A graduate who became 定向 meanwhile goes on with the form of their own (ROS-05).
        if it.case().kind == CaseKind::DESTINATION && matches!(standing.way, wangqian_rules::next::Way::Barred) {
            continue;
        }
        let offered = actions::of_graduate(&standing, it.case());
        let advice = next::of_graduates_case(&standing, it.case());
        let theirs = offered.iter().any(|action| moves.contains(action));
        assert_eq!(advice.yours, theirs, "{}: {}", it.named(), advice.text);
        let home = next::of_graduate(&standing);
        let about_it = home.case.is_some_and(|case| case.id == it.case);
        let calls = matches!(home.kind, next::Kind::Answer | next::Kind::Correct);
        assert!(!(about_it && calls) || theirs, "{}: {home:?}", it.named());
        assert!(!theirs || calls, "{}: {home:?}", it.named());
        // Told to begin something: only somebody who could.
        let begins = ["请重新选择类型登记", "请按原因重新填写提交", "可以与其他单位签约", "重新申请", "可以重新登记去向"];
        let told = begins.iter().any(|word| advice.text.contains(word));
        let may = matches!(standing.way, wangqian_rules::next::Way::Free) || it.case().about.is_some();
        assert!(!told || may, "{}: {}", it.named(), advice.text);
    }
}

/// The line of a case that is over has one step that says how, and nothing done after it.
#[test]
#[doc = "EXT-11, OFF-01, BAC-01, RES-01, RES-03"]
fn the_line_of_steps_of_every_case_ends_where_it_stands() {
    for it in plain() {
        let steps = next::steps(&it.standing(), it.case(), Route::SchoolOnly);
        let line: Vec<_> = steps.iter().map(|step| step.progress).collect();
        let at = format!("{}: {steps:?}", it.named());
        let first_open = line.iter().position(|progress| *progress != Progress::Done);
        let rest = first_open.map_or(&[][..], |place| &line[place..]);
        assert!(!rest.contains(&Progress::Done), "{at}");
        match it.case().status {
            Status::Effective => assert!(rest.is_empty(), "{at}"),
            Status::Ended(_) | Status::Invalidated => {
                assert_eq!(rest.first(), Some(&Progress::Failed), "{at}");
                assert!(rest[1..].iter().all(|progress| *progress == Progress::Ahead), "{at}");
            }
            _ => {
                assert_eq!(rest.first(), Some(&Progress::Now), "{at}");
                assert!(rest[1..].iter().all(|progress| *progress == Progress::Ahead), "{at}");
            }
        }
    }
}

/// The words of a graduate's page, and of the employer's where it takes part.
#[test]
#[doc = "HOM-04, OFF-02, OFF-03, BAC-01, RES-01, RES-02, RES-03, EXT-16"]
fn each_state_is_told_in_its_own_words() {
    let offline = |status| paper::graduate_with(CaseKind::OFFLINE_SIGNING, status);
    let second = |stage| Status::InReview(Phase::Second, stage);
    let lines = [
        (offline(signing::AT_SCHOOL), paper::CASE, "学校正在审核", ""),
        (offline(Status::Open(Phase::First, Why::Returned)), paper::CASE, "被退回修改：请补充。请修改后重新提交", ""),
        (
            offline(Status::Open(Phase::Second, Why::Awaited)),
            paper::CASE,
            "请下载打印就业协议书，由单位盖章后回传图像",
            "请下载打印就业协议书",
        ),
        (offline(second(Stage::Department)), paper::CASE, "学院正在审核，之后由学校审核", "盖章协议书已回传，正在等待学院审核"),
        (
            offline(Status::Open(Phase::Second, Why::Returned)),
            paper::CASE,
            "盖章协议书被退回：请补充。请重新上传",
            "请按退回原因重新上传",
        ),
        (
            offline(Status::Ended(End::Withdrawn)),
            paper::CASE,
            "您已放弃这次办理，需要时可以重新填写提交",
            "毕业生已放弃线下签约",
        ),
        (offline(Status::Ended(End::Rescinded)), paper::CASE, "就业协议已解除，您可以与其他单位签约", "就业协议已解除"),
        (
            paper::graduate_with(CaseKind::BACKFILL, Status::Ended(End::Rejected(Phase::First))),
            paper::CASE,
            "这项补登已作废，请按原因重新填写提交",
            "",
        ),
        (
            rescission::online(Party::Graduate, Status::Asked(Party::Employer)),
            rescission::CASE,
            "等待单位答复",
            "毕业生申请解约，请于",
        ),
        (rescission::online(Party::Employer, Status::Asked(Party::Graduate)), rescission::CASE, "请答复", "等待毕业生答复"),
        (rescission::online(Party::Graduate, signing::AT_SCHOOL), rescission::CASE, "学校正在审核", "双方已同意解约"),
        (
            rescission::offline(CaseKind::OFFLINE_SIGNING, signing::AT_SCHOOL),
            rescission::CASE,
            "学校正在审核",
            "毕业生已向学校申请解约",
        ),
        (
            rescission::online(Party::Graduate, Status::Ended(End::Declined)),
            rescission::CASE,
            "单位不同意解约",
            "对方不同意解约",
        ),
        (destination::graduate_with(Status::Ended(End::Voided)), destination::CASE, "可以重新登记去向", ""),
    ];
    for (bench, case, graduate, employer) in lines {
        let it = Situation { bench, case, around: Around::Nothing };
        let told = next::of_graduates_case(&it.standing(), it.case()).text;
        assert!(told.contains(graduate), "{}: {told}", it.named());
        let other = employer_of(&it);
        let own = other.state.cases.get(&case);
        let text = own.map(|own| next::of_employers_case(&own.row, &[], it.bench.now).text).unwrap_or_default();
        assert!(text.contains(employer) && text.is_empty() == employer.is_empty(), "{}: {text}", it.named());
    }
}
