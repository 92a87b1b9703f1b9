//! A school's roster (学生名单).

pub(super) mod columns;

use super::column::YES;
use super::row::RowReader;
use super::{Basis, ImportError, Imported, dates, duplicates, file};
use columns::*;
use jiff::civil::Date;
use wangqian_rules::check::{Email, ExamNo, IdDocument, IdDocumentType, Mobile, PersonName, StudentNo};
use wangqian_rules::codes::{LevelGroup, level_group};
use wangqian_rules::ids::SchoolId;
use wangqian_rules::profile::Profile;

/// A graduate as a roster names them, with their school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    pub school: SchoolId,
    pub school_name: String,
    pub profile: Profile,
}

/// Reads a roster file.
///
/// # Errors
/// A file that cannot be trusted, read or understood; faults of single rows are in the answer.
pub fn read(bytes: &[u8], basis: Basis<'_>) -> Result<Imported<RosterEntry>, ImportError> {
    let mut imported = file::read(bytes, &ALL, basis, entry)?;
    duplicates::refuse(&mut imported, ID_NO.title, |entry| Some(format!("{} {}", entry.profile.cohort, entry.profile.id_no)));
    duplicates::refuse(&mut imported, EXAM_NO.title, |entry| {
        Some(format!("{} {} {}", entry.school, entry.profile.cohort, entry.profile.exam_no))
    });
    duplicates::refuse(&mut imported, STUDENT_NO.title, |entry| Some(format!("{} {}", entry.school, entry.profile.student_no)));
    imported.errors.sort_by_key(|error| error.row);
    Ok(imported)
}

/// The whole row is read before anything is given up, so that every fault is noted at once.
fn entry(row: &mut RowReader<'_>) -> Option<RosterEntry> {
    let school = row.checked(&SCHOOL_CODE, school_code);
    let school_name = row.value(&SCHOOL_NAME);
    let profile = profile(row)?;
    Some(RosterEntry { school: school?, school_name, profile })
}

/// As in [`entry`]: what may be missing comes last.
fn profile(row: &mut RowReader<'_>) -> Option<Profile> {
    let education_level = row.value(&EDUCATION_LEVEL);
    let graduates_on = row.checked(&GRADUATES_ON, dates::day);
    let gender = row.value(&GENDER);
    let training_mode = row.value(&TRAINING_MODE);
    let id_type = IdDocumentType::from_label(&row.value(&ID_TYPE)).unwrap_or_default();
    Some(Profile {
        exam_no: row.text(&EXAM_NO, |text| ExamNo::parse(text, &education_level)),
        name: name(row),
        id_type,
        id_no: id_no(row, id_type, &gender),
        gender,
        ethnicity: row.value(&ETHNICITY),
        political_status: row.value(&POLITICAL_STATUS),
        department: row.value(&DEPARTMENT),
        class_name: row.value(&CLASS),
        student_no: row.text(&STUDENT_NO, StudentNo::parse),
        major_code: row.text(&MAJOR_CODE, major_code),
        major: row.value(&MAJOR),
        schooling_years: row.value(&SCHOOLING_YEARS),
        directed_employer: directed_employer(row, &training_mode),
        training_mode,
        origin_region: origin_region(row),
        enrolled_on: row.text(&ENROLLED_ON, dates::month_or_day),
        normal_student_type: row.value(&NORMAL_STUDENT_TYPE),
        hardship_type: row.value(&HARDSHIP_TYPE),
        mobile: row.text(&MOBILE, Mobile::parse),
        email: row.text(&EMAIL, Email::parse),
        archive_in_school: row.value(&ARCHIVE_IN_SCHOOL) == YES,
        household_in_school: row.value(&HOUSEHOLD_IN_SCHOOL) == YES,
        cohort: cohort(row, graduates_on),
        level: level(row, &education_level)?,
        education_level,
        graduates_on: graduates_on?,
    })
}

fn name(row: &mut RowReader<'_>) -> String {
    let Some((name, notices)) = row.checked(&NAME, PersonName::parse) else { return String::new() };
    for notice in notices {
        row.notice(&NAME, notice);
    }
    name.as_str().to_owned()
}

