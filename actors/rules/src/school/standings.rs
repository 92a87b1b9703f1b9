//! Every graduate as the platform has them, to be compared with the EMS (EXT-15).

use super::{School, roster::RosterRow};
use crate::{
    case::{Consequence, Status},
    exchange::{
        TransfersChange,
        standing::{Held, Standing},
    },
    ids::*,
};
use std::collections::BTreeMap;

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
