//! One person with several graduations is one login with several records (ACC-01, ROS-03).

use crate::{
    app::TestApp,
    cast::*,
    ems_verbs::*,
    users::{Login, User},
};
use calamine::{Reader, Xlsx};
use reqwest::Method;
use std::io::Cursor;
use wangqian_protocol::{
    ems::{EmsActivation, EmsEdit},
    record::{ChooseRecord, ClaimRecord, Records},
    session::{Activate, Entrance, Me},
};

/// The row that a school has of [`MING`], who graduates there in this year.
pub fn graduating(school: &Campus, cohort: u16) -> Vec<u8> {
    let person = Person { school: school.school, serial: MING.serial, ..MING };
    let mut row = columns(&person);
    let mut set = |title: &str, value: String| {
        row.iter_mut().find(|(known, _)| *known == title).unwrap().1 = value;
    };
    set("身份证号", MING.id_no());
    set("院校名称", school.name.to_owned());
    set("毕业时间", format!("{cohort}0701"));
    sheet(&[row])
}

/// The word of the file of codes to [`MING`].
pub async fn handed_out(app: &TestApp, school: &User, cohort: u16, resets: bool) -> String {
    let rows = school.ems_rows("").await;
    let ming = rows.iter().find(|row| row.name == MING.name && row.cohort == cohort).unwrap();
    let wanted = EmsActivation { department: None, graduates: vec![ming.graduate.clone()], resets };
    let file = school.post("/ems/roster/activation").json(&wanted).download().await;
    crossed(app).await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let range = book.worksheet_range("激活码").unwrap();
    let row = range.rows().nth(1).unwrap();
    assert_eq!(row[4].to_string(), "本人身份证号");
    row[5].to_string()
}

fn login() -> Login {
    Login { entrance: Entrance::Graduate, login: MING.id_no() }
}

fn activation(code: &str) -> Activate {
    let password = "另一个真的相当长的密码吧".to_owned();
    Activate { entrance: Entrance::Graduate, login: MING.id_no(), code: code.to_owned(), password }
}

async fn again(app: &TestApp) -> User {
    let browser = app.anonymous();
    browser.entered(&browser.sign_in(&login().with(NEW_PASSWORD)).await)
}

async fn records(user: &User) -> Vec<(String, u16, bool, bool)> {
    let all: Records = user.get("/records").await.ok();
    all.records.into_iter().map(|it| (it.school_name, it.cohort, it.shown, it.current)).collect()
}

async fn show(user: &User, cohort: u16) -> Me {
    let all: Records = user.get("/records").await.ok();
    let graduate = all.records.into_iter().find(|it| it.cohort == cohort).unwrap().graduate;
    user.call(Method::PUT, "/records/shown").json(&ChooseRecord { graduate }).send().await.ok()
}

const OWN: &str = "已有账号，请用原密码登录";

#[tokio::test]
#[doc = "ACC-01, ACC-08, ROS-03"]
async fn a_later_school_adds_its_record_and_gets_no_way_into_the_account_acc_01() {
    let app = TestApp::spawn().await;
    let (north, south) = (app.staff(&SCHOOL).await, app.staff(&SOUTH_SCHOOL).await);
    let code = handed_out(&app, &north, 2027, false).await;
    let phone = app.anonymous().activate(Entrance::Graduate, &MING.id_no(), &code).await;
    let case = app.invited(&CLOUD, &MING).await;

    south.upload(graduating(&SOUTH, 2028)).await;
    crossed(&app).await;
    let said = handed_out(&app, &south, 2028, false).await;
    let (code, how) = said.split_once('（').unwrap();
    assert!(how.contains("请用原密码登录"), "{said}");
    assert_eq!(records(&again(&app).await).await.len(), 1, "name and number prove nothing");
    let anybody = app.anonymous().post("/session/activation").json(&activation(code)).send::<Me>().await;
    anybody.refused(401, "wrong_activation");
    let guess = ClaimRecord { code: "7K3M-Q0ZD-1XWA".to_owned() };
    assert_eq!(phone.post("/records").json(&guess).send::<Records>().await.invalid_fields(), ["code"]);
    let all: Records = phone.post("/records").json(&ClaimRecord { code: code.to_owned() }).send().await.ok();
    assert_eq!(all.records.len(), 2);
    assert_eq!(phone.me().await.ok().organisation, NORTH.name, "the session of before goes on as it was");
    let later = again(&app).await;
    assert_eq!(later.me().await.ok().organisation, SOUTH.name);
    let (south_name, north_name) = (SOUTH.name.to_owned(), NORTH.name.to_owned());
    assert_eq!(records(&later).await, [(south_name, 2028, true, true), (north_name, 2027, false, true)]);
    later.get::<()>(&format!("/cases/{}", case.case)).await.refused(404, "not_found");
    assert_eq!(show(&later, 2027).await.organisation, NORTH.name);
    assert_eq!(later.me().await.ok().organisation, NORTH.name);
    later.accept(&case).await.ok();
    app.settle().await;

    south.delete(&Person { school: SOUTH.school, ..MING }).await;
    crossed(&app).await;
    assert_eq!(again(&app).await.me().await.ok().organisation, NORTH.name, "a row that was deleted again is in nobody's way");
}

