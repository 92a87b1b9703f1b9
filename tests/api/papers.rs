//! Documents over HTTP: who gets them, what they say, and that they can be verified without the server.

use crate::{
    answer::Answer,
    app::{DAY_MS, TestApp},
    cast::*,
    users::User,
    world::HANDLER,
};
use std::{
    collections::BTreeMap,
    io::Write,
    process::{Command, Stdio},
};
use wangqian::papers::verify;
use wangqian_papers::seal::PublicKey;
use wangqian_protocol::{
    case::CaseChanged,
    document::{GivePermit, PaperKey, Permit, Permits, Verification, Verify},
    form::{BeginCase, Filled},
};

/// The words of a document, by the program that readers of PDF have.
pub fn text_of(document: &[u8]) -> String {
    let mut reader =
        Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut into, document) = (reader.stdin.take().unwrap(), document.to_vec());
    let writing = std::thread::spawn(move || into.write_all(&document));
    let said = reader.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    String::from_utf8(said.stdout).unwrap().split_whitespace().collect()
}

async fn key(app: &TestApp) -> PublicKey {
    app.anonymous().get::<PaperKey>("/papers/key").await.ok().public_key.parse().unwrap()
}

pub fn agreement_of(case: &CaseChanged) -> String {
    format!("/cases/{}/agreement.pdf", case.case)
}

async fn refused(user: &User, path: &str, status: u16, code: &str) {
    let answer: Answer<()> = user.get(path).await;
    answer.refused(status, code);
}

#[tokio::test]
#[doc = "SIG-05 EXT-04"]
async fn sig_05_the_parties_get_one_and_the_same_agreement_which_says_what_was_agreed() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let path = agreement_of(&case);
    let (graduate, employer) = (app.graduate(&MING).await, app.employer(&CLOUD).await);
    let document = graduate.download(&path).await;
    for other in [&employer, &app.staff(&SCHOOL).await, &app.staff(&DEPARTMENT).await] {
        assert_eq!(other.download(&path).await, document);
    }
    let text = text_of(&document);
    for said in
        [MING.name, CLOUD.name, CLOUD.credit_code, COMPUTING, HANDLER, "三方协议", "平台确认", "第1页共2页", "900012700000001"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains(&MING.id_no()) && !text.contains(&MING.mobile()), "{text}");
    assert_eq!(verify(&document, &key(&app).await).unwrap().history, None);
    let answer: Answer<()> = employer.get(&path).await;
    assert!(answer.header("content-disposition").contains("filename*=UTF-8''%E5%B0%B1%E4%B8%9A"));
}

#[tokio::test]
#[doc = "SIG-05 SET-01"]
async fn sig_05_two_parties_agree_and_the_school_certifies() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &SOUTHERNER, &[&SOUTH_SCHOOL]).await;
    let text = text_of(&app.graduate(&SOUTHERNER).await.download(&agreement_of(&case)).await);
    assert!(text.contains("两方协议") && text.contains("学校鉴证") && !text.contains("丙方"), "{text}");
}

#[tokio::test]
#[doc = "SIG-05 ACC-08"]
async fn sig_05_there_is_none_before_it_holds_and_none_for_others() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let path = agreement_of(&case);
    refused(&app.graduate(&MING).await, &path, 409, "not_issued").await;
    let receipt = format!("/cases/{}/receipt.pdf", case.case);
    for path in [&path, &receipt] {
        refused(&app.employer(&RIVAL).await, path, 404, "not_found").await;
        refused(&app.graduate(&FANG).await, path, 404, "not_found").await;
        refused(&app.anonymous(), path, 401, "unauthenticated").await;
    }
}

#[tokio::test]
#[doc = "EXT-22 EXT-03"]
async fn ext_22_the_receipt_carries_the_history_and_its_hashes_are_those_of_the_page() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let graduate = app.graduate(&MING).await;
    let document = graduate.download(&format!("/cases/{}/receipt.pdf", case.case)).await;
    let checked = verify(&document, &key(&app).await).unwrap().history.unwrap();
    assert_eq!((checked.case.to_string(), checked.steps), (case.case.clone(), 4));
    let hashes: Vec<_> = graduate.read(&case).await.ok().trail.into_iter().map(|entry| entry.hash.unwrap()).collect();
    assert_eq!(hashes.last(), Some(&checked.head));
    let (receipt, agreement) = (text_of(&document), text_of(&graduate.download(&agreement_of(&case)).await));
    assert!(hashes.iter().all(|hash| receipt.contains(hash.as_str())), "{receipt}");
    assert!(agreement.contains(&checked.head) && receipt.contains("张院长（计算机学院）") && receipt.contains("学校审核通过"));
}

#[tokio::test]
#[doc = "OFF-02 SIG-05"]
async fn off_02_what_is_to_be_stamped_is_printed_with_empty_places() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let filled = Filled { form: "OFFLINE_AGREEMENT".to_owned(), answers: offline_answers(), files: Vec::new() };
    let begin = BeginCase { kind: "offline_signing".to_owned(), about: None, filled };
    let mut case: CaseChanged = graduate.post("/cases").json(&begin).send().await.ok();
    app.settle().await;
    refused(&graduate, &agreement_of(&case), 409, "not_issued").await;
    for clerk in [&DEPARTMENT, &SCHOOL] {
        case = app.staff(clerk).await.approve(&case).await.ok();
        app.settle().await;
    }
    let text = text_of(&graduate.download(&agreement_of(&case)).await);
    for said in [CLOUD.name, "（盖章）", "（签字）", "单位扫码回传", "后端工程师", "900012700000001"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("平台确认"), "{text}");
}

