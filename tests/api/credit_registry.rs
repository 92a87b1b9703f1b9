//! The enterprise credit registry beside a case, and a registry that misbehaves (SIG-03).

use crate::{app::TestApp, cast::*, users::User};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use wangqian::credit::{CreditRegistry, RegistryOptions, Standing, UNKNOWN};
use wangqian_protocol::{
    case::CaseChanged,
    flag::{EmployerStanding, StandingTone},
};
use wangqian_rules::{codes::Codes, time::UnixMs};
use wangqian_runtime::Clock;

const NOW: UnixMs = UnixMs(1_803_862_800_000);
const MINUTE_MS: i64 = 60_000;
/// One with a right check character; the cast's have none.
const CODE: &str = "9144030071526726XG";

/// A registry that answers every question with these bytes and tells what it was asked.
struct Fake {
    url: String,
    asked: mpsc::UnboundedReceiver<String>,
}

impl Fake {
    async fn answering(answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/employers", listener.local_addr().unwrap());
        let (tell, asked) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone(), tell.clone()));
            }
        });
        Self { url, asked }
    }

    /// The first lines of the requests so far.
    fn asked(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.asked.try_recv().ok()).collect()
    }

    fn registry(&self, timeout: Duration) -> CreditRegistry {
        registry(&self.url, timeout)
    }
}

async fn serve(mut stream: TcpStream, answer: Vec<u8>, tell: mpsc::UnboundedSender<String>) {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut byte = [0; 512];
        match stream.read(&mut byte).await {
            Ok(read) if read > 0 => head.extend_from_slice(&byte[..read]),
            _ => return,
        }
    }
    let line = String::from_utf8_lossy(&head).lines().next().unwrap_or_default().to_owned();
    tell.send(line).unwrap();
    if answer.is_empty() {
        // Says nothing for as long as the asker holds on.
        let _held = stream.read(&mut [0; 1]).await;
        return;
    }
    let _cut_off = stream.write_all(&answer).await;
}

fn json(status: &str, body: &str) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close", body.len());
    format!("{head}\r\n\r\n{body}").into_bytes()
}

fn registry(url: &str, timeout: Duration) -> CreditRegistry {
    let options = RegistryOptions { url: Some(url.to_owned()), timeout, table: None };
    CreditRegistry::new(&options, Codes::builtin()).unwrap()
}

async fn ask(registry: &CreditRegistry, now: UnixMs) -> Standing {
    registry.standing(CLOUD.credit_code, Codes::builtin(), now).await
}

#[tokio::test]
#[doc = "SIG-03"]
async fn sig_03_every_status_of_the_table_is_understood_by_name_or_code() {
    for (said, state) in [
        ("存续", "REG_EXIST"),
        ("REG_EXIST", "REG_EXIST"),
        ("注销", "REG_CANCELLED"),
        ("吊销，未注销", "REG_REVOKED"),
        ("撤销", "REG_ANNULLED"),
        ("迁出", "REG_MOVED"),
    ] {
        let mut fake = Fake::answering(json("200 OK", &format!("{{\"status\": \"{said}\", \"more\": 1}}"))).await;
        let standing = ask(&fake.registry(Duration::from_secs(5)), NOW).await;
        assert_eq!(standing, Standing { state: state.to_owned(), checked_at: Some(NOW) }, "{said}");
        assert_eq!(fake.asked(), [format!("GET /employers/{} HTTP/1.1", CLOUD.credit_code)]);
    }
}

