//! Who has an item open (EXT-01). A lease of two minutes, renewed by activity; a courtesy among reviewers, not a lock: the
//! decision is still checked by version. Kept in memory only: after a restart nobody has anything open.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};
use wangqian_rules::time::UnixMs;

/// How long an item stays with somebody who shows no activity.
pub const LEASE_MS: i64 = 120_000;

/// Who is at which item. `I` names an item, `V` one visit (a socket), `P` a person.
pub struct Presence<I, V, P> {
    items: Mutex<HashMap<I, Item<V, P>>>,
}

struct Item<V, P> {
    visits: Vec<(V, P)>,
    lease: Option<Lease<P>>,
}

/// Who holds an item, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease<P> {
    pub holder: P,
    pub until: UnixMs,
}

/// What the visitors of an item are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance<V, P> {
    pub lease: Option<Lease<P>>,
    pub visits: Vec<(V, P)>,
}

impl<I, V, P> Default for Presence<I, V, P> {
    fn default() -> Self {
        Self { items: Mutex::new(HashMap::new()) }
    }
}

impl<I: Eq + Hash + Clone, V: PartialEq + Clone, P: PartialEq + Clone> Presence<I, V, P> {
    /// A visit begins or shows activity; the lease is taken when it is free, and renewed when it is one's own.
    pub fn open(&self, item: I, visit: V, person: P, now: UnixMs) -> Attendance<V, P> {
        self.with(item, |item| {
            item.visit(visit, person.clone());
            item.lease_if_free(person, now);
        })
    }

    /// The same for somebody who may not hold the item.
    pub fn look(&self, item: I, visit: V, person: P) -> Attendance<V, P> {
        self.with(item, |item| item.visit(visit, person))
    }

    /// Takes the lease over; returns from whom, if from somebody else.
    pub fn take_over(&self, item: I, visit: V, person: P, now: UnixMs) -> (Option<P>, Attendance<V, P>) {
        let mut from = None;
        let attendance = self.with(item, |item| {
            item.visit(visit, person.clone());
            let live = item.lease.take().filter(|lease| lease.until > now && lease.holder != person);
            from = live.map(|lease| lease.holder);
            item.lease_if_free(person, now);
        });
        (from, attendance)
    }

    /// The item moved on: nobody holds it any more. Returns the people who are still there, if somebody held it.
    pub fn release(&self, item: &I) -> Option<Attendance<V, P>> {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let open = items.get_mut(item)?;
        open.lease.take()?;
        Some(open.attendance())
    }

    /// Every item that somebody holds now.
    pub fn held(&self, now: UnixMs) -> Vec<(I, Lease<P>)> {
        let items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let leases = items.iter().filter_map(|(item, open)| Some((item.clone(), open.lease.clone()?)));
        leases.filter(|(_, lease)| lease.until > now).collect()
    }

    /// A visit ends. The lease goes with the holder's last visit.
    pub fn leave(&self, item: &I, visit: &V) -> Attendance<V, P> {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = items.get_mut(item) else { return Attendance { lease: None, visits: Vec::new() } };
        open.visits.retain(|(known, _)| known != visit);
        let holder_left = |lease: &Lease<P>| !open.visits.iter().any(|(_, person)| *person == lease.holder);
        if open.lease.as_ref().is_some_and(holder_left) {
            open.lease = None;
        }
        let attendance = open.attendance();
        if open.visits.is_empty() {
            items.remove(item);
        }
        attendance
    }

    fn with(&self, item: I, change: impl FnOnce(&mut Item<V, P>)) -> Attendance<V, P> {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let item = items.entry(item).or_insert_with(|| Item { visits: Vec::new(), lease: None });
        change(item);
        item.attendance()
    }
}

impl<V: PartialEq + Clone, P: PartialEq + Clone> Item<V, P> {
    fn visit(&mut self, visit: V, person: P) {
        if !self.visits.iter().any(|(known, _)| *known == visit) {
            self.visits.push((visit, person));
        }
    }

    fn lease_if_free(&mut self, person: P, now: UnixMs) {
        let free = self.lease.as_ref().is_none_or(|lease| lease.until <= now || lease.holder == person);
        if free {
            self.lease = Some(Lease { holder: person, until: UnixMs(now.0 + LEASE_MS) });
        }
    }

    fn attendance(&self) -> Attendance<V, P> {
        Attendance { lease: self.lease.clone(), visits: self.visits.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(attendance: &Attendance<u8, &'static str>) -> Option<&'static str> {
        attendance.lease.as_ref().map(|lease| lease.holder)
    }

    #[test]
    #[doc = "EXT-01"]
    fn the_first_to_open_holds_the_item_until_inactive_gone_or_taken_over() {
        let presence = Presence::<u8, u8, &str>::default();
        assert_eq!(holder(&presence.open(1, 10, "王", UnixMs(0))), Some("王"));
        let second = presence.open(1, 20, "李", UnixMs(1));
        assert_eq!((holder(&second), second.visits.len()), (Some("王"), 2));
        assert_eq!(holder(&presence.open(1, 10, "王", UnixMs(100_000))), Some("王"));
        let held = |now| presence.held(UnixMs(now)).into_iter().map(|(item, lease)| (item, lease.holder)).collect::<Vec<_>>();
        assert_eq!((held(100_001), held(100_000 + LEASE_MS)), (vec![(1, "王")], vec![]), "held until inactive");
        assert_eq!(holder(&presence.look(1, 20, "李")), Some("王"), "looking takes nothing");
        assert_eq!(holder(&presence.open(1, 20, "李", UnixMs(100_000 + LEASE_MS))), Some("李"), "inactive for two minutes");
        let (from, now) = presence.take_over(1, 10, "王", UnixMs(100_001 + LEASE_MS));
        assert_eq!((from, holder(&now)), (Some("李"), Some("王")));
        let released = presence.release(&1).unwrap();
        assert_eq!((holder(&released), released.visits.len()), (None, 2), "what moved on is held by nobody");
        assert_eq!(presence.release(&1), None);
        assert_eq!(holder(&presence.open(1, 10, "王", UnixMs(100_002 + LEASE_MS))), Some("王"));
        assert_eq!(holder(&presence.leave(&1, &10)), None, "free once its holder left");
        assert!(presence.leave(&1, &20).visits.is_empty());
    }
}
