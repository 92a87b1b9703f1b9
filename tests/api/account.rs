//! 「账号与安全」: one's own sessions and password.

use crate::{
    answer::Answer,
    app::TestApp,
    cast::*,
    users::{Login, User},
};
use reqwest::Method;
use wangqian_protocol::{
    account::{AccountSecurity, ChangePassword, SessionItem},
    socket::close,
};

const WINDOWS: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0";
const NEW_PASSWORD: &str = "浅水里的十二只青蛙与两只鹭鸶";

impl User {
    pub async fn security(&self) -> AccountSecurity {
        self.get("/account").await.ok()
    }

    async fn sessions(&self) -> Vec<SessionItem> {
        self.security().await.sessions
    }

    async fn end_session(&self, session: &str) -> Answer<()> {
        self.call(Method::DELETE, &format!("/sessions/{session}")).send().await
    }

    async fn end_other_sessions(&self) -> Answer<()> {
        self.call(Method::DELETE, "/sessions").send().await
    }

    async fn change_password(&self, current: &str, password: &str) -> Answer<()> {
        let body = ChangePassword { current: current.to_owned(), password: password.to_owned() };
        self.call(Method::PUT, "/account/password").json(&body).send().await
    }
}

/// Signs in with a browser that says what it is.
async fn signed_in_with(app: &TestApp, login: impl Into<Login>, agent: &str) -> User {
    let browser = app.anonymous();
    let call = browser.post("/session").header("user-agent", agent).json(&login.into().with(PASSWORD));
    browser.entered(&call.send().await)
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_everybody_sees_their_own_sessions_and_nobody_elses() {
    let app = TestApp::spawn().await;
    let desk = signed_in_with(&app, &MING, WINDOWS).await;
    app.pass(60_000);
    let phone = signed_in_with(&app, &MING, PHONE).await;
    app.pass(30_000);
    let listed = desk.sessions().await;
    let shown: Vec<_> = listed.iter().map(|item| (item.device.as_str(), item.address.as_str(), item.here)).collect();
    assert_eq!(shown, [("Windows 电脑 · Edge 浏览器", "127.0.*.*", true), ("iPhone · 微信", "127.0.*.*", false)]);
    assert_eq!(listed[1].started_ms - listed[0].started_ms, 60_000);
    assert_eq!(listed[0].ends_ms - listed[0].started_ms, 12 * 3_600_000);
    let seen = listed[1].last_used_ms.unwrap() - listed[1].started_ms;
    assert!((0..10_000).contains(&seen), "{seen}");
    assert!(phone.sessions().await.iter().all(|item| item.here == (item.device == "iPhone · 微信")));

    let secret = desk.cookie.split_once('.').unwrap().1;
    assert!(!app.transcript().contains(&secret[..16]), "a session's name is no key to it");
    for user in [app.employer(&CLOUD).await, app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await, app.province(&NORTH).await]
    {
        assert_eq!(user.sessions().await.len(), 1);
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_an_ended_session_is_over_at_once_and_its_socket_closes() {
    let app = TestApp::spawn().await;
    let desk = app.graduate(&MING).await;
    let phone = app.graduate(&MING).await;
    let (mut here, mut there) = (desk.follow("me").await, phone.follow("me").await);
    let other = desk.sessions().await.into_iter().find(|item| !item.here).unwrap();

    desk.end_session(&other.session).await.ok();
    assert_eq!(there.expect_close().await, close::SESSION_ENDED);
    phone.me().await.refused(401, "unauthenticated");
    here.expect_silence().await;
    desk.end_session(&other.session).await.refused(404, "not_found");
    assert_eq!(desk.sessions().await.len(), 1);
}

#[tokio::test]
#[doc = "ACC-01 ACC-08"]
async fn acc_01_sessions_of_others_are_not_found() {
    let app = TestApp::spawn().await;
    let (mine, theirs) = (app.graduate(&MING).await, app.graduate(&FANG).await);
    let session = theirs.sessions().await.remove(0).session;
    mine.end_session(&session).await.refused(404, "not_found");
    mine.end_session("0000000000000000").await.refused(404, "not_found");
    mine.end_session("x").await.refused(404, "not_found");
    theirs.me().await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_all_other_sessions_end_together() {
    let app = TestApp::spawn().await;
    let (here, one, two) = (app.staff(&SCHOOL).await, app.staff(&SCHOOL).await, app.staff(&SCHOOL).await);
    let (mut first, mut second) = (one.follow("queue").await, two.follow("queue").await);
    here.end_other_sessions().await.ok();
    assert_eq!(first.expect_close().await, close::SESSION_ENDED);
    assert_eq!(second.expect_close().await, close::SESSION_ENDED);
    one.me().await.refused(401, "unauthenticated");
    two.me().await.refused(401, "unauthenticated");
    assert_eq!(here.sessions().await.len(), 1);
    here.end_other_sessions().await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_who_sees_other_peoples_data_is_signed_out_after_fifteen_minutes() {
    const MINUTE_MS: i64 = 60_000;
    let app = TestApp::spawn().await;
    let staff = [app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await, app.province(&NORTH).await];
    app.pass(14 * MINUTE_MS);
    for user in &staff {
        user.me().await.ok();
    }
    app.pass(16 * MINUTE_MS);
    for user in &staff {
        user.me().await.refused(401, "unauthenticated");
    }
    let employer = app.employer(&CLOUD).await;
    app.pass(16 * MINUTE_MS);
    employer.me().await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_restart_wakes_no_session_that_was_idle() {
    const MINUTE_MS: i64 = 60_000;
    let app = TestApp::spawn_on_disk().await;
    let (idle, busy) = (app.graduate(&MING).await, app.graduate(&MING).await);
    let app = app.restart().await;
    app.pass(20 * MINUTE_MS);
    let listed = busy.at(app.site()).sessions().await;
    assert_eq!(listed.iter().map(|item| item.last_used_ms.is_some()).collect::<Vec<_>>(), [true, false]);
    app.pass(20 * MINUTE_MS);
    assert_eq!(busy.at(app.site()).sessions().await.len(), 1, "what is over is not listed");
    idle.at(app.site()).me().await.refused(401, "unauthenticated");
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_behind_a_proxy_only_its_own_word_on_the_address_is_believed() {
    let forged = "198.51.100.7, 203.0.113.9";
    for (arguments, shown) in [(&[][..], "127.0.*.*"), (&["--behind-proxy"][..], "203.0.*.*")] {
        let app = TestApp::spawn_with(arguments).await;
        let call = app.anonymous().post("/session").header("x-forwarded-for", forged).json(&Login::from(&MING).with(PASSWORD));
        let user = app.anonymous().entered(&call.send().await);
        assert_eq!(user.sessions().await[0].address, shown);
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
    let app = TestApp::spawn().await;
    let (here, elsewhere) = (app.graduate(&MING).await, app.graduate(&MING).await);
    let mut socket = elsewhere.follow("me").await;
    assert_eq!(here.change_password("不是现在的密码", NEW_PASSWORD).await.invalid_fields(), ["current"]);
    elsewhere.me().await.ok();

    here.change_password(PASSWORD, NEW_PASSWORD).await.ok();
    assert_eq!(socket.expect_close().await, close::SESSION_ENDED);
    elsewhere.me().await.refused(401, "unauthenticated");
    here.me().await.ok();
    let login = Login::from(&MING);
    app.anonymous().sign_in(&login.with(PASSWORD)).await.refused(401, "wrong_credentials");
    app.anonymous().sign_in(&login.with(NEW_PASSWORD)).await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_password_that_others_guess_is_refused_with_the_reason() {
    let app = TestApp::spawn().await;
    let (graduate, school) = (app.graduate(&MING).await, app.staff(&SCHOOL).await);
    assert_eq!((graduate.security().await.password_length_min, school.security().await.password_length_min), (12, 14));
    let own_number = format!("我的考生号{}", MING.exam_no());
    for (user, password, reason) in [
        (&graduate, "短了一点", "12 至 128"),
        (&graduate, "woaini1314520", "过于常见"),
        (&graduate, own_number.as_str(), "登录名"),
        (&school, "十三个字的密码还是不够长哦", "14 至 128"),
    ] {
        let answer = user.change_password(PASSWORD, password).await;
        assert_eq!(answer.invalid_fields(), ["password"]);
        assert!(answer.problem().fields[0].message.contains(reason), "{}", answer.text);
    }
    app.anonymous().signed_in(&MING).await;
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_guessing_the_old_password_from_an_open_screen_waits_like_guessing_at_the_door() {
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    for _ in 0..4 {
        assert_eq!(user.change_password("不是现在的密码", NEW_PASSWORD).await.invalid_fields(), ["current"]);
    }
    user.change_password(PASSWORD, NEW_PASSWORD).await.refused(429, "try_later");
    app.anonymous().sign_in(&Login::from(&MING).with(PASSWORD)).await.refused(429, "try_later");
    app.pass(1_000);
    user.change_password(PASSWORD, NEW_PASSWORD).await.ok();
}
