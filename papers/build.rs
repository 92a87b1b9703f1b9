//! Fetches the fonts that papers are printed in and says where they are.
//!
//! A release build has them inside; a debug build reads them from where they lie, so that nothing is linked anew. With
//! `WANGQIAN_SKIP_WEB=1` nothing is fetched: what is there is used, and without it no paper can be made.

use std::{env, fs, io, path::Path, path::PathBuf, process::Command, process::ExitCode};

const SKIP: &str = "WANGQIAN_SKIP_WEB";
/// Another place of the font with rare characters than Debian's.
const RARE: &str = "WANGQIAN_RARE_FONT";
/// Of the Debian package `fonts-hanazono`: extensions B to F of Unicode's Han characters.
const RARE_OF_DEBIAN: &str = "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf";
const PACKAGES: &str = "node_modules/@expo-google-fonts";
/// The two weights of the text, then what people write besides Chinese: other Latin letters, Korean, ticks and boxes, emoji.
const OF_PACKAGES: [&str; 6] = [
    "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "noto-serif/400Regular/NotoSerif_400Regular.ttf",
    "noto-serif-kr/400Regular/NotoSerifKR_400Regular.ttf",
    "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
    "noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
];
const SOURCES: [&str; 3] = ["package.json", "package-lock.json", "../tools/npm-ci.sh"];

fn main() -> ExitCode {
    [SKIP, RARE].iter().for_each(|name| println!("cargo::rerun-if-env-changed={name}"));
    SOURCES.iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
    match prepare() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the fonts of the documents: {error}. Without them: {SKIP}=1 cargo …");
            ExitCode::FAILURE
        }
    }
}

fn prepare() -> io::Result<()> {
    if env::var_os(SKIP).is_none() {
        let status = Command::new("../tools/npm-ci.sh").arg(".").status()?;
        status.success().then_some(()).ok_or_else(|| io::Error::other(format!("npm ci ended with {status}")))?;
    }
    let packages = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(PACKAGES);
    let rare = env::var_os(RARE).unwrap_or_else(|| RARE_OF_DEBIAN.into());
    let fonts = OF_PACKAGES.iter().map(|font| packages.join(font)).chain([rare.into()]);
    let sources: Vec<_> = fonts.map(|font| source(&font)).collect();
    let table = format!("pub static BUILT_IN: [Source; {}] = [{}];\n", sources.len(), sources.join(", "));
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("fonts.rs"), table)
}

fn source(font: &Path) -> String {
    println!("cargo::rerun-if-changed={}", font.display());
    match (font.is_file(), env::var("PROFILE").as_deref()) {
        (false, _) => {
            println!("cargo::warning=no font at {}: characters that only it has cannot be printed", font.display());
            "Source::Absent".to_owned()
        }
        (true, Ok("release")) => format!("Source::Within(include_bytes!({font:?}))"),
        (true, _) => format!("Source::At({font:?})"),
    }
}
