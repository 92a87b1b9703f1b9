//! Paragraphs and tables one below the other, over as many pages as they need.

use crate::{
    About,
    agreement::Code,
    canvas::{HEIGHT, Mark, Page, WIDTH},
    error::PaperError,
    fonts::Fonts,
    qr::Qr,
    table::{Block, LEADING, LEFT, NAME_WIDTH, PAD, RIGHT, Row, SIDE, SIZE},
    text::{Line, Set, Span, lines},
};

const TOP: f32 = 52.0;
const BOTTOM: f32 = HEIGHT - 58.0;
const HAIR: f32 = 0.5;
const FRAME: f32 = 1.0;
/// The middle of a character above its baseline, in em.
const MIDDLE: f32 = 0.38;
/// A row of more lines than this may be continued on the next page, when so many of them fit.
const KEPT_LINES: usize = 4;
/// Between two characters of a block's name.
const NAME_STEP: f32 = SIZE + 2.0;
/// A block of at most so many points is not torn apart.
const KEPT_HEIGHT: f32 = 240.0;
/// Of a code in the corner.
const CODE_SIDE: f32 = 62.0;
/// A line is stretched by no more than this between two characters, in em.
const STRETCH_MAX: f32 = 0.12;

/// How a paragraph is set, in points.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub size: f32,
    pub leading: f32,
    /// Free at the beginning, in em.
    pub indent: f32,
    pub align: Align,
    pub left: f32,
    pub right: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Stretched to both sides, except a last line.
    Both,
    Left,
    Centre,
}

impl Setting {
    /// Running text.
    pub const BODY: Self = Self { size: 9.5, leading: 14.8, indent: 2.0, align: Align::Both, left: LEFT, right: RIGHT };
    /// The title of a document.
    pub const TITLE: Self = Self { size: 19.0, leading: 28.0, indent: 0.0, align: Align::Centre, left: LEFT, right: RIGHT };
    /// A heading.
    pub const HEADING: Self = Self { size: 11.0, leading: 18.0, indent: 0.0, align: Align::Left, left: LEFT, right: RIGHT };
    /// Small words.
    pub const SMALL: Self = Self { size: 8.0, leading: 12.0, indent: 0.0, align: Align::Both, left: LEFT, right: RIGHT };
}

/// A document under way.
pub struct Flow<'a> {
    fonts: &'a Fonts,
    pages: Vec<Page>,
    y: f32,
}

/// One cell with its lines.
struct Laid {
    x: f32,
    width: f32,
    lines: Vec<Line>,
    centred: bool,
}

/// The rows of a block on one page: where each begins, and where its cells do.
struct Segment {
    from: f32,
    rows: Vec<(f32, Vec<f32>)>,
}

