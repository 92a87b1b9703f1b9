//! Lists to keep: the same rows as on the page, in words; full numbers for a reason only (OFF-05, EXT-08).

use crate::{agreements::*, app::TestApp, cast::*, users::User};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use wangqian_protocol::reveal::{Reveal, RevealPage};
use wangqian_rules::school::reveals::REVEALS_PER_HOUR;

/// The rows of a file below its head, by the titles of its columns.
struct Sheet {
    titles: Vec<String>,
    rows: Vec<Vec<Data>>,
}

impl Sheet {
    fn read(file: Vec<u8>) -> Self {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        let range = workbook.worksheet_range_at(0).unwrap().unwrap();
        let mut rows = range.rows().map(<[Data]>::to_vec);
        let titles = rows.next().unwrap().iter().map(ToString::to_string).collect();
        Self { titles, rows: rows.collect() }
    }

    fn column(&self, title: &str) -> Vec<String> {
        let place = self.titles.iter().position(|known| known == title).unwrap_or_else(|| panic!("no {title}"));
        self.rows.iter().map(|row| row.get(place).map(ToString::to_string).unwrap_or_default()).collect()
    }
}

impl User {
    async fn export(&self, path: &str) -> Sheet {
        Sheet::read(self.download(&format!("/exports{path}")).await)
    }

    async fn export_in_full(&self, path: &str, reason: &str) -> Sheet {
        let body = Reveal { reason: reason.to_owned() };
        Sheet::read(self.post(&format!("/exports{path}")).json(&body).download().await)
    }
}

#[tokio::test]
#[doc = "OFF-05, EXT-08"]
async fn off_05_a_file_has_the_rows_of_the_list_in_its_order_and_no_full_number() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.pass(60_000);
    app.accepted(&RIVAL, &LINGUIST).await;
    app.pass(3_600_000);
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    let file = school.export("/cases?kind=online_signing&state=accepted_in_review").await;
    assert_eq!(file.column("姓名"), [MING.name, LINGUIST.name]);
    assert_eq!(file.column("考生号"), [MING.exam_no(), LINGUIST.exam_no()]);
    assert_eq!(file.column("用人单位或去向"), [CLOUD.name, RIVAL.name]);
    assert_eq!(file.column("状态")[0], "学生已同意签约，等待学院审核");
    assert_eq!((file.column("职位类别")[0].as_str(), file.column("发起方")[0].as_str()), ("工程技术人员", "单位"));
    assert_eq!((file.column("等待时长")[0].as_str(), file.column("等待时长")[1].as_str()), ("1 小时 1 分钟", "1 小时 0 分钟"));
    assert_eq!(file.column("身份证号")[0], format!("1101**********{}", &MING.id_no()[14..]));

    assert_eq!(school.export("/cases?order=newest").await.column("姓名"), [LINGUIST.name, MING.name]);
    assert_eq!(school.export(&format!("/cases?department={LANGUAGES}")).await.column("姓名"), [LINGUIST.name]);
    assert_eq!(school.export("/cases?state=effective").await.rows.len(), 0);
    assert_eq!(department.export("/cases").await.column("姓名"), [MING.name], "the department's own");
    school.get::<()>("/exports/cases?state=x").await.refused(422, "invalid_field");
    school.get::<()>("/exports/cases?colour=red").await.refused(400, "malformed");
}

#[tokio::test]
#[doc = "OFF-05, RES-05"]
async fn off_05_a_rescission_carries_the_job_category_of_its_agreement() {
    let app = TestApp::spawn().await;
    let agreement = app.signed_on_paper().await;
    let (graduate, school) = (app.graduate(&SOUTHERNER).await, app.staff(&SOUTH_SCHOOL).await);
    school.set_rescission_limit(1).await.ok();
    let letter = graduate.scans(3).await;
    graduate.begins("offline_rescission", Some(&agreement), reasons("OFFLINE_RESCISSION", vec![letter])).await.ok();
    app.settle().await;
    let file = school.export("/cases?kind=rescission&state=rescission_in_review").await;
    assert_eq!(file.column("职位类别"), ["工程技术人员"]);
}

