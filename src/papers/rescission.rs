//! The confirmation that an agreement ended, in words (RES-01 … RES-04).

use super::{agreement::confirmed, code_address, parts};
use wangqian_papers::{
    agreement::Code,
    rescission::{Mode, RescissionSheet},
};
use wangqian_rules::{
    case::{Case, Did, RescissionMode, Status, history},
    codes::Codes,
    privacy::{self, Reader},
    refusal::Refusal,
    school::numbers::AgreementNumber,
};

/// The confirmation of a rescission, about the agreement that it ended.
///
/// # Errors
/// `NotIssued`: it has not taken effect.
pub fn rescission(
    case: &Case,
    agreement: &Case,
    number: Option<AgreementNumber>,
    origin: &str,
    codes: &Codes,
) -> Result<RescissionSheet, Refusal> {
    let ended = agreement.trail.iter().rev().find_map(|entry| match entry.did {
        Did::Rescinded(mode) => Some((entry, mode)),
        _ => None,
    });
    let (Some((ended, mode)), Status::Effective) = (ended, case.status) else { return Err(Refusal::NotIssued) };
    let profile = &agreement.submission.as_ref().ok_or(Refusal::NotIssued)?.profile;
    let facts = case.filled().map(|filled| filled.answers.facts(filled.form.form(), codes)).unwrap_or_default();
    let told = |key: &str| facts.iter().find(|fact| fact.key == key).map(|fact| fact.text.clone()).unwrap_or_default();
    let first = case.trail.first().ok_or(Refusal::NotIssued)?;
    let answered = case.trail.iter().rev().find(|entry| entry.did == Did::Agreed);
    let decided = case.trail.iter().rev().find(|entry| entry.did.is_verdict());
    let history = history::head(case.id, &history::links(case.id, &case.trail));
    Ok(RescissionSheet {
        number: number.map(|number| number.to_string()),
        case: case.id.to_string(),
        mode: match mode {
            RescissionMode::Agreed => Mode::Agreed,
            RescissionMode::Forced => Mode::Forced,
            RescissionMode::Unilateral => Mode::Unilateral,
        },
        employer: agreement.subject(),
        credit_code: agreement.credit_code().unwrap_or_default().to_owned(),
        graduate: profile.name.clone(),
        id_number: privacy::id_number(&profile.id_no, Reader::Party),
        exam_number: profile.exam_no.clone(),
        school: agreement.school_name.clone(),
        job_title: agreement.detail(),
        signed_on: agreement.effective_at().map(|at| at.to_string()).unwrap_or_default(),
        reason: told("reason"),
        explanation: told("explanation"),
        penalty: told("penalty_settled"),
        applied_by: first.by.shown(),
        applied_on: first.at.to_string(),
        ended_on: ended.at.to_string(),
        has_evidence: case.facts().asks.is_none(),
        confirmed: vec![
            ("申请方".to_owned(), confirmed(Some(first))),
            ("对方".to_owned(), confirmed(answered)),
            ("学校".to_owned(), confirmed(decided)),
        ],
        code: number.map(|number| Code::Verification(code_address(origin, number, &history))),
        history,
        at: parts(ended.at),
    })
}
