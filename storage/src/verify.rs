//! Walks everything on disk and names the first record that is not as it was written.

use crate::{
    ReadError,
    chain::{self, START},
    checkpoint::{
        Checkpoint,
        keys::{Fields, Key, Kind},
        rows::{Head, HistoryRow},
        scrub::scrub,
    },
    codec,
    home::{Home, OpenError},
    journal::{self, JournalError, Position},
    record::{EntityKey, HistoryEntry},
};
use std::{collections::BTreeMap, path::Path};

/// Why a store is not verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(transparent)]
    Home(#[from] OpenError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("journal: {0}")]
    Journal(String),
    #[error("{entity:?}: the hash chain breaks at version {version}")]
    Chain { entity: EntityKey, version: u64 },
    #[error("{entity:?}: its head is at version {head}, its history at {history}")]
    Head { entity: EntityKey, head: u64, history: u64 },
}

/// What was walked without finding anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    pub entities: u64,
    pub steps: u64,
    pub groups: u64,
}

/// Steps in the journal that the checkpoint store does not have.
type Pending = BTreeMap<EntityKey, Vec<HistoryEntry>>;

const MEMORY_BYTES: u64 = 64 << 20;

/// Checks every row of the checkpoint store against its digests, all frames of the journal, and each entity's chain from its first step through the checkpoint store and on
/// through the journal. The store must not be open elsewhere. Cannot see that a whole directory was rolled back.
pub fn verify(directory: &Path) -> Result<Verified, VerifyError> {
    let home = Home::enter(directory)?;
    home.existing()?;
    let checkpoint = Checkpoint::open(&home.checkpoint(), MEMORY_BYTES)?;
    scrub(&checkpoint, &|| true)?;
    let (mut pending, groups) = walk_journal(&home, checkpoint.position()?)?;
    let mut verified = Verified { groups, ..Verified::default() };
    for row in checkpoint.scan(Key::of(Kind::Head).done()..Key::of(Kind::Head).end()) {
        let (key, value) = row?;
        let unreadable = || ReadError::Damaged("a head's key is too short".into());
        let entity = Fields::of(&key).entity().ok_or_else(unreadable)?;
        let steps = pending.remove(&entity).unwrap_or_default();
        let stored = walk_rows(&checkpoint, entity, &codec::decode(&value)?, &steps)?;
        verified.count(walk_on(entity, stored, steps)?);
    }
    for (entity, steps) in pending {
        verified.count(walk_on(entity, (0, START), steps)?);
    }
    Ok(verified)
}

impl Verified {
    fn count(&mut self, steps: u64) {
        self.entities += 1;
        self.steps += steps;
    }
}

fn walk_journal(home: &Home, applied: Position) -> Result<(Pending, u64), VerifyError> {
    let mut pending = Pending::new();
    let mut gather = |records: Vec<crate::record::CommitRecord>, upto: Position| {
        if upto > applied {
            records.into_iter().for_each(|record| pending.entry(record.entity).or_default().push(record.history));
        }
    };
    let walked = journal::walk(&home.journal(), None, &mut gather);
    let tail = walked.map_err(|error: JournalError| VerifyError::Journal(error.to_string()))?;
    match tail.end < applied {
        true => Err(VerifyError::Journal("it ends before what the checkpoint store took from it".into())),
        false => Ok((pending, tail.groups)),
    }
}

/// Walks an entity's history in the checkpoint store up to its head. A kill may have left rows that are ahead of the head, which is
/// written last, and steps in two packs; such steps are in the journal still.
fn walk_rows(
    checkpoint: &Checkpoint,
    entity: EntityKey,
    head: &Head,
    pending: &[HistoryEntry],
) -> Result<(u64, [u8; 32]), VerifyError> {
    let prefix = Key::of(Kind::History).entity(entity);
    let mut steps: BTreeMap<u64, HistoryEntry> = BTreeMap::new();
    for row in checkpoint.scan(prefix.clone().done()..prefix.end()) {
        for step in codec::decode::<HistoryRow>(&row?.1)?.0 {
            let version = step.version;
            if steps.insert(version, step.clone()).is_some_and(|other| other != step) {
                return Err(VerifyError::Chain { entity, version });
            }
        }
    }
    let ahead = steps.split_off(&(head.version + 1));
    let steps: Vec<_> = steps.into_values().collect();
    let end = link(entity, (0, START), &steps)?;
    if end != (head.version, head.hash) {
        return Err(VerifyError::Head { entity, head: head.version, history: end.0 });
    }
    match ahead.into_values().find(|step| !pending.contains(step)) {
        Some(step) => Err(VerifyError::Chain { entity, version: step.version }),
        None => Ok(end),
    }
}

/// Walks on through the journal's steps; returns the last version. Steps that an earlier run applied already are passed over.
fn walk_on(entity: EntityKey, stored: (u64, [u8; 32]), steps: Vec<HistoryEntry>) -> Result<u64, VerifyError> {
    let known = steps.partition_point(|step| step.version <= stored.0);
    Ok(link(entity, stored, &steps[known..])?.0)
}

fn link(entity: EntityKey, end: (u64, [u8; 32]), steps: &[HistoryEntry]) -> Result<(u64, [u8; 32]), VerifyError> {
    chain::verify(end, steps).map_err(|broken| VerifyError::Chain { entity, version: broken.version })
}
