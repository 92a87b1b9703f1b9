//! How fast the desks of schools were of late (EXT-11). Many graduates ask for the same answer: it is counted once a minute and school.

use dashmap::DashMap;
use std::sync::Arc;
use wangqian_rules::{
    ids::SchoolId,
    school::{School, pace::Pace},
};
use wangqian_runtime::Runtime;

/// It tells days, and changes with the day.
const KEPT_MS: i64 = 60_000;

/// Of every school that was asked for.
#[derive(Default)]
pub struct Paces(DashMap<SchoolId, (i64, Arc<Pace>)>);

impl Paces {
    /// The pace of a school's desks, as it was within the minute.
    pub fn of(&self, id: SchoolId, school: &School, runtime: &Runtime) -> Arc<Pace> {
        let now_ms = runtime.monotonic_ms();
        let known = self.0.get(&id).filter(|known| now_ms - known.0 < KEPT_MS).map(|known| Arc::clone(&known.1));
        known.unwrap_or_else(|| {
            let pace = Arc::new(school.pace(runtime.now()));
            self.0.insert(id, (now_ms, Arc::clone(&pace)));
            pace
        })
    }
}
