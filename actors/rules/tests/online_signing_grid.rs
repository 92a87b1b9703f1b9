//! Goal: every state of an online signing against everything that can be asked of it.
//!
//! Method: one row an input, one column a state, in each cell the new state or the refusal; `=` is a step that changes nothing.
//! Rows that differ only in what is refused first show the order of the refusals.

use crate::support::{Bench, people, signing::*};
use wangqian_rules::{
    case::{Phase, Status},
    effect::Timer,
    entity::Input,
    graduate::*,
    ids::EmployerId,
    invariants,
    module::Switch,
    refusal::Refusal,
    review::*,
    time::UnixMs,
};

/// `!late` invitation_expired, `!done` already_decided, `!old` stale_version, `!stage` not_your_stage, `!bar` online_signing_barred,
/// `!hand` handler_unset, `!shut` signing_closed, `!none` not_found, `!no` not_permitted, `!bad` invalid_field, `!gone` left_roster.
const GRID: &str = "
                                      invited depart school effect declin expire withdr reject undeli rescin notgra invali
accept, department first            | depart !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
accept, school only                 | school !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
accept, as seen before              | !old   !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
accept, timer late                  | !late  !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
accept, one second early            | school !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
accept, the school has not opened   | !shut  !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
accept, now of training mode 21     | !bar   !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
accept, now of training mode 41     | !bar   !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
decline                             | declin !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
decline, as seen before             | !old   !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
decline, timer late                 | !late  !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
decline, 201 words                  | !bad   !done  !done  !done  !done  !late  !done  !done  !done  !done  !done  !gone
withdraw                            | withdr !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
withdraw, as seen before            | !old   !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
withdraw, another employer          | !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !gone
withdraw, timer late                | withdr !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
department approves                 | !done  school !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
department approves, as seen before | !done  !old   !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
department rejects                  | !done  reject !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
school approves                     | !done  !stage effect !done  !done  !done  !done  !done  !done  !done  !done  !gone
school approves, as seen before     | !done  !old   !old   !done  !done  !done  !done  !done  !done  !done  !done  !gone
school rejects                      | !done  !stage reject !done  !done  !done  !done  !done  !done  !done  !done  !gone
school rejects, without a reason    | !done  !stage !bad   !done  !done  !done  !done  !done  !done  !done  !done  !gone
school rejects, without details     | !done  !stage !bad   !done  !done  !done  !done  !done  !done  !done  !done  !gone
stand-in approves                   | !done  school effect !done  !done  !done  !done  !done  !done  !done  !done  !gone
stand-in approves, as seen before   | !done  !old   !old   !done  !done  !done  !done  !done  !done  !done  !done  !gone
stand-in rejects                    | !done  reject reject !done  !done  !done  !done  !done  !done  !done  !done  !gone
stand-in of another dept. approves  | !done  !stage effect !done  !done  !done  !done  !done  !done  !done  !done  !gone
school without handler approves     | !done  !stage !hand  !done  !done  !done  !done  !done  !done  !done  !done  !gone
school without handler rejects      | !done  !stage reject !done  !done  !done  !done  !done  !done  !done  !done  !gone
read-only user approves             | !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !gone
user of another department approves | !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !gone
category, by the school             | !done  !done  !done  effect !done  !done  !done  !done  !done  !done  !done  !gone
category, as seen before            | !done  !done  !done  !old   !done  !done  !done  !done  !done  !done  !done  !gone
category, the same                  | !done  !done  !done  !bad   !done  !done  !done  !done  !done  !done  !done  !gone
category, unknown                   | !done  !done  !done  !bad   !done  !done  !done  !done  !done  !done  !done  !gone
category, by the department         | !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !gone
the invitation again                | =      =      =      =      =      =      =      =      =      =      =      =
timer                               | expire =      =      =      =      =      =      =      =      =      =      =
timer, before its time              | =      =      =      =      =      =      =      =      =      =      =      =
";

#[test]
#[doc = "SIG-01, SIG-06, SIG-07, SIG-08, SET-05, SET-07, ROS-05, ACC-04, ACC-08, INV-01"]
fn every_input_meets_every_state_of_an_online_signing_as_the_grid_says() {
    let rows: Vec<_> = GRID.lines().filter_map(|line| line.split_once('|')).collect();
    for (input, cells) in &rows {
        for (status, expected) in states().iter().copied().zip(cells.split_whitespace()) {
            assert_eq!(cell(input.trim(), status), expected, "{} while {status:?}", input.trim());
        }
        assert_eq!(cells.split_whitespace().count(), states().len(), "{input}");
    }
    assert_eq!(rows.len(), GRID.lines().filter(|line| !line.trim().is_empty()).count() - 1);
}

