//! Opening: check, open the checkpoint store, replay the journal behind it, begin a new segment.

use super::{LocalStore, Options, Sampler, Scrubber, Shared, sampler::Watch};
use crate::{
    ReadError,
    checkpoint::{
        Checkpoint,
        applier::{Applier, Pace},
        overlay::Overlay,
        read::Reader,
        scrub::scrub,
    },
    export::{RebuildError, rebuild},
    gate::Gate,
    home::{Home, OpenError},
    journal::{self, Committer, JournalError, Setup, Tail},
    sentinel::Sentinel,
    versions::Versions,
};
use std::{
    fs,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

impl LocalStore {
    /// Opens the store in a directory; an empty or missing one becomes a new store, unless the options forbid it. Blocks
    /// while the journal is replayed.
    pub fn open(directory: &Path, options: Options) -> Result<Arc<Self>, OpenError> {
        if options.may_create {
            fs::create_dir_all(directory).map_err(|error| OpenError::Io { directory: directory.into(), error })?;
        }
        let home = Home::enter(directory)?;
        home.require_room(options.free_bytes_to_open)?;
        let sentinel = if options.may_create { home.existing_or_new(options.founding)? } else { home.existing()? };
        let checkpoint = open_checkpoint(&home, sentinel, options.cache_bytes)?;
        let was_sealed = prove(&checkpoint, sentinel)?;
        Self::start(home, sentinel, checkpoint, was_sealed, options)
    }

    /// As [`Self::open`]. A checkpoint store that does not open, or is not as it was written, is made anew first, from the export at
    /// `export`, if there is one, and the journal: it is an index, and they are the truth.
    ///
    /// # Errors
    /// Of opening and of rebuilding.
    pub fn open_or_rebuild(directory: &Path, export: &Path, options: Options) -> Result<Arc<Self>, RebuildError> {
        match Self::open(directory, options.clone()) {
            Err(OpenError::CheckpointDamaged(why)) => {
                tracing::error!(why, "the checkpoint store is damaged; rebuilding it from the journal");
                let rebuilt = rebuild(directory, Some(export).filter(|file| file.exists()))?;
                tracing::warn!(?rebuilt, "rebuilt");
                let store = Self::open(directory, options)?;
                store.rebuilt.store(true, Ordering::Relaxed);
                Ok(store)
            }
            opened => Ok(opened?),
        }
    }

    /// Ends what [`Options::founding`] began: what was committed so far is the store's first contents.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn founded(&self) -> Result<(), OpenError> {
        self.home.end_founding()
    }

    fn start(
        home: Home,
        sentinel: Sentinel,
        checkpoint: Checkpoint,
        was_sealed: bool,
        options: Options,
    ) -> Result<Arc<Self>, OpenError> {
        let gate = Arc::new(Gate::default());
        let reader = Reader { checkpoint: Arc::new(checkpoint), overlay: Arc::new(Overlay::new(options.apply_bytes)) };
        let versions = Arc::new(Versions::new(options.versions_max));
        let applier = applier(&home, &reader, &versions, &gate, &options);
        let applier_thread = applier.start().map_err(|error| home.io(error))?;
        let started = replay(&home, &reader, &gate, options.overlay_bytes_max)
            .and_then(|tail| start_committer(&home, tail, &options, &gate, &reader))
            .and_then(|committer| Ok((committer, start_sampler(&home, &options, &gate)?, next_epoch(&home, sentinel)?)));
        let (committer, sampler, epoch) = started.inspect_err(|_| reader.overlay.stop())?;
        let overlay_bytes_max = options.overlay_bytes_max;
        let scrubber = match was_sealed {
            true => Scrubber::start(Arc::clone(&applier), overlay_bytes_max).map_err(|error| home.io(error))?,
            false => Scrubber::default(),
        };
        let shared = Arc::new(Shared { reader, applier, committer, gate, versions, overlay_bytes_max });
        Ok(Arc::new(Self {
            shared,
            applier_thread: Mutex::new(Some(applier_thread)),
            sampler,
            epoch,
            home,
            rebuilt: AtomicBool::default(),
            scrubber,
        }))
    }
}

/// A checkpoint store that is not this store's own (empty, or of another one) is as good as damaged.
fn open_checkpoint(home: &Home, sentinel: Sentinel, cache_bytes: u64) -> Result<Checkpoint, OpenError> {
    let damaged = |error: ReadError| OpenError::CheckpointDamaged(error.to_string());
    let checkpoint = Checkpoint::open(&home.checkpoint(), cache_bytes).map_err(damaged)?;
    match checkpoint.identity().map_err(damaged)? {
        Some(identity) if identity == sentinel.identity => {}
        None if sentinel.epoch == 0 => checkpoint.name(sentinel.identity).map_err(damaged)?,
        None => return Err(OpenError::CheckpointDamaged("it is empty".into())),
        Some(_) => return Err(OpenError::CheckpointDamaged("it belongs to another store".into())),
    }
    Ok(checkpoint)
}

