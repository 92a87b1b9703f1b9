//! The disk is cut off at every operation: what was acknowledged is there, and a hash's name stands for its bytes or for nothing.

use super::*;
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard},
};

type Names = BTreeMap<PathBuf, usize>;

/// Files by number, names as they are seen and as they are on the disk.
#[derive(Debug, Default)]
struct Platter {
    files: Vec<(Vec<u8>, bool)>,
    seen: Names,
    kept: Names,
    directories: Names,
    /// Operations until nothing works any more.
    left: usize,
}

#[derive(Debug, Default)]
struct CutDisk(Mutex<Platter>);

impl CutDisk {
    fn after(left: usize) -> Self {
        Self(Mutex::new(Platter { left, ..Platter::default() }))
    }

    fn step(&self) -> io::Result<MutexGuard<'_, Platter>> {
        let mut platter = self.0.lock().unwrap();
        platter.left = platter.left.checked_sub(1).ok_or_else(|| io::Error::other("cut off"))?;
        Ok(platter)
    }

    /// Names and bytes after the cut: those that are certain, or all that may have got to the disk, unsynced bytes by half.
    fn afterwards(&self, is_certain: bool) -> BTreeMap<PathBuf, Vec<u8>> {
        let platter = self.0.lock().unwrap();
        let bytes = |file: usize| {
            let (bytes, is_synced) = &platter.files[file];
            if *is_synced { bytes.clone() } else { bytes[..bytes.len() / 2].to_vec() }
        };
        let names = if is_certain { &platter.kept } else { &platter.seen };
        let has_directory = |path: &Path| !is_certain || path.parent().is_some_and(|parent| platter.kept.contains_key(parent));
        let files = names.iter().filter(|(path, _)| !platter.directories.contains_key(*path) && has_directory(path));
        files.map(|(path, file)| (path.clone(), bytes(*file))).collect()
    }
}

impl Disk for CutDisk {
    type File = usize;

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<usize> {
        let mut platter = self.step()?;
        let number = platter.files.len();
        platter.files.push((bytes.to_vec(), false));
        match platter.seen.insert(path.to_owned(), number) {
            None => Ok(number),
            Some(_) => Err(ErrorKind::AlreadyExists.into()),
        }
    }

    fn sync(&self, file: usize) -> io::Result<()> {
        self.step()?.files[file].1 = true;
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut platter = self.step()?;
        let file = platter.seen.remove(from).ok_or(ErrorKind::NotFound)?;
        platter.seen.insert(to.to_owned(), file);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?.seen.remove(path);
        Ok(())
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        let mut platter = self.step()?;
        platter.directories.insert(path.to_owned(), 0);
        platter.seen.insert(path.to_owned(), 0);
        Ok(())
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        let mut platter = self.step()?;
        let is_in = |name: &Path| name.parent() == Some(path);
        let now: Names =
            platter.seen.iter().filter(|(name, _)| is_in(name)).map(|(name, file)| (name.clone(), *file)).collect();
        platter.kept.retain(|name, _| !is_in(name));
        platter.kept.extend(now);
        Ok(())
    }
}

/// Three files, one of them twice.
const FILES: [&[u8]; 4] = [b"a photo of a stamped agreement", b"another", b"a photo of a stamped agreement", b"a third"];

fn put_all(shelf: &Shelf<CutDisk>) -> Vec<BlobHash> {
    let put = FILES.iter().map(|bytes| (BlobHash::of(bytes), bytes));
    put.filter(|(hash, bytes)| shelf.put(*hash, bytes).is_ok()).map(|(hash, _)| hash).collect()
}

#[test]
fn what_was_acknowledged_survives_a_cut_at_any_operation_and_no_name_stands_for_half_a_file() {
    const ALL: usize = 4 * 4 + 3 * 2;
    for left in 0..=ALL {
        let shelf = Shelf::on(CutDisk::after(left), Path::new("blobs"));
        let acknowledged = put_all(&shelf);
        assert!(left < ALL || acknowledged.len() == FILES.len(), "everything is put when nothing is cut off");
        for is_certain in [true, false] {
            let there = shelf.disk.afterwards(is_certain);
            let named: BTreeMap<BlobHash, &Vec<u8>> =
                there.iter().filter_map(|(path, bytes)| Some((path.file_name()?.to_str()?.parse().ok()?, bytes))).collect();
            assert!(acknowledged.iter().all(|hash| named.contains_key(hash)), "{left}: {acknowledged:?} of {there:?}");
            assert!(named.iter().all(|(hash, bytes)| BlobHash::of(bytes) == *hash), "{left}: {there:?}");
        }
    }
}

#[test]
fn a_file_that_an_earlier_process_left_half_is_passed_over() {
    let directory = tempfile::tempdir().unwrap();
    let hash = BlobHash::of(b"scan");
    let place = directory.path().join(&hash.to_string()[..2]);
    fs::create_dir(&place).unwrap();
    fs::write(place.join(format!("{hash}#0")), b"sc").unwrap();
    Shelf::at(directory.path()).put(hash, b"scan").unwrap();
    assert_eq!(fs::read(place.join(hash.to_string())).unwrap(), b"scan");
}
