//! Bounds what waits for a reader.
//!
//! The queue inside `actix-web-actors` has no bound. The stream that carries it out is wrapped: every time the connection takes
//! from it, everything queued so far is gone from the queue; in between we count.

use actix_web::{Error, web::Bytes};
use futures_util::Stream;
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

/// Bytes that may wait for one reader. A page that resumes gets at most 64 frames at once, which is far less.
const WAITING_MAX: usize = 1024 * 1024;

/// How much waits for one reader.
#[derive(Clone, Default)]
pub struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    /// Counts a frame in; `false` when the reader has fallen too far behind.
    pub fn add(&self, bytes: usize) -> bool {
        self.0.fetch_add(bytes, Ordering::Relaxed) + bytes <= WAITING_MAX
    }
}

/// The outgoing stream, counting out what the connection takes.
pub struct Counted<S> {
    pub stream: S,
    pub waiting: Waiting,
}

impl<S: Stream<Item = Result<Bytes, Error>> + Unpin> Stream for Counted<S> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // One poll takes the whole queue, whatever it returns: frames queued during the poll were taken by it too.
        let taken = Pin::new(&mut self.stream).poll_next(context);
        if taken.is_ready() {
            self.waiting.0.store(0, Ordering::Relaxed);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{StreamExt, stream};

    #[actix_web::test]
    async fn a_reader_that_takes_is_never_too_slow_and_one_that_does_not_is() {
        let waiting = Waiting::default();
        let chunks = stream::repeat_with(|| Ok(Bytes::from_static(b"frame")));
        let mut counted = Counted { stream: chunks, waiting: waiting.clone() };
        for _ in 0..4 {
            assert!(waiting.add(WAITING_MAX / 2));
            counted.next().await;
        }
        assert!(waiting.add(WAITING_MAX));
        assert!(!waiting.add(1));
    }
}
