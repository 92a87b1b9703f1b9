//! Starts a server on an image, as when the power is back, and asks it for everything.

use super::{cutter::Taken, disk::Disk, moment::Moment, tally::Tally};
use crate::{
    error::LoadError,
    findings::Fault,
    spawn::{Generate, Home, Server, remove_if_there},
    target::read_people,
    torture::{
        crowd::Crowd,
        deliver::{Book, Stage},
        history::History,
        settle,
    },
};
use std::{cell::RefCell, collections::BTreeSet, fs, path::Path};
use tokio::process::Command;

/// The server says this when its checkpoint store had to be made anew.
const REBUILDS: &str = "rebuilding it from the journal";
/// Graduates who sign in at a world that was made anew.
const NEWCOMERS: usize = 100;

pub struct Inspector<'a> {
    pub disk: &'a Disk,
    /// Of the servers that are started on images.
    pub home: &'a Home,
    pub tally: &'a mut Tally,
}

impl Inspector<'_> {
    /// Everything acknowledged before must be there. Returns the history that the image's store has by then, if it opened.
    pub async fn compare(&mut self, taken: &Taken, crowd: &Crowd) -> Result<Option<History>, LoadError> {
        let book = RefCell::new(Book { history: taken.moment.history.clone(), ..Book::default() });
        book.borrow_mut().crashed(&self.home.notes)?;
        let Some(server) = self.open(taken, None).await? else { return Ok(None) };
        let stage = Stage { site: server.site(), home: self.home, crowd, book: &book };
        if let Err(error) = self.ask(&stage, &taken.moment).await {
            book.borrow_mut().findings.add(&Fault::broken(format!("the comparison could not be ended: {error}")));
        }
        let book = book.into_inner();
        self.tally.add(&book, &taken.moment.history);
        if !book.findings.is_clean() {
            eprintln!("all of that is wrong with {taken}");
        }
        self.close(server, taken).await?;
        Ok(Some(book.history))
    }

    async fn ask(&mut self, stage: &Stage<'_>, moment: &Moment) -> Result<(), LoadError> {
        for who in stage.crowd.lost_sessions(stage.site).await? {
            stage.book.borrow_mut().findings.add(&Fault::lost(format!("the session of {who:?}")));
        }
        self.tally.resolved = self.tally.resolved.and(settle::resolve(stage, &moment.flights.pending()).await?);
        let graduates: BTreeSet<usize> = stage.book.borrow().history.touched_graduates();
        self.tally.cases_checked += settle::check_all(stage, &graduates).await?;
        Ok(())
    }

    /// Nothing was acknowledged yet: the same start again must end in the same world, whole.
    pub async fn start_again(&mut self, taken: &Taken, generate: Generate, people: &Path) -> Result<(), LoadError> {
        let Some(server) = self.open(taken, Some(generate)).await? else { return Ok(()) };
        if fs::read(people)? != fs::read(self.home.people_file())? {
            self.tally.findings.add(&Fault::broken("the first start, begun again, ended in another world"));
        }
        if let Err(error) = Crowd::gather(server.site(), read_people(people)?, NEWCOMERS).await {
            self.tally.findings.add(&Fault::lost(format!("people of the first start, begun again: {error}")));
        }
        self.close(server, taken).await
    }

    async fn open(&mut self, taken: &Taken, generate: Option<Generate>) -> Result<Option<Server>, LoadError> {
        remove_if_there(&self.home.log_file())?;
        self.disk.put_in_place(&taken.image).await?;
        match Server::start(self.home, generate).await {
            Ok(server) => {
                self.tally.openings.add(server.started_in());
                Ok(Some(server))
            }
            Err(LoadError::NotStarted { log }) => {
                eprintln!("{taken} does not open: {log}");
                self.tally.refused_to_open += 1;
                self.tally.checked(taken.kind);
                self.disk.take_out().await?;
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Ends the server; what is on the disk then must prove itself.
    async fn close(&mut self, server: Server, taken: &Taken) -> Result<(), LoadError> {
        server.kill().await?;
        self.tally.rebuilt += usize::from(fs::read_to_string(self.home.log_file())?.contains(REBUILDS));
        let verify = Command::new(&self.home.binary).arg("verify").arg(&self.home.data).output().await?;
        if !verify.status.success() {
            eprintln!("{taken} is not whole: {}", String::from_utf8_lossy(&verify.stderr).trim());
            self.tally.not_whole += 1;
        }
        self.tally.checked(taken.kind);
        self.disk.take_out().await
    }
}
