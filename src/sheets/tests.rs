use super::*;
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};
use wangqian_rules::{
    case::{CaseKind, Party, Phase, Returned, Status, Verdicts},
    ids::*,
    review::Stage,
};

const NOW: UnixMs = UnixMs(1_813_000_000_000);

fn row(number: u32, name: &str) -> CaseRow {
    let school = SchoolId(1);
    CaseRow {
        case: CaseId(uuid::Uuid::from_u128(number.into())),
        version: 1,
        kind: CaseKind::DESTINATION,
        status: Status::InReview(Phase::First, Stage::School),
        graduate: GraduateId { school, cohort: 2027, serial: number },
        exam_no: "00000000000001".into(),
        name: name.into(),
        school_name: "示例大学".into(),
        department: "计算机学院".into(),
        level: wangqian_rules::codes::LevelGroup::Undergraduate,
        major: "软件工程".into(),
        education_level: "31".into(),
        employer: None,
        subject: "@某某大学".into(),
        detail: "升学".into(),
        job_category: String::new(),
        salary_monthly: 0,
        since: NOW.plus_days(-1),
        submitted_at: Some(NOW.plus_days(-1)),
        expires_at: None,
        reviewer: None,
        former: None,
        begun_by: Party::Graduate,
        agreement_kind: None,
        about: None,
        mention: None,
        reported: None,
        returned: None,
        verdicts: Verdicts::default(),
    }
}

fn file(columns: &[Column], rows: &[CaseRow]) -> Vec<u8> {
    let wording = Wording { codes: Codes::builtin(), now: NOW, full: false };
    write("名单", columns, rows.iter().map(|row| Line { row, person: None, about: None }), wording).unwrap()
}

fn cells(file: &[u8]) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    workbook.worksheet_range_at(0).unwrap().unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn part(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
#[doc = "OFF-05"]
fn off_05_no_text_is_a_formula_or_a_number_whatever_it_begins_with() {
    let names = ["=1+1", "＝cmd|' /C calc'!A0", "+86", "－1", "-1", "@SUM(A1)", "\t=1", "0012", "<b>&\u{1}"];
    let rows: Vec<_> = (1..).zip(names).map(|(number, name)| row(number, name)).collect();
    let file = file(&cases::COLUMNS, &rows);
    let read = cells(&file);
    assert_eq!(read.len(), names.len() + 1);
    for (cells, name) in read[1..].iter().zip(names) {
        assert!(matches!(&cells[3], Data::String(number) if number == "00000000000001"), "{:?}", cells[3]);
        assert!(
            matches!(&cells[4], Data::String(text) if text.trim_start() == name.trim_start() || name.contains('\u{1}')),
            "{:?}",
            cells[4]
        );
        assert!(cells.iter().all(|cell| matches!(cell, Data::String(_) | Data::Empty)), "{cells:?}");
    }
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "no formula");
    assert!(part(&file, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
#[doc = "OFF-05"]
fn off_05_a_list_says_words_and_not_codes() {
    let back = Returned {
        at: NOW.plus_days(-3),
        by: "王老师（学校）".into(),
        stage: Stage::School,
        reason: "证明材料不清晰".into(),
        fields: vec!["录取学校".into(), "证明材料".into()],
    };
    let rows = [CaseRow { since: back.at, returned: Some(Box::new(back)), ..row(1, "李明") }];
    let read = cells(&file(&returned::COLUMNS, &rows));
    let said: Vec<_> = read[1].iter().map(ToString::to_string).collect();
    for words in
        ["李明", "本科生毕业", "去向登记", "证明材料不清晰", "录取学校、证明材料", "学校", "王老师（学校）", "3 天 0 小时"]
    {
        assert!(said.iter().any(|cell| cell == words), "{words}: {said:?}");
    }
    let read = cells(&file(&cases::COLUMNS, &[row(2, "方方")]));
    assert_eq!((read[0][13].to_string().as_str(), read[1][13].to_string().as_str()), ("等待时长", "1 天 0 小时"));
}

#[test]
#[doc = "OFF-05"]
fn off_05_twenty_thousand_rows_are_all_there() {
    let rows: Vec<_> = (1..=20_000).map(|number| row(number, "李明")).collect();
    let file = file(&cases::COLUMNS, &rows);
    assert_eq!(part(&file, "xl/worksheets/sheet1.xml").matches("<row ").count(), 20_001);
}
