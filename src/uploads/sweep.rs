//! Files that nothing names: handed in and forgotten, or replaced by another. They go when they are a day old, which is twice as
//! long as a command can name them (`account::uploads`). On the way it is seen which files are named and not there any more.

use super::Files;
use futures_util::TryStreamExt;
use std::{collections::BTreeSet, sync::PoisonError, time::Duration};
use wangqian_rules::{
    account::uploads::NAMEABLE_HOURS,
    employer::Employer,
    entity::Entity,
    graduate::Graduate,
    ids::{EntityId, FileHash},
    time::UnixMs,
};
use wangqian_runtime::{AskError, Runtime};
use wangqian_storage::{
    blobs::{BlobError, BlobHash},
    record::EntityKey,
};

/// How often, beginning when the server starts: what unverified employers may store in a day is not there for much longer.
const EVERY: Duration = Duration::from_secs(6 * 3_600);
/// Age from which a file that nothing names goes.
const AGE_MS: i64 = 2 * NAMEABLE_HOURS * 3_600_000;
/// Entities looked through at a time.
const PAGE: usize = 500;

/// Why nothing more was removed.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    #[error("files: {0}")]
    Files(#[from] BlobError),
    #[error("entities: {0}")]
    Entities(#[from] AskError),
}

/// Sweeps as long as the server runs.
pub async fn keep_swept(runtime: Runtime, files: Files) {
    loop {
        match sweep(&runtime, &files, UnixMs(runtime.now().0 - AGE_MS)).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "files that nothing names were removed"),
            Err(error) => tracing::error!(%error, "files were not swept"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Removes what was last put before this and is named by nothing; says how many. Counts what is named and was lost.
///
/// # Errors
/// Of either store. Nothing is removed before everything that names files was read.
pub async fn sweep(runtime: &Runtime, files: &Files, before: UnixMs) -> Result<usize, SweepError> {
    let mut old = files.older(before).await?;
    let mut kept = BTreeSet::new();
    named(runtime, &mut |file| {
        old.remove(&file);
        kept.insert(file);
    })
    .await?;
    files.look_for(kept).await?;
    let mut removed = 0;
    for file in old {
        removed += usize::from(files.remove_older(file, before).await?);
    }
    Ok(removed)
}

/// Every file that an entity names. Another kind of entity that names files stands here too.
async fn named(runtime: &Runtime, each: &mut impl FnMut(FileHash)) -> Result<(), SweepError> {
    for kind in [Employer::KIND, Graduate::KIND] {
        named_by(runtime, kind, each).await?;
    }
    Ok(())
}

async fn named_by(runtime: &Runtime, kind: u8, each: &mut impl FnMut(FileHash)) -> Result<(), SweepError> {
    let mut after = None;
    loop {
        let keys = runtime.store().entities(vec![kind], after, PAGE).await.map_err(AskError::Unreadable)?;
        let Some(last) = keys.last() else { return Ok(()) };
        after = Some(*last);
        for EntityKey(key) in keys {
            match EntityId::from_bytes(&key) {
                Some(id @ EntityId::Employer(_)) => runtime.read::<Employer>(id).await?.files().for_each(&mut *each),
                Some(id @ EntityId::Graduate(_)) => {
                    runtime.read::<Graduate>(id).await?.files().for_each(|stored| each(stored.hash));
                }
                _ => {}
            }
        }
    }
}

impl Files {
    async fn older(&self, before: UnixMs) -> Result<BTreeSet<FileHash>, BlobError> {
        let all = self.blobs.all().try_filter(|(_, at)| std::future::ready(*at < before.0));
        all.map_ok(|(BlobHash(hash), _)| FileHash(hash)).try_collect().await
    }

    /// The operator is told once of every file that is named and was lost, and how many there are at `/metrics`.
    async fn look_for(&self, named: BTreeSet<FileHash>) -> Result<(), BlobError> {
        let mut lost = BTreeSet::new();
        for FileHash(hash) in named {
            if !self.blobs.has(BlobHash(hash)).await? {
                lost.insert(FileHash(hash));
            }
        }
        let mut known = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        for FileHash(hash) in lost.difference(&known) {
            tracing::error!(file = %BlobHash(*hash), "a file that is named was lost: restore it from a backup");
        }
        *known = lost;
        Ok(())
    }

    /// How many files were named and not there when it was looked last.
    pub fn lost(&self) -> usize {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    async fn remove_older(&self, FileHash(hash): FileHash, before: UnixMs) -> Result<bool, BlobError> {
        let _alone = self.sweeping.write().await;
        self.blobs.remove_older(BlobHash(hash), before.0).await
    }
}
