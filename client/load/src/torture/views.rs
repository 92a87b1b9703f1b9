//! What everybody sees, read as their pages read it.

use super::{
    check::{Parties, Shown},
    crowd::{Crowd, Who},
    history::CaseHistory,
};
use crate::{
    api,
    error::LoadError,
    http::{Connection, Site},
    lanes,
};
use std::collections::{BTreeMap, BTreeSet};
use wangqian_protocol::case::{CaseDetail, CaseRow};

const LANES: usize = 16;

/// One list of cases; an id listed twice stands twice.
pub type List = Vec<(String, Shown)>;

/// Everybody's lists.
pub struct Views {
    /// By place in the crowd; only those asked for.
    pub graduates: BTreeMap<usize, List>,
    pub employers: Vec<List>,
    pub schools: Vec<List>,
    by_graduates: BTreeMap<String, Shown>,
    by_employers: BTreeMap<String, Shown>,
    by_schools: BTreeMap<String, Shown>,
}

impl Views {
    /// Reads the whole list of every employer and school, and of these graduates.
    pub async fn read(site: &Site, crowd: &Crowd, graduates: &BTreeSet<usize>) -> Result<Self, LoadError> {
        let employers = lists(site, crowd, (0..crowd.employers()).map(Who::Employer)).await?;
        let schools = lists(site, crowd, (0..crowd.schools()).map(Who::School)).await?;
        let lists_of_graduates = lists(site, crowd, graduates.iter().copied().map(Who::Graduate)).await?;
        Ok(Self {
            by_graduates: by_case(&lists_of_graduates),
            by_employers: by_case(&employers),
            by_schools: by_case(&schools),
            graduates: graduates.iter().copied().zip(lists_of_graduates).collect(),
            employers,
            schools,
        })
    }

    pub fn of(&self, case: &str) -> Parties<'_> {
        Parties {
            graduate: self.by_graduates.get(case),
            employer: self.by_employers.get(case),
            school: self.by_schools.get(case),
        }
    }

    /// Reads the lists again in which one case stands, as far as they are about its graduate.
    pub async fn refresh(
        &mut self,
        connection: &mut Connection,
        crowd: &Crowd,
        id: &str,
        case: &CaseHistory,
    ) -> Result<(), LoadError> {
        let filter = format!("q={}", crowd.graduate(case.graduate).exam_no);
        let school = Who::School(crowd.graduates[case.graduate].school);
        let employer = case.employer.map(|employer| (Who::Employer(employer), &mut self.by_employers));
        let parties = [(Who::Graduate(case.graduate), &mut self.by_graduates), (school, &mut self.by_schools)];
        for (who, seen) in parties.into_iter().chain(employer) {
            let (_, rows) = api::read_cases(connection, crowd.session(who), &filter).await?;
            match rows.iter().find(|row| row.case == id) {
                Some(row) => seen.insert(id.to_owned(), shown(row)),
                None => seen.remove(id),
            };
        }
        Ok(())
    }
}

/// A case's page; `None` when this reader has no such case.
pub async fn detail(connection: &mut Connection, crowd: &Crowd, who: Who, id: &str) -> Result<Option<CaseDetail>, LoadError> {
    match api::read(connection, crowd.session(who), &format!("/cases/{id}"), "a case").await {
        Err(LoadError::Refused { status: 404, .. }) => Ok(None),
        other => other.map(Some),
    }
}

async fn lists(site: &Site, crowd: &Crowd, readers: impl Iterator<Item = Who>) -> Result<Vec<List>, LoadError> {
    lanes::over(site, LANES, readers, async |connection: &mut Connection, who| {
        let (_, rows) = api::read_cases(connection, crowd.session(who), "").await?;
        Ok(rows.iter().map(|row| (row.case.clone(), shown(row))).collect())
    })
    .await
}

fn shown(row: &CaseRow) -> Shown {
    Shown { version: row.version, state: row.state.clone() }
}

fn by_case(lists: &[List]) -> BTreeMap<String, Shown> {
    lists.iter().flatten().cloned().collect()
}
