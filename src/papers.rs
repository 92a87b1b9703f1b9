//! Documents of cases: what they say is gathered here, drawn by `wangqian_papers` away from the threads that entities live on, and
//! sealed with the server's key (SIG-05, EXT-04, EXT-22).

mod agreement;
mod receipt;
mod rescission;
mod verifying;

pub use agreement::{Addresses, agreement, code_address};
pub use receipt::receipt;
pub use rescission::rescission;
pub use verifying::{Verified, verify};

use crate::{
    error::{ApiError, ApiResult},
    private_file,
};
use actix_web::web;
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::Semaphore;
use wangqian_papers::{
    Fonts, PaperError,
    seal::{PublicKey, Signer},
};
use wangqian_rules::{case::Case, refusal::Refusal, time::UnixMs};
use wangqian_runtime::AskError;

/// The file in the data directory, where no other is given.
pub const KEY_FILE: &str = "papers.key";

/// Documents drawn at once: each takes a core for some ten milliseconds.
const HANDS: usize = 2;
/// Of the hands, the one that documents of zips take: who wants a single one waits for a single one.
const HANDS_OF_ZIPS: usize = 1;
/// Documents that may wait for their turn; the last of so many is done within a second or two.
const WAITING_MAX: usize = 64;

/// Draws and seals. Shared by all workers.
pub struct Papers {
    fonts: Arc<Fonts>,
    signer: Arc<Signer>,
    hands: Semaphore,
    hands_of_zips: Semaphore,
    places: Semaphore,
}

impl Papers {
    /// With the key of this file, or the one in the data directory, which is made at the first start; and with the operator's fonts
    /// behind those of the build.
    ///
    /// # Errors
    /// A key that is missing where it was named, that everybody can read, or that is none; a folder that cannot be read.
    pub fn new(data: &Path, key: Option<&PathBuf>, fonts: Option<&Path>) -> io::Result<Self> {
        let within = data.join(KEY_FILE);
        if key.is_none() && !within.exists() {
            private_file::make_key(&within)?;
            tracing::warn!(file = %within.display(), "made a key for documents beside the data; keep it elsewhere by --papers-key-file");
        }
        let file = key.unwrap_or(&within);
        let signer =
            Signer::of_seed(&private_file::key(file)?).map_err(|error| private_file::wrong(file, &error.to_string()))?;
        let fonts = Arc::new(Fonts::load(fonts)?);
        let [hands, hands_of_zips, places] = [HANDS, HANDS_OF_ZIPS, HANDS + WAITING_MAX].map(Semaphore::new);
        Ok(Self { fonts, signer: Arc::new(signer), hands, hands_of_zips, places })
    }

    /// The half of the key that may be known.
    pub fn public(&self) -> PublicKey {
        self.signer.public()
    }

    /// Draws a document and seals it.
    ///
    /// # Errors
    /// A character that no font has; `Busy` at once, when too many wait.
    pub async fn make(&self, draw: impl FnOnce(&Fonts) -> Result<Vec<u8>, PaperError> + Send + 'static) -> ApiResult<Vec<u8>> {
        let _place = self.places.try_acquire().map_err(|_| AskError::Busy)?;
        self.drawn(draw, |document| document).await
    }

    /// The same for one of many, which waits its turn however long it takes; `then` is done with it where it was drawn.
    ///
    /// # Errors
    /// A character that no font has.
    pub async fn make_of_many<T: Send + 'static>(
        &self,
        draw: impl FnOnce(&Fonts) -> Result<Vec<u8>, PaperError> + Send + 'static,
        then: impl FnOnce(Vec<u8>) -> T + Send + 'static,
    ) -> ApiResult<T> {
        let _turn = self.hands_of_zips.acquire().await.map_err(|_| AskError::Busy)?;
        self.drawn(draw, then).await
    }

    async fn drawn<T: Send + 'static>(
        &self,
        draw: impl FnOnce(&Fonts) -> Result<Vec<u8>, PaperError> + Send + 'static,
        then: impl FnOnce(Vec<u8>) -> T + Send + 'static,
    ) -> ApiResult<T> {
        let _hand = self.hands.acquire().await.map_err(|_| AskError::Busy)?;
        let (fonts, signer) = (Arc::clone(&self.fonts), Arc::clone(&self.signer));
        let drawn = web::block(move || draw(&fonts).map(|document| then(signer.seal(document)))).await;
        drawn.map_err(|_| AskError::Busy)?.map_err(refused)
    }
}

fn refused(error: PaperError) -> ApiError {
    let refusal = match error {
        PaperError::NoGlyph(character) => Refusal::GlyphMissing { character },
        PaperError::NoFont => Refusal::PapersUnavailable,
        PaperError::Failed(cause) => {
            tracing::error!(cause, "a document was not drawn");
            Refusal::PapersUnavailable
        }
    };
    refusal.into()
}

/// 「2027 年 6 月 30 日」.
fn day(date: jiff::civil::Date) -> String {
    format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day())
}

/// Year, month, day, hour and minute at the platform.
pub fn parts(at: UnixMs) -> [u16; 5] {
    let text = at.to_string();
    let mut numbers = text.split(['-', ' ', ':']).map(|part| part.parse().unwrap_or_default());
    std::array::from_fn(|_| numbers.next().unwrap_or_default())
}

/// When the case last changed.
fn last_change(case: &Case) -> UnixMs {
    case.trail.last().map_or(case.since, |entry| entry.at)
}
