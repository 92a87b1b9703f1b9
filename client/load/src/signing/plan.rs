//! The graduates and their errands, in order.

use super::{errand::Errand, mix::Mix};
use crate::{
    error::LoadError,
    people::{People, Route},
};

/// One flow to be: a graduate and who reviews them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Place in `People::schools`.
    pub school: usize,
    /// Place in the school's graduates.
    pub graduate: usize,
    /// Place in the school's departments, when the department reviews first.
    pub reviewer: Option<usize>,
    pub errand: Errand,
}

/// All flows of a run.
#[derive(Debug)]
pub struct Plan {
    pub slots: Vec<Slot>,
}

impl Plan {
    /// Every graduate of the schools that take part once, at most `flows` of them, school by school in turn so that all
    /// schools are at work all the time. The mix says what each is about.
    pub fn of(people: &People, takes: impl Fn(Route) -> bool, mix: &Mix, flows: Option<usize>) -> Result<Self, LoadError> {
        let mut slots = Vec::new();
        let longest = people.schools.iter().map(|school| school.graduates.len()).max().unwrap_or_default();
        for graduate in 0..longest {
            let schools = people.schools.iter().enumerate().filter(|(_, school)| takes(school.route));
            slots.extend(schools.filter_map(|(school, _)| slot(people, school, graduate, mix)));
        }
        let wanted = flows.unwrap_or(slots.len());
        if slots.len() < wanted.max(1) || people.employers.is_empty() {
            let there = format!("{} graduates and {} employers for {wanted} flows", slots.len(), people.employers.len());
            return Err(LoadError::TooFewPeople(there));
        }
        slots.truncate(wanted);
        Ok(Self { slots })
    }
}

/// Schools begin the round of errands at different places.
const SHIFT: usize = 37;

fn slot(people: &People, school: usize, graduate: usize, mix: &Mix) -> Option<Slot> {
    let here = &people.schools[school];
    let person = here.graduates.get(graduate)?;
    let reviewer = match here.route {
        Route::SchoolOnly => None,
        // A graduate whose department nobody reviews for cannot finish; leave them out.
        Route::DepartmentThenSchool => Some(here.reviewer_of(&person.department)?),
    };
    Some(Slot { school, graduate, reviewer, errand: mix.errand(graduate + SHIFT * school) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{DepartmentLogin, EmployerLogin, GraduateLogin, SchoolPeople};

    fn school(route: Route, graduates: usize) -> SchoolPeople {
        let graduate = |_| GraduateLogin {
            login: String::new(),
            name: String::new(),
            exam_no: String::new(),
            department: "文学院".to_owned(),
        };
        SchoolPeople {
            school: String::new(),
            route,
            school_login: String::new(),
            departments: vec![DepartmentLogin { name: "文学院".to_owned(), login: String::new() }],
            graduates: (0..graduates).map(graduate).collect(),
        }
    }

    fn people() -> People {
        let schools = vec![school(Route::DepartmentThenSchool, 2), school(Route::SchoolOnly, 3)];
        People {
            password: String::new(),
            schools,
            employers: vec![EmployerLogin { login: String::new(), name: String::new() }],
        }
    }

    fn signing() -> Mix {
        "online_signing".parse().unwrap()
    }

    #[test]
    fn schools_take_turns_and_every_graduate_signs_once() {
        let plan = Plan::of(&people(), |_| true, &signing(), None).unwrap();
        let order: Vec<_> = plan.slots.iter().map(|slot| (slot.school, slot.graduate)).collect();
        assert_eq!(order, [(0, 0), (1, 0), (0, 1), (1, 1), (1, 2)]);
    }

    #[test]
    fn only_two_level_schools_have_a_department_reviewer() {
        let plan = Plan::of(&people(), |_| true, &signing(), None).unwrap();
        assert!(plan.slots.iter().all(|slot| slot.reviewer.is_some() == (slot.school == 0)));
    }

    #[test]
    fn more_flows_than_graduates_are_refused() {
        assert!(matches!(Plan::of(&people(), |_| true, &signing(), Some(6)), Err(LoadError::TooFewPeople(_))));
        assert_eq!(Plan::of(&people(), |route| route == Route::SchoolOnly, &signing(), Some(2)).unwrap().slots.len(), 2);
    }
}
