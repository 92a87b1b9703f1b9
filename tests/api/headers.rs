//! The headers around every answer. The client of these tests checks each answer for its security headers, its number and the
//! shape of its problem; here is proved that the check bites, and the rest.

use crate::{app::TestApp, cast::*};
use reqwest::Method;
use wangqian_protocol::code::CodeTables;

#[tokio::test]
async fn pages_files_errors_and_answers_carry_the_same_protection() {
    let app = TestApp::spawn().await;
    let browser = app.anonymous();
    for path in ["/", "/cases/1", "/missing.js", "/livez", "/readyz", "/api/v1/codes", "/api/v1/session", "/api/v1/nothing"] {
        let answer = browser.request(Method::GET, path).send::<serde_json::Value>().await;
        let policy = answer.header("content-security-policy");
        for part in
            ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]
        {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(!answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"), "{path}");
    }
}

#[tokio::test]
async fn answers_about_people_are_kept_by_no_cache() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let school = app.staff(&SCHOOL).await;
    for path in [format!("/cases/{}", case.case), "/cases".to_owned(), "/roster".to_owned(), "/session".to_owned()] {
        assert_eq!(school.get::<serde_json::Value>(&path).await.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_problem_names_its_request_and_no_two_requests_have_one_number() {
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    let refused = [
        user.get::<()>("/cases/1").await.problem(),
        user.get::<()>("/cases/01980000-0000-7000-8000-000000000000").await.problem(),
        user.get::<()>("/cases?limit=x").await.problem(),
        user.post("/notices/read").text("{").send::<()>().await.problem(),
        user.get::<()>("/roster").await.problem(),
    ];
    let numbers: std::collections::BTreeSet<_> = refused.iter().map(|problem| problem.request_id.clone()).collect();
    assert_eq!(numbers.len(), refused.len());
    assert!(numbers.iter().all(|number| number.len() == 32), "{numbers:?}");
}

#[tokio::test]
async fn code_tables_and_the_description_are_sent_once_and_then_only_asked_about() {
    let app = TestApp::spawn().await;
    for path in ["/codes", "/openapi.json"] {
        let first = app.anonymous().get::<serde_json::Value>(path).await;
        let etag = first.header("etag");
        let again = app.anonymous().call(Method::GET, path).header("if-none-match", etag).send::<()>().await;
        assert_eq!((again.status.as_u16(), again.text.as_str(), again.header("etag")), (304, "", etag));
        let other = app.anonymous().call(Method::GET, path).header("if-none-match", "\"other\"").send::<()>().await;
        assert_eq!((other.status.as_u16(), &other.text), (200, &first.text));
    }
    let tables = app.anonymous().get::<CodeTables>("/codes").await.ok().tables;
    assert!(tables.values().all(|rows| !rows.is_empty()), "{:?}", tables.keys());
}

#[tokio::test]
async fn an_answer_is_compressed_for_who_understands_it() {
    let app = TestApp::spawn().await;
    let compressed = app.anonymous().call(Method::GET, "/openapi.json").header("accept-encoding", "gzip");
    let answer = compressed.send::<()>().await;
    assert_eq!(answer.header("content-encoding"), "gzip");
}

#[tokio::test]
#[doc = "EXT-08"]
async fn id_numbers_and_phones_leave_the_server_masked_wherever_a_graduate_is_shown() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let masked = app.staff(&SCHOOL).await.read(&case).await.ok().graduate;
    assert_eq!(masked.id_no_masked, format!("1101**********{}", &MING.id_no()[14..]));
    assert_eq!(masked.mobile_masked, format!("138****{}", &MING.mobile()[7..]));
    for user in [app.employer(&CLOUD).await, app.graduate(&MING).await, app.staff(&DEPARTMENT).await] {
        user.read(&case).await.ok();
        user.list("").await.ok();
    }
    let school = app.staff(&SCHOOL).await;
    let found = school.roster(&format!("?q={}", MING.exam_no())).await.ok();
    assert_eq!(found.rows[0].id_no_masked, masked.id_no_masked);
    app.employer(&CLOUD).await.look_up(&FANG).await.ok();

    let said = app.transcript();
    assert!(said.contains(&masked.id_no_masked) && said.contains(MING.name), "the transcript has what was said");
    said.assert_nothing_private();
}
