//! Goal: a verdict that can be taken back, against everything that can happen to its case before it takes effect.
//!
//! Method: a case at each level with a verdict held on it; one row an input, in each cell the case's state afterwards, whether the
//! verdict is still held, and the refusal if there was one.

use crate::support::{Bench, people, rescission, signing::*};
use wangqian_rules::{
    case::{Did, End, Party, Status},
    effect::{Effect, Timer},
    entity::Input,
    graduate::{held_verdict::UNDO_MS, *},
    invariants,
    letter::Letter,
    refusal::Refusal,
    review::*,
    school::School,
    time::UnixMs,
};

const GRID: &str = "
                                  depart       school
undo                            | depart free  school free
undo, as seen before            | !stale       !stale
undo, a millisecond too late    | !late        !late
undo, by a colleague            | !held        !held
undo, without rights now        | !no          !no
hold once more                  | !held        !held
approve, by the same            | !held        !held
reject, by a colleague          | !held        !held
refresh                         | !held        !held
timer, a millisecond early      | depart held  school held
timer                           | school free  effect free
timer, a day late               | school free  effect free
timer, the profile has changed  | depart free  school free
left the roster                 | invali free  invali free
";

#[test]
#[doc = "EXT-09, EXT-01, INV-01, SIG-04"]
fn ext_09_whatever_happens_while_a_verdict_is_held_ends_as_the_grid_says() {
    let rows: Vec<_> = GRID.lines().filter_map(|line| line.split_once('|')).collect();
    for (input, cells) in &rows {
        let cells: Vec<_> = cells.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        for (status, expected) in [DEPARTMENT, AT_SCHOOL].into_iter().zip(&cells) {
            assert_eq!(cell(input.trim(), status), *expected, "{} while {status:?}", input.trim());
        }
        assert_eq!(cells.len(), 2, "{input}");
    }
}

fn hold(bench: &Bench<Graduate>, grant: Result<Grant, Refusal>, verdict: Verdict) -> Command {
    Command::Hold { case: CASE, seen: bench.state.cases[&CASE].version, grant, verdict }
}

fn by(status: Status) -> Result<Grant, Refusal> {
    if status == DEPARTMENT { by_department() } else { by_school() }
}

fn colleague(status: Status) -> Result<Grant, Refusal> {
    by(status).map(|grant| Grant { staff: wangqian_rules::ids::StaffId(7), name: "刘老师".into(), ..grant })
}

fn held_at(status: Status) -> Bench<Graduate> {
    let mut bench = graduate_with(status);
    bench.done(hold(&bench, by(status), Verdict::Approve));
    bench
}

fn cell(input: &str, status: Status) -> String {
    let mut bench = held_at(status);
    let before = bench.state.clone();
    let seen = before.cases[&CASE].version;
    bench.now = UnixMs(match input {
        "undo, a millisecond too late" | "timer" | "timer, the profile has changed" => people::NOW.0 + UNDO_MS,
        "timer, a day late" => people::NOW.plus_days(1).0,
        _ => people::NOW.0 + UNDO_MS - 1,
    });
    if input == "timer, the profile has changed" {
        let mut profile = people::profile(people::SCHOOL, 1);
        profile.name = "另一个人".into();
        let profile = std::sync::Arc::new(wangqian_rules::profile::Profile { training_mode: "1".into(), ..profile });
        bench.letter(people::SCHOOL, Letter::Rostered { profile, removed_at: None });
    }
    let undo = |seen, grant| Input::Command(Command::Undo { case: CASE, seen, grant });
    let given = bench.take(match input {
        "undo" | "undo, a millisecond too late" => undo(seen, by(status)),
        "undo, as seen before" => undo(seen - 1, by(status)),
        "undo, by a colleague" => undo(seen, colleague(status)),
        "undo, without rights now" => undo(seen, Err(Refusal::NotPermitted)),
        "hold once more" => Input::Command(hold(&bench, by(status), Verdict::Approve)),
        "approve, by the same" => Input::Command(review(CASE, seen, by(status), Verdict::Approve)),
        "reject, by a colleague" => Input::Command(review(CASE, seen, colleague(status), rejection())),
        "refresh" => Input::Command(Command::Act { case: CASE, seen, act: Act::Refresh { grant: by(status) } }),
        "left the roster" => {
            let profile = bench.state.profile.clone().expect("enrolled");
            let removed_at = Some(bench.now);
            Input::Letter { from: people::SCHOOL.into(), letter: Letter::Rostered { profile, removed_at } }
        }
        _ => Input::Timer(Timer::VerdictTakesEffect(CASE)),
    });
    assert_eq!(invariants::of_graduate(&bench.state), [], "{input} while {status:?}");
    match given {
        Err(refusal) => refusal_token(&refusal),
        Ok(_) => {
            let held = if bench.state.held(CASE).is_some() { "held" } else { "free" };
            format!("{} {held}", status_token(bench.state.cases[&CASE].status))
        }
    }
}

