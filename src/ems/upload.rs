//! A roster file on its way in. The file is checked whole before its first row is taken: a file with a fault changes nothing. Then
//! it is taken in batches, which the page follows; the same file sent again changes nothing that it did before.

use super::Desk;
use crate::{
    import::{self, Basis, BeginError, Imported, RowError, roster::RosterEntry},
    jobs::{Begun, Running, rosters::Upload},
    people,
    state::AppState,
};
use actix_web::web;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use wangqian_protocol::ems::{UploadJob, UploadRemark, UploadReport};
use wangqian_rules::{
    ems::{
        Command, EmsSchool, Reply,
        register::{EnrolError, Taken},
    },
    ids::*,
    profile::Profile,
};
use wangqian_runtime::AskError;

/// Rows in one step of the EMS.
const BATCH: usize = crate::exchange::BATCH;
/// Remarks that a report carries; the first faults of a wrong file say what is wrong with all of it.
const REMARKS_MAX: usize = 500;

/// Checks a file and begins to take it in; answers what it found.
pub async fn begin(state: web::Data<AppState>, desk: Desk, bytes: web::Bytes) -> Result<UploadJob, BeginError> {
    let checking = state.clone();
    let read = import::in_turn(&state.intake.workshop, move || {
        let basis = Basis { codes: checking.runtime.codes(), today: checking.runtime.now().date() };
        import::roster::read(&bytes, basis)
    });
    let mut imported = read.await?;
    let ems = desk.read(&state).await?;
    refuse_rows_of_others(&mut imported, desk, &ems);
    refuse_strays_of_a_later_cohort(&mut imported);
    imported.errors.sort_by_key(|error| error.row);
    let id = uuid::Uuid::now_v7();
    let job = job_of(id, &imported, &ems);
    match state.uploads.begin(id, desk.school, job).map_err(AskError::Refused)? {
        Begun::Known(job) => Ok(job.shown()),
        // With a single fault nothing is taken, and the upload is over.
        Begun::New(running) if !imported.errors.is_empty() => {
            let job = Arc::clone(running.job());
            drop(running);
            Ok(job.shown())
        }
        Begun::New(running) => {
            let begun = running.job().shown();
            let profiles = imported.lines.into_iter().map(|line| (line.row, line.value.profile)).collect();
            actix_web::rt::spawn(async move { take(state, desk, running, profiles).await });
            Ok(begun)
        }
    }
}

/// A school uploads its own graduates only (ACC-08), and a user made for one education level those of that level (ACC-07).
fn refuse_rows_of_others(imported: &mut Imported<RosterEntry>, desk: Desk, ems: &EmsSchool) {
    let mut own = Vec::with_capacity(imported.lines.len());
    for line in std::mem::take(&mut imported.lines) {
        let (column, message) = if line.value.school != desk.school {
            ("院校代码", format!("不是本校代码（{}）", desk.school))
        } else if !ems.accounts.look_after(desk.keeper, &line.value.profile) {
            ("学历代码", EnrolError::OtherLevel.to_string())
        } else {
            own.push(line);
            continue;
        };
        imported.errors.push(RowError { row: line.row, column: column.to_owned(), message });
    }
    imported.lines = own;
}

/// The newest cohort is the one that signs (ROS-03): a few rows of a later one among the others would shut all of these out.
fn refuse_strays_of_a_later_cohort(imported: &mut Imported<RosterEntry>) {
    let mut sizes = BTreeMap::<u16, usize>::new();
    for line in &imported.lines {
        *sizes.entry(line.value.profile.cohort).or_default() += 1;
    }
    let Some((most, _)) = sizes.into_iter().max_by_key(|(_, size)| *size) else { return };
    let strays = imported.lines.extract_if(.., |line| line.value.profile.cohort > most);
    let message = format!("晚于文件中其他毕业生的 {most} 届；下一届毕业生请单独上传");
    let error = |row| RowError { row, column: "毕业届".to_owned(), message: message.clone() };
    imported.errors.extend(strays.map(|line| error(line.row)));
}

fn job_of(id: uuid::Uuid, imported: &Imported<RosterEntry>, ems: &EmsSchool) -> UploadJob {
    let departments: BTreeSet<&str> = imported.lines.iter().map(|line| line.value.profile.department.as_str()).collect();
    let report = UploadReport {
        refused: imported.errors.iter().take(REMARKS_MAX).map(remark).collect(),
        refused_total: imported.errors.len(),
        notices: imported.notices.iter().take(REMARKS_MAX).map(remark).collect(),
        notices_total: imported.notices.len(),
        departments_without_account: without_account(ems, departments.into_iter()),
        ..UploadReport::default()
    };
    UploadJob { job: id.to_string(), rows: imported.rows_read, done: 0, finished: false, report }
}

/// One more row that was refused; the report shows the first of them.
fn refuse(report: &mut UploadReport, row: u32, message: String) {
    report.refused_total += 1;
    if report.refused.len() < REMARKS_MAX {
        report.refused.push(UploadRemark { row, column: String::new(), message });
    }
}

fn remark(error: &RowError) -> UploadRemark {
    UploadRemark { row: error.row, column: error.column.clone(), message: error.message.clone() }
}

/// Departments that no account can decide for (ACC-03, SET-07).
pub fn without_account<'a>(ems: &EmsSchool, departments: impl Iterator<Item = &'a str>) -> Vec<String> {
    departments.filter(|department| !ems.accounts.attend(department)).map(str::to_owned).collect()
}

async fn take(state: web::Data<AppState>, desk: Desk, running: Running<SchoolId, UploadJob>, rows: Vec<(u32, Profile)>) {
    let upload = running.job();
    for batch in rows.chunks(BATCH) {
        if let Err(error) = take_batch(&state, desk, upload, batch).await {
            tracing::warn!(%error, "an upload ended early");
            let first = batch.first().map_or(0, |(row, _)| *row);
            let message = "系统繁忙，从本行起未处理；请稍后重新上传同一文件，已处理的行不会重复".to_owned();
            upload.note(|job| refuse(&mut job.report, first, message));
            break;
        }
    }
}

async fn take_batch(state: &AppState, desk: Desk, upload: &Upload, batch: &[(u32, Profile)]) -> Result<(), AskError> {
    let profiles = batch.iter().map(|(_, profile)| profile.clone()).collect();
    let command = Command::Upload { by: desk.keeper, profiles };
    let reply = people::ask::<EmsSchool>(&state.runtime, EntityId::EmsSchool(desk.school), command).await?;
    let Reply::Uploaded { results, contacts_kept } = reply else { return Ok(()) };
    if state.exchange.ends_here(Side::Platform) {
        for (id, _) in results.iter().flatten() {
            people::has_row(&state.runtime, desk.school, *id).await?;
        }
    }
    upload.note(|job| {
        job.report.contacts_kept += contacts_kept;
        for ((row, _), result) in batch.iter().zip(&results) {
            job.done += 1;
            match result {
                Ok((_, Taken::New)) => job.report.added += 1,
                Ok((_, Taken::Changed)) => job.report.changed += 1,
                Ok((_, Taken::Unchanged)) => job.report.unchanged += 1,
                Ok((_, Taken::Restored)) => job.report.restored += 1,
                Err(error) => {
                    refuse(&mut job.report, *row, error.to_string());
                }
            }
        }
    });
    Ok(())
}
