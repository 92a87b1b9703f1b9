//! Wrong passwords per address: after ten within a while, a growing wait. The wait per account is the account's own
//! (`rules::account`); this one slows somebody who tries many accounts.

use dashmap::DashMap;
use std::net::IpAddr;
use wangqian_rules::refusal::Refusal;

const FREE_FAILURES: u32 = 10;
const LONGEST_WAIT_S: u64 = 300;
/// Addresses remembered; beyond, those whose wait is over are forgotten.
const REMEMBERED_MAX: usize = 100_000;

/// Failures per network.
#[derive(Default)]
pub struct Attempts {
    networks: DashMap<[u8; 8], Failures>,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    wait_until_ms: i64,
}

/// One household or office: a /24 of IPv4, a /64 of IPv6.
fn network(address: IpAddr) -> [u8; 8] {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            [4, a, b, c, 0, 0, 0, 0]
        }
        IpAddr::V6(v6) => {
            let mut prefix = [0; 8];
            prefix.copy_from_slice(&v6.octets()[..8]);
            prefix
        }
    }
}

impl Attempts {
    /// Whether an attempt from this address is looked at now. `now_ms` is monotonic.
    pub fn may_try(&self, address: IpAddr, now_ms: i64) -> Result<(), Refusal> {
        let wait_ms = self.networks.get(&network(address)).map_or(0, |failures| failures.wait_until_ms - now_ms);
        if wait_ms <= 0 { Ok(()) } else { Err(Refusal::TryLater { seconds: wait_ms.unsigned_abs().div_ceil(1000) }) }
    }

    /// A wrong password came from this address.
    pub fn failed(&self, address: IpAddr, now_ms: i64) {
        if self.networks.len() >= REMEMBERED_MAX {
            self.networks.retain(|_, failures| failures.wait_until_ms > now_ms);
        }
        let mut failures = self.networks.entry(network(address)).or_insert(Failures { count: 0, wait_until_ms: 0 });
        failures.count = failures.count.saturating_add(1);
        let over = failures.count.saturating_sub(FREE_FAILURES);
        let wait_s = if over == 0 { 0 } else { (1u64 << over.min(20)).min(LONGEST_WAIT_S) };
        failures.wait_until_ms = now_ms + wait_s as i64 * 1000;
    }

    /// A right one did: an office whose people mistype now and then is not slowed for ever.
    pub fn succeeded(&self, address: IpAddr) {
        self.networks.remove(&network(address));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_passwords_are_free_then_the_wait_grows_and_a_right_one_ends_it() {
        let attempts = Attempts::default();
        let (here, neighbour) = ([10, 0, 0, 1].into(), [10, 0, 0, 9].into());
        (0..10).for_each(|_| attempts.failed(here, 0));
        assert_eq!(attempts.may_try(neighbour, 0), Ok(()));
        attempts.failed(neighbour, 0);
        assert_eq!(attempts.may_try(here, 0), Err(Refusal::TryLater { seconds: 2 }));
        assert_eq!(attempts.may_try(here, 2_000), Ok(()));
        assert_eq!(attempts.may_try([10, 0, 1, 1].into(), 0), Ok(()), "another network");
        (0..40).for_each(|_| attempts.failed(here, 0));
        assert_eq!(attempts.may_try(here, 0), Err(Refusal::TryLater { seconds: LONGEST_WAIT_S }));
        attempts.succeeded(here);
        assert_eq!(attempts.may_try(here, 0), Ok(()));
    }
}
