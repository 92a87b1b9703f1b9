//! Room for the bytes of files that have arrived and are not done with yet. It is taken as bytes arrive, not as they are announced:
//! who announces ten megabytes and sends one keeps nobody out.

use crate::error::ApiError;
use dashmap::DashMap;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use wangqian_rules::ids::AccountId;

/// Bytes of files in memory at once, of everybody: four of the largest, or a hundred of usual ones.
const BYTES_MAX: usize = 48 << 20;
/// Files that one account sends at once; a form hands in one, a person has two windows open.
const OF_ONE_ACCOUNT: usize = 3;

/// What is taken of it.
#[derive(Default)]
pub struct Room {
    bytes: AtomicUsize,
    files: DashMap<AccountId, usize>,
}

/// One file's part; given back when this is dropped.
pub struct Place {
    room: Arc<Room>,
    account: AccountId,
    bytes: usize,
}

impl Room {
    /// A place for one more file of an account.
    ///
    /// # Errors
    /// `FilesWaiting`, when the account is sending as many as it may.
    pub fn place(self: &Arc<Self>, account: AccountId) -> Result<Place, ApiError> {
        let mut files = self.files.entry(account).or_default();
        if *files >= OF_ONE_ACCOUNT {
            return Err(ApiError::FilesWaiting);
        }
        *files += 1;
        Ok(Place { room: Arc::clone(self), account, bytes: 0 })
    }
}

impl Place {
    /// So many bytes more have arrived.
    ///
    /// # Errors
    /// `FilesWaiting`, when there is no room for them.
    pub fn grow(&mut self, bytes: usize) -> Result<(), ApiError> {
        self.bytes += bytes;
        let taken = self.room.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if taken > BYTES_MAX { Err(ApiError::FilesWaiting) } else { Ok(()) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.room.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        if let Some(mut files) = self.room.files.get_mut(&self.account) {
            *files -= 1;
        }
        self.room.files.remove_if(&self.account, |_, files| *files == 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::FILE_BYTES_MAX;

    fn account(number: u128) -> AccountId {
        AccountId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn an_account_sends_few_files_at_once_and_keeps_nobody_else_out() {
        let room = Arc::new(Room::default());
        let sent: Vec<_> = (0..OF_ONE_ACCOUNT).map(|_| room.place(account(1)).unwrap()).collect();
        assert!(matches!(room.place(account(1)), Err(ApiError::FilesWaiting)));
        assert!(room.place(account(2)).is_ok());
        drop(sent);
        assert!(room.place(account(1)).is_ok());
        assert!(room.files.is_empty(), "nothing is kept of who sends nothing");
    }

    #[test]
    fn what_has_arrived_is_bounded_for_all_and_comes_free_again() {
        let room = Arc::new(Room::default());
        let grown = |number| {
            let mut place = room.place(account(number)).unwrap();
            place.grow(FILE_BYTES_MAX).map(|()| place)
        };
        let places: Vec<_> = (0..20).map_while(|number| grown(number).ok()).collect();
        assert_eq!(places.len(), BYTES_MAX / FILE_BYTES_MAX);
        assert!(grown(99).is_err());
        drop(places);
        assert!(grown(99).is_ok());
        assert_eq!(room.bytes.load(Ordering::Relaxed), 0);
    }
}