/// A store that was closed in order is believed for now; any other is looked at whole before anything is served from it. Says whether
/// it was sealed; it is not any more.
fn prove(checkpoint: &Checkpoint, sentinel: Sentinel) -> Result<bool, OpenError> {
    let damaged = |error: ReadError| OpenError::CheckpointDamaged(error.to_string());
    let was_sealed = checkpoint.is_sealed().map_err(damaged)?;
    if was_sealed {
        checkpoint.break_seal().map_err(damaged)?;
    } else if sentinel.epoch > 0 {
        let began = Instant::now();
        let scrubbed = scrub(checkpoint, &|| true).map_err(damaged)?;
        tracing::info!(?scrubbed, took = ?began.elapsed(), "the last stop was not in order; the checkpoint store is as it was written");
    }
    Ok(was_sealed)
}

/// The part of the space below which no writes are taken that must be free to apply those which were.
const FREE_TO_APPLY: u64 = 4;

fn applier(home: &Home, reader: &Reader, versions: &Arc<Versions>, gate: &Arc<Gate>, options: &Options) -> Arc<Applier> {
    let Options { apply_every, flush_every, flush_bytes, free_bytes_to_write, .. } = *options;
    Arc::new(Applier::new(
        Arc::clone(&reader.checkpoint),
        Arc::clone(&reader.overlay),
        Arc::clone(versions),
        Arc::clone(gate),
        Pace { apply_every, flush_every, flush_bytes, free_bytes: free_bytes_to_write / FREE_TO_APPLY },
        home.checkpoint(),
    ))
}

/// Puts what the checkpoint store does not have into the overlay, as fast as the applier makes room. After a power cut sled may come up
/// as it was long before; when the journal does not reach back that far, only the export does.
fn replay(home: &Home, reader: &Reader, gate: &Gate, overlay_bytes_max: usize) -> Result<Tail, OpenError> {
    let from = reader.checkpoint.position().map_err(|error| OpenError::CheckpointDamaged(error.to_string()))?;
    let mut take = |records: Vec<_>, upto| {
        reader.overlay.wait_below(overlay_bytes_max, || gate.trouble().is_none());
        reader.overlay.add(&mut records.into_iter().map(Arc::new), upto, true);
    };
    let walked = journal::walk(&home.journal(), Some(from), &mut take);
    let tail = walked.map_err(|error| match error {
        JournalError::Io(error) => home.io(error),
        behind @ JournalError::BeginsLater { .. } => OpenError::CheckpointDamaged(format!("it fell behind: {behind}")),
        damaged => OpenError::JournalDamaged(damaged.to_string()),
    })?;
    match gate.trouble() {
        Some(reason) => Err(OpenError::CheckpointDamaged(reason.into())),
        None => Ok(tail),
    }
}

fn start_committer(
    home: &Home,
    tail: Tail,
    options: &Options,
    gate: &Arc<Gate>,
    reader: &Reader,
) -> Result<Committer, OpenError> {
    let directory = home.journal();
    let first_segment = journal::settle(&directory, tail).map_err(|error| home.io(error))?;
    let setup = Setup {
        directory,
        disk: Arc::clone(&options.disk),
        first_segment,
        segment_bytes: options.segment_bytes,
        last_sequence: tail.end.sequence,
        queue_records: options.queue_records,
        on_sync: Arc::clone(&options.on_sync),
    };
    Committer::start(setup, Arc::clone(gate), Arc::clone(&reader.overlay) as _).map_err(|error| home.io(error))
}

fn start_sampler(home: &Home, options: &Options, gate: &Arc<Gate>) -> Result<Sampler, OpenError> {
    let watch = Watch {
        journal: home.journal(),
        free_bytes_to_write: options.free_bytes_to_write,
        every: options.sample_every,
        gate: Arc::clone(gate),
    };
    Sampler::start(watch).map_err(|error| home.io(error))
}

/// The last act of opening: from here on the store's parts must be there.
fn next_epoch(home: &Home, sentinel: Sentinel) -> Result<u32, OpenError> {
    let opened = Sentinel { epoch: sentinel.epoch + 1, ..sentinel };
    opened.write(home.directory()).map_err(|error| home.io(error))?;
    Ok(opened.epoch)
}
