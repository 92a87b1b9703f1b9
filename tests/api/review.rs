//! Decisions: with reasons, at one's own level, on what one saw.

use crate::{agreements::*, app::TestApp, cast::*};
use wangqian_protocol::case::CaseChanged;

#[tokio::test]
#[doc = "SIG-06 NOT-01 NOT-02"]
async fn a_rejection_gives_reason_and_details_ends_the_signing_and_lets_the_employer_invite_again() {
    let app = TestApp::spawn().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let case = app.accepted(&CLOUD, &MING).await;
    let (mut at_graduate, mut at_employer) = (graduate.follow("me").await, employer.follow("me").await);

    let rejected = app.staff(&DEPARTMENT).await.reject(&case, "REJ_JOB_CATEGORY", "应为工程技术人员").await.ok();
    assert_eq!((rejected.state.as_str(), rejected.state_label.as_str()), ("rejected", "审核不通过，签约失败"));
    let notice = at_graduate.expect_notice("签约审核不通过").await;
    assert!(notice.text.contains("职位类别有误") && notice.text.contains("应为工程技术人员"), "{}", notice.text);
    at_employer.expect_notice("签约审核不通过").await;
    let note = graduate.read(&case).await.ok().trail.pop().unwrap().note.unwrap();
    assert_eq!(note, "职位类别有误：应为工程技术人员");

    let again = app.accepted(&CLOUD, &MING).await;
    assert_ne!(again.case, case.case);
}

#[tokio::test]
#[doc = "SIG-06"]
async fn a_rejection_without_a_known_reason_or_without_details_is_refused_by_field() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let department = app.staff(&DEPARTMENT).await;
    assert_eq!(department.reject(&case, "", "问题").await.invalid_fields(), ["reason"]);
    assert_eq!(department.reject(&case, "REJ_UNKNOWN", " ").await.invalid_fields(), ["reason", "details"]);
    // Online signing has no materials, no seal and no choice of a destination.
    for reason in ["REJ_MATERIAL_MISSING", "REJ_MATERIAL_UNCLEAR", "REJ_MATERIAL_MISMATCH", "REJ_SEAL", "REJ_TYPE", "REJ_FALSE"]
    {
        assert_eq!(department.reject(&case, reason, "缺少盖章页").await.invalid_fields(), ["reason"], "{reason}");
    }
    assert_eq!(department.reject(&case, "REJ_OTHER", &"长".repeat(501)).await.invalid_fields(), ["details"]);
    assert_eq!(department.read(&case).await.ok().row.version, case.version);
    department.reject(&case, "REJ_OTHER", &"长".repeat(500)).await.ok();
}

#[tokio::test]
#[doc = "SIG-01"]
async fn a_school_does_not_overtake_its_department_and_a_department_does_not_follow_its_school() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let (department, school) = (app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    school.approve(&case).await.refused(409, "not_your_stage");

    let case = department.approve(&case).await.ok();
    app.settle().await;
    let happened = department.approve(&case).await.refused(409, "already_decided").happened.unwrap();
    assert!(happened.contains("张院长（计算机学院）") && happened.contains("学院审核通过"), "{happened}");
}

#[tokio::test]
#[doc = "SIG-07"]
async fn after_approval_a_school_user_corrects_the_job_category_and_the_graduate_is_told() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let (school, graduate) = (app.staff(&SCHOOL).await, app.graduate(&MING).await);
    let mut at_graduate = graduate.follow("me").await;

    let changed = school.change_job_category(&case, "21").await.ok();
    assert_eq!((changed.state.as_str(), changed.version), ("effective", case.version + 1));
    assert!(at_graduate.expect_notice("签约信息已修改").await.text.contains("经济业务人员"));
    let detail = graduate.read(&case).await.ok();
    assert_eq!(detail.terms.unwrap().job_category, "21");
    assert_eq!(detail.trail.last().unwrap().note.as_deref(), Some("职位类别由「工程技术人员」改为「经济业务人员」"));

    assert_eq!(school.change_job_category(&changed, "21").await.invalid_fields(), ["job_category"]);
    assert_eq!(school.change_job_category(&changed, "99").await.invalid_fields(), ["job_category"]);
}

