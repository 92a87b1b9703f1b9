//! The part of a list that a page shows, and where the next one begins.

use wangqian_rules::{
    ids::{CaseId, GraduateId},
    refusal::{Refusal, invalid},
    time::UnixMs,
};

/// Rows of a page when the reader does not say.
const LIMIT_DEFAULT: usize = 50;
/// Most rows of a page.
const LIMIT_MAX: usize = 200;

fn wrong(field: &'static str, message: impl Into<String>) -> Refusal {
    Refusal::Invalid(vec![invalid(field, message)])
}

/// How many rows, and after how many others.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    offset: usize,
    limit: usize,
}

impl Window {
    /// As asked for. Fewer rows than were asked for would look like the end of the list: who asks for too many is told.
    ///
    /// # Errors
    /// `Invalid` for no rows, or too many.
    pub fn of(offset: Option<usize>, limit: Option<usize>) -> Result<Self, Refusal> {
        let limit = limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(wrong("limit", format!("每页为 1 至 {LIMIT_MAX} 行")));
        }
        Ok(Self { offset: offset.unwrap_or_default(), limit })
    }

    /// Its rows, and whether others follow.
    pub fn cut<T>(self, rows: &[T]) -> (&[T], bool) {
        let from = self.offset.min(rows.len());
        let to = rows.len().min(from + self.limit);
        (&rows[from..to], to < rows.len())
    }
}

/// Where a row stands among the others of its list. Its text is the cursor: rows that come and go shift no page.
pub trait Place: Copy + Ord {
    /// As the cursor says it.
    fn text(self) -> String;

    /// From a cursor; `None` for a text that is none.
    fn parse(text: &str) -> Option<Self>;
}

/// How the places of a list follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Rising,
    Falling,
}

/// A window that begins behind the row the page before ended with.
#[derive(Clone, Copy, Debug)]
pub struct Paging<P> {
    after: Option<P>,
    window: Window,
}

impl<P: Place> Paging<P> {
    /// As asked for; without a cursor from the first row.
    ///
    /// # Errors
    /// `Invalid` for a cursor that is none of this list's, or a wrong number of rows.
    pub fn of(cursor: Option<&str>, offset: Option<usize>, limit: Option<usize>) -> Result<Self, Refusal> {
        let cursor = cursor.map(str::trim).filter(|text| !text.is_empty());
        let after = cursor.map(|text| P::parse(text).ok_or_else(|| wrong("cursor", "翻页位置有误，请从第一页开始")));
        Ok(Self { after: after.transpose()?, window: Window::of(offset, limit)? })
    }

    /// Its rows, of all that there are in this order, and the cursor of the page that follows.
    pub fn page<T>(self, rows: &[T], order: Order, place: impl Fn(&T) -> P) -> (&[T], Option<String>) {
        let is_before = |row: &T, after: P| match order {
            Order::Rising => place(row) <= after,
            Order::Falling => place(row) >= after,
        };
        let start = self.after.map_or(0, |after| rows.partition_point(|row| is_before(row, after)));
        let (page, more) = self.window.cut(&rows[start..]);
        (page, page.last().filter(|_| more).map(|row| place(row).text()))
    }
}

impl Place for GraduateId {
    fn text(self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// A number that rises with every row that comes.
impl Place for u64 {
    fn text(self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// Since when a case is what it is.
impl Place for (UnixMs, CaseId) {
    fn text(self) -> String {
        format!("{}.{}", self.0.0, self.1)
    }

    fn parse(text: &str) -> Option<Self> {
        let (since, case) = text.split_once('.')?;
        Some((UnixMs(since.parse().ok()?), case.parse().ok()?))
    }
}