#[tokio::test]
#[doc = "OFF-05"]
async fn off_05_who_was_returned_is_listed_until_it_is_handed_in_again() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let case = graduate.studies_on().await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    assert_eq!(school.export("/returned?kind=destination").await.rows.len(), 0);
    department.send_back(&case, "=证明材料不清晰", &["files", "admission_no"]).await.ok();
    app.settle().await;
    app.pass(2 * 86_400_000);
    let school = app.staff(&SCHOOL).await;
    let file = school.export("/returned?kind=destination&state=effective").await;
    let said = |title| file.column(title).remove(0);
    assert_eq!((said("姓名").as_str(), said("考生号")), (MING.name, MING.exam_no()));
    assert_eq!((said("退回原因").as_str(), said("退回人").as_str()), ("=证明材料不清晰", "张院长（计算机学院）"));
    assert!(said("需修改的内容").starts_with("证明材料、"), "{}", said("需修改的内容"));
    assert_eq!((said("退回级别").as_str(), said("退回已有").as_str()), ("学院", "2 天 0 小时"));
    assert_eq!(school.export("/returned?kind=online_signing").await.rows.len(), 0);
    assert_eq!(app.staff(&LANGUAGES_DEPARTMENT).await.export("/returned").await.rows.len(), 0, "not theirs");

    let graduate = app.graduate(&MING).await;
    let detail = graduate.read(&case).await.ok();
    let filled = detail.filled.unwrap();
    let seen = wangqian_protocol::case::CaseChanged { version: detail.row.version, ..case };
    graduate.submit_again(&seen, &filled).await.ok();
    app.settle().await;
    assert_eq!(school.export("/returned").await.rows.len(), 0);
}

#[tokio::test]
#[doc = "EXT-08, OFF-05"]
async fn ext_08_full_numbers_in_a_file_ask_for_a_reason_and_each_graduate_is_on_record() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.accepted(&RIVAL, &LINGUIST).await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    let refused = school.post("/exports/cases").json(&Reveal { reason: "curiosity".to_owned() }).send::<()>().await;
    assert_eq!(refused.invalid_fields(), ["reason"]);
    let page = async || school.get::<RevealPage>("/reveals").await.ok();
    assert_eq!(page().await.total, 0, "what was refused was not shown");

    let file = department.export_in_full("/cases?state=accepted_in_review", "verify").await;
    assert_eq!(file.column("身份证号"), [MING.id_no()]);
    let shown: Vec<_> = page().await.rows.into_iter().map(|row| (row.who, row.graduate_name, row.reason)).collect();
    let reason = "核对签约或去向材料中的身份信息（导出名单）".to_owned();
    assert_eq!(shown, [("张院长（计算机学院）".to_owned(), MING.name.to_owned(), reason)]);

    let file = school.export_in_full("/cases", "transfer").await;
    assert_eq!(file.column("身份证号"), [MING.id_no(), LINGUIST.id_no()]);
    assert_eq!(page().await.total, 3);
    // A file takes nothing of the fifty that may be looked at one by one.
    let ming = school.roster(&format!("?q={}", MING.exam_no())).await.ok().rows.remove(0).graduate;
    for _ in 0..REVEALS_PER_HOUR {
        let call = school.post(&format!("/graduates/{ming}/reveal")).json(&Reveal { reason: "verify".to_owned() });
        call.send::<wangqian_protocol::reveal::Revealed>().await.ok();
    }
}

#[tokio::test]
#[doc = "SIG-09, OFF-05"]
async fn an_employer_keeps_its_own_list_and_nobody_elses() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.accepted(&RIVAL, &LINGUIST).await;
    let file = app.employer(&CLOUD).await.export("/cases?order=newest").await;
    assert_eq!((file.column("毕业生"), file.column("月薪（元）")), (vec![MING.name.to_owned()], vec!["15000".to_owned()]));
    assert!(!file.titles.iter().any(|title| title == "身份证号"));
}
