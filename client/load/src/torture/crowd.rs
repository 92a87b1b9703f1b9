//! Everybody who takes part in a torture, with their sessions.

use crate::{
    api::{Choices, open_every_kind},
    error::LoadError,
    http::{Connection, Request, Site},
    lanes,
    people::{EmployerLogin, GraduateLogin, People, Route, Session, sign_in, sign_in_all},
    torture::act::{is_at_a_department, is_in_review},
};
use wangqian_protocol::session::Entrance;

const LANES: usize = 16;

/// One person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Employer(usize),
    /// Place in the crowd's graduates.
    Graduate(usize),
    Department {
        school: usize,
        department: usize,
    },
    School(usize),
}

/// A graduate of the crowd.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Place in `People::schools`.
    pub school: usize,
    /// Place in the school's graduates.
    graduate: usize,
    /// Place of the department's reviewer.
    pub department: usize,
}

/// What waits at one stage. The users of one department share its queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Queue<'a> {
    /// Place in `People::schools`.
    pub school: usize,
    /// `None`: the school's own stage.
    pub department: Option<&'a str>,
}

/// All of them.
pub struct Crowd {
    people: People,
    pub graduates: Vec<Place>,
    pub choices: Choices,
    employers: Vec<Session>,
    graduate_sessions: Vec<Session>,
    /// By school: its own session, then its departments'.
    staff: Vec<Vec<Session>>,
}

impl Crowd {
    /// Signs in every organisation and at most `most` graduates, taken from all schools in turn.
    pub async fn gather(site: &Site, people: People, most: usize) -> Result<Self, LoadError> {
        let graduates = choose(&people, most);
        if graduates.is_empty() || people.employers.is_empty() {
            return Err(LoadError::TooFewPeople("a torture needs graduates and employers".to_owned()));
        }
        let password = people.password.as_str();
        let logins = people.employers.iter().map(|employer| employer.login.as_str());
        let employers = sign_in_all(site, Entrance::Employer, logins, password).await?;
        let logins = graduates.iter().map(|place| login_of(&people, place).login.as_str());
        let graduate_sessions = sign_in_all(site, Entrance::Graduate, logins, password).await?;
        let mut staff = Vec::new();
        for school in &people.schools {
            let departments = school.departments.iter().map(|reviewer| reviewer.login.as_str());
            let logins = std::iter::once(school.school_login.as_str()).chain(departments);
            staff.push(sign_in_all(site, Entrance::School, logins, password).await?);
        }
        let mut connection = Connection::to(site);
        for school in &staff {
            open_every_kind(&mut connection, &school[0]).await?;
        }
        let choices = Choices::read(&mut connection, &employers[0]).await?;
        Ok(Self { people, graduates, choices, employers, graduate_sessions, staff })
    }

    pub fn employers(&self) -> usize {
        self.employers.len()
    }

    pub fn schools(&self) -> usize {
        self.staff.len()
    }

    pub fn departments(&self, school: usize) -> usize {
        self.staff[school].len() - 1
    }

    pub fn session(&self, who: Who) -> &Session {
        match who {
            Who::Employer(place) => &self.employers[place],
            Who::Graduate(place) => &self.graduate_sessions[place],
            Who::School(school) => &self.staff[school][0],
            Who::Department { school, department } => &self.staff[school][department + 1],
        }
    }

    /// The route of a graduate's school.
    pub fn route(&self, graduate: usize) -> Route {
        self.people.schools[self.graduates[graduate].school].route
    }

    pub fn graduate(&self, graduate: usize) -> &GraduateLogin {
        login_of(&self.people, &self.graduates[graduate])
    }

    pub fn employer(&self, place: usize) -> &EmployerLogin {
        &self.people.employers[place]
    }

    /// For whom a graduate's case waits in this state; `None`: for no reviewer.
    pub fn reviewer(&self, graduate: usize, state: &str) -> Option<Who> {
        let Place { school, department, .. } = self.graduates[graduate];
        let who = if is_at_a_department(state) { Who::Department { school, department } } else { Who::School(school) };
        is_in_review(state).then_some(who)
    }

    /// Five-digit code of a school.
    pub fn code_of(&self, school: usize) -> &str {
        &self.people.schools[school].school
    }

    /// Five-digit code of a graduate's school.
    pub fn school_code(&self, graduate: usize) -> &str {
        self.code_of(self.graduates[graduate].school)
    }

