//! Commands that were sent: which are not answered yet, and which were acknowledged last.

use super::act::Sent;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// So many of the newest acknowledged ones are asked again after a crash.
const NEWEST: usize = 32;

/// Everybody's commands on their way.
#[derive(Clone, Debug, Default)]
pub struct Flights {
    departed: u64,
    open: BTreeMap<u64, Sent>,
    acknowledged: VecDeque<Sent>,
}

/// One command on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flight(u64);

/// The commands that a crash has to answer for.
#[derive(Clone, Debug, Default)]
pub struct Pending {
    /// Sent and not answered: may have been done, or not.
    pub unknown: Vec<Sent>,
    /// Done, and to be answered as before when they are asked again.
    pub acknowledged: Vec<Sent>,
}

impl Flights {
    pub fn depart(&mut self, sent: &Sent) -> Flight {
        self.departed += 1;
        self.open.insert(self.departed, sent.clone());
        Flight(self.departed)
    }

    pub fn acknowledged(&mut self, flight: Flight) {
        self.acknowledged.extend(self.open.remove(&flight.0));
        while self.acknowledged.len() > NEWEST {
            self.acknowledged.pop_front();
        }
    }

    pub fn refused(&mut self, flight: Flight) {
        self.open.remove(&flight.0);
    }

    /// Every command once, also one that was sent on two connections.
    pub fn pending(&self) -> Pending {
        let mut seen = BTreeSet::new();
        let mut once = |sent: &&Sent| seen.insert(sent.command.key);
        let unknown = self.open.values().filter(&mut once).cloned().collect();
        let acknowledged = self.acknowledged.iter().filter(&mut once).cloned().collect();
        Pending { unknown, acknowledged }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::torture::{act::Act, history::tests::sent};

    fn keys(sent: &[Sent]) -> Vec<u128> {
        sent.iter().map(|sent| sent.command.key.as_u128()).collect()
    }

    #[test]
    fn a_command_is_unknown_until_it_is_answered() {
        let mut flights = Flights::default();
        let (one, two) = (flights.depart(&sent(Act::Invite, 1)), flights.depart(&sent(Act::Accept, 2)));
        flights.depart(&sent(Act::Decline, 3));
        flights.acknowledged(one);
        flights.refused(two);
        let pending = flights.pending();
        assert_eq!((keys(&pending.unknown), keys(&pending.acknowledged)), (vec![3], vec![1]));
    }

    #[test]
    fn a_command_on_two_connections_is_one() {
        let mut flights = Flights::default();
        let one = flights.depart(&sent(Act::Invite, 1));
        flights.depart(&sent(Act::Invite, 1));
        assert_eq!(keys(&flights.pending().unknown), [1]);
        flights.acknowledged(one);
        let pending = flights.pending();
        assert_eq!((keys(&pending.unknown), keys(&pending.acknowledged)), (vec![1], vec![]));
    }

    #[test]
    fn only_the_newest_are_asked_again() {
        let mut flights = Flights::default();
        for key in 1..=40 {
            let flight = flights.depart(&sent(Act::Invite, key));
            flights.acknowledged(flight);
        }
        assert_eq!(keys(&flights.pending().acknowledged), Vec::from_iter(9..=40));
    }
}
