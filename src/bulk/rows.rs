//! The rows of a file, one after the other, each through the same door as the form's invitation.

use crate::{
    import::{
        RowError,
        invitations::{InvitationLine, title_of},
    },
    jobs::{
        Running,
        invitations::{Progress, RowResult},
    },
    operations::{Wanted, offer},
    people,
    state::AppState,
};
use actix_web::web;
use wangqian_rules::{
    employer::{Command, Employer, Reply},
    ids::*,
    refusal::{Audience, FieldError, Refusal},
};
use wangqian_runtime::{AskError, core::CommandKey};

/// Sends every row that can be read.
pub async fn send_all(
    state: web::Data<AppState>,
    me: EmployerId,
    running: Running<EmployerId, Progress>,
    lines: Vec<InvitationLine>,
) {
    let bulk = running.job();
    for InvitationLine { row, name, cells, wanted } in lines {
        let sent = match wanted {
            Ok(wanted) => send(&state, me, case_of(bulk.id, row), *wanted).await.map_err(|error| faults(row, &error)),
            Err(faults) => Err(faults),
        };
        bulk.note(|progress| progress.take(RowResult { row, name, cells, sent }));
    }
}

/// The same upload and row are the same case, however late the row comes again.
fn case_of(upload: uuid::Uuid, row: u32) -> CaseId {
    CaseId(uuid::Uuid::new_v5(&upload, &row.to_be_bytes()))
}

async fn send(state: &AppState, me: EmployerId, case: CaseId, wanted: Wanted) -> Result<CaseId, AskError> {
    let command = Command::Invite(Box::new(offer(&state.runtime, case, wanted).await?));
    let key = CommandKey(*case.0.as_bytes());
    match people::ask_as::<Employer>(&state.runtime, me, Some(key), command).await? {
        Reply::Invited { case, .. } => Ok(case),
        _ => Err(AskError::Refused(Refusal::NotFound)),
    }
}

/// Why a row was not sent.
fn faults(row: u32, error: &AskError) -> Vec<RowError> {
    match error {
        AskError::Refused(refusal) => refused(row, refusal),
        error => {
            tracing::warn!(%error, "a row of a file of invitations was not sent");
            whole(row, "系统繁忙，本行未确认发出；请稍后重新上传同一文件，已发出的不会重复".to_owned())
        }
    }
}

/// Why a row is not sent, in the words of the file: columns, not fields.
pub(super) fn refused(row: u32, refusal: &Refusal) -> Vec<RowError> {
    let of_field =
        |error: &FieldError| RowError { row, column: title_of(&error.field).to_owned(), message: error.message.clone() };
    match refusal {
        Refusal::Invalid(errors) => errors.iter().map(of_field).collect(),
        Refusal::NotFound => whole(row, "没有找到该毕业生，请核对学校、姓名和考生号是否与学校名单一致".to_owned()),
        refusal => whole(row, refusal.told(Audience::Employer).title),
    }
}

fn whole(row: u32, message: String) -> Vec<RowError> {
    vec![RowError { row, column: String::new(), message }]
}
