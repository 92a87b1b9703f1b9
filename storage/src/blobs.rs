//! Uploaded files, by the hash of what is in them.
//!
//! A file is put before the commit that names it; a file no commit names is an orphan and harms nobody.

mod shelf;

use bytes::Bytes;
use futures_util::{TryStreamExt, stream::BoxStream};
use object_store::{
    GetResult, ObjectStore, ObjectStoreExt, local::LocalFileSystem, memory::InMemory, path::Path as ObjectPath,
};
use sha2::{Digest, Sha256};
use shelf::Shelf;
use std::{fmt, fs, io, path::Path, str::FromStr, sync::Arc};

/// SHA-256 of a file; its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct BlobHash(pub [u8; 32]);

#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("there is no file {0}")]
    Missing(BlobHash),
    #[error("file {0} is damaged: its contents have another hash")]
    Damaged(BlobHash),
    #[error("object store: {0}")]
    Store(#[from] object_store::Error),
    #[error("i/o: {0}")]
    Io(#[from] std::io::Error),
}

/// Content-addressed files on a local disk or in any other object store.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// Where the store is on a disk of this machine, it is written by this.
    shelf: Option<Arc<Shelf>>,
}

/// So much of a file tells its kind.
const HEAD_BYTES: usize = 8 << 10;

/// A file as a stream.
pub struct Pieces {
    pub bytes: u64,
    /// Its beginning, or all of a small one.
    pub head: Bytes,
    pub pieces: BoxStream<'static, Result<Bytes, BlobError>>,
}

