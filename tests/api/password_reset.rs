//! 「忘记密码」 by a code to the phone, with the SMS provider behind it.

use crate::{
    answer::Answer,
    apart::Apart,
    app::{DAY_MS, TestApp, eventually},
    cast::*,
    ems_verbs::crossed,
    provider::*,
    records::{graduating, handed_out},
    second_factor::enrolled,
    users::{Login, User, account},
};
use reqwest::Method;
use wangqian_protocol::{
    account::Contact,
    employer::{EmployerContact, RegistrationChanged},
    password_reset::*,
    record::{ClaimRecord, Records},
    session::{Entrance, SecondFactorNeeded},
    socket::close,
    system::SystemInfo,
};
use wangqian_rules::{
    account::{Account, Command, phone_codes::PAUSE_MS},
    gateway::{self, Gateway},
    outbox::occasion::Channel,
};

const NEW_PASSWORD: &str = "浅水里的十二只青蛙与两只鹭鸶";
const NEW_MOBILE: &str = "13900001234";

/// The app with a provider for text messages.
struct Phones {
    app: TestApp,
    provider: Provider,
}

impl Phones {
    async fn spawn() -> Self {
        let provider = Provider::start().await;
        Self { app: TestApp::spawn_with(&provider.arguments()).await, provider }
    }

    async fn ask(&self, login: impl Into<Login>) -> Answer<PhoneCodeAsked> {
        ask(&self.app.anonymous(), login).await
    }

    async fn reset(&self, login: impl Into<Login>, code: &str) -> Answer<()> {
        let Login { entrance, login } = login.into();
        let body = ResetPassword { entrance, login, code: code.to_owned(), password: NEW_PASSWORD.to_owned() };
        self.app.anonymous().call(Method::PUT, "/password-reset").json(&body).send().await
    }

    /// The phones that codes went to, and the codes.
    fn sent(&self) -> Vec<(String, String)> {
        let codes = self.provider.asked(SMS).into_iter().filter(|asked| asked.query["TemplateCode"] == CODE_TEMPLATE);
        codes
            .map(|asked| {
                let params: serde_json::Value = serde_json::from_str(&asked.query["TemplateParam"]).unwrap();
                (asked.query["PhoneNumbers"].clone(), params["code"].as_str().unwrap().to_owned())
            })
            .collect()
    }

    /// Asks for a code that goes out, and reads it.
    async fn code(&self, login: impl Into<Login>) -> String {
        let before = self.sent().len();
        self.ask(login).await.ok();
        eventually("a code goes out", || self.sent().len() == before + 1).await;
        self.sent().pop().unwrap().1
    }

    /// Asks for codes that must not go out; whoever asks last gets one.
    async fn nobody_but(&self, refused: &[Login], person: &Person) {
        for login in refused {
            self.ask(login.clone()).await.ok();
        }
        let before = self.sent().len();
        self.code(person).await;
        assert_eq!(self.sent().split_off(before).iter().map(|(to, _)| to.clone()).collect::<Vec<_>>(), [person.mobile()]);
    }
}

async fn ask(user: &User, login: impl Into<Login>) -> Answer<PhoneCodeAsked> {
    let Login { entrance, login } = login.into();
    user.post("/password-reset").json(&AskPhoneCode { entrance, login }).send().await
}

