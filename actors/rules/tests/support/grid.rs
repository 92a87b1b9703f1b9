//! Grids: one row an input, one column a state, in each cell the new state or the refusal.

use wangqian_rules::{
    case::{Phase, Status},
    refusal::Refusal,
};

/// Holds every cell against what it leads to. A grid that does not hold is shown as it is, so that the difference can be judged.
pub fn holds(grid: &str, states: &[Status], cell: impl Fn(&str, Status) -> String) {
    let rows: Vec<_> = grid.lines().filter_map(|line| line.split_once('|')).collect();
    assert_eq!(rows.len() + 1, grid.lines().filter(|line| !line.trim().is_empty()).count(), "a line without cells");
    let columns: Vec<_> = states.iter().map(|status| token(*status)).collect();
    assert_eq!(grid.trim().lines().next().unwrap_or_default().split_whitespace().collect::<Vec<_>>(), columns);
    let mut wrong = Vec::new();
    for (input, cells) in rows {
        let expected: Vec<_> = cells.split_whitespace().collect();
        let actual: Vec<_> = states.iter().map(|status| cell(input.trim(), *status)).collect();
        if expected != actual {
            let cells: Vec<_> = actual.iter().map(|cell| format!("{cell:<6}")).collect();
            wrong.push(format!("{input}| {}", cells.join(" ").trim_end()));
        }
    }
    assert!(wrong.is_empty(), "it is:\n{}", wrong.join("\n"));
}

/// Six characters for a state, the second phase's with a 2.
pub fn token(status: Status) -> String {
    let word = match status {
        Status::InReview(_, stage) => format!("{stage:?}").to_lowercase(),
        other => other.code().to_owned(),
    };
    let is_second = matches!(status, Status::InReview(Phase::Second, _)) || status.code().ends_with("second");
    let kept: String = word.chars().take(if is_second { 5 } else { 6 }).collect();
    if is_second { format!("{kept}2") } else { kept }
}

/// `!done` already_decided, `!old` stale_version, `!stage` not_your_stage, `!shut` the switch is closed, `!no` not_permitted, `!bad`
/// invalid_field, `!gone` left_roster, `!busy` case_in_process, `!has` already_effective, `!again` resubmit, `!form` form_fixed, `!dir`
/// directed_only, `!hand` handler_unset, `!none` not_found, `!late` invitation_expired, `!open` rescission_open, `!limit`
/// rescission_limit.
pub fn refused(refusal: &Refusal) -> String {
    let short = match refusal.code() {
        "already_decided" => "done",
        "stale_version" => "old",
        "not_your_stage" => "stage",
        "switch_closed" | "signing_closed" => "shut",
        "not_permitted" => "no",
        "invalid_field" => "bad",
        "left_roster" => "gone",
        "case_in_process" => "busy",
        "already_effective" => "has",
        "resubmit" => "again",
        "form_fixed" => "form",
        "directed_only" => "dir",
        "handler_unset" => "hand",
        "not_found" => "none",
        "invitation_expired" => "late",
        "rescission_open" => "open",
        "rescission_limit" => "limit",
        other => other,
    };
    format!("!{short}")
}
