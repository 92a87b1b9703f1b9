//! Offline signing and backfill over HTTP: filled in, issued, stamped by either side, reviewed twice, amended, given up (OFF-01 … OFF-04,
//! BAC-01, BAC-02).

use crate::{
    agreements::*,
    app::TestApp,
    cast::*,
    ems_verbs::{crossed, reported},
    registration::PDF,
};
use reqwest::Method;
use wangqian_protocol::{case::*, queue::StaffHome};

fn tile(home: &StaffHome, list: &str) -> (String, usize, usize, usize) {
    let tile = home.counts.tiles.iter().find(|tile| tile.kind == list).unwrap();
    (tile.label.clone(), tile.mine, tile.department, tile.school)
}

#[tokio::test]
#[doc = "OFF-01, OFF-02, OFF-03, HOM-02, NOT-01, NOT-02, SYN-01, SIG-02"]
async fn an_agreement_is_filled_in_issued_stamped_by_its_employer_and_signed() {
    let app = TestApp::spawn().await;
    let (graduate, employer) = (app.graduate(&MING).await, app.employer(&CLOUD).await);
    let (department, school) = (app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    let (mut at_graduate, mut at_employer) = (graduate.follow("me").await, employer.follow("me").await);
    assert_eq!(graduate.obstacle("offline_signing", None).await, None);
    let case = graduate.begins("offline_signing", None, offline_agreement()).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("in_review_department", "就业协议审核中，等待学院审核"));
    app.settle().await;
    assert_eq!(employer.read(&case).await.status, 404, "an employer hears of it when it is issued");

    assert_eq!(tile(&department.home().await.ok(), "online_signing"), ("在线签约".to_owned(), 1, 1, 0));
    for (query, total) in [
        ("?kind=online_signing&state=agreement_in_review", 1),
        ("?kind=online_signing&state=offline_signing.in_review_department", 1),
        ("?kind=online_signing&state=offline_signing.in_review_school", 0),
        ("?kind=online_signing&state=waiting_department", 1),
        ("?kind=online_signing&state=waiting_school", 0),
        ("?kind=online_signing&state=signing_in_review", 0),
        ("?kind=online_signing&initiator=graduate", 1),
        ("?kind=online_signing&initiator=employer", 0),
        ("?kind=offline_signing", 1),
        ("?kind=backfill", 0),
    ] {
        assert_eq!(department.list(query).await.ok().total, total, "{query}");
    }
    let case = department.approve(&case).await.ok();
    app.settle().await;
    let case = school.approve(&case).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("stamp_awaited", "就业协议审核通过，待回传盖章协议书"));
    at_graduate.expect_notice("就业协议审核通过").await;
    at_employer.expect_notice("就业协议等待盖章").await;
    app.settle().await;

    assert_eq!(employer.read(&case).await.ok().offers(), ["upload_stamped"]);
    assert_eq!(graduate.read(&case).await.ok().offers(), ["upload_stamped", "give_up"]);
    assert_eq!(employer.stamps(&case, &[]).await.invalid_fields(), ["files"]);
    app.employer(&RIVAL).await.stamps(&case, &[]).await.refused(404, "not_found");
    let page = employer.scans(1).await;
    graduate.stamps(&case, &[&page]).await.refused(422, "invalid_field");
    let case = employer.stamps(&case, &[&page]).await.ok();
    assert_eq!(case.state, "in_second_review_department");
    at_graduate.expect_notice("用人单位已回传盖章协议书").await;
    app.settle().await;
    let listed = department.list("?kind=online_signing&state=signing_in_review").await.ok();
    assert_eq!((listed.total, listed.rows[0].state_label.as_str()), (1, "签约审核中，等待学院审核"));

    // The image is shown to whoever takes part, and to nobody else.
    let detail = department.read(&case).await.ok();
    let address = detail.materials[0].url.trim_start_matches("/api/v1");
    for reader in [&department, &school, &graduate, &employer] {
        assert!(reader.download(address).await.starts_with(PDF));
    }
    for stranger in [app.employer(&RIVAL).await, app.graduate(&FANG).await, app.staff(&SOUTH_SCHOOL).await] {
        assert_eq!(stranger.get::<()>(address).await.status, 404);
    }
    let case = department.approve(&case).await.ok();
    app.settle().await;
    let case = school.approve(&case).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("effective", "签约成功"));
    at_employer.expect_notice("签约成功").await;
    crossed(&app).await;
    assert!(reported(&school, &MING).await.ends_with(CLOUD.name));
}

