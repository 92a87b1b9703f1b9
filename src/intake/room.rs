//! Room for the bytes of files that have arrived and are not done with yet. It is taken as bytes arrive, not as they are announced:
//! who announces ten megabytes and sends one keeps nobody out.

use super::sender::Sender;
use dashmap::DashMap;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use wangqian_rules::ids::AccountId;

/// Bytes of files in memory at once, of everybody: four of the largest, or a hundred of usual ones.
const BYTES_MAX: usize = 48 << 20;
/// Of them, those of strangers: one large file and a few usual ones.
const BYTES_OF_STRANGERS: usize = 16 << 20;
/// Files that one account sends at once; a form hands in one, a person has two windows open.
const OF_ONE_ACCOUNT: usize = 3;

/// Others' files have to be through first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

/// What is taken of it.
#[derive(Default)]
pub struct Room {
    bytes: AtomicUsize,
    of_strangers: AtomicUsize,
    files: DashMap<AccountId, usize>,
}

/// One file's part; given back when this is dropped.
pub struct Place {
    room: Arc<Room>,
    account: AccountId,
    sender: Sender,
    bytes: usize,
}

impl Room {
    /// A place for one more file of an account.
    ///
    /// # Errors
    /// [`NoRoom`], when the account is sending as many as it may.
    pub fn place(self: &Arc<Self>, account: AccountId, sender: Sender) -> Result<Place, NoRoom> {
        let mut files = self.files.entry(account).or_default();
        if *files >= OF_ONE_ACCOUNT {
            return Err(NoRoom);
        }
        *files += 1;
        Ok(Place { room: Arc::clone(self), account, sender, bytes: 0 })
    }
}

impl Place {
    /// So many bytes more have arrived.
    ///
    /// # Errors
    /// [`NoRoom`], when there is no room for them.
    pub fn grow(&mut self, bytes: usize) -> Result<(), NoRoom> {
        self.bytes += bytes;
        let taken = self.room.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let theirs = match self.sender {
            Sender::Known => 0,
            Sender::Stranger => self.room.of_strangers.fetch_add(bytes, Ordering::Relaxed) + bytes,
        };
        if taken > BYTES_MAX || theirs > BYTES_OF_STRANGERS { Err(NoRoom) } else { Ok(()) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.room.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        if self.sender == Sender::Stranger {
            self.room.of_strangers.fetch_sub(self.bytes, Ordering::Relaxed);
        }
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
        let sent: Vec<_> = (0..OF_ONE_ACCOUNT).map(|_| room.place(account(1), Sender::Known).unwrap()).collect();
        assert!(matches!(room.place(account(1), Sender::Known), Err(NoRoom)));
        assert!(room.place(account(2), Sender::Known).is_ok());
        drop(sent);
        assert!(room.place(account(1), Sender::Known).is_ok());
        assert!(room.files.is_empty(), "nothing is kept of who sends nothing");
    }

    #[test]
    fn what_has_arrived_is_bounded_for_all_and_comes_free_again() {
        let room = Arc::new(Room::default());
        let grown = |number| {
            let mut place = room.place(account(number), Sender::Known).unwrap();
            place.grow(FILE_BYTES_MAX).map(|()| place)
        };
        let places: Vec<_> = (0..20).map_while(|number| grown(number).ok()).collect();
        assert_eq!(places.len(), BYTES_MAX / FILE_BYTES_MAX);
        assert!(grown(99).is_err());
        drop(places);
        assert!(grown(99).is_ok());
        assert_eq!(room.bytes.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn strangers_have_a_part_of_it() {
        let room = Arc::new(Room::default());
        let grown = |number, sender| {
            let mut place = room.place(account(number), sender).unwrap();
            place.grow(FILE_BYTES_MAX / 2).map(|()| place)
        };
        let theirs: Vec<_> = (0..20).map_while(|number| grown(number, Sender::Stranger).ok()).collect();
        assert_eq!(theirs.len(), BYTES_OF_STRANGERS / (FILE_BYTES_MAX / 2));
        assert!(grown(30, Sender::Stranger).is_err() && grown(31, Sender::Known).is_ok());
        drop(theirs);
        assert_eq!(room.of_strangers.load(Ordering::Relaxed), 0);
    }
}
