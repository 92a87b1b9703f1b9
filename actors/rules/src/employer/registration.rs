//! An employer's registration and its verification by the province (ACC-10).
//!
//! Verified data stay in force while a change of them is filled in, waits or is refused; contact data change at once. Every
//! function here says what the registration would become, or why not.

use super::form::{Contact, Form};
use crate::{
    case::EmployerCard,
    codes::Codes,
    fields::Fields,
    file::StoredFile,
    ids::*,
    refusal::{Refusal, invalid},
    review,
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Largest file that can be handed in as a licence.
pub const LICENCE_BYTES_MAX: u64 = 5 << 20;
/// Lines of history kept with the registration; the entity's own history keeps all.
const TRAIL_KEPT: usize = 50;

/// Where a registration, or a change of it, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    Draft,
    Submitted,
    Verified,
    Returned,
    Rejected,
}

impl State {
    /// All of them, in the order a registration can meet them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Submitted, Self::Returned, Self::Verified, Self::Rejected];

    /// Stable; part of the interface.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Verified => "verified",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
        }
    }

    /// As pages show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "待审核",
            Self::Verified => "已通过",
            Self::Returned => "退回修改",
            Self::Rejected => "不通过",
        }
    }
}

/// What is, or would be, verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    pub card: Arc<EmployerCard>,
    pub licence: Option<StoredFile>,
}

/// A registration with everything that was done to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// 1 at its beginning, one more with every change but of the contact; a decision names the version it saw.
    pub version: u64,
    pub state: State,
    pub filing: Filing,
    /// What was verified last.
    pub in_force: Option<Filing>,
    /// The account it was registered with; `None` when the operator brought it in.
    pub account: Option<AccountId>,
    /// The province it was last submitted to.
    pub verifier: Option<ProvinceId>,
    pub since: UnixMs,
    pub submitted_at: Option<UnixMs>,
    /// Newest last.
    pub trail: Vec<Entry>,
}

/// One line of its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub at: UnixMs,
    pub by: String,
    pub did: Did,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Did {
    Registered,
    Amended,
    ChangedContact,
    Submitted,
    Approved,
    Returned { reason: String },
    Rejected { reason: String },
}

/// What a province decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Approve,
    Return { reason: String },
    Reject { reason: String },
}

impl Did {
    /// In words.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Registered => "注册",
            Self::Amended => "修改注册信息",
            Self::ChangedContact => "修改联系信息",
            Self::Submitted => "提交审核",
            Self::Approved => "审核通过",
            Self::Returned { .. } => "退回修改",
            Self::Rejected { .. } => "审核不通过",
        }
    }

    /// The reason, where one was given.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Returned { reason } | Self::Rejected { reason } => Some(reason),
            _ => None,
        }
    }

    fn is_decision(&self) -> bool {
        matches!(self, Self::Approved | Self::Returned { .. } | Self::Rejected { .. })
    }
}

impl Registration {
    /// A new one.
    pub fn begin(card: Arc<EmployerCard>, account: Option<AccountId>, now: UnixMs) -> Self {
        let first = Entry { at: now, by: card.name.clone(), did: Did::Registered };
        Self {
            version: 1,
            state: State::Draft,
            filing: Filing { card, licence: None },
            in_force: None,
            account,
            verifier: None,
            since: now,
            submitted_at: None,
            trail: vec![first],
        }
    }

    /// The last thing that happened, for somebody who decided on an older state.
    pub fn happened(&self) -> String {
        self.trail.last().map(|entry| format!("{} 于 {} {}", entry.by, entry.at, entry.did.what())).unwrap_or_default()
    }

    /// The last decision.
    pub fn decision(&self) -> Option<&Entry> {
        self.trail.iter().rev().find(|entry| entry.did.is_decision())
    }

    /// Every file that it names.
    pub fn files(&self) -> impl Iterator<Item = FileHash> {
        let filings = std::iter::once(&self.filing).chain(&self.in_force);
        filings.filter_map(|filing| filing.licence.map(|file| file.hash))
    }

