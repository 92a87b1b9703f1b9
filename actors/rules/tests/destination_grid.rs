//! Goal: every state of a destination against everything that can be asked of it.
//!
//! Method: one row an input, one column a state, in each cell the new state or the refusal; `=` is a step that changes nothing.

use crate::support::{Bench, Outcome, destination::*, people, signing};
use wangqian_rules::{
    admission::Admission,
    case::{CaseKind, Filled, Phase, Status},
    effect::Effect,
    exchange::{Cargo, Said},
    forms::FormCode,
    graduate::*,
    invariants,
    letter::Letter,
    refusal::Refusal,
    review::*,
};

/// `!done` already_decided, `!old` stale_version, `!stage` not_your_stage, `!shut` destination closed, `!no` not_permitted, `!bad`
/// invalid_field, `!gone` left_roster, `!busy` case_in_process, `!has` already_effective, `!again` resubmit, `!form` form_fixed,
/// `!dir` directed_only, `!undir` not_directed.
const GRID: &str = "
                                      depart school taken_ return effect reject voided invali
submit                              | !done  !done  school school !done  !done  !done  !gone
submit, as seen before              | !done  !done  !old   !old   !done  !done  !done  !gone
submit, another form                | !done  !done  school !form  !done  !done  !done  !gone
submit, without proof               | !done  !done  !bad   !bad   !done  !done  !done  !gone
submit, the school has closed it    | !done  !done  !shut  !shut  !done  !done  !done  !gone
submit, now of training mode 21     | !done  !done  !dir   !dir   !done  !done  !done  !gone
submit, directed                    | !done  !done  !undir !form  !done  !done  !done  !gone
submit, directed, training mode 21  | !done  !done  school school !done  !done  !done  !gone
begin directed                      | !busy  !busy  !again !again !has   !undir !undir !gone
take back                           | taken_ taken_ !done  !done  !done  !done  !done  !gone
take back, as seen before           | !old   !old   !done  !done  !done  !done  !done  !gone
take back, after the department     | !done  !done  !done  !done  !done  !done  !done  !gone
void                                | !done  !done  !done  !done  voided !done  !done  !gone
void, as seen before                | !done  !done  !done  !done  !old   !done  !done  !gone
begin another                       | !busy  !busy  !again !again !has   new    new    !gone
department approves                 | school !done  !done  !done  !done  !done  !done  !gone
department returns                  | return !done  !done  !done  !done  !done  !done  !gone
department rejects                  | reject !done  !done  !done  !done  !done  !done  !gone
department corrects                 | depart !done  !done  !done  !done  !done  !done  !gone
school approves                     | !stage effect !done  !done  !done  !done  !done  !gone
school approves, as seen before     | !old   !old   !done  !done  !done  !done  !done  !gone
school without handler approves     | !stage effect !done  !done  !done  !done  !done  !gone
school returns                      | !stage return !done  !done  !done  !done  !done  !gone
school returns, without a reason    | !stage !bad   !done  !done  !done  !done  !done  !gone
school returns, for an unknown item | !stage !bad   !done  !done  !done  !done  !done  !gone
school rejects                      | !stage reject !done  !done  !done  !done  !done  !gone
school rejects, of signings         | !stage !bad   !done  !done  !done  !done  !done  !gone
school corrects                     | !stage school !done  !done  !done  !done  !done  !gone
school corrects, nothing            | !stage !bad   !done  !done  !done  !done  !done  !gone
school corrects, wrongly            | !stage !bad   !done  !done  !done  !done  !done  !gone
stand-in approves                   | school effect !done  !done  !done  !done  !done  !gone
read-only user approves             | !no    !no    !no    !no    !no    !no    !no    !gone
accept                              | !done  !done  !done  !done  !done  !done  !done  !gone
category, by the school             | !done  !done  !done  !done  !no    !done  !done  !gone
";

