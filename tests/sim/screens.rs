//! Open review pages: what the counts on them say.

use crate::mutants::Mutant;
use std::collections::BTreeMap;
use wangqian_rules::{
    case::{CaseKind, CaseRow, Status},
    effect::Show,
    ids::{CaseId, SchoolId},
    review::{Scope, Stage},
    school::School,
};

const STAGES: [Stage; 2] = [Stage::Department, Stage::School];

/// Counts by school and stage. A page that lost its server reads everything anew: until then it shows nothing.
#[derive(Default)]
pub struct Screens {
    counts: BTreeMap<(SchoolId, Stage), usize>,
    /// What a screen that counts by itself remembers.
    rows: BTreeMap<CaseId, Status>,
}

impl Screens {
    /// What one step of a school shows arrives.
    pub fn show(&mut self, school: &School, shows: &[Show], mutant: Option<Mutant>) {
        for show in shows {
            let Show::QueueRow { school: id, row } = show else { continue };
            for stage in STAGES {
                let whole = Scope::default();
                let length = CaseKind::all().map(|kind| school.cases.waiting_count(kind, stage, &whole)).sum();
                let shown = self.counts.entry((*id, stage)).or_insert(length);
                *shown = if mutant == Some(Mutant::CountsByOne) { by_one(*shown, &self.rows, row, stage) } else { length };
            }
            self.rows.insert(row.case, row.status);
        }
    }

    /// The school had to be loaded again: what it would have shown is lost, so its pages read everything anew.
    pub fn reread(&mut self, school: SchoolId) {
        self.counts.retain(|(of, _), _| *of != school);
    }

    /// What a page shows; `None` when it has been told nothing since it was opened.
    pub fn count(&self, school: SchoolId, stage: Stage) -> Option<usize> {
        self.counts.get(&(school, stage)).copied()
    }
}

fn by_one(shown: usize, rows: &BTreeMap<CaseId, Status>, row: &CaseRow, stage: Stage) -> usize {
    let waits = |status: &Status| matches!(status, Status::InReview(_, at) if *at == stage);
    let (was, is) = (rows.get(&row.case).is_some_and(waits), waits(&row.status));
    (shown + usize::from(is)).saturating_sub(usize::from(was))
}
