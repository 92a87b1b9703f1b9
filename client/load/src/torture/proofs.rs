//! Proof that was handed in is there, and shows what it showed; a registration names it.

use super::{
    crowd::Who,
    deliver::Stage,
    history::{CaseHistory, History},
    views::detail,
};
use crate::{
    error::LoadError,
    findings::Fault,
    http::{Connection, Request},
    kind::CaseKind,
    lanes, proof,
};
use std::collections::BTreeSet;

const LANES: usize = 16;

/// Reads the pictures of these graduates and of those whose was taken last, and looks whether their registrations name them.
pub async fn check(stage: &Stage<'_>, history: &History, graduates: &BTreeSet<usize>) -> Result<Vec<Fault>, LoadError> {
    let whose =
        history.proofs.iter().filter(|(graduate, _)| graduates.contains(graduate) || history.new_proofs.contains(graduate));
    let faults = lanes::over(stage.site, LANES, whose, async |connection: &mut Connection, (graduate, file)| {
        let mut faults: Vec<Fault> = picture(stage, connection, *graduate, file).await?.into_iter().collect();
        for (id, case) in history.of(*graduate).filter(|(id, _)| history.touched.contains(*id)) {
            faults.extend(named(stage, connection, id, case, file).await?);
        }
        Ok::<_, LoadError>(faults)
    });
    Ok(faults.await?.into_iter().flatten().collect())
}

async fn picture(
    stage: &Stage<'_>,
    connection: &mut Connection,
    graduate: usize,
    file: &str,
) -> Result<Option<Fault>, LoadError> {
    let path = format!("/uploads/{file}");
    let credentials = stage.crowd.session(Who::Graduate(graduate)).credentials();
    let response = connection.send(&Request::get(&path, credentials)).await?;
    let shows = response.is_done() && proof::shows(response.body, graduate as u64);
    let what = || Fault::lost(format!("the proof {file} of graduate {graduate}: answered {}", response.status));
    Ok((!shows).then(what))
}

async fn named(
    stage: &Stage<'_>,
    connection: &mut Connection,
    id: &str,
    case: &CaseHistory,
    file: &str,
) -> Result<Option<Fault>, LoadError> {
    if case.kind != CaseKind::Destination {
        return Ok(None);
    }
    let Some(detail) = detail(connection, stage.crowd, Who::Graduate(case.graduate), id).await? else { return Ok(None) };
    let files = detail.filled.map(|filled| filled.files).unwrap_or_default();
    Ok((files != [file]).then(|| Fault::lost(format!("{id}: names {files:?} as proof instead of {file}"))))
}
