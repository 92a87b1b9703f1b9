//! The two systems laid side by side (EXT-15).

use crate::support::people;
use std::slice::from_ref;
use wangqian_rules::{
    exchange::standing::{Aspect, Held, Standing, differences},
    ids::*,
    terms::HouseholdTransfer,
};

fn standing(serial: u32) -> Standing {
    Standing {
        graduate: GraduateId { school: SchoolId(10001), cohort: 2027, serial },
        in_roster: true,
        name: "李明".into(),
        exam_no: format!("279{serial:011}"),
        department: "计算机学院".into(),
        major: "软件工程".into(),
        education_level: "31".into(),
        destination: None,
        archive: None,
        household: None,
    }
}

fn held(case: u128) -> Option<Held> {
    Some(Held { case: CaseId(uuid::Uuid::from_u128(case)), employer_name: "甲公司".into() })
}

fn found(platform: &[Standing], ems: &[Standing]) -> Vec<(u32, Aspect, Option<String>, Option<String>)> {
    let all = differences(platform, ems).into_iter();
    all.map(|it| (it.graduate.serial, it.aspect, it.platform, it.ems)).collect()
}

#[test]
#[doc = "EXT-15"]
fn each_field_that_differs_is_named_once_with_both_values_ext_15() {
    let household =
        HouseholdTransfer { transfer_type: "HUK_HOME".into(), region: "110108".into(), address: "示范路四号".into() };
    let (archive, household) = (Some(people::archive()), Some(household));
    let ours = Standing { destination: held(1), archive, household, ..standing(1) };
    assert_eq!(found(from_ref(&ours), from_ref(&ours)), []);
    let text = |text: &str| Some(text.to_owned());
    let grid: [(Standing, Aspect, Option<String>, Option<String>); 9] = [
        (Standing { name: "李鸣".into(), ..ours.clone() }, Aspect::Name, text("李明"), text("李鸣")),
        (Standing { exam_no: "2".into(), ..ours.clone() }, Aspect::ExamNo, text(&ours.exam_no), text("2")),
        (Standing { department: "文学院".into(), ..ours.clone() }, Aspect::Department, text("计算机学院"), text("文学院")),
        (Standing { major: "中文".into(), ..ours.clone() }, Aspect::Major, text("软件工程"), text("中文")),
        (Standing { education_level: "11".into(), ..ours.clone() }, Aspect::EducationLevel, text("31"), text("11")),
        (Standing { destination: None, ..ours.clone() }, Aspect::Destination, text("甲公司"), None),
        (Standing { destination: held(2), ..ours.clone() }, Aspect::Destination, text("甲公司"), text("甲公司")),
        (Standing { archive: None, ..ours.clone() }, Aspect::Archive, text("示范人才服务中心"), None),
        (Standing { household: None, ..ours.clone() }, Aspect::Household, text("示范路四号"), None),
    ];
    for (theirs, aspect, platform, ems) in grid {
        assert_eq!(found(from_ref(&ours), &[theirs]), [(1, aspect, platform, ems)]);
    }
}

#[test]
#[doc = "EXT-15, INV-01"]
fn who_stands_in_one_roster_only_is_one_difference_and_who_stands_in_none_is_none_ext_15() {
    let deleted = |serial| Standing { in_roster: false, major: "中文".into(), destination: held(1), ..standing(serial) };
    let number = |serial| Some(standing(serial).exam_no);
    let platform = [standing(1), deleted(2), deleted(3), standing(4)];
    let ems = [deleted(1), standing(2), deleted(3), standing(5)];
    let expected = [(1, number(1), None), (2, None, number(2)), (4, number(4), None), (5, None, number(5))];
    assert_eq!(found(&platform, &ems), expected.map(|(serial, here, there)| (serial, Aspect::Roster, here, there)));
}