#[tokio::test]
#[doc = "OFF-02, OFF-03, SIG-08"]
async fn what_is_to_be_stamped_binds_until_it_is_given_up() {
    let app = TestApp::spawn().await;
    let case = app.issued().await;
    let (graduate, employer) = (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await);
    graduate.begins("offline_signing", None, offline_agreement()).await.refused(409, "case_in_process");
    employer.invite(&SOUTHERNER).await.refused(409, "case_in_process");
    let invited = app.invited(&RIVAL, &SOUTHERNER).await;
    graduate.accept(&invited).await.refused(409, "case_in_process");

    let page = graduate.scans(2).await;
    let case = graduate.stamps(&case, &[&page]).await.ok();
    let case = graduate.recalls(&case).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("taken_back_second", "已撤回，待重新回传盖章协议书"));
    let case = graduate.stamps(&case, &[&page]).await.ok();
    app.settle().await;
    let case = app.staff(&SOUTH_SCHOOL).await.returns(&case, "公章不清晰").await.ok();
    assert_eq!(case.state_label, "签约退回修改，待重新上传");
    let told = graduate.newest_notice().await;
    assert!(told.1.contains("公章不清晰") && told.1.contains("重新上传"), "{told:?}");
    let case = graduate.gives_up(&case).await.ok();
    assert_eq!(case.state_label, "学生已放弃，申请作废");
    app.settle().await;
    assert_eq!(employer.newest_notice().await.0, "毕业生已放弃线下签约");
    graduate.accept(&invited).await.ok();
}

#[tokio::test]
#[doc = "OFF-04, NOT-01, SYN-01"]
async fn a_school_amends_nature_industry_and_category_and_nothing_else() {
    let app = TestApp::spawn().await;
    let case = app.signed_on_paper().await;
    let (school, graduate) = (app.staff(&SOUTH_SCHOOL).await, app.graduate(&SOUTHERNER).await);
    let detail = school.read(&case).await.ok();
    assert_eq!(detail.offers(), ["amend", "void_ungraduated"]);
    let fields: Vec<_> = detail.amendable.iter().map(|it| (it.field.as_str(), it.code.as_str())).collect();
    assert_eq!(fields, [("employer_nature", "31"), ("employer_industry", "34"), ("job_category", "13")]);
    let amend = async |changes: &[(&str, &str)]| {
        let changes = changes.iter().map(|(field, to)| ((*field).to_owned(), (*to).to_owned())).collect();
        let path = format!("/cases/{}/amendment", case.case);
        school.call(Method::PUT, &path).seen(case.version).json(&Amend { changes }).send::<CaseChanged>().await
    };
    assert_eq!(amend(&[("salary_monthly", "1")]).await.invalid_fields(), ["changes"]);
    amend(&[("employer_nature", "10"), ("job_category", "11")]).await.ok();
    let (title, text) = graduate.newest_notice().await;
    assert_eq!(title, "签约信息已修改");
    assert!(text.contains("单位性质修改为「机关」") && text.contains("职位类别修改为「科学研究人员」"), "{text}");
}

#[tokio::test]
#[doc = "BAC-01, BAC-02, HOM-02, SYN-01"]
async fn an_agreement_on_paper_is_registered_with_its_image() {
    let app = TestApp::spawn().await;
    let (graduate, department, school) = (app.graduate(&MING).await, app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    school.set_switch("backfill", true).await.ok();
    let without = graduate.begins("backfill", None, paper_agreement(Vec::new())).await;
    assert_eq!(without.invalid_fields(), ["files"]);
    let page = graduate.scans(1).await;
    let case = graduate.begins("backfill", None, paper_agreement(vec![page])).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("in_review_department", "签约审核中，等待学院审核"));
    app.settle().await;
    assert_eq!(tile(&department.home().await.ok(), "backfill"), ("补登".to_owned(), 1, 1, 0));
    assert_eq!(department.list("?kind=backfill&state=backfill_in_review").await.ok().total, 1);
    assert_eq!(department.list("?kind=online_signing").await.ok().total, 0);
    let case = department.returns(&case, "第二页缺失").await.ok();
    let detail = graduate.read(&case).await.ok();
    assert_eq!(detail.offers(), ["submit"]);
    let case = graduate.submits(&case, &detail.filled.unwrap()).await.ok();
    app.settle().await;
    let case = department.approve(&case).await.ok();
    app.settle().await;
    let case = school.approve(&case).await.ok();
    assert_eq!(case.state_label, "签约成功（补登）");
    crossed(&app).await;
    assert!(reported(&school, &MING).await.ends_with(CLOUD.name));
    assert_eq!(app.employer(&CLOUD).await.read(&case).await.status, 404, "its employer takes no part here");
}

#[tokio::test]
#[doc = "ROS-05"]
async fn nobody_of_training_mode_21_fills_in_an_agreement() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&BARRED).await;
    assert_eq!(graduate.obstacle("offline_signing", None).await.as_deref(), Some("online_signing_barred"));
    graduate.begins("offline_signing", None, offline_agreement()).await.refused(409, "online_signing_barred");
}
