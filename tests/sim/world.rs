//! The world: one node with its awake entities, its store, its clock, and everything that is on its way.

use crate::{
    actors::*,
    batching::Worker,
    chance::Chance,
    commits::Flight,
    faults::Faults,
    mutants::Mutant,
    people,
    played::{self, Played as Graduate},
    reference::Reference,
    screens::Screens,
    session::{Asker, Outcome, Session},
    tally::Tally,
    witness::Witness,
};
use std::{collections::BTreeMap, sync::Arc};
use wangqian_rules::{case::CaseRow, employer::Employer, ids::*, school::School};
use wangqian_runtime::core::CommandKey;
use wangqian_storage::{FakeStore, record::*};

/// The first thing that was not as it must be.
pub type Checked<T = ()> = Result<T, String>;

/// Something on its way.
#[derive(Clone)]
pub enum Parcel {
    Letter { source: EntityKey, letter: OutboxLetter },
    Arrived { source: EntityKey, destination: EntityKey, upto: u64 },
    Timer(TimerRow),
    Request { asker: Asker, to: EntityId, key: Option<CommandKey>, command: Box<Command> },
    Answer { asker: Asker, outcome: Outcome },
}

pub struct World {
    pub chance: Chance,
    pub faults: Faults,
    pub mutant: Option<Mutant>,
    pub store: FakeStore,
    pub node: BTreeMap<EntityKey, Awake>,
    pub in_flight: BTreeMap<EntityKey, Flight>,
    pub mail: Vec<Parcel>,
    /// What the machine's clock shows; it may be set back.
    pub wall_ms: i64,
    /// What the node believes: never runs backwards while it is up.
    pub clock_ms: i64,
    /// Where the clock was before it was last set back: until then timers may have fired.
    pub latest_ms: i64,
    pub mono_ms: i64,
    pub sessions: Vec<Session>,
    pub screens: Screens,
    pub worker: Worker,
    pub witness: Witness,
    pub reference: Reference,
    /// Letters that nobody can decode, by the entity they were sent to.
    pub poison: BTreeMap<EntityKey, u64>,
    pub tally: Tally,
}

/// Where undecodable letters come from: nobody of this world.
pub const STRANGER: ProvinceId = ProvinceId(99);

impl World {
    pub fn new(seed: u64, mutant: Option<Mutant>) -> Self {
        played::play(mutant);
        let mut chance = Chance::new(seed);
        Self {
            faults: Faults::default(),
            mutant,
            store: FakeStore::with_faults(chance.next(), Default::default()),
            node: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            mail: Vec::new(),
            wall_ms: crate::fictitious::NOW.0,
            clock_ms: crate::fictitious::NOW.0,
            latest_ms: crate::fictitious::NOW.0,
            mono_ms: 0,
            sessions: people::everybody().into_iter().map(Session::of).collect(),
            screens: Screens::default(),
            worker: Worker::default(),
            witness: Witness::default(),
            reference: Reference::default(),
            poison: BTreeMap::new(),
            tally: Tally::default(),
            chance,
        }
    }

    pub fn is(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }

    pub fn pass(&mut self, ms: i64) {
        self.mono_ms += ms;
        self.wall_ms += ms;
        self.clock_ms = self.clock_ms.max(self.wall_ms);
    }

    /// Puts something on its way, unless it gets lost.
    pub fn post(&mut self, parcel: Parcel) {
        // A worker and whom it asks are one process: what ends the one ends the other.
        let is_within = matches!(parcel, Parcel::Answer { asker: Asker::Batch(_), .. });
        if !is_within && self.chance.strikes(self.faults.lose) {
            return;
        }
        // A connection repeats nothing by itself; sessions do (`ask_again`), and say that they do.
        let over_a_connection = matches!(parcel, Parcel::Request { .. } | Parcel::Answer { .. });
        if !over_a_connection && self.chance.strikes(self.faults.repeat) {
            self.mail.push(parcel.clone());
        }
        self.mail.push(parcel);
    }

    /// The entity, woken if it sleeps.
    pub fn wake(&mut self, key: EntityKey) -> Checked<&mut Awake> {
        if !self.node.contains_key(&key) {
            let mut loaded = self.store.load_now(key);
            self.witness.loaded(key, &loaded)?;
            if self.is(Mutant::RestartsNumbering) {
                loaded.sent.clear();
            }
            self.node.insert(key, Awake::restore(id_of(key), loaded));
        }
        self.node.get_mut(&key).ok_or_else(|| unreachable!("just woken"))
    }
}

/// What people see: reading wakes an entity and never waits for its commit.
macro_rules! seen {
    ($($name:ident: $kind:ident of $id:ty),*) => {
        impl World {
            $(pub fn $name(&mut self, id: $id) -> Arc<$kind> {
                let key = key_of(id);
                let ahead = self.is(Mutant::ShowsAhead);
                let state = match self.wake(key) {
                    Ok(Awake::$kind(core)) => Arc::clone(if ahead { core.newest_state() } else { core.state() }),
                    _ => return Arc::default(),
                };
                let version = if ahead { self.newest_version(key) } else { self.node[&key].version() };
                self.witness.heard_of(key, version);
                state
            })*
        }
    };
}
seen!(graduate: Graduate of GraduateId, employer: Employer of EmployerId, school: School of SchoolId);

impl World {
    /// The version that a decision names.
    pub fn version_to_name(&mut self, graduate: GraduateId, case: CaseId, seen: u64) -> u64 {
        match self.is(Mutant::IgnoresVersions) {
            true => self.graduate(graduate).cases.get(&case).map_or(seen, |case| case.version),
            false => seen,
        }
    }

    /// A case as its graduate has it.
    pub fn rows_of(&mut self, id: GraduateId) -> Vec<CaseRow> {
        self.graduate(id).rows(id)
    }
}
