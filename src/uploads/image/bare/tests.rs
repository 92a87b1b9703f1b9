//! The same picture, to the pixel, and nothing besides; whatever is unusual is left to be written anew.

use super::*;
use crate::uploads::{Unfit, image::written_anew};
use ::image::{DynamicImage, RgbImage, load_from_memory};
use ::png::{BitDepth, ColorType, Encoder};
use jpeg_encoder::{ColorType as Inks, Encoder as JpegEncoder, SamplingFactor};
use proptest::prelude::*;

const WIDTH: u16 = 83;
const HEIGHT: u16 = 45;

fn pixels(each: usize) -> Vec<u8> {
    let shade = |at: usize| (at / each * 7 % 251) as u8 ^ (at * at / 977) as u8;
    (0..usize::from(WIDTH) * usize::from(HEIGHT) * each).map(shade).collect()
}

fn jpeg(make: impl Fn(&mut JpegEncoder<&mut Vec<u8>>), inks: Inks) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new(&mut out, 80);
    make(&mut encoder);
    let each = if inks == Inks::Luma { 1 } else { 3 };
    encoder.encode(&pixels(each), WIDTH, HEIGHT, inks).unwrap();
    out
}

fn usual_jpeg() -> Vec<u8> {
    jpeg(|encoder| encoder.set_sampling_factor(SamplingFactor::F_2_2), Inks::Rgb)
}

fn png(color: ColorType, depth: BitDepth) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, WIDTH.into(), HEIGHT.into());
    encoder.set_color(color);
    encoder.set_depth(depth);
    if color == ColorType::Indexed {
        encoder.set_palette(vec![9; 3 << depth as usize]);
    }
    let row = (usize::from(WIDTH) * color.samples() * depth as usize).div_ceil(8);
    encoder.write_header().unwrap().write_image_data(&pixels(4)[..row * usize::from(HEIGHT)]).unwrap();
    out
}

fn seen(bytes: &[u8]) -> DynamicImage {
    load_from_memory(bytes).unwrap()
}

/// A segment behind a JPEG's start mark.
fn with_segment(jpeg: &[u8], mark: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, mark], &length, data, &jpeg[2..]].concat()
}

/// A chunk behind a PNG's head.
fn with_chunk(png: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(data);
    let length = (data.len() as u32).to_be_bytes();
    [&png[..33], &length, kind, data, &sum.sum().to_be_bytes(), &png[33..]].concat()
}

fn exif(orientation: u8) -> Vec<u8> {
    [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation], &[0; 6], b"GPS 39.9N"].concat()
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_usual_jpeg_keeps_every_pixel_and_its_size() {
    for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_1, SamplingFactor::F_1_2, SamplingFactor::F_2_2] {
        for interval in [0, 3] {
            let make = |encoder: &mut JpegEncoder<&mut Vec<u8>>| {
                encoder.set_sampling_factor(sampling);
                encoder.set_restart_interval(interval);
            };
            let sent = jpeg(make, Inks::Rgb);
            let kept = bare(&sent, FileKind::Jpeg).unwrap();
            assert_eq!(seen(&kept), seen(&sent), "{sampling:?} {interval}");
            assert!(kept.len() <= sent.len() + 32 && bare(&kept, FileKind::Jpeg).as_ref() == Some(&kept), "once is enough");
        }
    }
    let grey = jpeg(|encoder| encoder.set_optimized_huffman_tables(true), Inks::Luma);
    assert_eq!(seen(&bare(&grey, FileKind::Jpeg).unwrap()), seen(&grey));
}

