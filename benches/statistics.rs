//! Counting a school of 20,000 graduates, without HTTP (STA-01): the page asks for one table, the file for all.

use criterion::{Criterion, criterion_group, criterion_main};
use std::{hint::black_box, sync::Arc};
use uuid::Uuid;
use wangqian_rules::{
    case::*,
    codes::{Codes, LevelGroup},
    entity::Entity,
    ids::{CaseId, GraduateId, ProvinceId, SchoolId},
    review::Stage,
    roster_row::{RosterRow, Traits},
    school::{Event, School},
    statistics::{Characteristic, Question, Tally},
    time::UnixMs,
};

const ROWS: u32 = 20_000;
const DEPARTMENTS: u32 = 40;
const CODES: [&str; 8] = ["10", "11", "12", "801", "85", "75", "P70A", "72"];

fn row(serial: u32) -> RosterRow {
    RosterRow {
        id: GraduateId { school: SchoolId(90001), cohort: 2027, serial },
        revision: 1,
        exam_no: format!("233200{serial:08}"),
        name: "王晓明".into(),
        id_no: format!("3201022005{serial:08}"),
        department: format!("第 {} 学院", serial % DEPARTMENTS),
        level: LevelGroup::Undergraduate,
        education_level: "31".into(),
        major: format!("第 {} 专业", serial % 160),
        training_mode: "1".into(),
        household_in_school: true,
        removed_at: None,
        traits: Arc::new(Traits {
            gender: (1 + serial % 2).to_string().into(),
            origin_region: format!("{}0102", [11, 32, 33, 41, 51][serial as usize % 5]).into(),
            hardship_type: (serial % 8).to_string().into(),
            normal_student_type: "2".into(),
        }),
    }
}

fn case(row: &RosterRow) -> CaseRow {
    let at = |hours: u32| UnixMs(1_800_000_000_000 + 3_600_000 * i64::from(hours));
    let judged = |stage, hours| Judged { stage, submitted_at: at(0), at: at(hours), judgement: Judgement::Approved };
    let holds = Held {
        code: CODES[row.id.serial as usize % CODES.len()].into(),
        employer_nature: "31".into(),
        employer_industry: "34".into(),
        employer_region: row.traits.origin_region.clone(),
        job_category: "13".into(),
    };
    let judged = vec![judged(Stage::Department, row.id.serial % 90), judged(Stage::School, row.id.serial % 170)];
    CaseRow {
        case: CaseId(Uuid::from_u128(row.id.serial.into())),
        version: 4,
        kind: CaseKind::DESTINATION,
        status: Status::Effective,
        graduate: row.id,
        exam_no: row.exam_no.clone(),
        name: row.name.clone(),
        school_name: "江东大学".into(),
        department: row.department.clone(),
        level: row.level,
        major: row.major.clone(),
        education_level: row.education_level.clone(),
        employer: None,
        subject: "示例公司".into(),
        detail: String::new(),
        job_category: String::new(),
        salary_monthly: 0,
        since: at(200),
        submitted_at: Some(at(0)),
        expires_at: None,
        reviewer: None,
        former: None,
        begun_by: Party::Graduate,
        agreement_kind: None,
        about: None,
        mention: None,
        returned: None,
        verdicts: Verdicts::default(),
        reported: Some(Arc::new(Reported { holds: Some(holds), judged })),
    }
}

fn counting(c: &mut Criterion) {
    let mut school = School::default();
    for row in (1..=ROWS).map(row) {
        school.apply(&Event::CaseListed(Arc::new(case(&row))));
        school.apply(&Event::RosterPut(Arc::new(row)));
    }
    let mut group = c.benchmark_group("statistics/20000 rows");
    for (what, by) in [("one table", vec![Characteristic::Department]), ("every table", Characteristic::ALL.into())] {
        let question = Question { home: Some(ProvinceId(32)), by, ..Question::default() };
        group.bench_function(what, |b| b.iter(|| Tally::of(black_box(&school), &question, Codes::builtin()).whole.total()));
    }
}

criterion_group!(benches, counting);
criterion_main!(benches);
