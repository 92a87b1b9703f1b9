//! A graduate as the platform lists them.

use crate::{codes::LevelGroup, exchange::RosterChange, ids::*, profile::Profile, time::UnixMs};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The part of a graduate that lists, look-ups and admissions need; the rest is with the graduate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    pub id: GraduateId,
    /// Of the row in the EMS: an older one that comes late is told by it.
    pub revision: u64,
    pub exam_no: String,
    pub name: String,
    pub id_no: String,
    pub department: String,
    pub level: LevelGroup,
    pub education_level: String,
    pub major: String,
    pub training_mode: String,
    pub household_in_school: bool,
    /// When the EMS deleted the row; who was deleted cannot act (INV-01).
    pub removed_at: Option<UnixMs>,
    pub traits: Arc<Traits>,
}

/// Characteristics of a graduate that are counted and not listed (STA-01); codes of the tables of the same name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    pub gender: Box<str>,
    /// 「生源地」, six digits.
    pub origin_region: Box<str>,
    pub hardship_type: Box<str>,
    pub normal_student_type: Box<str>,
}

impl RosterRow {
    /// The row of a graduate as the EMS describes them.
    pub fn of(change: &RosterChange) -> Self {
        let profile = &change.profile;
        Self {
            id: change.id,
            revision: change.revision,
            exam_no: profile.exam_no.clone(),
            name: profile.name.clone(),
            id_no: profile.id_no.clone(),
            department: profile.department.clone(),
            level: profile.level,
            education_level: profile.education_level.clone(),
            major: profile.major.clone(),
            training_mode: profile.training_mode.clone(),
            household_in_school: profile.household_in_school,
            removed_at: change.removed_at,
            traits: Arc::new(Traits::of(profile)),
        }
    }
}

impl Traits {
    fn of(profile: &Profile) -> Self {
        Self {
            gender: profile.gender.as_str().into(),
            origin_region: profile.origin_region.as_str().into(),
            hardship_type: profile.hardship_type.as_str().into(),
            normal_student_type: profile.normal_student_type.as_str().into(),
        }
    }
}
