//! A picture afterwards: as it was, no larger to speak of, upright, and nothing besides.

use super::*;
use ::image::{DynamicImage, GenericImageView, ImageFormat};
use ::png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Info};
use jpeg_encoder::{ColorType as Inks, Encoder as JpegEncoder, SamplingFactor};
use proptest::prelude::*;
use std::io::Cursor;

const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;

/// Noise that is the same in every run, as a sensor's is on a scan.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

struct Png {
    color: ColorType,
    depth: BitDepth,
    rows: Vec<u8>,
    palette: Option<Vec<u8>>,
    transparency: Option<Vec<u8>>,
    exif: Option<u8>,
}

impl Png {
    /// A picture of noise.
    fn noisy(color: ColorType, depth: BitDepth) -> Self {
        let row = (WIDTH as usize * color.samples() * depth as usize).div_ceil(8);
        let palette = (color == ColorType::Indexed).then(|| noise(3 << depth as usize));
        Self { color, depth, rows: noise(row * HEIGHT as usize), palette, transparency: None, exif: None }
    }

    fn see_through(self, chunk: &[u8]) -> Self {
        Self { transparency: Some(chunk.to_vec()), ..self }
    }

    fn lying(self, exif: u8) -> Self {
        Self { exif: Some(exif), ..self }
    }

    fn written(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut info = Info::with_size(WIDTH, HEIGHT);
        (info.color_type, info.bit_depth) = (self.color, self.depth);
        info.palette = self.palette.as_deref().map(Into::into);
        info.trns = self.transparency.as_deref().map(Into::into);
        info.exif_metadata = self.exif.map(|exif| orientation(exif).into());
        let mut encoder = Encoder::with_info(&mut out, info).unwrap();
        encoder.set_compression(Compression::High);
        encoder.write_header().unwrap().write_image_data(&self.rows).unwrap();
        out
    }
}

/// An EXIF block that says how the camera was held.
fn orientation(exif: u8) -> Vec<u8> {
    [b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[exif], &[0; 6]].concat()
}

fn png(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    written_anew(bytes, FileKind::Png)
}

fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    written_anew(bytes, FileKind::Jpeg)
}

/// Colours, bits and whether anything is see-through, as the file says.
fn shape(png: &[u8]) -> (ColorType, BitDepth, bool) {
    let reader = Decoder::new(Cursor::new(png)).read_info().unwrap();
    (reader.info().color_type, reader.info().bit_depth, reader.info().trns.is_some())
}

