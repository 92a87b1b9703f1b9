//! Drawings, in points from the upper left corner; pages are kept like this until their number is known.

use crate::{qr::Qr, text::Set};

/// A4.
pub const WIDTH: f32 = 595.276;
pub const HEIGHT: f32 = 841.89;

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Text {
        glyphs: Vec<Set>,
        x: f32,
        /// Of the baseline.
        y: f32,
        size: f32,
        /// Points between glyphs, beyond their own width.
        gap: f32,
    },
    /// A straight line.
    Rule { from: (f32, f32), to: (f32, f32), width: f32 },
    /// Leads where it says, also when it is touched on a screen.
    Code { address: String, qr: Qr, x: f32, y: f32, side: f32 },
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub marks: Vec<Mark>,
}

impl Page {
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.marks.push(Mark::Rule { from, to, width });
    }

    /// The outline of a rectangle.
    pub fn frame(&mut self, left: f32, top: f32, right: f32, bottom: f32, width: f32) {
        self.rule((left, top), (right, top), width);
        self.rule((left, bottom), (right, bottom), width);
        self.rule((left, top), (left, bottom), width);
        self.rule((right, top), (right, bottom), width);
    }
}