/// What an input leads to in a state, as the grid writes it.
fn cell(input: &str, status: Status) -> String {
    let mut bench = graduate_with(status);
    prepare(input, &mut bench);
    let before = bench.state.clone();
    let given = bench.take(the_input(input, &bench));
    let (was, is) = (&before.cases[&CASE], &bench.state.cases[&CASE]);
    if bench.state == before {
        return given.map_or_else(|refusal| refusal_token(&refusal), |_| "=".into());
    }
    assert_eq!(invariants::of_graduate(&bench.state), [], "{input} while {status:?}");
    assert_eq!((is.version, is.trail.len()), (was.version + 1, was.trail.len() + 1), "{input}: one version, one entry");
    status_token(is.status)
}

/// Moves the clock, and the graduate's training mode, to what the row says.
fn prepare(input: &str, bench: &mut Bench<Graduate>) {
    let expires_at = people::NOW.plus_days(5);
    bench.now = match input {
        "timer" => expires_at,
        late if late.ends_with("timer late") => expires_at,
        early if early.ends_with("one second early") => UnixMs(expires_at.0 - 1_000),
        _ => people::NOW,
    };
    if let Some((_, mode)) = input.split_once("training mode ") {
        enrol(bench, mode);
    }
}

fn the_input(input: &str, bench: &Bench<Graduate>) -> Input<Command> {
    let version = bench.state.cases[&CASE].version;
    let (what, how) = input.split_once(", ").unwrap_or((input, ""));
    let seen = if how == "as seen before" { version - 1 } else { version };
    Input::Command(match what {
        "accept" => accept(CASE, seen, admitted(how)),
        "decline" => Command::Act {
            case: CASE,
            seen,
            act: Act::Decline { reason: "字".repeat(if how == "201 words" { 201 } else { 200 }) },
        },
        "withdraw" => Command::Act { case: CASE, seen, act: Act::Withdraw { by: employer(how), sent: None } },
        "category" => change_category(how, seen),
        "the invitation again" => return Input::Letter { from: people::card(1).id.into(), letter: offer(CASE, 1) },
        "timer" => return Input::Timer(Timer::InvitationExpires(CASE)),
        _ => review(CASE, seen, reviewer(what), verdict(what, how)),
    })
}

fn admitted(how: &str) -> Result<Route, Refusal> {
    match how {
        "department first" => Ok(Route::DepartmentThenSchool),
        "the school has not opened" => Err(Refusal::Closed(Switch::Signing)),
        _ => Ok(Route::SchoolOnly),
    }
}

fn employer(how: &str) -> EmployerId {
    people::card(if how == "another employer" { 2 } else { 1 }).id
}

fn reviewer(what: &str) -> Result<Grant, Refusal> {
    match what.rsplit_once(' ').map_or(what, |(who, _)| who) {
        "department" => by_department(),
        "school" => by_school(),
        "stand-in" => by_stand_in(people::DEPARTMENTS[0]),
        "stand-in of another dept." => by_stand_in(people::DEPARTMENTS[1]),
        "school without handler" => without_handler(),
        "read-only user" => Err(Refusal::NotPermitted),
        _ => Err(Refusal::NotFound),
    }
}

fn verdict(what: &str, how: &str) -> Verdict {
    match how {
        _ if what.ends_with("approves") => Verdict::Approve,
        "without a reason" => Verdict::Reject { reason: "NO_SUCH_REASON".into(), details: "月薪不一致".into() },
        "without details" => Verdict::Reject { reason: "REJ_AGREEMENT_INFO".into(), details: " ".into() },
        _ => rejection(),
    }
}

fn change_category(how: &str, seen: u64) -> Command {
    let grant = if how == "by the department" { by_department() } else { by_school() };
    let category = match how {
        "the same" => people::terms().job_category,
        "unknown" => "职位".into(),
        _ => "11".into(),
    };
    Command::Act { case: CASE, seen, act: Act::Amend { grant, changes: people::job_category(&category) } }
}

fn status_token(status: Status) -> String {
    let word = match status {
        Status::InReview(Phase::First, stage) => format!("{stage:?}").to_lowercase(),
        other => other.code().to_owned(),
    };
    word.chars().take(6).collect()
}

fn refusal_token(refusal: &Refusal) -> String {
    let short = match refusal.code() {
        "invitation_expired" => "late",
        "already_decided" => "done",
        "stale_version" => "old",
        "not_your_stage" => "stage",
        "online_signing_barred" => "bar",
        "handler_unset" => "hand",
        "signing_closed" => "shut",
        "not_found" => "none",
        "not_permitted" => "no",
        "invalid_field" => "bad",
        "left_roster" => "gone",
        other => other,
    };
    format!("!{short}")
}
