//! Other people's servers, played by the tool, and played as badly as outages are: they refuse, they take something and lose the
//! answer, they hang up, they dawdle. Everything they took goes into their ledgers.

pub mod ems;
pub mod providers;
mod request;

pub use request::Received;

use rand::{Rng, SeedableRng, rngs::SmallRng};
use request::receive;
use std::{
    io,
    ops::Range,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// How long one mood lasts, milliseconds.
const MOOD_MS: Range<u64> = 100..900;
const DAWDLING: Duration = Duration::from_millis(150);

/// How a server behaves just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Well,
    /// Takes what it is sent, and hangs up instead of answering.
    LosesAnswers,
    HangsUp,
    Refuses,
    Dawdles,
}

const MOODS: [Mood; 5] = [Mood::Well, Mood::LosesAnswers, Mood::HangsUp, Mood::Refuses, Mood::Dawdles];

/// What is played.
pub trait Service: Send + Sync + 'static {
    /// Takes a request, as it does when all is well.
    fn take(&self, received: &Received) -> Answer;

    /// Does not take it.
    fn refuse(&self, _received: &Received) -> Answer {
        Answer { status: 503, body: String::new() }
    }

    /// Whether this request is taken in any mood.
    fn is_spared(&self, _received: &Received) -> bool {
        false
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Answer {
    /// 200.
    pub fn well(body: String) -> Self {
        Self { status: 200, body }
    }

    fn bytes(&self) -> Vec<u8> {
        let Self { status, body } = self;
        let length = body.len();
        format!("HTTP/1.1 {status} Played\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
            .into_bytes()
    }
}

/// A played server; it listens until the tool ends.
pub struct Far<S> {
    pub url: String,
    pub service: Arc<S>,
    mood: Arc<Mutex<Mood>>,
    moods: Option<JoinHandle<()>>,
}

impl<S: Service> Far<S> {
    /// All is well at first.
    pub async fn open(service: S) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let (service, mood) = (Arc::new(service), Arc::new(Mutex::new(Mood::Well)));
        let (listening, moody) = (Arc::clone(&service), Arc::clone(&mood));
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(serve(connection, Arc::clone(&listening), Arc::clone(&moody)));
            }
        });
        Ok(Self { url, service, mood, moods: None })
    }

    /// From now on its mood changes all the time; which moods follows from the seed.
    pub fn be_moody(&mut self, seed: u64) {
        self.be(Mood::Well);
        self.moods = Some(tokio::spawn(change_moods(Arc::clone(&self.mood), SmallRng::seed_from_u64(seed))));
    }

    /// In this mood from now on.
    pub fn be(&mut self, mood: Mood) {
        if let Some(moods) = self.moods.take() {
            moods.abort();
        }
        *lock(&self.mood) = mood;
    }
}

async fn change_moods(mood: Arc<Mutex<Mood>>, mut random: SmallRng) {
    loop {
        tokio::time::sleep(Duration::from_millis(random.random_range(MOOD_MS))).await;
        *lock(&mood) = MOODS[random.random_range(0..MOODS.len())];
    }
}

/// One connection of the server's, request after request.
async fn serve<S: Service>(mut connection: TcpStream, service: Arc<S>, moody: Arc<Mutex<Mood>>) -> Option<()> {
    let mut buffer = Vec::new();
    loop {
        let received = receive(&mut connection, &mut buffer).await?;
        let mood = if service.is_spared(&received) { Mood::Well } else { *lock(&moody) };
        let answer = match mood {
            Mood::HangsUp => return None,
            Mood::Refuses => service.refuse(&received),
            Mood::Well | Mood::LosesAnswers | Mood::Dawdles => service.take(&received),
        };
        match mood {
            Mood::LosesAnswers => return None,
            Mood::Dawdles => tokio::time::sleep(DAWDLING).await,
            _ => {}
        }
        connection.write_all(&answer.bytes()).await.ok()?;
    }
}

/// A panic elsewhere is told by itself; what was noted until then still counts.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Connection, HttpError, Request, Site};
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Service for Counter {
        fn take(&self, _received: &Received) -> Answer {
            Answer::well((self.0.fetch_add(1, Ordering::Relaxed) + 1).to_string())
        }

        fn is_spared(&self, received: &Received) -> bool {
            received.path.ends_with("/spared")
        }
    }

    async fn ask(far: &Far<Counter>, path: &str) -> Result<(u16, Vec<u8>), HttpError> {
        let site = Site::from(far.url.strip_prefix("http://").unwrap().parse::<std::net::SocketAddr>().unwrap());
        let mut connection = Connection::to(&site);
        connection.send(&Request::get(path, "")).await.map(|response| (response.status, response.body.to_vec()))
    }

    #[tokio::test]
    async fn moods_decide_what_is_taken_and_what_is_answered() {
        let mut far = Far::open(Counter::default()).await.unwrap();
        let taken = |far: &Far<Counter>| far.service.0.load(Ordering::Relaxed);
        assert_eq!(ask(&far, "/").await.unwrap(), (200, b"1".to_vec()));
        far.be(Mood::LosesAnswers);
        assert!(ask(&far, "/").await.is_err());
        assert_eq!(taken(&far), 2, "taken, and not answered");
        far.be(Mood::HangsUp);
        assert!(ask(&far, "/").await.is_err());
        assert_eq!(ask(&far, "/spared").await.unwrap(), (200, b"3".to_vec()));
        far.be(Mood::Refuses);
        assert_eq!(ask(&far, "/").await.unwrap(), (503, vec![]));
        assert_eq!(taken(&far), 3);
    }
}
