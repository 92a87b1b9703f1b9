//! A decision that can be taken back for ten seconds: journaled at once, heard of by nobody else before its time.

use crate::{answer::Answer, app::TestApp, cast::*, users::User};
use wangqian_protocol::case::{CaseChanged, Review};
use wangqian_runtime::Clock;

const WINDOW_MS: i64 = wangqian_rules::graduate::held_verdict::UNDO_MS;

impl User {
    async fn hold(&self, case: &CaseChanged) -> Answer<CaseChanged> {
        let path = format!("/cases/{}/review?hold=true", case.case);
        self.post(&path).seen(case.version).json(&Review::Approve {}).send().await
    }

    async fn undo(&self, case: &CaseChanged) -> Answer<CaseChanged> {
        self.act(case, "undo").send().await
    }
}

/// A case that waits for the school.
async fn at_school(app: &TestApp) -> CaseChanged {
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    app.settle().await;
    case
}

#[tokio::test]
#[doc = "EXT-09, EXT-01, HOM-02"]
async fn ext_09_a_held_verdict_leaves_the_queue_at_once_and_nobody_else_decides_or_hears_of_it() {
    let app = TestApp::spawn().await;
    let case = at_school(&app).await;
    let (reviewer, colleague, graduate) = (app.staff(&SCHOOL).await, app.staff(&COLLEAGUE).await, app.graduate(&MING).await);
    let mut phone = graduate.follow("me").await;
    let mut list = colleague.follow("queue").await;
    let place = graduate.place(&case).await;
    assert!(place.is_some());
    let held = reviewer.hold(&case).await.ok();
    assert_eq!((held.state.as_str(), held.version), ("in_review_school", case.version), "the case is as it was");
    assert_eq!(held.undo_until_ms, Some(app.clock.now().0 + WINDOW_MS));

    let (_, changed) = list.expect_queue(|tile| tile.school == 0).await;
    let mark = changed[0].held.clone().unwrap();
    assert_eq!((mark.by.as_str(), mark.what.as_str()), (SCHOOL.name, "审核通过"));
    let refused = colleague.approve(&case).await.refused(409, "verdict_held");
    assert_eq!(refused.title, "王校长已审核通过，10 秒内可撤回");
    assert_eq!(colleague.read(&case).await.ok().offers(), Vec::<&str>::new());
    assert_eq!(reviewer.read(&case).await.ok().offers(), ["undo"]);
    colleague.undo(&case).await.refused(409, "verdict_held");
    app.settle().await;
    phone.expect_silence().await;
    let seen = graduate.read(&case).await.ok();
    assert_eq!((seen.row.version, seen.row.held), (case.version, None));
    assert_eq!(graduate.place(&case).await, place, "nor does the place in the queue tell");
}

#[tokio::test]
#[doc = "EXT-09"]
async fn ext_09_what_is_taken_back_is_as_it_was_and_what_is_not_takes_effect() {
    let app = TestApp::spawn().await;
    let case = at_school(&app).await;
    let (reviewer, colleague, graduate) = (app.staff(&SCHOOL).await, app.staff(&COLLEAGUE).await, app.graduate(&MING).await);
    let before = graduate.read(&case).await.ok();
    reviewer.hold(&case).await.ok();
    app.settle().await;
    reviewer.undo(&case).await.ok();
    app.settle().await;
    assert_eq!(graduate.read(&case).await.ok().trail.len(), before.trail.len());
    assert_eq!(app.pass_and_fire(WINDOW_MS).await, 0, "its timer went with it");
    assert!(colleague.read(&case).await.ok().offers().contains(&"approve"));

    colleague.hold(&case).await.ok();
    assert_eq!(app.pass_and_fire(WINDOW_MS - 1).await, 0);
    assert_eq!(app.pass_and_fire(1).await, 1);
    let after = graduate.read(&case).await.ok();
    assert_eq!((after.row.state.as_str(), after.row.version), ("effective", case.version + 1));
    assert!(after.happened.contains(COLLEAGUE.name), "{}", after.happened);
    colleague.undo(&case).await.refused(409, "undo_too_late");
}

#[tokio::test]
#[doc = "EXT-09"]
async fn ext_09_a_restart_in_the_window_loses_no_verdict_and_gives_none_effect_twice() {
    let app = TestApp::spawn().await;
    let case = at_school(&app).await;
    app.staff(&SCHOOL).await.hold(&case).await.ok();
    let graduate = app.graduate(&MING).await;
    let app = app.restart().await;
    let graduate = graduate.at(app.site());
    app.settle().await;
    assert_eq!(graduate.read(&case).await.ok().row.version, case.version);
    assert_eq!(app.pass_and_fire(WINDOW_MS).await, 1);
    let app = app.restart().await;
    let graduate = graduate.at(app.site());
    assert_eq!(app.pass_and_fire(WINDOW_MS).await, 0);
    let after = graduate.read(&case).await.ok();
    assert_eq!((after.row.state.as_str(), after.row.version), ("effective", case.version + 1));
}

#[tokio::test]
#[doc = "EXT-09, SET-04"]
async fn ext_09_a_department_that_holds_passes_on_only_when_the_window_is_over() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let (department, school) = (app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    department.hold(&case).await.ok();
    app.settle().await;
    assert_eq!(school.list("?state=in_review_school").await.ok().total, 0);
    school.approve(&case).await.refused(409, "verdict_held");
    app.pass_and_fire(WINDOW_MS).await;
    let passed = school.list("?state=in_review_school").await.ok().rows.remove(0);
    assert_eq!((passed.case, passed.held), (case.case, None));
}
