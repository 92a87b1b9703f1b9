use super::*;
use crate::import::{
    fixture::{Draft, basis},
    template,
};
use std::io::{Cursor, Read};
use wangqian_rules::{fields::Fields, terms::Trial};

fn schools() -> Schools {
    let named = [(90001, "北示范大学"), (90002, "南示范大学"), (90003, "同名学院"), (90004, "同名学院")];
    Schools(named.into_iter().map(|(id, name)| (SchoolId(id), name.to_owned())).collect())
}

fn draft() -> Draft {
    Draft::new(&[
        ("学校", "北示范大学"),
        ("考生号", "27990001000001"),
        ("姓名", "李晓明"),
        ("应约有效期（天）", "7"),
        ("职位名称", "后端工程师"),
        ("职位类别", "工程技术人员"),
        ("工作地点", "北京市海淀区"),
        ("工作地址", "示范路二号"),
        ("月薪（税前，元）", "15,000"),
        ("试用期（月）", "3"),
        ("试用期月薪（元）", "12000"),
        ("服务期（年）", "1.5"),
        ("报到时间", "2027年7月5日"),
        ("报到期限", "20270720"),
        ("违约金（元）", "5000"),
        ("是否接收档案", ""),
        ("档案转寄类型", ""),
        ("是否接收户口", ""),
        ("户口迁转类型", ""),
    ])
}

fn file(draft: &Draft) -> InvitationFile {
    read(&draft.xlsx(), basis(), &schools()).unwrap()
}

/// What is said of the row's cells, by column.
fn faults(draft: &Draft, row: usize) -> Vec<String> {
    match &file(draft).lines[row].wanted {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.column.clone()).collect(),
    }
}

#[test]
#[doc = "SIG-09"]
fn sig_09_a_row_is_read_as_people_write_it() {
    let file = file(&draft());
    let wanted = file.lines[0].wanted.clone().unwrap();
    assert_eq!((wanted.school, wanted.number.as_str()), (SchoolId(90001), "27990001000001"));
    assert_eq!((wanted.valid_days, wanted.terms.salary_monthly, wanted.terms.service_half_years), (Some(7), 15_000, 3));
    assert_eq!((wanted.terms.job_category.as_str(), wanted.terms.work_region.as_str()), ("13", "110108"));
    assert_eq!(wanted.terms.report_from.to_string(), "2027-07-05");
    let mut fields = Fields::default();
    let _ = wanted.terms.checked("39", basis().codes, basis().today, true, &mut fields);
    assert_eq!(fields.outcome(()), Ok(()));
    assert!(file.notices.is_empty());
}

