//! The people a run acts for, and their sessions.

use crate::{
    error::LoadError,
    http::{Connection, Media, Method, Request, Site},
    lanes,
};
use serde::Deserialize;
use std::time::{Duration, Instant};
use uuid::Uuid;
use wangqian_protocol::session::{Entrance, Me, SignIn};

const SIGN_IN_LANES: usize = 32;
const SIGN_IN_DEADLINE: Duration = Duration::from_secs(120);

/// The file a server that generates people writes about them.
#[derive(Clone, Debug, Deserialize)]
pub struct People {
    /// One for all of them.
    pub password: String,
    pub schools: Vec<SchoolPeople>,
    pub employers: Vec<EmployerLogin>,
}

/// A school and everybody who belongs to it.
#[derive(Clone, Debug, Deserialize)]
pub struct SchoolPeople {
    /// Five-digit school code.
    pub school: String,
    pub route: Route,
    pub school_login: String,
    pub departments: Vec<DepartmentLogin>,
    pub graduates: Vec<GraduateLogin>,
}

/// Who reviews, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub enum Route {
    /// 「仅校级审核」.
    SchoolOnly,
    /// 「先院系再校级审核」.
    DepartmentThenSchool,
}

/// A reviewer at the department level.
#[derive(Clone, Debug, Deserialize)]
pub struct DepartmentLogin {
    pub name: String,
    pub login: String,
}

/// A graduate.
#[derive(Clone, Debug, Deserialize)]
pub struct GraduateLogin {
    pub login: String,
    pub name: String,
    /// 「考生号」.
    pub exam_no: String,
    pub department: String,
}

/// An employer.
#[derive(Clone, Debug, Deserialize)]
pub struct EmployerLogin {
    /// Its 「统一社会信用代码」.
    pub login: String,
    pub name: String,
}

impl SchoolPeople {
    /// Place of the reviewer of a department's graduates.
    pub fn reviewer_of(&self, department: &str) -> Option<usize> {
        self.departments.iter().position(|reviewer| reviewer.name == department)
    }
}

/// A signed-in person, as the header lines of their requests.
#[derive(Clone, Debug)]
pub struct Session {
    credentials: Box<str>,
    /// Length of the cookie within the credentials' first line.
    cookie: usize,
}

const COOKIE: &str = "Cookie: ";

impl Session {
    fn new(cookie: &str, csrf: &str) -> Self {
        let credentials = format!("{COOKIE}{cookie}\r\nX-CSRF-Token: {csrf}\r\n").into_boxed_str();
        Self { credentials, cookie: cookie.len() }
    }

    /// Header lines for a request.
    pub fn credentials(&self) -> &str {
        &self.credentials
    }

    /// `wq_session=…`, for the WebSocket handshake.
    pub fn cookie(&self) -> &str {
        &self.credentials[COOKIE.len()..COOKIE.len() + self.cookie]
    }
}

/// Signs one person in; waits when the server asks to.
pub async fn sign_in(
    connection: &mut Connection,
    entrance: Entrance,
    login: &str,
    password: &str,
) -> Result<Session, LoadError> {
    let body = SignIn { entrance, login: login.to_owned(), password: password.to_owned() };
    let body = serde_json::to_vec(&body)?;
    let key = Some(Uuid::new_v4());
    let request = Request {
        method: Method::Post,
        path: "/session",
        credentials: "",
        key,
        version: None,
        media: Media::Json,
        body: &body,
    };
    let deadline = Instant::now() + SIGN_IN_DEADLINE;
    loop {
        let response = connection.send(&request).await?;
        if let Some(cookie) = response.cookie.as_deref().filter(|_| response.is_done()) {
            return Ok(Session::new(cookie, &response.json::<Me>()?.csrf));
        }
        let (status, code, wait) = (response.status, response.refusal_code(), response.retry_after);
        match wait {
            Some(wait) if Instant::now() + wait < deadline => tokio::time::sleep(wait).await,
            _ => return Err(LoadError::Refused { what: "signing in", status, code }),
        }
    }
}

/// Signs many in; sessions are in the order of the logins.
pub async fn sign_in_all<'a>(
    site: &Site,
    entrance: Entrance,
    logins: impl IntoIterator<Item = &'a str>,
    password: &str,
) -> Result<Vec<Session>, LoadError> {
    lanes::over(site, SIGN_IN_LANES, logins, async |connection: &mut Connection, login: &str| {
        sign_in(connection, entrance, login, password).await
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_gives_its_header_lines_and_its_cookie() {
        let session = Session::new("wq_session=abc", "t");
        assert_eq!(session.credentials(), "Cookie: wq_session=abc\r\nX-CSRF-Token: t\r\n");
        assert_eq!(session.cookie(), "wq_session=abc");
    }

    #[test]
    fn the_people_file_is_read_with_fields_this_tool_does_not_need() {
        let people: People = serde_json::from_str(
            r#"{"password":"p","province_login":"x","schools":[{"school":"10001","name":"甲大学","route":"department_then_school",
                "school_login":"s","departments":[{"name":"文学院","login":"d"}],
                "graduates":[{"login":"g","name":"王一","exam_no":"1","department":"文学院"}]}],
                "employers":[{"login":"e","name":"乙公司"}]}"#,
        )
        .unwrap();
        let school = &people.schools[0];
        assert_eq!(school.route, Route::DepartmentThenSchool);
        assert_eq!(school.reviewer_of(&school.graduates[0].department), Some(0));
    }
}
