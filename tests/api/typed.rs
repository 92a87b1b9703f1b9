//! One way in for what people write: the roster, the forms, the look-up and the sign-in read a name or a number alike.

use crate::{app::TestApp, cast::*, ems_verbs::*, users::User, verbs::invitation};
use reqwest::Method;
use wangqian_protocol::{
    case::Terms,
    ems::EmsEdit,
    invitation::{Found, Lookup},
};

const NEW: Person = Person { serial: 21, name: "石试样", ..MING };

/// The roster's columns of a newcomer, some replaced.
fn newcomer(changes: &[(&'static str, &str)]) -> Vec<u8> {
    let mut columns = columns(&NEW);
    for (title, value) in changes {
        columns.retain(|(known, _)| known != title);
        columns.push((title, (*value).to_owned()));
    }
    sheet(&[columns])
}

async fn looked_up(employer: &User, name: &str, number: &str) -> crate::answer::Answer<Found> {
    let body = Lookup { school: NORTH.school.to_string(), name: name.to_owned(), number: number.to_owned() };
    employer.post("/graduates/lookup").json(&body).send().await
}

#[tokio::test]
#[doc = "SIG-01, SIG-09"]
async fn a_graduate_is_found_and_invited_by_the_name_that_the_employer_has_on_paper() {
    let app = TestApp::spawn().await;
    let (school, employer) = (app.staff(&SCHOOL).await, app.employer(&CLOUD).await);
    school.upload(newcomer(&[("姓名", "买买提•艾力")])).await;
    crossed(&app).await;
    for (name, number) in [
        ("买买提·艾力", NEW.exam_no()),
        ("买买提•艾力", NEW.exam_no()),
        ("买买提.艾力", NEW.id_no().to_lowercase()),
        ("买买提．艾力", NEW.exam_no()),
        (" 买买提 ·艾力", format!("{}\u{200b}", NEW.exam_no())),
        ("买买提·艾力", full_width(&NEW.exam_no())),
    ] {
        let found = looked_up(&employer, name, &number).await.ok();
        assert_eq!((found.name.as_str(), found.obstacle), ("买买提·艾力", None), "{name} {number}");
    }
    let mut invite = invitation(&NEW);
    invite.name = "买买提．艾力".to_owned();
    invite.number = full_width(&NEW.exam_no());
    employer.post("/invitations").json(&invite).send::<wangqian_protocol::case::CaseChanged>().await.ok();
}

#[tokio::test]
#[doc = "SIG-01, ROS-05, SIG-08"]
async fn the_look_up_says_at_once_whom_an_employer_may_not_invite_and_why() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let barred = looked_up(&employer, BARRED.name, &BARRED.exam_no()).await.ok();
    assert_eq!(barred.obstacle.map(|it| it.code).as_deref(), Some("online_signing_barred"));
    app.invited(&CLOUD, &MING).await;
    let already = looked_up(&employer, MING.name, &MING.exam_no()).await.ok();
    assert_eq!(already.obstacle.map(|it| it.code).as_deref(), Some("invitation_pending"));
    looked_up(&employer, "没有这人", &MING.exam_no()).await.refused(404, "no_such_graduate");
    let problem = looked_up(&employer, "李晓明1", &MING.exam_no()).await.refused(422, "invalid_field");
    assert_eq!(problem.fields[0].field, "name");
}

#[tokio::test]
#[doc = "ROS-01"]
async fn a_form_corrects_the_number_of_whatever_document_the_row_has_and_takes_what_an_upload_takes() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    school.upload(newcomer(&[("身份证件类型", "护照"), ("身份证号", "E35190001"), ("姓名", "INDRAWAN")])).await;
    let row = school.ems_rows(&format!("?q={}", NEW.exam_no())).await.remove(0);
    let path = format!("/ems/roster/{}", row.graduate);
    let edit = async |seen, edit| school.call(Method::PUT, &path).seen(seen).json(&edit).send::<()>().await;
    edit(row.revision, EmsEdit { id_no: Some(" e3519-0002 ".to_owned()), ..EmsEdit::default() }).await.ok();
    assert_eq!(school.ems_rows("?q=E35190002").await.len(), 1);

    let permit = EmsEdit {
        id_type: Some("港澳居民来往内地通行证".to_owned()),
        id_no: Some("H12345679".to_owned()),
        ..EmsEdit::default()
    };
    edit(row.revision + 1, permit).await.ok();
    let resident = EmsEdit { id_type: Some("居民身份证".to_owned()), ..EmsEdit::default() };
    let problem = edit(row.revision + 2, resident).await.refused(422, "invalid_field");
    assert_eq!(problem.fields[0].field, "id_no");

    for unseen in ["\u{200b}", "\u{202e}Z1", "Z\n1"] {
        let student_no = EmsEdit { student_no: Some(unseen.to_owned()), ..EmsEdit::default() };
        let problem = edit(row.revision + 2, student_no).await.refused(422, "invalid_field");
        assert_eq!(problem.fields[0].field, "student_no");
    }
    let department = |typed: &str| EmsEdit { department: Some(typed.to_owned()), ..EmsEdit::default() };
    let problem = edit(row.revision + 2, department("计算机学院\u{200b}")).await.refused(422, "invalid_field");
    assert!(problem.fields[0].message.contains(&format!("请改为“{COMPUTING}”")), "{:?}", problem.fields);
    edit(row.revision + 2, department(COMPUTING)).await.ok();
    assert_eq!(school.ems_rows("?q=H12345679").await[0].department, COMPUTING);
}

#[tokio::test]
#[doc = "ACC-03"]
async fn an_account_is_for_the_department_that_its_maker_sees() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let unseen = account(Some("外国语\u{a0}学院\u{200b}"));
    school.post("/ems/accounts").json(&unseen).send::<wangqian_protocol::ems::EmsCode>().await.refused(422, "invalid_field");
    let form = account(Some(LANGUAGES));
    school.post("/ems/accounts").json(&form).send::<wangqian_protocol::ems::EmsCode>().await.ok();
    let accounts = school.accounts().await;
    let made = accounts.accounts.iter().find(|account| account.name == form.name).unwrap();
    assert_eq!((made.department.as_deref(), made.matches_nobody), (Some(LANGUAGES), false));
}

#[tokio::test]
#[doc = "SIG-01"]
async fn an_agreement_keeps_what_is_seen_of_its_texts() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let mut invite = invitation(&MING);
    invite.terms = Terms {
        job_title: "  软件  工程师\u{a0} ".to_owned(),
        other_terms: "1. 服务期三年\r\n2. 提供住宿".to_owned(),
        ..invite.terms
    };
    let mut unseen = invite.clone();
    unseen.terms.job_title = "软件\u{200b}工程师".to_owned();
    let problem = employer.post("/invitations").json(&unseen).send::<wangqian_protocol::case::CaseChanged>().await;
    assert_eq!(problem.refused(422, "invalid_field").fields[0].field, "terms.job_title");
    let case = employer.post("/invitations").json(&invite).send().await.ok();
    let terms = employer.read(&case).await.ok().terms.unwrap();
    assert_eq!((terms.job_title.as_str(), terms.other_terms.as_str()), ("软件 工程师", "1. 服务期三年\n2. 提供住宿"));
}

fn full_width(digits: &str) -> String {
    digits.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect()
}