    /// Everybody whose session is not good any more.
    pub async fn lost_sessions(&self, site: &Site) -> Result<Vec<Who>, LoadError> {
        let lost = lanes::over(site, LANES, self.everybody(), async |connection: &mut Connection, who| {
            let request = Request::get("/session", self.session(who).credentials());
            let response = connection.send(&request).await?;
            Ok::<_, LoadError>((!response.is_done()).then_some(who))
        });
        Ok(lost.await?.into_iter().flatten().collect())
    }

    fn everybody(&self) -> Vec<Who> {
        let employers = (0..self.employers()).map(Who::Employer);
        let graduates = (0..self.graduates.len()).map(Who::Graduate);
        employers.chain(graduates).chain(self.reviewers()).collect()
    }

    /// Everybody who has a queue.
    pub fn reviewers(&self) -> Vec<Who> {
        let of_school = |school| {
            let departments = (0..self.departments(school)).map(move |department| Who::Department { school, department });
            std::iter::once(Who::School(school)).chain(departments)
        };
        (0..self.schools()).flat_map(of_school).collect()
    }

    /// The queue somebody works through; only staff have one.
    pub fn queue_of(&self, who: Who) -> Option<Queue<'_>> {
        queue_of(&self.people, who)
    }

    /// Whether both work through one queue.
    pub fn share_a_queue(&self, one: Who, other: Who) -> bool {
        self.queue_of(one).is_some_and(|queue| self.queue_of(other) == Some(queue))
    }

    /// Signs somebody in anew; the new session is used from now on.
    pub async fn sign_in_again(&mut self, connection: &mut Connection, who: Who) -> Result<(), LoadError> {
        let (entrance, login) = self.account(who);
        let session = sign_in(connection, entrance, login, &self.people.password).await?;
        match who {
            Who::Employer(place) => self.employers[place] = session,
            Who::Graduate(place) => self.graduate_sessions[place] = session,
            Who::School(school) => self.staff[school][0] = session,
            Who::Department { school, department } => self.staff[school][department + 1] = session,
        }
        Ok(())
    }

    fn account(&self, who: Who) -> (Entrance, &str) {
        match who {
            Who::Employer(place) => (Entrance::Employer, &self.people.employers[place].login),
            Who::Graduate(place) => (Entrance::Graduate, &self.graduate(place).login),
            Who::School(school) => (Entrance::School, &self.people.schools[school].school_login),
            Who::Department { school, department } => {
                (Entrance::School, &self.people.schools[school].departments[department].login)
            }
        }
    }
}

fn choose(people: &People, most: usize) -> Vec<Place> {
    let longest = people.schools.iter().map(|school| school.graduates.len()).max().unwrap_or_default();
    let places = (0..longest).flat_map(|graduate| (0..people.schools.len()).map(move |school| (school, graduate)));
    let reviewed = places.filter_map(|(school, graduate)| {
        let here = &people.schools[school];
        let department = here.reviewer_of(&here.graduates.get(graduate)?.department)?;
        Some(Place { school, graduate, department })
    });
    reviewed.take(most).collect()
}

fn queue_of(people: &People, who: Who) -> Option<Queue<'_>> {
    match who {
        Who::Department { school, department } => {
            Some(Queue { school, department: Some(&people.schools[school].departments[department].name) })
        }
        Who::School(school) => Some(Queue { school, department: None }),
        Who::Employer(_) | Who::Graduate(_) => None,
    }
}

fn login_of<'a>(people: &'a People, place: &Place) -> &'a GraduateLogin {
    &people.schools[place.school].graduates[place.graduate]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{DepartmentLogin, SchoolPeople};

    #[test]
    fn two_users_of_one_department_share_its_queue() {
        let user = |login: &str| DepartmentLogin { name: "文学院".to_owned(), login: login.to_owned() };
        let school = SchoolPeople {
            school: "10001".to_owned(),
            route: Route::DepartmentThenSchool,
            school_login: "s".to_owned(),
            departments: vec![user("a"), user("b")],
            graduates: vec![],
        };
        let people = People { password: String::new(), schools: vec![school], employers: vec![] };
        let queue = |department| queue_of(&people, Who::Department { school: 0, department });
        assert_eq!(queue(0), Some(Queue { school: 0, department: Some("文学院") }));
        assert_eq!(queue(0), queue(1));
        assert_ne!(queue(0), queue_of(&people, Who::School(0)));
        assert_eq!(queue_of(&people, Who::Employer(0)), None);
    }
}
