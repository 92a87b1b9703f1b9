//! A graduate as the roster describes them.

use crate::{check::IdDocumentType, codes::LevelGroup};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One row of the national upload file, checked. Codes are of the tables of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub cohort: u16,
    pub exam_no: String,
    pub name: String,
    pub id_type: IdDocumentType,
    pub id_no: String,
    pub gender: String,
    pub ethnicity: String,
    pub political_status: String,
    /// Must equal a department account's department character for character (ACC-03).
    pub department: String,
    pub class_name: String,
    pub student_no: String,
    pub education_level: String,
    pub level: LevelGroup,
    pub major_code: String,
    pub major: String,
    pub schooling_years: String,
    pub training_mode: String,
    pub directed_employer: String,
    pub origin_region: String,
    pub enrolled_on: String,
    pub graduates_on: Date,
    pub normal_student_type: String,
    pub hardship_type: String,
    pub mobile: String,
    pub email: String,
    pub archive_in_school: bool,
    pub household_in_school: bool,
}

impl Profile {
    /// Phone and e-mail are the graduate's (ROS-02): what a school leaves empty, or what the graduate gave, stays as it is known.
    /// Tells whether anything stayed that the school would have changed.
    pub fn keep_contact(&mut self, known: &Profile, is_graduates_own: bool) -> bool {
        let mut stayed = false;
        for (mine, known) in [(&mut self.mobile, &known.mobile), (&mut self.email, &known.email)] {
            if mine != known && !known.is_empty() && (is_graduates_own || mine.is_empty()) {
                mine.clone_from(known);
                stayed = true;
            }
        }
        stayed
    }
}
