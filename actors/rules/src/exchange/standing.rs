//! What each system holds of a graduate, to be laid side by side (EXT-15). Nothing is repaired by looking: a difference may only be on
//! its way.

use crate::{
    ids::*,
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
