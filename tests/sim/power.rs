//! Going down and coming back: the whole node at a power cut, one entity at sleep.

use crate::{
    actors::*,
    batching::Worker,
    screens::Screens,
    world::{Checked, World},
};
use wangqian_storage::record::EntityKey;

impl World {
    /// The power is cut, and comes back.
    pub fn crash(&mut self) -> Checked {
        self.tally.saw(if self.in_flight.is_empty() { "crash" } else { "crash with a commit in flight" });
        if self.wall_ms < self.clock_ms {
            self.tally.saw("the clock is set back on restart");
        }
        self.nobody_differs_from_the_disk()?;
        self.store.crash();
        self.node.clear();
        self.in_flight.clear();
        self.mail.clear();
        self.screens = Screens::default();
        self.worker = Worker::default();
        self.latest_ms = self.latest_ms.max(self.clock_ms);
        self.clock_ms = self.wall_ms;
        self.witness.histories(&self.store)?;
        for key in self.store.sources_with_letters_now() {
            self.wake(key)?;
        }
        Ok(())
    }

    fn nobody_differs_from_the_disk(&self) -> Checked {
        let mut idle = self.node.iter().filter(|(key, _)| !self.in_flight.contains_key(key));
        idle.try_for_each(|(key, awake)| self.is_as_on_disk(*key, awake))
    }

    fn is_as_on_disk(&self, key: EntityKey, awake: &Awake) -> Checked {
        let stored = Awake::restore(id_of(key), self.store.load_now(key));
        if awake.is_same(&stored) { Ok(()) } else { Err(format!("{key:?} is not in memory what it is on disk")) }
    }

    /// An idle entity with an empty outbox goes to sleep.
    pub fn passivate(&mut self, key: EntityKey) -> Checked {
        let Some(awake) = self.node.get_mut(&key) else { return Ok(()) };
        let outbox = awake.outbox();
        if self.in_flight.contains_key(&key) || !outbox.is_empty() || outbox.has_arrived() {
            return Ok(());
        }
        self.tally.saw("an entity goes to sleep");
        let awake = self.node.remove(&key).ok_or("just seen")?;
        self.is_as_on_disk(key, &awake)
    }
}
