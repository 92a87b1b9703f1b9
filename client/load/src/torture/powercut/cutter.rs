//! Takes images of a disk while a server uses it.

use super::{
    disk::{Disk, Image},
    moment::{Kind, Moment},
};
use crate::{
    error::LoadError,
    report::Latencies,
    spawn::{Generate, Home, Process, Server, Starting},
};
use futures_util::future::join;
use rand::{Rng, SeedableRng, rngs::SmallRng};
use std::{
    fmt,
    time::{Duration, Instant},
};

/// An image, and what the clients knew when it was taken.
pub struct Taken {
    number: usize,
    pub kind: Kind,
    pub image: Image,
    pub moment: Moment,
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "image {} ({:?})", self.number, self.kind)
    }
}

pub struct Cutter<'a> {
    disk: &'a Disk,
    random: SmallRng,
    /// Images that were taken in this round.
    taken: usize,
    most: usize,
    pub latencies: Latencies,
}

impl<'a> Cutter<'a> {
    /// Takes at most so many.
    pub fn new(disk: &'a Disk, seed: u64, most: usize) -> Self {
        Self { disk, random: SmallRng::seed_from_u64(seed), taken: 0, most, latencies: Latencies::default() }
    }

    /// Starts a server, and takes so many images while it does. `usually`: how long that takes.
    pub async fn start(
        &mut self,
        home: &Home,
        generate: Option<Generate>,
        images: usize,
        usually: Duration,
        moment: &dyn Fn() -> Moment,
    ) -> Result<(Server, Vec<Taken>), LoadError> {
        let kind = if generate.is_some() { Kind::FirstStart } else { Kind::Opening };
        let starting = Starting::begin(home, generate)?;
        let process = starting.process();
        let mut due: Vec<Duration> = (0..images).map(|_| self.random.random_range(Duration::ZERO..usually)).collect();
        due.sort_unstable();
        let (server, taken) = join(starting.ready(), self.take_when(&due, kind, process, moment)).await;
        Ok((server?, taken?))
    }

    async fn take_when(
        &mut self,
        due: &[Duration],
        kind: Kind,
        process: Process,
        moment: &dyn Fn() -> Moment,
    ) -> Result<Vec<Taken>, LoadError> {
        let (mut taken, began) = (Vec::new(), Instant::now());
        for due in due {
            tokio::time::sleep(due.saturating_sub(began.elapsed())).await;
            taken.extend(self.take(kind, process, moment).await?);
        }
        Ok(taken)
    }

    /// Takes an image at a moment of each kind, one after the other. The server became ready at `ready`.
    pub async fn cut(
        &mut self,
        kinds: &[Kind],
        process: Process,
        ready: Instant,
        moment: &dyn Fn() -> Moment,
    ) -> Result<Vec<Taken>, LoadError> {
        let mut taken = Vec::new();
        for kind in kinds {
            if self.has_enough() {
                break;
            }
            let kind = kind.wait(&self.disk.data(), ready, &mut self.random).await;
            taken.extend(self.take(kind, process, moment).await?);
        }
        Ok(taken)
    }

    pub fn has_enough(&self) -> bool {
        self.taken == self.most
    }

    pub fn seeds(&mut self, many: usize) -> Vec<u64> {
        (0..many).map(|_| self.random.random()).collect()
    }

    pub fn random(&mut self) -> &mut SmallRng {
        &mut self.random
    }

    async fn take(&mut self, kind: Kind, process: Process, moment: &dyn Fn() -> Moment) -> Result<Option<Taken>, LoadError> {
        if self.has_enough() {
            return Ok(None);
        }
        self.taken += 1;
        let (number, began) = (self.taken, Instant::now());
        let (image, moment) = self.disk.image(number, process, moment).await?;
        self.latencies.add(began.elapsed());
        Ok(Some(Taken { number, kind, image, moment }))
    }
}
