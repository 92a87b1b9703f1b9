//! Requests that cannot be understood are refused with a word on what is wrong, and change nothing.

use crate::{app::TestApp, cast::*, verbs::invitation};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wangqian_protocol::case::CaseChanged;

/// The invitation as JSON, with one change.
fn spoilt(change: impl FnOnce(&mut Value)) -> String {
    let mut body = serde_json::to_value(invitation(&MING)).unwrap();
    change(&mut body);
    body.to_string()
}

#[tokio::test]
async fn bodies_that_are_no_json_of_the_right_shape_are_malformed() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let bodies = [
        String::new(),
        "{".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        "\u{0}".to_owned(),
        spoilt(|body| body["role"] = json!("admin")),
        spoilt(|body| body["terms"]["approved"] = json!(true)),
        spoilt(|body| body["terms"]["salary_monthly"] = json!("15000")),
        spoilt(|body| body["terms"]["salary_monthly"] = json!(-1)),
        spoilt(|body| body["terms"]["salary_monthly"] = json!(4_294_967_296_u64)),
        spoilt(|body| body["terms"]["salary_monthly"] = json!(1.5)),
        spoilt(|body| body["valid_days"] = json!(1u64 << 32)),
        spoilt(|body| drop(body["terms"].as_object_mut().unwrap().remove("job_title"))),
        format!("{} {{}}", spoilt(|_| ())),
        format!("{{\"school\":{}", "[".repeat(10_000)),
        "{\"a\":".repeat(10_000),
    ];
    for body in bodies {
        let answer = employer.post("/invitations").text(body.as_str()).send::<CaseChanged>().await;
        assert_eq!(answer.refused(400, "malformed").status, 400, "{body:.80}");
    }
    assert_eq!(employer.list("").await.ok().total, 0);
}

/// No person should meet a parser's English.
fn is_chinese(text: &str) -> bool {
    !["expected", "invalid", "missing", "unknown", "line", "column", "field"].iter().any(|word| text.contains(word))
}

#[tokio::test]
async fn a_field_that_does_not_fit_is_named_and_told_of_in_chinese() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    for (body, field) in [
        ("{}".to_owned(), Some("school")),
        ("null".to_owned(), None),
        ("{\"school\":".to_owned(), None),
        (String::new(), None),
        (spoilt(|body| body["role"] = json!("admin")), Some("role")),
        (spoilt(|body| body["terms"]["approved"] = json!(true)), Some("terms.approved")),
        (spoilt(|body| body["terms"]["salary_monthly"] = json!("15000")), Some("terms.salary_monthly")),
        (spoilt(|body| body["terms"]["salary_monthly"] = json!(-1)), Some("terms.salary_monthly")),
        (spoilt(|body| body["valid_days"] = json!("5")), Some("valid_days")),
        (spoilt(|body| drop(body["terms"].as_object_mut().unwrap().remove("job_title"))), Some("terms.job_title")),
    ] {
        let answer = employer.post("/invitations").text(body.as_str()).send::<CaseChanged>().await;
        let problem = answer.refused(400, "malformed");
        assert_eq!(problem.fields.first().map(|one| one.field.as_str()), field, "{body:.80}: {}", problem.detail);
        assert!(is_chinese(&problem.detail.replace("JSON", "")), "{body:.80}: {}", problem.detail);
        assert!(problem.fields.iter().all(|one| is_chinese(&one.message)), "{body:.80}: {:?}", problem.fields);
    }
    let school = app.staff(&SCHOOL).await;
    for (query, field) in [
        ("q=abc&limit=abc", "limit"),
        ("limit=-1", "limit"),
        ("unknown_thing=1", "unknown_thing"),
        ("limit=1&limit=2", "limit"),
    ] {
        let problem = school.list(&format!("?{query}")).await.refused(400, "malformed");
        assert_eq!(problem.fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), [field], "{query}");
        assert!(is_chinese(&problem.fields[0].message), "{query}: {:?}", problem.fields);
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_too_large_whether_it_says_its_length_or_not() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let large = spoilt(|body| body["terms"]["other_terms"] = json!("长".repeat(30_000)));
    employer.post("/invitations").text(large.as_str()).send::<CaseChanged>().await.refused(413, "too_large");

    let head = format!(
        "POST /api/v1/invitations HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nCookie: {}\r\nX-CSRF-Token: {}\r\n\
         Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        app.address,
        app.site().origin(),
        employer.cookie,
        employer.csrf
    );
    let chunk = format!("{:x}\r\n{}\r\n", 16_384, " ".repeat(16_384));
    let request = head + &chunk.repeat(5) + "0\r\n\r\n";
    assert!(raw(&app, request.as_bytes()).await.starts_with("HTTP/1.1 413"));
    assert_eq!(employer.list("").await.ok().total, 0);
}

