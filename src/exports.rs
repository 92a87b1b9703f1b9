//! Keeps the journal short: its segments are kept until an export covers them, so from time to time one is made.

use std::{path::PathBuf, sync::Arc, time::Duration};
use wangqian_storage::{LocalStore, Store, export::export};

/// When there is too much of the journal.
#[derive(Clone, Copy, Debug)]
pub struct Above {
    pub bytes: u64,
    pub look_every: Duration,
}

/// Exports to `file` whenever the journal has grown too much. Commits go on meanwhile; an export that cannot be
/// made is tried again at the next look.
pub async fn keep_journal_short(store: Arc<LocalStore>, file: PathBuf, above: Above) {
    loop {
        tokio::time::sleep(above.look_every).await;
        if store.health().journal_bytes <= above.bytes {
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