#[test]
#[doc = "DES-01, DES-02, DES-03, DES-04, SIG-08, SET-02, SET-07, ROS-05, INV-01"]
fn every_input_meets_every_state_of_a_destination_as_the_grid_says() {
    let states = CaseKind::DESTINATION.facts().states;
    let columns = ["depart", "school", "taken_", "return", "effect", "reject", "voided", "invali"];
    assert_eq!(states.iter().map(|status| token(*status)).collect::<Vec<_>>(), columns);
    let rows: Vec<_> = GRID.lines().filter_map(|line| line.split_once('|')).collect();
    for (input, cells) in &rows {
        let cells: Vec<_> = cells.split_whitespace().collect();
        assert_eq!(cells.len(), states.len(), "{input}");
        for (status, expected) in states.iter().zip(cells) {
            assert_eq!(cell(input.trim(), *status), expected, "{} while {status:?}", input.trim());
        }
    }
    assert_eq!(rows.len(), GRID.lines().filter(|line| !line.trim().is_empty()).count() - 1);
}

/// What an input leads to in a state, as the grid writes it.
fn cell(input: &str, status: Status) -> String {
    let mut bench = graduate_with(status);
    if input.contains("training mode 21") {
        signing::enrol(&mut bench, "21");
    }
    if input.ends_with("after the department") && status == Status::InReview(Phase::First, Stage::Department) {
        bench.done(signing::review(CASE, 1, signing::by_department(), Verdict::Approve));
    }
    let school_decided = input.ends_with("after the department") && status == Status::InReview(Phase::First, Stage::School);
    if school_decided {
        bench = graduate_with(Status::InReview(Phase::First, Stage::Department));
        bench.done(signing::review(CASE, 1, signing::by_department(), Verdict::Approve));
    }
    let before = bench.state.clone();
    let given = bench.command(the_input(input, &bench));
    if bench.state == before {
        return given.map_or_else(|refusal| refusal_token(&refusal), |_| "=".into());
    }
    // A graduate of training mode 21 who began before keeps what they have; the invariant is about what they may begin.
    if !input.contains("training mode") {
        assert_eq!(invariants::of_graduate(&bench.state), [], "{input} while {status:?}");
    }
    if bench.state.cases.len() > before.cases.len() {
        return "new".to_owned();
    }
    let (was, is) = (&before.cases[&CASE], &bench.state.cases[&CASE]);
    assert_eq!((is.version, is.trail.len()), (was.version + 1, was.trail.len() + 1), "{input}: one version, one entry");
    token(is.status)
}

fn the_input(input: &str, bench: &Bench<Graduate>) -> Command {
    let version = bench.state.cases[&CASE].version;
    let (what, how) = input.split_once(", ").unwrap_or((input, ""));
    let seen = if how == "as seen before" { version - 1 } else { version };
    match what {
        "submit" => act(CASE, seen, Act::Submit { filled: Box::new(form(how)), admission: admitted(how) }),
        "take back" => act(CASE, seen, Act::TakeBack),
        "void" => act(CASE, seen, Act::Void),
        "begin directed" => begin(signing::OTHER, filled_in("DIRECTED", &[]), true),
        "begin another" => begin(signing::OTHER, people::filled(0), true),
        "accept" => signing::accept(CASE, seen, Ok(Route::SchoolOnly)),
        "category" => act(CASE, seen, Act::Amend { grant: signing::by_school(), changes: people::job_category("11") }),
        _ => reviewed(what, how, seen),
    }
}

fn admitted(how: &str) -> Result<Admission, Refusal> {
    admission(how != "the school has closed it", Route::SchoolOnly)
}

fn form(how: &str) -> Filled {
    let filled = people::filled(1);
    match how {
        "another form" => people::filled(0),
        "directed" | "directed, training mode 21" => filled_in("DIRECTED", &[]),
        "without proof" => Filled { files: Vec::new(), ..filled },
        _ => filled,
    }
}

