//! The part of a list that a page shows.

use wangqian_rules::refusal::{Refusal, invalid};

/// Rows of a page when the reader does not say.
const LIMIT_DEFAULT: usize = 50;
/// Most rows of a page.
const LIMIT_MAX: usize = 200;

/// Rows of a page.
pub fn limit_of(asked: Option<usize>) -> Result<usize, Refusal> {
    let limit = asked.unwrap_or(LIMIT_DEFAULT);
    match (1..=LIMIT_MAX).contains(&limit) {
        true => Ok(limit),
        false => Err(Refusal::Invalid(vec![invalid("limit", format!("每页为 1 至 {LIMIT_MAX} 行"))])),
    }
}

/// How many rows, and after how many others.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    offset: usize,
    limit: usize,
}

impl Window {
    /// As asked for. Fewer rows than were asked for would look like the end of the list: who asks for too many is told.
    pub fn of(offset: Option<usize>, limit: Option<usize>) -> Result<Self, Refusal> {
        Ok(Self { offset: offset.unwrap_or_default(), limit: limit_of(limit)? })
    }

    /// Its rows, and whether others follow.
    pub fn cut<T>(self, rows: &[T]) -> (&[T], bool) {
        let from = self.offset.min(rows.len());
        let to = rows.len().min(from + self.limit);
        (&rows[from..to], to < rows.len())
    }
}
