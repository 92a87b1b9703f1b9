//! 「数据统计」 over HTTP: the page, its file and the lists say the same, each reader sees their own, and a province the sum (STA-01).

use crate::{app::TestApp, cast::*, users::User};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use wangqian_protocol::{
    case::CaseChanged,
    form::{BeginCase, Filled},
    statistics::{FigureTable, Statistics},
};

impl User {
    async fn statistics(&self, query: &str) -> Statistics {
        self.get(&format!("/statistics{query}")).await.ok()
    }

    async fn looks_for_work(&self) -> CaseChanged {
        let answers = [("subcode", "P70A"), ("need_help", "no")];
        let answers = answers.into_iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
        let filled = Filled { form: "UNEMPLOYED".to_owned(), answers, files: Vec::new() };
        self.post("/cases").json(&BeginCase { kind: "destination".to_owned(), filled, about: None }).send().await.ok()
    }
}

fn figure(statistics: &Statistics, code: &str) -> (usize, Option<usize>) {
    let figure = statistics.figures.iter().find(|figure| figure.code == code).unwrap();
    (figure.count, figure.rate)
}

/// Label, total and placement rate of each row of the one table.
fn rows(statistics: &Statistics) -> Vec<(&str, usize, Option<usize>)> {
    let [table] = &statistics.tables[..] else { panic!("one table was asked for") };
    table.rows.iter().map(|row| (row.label.as_str(), row.total, row.placed)).collect()
}

/// Of the northern school's six, one has an agreement, one looks for work, one waits at its department and one was rejected there.
async fn under_way() -> TestApp {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let case = app.graduate(&FANG).await.looks_for_work().await;
    app.settle().await;
    app.pass(2 * 3_600_000);
    let case = app.staff(&DEPARTMENT).await.approve(&case).await.ok();
    app.settle().await;
    app.staff(&SCHOOL).await.approve(&case).await.ok();
    app.accepted(&CLOUD, &MASTER).await;
    let case = app.accepted(&RIVAL, &LINGUIST).await;
    app.staff(&LANGUAGES_DEPARTMENT).await.reject(&case, "REJ_OTHER", "请核对").await.ok();
    app.settle().await;
    app
}

#[tokio::test]
#[doc = "STA-01"]
async fn sta_01_the_page_its_file_and_the_lists_count_the_same() {
    let app = under_way().await;
    let school = app.staff(&SCHOOL).await;
    let page = school.statistics("?by=department").await;
    let roster = school.roster("").await.ok();
    let cases = school.list("?limit=200").await.ok();
    let registered = cases.rows.iter().filter(|row| row.state == "effective").count();
    assert_eq!((page.graduates, figure(&page, "total").0, page.cohort), (roster.total, roster.total, Some(COHORT)));
    assert_eq!(figure(&page, "placed"), (1, Some(1667)));
    assert_eq!(figure(&page, "GROUP_CONTRACT").0 + figure(&page, "GROUP_WAITING").0, registered);
    assert_eq!(figure(&page, "unregistered").0, roster.total - registered);
    assert_eq!(rows(&page), [(COMPUTING, 5, Some(2000)), (LANGUAGES, 1, Some(0))]);
    for (department, total, _) in rows(&page) {
        assert_eq!(school.roster(&format!("?department={department}")).await.ok().total, total);
    }

    assert_eq!((page.cases, cases.rows.len()), (cases.total, cases.total));
    for state in &page.process.states {
        let listed = cases.rows.iter().filter(|row| row.kind == state.kind && row.state == state.state);
        assert_eq!(listed.count(), state.count, "{} {}", state.kind_label, state.state_label);
    }
    let waiting = &page.process.waiting[..];
    assert_eq!((waiting.len(), waiting[0].level.as_str(), waiting[0].count), (1, "department", 1));
    let department = page.process.levels.iter().find(|level| level.level == "department").unwrap();
    assert_eq!((department.decided, department.rejected, department.median_min, department.p90_min), (3, 1, 0, 120));
    assert_eq!(page.process.rejected[0].label, "其他");
    assert_file_is(&school.download("/statistics/file").await, &school, &page).await;
}