impl<'a> Flow<'a> {
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, pages: vec![Page::default()], y: TOP }
    }

    fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    /// Free room of so many points.
    pub fn gap(&mut self, points: f32) {
        self.y += points;
    }

    /// Goes on at the next page unless so many points are left.
    pub fn need(&mut self, points: f32) {
        if self.y + points > BOTTOM {
            self.turn();
        }
    }

    /// A code in the upper right corner of the page, beside what follows.
    pub fn captioned_code(&mut self, code: &Code) -> Result<(), PaperError> {
        let (qr, y, address) = (Qr::of(code.address())?, self.y - 8.0, code.address().to_owned());
        self.page().marks.push(Mark::Code { address, qr, x: RIGHT - CODE_SIDE, y, side: CODE_SIDE });
        let below = Setting { left: RIGHT - CODE_SIDE, align: Align::Centre, size: 7.0, ..Setting::SMALL };
        self.aside(&[Span::plain(code.caption())], below, self.y + CODE_SIDE - 7.0)
    }

    /// One line in a place of its own, which moves nothing.
    fn aside(&mut self, spans: &[Span], setting: Setting, y: f32) -> Result<(), PaperError> {
        let width = (setting.right - setting.left) / setting.size;
        for (number, line) in lines(self.fonts, spans, width, 0.0)?.into_iter().enumerate() {
            self.line(&line, setting, setting.indent, y + number as f32 * setting.leading);
        }
        Ok(())
    }

    pub fn paragraph(&mut self, spans: &[Span], setting: Setting) -> Result<(), PaperError> {
        let width = (setting.right - setting.left) / setting.size;
        let mut begins = true;
        for line in lines(self.fonts, spans, width, setting.indent)? {
            self.need(setting.leading);
            let indent = if begins { setting.indent } else { 0.0 };
            begins = line.ends;
            self.line(&line, setting, indent, self.y);
            self.y += setting.leading;
        }
        Ok(())
    }

    /// Draws a line whose room begins at `top`.
    fn line(&mut self, line: &Line, setting: Setting, indent: f32, top: f32) {
        let Setting { size, leading, align, left, right, .. } = setting;
        let (room, width) = (right - left - indent * size, line.width() * size);
        let gaps = line.glyphs.len().saturating_sub(1).max(1) as f32;
        let stretched = align == Align::Both && !line.ends;
        let gap = if stretched { ((room - width) / gaps).clamp(0.0, STRETCH_MAX * size) } else { 0.0 };
        let x = left + indent * size + if align == Align::Centre { (room - width) / 2.0 } else { 0.0 };
        self.text(line.glyphs.clone(), x, top + leading / 2.0 + MIDDLE * size, size, gap);
    }

    fn text(&mut self, glyphs: Vec<Set>, x: f32, y: f32, size: f32, gap: f32) {
        if !glyphs.is_empty() {
            self.page().marks.push(Mark::Text { glyphs, x, y, size, gap });
        }
    }

    pub fn block(&mut self, block: &Block) -> Result<(), PaperError> {
        let left = if block.name.is_some() { LEFT + NAME_WIDTH } else { LEFT };
        let rows = block.rows.iter().map(|row| self.lay(row, left)).collect::<Result<Vec<_>, _>>()?;
        let height: f32 = rows.iter().zip(&block.rows).map(|(laid, row)| height_of(laid, row.least)).sum();
        if height <= KEPT_HEIGHT {
            self.need(height);
        }
        // A block that is lower than its name is high gives what is missing to each of its rows.
        let lacking = (name_height(block) + 2.0 * PAD - height).max(0.0) / rows.len().max(1) as f32;
        let mut segment = Segment { from: self.y, rows: Vec::new() };
        for (mut laid, row) in rows.into_iter().zip(&block.rows) {
            let least = if lacking > 0.0 { height_of(&laid, row.least) + lacking } else { row.least };
            while !self.place(&mut laid, least, &mut segment) {
                self.close(&segment, block)?;
                self.turn();
                segment = Segment { from: self.y, rows: Vec::new() };
            }
        }
        self.close(&segment, block)
    }

    /// Draws a row, or as much of a high one as there is room for; says whether that was all.
    fn place(&mut self, laid: &mut [Laid], least: f32, segment: &mut Segment) -> bool {
        let count = line_count(laid);
        let room = BOTTOM - self.y - 2.0 * PAD;
        let fit = if room > 0.0 { (room / LEADING) as usize } else { 0 };
        let fits = count <= fit && self.y + least <= BOTTOM;
        if fits || (count > KEPT_LINES && fit >= KEPT_LINES) {
            segment.rows.push((self.y, laid.iter().map(|cell| cell.x).collect()));
            self.cells(laid, if fits { count } else { fit }, least);
        }
        fits
    }

    fn lay(&self, row: &Row, left: f32) -> Result<Vec<Laid>, PaperError> {
        let cells = row.cells.iter().zip(row.places(left));
        cells
            .map(|(cell, (x, width))| {
                let lines = lines(self.fonts, &cell.spans, (width - 2.0 * SIDE) / SIZE, 0.0)?;
                Ok(Laid { x, width, lines, centred: cell.centred })
            })
            .collect()
    }

    /// Draws the first lines of a row's cells and leaves the rest.
    fn cells(&mut self, laid: &mut [Laid], count: usize, least: f32) {
        let height = (count as f32 * LEADING + 2.0 * PAD).max(least);
        for cell in laid {
            let rest = cell.lines.split_off(count.min(cell.lines.len()));
            let own = cell.lines.len() as f32 * LEADING;
            let mut top = self.y + (height - own) / 2.0;
            for line in std::mem::replace(&mut cell.lines, rest) {
                let free = cell.width - line.width() * SIZE;
                let x = cell.x + if cell.centred { free / 2.0 } else { SIDE };
                self.text(line.glyphs, x, top + LEADING / 2.0 + MIDDLE * SIZE, SIZE, 0.0);
                top += LEADING;
            }
        }
        self.y += height;
    }

    /// Draws the rules of what stands on this page, and the block's name beside it.
    fn close(&mut self, segment: &Segment, block: &Block) -> Result<(), PaperError> {
        if segment.rows.is_empty() {
            return Ok(());
        }
        let name: Vec<_> = block.name.iter().flat_map(|name| name.chars()).collect();
        let name_height = name_height(block);
        self.y = self.y.max(segment.from + name_height + 2.0 * PAD);
        let ends = segment.rows.iter().skip(1).map(|(from, _)| *from).chain([self.y]).collect::<Vec<_>>();
        let bottom = self.y;
        for ((from, columns), to) in segment.rows.iter().zip(&ends) {
            let begins = columns.first().copied().unwrap_or(LEFT);
            let inner = columns.iter().skip(usize::from(block.name.is_none()));
            inner.for_each(|x| self.page().rule((*x, *from), (*x, *to), HAIR));
            if *to < bottom {
                self.page().rule((begins, *to), (RIGHT, *to), HAIR);
            }
        }
        self.page().frame(LEFT, segment.from, RIGHT, bottom, FRAME);
        self.name(&name, segment.from, bottom, name_height)
    }

    fn name(&mut self, name: &[char], from: f32, to: f32, height: f32) -> Result<(), PaperError> {
        let step = NAME_STEP;
        let mut y = from + (to - from - height) / 2.0;
        for character in name {
            let glyph = self.fonts.glyph(*character, true)?;
            let x = LEFT + (NAME_WIDTH - glyph.advance * SIZE) / 2.0;
            self.text(vec![Set { glyph, struck: false }], x, y + step / 2.0 + MIDDLE * SIZE, SIZE, 0.0);
            y += step;
        }
        Ok(())
    }

    /// The pages, each with the document's number and its own at the foot.
    pub fn finish(mut self, about: &About) -> Result<Vec<Page>, PaperError> {
        let mut pages = std::mem::take(&mut self.pages);
        let all = pages.len();
        for (place, page) in pages.iter_mut().enumerate() {
            self.pages = vec![std::mem::take(page)];
            let foot = BOTTOM + 16.0;
            self.page().rule((LEFT, foot), (RIGHT, foot), HAIR);
            let small = Setting { align: Align::Left, ..Setting::SMALL };
            self.aside(&[Span::plain(&about.number)], small, foot + 4.0)?;
            let number = format!("第 {} 页 共 {all} 页", place + 1);
            self.aside(&[Span::plain(number)], Setting { align: Align::Centre, ..small }, foot + 4.0)?;
            let title = Setting { left: WIDTH / 2.0 + 60.0, ..small };
            self.right(&about.title, title, foot + 4.0)?;
            *page = self.pages.pop().unwrap_or_default();
        }
        Ok(pages)
    }

    fn right(&mut self, text: &str, setting: Setting, y: f32) -> Result<(), PaperError> {
        let all = lines(self.fonts, &[Span::plain(text)], f32::MAX, 0.0)?;
        let Some(line) = all.into_iter().next() else { return Ok(()) };
        let x = RIGHT - line.width() * setting.size;
        self.text(line.glyphs, x, y + setting.leading / 2.0 + MIDDLE * setting.size, setting.size, 0.0);
        Ok(())
    }
}

fn line_count(laid: &[Laid]) -> usize {
    laid.iter().map(|cell| cell.lines.len()).max().unwrap_or(0)
}

fn height_of(laid: &[Laid], least: f32) -> f32 {
    (line_count(laid) as f32 * LEADING + 2.0 * PAD).max(least)
}

fn name_height(block: &Block) -> f32 {
    block.name.as_deref().map_or(0.0, |name| name.chars().count() as f32 * NAME_STEP)
}
