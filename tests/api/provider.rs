//! WeChat and Aliyun, played by a real HTTP server: it answers by script, keeps what it was asked, and drops repeats as they do.

use reqwest::Url;
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    io::Write,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};
use tempfile::NamedTempFile;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};

pub const TOKEN: &str = "/cgi-bin/stable_token";
pub const SEND: &str = "/cgi-bin/message/template/send";
pub const WHO: &str = "/sns/oauth2/access_token";
/// Aliyun has one address.
pub const SMS: &str = "/sms/";
/// Of codes for forgotten passwords.
pub const CODE_TEMPLATE: &str = "SMS_2";

pub const CALLBACK_TOKEN: &str = "callback-token-for-tests";
pub const RECEIPT_KEY: &str = "receipt-key-for-tests";
/// What no answer, log or page may contain.
pub const APP_SECRET: &str = "app-secret-for-tests";
pub const KEY_SECRET: &str = "key-secret-for-tests";
/// How long the server waits for an answer in these tests.
const TIMEOUT_MS: u64 = 300;

/// How one request is answered instead of well.
pub enum Fault {
    Json(Value),
    /// A status and a page that is no JSON.
    Page(u16),
    /// Takes the message and closes without an answer.
    TakeAndClose,
    /// Takes the message and does not answer.
    TakeAndHang,
    /// Well, once this opens.
    Gate(watch::Receiver<bool>),
    /// Like this, once this opens.
    GateTo(watch::Receiver<bool>, Value),
}

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub query: HashMap<String, String>,
    pub headers: HashMap<String, String>,
    pub body: Value,
}

#[derive(Default)]
struct Book {
    asked: Vec<Asked>,
    faults: HashMap<&'static str, VecDeque<Fault>>,
    /// Messages that people got, by what the sender calls them. WeChat drops repeats; Aliyun sends them again.
    wechat: BTreeSet<String>,
    sms: Vec<String>,
    tokens: u64,
    messages: u64,
}

/// The two providers.
pub struct Provider {
    address: SocketAddr,
    book: Arc<Mutex<Book>>,
    serving: JoinHandle<()>,
    config: NamedTempFile,
}

impl Provider {
    pub async fn start() -> Self {
        Self::with_quota(100_000).await
    }

    pub async fn with_quota(quota: u32) -> Self {
        Self::with(quota, TIMEOUT_MS).await
    }

    /// The server waits so long for an answer that a test can do something meanwhile.
    pub async fn patient() -> Self {
        Self::with(100_000, 20_000).await
    }

