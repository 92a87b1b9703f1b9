//! Facts of a row in the words of the pages.

use super::{Line, Wording};
use wangqian_rules::{
    case::{Party, Status},
    codes::CodeTable,
    privacy::{self, Reader},
    time::UnixMs,
};

const MINUTE_MS: i64 = 60_000;

/// 「2 天 3 小时」, 「3 小时 5 分钟」, 「5 分钟」.
pub fn waited(since: UnixMs, now: UnixMs) -> String {
    let minutes = (now.0 - since.0).max(0) / MINUTE_MS;
    match (minutes / 1_440, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} 分钟"),
        (0, hours, minutes) => format!("{hours} 小时 {minutes} 分钟"),
        (days, hours, _) => format!("{days} 天 {hours} 小时"),
    }
}

/// How long a row waits, while it does.
pub fn waiting(line: &Line<'_>, wording: Wording<'_>) -> String {
    let waits = matches!(line.row.status, Status::Asked(_) | Status::InReview(..));
    if waits { waited(line.row.since, wording.now) } else { String::new() }
}

/// The name of a code, or the code where there is none.
pub fn named(table: CodeTable, code: &str, wording: Wording<'_>) -> String {
    wording.codes.name(table, code).unwrap_or(code).to_owned()
}

/// The ID number of who stands on the roster, hidden as on the page unless the file was asked for with full ones.
pub fn id_no(line: &Line<'_>, wording: Wording<'_>) -> String {
    match line.person {
        Some(person) if wording.full && person.removed_at.is_none() => person.id_no.clone(),
        Some(person) => privacy::id_number(&person.id_no, Reader::Staff),
        None => String::new(),
    }
}

/// 「单位」, 「学生」, 「学校」.
pub fn initiator(party: Party) -> &'static str {
    match party {
        Party::Employer => "单位",
        Party::Graduate => "学生",
        Party::School => "学校",
    }
}

/// An instant, if there is one.
pub fn moment(at: Option<UnixMs>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}
