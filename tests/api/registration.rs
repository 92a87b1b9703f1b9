//! Employers register, hand in a licence, and are verified by the province of their region (ACC-10).

use crate::{answer::Answer, app::TestApp, cast::*, users::User};
use reqwest::Method;
use wangqian_protocol::{employer::*, province::ProvinceHome, session::Me, socket::ToClient, upload::Uploaded};
use wangqian_rules::{account::Account, entity::Entity, ids::AccountId};
use wangqian_storage::blobs::BlobHash;

pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[3 0 R]>>\nendobj\n\
    3 0 obj\n<</Type/Page>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";
/// Valid, of a district of [`NORTH`], and nobody's.
const FREE_CODE: &str = "91610113MA0000007Q";
const OTHER_CODE: &str = "91610113MA0000015K";

/// What a newcomer of [`NORTH`] fills in.
pub fn application() -> RegisterEmployer {
    let text = |text: &str| text.to_owned();
    RegisterEmployer {
        credit_code: text("9161 0113-ma0000007q"),
        credit_code_as_printed: false,
        name: text("示范新芽（西安）有限公司"),
        nature: text("39"),
        industry: text("22"),
        region: text("610113"),
        address: text("示范路九号"),
        contact_name: text("冯招聘"),
        contact_phone: text("02955500009"),
        contact_email: text("hr@xinya.example"),
        login: text("xinya-hr"),
        password: PASSWORD.to_owned(),
    }
}

/// The same form, filled in again.
pub fn amendment(licence: Option<&str>) -> AmendEmployer {
    let RegisterEmployer { name, nature, industry, region, address, contact_name, contact_phone, contact_email, .. } =
        application();
    let licence = licence.map(str::to_owned);
    AmendEmployer { name, nature, industry, region, address, contact_name, contact_phone, contact_email, licence }
}

impl User {
    async fn register(&self, application: &RegisterEmployer) -> Answer<Me> {
        self.post("/employer/registration").json(application).send().await
    }

    async fn registration(&self) -> EmployerRegistration {
        self.get("/employer/registration").await.ok()
    }

    async fn amend(&self, seen: u64, form: &AmendEmployer) -> Answer<RegistrationChanged> {
        self.call(Method::PUT, "/employer/registration").seen(seen).json(form).send().await
    }

    async fn submit(&self, seen: u64) -> Answer<RegistrationChanged> {
        self.post("/employer/registration/submission").seen(seen).send().await
    }

    async fn hand_in(&self, bytes: &[u8]) -> Answer<Uploaded> {
        self.post("/uploads").bytes(bytes).send().await
    }

    async fn employers(&self, query: &str) -> EmployerPage {
        self.get(&format!("/province/employers{query}")).await.ok()
    }

    async fn decide(&self, employer: &str, seen: u64, verdict: &DecideEmployer) -> Answer<RegistrationChanged> {
        self.post(&format!("/province/employers/{employer}/decision")).seen(seen).json(verdict).send().await
    }
}

fn handing_back() -> DecideEmployer {
    DecideEmployer::Return { reason: "执照不清晰，请重新上传".to_owned() }
}

async fn province(app: &TestApp, campus: &Campus) -> User {
    app.anonymous().signed_in(campus).await
}

/// A newcomer who has just registered.
async fn newcomer(app: &TestApp) -> User {
    let browser = app.anonymous();
    let answer = browser.register(&application()).await;
    assert_eq!(answer.status, 201);
    browser.entered(&answer)
}

/// With a licence, handed to [`NORTH`]; the version then, and the licence's name.
async fn submitted(app: &TestApp) -> (User, u64, String) {
    let user = newcomer(app).await;
    let licence = user.hand_in(PDF).await.ok().file;
    let amended = user.amend(1, &amendment(Some(&licence))).await.ok();
    let submitted = user.submit(amended.version).await.ok();
    assert_eq!(submitted.state, "submitted");
    app.settle().await;
    (user, submitted.version, licence)
}

