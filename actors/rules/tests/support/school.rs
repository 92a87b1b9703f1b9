//! A school with two graduates, and what they report to it.

use super::{
    Bench,
    people::{self, SCHOOL},
};
use wangqian_rules::{case::*, ids::*, letter::Letter, review::AgreementKind, school::*};

/// A school that may sign under three-party agreements, with two graduates, one in each department.
pub fn founded() -> Bench<School> {
    let mut bench = Bench::new(SCHOOL);
    let agreement_kind = Some(AgreementKind::ThreeParty);
    bench.letter(ProvinceId(32), Letter::Founded { name: people::SCHOOL_NAME.into(), agreement_kind });
    bench.done(Command::Enrol { profiles: vec![people::profile(SCHOOL, 1), people::profile(SCHOOL, 2)] });
    bench
}

/// A case as its graduate reports it.
pub fn row(case: u128, serial: u32, status: Status, version: u64) -> CaseRow {
    let (profile, card, terms) = (people::profile(SCHOOL, serial), people::card(1), people::terms());
    CaseRow {
        case: CaseId(uuid::Uuid::from_u128(case)),
        version,
        kind: CaseKind::OnlineSigning,
        status,
        graduate: people::graduate_id(SCHOOL, serial),
        exam_no: profile.exam_no,
        name: profile.name,
        school_name: people::SCHOOL_NAME.into(),
        department: profile.department,
        level: profile.level,
        major: profile.major,
        education_level: profile.education_level,
        employer: card.id,
        employer_name: card.name,
        job_title: terms.job_title,
        job_category: terms.job_category,
        salary_monthly: terms.salary_monthly,
        since: people::NOW,
        submitted_at: Some(people::NOW),
        expires_at: None,
        reviewer: None,
    }
}

/// Hands a report to the school; returns how many screens are told.
pub fn report(bench: &mut Bench<School>, row: CaseRow) -> usize {
    let from = row.graduate;
    bench.letter(from, Letter::CaseMoved(Box::new(row))).pushes().len()
}
