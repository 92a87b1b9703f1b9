//! An invitation on its way to the employer who sends it, from the form or from a row of a file (SIG-01, SIG-09).

use super::admit;
use wangqian_rules::{
    admission::SchoolsWord,
    case::CaseKind,
    employer::{Offer, VALID_DAYS_DEFAULT},
    ids::{CaseId, SchoolId},
    school::School,
    terms::Terms,
};
use wangqian_runtime::{AskError, Runtime};

/// Whom an employer wants, on which terms; not yet checked by the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub school: SchoolId,
    pub name: String,
    /// Candidate number or ID number.
    pub number: String,
    pub valid_days: Option<u8>,
    pub terms: Terms,
}

impl Wanted {
    /// As the employer is asked to send it: the case with this id, and the school's word on the graduate.
    pub fn offered(self, case: CaseId, admission: SchoolsWord) -> Offer {
        Offer { case, admission, valid_days: self.valid_days.unwrap_or(VALID_DAYS_DEFAULT), terms: self.terms }
    }
}

/// What the employer is asked to send: the school says whether this graduate may be invited.
///
/// # Errors
/// Whatever keeps the school from saying anything; its no is part of the offer.
pub async fn offer(runtime: &Runtime, case: CaseId, wanted: Wanted) -> Result<Offer, AskError> {
    let school = runtime.read::<School>(wanted.school).await?;
    // A no goes to the employer too: it may know the key already and repeat its yes.
    let admission = match school.roster.look_up(&wanted.name, &wanted.number) {
        Ok(row) => admit(runtime, row.id, CaseKind::ONLINE_SIGNING).await?,
        Err(refusal) => Err(refusal),
    };
    Ok(wanted.offered(case, admission))
}
