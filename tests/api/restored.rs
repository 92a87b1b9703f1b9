//! What a backup of a server in use gives back: every list of every party, as it was.

use crate::{app::TestApp, cast::*, users::User};
use actix_web::http::Method;
use serde_json::Value;
use std::collections::BTreeMap;
use wangqian::{endpoints::endpoints, rights::Access};
use wangqian_protocol::case::CaseChanged;
use wangqian_storage::backup::{Parts, back_up, check, restore};

const PARTS: Parts<'static> = Parts { export: "export.wqx", small: &["totp.key", "papers.key"], files: "blobs" };
/// What belongs to a browser, a running server or a binary.
const NO_DATA: [&str; 5] = ["/socket", "/session", "/account", "/system", "/openapi.json"];

/// Everything that is shown without naming one thing of many.
fn lists() -> impl Iterator<Item = &'static str> {
    let gets = endpoints().into_iter().filter(|endpoint| endpoint.method == Method::GET);
    let own = gets.filter(|endpoint| !matches!(endpoint.access, Access::Provider | Access::Link) && endpoint.gives.is_some());
    let is_list = |path: &&str| !path.contains('{') && !path.ends_with("/template") && !path.starts_with("/session/");
    own.map(|endpoint| endpoint.path).filter(is_list).filter(|path| !NO_DATA.contains(path))
}

async fn everybody(app: &TestApp) -> Vec<User> {
    let mut users = Vec::new();
    for person in &PEOPLE {
        users.push(app.graduate(person).await);
    }
    for company in &COMPANIES {
        users.push(app.employer(company).await);
    }
    for clerk in &CLERKS {
        users.push(app.staff(clerk).await);
    }
    for campus in &CAMPUSES {
        users.push(app.province(campus).await);
    }
    users
}

/// The status and the body. Refusals are part of it, but for the number that each answer has of its own.
async fn answer(user: &User, path: &str) -> (u16, Value) {
    let answer = user.get::<Value>(path).await;
    let mut body: Value = serde_json::from_str(&answer.text).unwrap();
    if let Some(problem) = body.as_object_mut().filter(|_| !answer.status.is_success()) {
        problem.retain(|field, _| field == "code");
    }
    (answer.status.as_u16(), body)
}

/// By user, in their order, and address.
async fn shown(users: &[User], cases: &[CaseChanged]) -> BTreeMap<(usize, String), (u16, Value)> {
    let details = cases.iter().map(|case| format!("/cases/{}", case.case));
    let paths: Vec<String> = lists().map(str::to_owned).chain(details).collect();
    let mut shown = BTreeMap::new();
    for (number, user) in users.iter().enumerate() {
        for path in &paths {
            shown.insert((number, path.clone()), answer(user, path).await);
        }
    }
    shown
}

#[tokio::test]
#[doc = "EXT-15, ACC-01"]
async fn every_list_of_every_party_comes_back_from_a_backup_as_it_was() {
    let app = TestApp::spawn_on_disk().await;
    let invited = app.invited(&CLOUD, &MING).await;
    let accepted = app.accepted(&CLOUD, &FANG).await;
    let effective = app.approved(&RIVAL, &MASTER, &[&DEPARTMENT, &SCHOOL]).await;
    let waiting = app.accepted(&RIVAL, &LINGUIST).await;
    let rejected = app.staff(&LANGUAGES_DEPARTMENT).await.reject(&waiting, "REJ_OTHER", "信息有误").await.ok();
    let cases = [invited.clone(), accepted, effective, rejected];
    let users = everybody(&app).await;
    app.settle().await;
    let before = shown(&users, &cases).await;
    assert!(before.values().filter(|(status, _)| *status == 200).count() > 100, "there is something to compare");

    let directory = tempfile::TempDir::new().unwrap();
    let (backup, data) = (directory.path().join("backup"), directory.path().join("data"));
    back_up(app.data(), &backup, &PARTS).unwrap();
    app.graduate(&MING).await.accept(&invited).await.ok();
    app.settle().await;
    assert_ne!(shown(&users, &cases).await, before, "the server goes on");

    check(&backup, &PARTS).unwrap();
    restore(&backup, &data, &PARTS).unwrap();
    let again = app.beside(&data).await;
    let users: Vec<User> = users.iter().map(|user| user.at(again.site())).collect();
    for (place, is) in shown(&users, &cases).await {
        assert_eq!(is, before[&place], "user and address: {place:?}");
    }
}
