//! A zip on its way. Nothing is drawn that the browser has not taken the piece before of; each case is read, and its reader's rights are
//! looked at, at the moment it is drawn. A case that cannot be drawn is named in the list with the reason. Any other trouble breaks the
//! answer off, so that no browser takes a part for the whole.

use super::{
    Listed, UnderWay,
    archive::{self, Archive},
    contents::{self, Line},
    listed,
    names::Names,
};
use crate::{
    auth::session::{self, Session},
    error::{ApiError, ApiResult},
    papers,
    rights::Caller,
    routes::papers::found::{Found, find},
    state::AppState,
};
use actix_web::web;
use bytes::Bytes;
use futures_util::{Stream, stream};
use std::{sync::Arc, time::Duration};
use wangqian_papers::agreement::AgreementSheet;
use wangqian_rules::{
    ids::CaseId,
    refusal::{Audience, Refusal},
    school::numbers::AgreementNumber,
};
use wangqian_runtime::AskError;
use zip::{result::ZipResult, write::PreparedZipFile};

/// Times that a case is asked for that is busy, and the wait between two.
const TRIES: usize = 5;
const SHORT_WAIT: Duration = Duration::from_millis(200);

/// Why a zip has no end.
#[derive(Debug, thiserror::Error)]
pub enum BrokenOff {
    #[error("the session ended")]
    SessionOver,
    #[error("the server goes down")]
    Draining,
    #[error("the zip was not written: {0}")]
    Format(#[from] zip::result::ZipError),
    #[error("the list was not written: {0}")]
    List(#[from] rust_xlsxwriter::XlsxError),
}

/// A zip, and what it is made of.
pub struct Sending {
    state: web::Data<AppState>,
    session: Arc<Session>,
    audience: Audience,
    origin: String,
    under_way: UnderWay,
    rest: std::vec::IntoIter<Listed>,
    archive: Archive,
    names: Names,
    lines: Vec<Line>,
}

/// The next step.
enum Next {
    Documents(Box<Sending>),
    /// Everything was handed over; once it was taken, the zip is whole.
    Over(UnderWay),
}

impl Sending {
    /// The zip of a list as it is now.
    ///
    /// # Errors
    /// What reading the list refuses.
    pub async fn begin(state: web::Data<AppState>, caller: &Caller, origin: String, under_way: UnderWay) -> ApiResult<Self> {
        let listed = listed(&state, caller, under_way.filter()).await?;
        under_way.is_of(listed.iter().filter(|it| it.number.is_some()).count());
        let (archive, names, lines) = (Archive::new(), Names::default(), Vec::with_capacity(listed.len()));
        let (session, audience) = (Arc::clone(&caller.session), caller.audience());
        Ok(Self { state, session, audience, origin, under_way, rest: listed.into_iter(), archive, names, lines })
    }

    /// Its bytes, as they are asked for.
    pub fn stream(self) -> impl Stream<Item = Result<Bytes, BrokenOff>> {
        stream::try_unfold(Next::Documents(Box::new(self)), |next| async {
            match next {
                Next::Documents(sending) => sending.piece().await.map(Some),
                Next::Over(under_way) => {
                    under_way.is_whole();
                    Ok(None)
                }
            }
        })
    }

    /// The next document; after the last of them the list and the end.
    async fn piece(mut self: Box<Self>) -> Result<(Bytes, Next), BrokenOff> {
        while let Some(listed) = self.rest.next() {
            if listed.number.is_none() {
                self.leaves_out(listed, &Refusal::NotIssued.into());
            } else if let Some(piece) = self.document(listed).await? {
                self.under_way.sends(piece.len());
                return Ok((piece, Next::Documents(self)));
            }
        }
        let now = papers::parts(self.state.runtime.now());
        let Self { mut archive, under_way, lines, .. } = *self;
        let list = archive::prepared(contents::NAME, now, &contents::write(&lines)?)?;
        let last: Bytes = [archive.add(list)?, archive.finish()?].concat().into();
        under_way.sends(last.len());
        Ok((last, Next::Over(under_way)))
    }

    /// `None`: it could not be drawn.
    async fn document(&mut self, listed: Listed) -> Result<Option<Bytes>, BrokenOff> {
        match self.drawn(listed.case).await {
            Ok((file, line)) => {
                self.lines.push(line);
                self.under_way.takes(true);
                Ok(Some(self.archive.add(file?)?))
            }
            Err(ApiError::Unauthenticated) => Err(BrokenOff::SessionOver),
            Err(ApiError::Ask(AskError::Draining)) => Err(BrokenOff::Draining),
            Err(why) => {
                tracing::debug!(cause = why.cause(), case = %listed.case, "an agreement is not in its zip");
                self.under_way.takes(false);
                self.leaves_out(listed, &why);
                Ok(None)
            }
        }
    }

    fn leaves_out(&mut self, listed: Listed, why: &ApiError) {
        let Listed { number, graduate, school, employer, state, .. } = listed;
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let file = Err(why.words(self.audience));
        self.lines.push(Line { number, graduate, school, employer, state: state.to_owned(), file });
    }

    /// The agreement as it stands now, to be put in, and its line of the list.
    async fn drawn(&mut self, case: CaseId) -> ApiResult<(ZipResult<PreparedZipFile>, Line)> {
        let (found, number, sheet) = self.patiently(case).await?;
        let number = number.to_string();
        let name = self.names.give(&number, &found.name);
        let line = Line {
            number,
            graduate: found.name,
            school: found.case.school_name.clone(),
            employer: found.case.subject(),
            state: found.case.status.label(found.case.kind).to_owned(),
            file: Ok(name.clone()),
        };
        let at = sheet.at;
        let pack = move |document: Vec<u8>| archive::prepared(&name, at, &document);
        let file = self.state.papers.make_of_many(move |fonts| sheet.pdf(fonts), pack).await?;
        Ok((file, line))
    }

    async fn patiently(&self, case: CaseId) -> ApiResult<(Found, AgreementNumber, AgreementSheet)> {
        let mut tries = 1;
        loop {
            match self.read(case).await {
                Err(ApiError::Ask(AskError::Busy | AskError::Gone)) if tries < TRIES => tries += 1,
                read => return read,
            }
            tokio::time::sleep(SHORT_WAIT).await;
        }
    }

    /// With the rights that the reader has now.
    async fn read(&self, case: CaseId) -> ApiResult<(Found, AgreementNumber, AgreementSheet)> {
        if !session::lasts(&self.state, &self.session).await? {
            return Err(ApiError::Unauthenticated);
        }
        let caller = Caller::of_session(&self.state, Arc::clone(&self.session)).await?;
        let found = find(&self.state, &caller, case).await?;
        let (number, sheet) = found.agreement(&self.state, self.origin.clone())?;
        Ok((found, number, sheet))
    }
}
