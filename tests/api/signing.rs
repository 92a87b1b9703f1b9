//! From an invitation to an effective agreement, live for everybody concerned.

use crate::{
    app::TestApp,
    cast::*,
    verbs::{invitation, terms},
    world::HANDLER,
};
use serde_json::json;
use wangqian_protocol::invitation::Found;

#[tokio::test]
#[doc = "SIG-01 SIG-05 NOT-01 NOT-02 HOM-02"]
async fn department_then_school_make_an_agreement_effective_and_all_four_see_it_live() {
    let app = TestApp::spawn().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let (department, school) = (app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    let (mut at_employer, mut at_graduate) = (employer.follow("me").await, graduate.follow("me").await);
    let (mut at_department, mut at_school) = (department.follow("queue").await, school.follow("queue").await);

    let invited = employer.invite(&MING).await.ok();
    assert_eq!(at_graduate.expect_case("invited").await.subject, CLOUD.name);
    at_graduate.expect_notice("收到签约邀请").await;
    at_employer.expect_case("invited").await;

    let accepted = graduate.accept(&invited).await.ok();
    assert_eq!(accepted.state, "in_review_department");
    let told = at_employer.expect_notice("毕业生已应约").await;
    assert!(told.text.ends_with("等待学院审核。"), "the department has it first: {}", told.text);
    let (counts, rows) = at_department.expect_queue(|tile| tile.mine == 1).await;
    assert_eq!((counts.tiles[0].department, counts.tiles[0].school), (1, 0));
    assert_eq!((rows.len(), rows[0].case.as_str(), rows[0].version), (1, invited.case.as_str(), accepted.version));
    at_school.expect_queue(|tile| tile.department == 1 && tile.mine == 0).await;

    let certified = department.approve(&accepted).await.ok();
    assert_eq!(certified.state, "in_review_school");
    at_department.expect_queue(|tile| tile.mine == 0 && tile.school == 1).await;
    at_school.expect_queue(|tile| tile.mine == 1).await;

    let effective = school.approve(&certified).await.ok();
    assert_eq!((effective.state.as_str(), effective.state_label.as_str()), ("effective", "签约成功"));
    assert_eq!(at_school.expect_queue(|tile| tile.mine == 0).await.1[0].state, "effective");
    assert_eq!(at_department.expect_queue(|tile| tile.school == 0).await.1[0].state, "effective");
    at_graduate.expect_case("effective").await;
    at_graduate.expect_notice("签约成功").await;
    at_employer.expect_case("effective").await;
    at_employer.expect_notice("签约成功").await;
}

#[tokio::test]
#[doc = "SIG-01 SET-01"]
async fn where_only_the_school_certifies_one_approval_is_enough() {
    let app = TestApp::spawn().await;
    let accepted = app.accepted(&CLOUD, &SOUTHERNER).await;
    assert_eq!((accepted.state.as_str(), accepted.state_label.as_str()), ("in_review_school", "学生已同意签约，等待学校审核"));

    let school = app.staff(&SOUTH_SCHOOL).await;
    let detail = school.read(&accepted).await.ok();
    assert_eq!((detail.agreement_kind.as_deref().unwrap(), detail.review_word.as_str()), ("two_party", "鉴证"));
    assert_eq!(school.approve(&accepted).await.ok().state, "effective");
    app.settle().await;

    let graduate = app.graduate(&SOUTHERNER).await;
    assert!(graduate.newest_notice().await.1.contains("已经学校鉴证通过"));
}

#[tokio::test]
#[doc = "SIG-01"]
async fn the_detail_shows_the_parties_the_terms_the_handler_and_the_whole_trail() {
    let app = TestApp::spawn().await;
    let effective = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let detail = app.graduate(&MING).await.read(&effective).await.ok();

    assert_eq!(detail.terms, Some(terms()));
    let card = detail.employer.as_ref().unwrap();
    assert_eq!((card.name.as_str(), card.credit_code.as_str()), (CLOUD.name, CLOUD.credit_code));
    assert_eq!((detail.graduate.name.as_str(), detail.graduate.department.as_str()), (MING.name, COMPUTING));
    assert_eq!(detail.handler.unwrap().name, HANDLER);
    let trail: Vec<_> = detail.trail.iter().map(|entry| (entry.who.as_str(), entry.what.as_str())).collect();
    assert_eq!(
        trail,
        [
            (CLOUD.name, "发起签约邀请"),
            (MING.name, "同意签约"),
            ("张院长（计算机学院）", "学院审核通过"),
            ("王校长（学校）", "学校审核通过"),
        ]
    );
}

#[tokio::test]
#[doc = "SIG-01"]
async fn each_party_is_offered_what_it_may_do_at_each_stage() {
    let app = TestApp::spawn().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let (department, school) = (app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    let reader = app.staff(&DEPARTMENT_READER).await;

    let case = app.invited(&CLOUD, &MING).await;
    assert_eq!(employer.read(&case).await.ok().offers(), ["withdraw"]);
    assert_eq!(graduate.read(&case).await.ok().offers(), ["accept", "decline"]);

    let case = graduate.accept(&case).await.ok();
    app.settle().await;
    for nothing_to_do in [&employer, &graduate, &school, &reader] {
        assert!(nothing_to_do.read(&case).await.ok().offers().is_empty());
    }
    assert_eq!(department.read(&case).await.ok().offers(), ["approve", "reject"]);

    let case = department.approve(&case).await.ok();
    app.settle().await;
    assert_eq!(school.read(&case).await.ok().offers(), ["approve", "reject"]);

    let case = school.approve(&case).await.ok();
    app.settle().await;
    assert_eq!(school.read(&case).await.ok().offers(), ["amend", "void_ungraduated"]);
    assert!(department.read(&case).await.ok().offers().is_empty());
}

#[tokio::test]
#[doc = "SIG-01"]
async fn before_the_letter_has_arrived_the_employer_already_reads_what_it_sent() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    // The first acceptance of an invitation is a step of the school; done before the gate closes.
    app.invited(&RIVAL, &FANG).await;
    app.store.hold(b'G');
    let case = employer.invite(&MING).await.ok();
    let detail = employer.read(&case).await.ok();
    assert_eq!((detail.row.state.as_str(), detail.trail.len()), ("invited", 1));
    assert_eq!(detail.terms, Some(terms()));
    app.store.release();
}

#[tokio::test]
#[doc = "SIG-01"]
async fn a_look_up_finds_by_name_and_number_together_and_says_whether_a_household_can_move() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let found = employer.look_up(&MING).await.ok();
    assert_eq!((found.name.as_str(), found.department.as_str(), found.household_in_school), (MING.name, COMPUTING, true));
    assert!(!employer.look_up(&FANG).await.ok().household_in_school);

    let body = json!({ "school": invitation(&MING).school, "name": MING.name, "number": MING.id_no().to_lowercase() });
    let by_id_no = employer.post("/graduates/lookup").json(&body).send::<Found>().await;
    assert_eq!(by_id_no.ok().graduate, found.graduate);
}
