//! What each system holds of a graduate, to be laid side by side (EXT-15). Nothing is repaired by looking: a difference may only be on
//! its way.

use crate::{
    case::{Consequence, Status},
    ems::EmsSchool,
    exchange::{RosterChange, TransfersChange},
    ids::*,
    school::{School, roster::RosterRow},
    terms::{ArchiveTransfer, HouseholdTransfer},
};
use std::collections::BTreeMap;

/// One graduate, as one system has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub graduate: GraduateId,
    /// Deleted rows are known, and stand in no roster.
    pub in_roster: bool,
    pub name: String,
    pub exam_no: String,
    pub department: String,
    pub major: String,
    /// A code of the table of education levels.
    pub education_level: String,
    /// `None`: 「待就业」.
    pub destination: Option<Held>,
    pub archive: Option<ArchiveTransfer>,
    pub household: Option<HouseholdTransfer>,
}

/// The agreement that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub case: CaseId,
    pub employer_name: String,
}

/// What can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    Roster,
    Name,
    ExamNo,
    Department,
    Major,
    EducationLevel,
    Destination,
    Archive,
    Household,
}

/// One thing that the two do not agree on. `None` on a side: it has nothing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub graduate: GraduateId,
    pub name: String,
    pub exam_no: String,
    pub aspect: Aspect,
    pub platform: Option<String>,
    pub ems: Option<String>,
}

impl School {
    /// Every graduate that the platform has of this school.
    pub fn standings(&self) -> Vec<Standing> {
        let effective =
            self.cases.rows().filter(|row| row.status == Status::Effective && row.kind.facts().causes == Consequence::Report);
        let mut held: BTreeMap<GraduateId, Held> =
            effective.map(|row| (row.graduate, Held { case: row.case, employer_name: row.subject.clone() })).collect();
        let rows = self.roster.rows().chain(self.roster.removed());
        rows.map(|row| of_platform(row, held.remove(&row.id), self.transfers.get(row.id))).collect()
    }
}

fn of_platform(row: &RosterRow, destination: Option<Held>, transfers: Option<&TransfersChange>) -> Standing {
    Standing {
        graduate: row.id,
        in_roster: row.removed_at.is_none(),
        name: row.name.clone(),
        exam_no: row.exam_no.clone(),
        department: row.department.clone(),
        major: row.major.clone(),
        education_level: row.education_level.clone(),
        destination,
        archive: transfers.and_then(|known| known.archive.clone()),
        household: transfers.and_then(|known| known.household.clone()),
    }
}

impl EmsSchool {
    /// Every graduate that the EMS has of this school.
    pub fn standings(&self) -> Vec<Standing> {
        self.register.rows().map(|row| self.of_ems(row)).collect()
    }

    fn of_ems(&self, row: &RosterChange) -> Standing {
        let profile = &row.profile;
        let reported = self.ledger.get(row.id);
        let destination = reported.and_then(|reported| reported.destination.as_ref());
        let papers = reported.map(|reported| reported.papers.clone()).unwrap_or_default();
        Standing {
            graduate: row.id,
            in_roster: row.removed_at.is_none(),
            name: profile.name.clone(),
            exam_no: profile.exam_no.clone(),
            department: profile.department.clone(),
            major: profile.major.clone(),
            education_level: profile.education_level.clone(),
            archive: papers.archive,
            household: papers.household,
            destination: destination.map(|it| Held { case: it.case, employer_name: it.employer_name.clone() }),
        }
    }
}

/// Everything in which the two differ, by graduate. Of a graduate who stands in one roster only nothing else is compared, and of one
/// who stands in neither nothing at all.
pub fn differences(platform: &[Standing], ems: &[Standing]) -> Vec<Difference> {
    let by_graduate = |standings: &[Standing]| -> BTreeMap<GraduateId, Standing> {
        standings.iter().filter(|it| it.in_roster).map(|it| (it.graduate, it.clone())).collect()
    };
    let (platform, mut ems) = (by_graduate(platform), by_graduate(ems));
    let mut found = Vec::new();
    for (graduate, here) in &platform {
        match ems.remove(graduate) {
            Some(there) => found.extend(between(here, &there)),
            None => found.push(missing(here, true)),
        }
    }
    found.extend(ems.values().map(|there| missing(there, false)));
    found.sort_by_key(|difference| (difference.graduate, difference.aspect));
    found
}

fn missing(standing: &Standing, platform_has_it: bool) -> Difference {
    let (had, none) = (Some(standing.exam_no.clone()), None);
    let (platform, ems) = if platform_has_it { (had, none) } else { (none, had) };
    Difference { platform, ems, ..about(standing, Aspect::Roster) }
}

fn about(standing: &Standing, aspect: Aspect) -> Difference {
    let (name, exam_no) = (standing.name.clone(), standing.exam_no.clone());
    Difference { graduate: standing.graduate, name, exam_no, aspect, platform: None, ems: None }
}

fn between(platform: &Standing, ems: &Standing) -> Vec<Difference> {
    let told = |standing: &Standing| standing.destination.as_ref().map(|held| held.employer_name.clone());
    let case = |standing: &Standing| standing.destination.as_ref().map(|held| held.case);
    let mut found = Vec::new();
    for (aspect, here, there) in [
        (Aspect::Name, &platform.name, &ems.name),
        (Aspect::ExamNo, &platform.exam_no, &ems.exam_no),
        (Aspect::Department, &platform.department, &ems.department),
        (Aspect::Major, &platform.major, &ems.major),
        (Aspect::EducationLevel, &platform.education_level, &ems.education_level),
    ] {
        if here != there {
            let (platform_has, ems_has) = (Some(here.clone()), Some(there.clone()));
            found.push(Difference { platform: platform_has, ems: ems_has, ..about(platform, aspect) });
        }
    }
    if case(platform) != case(ems) {
        found.push(Difference { platform: told(platform), ems: told(ems), ..about(platform, Aspect::Destination) });
    }
    if platform.archive != ems.archive {
        let to = |standing: &Standing| standing.archive.as_ref().map(|archive| archive.organisation.clone());
        found.push(Difference { platform: to(platform), ems: to(ems), ..about(platform, Aspect::Archive) });
    }
    if platform.household != ems.household {
        let to = |standing: &Standing| standing.household.as_ref().map(|household| household.address.clone());
        found.push(Difference { platform: to(platform), ems: to(ems), ..about(platform, Aspect::Household) });
    }
    found
}