impl Blobs {
    /// In a directory of this machine, made when there is none. A file that was put is on disk with its name and directories.
    pub fn local(directory: &Path) -> Result<Self, BlobError> {
        fs::create_dir_all(directory)?;
        shelf::raise_files(directory)?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(directory)?);
        Ok(Self { store, shelf: Some(Arc::new(Shelf::at(directory))) })
    }

    /// In memory, for tests.
    pub fn in_memory() -> Self {
        Self::over(Arc::new(InMemory::new()))
    }

    pub fn over(store: Arc<dyn ObjectStore>) -> Self {
        Self { store, shelf: None }
    }

    /// Stores bytes and returns their name. The same bytes twice are one file: the second replaces it by its equal,
    /// since a file that is merely seen may not be durable yet.
    pub async fn put(&self, bytes: Bytes) -> Result<BlobHash, BlobError> {
        let Some(shelf) = self.shelf.clone() else {
            let hash = BlobHash::of(&bytes);
            self.store.put(&hash.path(), bytes.into()).await?;
            return Ok(hash);
        };
        let put = move || {
            let hash = BlobHash::of(&bytes);
            shelf.put(hash, &bytes).map(|()| hash)
        };
        Ok(tokio::task::spawn_blocking(put).await.map_err(io::Error::from)??)
    }

    /// The bytes of a name, verified.
    pub async fn get(&self, hash: BlobHash) -> Result<Bytes, BlobError> {
        let bytes = self.open(hash).await?.bytes().await?;
        if BlobHash::of(&bytes) == hash { Ok(bytes) } else { Err(BlobError::Damaged(hash)) }
    }

    /// The same, piece by piece, for a reader who may be slow: what is not taken yet stays on the disk. Verified before the first piece.
    pub async fn stream(&self, hash: BlobHash) -> Result<Pieces, BlobError> {
        let mut digest = Sha256::new();
        let mut head = Vec::new();
        let found = self.open(hash).await?;
        let bytes = found.meta.size;
        let mut pieces = found.into_stream();
        while let Some(piece) = pieces.try_next().await? {
            digest.update(&piece);
            head.extend(piece.iter().take(HEAD_BYTES - head.len()));
        }
        if BlobHash(digest.finalize().into()) != hash {
            return Err(BlobError::Damaged(hash));
        }
        let pieces = self.open(hash).await?.into_stream().map_err(BlobError::from);
        Ok(Pieces { bytes, head: head.into(), pieces: Box::pin(pieces) })
    }

    async fn open(&self, hash: BlobHash) -> Result<GetResult, BlobError> {
        self.store.get(&hash.path()).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => BlobError::Missing(hash),
            other => other.into(),
        })
    }

    /// Every file there is, with the time it was last put, in Unix milliseconds. Files that are not named by a hash are passed over.
    pub fn all(&self) -> BoxStream<'_, Result<(BlobHash, i64), BlobError>> {
        let named = |object: object_store::ObjectMeta| {
            Some((object.location.filename()?.parse().ok()?, object.last_modified.timestamp_millis()))
        };
        Box::pin(
            self.store.list(None).map_err(BlobError::from).try_filter_map(move |object| std::future::ready(Ok(named(object)))),
        )
    }

    /// Whether there is a file of this name; it may be damaged.
    pub async fn has(&self, hash: BlobHash) -> Result<bool, BlobError> {
        match self.store.head(&hash.path()).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes a file, unless it was put at or after `before_ms`. Says whether it went.
    pub async fn remove_older(&self, hash: BlobHash, before_ms: i64) -> Result<bool, BlobError> {
        match self.store.head(&hash.path()).await {
            Ok(object) if object.last_modified.timestamp_millis() < before_ms => {
                self.store.delete(&hash.path()).await?;
                Ok(true)
            }
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

impl BlobHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// One of 256 directories, so that none has more than a few thousand names of a million, and few have to be made.
    fn path(&self) -> ObjectPath {
        let name = self.to_string();
        ObjectPath::from_iter([&name[..2], &name])
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a file's hash")]
pub struct NotAHash;

impl FromStr for BlobHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut hash = [0; 32];
        hex::decode_to_slice(text, &mut hash).map_err(|_| NotAHash)?;
        Ok(Self(hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_found_by_its_hash_and_putting_it_twice_is_once() -> Result<(), BlobError> {
        let directory = tempfile::tempdir()?;
        let blobs = Blobs::local(directory.path())?;
        let hash = blobs.put(Bytes::from_static(b"scan")).await?;
        assert_eq!(blobs.put(Bytes::from_static(b"scan")).await?, hash);
        assert_eq!(blobs.get(hash).await?, Bytes::from_static(b"scan"));
        let name = hash.to_string();
        assert!(directory.path().join(&name[..2]).join(&name).is_file());
        Ok(())
    }

    #[tokio::test]
    async fn files_of_a_directory_deeper_are_found_again() -> Result<(), BlobError> {
        let directory = tempfile::tempdir()?;
        let hash = BlobHash::of(b"scan");
        let name = hash.to_string();
        let deeper = directory.path().join(&name[..2]).join(&name[2..4]);
        fs::create_dir_all(&deeper)?;
        fs::write(deeper.join(&name), b"scan")?;
        let blobs = Blobs::local(directory.path())?;
        assert_eq!(blobs.get(hash).await?, Bytes::from_static(b"scan"));
        assert!(!deeper.exists());
        Ok(())
    }

    #[tokio::test]
    async fn a_changed_file_is_damaged_and_an_absent_one_missing() -> Result<(), BlobError> {
        let directory = tempfile::tempdir()?;
        let blobs = Blobs::local(directory.path())?;
        let hash = blobs.put(Bytes::from_static(b"scan")).await?;
        fs::write(directory.path().join(hash.path().as_ref()), b"scam")?;
        assert!(matches!(blobs.get(hash).await, Err(BlobError::Damaged(found)) if found == hash));
        let absent = BlobHash::of(b"never put");
        assert!(matches!(blobs.get(absent).await, Err(BlobError::Missing(found)) if found == absent));
        Ok(())
    }

    #[test]
    fn a_hash_is_read_from_the_text_it_is_shown_as() {
        let hash = BlobHash::of(b"scan");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for wrong in ["", "abc", &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(wrong.parse::<BlobHash>(), Err(NotAHash), "{wrong}");
        }
    }
}
