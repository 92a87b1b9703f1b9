//! Short names of code tables' rows: those that a standard gives are as good as the whole names; others are only guessed at, to say
//! what may be meant.

use super::headers::key;
use wangqian_rules::codes::{CodeRow, CodeTable};

/// 「简称」 of GB/T 4762-1984, by code. The others of the standard are the names themselves.
const POLITICAL_STATUS: [(&str, &str); 10] = [
    ("01", "中共党员"),
    ("02", "中共预备党员"),
    ("03", "共青团员"),
    ("04", "民革会员"),
    ("05", "民盟盟员"),
    ("06", "民建会员"),
    ("07", "民进会员"),
    ("08", "农工党党员"),
    ("09", "致公党党员"),
    ("11", "台盟盟员"),
];
/// So many rows are named to somebody who may have meant one of them.
const NAMED_MOST: usize = 5;

/// The code with this short name in the table's standard.
pub(super) fn standard(table: CodeTable, text: &str) -> Option<&'static str> {
    let short_names: &[_] = if table == CodeTable::PoliticalStatus { &POLITICAL_STATUS } else { &[] };
    let typed = key(text);
    short_names.iter().find(|(_, short)| *short == typed).map(|(code, _)| *code)
}

/// The rows that a text may be short for.
pub(super) fn meant<'a>(text: &str, rows: &'a [CodeRow]) -> Vec<&'a CodeRow> {
    let short = key(text);
    rows.iter().filter(|row| is_short_for(&short, &row.name)).collect()
}

/// Names a few rows that were meant, perhaps: `“01 中国共产党党员”或“02 中国共产党预备党员”`; `None` when it is anybody's guess.
pub(super) fn named(rows: &[&CodeRow]) -> Option<String> {
    let names: Vec<_> = rows.iter().map(|row| format!("“{} {}”", row.code, row.name)).collect();
    (1..=NAMED_MOST).contains(&names.len()).then(|| names.join("或"))
}

/// A Chinese abbreviation leaves characters out and keeps the order of the others.
pub(super) fn is_short_for(short: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    short.chars().count() >= 2 && short.chars().all(|c| whole.any(|other| other == c))
}
