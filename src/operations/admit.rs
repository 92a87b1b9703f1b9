//! The school's word on a graduate who is about to begin something.

use wangqian_rules::{
    admission::SchoolsWord,
    case::CaseKind,
    ids::GraduateId,
    refusal::Refusal,
    school::{Command, Reply, School},
};
use wangqian_runtime::{AskError, Runtime};

/// The school's word that a graduate may be invited to, or may submit, a case of this kind; its no is passed on as an answer.
///
/// The first use of the switch is a step of the school (SET-03); after it the state last committed says all there is to say.
///
/// # Errors
/// Whatever keeps the school from saying anything.
pub async fn admit(runtime: &Runtime, graduate: GraduateId, kind: CaseKind) -> Result<SchoolsWord, AskError> {
    let school = runtime.read::<School>(graduate.school).await?;
    if kind.facts().switch.is_none_or(|switch| school.settings.is_used(switch)) {
        return Ok(school.would_admit(graduate, kind));
    }
    match runtime.ask::<School>(graduate.school, None, Command::Admit { graduate, kind }).await {
        Ok(Reply::Admitted(admission)) => Ok(Ok(*admission)),
        Ok(_) => Ok(Err(Refusal::NotFound)),
        Err(AskError::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(error),
    }
}