fn id_no(row: &mut RowReader<'_>, kind: IdDocumentType, gender: &str) -> String {
    let today = row.basis.today;
    let Some(document) = row.checked(&ID_NO, |text| IdDocument::parse(kind, text, today)) else { return String::new() };
    if document.gender().is_some_and(|told| !gender.is_empty() && told.code() != gender) {
        row.refuse(&GENDER, "与身份证号第 17 位（奇数为男，偶数为女）不一致");
    }
    document.number().to_owned()
}

fn level(row: &mut RowReader<'_>, education_level: &str) -> Option<LevelGroup> {
    let level = level_group(education_level);
    if level.is_none() && !education_level.is_empty() {
        row.refuse(&EDUCATION_LEVEL, "无法判断属于本专科还是研究生");
    }
    level
}

/// 定向 (2, 21, 22) and 委培 (4, 41, 42) are for somebody.
fn directed_employer(row: &mut RowReader<'_>, training_mode: &str) -> String {
    let employer = row.value(&DIRECTED_EMPLOYER);
    if employer.is_empty() && training_mode.starts_with(['2', '4']) {
        row.refuse(&DIRECTED_EMPLOYER, "培养方式为定向或委培时不能为空");
    }
    employer
}

/// 城乡生源 belongs to the origin; it is checked with it, a profile has no use for it.
fn origin_region(row: &mut RowReader<'_>) -> String {
    row.value(&URBAN_RURAL);
    row.value(&ORIGIN_REGION)
}

/// Without a column of its own the cohort is the year of graduation. The newest cohort is the one that signs (ROS-03): a slip of the
/// pen must not open one that nobody is in.
fn cohort(row: &mut RowReader<'_>, graduates_on: Option<Date>) -> u16 {
    let stated = row.checked(&COHORT, |text| {
        let year = text.trim_end_matches(['届', '年']).parse().ok();
        year.filter(|year| (2000..=2100).contains(year)).ok_or("应为四位年份，如 2027")
    });
    let graduation_year = graduates_on.and_then(|day| u16::try_from(day.year()).ok());
    let cohort = stated.or(graduation_year).unwrap_or_default();
    if i32::from(cohort) > i32::from(row.basis.today.year()) + 1 {
        row.refuse(&COHORT, "不能晚于明年毕业的一届，请核对毕业届和毕业时间");
    }
    cohort
}

fn school_code(text: &str) -> Result<SchoolId, &'static str> {
    let code = text.parse().ok().filter(|code| text.len() == 5 && (10_001..=99_999).contains(code));
    code.map(SchoolId).ok_or("应为 5 位数字的院校代码，如 10001")
}

