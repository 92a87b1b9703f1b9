//! What single pages say: the history of a case, the inbox of a graduate, and whether they may begin something.

use super::{Inspection, LANES};
use crate::{
    api,
    error::LoadError,
    findings::Fault,
    http::Connection,
    lanes,
    torture::{
        check::{self, Heard},
        crowd::Who,
        history::CaseHistory,
        views::detail,
    },
};
use wangqian_protocol::{form::Beginning, notice::Inbox};

/// An inbox keeps this many; a full one may have dropped some.
const INBOX: usize = 200;
/// The refusal that keeps a bound graduate from beginning anything (SIG-08).
const BOUND: [&str; 2] = ["case_in_process", "already_effective"];

impl Inspection<'_> {
    /// A case's page shows as many deeds as its version says.
    pub(super) async fn trails(&self) -> Result<Vec<Fault>, LoadError> {
        let touched = self.history.touched.iter().map(String::as_str);
        let faults = lanes::over(self.stage.site, LANES, touched, async |connection: &mut Connection, id: &str| {
            let who = Who::Graduate(self.history.cases[id].graduate);
            let Some(detail) = detail(connection, self.crowd(), who, id).await? else { return Ok(None) };
            let (deeds, version) = (detail.trail.len() as u64, detail.row.version);
            let fault = || Fault::broken(format!("{id}: {deeds} deeds in the history of version {version}"));
            Ok::<_, LoadError>((deeds != version).then(fault))
        })
        .await?;
        Ok(faults.into_iter().flatten().collect())
    }

    /// RES-01: the graduate of an agreement that was ended is free, unless something else binds them.
    pub(super) async fn freed(&self) -> Result<Vec<Fault>, LoadError> {
        let binds = |(_, case): (&str, &CaseHistory)| case.newest().is_some_and(|(_, state)| case.kind.binds_in(state));
        let is_ended = |(_, case): (&str, &CaseHistory)| case.is("rescinded") || case.is("not_graduated");
        let free = self
            .graduates
            .iter()
            .copied()
            .filter(|graduate| self.history.of(*graduate).any(is_ended) && !self.history.of(*graduate).any(binds));
        let faults = lanes::over(self.stage.site, LANES, free, async |connection: &mut Connection, graduate| {
            let session = self.crowd().session(Who::Graduate(graduate));
            let page: Beginning = api::read(connection, session, "/kinds/destination", "what may be begun").await?;
            let bound = page.obstacle.filter(|obstacle| BOUND.contains(&obstacle.code.as_str()));
            let name = &self.crowd().graduate(graduate).name;
            Ok::<_, LoadError>(bound.map(|obstacle| Fault::broken(format!("{name} is free, and told {:?}", obstacle.code))))
        });
        Ok(faults.await?.into_iter().flatten().collect())
    }

    /// Faults of the inboxes, and the offers that were withdrawn unseen.
    pub(super) async fn notices(&self) -> Result<(Vec<Fault>, Vec<String>), LoadError> {
        let readers = self.graduates.iter().copied();
        let found = lanes::over(self.stage.site, LANES, readers, async |connection: &mut Connection, graduate| {
            let session = self.crowd().session(Who::Graduate(graduate));
            let inbox: Inbox = api::read(connection, session, "/notices", "the notices").await?;
            Ok::<_, LoadError>(self.notices_of(graduate, &inbox))
        })
        .await?;
        let (faults, unseen): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        Ok((faults.into_iter().flatten().collect(), unseen.into_iter().flatten().collect()))
    }

    fn notices_of(&self, graduate: usize, inbox: &Inbox) -> (Vec<Fault>, Vec<String>) {
        let (mut faults, mut unseen) = (Vec::new(), Vec::new());
        if inbox.notices.len() >= INBOX {
            return (faults, unseen);
        }
        for (id, case) in self.history.of(graduate) {
            let found = inbox.notices.iter().filter(|notice| notice.case.as_deref() == Some(id)).count();
            match check::notices(id, case, found) {
                Heard::Everything => {}
                Heard::OfTheWithdrawalOnly => unseen.push(id.to_owned()),
                Heard::Otherwise(fault) => faults.push(fault),
            }
        }
        (faults, unseen)
    }
}
