//! A roster file on its way in. The file is checked whole before its first row is taken: a file with a fault changes nothing. Then
//! it is taken in batches, which the page follows; the same file sent again changes nothing that it did before.

use super::Desk;
use crate::{
    import::{self, Basis, Imported, RowError, roster::RosterEntry},
    people,
    state::AppState,
};
use actix_web::web;
use dashmap::DashMap;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use wangqian_protocol::ems::{UploadJob, UploadRemark, UploadReport};
use wangqian_rules::{
    ems::{Command, EmsSchool, Reply, register::Taken},
    ids::*,
    profile::Profile,
    school::staff::Post,
};
use wangqian_runtime::AskError;

/// Rows in one step of the EMS.
const BATCH: usize = crate::exchange::BATCH;
/// Remarks that a report carries; the first faults of a wrong file say what is wrong with all of it.
const REMARKS_MAX: usize = 500;
/// Uploads remembered; finished ones go when there are more.
const REMEMBERED_MAX: usize = 1_000;

/// Uploads under way and lately finished.
#[derive(Default)]
pub struct Uploads(DashMap<uuid::Uuid, Arc<Upload>>);

/// One upload.
pub struct Upload {
    school: SchoolId,
    progress: Mutex<UploadJob>,
}

impl Uploads {
    /// The upload with this number, for somebody of the same school.
    pub fn get(&self, job: uuid::Uuid, school: SchoolId) -> Option<UploadJob> {
        let upload = self.0.get(&job).filter(|upload| upload.school == school)?;
        Some(upload.progress.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn begin(&self, school: SchoolId, job: UploadJob) -> Arc<Upload> {
        if self.0.len() >= REMEMBERED_MAX {
            self.0.retain(|_, upload| !upload.progress.lock().is_ok_and(|job| job.finished));
        }
        let upload = Arc::new(Upload { school, progress: Mutex::new(job) });
        if let Ok(number) = upload.progress.lock().unwrap_or_else(PoisonError::into_inner).job.parse() {
            self.0.insert(number, Arc::clone(&upload));
        }
        upload
    }
}

impl Upload {
    fn note(&self, change: impl FnOnce(&mut UploadJob)) {
        change(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Checks a file and begins to take it in; answers what it found.
pub async fn begin(state: web::Data<AppState>, desk: Desk, bytes: web::Bytes) -> Result<UploadJob, import::ImportError> {
    let checking = state.clone();
    let read = web::block(move || {
        let basis = Basis { codes: checking.runtime.codes(), today: checking.runtime.now().date() };
        import::roster::read(&bytes, basis)
    });
    let mut imported = read.await.map_err(|_| import::ImportError::Workbook(import::WorkbookError::Damaged))??;
    refuse_other_schools(&mut imported, desk.school);
    let ems = desk.read(&state).await.unwrap_or_default();
    let job = job_of(&imported, &ems);
    let upload = state.uploads.begin(desk.school, job.clone());
    if !job.finished {
        let profiles = imported.lines.into_iter().map(|line| (line.row, line.value.profile)).collect();
        actix_web::rt::spawn(async move { take(state, desk, upload, profiles).await });
    }
    Ok(job)
}

/// A school uploads its own graduates only (ACC-08).
fn refuse_other_schools(imported: &mut Imported<RosterEntry>, school: SchoolId) {
    let (own, others): (Vec<_>, Vec<_>) =
        std::mem::take(&mut imported.lines).into_iter().partition(|line| line.value.school == school);
    imported.lines = own;
    imported.errors.extend(others.into_iter().map(|line| RowError {
        row: line.row,
        column: "院校代码".to_owned(),
        message: format!("不是本校代码（{school}）"),
    }));
    imported.errors.sort_by_key(|error| error.row);
}

/// With a single fault nothing is taken, and the upload is over.
fn job_of(imported: &Imported<RosterEntry>, ems: &EmsSchool) -> UploadJob {
    let departments: BTreeSet<&str> = imported.lines.iter().map(|line| line.value.profile.department.as_str()).collect();
    let report = UploadReport {
        refused: imported.errors.iter().take(REMARKS_MAX).map(remark).collect(),
        notices: imported.notices.iter().take(REMARKS_MAX).map(remark).collect(),
        departments_without_account: without_account(ems, departments.into_iter()),
        ..UploadReport::default()
    };
    UploadJob {
        job: uuid::Uuid::now_v7().to_string(),
        rows: imported.rows_read,
        done: 0,
        finished: !imported.errors.is_empty() || imported.lines.is_empty(),
        report,
    }
}

fn remark(error: &RowError) -> UploadRemark {
    UploadRemark { row: error.row, column: error.column.clone(), message: error.message.clone() }
}

/// Departments that no account is named after, character for character (ACC-03).
pub fn without_account<'a>(ems: &EmsSchool, departments: impl Iterator<Item = &'a str>) -> Vec<String> {
    let has_one = |department: &str| {
        let mut accounts = ems.accounts.all().filter(|account| !account.locked);
        accounts.any(|account| matches!(&account.staff.post, Post::Department { name } if name == department))
    };
    departments.filter(|department| !has_one(department)).map(str::to_owned).collect()
}

async fn take(state: web::Data<AppState>, desk: Desk, upload: Arc<Upload>, rows: Vec<(u32, Profile)>) {
    for batch in rows.chunks(BATCH) {
        if let Err(error) = take_batch(&state, desk, &upload, batch).await {
            tracing::warn!(%error, "an upload ended early");
            let first = batch.first().map_or(0, |(row, _)| *row);
            let message = "系统繁忙，从本行起未处理；请稍后重新上传同一文件，已处理的行不会重复".to_owned();
            upload.note(|job| job.report.refused.push(UploadRemark { row: first, column: String::new(), message }));
            break;
        }
    }
    upload.note(|job| job.finished = true);
}

async fn take_batch(state: &AppState, desk: Desk, upload: &Upload, batch: &[(u32, Profile)]) -> Result<(), AskError> {
    let profiles = batch.iter().map(|(_, profile)| profile.clone()).collect();
    let command = Command::Upload { by: desk.keeper, profiles };
    let reply = people::ask::<EmsSchool>(&state.runtime, EntityId::EmsSchool(desk.school), command).await?;
    let Reply::Uploaded(results) = reply else { return Ok(()) };
    if state.exchange.ends_here(Side::Platform) {
        people::crossed(&state.runtime, desk.school, results.iter().flatten().map(|(id, _)| *id)).await?;
    }
    upload.note(|job| {
        for ((row, _), result) in batch.iter().zip(&results) {
            job.done += 1;
            match result {
                Ok((_, Taken::New)) => job.report.added += 1,
                Ok((_, Taken::Changed)) => job.report.changed += 1,
                Ok((_, Taken::Unchanged)) => job.report.unchanged += 1,
                Ok((_, Taken::Restored)) => job.report.restored += 1,
                Err(error) => {
                    let (column, message) = (String::new(), error.to_string());
                    job.report.refused.push(UploadRemark { row: *row, column, message });
                }
            }
        }
    });
    Ok(())
}
