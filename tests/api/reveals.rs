//! Full numbers: shown to who is entitled, for a reason, so many an hour, and written down.

use crate::{
    answer::Answer,
    app::{HOUR_MS, TestApp},
    cast::*,
    ems_verbs::crossed,
    users::User,
};
use reqwest::Method;
use wangqian_protocol::{
    account::Contact,
    reveal::{Reveal, RevealPage, Revealed},
};
use wangqian_rules::{
    ids::{GraduateId, SchoolId},
    school::{School, reveals::REVEALS_PER_HOUR},
};
use wangqian_storage::FaultPlan;

impl User {
    async fn reveal(&self, graduate: &str, reason: &str) -> Answer<Revealed> {
        self.post(&format!("/graduates/{graduate}/reveal")).json(&Reveal { reason: reason.to_owned() }).send().await
    }

    async fn reveals(&self, query: &str) -> RevealPage {
        self.get(&format!("/reveals{query}")).await.ok()
    }

    /// The graduate's name for the interface, as the roster gives it.
    async fn found(&self, person: &Person) -> String {
        self.roster(&format!("?q={}", person.exam_no())).await.ok().rows.remove(0).graduate
    }
}

#[tokio::test]
#[doc = "EXT-08"]
async fn ext_08_in_a_whole_flow_full_numbers_leave_by_a_reveal_alone() {
    let app = TestApp::spawn().await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let (mut queue, mut me) = (school.follow("queue").await, graduate.follow("me").await);
    employer.look_up(&MING).await.ok();
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    queue.expect_queue(|_| true).await;
    me.expect_notice("收到签约邀请").await;
    for user in [&school, &department, &employer, &graduate] {
        user.read(&case).await.ok();
        user.list("").await.ok();
        user.security().await;
    }
    for user in [&school, &department] {
        user.home().await.ok();
        user.roster(&format!("?q={}", MING.id_no())).await.ok();
        user.get::<serde_json::Value>("/settings").await.ok();
    }
    graduate.inbox().await;
    employer.inbox().await;
    app.province(&NORTH).await.get::<serde_json::Value>("/province").await.ok();

    let revealed = school.reveal(&school.found(&MING).await, "verify").await;
    assert_eq!((revealed.ok().id_no, revealed.ok().mobile), (MING.id_no(), MING.mobile()));
    school.reveals("").await;
    app.transcript().assert_nothing_private();
}

#[tokio::test]
#[doc = "EXT-08"]
async fn ext_08_who_is_no_staff_sees_only_the_ends_of_a_number() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let number = MING.id_no();
    for user in [app.employer(&CLOUD).await, app.graduate(&MING).await] {
        let card = user.read(&case).await.ok().graduate;
        assert_eq!(card.id_no_masked, format!("1{}{}", "*".repeat(16), &number[17..]));
        assert_eq!(card.mobile_masked, format!("138****{}", &MING.mobile()[7..]));
    }
    let card = app.staff(&SCHOOL).await.read(&case).await.ok().graduate;
    assert_eq!(card.id_no_masked, format!("1101**********{}", &number[14..]));
}

#[tokio::test]
#[doc = "EXT-08"]
async fn ext_08_hidden_digits_cannot_be_asked_for_one_by_one() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let number = MING.id_no();
    for part in [&number[..17], &number[6..14], &number[10..]] {
        assert_eq!(school.roster(&format!("?q={part}")).await.ok().total, 0, "{part}");
    }
    assert_eq!(school.roster(&format!("?q={}", number.to_lowercase())).await.ok().total, 1);
}

#[tokio::test]
#[doc = "EXT-08"]
async fn ext_08_each_showing_is_on_record_with_who_whom_when_and_why() {
    let app = TestApp::spawn_on_disk().await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    assert_eq!(school.reveals("").await.total, 0);
    school.reveal(&school.found(&MING).await, "contact").await.ok();
    app.pass(60_000);
    department.reveal(&department.found(&MASTER).await, "transfer").await.ok();

    let app = app.restart().await;
    let school = school.at(app.site());
    let page = school.reveals("").await;
    let shown: Vec<_> =
        page.rows.iter().map(|row| (row.who.as_str(), row.graduate_name.as_str(), row.reason.as_str())).collect();
    assert_eq!(
        shown,
        [("张院长（计算机学院）", MASTER.name, "办理档案转递或户口迁移"), ("王校长（学校）", MING.name, "联系毕业生本人")]
    );
    assert_eq!(page.rows[0].at_ms - page.rows[1].at_ms, 60_000);
    assert_eq!(page.rows[1].exam_no, MING.exam_no());

    let first = school.reveals("?limit=1").await;
    assert_eq!((first.rows.len(), first.total), (1, 2));
    let second = school.reveals(&format!("?limit=1&cursor={}", first.next.unwrap())).await;
    assert_eq!((second.rows[0].seq, second.next), (1, None));
    // A user who is responsible for undergraduates reads of undergraduates.
    let undergraduates = app.staff(&UNDERGRADUATES_ONLY).await;
    assert_eq!(undergraduates.reveals("").await.rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [1]);
    assert_eq!(app.staff(&SOUTH_SCHOOL).await.reveals("").await.total, 0);
}

