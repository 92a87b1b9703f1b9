//! The roster: whom the school has, and how they are found (ROS-01).

use crate::{codes::LevelGroup, ids::*, profile::Profile};
use imbl::{HashMap, OrdMap};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

/// What lists, look-ups and admissions need of a graduate; the rest is with the graduate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    pub id: GraduateId,
    pub exam_no: String,
    pub name: String,
    pub id_no: String,
    pub department: String,
    pub level: LevelGroup,
    pub education_level: String,
    pub major: String,
    pub training_mode: String,
    pub household_in_school: bool,
}

/// Why a row was not taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum EnrolError {
    #[error("考生号已在本届名单中")]
    ExamNoTaken,
    #[error("身份证号已在本届名单中")]
    IdNoTaken,
}

/// All rows, with the two ways to look one up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    rows: OrdMap<GraduateId, Arc<RosterRow>>,
    by_exam_no: HashMap<(u16, String), GraduateId>,
    by_id_no: HashMap<(u16, String), GraduateId>,
}

impl Roster {
    /// In the order of enrolment.
    pub fn rows(&self) -> impl Iterator<Item = &RosterRow> {
        self.rows.values().map(Arc::as_ref)
    }

    /// Number of graduates.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody is enrolled.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// One graduate.
    pub fn get(&self, id: GraduateId) -> Option<&RosterRow> {
        self.rows.get(&id).map(Arc::as_ref)
    }

    /// The newest cohort's graduate with this name and candidate or ID number: both must fit, so that a number alone finds
    /// nobody.
    pub fn find(&self, name: &str, number: &str) -> Option<&RosterRow> {
        let cohort = self.rows.get_max().map(|(id, _)| id.cohort)?;
        let key = (cohort, number.trim().to_uppercase());
        let id = self.by_exam_no.get(&key).or_else(|| self.by_id_no.get(&key))?;
        self.get(*id).filter(|row| row.name == name.trim())
    }

    /// Names of the departments, as written.
    pub fn departments(&self) -> impl Iterator<Item = &str> {
        self.rows().map(|row| row.department.as_str()).collect::<BTreeSet<_>>().into_iter()
    }

    /// The row that a profile would get; refused when the cohort has its number already.
    pub(super) fn admit(&self, school: SchoolId, profile: &Profile) -> Result<RosterRow, EnrolError> {
        if self.by_exam_no.contains_key(&(profile.cohort, profile.exam_no.clone())) {
            return Err(EnrolError::ExamNoTaken);
        }
        if self.by_id_no.contains_key(&(profile.cohort, profile.id_no.clone())) {
            return Err(EnrolError::IdNoTaken);
        }
        let serial = self.next_serial(school, profile.cohort);
        Ok(RosterRow {
            id: GraduateId { school, cohort: profile.cohort, serial },
            exam_no: profile.exam_no.clone(),
            name: profile.name.clone(),
            id_no: profile.id_no.clone(),
            department: profile.department.clone(),
            level: profile.level,
            education_level: profile.education_level.clone(),
            major: profile.major.clone(),
            training_mode: profile.training_mode.clone(),
            household_in_school: profile.household_in_school,
        })
    }

    fn next_serial(&self, school: SchoolId, cohort: u16) -> u32 {
        let last = GraduateId { school, cohort, serial: u32::MAX };
        self.rows.get_prev(&last).filter(|(id, _)| id.cohort == cohort).map_or(1, |(id, _)| id.serial + 1)
    }

    pub(super) fn shared(&self, id: GraduateId) -> Option<Arc<RosterRow>> {
        self.rows.get(&id).cloned()
    }

    pub(super) fn put(&mut self, row: Arc<RosterRow>) {
        let cohort = row.id.cohort;
        self.by_exam_no.insert((cohort, row.exam_no.clone()), row.id);
        self.by_id_no.insert((cohort, row.id_no.clone()), row.id);
        self.rows.insert(row.id, row);
    }
}
