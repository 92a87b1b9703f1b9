//! The account's access token: one for the process, renewed before it ends, asked for by one caller at a time.

use crate::notices::{config::WechatConfig, http};
use reqwest::Client;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;
use wangqian_rules::time::UnixMs;

/// The platform renews a token this long before its end, and both are good until then.
const RENEW_MS: i64 = 300_000;
/// So long nobody asks again after it failed.
const FAILED_MS: i64 = 30_000;

/// The token as it is now.
#[derive(Default)]
pub struct Tokens(Mutex<Option<Known>>);

/// What came of the last time one was asked for.
enum Known {
    Token(Token),
    /// Callers that waited in line learn it too, and do not ask once more.
    Failed {
        why: NoToken,
        until: UnixMs,
    },
}

struct Token {
    text: String,
    renew_at: UnixMs,
}

/// Why there is none.
#[derive(Clone)]
pub enum NoToken {
    NoAnswer,
    Refused { errcode: i64, errmsg: String },
}

#[derive(Deserialize)]
struct Granted {
    access_token: Option<String>,
    #[serde(default)]
    expires_in: i64,
    #[serde(default)]
    errcode: i64,
    #[serde(default)]
    errmsg: String,
}

impl Tokens {
    /// A good token. Others wait while one asks.
    pub async fn get(&self, client: &Client, config: &WechatConfig, clock: &dyn Fn() -> UnixMs) -> Result<String, NoToken> {
        let mut known = self.0.lock().await;
        match known.as_ref() {
            Some(Known::Token(token)) if token.renew_at > clock() => return Ok(token.text.clone()),
            Some(Known::Failed { why, until }) if *until > clock() => return Err(why.clone()),
            _ => {}
        }
        let asked = ask(client, config, clock()).await;
        let (answer, now_known) = match asked {
            Ok(token) => (Ok(token.text.clone()), Some(Known::Token(token))),
            // Busy for a moment only.
            Err(why @ NoToken::Refused { errcode: -1, .. }) => (Err(why), None),
            Err(why) => (Err(why.clone()), Some(Known::Failed { why, until: UnixMs(clock().0 + FAILED_MS) })),
        };
        *known = now_known;
        answer
    }

    /// This one is not taken any more. A newer one stays.
    pub async fn forget(&self, text: &str) {
        self.0.lock().await.take_if(|known| matches!(known, Known::Token(token) if token.text == text));
    }
}

/// Never forced: that ends the token of whoever else uses the account, and is counted (20 a day).
async fn ask(client: &Client, config: &WechatConfig, now: UnixMs) -> Result<Token, NoToken> {
    let url = format!("{}/cgi-bin/stable_token", config.base_url.trim_end_matches('/'));
    let body = json!({
        "grant_type": "client_credential",
        "appid": config.app_id,
        "secret": config.secret.reveal(),
        "force_refresh": false,
    });
    let answer = http::call(client.post(url).json(&body)).await.map_err(|_| NoToken::NoAnswer)?;
    let granted: Granted = serde_json::from_slice(&answer.body).map_err(|_| NoToken::NoAnswer)?;
    match granted {
        Granted { access_token: Some(text), expires_in, .. } => {
            let lasts = (expires_in.clamp(0, 86_400) * 1000 - RENEW_MS).max(0);
            Ok(Token { text, renew_at: UnixMs(now.0 + lasts) })
        }
        Granted { errcode, errmsg, .. } => Err(NoToken::Refused { errcode, errmsg }),
    }
}
