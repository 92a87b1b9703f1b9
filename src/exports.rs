//! Keeps the journal short: its segments are kept until an export covers them, so from time to time one is made.

use std::{path::PathBuf, sync::Arc, time::Duration};
use wangqian_storage::{LocalStore, Store, export::export};

/// How often the journal's size is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// Exports to `file` whenever the journal has grown beyond `above_bytes`. Commits go on meanwhile; an export that cannot be
/// made is tried again at the next look.
pub async fn keep_journal_short(store: Arc<LocalStore>, file: PathBuf, above_bytes: u64) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if store.health().journal_bytes <= above_bytes {
            continue;
        }
        let (store, file) = (Arc::clone(&store), file.clone());
        match tokio::task::spawn_blocking(move || export(&store, &file)).await {
            Ok(Ok(exported)) => tracing::info!(rows = exported.rows, "exported; the journal before it is removed"),
            Ok(Err(error)) => tracing::error!(%error, "no export was made; the journal keeps growing"),
            Err(error) => tracing::error!(%error, "the export panicked; the journal keeps growing"),
        }
    }
}
