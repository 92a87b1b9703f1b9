//! The end of an agreement over HTTP: asked for by either side and answered, forced, applied for with evidence (RES-01 … RES-06).

use crate::{
    agreements::*,
    app::TestApp,
    cast::*,
    ems_verbs::{crossed, reported},
    papers::text_of,
    users::User,
};
use wangqian_protocol::{
    board::Board,
    case::{CaseChanged, OpenRescission},
};

const ONLINE: &str = "ONLINE_RESCISSION";
const OFFLINE: &str = "OFFLINE_RESCISSION";

async fn signed(app: &TestApp) -> CaseChanged {
    app.staff(&SOUTH_SCHOOL).await.set_rescission_limit(2).await.ok();
    app.approved(&CLOUD, &SOUTHERNER, &[&SOUTH_SCHOOL]).await
}

#[tokio::test]
#[doc = "RES-01, RES-05, RES-06, NOT-01, NOT-02, SYN-02, HOM-02, SIG-08"]
async fn a_graduate_asks_the_employer_agrees_the_school_certifies_and_both_are_free() {
    let app = TestApp::spawn().await;
    let agreement = signed(&app).await;
    let (graduate, employer, school) =
        (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await, app.staff(&SOUTH_SCHOOL).await);
    let (mut at_graduate, mut at_employer) = (graduate.follow("me").await, employer.follow("me").await);
    assert_eq!(graduate.read(&agreement).await.ok().offers(), ["ask_rescission"]);
    assert_eq!(graduate.obstacle("online_rescission", Some(&agreement)).await, None);
    let case = graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await.ok();
    assert_eq!(case.state_label, "学生发起解约，等待单位应约");
    at_employer.expect_notice("毕业生申请解约").await;
    app.settle().await;
    graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await.refused(409, "rescission_open");
    assert_eq!(school.list("?kind=rescission&state=rescission_asked_by_graduate").await.ok().total, 1);
    assert_eq!(employer.read(&case).await.ok().offers(), ["agree", "refuse"]);
    graduate.agrees(&case).await.refused(409, "already_decided");
    app.employer(&RIVAL).await.agrees(&case).await.refused(404, "not_found");
    let case = employer.agrees(&case).await.ok();
    at_graduate.expect_notice("单位已同意解约").await;
    app.settle().await;
    let home = school.home().await.ok();
    assert_eq!(home.counts.tiles.iter().find(|tile| tile.kind == "rescission").unwrap().mine, 1);
    assert_eq!(school.list("?kind=rescission&state=rescission_agreed_in_review").await.ok().total, 1);
    let detail = school.read(&case).await.ok();
    assert_eq!((detail.offers(), detail.review_word.as_str()), (vec!["approve", "reject"], "鉴证"));
    let titles: Vec<_> = detail.sections.iter().map(|section| section.title.as_str()).collect();
    assert!(titles.contains(&"解约原因") && titles.contains(&"原签约：签约信息"), "{titles:?}");
    let case = school.approve(&case).await.ok();
    assert_eq!(case.state_label, "已解约");
    at_graduate.expect_notice("解约完成").await;
    at_employer.expect_notice("解约完成").await;
    crossed(&app).await;
    assert_eq!(reported(&school, &SOUTHERNER).await, "待就业");
    let ended = graduate.read(&agreement).await.ok();
    assert_eq!((ended.row.state.as_str(), ended.row.state_label.as_str()), ("rescinded", "已解约"));
    assert_eq!(employer.read(&agreement).await.ok().offers(), ["invite_again"]);
    employer.invite(&SOUTHERNER).await.ok();
}

