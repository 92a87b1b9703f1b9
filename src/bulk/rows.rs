//! The rows of a file, one after the other, each through the same door as the form's invitation.

use super::job::{Bulk, RowResult};
use crate::{
    auth::password::digest,
    import::{
        RowError,
        invitations::{InvitationLine, Wanted, title_of},
    },
    people,
    routes::invitations::offer,
    state::AppState,
};
use actix_web::web;
use std::sync::Arc;
use wangqian_rules::{
    employer::{Command, Employer, Reply},
    ids::*,
    refusal::Refusal,
};
use wangqian_runtime::{AskError, core::CommandKey};

/// Sends every row that can be read.
pub async fn send_all(state: web::Data<AppState>, me: EmployerId, bulk: Arc<Bulk>, lines: Vec<InvitationLine>) {
    for InvitationLine { row, name, cells, wanted } in lines {
        let sent = match wanted {
            Ok(wanted) => send(&state, me, key_of(bulk.id, row), *wanted).await.map_err(|error| faults(row, &error)),
            Err(faults) => Err(faults),
        };
        bulk.note(RowResult { row, name, cells, sent });
    }
    bulk.finish();
}

fn key_of(upload: uuid::Uuid, row: u32) -> CommandKey {
    let digest = digest(&[upload.as_bytes().as_slice(), &row.to_be_bytes()].concat());
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    CommandKey(key)
}

async fn send(state: &AppState, me: EmployerId, key: CommandKey, wanted: Wanted) -> Result<CaseId, AskError> {
    let command = Command::Invite(Box::new(offer(state, wanted).await?));
    match people::ask_as::<Employer>(&state.runtime, me, Some(key), command).await? {
        Reply::Invited { case, .. } => Ok(case),
        _ => Err(AskError::Refused(Refusal::NotFound)),
    }
}

/// Why a row was not sent, in the words of the file: columns, not fields.
fn faults(row: u32, error: &AskError) -> Vec<RowError> {
    let whole = |message: String| vec![RowError { row, column: String::new(), message }];
    match error {
        AskError::Refused(Refusal::Invalid(errors)) => {
            let fault = |error: &wangqian_rules::refusal::FieldError| RowError {
                row,
                column: title_of(error.field).to_owned(),
                message: error.message.clone(),
            };
            errors.iter().map(fault).collect()
        }
        AskError::Refused(Refusal::NotFound) => {
            whole("没有找到该毕业生，请核对学校、姓名和考生号是否与学校名单一致".to_owned())
        }
        AskError::Refused(refusal) => whole(refusal.to_string()),
        error => {
            tracing::warn!(%error, "a row of a file of invitations was not sent");
            whole("系统繁忙，本行未确认发出；请稍后重新上传同一文件，已发出的不会重复".to_owned())
        }
    }
}
