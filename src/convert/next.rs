//! The next step, on the wire.

use wangqian_protocol::next as wire;
use wangqian_rules::{
    case::CaseRow,
    graduate::draft::Draft,
    next::{Advice, Home, Kind, Progress, Step},
};

/// The next step with a case.
pub fn advice(advice: Advice) -> wire::Advice {
    let Advice { text, yours } = advice;
    wire::Advice { text, yours }
}

/// A graduate's home.
pub fn home(home: Home<'_>, row: Option<CaseRow>, draft: Option<&Draft>, steps: Vec<Step>) -> wire::NextThing {
    let way_in = home.way_in().to_owned();
    let Home { kind, lead, title, text, more, .. } = home;
    wire::NextThing {
        kind: kind.code().to_owned(),
        lead,
        title,
        text,
        row: row.map(|row| super::row(&row)),
        draft: draft.filter(|_| kind == Kind::Draft).map(begun),
        way_in,
        more,
        steps: steps.into_iter().map(step).collect(),
    }
}

fn begun(draft: &Draft) -> wire::BegunForm {
    wire::BegunForm { kind: draft.kind.code().to_owned(), form: draft.filled.form.form().code.to_owned() }
}

/// One step of a signing.
pub fn step(step: Step) -> wire::Step {
    let Step { title, at, progress, note } = step;
    let progress = match progress {
        Progress::Done => wire::Progress::Done,
        Progress::Now => wire::Progress::Now,
        Progress::Ahead => wire::Progress::Ahead,
        Progress::Failed => wire::Progress::Failed,
    };
    wire::Step { title, at_ms: at.map(|at| at.0), progress, note }
}
