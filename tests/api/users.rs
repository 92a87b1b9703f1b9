//! A browser: where it is, who is signed in, and one request at a time as a page would send it.

use crate::{
    answer::{Answer, Transcript},
    app::TestApp,
    cast::{Campus, Clerk, Company, PASSWORD, Person, province_login},
};
use reqwest::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{net::SocketAddr, sync::Arc};
use wangqian_protocol::session::{Entrance, Me, SignIn};
use wangqian_rules::{
    account::{self, Account},
    ids::AccountId,
};

/// Where the server is, and where all it says is written down.
#[derive(Clone)]
pub struct Site {
    pub address: SocketAddr,
    pub transcript: Arc<Transcript>,
}

impl Site {
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// Somebody in front of a browser.
#[derive(Clone)]
pub struct User {
    pub site: Site,
    /// `name=value`, once signed in.
    pub cookie: String,
    pub csrf: String,
    http: reqwest::Client,
}

/// How somebody signs in.
#[derive(Clone)]
pub struct Login {
    pub entrance: Entrance,
    pub login: String,
}

impl From<&Person> for Login {
    fn from(person: &Person) -> Self {
        Self { entrance: Entrance::Graduate, login: person.exam_no() }
    }
}

impl From<&Company> for Login {
    fn from(company: &Company) -> Self {
        Self { entrance: Entrance::Employer, login: company.credit_code.to_owned() }
    }
}

impl From<&Clerk> for Login {
    fn from(clerk: &Clerk) -> Self {
        Self { entrance: Entrance::School, login: clerk.login.to_owned() }
    }
}

impl From<&Campus> for Login {
    /// The province's user.
    fn from(campus: &Campus) -> Self {
        Self { entrance: Entrance::Province, login: province_login(campus) }
    }
}

impl Login {
    pub fn with(&self, password: &str) -> SignIn {
        SignIn { entrance: self.entrance, login: self.login.clone(), password: password.to_owned() }
    }
}

impl User {
    pub fn anonymous(site: Site) -> Self {
        // A connection a request: a server that stops is not kept waiting for idle ones.
        let http = reqwest::Client::builder().pool_max_idle_per_host(0).no_proxy().build().unwrap();
        Self { site, cookie: String::new(), csrf: String::new(), http }
    }

    /// The same browser, signed in.
    pub async fn signed_in(&self, login: impl Into<Login>) -> Self {
        let answer = self.sign_in(&login.into().with(PASSWORD)).await;
        self.entered(&answer)
    }

    /// The same browser after an answer that signed it in.
    pub fn entered(&self, answer: &Answer<Me>) -> Self {
        Self { cookie: cookie_of(answer), csrf: answer.ok().csrf, ..self.clone() }
    }

    /// `POST /session`.
    pub async fn sign_in(&self, body: &SignIn) -> Answer<Me> {
        self.post("/session").json(body).send().await
    }

    /// `DELETE /session`.
    pub async fn sign_out(&self) -> Answer<()> {
        self.call(Method::DELETE, "/session").send().await
    }

    pub async fn me(&self) -> Answer<Me> {
        self.get("/session").await
    }

    /// The same browser with another cookie.
    pub fn with_cookie(&self, cookie: String) -> Self {
        Self { cookie, ..self.clone() }
    }

    /// The same browser at a server that came back elsewhere.
    pub fn at(&self, site: Site) -> Self {
        Self { site, ..self.clone() }
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Answer<T> {
        self.call(Method::GET, path).send().await
    }

    /// A file that the server offers.
    pub async fn download(&self, path: &str) -> Vec<u8> {
        let Call { headers, .. } = self.call(Method::GET, path);
        let url = format!("{}/api/v1{path}", self.site.origin());
        let response = self.http.get(url).headers(headers).send().await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
        assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"), "{path}");
        response.bytes().await.unwrap().to_vec()
    }

    pub fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    /// A request below `/api/v1`, with everything that our own page sends along.
    pub fn call(&self, method: Method, path: &str) -> Call {
        self.request(method, &format!("/api/v1{path}"))
    }

    /// A request anywhere.
    pub fn request(&self, method: Method, path: &str) -> Call {
        let mut headers = HeaderMap::new();
        headers.insert("origin", self.site.origin().parse().unwrap());
        if !self.cookie.is_empty() {
            headers.insert("cookie", self.cookie.parse().unwrap());
            headers.insert("x-csrf-token", self.csrf.parse().unwrap());
        }
        Call { user: self.clone(), method, path: path.to_owned(), headers, body: Vec::new() }
    }
}

/// The `name=value` that a browser keeps of `Set-Cookie`.
pub fn cookie_of<T: DeserializeOwned>(answer: &Answer<T>) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

pub fn account_of(login: &Login) -> AccountId {
    let entrance = match login.entrance {
        Entrance::School => account::Entrance::School,
        Entrance::Graduate => account::Entrance::Graduate,
        Entrance::Employer => account::Entrance::Employer,
        Entrance::Province => account::Entrance::Province,
    };
    AccountId::of_login(entrance, &login.login)
}

/// One request, to be spoilt before it is sent.
#[derive(Clone)]
pub struct Call {
    user: User,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Call {
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        self
    }