async fn offered(app: &TestApp) -> Vec<Entrance> {
    app.anonymous().get::<SystemInfo>("/system").await.ok().password_reset
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_code_to_the_phone_replaces_a_forgotten_password_once_and_ends_every_session() {
    let phones = Phones::spawn().await;
    assert_eq!(offered(&phones.app).await, [Entrance::Graduate, Entrance::Employer]);
    let elsewhere = phones.app.graduate(&MING).await;
    let mut socket = elsewhere.follow("me").await;
    let code = phones.code(&MING).await;
    assert_eq!(phones.sent(), [(MING.mobile(), code.clone())]);

    let answer = phones.reset(&MING, &format!(" {code} ")).await;
    assert_eq!((answer.status.as_u16(), answer.headers.contains_key("set-cookie")), (204, false), "nobody is signed in by it");
    assert_eq!(socket.expect_close().await, close::SESSION_ENDED);
    elsewhere.me().await.refused(401, "unauthenticated");
    phones.reset(&MING, &code).await.refused(401, "wrong_phone_code");
    let login = Login::from(&MING);
    phones.app.anonymous().sign_in(&login.with(PASSWORD)).await.refused(401, "wrong_credentials");
    phones.app.anonymous().sign_in(&login.with(NEW_PASSWORD)).await.ok();
    let stored = format!("{:?}", account(&phones.app, &MING).await.phone_codes);
    assert!(!stored.contains(&code), "{stored}");
}

#[tokio::test]
#[doc = "ACC-01, ACC-08"]
async fn acc_01_the_answer_tells_nobody_which_logins_there_are() {
    let phones = Phones::spawn().await;
    let runtime = phones.app.runtime();
    let locked = account(&phones.app, &FANG).await.holder.clone().unwrap();
    let grant = wangqian_rules::account::Grant { principal: locked.principal, revision: 9, activation: None, locked: true };
    let id = crate::users::account_of(&Login::from(&FANG));
    runtime.ask::<Account>(id, None, Command::Grant(grant)).await.unwrap();
    let unknown = Login { entrance: Entrance::Graduate, login: "110105200501019999".to_owned() };
    let unactivated = Login { entrance: Entrance::Graduate, login: NOT_ACTIVATED.to_owned() };
    // The employer's phone is a landline.
    let silent = [unknown, unactivated, Login::from(&FANG), Login::from(&CLOUD)];
    let mut answers = Vec::new();
    for login in silent.iter().cloned().chain([Login::from(&MING)]) {
        let answer = phones.ask(login).await;
        answers.push((answer.status.as_u16(), answer.text));
    }
    assert!(answers.iter().all(|answer| *answer == (202, r#"{"again_in_s":60,"valid_s":600}"#.to_owned())), "{answers:?}");
    eventually("one goes out", || phones.sent().len() == 1).await;
    assert_eq!(phones.sent()[0].0, MING.mobile());
    for login in silent {
        phones.reset(login, "123456").await.refused(401, "wrong_phone_code");
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_codes_are_few_for_an_account_and_slow_for_an_address() {
    let phones = Phones::spawn().await;
    let first = phones.code(&MING).await;
    phones.nobody_but(&[Login::from(&MING)], &FANG).await;
    phones.app.pass(PAUSE_MS);
    let second = phones.code(&MING).await;
    if first != second {
        phones.reset(&MING, &first).await.refused(401, "wrong_phone_code");
    }
    for _ in 0..7 {
        phones.ask(&LINGUIST).await.ok();
    }
    phones.ask(&LINGUIST).await.refused(429, "try_later");
    phones.app.anonymous().signed_in(&MASTER).await;
    phones.reset(&MING, &second).await.ok();
    phones.ask(&LINGUIST).await.ok();
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_code_is_guessed_at_five_times_and_each_guess_waits_like_a_password() {
    let phones = Phones::spawn().await;
    let code = phones.code(&MING).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        phones.reset(&MING, wrong).await.refused(401, "wrong_phone_code");
    }
    phones.reset(&MING, wrong).await.refused(429, "try_later");
    phones.app.pass(1_000);
    phones.reset(&MING, wrong).await.refused(401, "wrong_phone_code");
    phones.app.pass(2_000);
    phones.reset(&MING, &code).await.refused(401, "wrong_phone_code");
    phones.app.anonymous().sign_in(&Login::from(&MING).with(PASSWORD)).await.refused(429, "try_later");
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_new_password_keeps_the_rules_and_a_refused_one_leaves_the_code() {
    let phones = Phones::spawn().await;
    let code = phones.code(&MING).await;
    let Login { entrance, login } = Login::from(&MING);
    let body = ResetPassword { entrance, login, code: code.clone(), password: "woaini1314520".to_owned() };
    let put = phones.app.anonymous().call(Method::PUT, "/password-reset").json(&body).send::<()>().await;
    assert_eq!(put.invalid_fields(), ["password"]);
    phones.reset(&MING, &code).await.ok();
}

fn contact(mobile: &str) -> EmployerContact {
    EmployerContact {
        address: "示范路二号".to_owned(),
        contact_name: "招聘组".to_owned(),
        contact_phone: mobile.to_owned(),
        contact_email: "hr@example.com".to_owned(),
    }
}

#[tokio::test]
#[doc = "ACC-01, ACC-10"]
async fn acc_10_an_employer_gets_in_by_its_contacts_phone_and_still_needs_the_second_factor() {
    let phones = Phones::spawn().await;
    let employer = phones.app.employer(&CLOUD).await;
    let (authenticator, _) = enrolled(&phones.app, &employer).await;
    employer.call(Method::PUT, "/employer/contact").json(&contact(NEW_MOBILE)).send::<RegistrationChanged>().await.ok();
    phones.nobody_but(&[Login::from(&CLOUD)], &MING).await;
    phones.app.pass(DAY_MS);
    let code = phones.code(&CLOUD).await;
    assert_eq!(phones.sent().pop().unwrap().0, NEW_MOBILE);
    phones.reset(&CLOUD, &code).await.ok();

    let browser = phones.app.anonymous();
    let first = browser.post("/session").json(&Login::from(&CLOUD).with(NEW_PASSWORD)).send::<SecondFactorNeeded>().await;
    assert!(!first.headers.contains_key("set-cookie"));
    let entered = browser.second_step(&first.ok().ticket, &authenticator.code(&phones.app, 0)).await;
    browser.entered(&entered).me().await.ok();
}

#[tokio::test]
#[doc = "ACC-01, ROS-02"]
async fn ros_02_a_graduates_own_phone_comes_first_and_a_new_one_after_a_day() {
    let phones = Phones::spawn().await;
    let graduate = phones.app.graduate(&MING).await;
    let say = async |mobile: &str| {
        let contact = Contact { mobile: mobile.to_owned(), email: String::new() };
        graduate.call(Method::PUT, "/contact").json(&contact).send::<()>().await.ok();
    };
    say(&MING.mobile()).await;
    phones.code(&MING).await;
    say(NEW_MOBILE).await;
    phones.app.pass(PAUSE_MS);
    phones.nobody_but(&[Login::from(&MING)], &FANG).await;
    phones.app.pass(DAY_MS);
    phones.code(&MING).await;
    assert_eq!(phones.sent().pop().unwrap().0, NEW_MOBILE);
}

#[tokio::test]
#[doc = "ACC-01, ACC-08, ROS-02"]
async fn ros_02_of_records_at_two_schools_no_roster_says_where_the_code_goes() {
    let phones = Phones::spawn().await;
    let app = &phones.app;
    let (north, south) = (app.staff(&SCHOOL).await, app.staff(&SOUTH_SCHOOL).await);
    let code = handed_out(app, &north, 2027, false).await;
    let phone = app.anonymous().activate(Entrance::Graduate, &MING.id_no(), &code).await;
    let login = Login { entrance: Entrance::Graduate, login: MING.id_no() };
    phones.code(login.clone()).await;
    south.upload(graduating(&SOUTH, 2028)).await;
    crossed(app).await;
    let said = handed_out(app, &south, 2028, false).await;
    let code = said.split_once('（').unwrap().0.to_owned();
    phone.post("/records").json(&ClaimRecord { code }).send::<Records>().await.ok();
    app.pass(PAUSE_MS);
    phones.nobody_but(std::slice::from_ref(&login), &FANG).await;

    let own = Contact { mobile: NEW_MOBILE.to_owned(), email: String::new() };
    phone.call(Method::PUT, "/contact").json(&own).send::<()>().await.ok();
    app.pass(DAY_MS);
    phones.code(login).await;
    assert_eq!(phones.sent().pop().unwrap().0, NEW_MOBILE);
    app.settle().await;
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_it_is_offered_only_where_phones_are_known_and_codes_can_go() {
    let bare = TestApp::spawn().await;
    assert_eq!(offered(&bare).await, []);
    ask(&bare.anonymous(), &MING).await.refused(409, "phone_codes_unavailable");

    let phones = Phones::spawn().await;
    for login in [Login::from(&SCHOOL), Login::from(&NORTH)] {
        phones.ask(login).await.refused(409, "phone_codes_unavailable");
    }
    let pause = gateway::Command::Pause { code: "unreachable".to_owned(), why: String::new() };
    phones.app.runtime().ask::<Gateway>(Channel::Sms, None, pause).await.unwrap();
    phones.ask(&MING).await.refused(409, "phone_codes_unavailable");
    assert_eq!(offered(&phones.app).await.len(), 2, "it is a matter of minutes");

    let apart = Apart::spawn().await;
    assert_eq!(offered(&apart.ems).await, []);
    ask(&apart.ems.anonymous(), &MING).await.refused(404, "not_found");
}

#[tokio::test]
#[doc = "ACC-01, NOT-01"]
async fn acc_01_a_provider_that_fails_is_said_to_nobody_and_stops_what_it_has_to() {
    let phones = Phones::spawn().await;
    phones.provider.next(SMS, Fault::TakeAndClose);
    phones.code(&MING).await;
    phones.provider.next_sms_code("isv.SMS_TEMPLATE_ILLEGAL");
    phones.code(&FANG).await;
    let offers = || phones.app.state.notices.offers_phone_codes();
    eventually("the template is not used any more", || !offers()).await;
    assert_eq!(offered(&phones.app).await, []);
    phones.ask(&MASTER).await.refused(409, "phone_codes_unavailable");

    let phones = Phones::spawn().await;
    phones.provider.next_sms_code("isv.AMOUNT_NOT_ENOUGH");
    phones.code(&MING).await;
    let stop = || phones.app.runtime().glance::<Gateway>(Channel::Sms).is_some_and(|gateway| gateway.stopped.is_some());
    eventually("the channel stops for all", stop).await;
}