    /// Whether its owner may fill it in now: not while it waits, and not after it was refused for good.
    ///
    /// # Errors
    /// Why not.
    pub fn may_edit(&self) -> Result<(), Refusal> {
        match self.state {
            State::Draft | State::Returned | State::Verified => Ok(()),
            State::Submitted => Err(Refusal::RegistrationInReview),
            State::Rejected if self.in_force.is_some() => Ok(()),
            State::Rejected => Err(Refusal::RegistrationRejected),
        }
    }

    /// Whether it can be submitted now; what is missing in it is said with it.
    ///
    /// # Errors
    /// Why not.
    pub fn may_submit(&self) -> Result<(), Refusal> {
        self.may_edit()?;
        if !matches!(self.state, State::Draft | State::Returned) {
            return Err(Refusal::NothingToVerify);
        }
        match self.filing.licence {
            Some(_) => Ok(()),
            None => Err(Refusal::Invalid(vec![invalid("licence", "请上传营业执照（法人证书）")])),
        }
    }

    /// Whether a province may decide like this now. A refused registration can be handed back for another try.
    pub fn may_decide(&self, verdict: &Verdict) -> bool {
        match self.state {
            State::Submitted => true,
            State::Rejected => self.in_force.is_none() && matches!(verdict, Verdict::Return { .. }),
            State::Draft | State::Returned | State::Verified => false,
        }
    }

    /// Filled in anew. Data that differ from those in force have to be verified; data that equal them again have not.
    pub(super) fn amended(
        &self,
        seen: u64,
        form: &Form,
        licence: Option<StoredFile>,
        codes: &Codes,
        now: UnixMs,
    ) -> Result<Self, Refusal> {
        self.expect(true, seen)?;
        self.may_edit()?;
        let card = form.checked(&self.filing.card.credit_code, codes);
        let filing = match (card, licence) {
            (Err(errors), _) => return Err(Refusal::Invalid(errors)),
            (Ok(_), Some(file)) if file.bytes > LICENCE_BYTES_MAX => {
                return Err(Refusal::Invalid(vec![invalid("licence", "营业执照文件不超过 5 MB")]));
            }
            (Ok(card), licence) => Filing { card: Arc::new(card), licence: licence.or(self.filing.licence) },
        };
        if filing == self.filing {
            return Ok(self.clone());
        }
        let in_force = self.in_force.as_ref().map(|verified| verified.with_contact_of(&filing.card));
        let state = match &in_force {
            Some(verified) if *verified == filing => State::Verified,
            Some(_) if self.state != State::Returned => State::Draft,
            _ => self.state,
        };
        Ok(self
            .next(state, now, filing.card.name.clone(), Did::Amended, |next| (next.filing, next.in_force) = (filing, in_force)))
    }

    /// The contact alone: at once, whatever the state.
    pub(super) fn with_contact(&self, contact: &Contact, now: UnixMs) -> Result<Self, Refusal> {
        let card = Arc::new(contact.checked(&self.filing.card).map_err(Refusal::Invalid)?);
        if card == self.filing.card {
            return Ok(self.clone());
        }
        let in_force = self.in_force.as_ref().map(|verified| verified.with_contact_of(&card));
        let by = card.name.clone();
        let mut next = self.next(self.state, now, by, Did::ChangedContact, |next| {
            (next.filing.card, next.in_force) = (card, in_force);
        });
        // A reviewer decides on what is verified; a new phone number does not overtake the decision.
        (next.version, next.since) = (self.version, self.since);
        Ok(next)
    }

