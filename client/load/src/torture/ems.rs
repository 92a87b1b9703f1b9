//! Plays the employment management system that the server reports to, and plays it as badly as outages are: it refuses, it takes a
//! batch and loses the answer, it hangs up, it dawdles. What it took goes into a [`Ledger`].

mod ledger;
mod request;

pub use ledger::Ledger;

use crate::error::LoadError;
use rand::{Rng, SeedableRng, rngs::SmallRng};
use request::{Received, receive};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
};
use wangqian_protocol::link::{Parcels, Receipt, Receipts};

const KEY: &str = "torture-plays-the-employment-management-system";
/// How long one mood lasts, milliseconds.
const MOOD_MS: std::ops::Range<u64> = 100..900;
const DAWDLING: Duration = Duration::from_millis(150);

/// How it behaves just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Well,
    /// Takes the batch, and hangs up instead of answering.
    LosesAnswers,
    HangsUp,
    /// 503.
    Refuses,
    Dawdles,
}

const MOODS: [Mood; 5] = [Mood::Well, Mood::LosesAnswers, Mood::HangsUp, Mood::Refuses, Mood::Dawdles];

/// The EMS's end of the link.
pub struct FarEms {
    pub url: String,
    pub key_file: PathBuf,
    shared: Arc<Shared>,
}

struct Shared {
    ledger: Mutex<Ledger>,
    mood: Mutex<Mood>,
}

impl Shared {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn mood(&self) -> MutexGuard<'_, Mood> {
        self.mood.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FarEms {
    /// Listens until the tool ends; its moods follow from the seed.
    pub async fn open(directory: &Path, seed: u64) -> Result<Self, LoadError> {
        let key_file = directory.join("link.key");
        std::fs::File::create(&key_file)?.write_all(KEY.as_bytes())?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared { ledger: Mutex::default(), mood: Mutex::new(Mood::Well) });
        tokio::spawn(change_moods(Arc::clone(&shared), SmallRng::seed_from_u64(seed)));
        let listening = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(serve(connection, Arc::clone(&listening)));
            }
        });
        Ok(Self { url, key_file, shared })
    }

    /// What it has taken so far.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.shared.ledger()
    }
}

async fn change_moods(shared: Arc<Shared>, mut random: SmallRng) {
    loop {
        tokio::time::sleep(Duration::from_millis(random.random_range(MOOD_MS))).await;
        *shared.mood() = MOODS[random.random_range(0..MOODS.len())];
    }
}

/// One connection of the server's, request after request.
async fn serve(mut connection: TcpStream, shared: Arc<Shared>) -> Option<()> {
    let mut buffer = Vec::new();
    loop {
        let received = receive(&mut connection, &mut buffer).await?;
        let mood = *shared.mood();
        let answer = match mood {
            Mood::HangsUp => return None,
            Mood::Refuses => http("503 Service Unavailable", ""),
            Mood::Well | Mood::LosesAnswers | Mood::Dawdles => take(&shared, &received),
        };
        match mood {
            Mood::LosesAnswers => return None,
            Mood::Dawdles => tokio::time::sleep(DAWDLING).await,
            _ => {}
        }
        connection.write_all(answer.as_bytes()).await.ok()?;
    }
}

fn take(shared: &Shared, received: &Received) -> String {
    let school = received.path.rsplit('/').next().unwrap_or_default();
    if received.authorization != format!("Bearer {KEY}") {
        return http("401 Unauthorized", "");
    }
    let Ok(Parcels { parcels }) = serde_json::from_slice(&received.body) else {
        shared.ledger().unreadable(school);
        return http("400 Bad Request", "");
    };
    let receipts = parcels.iter().map(|parcel| Receipt { number: parcel.number, refused: None }).collect();
    shared.ledger().take(school, parcels);
    http("200 OK", &serde_json::to_string(&Receipts { receipts }).unwrap_or_default())
}

fn http(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}
