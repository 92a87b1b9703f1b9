//! The roster: whom the school has, and how they are found (ROS-01). The employment management system keeps it; this is the
//! platform's copy.

pub use crate::roster_row::RosterRow;

use crate::{
    account::{Entrance, renumbered::Forwarding},
    check::{PersonName, person_name, width},
    effect::Effect,
    fields::Fields,
    ids::*,
    letter::Letter,
    refusal::Refusal,
};
use imbl::{HashMap, OrdMap};
use std::{collections::BTreeSet, sync::Arc};

/// All rows, with the two ways to look one up. Deleted ones are kept apart, so that nothing counts or finds them by mistake.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    rows: OrdMap<GraduateId, Arc<RosterRow>>,
    removed: OrdMap<GraduateId, Arc<RosterRow>>,
    by_exam_no: HashMap<(u16, String), GraduateId>,
    by_id_no: HashMap<(u16, String), GraduateId>,
}

impl Roster {
    /// Who stands on the roster, in the order of enrolment.
    pub fn rows(&self) -> impl Iterator<Item = &RosterRow> {
        self.rows.values().map(Arc::as_ref)
    }

    /// Who was deleted from it, in the order of enrolment.
    pub fn removed(&self) -> impl Iterator<Item = &RosterRow> {
        self.removed.values().map(Arc::as_ref)
    }

    /// Number of graduates.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody is enrolled.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// One graduate who stands on the roster.
    pub fn get(&self, id: GraduateId) -> Option<&RosterRow> {
        self.rows.get(&id).map(Arc::as_ref)
    }

    /// One graduate, deleted or not.
    pub fn known(&self, id: GraduateId) -> Option<&RosterRow> {
        self.get(id).or_else(|| self.removed.get(&id).map(Arc::as_ref))
    }

    /// The cohort that may act in the signing module; earlier ones see their records only (ROS-03).
    pub fn current_cohort(&self) -> Option<u16> {
        self.rows.get_max().map(|(id, _)| id.cohort)
    }

    /// The graduates who can act now: those of the current cohort.
    pub fn current(&self) -> impl Iterator<Item = &RosterRow> {
        let cohort = self.current_cohort();
        self.rows.values().rev().map(Arc::as_ref).take_while(move |row| Some(row.id.cohort) == cohort)
    }

    /// The current cohort's graduate with this name and candidate or ID number: both must fit, so that a number alone finds
    /// nobody. Both are read as the roster's were, so that who writes them otherwise finds the same person.
    ///
    /// # Errors
    /// `Invalid` for what nobody can be called, `NoSuchGraduate` for who is not there.
    pub fn look_up(&self, name: &str, number: &str) -> Result<&RosterRow, Refusal> {
        let mut fields = Fields::default();
        let name = fields.checked("name", PersonName::parse(name).map(|(name, _)| name));
        let number = fields.checked("number", width::compact(number));
        let (name, number) = fields.finish((name, number))?;
        self.find(&name, number).ok_or(Refusal::NoSuchGraduate)
    }

    fn find(&self, name: &str, number: String) -> Option<&RosterRow> {
        let key = (self.current_cohort()?, number);
        let id = self.by_exam_no.get(&key).or_else(|| self.by_id_no.get(&key))?;
        self.get(*id).filter(|row| person_name::is_as_written(&row.name, name))
    }

    /// Names of the departments, as written.
    pub fn departments(&self) -> impl Iterator<Item = &str> {
        self.rows().map(|row| row.department.as_str()).collect::<BTreeSet<_>>().into_iter()
    }

    pub(super) fn shared(&self, id: GraduateId) -> Option<Arc<RosterRow>> {
        self.rows.get(&id).or_else(|| self.removed.get(&id)).cloned()
    }

    pub(super) fn put(&mut self, row: Arc<RosterRow>) {
        self.forget(row.id);
        if row.removed_at.is_some() {
            self.removed.insert(row.id, row);
            return;
        }
        let cohort = row.id.cohort;
        self.by_exam_no.insert((cohort, row.exam_no.clone()), row.id);
        self.by_id_no.insert((cohort, row.id_no.clone()), row.id);
        self.rows.insert(row.id, row);
    }

    /// Numbers may have changed hands meanwhile: only the graduate's own entries go.
    fn forget(&mut self, id: GraduateId) {
        self.removed.remove(&id);
        let Some(before) = self.rows.remove(&id) else { return };
        let numbers = [(&mut self.by_exam_no, &before.exam_no), (&mut self.by_id_no, &before.id_no)];
        for (index, number) in numbers {
            let key = (id.cohort, number.clone());
            if index.get(&key) == Some(&id) {
                index.remove(&key);
            }
        }
    }
}

/// The account of the former number hears that the graduate signs in with another one.
pub(super) fn renumbered(now: &RosterRow, before: &RosterRow) -> Option<Effect> {
    let account = |row: &RosterRow| AccountId::of_login(Entrance::Graduate, &row.id_no);
    let forwarding = Forwarding { to: account(now), revision: now.revision };
    let letter = || Letter::Renumbered { graduate: now.id, forwarding };
    (account(now) != account(before)).then(|| Effect::tell(account(before), letter()))
}
