//! Everything that can be asked of a case of any kind, in words: 「what, how」.

use super::{
    Bench, grid,
    people::{self, SCHOOL},
    signing,
};
use std::collections::BTreeMap;
use wangqian_rules::{
    admission::{Admission, RescissionRule},
    case::*,
    file::StoredFile,
    forms::FormCode,
    graduate::{handing_in::Beginning, rescission::Answer, *},
    ids::{CaseId, FileHash},
    invariants,
    module::Switch,
    refusal::Refusal,
    review::*,
};

/// Another case that the graduate has, or begins.
pub const OTHER: CaseId = CaseId(uuid::Uuid::from_u128(0x07e4));

/// The new state of a case after this was asked, `new` where another one is begun or accepted, `=` where nothing changes, or the refusal.
pub fn cell(bench: &mut Bench<Graduate>, case: CaseId, input: &str) -> String {
    let (what, how) = input.split_once(", ").unwrap_or((input, ""));
    prepare(bench, what, how);
    let before = bench.state.clone();
    let given = bench.command(command(bench, case, what, how));
    if bench.state == before {
        return given.map_or_else(|refusal| grid::refused(&refusal), |_| "=".into());
    }
    // A graduate of training mode 21 who began before keeps what they have; the invariant is about what they may begin.
    if !how.contains("training mode") {
        assert_eq!(invariants::of_graduate(&bench.state), [], "{input}");
    }
    let (was, is) = (&before.cases[&case], &bench.state.cases[&case]);
    if was == is {
        return "new".into();
    }
    assert_eq!((is.version, is.trail.len()), (was.version + 1, was.trail.len() + 1), "{input}: one version, one entry");
    grid::token(is.status)
}

fn prepare(bench: &mut Bench<Graduate>, what: &str, how: &str) {
    if let Some((_, mode)) = how.split_once("training mode ") {
        signing::enrol(bench, mode);
    }
    if what == "accept" && how == "another invitation" && bench.state.removed_at.is_none() {
        bench.letter(people::card(2).id, signing::offer(OTHER, 2));
    }
}

fn command(bench: &Bench<Graduate>, id: CaseId, what: &str, how: &str) -> Command {
    let case = &bench.state.cases[&id];
    let seen = if how == "as seen before" { case.version - 1 } else { case.version };
    let act = match what {
        "submit" => Act::Submit { filled: Box::new(form(case, how)), admission: admitted(how) },
        "take back" => Act::TakeBack,
        "give up" => Act::GiveUp,
        "void" => Act::Void,
        "stamped" => Act::HandInStamped { by: hand(how), files: stamped(how), admission: admitted(how) },
        "agree" => Act::Answer { by: hand(how), answer: Answer::Agrees(admitted(how)) },
        "refuse" => Act::Answer { by: hand(how), answer: Answer::Refuses(words(how, "岗位需要，暂不同意")) },
        "withdraw" => Act::Withdraw { by: people::card(if how == "by another employer" { 2 } else { 1 }).id, sent: None },
        "decline" => Act::Decline { reason: String::new() },
        "accept" if how == "another invitation" => return signing::accept(OTHER, 1, Ok(Route::SchoolOnly)),
        "accept" => Act::Accept { admission: admitted(how) },
        "force" => Act::Force { grant: grant(how), statement: words(how, people::STATEMENT) },
        "not graduated" => Act::VoidUngraduated { grant: grant(how), statement: words(how, people::STATEMENT) },
        "amend" => Act::Amend { grant: grant(how), changes: changes(how) },
        "correct" => Act::Correct { grant: grant(how), answers: Box::new((*form(case, how).answers).clone()) },
        "begin" => return begin(how, case),
        _ => Act::Review { grant: grant(what.rsplit_once(' ').map_or(what, |(who, _)| who)), verdict: verdict(what, how) },
    };
    Command::Act { case: id, seen, act }
}

/// The form that the case was handed in by, or another.
fn form(case: &Case, how: &str) -> Filled {
    let own = case.facts().forms.first().copied();
    match (how, own) {
        ("another form", _) => people::filled(0),
        ("without proof", Some(form)) => Filled { files: Vec::new(), ..filled(form) },
        ("incomplete", Some(form)) => Filled { answers: people::answers(&[]).into(), ..filled(form) },
        (_, Some(form)) => filled(form),
        (_, None) => people::filled(0),
    }
}

/// The form of an agreement or of its end, filled in.
pub fn filled(form: FormCode) -> Filled {
    match form {
        FormCode::OFFLINE_AGREEMENT | FormCode::PAPER_AGREEMENT => people::agreement(form, 1),
        _ => people::rescission(form),
    }
}

pub fn admission(route: Route, limit: u8) -> Admission {
    Admission { rescission: RescissionRule { limit, answer_days: 5 }, ..people::admission(SCHOOL, 1, route) }
}