fn offline_answers() -> BTreeMap<String, String> {
    let answers = [
        ("credit_code", CLOUD.credit_code),
        ("employer_name", CLOUD.name),
        ("employer_nature", "10"),
        ("employer_industry", "21"),
        ("employer_region", "110108"),
        ("employer_address", "示范路一号"),
        ("contact_name", "王人事"),
        ("contact_phone", "010-62770001"),
        ("job_title", "后端工程师"),
        ("job_category", "13"),
        ("work_region", "110108"),
        ("salary_monthly", "15000"),
        ("probation_months", "3"),
        ("report_from", "2027-07-05"),
        ("report_by", "2027-07-20"),
        ("archive", "no"),
        ("household", "no"),
    ];
    answers.map(|(question, answer)| (question.to_owned(), answer.to_owned())).into()
}

async fn permit(app: &TestApp, case: &CaseChanged, days: u8) -> Permit {
    let (graduate, path) = (app.graduate(&MING).await, format!("/cases/{}/permits", case.case));
    // The newest comes last.
    app.pass(1_000);
    graduate.post(&path).json(&GivePermit { days }).send::<()>().await.ok();
    graduate.get::<Permits>(&path).await.ok().permits.pop().unwrap()
}

async fn ask(app: &TestApp, number: &str, code: &str, name: Option<&str>) -> Answer<Verification> {
    let asked = Verify { number: number.to_owned(), code: code.to_owned(), name: name.map(str::to_owned), history: None };
    app.anonymous().post("/verifications").json(&asked).send().await
}

#[tokio::test]
#[doc = "EXT-04"]
async fn ext_04_whoever_has_number_and_code_sees_whether_it_holds_and_names_by_the_name() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let detail = app.graduate(&MING).await.read(&case).await.ok();
    let (number, given) = (detail.agreement_number.unwrap(), permit(&app, &case, 1).await);
    assert!(given.address.ends_with(&format!("/verify?n={number}&c={}", given.code)) && given.qr_width > 20);

    let masked = ask(&app, &number, &given.code.to_lowercase(), None).await.ok();
    assert_eq!((masked.holds, masked.state_label.as_str(), masked.names_shown), (true, "签约成功", false));
    assert_eq!((masked.graduate.as_str(), masked.employer.as_str()), ("李**", "示范*****公司"));
    assert_eq!(ask(&app, &number, &given.code, Some(FANG.name)).await.ok().graduate, "李**");
    let named = ask(&app, &number, &given.code, Some(MING.name)).await.ok();
    assert_eq!((named.graduate.as_str(), named.employer.as_str()), (MING.name, CLOUD.name));
    assert_eq!(named.history, detail.trail.last().unwrap().hash.clone().unwrap());

    let printed = |history: &str| Verify {
        number: number.clone(),
        code: given.code.clone(),
        name: None,
        history: Some(history.to_owned()),
    };
    let first = detail.trail[0].hash.clone().unwrap();
    for (history, print) in [(&named.history[..16], "latest"), (&first[..16], "older"), ("0123456789abcdef", "unknown")] {
        let said: Verification = app.anonymous().post("/verifications").json(&printed(history)).send().await.ok();
        assert_eq!(said.print.as_deref(), Some(print));
    }
}

#[tokio::test]
#[doc = "EXT-04"]
async fn ext_04_a_permit_ends_with_its_time_or_when_it_is_taken_back() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let graduate = app.graduate(&MING).await;
    let number = graduate.read(&case).await.ok().agreement_number.unwrap();
    let (short, long) = (permit(&app, &case, 1).await, permit(&app, &case, 30).await);
    let path = format!("/cases/{}/permits", case.case);
    graduate.post(&path).json(&GivePermit { days: 31 }).send::<()>().await.refused(422, "invalid_field");

    app.pass(DAY_MS);
    ask(&app, &number, &short.code, None).await.refused(404, "no_such_permit");
    assert!(ask(&app, &number, &long.code, None).await.ok().holds);
    assert_eq!(app.graduate(&MING).await.get::<Permits>(&path).await.ok().permits.len(), 1);
    let graduate = app.graduate(&MING).await;
    graduate.call(reqwest::Method::DELETE, &format!("{path}/{}", long.code)).send::<()>().await.ok();
    ask(&app, &number, &long.code, None).await.refused(404, "no_such_permit");
}

#[tokio::test]
#[doc = "EXT-04"]
async fn ext_04_who_tries_codes_waits() {
    let app = TestApp::spawn().await;
    for _ in 0..11 {
        ask(&app, "1000127000000011", "AAAABBBBCCCC", None).await.refused(404, "no_such_permit");
    }
    let waits = ask(&app, "1000127000000011", "AAAABBBBCCCC", None).await.refused(429, "try_later");
    assert!(waits.detail.contains("秒"), "{}", waits.detail);
}
