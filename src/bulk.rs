//! Files of invitations on their way in (SIG-09). Every row is a command of its own, and its case is named after the upload and the
//! row: a request that is repeated, after a crash too, invites nobody twice.

mod preview;
mod rows;

pub use preview::preview;

use crate::{
    auth::password::digest,
    import::{
        self, Basis, BeginError,
        invitations::{InvitationFile, Schools},
    },
    jobs::{
        Begun,
        invitations::{Bulk, Progress},
    },
    state::AppState,
};
use actix_web::web;
use std::sync::Arc;
use wangqian_protocol::bulk::BulkJob;
use wangqian_rules::{employer::Employer, ids::*, refusal::Refusal};
use wangqian_runtime::{AskError, core::CommandKey};

/// Largest file: two thousand rows with every field filled are a quarter of it.
pub const FILE_BYTES_MAX: usize = 2 << 20;

/// Every school, by code.
pub async fn schools(state: &AppState) -> Result<Schools, AskError> {
    let provinces = state.provinces().await?;
    let named = provinces.iter().flat_map(|(_, province)| province.schools.iter());
    Ok(Schools(named.map(|(id, name)| (*id, name.clone())).collect()))
}

/// Reads a file and begins to send its rows. The same upload, sent again while it runs or is remembered, is answered as it stands.
pub async fn begin(
    state: web::Data<AppState>,
    me: EmployerId,
    key: Option<CommandKey>,
    bytes: web::Bytes,
) -> Result<BulkJob, BeginError> {
    let upload = upload_id(key, &bytes);
    if let Some(known) = state.bulks.get(upload, me) {
        return Ok(known.shown());
    }
    let employer = state.runtime.read::<Employer>(me).await?;
    if employer.in_force().is_none() {
        return Err(AskError::Refused(Refusal::EmployerNotVerified).into());
    }
    let schools = schools(&state).await?;
    let file = read(&state, bytes, schools).await?;
    look_through(&state, me, &file)?;
    match state.bulks.begin(upload, me, Progress::of(upload, &file)).map_err(AskError::Refused)? {
        Begun::Known(job) => Ok(job.shown()),
        Begun::New(running) => {
            let begun = running.job().shown();
            actix_web::rt::spawn(rows::send_all(state, me, running, file.lines));
            Ok(begun)
        }
    }
}

/// Off the workers' threads: a file is unpacked.
async fn read(state: &web::Data<AppState>, bytes: web::Bytes, schools: Schools) -> Result<InvitationFile, BeginError> {
    let reading = state.clone();
    let read = import::in_turn(&state.intake.workshop, move || {
        let basis = Basis { codes: reading.runtime.codes(), today: reading.runtime.now().date() };
        import::invitations::read(&bytes, basis, &schools)
    });
    read.await
}

/// Every row looks for somebody: they are counted before the first one does.
fn look_through(state: &AppState, me: EmployerId, file: &InvitationFile) -> Result<(), AskError> {
    Ok(state.quotas.look_ups.rows(me, file.lines.len(), state.runtime.monotonic_ms())?)
}

/// The upload of this key and file; without a key each is a new one.
fn upload_id(key: Option<CommandKey>, bytes: &[u8]) -> uuid::Uuid {
    let Some(CommandKey(key)) = key else { return uuid::Uuid::new_v4() };
    let digest = digest(&[key.as_slice(), bytes].concat());
    uuid::Uuid::new_v5(&uuid::Uuid::from_bytes(key), &digest)
}

/// The rows that were not sent, as a file; `None` while rows are still being sent.
pub async fn returned(state: web::Data<AppState>, bulk: Arc<Bulk>) -> Result<Option<Vec<u8>>, AskError> {
    let Some(rows) = bulk.returned() else { return Ok(None) };
    let schools = schools(&state).await?;
    let written = web::block(move || import::invitations::returned(rows, state.runtime.codes(), &schools));
    Ok(written.await.ok().and_then(Result::ok))
}
