//! Counts as the wire has them.

use wangqian_protocol::statistics as wire;
use wangqian_rules::{
    case::{CaseKind, Status},
    codes::{CodeTable, Codes},
    review::Stage,
    statistics::{figures::Figure, process::Process, table},
};

/// A figure with its definition.
pub fn figure(figure: Figure) -> wire::Figure {
    let Figure { code, label, definition, count, rate_label, rate, part } = figure;
    wire::Figure { code, label, definition, count, rate_label, rate, part }
}

/// The counts by one characteristic.
pub fn table(table: table::Table) -> wire::FigureTable {
    let columns = table.columns.into_iter().map(|(code, label)| wire::Characteristic { code, label });
    wire::FigureTable {
        code: table.by.code().to_owned(),
        label: table.by.label().to_owned(),
        definition: table.definition.to_owned(),
        columns: columns.collect(),
        with_placed: table.with_placed,
        rows: table.rows.into_iter().map(row).collect(),
        sum: row(table.sum),
    }
}

fn row(row: table::Row) -> wire::FigureRow {
    let table::Row { value, label, total, share, counts, placed } = row;
    wire::FigureRow { code: value, label, total, share, counts, placed }
}

/// 「办理情况」.
pub fn process(process: &Process, codes: &Codes) -> wire::Process {
    let reason = |code: &str| codes.name(CodeTable::RejectReason, code).unwrap_or(code).to_owned();
    let rejected = process.rejected.iter();
    let mut rejected: Vec<_> = rejected
        .map(|(code, count)| wire::ReasonCount { code: code.to_string(), label: reason(code), count: *count })
        .collect();
    rejected.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.code.cmp(&b.code)));
    wire::Process { states: states(process), waiting: waiting(process), levels: levels(process), rejected }
}

/// In the order in which a case can meet them.
fn states(process: &Process) -> Vec<wire::StateCount> {
    let known = CaseKind::all().flat_map(|kind| kind.facts().states.iter().map(move |status| (kind, *status)));
    let count = |(kind, status): (CaseKind, Status)| {
        let count = *process.states.get(&(kind, status))?;
        Some(wire::StateCount {
            kind: kind.code().to_owned(),
            kind_label: kind.facts().label.to_owned(),
            state: status.code().to_owned(),
            state_label: status.label(kind).to_owned(),
            count,
        })
    };
    known.filter_map(count).collect()
}

fn waiting(process: &Process) -> Vec<wire::WaitingCount> {
    let of = process.waiting.iter().map(|((kind, stage), waiting)| wire::WaitingCount {
        kind: kind.code().to_owned(),
        kind_label: kind.facts().label.to_owned(),
        level: level(*stage).to_owned(),
        level_label: stage.label().to_owned(),
        count: waiting.count,
        oldest_since_ms: waiting.oldest.0,
    });
    of.collect()
}

fn levels(process: &Process) -> Vec<wire::LevelTimes> {
    let of = process.judged.iter().map(|(stage, decisions)| wire::LevelTimes {
        level: level(*stage).to_owned(),
        level_label: stage.label().to_owned(),
        decided: decisions.count(),
        returned: decisions.returned,
        rejected: decisions.rejected,
        median_min: decisions.within(50).unwrap_or_default(),
        p90_min: decisions.within(90).unwrap_or_default(),
    });
    of.collect()
}

fn level(stage: Stage) -> &'static str {
    match stage {
        Stage::Department => "department",
        Stage::School => "school",
    }
}