#[tokio::test]
#[doc = "SIG-03"]
async fn sig_03_whatever_a_registry_does_wrong_it_is_unreachable_and_nothing_hangs() {
    let huge = format!("{{\"status\": \"存续\", \"more\": \"{}\"}}", "x".repeat(1 << 20));
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b' '; 1 << 20]].concat();
    for (what, answer) in [
        ("says nothing", Vec::new()),
        ("fails", json("500 Internal Server Error", "{\"status\": \"存续\"}")),
        ("sends elsewhere", b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n".to_vec()),
        ("talks nonsense", json("200 OK", "<html>")),
        ("says a word that we do not know", json("200 OK", "{\"status\": \"蒸发\"}")),
        ("claims that it does not know", json("200 OK", "{\"status\": \"REG_UNKNOWN\"}")),
        ("says too much", json("200 OK", &huge)),
        ("does not stop", endless),
        ("is no web server", b"220 smtp ready\r\n".to_vec()),
        ("breaks off", b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{\"status\":".to_vec()),
    ] {
        let mut fake = Fake::answering(answer).await;
        let standing = ask(&fake.registry(Duration::from_millis(400)), NOW).await;
        assert_eq!(standing, Standing { state: UNKNOWN.to_owned(), checked_at: None }, "{what}");
        assert_eq!(fake.asked().len(), 1, "{what}: it was asked");
    }
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let standing = ask(&registry(&format!("http://{closed}"), Duration::from_secs(5)), NOW).await;
    assert_eq!(standing.state, UNKNOWN, "nobody listens");
}

#[tokio::test]
#[doc = "SIG-03"]
async fn sig_03_an_answer_is_shown_for_ten_minutes_and_an_outage_for_seconds() {
    let mut fake = Fake::answering(json("200 OK", "{\"status\": \"注销\"}")).await;
    let known = fake.registry(Duration::from_secs(5));
    let first = ask(&known, NOW).await;
    assert_eq!(ask(&known, UnixMs(NOW.0 + 9 * MINUTE_MS)).await, first, "with the time it was asked");
    assert_eq!(fake.asked().len(), 1);
    ask(&known, UnixMs(NOW.0 + 10 * MINUTE_MS)).await;
    assert_eq!(fake.asked().len(), 1);

    let mut broken = Fake::answering(json("503 Service Unavailable", "")).await;
    let down = broken.registry(Duration::from_secs(5));
    ask(&down, NOW).await;
    ask(&down, UnixMs(NOW.0 + 10_000)).await;
    assert_eq!(broken.asked().len(), 1);
    ask(&down, UnixMs(NOW.0 + 20_000)).await;
    assert_eq!(broken.asked().len(), 1, "asked again");
}

#[test]
#[doc = "SIG-03"]
fn sig_03_a_table_with_a_line_that_is_none_is_refused() {
    let read = |table: &str| {
        let options = RegistryOptions { table: Some(table.to_owned()), ..RegistryOptions::default() };
        CreditRegistry::new(&options, Codes::builtin()).err().map(|error| error.to_string())
    };
    assert_eq!(read(&format!("# 示例\n\n{CODE},注销\n")), None);
    for line in [format!("{CODE},蒸发"), "9111,注销".to_owned(), CODE.to_owned()] {
        assert!(read(&line).is_some_and(|error| error.ends_with(&line)), "{line}");
    }
}

impl User {
    async fn standing(&self, case: &CaseChanged) -> EmployerStanding {
        self.get(&format!("/cases/{}/registration", case.case)).await.ok()
    }
}

#[tokio::test]
#[doc = "SIG-03"]
async fn sig_03_the_reviewer_sees_the_state_and_whether_it_is_a_warning() {
    let fake = Fake::answering(json("200 OK", "{\"status\": \"吊销，未注销\"}")).await;
    let url: &'static str = Box::leak(fake.url.clone().into_boxed_str());
    let app = TestApp::spawn_with(&["--credit-registry-url", url]).await;
    let case = app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let shown = app.staff(&DEPARTMENT).await.standing(&case).await;
    assert_eq!((shown.label.as_str(), shown.tone), ("吊销，未注销", StandingTone::Warning));
    assert_eq!(shown.checked_at_ms, Some(app.clock.now().0));
    app.graduate(&MING).await.get::<()>(&format!("/cases/{}/registration", case.case)).await.refused(404, "not_found");
}

#[tokio::test]
#[doc = "SIG-03"]
async fn sig_03_a_registry_that_is_down_keeps_nobody_from_deciding() {
    let app = TestApp::spawn_with(&["--credit-registry-url", "http://127.0.0.1:9"]).await;
    let case = app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let department = app.staff(&DEPARTMENT).await;
    let shown = department.standing(&case).await;
    assert_eq!((shown.label.as_str(), shown.tone), ("暂时无法获取最新状态", StandingTone::Unknown));
    assert_eq!(shown.checked_at_ms, None);
    department.approve(&case).await.ok();
}

#[tokio::test]
#[doc = "SIG-03"]
async fn sig_03_without_a_registry_nobody_is_said_to_exist() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let shown = app.staff(&SCHOOL).await.standing(&case).await;
    assert_eq!((shown.label.as_str(), shown.tone), ("暂时无法获取最新状态", StandingTone::Unknown));
    assert_eq!(shown.checked_at_ms, None);
}

#[tokio::test]
#[doc = "SIG-03"]
async fn sig_03_a_table_knows_its_own_employers_and_says_nothing_of_others() {
    let options = RegistryOptions { table: Some(format!("{CODE},存续\n")), ..RegistryOptions::default() };
    let table = CreditRegistry::new(&options, Codes::builtin()).unwrap();
    let standing = table.standing(CODE, Codes::builtin(), NOW).await;
    assert_eq!(standing, Standing { state: "REG_EXIST".to_owned(), checked_at: Some(NOW) });
    assert_eq!(ask(&table, NOW).await, Standing { state: UNKNOWN.to_owned(), checked_at: None });
}
