//! The rules of this house, as tests. Each failure says what to do.

#[path = "tidy/manifest.rs"]
mod manifest;
#[path = "tidy/repository.rs"]
mod repository;

use repository::{Source, exists, sources, text};
use std::collections::BTreeSet;

const MANIFESTS: [&str; 10] = [
    "Cargo.toml",
    "actors/rules/Cargo.toml",
    "actors/runtime/Cargo.toml",
    "benches/Cargo.toml",
    "client/load/Cargo.toml",
    "client/protocol/Cargo.toml",
    "papers/Cargo.toml",
    "storage/Cargo.toml",
    "tests/api/Cargo.toml",
    "tools/spec/Cargo.toml",
];

const FILE_LINES_MAX: usize = 500;
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Files that were too long when the rule came, with the length they may not exceed. Lines leave this list, none enter.
const TOO_LONG_ALREADY: [(&str, usize); 0] = [];

/// Written by a tool, never read from top to bottom.
const GENERATED: [&str; 4] =
    ["Cargo.lock", "client/web/package-lock.json", "client/web/src/api/schema.d.ts", "tests/browser/package-lock.json"];

fn allows(manifest: &str, forbidden: &[&str], why: &str) {
    let below = manifest::names(manifest, "dependencies");
    let found: Vec<_> = below.iter().filter(|name| forbidden.contains(&name.as_str())).collect();
    assert!(found.is_empty(), "{manifest} depends on {found:?}: {why}");
}

/// Fails with `advice` and every line of code that `is_bad`, outside of the files that may.
fn no_code_line(extensions: &[&str], may: impl Fn(&Source) -> bool, is_bad: impl Fn(&str) -> bool, advice: &str) {
    let files = sources();
    let others = files.iter().filter(|source| source.is_a(extensions) && !may(source) && source.path != "tests/tidy.rs");
    let bad: Vec<_> = others
        .flat_map(|source| {
            source.code_lines().filter(|line| is_bad(line)).map(|line| format!("{}: {}", source.path, line.trim()))
        })
        .collect();
    assert!(bad.is_empty(), "{advice}\n{}", bad.join("\n"));
}

fn at(path: &str) -> impl Fn(&Source) -> bool {
    move |source| source.path == path
}

// Floors: dependencies point downwards.

#[test]
fn rules_are_pure() {
    let machinery = [
        "actix",
        "actix-rt",
        "actix-web",
        "tokio",
        "sled",
        "rand",
        "getrandom",
        "tracing",
        "metrics",
        "futures-util",
        "dashmap",
        "wangqian-storage",
        "wangqian-runtime",
        "wangqian-protocol",
    ];
    allows(
        "actors/rules/Cargo.toml",
        &machinery,
        "rules wait for nothing, draw nothing and store nothing; take it as an argument",
    );
}

#[test]
fn storage_knows_no_business() {
    let above = ["wangqian-rules", "wangqian-runtime", "wangqian-protocol", "actix", "actix-web"];
    allows("storage/Cargo.toml", &above, "storage holds keys and bytes; give meaning to them in a floor above");
}

#[test]
fn the_runtime_knows_no_edge_and_no_disk() {
    let others = ["wangqian-protocol", "actix-web", "actix-web-actors", "sled", "bincode"];
    allows("actors/runtime/Cargo.toml", &others, "the runtime speaks to `Store` below and is asked by the edge above");
}

#[test]
fn the_load_tester_knows_what_a_browser_knows() {
    let inside = ["wangqian", "wangqian-rules", "wangqian-runtime", "wangqian-storage"];
    allows("client/load/Cargo.toml", &inside, "judge the server by what it answers, not by its own types");
}

#[test]
fn papers_know_no_business() {
    let above = ["wangqian-rules", "wangqian-runtime", "wangqian-storage", "wangqian-protocol"];
    allows("papers/Cargo.toml", &above, "papers print facts as they are; gather them in src/papers");
}

#[test]
fn the_wire_types_stand_alone() {
    let floors = ["wangqian-rules", "wangqian-runtime", "wangqian-storage"];
    allows("client/protocol/Cargo.toml", &floors, "src/convert.rs is the one bridge between the wire and the rules");
}

// Contained libraries: one file each, so that each can be replaced in a day.

#[test]
fn only_the_codec_names_bincode() {
    let advice = "encode and decode through storage::codec";
    no_code_line(&["rs"], at("storage/src/codec.rs"), |line| line.contains("bincode::"), advice);
}

