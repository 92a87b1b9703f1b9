//! Tables as Chinese forms have them: blocks with their name in a narrow column, rows of labels and values.

use crate::{canvas::WIDTH, text::Span};

pub const LEFT: f32 = 60.0;
pub const RIGHT: f32 = WIDTH - LEFT;
/// Of the column with a block's name.
pub const NAME_WIDTH: f32 = 24.0;
pub const SIZE: f32 = 9.5;
pub const LEADING: f32 = 13.2;
/// Above and below the lines of a row.
pub const PAD: f32 = 3.6;
/// Left and right of the text in a cell.
pub const SIDE: f32 = 5.0;

/// Rows that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Written downwards in the column on the left; without one there is no such column.
    pub name: Option<String>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// Points that it has at least.
    pub least: f32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub spans: Vec<Span>,
    pub width: Width,
    pub centred: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    Points(f32),
    /// An equal part of what is left.
    Share,
}

impl Block {
    pub fn named(name: &str, rows: impl IntoIterator<Item = Row>) -> Self {
        Self { name: Some(name.to_owned()), rows: rows.into_iter().collect() }
    }
}

impl Row {
    /// Labels and values in turn, sharing the width.
    pub fn of<const N: usize>(pairs: [(&str, Vec<Span>); N]) -> Self {
        let label_width = if N > 2 { 52.0 } else { 78.0 };
        let cells = pairs.into_iter().flat_map(|(label, value)| {
            let label = Cell { spans: vec![Span::plain(label)], width: Width::Points(label_width), centred: true };
            [label, Cell { spans: value, width: Width::Share, centred: false }]
        });
        Self { cells: cells.collect(), least: 0.0 }
    }

    /// The same of plain texts; what is empty is a dash.
    pub fn texts<const N: usize>(pairs: [(&str, &str); N]) -> Self {
        Self::of(pairs.map(|(label, value)| (label, vec![Span::plain(or_dash(value))])))
    }

    /// Cells of equal width.
    pub fn columns(cells: impl IntoIterator<Item = Vec<Span>>, least: f32) -> Self {
        let cell = |spans| Cell { spans, width: Width::Share, centred: false };
        Self { cells: cells.into_iter().map(cell).collect(), least }
    }

    /// Where each cell begins and how wide it is.
    pub fn places(&self, left: f32) -> Vec<(f32, f32)> {
        let fixed: f32 = self.cells.iter().map(|cell| if let Width::Points(width) = cell.width { width } else { 0.0 }).sum();
        let shares = self.cells.iter().filter(|cell| cell.width == Width::Share).count().max(1);
        let share = (RIGHT - left - fixed) / shares as f32;
        let mut at = left;
        let place = |cell: &Cell| {
            let width = if let Width::Points(width) = cell.width { width } else { share };
            at += width;
            (at - width, width)
        };
        self.cells.iter().map(place).collect()
    }
}

/// An empty place is seen to be empty on purpose.
pub fn or_dash(value: &str) -> &str {
    if value.trim().is_empty() { "—" } else { value }
}
