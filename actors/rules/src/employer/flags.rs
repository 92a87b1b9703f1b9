//! Which schools flagged the employer (FLG-03). How many is the length of a set.

use super::{Employer, Event};
use crate::{
    case::{Party, Status},
    effect::{Effect, Show, Topic},
    entity::Decision,
    flag::{Grounds, SCHOOLS_FOR_EVERYBODY},
    ids::*,
    letter::Letter,
};
use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

/// What one school last said of the employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolFlag {
    pub school: SchoolId,
    /// Rises with everything that this school says.
    pub revision: u64,
    /// `None`: lifted.
    pub grounds: Option<Grounds>,
}

/// What every school that ever flagged the employer last said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flags {
    said: OrdMap<SchoolId, Arc<SchoolFlag>>,
    /// The schools whose flag stands, derived from `said`.
    standing: OrdSet<SchoolId>,
}

impl Flags {
    /// Why this school flags the employer now.
    pub fn of_school(&self, school: SchoolId) -> Option<&Grounds> {
        self.said.get(&school)?.grounds.as_ref()
    }

    /// The schools whose flag stands.
    pub fn schools(&self) -> &OrdSet<SchoolId> {
        &self.standing
    }

    /// Flagged by so many that everybody is warned (FLG-03).
    pub fn warns_everybody(&self) -> bool {
        self.standing.len() >= SCHOOLS_FOR_EVERYBODY
    }

    pub(super) fn known(&self, school: SchoolId) -> u64 {
        self.said.get(&school).map_or(0, |said| said.revision)
    }

    pub(super) fn shared(&self, school: SchoolId) -> Option<Arc<SchoolFlag>> {
        self.said.get(&school).cloned()
    }

    pub(super) fn put(&mut self, flag: Arc<SchoolFlag>) {
        match flag.grounds {
            Some(_) => self.standing.insert(flag.school),
            None => self.standing.remove(&flag.school),
        };
        self.said.insert(flag.school, flag);
    }
}

impl Employer {
    /// A school says how its flag stands. An older revision than the one known is a repeat.
    pub(super) fn flagged(&self, me: EmployerId, flag: SchoolFlag) -> Decision<Self> {
        if flag.revision <= self.flags.known(flag.school) {
            return Decision::nothing();
        }
        let (school, flag) = (flag.school, Arc::new(flag));
        let mut after = self.flags.clone();
        after.put(Arc::clone(&flag));
        let everybody = after.warns_everybody() != self.flags.warns_everybody();
        let letters = self.letters_to_invited(school, &after);
        Decision::events(vec![Event::Flagged(flag)]).causing(self.warnings(me, school, &after, everybody)).causing(letters)
    }

    /// Every graduate who has yet to answer an invitation is told, each once: by the flag of the own school, or when everybody is warned.
    fn letters_to_invited(&self, school: SchoolId, after: &Flags) -> Vec<Effect> {
        let is_warned = |flags: &Flags, of: SchoolId| flags.warns_everybody() || flags.schools().contains(&of);
        let invited = self.cases.values().map(|case| &case.row).filter(|row| row.status == Status::Asked(Party::Graduate));
        let newly = invited.filter(|row| !is_warned(&self.flags, row.graduate.school) && is_warned(after, row.graduate.school));
        newly
            .map(|row| {
                let by_own_school = row.graduate.school == school;
                Effect::tell(row.graduate, Letter::EmployerWarned { case: row.case, by_own_school })
            })
            .collect()
    }

    /// Open pages that show the employer look again: those of the school and its graduates, and everybody's when that changes.
    fn warnings(&self, me: EmployerId, school: SchoolId, after: &Flags, everybody: bool) -> Vec<Effect> {
        let concerned = |graduate: &&GraduateId| everybody || graduate.school == school;
        let graduates: BTreeSet<GraduateId> = self.by_graduate.keys().filter(concerned).copied().collect();
        let mut schools: BTreeSet<SchoolId> = graduates.iter().map(|graduate| graduate.school).collect();
        // A school that flagged it sees how many did.
        schools.extend(after.schools());
        schools.insert(school);
        let topics = schools.into_iter().map(Topic::School).chain(graduates.into_iter().map(Topic::Graduate));
        topics.map(|to| Effect::Show(Show::Warning { to, employer: me })).collect()
    }
}
