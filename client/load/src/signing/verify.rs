//! Everything acknowledged is read again, by the graduates and by the schools.

use super::{
    cast::Cast,
    measured::{Done, Measured},
    plan::Plan,
};
use crate::{
    api,
    error::LoadError,
    findings::{Fault, Findings},
    http::{Connection, Request, Site},
    kind::CaseKind,
    lanes,
    people::Session,
    photo, proof,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::{Duration, Instant},
};
use wangqian_protocol::case::{CaseDetail, CaseRow};

const LANES: usize = 16;
/// A school's list follows the graduate's by a letter.
const SETTLED_WITHIN: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What the second reading found, by kind; every fault is told.
pub type Verdict = BTreeMap<CaseKind, Findings>;

/// Reads every flow again that got where it was to lead, and the agreements that rescissions were about.
pub async fn read_again(
    site: &Site,
    (plan, cast): (&Plan, &Cast),
    measured: &Measured,
    agreements: &[Done],
) -> Result<Verdict, LoadError> {
    let done: Vec<&Done> = measured.done_flows().chain(agreements).collect();
    let found = lanes::over(site, LANES, done.iter().copied(), async |connection: &mut Connection, flow: &Done| {
        Ok::<_, LoadError>((flow.kind, by_graduate(connection, &cast.graduates[flow.slot], flow).await?))
    });
    let mut verdict = Verdict::new();
    let mut blame = |kind, faults| verdict.entry(kind).or_default().add_all(faults);
    found.await?.into_iter().for_each(|(kind, faults)| blame(kind, faults));
    for (place, school) in &cast.schools {
        let here: Vec<&Done> = done.iter().copied().filter(|flow| plan.slots[flow.slot].school == *place).collect();
        let (missing, rows) = settled_list(site, &school.school, &here).await?;
        for flow in missing {
            let what = format!("{}: acknowledged as {}, not so in its school's list", flow.case, flow.state);
            blame(flow.kind, vec![Fault::lost(what)]);
        }
        wrong_lists(&rows).for_each(|(kind, fault)| blame(kind, vec![fault]));
    }
    Ok(verdict)
}

/// What is wrong with a flow as its graduate sees it.
async fn by_graduate(connection: &mut Connection, graduate: &Session, flow: &Done) -> Result<Vec<Fault>, LoadError> {
    let path = format!("/cases/{}", flow.case);
    let detail = match api::read::<CaseDetail>(connection, graduate, &path, "a case").await {
        Err(LoadError::Refused { .. }) => None,
        other => Some(other?),
    };
    let mut faults = detailed(flow, detail.as_ref());
    if let Some(file) = &flow.proof {
        let path = format!("/uploads/{file}");
        let response = connection.send(&Request::get(&path, graduate.credentials())).await?;
        if !proof::shows(response.body, flow.picture) && !photo::shows(response.body, flow.picture) {
            faults.push(Fault::lost(format!("{}: its proof {file} answers {}", flow.case, response.status)));
        }
    }
    if !flow.kind.ends().is_empty() {
        let (_, rows) = api::read_cases(connection, graduate, "").await?;
        faults.extend(still_bound(flow, &rows));
    }
    Ok(faults)
}

/// A graduate whose agreement has ended is bound by nothing (RES-01).
fn still_bound(flow: &Done, rows: &[CaseRow]) -> Option<Fault> {
    let bound = rows.iter().find(|row| binds(row))?;
    Some(Fault::broken(format!("{}: took effect, and {} still binds its graduate", flow.case, bound.case)))
}

fn detailed(flow: &Done, detail: Option<&CaseDetail>) -> Vec<Fault> {
    let case = &flow.case;
    let Some(detail) = detail.filter(|detail| is_shown(flow, &detail.row)) else {
        return vec![Fault::lost(format!(
            "{case}: acknowledged as {} at version {}, not so any more",
            flow.state, flow.version
        ))];
    };
    let files = detail.materials.iter().map(|material| &material.file);
    let (deeds, version) = (detail.trail.len() as u64, detail.row.version);
    let repeated = (deeds != version).then(|| Fault::duplicated(format!("{case}: {deeds} deeds at version {version}")));
    let unproved = (!files.eq(&flow.proof)).then(|| Fault::lost(format!("{case}: it names another proof than was handed in")));
    repeated.into_iter().chain(unproved).collect()
}

fn is_shown(flow: &Done, row: &CaseRow) -> bool {
    (kind_of(row), row.state.as_str(), row.version) == (Some(flow.kind), flow.state, flow.version)
}