fn refusal_token(refusal: &Refusal) -> String {
    match refusal {
        Refusal::VerdictHeld { .. } => "!held",
        Refusal::UndoTooLate => "!late",
        Refusal::StaleVersion { .. } => "!stale",
        Refusal::NotPermitted => "!no",
        other => panic!("{other:?}"),
    }
    .into()
}

fn status_token(status: Status) -> &'static str {
    match status {
        DEPARTMENT => "depart",
        AT_SCHOOL => "school",
        Status::Effective => "effect",
        Status::Invalidated => "invali",
        other => panic!("{other:?}"),
    }
}

#[test]
#[doc = "EXT-09"]
fn ext_09_nobody_but_the_schools_reviewers_hears_of_a_held_verdict_and_it_is_no_version() {
    let mut bench = graduate_with(AT_SCHOOL);
    let before = bench.state.cases[&CASE].clone();
    let held = bench.done(hold(&bench, by_school(), Verdict::Approve));
    assert_eq!(held.notices(), Vec::<&str>::new());
    assert!(
        held.letters().iter().all(|(to, letter)| {
            *to == people::SCHOOL.into() && matches!(letter, Letter::VerdictHeld { held: Some(_), .. })
        })
    );
    assert_eq!(bench.state.cases[&CASE], before);
    let undone = bench.done(Command::Undo { case: CASE, seen: before.version, grant: by_school() });
    assert!(undone.letters().iter().all(|(_, letter)| matches!(letter, Letter::VerdictHeld { held: None, .. })));
    let at = UnixMs(people::NOW.0 + UNDO_MS);
    assert!(undone.effects.contains(&Effect::Cancel { timer: Timer::VerdictTakesEffect(CASE), at }));
    assert_eq!(bench.state.cases[&CASE], before, "as if nothing had been");
}

#[test]
#[doc = "EXT-09"]
fn ext_09_a_held_verdict_takes_effect_once_as_it_would_have_and_when_it_was_given_after_a_restart_too() {
    let (mut at_once, mut later) = (graduate_with(AT_SCHOOL), held_at(AT_SCHOOL));
    at_once.done(review(CASE, 2, by_school(), Verdict::Approve));
    later.restart();
    later.now = people::NOW.plus_days(1);
    let effect = later.take(Input::Timer(Timer::VerdictTakesEffect(CASE))).expect("timers are never refused");
    assert_eq!(effect.notices().len(), 1, "now the graduate hears of it");
    assert_eq!(later.state.cases, at_once.state.cases, "the trail says when it was given");
    assert!(later.take(Input::Timer(Timer::VerdictTakesEffect(CASE))).expect("no refusal").is_nothing());
}