    async fn with(quota: u32, timeout_ms: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, book) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Book::default())));
        let shared = Arc::clone(&book);
        let serving = tokio::spawn(async move {
            // Connections end with whoever accepted them.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        let mut config = NamedTempFile::new().unwrap();
        config.write_all(configuration(address, quota, timeout_ms).to_string().as_bytes()).unwrap();
        Self { address, book, serving, config }
    }

    /// The server's arguments.
    pub fn arguments(&self) -> [&'static str; 2] {
        ["--notices", self.config.path().to_str().unwrap().to_owned().leak()]
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap()
    }

    /// The next request to this address is answered like this; after it, well.
    pub fn next(&self, path: &'static str, fault: Fault) {
        self.book().faults.entry(path).or_default().push_back(fault);
    }

    /// One of the faults that nobody met goes.
    pub fn forget_fault(&self, path: &'static str) {
        self.book().faults.get_mut(path).and_then(VecDeque::pop_front);
    }

    /// The next requests to this address wait until the gate is opened.
    pub fn gate(&self, path: &'static str, requests: usize) -> watch::Sender<bool> {
        let (open, gate) = watch::channel(false);
        (0..requests).for_each(|_| self.next(path, Fault::Gate(gate.clone())));
        open
    }

    pub fn next_code(&self, errcode: i64) {
        self.next(SEND, Fault::Json(json!({ "errcode": errcode, "errmsg": "told so" })));
    }

    pub fn next_sms_code(&self, code: &str) {
        self.next(SMS, Fault::Json(json!({ "Code": code, "Message": "told so", "RequestId": "R" })));
    }

    /// Requests to this address, oldest first.
    pub fn asked(&self, path: &str) -> Vec<Asked> {
        self.book().asked.iter().filter(|asked| asked.path == path).cloned().collect()
    }

    /// How many messages people got by WeChat and by SMS.
    pub fn delivered(&self) -> (usize, usize) {
        let book = self.book();
        (book.wechat.len(), book.sms.len())
    }

    /// Nothing listens any more.
    pub async fn vanish(&mut self) {
        self.serving.abort();
        while TcpStream::connect(self.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn configuration(address: SocketAddr, quota: u32, timeout_ms: u64) -> Value {
    let wechat = |occasion: &str| {
        let fields = json!({ "thing2": "subject", "phrase3": "result", "time4": "time" });
        (occasion.to_owned(), json!({ "id": format!("template-{occasion}"), "fields": fields }))
    };
    let occasions = ["invited", "reviewed", "signing_changed", "left_roster", "back_on_roster"];
    json!({
        "site_url": "https://wq.example.cn",
        "timeout_ms": timeout_ms,
        "wechat": {
            "app_id": "wx-app", "secret": APP_SECRET, "callback_token": CALLBACK_TOKEN, "daily_quota": quota,
            "base_url": format!("http://{address}"),
            "templates": occasions.into_iter().map(wechat).collect::<serde_json::Map<_, _>>(),
        },
        "sms": {
            "access_key_id": "key-id", "access_key_secret": KEY_SECRET, "sign_name": "网签", "receipt_key": RECEIPT_KEY,
            "daily_quota": quota, "base_url": format!("http://{address}{SMS}"),
            "templates": { "signing_changed": { "code": "SMS_1" } },
            "password_code": { "code": CODE_TEMPLATE },
        },
    })
}

async fn serve(mut stream: TcpStream, book: Arc<Mutex<Book>>) {
    while let Some(asked) = read(&mut stream).await {
        let answer = match answer(asked.clone(), &book) {
            Answer::At(mut gate, body) => {
                let _opened = gate.wait_for(|open| *open).await.is_ok();
                let body = body.unwrap_or_else(|| book.lock().unwrap().take(known(&asked), &asked));
                http(200, &body.to_string())
            }
            Answer::Now(answer) => answer,
            Answer::Never => return std::future::pending().await,
        };
        if answer.is_empty() || stream.write_all(&answer).await.is_err() {
            return;
        }
    }
}

/// Empty: closes.
enum Answer {
    Now(Vec<u8>),
    At(watch::Receiver<bool>, Option<Value>),
    Never,
}

fn known(asked: &Asked) -> &'static str {
    [TOKEN, SEND, WHO, SMS].into_iter().find(|path| *path == asked.path).expect("a known address")
}

fn answer(asked: Asked, book: &Mutex<Book>) -> Answer {
    let mut book = book.lock().unwrap();
    let path = known(&asked);
    let fault = book.faults.get_mut(path).and_then(VecDeque::pop_front);
    book.asked.push(asked.clone());
    match fault {
        Some(Fault::Json(body)) => Answer::Now(http(200, &body.to_string())),
        Some(Fault::Page(status)) => Answer::Now(http(status, "<html>502</html>")),
        Some(Fault::Gate(gate)) => Answer::At(gate, None),
        Some(Fault::GateTo(gate, body)) => Answer::At(gate, Some(body)),
        Some(Fault::TakeAndClose) => {
            book.take(path, &asked);
            Answer::Now(Vec::new())
        }
        Some(Fault::TakeAndHang) => {
            book.take(path, &asked);
            Answer::Never
        }
        None => Answer::Now(http(200, &book.take(path, &asked).to_string())),
    }
}

impl Book {
    /// As the provider does it when all is well.
    fn take(&mut self, path: &str, asked: &Asked) -> Value {
        self.messages += 1;
        let id = self.messages;
        match path {
            TOKEN => {
                self.tokens += 1;
                json!({ "access_token": format!("token-{}", self.tokens), "expires_in": 7200 })
            }
            SEND => {
                self.wechat.insert(asked.body["client_msg_id"].as_str().unwrap().to_owned());
                json!({ "errcode": 0, "errmsg": "ok", "msgid": id })
            }
            WHO => json!({ "access_token": "A", "openid": format!("openid-{}", asked.query["code"]) }),
            _ => {
                self.sms.push(asked.query.get("OutId").cloned().unwrap_or_default());
                json!({ "Code": "OK", "Message": "OK", "RequestId": "R", "BizId": format!("biz-{id}") })
            }
        }
    }
}

fn http(status: u16, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let (head, body_from) = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break (String::from_utf8(bytes[..end].to_vec()).unwrap(), end + 4);
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let mut lines = head.lines();
    let target = lines.next()?.split(' ').nth(1)?.to_owned();
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let headers: HashMap<_, _> = lines.filter_map(header).collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < body_from + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let url = Url::parse(&format!("http://provider{target}")).unwrap();
    Some(Asked {
        path: url.path().to_owned(),
        query: url.query_pairs().into_owned().collect(),
        headers,
        body: serde_json::from_slice(&bytes[body_from..]).unwrap_or_default(),
    })
}
