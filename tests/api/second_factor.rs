//! 「两步验证」: setting it up, signing in with it, and what the operator can demand.

use crate::{
    answer::Answer,
    app::TestApp,
    cast::*,
    users::{Login, User, account, account_of},
};
use reqwest::Method;
use wangqian::auth::totp;
use wangqian::auth::totp::Secret;
use wangqian_protocol::{
    account::{ConfirmEnrolment, Enrolment, ProveAgain, RecoveryCodes},
    session::{Me, SecondFactorNeeded, SecondStep},
};
use wangqian_rules::account::{Account, Command, Grant};

const STEP_MS: i64 = 30_000;

/// An authenticator app that learnt a key.
pub struct Phone(Secret);

impl Phone {
    fn scan(enrolment: &Enrolment) -> Self {
        let bytes = data_encoding::BASE32_NOPAD.decode(enrolment.secret.as_bytes()).unwrap();
        Self(Secret(bytes.try_into().unwrap()))
    }

    /// What it shows now, or so many steps from now.
    pub fn code(&self, app: &TestApp, steps: i64) -> String {
        totp::code(&self.0, (app.runtime().now().0 / STEP_MS + steps).try_into().unwrap())
    }
}

impl User {
    async fn begin_second_factor(&self, password: &str) -> Answer<Enrolment> {
        self.post("/account/second-factor").json(&ProveAgain { password: password.to_owned() }).send().await
    }

    async fn confirm_second_factor(&self, code: &str) -> Answer<RecoveryCodes> {
        let body = ConfirmEnrolment { code: code.to_owned() };
        self.call(Method::PUT, "/account/second-factor").json(&body).send().await
    }

    async fn second_factor(&self, what: &str, password: &str) -> Answer<Option<RecoveryCodes>> {
        let body = ProveAgain { password: password.to_owned() };
        self.post(&format!("/account/second-factor/{what}")).json(&body).send().await
    }

    /// The first step, with the right password.
    async fn ticket(&self, login: impl Into<Login>) -> String {
        let answer = self.post("/session").json(&login.into().with(PASSWORD)).send::<SecondFactorNeeded>().await;
        assert!(!answer.headers.contains_key("set-cookie"), "a password alone opens nothing");
        answer.ok().ticket
    }

    pub async fn second_step(&self, ticket: &str, code: &str) -> Answer<Me> {
        let body = SecondStep { ticket: ticket.to_owned(), code: code.to_owned() };
        self.post("/session/code").json(&body).send().await
    }

    /// Both steps.
    async fn enter(&self, login: impl Into<Login>, code: &str) -> Self {
        self.entered(&self.second_step(&self.ticket(login).await, code).await)
    }
}

