//! An identity provider, played by a real HTTP server: it signs what it is told to say, in the ways that providers say things.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Url;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Map, Value, json};
use std::{
    collections::HashMap,
    io::Write,
    sync::{Arc, Mutex, MutexGuard},
};
use tempfile::NamedTempFile;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

pub const CLIENT: &str = "wq";
pub const SECRET: &str = "client secret/+";
/// 2100.
const FAR_S: i64 = 4_102_444_800;

/// What it says beyond, or instead of, what it must; `null` is left out.
pub struct Words {
    pub claims: Value,
    pub answer: Value,
    pub description: Value,
    pub profile: Value,
    /// Clients say who they are in the body, and no other way.
    pub body_only: bool,
    key: EcdsaKeyPair,
    /// How clients said who they are.
    pub authentications: Vec<String>,
}

/// The provider.
pub struct Identity {
    issuer: String,
    words: Arc<Mutex<Words>>,
    serving: JoinHandle<()>,
    secret: NamedTempFile,
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key.as_ref(), &random).unwrap()
}

impl Identity {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let (claims, answer, description, profile) = (json!({}), json!({}), json!({}), json!({}));
        let words = Words { claims, answer, description, profile, body_only: false, key: key(), authentications: Vec::new() };
        let words = Arc::new(Mutex::new(words));
        let (shared, own) = (Arc::clone(&words), issuer.clone());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, own.clone(), Arc::clone(&shared)));
            }
        });
        let mut secret = NamedTempFile::new().unwrap();
        writeln!(secret, "{SECRET}").unwrap();
        Self { issuer, words, serving, secret }
    }

    /// The server's arguments.
    pub fn arguments(&self) -> Vec<String> {
        let secret = self.secret.path().to_str().unwrap();
        let client = ["--oidc-issuer", &self.issuer, "--oidc-client-id", CLIENT, "--oidc-client-secret-file", secret];
        [client.as_slice(), &["--oidc-public-url", "https://wq.example.cn"]].concat().into_iter().map(str::to_owned).collect()
    }

    pub fn words(&self) -> MutexGuard<'_, Words> {
        self.words.lock().unwrap()
    }

    /// Signs with another key from now on.
    pub fn renew_key(&self) {
        self.words().key = key();
    }
}

impl Drop for Identity {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Words {
    fn answer_to(&mut self, issuer: &str, path: &str, authorization: &str, form: &HashMap<String, String>) -> (u16, Value) {
        match path {
            "/.well-known/openid-configuration" => (200, with(description(issuer), &self.description)),
            "/keys" => (200, json!({ "keys": [{ "kty": "oct", "k": "AAAA" }, self.public()] })),
            "/token" => self.token(issuer, authorization, form),
            "/userinfo" if authorization == "Bearer access" => (200, with(json!({ "sub": "internal-1" }), &self.profile)),
            _ => (404, json!({})),
        }
    }

    fn public(&self) -> Value {
        let point = self.key.public_key().as_ref();
        let part = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "x": part(&point[1..33]), "y": part(&point[33..]) })
    }

    fn token(&mut self, issuer: &str, authorization: &str, form: &HashMap<String, String>) -> (u16, Value) {
        let by_body = form.get("client_secret").is_some_and(|secret| secret == SECRET);
        let by_head = authorization.starts_with("Basic ") && !self.body_only;
        self.authentications.push(if by_body { "body" } else { "head" }.to_owned());
        if !by_body && !by_head {
            return (401, json!({ "error": "invalid_client", "error_description": "王校长 is not known" }));
        }
        // The code is the nonce: this provider remembers nothing.
        let claims =
            json!({ "iss": issuer, "aud": CLIENT, "sub": "internal-1", "nonce": form["code"], "iat": 0, "exp": FAR_S });
        let answer =
            json!({ "access_token": "access", "token_type": "Bearer", "id_token": self.signed(&with(claims, &self.claims)) });
        (200, with(answer, &self.answer))
    }

    fn signed(&self, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": "ES256", "typ": "JWT" })), part(claims));
        let signature = self.key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn description(issuer: &str) -> Value {
    let at = |path: &str| format!("{issuer}/{path}");
    json!({
        "issuer": issuer, "authorization_endpoint": at("authorize?tenant=1"), "token_endpoint": at("token"), "jwks_uri": at("keys"),
        "userinfo_endpoint": at("userinfo"),
    })
}

fn with(value: Value, more: &Value) -> Value {
    let (Value::Object(mut fields), Value::Object(more)) = (value, more) else { panic!("objects") };
    fields.extend(more.clone());
    fields.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>().into()
}

async fn serve(mut stream: TcpStream, issuer: String, words: Arc<Mutex<Words>>) {
    let mut bytes = Vec::new();
    let length =
        |text: &str| text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok()).unwrap_or(0);
    let (head, body) = loop {
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return;
        }
        let text = String::from_utf8(bytes.clone()).unwrap();
        let whole = text.split_once("\r\n\r\n").filter(|(head, body)| body.len() >= length(head));
        if let Some((head, body)) = whole {
            break (head.to_owned(), body.to_owned());
        }
    };
    let path = head.split(' ').nth(1).unwrap();
    let authorization = head.lines().find_map(|line| line.strip_prefix("authorization: ")).unwrap_or_default();
    let form = Url::parse(&format!("http://form/?{body}")).unwrap().query_pairs().into_owned().collect();
    let (status, answer) = words.lock().unwrap().answer_to(&issuer, path, authorization, &form);
    let answer = answer.to_string();
    let answer = format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{answer}", answer.len());
    let _gone = stream.write_all(answer.as_bytes()).await;
}
