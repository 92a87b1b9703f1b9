//! The WeChat official account: it drops what comes again under the same `client_msg_id`.

use super::{
    super::{Answer, Received, Service, lock},
    CALLBACK_TOKEN,
    fate::Fate,
    ledger::{Messages, Repeats},
    receipts::{Push, Receipts},
};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

const TOKEN: &str = "/cgi-bin/stable_token";
const WHO: &str = "/sns/oauth2/access_token";
const SEND: &str = "/cgi-bin/message/template/send";

/// The official account.
pub struct Wechat {
    pub messages: Mutex<Messages>,
    receipts: Arc<Receipts>,
    refusals: AtomicUsize,
    tokens: AtomicUsize,
}

/// Later; the page of a gateway; later; the token is not good; never. 0 is the gateway's.
const REFUSALS: [i64; 5] = [-1, 0, 43108, 40001, 43101];

/// What matters of a template message.
struct Sent {
    id: String,
    openid: String,
    content: String,
}

impl Sent {
    fn of(received: &Received) -> Self {
        let body: Value = serde_json::from_slice(&received.body).unwrap_or_default();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let (template, data) = (text("template_id"), &body["data"]);
        Self { id: text("client_msg_id"), openid: text("touser"), content: format!("{template} {data} to {}", text("touser")) }
    }
}

impl Wechat {
    pub fn new(receipts: Arc<Receipts>) -> Self {
        let messages = Mutex::new(Messages::new(Repeats::Dropped));
        Self { messages, receipts, refusals: AtomicUsize::new(0), tokens: AtomicUsize::new(0) }
    }

    fn send(&self, sent: Sent) -> Answer {
        let Some(place) = lock(&self.messages).take(&sent.id, sent.content) else { return answer(47001, 0) };
        let fate = Fate::of(place);
        fate.receipts().iter().for_each(|pause| self.receipts.after(*pause, receipt(&sent.openid, place, fate)));
        answer(0, place)
    }
}

impl Service for Wechat {
    fn take(&self, received: &Received) -> Answer {
        match received.path.as_str() {
            TOKEN => {
                let token = self.tokens.fetch_add(1, Ordering::Relaxed);
                Answer::well(json!({ "access_token": format!("token-{token}"), "expires_in": 7200 }).to_string())
            }
            WHO => {
                let openid = format!("openid-{}", received.queried("code"));
                Answer::well(json!({ "access_token": "a", "openid": openid }).to_string())
            }
            SEND => self.send(Sent::of(received)),
            _ => Answer { status: 404, body: String::new() },
        }
    }

    fn refuse(&self, received: &Received) -> Answer {
        let sent = Sent::of(received);
        let code = REFUSALS[self.refusals.fetch_add(1, Ordering::Relaxed) % REFUSALS.len()];
        // Every second token is good to the end: two refused ones in a row stop the channel until the next start.
        let is_old = received.queried("access_token").ends_with(['1', '3', '5', '7', '9']);
        if lock(&self.messages).has(&sent.id) || (code == 40001 && !is_old) {
            return self.send(sent);
        }
        if matches!(code, -1 | 43108) {
            lock(&self.messages).put_off(&sent.id);
        }
        if code == 0 { Answer { status: 502, body: "<html>502</html>".to_owned() } } else { answer(code, 0) }
    }

    /// Without a token nothing goes for half a minute. And whoever was told to come again later is not disappointed.
    fn is_spared(&self, received: &Received) -> bool {
        received.path != SEND || lock(&self.messages).was_put_off(&Sent::of(received).id)
    }
}

fn answer(errcode: i64, place: u64) -> Answer {
    Answer::well(json!({ "errcode": errcode, "errmsg": "played", "msgid": place }).to_string())
}

#[expect(clippy::disallowed_methods, reason = "somebody else's machine, with a clock of its own")]
fn told_at() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn receipt(openid: &str, place: u64, fate: Fate) -> Push {
    // Each call is signed about now and with a nonce of its own, or the server does not listen to it.
    let now = told_at();
    let (timestamp, nonce) = (now.as_secs().to_string(), format!("{}{place}", now.subsec_nanos()));
    let mut parts = [CALLBACK_TOKEN, &timestamp, &nonce];
    parts.sort_unstable();
    let signature = hex::encode(Sha1::digest(parts.concat().as_bytes()));
    let status = if fate.arrives() { "success" } else { "failed:user block" };
    let body = format!(
        "<xml><ToUserName>gh</ToUserName><FromUserName>{openid}</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType>\
         <Event>TEMPLATESENDJOBFINISH</Event><MsgID>{place}</MsgID><Status>{status}</Status></xml>"
    );
    Push { path: format!("/providers/wechat?signature={signature}&timestamp={timestamp}&nonce={nonce}"), body }
}
