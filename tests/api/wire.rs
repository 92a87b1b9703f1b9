//! The line between two servers, which can be cut.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::{Notify, watch},
};

/// Listens where one server is told that the other is, and passes everything on.
pub struct Wire {
    pub url: String,
    end: watch::Sender<Option<std::net::SocketAddr>>,
    is_cut: Arc<AtomicBool>,
    cut: Arc<Notify>,
}

impl Wire {
    /// With nobody at the other end yet: connections wait.
    pub async fn laid() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (end, ends) = watch::channel(None);
        let (is_cut, cut) = (Arc::new(AtomicBool::new(false)), Arc::new(Notify::new()));
        let (seen, noticed) = (Arc::clone(&is_cut), Arc::clone(&cut));
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                if seen.load(Ordering::Acquire) {
                    continue;
                }
                tokio::spawn(pass_on(connection, ends.clone(), Arc::clone(&noticed)));
            }
        });
        Self { url, end, is_cut, cut }
    }

    /// Where it leads.
    pub fn lead_to(&self, address: std::net::SocketAddr) {
        self.end.send_replace(Some(address));
    }

    /// Ends what is under way, in the middle of an answer too, and lets nothing through.
    pub fn cut(&self) {
        self.is_cut.store(true, Ordering::Release);
        self.cut.notify_waiters();
    }

    pub fn mend(&self) {
        self.is_cut.store(false, Ordering::Release);
    }
}

async fn pass_on(mut near: TcpStream, mut ends: watch::Receiver<Option<std::net::SocketAddr>>, cut: Arc<Notify>) {
    let cut = cut.notified();
    let passing = async {
        let end = ends.wait_for(Option::is_some).await.ok().and_then(|end| *end)?;
        let mut far = TcpStream::connect(end).await.ok()?;
        copy_bidirectional(&mut near, &mut far).await.ok()
    };
    tokio::select! {
        _ = cut => {}
        _ = passing => {}
    }
}
