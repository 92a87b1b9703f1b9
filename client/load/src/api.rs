//! The interface's commands and reads, as a browser makes them.

use crate::{
    error::LoadError,
    http::{Connection, Media, Method, Request, Response},
    kind::CaseKind,
    people::Session,
};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use wangqian_protocol::{
    case::{CasePage, CaseRow, Terms},
    code::{Code, CodeTables},
    form::{BeginCase, Filled},
    invitation::Invite,
    settings::{SetRescissionLimit, SetSwitch},
};

const LONGEST_PAGE: usize = 200;

/// One state-changing request, to be sent once or, with the same key, again.
#[derive(Clone, Debug)]
pub struct Command {
    pub method: Method,
    pub path: String,
    pub version: Option<u64>,
    pub body: Vec<u8>,
    pub key: Uuid,
}

impl Command {
    pub fn request<'a>(&'a self, session: &'a Session) -> Request<'a> {
        Request {
            method: self.method,
            path: &self.path,
            credentials: session.credentials(),
            key: Some(self.key),
            version: self.version,
            media: Media::Json,
            body: &self.body,
        }
    }

    /// `POST /invitations`.
    pub fn invite(invite: &Invite, key: Uuid) -> Result<Self, serde_json::Error> {
        let body = serde_json::to_vec(invite)?;
        Ok(Self { method: Method::Post, path: "/invitations".to_owned(), version: None, body, key })
    }

    /// `POST /cases`: a graduate hands in a destination.
    pub fn register(filled: Filled, key: Uuid) -> Result<Self, serde_json::Error> {
        Self::begin(CaseKind::Destination, None, filled, key)
    }

    /// `POST /cases`: what a form is handed in for, or asked; `about` is the agreement that a rescission is to end.
    pub fn begin(kind: CaseKind, about: Option<&str>, filled: Filled, key: Uuid) -> Result<Self, serde_json::Error> {
        let begins = BeginCase { kind: kind.code().to_owned(), about: about.map(str::to_owned), filled };
        let body = serde_json::to_vec(&begins)?;
        Ok(Self { method: Method::Post, path: "/cases".to_owned(), version: None, body, key })
    }

    /// A command on a case that was seen at `version`; `action` is the last part of its path.
    pub fn on_case(case: &str, version: u64, action: &str, body: Vec<u8>, key: Uuid) -> Self {
        let method = if matches!(action, "amendment" | "form") { Method::Put } else { Method::Post };
        Self { method, path: format!("/cases/{case}/{action}"), version: Some(version), body, key }
    }
}

/// `POST /uploads` of a picture.
pub fn hand_in<'a>(session: &'a Session, picture: &'a [u8]) -> Request<'a> {
    let credentials = session.credentials();
    Request { method: Method::Post, path: "/uploads", credentials, key: None, version: None, media: Media::Png, body: picture }
}

/// Applications for rescission that a school allows each graduate: the most there can be (SET-02).
const RESCISSIONS: u32 = 99;

/// A school lets its graduates hand in everything there is, and ask for the end of it (SET-02).
pub async fn open_every_kind(connection: &mut Connection, school: &Session) -> Result<(), LoadError> {
    let open = serde_json::to_vec(&SetSwitch { open: true })?;
    set(connection, school, "/settings/switches/destination", open.clone()).await?;
    set(connection, school, "/settings/switches/backfill", open).await?;
    let limit = serde_json::to_vec(&SetRescissionLimit { limit: RESCISSIONS })?;
    set(connection, school, "/settings/rescission-limit", limit).await
}

async fn set(connection: &mut Connection, school: &Session, path: &str, body: Vec<u8>) -> Result<(), LoadError> {
    let command = Command { method: Method::Put, path: path.to_owned(), version: None, body, key: Uuid::new_v4() };
    accepted(&connection.send(&command.request(school)).await?, "a setting")
}

/// Reads one page or object.
pub async fn read<T: DeserializeOwned>(
    connection: &mut Connection,
    session: &Session,
    path: &str,
    what: &'static str,
) -> Result<T, LoadError> {
    let response = connection.send(&Request::get(path, session.credentials())).await?;
    accepted(&response, what)?;
    Ok(serde_json::from_slice(response.body)?)
}

/// Reads every page of a list of cases; `filter` is a query without `?`, or empty.
pub async fn read_cases(
    connection: &mut Connection,
    session: &Session,
    filter: &str,
) -> Result<(usize, Vec<CaseRow>), LoadError> {
    let first = format!("/cases?limit={LONGEST_PAGE}&{filter}");
    let first = first.trim_end_matches('&');
    let mut page: CasePage = read(connection, session, first, "a list of cases").await?;
    let (total, mut rows) = (page.total, page.rows);
    while let Some(cursor) = page.next {
        let path = format!("{first}&cursor={cursor}");
        page = read(connection, session, &path, "a list of cases").await?;
        rows.append(&mut page.rows);
    }
    Ok((total, rows))
}

/// Whether it was done.
///
/// # Errors
/// `Refused`.
pub fn accepted(response: &Response<'_>, what: &'static str) -> Result<(), LoadError> {
    if response.is_done() {
        return Ok(());
    }
    Err(LoadError::Refused { what, status: response.status, code: response.refusal_code() })
}

