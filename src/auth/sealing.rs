//! The keys of authenticator apps at rest: sealed with a key of the server's that is not in the store, so that an export makes no codes,
//! nor a copy of the data where the key is kept elsewhere. The same key makes the names that browsers know accounts by.

use super::totp::Secret;
use crate::private_file;
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    error::Unspecified,
    hmac,
};
use std::{io, path::Path};
use wangqian_rules::{
    account::second_factor::Sealed,
    ids::{AccountId, GraduateId},
};

/// The file in the data directory, where no other is given.
pub const KEY_FILE: &str = "totp.key";

/// What the names of accounts are made with: derived, so that they tell nothing of the key that seals.
const NAMING: &[u8] = b"wangqian: names of accounts for browsers";
const NAME_BYTES: usize = 16;
/// Of a mark: nobody guesses one of 128 bits.
pub const MARK_BYTES: usize = 16;

/// The server's key.
pub struct SealingKey {
    sealing: LessSafeKey,
    naming: hmac::Key,
}

impl SealingKey {
    /// From a file of 64 hexadecimal digits.
    ///
    /// # Errors
    /// When there is none, when everybody on the machine can read it, or when it holds something else.
    pub fn of_file(file: &Path) -> io::Result<Self> {
        let bytes = private_file::key(file)?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|Unspecified| private_file::wrong(file, "not a key"))?;
        let naming = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &bytes), NAMING);
        Ok(Self { sealing: LessSafeKey::new(key), naming: hmac::Key::new(hmac::HMAC_SHA256, naming.as_ref()) })
    }

    /// The key in the data directory, made at the first start. One that the operator names is never made: a slip in its name would make
    /// every authenticator app useless.
    ///
    /// # Errors
    /// As [`Self::of_file`], and of writing.
    pub fn within(data: &Path) -> io::Result<Self> {
        let file = data.join(KEY_FILE);
        if !file.exists() {
            private_file::make_key(&file)?;
            tracing::warn!(file = %file.display(), "made a key for authenticator apps beside the data; keep it elsewhere by --totp-key-file");
        }
        Self::of_file(&file)
    }

    /// Good for this account only. A nonce is drawn for each: with so few keys two are never alike.
    ///
    /// # Errors
    /// When the machine has no random numbers to give.
    pub fn seal(&self, account: AccountId, secret: &Secret) -> Result<Sealed, Unspecified> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|_| Unspecified)?;
        let mut sealed = secret.0.to_vec();
        let of_account = Aad::from(*account.0.as_bytes());
        self.sealing.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), of_account, &mut sealed)?;
        Ok(Sealed([nonce.as_slice(), &sealed].concat()))
    }

    /// `None`: it was sealed with another key, or for another account.
    pub fn open(&self, account: AccountId, sealed: &Sealed) -> Option<Secret> {
        let (nonce, sealed) = sealed.0.split_first_chunk::<NONCE_LEN>()?;
        let mut opened = sealed.to_vec();
        let of_account = Aad::from(*account.0.as_bytes());
        let secret = self.sealing.open_in_place(Nonce::assume_unique_for_key(*nonce), of_account, &mut opened).ok()?;
        secret.try_into().ok().map(Secret)
    }

    /// A mark that only this server makes: of what a link or a receipt says, for one purpose.
    pub fn mark(&self, purpose: &str, of: &[u8]) -> [u8; MARK_BYTES] {
        let tag = hmac::sign(&self.naming, &[purpose.as_bytes(), b"\0", of].concat());
        tag.as_ref().first_chunk().copied().unwrap_or_default()
    }

    /// The name that a browser knows an account by, and a graduate's record of several: always the same. An account's id is made from
    /// a login, often an ID number that can be guessed from it; this name cannot be traced back without the key.
    pub fn name(&self, account: AccountId, record: Option<GraduateId>) -> String {
        let record = record.map(|id| id.to_string()).unwrap_or_default();
        let tag = hmac::sign(&self.naming, format!("{account} {record}").as_bytes());
        hex::encode(&tag.as_ref()[..NAME_BYTES])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        fs::{self, Permissions},
        os::unix::fs::PermissionsExt,
    };
    use wangqian_rules::{account::Entrance, ids::SchoolId};

    fn account(login: &str) -> AccountId {
        AccountId::of_login(Entrance::School, login)
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_key_is_opened_for_its_account_by_the_server_that_sealed_it_only() {
        let (directory, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (made, secret) = (SealingKey::within(directory.path()).unwrap(), Secret([7; 20]));
        let sealed = made.seal(account("a"), &secret).unwrap();
        assert_ne!(sealed, made.seal(account("a"), &secret).unwrap(), "never the same twice");
        assert!(!sealed.0.windows(4).any(|bytes| bytes == [7; 4]));
        let again = SealingKey::within(directory.path()).unwrap();
        assert_eq!(again.open(account("a"), &sealed), Some(secret));
        assert_eq!(again.open(account("b"), &sealed), None);
        assert_eq!(again.open(account("a"), &Sealed(sealed.0[..30].to_vec())), None);
        assert_eq!(again.open(account("a"), &Sealed(Vec::new())), None);
        assert_eq!(SealingKey::within(elsewhere.path()).unwrap().open(account("a"), &sealed), None);
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_name_is_an_accounts_and_records_own_and_tells_nothing_without_the_key() {
        let (directory, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (key, other) = (SealingKey::within(directory.path()).unwrap(), SealingKey::within(elsewhere.path()).unwrap());
        let record = |cohort| Some(GraduateId { school: SchoolId(10001), cohort, serial: 1 });
        let (name, again) = (key.name(account("a"), None), SealingKey::within(directory.path()).unwrap());
        assert_eq!(name, again.name(account("a"), None));
        assert_eq!(name.len(), 2 * NAME_BYTES);
        let others = [key.name(account("b"), None), key.name(account("a"), record(2027)), key.name(account("a"), record(2028))];
        assert!(others.iter().all(|another| *another != name) && others[1] != others[2]);
        assert_ne!(name, other.name(account("a"), None));
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_key_that_is_missing_open_to_everybody_or_none_stops_the_start() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(KEY_FILE);
        let missing = SealingKey::of_file(&file).map(drop).unwrap_err();
        assert!(missing.to_string().contains(KEY_FILE) && !file.exists(), "{missing}");
        SealingKey::within(directory.path()).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(private_file::make_key(&file).is_err(), "a key that is there stays");
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        assert!(SealingKey::of_file(&file).is_err());
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        fs::write(&file, "no key").unwrap();
        assert!(SealingKey::within(directory.path()).is_err());
    }
}
