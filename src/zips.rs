//! Agreements of a list in one zip (EXT-13, SIG-05): streamed while it is made, one document at a time, as fast as its reader takes them.
//! Nothing of it is kept here but its progress, which its owner can follow from any page.
//!
//! [`listed`] says which agreements a list has, [`sending`] draws and sends them, [`archive`] is the format, [`names`] and [`contents`] what
//! stands in it besides.

mod archive;
mod contents;
mod listed;
mod names;
mod sending;

pub use listed::{Listed, listed};
pub use sending::Sending;

use crate::routes::cases::filter::Filter;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;
use wangqian_protocol::zip::{AgreementZip, ZipState};
use wangqian_rules::{ids::AccountId, refusal::Refusal};

/// Most agreements of one zip: a few minutes of drawing, and a list of them in some ten megabytes of memory.
pub const AGREEMENTS_MAX: usize = 20_000;
/// Zips on their way at once, of everybody: one hand draws for them all, and each takes the memory of its list.
pub const AT_ONCE: usize = 8;
/// Time in which a browser comes for what it asked for, ms; as long it has one of the places.
const CLAIM_MS: i64 = 60_000;
/// Zips remembered; beyond, the oldest that is over goes.
const REMEMBERED_MAX: usize = 200;
/// When it makes sense to ask again, seconds: most zips are through by then.
const CROWDED_S: u64 = 20;

/// Those that were asked for lately, oldest first; of each account the newest.
#[derive(Default)]
pub struct Zips(Mutex<Vec<Arc<Zip>>>);

/// One of them.
pub struct Zip {
    id: Uuid,
    owner: AccountId,
    /// Of the list: read anew when the browser comes.
    pub filter: Filter,
    /// Monotonic, ms.
    asked_ms: i64,
    progress: Mutex<Progress>,
}

#[derive(Clone, Copy)]
struct Progress {
    agreements: usize,
    done: usize,
    left_out: usize,
    bytes: u64,
    state: ZipState,
}

/// A zip while it is sent: broken off when this is dropped before it was said to be whole, also by a panic.
pub struct UnderWay(Arc<Zip>);

impl Zips {
    /// Somebody wants the agreements of a list. The same request again is the same zip.
    ///
    /// # Errors
    /// `ZipUnderWay` while another one of this account is; `ZipsCrowded` while too many of others are.
    pub fn ask(
        &self,
        (id, owner): (Uuid, AccountId),
        filter: Filter,
        agreements: usize,
        now_ms: i64,
    ) -> Result<AgreementZip, Refusal> {
        let mut zips = self.all();
        if let Some(known) = zips.iter().find(|zip| zip.id == id && zip.owner == owner) {
            return Ok(known.shown(now_ms));
        }
        if zips.iter().any(|zip| zip.owner == owner && zip.state(now_ms) == ZipState::UnderWay) {
            return Err(Refusal::ZipUnderWay);
        }
        zips.retain(|zip| zip.owner != owner);
        has_room(&zips, now_ms)?;
        if zips.len() >= REMEMBERED_MAX
            && let Some(oldest) = zips.iter().position(|zip| !zip.takes_place(now_ms))
        {
            zips.remove(oldest);
        }
        let progress = Mutex::new(Progress { agreements, done: 0, left_out: 0, bytes: 0, state: ZipState::Asked });
        let zip = Arc::new(Zip { id, owner, filter, asked_ms: now_ms, progress });
        let shown = zip.shown(now_ms);
        zips.push(zip);
        Ok(shown)
    }

    /// The browser comes for its zip; also for one that is over, which is then made anew.
    ///
    /// # Errors
    /// `NotFound` for anybody else's; as [`Self::ask`].
    pub fn begin(&self, id: Uuid, owner: AccountId, now_ms: i64) -> Result<UnderWay, Refusal> {
        let zips = self.all();
        let zip = zips.iter().find(|zip| zip.id == id && zip.owner == owner).ok_or(Refusal::NotFound)?;
        match zip.state(now_ms) {
            ZipState::UnderWay => return Err(Refusal::ZipUnderWay),
            ZipState::Asked => {}
            ZipState::Whole | ZipState::BrokenOff | ZipState::Lapsed => has_room(&zips, now_ms)?,
        }
        zip.note(|it| *it = Progress { done: 0, left_out: 0, bytes: 0, state: ZipState::UnderWay, ..*it });
        Ok(UnderWay(Arc::clone(zip)))
    }

    /// The account's newest.
    pub fn newest(&self, owner: AccountId, now_ms: i64) -> Option<AgreementZip> {
        self.all().iter().rev().find(|zip| zip.owner == owner).map(|zip| zip.shown(now_ms))
    }

    fn all(&self) -> MutexGuard<'_, Vec<Arc<Zip>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn has_room(zips: &[Arc<Zip>], now_ms: i64) -> Result<(), Refusal> {
    let taken = zips.iter().filter(|zip| zip.takes_place(now_ms)).count();
    if taken < AT_ONCE { Ok(()) } else { Err(Refusal::ZipsCrowded { seconds: CROWDED_S }) }
}

impl Zip {
    fn state(&self, now_ms: i64) -> ZipState {
        match self.progress().state {
            ZipState::Asked if now_ms - self.asked_ms >= CLAIM_MS => ZipState::Lapsed,
            state => state,
        }
    }

    fn takes_place(&self, now_ms: i64) -> bool {
        matches!(self.state(now_ms), ZipState::Asked | ZipState::UnderWay)
    }

    fn shown(&self, now_ms: i64) -> AgreementZip {
        let Progress { agreements, done, left_out, bytes, .. } = *self.progress();
        AgreementZip { zip: self.id.to_string(), agreements, done, left_out, bytes, state: self.state(now_ms) }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress());
    }
}

impl UnderWay {
    /// Of this list.
    pub fn filter(&self) -> Filter {
        self.0.filter.clone()
    }

    /// So many agreements it will be.
    fn is_of(&self, agreements: usize) {
        self.0.note(|it| it.agreements = agreements);
    }

    /// One is through.
    fn takes(&self, is_in: bool) {
        self.0.note(|it| {
            it.done += 1;
            it.left_out += usize::from(!is_in);
        });
    }

    fn sends(&self, bytes: usize) {
        self.0.note(|it| it.bytes += bytes as u64);
    }

    /// Its last byte was taken from us.
    fn is_whole(&self) {
        self.0.note(|it| it.state = ZipState::Whole);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let Progress { agreements, done, left_out, bytes, state } = *self.0.progress();
        if state == ZipState::UnderWay {
            self.0.note(|it| it.state = ZipState::BrokenOff);
        }
        let whole = state == ZipState::Whole;
        tracing::info!(agreements, done, left_out, bytes, whole, "a zip of agreements is over");
    }
}

#[cfg(test)]
mod tests;