#[test]
#[doc = "EXT-09, DES-03"]
fn ext_09_what_the_graduate_takes_back_in_time_goes_before_the_verdict() {
    let mut bench = enrolled("1");
    bench.done(crate::support::destination::begin(CASE, people::filled(0), true));
    let grant = if matches!(bench.state.cases[&CASE].status, DEPARTMENT) { by_department() } else { by_school() };
    bench.done(Command::Hold { case: CASE, seen: 1, grant, verdict: Verdict::Approve });
    let back = bench.done(Command::Act { case: CASE, seen: 1, act: Act::TakeBack });
    assert!(bench.state.held(CASE).is_none());
    assert_eq!(bench.state.cases[&CASE].trail.last().map(|entry| entry.did.clone()), Some(Did::Withdrew));
    assert!(back.letters().iter().any(|(_, letter)| matches!(letter, Letter::CaseMoved(_))), "the school hears of the move");
}

#[test]
#[doc = "EXT-09, HOM-02, SET-04"]
fn ext_09_a_held_case_waits_for_nobody_and_is_in_process_all_the_same() {
    let mut bench: Bench<School> = Bench::new(people::SCHOOL);
    let row = people::row(1, 1, AT_SCHOOL, 2);
    let (case, kind, scope) = (row.case, row.kind, Scope::default());
    bench.letter(row.graduate, Letter::CaseMoved(Box::new(row.clone())));
    let mark = held_at(AT_SCHOOL).state.held(CASE).map(|held| held.mark(ReviewWords::REVIEW));
    assert_eq!(mark.as_ref().map(|mark| mark.what.as_str()), Some("审核通过"));
    let held = |version, held| Letter::VerdictHeld { case, version, held };
    assert!(bench.letter(row.graduate, held(1, mark.clone())).is_nothing(), "of another version");
    bench.letter(row.graduate, held(2, mark.clone()));
    let counts = |school: &School| (school.cases.waiting_count(kind, Stage::School, &scope), school.cases.in_process());
    assert_eq!(counts(&bench.state), (0, 1));
    assert_eq!(invariants::of_school(&bench.state), []);
    bench.restart();
    assert_eq!((counts(&bench.state), bench.state.cases.held(case).is_some()), ((0, 1), true));
    bench.letter(row.graduate, held(2, None));
    assert_eq!(counts(&bench.state), (1, 1), "taken back, it waits where it waited");
    bench.letter(row.graduate, held(2, mark));
    let moved = people::row(1, 1, Status::Effective, 3);
    bench.letter(row.graduate, Letter::CaseMoved(Box::new(moved)));
    assert_eq!((counts(&bench.state), bench.state.cases.held(case)), ((0, 0), None));
}

#[test]
#[doc = "EXT-09, RES-01, OFF-04"]
fn ext_09_what_is_done_to_an_agreement_while_its_end_is_held_stands_before_its_end() {
    let mut bench = rescission::online(Party::Graduate, AT_SCHOOL);
    let (end, given_at) = (rescission::CASE, bench.now);
    let seen = |bench: &Bench<Graduate>, case| bench.state.cases[&case].version;
    let hold = Command::Hold { case: end, seen: seen(&bench, end), grant: by_school(), verdict: Verdict::Approve };
    bench.done(hold);
    bench.now = UnixMs(given_at.0 + 3_000);
    let act = Act::Amend { grant: by_school(), changes: people::job_category("11") };
    bench.done(Command::Act { case: CASE, seen: seen(&bench, CASE), act });
    bench.now = UnixMs(given_at.0 + UNDO_MS);
    bench.take(Input::Timer(Timer::VerdictTakesEffect(end))).expect("timers are never refused");
    let [agreement, end] = [CASE, end].map(|case| bench.state.cases[&case].clone());
    assert_eq!((agreement.status, end.since), (Status::Ended(End::Rescinded), given_at));
    let times: Vec<_> = agreement.trail.iter().map(|entry| entry.at).collect();
    assert!(times.is_sorted(), "its history does not run backwards: {times:?}");
}