#[tokio::test]
#[doc = "EXT-08 ACC-04 ACC-08"]
async fn ext_08_only_those_responsible_with_the_permission_and_a_reason_are_shown_numbers() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let (ming, master) = (school.found(&MING).await, school.found(&MASTER).await);
    assert_eq!(school.reveal(&ming, "curiosity").await.invalid_fields(), ["reason"]);
    let southerner = app.staff(&SOUTH_SCHOOL).await.found(&SOUTHERNER).await;
    school.reveal(&southerner, "verify").await.refused(404, "not_found");
    school.reveal("x", "verify").await.refused(404, "not_found");
    let languages = app.staff(&LANGUAGES_DEPARTMENT).await;
    for reason in ["verify", "curiosity"] {
        languages.reveal(&ming, reason).await.refused(404, "not_found");
    }
    app.staff(&UNDERGRADUATES_ONLY).await.reveal(&master, "verify").await.refused(404, "not_found");
    app.staff(&SCHOOL_READER).await.reveal(&ming, "verify").await.refused(403, "not_permitted");
    app.graduate(&MING).await.reveal(&ming, "verify").await.refused(404, "not_found");
    app.employer(&CLOUD).await.reveal(&ming, "verify").await.refused(404, "not_found");
    assert_eq!(school.reveals("").await.total, 0, "what was refused was not shown");
}

#[tokio::test]
#[doc = "EXT-08"]
async fn ext_08_fifty_an_hour_and_not_one_more() {
    let app = TestApp::spawn().await;
    let (school, colleague) = (app.staff(&SCHOOL).await, app.staff(&COLLEAGUE).await);
    let ming = school.found(&MING).await;
    for _ in 0..REVEALS_PER_HOUR {
        school.reveal(&ming, "verify").await.ok();
        app.pass(1_000);
    }
    let refused = school.reveal(&ming, "verify").await;
    let problem = refused.refused(429, "reveal_limit");
    assert!(problem.title.contains("50 次") && problem.detail.contains("60 分钟"), "{}", refused.text);
    assert_eq!(refused.header("retry-after"), "3550");
    colleague.reveal(&ming, "verify").await.ok();
    assert_eq!(school.reveals("?limit=200").await.total, REVEALS_PER_HOUR + 1);
    for _ in 0..4 {
        app.pass(14 * 60_000);
        school.me().await.ok();
    }
    app.pass(HOUR_MS - 56 * 60_000 - 50_000);
    school.reveal(&ming, "verify").await.ok();
}

#[tokio::test]
#[doc = "EXT-08"]
async fn ext_08_a_repeated_request_is_one_showing() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let call = school.post(&format!("/graduates/{}/reveal", school.found(&MING).await)).key("one-click");
    let call = call.json(&Reveal { reason: "verify".to_owned() });
    for _ in 0..3 {
        call.clone().send::<Revealed>().await.ok();
    }
    assert_eq!(school.reveals("").await.total, 1);
}

#[tokio::test]
#[doc = "EXT-08"]
async fn ext_08_what_cannot_be_written_down_is_not_shown() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let ming = school.found(&MING).await;
    app.fake().set_faults(FaultPlan { disk_full: 1.0, disk_full_commits: u32::MAX - 1, ..FaultPlan::default() });
    let refused = school.reveal(&ming, "verify").await;
    assert_eq!(refused.status, 503);
    assert!(!refused.text.contains(&MING.id_no()) && !refused.text.contains(&MING.mobile()));
    let id = GraduateId { school: SchoolId(NORTH.school), cohort: COHORT, serial: 1 };
    assert!(app.runtime().glance::<School>(id.school).unwrap().reveals.newest_first().next().is_none());
}

#[tokio::test]
#[doc = "EXT-08, ROS-02"]
async fn ext_08_the_phone_shown_is_the_one_that_reaches_the_graduate_and_the_record_outlasts_the_roster() {
    let app = TestApp::spawn().await;
    let (school, graduate) = (app.staff(&SCHOOL).await, app.graduate(&MING).await);
    let contact = Contact { mobile: "13900001234".to_owned(), email: String::new() };
    graduate.call(Method::PUT, "/contact").json(&contact).send::<()>().await.ok();
    let revealed = school.reveal(&school.found(&MING).await, "contact").await.ok();
    assert_eq!(revealed.mobile, contact.mobile);
    school.delete(&MING).await;
    crossed(&app).await;
    assert_eq!(school.reveals("").await.rows.iter().map(|row| row.graduate_name.as_str()).collect::<Vec<_>>(), [MING.name]);
}
