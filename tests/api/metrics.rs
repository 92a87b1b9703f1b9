//! `/metrics`: what operators watch.

use crate::{app::TestApp, cast::*};
use actix_web::{App, test};
use wangqian::metrics;

/// What stands at `/metrics`.
async fn figures(app: &TestApp) -> String {
    let listening = test::init_service(App::new().app_data(app.state.clone()).configure(metrics::register)).await;
    let answer = test::call_service(&listening, test::TestRequest::get().uri("/metrics").to_request()).await;
    assert_eq!(answer.headers().get("content-type").unwrap(), "text/plain; version=0.0.4");
    String::from_utf8(test::read_body(answer).await.to_vec()).unwrap()
}

/// The value behind a name and its labels; nothing yet is 0.
fn value(figures: &str, name: &str) -> u64 {
    let line = figures.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0, |value| value.parse().unwrap())
}

const INVITED: &str = r#"wangqian_request_seconds_count{route="/api/v1/invitations",status="2xx"}"#;
const EVENTS: &str = r#"wangqian_commit_to_frame_seconds_count{frame="event"}"#;
const COUNTS: &str = r#"wangqian_commit_to_frame_seconds_count{frame="counts"}"#;
const OTHERS: [&str; 3] = ["wangqian_ask_seconds_count", "wangqian_commit_seconds_count", "wangqian_fdatasync_seconds_count"];

#[actix_web::test]
async fn histograms_grow_by_a_command_from_its_request_to_the_frame_that_shows_it() {
    let app = TestApp::spawn_on_disk().await;
    let mut phone = app.graduate(&MING).await.follow("me").await;
    let employer = app.employer(&CLOUD).await;
    let before = figures(&app).await;
    employer.invite(&MING).await.ok();
    phone.expect_notice("收到签约邀请").await;
    let after = figures(&app).await;
    assert_eq!(value(&after, INVITED), value(&before, INVITED) + 1);
    for name in OTHERS.into_iter().chain([EVENTS]) {
        assert!(value(&after, name) > value(&before, name), "{name}:\n{after}");
    }
    assert!(value(&after, "wangqian_fdatasync_seconds_count") >= value(&after, "wangqian_store_syncs_total"), "{after}");
}

#[actix_web::test]
async fn counts_of_a_queue_are_timed_apart_because_they_wait_for_more() {
    let app = TestApp::spawn().await;
    let case = app.invited(&CLOUD, &MING).await;
    let mut queue = app.staff(&DEPARTMENT).await.follow("queue").await;
    let before = figures(&app).await;
    app.graduate(&MING).await.accept(&case).await.ok();
    queue.expect_queue(|_| true).await;
    let after = figures(&app).await;
    assert!(value(&after, COUNTS) > value(&before, COUNTS), "{after}");
}

#[actix_web::test]
async fn a_request_is_counted_under_its_pattern_and_never_under_what_was_asked_for() {
    let app = TestApp::spawn().await;
    app.employer(&CLOUD).await.get::<()>("/cases/110105200501010320?name=%E5%BC%A0").await.refused(404, "not_found");
    app.anonymous().get::<()>("/nowhere/110105200501010320").await.refused(404, "not_found");
    let told = figures(&app).await;
    assert_eq!(value(&told, r#"wangqian_request_seconds_count{route="/api/v1/cases/{case}",status="4xx"}"#), 1, "{told}");
    assert_eq!(value(&told, r#"wangqian_request_seconds_count{route="none",status="4xx"}"#), 1, "{told}");
    assert!(!told.contains("110105200501010320"), "{told}");
}

#[actix_web::test]
async fn figures_that_were_there_before_have_their_names() {
    let told = figures(&TestApp::spawn().await).await;
    for name in [
        "clock_off_ms",
        "entities_awake",
        "files_lost",
        "letters_unsettled",
        "sockets_open",
        "store_backlog_records",
        "store_checkpoint_damaged",
        "store_checkpoint_rebuilt",
        "store_free_bytes",
        "store_journal_bytes",
        "store_writable",
        "subscriptions",
    ] {
        assert!(told.contains(&format!("# TYPE wangqian_{name} gauge\nwangqian_{name} ")), "{name}:\n{told}");
    }
    for (name, kind) in [
        ("notices_failed_total", "counter"),
        ("notices_sent_total", "counter"),
        ("notices_stopped", "gauge"),
        ("notices_templates_stopped", "gauge"),
        ("notices_waiting", "gauge"),
    ] {
        let of = |channel| format!("wangqian_{name}{{channel=\"{channel}\"}} ");
        assert!(told.contains(&format!("# TYPE wangqian_{name} {kind}\n{}", of("sms"))), "{name}:\n{told}");
        assert!(told.contains(&of("wechat")), "{name}:\n{told}");
    }
    assert_ne!(value(&told, "wangqian_store_commits_total"), 0);
    assert!(told.contains(r#"wangqian_request_seconds_count{route="none",status="5xx"} 0"#), "{told}");
    assert!(told.contains("# TYPE wangqian_store_syncs_total counter"));
}

#[actix_web::test]
async fn figures_are_not_told_where_people_are_served() {
    let app = TestApp::spawn().await;
    for path in ["/metrics", "/api/v1/metrics"] {
        let answer = app.anonymous().request(reqwest::Method::GET, path).send::<()>().await;
        assert!(!answer.text.contains("wangqian_store_writable"), "{path}: {}", answer.text);
    }
}
