//! The log: an answer that the server is to blame for is found there by its number.

use crate::{app::TestApp, cast::*, registration::PDF, users::Login};
use serde_json::Value;
use std::{
    io,
    sync::{Arc, LazyLock, Mutex},
};
use tracing_subscriber::fmt::MakeWriter;
use wangqian_protocol::{
    session::{Entrance, Me},
    upload::Uploaded,
};
use wangqian_rules::{account::Account, entity::Entity};
use wangqian_storage::{FaultPlan, blobs::BlobHash};

/// Everything that this process logs, as production formats it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    wangqian::telemetry::start_on(log.clone());
    log
});

impl Log {
    fn lines(&self) -> Vec<Value> {
        let bytes = self.0.lock().unwrap();
        String::from_utf8_lossy(&bytes).lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Lines about the request of this number.
    fn of(&self, number: &str) -> Vec<Value> {
        self.lines().into_iter().filter(|line| line["span"]["number"] == number).collect()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn an_answer_that_the_server_is_to_blame_for_is_logged_once_under_its_number() {
    let log = LazyLock::force(&LOG);
    let app = TestApp::spawn().await;
    let login = Login { entrance: Entrance::Employer, login: "110105200501010320".to_owned() };
    let signed_in = app.employer(&CLOUD).await;
    app.store.damage(Account::KIND);
    let by_handler = app.anonymous().sign_in(&login.with(PASSWORD)).await;
    // The session of an account that nobody has looked at yet is looked for at the gate.
    let stranger = format!("wq_session={}.{}", "0".repeat(32), "0".repeat(64));
    let at_the_gate = app.anonymous().with_cookie(stranger).me().await;
    for (answer, method, route) in [(&by_handler, "POST", "/api/v1/session"), (&at_the_gate, "GET", "/api/v1/session")] {
        let problem = answer.refused(500, "internal");
        let lines = log.of(&problem.request_id);
        assert_eq!(lines.len(), 1, "{lines:?}");
        let (line, span) = (&lines[0], &lines[0]["span"]);
        assert_eq!(
            (line["level"].as_str(), span["method"].as_str(), span["route"].as_str()),
            (Some("ERROR"), Some(method), Some(route))
        );
        assert_eq!(line["fields"]["status"], 500);
        assert!(line["fields"]["duration_ms"].is_u64(), "{line}");
        assert!(line["fields"]["cause"].as_str().unwrap().contains("told so by a test"), "{line}");
        assert!(!line.to_string().contains(&login.login), "{line}");
    }
    assert_eq!(signed_in.get::<Me>("/session").await.status, 200);
}

/// Level, message and the rest of a line.
fn parts(line: &Value) -> (&str, &str, &Value) {
    (line["level"].as_str().unwrap(), line["fields"]["message"].as_str().unwrap(), &line["fields"])
}

#[tokio::test]
async fn a_panic_is_answered_500_and_logged_under_the_number_with_its_place_and_nobodys_words() {
    let log = LazyLock::force(&LOG);
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        wangqian::telemetry::note_panic(panic);
        previous(panic);
    }));
    let app = TestApp::spawn().await;
    app.store.break_down(Account::KIND);
    let login = Login { entrance: Entrance::Employer, login: "110105200501010320".to_owned() };
    let answer = app.anonymous().sign_in(&login.with(PASSWORD)).await;
    let problem = answer.refused(500, "internal");
    assert_eq!(problem.request_id, answer.header("x-request-id"));
    assert!(!answer.header("content-security-policy").is_empty());
    let lines = log.of(&problem.request_id);
    let [panic, failed] = &lines[..] else { panic!("{lines:?}") };
    let (level, message, fields) = parts(panic);
    assert_eq!((level, message), ("ERROR", "panicked"));
    assert!(fields["place"].as_str().unwrap().contains("held_store.rs"), "{panic}");
    assert!(!panic.to_string().contains("told so by a test"), "{panic}");
    let (level, message, fields) = parts(failed);
    assert_eq!((level, message, fields["status"].as_u64()), ("ERROR", "failed", Some(500)));
    assert!(lines.iter().all(|line| !line.to_string().contains(&login.login)), "{lines:?}");
}

#[tokio::test]
async fn lines_of_an_actor_carry_the_number_of_the_request_that_asked_it() {
    let log = LazyLock::force(&LOG);
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    app.invited(&CLOUD, &MING).await;
    app.fake().set_faults(FaultPlan { unknown_not_done: 1.0, ..FaultPlan::default() });
    let problem = employer.invite(&FANG).await.refused(503, "outcome_unknown");
    app.fake().set_faults(FaultPlan::default());
    let lines = log.of(&problem.request_id);
    let told: Vec<_> = lines.iter().map(|line| (parts(line).0, parts(line).1)).collect();
    assert_eq!(told, [("ERROR", "commit failed; the entity is loaded again"), ("WARN", "put off")], "{lines:?}");
}

#[tokio::test]
async fn a_file_that_is_gone_is_logged_once_with_its_name() {
    let log = LazyLock::force(&LOG);
    let app = TestApp::spawn().await;
    let cloud = app.anonymous().signed_in(&CLOUD).await;
    let uploaded = cloud.post("/uploads").bytes(PDF).send::<Uploaded>().await.ok();
    let path = format!("/uploads/{}", uploaded.file);
    app.blobs.remove_older(BlobHash::of(PDF), i64::MAX).await.unwrap();
    let problem = cloud.get::<()>(&path).await.refused(500, "file_damaged");
    let lines = log.of(&problem.request_id);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0]["fields"]["cause"].as_str().unwrap().contains(&BlobHash::of(PDF).to_string()), "{lines:?}");
}
