//! A school with two graduates, and what they report to it.

use super::{
    Bench,
    people::{self, SCHOOL},
};
use wangqian_rules::{case::CaseRow, ids::*, letter::Letter, review::AgreementKind, school::*};

/// A school that may sign under three-party agreements, with two graduates, one in each department.
pub fn founded() -> Bench<School> {
    let mut bench = Bench::new(SCHOOL);
    let agreement_kind = Some(AgreementKind::ThreeParty);
    bench.letter(ProvinceId(32), Letter::Founded { name: people::SCHOOL_NAME.into(), agreement_kind });
    bench.done(people::enrol(SCHOOL, [1, 2]));
    bench
}

/// Hands a report to the school; returns how many screens are told.
pub fn report(bench: &mut Bench<School>, row: CaseRow) -> usize {
    let from = row.graduate;
    bench.letter(from, Letter::CaseMoved(Box::new(row))).pushes().len()
}
