//! Has the web app built before the server embeds it.
//!
//! With `WANGQIAN_SKIP_WEB=1` it is left alone, for linting and unit tests on a machine without Node: what is in
//! `client/web/dist` is embedded as it is, or else a page that says so.

use std::{env, fs, io, path::Path, process::Command, process::ExitCode};

const DIST: &str = "client/web/dist";
const SKIP: &str = "WANGQIAN_SKIP_WEB";

/// What the app is made of. Not its folder as a whole: the build writes there, and would be run again by its own output.
const SOURCES: [&str; 11] = [
    "client/web/src",
    "client/web/public",
    "client/web/build",
    "docs/guides",
    "client/web/index.html",
    "client/web/package.json",
    "client/web/package-lock.json",
    "client/web/tsconfig.json",
    "client/web/vite.config.ts",
    "tools/web.sh",
    "tools/npm-ci.sh",
];

const PLACEHOLDER: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>网签</title>\
    <p>此程序未包含网页：请运行 make web，然后重新编译。</p></html>\n";

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed={SKIP}");
    SOURCES.iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
    let done = if env::var_os(SKIP).is_some() { leave_as_is() } else { build() };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the web app: {error}. See `make web`; without it: {SKIP}=1 cargo …");
            ExitCode::FAILURE
        }
    }
}

fn build() -> io::Result<()> {
    let status = Command::new("tools/web.sh").status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("its build ended with {status}"))) }
}

fn leave_as_is() -> io::Result<()> {
    let page = Path::new(DIST).join("index.html");
    if page.exists() {
        return Ok(());
    }
    fs::create_dir_all(DIST)?;
    fs::write(page, PLACEHOLDER)
}