    /// Handed to the province of its region; `None` when that has nobody here.
    pub(super) fn submitted(&self, seen: u64, verifier: Option<ProvinceId>, now: UnixMs) -> Result<Self, Refusal> {
        self.expect(true, seen)?;
        self.may_submit()?;
        let verifier = verifier.ok_or(Refusal::NoVerifier)?;
        let by = self.filing.card.name.clone();
        Ok(self.next(State::Submitted, now, by, Did::Submitted, |next| {
            (next.verifier, next.submitted_at) = (Some(verifier), Some(now));
        }))
    }

    /// Decided by a province: the one it was submitted to, on the version it saw.
    pub(super) fn decided(&self, seen: u64, by: (ProvinceId, String), verdict: Verdict, now: UnixMs) -> Result<Self, Refusal> {
        let (province, name) = by;
        if self.verifier != Some(province) {
            return Err(Refusal::NotFound);
        }
        self.expect(self.may_decide(&verdict), seen)?;
        let (state, did) = match verdict {
            Verdict::Approve => (State::Verified, Did::Approved),
            Verdict::Return { reason } => (State::Returned, Did::Returned { reason: reason_of(&reason)? }),
            Verdict::Reject { reason } => (State::Rejected, Did::Rejected { reason: reason_of(&reason)? }),
        };
        Ok(self.next(state, now, name, did, |next| {
            if state == State::Verified {
                next.in_force = Some(next.filing.clone());
            }
        }))
    }

    /// By the operator, who brought it in.
    pub(super) fn verified(&self, now: UnixMs) -> Self {
        self.next(State::Verified, now, "平台".to_owned(), Did::Approved, |next| next.in_force = Some(next.filing.clone()))
    }

    fn expect(&self, legal: bool, seen: u64) -> Result<(), Refusal> {
        review::expect(legal, seen, self.version, || self.happened())
    }

    fn next(&self, state: State, now: UnixMs, by: String, did: Did, change: impl FnOnce(&mut Self)) -> Self {
        let mut next = Self { version: self.version + 1, state, since: now, ..self.clone() };
        next.trail.push(Entry { at: now, by, did });
        let surplus = next.trail.len().saturating_sub(TRAIL_KEPT);
        next.trail.drain(..surplus);
        change(&mut next);
        next
    }

    /// What the province's list shows of it.
    pub fn row(&self) -> Option<EmployerRow> {
        let card = &self.filing.card;
        Some(EmployerRow {
            employer: card.id,
            version: self.version,
            state: self.state,
            is_change: self.in_force.is_some(),
            verifier: self.verifier?,
            name: card.name.clone(),
            credit_code: card.credit_code.clone(),
            nature: card.nature.clone(),
            industry: card.industry.clone(),
            region: card.region.clone(),
            files: self.files().collect(),
            since: self.since,
            submitted_at: self.submitted_at,
            reviewer: self.decision().map(|entry| entry.by.clone()),
        })
    }
}

impl Filing {
    fn with_contact_of(&self, card: &EmployerCard) -> Self {
        let (address, contact_name) = (card.address.clone(), card.contact_name.clone());
        let (contact_phone, contact_email) = (card.contact_phone.clone(), card.contact_email.clone());
        let card = EmployerCard { address, contact_name, contact_phone, contact_email, ..(*self.card).clone() };
        Self { card: Arc::new(card), licence: self.licence }
    }
}

fn reason_of(text: &str) -> Result<String, Refusal> {
    let mut fields = Fields::default();
    let reason = fields.lines("reason", text, 2..=200);
    fields.finish(reason)
}

/// A registration as the province that verifies it holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerRow {
    pub employer: EmployerId,
    pub version: u64,
    pub state: State,
    /// A change of what was verified before; otherwise the first registration.
    pub is_change: bool,
    /// Whose it is now: another province than the reader when it moved away.
    pub verifier: ProvinceId,
    pub name: String,
    pub credit_code: String,
    pub nature: String,
    pub industry: String,
    pub region: String,
    /// Files that the reader may look at.
    pub files: Vec<FileHash>,
    pub since: UnixMs,
    pub submitted_at: Option<UnixMs>,
    pub reviewer: Option<String>,
}
