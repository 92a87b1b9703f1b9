//! Signing in: slow for who guesses, never shut for who forgot, and silent about who exists.

use crate::{
    app::TestApp,
    cast::*,
    users::{Login, account},
};
use wangqian_protocol::session::{Activate, Entrance, Me};

const WRONG: &str = "不是这个密码";

fn unknown() -> Login {
    Login { entrance: Entrance::Graduate, login: "27990001999999".to_owned() }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn an_account_that_does_not_exist_is_answered_like_one_that_does() {
    let app = TestApp::spawn().await;
    let browser = app.anonymous();
    let mut answers = Vec::new();
    for login in [Login::from(&MING), unknown()] {
        let mut of_login = Vec::new();
        for _ in 0..5 {
            let answer = browser.sign_in(&login.with(WRONG)).await;
            let problem = answer.problem();
            of_login.push((
                problem.status,
                problem.code,
                problem.title,
                problem.detail,
                answer.headers.contains_key("retry-after"),
            ));
        }
        answers.push(of_login);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0][3].0, 401);
    assert_eq!(answers[0][4].0, 429, "the fourth wrong password in a row costs a wait");
}

/// How long the disk takes tells nothing: a guess is written down either way.
#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_guess_at_a_login_that_nobody_has_is_written_down_like_any_other() {
    let app = TestApp::spawn().await;
    let commits = || app.runtime().store().health().commits;
    let wrong_code = |login: Login| {
        let (code, password) = ("AAAA-BBBB-CCCC".to_owned(), "一个想不起来的很长很长的密码".to_owned());
        Activate { entrance: login.entrance, login: login.login, code, password }
    };
    let mut written = Vec::new();
    for login in [Login::from(&MING), unknown()] {
        let before = commits();
        app.anonymous().sign_in(&login.with(WRONG)).await.refused(401, "wrong_credentials");
        let between = commits();
        let activation = app.anonymous().post("/session/activation").json(&wrong_code(login));
        activation.send::<Me>().await.refused(401, "wrong_activation");
        written.push((between - before, commits() - between));
    }
    assert_eq!(written, [(1, 1); 2]);
}

#[tokio::test]
async fn wrong_passwords_cost_a_growing_wait_and_never_the_account() {
    let app = TestApp::spawn().await;
    let login = Login::from(&MING);
    let mut waits = Vec::new();
    for _ in 0..12 {
        let answer = app.anonymous().sign_in(&login.with(WRONG)).await;
        if answer.status == 401 {
            continue;
        }
        answer.refused(429, "try_later");
        let wait: i64 = answer.header("retry-after").parse().unwrap();
        waits.push(wait);
        app.pass(wait * 1_000);
    }
    assert!(waits.is_sorted() && waits[0] == 1 && waits.len() >= 4, "{waits:?}");
    app.pass(300_000);
    app.anonymous().signed_in(&MING).await;
    assert_eq!(account(&app, &MING).await.failures, 0);
}

#[tokio::test]
async fn while_the_wait_lasts_even_the_right_password_waits() {
    let app = TestApp::spawn().await;
    let login = Login::from(&MING);
    for _ in 0..4 {
        app.anonymous().sign_in(&login.with(WRONG)).await.refused(401, "wrong_credentials");
    }
    app.anonymous().sign_in(&login.with(PASSWORD)).await.refused(429, "try_later");
    app.pass(1_000);
    app.anonymous().sign_in(&login.with(PASSWORD)).await.ok();
}

#[tokio::test]
async fn somebody_who_tries_many_accounts_is_slowed_by_address() {
    let app = TestApp::spawn().await;
    let stranger = |n: usize| Login { entrance: Entrance::Employer, login: format!("nobody-{n}") };
    for n in 0..11 {
        app.anonymous().sign_in(&stranger(n).with(WRONG)).await.refused(401, "wrong_credentials");
    }
    let waiting = app.anonymous().sign_in(&Login::from(&MING).with(PASSWORD)).await;
    waiting.refused(429, "try_later");
    app.pass(waiting.header("retry-after").parse::<i64>().unwrap() * 1_000);
    app.anonymous().signed_in(&MING).await;
}

#[tokio::test]
async fn many_guesses_at_once_are_not_many_guesses() {
    let app = TestApp::spawn().await;
    let guesses = (0..60).map(|_| {
        let browser = app.anonymous();
        tokio::spawn(async move { browser.sign_in(&Login::from(&MING).with(WRONG)).await.status })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        looked_at += usize::from(guess.await.unwrap() == 401);
    }
    assert!((4..=12).contains(&looked_at), "{looked_at} of 60 guesses were looked at");
}

#[tokio::test]
async fn a_login_is_found_whatever_its_case_and_blanks() {
    let app = TestApp::spawn().await;
    let login = Login { entrance: Entrance::School, login: format!(" {} ", SCHOOL.login.to_uppercase()) };
    app.anonymous().sign_in(&login.with(PASSWORD)).await.ok();
}

fn activation(code: &str, password: &str) -> Activate {
    let (login, code) = (NOT_ACTIVATED.to_owned(), code.to_owned());
    Activate { entrance: Entrance::School, login, code, password: password.to_owned() }
}

#[tokio::test]
async fn an_activation_code_works_once_sets_the_password_and_signs_in() {
    const CHOSEN: &str = "自己选的一个很长很长很长的密码";
    let app = TestApp::spawn().await;
    let activate = async |body: &Activate| app.anonymous().post("/session/activation").json(body).send::<Me>().await;
    assert_eq!(activate(&activation(ACTIVATION_CODE, "太短")).await.invalid_fields(), ["password"]);
    activate(&activation("AAAA-BBBB-CCCC", "一个想不起来的很长很长的密码")).await.refused(401, "wrong_activation");
    let login = Login { entrance: Entrance::School, login: NOT_ACTIVATED.to_owned() };
    app.anonymous().sign_in(&login.with(ACTIVATION_CODE)).await.refused(401, "wrong_credentials");

    assert_eq!(activate(&activation(ACTIVATION_CODE, CHOSEN)).await.ok().name, SCHOOL.name);
    activate(&activation(ACTIVATION_CODE, "再换一个很长很长很长的密码吧")).await.refused(401, "wrong_activation");
    app.anonymous().sign_in(&login.with(CHOSEN)).await.ok();
}
