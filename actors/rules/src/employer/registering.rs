//! The employer's side of its registration: from what it would become to a step.

use super::{
    Employer, Event, Reply,
    registration::{Did, Filing, Registration},
};
use crate::{
    case::EmployerCard,
    effect::{Effect, Show, Topic},
    entity::{Ctx, Decision},
    ids::*,
    letter::Letter,
    notice::Notice,
    refusal::Refusal,
    sentence::sentence,
};
use std::sync::Arc;

/// An account is opened within the breath after its registration, or not at all.
const OPENING_MS: i64 = 120_000;

/// A registration whose account was not opened for it when somebody looked (ACC-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// The account it names.
    pub account: AccountId,
    /// That login became somebody else's: it will never be opened for this employer.
    pub for_ever: bool,
}

impl Employer {
    /// What was verified last: the data under which it invites.
    pub fn in_force(&self) -> Option<&Filing> {
        self.registration.as_ref()?.in_force.as_ref()
    }

    /// The registration; an employer without one does not exist.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn registration(&self) -> Result<&Arc<Registration>, Refusal> {
        self.registration.as_ref().ok_or(Refusal::NotFound)
    }

    /// Every file that it names.
    pub fn files(&self) -> impl Iterator<Item = FileHash> {
        self.registration.iter().flat_map(|registration| registration.files())
    }

    /// One credit code is registered once. Only a registration that ended half way, before its account was there, begins anew; the
    /// very same one goes on where it ended.
    pub(super) fn register(
        &self,
        card: Box<EmployerCard>,
        account: Option<AccountId>,
        unfinished: Option<Unfinished>,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        if let Some(known) = &self.registration {
            let unfinished = unfinished.filter(|it| known.version == 1 && known.account == Some(it.account));
            let unfinished = unfinished.ok_or(Refusal::CreditCodeTaken)?;
            if known.account == account && known.filing.card == Arc::from(card.clone()) {
                return Ok(Decision::answer(Reply::Done));
            }
            if !unfinished.for_ever && ctx.now.0 - known.since.0 < OPENING_MS {
                return Err(Refusal::CreditCodeTaken);
            }
        }
        let registration = Registration::begin(Arc::from(card), account, ctx.now);
        Ok(Decision::events(vec![Event::RegistrationMoved(Arc::new(registration))]).replying(Reply::Done))
    }

    /// The step to what the registration would become: nothing when that is what it is.
    pub(super) fn moving(&self, next: Registration, ctx: &Ctx<'_>) -> Decision<Self> {
        let reply = Reply::Registration { version: next.version, state: next.state };
        if self.registration.as_deref() == Some(&next) {
            return Decision::answer(reply);
        }
        let (letters, notice) = (self.letters(&next), self.verdict_notice(&next, ctx));
        let mut decision = Decision::events(vec![Event::RegistrationMoved(Arc::new(next))]).causing(letters).replying(reply);
        if let (Some(notice), EntityId::Employer(me)) = (notice, ctx.me) {
            decision.events.push(Event::Noticed(notice.clone()));
            decision.effects.push(Effect::Show(Show::Notice { to: Topic::Employer(me), notice }));
        }
        decision
    }

    /// The province that verifies holds a row; one that it moved away from learns that too.
    fn letters(&self, next: &Registration) -> Vec<Effect> {
        let before = self.registration.as_ref();
        if before.is_some_and(|known| known.version == next.version) {
            return Vec::new();
        }
        let Some(row) = next.row() else { return Vec::new() };
        let left = before.and_then(|known| known.verifier).filter(|province| *province != row.verifier);
        let readers = left.into_iter().chain([row.verifier]);
        readers.map(|province| Effect::tell(province, Letter::EmployerMoved(Box::new(row.clone())))).collect()
    }

    fn verdict_notice(&self, next: &Registration, ctx: &Ctx<'_>) -> Option<Notice> {
        let entry = next.trail.last()?;
        let first = self.in_force().is_none();
        let subject = if first { "单位注册" } else { "单位信息变更" };
        let (title, text) = match &entry.did {
            Did::Approved if first => (format!("{subject}审核通过"), "现在可以向毕业生发出签约邀请。".to_owned()),
            Did::Approved => (format!("{subject}审核通过"), "新的单位信息已生效，此后的邀请使用新信息。".to_owned()),
            Did::Returned { reason } => {
                (format!("{subject}被退回修改"), format!("原因：{}请在「单位信息」中修改后重新提交。", sentence(reason)))
            }
            Did::Rejected { reason } => (format!("{subject}审核不通过"), format!("原因：{}", sentence(reason))),
            _ => return None,
        };
        Some(Notice { seq: self.inbox.next_seq(), at: ctx.now, title, text, case: None })
    }

    pub(super) fn put_registration(&mut self, registration: Arc<Registration>) {
        let shown = registration.in_force.as_ref().unwrap_or(&registration.filing);
        self.card = Some(Arc::clone(&shown.card));
        self.registration = Some(registration);
    }
}
