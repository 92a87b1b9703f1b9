//! All agreements of a list in one zip: whose they are, what is in it, and that a part is never taken for the whole (EXT-13, SIG-05).

use crate::{answer::Answer, app::TestApp, cast::*, users::User, verbs::*};
use actix_web::test::TestRequest;
use calamine::{Data, Reader, Xlsx};
use futures_util::StreamExt;
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    pin::pin,
};
use uuid::Uuid;
use wangqian::{
    auth::session,
    papers::verify,
    rights::Caller,
    routes::cases::filter::Filter,
    zips::{AT_ONCE, Sending},
};
use wangqian_papers::seal::PublicKey;
use wangqian_protocol::{
    case::{CaseChanged, CaseQuery, Terms},
    document::PaperKey,
    invitation::Invite,
    zip::{AgreementZip, AgreementZips, ZipOffer, ZipState},
};
use wangqian_rules::{account::Entrance, ids::AccountId};
use zip::ZipArchive;

/// A zip, taken apart.
struct Opened {
    files: BTreeMap<String, Vec<u8>>,
    /// The rows of its list, by the titles of their columns.
    list: Vec<BTreeMap<String, String>>,
}

impl Opened {
    fn of(bytes: Vec<u8>) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut files = BTreeMap::new();
        for place in 0..archive.len() {
            let mut file = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            files.insert(file.name().unwrap().into_owned(), bytes);
        }
        let list = rows(files.remove("清单.xlsx").unwrap());
        Self { files, list }
    }

    fn column(&self, title: &str) -> Vec<&str> {
        self.list.iter().map(|row| row[title].as_str()).collect()
    }
}

fn rows(workbook: Vec<u8>) -> Vec<BTreeMap<String, String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).unwrap();
    let range = workbook.worksheet_range("清单").unwrap();
    let texts = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut rows = range.rows().map(texts);
    let titles = rows.next().unwrap();
    rows.map(|row| titles.iter().cloned().zip(row).collect()).collect()
}

impl User {
    async fn offer(&self, query: &str) -> ZipOffer {
        self.get(&format!("/agreement-zips/offer{query}")).await.ok()
    }

    async fn ask_for_zip(&self, query: &str) -> Answer<AgreementZip> {
        self.post(&format!("/agreement-zips{query}")).send().await
    }

    async fn zip(&self, query: &str) -> Opened {
        let asked = self.ask_for_zip(query).await.ok();
        Opened::of(self.download(&format!("/agreement-zips/{}/file", asked.zip)).await)
    }

    async fn newest(&self) -> AgreementZip {
        self.get::<AgreementZips>("/agreement-zips").await.ok().zips.remove(0)
    }

    async fn number_of(&self, case: &CaseChanged) -> String {
        self.read(case).await.ok().agreement_number.unwrap()
    }
}

fn file_of(number: &str, person: &Person) -> String {
    format!("{number}_{}.pdf", person.name)
}

/// An agreement whose job has a character that no font has.
async fn undrawable(app: &TestApp) -> CaseChanged {
    let terms = Terms { job_title: "\u{2F00A}师傅".to_owned(), ..terms() };
    let invitation = Invite { terms, ..invitation(&FANG) };
    let mut case = app.employer(&CLOUD).await.send_invitation(&invitation).await.ok();
    app.settle().await;
    case = app.graduate(&FANG).await.accept(&case).await.ok();
    app.settle().await;
    for clerk in [&DEPARTMENT, &SCHOOL] {
        case = app.staff(clerk).await.approve(&case).await.ok();
        app.settle().await;
    }
    case
}

#[tokio::test]
#[doc = "EXT-13 SIG-05"]
async fn ext_13_an_employer_gets_all_its_agreements_and_nobody_elses() {
    let app = TestApp::spawn().await;
    let ming = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let southerner = app.approved(&CLOUD, &SOUTHERNER, &[&SOUTH_SCHOOL]).await;
    app.accepted(&CLOUD, &FANG).await;
    app.approved(&RIVAL, &LINGUIST, &[&LANGUAGES_DEPARTMENT, &SCHOOL]).await;
    let employer = app.employer(&CLOUD).await;
    assert_eq!(employer.offer("").await, ZipOffer { agreements: 2, without: 1 });
    let zip = employer.zip("").await;
    let key: PublicKey = app.anonymous().get::<PaperKey>("/papers/key").await.ok().public_key.parse().unwrap();
    for (case, person) in [(&ming, &MING), (&southerner, &SOUTHERNER)] {
        let document = &zip.files[&file_of(&employer.number_of(case).await, person)];
        assert!(verify(document, &key).is_ok());
        assert_eq!(*document, employer.download(&format!("/cases/{}/agreement.pdf", case.case)).await, "the very same");
    }
    assert_eq!(zip.files.len(), 2);
    let mut names = zip.column("毕业生");
    names.sort_unstable();
    assert_eq!(names, [SOUTHERNER.name, MING.name, FANG.name]);
    let fang = zip.list.iter().find(|row| row["毕业生"] == FANG.name).unwrap();
    assert_eq!((fang["文件名"].as_str(), fang["结果"].as_str(), fang["原因代码"].as_str()), ("", "没有放入", "not_issued"));
    for row in zip.list.iter().filter(|row| row["结果"] == "已放入") {
        assert!(zip.files.contains_key(&row["文件名"]) && row["文件名"].starts_with(&row["协议编号"]));
        assert_eq!((row["用人单位"].as_str(), row["状态"].as_str()), (CLOUD.name, "签约成功"));
    }
    let newest = employer.newest().await;
    assert_eq!((newest.agreements, newest.done, newest.left_out, newest.state), (2, 2, 0, ZipState::Whole));
    assert!(newest.bytes > 0);
}

