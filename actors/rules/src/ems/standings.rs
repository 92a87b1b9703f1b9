//! Every graduate as the EMS has them, to be compared with the platform (EXT-15).

use super::EmsSchool;
use crate::exchange::{
    RosterChange,
    standing::{Held, Standing},
};

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
