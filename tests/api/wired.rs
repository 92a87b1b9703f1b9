//! The app with both providers behind it, and somebody who bound WeChat.

use crate::{
    app::{TestApp, eventually},
    cast::*,
    provider::*,
    users::User,
};
use reqwest::Method;
use serde_json::json;
use sha1::{Digest, Sha1};
use std::{cell::Cell, sync::Arc};
use wangqian_protocol::{case::CaseChanged, delivery::*};
use wangqian_rules::{
    gateway::{self, Gateway},
    ids::*,
    outbox::{
        Outbox,
        delivery::{Delivery, State},
        occasion::Channel,
    },
};

pub const OUTBOX: EntityId = EntityId::Outbox(SchoolId(NORTH.school));

/// The app with both providers, and [`MING`] bound to WeChat.
pub struct Wired {
    pub app: TestApp,
    pub provider: Provider,
    pub case: CaseChanged,
    changes: Cell<usize>,
    /// Events so far: each is signed once, and later than the one before.
    events: Cell<i64>,
}

impl Wired {
    pub async fn spawn() -> Self {
        Self::with(Provider::start().await).await
    }

    pub async fn with(provider: Provider) -> Self {
        let app = TestApp::spawn_with(&provider.arguments()).await;
        bind(&app.graduate(&MING).await, "ming").await;
        let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
        let wired = Self { app, provider, case, changes: Cell::new(0), events: Cell::new(0) };
        wired.until("what was sent before", |all| all.len() == 3 && all.iter().all(|one| one.provider_id.is_some())).await;
        wired
    }

    /// The school changes the agreement: WeChat and SMS. Returns the two deliveries' numbers.
    pub async fn change(&self) -> (u64, u64) {
        let category = ["21", "13"][self.changes.get() % 2];
        self.changes.set(self.changes.get() + 1);
        let case = CaseChanged { version: self.case.version + self.changes.get() as u64 - 1, ..self.case.clone() };
        self.app.staff(&SCHOOL).await.change_job_category(&case, category).await.ok();
        self.app.settle().await;
        let newest = self.all()[0].number;
        (newest - 1, newest)
    }

    /// Newest first.
    pub fn all(&self) -> Vec<Arc<Delivery>> {
        self.app.runtime().glance::<Outbox>(OUTBOX).map(|outbox| outbox.newest_first().cloned().collect()).unwrap_or_default()
    }

    pub fn one(&self, number: u64) -> Arc<Delivery> {
        self.all().into_iter().find(|delivery| delivery.number == number).unwrap()
    }

    pub async fn until(&self, what: &str, holds: impl Fn(&[Arc<Delivery>]) -> bool) {
        eventually(what, || holds(&self.all())).await;
    }

    /// Waits until nothing is to be sent, and nothing is on its way to a provider.
    pub async fn quiet(&self) {
        let rests = |one: &Delivery| match one.state {
            State::Waiting => false,
            State::Sending => one.provider_id.is_some() || one.uncertain_since.is_some(),
            _ => true,
        };
        self.until("nothing moves", |all| all.iter().all(|one| rests(one))).await;
    }

    /// Waits until the delivery is in this state (when it is sent: taken by the provider), with this code of the provider's.
    pub async fn becomes(&self, number: u64, state: State, code: Option<&str>) {
        let is = |one: &Delivery| {
            let answered = state != State::Sending || one.provider_id.is_some();
            one.state == state && one.provider_code.as_deref() == code && answered
        };
        eventually(&format!("{number} {state:?} {code:?}"), || is(&self.one(number))).await;
    }

    pub fn stop(&self, channel: Channel) -> Option<gateway::Stop> {
        let gateway = self.app.runtime().glance::<Gateway>(channel)?;
        gateway.stop(self.app.runtime().now()).cloned()
    }

    pub async fn mend(&self, channel: Channel) {
        self.app.runtime().ask::<Gateway>(channel, None, gateway::Command::Resume).await.unwrap();
    }

    /// An event of the official account about [`MING`].
    pub async fn event(&self, name: &str, rest: &str) -> u16 {
        self.events.set(self.events.get() + 1);
        self.event_at(name, rest, self.events.get()).await
    }

    /// The same, and the account says that it happened then.
    pub async fn event_at(&self, name: &str, rest: &str, at_s: i64) -> u16 {
        let body = format!(
            "<xml><ToUserName><![CDATA[gh]]></ToUserName><FromUserName><![CDATA[openid-ming]]></FromUserName>\
             <CreateTime>{at_s}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{rest}</xml>"
        );
        let answer = signed(&self.app, CALLBACK_TOKEN, body).await;
        if answer.1 == "success" { answer.0 } else { 0 }
    }

    pub async fn finished(&self, number: u64, status: &str) -> u16 {
        let id = self.one(number).provider_id.clone().unwrap();
        let rest = format!("<MsgID>{id}</MsgID><Status><![CDATA[{status}]]></Status>");
        self.event("TEMPLATESENDJOBFINISH", &rest).await
    }

    pub async fn report(&self, number: u64, success: bool) -> u16 {
        let report = json!([{ "phone_number": "0", "success": success, "err_code": "DELIVERED", "biz_id": "b",
            "out_id": self.one(number).client_id() }]);
        let call = self.app.anonymous().post(&format!("/providers/sms/{RECEIPT_KEY}")).without("origin");
        let answer = call.json(&report).send::<serde_json::Value>().await;
        assert_eq!(answer.ok(), json!({ "code": 0, "msg": "成功" }));
        200
    }
}

/// A call of the official account's, signed with this token now.
pub async fn signed(app: &TestApp, token: &str, body: String) -> (u16, String) {
    let nonce = uuid::Uuid::new_v4().simple().to_string();
    signed_with(app, token, (app.runtime().now().0 / 1000, &nonce), body).await
}

/// The same, with a timestamp and a nonce.
pub async fn signed_with(app: &TestApp, token: &str, (at_s, nonce): (i64, &str), body: String) -> (u16, String) {
    let timestamp = at_s.to_string();
    let mut parts = [token, &timestamp, nonce];
    parts.sort_unstable();
    let signature = hex::encode(Sha1::digest(parts.concat().as_bytes()));
    let path = format!("/providers/wechat?signature={signature}&timestamp={timestamp}&nonce={nonce}");
    let answer = app.anonymous().post(&path).without("origin").text(body).header("content-type", "text/xml").send::<()>().await;
    (answer.status.as_u16(), answer.text)
}

/// 「绑定微信」, as a phone does it.
pub async fn bind(user: &User, code: &str) {
    let begun = user.post("/account/wechat").send::<WechatAuthorization>().await.ok();
    let url = reqwest::Url::parse(&begun.url).unwrap();
    let state = url.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let body = BindWechat { code: code.to_owned(), state };
    user.call(Method::PUT, "/account/wechat").json(&body).send::<()>().await.ok();
}

/// What the graduate's page says of it.
pub async fn binding(user: &User) -> WechatBinding {
    user.get("/account/wechat").await.ok()
}
