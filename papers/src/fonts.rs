//! The fonts: a serif in two weights, those with what people write besides Chinese and with rare characters, and those that the operator
//! adds for characters that none of these has.

use crate::error::PaperError;
use krilla::text::Font;
use skrifa::{FontRef, GlyphId, MetadataProvider, instance::LocationRef, instance::Size};
use std::{fs, io, path::Path, path::PathBuf, sync::OnceLock};

/// Where a font of the build is.
#[derive(Debug)]
#[allow(dead_code, reason = "which of them there are is the build's choice")]
pub(crate) enum Source {
    Within(&'static [u8]),
    At(&'static str),
    Absent,
}

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

const REGULAR: usize = 0;
const BOLD: usize = 1;

/// All that a server prints with. Fonts stay for the life of the process and are opened when a character needs them first.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Lazy>,
}

#[derive(Debug)]
struct Lazy {
    place: Place,
    face: OnceLock<Option<Face>>,
}

#[derive(Debug)]
enum Place {
    Built(&'static Source),
    Added(PathBuf),
}

/// One font, opened.
struct Face {
    font: Font,
    within: FontRef<'static>,
    units: f32,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Face")
    }
}

/// A character in the font that has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    pub character: char,
    /// Place of the font in the list.
    pub face: usize,
    pub id: u32,
    /// Width in em.
    pub advance: f32,
}

impl Fonts {
    /// Those of the build and, behind them, every TrueType and OpenType font of the operator's folder, in the order of their names.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn load(more: Option<&Path>) -> io::Result<Self> {
        let added = more.map(fonts_in).transpose()?.unwrap_or_default();
        let places = BUILT_IN.iter().map(Place::Built).chain(added.into_iter().map(Place::Added));
        Ok(Self { faces: places.map(|place| Lazy { place, face: OnceLock::new() }).collect() })
    }

    /// Whether this server has its fonts: without the first nothing can be printed.
    pub fn are_there(&self) -> bool {
        self.face(REGULAR).is_some()
    }

    /// The first character of a text that cannot be printed.
    pub fn missing(&self, text: &str) -> Option<char> {
        text.chars().filter(|c| !c.is_control()).find(|c| self.glyph(*c, false).is_err())
    }

    /// A character as it is printed; from another font where the weight's own lacks it.
    pub(crate) fn glyph(&self, character: char, bold: bool) -> Result<Glyph, PaperError> {
        if !self.are_there() {
            return Err(PaperError::NoFont);
        }
        let first = if bold { [BOLD, REGULAR] } else { [REGULAR, REGULAR] };
        let places = first.into_iter().chain(BOLD + 1..self.faces.len());
        let found = places.filter_map(|place| Some((place, self.face(place)?.glyph(character)?))).next();
        let (face, (id, advance)) = found.ok_or(PaperError::NoGlyph(character))?;
        Ok(Glyph { character, face, id, advance })
    }

    /// The font in a place of the list, for the PDF.
    pub(crate) fn font(&self, place: usize) -> Result<Font, PaperError> {
        self.face(place).map(|face| face.font.clone()).ok_or(PaperError::NoFont)
    }

    fn face(&self, place: usize) -> Option<&Face> {
        let lazy = self.faces.get(place)?;
        lazy.face.get_or_init(|| lazy.open()).as_ref()
    }
}

impl Lazy {
    fn open(&self) -> Option<Face> {
        let read = |file: &Path| fs::read(file).ok().map(|bytes| &*bytes.leak());
        let bytes: &'static [u8] = match &self.place {
            Place::Built(Source::Within(bytes)) => bytes,
            Place::Built(Source::At(file)) => read(Path::new(file))?,
            Place::Built(Source::Absent) => return None,
            Place::Added(file) => read(file)?,
        };
        let within = FontRef::from_index(bytes, 0).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        let units = font.units_per_em();
        Some(Face { font, within, units })
    }
}

impl Face {
    fn glyph(&self, character: char) -> Option<(u32, f32)> {
        let id = self.within.charmap().map(character).filter(|id| *id != GlyphId::NOTDEF)?;
        let metrics = self.within.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some((id.to_u32(), metrics.advance_width(id)? / self.units))
    }
}

fn fonts_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let is_font = |path: &PathBuf| path.extension().is_some_and(|found| found == "ttf" || found == "otf");
    let mut files: Vec<_> = entries.into_iter().map(|entry| entry.path()).filter(is_font).collect();
    files.sort();
    Ok(files)
}
