//! The roster as the EMS keeps it: every row ever uploaded, deleted ones too, so that who comes back is the same graduate.

use crate::{exchange::RosterChange, ids::*, profile::Profile, refusal::Refusal, time::UnixMs};
use imbl::{HashMap, OrdMap};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Why a row was not taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum EnrolError {
    #[error("考生号已属于本届名单中证件号码不同的学生；要更正证件号码，请在名单中修改该学生")]
    ExamNoTaken,
    #[error("身份证号已在本届名单中")]
    IdNoTaken,
    /// ACC-07.
    #[error("不属于本账号负责的学历层次")]
    OtherLevel,
    #[error("学号已属于本届名单中的另一名学生")]
    StudentNoTaken,
}

/// What became of a row that was uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Taken {
    New,
    Changed,
    Unchanged,
    /// It had been deleted and stands in the roster again (INV-02).
    Restored,
}

/// All rows, and the ways to look one up. A cohort is part of every key: the same person may graduate twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    rows: OrdMap<GraduateId, Arc<RosterChange>>,
    /// Rows that stand in the roster.
    by_exam_no: HashMap<(u16, String), GraduateId>,
    by_student_no: HashMap<(u16, String), GraduateId>,
    /// Of deleted rows: who comes back with a corrected identity document is known by it and by the name.
    removed_by_exam_no: HashMap<(u16, String), GraduateId>,
    /// Deleted rows too: the identity document says who comes back, the candidate number may have changed.
    by_id_no: HashMap<(u16, String), GraduateId>,
    activated: u64,
}

