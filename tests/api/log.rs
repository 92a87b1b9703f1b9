//! The log: an answer that the server is to blame for is found there by its number.

use crate::{app::TestApp, cast::*, users::Login};
use serde_json::Value;
use std::{
    io,
    sync::{Arc, LazyLock, Mutex},
};
use tracing_subscriber::fmt::MakeWriter;
use wangqian_protocol::session::{Entrance, Me};
use wangqian_rules::{account::Account, entity::Entity};

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