#[tokio::test]
#[doc = "RES-01, RES-06"]
async fn an_employer_asks_the_graduate_refuses_and_the_agreement_stands() {
    let app = TestApp::spawn().await;
    let agreement = signed(&app).await;
    let (graduate, employer) = (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await);
    let ask = async || employer.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await;
    let case = ask().await.ok();
    assert_eq!(graduate.newest_notice().await.0, "单位申请解约");
    app.settle().await;
    let next: wangqian_protocol::next::NextThing = graduate.get("/next").await.ok();
    assert!(next.lead.contains("单位申请与您解约"), "{}", next.lead);
    assert_eq!(employer.read(&case).await.ok().offers(), ["withdraw"]);
    let case = employer.withdraw(&case).await.ok();
    assert_eq!(case.state_label, "解约申请已撤回");
    let case = ask().await.ok();
    assert_eq!(graduate.refuses(&case, " ").await.invalid_fields(), ["reason"]);
    let case = graduate.refuses(&case, "不同意，请继续履行协议").await.ok();
    assert_eq!(case.state_label, "对方不同意解约，签约仍有效");
    app.settle().await;
    assert_eq!(employer.newest_notice().await.0, "毕业生不同意解约");
    assert_eq!(graduate.read(&agreement).await.ok().row.state, "effective");
    app.employer(&RIVAL)
        .await
        .begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new()))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
#[doc = "RES-02, ACC-04"]
async fn a_school_forces_what_an_employer_does_not_answer_and_no_department_does() {
    let app = TestApp::spawn().await;
    let (school, department, graduate) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await, app.graduate(&MING).await);
    school.set_rescission_limit(1).await.ok();
    let agreement = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let case = graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await.ok();
    app.settle().await;
    assert_eq!(department.read(&case).await.ok().offers(), [""; 0]);
    department.states(&case, "forced-rescission").await.refused(404, "not_found");
    app.staff(&SCHOOL_READER).await.states(&case, "forced-rescission").await.refused(403, "not_permitted");
    assert_eq!(school.read(&case).await.ok().offers(), ["force"]);
    let case = school.states(&case, "forced-rescission").await.ok();
    assert_eq!(case.state, "effective");
    assert_eq!(graduate.newest_notice().await.0, "解约完成");
    let trail: Vec<_> = graduate.read(&agreement).await.ok().trail.into_iter().map(|entry| entry.what).collect();
    assert_eq!(trail.last().map(String::as_str), Some("解约：强制解约"));
}

#[tokio::test]
#[doc = "RES-03, RES-04, RES-05, RES-06, NOT-02"]
async fn what_was_signed_on_paper_ends_by_evidence_and_for_one_side_alone_by_the_school() {
    let app = TestApp::spawn().await;
    let agreement = app.signed_on_paper().await;
    let (graduate, employer, school) =
        (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await, app.staff(&SOUTH_SCHOOL).await);
    school.set_rescission_limit(1).await.ok();
    let without = graduate.begins("offline_rescission", Some(&agreement), reasons(OFFLINE, Vec::new())).await;
    assert_eq!(without.invalid_fields(), ["files"]);
    let letter = graduate.scans(3).await;
    let case = graduate.begins("offline_rescission", Some(&agreement), reasons(OFFLINE, vec![letter])).await.ok();
    app.settle().await;
    assert_eq!(employer.newest_notice().await.0, "毕业生申请解约");
    assert_eq!(school.list("?kind=rescission&state=rescission_in_review").await.ok().total, 1);
    let detail = school.read(&case).await.ok();
    assert_eq!(detail.offers(), ["approve", "approve_unilaterally", "return", "reject"]);
    // The evidence is between the graduate and the school.
    let address = detail.materials[0].url.trim_start_matches("/api/v1").to_owned();
    assert_eq!(employer.get::<()>(&address).await.status, 404);
    let case = school.returns(&case, "解约函未盖章").await.ok();
    assert_eq!(case.state_label, "解约退回修改");
    let filled = graduate.read(&case).await.ok().filled.unwrap();
    let case = graduate.submits(&case, &filled).await.ok();
    app.settle().await;
    let case = school.approves_for_one_side(&case).await.ok();
    assert_eq!(case.state, "effective");
    app.settle().await;
    let trail: Vec<_> = employer.read(&agreement).await.ok().trail.into_iter().map(|entry| entry.what).collect();
    assert_eq!(trail.last().map(String::as_str), Some("解约：学生单方面解约"));
    assert_eq!(graduate.read(&agreement).await.ok().offers(), [""; 0]);
}