/// Sets it up, and lets the step of the confirming code pass.
pub async fn enrolled(app: &TestApp, user: &User) -> (Phone, Vec<String>) {
    let phone = Phone::scan(&user.begin_second_factor(PASSWORD).await.ok());
    let codes = user.confirm_second_factor(&phone.code(app, 0)).await.ok().codes;
    app.pass(STEP_MS);
    (phone, codes)
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_with_a_second_factor_a_sign_in_has_two_steps() {
    let app = TestApp::spawn().await;
    let user = app.staff(&SCHOOL).await;
    assert_eq!(user.security().await.second_factor.map(|factor| (factor.since_ms, factor.required)), Some((None, false)));
    let (phone, codes) = enrolled(&app, &user).await;
    let factor = user.security().await.second_factor.unwrap();
    assert!(factor.since_ms.is_some());
    assert_eq!((factor.recovery_left, codes.len()), (10, 10));

    let entered = app.anonymous().enter(&SCHOOL, &phone.code(&app, 0)).await;
    assert_eq!(entered.me().await.ok().name, SCHOOL.name);
    entered.home().await.ok();
    // Others are not asked.
    app.staff(&COLLEAGUE).await.me().await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_code_is_good_once_and_a_step_either_way() {
    let app = TestApp::spawn().await;
    let (phone, _) = enrolled(&app, &app.staff(&SCHOOL).await).await;
    let browser = app.anonymous();
    app.pass(10 * STEP_MS);

    let ticket = browser.ticket(&SCHOOL).await;
    browser.second_step(&ticket, &phone.code(&app, -2)).await.refused(401, "wrong_code");
    browser.second_step(&ticket, &phone.code(&app, 2)).await.refused(401, "wrong_code");
    browser.second_step(&ticket, &phone.code(&app, -1)).await.ok();

    let ticket = browser.ticket(&SCHOOL).await;
    browser.second_step(&ticket, &phone.code(&app, -1)).await.refused(401, "wrong_code");
    let code = phone.code(&app, 0);
    browser.second_step(&ticket, &code).await.ok();
    browser.second_step(&ticket, &phone.code(&app, 1)).await.refused(401, "sign_in_again");
    let ticket = browser.ticket(&SCHOOL).await;
    browser.second_step(&ticket, &code).await.refused(401, "wrong_code");
}

#[tokio::test]
#[doc = "ACC-01, ACC-02"]
async fn acc_01_a_password_that_was_changed_or_an_account_that_was_locked_meanwhile_has_no_second_step() {
    let app = TestApp::spawn().await;
    let user = app.staff(&SCHOOL).await;
    let (phone, _) = enrolled(&app, &user).await;
    let browser = app.anonymous();
    let (before, kept) = (browser.ticket(&SCHOOL).await, browser.ticket(&SCHOOL).await);
    let id = account_of(&Login::from(&SCHOOL));
    let principal = account(&app, &SCHOOL).await.holder.clone().unwrap().principal;
    let grant = |locked, revision| Grant { principal: principal.clone(), revision, activation: None, locked };
    app.runtime().ask::<Account>(id, None, Command::Grant(grant(true, 1_000))).await.unwrap();
    browser.second_step(&before, &phone.code(&app, 0)).await.refused(403, "account_locked");
    app.runtime().ask::<Account>(id, None, Command::Grant(grant(false, 1_001))).await.unwrap();
    let phc = "$argon2id$another".to_owned();
    app.runtime().ask::<Account>(id, None, Command::SetPassword { phc, keep: None, mirror: None }).await.unwrap();
    browser.second_step(&kept, &phone.code(&app, 0)).await.refused(401, "sign_in_again");
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_two_who_send_one_code_at_once_are_not_both_let_in() {
    let app = TestApp::spawn().await;
    let (phone, _) = enrolled(&app, &app.staff(&SCHOOL).await).await;
    let browser = app.anonymous();
    let (one, other) = (browser.ticket(&SCHOOL).await, browser.ticket(&SCHOOL).await);
    let code = phone.code(&app, 0);
    let (first, second) = tokio::join!(browser.second_step(&one, &code), browser.second_step(&other, &code));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort();
    assert_eq!(statuses, [200, 401]);
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_wrong_codes_cost_the_same_growing_wait_as_wrong_passwords() {
    let app = TestApp::spawn().await;
    let (phone, _) = enrolled(&app, &app.staff(&SCHOOL).await).await;
    let browser = app.anonymous();
    let mut ticket = browser.ticket(&SCHOOL).await;
    let mut waits = Vec::new();
    for _ in 0..10 {
        let answer = browser.second_step(&ticket, "000000").await;
        if answer.status == 429 {
            let wait: i64 = answer.header("retry-after").parse().unwrap();
            waits.push(wait);
            app.pass(wait * 1_000);
            browser.second_step(&ticket, "000000").await.refused(401, "wrong_code");
        }
    }
    assert!(waits.is_sorted() && waits.len() >= 6 && *waits.last().unwrap() >= 32, "{waits:?}");
    let waiting = browser.second_step(&ticket, &phone.code(&app, 0)).await;
    waiting.refused(429, "try_later");
    browser.sign_in(&Login::from(&SCHOOL).with(PASSWORD)).await.refused(429, "try_later");
    app.pass(300_000);
    ticket = browser.ticket(&SCHOOL).await;
    browser.second_step(&ticket, &phone.code(&app, 0)).await.ok();
    assert_eq!(account(&app, &SCHOOL).await.failures, 0);
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_ticket_is_good_for_five_minutes_and_only_one_that_was_given() {
    let app = TestApp::spawn().await;
    let (phone, _) = enrolled(&app, &app.staff(&SCHOOL).await).await;
    let browser = app.anonymous();
    let ticket = browser.ticket(&SCHOOL).await;
    app.pass(5 * 60_000);
    browser.second_step(&ticket, &phone.code(&app, 0)).await.refused(401, "sign_in_again");
    browser.second_step("", &phone.code(&app, 0)).await.refused(401, "sign_in_again");
    browser.sign_in(&Login::from(&SCHOOL).with("不是这个密码")).await.refused(401, "wrong_credentials");
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_recovery_code_stands_in_for_the_phone_once() {
    let app = TestApp::spawn().await;
    let user = app.employer(&CLOUD).await;
    let (_, codes) = enrolled(&app, &user).await;
    let typed = codes[3].to_lowercase().replace('-', " ");
    let entered = app.anonymous().enter(&CLOUD, &typed).await;
    assert_eq!(entered.security().await.second_factor.unwrap().recovery_left, 9);
    let ticket = app.anonymous().ticket(&CLOUD).await;
    app.anonymous().second_step(&ticket, &codes[3]).await.refused(401, "wrong_code");
    app.anonymous().second_step(&ticket, &codes[4]).await.ok();

    assert_eq!(user.second_factor("recovery-codes", "不是这个密码").await.invalid_fields(), ["password"]);
    let renewed = user.second_factor("recovery-codes", PASSWORD).await.ok().unwrap().codes;
    let ticket = app.anonymous().ticket(&CLOUD).await;
    app.anonymous().second_step(&ticket, &codes[5]).await.refused(401, "wrong_code");
    app.anonymous().second_step(&ticket, &renewed[0]).await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_nothing_about_the_factor_changes_without_the_password() {
    let app = TestApp::spawn().await;
    let user = app.staff(&SCHOOL).await;
    assert_eq!(user.begin_second_factor("不是这个密码").await.invalid_fields(), ["password"]);
    assert_eq!(user.confirm_second_factor("123456").await.invalid_fields(), ["code"]);
    let phone = Phone::scan(&user.begin_second_factor(PASSWORD).await.ok());
    assert_eq!(user.confirm_second_factor("000000").await.invalid_fields(), ["code"]);
    app.anonymous().sign_in(&Login::from(&SCHOOL).with(PASSWORD)).await.ok();
    let elsewhere = app.staff(&SCHOOL).await;
    assert_eq!(elsewhere.confirm_second_factor(&phone.code(&app, 0)).await.invalid_fields(), ["code"], "another session's key");
    user.confirm_second_factor(&phone.code(&app, 0)).await.ok();

    assert_eq!(user.second_factor("removal", "不是这个密码").await.invalid_fields(), ["password"]);
    user.second_factor("removal", PASSWORD).await.ok();
    user.second_factor("removal", PASSWORD).await.refused(404, "not_found");
    app.anonymous().sign_in(&Login::from(&SCHOOL).with(PASSWORD)).await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_where_it_is_demanded_staff_reach_nothing_but_its_setting_up() {
    let app = TestApp::spawn_with(&["--require-totp"]).await;
    let graduate = app.graduate(&MING).await;
    graduate.list("").await.ok();
    assert!(graduate.security().await.second_factor.is_none(), "graduates have none");
    app.employer(&CLOUD).await.list("").await.ok();

    for user in [app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await] {
        assert!(user.me().await.ok().second_factor_missing);
        user.home().await.refused(403, "second_factor_required");
        user.list("").await.refused(403, "second_factor_required");
        user.roster("").await.refused(403, "second_factor_required");
        assert_eq!(user.get::<()>("/socket").await.status, 403);
        enrolled(&app, &user).await;
        assert!(!user.me().await.ok().second_factor_missing);
        user.home().await.ok();
    }
    let province = app.province(&NORTH).await;
    province.get::<()>("/province").await.refused(403, "second_factor_required");
    province.sign_out().await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_second_factor_survives_a_restart_and_so_do_its_used_codes() {
    let app = TestApp::spawn_on_disk().await;
    let (phone, codes) = enrolled(&app, &app.staff(&SCHOOL).await).await;
    let code = phone.code(&app, 0);
    app.anonymous().enter(&SCHOOL, &code).await;
    app.anonymous().enter(&SCHOOL, &codes[0]).await;
    let app = app.restart().await;
    let browser = app.anonymous();
    let ticket = browser.ticket(&SCHOOL).await;
    browser.second_step(&ticket, &code).await.refused(401, "wrong_code");
    browser.second_step(&ticket, &codes[0]).await.refused(401, "wrong_code");
    browser.second_step(&ticket, &codes[1]).await.ok();
}