#[test]
#[doc = "SIG-09"]
fn sig_09_a_bad_row_names_every_fault_and_holds_no_other_back() {
    let spoilt = [("学校", "没有的大学"), ("月薪（税前，元）", "面议"), ("报到时间", "七月"), ("姓名", "")];
    let draft = draft().and(&spoilt).and(&[("考生号", "27990001000002")]);
    assert_eq!(faults(&draft, 1), ["学校", "姓名", "月薪（税前，元）", "报到时间"]);
    assert!(faults(&draft, 0).is_empty() && faults(&draft, 2).is_empty());
    assert_eq!(file(&draft).lines.iter().map(|line| line.row).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
#[doc = "SIG-09"]
fn sig_09_each_column_has_its_check() {
    for (column, value) in [
        ("学校", "同名学院"),
        ("考生号", ""),
        ("应约有效期（天）", "一周"),
        ("职位类别", "厨师长"),
        ("工作地点", "海淀"),
        ("服务期（年）", "1.2"),
        ("违约金（元）", "无"),
        ("是否接收档案", "也许"),
    ] {
        assert_eq!(faults(&draft().with(1, &[(column, value)]), 0), [column], "{value}");
    }
}

#[test]
#[doc = "SIG-09"]
fn sig_09_a_block_filled_in_without_its_yes_is_refused() {
    let archive = draft().with(1, &[("档案转寄类型", "转寄单位")]);
    let choices = basis().codes.rows(wangqian_rules::codes::CodeTable::ArchiveTransferType);
    let known = archive.with(1, &[("档案转寄类型", &choices[0].name)]);
    assert_eq!(faults(&known, 0), ["是否接收档案"]);
    assert!(faults(&known.with(1, &[("是否接收档案", "是")]), 0).is_empty());
}

/// The first files had no column for it.
#[test]
#[doc = "SIG-09, SIG-01"]
fn sig_09_an_apprenticeship_stands_in_its_own_column_in_place_of_a_probation() {
    let with = |probation: &str, pay: &str, apprenticeship: &str| {
        let mut draft = draft().with(1, &[("试用期（月）", probation), ("试用期月薪（元）", pay)]);
        draft.rows[0].push("见习期（月）".to_owned());
        draft.rows[1].push(apprenticeship.to_owned());
        draft
    };
    let trial = |draft: &Draft| file(draft).lines[0].wanted.clone().unwrap().terms.trial;
    let (probation, apprenticeship) =
        (Trial::Probation { months: 3, salary: Some(12_000) }, Trial::Apprenticeship { months: 12 });
    assert_eq!(trial(&draft()), probation);
    assert_eq!([trial(&with("3", "12000", "")), trial(&with("3", "12000", "0"))], [probation; 2]);
    assert_eq!([trial(&with("", "", "12")), trial(&with("0", "", "12个月"))], [apprenticeship; 2]);
    assert_eq!(trial(&with("", "", "")), Trial::Neither);
    assert_eq!(faults(&with("3", "", "12"), 0), ["见习期（月）"]);
    assert_eq!(faults(&with("0", "12000", "12"), 0), ["试用期（月）"]);
    assert_eq!(faults(&with("", "", "一年"), 0), ["见习期（月）"]);
}

#[test]
#[doc = "SIG-09"]
fn sig_09_two_rows_about_one_graduate_are_both_kept_back() {
    let draft = draft().and(&[("职位名称", "前端工程师")]).and(&[("考生号", "27990001000002")]);
    assert_eq!((faults(&draft, 0), faults(&draft, 1)), (vec!["考生号".to_owned()], vec!["考生号".to_owned()]));
    assert!(faults(&draft, 2).is_empty());
}

#[test]
#[doc = "SIG-09"]
fn sig_09_rows_behind_an_empty_one_are_named_and_a_long_file_is_refused() {
    let mut gap = draft();
    gap.rows.push(vec![String::new(); gap.rows[0].len()]);
    let gap = gap.and(&[]);
    let lines = file(&gap).lines;
    assert_eq!(lines.iter().map(|line| (line.row, line.wanted.is_ok())).collect::<Vec<_>>(), [(2, true), (4, false)]);
    let mut long = draft();
    long.rows.resize(ROWS_MAX + 2, long.rows[1].clone());
    let refused = read(&long.xlsx(), basis(), &schools()).unwrap_err();
    assert_eq!(refused.to_string(), "一次最多 2000 行，请分多个文件上传");
}

#[test]
#[doc = "SIG-09"]
fn sig_09_the_template_is_read_back_empty_and_rules_name_its_columns() {
    let xlsx = template::invitations(basis().codes, &schools()).unwrap();
    let file = read(&xlsx, basis(), &schools()).unwrap();
    assert!(file.lines.is_empty() && file.notices.is_empty());
    for (field, title) in [
        ("terms.salary_monthly", "月薪（税前，元）"),
        ("terms.service_half_years", "服务期（年）"),
        ("terms.apprenticeship_months", "见习期（月）"),
        ("terms.archive.postcode", "档案转寄单位邮编"),
        ("terms.household.transfer_type", "户口迁转类型"),
        ("terms.household", "是否接收户口"),
        ("valid_days", "应约有效期（天）"),
    ] {
        assert_eq!(title_of(field), title);
    }
}

#[test]
#[doc = "SIG-09"]
fn sig_09_returned_rows_are_text_whatever_they_hold_and_can_be_corrected() {
    let evil = "=HYPERLINK(\"http://x\",\"点\")";
    let draft = draft().with(1, &[("姓名", evil), ("月薪（税前，元）", "@SUM(1)")]);
    let line = file(&draft).lines.remove(0);
    let rows = vec![Returned { cells: line.cells, reasons: vec!["+1".to_owned(), "=2".to_owned()] }];
    let xlsx = returned(rows, basis().codes, &schools()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&xlsx)).unwrap();
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "no cell is a formula");
    let again = read(&xlsx, basis(), &schools()).unwrap();
    assert!(again.notices.is_empty(), "the reason is passed over");
    assert_eq!(again.lines[0].name, evil);
    let faults = again.lines[0].wanted.clone().unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.column.as_str()).collect::<Vec<_>>(), ["月薪（税前，元）"]);
}

#[test]
#[doc = "SIG-09"]
fn sig_09_clauses_may_stand_in_several_lines_and_numbers_in_full_width() {
    let mut draft = draft().with(1, &[("考生号", "２７９９０００１００００01")]);
    for (title, value) in [("其他约定", "1. 服务期三年\n2. 提供住宿"), ("薪酬说明", "绩效\n另计")] {
        draft.rows[0].push(title.to_owned());
        draft.rows[1].push(value.to_owned());
    }
    let wanted = file(&draft).lines[0].wanted.clone().unwrap();
    assert_eq!((wanted.terms.other_terms.as_str(), wanted.number.as_str()), ("1. 服务期三年\n2. 提供住宿", "27990001000001"));
    assert_eq!(faults(&draft.with(1, &[("职位名称", "软件\n工程师")]), 0), ["职位名称"]);
}

#[test]
#[doc = "SIG-09, ROS-01"]
fn sig_09_no_cell_is_changed_without_a_notice() {
    let read = file(&draft().and(&[("考生号", "27990001000002"), ("职位名称", "后端\u{200b}工程师")]));
    let told: Vec<_> = read.notices.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["第 3 行“职位名称”：已去除看不见的字符（U+200B）"]);
    assert_eq!(read.lines[1].wanted.clone().unwrap().terms.job_title, "后端工程师");
}
