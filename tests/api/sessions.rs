//! A session: in a cookie that no script reads, until it ends; when it ends, everything of it ends.

use crate::{
    app::{HOUR_MS, TestApp, eventually},
    cast::*,
    users::{Login, cookie_of},
};
use wangqian_protocol::socket::{FromClient, close};
use wangqian_rules::account::SESSIONS_KEPT;

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    let app = TestApp::spawn().await;
    let answer = app.anonymous().sign_in(&Login::from(&MING).with(PASSWORD)).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("wq_session="), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "no {flag} in {cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
    assert!(!answer.text.contains(cookie_of(&answer).split_once('=').unwrap().1), "the token stands in the body");
}

#[tokio::test]
async fn behind_tls_the_cookie_is_pinned_to_the_host() {
    let app = TestApp::spawn_with(&["--secure-cookies"]).await;
    let answer = app.anonymous().sign_in(&Login::from(&MING).with(PASSWORD)).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-wq_session=") && cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
    assert!(answer.header("strict-transport-security").contains("max-age"));
    app.graduate(&MING).await.me().await.ok();
}

#[tokio::test]
async fn every_sign_in_is_another_session_with_another_token() {
    let app = TestApp::spawn().await;
    let (one, other) = (app.graduate(&MING).await, app.graduate(&MING).await);
    assert_ne!(one.cookie, other.cookie);
    assert_ne!(one.csrf, other.csrf);
    one.sign_out().await.ok();
    one.me().await.refused(401, "unauthenticated");
    other.me().await.ok();
}

#[tokio::test]
async fn signing_out_ends_the_session_for_a_stolen_cookie_too_and_closes_its_sockets() {
    let app = TestApp::spawn().await;
    let (user, elsewhere) = (app.graduate(&MING).await, app.graduate(&MING).await);
    let (mut page, mut other_page) = (user.follow("me").await, user.follow("me").await);
    let mut untouched = elsewhere.follow("me").await;

    let answer = user.sign_out().await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(page.expect_close().await, close::SESSION_ENDED);
    assert_eq!(other_page.expect_close().await, close::SESSION_ENDED);
    user.me().await.refused(401, "unauthenticated");
    user.sign_out().await.refused(401, "unauthenticated");
    untouched.expect_silence().await;
}

#[tokio::test]
async fn the_oldest_session_ends_when_there_are_too_many_and_its_sockets_close() {
    let app = TestApp::spawn().await;
    let oldest = app.graduate(&MING).await;
    let mut page = oldest.follow("me").await;
    for _ in 1..SESSIONS_KEPT {
        app.pass(1_000);
        app.graduate(&MING).await;
    }
    oldest.me().await.ok();
    app.pass(1_000);
    let newest = app.graduate(&MING).await;
    assert_eq!(page.expect_close().await, close::SESSION_ENDED);
    oldest.me().await.refused(401, "unauthenticated");
    newest.me().await.ok();
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_a_request() {
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    for _ in 0..4 {
        app.pass(29 * MINUTE_MS);
        user.me().await.ok();
    }
    app.pass(31 * MINUTE_MS);
    user.me().await.refused(401, "unauthenticated");
    user.me().await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_busy_it_was() {
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    for _ in 0..36 {
        user.me().await.ok();
        app.pass(HOUR_MS / 3);
    }
    user.me().await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn a_socket_does_not_outlive_its_session() {
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    let mut page = user.follow("me").await;
    app.pass(12 * HOUR_MS);
    page.say(&FromClient::Ping {}).await;
    assert_eq!(page.expect_close().await, close::SESSION_ENDED);
    eventually("the socket is gone", || app.state.screens.sockets.is_empty()).await;
}

#[tokio::test]
async fn nothing_is_pushed_to_a_session_that_is_over() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let mut page = graduate.follow("me").await;
    app.pass(12 * HOUR_MS);
    app.invited(&CLOUD, &MING).await;
    assert_eq!(page.expect_close().await, close::SESSION_ENDED);
}

#[tokio::test]
async fn a_session_survives_a_restart_and_one_that_ended_does_not_come_back() {
    let app = TestApp::spawn_on_disk().await;
    let (stays, leaves) = (app.graduate(&MING).await, app.employer(&CLOUD).await);
    leaves.sign_out().await.ok();
    let app = app.restart().await;
    stays.at(app.site()).me().await.ok();
    stays.at(app.site()).mark_read(1).await.ok();
    leaves.at(app.site()).me().await.refused(401, "unauthenticated");
}

#[tokio::test]
async fn a_cookie_that_nobody_was_given_is_nobody() {
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    let (name, value) = user.cookie.split_once('=').unwrap();
    let (account, secret) = value.split_once('.').unwrap();
    let other_account = app.employer(&CLOUD).await.cookie.split_once('=').unwrap().1.split_once('.').unwrap().0.to_owned();
    let forged = [
        format!("{name}="),
        format!("{name}=x"),
        format!("{name}={account}.{}", "0".repeat(64)),
        format!("{name}={account}.{}", &secret[..62]),
        format!("{name}={other_account}.{secret}"),
        format!("{name}={account}.{secret}0"),
    ];
    for cookie in forged {
        user.with_cookie(cookie).me().await.refused(401, "unauthenticated");
    }
    user.me().await.ok();
}