#[tokio::test]
#[doc = "SIG-07"]
async fn before_approval_nobody_changes_the_job_category() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    app.staff(&SCHOOL).await.change_job_category(&case, "21").await.refused(409, "already_decided");
}

#[tokio::test]
#[doc = "EXT-01"]
async fn of_two_reviewers_at_once_exactly_one_decides_and_the_other_hears_what_happened() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    let (one, other) = (app.staff(&SCHOOL).await, app.staff(&COLLEAGUE).await);
    let (approved, rejected) = tokio::join!(one.approve(&case), other.reject(&case, "REJ_OTHER", "两人同时审核"));
    let (won, lost) = if approved.status == 200 { (approved, rejected) } else { (rejected, approved) };
    let winner = won.ok();
    let happened = lost.refused(409, "already_decided").happened.unwrap();
    let (name, what) =
        if winner.state == "effective" { (SCHOOL.name, "审核通过") } else { (COLLEAGUE.name, "审核不通过") };
    assert!(happened.contains(name) && happened.contains(what), "{happened}");
    app.settle().await;
    assert_eq!(one.read(&case).await.ok().row.version, winner.version);
}

#[tokio::test]
#[doc = "SIG-06"]
async fn a_decision_names_the_version_it_was_made_on() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let department = app.staff(&DEPARTMENT).await;
    let body = wangqian_protocol::case::Review::Approve {};

    let unseen = department.act(&case, "review").without("if-match").json(&body);
    unseen.send::<CaseChanged>().await.refused(428, "version_required");
    let unreadable = department.act(&case, "review").header("if-match", "\"three\"").json(&body);
    unreadable.send::<CaseChanged>().await.refused(400, "malformed");
    let stale = CaseChanged { version: case.version - 1, ..case.clone() };
    let happened = department.approve(&stale).await.refused(409, "stale_version").happened.unwrap();
    assert!(happened.contains(MING.name) && happened.contains("同意签约"), "{happened}");
    department.approve(&case).await.ok();
}

#[tokio::test]
#[doc = "EXT-01, EXT-06"]
async fn from_every_case_the_reviewer_is_led_on_to_what_waits_next() {
    let app = TestApp::spawn().await;
    let first = app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    app.pass(1_000);
    let second = app.approved(&RIVAL, &FANG, &[&DEPARTMENT]).await;
    app.settle().await;
    let school = app.staff(&SCHOOL).await;
    let next = async |case: &CaseChanged| school.read(case).await.ok().next_item;
    assert_eq!(next(&first).await.as_deref(), Some(second.case.as_str()));
    assert_eq!(next(&second).await, None);
    let decided = app.staff(&COLLEAGUE).await.approve(&first).await.ok();
    app.settle().await;
    assert_eq!(next(&decided).await.as_deref(), Some(second.case.as_str()), "it is no more in the queue");
    let happened = school.read(&decided).await.ok().happened;
    assert!(happened.contains("刘同事（学校） 于 ") && happened.ends_with("学校审核通过"), "{happened}");
}

#[tokio::test]
#[doc = "SIG-02, EXT-06"]
async fn the_queue_is_that_of_the_list_whatever_kinds_are_on_it() {
    let app = TestApp::spawn().await;
    let first = app.accepted(&RIVAL, &MING).await;
    app.pass(1_000);
    let second = app.graduate(&FANG).await.begins("offline_signing", None, offline_agreement()).await.ok();
    app.settle().await;
    let department = app.staff(&DEPARTMENT).await;
    let place =
        async |case: &CaseChanged| department.read(case).await.ok().place.map(|it| (it.at, it.of, it.previous, it.next));
    assert_eq!(department.list("?kind=online_signing&state=waiting_department").await.ok().total, 2);
    assert_eq!(place(&first).await, Some((1, 2, None, Some(second.case.clone()))));
    assert_eq!(place(&second).await, Some((2, 2, Some(first.case.clone()), None)));
    let decided = department.approve(&first).await.ok();
    app.settle().await;
    assert_eq!(department.read(&decided).await.ok().next_item, Some(second.case.clone()), "of another kind");
}