#[test]
fn only_the_checkpoint_store_names_sled() {
    // The test of its proofs damages it behind its back.
    let may = |source: &Source| source.path.starts_with("storage/src/checkpoint") || source.path == "storage/tests/proof.rs";
    no_code_line(&["rs"], may, |line| line.contains("sled::"), "reach stored data through the Store trait");
}

#[test]
fn only_papers_name_krilla() {
    let may = |source: &Source| source.path.starts_with("papers/");
    no_code_line(&["rs"], may, |line| line.contains("krilla::"), "draw through wangqian_papers");
}

#[test]
fn only_the_session_names_actix_web_actors() {
    let advice = "the crate is deprecated: keep src/ws/session.rs its only user";
    no_code_line(&["rs"], at("src/ws/session.rs"), |line| line.contains("actix_web_actors"), advice);
}

#[test]
fn only_the_metrics_name_prometheus() {
    let advice = "time through metrics::Times, count where the count is and tell it through metrics::Figures";
    let may = |source: &Source| source.path.starts_with("src/metrics");
    no_code_line(&["rs"], may, |line| line.contains("prometheus::"), advice);
}

#[test]
fn only_the_clock_asks_the_machine_for_the_time() {
    let asks = |line: &str| ["SystemTime::now", "Timestamp::now", "Zoned::now"].iter().any(|call| line.contains(call));
    // A provider that the load tester plays is somebody else's machine, with a clock of its own.
    let may =
        |source: &Source| ["actors/runtime/src/clock.rs", "client/load/src/far/providers/wechat.rs"].contains(&&*source.path);
    no_code_line(&["rs"], may, asks, "take the time as an argument, or a Clock");
}

#[test]
fn bodies_are_read_as_they_are_sent_and_within_bounds() {
    let unpacks = |line: &str| ["body: web::Bytes", "Bytes, actix_web::Error>"].iter().any(|taken| line.contains(taken));
    let advice =
        "take Sent, FileBody, or web::Payload with sent::whole: the extractor of bytes unpacks what calls itself packed";
    no_code_line(&["rs"], |source| !source.path.starts_with("src/"), unpacks, advice);
}

// Nothing left lying about.