/// Every figure with its definition, and every table that the page can ask for, stand in the file.
async fn assert_file_is(file: &[u8], school: &User, page: &Statistics) {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let figures = workbook.worksheet_range("指标").unwrap();
    for figure in &page.figures {
        let line = figures.rows().find(|row| row[0].to_string().trim_start_matches('　') == figure.label).unwrap();
        assert_eq!((&line[1], line[4].to_string()), (&Data::Float(figure.count as f64), figure.definition.clone()));
        assert_eq!(line[3].to_string().parse().ok(), figure.rate.map(|rate| rate as f64 / 10_000.0));
    }
    assert!(figures.rows().any(|row| row[1].to_string() == page.grouping));
    assert_eq!(workbook.sheet_names().len(), page.characteristics.len() + 2);
    for (place, by) in (1..).zip(&page.characteristics) {
        let table = school.statistics(&format!("?by={}", by.code)).await.tables.remove(0);
        let sheet = workbook.worksheet_range_at(place).unwrap().unwrap();
        assert_sheet_is(&sheet, &table);
    }
}

fn assert_sheet_is(sheet: &calamine::Range<Data>, table: &FigureTable) {
    let below_head = sheet.rows().skip_while(|row| row[0] != "代码").skip(1);
    let shown: Vec<_> = below_head.map(|row| (row[1].to_string(), row[2].clone())).collect();
    let expected = table.rows.iter().chain([&table.sum]).map(|row| (row.label.clone(), Data::Float(row.total as f64)));
    assert_eq!(shown, expected.collect::<Vec<_>>(), "{}", table.label);
}

#[tokio::test]
#[doc = "STA-01 ACC-07 ACC-08"]
async fn sta_01_each_reader_counts_their_own_graduates() {
    let app = under_way().await;
    let of = async |clerk: &Clerk, query: &str| {
        let page = app.staff(clerk).await.statistics(query).await;
        (page.scope.clone(), page.graduates, page.cases)
    };
    assert_eq!(of(&SCHOOL, "").await, (NORTH.name.to_owned(), 6, 4));
    assert_eq!(of(&SCHOOL, &format!("?department={LANGUAGES}")).await, (format!("{} · {LANGUAGES}", NORTH.name), 1, 1));
    assert_eq!(of(&DEPARTMENT, "").await, (format!("{} · {COMPUTING}", NORTH.name), 5, 3));
    assert_eq!(of(&UNDERGRADUATES_ONLY, "").await, (format!("{} · 本专科", NORTH.name), 5, 3));
    assert_eq!(of(&SOUTH_SCHOOL, "").await, (SOUTH.name.to_owned(), 1, 0));

    let department = app.staff(&DEPARTMENT).await;
    let others = format!("/statistics?department={LANGUAGES}");
    assert_eq!(department.get::<()>(&others).await.status, 404);
    department.get::<()>("/statistics?by=school").await.refused(422, "invalid_field");
    assert_eq!(rows(&department.statistics("?by=department").await), [(COMPUTING, 5, Some(2000))]);
    assert_eq!(department.statistics(&format!("?department={COMPUTING}")).await.graduates, 5);
}

#[tokio::test]
#[doc = "STA-01"]
async fn sta_01_a_province_is_the_sum_of_its_schools_and_sees_each() {
    let app = under_way().await;
    let (north, school) = (app.province(&NORTH).await, app.staff(&SCHOOL).await);
    let page: Statistics = north.get("/province/statistics").await.ok();
    assert_eq!(rows(&page), [(NORTH.name, 6, Some(1667))]);
    let own = school.statistics("").await;
    assert_eq!((page.figures, page.process, page.scope.as_str()), (own.figures, own.process, NORTH.province_name));
    let one = format!("/province/statistics?school={}&department={COMPUTING}", NORTH.school);
    let one: Statistics = north.get(&one).await.ok();
    assert_eq!((one.graduates, one.tables[0].code.as_str()), (5, "department"));
    let foreign = format!("/province/statistics?school={}", SOUTH.school);
    assert_eq!(north.get::<()>(&foreign).await.status, 404);
    let file = north.download("/province/statistics/file").await;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let schools = workbook.worksheet_range("按学校").unwrap();
    assert!(schools.rows().any(|row| row[1] == NORTH.name && row[2] == Data::Float(6.0)));
}
