//! Files of employers that nobody has verified: anybody may register, so what they store is bounded by account and by network. What
//! verified ones store is bounded by `account::uploads` alone: a province knows them.

use super::spent::{Full, Spent};
use crate::auth::address::{Network, network};
use std::net::IpAddr;
use wangqian_rules::{ids::AccountId, refusal::Refusal};

/// MiB of one account in an hour: a licence, twice as large as files may be.
const ACCOUNT_MIB: u64 = 20;
/// MiB of one network in an hour: five such accounts, or a business park where twenty register in the same hour.
const NETWORK_MIB: u64 = 100;
const HOUR_S: i64 = 3_600;

/// By account and by network.
pub struct UnverifiedUploads {
    accounts: Spent<AccountId>,
    networks: Spent<Network>,
}

impl Default for UnverifiedUploads {
    fn default() -> Self {
        let of = |mib: u64| mib << 20;
        Self { accounts: Spent::within(of(ACCOUNT_MIB), HOUR_S), networks: Spent::within(of(NETWORK_MIB), HOUR_S) }
    }
}

impl UnverifiedUploads {
    /// So many bytes are handed in, whatever comes of them: looking at them costs too.
    ///
    /// # Errors
    /// `UploadLimit`, and they are not looked at: neither the account's nor the network's hour is used up by what was refused.
    pub fn hands_in(&self, account: AccountId, address: IpAddr, bytes: usize, now_ms: i64) -> Result<(), Refusal> {
        let limit = |Full { seconds }| Refusal::UploadLimit { account_mib: ACCOUNT_MIB, network_mib: NETWORK_MIB, seconds };
        self.accounts.add(account, bytes as u64, now_ms).map_err(limit)?;
        self.networks.add(network(address), bytes as u64, now_ms).map_err(|full| {
            self.accounts.take_back(&account, bytes as u64);
            limit(full)
        })
    }

    /// There was no time to look at them.
    pub fn sent_away(&self, account: AccountId, address: IpAddr, bytes: usize) {
        self.accounts.take_back(&account, bytes as u64);
        self.networks.take_back(&network(address), bytes as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::FILE_BYTES_MAX;

    #[test]
    #[doc = "ACC-10"]
    fn acc_10_an_account_and_a_network_hand_in_so_much_an_hour() {
        let uploads = UnverifiedUploads::default();
        let hands_in = |account, address: [u8; 4], now_ms| {
            uploads.hands_in(AccountId(uuid::Uuid::from_u128(account)), address.into(), FILE_BYTES_MAX, now_ms)
        };
        let limit = Err(Refusal::UploadLimit { account_mib: ACCOUNT_MIB, network_mib: NETWORK_MIB, seconds: 3_600 });
        for account in 0..5 {
            assert_eq!((hands_in(account, [10, 0, 0, 1], 0), hands_in(account, [10, 0, 0, 2], 0)), (Ok(()), Ok(())));
            assert_eq!(hands_in(account, [10, 0, 1, 1], 0), limit, "from elsewhere too");
        }
        assert_eq!(hands_in(9, [10, 0, 0, 3], 0), limit, "the network's is used up");
        assert_eq!(
            (hands_in(9, [10, 0, 1, 1], 0), hands_in(9, [10, 0, 1, 1], 0)),
            (Ok(()), Ok(())),
            "the account's is not, by that"
        );
        uploads.sent_away(AccountId(uuid::Uuid::from_u128(9)), [10, 0, 1, 1].into(), FILE_BYTES_MAX);
        assert_eq!(hands_in(9, [10, 0, 1, 1], 0), Ok(()), "what nobody looked at is not counted");
        assert_eq!(hands_in(10, [10, 0, 1, 1], 0), Ok(()), "another network's is not");
        assert_eq!(hands_in(0, [10, 0, 0, 1], 3_600_000), Ok(()));
    }
}
