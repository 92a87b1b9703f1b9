//! One bit of everything on disk is another: nothing wrong is read and nothing is missing without a word.
//!
//! `WANGQIAN_FLIPS=1000` flips as many, each in a fresh copy, and says what came of them by kind of file.

use crate::common::{
    Steps, applying_at_once, commit,
    disk::{copy_into, copy_of, settle},
    entity, options,
};
use std::{
    collections::BTreeMap,
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use wangqian_storage::{
    LocalStore, ReadError, Store,
    backup::{Parts, back_up, check, restore},
    blobs::{BlobHash, Blobs},
    export::{check as check_export, export, rebuild},
    record::{EntityKey, HistoryEntry, Loaded, TimerRow},
    verify::verify,
};

const PARTS: Parts<'static> = Parts { export: "export.wqx", small: &[], files: "blobs" };
const ENTITIES: u16 = 3;
const STEPS: u8 = 12;
const FLIPS: u64 = 40;

/// What came of a flip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Everything reads as it was, and nobody has anything to say.
    Harmless,
    /// Reading the store, a file of it or the backup says that it is damaged.
    Reported,
    /// The checkpoint store was made anew, and everything reads as it was.
    Rebuilt,
    /// The store does not open.
    Refused,
}

/// Everything that can be read of a store.
#[derive(Debug, PartialEq)]
struct Everything {
    entities: Vec<(Loaded, Vec<HistoryEntry>)>,
    names: Vec<EntityKey>,
    timers: Vec<TimerRow>,
    with_letters: Vec<EntityKey>,
}

/// A store closed in order, with an export in the middle of its life, uploaded files, and a backup beside it.
struct Original {
    directory: TempDir,
    everything: Everything,
    files: Vec<PathBuf>,
    blobs: Vec<BlobHash>,
}

impl Original {
    async fn make() -> Self {
        let directory = TempDir::new().unwrap();
        let (data, backup) = (directory.path().join("data"), directory.path().join("backup"));
        let store = LocalStore::open(&data, applying_at_once()).unwrap();
        let mut steps: Vec<Steps> = (1..=ENTITIES).map(|number| Steps::of(entity(number))).collect();
        more(&store, &mut steps).await;
        settle(&store);
        export(&store, &data.join("export.wqx")).unwrap();
        more(&store, &mut steps).await;
        let files = Blobs::local(&data.join("blobs")).unwrap();
        let mut blobs = Vec::new();
        for size in [1, 100, 5000] {
            blobs.push(files.put(vec![size as u8; size].into()).await.unwrap());
        }
        let everything = read(&store).await.unwrap();
        store.close();
        drop(store);
        back_up(&data, &backup, &PARTS).unwrap();
        let files = files_below(directory.path());
        Self { directory, everything, files, blobs }
    }

    /// A copy in which one bit of one file is another, the file and its kind.
    fn flipped(&self, seed: u64) -> (TempDir, PathBuf, String) {
        let file = &self.files[below(self.files.len(), seed, "file")];
        let file = file.strip_prefix(self.directory.path()).unwrap();
        let copy = copy_of(self.directory.path());
        let mut bytes = fs::read(copy.path().join(file)).unwrap();
        let at = below(bytes.len(), seed, "byte");
        bytes[at] ^= 1 << below(8, seed, "bit");
        fs::write(copy.path().join(file), bytes).unwrap();
        let kind = file.iter().take(2).map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        (copy, file.to_owned(), kind)
    }
}

/// A number below `end` that is the same every time.
fn below(end: usize, seed: u64, what: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    (seed, what).hash(&mut hasher);
    (hasher.finish() % end as u64) as usize
}

/// Some steps of each entity, over several segments.
async fn more(store: &LocalStore, steps: &mut [Steps]) {
    for step in 0..STEPS {
        for (number, steps) in (1..).zip(&mut *steps) {
            let record = steps.next().part(&[step], &[step; 700]).timer(i64::from(step), b"t").reply(u64::from(step));
            let seq = record.0.version;
            commit(store, record.letter(entity(90 + number), seq)).await;
        }
    }
}