#[tokio::test]
async fn queries_that_mean_nothing_are_refused_instead_of_listing_something_else() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    let school = app.staff(&SCHOOL).await;
    let by_field = [
        ("state=unknown", "state"),
        ("order=random", "order"),
        ("initiator=nobody", "initiator"),
        ("cursor=x", "cursor"),
        ("cursor=1.x", "cursor"),
        ("cursor=..", "cursor"),
    ];
    for (query, field) in by_field {
        assert_eq!(school.list(&format!("?{query}")).await.invalid_fields(), [field], "{query}");
    }
    for query in ["limit=abc", "limit=-1", "unknown=1", "limit=1&limit=2"] {
        school.list(&format!("?{query}")).await.refused(400, "malformed");
        school.roster(&format!("?{query}")).await.refused(400, "malformed");
    }
    assert_eq!(school.roster("?cursor=90001-2027").await.invalid_fields(), ["cursor"]);
    for path in ["/cases", "/roster", "/ems/roster", "/deliveries", "/reveals"] {
        for limit in ["0", "201", "100000"] {
            let refused = school.get::<Value>(&format!("{path}?limit={limit}")).await.refused(422, "invalid_field");
            assert!(refused.fields[0].message.contains("1 至 200"), "{path}: {refused:?}");
        }
    }
}

#[tokio::test]
async fn addresses_that_name_nothing_are_not_found_and_methods_that_do_not_exist_are_said_so() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    for path in ["/cases/1", "/cases/..%2f..", "/cases/%00", "/nothing", "/cases//review", ""] {
        school.get::<Value>(path).await.refused(404, "not_found");
    }
    for (method, path) in [(Method::PUT, "/session"), (Method::DELETE, "/cases"), (Method::PATCH, "/settings")] {
        let answer = school.call(method, path).send::<Value>().await;
        assert!(!answer.header("allow").is_empty());
        answer.refused(405, "no_such_method");
    }
    let answer = school.call(Method::DELETE, "/cases").send::<Value>().await;
    assert_eq!(answer.header("allow"), "GET, HEAD, POST");
    let head = school.call(Method::HEAD, "/cases").send::<()>().await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
}

#[tokio::test]
async fn a_wrong_school_name_or_number_finds_nobody() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let spoil = |field: &str, value: &str| spoilt(|body| body[field] = json!(value));
    let send = async |body: String| employer.post("/invitations").text(body).send::<CaseChanged>().await;
    for (field, value) in
        [("school", "99999"), ("school", "90002"), ("name", "李晓"), ("number", "27990001999999"), ("number", "")]
    {
        send(spoil(field, value)).await.refused(404, "no_such_graduate");
    }
    for school in ["", "北示范大学", "x1"] {
        assert_eq!(send(spoil("school", school)).await.invalid_fields(), ["school"]);
    }
    assert_eq!(employer.list("").await.ok().total, 0);
}

#[tokio::test]
async fn requests_that_are_not_http_are_refused_and_the_next_one_is_served() {
    let app = TestApp::spawn().await;
    let oversized_head = format!("GET /livez HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(140_000));
    let many_headers = format!("GET /livez HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(200));
    let both_lengths = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}";
    let hello = "\u{16}\u{3}\u{1}";
    for request in [oversized_head.as_str(), &many_headers, both_lengths, "GET /livez HTTP/9.9\r\n\r\n", hello] {
        let answer = raw(&app, request.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer:.80}");
    }
    assert!(raw(&app, b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_waited_for_so_long_and_no_longer() {
    let app = TestApp::spawn().await;
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    let head = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/json\r\n\
         Content-Length: 100\r\n\r\n{{",
        app.address
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4_096];
    let patience = wangqian::limits::BODY_TIMEOUT * 2;
    let read = tokio::time::timeout(patience, stream.read(&mut answer)).await.expect("an answer").unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("too_slow"), "{answer}");
    assert!(answer.contains("x-request-id") && answer.contains("content-security-policy"), "{answer}");
}

/// Sends bytes, hangs up, and returns what came back.
async fn raw(app: &TestApp, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    // The server may hang up in the middle of what it refuses.
    let _sent = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let read = tokio::time::timeout(crate::app::DEADLINE, stream.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "the connection stays open after {:?}", String::from_utf8_lossy(&answer));
    String::from_utf8_lossy(&answer).into_owned()
}
