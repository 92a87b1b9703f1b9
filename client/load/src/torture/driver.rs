//! People at work, until their server is gone.

use super::{
    act::Sent,
    batches,
    choice::{Chooser, Deed},
    crowd::Who,
    deliver::{Outcome, Stage},
    documents, pictures,
};
use crate::{
    api,
    findings::Fault,
    http::{Connection, Request},
    proof,
};
use futures_util::future::join;
use wangqian_protocol::upload::Uploaded;

/// One person at a time, with two connections of their own.
pub struct Driver<'a> {
    stage: &'a Stage<'a>,
    chooser: Chooser<'a>,
    connection: Connection,
    second: Connection,
    /// The last one that was acknowledged.
    acknowledged: Option<Sent>,
}

impl<'a> Driver<'a> {
    pub fn new(stage: &'a Stage<'a>, chooser: Chooser<'a>) -> Self {
        let (connection, second) = (Connection::to(stage.site), Connection::to(stage.site));
        Self { stage, chooser, connection, second, acknowledged: None }
    }

    /// Works until an outcome is unknown.
    pub async fn run(mut self) {
        loop {
            let deed = self.chooser.choose(&self.stage.book.borrow().history);
            let goes_on = match deed {
                Ok(Deed::Send(sent)) => self.send(sent).await,
                Ok(Deed::SendTwice(sent)) => self.send_twice(sent).await,
                Ok(Deed::Repeat) => self.repeat().await,
                Ok(Deed::Look(who)) => self.look(who).await,
                Ok(Deed::HandInPicture(who)) => self.hand_in_picture(who).await,
                Ok(Deed::ReadAgreement(who, case)) => documents::read(self.stage, &mut self.connection, who, &case).await,
                Ok(Deed::Batch(batching)) => batches::begin(self.stage, &mut self.connection, &batching).await,
                // A request that cannot be written is nobody's deed.
                Err(_) => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    async fn send(&mut self, sent: Sent) -> bool {
        let outcome = self.stage.deliver(&mut self.connection, &sent).await;
        self.remember(sent, outcome)
    }

    async fn send_twice(&mut self, sent: Sent) -> bool {
        let one = self.stage.deliver(&mut self.connection, &sent);
        let two = self.stage.deliver(&mut self.second, &sent);
        let outcome = match join(one, two).await {
            (Outcome::Unknown, _) | (_, Outcome::Unknown) => Outcome::Unknown,
            (Outcome::Done, _) | (_, Outcome::Done) => Outcome::Done,
            (Outcome::Refused, Outcome::Refused) => Outcome::Refused,
        };
        self.remember(sent, outcome)
    }

    fn remember(&mut self, sent: Sent, outcome: Outcome) -> bool {
        if outcome == Outcome::Done {
            self.acknowledged = Some(sent);
        }
        outcome != Outcome::Unknown
    }

    /// The same key again must be answered as before, not refused.
    async fn repeat(&mut self) -> bool {
        let Some(sent) = self.acknowledged.clone() else { return true };
        repeat(self.stage, &mut self.connection, &sent).await != Outcome::Unknown
    }

    /// The same picture again is the same file, so an unknown outcome needs no answer.
    async fn hand_in_picture(&mut self, who: Who) -> bool {
        let Ok(picture) = proof::of(pictures::number(who)) else { return false };
        let session = self.stage.crowd.session(who);
        let Ok(response) = self.connection.send(&api::hand_in(session, &picture)).await else { return false };
        let mut book = self.stage.book.borrow_mut();
        if response.is_done() {
            let Ok(uploaded) = response.json::<Uploaded>() else { return false };
            book.history.handed_in(who, uploaded.file);
        } else {
            book.not_done(response.status, response.refusal_code());
        }
        true
    }

    async fn look(&mut self, who: Who) -> bool {
        let session = self.stage.crowd.session(who);
        self.connection.send(&Request::get("/cases?limit=20", session.credentials())).await.is_ok()
    }
}

/// Sends an acknowledged command again, with its key.
pub async fn repeat(stage: &Stage<'_>, connection: &mut Connection, sent: &Sent) -> Outcome {
    let outcome = stage.deliver(connection, sent).await;
    if outcome == Outcome::Refused {
        let fault = Fault::broken(format!("acknowledged, and refused with the same key: {sent}"));
        stage.book.borrow_mut().findings.add(&fault);
    }
    outcome
}
