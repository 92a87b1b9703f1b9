//! Wrong passwords by address: after ten within a while, a growing wait. The wait by account is the account's own
//! (`rules::account`); this one slows somebody who tries many accounts. Logins that nobody has are kept waiting here as an
//! account would, so that the wait does not tell which exist. Registrations, and codes asked for, are counted beside them, whatever comes
//! of them; so are verifications of documents that find nothing.

use super::address::{Network, network};
use dashmap::DashMap;
use std::{hash::Hash, net::IpAddr};
use wangqian_rules::{account, ids::AccountId, refusal::Refusal};

const FREE_FAILURES: u32 = 10;
const LONGEST_WAIT_S: u64 = 300;
/// After this long without one, registrations from a network are counted from nothing; so are codes asked for.
const FORGOTTEN_MS: i64 = 3_600_000;
/// Networks, and strangers, remembered; beyond, those whose wait is over are forgotten.
const REMEMBERED_MAX: usize = 100_000;

/// Failures by network, and by login that nobody has. Times are monotonic.
#[derive(Default)]
pub struct Attempts {
    networks: Book<Network>,
    strangers: Book<AccountId>,
    registrations: Book<Network>,
    codes: Book<Network>,
    verifications: Book<Network>,
}

struct Book<K: Eq + Hash> {
    pages: DashMap<K, Failures>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    wait_until_ms: i64,
}

impl Attempts {
    /// Whether an attempt at this login from this address is looked at now.
    pub fn may_try(&self, address: IpAddr, login: AccountId, now_ms: i64) -> Result<(), Refusal> {
        self.networks.may_try(network(address), now_ms)?;
        self.strangers.may_try(login, now_ms)
    }

    /// A wrong password came from this address.
    pub fn failed(&self, address: IpAddr, now_ms: i64) {
        self.networks.failed(network(address), now_ms, wait_of_network_s);
    }

    /// It came for a login that nobody has.
    pub fn nobody(&self, login: AccountId, now_ms: i64) {
        self.strangers.failed(login, now_ms, account::wait_s);
    }

    /// Whether a registration from this address is looked at now (ACC-10).
    pub fn may_register(&self, address: IpAddr, now_ms: i64) -> Result<(), Refusal> {
        self.registrations.may_try(network(address), now_ms)
    }

    /// One was looked at.
    pub fn registers(&self, address: IpAddr, now_ms: i64) {
        self.registrations.happens(network(address), now_ms);
    }

    /// Whether a code for a forgotten password may be asked for from this address now (ACC-01).
    pub fn may_ask_code(&self, address: IpAddr, now_ms: i64) -> Result<(), Refusal> {
        self.codes.may_try(network(address), now_ms)
    }

    /// One was.
    pub fn asks_code(&self, address: IpAddr, now_ms: i64) {
        self.codes.happens(network(address), now_ms);
    }

    /// One was right: a campus behind one address is not slowed for ever, either.
    pub fn code_was_right(&self, address: IpAddr) {
        self.codes.pages.remove(&network(address));
    }

    /// Whether a verification from this address is looked at now (EXT-04).
    pub fn may_verify(&self, address: IpAddr, now_ms: i64) -> Result<(), Refusal> {
        self.verifications.may_try(network(address), now_ms)
    }

    /// One had a wrong number, code or name.
    pub fn verified_wrongly(&self, address: IpAddr, now_ms: i64) {
        self.verifications.happens(network(address), now_ms);
    }

    /// A right one did: an office whose people mistype now and then is not slowed for ever.
    pub fn succeeded(&self, address: IpAddr) {
        self.networks.pages.remove(&network(address));
    }
}

impl Book<Network> {
    /// Something that is counted whatever comes of it.
    fn happens(&self, network: Network, now_ms: i64) {
        self.pages.remove_if(&network, |_, failures| failures.wait_until_ms + FORGOTTEN_MS <= now_ms);
        self.failed(network, now_ms, wait_of_network_s);
    }
}

fn wait_of_network_s(failures: u32) -> u64 {
    let over = failures.saturating_sub(FREE_FAILURES);
    if over == 0 { 0 } else { (1u64 << over.min(20)).min(LONGEST_WAIT_S) }
}

