//! The part of a list that a page shows.

/// Rows of a page when the reader does not say.
const LIMIT_DEFAULT: usize = 50;
/// Most rows of a page.
pub const LIMIT_MAX: usize = 200;

/// How many rows, and after how many others.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    offset: usize,
    limit: usize,
}

impl Window {
    /// As asked for, within bounds.
    pub fn of(offset: Option<usize>, limit: Option<usize>) -> Self {
        Self { offset: offset.unwrap_or_default(), limit: limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX) }
    }

    /// Its rows, and whether others follow.
    pub fn cut<T>(self, rows: &[T]) -> (&[T], bool) {
        let from = self.offset.min(rows.len());
        let to = rows.len().min(from + self.limit);
        (&rows[from..to], to < rows.len())
    }
}