    pub fn without(mut self, name: &'static str) -> Self {
        self.headers.remove(name);
        self
    }

    /// The version that the decision was made on.
    pub fn seen(self, version: u64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// The same key is the same intention.
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    pub fn json(self, body: &impl Serialize) -> Self {
        self.text(serde_json::to_string(body).unwrap())
    }

    /// A body that claims to be JSON.
    pub fn text(mut self, body: impl Into<String>) -> Self {
        self.body = body.into().into_bytes();
        self.header("content-type", "application/json")
    }

    /// A file as the body.
    pub fn bytes(self, bytes: &[u8]) -> Self {
        self.file(bytes.to_vec())
    }

    /// The same, of bytes that are at hand.
    pub fn file(mut self, bytes: Vec<u8>) -> Self {
        self.body = bytes;
        self.header("content-type", "application/octet-stream")
    }

    pub async fn send<T: DeserializeOwned>(self) -> Answer<T> {
        let (path, transcript) = (self.path.clone(), Arc::clone(&self.user.site.transcript));
        let (status, headers, body) = self.sent().await;
        let text = String::from_utf8_lossy(&body).into_owned();
        // A reveal is the one answer that may carry full numbers (EXT-08); its refusals may not.
        if !(path.ends_with("/reveal") && status.is_success()) {
            transcript.note(&text);
        }
        let answer = Answer::new(status, headers, text);
        assert_manners(&path, &answer);
        answer
    }

    /// A file as the answer.
    pub async fn download(self) -> Vec<u8> {
        let (status, _, body) = self.sent().await;
        assert!(status.is_success(), "{status} {}", String::from_utf8_lossy(&body));
        body
    }

    async fn sent(self) -> (StatusCode, HeaderMap, Vec<u8>) {
        let Self { user, method, path, headers, body } = self;
        let url = format!("{}{path}", user.site.origin());
        let response = user.http.request(method, url).headers(headers).body(body).send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        (status, headers, response.bytes().await.unwrap().to_vec())
    }
}

/// What every answer carries, whatever was asked.
#[track_caller]
fn assert_manners<T: DeserializeOwned>(path: &str, answer: &Answer<T>) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    let policy = answer.header("content-security-policy");
    let is_file = path.starts_with("/api/v1/uploads/") && answer.status.is_success();
    assert!(policy.contains(if is_file { "sandbox" } else { "default-src 'self'" }), "{path}");
    if !path.starts_with("/api/v1") {
        return;
    }
    assert!(!answer.header("x-request-id").is_empty(), "{path}");
    let is_answer = answer.status.is_success() || answer.status == StatusCode::NOT_MODIFIED;
    if is_answer || answer.status == StatusCode::UPGRADE_REQUIRED {
        return;
    }
    let problem = answer.problem();
    assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
    assert_eq!((problem.kind.as_str(), problem.status), ("about:blank", answer.status.as_u16()), "{path}");
    assert_eq!(problem.request_id, answer.header("x-request-id"), "{path}: {}", answer.text);
    assert!(!problem.title.is_empty() && !problem.detail.is_empty(), "{path}: {}", answer.text);
}

/// What is stored of an account.
pub async fn account(app: &TestApp, login: impl Into<Login>) -> Arc<Account> {
    app.runtime().read::<Account>(account_of(&login.into())).await.unwrap()
}