fn seen(bytes: &[u8]) -> DynamicImage {
    ::image::load_from_memory(bytes).unwrap()
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_png_keeps_its_colours_and_does_not_grow() {
    use {BitDepth as B, ColorType as C};
    let shapes = [
        (C::Grayscale, [B::One, B::Two, B::Four, B::Eight].as_slice()),
        (C::Indexed, &[B::One, B::Two, B::Four, B::Eight]),
        (C::Rgb, &[B::Eight]),
        (C::Rgba, &[B::Eight]),
        (C::GrayscaleAlpha, &[B::Eight]),
    ];
    for (color, depth) in shapes.iter().flat_map(|(color, depths)| depths.iter().map(move |depth| (*color, *depth))) {
        let sent = Png::noisy(color, depth).written();
        let kept = png(&sent).unwrap();
        assert_eq!(shape(&kept), (color, depth, false));
        assert_eq!(seen(&kept), seen(&sent), "{color:?} {depth:?}");
        assert!(kept.len() * 100 <= sent.len() * 101, "{color:?} {depth:?}: {} of {}", kept.len(), sent.len());
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_what_is_see_through_stays_so() {
    let palette = Png::noisy(ColorType::Indexed, BitDepth::Four).see_through(&[0, 128, 255]);
    let grey = Png::noisy(ColorType::Grayscale, BitDepth::Two).see_through(&[0, 1]);
    let rgb = Png::noisy(ColorType::Rgb, BitDepth::Eight).see_through(&[0, 7, 0, 8, 0, 9]);
    for sent in [palette, grey, rgb] {
        let kept = png(&sent.written()).unwrap();
        assert_eq!(shape(&kept), (sent.color, sent.depth, true));
        assert_eq!(seen(&kept), seen(&sent.written()));
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_of_sixteen_bits_eight_are_kept_in_the_same_colours() {
    for color in [ColorType::Grayscale, ColorType::GrayscaleAlpha, ColorType::Rgb, ColorType::Rgba] {
        let sent = Png::noisy(color, BitDepth::Sixteen).written();
        let kept = png(&sent).unwrap();
        assert_eq!(shape(&kept), (color, BitDepth::Eight, false));
        assert!(kept.len() < sent.len());
    }
    let keyed = Png::noisy(ColorType::Grayscale, BitDepth::Sixteen);
    let first = keyed.rows[..2].to_vec();
    let kept = png(&keyed.see_through(&first).written()).unwrap();
    assert_eq!(shape(&kept).0, ColorType::GrayscaleAlpha);
    assert_eq!(seen(&kept).get_pixel(0, 0).0[3], 0, "what was see-through is");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_picture_that_lies_on_its_side_is_set_upright_in_its_own_colours() {
    for (color, depth) in
        [(ColorType::Indexed, BitDepth::Two), (ColorType::Grayscale, BitDepth::One), (ColorType::Rgb, BitDepth::Eight)]
    {
        let straight = seen(&Png::noisy(color, depth).written());
        let lying = png(&Png::noisy(color, depth).lying(6).written()).unwrap();
        assert_eq!((shape(&lying).0, shape(&lying).1), (color, depth));
        assert_eq!(seen(&lying), straight.rotate90());
        let info = Decoder::new(Cursor::new(&lying)).read_info().unwrap();
        assert!(info.info().exif_metadata.is_none(), "it is not turned a second time");
    }
}

#[test]
fn a_large_png_is_written_in_one_quick_way() {
    let (width, height) = (4_000, 2_001);
    let rows: Vec<u8> = noise((width * height) as usize).into_iter().map(|byte| byte / 16).collect();
    let written = |compression, filter| {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, width, height);
        encoder.set_compression(compression);
        encoder.set_filter(filter);
        encoder.write_header().unwrap().write_image_data(&rows).unwrap();
        out
    };
    let sent = written(Compression::High, Filter::NoFilter);
    let kept = png(&sent).unwrap();
    assert!(kept == written(Compression::Balanced, Filter::Adaptive), "once, and not as thoroughly as can be");
    assert!(seen(&kept) == seen(&sent));
}

/// A photo: shades and a little noise.
fn photo(quality: u8, sampling: SamplingFactor, inks: Inks) -> Vec<u8> {
    let each = match inks {
        Inks::Luma => 1,
        Inks::Cmyk => 4,
        _ => 3,
    };
    let mut pixels = noise((WIDTH * HEIGHT) as usize * each);
    pixels.iter_mut().enumerate().for_each(|(at, byte)| *byte = (*byte / 4).wrapping_add((at / each / 90) as u8));
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new(&mut out, quality);
    encoder.set_sampling_factor(sampling);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&pixels, WIDTH as u16, HEIGHT as u16, inks).unwrap();
    out
}

#[test]
#[doc = "ACC-10"]
fn acc_10_the_quality_of_a_jpeg_is_not_raised() {
    for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_1, SamplingFactor::F_1_2, SamplingFactor::F_2_2] {
        for quality in [20, 60, 75, 87, 95, 100] {
            let sent = photo(quality, sampling, Inks::Rgb);
            let kept = jpeg(&sent).unwrap();
            assert!(kept.len() * 100 <= sent.len() * 103, "{quality} {sampling:?}: {} of {}", kept.len(), sent.len());
        }
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_grey_jpeg_stays_grey_and_four_inks_become_three_colours() {
    let kept = jpeg(&photo(80, SamplingFactor::F_1_1, Inks::Luma)).unwrap();
    assert!(matches!(seen(&kept), DynamicImage::ImageLuma8(_)));
    let sent = photo(80, SamplingFactor::F_1_1, Inks::Cmyk);
    let kept = jpeg(&sent).unwrap();
    assert!(matches!(seen(&kept), DynamicImage::ImageRgb8(_)) && kept.len() <= sent.len());
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_jpeg_that_lies_on_its_side_is_set_upright_and_does_not_grow() {
    let straight = photo(70, SamplingFactor::F_2_1, Inks::Rgb);
    let exif = [b"Exif\0\0".as_slice(), &orientation(6)].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let sent = [&straight[..2], &[0xff, 0xe1], &length, &exif, &straight[2..]].concat();
    let kept = jpeg(&sent).unwrap();
    assert_eq!((seen(&kept).width(), seen(&kept).height()), (HEIGHT, WIDTH));
    assert!(kept.len() * 100 <= sent.len() * 103, "{} of {}", kept.len(), sent.len());
}

#[test]
fn a_colour_profile_is_not_even_unpacked() {
    let mut sent = Vec::new();
    let mut info = Info::with_size(WIDTH, HEIGHT);
    info.color_type = ColorType::Grayscale;
    info.icc_profile = Some(vec![0; 1 << 20].into());
    Encoder::with_info(&mut sent, info)
        .unwrap()
        .write_header()
        .unwrap()
        .write_image_data(&noise((WIDTH * HEIGHT) as usize))
        .unwrap();
    let kept = png(&sent).unwrap();
    let profile = Decoder::new(Cursor::new(&kept)).read_info().unwrap().info().icc_profile.is_some();
    assert!(!profile && seen(&kept) == seen(&sent));
}

proptest! {
    #[test]
    fn no_bytes_in_a_picture_make_it_panic(jpg in any::<bool>(), at in 0usize..4_000, bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let mut out = Cursor::new(Vec::new());
        let format = if jpg { ImageFormat::Jpeg } else { ImageFormat::Png };
        DynamicImage::new_rgb8(40, 30).write_to(&mut out, format).unwrap();
        let mut file = out.into_inner();
        let at = at % file.len();
        file.splice(at.., bytes);
        let _outcome = written_anew(&file, if jpg { FileKind::Jpeg } else { FileKind::Png });
    }
}

/// A head alone: so many components, each with how often it is sampled, in this kind of frame; the first scan has so many of them.
fn head_of(mark: u8, side: u16, sampled: &[u8], first_scan: u8) -> Vec<u8> {
    let [high, low] = side.to_be_bytes();
    let components: Vec<u8> = (1..).zip(sampled).flat_map(|(number, factors)| [number, *factors, 0]).collect();
    let frame =
        [&[0xff, mark, 0, 8 + components.len() as u8, 8, high, low, high, low, sampled.len() as u8], &*components].concat();
    let table = [&[0xff, 0xdb, 0, 67, 0], [16; 64].as_slice()].concat();
    let scan: Vec<u8> = (1..=first_scan).flat_map(|number| [number, 0]).collect();
    let scan = [&[0xff, 0xda, 0, 6 + scan.len() as u8, first_scan], &*scan, &[0, 63, 0]].concat();
    [&[0xff, 0xd8], &*table, &frame, &scan, &[0xff, 0xd9]].concat()
}

#[test]
#[doc = "ACC-10"]
fn acc_10_what_a_jpeg_takes_of_memory_is_known_from_its_head() {
    const BASELINE: u8 = 0xc0;
    const PROGRESSIVE: u8 = 0xc2;
    let cost = |mark, side, sampled: &[u8], first_scan| cost(&head_of(mark, side, sampled, first_scan), FileKind::Jpeg);
    let mib = |result: Result<u64, Unfit>| result.map(|bytes| bytes >> 20);
    assert_eq!(
        mib(cost(BASELINE, 1_024, &[0x11, 0x11, 0x11], 3)),
        Ok(3 + 9 + 8),
        "rows come one by one; planes and coefficients"
    );
    assert_eq!(mib(cost(PROGRESSIVE, 4_096, &[0x22, 0x11, 0x11], 3)), Ok(48 + 96 + 8));
    assert_eq!(mib(cost(PROGRESSIVE, 4_096, &[0x11, 0x11, 0x11], 3)), Ok(48 + 96 + 8), "the picture's coefficients");
    assert_eq!(
        mib(cost(BASELINE, 4_096, &[0x22, 0x11, 0x11], 1)),
        Ok(48 + 6 * 32 + 8),
        "nothing of it is a picture before the last"
    );
    for (mark, sampled, first_scan) in
        [(PROGRESSIVE, [0x11; 3].as_slice(), 3), (BASELINE, &[0x44, 0x44, 0x44], 1), (PROGRESSIVE, &[0x11; 4], 4)]
    {
        assert_eq!(cost(mark, 6_300, sampled, first_scan), Err(Unfit::TooCostly), "{mark:x} {sampled:x?}");
    }
    let twice = [&head_of(BASELINE, 64, &[0x11], 1)[..2 + 69 + 13], &head_of(PROGRESSIVE, 6_300, &[0x11], 1)[2..]].concat();
    assert_eq!(super::cost(&twice, FileKind::Jpeg), Err(Unfit::Damaged), "one file, two heads");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_what_a_page_at_600_dpi_takes_is_within_bounds() {
    let scanned = head_of(0xc0, 6_300, &[0x22, 0x11, 0x11], 3);
    assert!(cost(&scanned, FileKind::Jpeg).is_ok());
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_png_is_there_once_and_twice_where_it_may_have_to_be_turned() {
    let upright = Png::noisy(ColorType::Rgba, BitDepth::Eight).written();
    let of = |png: &[u8]| cost(png, FileKind::Png).unwrap();
    let decoded = u64::from(WIDTH * HEIGHT * 4);
    assert_eq!(of(&Png::noisy(ColorType::Rgba, BitDepth::Eight).lying(6).written()) - of(&upright), decoded);
    assert_eq!(of(&upright) - of(&Png::noisy(ColorType::Rgb, BitDepth::Eight).written()), decoded / 4);
}
