//! The employer's board: every hire in its lane, and a word to who has not answered.

use crate::{
    app::{DAY_MS, TestApp},
    cast::*,
    users::User,
};
use wangqian_protocol::{board::Board, case::CaseChanged};

impl User {
    /// Lanes in which something stands, with how much.
    async fn lanes(&self) -> Vec<(String, usize)> {
        let board: Board = self.get("/employer/board").await.ok();
        assert_eq!(board.lanes.len(), 9, "the board always has all of them");
        board.lanes.into_iter().filter(|lane| lane.count > 0).map(|lane| (lane.label, lane.count)).collect()
    }

    async fn remind(&self, case: &CaseChanged) -> crate::answer::Answer<CaseChanged> {
        self.act(case, "reminder").send().await
    }
}

fn lanes(expected: &[(&str, usize)]) -> Vec<(String, usize)> {
    expected.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect()
}

#[tokio::test]
#[doc = "HOM-04, SIG-06"]
async fn a_hire_moves_along_the_board_and_its_lane_is_a_list() {
    let app = TestApp::spawn().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    assert_eq!(employer.lanes().await, []);
    let case = employer.invite(&MING).await.ok();
    employer.invite(&FANG).await.ok();
    app.settle().await;
    assert_eq!(employer.lanes().await, lanes(&[("待应约", 2)]));
    let case = graduate.accept(&case).await.ok();
    app.settle().await;
    assert_eq!(employer.lanes().await, lanes(&[("待应约", 1), ("已同意", 1)]));
    let case = app.staff(&DEPARTMENT).await.approve(&case).await.ok();
    app.settle().await;
    assert_eq!(employer.lanes().await, lanes(&[("待应约", 1), ("学校审核中", 1)]));
    app.staff(&SCHOOL).await.approve(&case).await.ok();
    app.settle().await;
    assert_eq!(employer.lanes().await, lanes(&[("待应约", 1), ("已生效", 1)]));

    let effective = employer.list("?state=lane_effective").await.ok();
    assert_eq!((effective.total, effective.rows[0].graduate_name.as_str()), (1, MING.name));
    assert_eq!(employer.list("?state=lane_invited&q=王小芳").await.ok().total, 1);
    assert_eq!(employer.list("?state=lane_declined").await.ok().total, 0);
    assert_eq!(app.employer(&RIVAL).await.lanes().await, [], "nobody else's");
}

#[tokio::test]
#[doc = "SIG-08, NOT-01"]
async fn a_graduate_who_is_silent_is_reminded_once_a_day_and_can_still_answer() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let case = employer.invite(&MING).await.ok();
    app.settle().await;
    employer.remind(&case).await.refused(409, "reminded_already");
    app.pass(DAY_MS);
    let employer = app.employer(&CLOUD).await;
    app.employer(&RIVAL).await.remind(&case).await.refused(404, "not_found");
    employer.remind(&case).await.ok();
    let refused = employer.remind(&case).await.refused(409, "reminded_already");
    assert!(refused.detail.contains("之后可以再次提醒"), "{}", refused.detail);
    let graduate = app.graduate(&MING).await;
    let (title, text) = graduate.newest_notice().await;
    assert_eq!(title, "单位提醒您答复签约邀请");
    assert!(text.contains(CLOUD.name) && text.contains("后端工程师"), "{text}");
    graduate.accept(&case).await.ok();
    employer.remind(&case).await.refused(409, "already_decided");
}

#[tokio::test]
#[doc = "SIG-08, NOT-01"]
async fn a_list_says_who_can_be_reminded_now_and_from_when_the_others_can() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let first = employer.invite(&MING).await.ok();
    app.settle().await;
    app.pass(DAY_MS);
    let employer = app.employer(&CLOUD).await;
    employer.invite(&FANG).await.ok();
    app.settle().await;
    let from = async || {
        let rows = employer.list("?state=lane_invited&reminders=true").await.ok().rows;
        rows.into_iter().map(|row| row.remind_from_ms.is_some()).collect::<Vec<_>>()
    };
    assert_eq!(from().await, [false, true], "the second was invited just now");
    employer.remind(&first).await.ok();
    assert_eq!(from().await, [true, true]);
    let unasked = employer.list("?state=lane_invited").await.ok();
    assert!(unasked.rows.iter().all(|row| row.remind_from_ms.is_none()));
}