#[tokio::test]
#[doc = "ACC-01, ROS-03"]
async fn an_earlier_cohort_is_looked_at_only_and_its_school_may_reset_the_password_ros_03() {
    let app = TestApp::spawn().await;
    let north = app.staff(&SCHOOL).await;
    let code = handed_out(&app, &north, 2027, false).await;
    let phone = app.anonymous().activate(Entrance::Graduate, &MING.id_no(), &code).await;
    assert_eq!(records(&phone).await.len(), 1);
    let case = app.invited(&CLOUD, &MING).await;
    north.upload(graduating(&NORTH, 2028)).await;
    crossed(&app).await;
    assert_eq!(handed_out(&app, &north, 2028, false).await, OWN);

    let user = again(&app).await;
    assert_eq!(user.list("").await.ok().total, 0, "the new record has nothing yet");
    show(&user, 2027).await;
    assert_eq!(user.list("").await.ok().total, 1);
    user.accept(&case).await.refused(409, "not_on_roster");

    let code = handed_out(&app, &north, 2028, true).await;
    assert_ne!(code, OWN);
    assert_eq!(user.me().await.status.as_u16(), 401);
    let anew = app.anonymous().activate(Entrance::Graduate, &MING.id_no(), &code).await;
    assert_eq!(records(&anew).await.len(), 2);
    let department = EmsActivation { department: Some(COMPUTING.to_owned()), graduates: Vec::new(), resets: true };
    assert_eq!(north.post("/ems/roster/activation").json(&department).send::<()>().await.invalid_fields(), ["resets"]);
}

#[tokio::test]
#[doc = "ACC-01, ROS-01"]
async fn a_corrected_id_number_takes_sign_in_and_record_along_and_frees_the_old_one_acc_01() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let code = handed_out(&app, &school, 2027, false).await;
    let phone = app.anonymous().activate(Entrance::Graduate, &MING.id_no(), &code).await;
    let case = app.invited(&CLOUD, &MING).await;

    let right = Person { serial: MING.serial + 76, ..MING }.id_no();
    let row = school.ems_rows(&format!("?q={}", MING.exam_no())).await.remove(0);
    let edit = EmsEdit { id_no: Some(right.clone()), ..EmsEdit::default() };
    school.call(Method::PUT, &format!("/ems/roster/{}", row.graduate)).seen(row.revision).json(&edit).send::<()>().await.ok();
    crossed(&app).await;

    phone.me().await.refused(401, "unauthenticated");
    let browser = app.anonymous();
    browser.sign_in(&login().with(NEW_PASSWORD)).await.refused(401, "wrong_credentials");
    let corrected = Login { entrance: Entrance::Graduate, login: right }.with(NEW_PASSWORD);
    let again = browser.entered(&browser.sign_in(&corrected).await);
    again.accept(&case).await.ok();

    // The old number's owner comes with a later roster of the other school, and gets in.
    let south = app.staff(&SOUTH_SCHOOL).await;
    south.upload(graduating(&SOUTH, 2028)).await;
    crossed(&app).await;
    let code = handed_out(&app, &south, 2028, false).await;
    let owner = app.anonymous().activate(Entrance::Graduate, &MING.id_no(), &code).await;
    assert_eq!(records(&owner).await.len(), 1);
}

/// Drafts on a device are kept under it: namesakes of one school must not find each other's.
#[tokio::test]
#[doc = "ACC-01, DES-03"]
async fn acc_01_a_session_names_its_account_and_record_alike_each_time_and_nobody_elses() {
    let app = TestApp::spawn().await;
    let north = app.staff(&SCHOOL).await;
    let code = handed_out(&app, &north, 2027, false).await;
    let first = app.anonymous().activate(Entrance::Graduate, &MING.id_no(), &code).await.me().await.ok();
    let user = again(&app).await;
    assert_eq!(user.me().await.ok().id, first.id, "another sign-in");
    let others = [north.me().await.ok().id, app.graduate(&FANG).await.me().await.ok().id];
    assert!(!others.contains(&first.id) && others[0] != others[1]);
    assert!(!first.id.contains(&MING.id_no()) && !first.id.contains(&MING.exam_no()));

    north.upload(graduating(&NORTH, 2028)).await;
    crossed(&app).await;
    handed_out(&app, &north, 2028, false).await;
    let user = again(&app).await;
    let later = user.me().await.ok();
    assert_eq!((&later.name, &later.organisation), (&first.name, &first.organisation));
    assert_ne!(later.id, first.id, "each record has a draft of its own");
    assert_eq!(show(&user, 2027).await.id, first.id);
}
