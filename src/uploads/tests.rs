//! What is taken, what is kept of it, and what is refused.

use super::*;
use ::image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let pixels = RgbImage::from_fn(60, 40, |x, y| ::image::Rgb([(x * 4) as u8, (y * 6) as u8, 90]));
    DynamicImage::from(pixels).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page>>\nendobj\n\
      trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
        .to_vec()
}

fn examined(bytes: impl Into<Vec<u8>>) -> Result<Fit, Unfit> {
    let bytes = Bytes::from(bytes.into());
    cost(&bytes).and_then(|(kind, _)| fit(bytes, kind))
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// The JPEG with an EXIF segment right behind its start mark.
fn with_exif(jpeg: &[u8], secret: &[u8]) -> Vec<u8> {
    let payload = [b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0".as_slice(), secret].concat();
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &payload, &jpeg[2..]].concat()
}

/// The PNG claiming another size, with the right checksum.
fn claiming(mut png: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
#[doc = "ACC-10"]
fn images_and_pdfs_are_known_by_their_content() {
    for (bytes, kind) in
        [(picture(ImageFormat::Jpeg), FileKind::Jpeg), (picture(ImageFormat::Png), FileKind::Png), (pdf(), FileKind::Pdf)]
    {
        assert_eq!(examined(bytes).map(|fit| fit.kind), Ok(kind));
    }
    assert_eq!(examined(pdf()).unwrap().bytes, pdf(), "a PDF is kept as it is");
}

#[test]
fn an_image_keeps_its_picture_and_loses_everything_else() {
    let jpeg = with_exif(&picture(ImageFormat::Jpeg), b"GPS 39.9N 116.4E");
    assert!(contains(&jpeg, b"GPS"));
    let kept = examined([jpeg, b"PK\x03\x04appended archive".to_vec()].concat()).unwrap();
    assert!(!contains(&kept.bytes, b"GPS") && !contains(&kept.bytes, b"PK\x03\x04"));
    let read = ::image::load_from_memory(&kept.bytes).unwrap();
    assert_eq!((read.width(), read.height()), (60, 40));
    let png = [picture(ImageFormat::Png), b"<script>alert(1)</script>".to_vec()].concat();
    assert!(!contains(&examined(png).unwrap().bytes, b"<script>"));
}

#[test]
fn what_is_something_else_is_refused_whatever_it_is_called() {
    let others: [&[u8]; 6] = [
        b"GIF89a\x01\0\x01\0\0\0\0;/*polyglot*/",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<!DOCTYPE html><html>%PDF-1.7 %%EOF",
        b"PK\x03\x04\x14\0\0\0",
        b"MZ\x90\0",
        b"licence.jpg",
    ];
    for bytes in others {
        assert_eq!(examined(bytes), Err(Unfit::Unknown), "{:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(examined(Vec::new()), Err(Unfit::Empty));
}

#[test]
fn a_size_that_is_only_claimed_is_refused_before_it_is_decoded() {
    for (width, height) in [(30_000, 30_000), (8_001, 1), (1, 8_001), (8_000, 5_001), (65_535, 65_535)] {
        let refused = examined(claiming(picture(ImageFormat::Png), width, height)).unwrap_err();
        assert_eq!(refused, Unfit::TooManyPixels, "{width} x {height}");
    }
}

#[test]
fn whatever_was_cut_off_is_damaged() {
    for whole in [picture(ImageFormat::Jpeg), picture(ImageFormat::Png), pdf()] {
        for kept in [whole.len() / 2, whole.len() * 9 / 10] {
            assert_eq!(examined(&whole[..kept]), Err(Unfit::Damaged), "{kept} of {}", whole.len());
        }
    }
    assert_eq!(examined(b"%PDF-9.x then nothing %%EOF".as_slice()), Err(Unfit::Damaged));
}

#[test]
#[doc = "ACC-10"]
fn a_pdf_is_nothing_but_a_pdf() {
    for behind in [b"PK\x03\x04".as_slice(), b"<script>", b"MZ"] {
        assert_eq!(examined([pdf(), behind.to_vec()].concat()), Err(Unfit::Damaged));
    }
    assert!(examined([pdf(), b"\r\n\0 \n".to_vec()].concat()).is_ok(), "blanks are nothing");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_limits_count_what_was_sent() {
    let jpeg = picture(ImageFormat::Jpeg);
    let sent = with_exif(&jpeg, &[b'x'; 40_000]);
    let fit = examined(sent.clone()).unwrap();
    assert_eq!(fit.sent, sent.len() as u64);
    assert!(fit.bytes.len() < 40_000);
    assert_eq!(examined([pdf(), vec![b' '; FILE_BYTES_MAX]].concat()), Err(Unfit::TooBig));
}

#[test]
fn a_name_is_a_hash_and_nothing_else() {
    let hash = FileHash([7; 32]);
    assert_eq!(named(&name_of(hash)), Some(hash));
    for other in ["", "../../etc/passwd", "07", &"g".repeat(64)] {
        assert_eq!(named(other), None, "{other}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(head in 0usize..3, bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let heads = [picture(ImageFormat::Jpeg), picture(ImageFormat::Png), pdf()];
        let mut file = heads[head].clone();
        let at = bytes.len() % file.len();
        file.splice(at.., bytes);
        let _outcome = examined(file);
    }
}