#[tokio::test]
#[doc = "ACC-10, NOT-02"]
async fn acc_10_from_registering_over_a_return_to_the_first_invitation() {
    let app = TestApp::spawn().await;
    let north = province(&app, &NORTH).await;
    let mut desk = north.follow("province").await;
    let (user, seen, _) = submitted(&app).await;
    desk.expect("the arrival", |frame| matches!(frame, ToClient::Employers { .. }).then_some(())).await;
    user.invite(&MING).await.refused(409, "employer_not_verified");

    let waiting = north.employers("?state=submitted").await;
    assert_eq!((waiting.total, waiting.waiting, waiting.rows[0].name.as_str()), (1, 1, "示范新芽(西安)有限公司"));
    assert_eq!(north.get::<ProvinceHome>("/province").await.ok().employers_waiting, 1);
    let employer = waiting.rows[0].employer.clone();
    let mut inbox = user.follow("me").await;
    let returned = north.decide(&employer, seen, &handing_back()).await.ok();
    assert_eq!(returned.state, "returned");
    assert!(inbox.expect_notice("单位注册被退回修改").await.text.contains("执照不清晰"));
    assert_eq!(user.registration().await.reason.as_deref(), Some("执照不清晰，请重新上传"));

    let better = user.hand_in(&[PDF, b"% sharper\n%%EOF\n"].concat()).await.ok().file;
    let amended = user.amend(returned.version, &amendment(Some(&better))).await.ok();
    let again = user.submit(amended.version).await.ok();
    app.settle().await;
    north.decide(&employer, again.version, &DecideEmployer::Approve {}).await.ok();
    inbox.expect_notice("单位注册审核通过").await;
    assert_eq!(user.registration().await.state, "verified");
    assert_eq!(user.invite(&MING).await.status, 201);
    app.settle().await;
    assert_eq!(north.employers("?state=verified").await.total, 1);
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_a_licence_that_the_disk_has_lost_is_asked_for_again_and_never_submitted() {
    let app = TestApp::spawn().await;
    let user = newcomer(&app).await;
    let licence = user.hand_in(PDF).await.ok().file;
    app.blobs.remove_older(BlobHash::of(PDF), i64::MAX).await.unwrap();
    assert_eq!(user.amend(1, &amendment(Some(&licence))).await.invalid_fields(), ["licence"]);
    let again = user.hand_in(PDF).await.ok().file;
    user.amend(1, &amendment(Some(&again))).await.ok();
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_every_wrong_field_is_named_at_once_and_nothing_is_registered() {
    let app = TestApp::spawn().await;
    let wrong = RegisterEmployer {
        credit_code: "91610113MA00000017".to_owned(),
        name: "司".to_owned(),
        region: "610000".to_owned(),
        contact_email: "hr".to_owned(),
        login: "hr".to_owned(),
        password: "123456789012".to_owned(),
        ..application()
    };
    let fields = app.anonymous().register(&wrong).await.invalid_fields();
    assert_eq!(fields, ["credit_code", "login", "password", "name", "region", "contact_email"]);
    assert_eq!(app.anonymous().register(&application()).await.status, 201);
}

#[tokio::test]
#[doc = "ACC-08, ACC-10"]
async fn acc_10_a_credit_code_that_is_registered_says_what_to_do_and_nothing_of_whom() {
    let app = TestApp::spawn().await;
    let taken = RegisterEmployer { credit_code: CLOUD.credit_code.to_owned(), ..application() };
    let answer = app.anonymous().register(&taken).await;
    let problem = answer.refused(409, "credit_code_taken");
    assert!(problem.detail.contains("省级就业部门"), "{}", problem.detail);
    assert!(!answer.text.contains(CLOUD.name) && !answer.text.contains("招聘组"), "{}", answer.text);
    // Neither the login nor the code is used up by a refusal.
    newcomer(&app).await;
    let login_taken = RegisterEmployer { credit_code: OTHER_CODE.to_owned(), ..application() };
    assert_eq!(app.anonymous().register(&login_taken).await.invalid_fields(), ["login"]);
    let another = RegisterEmployer { login: "other-hr".to_owned(), ..login_taken };
    assert_eq!(app.anonymous().register(&another).await.status, 201);
    let foreign = RegisterEmployer { login: CLOUD.credit_code.to_owned(), ..application() };
    assert_eq!(app.anonymous().register(&foreign).await.invalid_fields(), ["login"]);
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_a_code_that_fails_its_check_is_registered_on_a_second_word_and_flagged_to_the_province() {
    let app = TestApp::spawn().await;
    let printed = RegisterEmployer { credit_code: "91610113MA0000007R".to_owned(), ..application() };
    let refused = app.anonymous().register(&printed).await.refused(422, "invalid_field");
    assert!(refused.fields[0].message.contains("证照上的代码就是如此"), "{:?}", refused.fields);
    let no_code = RegisterEmployer { credit_code: "91610113".to_owned(), credit_code_as_printed: true, ..application() };
    assert_eq!(app.anonymous().register(&no_code).await.invalid_fields(), ["credit_code"]);

    let browser = app.anonymous();
    let deliberate = RegisterEmployer { credit_code_as_printed: true, ..printed };
    let user = browser.entered(&browser.register(&deliberate).await);
    let licence = user.hand_in(PDF).await.ok().file;
    let amended = user.amend(1, &amendment(Some(&licence))).await.ok();
    let submitted = user.submit(amended.version).await.ok();
    app.settle().await;
    let north = province(&app, &NORTH).await;
    let row = north.employers("?state=submitted").await.rows.remove(0);
    assert_eq!((row.credit_code.as_str(), row.credit_code_unchecked), ("91610113MA0000007R", true));
    let detail: EmployerRegistration = north.get(&format!("/province/employers/{}", row.employer)).await.ok();
    assert!(detail.credit_code_unchecked);
    north.decide(&row.employer, submitted.version, &DecideEmployer::Approve {}).await.ok();
    assert_eq!(user.invite(&MING).await.status, 201);
}

/// The same employer by another person, under a login of theirs.
fn as_well(login: &str) -> RegisterEmployer {
    RegisterEmployer { login: login.to_owned(), contact_name: "褚招聘".to_owned(), ..application() }
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_between_registration_and_its_account_nobody_else_registers_the_code() {
    let app = TestApp::spawn().await;
    app.store.hold(Account::KIND);
    let (first, second) = (app.anonymous(), app.anonymous());
    let mut answers = tokio::task::JoinSet::new();
    answers.spawn(async move { first.register(&application()).await.status.as_u16() });
    app.store.is_reached().await;
    answers.spawn(async move { second.register(&as_well("second-hr")).await.status.as_u16() });
    // Refused, or about to open a second account.
    let second = tokio::select! {
        answer = answers.join_next() => answer,
        () = app.store.is_reached_by(2) => None,
    };
    app.store.release();
    let mut statuses: Vec<_> = second.into_iter().map(Result::unwrap).chain(answers.join_all().await).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test(flavor = "multi_thread")]
#[doc = "ACC-10"]
async fn acc_10_of_many_who_register_one_employer_at_once_one_gets_its_account() {
    let app = TestApp::spawn().await;
    let logins: Vec<_> = (0..8).map(|n| format!("xinya-{n}")).collect();
    let mut answers = tokio::task::JoinSet::new();
    for login in logins.clone() {
        let browser = app.anonymous();
        answers.spawn(async move { browser.register(&as_well(&login)).await.status.as_u16() });
    }
    let mut statuses = answers.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    let mut accounts = 0;
    for login in logins {
        let id = AccountId::of_login(wangqian_rules::account::Entrance::Employer, &login);
        accounts += usize::from(app.runtime().read::<Account>(id).await.unwrap().holder.is_some());
    }
    assert_eq!(accounts, 1);
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_registering_is_slowed_per_address_and_signing_in_is_not_slowed_by_it() {
    let app = TestApp::spawn().await;
    let taken = RegisterEmployer { credit_code: CLOUD.credit_code.to_owned(), ..application() };
    for _ in 0..11 {
        app.anonymous().register(&taken).await.refused(409, "credit_code_taken");
    }
    let answer = app.anonymous().register(&application()).await;
    answer.refused(429, "try_later");
    assert_eq!(answer.header("retry-after"), "2");
    app.anonymous().signed_in(&CLOUD).await;
    app.pass(2_000);
    newcomer(&app).await;
}

#[tokio::test]
#[doc = "ACC-01, ACC-10"]
async fn acc_10_the_account_signs_in_again_after_a_restart() {
    let app = TestApp::spawn_on_disk().await;
    let user = newcomer(&app).await;
    let licence = user.hand_in(PDF).await.ok();
    user.amend(1, &amendment(Some(&licence.file))).await.ok();
    let app = app.restart().await;
    let login = crate::users::Login { entrance: wangqian_protocol::session::Entrance::Employer, login: "xinya-hr".to_owned() };
    let again = app.anonymous().signed_in(login).await;
    let registration = again.registration().await;
    assert_eq!((registration.version, registration.card.credit_code.as_str()), (2, FREE_CODE));
    assert_eq!(registration.licence.map(|file| (file.file, file.bytes)), Some((licence.file, PDF.len() as u64)));
}

#[tokio::test]
#[doc = "ACC-08, ACC-10"]
async fn acc_10_a_licence_is_shown_to_its_owner_and_the_province_that_verifies_and_is_not_there_for_others() {
    let app = TestApp::spawn().await;
    let (user, _, licence) = submitted(&app).await;
    let path = format!("/uploads/{licence}");
    for entitled in [user, province(&app, &NORTH).await] {
        let answer = entitled.get::<()>(&path).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_bytes()), (200, PDF));
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
    }
    let strangers = [
        province(&app, &SOUTH).await,
        app.anonymous().signed_in(&CLOUD).await,
        app.staff(&SCHOOL).await,
        app.graduate(&MING).await,
    ];
    for stranger in strangers {
        stranger.get::<()>(&path).await.refused(404, "not_found");
    }
}

#[tokio::test]
#[doc = "ACC-08, ACC-10"]
async fn acc_10_another_province_sees_and_decides_nothing() {
    let app = TestApp::spawn().await;
    let (_, seen, _) = submitted(&app).await;
    let employer = province(&app, &NORTH).await.employers("").await.rows[0].employer.clone();
    let south = province(&app, &SOUTH).await;
    assert_eq!(south.employers("").await.total, 0);
    south.get::<()>(&format!("/province/employers/{employer}")).await.refused(404, "not_found");
    south.decide(&employer, seen, &DecideEmployer::Approve {}).await.refused(404, "not_found");
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_of_two_decisions_the_second_is_told_who_was_first() {
    let app = TestApp::spawn().await;
    let (_, seen, _) = submitted(&app).await;
    let north = province(&app, &NORTH).await;
    let employer = north.employers("").await.rows[0].employer.clone();
    north.decide(&employer, seen - 1, &DecideEmployer::Approve {}).await.refused(409, "stale_version");
    north.decide(&employer, seen, &DecideEmployer::Reject { reason: " ".to_owned() }).await.refused(422, "invalid_field");
    north.decide(&employer, seen, &DecideEmployer::Approve {}).await.ok();
    let late = north.decide(&employer, seen, &handing_back()).await;
    let happened = late.refused(409, "already_decided").happened.unwrap();
    assert!(happened.contains(NORTH.province_name) && happened.contains("审核通过"), "{happened}");
    let unversioned = north.post(&format!("/province/employers/{employer}/decision")).json(&DecideEmployer::Approve {});
    unversioned.send::<()>().await.refused(428, "version_required");
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_a_licence_is_ones_own_upload_and_at_most_five_megabytes() {
    let app = TestApp::spawn().await;
    let user = newcomer(&app).await;
    user.submit(1).await.invalid_fields();
    let of_others = app.anonymous().signed_in(&CLOUD).await.hand_in(PDF).await.ok().file;
    for licence in [of_others.as_str(), "../../etc/passwd", &"0".repeat(64)] {
        assert_eq!(user.amend(1, &amendment(Some(licence))).await.invalid_fields(), ["licence"]);
    }
    let big = [PDF, &vec![b'\n'; 5 << 20], b"%%EOF\n"].concat();
    let big = user.hand_in(&big).await.ok().file;
    assert_eq!(user.amend(1, &amendment(Some(&big))).await.invalid_fields(), ["licence"]);
    let fit = user.hand_in(PDF).await.ok().file;
    user.amend(1, &amendment(Some(&fit))).await.ok();
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_a_region_whose_province_is_not_here_is_said_so() {
    let app = TestApp::spawn().await;
    let user = newcomer(&app).await;
    let licence = user.hand_in(PDF).await.ok().file;
    let away = AmendEmployer { region: "110108".to_owned(), ..amendment(Some(&licence)) };
    let seen = user.amend(1, &away).await.ok().version;
    user.submit(seen).await.refused(409, "no_verifier");
    assert_eq!(app.state.provinces().await.unwrap().len(), CAMPUSES.len());
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_a_change_is_verified_while_the_verified_data_stay_in_force() {
    let app = TestApp::spawn().await;
    let (user, seen, _) = submitted(&app).await;
    let north = province(&app, &NORTH).await;
    let employer = north.employers("").await.rows[0].employer.clone();
    let verified = north.decide(&employer, seen, &DecideEmployer::Approve {}).await.ok();
    let contact = EmployerContact {
        address: "示范路十号".to_owned(),
        contact_name: "陈招聘".to_owned(),
        contact_phone: "02955500010".to_owned(),
        contact_email: "new@xinya.example".to_owned(),
    };
    let set: RegistrationChanged = user.call(Method::PUT, "/employer/contact").json(&contact).send().await.ok();
    assert_eq!((set.version, set.state.as_str()), (verified.version, "verified"));

    let renamed = AmendEmployer { name: "示范大树有限公司".to_owned(), ..amendment(None) };
    let draft = user.amend(set.version, &renamed).await.ok();
    let waiting = user.submit(draft.version).await.ok();
    let first = user.invite(&MING).await.ok();
    assert_eq!(user.read(&first).await.ok().employer.unwrap().name, "示范新芽(西安)有限公司");
    app.settle().await;
    let detail: EmployerRegistration = north.get(&format!("/province/employers/{employer}")).await.ok();
    let changes: Vec<_> = detail.changes.iter().map(|change| (change.label.as_str(), change.now.as_str())).collect();
    assert_eq!(changes, [("单位名称", "示范大树有限公司")]);
    north.decide(&employer, waiting.version, &DecideEmployer::Approve {}).await.ok();
    let second = user.invite(&FANG).await.ok();
    assert_eq!(user.read(&second).await.ok().employer.unwrap().name, "示范大树有限公司");
    app.settle().await;
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_the_list_is_filtered_and_turned() {
    let app = TestApp::spawn().await;
    submitted(&app).await;
    let north = province(&app, &NORTH).await;
    for (query, total) in [
        ("?state=submitted", 1),
        ("?state=returned", 0),
        ("?kind=first", 1),
        ("?kind=change", 0),
        ("?nature=39", 1),
        ("?nature=31", 0),
        ("?q=%E6%96%B0%E8%8A%BD", 1),
        ("?q=91610113ma", 1),
        ("?q=nobody", 0),
    ] {
        assert_eq!(north.employers(query).await.total, total, "{query}");
    }
    for wrong in ["?state=open", "?kind=second", "?cursor=1_2", "?cursor=x"] {
        north.get::<()>(&format!("/province/employers{wrong}")).await.refused(422, "invalid_field");
    }
}
