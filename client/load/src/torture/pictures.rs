//! Pictures that were handed in are there, and show what they showed; what goes with them names them: proof, evidence, stamped agreements.

use super::{
    act::Act,
    crowd::Who,
    deliver::Stage,
    history::{CaseHistory, History},
    views::detail,
};
use crate::{
    error::LoadError,
    findings::Fault,
    http::{Connection, Request},
    lanes, proof,
};
use std::collections::BTreeSet;
use wangqian_protocol::case::CaseDetail;

const LANES: usize = 16;
/// Pictures of employers are told from those of graduates.
const EMPLOYERS_FROM: u64 = 1 << 32;

/// What a person's picture shows.
pub fn number(who: Who) -> u64 {
    match who {
        Who::Graduate(place) => place as u64,
        Who::Employer(place) | Who::School(place) | Who::Department { school: place, .. } => EMPLOYERS_FROM + place as u64,
    }
}

/// Reads the pictures of these graduates and of everybody whose was taken last, and looks whether their cases name them.
pub async fn check(stage: &Stage<'_>, history: &History, graduates: &BTreeSet<usize>) -> Result<Vec<Fault>, LoadError> {
    let is_asked = |who: &Who| matches!(who, Who::Graduate(place) if graduates.contains(place));
    let whose = history.pictures.iter().filter(|(who, _)| is_asked(who) || history.new_pictures.contains(who));
    let faults = lanes::over(stage.site, LANES, whose, async |connection: &mut Connection, (who, file)| {
        picture(stage, connection, *who, file).await
    });
    let mut faults: Vec<Fault> = faults.await?.into_iter().flatten().collect();
    let touched = history.touched.iter().filter_map(|id| Some((id.as_str(), history.cases.get(id)?)));
    let named = lanes::over(stage.site, LANES, touched, async |connection: &mut Connection, (id, case)| {
        named(stage, connection, history, id, case).await
    });
    faults.extend(named.await?.into_iter().flatten());
    Ok(faults)
}

async fn picture(stage: &Stage<'_>, connection: &mut Connection, who: Who, file: &str) -> Result<Option<Fault>, LoadError> {
    let path = format!("/uploads/{file}");
    let credentials = stage.crowd.session(who).credentials();
    let response = connection.send(&Request::get(&path, credentials)).await?;
    let shows = response.is_done() && proof::shows(response.body, number(who));
    let what = || Fault::lost(format!("the picture {file} of {who:?}: answered {}", response.status));
    Ok((!shows).then(what))
}

async fn named(
    stage: &Stage<'_>,
    connection: &mut Connection,
    history: &History,
    id: &str,
    case: &CaseHistory,
) -> Result<Option<Fault>, LoadError> {
    let Some(due) = due(case).and_then(|who| history.pictures.get(&who)) else { return Ok(None) };
    let Some(detail) = detail(connection, stage.crowd, Who::Graduate(case.graduate), id).await? else { return Ok(None) };
    let files = files(&detail);
    Ok((files != [due]).then(|| Fault::lost(format!("{id}: names {files:?} as its picture instead of {due}"))))
}

/// The person whose picture a case has to name now.
fn due(case: &CaseHistory) -> Option<Who> {
    let stamped = case.steps.values().rev().find_map(|step| match step.act {
        Act::Stamp(side) => Some(side),
        _ => None,
    });
    match stamped {
        Some(side) => side.who(case.graduate, case.employer),
        None => case.paper().filter(|paper| paper.needs_picture()).map(|_| Who::Graduate(case.graduate)),
    }
}

fn files(detail: &CaseDetail) -> Vec<&String> {
    detail.materials.iter().map(|material| &material.file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_people_have_one_picture() {
        assert_ne!(number(Who::Graduate(3)), number(Who::Employer(3)));
    }
}
