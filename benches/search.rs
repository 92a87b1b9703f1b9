//! Looking through 20,000 rows of a roster for what somebody typed, without HTTP (ROS-01).

use criterion::{Criterion, criterion_group, criterion_main};
use std::{hint::black_box, sync::Arc};
use wangqian::search::Needle;
use wangqian_rules::{
    codes::LevelGroup,
    ids::{GraduateId, SchoolId},
    roster_row::RosterRow,
};

const ROWS: u32 = 20_000;
const SURNAMES: [&str; 12] = ["王", "李", "张", "单", "曾", "尉迟", "欧阳", "解", "查", "吕", "翟", "任"];
const GIVEN: [&str; 10] = ["晓明", "璐", "子涵", "强", "丽娟", "博文", "思语", "志远", "欣怡", "乐"];

fn row(serial: u32) -> RosterRow {
    let at = serial as usize;
    RosterRow {
        id: GraduateId { school: SchoolId(90001), cohort: 2027, serial },
        revision: 1,
        exam_no: format!("233200{serial:08}"),
        name: format!("{}{}", SURNAMES[at % SURNAMES.len()], GIVEN[at / SURNAMES.len() % GIVEN.len()]),
        id_no: format!("3201022005{serial:08}"),
        department: "计算机学院".into(),
        level: LevelGroup::Undergraduate,
        education_level: "31".into(),
        major: "计算机科学与技术".into(),
        training_mode: "1".into(),
        household_in_school: true,
        removed_at: None,
        traits: Arc::default(),
    }
}

fn search(c: &mut Criterion) {
    let rows: Vec<_> = (1..=ROWS).map(row).collect();
    let mut group = c.benchmark_group("search/20000 rows");
    for (what, typed) in
        [("characters", "子涵"), ("pinyin", "zengxiaoming"), ("initials", "zxm"), ("number", "00012345"), ("nobody", "qqqq")]
    {
        let needle = Needle::of(Some(typed)).expect("something is typed");
        group.bench_function(what, |b| b.iter(|| rows.iter().filter(|row| needle.finds(black_box(row))).count()));
    }
}

criterion_group!(benches, search);
criterion_main!(benches);
