//! The keys of authenticator apps at rest: sealed with a key of the server's that is not in the store, so that a stolen backup makes no
//! codes.

use super::totp::Secret;
use crate::{
    hex::{hex, unhex},
    private_file,
};
use ring::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    error::Unspecified,
};
use std::{fs, io, io::Write, os::unix::fs::OpenOptionsExt, path::Path};
use wangqian_rules::{account::second_factor::Sealed, ids::AccountId};

/// The file in the data directory, where no other is given.
pub const KEY_FILE: &str = "totp.key";

/// The server's key.
pub struct SealingKey(LessSafeKey);

impl SealingKey {
    /// From a file of 64 hexadecimal digits, which is made where there is none.
    ///
    /// # Errors
    /// When others than its owner and group can read the file, when it holds no key, or of reading and writing.
    pub fn of_file(file: &Path) -> io::Result<Self> {
        match fs::read_to_string(file) {
            Ok(text) => {
                private_file::check(file)?;
                let bytes = unhex(text.trim()).ok_or_else(|| private_file::wrong(file, "not a key: 64 hexadecimal digits"))?;
                Self::new(&bytes)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::made(file),
            Err(error) => Err(error),
        }
    }

    fn new(bytes: &[u8; 32]) -> io::Result<Self> {
        let key = UnboundKey::new(&AES_256_GCM, bytes).map_err(|Unspecified| io::Error::other("no key of this length"))?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Durable before anything is sealed with it.
    fn made(file: &Path) -> io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        let mut written = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
        writeln!(written, "{}", hex(&bytes))?;
        written.sync_all()?;
        if let Some(directory) = file.parent() {
            fs::File::open(directory)?.sync_all()?;
        }
        tracing::info!(file = %file.display(), "made a key for authenticator apps; keep a copy apart from the store's");
        Self::new(&bytes)
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
        self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), of_account, &mut sealed)?;
        Ok(Sealed([nonce.as_slice(), &sealed].concat()))
    }

    /// `None`: it was sealed with another key, or for another account.
    pub fn open(&self, account: AccountId, sealed: &Sealed) -> Option<Secret> {
        let (nonce, sealed) = sealed.0.split_first_chunk::<NONCE_LEN>()?;
        let mut opened = sealed.to_vec();
        let of_account = Aad::from(*account.0.as_bytes());
        let secret = self.0.open_in_place(Nonce::assume_unique_for_key(*nonce), of_account, &mut opened).ok()?;
        secret.try_into().ok().map(Secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    use wangqian_rules::account::Entrance;

    fn account(login: &str) -> AccountId {
        AccountId::of_login(Entrance::School, login)
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_key_is_opened_for_its_account_by_the_server_that_sealed_it_only() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(KEY_FILE);
        let (made, secret) = (SealingKey::of_file(&file).unwrap(), Secret([7; 20]));
        let sealed = made.seal(account("a"), &secret).unwrap();
        assert_ne!(sealed, made.seal(account("a"), &secret).unwrap(), "never the same twice");
        assert!(!sealed.0.windows(4).any(|bytes| bytes == [7; 4]));
        let again = SealingKey::of_file(&file).unwrap();
        assert_eq!(again.open(account("a"), &sealed), Some(secret));
        assert_eq!(again.open(account("b"), &sealed), None);
        assert_eq!(again.open(account("a"), &Sealed(sealed.0[..30].to_vec())), None);
        assert_eq!(again.open(account("a"), &Sealed(Vec::new())), None);
        let other = SealingKey::of_file(&directory.path().join("other")).unwrap();
        assert_eq!(other.open(account("a"), &sealed), None);
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_key_that_everybody_can_read_or_that_is_none_stops_the_start() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(KEY_FILE);
        SealingKey::of_file(&file).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        assert!(SealingKey::of_file(&file).is_err());
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        fs::write(&file, "no key").unwrap();
        assert!(SealingKey::of_file(&file).is_err());
    }
}
