//! What the platform reported, one row a graduate (SYN-01). An older report that comes late changes nothing.

use crate::{
    codes::Codes,
    exchange::{Destination, Report, Said, TransfersChange},
    fields::Fields,
    form::{self, Answers},
    forms::papers,
    ids::*,
    refusal::Refusal,
    terms::{ArchiveTransfer, HouseholdTransfer, NO_HOUSEHOLD, path_of, put_transfers},
    time::UnixMs,
};
use imbl::OrdMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is reported of one graduate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// Of the newest report taken.
    pub revision: u64,
    /// `None`: 「待就业」.
    pub destination: Option<Destination>,
    pub papers: Papers,
    /// One more whenever the papers change, by whichever side.
    pub papers_version: u64,
    /// When what they say of the archive last changed, and of the household.
    pub archive_at: UnixMs,
    pub household_at: UnixMs,
    /// The graduate gave phone and e-mail: no upload changes them (ROS-02).
    pub contact_is_own: bool,
}

impl Reported {
    /// With these papers from now on.
    fn saying(self, papers: Papers, now: UnixMs) -> Self {
        let since = |same: bool, before: UnixMs| if same { before } else { now };
        Self {
            archive_at: since(papers.archive == self.papers.archive, self.archive_at),
            household_at: since(papers.household == self.papers.household, self.household_at),
            papers_version: self.papers_version + u64::from(papers != self.papers),
            papers,
            ..self
        }
    }

    /// As whoever left the roster leaves it behind: what was registered is void, and has to be registered again (INV-03). The destination
    /// stays: it comes back with the graduate (INV-02).
    pub(super) fn voided(self, now: UnixMs) -> Self {
        let papers = Papers { card: self.papers.card.clone(), archive: None, household: None };
        self.saying(papers, now)
    }

    /// What the platform is told of it.
    pub(super) fn transfers(&self, graduate: GraduateId) -> TransfersChange {
        let Papers { archive, household, .. } = self.papers.clone();
        let (archive_at, household_at) = (self.archive_at, self.household_at);
        TransfersChange { graduate, revision: self.papers_version, archive, archive_at, household, household_at }
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (&self.papers.archive, &self.papers.household) == (&other.papers.archive, &other.papers.household)
    }

    /// Whether the platform has to be told, where this was known before.
    pub(super) fn is_news_after(&self, known: Option<&Self>) -> bool {
        known.map_or_else(|| !self.says_the_same(&Self::default()), |known| !self.says_the_same(known))
    }
}

/// What hangs on a destination and may be edited in the EMS: 「报到证及户档信息」 (SYN-02; guide §14).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    pub card: Option<RegistrationCard>,
    pub archive: Option<ArchiveTransfer>,
    pub household: Option<HouseholdTransfer>,
}

/// 「报到证」: where the graduate reports for work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationCard {
    pub organisation: String,
    pub region: String,
}

impl RegistrationCard {
    fn of(answers: &Answers) -> Option<Self> {
        let text = |question| answers.text_or_empty(question);
        let card = || Self { organisation: text("card_organisation"), region: text("card_region") };
        answers.is_yes("card").then(card)
    }
}

impl Papers {
    /// As a new destination brings them.
    fn of(destination: &Destination) -> Self {
        let (organisation, region) = (destination.employer_name.clone(), destination.employer_region.clone());
        Self {
            card: Some(RegistrationCard { organisation, region }),
            archive: destination.archive.clone(),
            household: destination.household.clone(),
        }
    }

    /// As they are kept.
    ///
    /// # Errors
    /// Every field that does not hold.
    pub(super) fn checked(self, codes: &Codes, today: Date, household_in_school: bool) -> Result<Self, Refusal> {
        let (mut faults, mut fields) = (Fields::default(), Fields::default());
        if self.household.is_some() && !household_in_school {
            fields.refuse("household", NO_HOUSEHOLD);
        }
        let kept = form::check(&papers::FORM, &self.answers(), codes, today, &mut faults);
        fields.absorb(faults, path_of);
        let (card, archive) = (RegistrationCard::of(&kept), ArchiveTransfer::of(&kept));
        fields.finish(Self { card, archive, household: HouseholdTransfer::of(&kept) })
    }

    /// As answers to [`papers::FORM`].
    fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        answers.put_flag("card", self.card.is_some());
        if let Some(card) = &self.card {
            answers.put("card_organisation", &card.organisation);
            answers.put("card_region", &card.region);
        }
        put_transfers(&mut answers, self.archive.as_ref(), self.household.as_ref());
        answers
    }
}

/// All rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger(OrdMap<GraduateId, Arc<Reported>>);

impl Ledger {
    /// What is reported of a graduate; `None`: nothing ever was.
    pub fn get(&self, id: GraduateId) -> Option<&Reported> {
        self.0.get(&id).map(Arc::as_ref)
    }

    /// Whether a report is newer than what is known.
    pub(super) fn is_news(&self, report: &Report) -> bool {
        self.get(report.graduate).is_none_or(|known| known.revision < report.revision)
    }

    /// The row after a newer report. The end of a destination clears what hangs on it (SYN-02); the same destination said again
    /// leaves alone what was edited here since.
    pub(super) fn with(&self, report: &Report) -> Reported {
        let known = self.get(report.graduate).cloned().unwrap_or_default();
        let revision = report.revision;
        let Said::Destination(destination) = &report.said else { return Reported { revision, contact_is_own: true, ..known } };
        let destination = destination.as_deref().cloned();
        let case = |destination: &Option<Destination>| destination.as_ref().map(|it| it.case);
        let papers = match &destination {
            None => Papers::default(),
            Some(_) if case(&destination) == case(&known.destination) => known.papers.clone(),
            Some(new) => Papers::of(new),
        };
        Reported { revision, destination, ..known.saying(papers, report.at) }
    }

    /// Whether papers were edited as they stand.
    ///
    /// # Errors
    /// `StaleVersion` when they were edited as they stood before: those of a destination that ended are not put on the next one.
    pub(super) fn is_edited_from(&self, id: GraduateId, version: u64) -> Result<(), Refusal> {
        let current = self.get(id).map_or(0, |known| known.papers_version);
        let happened = || "该学生的去向或户档信息已有变化".to_owned();
        if current == version { Ok(()) } else { Err(Refusal::StaleVersion { current, happened: happened() }) }
    }

    /// The row with papers as edited here; `None` when nothing differs.
    pub(super) fn edited(&self, id: GraduateId, papers: Papers, now: UnixMs) -> Option<Reported> {
        let known = self.get(id).cloned().unwrap_or_default();
        (known.papers != papers).then(|| known.saying(papers, now))
    }

    pub(super) fn shared(&self, id: GraduateId) -> Option<Arc<Reported>> {
        self.0.get(&id).cloned()
    }

    pub(super) fn put(&mut self, graduate: GraduateId, row: Arc<Reported>) {
        self.0.insert(graduate, row);
    }
}
