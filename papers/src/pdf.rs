//! Pages become PDF: text that can be copied out, fonts cut down to what is used, nothing that depends on when or where it is made.

use crate::{
    About,
    canvas::{HEIGHT, Mark, Page, WIDTH},
    error::PaperError,
    fonts::Fonts,
    qr::Qr,
    text::Set,
};
use krilla::{
    Document, SerializeSettings,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    color::luma,
    embed::{AssociationKind, EmbeddedFile, MimeType},
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    page::PageSettings,
    paint::{Fill, FillRule, Stroke},
    surface::Surface,
    text::{GlyphId, KrillaGlyph},
};

/// A file inside of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub name: String,
    pub says: String,
    pub bytes: Vec<u8>,
}

/// The document of these pages.
///
/// # Errors
/// Parts of a PDF that the library does not write.
pub fn of_pages(fonts: &Fonts, about: &About, pages: &[Page], attached: Option<Attached>) -> Result<Vec<u8>, PaperError> {
    let mut document = Document::new_with(SerializeSettings { enable_tagging: false, ..SerializeSettings::default() });
    for page in pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| PaperError::Failed("page size".into()))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for mark in &page.marks {
            draw(&mut surface, fonts, mark)?;
        }
        surface.finish();
        for link in page.marks.iter().filter_map(link) {
            sheet.add_annotation(link);
        }
        sheet.finish();
    }
    document.set_metadata(metadata(about));
    if let Some(file) = attached {
        let _same_name_twice = document.embed_file(embedded(file, about));
    }
    document.finish().map_err(|error| PaperError::Failed(format!("{error:?}")))
}

fn metadata(about: &About) -> Metadata {
    Metadata::new()
        .title(about.title.clone())
        .description(about.number.clone())
        .creator("网签".into())
        .language("zh-CN".into())
        .creation_date(date(about))
        .document_id(format!("{} {}", about.number, about.title))
}

fn date(about: &About) -> DateTime {
    let [year, month, day, hour, minute] = about.at;
    let small = |number: u16| u8::try_from(number).unwrap_or_default();
    DateTime::new(year)
        .month(small(month))
        .day(small(day))
        .hour(small(hour))
        .minute(small(minute))
        .second(0)
        .utc_offset_hour(8)
        .utc_offset_minute(0)
}

fn embedded(file: Attached, about: &About) -> EmbeddedFile {
    EmbeddedFile {
        path: file.name,
        mime_type: MimeType::new("text/plain"),
        description: Some(file.says),
        association_kind: AssociationKind::Data,
        data: file.bytes.into(),
        modification_date: Some(date(about)),
        // As it is, so that it is found without a reader of PDF.
        compress: Some(false),
        location: None,
    }
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark) -> Result<(), PaperError> {
    match mark {
        Mark::Text { glyphs, x, y, size, gap } => text(surface, fonts, glyphs, (*x, *y), *size, *gap),
        Mark::Rule { from, to, width } => {
            rule(surface, *from, *to, *width);
            Ok(())
        }
        Mark::Code { qr, x, y, side, .. } => {
            code(surface, qr, (*x, *y), *side);
            Ok(())
        }
    }
}

/// Glyphs of one font are drawn at once; what is crossed out gets its line afterwards.
fn text(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    glyphs: &[Set],
    (x, y): (f32, f32),
    size: f32,
    gap: f32,
) -> Result<(), PaperError> {
    let mut at = x;
    for run in glyphs.chunk_by(|a, b| a.glyph.face == b.glyph.face && a.struck == b.struck) {
        let Some(first) = run.first() else { continue };
        let (mut words, mut set) = (String::new(), Vec::new());
        for Set { glyph, .. } in run {
            let from = words.len();
            words.push(glyph.character);
            let advance = glyph.advance + gap / size;
            set.push(KrillaGlyph::new(GlyphId::new(glyph.id), advance, 0.0, 0.0, 0.0, from..words.len(), None));
        }
        let width: f32 = run.iter().map(|set| set.glyph.advance * size + gap).sum();
        surface.set_stroke(None);
        surface.set_fill(Some(black()));
        surface.draw_glyphs(Point::from_xy(at, y), &set, fonts.font(first.glyph.face)?, &words, size, false);
        if first.struck {
            rule(surface, (at, y - size * 0.36), (at + width, y - size * 0.36), size * 0.07);
        }
        at += width;
    }
    Ok(())
}

fn rule(surface: &mut Surface<'_>, from: (f32, f32), to: (f32, f32), width: f32) {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: luma::Color::black().into(), width, ..Stroke::default() }));
    surface.draw_path(&path);
}

fn code(surface: &mut Surface<'_>, qr: &Qr, (x, y): (f32, f32), side: f32) {
    let unit = side / f32::from(qr.side);
    let mut path = PathBuilder::new();
    for (column, row) in &qr.dark {
        let (left, top) = (x + f32::from(*column) * unit, y + f32::from(*row) * unit);
        if let Some(square) = Rect::from_xywh(left, top, unit, unit) {
            path.push_rect(square);
        }
    }
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(black()));
    surface.draw_path(&path);
}

/// The place that is touched on a screen.
fn link(mark: &Mark) -> Option<Annotation> {
    let Mark::Code { address, x, y, side, .. } = mark else { return None };
    let to = Target::Action(Action::Link(LinkAction::new(address.clone())));
    let place = Rect::from_xywh(*x, *y, *side, *side)?;
    Some(Annotation::new_link(LinkAnnotation::new(place, to), None))
}

fn black() -> Fill {
    Fill { paint: luma::Color::black().into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}