fn admitted(how: &str) -> Result<Admission, Refusal> {
    match how {
        "the school has closed it" => Err(Refusal::Closed(Switch::Signing)),
        "department first" => Ok(admission(Route::DepartmentThenSchool, 3)),
        _ => Ok(admission(Route::SchoolOnly, 3)),
    }
}

pub fn employer(n: u32) -> Hand {
    let card = people::card(n);
    Hand::Employer { id: card.id, name: card.name }
}

fn hand(how: &str) -> Hand {
    match how {
        "by the graduate" => Hand::Graduate,
        "by another employer" => employer(2),
        "by the paper" => Hand::Paper,
        _ => employer(1),
    }
}

/// A case that is begun only to see whether it could be.
pub fn tried() -> CaseId {
    CaseId(uuid::Uuid::from_u128(0x07e5))
}

/// A page of the stamped agreement.
pub fn page(n: u8) -> StoredFile {
    StoredFile { hash: FileHash([n; 32]), ..people::proof() }
}

fn stamped(how: &str) -> Vec<StoredFile> {
    match how {
        "without files" => Vec::new(),
        "seven pages" => (0..7).map(page).collect(),
        "the same page twice" => vec![page(1), page(1)],
        _ => vec![page(1), page(2)],
    }
}

fn words(how: &str, text: &str) -> String {
    if how == "without words" { "  ".into() } else { text.to_owned() }
}

fn grant(who: &str) -> Result<Grant, Refusal> {
    match who {
        "department" | "by the department" => signing::by_department(),
        "school without handler" => signing::without_handler(),
        "stand-in" => signing::by_stand_in(people::DEPARTMENTS[0]),
        "read-only user" => Err(Refusal::NotPermitted),
        _ => signing::by_school(),
    }
}

fn verdict(what: &str, how: &str) -> Verdict {
    let does = what.rsplit_once(' ').map_or(what, |(_, does)| does);
    match (does, how) {
        ("approves", "for one side alone") => Verdict::ApproveUnilaterally { statement: people::STATEMENT.to_owned() },
        ("approves", "for one side alone without words") => Verdict::ApproveUnilaterally { statement: "是".into() },
        ("approves", _) => Verdict::Approve,
        ("returns", "without a reason") => Verdict::Return { reason: " ".into(), fields: Vec::new() },
        ("returns", "naming a field") => {
            Verdict::Return { reason: "请补充".into(), fields: vec!["employer_name".into(), "files".into()] }
        }
        ("returns", _) => Verdict::Return { reason: "请补充".into(), fields: vec!["files".into()] },
        (_, "for a destination's reason") => Verdict::Reject { reason: "REJ_TYPE".into(), details: "类型有误".into() },
        (_, "without details") => Verdict::Reject { reason: "REJ_OTHER".into(), details: " ".into() },
        _ => Verdict::Reject { reason: "REJ_OTHER".into(), details: "双方仍在协商".into() },
    }
}

fn changes(how: &str) -> BTreeMap<String, String> {
    let of = |changes: &[(&str, &str)]| changes.iter().map(|(field, to)| ((*field).into(), (*to).into())).collect();
    match how {
        "the nature" => of(&[("employer_nature", "10")]),
        "the industry" => of(&[("employer_industry", "11")]),
        "all three" => of(&[("employer_nature", "10"), ("employer_industry", "11"), ("job_category", "11")]),
        "the same" => of(&[("job_category", "13")]),
        "an unknown code" => of(&[("employer_nature", "x")]),
        "the salary" => of(&[("job_category", "11"), ("salary_monthly", "9001")]),
        _ => of(&[("job_category", "11")]),
    }
}

/// Another case of the kind that `how` names.
fn begin(how: &str, case: &Case) -> Command {
    let (kind, by) = match how {
        "offline signing" => (CaseKind::OFFLINE_SIGNING, Hand::Graduate),
        "backfill" => (CaseKind::BACKFILL, Hand::Graduate),
        "online rescission" => (CaseKind::ONLINE_RESCISSION, Hand::Graduate),
        "online rescission by the employer" => (CaseKind::ONLINE_RESCISSION, employer(1)),
        "offline rescission" => (CaseKind::OFFLINE_RESCISSION, Hand::Graduate),
        "offline rescission by the employer" => (CaseKind::OFFLINE_RESCISSION, employer(1)),
        _ => (CaseKind::DESTINATION, Hand::Graduate),
    };
    let filled = if kind == CaseKind::DESTINATION { people::filled(0) } else { filled(kind.facts().forms[0]) };
    let agreement = case.about.as_ref().map_or(case.id, |about| about.case);
    let about = (!kind.facts().ends.is_empty()).then_some(agreement);
    Command::Begin(Box::new(Beginning { case: OTHER, kind, by, about, filled, admission: admitted("") }))
}