#[tokio::test]
#[doc = "RES-06"]
async fn whoever_has_asked_often_enough_is_told_so_before_filling_in_a_form() {
    let app = TestApp::spawn().await;
    let agreement = signed(&app).await;
    let (graduate, school) = (app.graduate(&SOUTHERNER).await, app.staff(&SOUTH_SCHOOL).await);
    school.set_rescission_limit(0).await.ok();
    assert_eq!(graduate.obstacle("online_rescission", Some(&agreement)).await.as_deref(), Some("rescission_limit"));
    assert_eq!(graduate.read(&agreement).await.ok().offers(), [""; 0]);
    let refused = graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await;
    refused.refused(409, "rescission_limit");
}

#[tokio::test]
#[doc = "RES-01, SYN-02"]
async fn an_agreement_of_somebody_who_did_not_graduate_is_void_and_overtakes_its_rescission() {
    let app = TestApp::spawn().await;
    let agreement = signed(&app).await;
    let (graduate, employer, school) =
        (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await, app.staff(&SOUTH_SCHOOL).await);
    let case = graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await.ok();
    app.settle().await;
    let ended = school.states(&agreement, "not-graduated").await.ok();
    assert_eq!(ended.state_label, "未按期毕业，协议失效");
    crossed(&app).await;
    assert_eq!(reported(&school, &SOUTHERNER).await, "待就业");
    assert_eq!(graduate.read(&case).await.ok().row.state_label, "签约已终止，解约申请不再办理");
    employer.agrees(&case).await.refused(409, "already_decided");
}

#[tokio::test]
#[doc = "EXT-16, SET-02"]
async fn ext_16_a_school_sets_the_days_to_answer_in_for_requests_from_then_on() {
    let app = TestApp::spawn().await;
    let agreement = signed(&app).await;
    let (graduate, employer, school) =
        (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await, app.staff(&SOUTH_SCHOOL).await);
    let time = async |user: &User| {
        let asked = format!("/kinds/online_rescission?about={}", agreement.case);
        user.get::<wangqian_protocol::form::Beginning>(&asked).await.ok().answer.expect("a time to answer")
    };
    assert_eq!(time(&graduate).await.days, 5);
    for days in [0, 31] {
        assert_eq!(school.set_answer_days(days).await.invalid_fields(), ["days"]);
    }
    school.set_answer_days(10).await.ok();
    let settings = school.settings("signing").await.ok();
    assert_eq!(settings.changes[0].what, "解约答复期限改为 10 个工作日");
    assert_eq!(settings.signing.map(|signing| (signing.answer_days, signing.answer_obstacle)), Some((10, None)));
    let foreseen = time(&employer).await;
    assert_eq!((foreseen.days, time(&graduate).await), (10, foreseen.clone()), "both sides are told the same");

    let case = graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await.ok();
    app.settle().await;
    school.set_answer_days(1).await.ok();
    for user in [&graduate, &employer, &school] {
        assert_eq!(user.read(&case).await.ok().row.expires_at_ms, Some(foreseen.until_ms), "what was asked keeps its time");
    }
    let again = graduate.get::<wangqian_protocol::form::Beginning>("/kinds/online_rescission").await.ok();
    assert_eq!(again.answer, None, "nothing can be asked now");
}

/// 「解约确认书」 in words, the same for everybody who takes part.
async fn confirmation(case: &CaseChanged, readers: &[&User]) -> String {
    let path = format!("/cases/{}/rescission.pdf", case.case);
    let document = readers[0].download(&path).await;
    for other in &readers[1..] {
        assert_eq!(other.download(&path).await, document);
    }
    text_of(&document)
}

