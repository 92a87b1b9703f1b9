//! Everybody who acts in a run, signed in before anything is measured.

use super::plan::Plan;
use crate::{
    api::{Choices, open_every_kind},
    error::LoadError,
    http::{Connection, Site},
    people::{People, SchoolPeople, Session, sign_in_all},
};
use std::collections::BTreeMap;
use wangqian_protocol::session::Entrance;

/// Sessions of all who take part.
pub struct Cast {
    pub employers: Vec<Session>,
    /// By place in `People::schools`; only schools that take part.
    pub schools: BTreeMap<usize, SchoolCast>,
    /// In the order of the plan's slots.
    pub graduates: Vec<Session>,
    pub choices: Choices,
}

/// The reviewers of one school.
pub struct SchoolCast {
    pub school: Session,
    /// In the order of the school's departments; empty when the school alone reviews.
    pub departments: Vec<Session>,
}

impl Cast {
    /// Schools let their graduates do whatever they are about.
    pub async fn sign_in(site: &Site, people: &People, plan: &Plan) -> Result<Self, LoadError> {
        let password = people.password.as_str();
        let employers = people.employers.iter().map(|employer| employer.login.as_str());
        let employers = sign_in_all(site, Entrance::Employer, employers, password).await?;
        let mut schools = BTreeMap::new();
        for slot in &plan.slots {
            if let std::collections::btree_map::Entry::Vacant(place) = schools.entry(slot.school) {
                let school = &people.schools[slot.school];
                place.insert(SchoolCast::sign_in(site, school, slot.reviewer.is_some(), password).await?);
            }
        }
        let logins = plan.slots.iter().map(|slot| people.schools[slot.school].graduates[slot.graduate].login.as_str());
        let graduates = sign_in_all(site, Entrance::Graduate, logins, password).await?;
        let mut connection = Connection::to(site);
        for school in schools.values() {
            open_every_kind(&mut connection, &school.school).await?;
        }
        let choices = Choices::read(&mut connection, &employers[0]).await?;
        Ok(Self { employers, schools, graduates, choices })
    }
}

impl SchoolCast {
    async fn sign_in(site: &Site, school: &SchoolPeople, two_levels: bool, password: &str) -> Result<Self, LoadError> {
        let reviewers = school.departments.iter().filter(|_| two_levels).map(|reviewer| reviewer.login.as_str());
        let logins = std::iter::once(school.school_login.as_str()).chain(reviewers);
        let mut sessions = sign_in_all(site, Entrance::School, logins, password).await?;
        let departments = sessions.split_off(1);
        Ok(Self { school: sessions.swap_remove(0), departments })
    }
}