fn kind_of(row: &CaseRow) -> Option<CaseKind> {
    CaseKind::from_code(&row.kind)
}

fn binds(row: &CaseRow) -> bool {
    kind_of(row).is_some_and(|kind| kind.binds_in(&row.state))
}

/// The school's list once it shows every flow, or as it is when patience ends; and what it does not show.
async fn settled_list<'a>(
    site: &Site,
    school: &Session,
    flows: &[&'a Done],
) -> Result<(Vec<&'a Done>, Vec<CaseRow>), LoadError> {
    let mut connection = Connection::to(site);
    let deadline = Instant::now() + SETTLED_WITHIN;
    loop {
        let (_, rows) = api::read_cases(&mut connection, school, "").await?;
        let by_case: HashMap<&str, &CaseRow> = rows.iter().map(|row| (row.case.as_str(), row)).collect();
        let shown = |flow: &&&Done| by_case.get(flow.case.as_str()).is_some_and(|row| is_shown(flow, row));
        let missing: Vec<&Done> = flows.iter().filter(|flow| !shown(flow)).copied().collect();
        if missing.is_empty() || Instant::now() > deadline {
            return Ok((missing, rows));
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Cases listed more than once, and graduates who are bound by more than one case of any kind (SIG-08).
fn wrong_lists(rows: &[CaseRow]) -> impl Iterator<Item = (CaseKind, Fault)> {
    let (mut cases, mut bound) = (HashSet::new(), HashSet::new());
    rows.iter().flat_map(move |row| {
        let kind = kind_of(row).unwrap_or(CaseKind::OnlineSigning);
        let twice = !cases.insert(row.case.as_str());
        let twice = twice.then(|| Fault::duplicated(format!("{}: twice in its school's list", row.case)));
        let several = binds(row) && twice.is_none() && !bound.insert(row.exam_no.as_str());
        let several = several.then(|| Fault::broken(format!("{}: its graduate is bound by another case too", row.case)));
        twice.into_iter().chain(several).map(move |fault| (kind, fault))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Kind;
    use wangqian_protocol::case::Tone;

    fn row(case: &str, kind: CaseKind, state: &str) -> CaseRow {
        let text = String::new;
        CaseRow {
            case: case.to_owned(),
            version: 1,
            kind: kind.code().to_owned(),
            kind_label: text(),
            initiator: text(),
            state: state.to_owned(),
            state_label: text(),
            tone: Tone::Ended,
            exam_no: "1".to_owned(),
            graduate_name: text(),
            school_name: text(),
            department: text(),
            major: text(),
            education_level: text(),
            employer: None,
            subject: text(),
            detail: text(),
            job_category: text(),
            salary_monthly: 0,
            since_ms: 0,
            submitted_at_ms: None,
            expires_at_ms: None,
            remind_from_ms: None,
            reviewer: None,
            former_label: None,
            about: None,
            held: None,
        }
    }

    fn faults(rows: &[CaseRow]) -> Vec<(CaseKind, Kind)> {
        wrong_lists(rows).map(|(kind, fault)| (kind, fault.kind)).collect()
    }

    #[test]
    #[doc = "SIG-08"]
    fn a_graduate_is_bound_by_one_case_of_whatever_kind_and_a_rescission_is_none() {
        let backfill = || row("a", CaseKind::Backfill, "effective");
        assert_eq!(faults(&[backfill(), row("b", CaseKind::OfflineRescission, "in_review_school")]), []);
        let awaited = row("b", CaseKind::OfflineSigning, "stamp_awaited");
        assert_eq!(faults(&[backfill(), awaited]), [(CaseKind::OfflineSigning, Kind::Broken)]);
        assert_eq!(faults(&[backfill(), backfill()]), [(CaseKind::Backfill, Kind::Duplicated)]);
    }

    #[test]
    #[doc = "RES-01"]
    fn an_agreement_that_still_binds_after_its_end_took_effect_is_broken() {
        let kind = CaseKind::OnlineRescission;
        let flow = Done { slot: 0, kind, case: "b".to_owned(), version: 3, state: "effective", proof: None, picture: 0 };
        let found = |state| still_bound(&flow, &[row("a", CaseKind::OnlineSigning, state), row("b", kind, "effective")]);
        assert_eq!(found("rescinded"), None);
        assert_eq!(found("effective").map(|fault| fault.kind), Some(Kind::Broken));
    }
}
