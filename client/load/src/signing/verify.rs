//! Everything acknowledged is read again, by the graduates and by the schools.

use super::{cast::Cast, measured::Effective, plan::Plan};
use crate::{
    api,
    error::LoadError,
    http::{Connection, Site},
    lanes,
    people::Session,
};
use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};
use wangqian_protocol::case::{CaseDetail, CaseRow};

const LANES: usize = 16;
/// A school's list follows the graduate's by a letter.
const SETTLED_WITHIN: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What the second reading found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Acknowledged as effective, but not shown so to the graduate or to the school.
    pub lost: usize,
    /// Cases listed twice, graduates with two effective ones, histories longer or shorter than their version.
    pub duplicated: usize,
}

/// Reads every effective flow again.
pub async fn read_again(site: &Site, plan: &Plan, cast: &Cast, effective: &[Effective]) -> Result<Verdict, LoadError> {
    let mut verdict = Verdict::default();
    let details = lanes::over(site, LANES, effective, async |connection: &mut Connection, flow: &Effective| {
        let path = format!("/cases/{}", flow.case);
        match api::read::<CaseDetail>(connection, &cast.graduates[flow.slot], &path, "a case").await {
            Err(LoadError::Refused { .. }) => Ok(None),
            other => other.map(Some),
        }
    })
    .await?;
    let mut lost: HashSet<&str> = HashSet::new();
    for (flow, detail) in effective.iter().zip(&details) {
        match detail {
            Some(detail) if is_shown(flow, &detail.row) => {
                verdict.duplicated += usize::from(detail.trail.len() as u64 != detail.row.version);
            }
            _ => _ = lost.insert(&flow.case),
        }
    }
    for (place, school) in &cast.schools {
        let here: Vec<&Effective> = effective.iter().filter(|flow| plan.slots[flow.slot].school == *place).collect();
        let (missing, rows) = settled_list(site, &school.school, &here).await?;
        lost.extend(missing);
        verdict.duplicated += repeated(&rows);
    }
    verdict.lost = lost.len();
    Ok(verdict)
}

fn is_shown(flow: &Effective, row: &CaseRow) -> bool {
    row.state == "effective" && row.version == flow.version
}

/// The school's list once it shows every flow, or as it is when patience ends; and what it does not show.
async fn settled_list<'a>(
    site: &Site,
    school: &Session,
    flows: &[&'a Effective],
) -> Result<(Vec<&'a str>, Vec<CaseRow>), LoadError> {
    let mut connection = Connection::to(site);
    let deadline = Instant::now() + SETTLED_WITHIN;
    loop {
        let (_, rows) = api::read_cases(&mut connection, school, "").await?;
        let by_case: HashMap<&str, &CaseRow> = rows.iter().map(|row| (row.case.as_str(), row)).collect();
        let shown = |flow: &&&Effective| by_case.get(flow.case.as_str()).is_some_and(|row| is_shown(flow, row));
        let missing: Vec<&str> = flows.iter().filter(|flow| !shown(flow)).map(|flow| flow.case.as_str()).collect();
        if missing.is_empty() || Instant::now() > deadline {
            return Ok((missing, rows));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Cases listed more than once, and graduates with more than one effective case.
fn repeated(rows: &[CaseRow]) -> usize {
    let mut cases = HashSet::new();
    let mut signed = HashSet::new();
    let twice = rows.iter().filter(|row| !cases.insert(row.case.as_str())).count();
    let effective = rows.iter().filter(|row| row.state == "effective");
    twice + effective.filter(|row| !signed.insert(row.exam_no.as_str())).count()
}