impl<K: Eq + Hash> Book<K> {
    fn may_try(&self, key: K, now_ms: i64) -> Result<(), Refusal> {
        let wait_ms = self.pages.get(&key).map_or(0, |failures| failures.wait_until_ms - now_ms);
        if wait_ms <= 0 { Ok(()) } else { Err(Refusal::TryLater { seconds: wait_ms.unsigned_abs().div_ceil(1000) }) }
    }

    fn failed(&self, key: K, now_ms: i64, wait_s: fn(u32) -> u64) {
        if self.pages.len() >= REMEMBERED_MAX {
            self.pages.retain(|_, failures| failures.wait_until_ms > now_ms);
        }
        let mut failures = self.pages.entry(key).or_insert(Failures { count: 0, wait_until_ms: 0 });
        failures.count = failures.count.saturating_add(1);
        failures.wait_until_ms = now_ms + wait_s(failures.count) as i64 * 1000;
    }
}

impl<K: Eq + Hash> Default for Book<K> {
    fn default() -> Self {
        Self { pages: DashMap::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(name: &str) -> AccountId {
        AccountId::of_login(account::Entrance::Graduate, name)
    }

    #[test]
    fn ten_wrong_passwords_are_free_then_the_wait_grows_and_a_right_one_ends_it() {
        let (attempts, anybody) = (Attempts::default(), login("anybody"));
        let (here, neighbour) = ([10, 0, 0, 1].into(), [10, 0, 0, 9].into());
        (0..10).for_each(|_| attempts.failed(here, 0));
        assert_eq!(attempts.may_try(neighbour, anybody, 0), Ok(()));
        attempts.failed(neighbour, 0);
        assert_eq!(attempts.may_try(here, anybody, 0), Err(Refusal::TryLater { seconds: 2 }));
        assert_eq!(attempts.may_try(here, anybody, 2_000), Ok(()));
        assert_eq!(attempts.may_try([10, 0, 1, 1].into(), anybody, 0), Ok(()), "another network");
        (0..40).for_each(|_| attempts.failed(here, 0));
        assert_eq!(attempts.may_try(here, anybody, 0), Err(Refusal::TryLater { seconds: LONGEST_WAIT_S }));
        attempts.succeeded(here);
        assert_eq!(attempts.may_try(here, anybody, 0), Ok(()));
    }

    #[test]
    fn ten_registrations_are_free_then_the_wait_grows_until_they_are_forgotten() {
        let (attempts, here) = (Attempts::default(), [10, 0, 0, 1].into());
        for _ in 0..10 {
            assert_eq!(attempts.may_register(here, 0), Ok(()));
            attempts.registers(here, 0);
        }
        attempts.registers(here, 0);
        assert_eq!(attempts.may_register(here, 0), Err(Refusal::TryLater { seconds: 2 }));
        assert_eq!(attempts.may_try(here, login("x"), 0), Ok(()), "signing in is not slowed by it");
        attempts.registers(here, 2_000 + FORGOTTEN_MS);
        assert_eq!(attempts.may_register(here, 2_000 + FORGOTTEN_MS), Ok(()));
    }

    #[test]
    fn codes_asked_for_are_slowed_by_themselves_until_one_is_right() {
        let (attempts, here) = (Attempts::default(), [10, 0, 0, 1].into());
        (0..11).for_each(|_| attempts.asks_code(here, 0));
        assert_eq!(attempts.may_ask_code(here, 0), Err(Refusal::TryLater { seconds: 2 }));
        assert_eq!(attempts.may_try(here, login("x"), 0), Ok(()), "signing in is not slowed by it");
        attempts.code_was_right(here);
        assert_eq!(attempts.may_ask_code(here, 0), Ok(()));
    }

    #[test]
    fn a_login_that_nobody_has_waits_like_one_that_somebody_has() {
        let (attempts, here) = (Attempts::default(), [10, 0, 0, 1].into());
        (0..3).for_each(|_| attempts.nobody(login("x"), 0));
        assert_eq!(attempts.may_try(here, login("x"), 0), Ok(()));
        attempts.nobody(login("x"), 0);
        assert_eq!(attempts.may_try(here, login("x"), 0), Err(Refusal::TryLater { seconds: 1 }));
        assert_eq!(attempts.may_try(here, login("y"), 0), Ok(()));
    }
}
