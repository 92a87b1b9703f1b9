//! Text becomes lines: Chinese breaks between any two characters, words and numbers stay together, no line begins with a closing mark
//! or ends with an opening one.

use crate::{
    error::PaperError,
    fonts::{Fonts, Glyph},
};

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub bold: bool,
    /// Crossed out.
    pub struck: bool,
}

/// A piece of text of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub look: Look,
}

impl Span {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), look: Look::default() }
    }

    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), look: Look { bold: true, struck: false } }
    }

    pub fn struck(text: impl Into<String>) -> Self {
        Self { text: text.into(), look: Look { bold: false, struck: true } }
    }
}

/// A glyph with its look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set {
    pub glyph: Glyph,
    pub struck: bool,
}

/// One line; widths are in em.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub glyphs: Vec<Set>,
    /// Whether it is the last one of its paragraph, so that it is not stretched.
    pub ends: bool,
}

impl Line {
    /// Its width, without the space at its end.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|set| set.glyph.advance).sum()
    }
}

/// Lines of at most this many em; `indent` em are free at the beginning of each paragraph.
///
/// # Errors
/// A character that no font has.
pub fn lines(fonts: &Fonts, spans: &[Span], width: f32, indent: f32) -> Result<Vec<Line>, PaperError> {
    let mut all = Vec::new();
    for paragraph in paragraphs(fonts, spans)? {
        wrap(&paragraph, width, indent, &mut all);
    }
    Ok(all)
}

fn paragraphs(fonts: &Fonts, spans: &[Span]) -> Result<Vec<Vec<Set>>, PaperError> {
    let mut all = vec![Vec::new()];
    for Span { text, look } in spans {
        for character in text.chars().filter(|c| *c != '\r') {
            match (character, all.last_mut()) {
                ('\n', _) => all.push(Vec::new()),
                (character, Some(last)) => {
                    let character = if character == '\t' { '\u{3000}' } else { character };
                    last.push(Set { glyph: fonts.glyph(character, look.bold)?, struck: look.struck });
                }
                (_, None) => {}
            }
        }
    }
    Ok(all)
}

fn wrap(paragraph: &[Set], width: f32, indent: f32, into: &mut Vec<Line>) {
    let (mut rest, mut room) = (paragraph, width - indent);
    loop {
        let taken = fitting(rest, room);
        let (line, after) = rest.split_at(taken);
        let mut glyphs = line.to_vec();
        while !after.is_empty() && glyphs.last().is_some_and(|set| set.glyph.character == ' ') {
            glyphs.pop();
        }
        let ends = after.is_empty();
        into.push(Line { glyphs, ends });
        if ends {
            return;
        }
        (rest, room) = (after, width);
    }
}

/// How many glyphs go into a line; at least one, so that there is an end.
fn fitting(rest: &[Set], room: f32) -> usize {
    let mut used = 0.0;
    let fit = rest
        .iter()
        .take_while(|set| {
            used += set.glyph.advance;
            used <= room + 1e-3
        })
        .count();
    if fit >= rest.len() {
        return rest.len();
    }
    let breaks = (1..=fit).rev().find(|at| may_break(rest[*at - 1].glyph.character, rest[*at].glyph.character));
    breaks.unwrap_or(fit.max(1))
}

fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。、；：？！）》」』】〉〕”’…—％·,.;:?!)]}~～ ";
    const OPENING: &str = "（《「『【〈〔“‘([{¥￥";
    let is_held = CLOSING.contains(after) || OPENING.contains(before) || (is_of_word(before) && is_of_word(after));
    !is_held
}

fn is_of_word(character: char) -> bool {
    character.is_ascii_graphic() && !"([{".contains(character) || character.is_alphanumeric() && (character as u32) < 0x2E80
}