#[tokio::test]
#[doc = "EXT-13 ACC-04 ACC-08"]
async fn ext_13_staff_get_those_of_their_scope_under_the_filters_of_the_list() {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    app.approved(&RIVAL, &LINGUIST, &[&LANGUAGES_DEPARTMENT, &SCHOOL]).await;
    app.approved(&CLOUD, &SOUTHERNER, &[&SOUTH_SCHOOL]).await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    assert_eq!(school.zip("?order=newest").await.column("毕业生"), [LINGUIST.name, MING.name]);
    assert_eq!(department.zip("").await.column("毕业生"), [MING.name], "the department's own");
    assert_eq!(school.zip(&format!("?department={LANGUAGES}")).await.column("毕业生"), [LINGUIST.name]);
    school.ask_for_zip("?kind=online_signing&state=accepted_in_review").await.refused(409, "no_agreements");
    app.staff(&DEPARTMENT).await.ask_for_zip(&format!("?department={LANGUAGES}")).await.refused(409, "no_agreements");
    school.ask_for_zip("?state=x").await.refused(422, "invalid_field");
    let asked = department.ask_for_zip("").await.ok();
    let file = format!("/agreement-zips/{}/file", asked.zip);
    for other in [&school, &app.employer(&CLOUD).await, &app.staff(&LANGUAGES_DEPARTMENT).await] {
        other.get::<()>(&file).await.refused(404, "not_found");
    }
}

#[tokio::test]
#[doc = "EXT-13"]
async fn ext_13_an_agreement_that_cannot_be_drawn_is_named_with_the_reason() {
    let app = TestApp::spawn().await;
    let case = undrawable(&app).await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let school = app.staff(&SCHOOL).await;
    school.get::<()>(&format!("/cases/{}/agreement.pdf", case.case)).await.refused(409, "glyph_missing");
    let zip = school.zip("").await;
    assert_eq!(zip.files.len(), 1);
    let row = zip.list.iter().find(|row| row["毕业生"] == FANG.name).unwrap();
    assert_eq!((row["文件名"].as_str(), row["原因代码"].as_str()), ("", "glyph_missing"));
    assert!(row["没有放入的原因"].contains("U+2F00A") && row["协议编号"] == school.number_of(&case).await);
    let newest = school.newest().await;
    assert_eq!((newest.agreements, newest.done, newest.left_out, newest.state), (2, 2, 1, ZipState::Whole));
}

#[tokio::test]
#[doc = "EXT-13"]
async fn ext_13_one_at_a_time_and_few_of_everybody() {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let school = app.staff(&SCHOOL).await;
    let asked = school.ask_for_zip("").await.ok();
    assert_eq!((asked.state, asked.agreements), (ZipState::Asked, 1));
    let account = AccountId::of_login(Entrance::School, SCHOOL.login);
    let under_way = app.state.zips.begin(asked.zip.parse().unwrap(), account, 0).unwrap();
    school.ask_for_zip("").await.refused(409, "zip_under_way");
    let file = format!("/agreement-zips/{}/file", asked.zip);
    school.get::<()>(&file).await.refused(409, "zip_under_way");
    for others in 1..AT_ONCE as u128 {
        let (id, account) = (Uuid::from_u128(others), AccountId(Uuid::from_u128(others)));
        app.state
            .zips
            .ask((id, account), Filter::parse(&CaseQuery::default()).unwrap(), 1, app.state.runtime.monotonic_ms())
            .unwrap();
    }
    let crowded = app.employer(&CLOUD).await.ask_for_zip("").await;
    assert!(crowded.refused(429, "zips_crowded").detail.contains("单份协议"));
    assert!(crowded.header("retry-after").parse::<u64>().unwrap() > 0);
    drop(under_way);
    assert_eq!(school.newest().await.state, ZipState::BrokenOff);
    app.employer(&CLOUD).await.ask_for_zip("").await.ok();
}

/// The answer that the handler makes, without the network in between: it would take more than there is to draw.
async fn sending(app: &TestApp, user: &User, asked: &AgreementZip) -> Sending {
    let request = TestRequest::default().insert_header(("cookie", user.cookie.clone())).to_http_request();
    let session = session::of_request(&app.state, &request).await.unwrap();
    let account = session.account;
    let caller = Caller::of_session(&app.state, session).await.unwrap();
    let under_way = app.state.zips.begin(asked.zip.parse().unwrap(), account, 0).unwrap();
    Sending::begin(app.state.clone(), &caller, "http://localhost".to_owned(), under_way).await.unwrap()
}

#[tokio::test]
#[doc = "EXT-13 ACC-08"]
async fn ext_13_nothing_is_drawn_after_the_session_ended_and_the_part_is_no_zip() {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    app.approved(&CLOUD, &SOUTHERNER, &[&SOUTH_SCHOOL]).await;
    let (employer, elsewhere) = (app.employer(&CLOUD).await, app.employer(&CLOUD).await);
    let asked = employer.ask_for_zip("").await.ok();
    let stream = sending(&app, &employer, &asked).await.stream();
    {
        let mut stream = pin!(stream);
        let first = stream.next().await.unwrap().unwrap();
        assert!(ZipArchive::new(Cursor::new(first.to_vec())).is_err());
        employer.sign_out().await.ok();
        assert_eq!(stream.next().await.unwrap().unwrap_err().to_string(), "the session ended");
        assert!(stream.next().await.is_none());
    }
    let newest = elsewhere.newest().await;
    assert_eq!((newest.done, newest.state), (1, ZipState::BrokenOff));
}