#[test]
fn no_file_is_too_long() {
    let limit =
        |path: &str| TOO_LONG_ALREADY.iter().find(|(known, _)| *known == path).map_or(FILE_LINES_MAX, |(_, lines)| *lines);
    let files = sources();
    let written = files.iter().filter(|source| source.is_a(&["rs", "ts", "vue", "css", "sh"]));
    let long: Vec<_> = written
        .filter(|source| !GENERATED.contains(&source.path.as_str()))
        .map(|source| (&source.path, source.text.lines().count()))
        .filter(|(path, lines)| *lines > limit(path))
        .collect();
    assert!(long.is_empty(), "split by idea, so that each part has a name of its own: {long:?}");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TODO", "FIXME", "dbg!(", "todo!(", "unimplemented!(", "console.log(", "debugger;"];
    let files = sources();
    let ours = files.iter().filter(|source| source.is_a(&["rs", "ts", "vue", "css", "sh"]) && source.path != "tests/tidy.rs");
    let left: Vec<_> = ours
        .flat_map(|source| marks.iter().filter(|mark| source.text.contains(**mark)).map(|mark| (&source.path, *mark)))
        .collect();
    assert!(left.is_empty(), "finish it, or open an issue and take the mark away: {left:?}");
}

#[test]
fn no_drawer_for_odds_and_ends() {
    let drawers = ["util", "utils", "misc", "helper", "stuff"];
    let is_drawer = |part: &str| drawers.contains(&part.split('.').next().unwrap_or_default());
    let found: Vec<_> = sources().into_iter().map(|source| source.path).filter(|path| path.split('/').any(is_drawer)).collect();
    assert!(found.is_empty(), "name the file after the idea in it: {found:?}");
}

#[test]
fn the_repository_stands_alone() {
    let outside = [["../sha", "red"].concat(), ["/wo", "rk/"].concat(), ["/tm", "p/"].concat(), ["/ro", "ot/"].concat()];
    let files = sources();
    let found: Vec<_> = files
        .iter()
        .filter(|source| !GENERATED.contains(&source.path.as_str()))
        .flat_map(|source| outside.iter().filter(|path| source.text.contains(path.as_str())).map(|path| (&source.path, path)))
        .collect();
    assert!(found.is_empty(), "a clone has no such place: {found:?}");
}

#[test]
fn no_large_file() {
    let large: Vec<_> =
        sources().into_iter().filter(|source| source.bytes > FILE_BYTES_MAX).map(|source| source.path).collect();
    assert!(large.is_empty(), "fetch it at build time, or make it smaller: {large:?}");
}

// Tests that tell the truth.

#[test]
fn no_test_sleeps() {
    let sleeps = ["sleep(", "sleep_until(", "waitForTimeout("];
    let files = sources();
    let naps: Vec<_> = files
        .iter()
        // The load tester looks from outside, like a browser: nothing tells it when the server has started.
        .filter(|source| {
            source.is_a(&["rs", "ts"]) && source.path != "tests/tidy.rs" && !source.path.starts_with("client/load/")
        })
        .flat_map(|source| sleeps.iter().filter(|call| source.test_code().contains(**call)).map(|call| (&source.path, *call)))
        .collect();
    assert!(naps.is_empty(), "wait for the fact (settle, a pushed frame, expect.poll) or move a ManualClock: {naps:?}");
}

#[test]
fn no_test_is_switched_off() {
    let off = ["#[ignore", "test.skip(", "test.only(", "it.skip(", "it.only(", "describe.skip(", "describe.only("];
    let is_off = |line: &str| off.iter().any(|call| line.trim_start().starts_with(call));
    no_code_line(&["rs", "ts"], |source| source.path.starts_with("tools/"), is_off, "make the test hold, or delete it");
}

#[test]
fn old_bytes_are_kept() {
    let golden = sources().into_iter().filter(|source| source.path.starts_with("storage/tests/golden/")).count();
    assert!(golden > 0, "storage/tests/golden/ keeps bytes of every encoding version ever written; never delete one");
}

// One way of writing a manifest.

#[test]
fn every_crate_obeys_the_house_lints() {
    let manifests: BTreeSet<_> =
        sources().into_iter().map(|source| source.path).filter(|path| path.ends_with("Cargo.toml")).collect();
    assert_eq!(
        manifests,
        MANIFESTS.map(str::to_owned).into(),
        "name a new crate in MANIFESTS, and its floor in ARCHITECTURE.md"
    );
    for manifest in MANIFESTS {
        let lints = manifest::section_lines(manifest, "lints");
        assert!(lints.iter().any(|line| line == "workspace = true"), "{manifest}: add [lints] workspace = true");
    }
}

#[test]
fn versions_stand_in_one_place() {
    for manifest in MANIFESTS {
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let lines = manifest::section_lines(manifest, section);
            let own: Vec<_> = lines.iter().filter(|line| line.contains('=') && !line.contains("workspace = true")).collect();
            assert!(own.is_empty(), "{manifest}: move the version to [workspace.dependencies] of the root: {own:?}");
        }
    }
}

#[test]
fn every_dependency_is_used() {
    let used: BTreeSet<_> = MANIFESTS
        .iter()
        .flat_map(|manifest| ["dependencies", "dev-dependencies"].map(|section| manifest::names(manifest, section)))
        .flatten()
        .collect();
    let idle: Vec<_> = workspace_dependencies().into_iter().filter(|name| !used.contains(name)).collect();
    assert!(idle.is_empty(), "remove from [workspace.dependencies]: {idle:?}");
}

fn workspace_dependencies() -> Vec<String> {
    let all = manifest::names("Cargo.toml", "workspace.dependencies");
    all.into_iter().filter(|name| !name.starts_with("wangqian")).collect()
}

fn npm_dependencies(manifest: &str) -> Vec<String> {
    let parsed: serde_json::Value = serde_json::from_str(&text(manifest)).expect("package.json is JSON");
    let names = |section: &str| parsed[section].as_object().into_iter().flat_map(|map| map.keys().cloned()).collect::<Vec<_>>();
    [names("dependencies"), names("devDependencies")].concat()
}

// The documents are true.

#[test]
fn every_dependency_has_its_reason() {
    let bare = manifest::without_comment("Cargo.toml", "workspace.dependencies");
    let bare: Vec<_> = bare.into_iter().filter(|name| !name.starts_with("wangqian")).collect();
    assert!(bare.is_empty(), "say in a comment above it why it is here: {bare:?}");
}

#[test]
fn every_package_has_its_reason() {
    let named: BTreeSet<_> = package_rows().into_iter().collect();
    let manifests = ["client/web/package.json", "tests/browser/package.json"];
    let wanted: BTreeSet<_> = manifests.iter().flat_map(|manifest| npm_dependencies(manifest)).collect();
    let unexplained: Vec<_> = wanted.difference(&named).collect();
    let gone: Vec<_> = named.difference(&wanted).collect();
    assert!(unexplained.is_empty(), "say in client/web/README.md, \"Packages\", why it is here: {unexplained:?}");
    assert!(gone.is_empty(), "no longer a dependency, take it out of client/web/README.md, \"Packages\": {gone:?}");
}

/// Names in the first cells of the table under "Packages".
fn package_rows() -> Vec<String> {
    let page = text("client/web/README.md");
    let (_, section) = page.split_once("## Packages").expect("client/web/README.md has a section \"Packages\"");
    let section = section.split("\n## ").next().unwrap_or_default();
    let first_cells = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    first_cells.filter(|cell| cell.starts_with('`')).flat_map(quoted).collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What is read about the whole of it, rather than beside one of its parts.
fn documents() -> Vec<Source> {
    let is_document = |path: &str| !path.contains('/') || path.starts_with("docs/");
    sources().into_iter().filter(|source| source.is_a(&["md"]) && is_document(&source.path)).collect()
}

#[test]
fn paths_in_the_documents_exist() {
    let pages = documents();
    let gone: Vec<_> = pages
        .iter()
        .flat_map(|page| paths_in(&page.text).into_iter().map(|path| (&page.path, path)))
        .filter(|(_, path)| !exists(path))
        .collect();
    assert!(gone.is_empty(), "the document names a file that is not there: {gone:?}");
}

#[test]
fn links_in_the_documents_lead_somewhere() {
    let pages = documents();
    let gone: Vec<_> = pages
        .iter()
        .flat_map(|page| links_in(&page.text).into_iter().map(|link| (&page.path, link)))
        .filter(|(page, link)| {
            let folder = page.rsplit_once('/').map_or(".", |(folder, _)| folder);
            !exists(&format!("{folder}/{link}"))
        })
        .collect();
    assert!(gone.is_empty(), "the document links to a file that is not there: {gone:?}");
}

/// Where Markdown's links and pictures lead, without the heading in the page; none to other sites.
fn links_in(page: &str) -> Vec<String> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets.filter_map(|target| target.split('#').next());
    files.filter(|file| !file.is_empty() && !file.contains("://")).map(str::to_owned).collect()
}

/// Words in backticks that are a path of this repository: with a folder, and ending like a source.
fn paths_in(page: &str) -> Vec<String> {
    let endings = [".rs", ".ts", ".vue", ".md", ".toml", ".sh", ".css"];
    let is_path = |word: &String| word.contains('/') && endings.iter().any(|end| word.ends_with(end));
    quoted(page).into_iter().filter(is_path).collect()
}

#[test]
fn commands_in_the_documents_exist() {
    let makefile = text("Makefile");
    for page in documents() {
        let words = page.text.replace("`make ", "\nmake ");
        let targets = words.lines().filter_map(|line| line.strip_prefix("make ")?.split(['`', ' ']).next());
        let unknown: Vec<_> = targets.filter(|target| !makefile.contains(&format!("\n{target}:"))).collect();
        assert!(unknown.is_empty(), "{} names targets that the Makefile does not have: {unknown:?}", page.path);
    }
}

#[test]
fn one_place_says_where_the_binaries_are() {
    let may = |source: &Source| source.path == "tools/binaries.sh";
    let knows = |line: &str| ["target/release", "target/debug", "CARGO_TARGET_DIR"].iter().any(|place| line.contains(place));
    no_code_line(&["rs", "ts", "sh"], may, knows, "ask tools/binaries.sh: a builder may have told cargo another place");
    assert!(!knows(&text("Makefile")), "ask tools/binaries.sh");
    let asked = std::process::Command::new("tools/binaries.sh").env("CARGO_TARGET_DIR", "elsewhere/built").output().unwrap();
    let said = String::from_utf8_lossy(&asked.stdout);
    assert!(said.trim().ends_with("/elsewhere/built/release"), "{said} {}", String::from_utf8_lossy(&asked.stderr));
}