fn reviewed(what: &str, how: &str, seen: u64) -> Command {
    let (who, does) = what.rsplit_once(' ').unwrap_or((what, ""));
    let grant = match who {
        "department" => signing::by_department(),
        "school" => signing::by_school(),
        "school without handler" => signing::without_handler(),
        "stand-in" => signing::by_stand_in(people::DEPARTMENTS[0]),
        _ => Err(Refusal::NotPermitted),
    };
    let verdict = match (does, how) {
        ("approves", _) => Verdict::Approve,
        ("returns", "without a reason") => Verdict::Return { reason: " ".into(), fields: Vec::new() },
        ("returns", "for an unknown item") => Verdict::Return { reason: "请修改".into(), fields: vec!["colour".into()] },
        ("returns", _) => returned(),
        ("corrects", _) => return act(CASE, seen, Act::Correct { grant, answers: Box::new(corrected(how)) }),
        (_, "of signings") => signing::rejection(),
        _ => signing::rejection_of_any(),
    };
    signing::review(CASE, seen, grant, verdict)
}

fn corrected(how: &str) -> wangqian_rules::form::Answers {
    let mut answers = people::answers(&people::POSTGRADUATE);
    match how {
        "nothing" => {}
        "wrongly" => answers.put("degree_kind", "baker"),
        _ => answers.put("target_major", "网络空间安全"),
    }
    answers
}

fn token(status: Status) -> String {
    let word = match status {
        Status::InReview(_, stage) => format!("{stage:?}").to_lowercase(),
        other => other.code().to_owned(),
    };
    word.chars().take(6).collect()
}

fn refusal_token(refusal: &Refusal) -> String {
    let short = match refusal.code() {
        "already_decided" => "done",
        "stale_version" => "old",
        "not_your_stage" => "stage",
        "switch_closed" => "shut",
        "not_permitted" => "no",
        "invalid_field" => "bad",
        "left_roster" => "gone",
        "case_in_process" => "busy",
        "already_effective" => "has",
        "resubmit" => "again",
        "form_fixed" => "form",
        "directed_only" => "dir",
        "not_directed" => "undir",
        other => other,
    };
    format!("!{short}")
}

#[test]
#[doc = "DES-02"]
fn a_return_names_the_fields_and_the_graduate_is_told_why() {
    let bench = graduate_with(Status::Open(Phase::First, wangqian_rules::case::Why::Returned));
    let case = &bench.state.cases[&CASE];
    assert_eq!(case.return_reason(), Some("请上传录取通知书"));
    let told = bench.state.inbox.newest_first().next().unwrap();
    assert_eq!(told.title, "去向登记退回修改");
    assert!(told.text.contains("请上传录取通知书"), "{}", told.text);
}

#[test]
#[doc = "DES-03, EXT-05"]
fn a_draft_is_kept_until_the_form_is_handed_in() {
    let mut bench = signing::enrolled("1");
    let save = |which| Command::SaveDraft { kind: CaseKind::DESTINATION, filled: Box::new(people::filled(which)) };
    bench.done(save(1));
    bench.done(save(0));
    let kept = bench.state.draft(CaseKind::DESTINATION).map(|draft| draft.filled.form);
    assert_eq!(kept, Some(FormCode::UNEMPLOYED));
    bench.done(begin(CASE, people::filled(0), true));
    assert_eq!(bench.state.draft(CaseKind::DESTINATION), None);
}

#[test]
#[doc = "DES-04, SYN-01, SYN-02"]
fn what_is_approved_is_reported_and_what_is_voided_is_waiting_for_work_again() {
    let mut bench = graduate_with(Status::InReview(Phase::First, Stage::School));
    let approved = reported(&bench.done(signing::review(CASE, 1, signing::by_school(), Verdict::Approve)));
    assert_eq!(approved, [Some(("801".to_owned(), "示例理工大学".to_owned()))]);
    let voided = reported(&bench.done(act(CASE, 2, Act::Void)));
    assert_eq!(voided, [None]);
}

/// Code and name of each destination that a step reports; `None` is 「待就业」.
fn reported(outcome: &Outcome<Graduate>) -> Vec<Option<(String, String)>> {
    let mut said = Vec::new();
    for effect in &outcome.effects {
        let Effect::Tell { letter, .. } = effect else { continue };
        let Letter::Carry(cargo) = &**letter else { continue };
        for report in cargo.iter().cloned().filter_map(Cargo::report) {
            if let Said::Destination(destination) = report.said {
                said.push(destination.map(|it| (it.code.clone(), it.employer_name.clone())));
            }
        }
    }
    said
}
