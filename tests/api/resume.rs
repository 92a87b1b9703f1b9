//! A page that comes back gets what it missed, or is told to read again. Nothing is skipped silently.

use crate::{app::TestApp, cast::*, socket::Socket, users::User};
use wangqian_protocol::socket::{Position, ToClient};

/// A page whose connection was cut after it had read this far.
async fn cut(mut socket: Socket, topic: &str) -> Position {
    socket.expect_silence().await;
    socket.position(topic)
}

/// The same page on a new connection.
async fn back(user: &User, topic: &str, at: Position) -> (Socket, bool) {
    let mut socket = user.connect().await;
    socket.remember(topic, at);
    let followed = socket.follow(topic, Some(at)).await;
    (socket, followed.resumed)
}

#[tokio::test]
#[doc = "NOT-01"]
async fn what_was_missed_follows_in_order_when_the_page_comes_back() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let mut socket = graduate.follow("me").await;
    let first = app.invited(&CLOUD, &MING).await;
    socket.expect_notice("收到签约邀请").await;
    let at = cut(socket, "me").await;

    app.invited(&RIVAL, &MING).await;
    app.employer(&CLOUD).await.withdraw(&first).await.ok();
    app.settle().await;
    let (mut socket, resumed) = back(&graduate, "me", at).await;
    assert!(resumed);
    assert_eq!(socket.expect_case("invited").await.subject, RIVAL.name);
    socket.expect_notice("收到签约邀请").await;
    assert_eq!(socket.expect_case("withdrawn").await.subject, CLOUD.name);
    socket.expect_notice("签约邀请已撤回").await;
}

#[tokio::test]
async fn a_page_that_missed_nothing_is_told_so_and_sent_nothing() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    app.invited(&CLOUD, &MING).await;
    let socket = graduate.follow("me").await;
    let at = cut(socket, "me").await;
    let (mut socket, resumed) = back(&graduate, "me", at).await;
    assert!(resumed);
    socket.expect_silence().await;
}

#[tokio::test]
async fn a_page_that_missed_too_much_reads_again() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let at = cut(employer.follow("me").await, "me").await;
    for person in [&MING, &FANG, &MASTER, &LINGUIST] {
        answered_over_and_over(&app, &employer, person, 6).await;
    }
    let (_, resumed) = back(&employer, "me", at).await;
    assert!(!resumed);
}

/// Invites and declines, with three frames to the employer each time.
async fn answered_over_and_over(app: &TestApp, employer: &User, person: &Person, times: usize) {
    let graduate = app.graduate(person).await;
    for _ in 0..times {
        let case = employer.invite(person).await.ok();
        app.settle().await;
        graduate.decline(&case, "").await.ok();
        app.settle().await;
    }
}

#[tokio::test]
async fn positions_that_never_were_are_not_resumed() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let at = cut(graduate.follow("me").await, "me").await;
    for never in [Position { epoch: at.epoch + 1, ..at }, Position { version: at.version + 1, ..at }] {
        assert!(!back(&graduate, "me", never).await.1, "{never:?}");
    }
}

#[tokio::test]
async fn after_a_restart_the_epoch_is_another_and_the_page_reads_again() {
    let app = TestApp::spawn_on_disk().await;
    let graduate = app.graduate(&MING).await;
    let before = cut(graduate.follow("me").await, "me").await;
    let app = app.restart().await;
    let graduate = graduate.at(app.site());
    let mut socket = graduate.connect().await;
    let followed = socket.follow("me", Some(before)).await;
    assert!(!followed.resumed);
    assert_ne!(followed.at.epoch, before.epoch);
    app.invited(&CLOUD, &MING).await;
    socket.expect_notice("收到签约邀请").await;
}

#[tokio::test]
#[doc = "HOM-02"]
async fn counts_are_coalesced_and_the_newest_wins() {
    let app = TestApp::spawn().await;
    let mut page = app.staff(&DEPARTMENT).await.follow("queue").await;
    for person in [&MING, &FANG, &MASTER, &DIRECTED] {
        app.accepted(&CLOUD, person).await;
    }
    let mut counts = Vec::new();
    let mut changed = Vec::new();
    while counts.last() != Some(&4) {
        let (now, rows) = page.expect_queue(|_| true).await;
        counts.push(now.tiles[0].mine);
        changed.extend(rows.into_iter().map(|row| row.graduate_name));
    }
    assert!(counts.is_sorted() && counts.len() <= 4, "{counts:?}");
    changed.sort();
    changed.dedup();
    assert_eq!(changed.len(), 4, "every changed row was in some frame");
    page.expect_nothing_but(|frame| matches!(frame, ToClient::Queue { counts, .. } if counts.tiles[0].mine == 4)).await;
}

#[tokio::test]
async fn whoever_follows_no_more_is_sent_nothing() {
    let app = TestApp::spawn().await;
    let mut socket = app.graduate(&MING).await.follow("me").await;
    socket.say(&wangqian_protocol::socket::FromClient::Unsubscribe { topic: "me".to_owned() }).await;
    socket.expect_silence().await;
    app.invited(&CLOUD, &MING).await;
    socket.expect_silence().await;
}