/// 4 to 6 digits, then up to two letters (K, T, TK).
fn major_code(text: &str) -> Result<String, &'static str> {
    let code = text.to_ascii_uppercase();
    let digits = code.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let shaped =
        (4..=6).contains(&digits.len()) && code.len() - digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    if shaped { Ok(code) } else { Err("应为 4 至 6 位数字，后面可有 K、T、TK 等字母，如 080901") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixture::{Draft, basis, xlsx};
    use wangqian_rules::check::IdNumber;

    /// Another person's number: men have an odd sequence.
    fn id(sequence: u32) -> String {
        IdNumber::with_check_digit(&format!("32010620050704{sequence:03}")).unwrap()
    }

    fn draft() -> Draft {
        Draft::new(&[
            ("考生号", "23320102150001"),
            ("姓名", "李雷"),
            ("身份证号", &id(1)),
            ("性别代码", "1"),
            ("民族代码", "01"),
            ("政治面貌代码", "03"),
            ("院校代码", "10284"),
            ("院校名称", "示范大学"),
            ("所在院系", "计算机学院"),
            ("所在班级", "计算机2301"),
            ("学号", "230001"),
            ("学历代码", "31"),
            ("专业代码", "080901"),
            ("专业名称", "计算机科学与技术"),
            ("学制", "4"),
            ("培养方式代码", "1"),
            ("定向或委培单位", ""),
            ("生源所在地代码", "320106"),
            ("城乡生源", "城镇"),
            ("入学时间", "202309"),
            ("毕业时间", "20270630"),
            ("师范生类别代码", "2"),
            ("困难生类别代码", "0"),
            ("手机号码", "+86 138-1234-1234"),
            ("电子邮箱", "lilei@stu.example.edu.cn"),
            ("档案是否转入学校", "是"),
            ("户口是否转入学校", "否"),
        ])
    }

    /// A second person beside the first.
    const OTHER: [(&str, &str); 3] = [("考生号", "23320102150002"), ("学号", "230002"), ("姓名", "韩梅")];

    fn read_draft(draft: &Draft) -> Imported<RosterEntry> {
        read(&draft.xlsx(), basis()).unwrap()
    }

    fn faults(draft: &Draft) -> Vec<String> {
        read_draft(draft).errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_row_becomes_a_profile() {
        let imported = read_draft(&draft());
        assert_eq!(imported.errors, []);
        assert_eq!((imported.rows_read, imported.lines.len()), (1, 1));
        let RosterEntry { school, school_name, profile } = &imported.lines[0].value;
        assert_eq!((*school, school_name.as_str()), (SchoolId(10_284), "示范大学"));
        assert_eq!((profile.cohort, profile.level), (2027, LevelGroup::Undergraduate));
        assert_eq!((profile.mobile.as_str(), profile.enrolled_on.as_str()), ("13812341234", "202309"));
        assert_eq!((profile.archive_in_school, profile.household_in_school), (true, false));
    }

    #[test]
    fn the_national_pinyin_headers_do_as_well() {
        let mut rows = draft().rows;
        for header in &mut rows[0] {
            *header = ALL.iter().find(|column| column.is_called(header)).unwrap().pinyin.to_owned();
        }
        let imported = read(&xlsx(&rows), basis()).unwrap();
        assert_eq!(imported.lines, read_draft(&draft()).lines);
    }

    #[test]
    fn codes_may_be_given_by_name_and_the_cohort_by_its_own_column() {
        let mut draft = draft().with(1, &[("性别代码", "男"), ("民族代码", "汉族"), ("学历代码", "31 本科生毕业")]);
        draft.rows[0].push("毕业届".to_owned());
        draft.rows[1].push("2026届".to_owned());
        let profile = &read_draft(&draft).lines[0].value.profile;
        assert_eq!((profile.gender.as_str(), profile.ethnicity.as_str()), ("1", "01"));
        assert_eq!((profile.education_level.as_str(), profile.cohort), ("31", 2026));
    }

    #[test]
    fn every_fault_of_a_row_is_reported_at_once_without_the_number() {
        let bad = "32010620050704001Y";
        let imported = read_draft(&draft().with(1, &[("身份证号", bad), ("民族代码", "1"), ("毕业时间", "六月")]));
        let messages: Vec<_> = imported.errors.iter().map(ToString::to_string).collect();
        assert_eq!(messages.len(), 3);
        assert!(messages.contains(&"第 2 行“身份证号”：身份证号前 17 位应为数字，最后一位应为数字或 X".to_owned()));
        assert!(messages.contains(&"第 2 行“毕业时间”：应为年月日，如 20270630".to_owned()));
        assert!(messages.iter().all(|message| !message.contains(bad)));
        assert!(imported.lines.is_empty());
    }

    #[test]
    fn each_field_has_its_check() {
        for (column, value) in [
            ("考生号", "2332010215000"),
            ("姓名", "李雷1"),
            ("院校代码", "284"),
            ("所在院系", ""),
            ("专业代码", "080"),
            ("专业代码", "计算机"),
            ("学制", "9"),
            ("培养方式代码", "6"),
            ("生源所在地代码", "320000"),
            ("城乡生源", "郊区"),
            ("手机号码", "12345"),
            ("电子邮箱", "lilei"),
            ("户口是否转入学校", "不清楚"),
        ] {
            let messages = faults(&draft().with(1, &[(column, value)]));
            assert_eq!(messages.len(), 1, "{column} {value}: {messages:?}");
            assert!(messages[0].starts_with(&format!("第 2 行“{column}”")), "{messages:?}");
        }
    }

    #[test]
    fn the_gender_must_agree_with_the_id_number() {
        let messages = faults(&draft().with(1, &[("性别代码", "2")]));
        assert_eq!(messages, ["第 2 行“性别代码”：与身份证号第 17 位（奇数为男，偶数为女）不一致"]);
    }

    #[test]
    #[doc = "ROS-05"]
    fn a_directed_graduate_has_an_employer_ros_05() {
        let messages = faults(&draft().with(1, &[("培养方式代码", "21")]));
        assert_eq!(messages, ["第 2 行“定向或委培单位”：培养方式为定向或委培时不能为空"]);
        assert!(faults(&draft().with(1, &[("培养方式代码", "21"), ("定向或委培单位", "某部")])).is_empty());
    }

    #[test]
    fn a_changed_separator_is_told() {
        let imported = read_draft(&draft().with(1, &[("姓名", "买买提•艾力")]));
        assert_eq!(imported.lines[0].value.profile.name, "买买提·艾力");
        assert_eq!(imported.notices[0].to_string(), "第 2 行“姓名”：姓名中的间隔号已统一为“·”");
    }

    #[test]
    fn the_department_is_kept_character_for_character() {
        let imported = read_draft(&draft().with(1, &[("所在院系", "人工智能（未来）学院")]));
        assert_eq!(imported.lines[0].value.profile.department, "人工智能（未来）学院");
    }

    #[test]
    fn a_repeated_id_number_refuses_both_rows_naming_both() {
        let draft = draft().and(&OTHER).and(&[("考生号", "23320102150003"), ("学号", "230003"), ("身份证号", &id(3))]);
        let imported = read_draft(&draft);
        assert_eq!(imported.lines.iter().map(|line| line.row).collect::<Vec<_>>(), [4]);
        let messages: Vec<_> = imported.errors.iter().map(ToString::to_string).collect();
        let both = "“身份证号”：第 2、3 行相同，均未导入，请核对";
        assert_eq!(messages, [format!("第 2 行{both}"), format!("第 3 行{both}")]);
    }

    #[test]
    fn exam_and_student_numbers_are_unique_within_a_school_only() {
        let same = draft().and(&[("身份证号", &id(3)), ("学号", "230002")]);
        assert_eq!(read_draft(&same).lines.len(), 0);
        let elsewhere = draft().and(&[("身份证号", &id(3)), ("院校代码", "10285")]);
        assert_eq!(read_draft(&elsewhere).lines.len(), 2);
    }

    #[test]
    fn an_empty_row_ends_the_roster_and_the_rest_is_named() {
        let mut draft = draft().and(&OTHER).and(&OTHER);
        draft.rows[2] = vec![];
        let imported = read_draft(&draft);
        assert_eq!((imported.rows_read, imported.lines.len()), (1, 1));
        assert_eq!(imported.errors[0].row, 4);
    }

    #[test]
    fn an_unknown_column_is_named_and_does_no_harm() {
        let mut draft = draft();
        draft.rows[0].push("星座".to_owned());
        draft.rows[1].push("=cmd|'/c calc'!A0".to_owned());
        let imported = read_draft(&draft);
        assert_eq!(imported.lines.len(), 1);
        assert_eq!(imported.notices[0].column, "星座");
    }

    #[test]
    fn cells_right_of_the_hundredth_column_refuse_their_row() {
        let mut draft = draft();
        draft.rows[1].resize(101, String::new());
        draft.rows[1][100] = "远".to_owned();
        assert_eq!(faults(&draft), ["第 2 行：第 100 列之后还有内容，请删除后重新导入"]);
    }

    #[test]
    fn a_file_without_its_columns_is_refused_whole() {
        let refused = read(&xlsx(&[vec!["姓名".to_owned()]]), basis()).unwrap_err();
        assert!(matches!(refused, ImportError::MissingColumns(columns) if columns[0] == "考生号"));
    }

    #[test]
    #[doc = "ACC-03, ROS-01"]
    fn ros_01_unseen_characters_make_no_second_department_and_no_second_number() {
        let changes = [
            ("所在院系", "计算机\u{a0}学院\u{200b}"),
            ("性别代码", "男\u{200b}"),
            ("学制", "４"),
            ("手机号码", "\u{202d}13812341234\u{202c}"),
        ];
        let imported = read_draft(&draft().with(1, &changes));
        assert_eq!(imported.errors, []);
        let profile = &imported.lines[0].value.profile;
        assert_eq!((profile.department.as_str(), profile.gender.as_str()), ("计算机学院", "1"));
        assert_eq!((profile.schooling_years.as_str(), profile.mobile.as_str()), ("4", "13812341234"));
        let told: Vec<_> = imported.notices.iter().map(|notice| notice.column.as_str()).collect();
        assert_eq!(told, ["性别代码", "所在院系", "手机号码"]);
        let same = draft().and(&OTHER).with(2, &[("学号", "\u{200b}230001"), ("身份证号", &id(3))]);
        assert_eq!(read_draft(&same).lines.len(), 0, "one number of two");
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_codes_beside_their_names_are_taken_unless_they_contradict() {
        let mut draft = draft();
        for (title, value) in [("性别", "男"), ("民族", "汉族"), ("学历", "本科"), ("生源所在地", "江苏省南京市鼓楼区")]
        {
            draft.rows[0].push(title.to_owned());
            draft.rows[1].push(value.to_owned());
        }
        let imported = read_draft(&draft);
        assert_eq!((imported.errors.len(), imported.notices.len()), (0, 4), "{:?}", imported.errors);
        let contradicted = faults(&draft.with(1, &[("民族", "回族")]));
        assert_eq!(contradicted, ["第 2 行“民族代码”：与同一行的“民族”列不一致，请核对"]);
    }

    /// The draft with further columns.
    fn beside(columns: &[(&str, &str)]) -> Draft {
        let mut draft = draft();
        for (title, value) in columns {
            draft.rows[0].push((*title).to_owned());
            draft.rows[1].push((*value).to_owned());
        }
        draft
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_one_field_under_several_headers_is_taken_unless_they_contradict() {
        let same = [("手机", "138 1234 1234"), ("移动电话", "13812341234"), ("证件号码", &id(1)), ("院系", "计算机 学院")];
        assert_eq!(faults(&beside(&same)), Vec::<String>::new());
        let other = faults(&beside(&[("手机", "13812341235"), ("证件号码", &id(3))]));
        assert_eq!(
            other,
            ["第 2 行“身份证号”：与同一行的“证件号码”列不一致，请核对", "第 2 行“手机号码”：与同一行的“手机”列不一致，请核对"]
        );
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_name_stands_in_for_the_code_that_is_missing_and_a_short_one_is_compared() {
        let imported = read_draft(&beside(&[("民族", "回族")]).with(1, &[("民族代码", "")]));
        assert_eq!(imported.lines[0].value.profile.ethnicity, "03", "{:?}", imported.errors);
        assert_eq!(faults(&beside(&[("政治面貌", "共青团员")])), Vec::<String>::new());
        assert_eq!(faults(&beside(&[("政治面貌", "党员")])), ["第 2 行“政治面貌代码”：与同一行的“政治面貌”列不一致，请核对"]);
        let unknown = read_draft(&beside(&[("政治面貌", "积极分子")]));
        assert_eq!(unknown.notices[1].to_string(), "第 2 行“政治面貌代码”：“政治面貌”列写的名称不在代码表中，未与代码核对");
    }

    #[test]
    #[doc = "ROS-01, ACC-03"]
    fn ros_01_brackets_of_either_width_are_one_department_with_notice() {
        let imported = read_draft(&draft().with(1, &[("所在院系", "人工智能(未来)学院")]));
        assert_eq!(imported.lines[0].value.profile.department, "人工智能（未来）学院");
        assert_eq!(imported.notices.len(), 1);
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_numbers_that_may_have_lost_a_digit_are_refused() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip(&draft().rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        let column = |wanted: &str| draft().rows[0].iter().position(|title| title == wanted).unwrap() as u16;
        sheet.write_number(1, column("入学时间"), 2023.1).unwrap();
        sheet.write_number(1, column("学号"), 1.1).unwrap();
        sheet.write_number(1, column("所在班级"), 2301.1).unwrap();
        sheet.write_number(1, column("专业代码"), 80_901.0).unwrap();
        let faults = read(&workbook.save_to_buffer().unwrap(), basis()).unwrap().errors;
        let at: Vec<_> = faults.iter().map(|fault| fault.column.as_str()).collect();
        assert_eq!(at, ["所在班级", "学号", "专业代码", "入学时间"]);
        assert!(faults[3].message.contains("202310") && faults[2].message.contains("080901"), "{faults:?}");
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_place_may_be_called_as_before_a_merger() {
        let imported = read_draft(&draft().with(1, &[("生源所在地代码", "浙江省杭州市江干区")]));
        assert_eq!(imported.lines[0].value.profile.origin_region, "330104");
    }
}