/// The codes that forms offer and this tool chooses from.
#[derive(Clone, Debug)]
pub struct Choices {
    pub job_categories: Vec<String>,
    pub place: String,
    pub employer_nature: String,
    pub employer_industry: String,
    reject_reasons: BTreeMap<CaseKind, Vec<String>>,
}

impl Choices {
    pub async fn read(connection: &mut Connection, session: &Session) -> Result<Self, LoadError> {
        let tables: CodeTables = read(connection, session, "/codes", "the code tables").await?;
        let leaves = |table, kind| leaves_of(&tables, table, kind).ok_or(LoadError::NoCodes(table));
        let first = |table| leaves(table, CaseKind::OnlineSigning).map(|mut all| all.swap_remove(0));
        let reasons = |kind| Ok::<_, LoadError>((kind, leaves("reject_reason", kind)?));
        Ok(Self {
            job_categories: leaves("job_category", CaseKind::OnlineSigning)?,
            place: first("regions")?,
            employer_nature: first("employer_nature")?,
            employer_industry: first("employer_industry")?,
            reject_reasons: CaseKind::ALL.into_iter().map(reasons).collect::<Result<_, _>>()?,
        })
    }

    /// Those that a case of this kind may be rejected for.
    pub fn reject_reasons(&self, kind: CaseKind) -> &[String] {
        self.reject_reasons.get(&kind).map_or(&[], Vec::as_slice)
    }

    #[cfg(test)]
    pub fn for_tests() -> Self {
        let code = |code: &str| code.to_owned();
        Self {
            job_categories: vec![code("13")],
            place: code("110108"),
            employer_nature: code("39"),
            employer_industry: code("34"),
            reject_reasons: CaseKind::ALL.map(|kind| (kind, vec![code("REJ_OTHER")])).into(),
        }
    }

    /// Terms that hold in every respect.
    pub fn terms(&self) -> Terms {
        Terms {
            job_title: "软件开发工程师".to_owned(),
            job_category: self.job_categories[0].clone(),
            work_region: self.place.clone(),
            work_address: "解放路 1 号".to_owned(),
            salary_monthly: 8000,
            salary_note: String::new(),
            probation_months: 3,
            probation_salary: Some(7000),
            apprenticeship_months: 0,
            service_half_years: 6,
            report_from: "2099-07-01".to_owned(),
            report_by: "2099-07-31".to_owned(),
            penalty_amount: 0,
            penalty_note: String::new(),
            other_terms: String::new(),
            archive: None,
            household: None,
        }
    }
}

/// The codes of a table that are for this kind of case and that no other row stands below; `None` when there are none.
fn leaves_of(tables: &CodeTables, table: &str, kind: CaseKind) -> Option<Vec<String>> {
    let rows: &Vec<Code> = tables.tables.get(table)?;
    let parents: BTreeSet<&str> = rows.iter().filter_map(|row| row.parent.as_deref()).collect();
    let is_for = |row: &&Code| row.kinds.is_empty() || row.kinds.iter().any(|code| code == kind.code());
    let is_leaf = |row: &&Code| !parents.contains(row.code.as_str());
    let leaves: Vec<String> = rows.iter().filter(is_for).filter(is_leaf).map(|row| row.code.clone()).collect();
    (!leaves.is_empty()).then_some(leaves)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: &str, parent: Option<&str>) -> Code {
        Code {
            code: code.to_owned(),
            name: String::new(),
            parent: parent.map(str::to_owned),
            kinds: Vec::new(),
            covers: Vec::new(),
        }
    }

    #[test]
    fn only_the_lowest_codes_are_chosen() {
        let rows = vec![code("11", None), code("1101", Some("11")), code("110101", Some("1101")), code("12", None)];
        let tables = CodeTables { tables: [("regions".to_owned(), rows)].into() };
        let leaves = |table| leaves_of(&tables, table, CaseKind::OnlineSigning);
        assert_eq!(leaves("regions"), Some(vec!["110101".to_owned(), "12".to_owned()]));
        assert_eq!(leaves("gender"), None);
    }

    #[test]
    fn a_kind_is_rejected_for_its_own_reasons() {
        let row =
            |name, kinds: &[&str]| Code { kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(), ..code(name, None) };
        let rows = vec![row("A", &["online_signing"]), row("B", &["destination"]), row("C", &[])];
        let tables = CodeTables { tables: [("reject_reason".to_owned(), rows)].into() };
        let reasons = |kind| leaves_of(&tables, "reject_reason", kind).unwrap_or_default();
        let reasons = [CaseKind::OnlineSigning, CaseKind::Destination].map(reasons);
        assert_eq!(reasons, [["A", "C"], ["B", "C"]].map(|codes| codes.map(str::to_owned).to_vec()));
    }

    #[test]
    fn what_replaces_is_put_and_everything_else_posted() {
        let put = Command::on_case("7", 3, "amendment", vec![], Uuid::nil());
        assert_eq!((put.method, put.path.as_str(), put.version), (Method::Put, "/cases/7/amendment", Some(3)));
        assert_eq!(Command::on_case("7", 3, "form", vec![], Uuid::nil()).method, Method::Put);
        assert_eq!(Command::on_case("7", 3, "review", vec![], Uuid::nil()).method, Method::Post);
    }
}
