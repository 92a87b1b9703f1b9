//! A case whose documents are asked for, read as it stands, by somebody who may see it.

use crate::{
    error::ApiResult,
    paper_link::PaperLink,
    papers::{Addresses, agreement},
    rights::Caller,
    state::AppState,
};
use std::sync::Arc;
use wangqian_papers::agreement::AgreementSheet;
use wangqian_rules::{
    account::Principal,
    case::Case,
    employer::Employer,
    graduate::Graduate,
    ids::*,
    refusal::Refusal,
    school::{School, numbers::AgreementNumber, staff::Act},
};
use wangqian_runtime::AskError;

/// A case that the caller may see, and what its documents need besides.
pub struct Found {
    pub graduate: Arc<Graduate>,
    pub case: Arc<Case>,
    /// The graduate's.
    pub name: String,
    pub number: Option<AgreementNumber>,
    owner: GraduateId,
    school: Arc<School>,
}

impl Found {
    /// An approved agreement without a number is on its way to the school. One that was signed on paper alone never gets one.
    ///
    /// # Errors
    /// `Busy` for that while; `NotIssued` before it holds.
    pub fn number_of(&self, agreement: &Case) -> ApiResult<AgreementNumber> {
        match (self.school.agreement_number(self.owner.school, agreement.id), agreement.issued()) {
            (Some(number), _) => Ok(number),
            (None, Some(_)) if agreement.facts().issues_agreement() => Err(AskError::Busy.into()),
            (None, _) => Err(Refusal::NotIssued.into()),
        }
    }

    /// Its agreement, to be drawn, under its number. `origin`: where people reach this server.
    ///
    /// # Errors
    /// `NotFound` for what issues none; `NotIssued` before it holds.
    pub fn agreement(&self, state: &AppState, origin: String) -> ApiResult<(AgreementNumber, AgreementSheet)> {
        if !self.case.facts().issues_agreement() {
            return Err(Refusal::NotFound.into());
        }
        let number = self.number_of(&self.case)?;
        let level = self.case.submission.as_ref().map(|submission| submission.profile.level);
        let handler = level.and_then(|level| self.school.settings.handler(level));
        let link = PaperLink { owner: self.owner, case: self.case.id };
        let addresses = Addresses { stamping: format!("{origin}/paper/{}", link.text(&state.sealing)), origin };
        let sheet = agreement(&self.case, number, handler, &addresses, state.runtime.codes())?;
        Ok((number, sheet))
    }
}

/// The case, if it is the caller's to see.
///
/// # Errors
/// `NotFound` for everything else, and what reading entities refuses.
pub async fn find(state: &AppState, caller: &Caller, id: CaseId) -> ApiResult<Found> {
    let owner = match caller.session.principal {
        Principal::Graduate(me) => me,
        Principal::Employer(me) => {
            let employer = state.runtime.read::<Employer>(me).await?;
            employer.cases.get(&id).ok_or(Refusal::NotFound)?.row.graduate
        }
        _ => {
            let staff = caller.staff()?;
            staff.school.authorise(staff.id, id, Act::View)?.graduate
        }
    };
    let graduate = state.runtime.read::<Graduate>(owner).await?;
    let case = Arc::clone(graduate.cases.get(&id).ok_or(Refusal::NotFound)?);
    let now = graduate.profile.as_ref().map(|profile| profile.name.clone()).unwrap_or_default();
    let name = case.submission.as_ref().map_or(now, |submission| submission.profile.name.clone());
    let school = state.school(owner.school).await?;
    let number = school.agreement_number(owner.school, id);
    Ok(Found { graduate, case, name, number, owner, school })
}
