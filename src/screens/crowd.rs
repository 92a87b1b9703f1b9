//! How many sockets one account, and one address, may have open.

use dashmap::DashMap;
use std::{hash::Hash, net::IpAddr};
use wangqian_rules::ids::AccountId;

/// Who opens one, and from where.
pub type Party = (AccountId, IpAddr);

/// The open ones, counted, and how many there may be.
pub struct Crowd {
    of_account_max: usize,
    of_address_max: usize,
    accounts: DashMap<AccountId, usize>,
    addresses: DashMap<IpAddr, usize>,
}

impl Crowd {
    /// A campus stands behind one address, so an address may have half of all connections: it shuts out nobody else, and is no
    /// bound that people meet.
    pub fn of(of_account_max: usize, connections_max: usize) -> Self {
        let (accounts, addresses) = Default::default();
        Self { of_account_max, of_address_max: connections_max.div_ceil(2), accounts, addresses }
    }

    /// Counts one more, if there may be one.
    pub fn admits(&self, (account, address): Party) -> bool {
        if !is_counted(&self.accounts, account, self.of_account_max) {
            return false;
        }
        let admitted = is_counted(&self.addresses, address, self.of_address_max);
        if !admitted {
            discount(&self.accounts, account);
        }
        admitted
    }

    /// One is gone.
    pub fn goes(&self, (account, address): Party) {
        discount(&self.accounts, account);
        discount(&self.addresses, address);
    }
}

fn is_counted<K: Eq + Hash>(counts: &DashMap<K, usize>, key: K, most: usize) -> bool {
    let mut count = counts.entry(key).or_default();
    let admitted = *count < most;
    *count += usize::from(admitted);
    admitted
}

fn discount<K: Eq + Hash + Copy>(counts: &DashMap<K, usize>, key: K) {
    if let Some(mut count) = counts.get_mut(&key) {
        *count = count.saturating_sub(1);
    }
    counts.remove_if(&key, |_, count| *count == 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(account: u128, address: u8) -> Party {
        (AccountId(uuid::Uuid::from_u128(account)), IpAddr::from([10, 0, 0, address]))
    }

    #[test]
    fn an_account_has_so_many_wherever_it_is_and_one_that_goes_makes_room() {
        let crowd = Crowd::of(2, 100);
        assert!(crowd.admits(party(1, 1)) && crowd.admits(party(1, 2)));
        assert!(!crowd.admits(party(1, 3)));
        assert!(crowd.admits(party(2, 1)), "another account");
        crowd.goes(party(1, 2));
        assert!(crowd.admits(party(1, 1)));
    }

    #[test]
    fn an_address_has_half_and_whoever_it_keeps_out_is_not_counted() {
        let crowd = Crowd::of(2, 5);
        for account in 0..3 {
            assert!(crowd.admits(party(account, 1)));
        }
        assert!(!crowd.admits(party(9, 1)) && !crowd.admits(party(9, 1)) && !crowd.admits(party(9, 1)));
        assert!(crowd.admits(party(9, 2)) && crowd.admits(party(9, 2)));
    }

    #[test]
    fn nothing_is_kept_of_who_has_none() {
        let crowd = Crowd::of(2, 5);
        assert!(crowd.admits(party(1, 1)));
        crowd.goes(party(1, 1));
        assert!(crowd.accounts.is_empty() && crowd.addresses.is_empty());
    }
}
