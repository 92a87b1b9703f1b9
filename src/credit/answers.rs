//! What the registry said lately: reviewers of one employer's twenty cases ask once.

use super::Standing;
use dashmap::DashMap;
use wangqian_rules::time::UnixMs;

/// How long an answer is shown again.
const FRESH_MS: i64 = 10 * 60_000;
/// How long an outage is: after that the registry is asked again.
const OUTAGE_MS: i64 = 20_000;
const REMEMBERED_MAX: usize = 10_000;

/// Standings by credit code, with until when they are shown.
#[derive(Default)]
pub(super) struct Answers(DashMap<String, (Standing, UnixMs)>);

impl Answers {
    pub(super) fn get(&self, credit_code: &str, now: UnixMs) -> Option<Standing> {
        let known = self.0.get(credit_code).filter(|known| now < known.1)?;
        Some(known.0.clone())
    }

    pub(super) fn put(&self, credit_code: &str, standing: Standing, now: UnixMs) {
        if self.0.len() >= REMEMBERED_MAX {
            self.0.retain(|_, (_, until)| now < *until);
        }
        if self.0.len() < REMEMBERED_MAX {
            let for_ms = if standing.checked_at.is_some() { FRESH_MS } else { OUTAGE_MS };
            self.0.insert(credit_code.to_owned(), (standing, UnixMs(now.0 + for_ms)));
        }
    }
}
