//! A graduate's phone and e-mail, and what hangs on a destination in the EMS.

use crate::{app::TestApp, cast::*, ems_verbs::*, modules::archive, users::User};
use reqwest::Method;
use wangqian_protocol::{
    account::{Contact, ContactShown},
    ems::*,
};
use wangqian_rules::{ems::EmsSchool, ids::*};

const NEW_MOBILE: &str = "13900001234";

async fn say(graduate: &User, mobile: &str, email: &str) -> crate::answer::Answer<()> {
    let contact = Contact { mobile: mobile.to_owned(), email: email.to_owned() };
    graduate.call(Method::PUT, "/contact").json(&contact).send().await
}

/// The phone as the roster of the EMS has it.
async fn known(app: &TestApp, school: &User, person: &Person) -> String {
    let row = school.ems_rows(&format!("?q={}", person.exam_no())).await.remove(0);
    let ems = app.runtime().read::<EmsSchool>(EntityId::EmsSchool(SchoolId(NORTH.school))).await.unwrap();
    ems.register.get(row.graduate.parse().unwrap()).unwrap().profile.mobile.clone()
}

#[tokio::test]
#[doc = "ROS-02"]
async fn what_a_graduate_says_of_phone_and_mail_reaches_the_ems_and_the_roster_ros_02() {
    let app = TestApp::spawn().await;
    let (graduate, school) = (app.graduate(&MING).await, app.staff(&SCHOOL).await);
    assert_eq!(say(&graduate, "12", "nobody").await.invalid_fields(), ["mobile", "email"]);
    say(&graduate, NEW_MOBILE, "ming@example.cn").await.ok();
    let shown: ContactShown = graduate.get("/contact").await.ok();
    assert_eq!((shown.mobile_masked.as_str(), shown.email.as_str()), ("139****1234", "ming@example.cn"));
    crossed(&app).await;
    assert_eq!(known(&app, &school, &MING).await, NEW_MOBILE);
}

#[tokio::test]
#[doc = "ROS-02"]
async fn an_upload_with_the_old_phone_leaves_the_graduates_own_ros_02() {
    let app = TestApp::spawn().await;
    let (graduate, school) = (app.graduate(&MING).await, app.staff(&SCHOOL).await);
    say(&graduate, NEW_MOBILE, "").await.ok();
    crossed(&app).await;
    let job = school.upload(sheet(&[columns(&MING)])).await;
    crossed(&app).await;
    assert_eq!(job.report.contacts_kept, 1);
    assert_eq!(known(&app, &school, &MING).await, NEW_MOBILE);
}

async fn detail(school: &User, person: &Person) -> EmsRosterDetail {
    let row = school.ems_rows(&format!("?q={}", person.exam_no())).await.remove(0);
    school.get(&format!("/ems/roster/{}", row.graduate)).await.ok()
}

async fn edit(school: &User, shown: &EmsRosterDetail, papers: &EmsPapers) -> crate::answer::Answer<()> {
    let path = format!("/ems/roster/{}/papers", shown.row.graduate);
    school.call(Method::PUT, &path).seen(shown.papers_version).json(papers).send().await
}

#[tokio::test]
#[doc = "SYN-02"]
async fn papers_are_edited_in_the_ems_and_stay_when_the_same_destination_is_said_again_syn_02() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    crossed(&app).await;
    let before = detail(&school, &MING).await;
    assert_eq!(before.papers.card.as_ref().map(|card| card.organisation.as_str()), Some(CLOUD.name));
    assert_eq!((before.fields.name.as_deref(), before.fields.id_no.as_deref()), (Some(MING.name), None));

    let text = |text: &str| text.to_owned();
    let card = EmsCard { organisation: text("示范云科技有限公司分公司"), region: text("110108") };
    let papers = EmsPapers { card: Some(card), archive: Some(archive()), household: None };
    let wrong = EmsPapers { card: Some(EmsCard { organisation: text(""), region: text("0") }), ..papers.clone() };
    assert_eq!(edit(&school, &before, &wrong).await.invalid_fields(), ["card.organisation", "card.region"]);
    edit(&school, &before, &papers).await.ok();
    edit(&school, &before, &papers).await.refused(409, "stale_version");
    school.post(&format!("/ems/roster/{}/resend", before.row.graduate)).send::<()>().await.ok();
    crossed(&app).await;
    assert_eq!(detail(&school, &MING).await.papers, papers);
}