impl Register {
    /// Every row ever, in the order of first upload.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<RosterChange>> {
        self.rows.values()
    }

    /// One row, deleted or not.
    pub fn get(&self, id: GraduateId) -> Option<&RosterChange> {
        self.rows.get(&id).map(Arc::as_ref)
    }

    /// How often activation codes went out.
    pub fn activated(&self) -> u64 {
        self.activated
    }

    /// What an uploaded row would become.
    pub(super) fn admit(&self, school: SchoolId, profile: Profile) -> Result<(RosterChange, Taken), EnrolError> {
        let Some(known) = self.holder_of(&profile) else {
            let id = GraduateId { school, cohort: profile.cohort, serial: self.next_serial(school, profile.cohort) };
            self.numbers_free(&profile, id)?;
            return Ok((RosterChange { id, revision: 1, profile: Arc::new(profile), removed_at: None }, Taken::New));
        };
        self.numbers_free(&profile, known.id)?;
        let taken = match known.removed_at {
            Some(_) => Taken::Restored,
            None if *known.profile == profile => Taken::Unchanged,
            None => Taken::Changed,
        };
        Ok((RosterChange { profile: Arc::new(profile), removed_at: None, ..next(known) }, taken))
    }

    /// The row of the same cohort with the same identity document, deleted or not; or the deleted one of the same candidate number and
    /// name, whose identity document was corrected meanwhile.
    pub(super) fn holder_of(&self, profile: &Profile) -> Option<&Arc<RosterChange>> {
        let same = self.by_id_no.get(&(profile.cohort, profile.id_no.clone())).and_then(|id| self.rows.get(id));
        same.or_else(|| {
            let removed = self.removed_by_exam_no.get(&(profile.cohort, profile.exam_no.clone()))?;
            self.rows.get(removed).filter(|row| row.profile.name == profile.name)
        })
    }

    /// A corrected row; `None` when nothing differs.
    ///
    /// # Errors
    /// `StaleVersion` when the correction was made on another revision than the one that stands: somebody else's is not undone.
    pub(super) fn edit(&self, id: GraduateId, from: u64, profile: Profile) -> Result<Option<RosterChange>, Refusal> {
        let known = self.rows.get(&id).filter(|row| row.removed_at.is_none()).ok_or(Refusal::NotFound)?;
        if known.revision != from {
            return Err(Refusal::StaleVersion { current: known.revision, happened: "该学生信息已被修改".to_owned() });
        }
        if profile.cohort != id.cohort {
            return Err(Refusal::NotFound);
        }
        self.numbers_free(&profile, id).map_err(taken)?;
        // A deleted row gives its number up: two that were exchanged are set right by deleting one, and uploading it again.
        let holder = self.by_id_no.get(&(profile.cohort, profile.id_no.clone())).filter(|holder| **holder != id);
        if holder.and_then(|holder| self.rows.get(holder)).is_some_and(|holder| holder.removed_at.is_none()) {
            return Err(taken(EnrolError::IdNoTaken));
        }
        Ok((*known.profile != profile).then(|| RosterChange { profile: Arc::new(profile), ..next(known) }))
    }

    /// The row as deleted; `None` when it was before.
    pub(super) fn remove(&self, id: GraduateId, now: UnixMs) -> Result<Option<RosterChange>, Refusal> {
        let known = self.rows.get(&id).ok_or(Refusal::NotFound)?;
        Ok(known.removed_at.is_none().then(|| RosterChange { removed_at: Some(now), ..next(known) }))
    }

    /// The row with the phone and e-mail that the graduate gave; `None` when it has them, or stands in the roster no more.
    pub(super) fn with_contact(&self, id: GraduateId, mobile: &str, email: &str) -> Option<RosterChange> {
        let known = self.rows.get(&id).filter(|row| row.removed_at.is_none())?;
        let profile = Profile { mobile: mobile.to_owned(), email: email.to_owned(), ..(*known.profile).clone() };
        (*known.profile != profile).then(|| RosterChange { profile: Arc::new(profile), ..next(known) })
    }

    fn numbers_free(&self, profile: &Profile, whose: GraduateId) -> Result<(), EnrolError> {
        let anothers = |holder: Option<&GraduateId>| holder.is_some_and(|holder| *holder != whose);
        if anothers(self.by_exam_no.get(&(profile.cohort, profile.exam_no.clone()))) {
            return Err(EnrolError::ExamNoTaken);
        }
        if anothers(self.by_student_no.get(&student_no(profile))) { Err(EnrolError::StudentNoTaken) } else { Ok(()) }
    }

    fn next_serial(&self, school: SchoolId, cohort: u16) -> u32 {
        let last = GraduateId { school, cohort, serial: u32::MAX };
        self.rows.get_prev(&last).filter(|(id, _)| id.cohort == cohort).map_or(1, |(id, _)| id.serial + 1)
    }

    pub(super) fn shared(&self, id: GraduateId) -> Option<Arc<RosterChange>> {
        self.rows.get(&id).cloned()
    }

    pub(super) fn note_activation(&mut self, revision: u64) {
        self.activated = revision;
    }

    pub(super) fn put(&mut self, row: Arc<RosterChange>) {
        let cohort = row.id.cohort;
        if let Some(before) = self.rows.get(&row.id).cloned() {
            let exam_no = (cohort, before.profile.exam_no.clone());
            let (student_no, id_no) = (student_no(&before.profile), (cohort, before.profile.id_no.clone()));
            for (index, number) in [
                (&mut self.by_exam_no, &exam_no),
                (&mut self.removed_by_exam_no, &exam_no),
                (&mut self.by_student_no, &student_no),
                (&mut self.by_id_no, &id_no),
            ] {
                if index.get(number) == Some(&row.id) {
                    index.remove(number);
                }
            }
        }
        let exam_no = (cohort, row.profile.exam_no.clone());
        if row.removed_at.is_none() {
            self.by_exam_no.insert(exam_no, row.id);
            self.by_student_no.insert(student_no(&row.profile), row.id);
        } else {
            self.removed_by_exam_no.insert(exam_no, row.id);
        }
        self.by_id_no.insert((cohort, row.profile.id_no.clone()), row.id);
        self.rows.insert(row.id, row);
    }
}

fn next(row: &RosterChange) -> RosterChange {
    RosterChange { revision: row.revision + 1, ..row.clone() }
}

/// Numbers that differ in their letters' case only are one.
fn student_no(profile: &Profile) -> (u16, String) {
    (profile.cohort, profile.student_no.to_lowercase())
}

fn taken(error: EnrolError) -> Refusal {
    let field = match error {
        EnrolError::ExamNoTaken => "exam_no",
        EnrolError::IdNoTaken => "id_no",
        EnrolError::OtherLevel => "education_level",
        EnrolError::StudentNoTaken => "student_no",
    };
    Refusal::Invalid(vec![crate::refusal::invalid(field, error.to_string())])
}
