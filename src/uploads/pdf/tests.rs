//! What is found in a PDF, however it is written down, and what is none of anybody's business.

use super::*;
use flate2::{Compression, write::ZlibEncoder};
use proptest::prelude::*;
use std::{
    fmt::Write as _,
    io::Write as _,
    time::{Duration, Instant},
};

const PAGES: &str = "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n3 0 obj <</Type /Page /Parent 2 0 R>> endobj\n";
const SCRIPT: &str = "<</S /JavaScript /JS (app.alert\\(1\\))>>";

/// A file of one page, with more in its catalogue and more objects.
fn file(catalogue: &str, objects: &str) -> Vec<u8> {
    let catalogue = format!("1 0 obj <</Type /Catalog /Pages 2 0 R {catalogue}>> endobj\n");
    format!("%PDF-1.7\n{catalogue}{PAGES}{objects}\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n").into_bytes()
}

/// A stream of packed objects with these numbers.
fn packed(objects: &[(u32, &str)], more: &str, stream: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let (mut head, mut body) = (String::new(), String::new());
    for (number, object) in objects {
        write!(head, "{number} {} ", body.len()).unwrap();
        write!(body, "{object} ").unwrap();
    }
    let data = stream(format!("{head}{body}").as_bytes());
    let dict =
        format!("9 0 obj <</Type /ObjStm /N {} /First {} {more} /Length {}>> stream\n", objects.len(), head.len(), data.len());
    [dict.as_bytes(), &data, b"\nendstream endobj\n"].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A stream that claims so many objects, all at one place.
fn packed_claims(objects: usize, place: usize) -> Vec<u8> {
    let head: String = (10..10 + objects).map(|number| format!("{number} {place} ")).collect();
    let data = deflated(&head.as_bytes()[..head.len().min(15 << 20)]);
    let dict = format!("9 0 obj <</Type /ObjStm /N {objects} /First 0 /Filter /FlateDecode /Length {}>> stream\n", data.len());
    [dict.as_bytes(), &data, b"\nendstream endobj\n"].concat()
}

/// The file with these bytes among its objects.
fn with(catalogue: &str, bytes: &[u8]) -> Vec<u8> {
    let file = file(catalogue, "@");
    let at = file.iter().position(|byte| *byte == b'@').unwrap();
    [&file[..at], bytes, &file[at + 1..]].concat()
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_script_is_found_however_it_is_written() {
    let files = [
        file(&format!("/OpenAction {SCRIPT}"), ""),
        file("/OpenAction 5 0 R", "5 0 obj <</S /J#61vaScript /#4a#53 (x)>> endobj"),
        file("/OpenAction 5 0 R", "5 0 obj <</S 6 0 R /Next 7 0 R>> endobj 6 0 obj /JavaScript endobj"),
        file("/OpenAction 5 0 R", "5 0 obj <</S /Rendition /OP 0 /JS 6 0 R>> endobj"),
        file("/Names <</JavaScript 5 0 R>>", ""),
        file("/AcroForm <</XFA [(template) 5 0 R]>>", ""),
        file("/AcroForm <</Fields [] /X#46A 5 0 R>>", ""),
        file("", "5 0 obj <</S/Launch/F(calc.exe)>> endobj"),
        file("", "5 0 obj <</S/SubmitForm/F(http://x)>> endobj"),
        file("", "5 0 obj <</Type/Filespec/EF 6 0 R>> endobj 6 0 obj <</F 7 0 R>> endobj"),
        file("", "5 0 obj <</Type /Embedded#46ile /Length 1>> stream\nx\nendstream endobj"),
        file("/AA <</WC 5 0 R>>", "5 0 obj <</S /URI /URI (http://x)>> endobj"),
        file("/AA 6 0 R", "5 0 obj <</S /GoTo /Next [<</S /URI>>]>> endobj 6 0 obj <</O 5 0 R>> endobj"),
        file("/OpenAction <</S /GoTo /D [3 0 R] /Next 5 0 R>>", "5 0 obj <</S /GoToR /F (\\\\\\\\host\\\\x)>> endobj"),
        file("", "5 0 obj <</F (http://x) /Length 0>> stream\n\nendstream endobj"),
        // Where a table may lead: into a comment, a string, the data of a stream.
        file("/OpenAction 5 0 R", &format!("% 5 0 obj {SCRIPT} endobj")),
        file("/OpenAction 5 0 R", &format!("6 0 obj (5 0 obj {SCRIPT} endobj) endobj")),
        file("/OpenAction 5 0 R", &format!("6 0 obj <</Length 99>> stream\n5 0 obj {SCRIPT} endobj\nendstream endobj")),
        file("", &format!("trailer <</Root <</Type /Catalog /OpenAction {SCRIPT}>>>>")),
    ];
    for file in files {
        assert_eq!(check(&file), Err(Unfit::Acting), "{}", String::from_utf8_lossy(&file));
    }
    let hidden =
        file("/OpenAction 5 0 R", &format!("6 0 obj <</Length 99>> stream\n5 0 %\nobj {SCRIPT} endobj\nendstream endobj"));
    assert!(matches!(check(&hidden), Err(Unfit::Acting | Unfit::Unclear)));
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_script_is_found_in_packed_objects() {
    let objects = [(5, SCRIPT), (6, "<</Type /Font>>")];
    let plain = |bytes: &[u8]| bytes.to_vec();
    for (more, data) in [
        ("/Filter /FlateDecode", packed(&objects, "/Filter /FlateDecode", deflated)),
        ("/Filter [/Fl#61teDecode]", packed(&objects, "/Filter [/Fl#61teDecode] /DecodeParms [null]", deflated)),
        ("in plain view", packed(&objects, "", plain)),
    ] {
        assert_eq!(check(&with("/OpenAction 5 0 R", &data)), Err(Unfit::Acting), "{more}");
    }
    let uri = packed(&[(5, "<</S /URI /URI (http://x)>>")], "/Filter /FlateDecode", deflated);
    assert_eq!(check(&with("/OpenAction 5 0 R", &uri)), Err(Unfit::Acting), "what opens it is not packed");
    assert_eq!(check(&with("", &uri)), Ok(()), "a link that somebody may follow is none");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_packed_objects_that_cannot_be_read_are_not_believed() {
    let objects = [(5, "<</S /GoTo>>")];
    for more in [
        "/Filter /LZWDecode",
        "/Filter [/ASCIIHexDecode /FlateDecode]",
        "/Filter 8 0 R",
        "/Filter /FlateDecode /DecodeParms <</Predictor 12>>",
    ] {
        assert_eq!(check(&with("", &packed(&objects, more, deflated))), Err(Unfit::Unclear), "{more}");
    }
    let broken = |bytes: &[u8]| deflated(bytes)[..9].to_vec();
    assert_eq!(check(&with("", &packed(&objects, "/Filter /FlateDecode", broken))), Err(Unfit::Unclear));
    let locked = with("/Encrypt 4 0 R", &packed(&objects, "/Filter /FlateDecode", broken));
    assert_eq!(check(&locked), Err(Unfit::Locked), "it could not be read anyway");
}

#[test]
#[doc = "ACC-10"]
fn acc_10_words_are_no_scripts() {
    let words = "HTML/CSS/JavaScript /JS /Launch /XFA /Encrypt /EmbeddedFile";
    for file in [
        file("", &format!("% {words}\n%% Original object ID: 5 0\n5 0 obj ({words}) endobj")),
        file("", &format!("5 0 obj <</Title ({words} \\) \\( (/JS))>> endobj")),
        file("", &format!("5 0 obj <</Length 99>> stream\nBT ({words}) Tj {words} ET\nendstream endobj")),
        file(
            "",
            "5 0 obj <</Font <</JavaScript1 6 0 R /JSX 6 0 R /AA 6 0 R /EF 6 0 R>>>> endobj 6 0 obj <</Type/Font>> endobj",
        ),
        file("/OpenAction [3 0 R /XYZ null null 0]", "5 0 obj <</S /URI /URI (http://x)>> endobj"),
        file("/OpenAction 5 0 R", "5 0 obj <</S /GoTo /D [3 0 R /Fit]>> endobj"),
        file("/OpenAction 5 0 R", "5 0 obj <</S /Named /N /FirstPage>> endobj"),
        with("/Metadata 5 0 R", &packed(&[(5, &format!("({words})"))], "/Filter /FlateDecode", deflated)),
    ] {
        assert_eq!(check(&file), Ok(()), "{}", String::from_utf8_lossy(&file));
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_guide_that_a_browser_printed_is_taken() {
    for guide in ["employer", "graduate", "school"] {
        let file = std::fs::read(format!("client/web/public/guides/{guide}.pdf")).unwrap();
        assert_eq!(check(&file), Ok(()), "{guide}");
    }
}

#[test]
#[doc = "ACC-10"]
fn acc_10_a_file_without_a_page_is_no_licence() {
    let whole = |objects: &str| format!("%PDF-1.7\n{objects}\n%%EOF").into_bytes();
    for objects in [
        "hello",
        "1 0 obj <<>> endobj trailer <<>>",
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj trailer <</Root 1 0 R>>",
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[2 0 R 4 0 R]>> endobj trailer <</Root 1 0 R>>",
        "1 0 obj <</Type/Catalog>> endobj 3 0 obj <</Type/Page>> endobj trailer <</Root 1 0 R>>",
        "(3 0 obj <</Type/Page>> endobj)",
    ] {
        assert_eq!(check(&whole(objects)), Err(Unfit::NoPage), "{objects}");
    }
    let nested = "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids 5 0 R>> endobj 5 0 obj [6 0 R] endobj \
                  6 0 obj <</Kids[7 0 R]>> endobj 7 0 obj <</Type/P#61ge>> endobj 8 0 obj <</Type/XRef/Root 1 0 R>> stream";
    assert_eq!(check(&whole(nested)), Ok(()));
    let pages = [(1, "<</Type/Catalog/Pages 2 0 R>>"), (2, "<</Kids[3 0 R]>>"), (3, "<</Type/Page>>")];
    let modern =
        [b"%PDF-1.5\n".as_slice(), &packed(&pages, "/Filter/FlateDecode", deflated), b"10 0 obj <</Root 1 0 R>> stream\n%%EOF"];
    assert_eq!(check(&modern.concat()), Ok(()));
}

#[test]
fn hostile_files_cost_little() {
    let bomb = packed(&[(5, &" ".repeat(20 << 20))], "/Filter /FlateDecode", deflated);
    let files = [
        ("a bomb", with("", &bomb)),
        (
            "ten thousand small ones",
            with("", &packed(&[(5, &" ".repeat(1 << 20))], "/Filter /FlateDecode", deflated).repeat(200)),
        ),
        ("deep", file("", &format!("5 0 obj {}", "[".repeat(1 << 20)))),
        ("deep dictionaries", file("", &format!("5 0 obj {}", "<</A".repeat(1 << 20)))),
        ("never ending", file("", &"5 0 obj <<".repeat(1 << 17))),
        ("many parts", file("", &format!("5 0 obj [{}]", "1 ".repeat(2 << 20)))),
        ("more objects than bytes", with("", &packed_claims(2_000_000, 30_000_000))),
        ("many objects in few bytes", with("", &packed_claims(500_000, 9))),
        ("many versions", file("", &"5 0 obj 5 0 R endobj\n".repeat(1 << 16))),
    ];
    for (kind, file) in files {
        assert_eq!(check(&file), Err(Unfit::Unclear), "{kind}");
    }
    let begun = Instant::now();
    let claims = "5 0 obj <</N 1 /First 4 /Filter /FlateDecode>>\n".repeat(200);
    let blanks: Vec<_> = (1..=4_000).map(|number| (number, "")).collect();
    let blank = |bytes: &[u8]| deflated(&[bytes, " ".repeat(15 << 20).as_bytes()].concat());
    let files = [
        ("a bomb that many claim", with("", &[claims.as_bytes(), &bomb].concat())),
        ("many bombs", with("", &bomb.repeat(90))),
        ("many objects of nothing but blanks", with("", &packed(&blanks, "/Filter /FlateDecode", blank))),
    ];
    for (kind, file) in files {
        assert_eq!(check(&file), Err(Unfit::Unclear), "{kind}");
    }
    let locked = [bomb.repeat(90).as_slice(), b"8 0 obj <</Type /XRef /Encrypt 4 0 R>> endobj"].concat();
    assert_eq!(check(&with("", &locked)), Err(Unfit::Locked), "that is still found behind them");
    // A bomb goes off once in a file, and blanks count like everything else that is read.
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    let links: String = (10..60_000).map(|number| format!("{number} 0 obj {} 0 R endobj\n", number + 1)).collect();
    let actions = "<</S 10 0 R>>".repeat(60_000);
    let chain = file(&format!("/OpenAction [{actions}]"), &format!("{links}60000 0 obj /GoTo endobj"));
    assert_eq!(check(&chain), Err(Unfit::Unclear), "everybody goes all the way down one chain");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    let circles =
        "5 0 obj <</S /GoTo /Next 6 0 R>> endobj 6 0 obj <</S /GoTo /Next [5 0 R 6 0 R]>> endobj 7 0 obj 7 0 R endobj";
    assert_eq!(check(&file("/OpenAction 5 0 R /AA 7 0 R", circles)), Ok(()));
}

/// Pieces that a hostile file is made of.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "\\",
        "%",
        "\n",
        " ",
        "/",
        "#4",
        "/JS",
        "/S",
        "/Kids",
        "/Root",
        "/Pages",
        "/N 2",
        "/First 4",
        "5 0 obj",
        "R",
        "5 0 R",
        "stream\n",
        "endstream",
        "endobj",
        "trailer",
        "obj",
        "/Filter/FlateDecode",
        "/AA",
        "/EF",
        "/Next",
        "/OpenAction",
        "4294967295 0",
    ]);
    prop_oneof![4 => word.prop_map(|word| word.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..8), 1 => Just(deflated(b"5 0 6 4 <</S/GoTo>>"))]
}

proptest! {
    #[test]
    fn no_pieces_make_it_panic(pieces in prop::collection::vec(piece(), 0..120)) {
        let _outcome = check(&with("", &pieces.concat()));
    }

    #[test]
    fn a_script_among_pieces_is_never_missed(before in prop::collection::vec(piece(), 0..30), behind in prop::collection::vec(piece(), 0..30)) {
        let script = b"\n5 0 obj <</S/JavaScript/JS(x)>> endobj\n".to_vec();
        prop_assert!(check(&with("", &[before.concat(), script, behind.concat()].concat())).is_err());
    }
}