#[tokio::test]
#[doc = "RES-01, EXT-04"]
async fn res_01_the_end_of_an_agreement_is_confirmed_to_its_parties() {
    let app = TestApp::spawn().await;
    let agreement = signed(&app).await;
    let (graduate, employer, school) =
        (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await, app.staff(&SOUTH_SCHOOL).await);
    let case = graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await.ok();
    app.settle().await;
    let case = employer.agrees(&case).await.ok();
    graduate.get::<()>(&format!("/cases/{}/rescission.pdf", case.case)).await.refused(409, "not_issued");
    app.settle().await;
    let case = school.approve(&case).await.ok();
    app.settle().await;
    let said = confirmation(&case, &[&graduate, &employer, &school]).await;
    let number = graduate.read(&agreement).await.ok().agreement_number.unwrap();
    for wanted in ["协商解约", &number, CLOUD.name, SOUTHERNER.name, "另有更合适的岗位"] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[tokio::test]
#[doc = "RES-03, BAC-01"]
async fn res_03_so_is_the_end_of_one_that_was_registered_from_paper() {
    let app = TestApp::spawn().await;
    let (graduate, school) = (app.graduate(&SOUTHERNER).await, app.staff(&SOUTH_SCHOOL).await);
    school.set_switch("backfill", true).await.ok();
    school.set_rescission_limit(1).await.ok();
    let page = graduate.scans(1).await;
    let agreement = graduate.begins("backfill", None, paper_agreement(vec![page])).await.ok();
    app.settle().await;
    let agreement = school.approve(&agreement).await.ok();
    app.settle().await;
    let letter = graduate.scans(2).await;
    let case = graduate.begins("offline_rescission", Some(&agreement), reasons(OFFLINE, vec![letter])).await.ok();
    app.settle().await;
    let case = school.approve(&case).await.ok();
    app.settle().await;
    let said = confirmation(&case, &[&graduate, &school]).await;
    assert!(said.contains("无（纸质协议）") && said.contains("见解约证明材料") && said.contains(CLOUD.name), "{said}");
}

#[tokio::test]
#[doc = "RES-01, HOM-04, EXT-11"]
async fn an_agreement_says_that_its_end_was_asked_for_to_everybody_who_reads_it() {
    let app = TestApp::spawn().await;
    let agreement = signed(&app).await;
    let (graduate, employer, school) =
        (app.graduate(&SOUTHERNER).await, app.employer(&CLOUD).await, app.staff(&SOUTH_SCHOOL).await);
    assert_eq!(employer.read(&agreement).await.ok().rescission, None);
    let case = graduate.begins("online_rescission", Some(&agreement), reasons(ONLINE, Vec::new())).await.ok();
    app.settle().await;
    for (user, yours) in [(&graduate, Some(false)), (&employer, Some(true)), (&school, None)] {
        let detail = user.read(&agreement).await.ok();
        let OpenRescission { case: id, state_label, next } = detail.rescission.expect("it is open");
        assert_eq!((id, state_label.as_str()), (case.case.clone(), "学生发起解约，等待单位应约"));
        assert_eq!(next.map(|next| next.yours), yours);
        assert!(detail.steps.iter().all(|step| !step.note.contains("恭喜")), "{:?}", detail.steps);
    }
    let board: Board = employer.get("/employer/board").await.ok();
    let lane = board.lanes.into_iter().find(|lane| lane.code == "lane_rescinding").expect("always there");
    assert_eq!((lane.count, lane.label.as_str(), lane.rows[0].case.clone()), (1, "解约中（签约仍有效）", case.case.clone()));
    let listed = employer.list("?state=lane_rescinding").await.ok();
    assert_eq!((listed.total, listed.rows[0].state_label.as_str()), (1, "学生发起解约，等待单位应约"));
    assert_eq!(employer.list("?kind=rescission&state=asked_employer").await.ok().total, 1);
    employer.refuses(&case, "岗位需要，暂不同意").await.ok();
    assert_eq!(employer.read(&agreement).await.ok().rescission, None);
}
