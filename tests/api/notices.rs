//! The in-app inbox: everything important stands there, for who was away too.

use crate::{app::TestApp, cast::*};

#[tokio::test]
#[doc = "NOT-01"]
async fn who_was_away_finds_everything_in_the_inbox_newest_first() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let inbox = app.graduate(&MING).await.inbox().await;
    let titles: Vec<_> = inbox.notices.iter().map(|notice| notice.title.as_str()).collect();
    assert_eq!(titles, ["签约成功", "学院审核通过", "收到签约邀请"]);
    assert!(inbox.notices.iter().all(|notice| notice.case.as_ref() == Some(&case.case) && !notice.read));
    assert_eq!(inbox.unread, 3);
}

#[tokio::test]
#[doc = "NOT-02"]
async fn an_employer_hears_of_answers_and_results_and_not_of_the_level_in_between() {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let inbox = app.employer(&CLOUD).await.inbox().await;
    let titles: Vec<_> = inbox.notices.iter().map(|notice| notice.title.as_str()).collect();
    assert_eq!(titles, ["签约成功", "毕业生已应约"]);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn what_was_read_stays_read_and_what_comes_later_is_new() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    app.invited(&CLOUD, &MING).await;
    let seq = graduate.inbox().await.notices[0].seq;
    graduate.mark_read(seq).await.ok();
    assert_eq!((graduate.inbox().await.unread, graduate.me().await.ok().unread), (0, 0));

    graduate.mark_read(0).await.ok();
    graduate.mark_read(u64::MAX).await.ok();
    app.invited(&RIVAL, &MING).await;
    let inbox = graduate.inbox().await;
    assert_eq!((inbox.unread, inbox.notices[0].read, inbox.notices[1].read), (1, false, true));
}

#[tokio::test]
#[doc = "NOT-01"]
async fn an_inbox_is_ones_own() {
    let app = TestApp::spawn().await;
    app.invited(&CLOUD, &MING).await;
    assert!(app.graduate(&FANG).await.inbox().await.notices.is_empty());
    assert!(app.employer(&RIVAL).await.inbox().await.notices.is_empty());
}
