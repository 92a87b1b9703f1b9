//! What the platform reported, one row a graduate (SYN-01). An older report that comes late changes nothing.

use crate::{
    codes::Codes,
    exchange::{Destination, Report, Said},
    ids::*,
    refusal::{FieldError, Refusal, invalid},
    terms::{ArchiveTransfer, HouseholdTransfer, length},
    time::UnixMs,
};
use imbl::OrdMap;
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
    /// When they last changed.
    pub papers_at: UnixMs,
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

    /// Every field that does not hold.
    pub(super) fn check(&self, codes: &Codes, household_in_school: bool) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Some(card) = &self.card {
            length("card.organisation", &card.organisation, 2..=100, &mut errors);
            if !codes.is_place(&card.region) {
                errors.push(invalid("card.region", "请选择单位所在地，精确到区县"));
            }
        }
        if let Some(archive) = &self.archive {
            archive.check(codes, &mut errors);
        }
        match &self.household {
            Some(_) if !household_in_school => {
                errors.push(invalid("household", "该毕业生户口未转入学校，不能填写户口迁转信息"));
            }
            Some(household) => household.check(codes, &mut errors),
            None => {}
        }
        errors
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
        let Said::Destination(destination) = &report.said else { return Reported { revision, ..known } };
        let destination = destination.as_deref().cloned();
        let case = |destination: &Option<Destination>| destination.as_ref().map(|it| it.case);
        let papers = match &destination {
            None => Papers::default(),
            Some(_) if case(&destination) == case(&known.destination) => known.papers.clone(),
            Some(new) => Papers::of(new),
        };
        let papers_version = known.papers_version + u64::from(papers != known.papers);
        let papers_at = if papers == known.papers { known.papers_at } else { report.at };
        Reported { revision, destination, papers, papers_version, papers_at }
    }

    /// The row with papers as edited here; `None` when nothing differs.
    ///
    /// # Errors
    /// `StaleVersion` when they were edited as they stood before: those of a destination that ended are not put on the next one.
    pub(super) fn edited(&self, id: GraduateId, from: u64, papers: Papers, now: UnixMs) -> Result<Option<Reported>, Refusal> {
        let known = self.get(id).cloned().unwrap_or_default();
        if known.papers_version != from {
            let happened = "该学生的去向或户档信息已有变化".to_owned();
            return Err(Refusal::StaleVersion { current: known.papers_version, happened });
        }
        let papers_version = known.papers_version + 1;
        Ok((known.papers != papers).then_some(Reported { papers, papers_version, papers_at: now, ..known }))
    }

    pub(super) fn shared(&self, id: GraduateId) -> Option<Arc<Reported>> {
        self.0.get(&id).cloned()
    }

    pub(super) fn put(&mut self, graduate: GraduateId, row: Arc<Reported>) {
        self.0.insert(graduate, row);
    }
}