async fn read(store: &LocalStore) -> Result<Everything, ReadError> {
    let mut entities = Vec::new();
    for number in 1..=ENTITIES {
        entities.push((store.load(entity(number)).await?, store.history(entity(number), 0, 999).await?));
    }
    Ok(Everything {
        entities,
        names: store.entities(vec![], None, 99).await?,
        timers: store.timers_due(i64::MAX, 999).await?,
        with_letters: store.sources_with_letters().await?,
    })
}

/// Everything with bytes in it that a flip could change; locks are empty.
fn files_below(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort_unstable();
    for path in entries {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if fs::metadata(&path).unwrap().len() > 0 {
            files.push(path);
        }
    }
    files
}

/// The store as a server opens it and reads it.
async fn served(original: &Original, data: &Path) -> Verdict {
    let Ok(store) = LocalStore::open_or_rebuild(data, &data.join("export.wqx"), options()) else { return Verdict::Refused };
    let Ok(everything) = read(&store).await else { return Verdict::Reported };
    assert_eq!(everything, original.everything);
    let blobs = Blobs::local(&data.join("blobs")).unwrap();
    for hash in &original.blobs {
        match blobs.get(*hash).await {
            Ok(bytes) => assert_eq!(BlobHash::of(&bytes), *hash),
            Err(_) => return Verdict::Reported,
        }
    }
    if store.health().checkpoint_rebuilt { Verdict::Rebuilt } else { Verdict::Harmless }
}

/// The store of which an operator has only export and journal.
async fn remade(original: &Original, data: &Path) {
    let export = data.join("export.wqx");
    if rebuild(data, Some(&export)).is_err() {
        return;
    }
    let Ok(store) = LocalStore::open(data, options()) else { return };
    if let Ok(everything) = read(&store).await {
        assert_eq!(everything, original.everything, "made of export and journal");
    }
}

async fn verdict_of_data(original: &Original, copy: &Path) -> Verdict {
    let [data, to_verify, to_remake] = ["data", "to-verify", "to-remake"].map(|name| copy.join(name));
    for other in [&to_verify, &to_remake] {
        fs::create_dir(other).unwrap();
        copy_into(&data, other);
    }
    remade(original, &to_remake).await;
    match served(original, &data).await {
        Verdict::Harmless if verify(&to_verify).is_err() => Verdict::Reported,
        Verdict::Harmless if check_export(&to_verify.join("export.wqx")).is_err() => Verdict::Reported,
        verdict => verdict,
    }
}

async fn verdict_of_backup(original: &Original, copy: &Path) -> Verdict {
    let (backup, restored) = (copy.join("backup"), copy.join("restored"));
    if check(&backup, &PARTS).is_err() {
        return Verdict::Reported;
    }
    if restore(&backup, &restored, &PARTS).is_err() {
        return Verdict::Refused;
    }
    served(original, &restored).await
}

#[tokio::test]
async fn a_flipped_bit_is_never_read_in_silence() {
    let original = Original::make().await;
    let flips = env::var("WANGQIAN_FLIPS").ok().map_or(FLIPS, |flips| flips.parse().unwrap());
    let mut verdicts: BTreeMap<(String, Verdict), u64> = BTreeMap::new();
    for seed in 0..flips {
        let (copy, file, kind) = original.flipped(seed);
        eprintln!("flip {seed}: {}", file.display());
        let verdict = match file.starts_with("backup") {
            true => verdict_of_backup(&original, copy.path()).await,
            false => verdict_of_data(&original, copy.path()).await,
        };
        *verdicts.entry((kind, verdict)).or_default() += 1;
    }
    for ((kind, verdict), times) in &verdicts {
        eprintln!("{kind}: {times} {verdict:?}");
    }
    assert_eq!(verdicts.values().sum::<u64>(), flips);
}
