//! A school with two graduates, and what they report to it.

use super::{
    Bench, Outcome,
    people::{self, SCHOOL},
};
use wangqian_rules::{
    case::CaseRow,
    ids::*,
    letter::Letter,
    refusal::Refusal,
    review::AgreementKind,
    school::settings::Setting,
    school::staff::{Post, Staff},
    school::*,
};

/// A school that may sign under three-party agreements, with two graduates, one in each department.
pub fn founded() -> Bench<School> {
    let mut bench = Bench::new(SCHOOL);
    let agreement_kind = Some(AgreementKind::ThreeParty);
    bench.letter(ProvinceId(32), Letter::Founded { name: people::SCHOOL_NAME.into(), agreement_kind });
    bench.done(people::enrol(SCHOOL, [1, 2]));
    bench
}

/// A change by the school's first user, who comes when there is none.
pub fn configure(bench: &mut Bench<School>, setting: Setting) -> Result<Outcome<School>, Refusal> {
    let of_school = |bench: &Bench<School>| {
        let found = bench.state.staff.iter().find(|(_, staff)| matches!(staff.post, Post::School { .. }));
        found.map(|(id, _)| id)
    };
    if of_school(bench).is_none() {
        employ(bench, people::school_user());
    }
    let staff = of_school(bench).expect("added");
    bench.command(Command::Configure { staff, setting })
}

/// The EMS reports one more user, numbered on.
pub fn employ(bench: &mut Bench<School>, staff: Staff) -> Outcome<School> {
    let next = bench.state.staff.iter().count() as u32 + 1;
    bench.done(people::employ(next, staff))
}

/// Hands a report to the school; returns how many screens are told.
pub fn report(bench: &mut Bench<School>, row: CaseRow) -> usize {
    let from = row.graduate;
    bench.letter(from, Letter::CaseMoved(Box::new(row))).shown().len()
}
