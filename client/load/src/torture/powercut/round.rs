//! One world, from its first start through a few lives; every kind of moment comes in each round.

use super::{
    cutter::{Cutter, Taken},
    disk::{Disk, Image},
    inspect::Inspector,
    moment::{Kind, Moment},
    tally::Tally,
};
use crate::{
    error::LoadError,
    findings::Fault,
    spawn::{Home, Server},
    target::read_people,
    torture::{
        TortureArgs,
        crowd::Crowd,
        deliver::{Book, Stage},
        history::History,
        work,
    },
};
use std::{
    cell::RefCell,
    fs,
    path::Path,
    time::{Duration, Instant},
};

/// One time that a server runs, and the images that are taken meanwhile.
struct Life {
    paces: &'static [&'static str],
    /// Images while it opens its store.
    opening: usize,
    kinds: &'static [Kind],
}

/// With the first start's images, twenty.
const LIVES: [Life; 4] = [USUAL, HURRIED, USUAL, HURRIED];
const FIRST_START: usize = 2;

/// As any server runs.
const USUAL: Life = Life { paces: &[], opening: 1, kinds: &[Kind::Early, Kind::UnderLoad, Kind::Checkpoint] };

/// Exports and checkpoints, which are seldom, happen all the time.
const HURRIED: Life = Life {
    paces: &["--segment-kib=256", "--checkpoint-every-ms=250", "--export-above-mib=0", "--export-look-every-ms=700"],
    opening: 0,
    kinds: &[Kind::Early, Kind::Checkpoint, Kind::SegmentRoll, Kind::Export, Kind::UnderLoad],
};

/// A server that is only looked at needs no large segments.
const LOOKED_AT: [&str; 1] = ["--segment-kib=1024"];

/// How long a first start and an opening take, as far as nothing is known.
const FIRST_START_TAKES: Duration = Duration::from_millis(1500);
const OPENING_TAKES: Duration = Duration::from_millis(400);

/// Takes images in `directory` and checks them, until the run has as many as it wants or the round is over.
pub async fn run(args: &TortureArgs, number: u64, directory: &Path, tally: &mut Tally) -> Result<(), LoadError> {
    let disk = Disk::make(directory).await?;
    let notes = directory.join("image-notes");
    fs::create_dir(&notes)?;
    let home = Home {
        binary: args.own.binary()?,
        notes: directory.to_owned(),
        data: disk.data(),
        ems: None,
        notices: None,
        paces: vec![],
    };
    let image_home = Home { notes, data: disk.data_of_image(), paces: LOOKED_AT.to_vec(), ..home.clone() };
    let cutter = Cutter::new(&disk, args.own.seed + number, args.images - tally.images());
    let mut round = Round { args, disk: &disk, home, image_home, cutter, tally };
    let crowd = round.first_start().await?;
    let lives = round.lives(crowd).await;
    round.tally.imaging.add_all(&round.cutter.latencies);
    lives
}

struct Round<'a> {
    args: &'a TortureArgs,
    disk: &'a Disk,
    home: Home,
    image_home: Home,
    cutter: Cutter<'a>,
    tally: &'a mut Tally,
}

impl Round<'_> {
    async fn first_start(&mut self) -> Result<Crowd, LoadError> {
        let generate = self.args.own.generate();
        let usually = self.tally.first_start.unwrap_or(FIRST_START_TAKES);
        let start = self.cutter.start(&self.home, Some(generate), FIRST_START, usually, &Moment::default);
        let (server, taken) = start.await?;
        self.tally.first_start = Some(server.started_in());
        let people = self.home.people_file();
        let crowd = Crowd::gather(server.site(), read_people(&people)?, work::people(LIVES.len())).await?;
        server.kill().await?;
        for taken in taken {
            self.inspector().start_again(&taken, generate, &people).await?;
            self.done_with(taken.image)?;
        }
        Ok(crowd)
    }

    async fn lives(&mut self, mut crowd: Crowd) -> Result<(), LoadError> {
        let mut history = History::default();
        for (number, life) in (1..).zip(&LIVES) {
            if self.cutter.has_enough() {
                break;
            }
            let mut left = None;
            for taken in self.live(life, number, &mut crowd, &history).await? {
                let Some(seen) = self.inspector().compare(&taken, &crowd).await? else { return Ok(()) };
                if let Some((older, _)) = left.replace((taken.image, seen)) {
                    self.done_with(older)?;
                }
            }
            let Some((newest, seen)) = left else { return Ok(()) };
            self.disk.go_on_from(newest).await?;
            history = seen;
        }
        Ok(())
    }

    /// Everybody works on a server until all images are taken; then it is killed.
    async fn live(&mut self, life: &Life, number: usize, crowd: &mut Crowd, before: &History) -> Result<Vec<Taken>, LoadError> {
        let book = RefCell::new(Book { history: before.clone(), ..Book::default() });
        let known = || Moment { history: book.borrow().history.clone(), flights: book.borrow().flights.clone() };
        self.home.paces = life.paces.to_vec();
        let usually = self.tally.openings.ms(50.0).map_or(OPENING_TAKES, |ms| Duration::from_secs_f64(ms / 1000.0));
        let (server, mut taken) = self.cutter.start(&self.home, None, life.opening, usually, &known).await?;
        let ready = Instant::now();
        let busy = work::busy(number, crowd.graduates.len());
        // An image from before the renewal does not know the new sessions.
        if life.opening == 0 {
            work::renew_sessions(server.site(), crowd, busy.clone(), self.cutter.random()).await?;
        }
        let home = self.home.clone();
        let (site, seeds) = (server.site().clone(), self.cutter.seeds(self.args.people_at_work));
        let stage = Stage { site: &site, home: &home, crowd, book: &book };
        taken.extend(work::work(&stage, busy, seeds, self.cut_and_kill(life, server, ready, &known)).await??);
        self.tally.lived(&book.borrow().history, before);
        self.tally.add(&book.borrow(), before);
        Ok(taken)
    }

    async fn cut_and_kill(
        &mut self,
        life: &Life,
        mut server: Server,
        ready: Instant,
        known: &dyn Fn() -> Moment,
    ) -> Result<Vec<Taken>, LoadError> {
        let taken = self.cutter.cut(life.kinds, server.process(), ready, known).await;
        if server.has_ended()? {
            self.tally.findings.add(&Fault::broken("the server ended by itself"));
        }
        server.kill().await?;
        taken
    }

    /// After a fault everything is kept.
    fn done_with(&self, image: Image) -> Result<(), LoadError> {
        if self.tally.is_clean() { image.remove() } else { Ok(()) }
    }

    fn inspector(&mut self) -> Inspector<'_> {
        Inspector { disk: self.disk, home: &self.image_home, tally: self.tally }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_has_twenty_images_of_every_kind() {
        let of_lives = LIVES.iter().map(|life| life.opening + life.kinds.len()).sum::<usize>();
        assert_eq!(FIRST_START + of_lives, 20);
        let all = [Kind::Early, Kind::UnderLoad, Kind::Checkpoint, Kind::SegmentRoll, Kind::Export];
        assert!(all.iter().all(|kind| LIVES.iter().any(|life| life.kinds.contains(kind))));
        assert!(LIVES.iter().any(|life| life.opening > 0));
    }
}
