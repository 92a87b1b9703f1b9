//! Counting off the workers' threads, from a school's published state: nobody waits for a writer, and no writer for a count.

pub mod sheets;

use crate::{convert::statistics as view, state::AppState};
use actix_web::web;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::Semaphore;
use wangqian_protocol::statistics::{Characteristic as Choice, CountedSchool, Statistics};
use wangqian_rules::{
    codes::Codes,
    ids::{ProvinceId, SchoolId},
    refusal::{Refusal, invalid},
    school::School,
    statistics::{Characteristic, Question, Tally},
    time::UnixMs,
};
use wangqian_runtime::{AskError, Runtime};

/// Schools that are counted at once, whoever asks: each takes a core for some milliseconds. Of a province's schools no more are awake
/// for it at a time.
const HANDS: usize = 2;

/// The one of a server.
pub struct Counter {
    hands: Arc<Semaphore>,
}

impl Default for Counter {
    fn default() -> Self {
        Self { hands: Arc::new(Semaphore::new(HANDS)) }
    }
}

impl Counter {
    /// Counts one school.
    ///
    /// # Errors
    /// When the server stops meanwhile.
    pub async fn count(&self, runtime: &Runtime, school: Arc<School>, question: Question) -> Result<Tally, AskError> {
        let hand = Arc::clone(&self.hands).acquire_owned().await.map_err(|_| AskError::Draining)?;
        let runtime = runtime.clone();
        let counting = move || {
            // Busy as long as the count lasts, also when its reader is gone.
            let _hand = hand;
            Tally::of(&school, &question, runtime.codes())
        };
        web::block(counting).await.map_err(|_| AskError::Panicked)
    }
}

/// The characteristics that an answer has: those of a file, or the one that a page asked for.
///
/// # Errors
/// A code that there is none of.
pub fn wanted(by: Option<&str>, choices: &[Characteristic]) -> Result<Vec<Characteristic>, Refusal> {
    let Some(code) = by.map(str::trim).filter(|code| !code.is_empty()) else {
        return Ok(choices.first().copied().into_iter().collect());
    };
    let known = Characteristic::from_code(code).filter(|by| choices.contains(by));
    known.map(|by| vec![by]).ok_or_else(|| Refusal::Invalid(vec![invalid("by", "没有这种统计方式")]))
}

/// The choices of a school's users, whose school is one. A department's users begin with its majors.
pub fn of_school(is_department: bool) -> Vec<Characteristic> {
    let mut has: Vec<_> = Characteristic::ALL.into_iter().filter(|by| *by != Characteristic::School).collect();
    if is_department {
        has.sort_by_key(|by| *by == Characteristic::Department);
    }
    has
}

/// The choices of a province. Departments are a school's: those of several by one name are not one.
pub fn of_province(is_one_school: bool) -> Vec<Characteristic> {
    let has = |by: &Characteristic| match by {
        Characteristic::School => !is_one_school,
        Characteristic::Department => is_one_school,
        _ => true,
    };
    Characteristic::ALL.into_iter().filter(has).collect()
}

/// The province that a school lies in, as far as the question needs it.
pub async fn home(state: &AppState, school: SchoolId, by: &[Characteristic]) -> Result<Option<ProvinceId>, AskError> {
    if !by.contains(&Characteristic::WorkPlace) {
        return Ok(None);
    }
    let provinces = state.provinces().await?;
    Ok(provinces.into_iter().find(|(_, province)| province.schools.contains_key(&school)).map(|(id, _)| id))
}

/// A province is the sum of its schools. They are read and counted a few at a time, and let go of at once. A school whose roster has
/// no such cohort adds nothing; without one that was asked for, the newest that any school has is counted.
pub async fn sum(state: &AppState, schools: Vec<SchoolId>, question: Question) -> Result<Tally, AskError> {
    let question = &question;
    let counted = stream::iter(schools).map(async |id| {
        let school = state.school(id).await?;
        state.counter.count(&state.runtime, school, question.clone()).await
    });
    let mut by_cohort: BTreeMap<Option<u16>, Tally> = BTreeMap::new();
    let mut counted = std::pin::pin!(counted.buffered(HANDS));
    while let Some(tally) = counted.try_next().await? {
        by_cohort.entry(tally.cohort).or_default().add(tally);
    }
    let cohorts = by_cohort.values().flat_map(|tally| tally.cohorts.iter().copied()).collect();
    let newest = by_cohort.pop_last().map(|(_, tally)| tally).unwrap_or_default();
    Ok(Tally { cohorts, ..newest })
}

/// A count as the wire has it.
pub fn shown(
    tally: &Tally,
    scope: String,
    at: UnixMs,
    choices: &[Characteristic],
    schools: &Schools,
    codes: &Codes,
) -> Statistics {
    let name_of = |by: Characteristic, value: &str| match by {
        Characteristic::School => schools.iter().find(|school| school.school == value).map(|school| school.name.clone()),
        _ => None,
    };
    let tables = choices.iter().filter_map(|by| tally.table(*by, codes, |value| name_of(*by, value)));
    let choice = |by: &Characteristic| Choice { code: by.code().to_owned(), label: by.label().to_owned() };
    Statistics {
        scope,
        cohort: tally.cohort,
        cohorts: tally.cohorts.iter().rev().copied().collect(),
        counted_at_ms: at.0,
        graduates: tally.whole.total(),
        cases: tally.process.cases,
        grouping: codes.grouping().name.clone(),
        figures: tally.figures(codes).into_iter().map(view::figure).collect(),
        tables: tables.map(view::table).collect(),
        process: view::process(&tally.process, codes),
        characteristics: choices.iter().map(choice).collect(),
        departments: tally.departments.iter().cloned().collect(),
        schools: schools.clone(),
    }
}

/// A province's, to choose from.
pub type Schools = Vec<CountedSchool>;
