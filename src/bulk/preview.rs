//! A trial of a file, row by row, before anybody gets a letter (SIG-09): the employer's own rules on a copy of its
//! state, so that the second row about one graduate is refused here as it would be there.

use super::{rows, schools};
use crate::{
    import::{
        BeginError, RowError,
        invitations::{InvitationLine, Schools},
    },
    jobs::invitations::{remark, shortened},
    operations::Wanted,
    state::AppState,
};
use actix_web::web;
use wangqian_protocol::bulk::{BulkPreview, PreviewRow};
use wangqian_rules::{
    case::CaseKind,
    employer::{Command, Employer},
    entity::{Ctx, Entity, Input},
    ids::*,
    refusal::Refusal,
};
use wangqian_runtime::AskError;

/// Reads the file and tries every row. Nothing is written, and no switch counts as used.
pub async fn preview(state: web::Data<AppState>, me: EmployerId, bytes: web::Bytes) -> Result<BulkPreview, BeginError> {
    let employer = state.runtime.read::<Employer>(me).await?;
    employer.in_force().ok_or(AskError::Refused(Refusal::EmployerNotVerified))?;
    let schools = schools(&state).await?;
    let file = super::read(&state, bytes, schools.clone()).await?;
    super::look_through(&state, me, &file)?;
    let mut trial = Trial { state: &state, schools: &schools, me, employer: Employer::clone(&employer) };
    let mut rows = Vec::with_capacity(file.lines.len());
    for line in file.lines {
        rows.push(trial.row(line).await?);
    }
    let sendable = rows.iter().filter(|row| row.reasons.is_empty()).count();
    Ok(BulkPreview { rows: rows.len(), sendable, notices: file.notices.iter().map(remark).collect(), results: rows })
}

/// The employer as it would be after the rows before.
struct Trial<'a> {
    state: &'a AppState,
    schools: &'a Schools,
    me: EmployerId,
    employer: Employer,
}

impl Trial<'_> {
    async fn row(&mut self, line: InvitationLine) -> Result<PreviewRow, AskError> {
        let InvitationLine { row, name, wanted, .. } = line;
        let mut shown = PreviewRow { row, name: shortened(&name), ..PreviewRow::default() };
        let faults = match wanted {
            Err(faults) => faults,
            Ok(wanted) => {
                shown.school_name = self.schools.0.get(&wanted.school).cloned().unwrap_or_default();
                shown.job_title = wanted.terms.job_title.clone();
                shown.salary_monthly = wanted.terms.salary_monthly;
                self.faults(row, *wanted).await?
            }
        };
        shown.reasons = faults.iter().map(remark).collect();
        Ok(shown)
    }

    async fn faults(&mut self, row: u32, wanted: Wanted) -> Result<Vec<RowError>, AskError> {
        let school = self.state.school(wanted.school).await?;
        let found = school.roster.look_up(&wanted.name, &wanted.number);
        let admission = found.and_then(|graduate| school.admission(graduate, CaseKind::ONLINE_SIGNING));
        let offer = wanted.offered(CaseId(uuid::Uuid::now_v7()), admission);
        let runtime = &self.state.runtime;
        let ctx = Ctx { me: self.me.into(), now: runtime.now(), codes: runtime.codes() };
        match self.employer.decide(Input::Command(Command::Invite(Box::new(offer))), &ctx) {
            Ok(decision) => {
                decision.events.iter().for_each(|event| self.employer.apply(event));
                Ok(Vec::new())
            }
            Err(refusal) => Ok(rows::refused(row, &refusal)),
        }
    }
}