#[test]
#[doc = "ACC-10"]
fn acc_10_nothing_but_the_picture_of_a_jpeg_goes_on() {
    let usual = usual_jpeg();
    let told = with_segment(&usual, 0xe1, &[b"Exif\0\0".as_slice(), &exif(1)].concat());
    let told = with_segment(&told, 0xfe, b"<script>alert(1)</script>");
    // A table of codes that no component uses.
    let unused = [&[0x13, 0, 8], [0; 14].as_slice(), b"<script>"].concat();
    let told = [with_segment(&told, 0xc4, &unused), b"PK\x03\x04 archive".to_vec()].concat();
    let kept = bare(&told, FileKind::Jpeg).unwrap();
    assert_eq!(seen(&kept), seen(&usual));
    for secret in [b"GPS".as_slice(), b"Exif", b"script", b"PK\x03\x04"] {
        assert!(contains(&told, secret) && !contains(&kept, secret), "{}", String::from_utf8_lossy(secret));
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_bits_behind_the_last_block_are_no_picture() {
    let usual = usual_jpeg();
    let (picture, end) = usual.split_at(usual.len() - 2);
    for behind in [b"\x55\x55".as_slice(), b"<script>", b"\xff\xd0", b"\xff\x00"] {
        assert_eq!(bare(&[picture, behind, end].concat(), FileKind::Jpeg), None, "{behind:?}");
    }
    for kept in [picture.len() - 1, picture.len() / 2 + 200] {
        assert_eq!(bare(&[&picture[..kept], end].concat(), FileKind::Jpeg), None, "cut off");
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_an_unusual_jpeg_is_written_anew() {
    let usual = usual_jpeg();
    let lying = with_segment(&usual, 0xe1, &[b"Exif\0\0".as_slice(), &exif(6)].concat());
    let progressive = jpeg(|encoder| encoder.set_progressive(true), Inks::Rgb);
    let fine = {
        let mut out = Vec::new();
        JpegEncoder::new(&mut out, 97).encode(&pixels(3), WIDTH, HEIGHT, Inks::Rgb).unwrap();
        out
    };
    let in_three_scans = jpeg(|encoder| encoder.set_optimized_huffman_tables(true), Inks::Rgb);
    for (what, sent) in
        [("lying", lying), ("progressive", progressive), ("three scans", in_three_scans), ("finer than is kept", fine)]
    {
        assert_eq!(bare(&sent, FileKind::Jpeg), None, "{what}");
        assert!(written_anew(&sent, FileKind::Jpeg).is_ok(), "{what}");
    }
    assert_eq!(written_anew(&usual[..usual.len() / 2], FileKind::Jpeg), Err(Unfit::Damaged), "and refused as before");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_usual_png_keeps_its_rows_and_nothing_else() {
    use {BitDepth as B, ColorType as C};
    let shapes =
        [(C::Grayscale, B::One), (C::Grayscale, B::Eight), (C::Indexed, B::Four), (C::Rgb, B::Eight), (C::Rgba, B::Eight)];
    for (color, depth) in shapes {
        let usual = png(color, depth);
        let told = with_chunk(&usual, b"tEXt", b"comment\0<script>alert(1)</script>");
        let told = with_chunk(&told, b"eXIf", &exif(1));
        let told = [told, b"PK\x03\x04 archive".to_vec()].concat();
        let kept = bare(&told, FileKind::Png).unwrap();
        assert_eq!(seen(&kept), seen(&usual), "{color:?}");
        assert!(kept.len() <= usual.len());
        for secret in [b"GPS".as_slice(), b"script", b"PK\x03\x04"] {
            assert!(contains(&told, secret) && !contains(&kept, secret));
        }
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_an_unusual_png_is_written_anew() {
    let usual = png(ColorType::Rgb, BitDepth::Eight);
    let lying = with_chunk(&usual, b"eXIf", &exif(6));
    let deep = {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, WIDTH.into(), HEIGHT.into());
        encoder.set_depth(BitDepth::Sixteen);
        encoder.write_header().unwrap().write_image_data(&pixels(2)).unwrap();
        out
    };
    for (what, sent) in [("lying", lying), ("sixteen bits", deep)] {
        assert_eq!(bare(&sent, FileKind::Png), None, "{what}");
        assert!(written_anew(&sent, FileKind::Png).is_ok(), "{what}");
    }
    let changed = [&usual[..60], &[!usual[60]], &usual[61..]].concat();
    assert_eq!(bare(&changed, FileKind::Png), None, "a wrong sum");
    assert_eq!(written_anew(&changed, FileKind::Png), Err(Unfit::Damaged), "and refused as before");
}

/// A PNG of one grey pixel a row whose rows are these bytes.
fn of_rows(rows: &[u8], behind: &[u8]) -> Vec<u8> {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut zlib, rows).unwrap();
    let packed = [zlib.finish().unwrap(), behind.to_vec()].concat();
    let head = [&[0, 0, 0, 1, 0, 0, 0, 3, 8], [0; 4].as_slice()].concat();
    let begun = with_chunk(&[b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 25]].concat(), b"IHDR", &head);
    let file = [&begun[..8], &begun[33..]].concat();
    let end = with_chunk(&[0; 33], b"IEND", b"");
    let rows = with_chunk(&[0; 33], b"IDAT", &packed);
    [&file, &rows[33..], &end[33..]].concat()
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_png_holds_its_rows_and_not_a_byte_more() {
    let rows = [0, 7, 1, 8, 4, 9];
    assert!(bare(&of_rows(&rows, b""), FileKind::Png).is_some());
    assert_eq!(bare(&of_rows(&rows, b"PK\x03\x04"), FileKind::Png), None, "behind the packed rows");
    assert_eq!(bare(&of_rows(&[0, 7, 1, 8, 4, 9, 0], b""), FileKind::Png), None, "behind the rows");
    assert_eq!(bare(&of_rows(&rows[..4], b""), FileKind::Png), None, "a row is missing");
    assert_eq!(bare(&of_rows(&[0, 7, 5, 8, 4, 9], b""), FileKind::Png), None, "no such filter");
    assert_eq!(bare(&of_rows(&vec![0; 1 << 20], b""), FileKind::Png), None, "far more than it claims");
}

proptest! {
    /// Decoders take every file that goes on, and see the same picture as before.
    #[test]
    fn whatever_goes_on_is_a_picture(jpg in any::<bool>(), at in 0usize..6_000, bytes in proptest::collection::vec(any::<u8>(), 0..6)) {
        let (mut file, kind) = if jpg { (usual_jpeg(), FileKind::Jpeg) } else { (png(ColorType::Rgb, BitDepth::Eight), FileKind::Png) };
        let at = at % file.len();
        file.splice(at..(at + bytes.len()).min(at), bytes);
        if let Some(kept) = bare(&file, kind) {
            prop_assert_eq!(load_from_memory(&kept).unwrap(), load_from_memory(&file).unwrap());
        }
    }
}

#[test]
fn a_telephones_photo_is_looked_through_at_once_and_a_scan_of_forty_million_pixels_is_not() {
    let photo = RgbImage::from_fn(40, 30, |x, y| ::image::Rgb([x as u8, y as u8, 90]));
    let mut small = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut small, ::image::ImageFormat::Png).unwrap();
    assert!(is_quick(small.get_ref(), FileKind::Png) && is_quick(&usual_jpeg(), FileKind::Jpeg));
    let mut large = small.into_inner();
    large[16..24].copy_from_slice(&[0, 0, 0x1f, 0x40, 0, 0, 0x13, 0x88]);
    let sum = {
        let mut crc = flate2::Crc::new();
        crc.update(&large[12..29]);
        crc.sum()
    };
    large[29..33].copy_from_slice(&sum.to_be_bytes());
    assert!(!is_quick(&large, FileKind::Png) && !is_quick(&vec![0; 5 << 20], FileKind::Jpeg));
}
