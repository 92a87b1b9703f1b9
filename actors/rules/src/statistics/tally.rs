//! Counting: one pass over a school's roster and one over its cases.

use super::{
    characteristic::Characteristic,
    count::{Count, Place},
    process::Process,
};
use crate::{
    case::Held,
    codes::{Class, Codes, Grouping},
    ids::ProvinceId,
    module::Module,
    review::Scope,
    roster_row::RosterRow,
    school::School,
};
use std::collections::{BTreeMap, BTreeSet};

/// The graduates to count, and the characteristics to count them by.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The graduates that the reader may see.
    pub scope: Scope,
    /// One department of them.
    pub department: Option<String>,
    /// `None`: the school's current one.
    pub cohort: Option<u16>,
    /// The province that the school lies in.
    pub home: Option<ProvinceId>,
    pub by: Vec<Characteristic>,
}

/// The counts of one school, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// `None`: there is no roster.
    pub cohort: Option<u16>,
    /// Of the whole scope, to choose from.
    pub cohorts: BTreeSet<u16>,
    /// Of the whole scope and the cohort, to choose from.
    pub departments: BTreeSet<String>,
    /// Everybody who is counted.
    pub whole: Count,
    /// By value of each characteristic that was asked for.
    pub tables: BTreeMap<Characteristic, BTreeMap<String, Count>>,
    pub process: Process,
}

impl Tally {
    /// Counts a school as it is: no row that was deleted, and of its cases those of the signing module.
    pub fn of(school: &School, question: &Question, codes: &Codes) -> Self {
        let cohort = question.cohort.or_else(|| school.roster.current_cohort());
        let mut tally = Self { cohort, ..Self::default() };
        tally.tables = question.by.iter().map(|by| (*by, BTreeMap::new())).collect();
        for row in school.roster.rows().filter(|row| question.scope.contains(&row.department, row.level)) {
            tally.look_at(row, school, question, codes);
        }
        let theirs = school.cases.rows().filter(|row| Some(row.graduate.cohort) == cohort);
        for row in theirs.filter(|row| row.kind.module() == Module::Signing) {
            if question.scope.contains(&row.department, row.level) && question.wants(&row.department) {
                tally.process.enter(row);
            }
        }
        tally
    }

    /// With another school's of the same cohort.
    pub fn add(&mut self, other: Self) {
        self.cohort = self.cohort.or(other.cohort);
        self.cohorts.extend(other.cohorts);
        self.departments.extend(other.departments);
        self.whole.add(&other.whole);
        for (by, counts) in other.tables {
            let table = self.tables.entry(by).or_default();
            for (value, count) in counts {
                table.entry(value).or_default().add(&count);
            }
        }
        self.process.add(other.process);
    }

    fn look_at(&mut self, row: &RosterRow, school: &School, question: &Question, codes: &Codes) {
        self.cohorts.insert(row.id.cohort);
        if Some(row.id.cohort) != self.cohort {
            return;
        }
        if !self.departments.contains(&row.department) {
            self.departments.insert(row.department.clone());
        }
        if question.wants(&row.department) {
            let effective = school.cases.effective_of(row.id);
            let held = effective.and_then(|case| case.reported.as_deref()?.holds.as_ref());
            self.enter(row, held, question, codes);
        }
    }

    fn enter(&mut self, row: &RosterRow, held: Option<&Held>, question: &Question, codes: &Codes) {
        let place = place(held, codes.grouping());
        let works = matches!(place, Place::Group(group) if codes.grouping().groups()[group].class == Class::Employed);
        self.whole.enter(place);
        for (by, table) in self.tables.iter_mut().filter(|(by, _)| works || !by.is_of_work()) {
            let value = by.value(row, held, question.home, codes);
            match table.get_mut(&*value) {
                Some(count) => count.enter(place),
                None => table.entry(value.into_owned()).or_default().enter(place),
            }
        }
    }
}

impl Question {
    fn wants(&self, department: &str) -> bool {
        self.department.as_deref().is_none_or(|wanted| wanted == department)
    }
}

fn place(held: Option<&Held>, grouping: &Grouping) -> Place {
    let Some(held) = held else { return Place::Unregistered };
    grouping.place(&held.code).map_or(Place::Strange, Place::Group)
}
