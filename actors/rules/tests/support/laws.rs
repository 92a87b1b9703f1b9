//! The laws that every entity keeps, whatever is asked of it.

use super::Bench;
use std::collections::BTreeSet;
use wangqian_rules::{
    entity::{Entity, Input, fold},
    refusal::Refusal,
};

/// An entity under test, with the keys of every part that ever existed.
pub struct Lawful<E: Entity> {
    pub bench: Bench<E>,
    keys: BTreeSet<String>,
}

impl<E: Entity<Part: PartialEq + std::fmt::Debug>> Lawful<E> {
    pub fn new(bench: Bench<E>) -> Self {
        Self { bench, keys: BTreeSet::new() }
    }

    /// Gives an input and holds the outcome against the laws.
    pub fn take(&mut self, input: Input<E::Command>) -> Result<(), Refusal> {
        let before = self.bench.state.clone();
        let outcome = self.bench.take(input);
        let Ok(outcome) = outcome else {
            assert_eq!(self.bench.state, before, "a refusal changes nothing");
            return outcome.map(drop);
        };
        let touched: BTreeSet<_> = outcome.events.iter().flat_map(E::touched).collect();
        self.keys.extend(touched.iter().cloned());
        self.only_touched_parts_changed(&before, &touched);
        assert_eq!(fold::<E>(&self.bench.events), self.bench.state, "the history leads to the state");
        assert_eq!(self.restored(), self.bench.state, "the stored parts are the state");
        Ok(())
    }

    fn only_touched_parts_changed(&self, before: &E, touched: &BTreeSet<String>) {
        let changed = |key: &&String| before.part(key) != self.bench.state.part(key);
        let missed: Vec<_> = self.keys.difference(touched).filter(changed).collect();
        assert!(missed.is_empty(), "changed and not named: {missed:?}");
    }

    /// The state as it would be loaded: its parts, in key order.
    fn restored(&self) -> E {
        let mut state = E::default();
        self.keys.iter().filter_map(|key| self.bench.state.part(key)).for_each(|part| state.restore(part));
        state
    }
}
