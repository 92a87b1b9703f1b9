//! Notices by WeChat and SMS, over HTTP to both providers, with their faults.

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
    graduate::Graduate,
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
}

impl Wired {
    pub async fn spawn() -> Self {
        Self::with(Provider::start().await).await
    }

    pub async fn with(provider: Provider) -> Self {
        let app = TestApp::spawn_with(&provider.arguments()).await;
        bind(&app.graduate(&MING).await, "ming").await;
        let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
        let wired = Self { app, provider, case, changes: Cell::new(0) };
        wired.until("what was sent before", |all| all.iter().all(|one| one.state == State::Sending)).await;
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

    /// Waits until the delivery is in this state, with this code of the provider's.
    pub async fn becomes(&self, number: u64, state: State, code: Option<&str>) {
        let is = |one: &Delivery| one.state == state && one.provider_code.as_deref() == code;
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
    async fn event(&self, name: &str, rest: &str) -> u16 {
        let body = format!(
            "<xml><ToUserName><![CDATA[gh]]></ToUserName><FromUserName><![CDATA[openid-ming]]></FromUserName>\
             <CreateTime>1</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{rest}</xml>"
        );
        let answer = signed(&self.app.anonymous(), CALLBACK_TOKEN, body).await;
        if answer.1 == "success" { answer.0 } else { 0 }
    }

    async fn finished(&self, number: u64, status: &str) -> u16 {
        let id = self.one(number).provider_id.clone().unwrap();
        let rest = format!("<MsgID>{id}</MsgID><Status><![CDATA[{status}]]></Status>");
        self.event("TEMPLATESENDJOBFINISH", &rest).await
    }

    async fn report(&self, number: u64, success: bool) -> u16 {
        let report = json!([{ "phone_number": "0", "success": success, "err_code": "DELIVERED", "biz_id": "b",
            "out_id": self.one(number).client_id() }]);
        let call = self.app.anonymous().post(&format!("/providers/sms/{RECEIPT_KEY}")).without("origin");
        let answer = call.json(&report).send::<serde_json::Value>().await;
        assert_eq!(answer.ok(), json!({ "code": 0, "msg": "成功" }));
        200
    }
}

/// A call of the official account's, signed with this token.
async fn signed(user: &User, token: &str, body: String) -> (u16, String) {
    let mut parts = [token, "1700000000", "nonce"];
    parts.sort_unstable();
    let signature: String = Sha1::digest(parts.concat().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let path = format!("/providers/wechat?signature={signature}&timestamp=1700000000&nonce=nonce");
    let answer = user.post(&path).without("origin").text(body).header("content-type", "text/xml").send::<()>().await;
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

async fn binding(user: &User) -> WechatBinding {
    user.get("/account/wechat").await.ok()
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_who_bound_wechat_gets_invitation_and_result_there_and_their_receipts_end_them() {
    let wired = Wired::spawn().await;
    let sent = wired.provider.asked(SEND);
    let bodies: Vec<_> = sent.iter().map(|asked| asked.body.clone()).collect();
    assert_eq!(bodies.len(), 2);
    assert_eq!(
        (&bodies[0]["template_id"], &bodies[1]["template_id"]),
        (&json!("template-invited"), &json!("template-reviewed"))
    );
    assert_eq!(bodies[1]["touser"], "openid-ming");
    assert_eq!(bodies[1]["client_msg_id"], "90001-2-1");
    assert_eq!(bodies[1]["url"], format!("https://wq.example.cn/graduate/cases/{}", wired.case.case));
    let fields = json!({ "thing2": { "value": CLOUD.name }, "phrase3": { "value": "审核通过" },
        "time4": { "value": "2027-03-01 09:00" } });
    assert_eq!(bodies[1]["data"], fields);
    assert_eq!(sent[1].query["access_token"], "token-1");
    assert_eq!(wired.provider.asked(TOKEN).len(), 1, "one token for both");
    for number in [1, 2] {
        assert_eq!(wired.finished(number, "success").await, 200);
        wired.becomes(number, State::Sent, Some("success")).await;
    }
    assert_eq!(wired.finished(1, "failed:user block").await, 200);
    assert_eq!(wired.one(1).state, State::Sent, "a second receipt changes nothing");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_change_by_the_school_goes_by_sms_too_and_says_nothing_of_what_changed() {
    let wired = Wired::spawn().await;
    let (_, sms) = wired.change().await;
    wired.becomes(sms, State::Sending, None).await;
    let asked = &wired.provider.asked(SMS)[0];
    let said: Vec<_> = ["PhoneNumbers", "SignName", "TemplateCode", "OutId"].map(|name| asked.query[name].clone()).into();
    assert_eq!(said, [MING.mobile(), "网签".into(), "SMS_1".into(), format!("90001-{sms}-1")]);
    assert_eq!(asked.query.len(), 4, "no words of ours: {:?}", asked.query);
    let headers = ["x-acs-action", "x-acs-version"].map(|name| asked.headers[name].as_str());
    assert_eq!(headers, ["SendSms", "2017-05-25"]);
    assert!(asked.headers["authorization"].starts_with("ACS3-HMAC-SHA256 Credential=key-id,SignedHeaders=host;"));
    assert_eq!(wired.one(sms).to, "138****0001");
    wired.report(sms, true).await;
    wired.becomes(sms, State::Sent, Some("DELIVERED")).await;
    wired.report(sms, false).await;
    assert_eq!(wired.one(sms).state, State::Sent, "a second receipt changes nothing");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_every_code_of_wechat_does_what_is_listed() {
    let wired = Wired::spawn().await;
    let (waits, fails, drops) = (State::Waiting, State::Failed, State::Waiting);
    let grid: [(&[i64], State, bool); 8] = [
        (&[-1, 43108], waits, false),
        (&[43101, 47003, 41001, 43002, 43003, 44002, 47001, 50001, 50002, 99999], fails, false),
        (&[45011], waits, true),
        (&[45009], drops, true),
        (&[43107, 40013, 41002, 48001, 48004, 61004], waits, true),
        (&[40036], fails, false),
        (&[40037], fails, false),
        (&[40003], fails, false),
    ];
    for (codes, state, stops) in grid {
        for code in codes {
            wired.provider.next_code(*code);
            let (wechat, _) = wired.change().await;
            wired.becomes(wechat, state, Some(&code.to_string())).await;
            assert_eq!(wired.stop(Channel::Wechat).is_some(), stops, "{code}");
            // Whatever the next one meets, it must be its own code: nothing of this one is left.
            wired.app.pass(49 * 3_600_000);
            wired.app.pass_and_fire(0).await;
            wired.mend(Channel::Wechat).await;
            wired.until("nothing waits", |all| all.iter().all(|one| one.state != State::Waiting)).await;
        }
    }
    assert!(!binding(&wired.app.graduate(&MING).await).await.bound_since_ms.is_some(), "40003 unbinds");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_token_that_is_not_taken_is_renewed_once_and_twice_stops_the_channel() {
    let wired = Wired::spawn().await;
    for code in [40001, 40014, 42001] {
        let before = wired.provider.asked(TOKEN).len();
        wired.provider.next_code(code);
        let (wechat, _) = wired.change().await;
        wired.becomes(wechat, State::Sending, None).await;
        assert_eq!(wired.provider.asked(TOKEN).len(), before + 1);
    }
    let tokens = wired.provider.asked(TOKEN);
    assert!(tokens.iter().all(|asked| asked.body["force_refresh"] == json!(false)));
    wired.provider.next_code(40001);
    wired.provider.next_code(40001);
    let (wechat, _) = wired.change().await;
    wired.becomes(wechat, State::Waiting, Some("40001")).await;
    assert_eq!(wired.stop(Channel::Wechat).unwrap().until, None, "until somebody mends it");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_token_is_renewed_five_minutes_before_its_end() {
    let wired = Wired::spawn().await;
    wired.app.pass((7200 - 300) * 1000 - 1);
    let (wechat, _) = wired.change().await;
    wired.becomes(wechat, State::Sending, None).await;
    assert_eq!(wired.provider.asked(TOKEN).len(), 1);
    wired.app.pass(1);
    let (wechat, _) = wired.change().await;
    wired.becomes(wechat, State::Sending, None).await;
    assert_eq!(wired.provider.asked(TOKEN).len(), 2);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_an_address_that_wechat_does_not_know_stops_the_channel_at_the_token() {
    let provider = Provider::start().await;
    provider.next(TOKEN, Fault::Json(json!({ "errcode": 40164, "errmsg": "invalid ip" })));
    let app = TestApp::spawn_with(&provider.arguments()).await;
    bind(&app.graduate(&MING).await, "ming").await;
    app.invited(&CLOUD, &MING).await;
    let stopped = || app.runtime().glance::<Gateway>(Channel::Wechat).and_then(|gateway| gateway.stopped.clone());
    eventually("the channel stops", || stopped().is_some_and(|stop| stop.code == "40164")).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_busy_is_tried_again_under_the_same_id() {
    let wired = Wired::spawn().await;
    wired.provider.next_code(-1);
    let (wechat, _) = wired.change().await;
    wired.becomes(wechat, State::Waiting, Some("-1")).await;
    wired.app.pass_and_fire(1_000).await;
    wired.becomes(wechat, State::Sending, None).await;
    let ids: Vec<_> = wired.provider.asked(SEND).iter().map(|asked| asked.body["client_msg_id"].clone()).collect();
    assert_eq!(ids[ids.len() - 2..], [json!(wired.one(wechat).client_id()), json!(wired.one(wechat).client_id())]);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_connection_that_closes_or_hangs_costs_wechat_a_repeat_and_sms_nothing() {
    for fault in [|| Fault::TakeAndClose, || Fault::TakeAndHang] {
        let wired = Wired::spawn().await;
        let (before_wechat, before_sms) = wired.provider.delivered();
        wired.provider.next(SEND, fault());
        wired.provider.next(SMS, fault());
        let (wechat, sms) = wired.change().await;
        wired.becomes(wechat, State::Waiting, Some("no_answer")).await;
        eventually("the SMS is uncertain", || wired.one(sms).uncertain).await;
        wired.app.pass_and_fire(30_000).await;
        wired.becomes(wechat, State::Sending, None).await;
        assert_eq!(wired.provider.delivered(), (before_wechat + 1, before_sms + 1), "each once");
        let school = wired.app.staff(&SCHOOL).await;
        let replay = school.post(&format!("/deliveries/{sms}/replay")).send::<()>().await;
        assert_eq!(replay.status, 409, "it may have arrived");
        wired.report(sms, true).await;
        wired.becomes(sms, State::Sent, Some("DELIVERED")).await;
    }
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_crash_between_sending_and_writing_down_repeats_nothing_to_anybody() {
    let mut wired = Wired::spawn().await;
    let before = wired.provider.delivered();
    wired.provider.next(SEND, Fault::TakeAndHang);
    wired.provider.next(SMS, Fault::TakeAndHang);
    let (wechat, sms) = wired.change().await;
    eventually("both are taken", || wired.provider.delivered() == (before.0 + 1, before.1 + 1)).await;
    wired.app = wired.app.restart().await;
    wired.app.pass_and_fire(30_000).await;
    eventually("WeChat has answered", || wired.one(wechat).provider_id.is_some()).await;
    assert_eq!(wired.one(sms).state, State::Sending);
    assert!(wired.one(sms).uncertain);
    assert_eq!(wired.provider.delivered(), (before.0 + 1, before.1 + 1));
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_provider_that_is_not_there_is_tried_again_and_nothing_is_lost() {
    let mut wired = Wired::spawn().await;
    wired.provider.vanish().await;
    let (wechat, sms) = wired.change().await;
    wired.becomes(wechat, State::Waiting, Some("unreachable")).await;
    wired.becomes(sms, State::Waiting, Some("unreachable")).await;
    assert!(!wired.one(sms).uncertain, "nothing was sent");
    assert_eq!(wired.stop(Channel::Sms).unwrap().code, "unreachable");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_every_code_of_aliyun_does_what_is_listed() {
    let wired = Wired::spawn().await;
    let grid: [(&[&str], State, bool); 5] = [
        (&["isv.BUSINESS_LIMIT_CONTROL", "isp.SYSTEM_ERROR", "Throttling.User"], State::Waiting, false),
        (&["isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL"], State::Waiting, true),
        (
            &[
                "isv.MOBILE_NUMBER_ILLEGAL",
                "isv.MOBILE_COUNT_OVER_LIMIT",
                "isv.SMS_TEMPLATE_ILLEGAL",
                "isv.SMS_SIGNATURE_ILLEGAL",
                "isv.SMS_SIGN_ILLEGAL",
                "isv.SIGN_STATE_ILLEGAL",
                "isv.SMS_SIGNATURE_SCENE_ILLEGAL",
                "isv.TEMPLATE_MISSING_PARAMETERS",
                "isv.INVALID_PARAMETERS",
                "isv.INVALID_JSON_PARAM",
                "isv.PARAM_LENGTH_LIMIT",
                "isv.PARAM_NOT_SUPPORT_URL",
                "isv.BLACK_KEY_CONTROL_LIMIT",
                "isv.SMS_CONTENT_ILLEGAL",
            ],
            State::Failed,
            false,
        ),
        (
            &[
                "isv.AMOUNT_NOT_ENOUGH",
                "isv.OUT_OF_SERVICE",
                "isv.ACCOUNT_ABNORMAL",
                "isv.ACCOUNT_NOT_EXISTS",
                "isv.PRODUCT_UN_SUBSCRIPT",
                "isv.PRODUCT_UNSUBSCRIBE",
                "isp.RAM_PERMISSION_DENY",
            ],
            State::Waiting,
            true,
        ),
        (&["isv.DENY_IP_RANGE", "SignatureDoesNotMatch", "InvalidAccessKeyId.NotFound"], State::Waiting, true),
    ];
    for (codes, state, stops) in grid {
        for code in codes {
            wired.provider.next_sms_code(code);
            let (_, sms) = wired.change().await;
            wired.becomes(sms, state, Some(code)).await;
            assert_eq!(wired.stop(Channel::Sms).is_some(), stops, "{code}");
            wired.app.pass(49 * 3_600_000);
            wired.app.pass_and_fire(0).await;
            wired.mend(Channel::Sms).await;
            wired.until("nothing waits", |all| all.iter().all(|one| one.state != State::Waiting)).await;
        }
    }
    wired.provider.next(SMS, Fault::Page(502));
    let (_, sms) = wired.change().await;
    eventually("a gateway's page tells nothing", || wired.one(sms).uncertain).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_out_of_quota_the_important_wait_for_midnight_and_the_rest_stays_in_the_inbox() {
    let wired = Wired::spawn().await;
    wired.provider.next_code(45009);
    let (wechat, _) = wired.change().await;
    wired.becomes(wechat, State::Waiting, Some("45009")).await;
    assert_eq!(wired.one(wechat).next_at.to_string(), "2027-03-02 00:00", "midnight in Beijing");
    bind(&wired.app.graduate(&FANG).await, "fang").await;
    wired.app.invited(&RIVAL, &FANG).await;
    wired.until("an invitation stays in the inbox", |all| all[0].state == State::GivenUp).await;
    assert_eq!(wired.app.graduate(&FANG).await.inbox().await.unread, 1);
    wired.app.pass_and_fire(15 * 3_600_000).await;
    wired.becomes(wechat, State::Sending, None).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_our_own_count_of_the_day_holds_across_a_restart() {
    let mut wired = Wired::with(Provider::with_quota(3).await).await;
    wired.app = wired.app.restart().await;
    let (first, _) = wired.change().await;
    wired.becomes(first, State::Sending, None).await;
    let (second, _) = wired.change().await;
    wired.becomes(second, State::Waiting, Some("daily_quota")).await;
    assert_eq!(wired.provider.delivered().0, 3);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_who_stops_following_gets_nothing_by_wechat_until_they_follow_again() {
    let wired = Wired::spawn().await;
    let follows = || {
        let ming = wired.all()[0].bulletin.event.graduate;
        wired.app.runtime().glance::<Graduate>(ming).and_then(|graduate| graduate.wechat.clone()).is_some_and(|it| it.follows)
    };
    assert_eq!(wired.event("unsubscribe", "").await, 200);
    eventually("unfollowed", || !follows()).await;
    let (wechat, sms) = wired.change().await;
    wired.becomes(wechat, State::GivenUp, Some("unfollowed")).await;
    wired.becomes(sms, State::Sending, None).await;
    assert_eq!(wired.event("subscribe", "").await, 200);
    eventually("follows again", follows).await;
    wired.provider.next_code(43004);
    let (wechat, _) = wired.change().await;
    wired.becomes(wechat, State::Failed, Some("43004")).await;
    eventually("WeChat says they do not", || !follows()).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_nobody_but_the_providers_reports_to_us() {
    let wired = Wired::spawn().await;
    let anonymous = wired.app.anonymous();
    let (status, _) = signed(&anonymous, "another-token", "<xml></xml>".to_owned()).await;
    assert_eq!(status, 404);
    let guess = anonymous.post("/providers/sms/guess").json(&json!([])).send::<()>().await;
    assert_eq!(guess.status, 404);
    for body in ["", "<xml", "{}", "<xml><MsgType>event</MsgType></xml>"] {
        assert_eq!(signed(&anonymous, CALLBACK_TOKEN, body.to_owned()).await, (200, "success".to_owned()), "{body}");
    }
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_binding_is_bound_to_the_session_that_began_it() {
    let provider = Provider::start().await;
    let app = TestApp::spawn_with(&provider.arguments()).await;
    let (ming, fang) = (app.graduate(&MING).await, app.graduate(&FANG).await);
    assert_eq!(
        binding(&ming).await,
        WechatBinding { available: true, account_name: "24365智慧就业".into(), bound_since_ms: None, follows: false }
    );
    let begun = ming.post("/account/wechat").send::<WechatAuthorization>().await.ok();
    let url = reqwest::Url::parse(&begun.url).unwrap();
    let query: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!((query["appid"].as_str(), query["scope"].as_str()), ("wx-app", "snsapi_base"));
    assert_eq!(
        (query["redirect_uri"].as_str(), url.fragment()),
        ("https://wq.example.cn/graduate/wechat", Some("wechat_redirect"))
    );
    let body = BindWechat { code: "c".into(), state: query["state"].clone() };
    let put = |user: &User, body: &BindWechat| user.call(Method::PUT, "/account/wechat").json(body).send::<()>();
    assert_eq!(put(&fang, &body).await.status, 422, "somebody else's");
    provider.next(WHO, Fault::Json(json!({ "errcode": 40029, "errmsg": "invalid code" })));
    assert_eq!(put(&ming, &body).await.status, 422, "WeChat does not know the code");
    assert_eq!(put(&ming, &body).await.status, 422, "used up");
    bind(&ming, "ming").await;
    assert!(binding(&ming).await.follows);
    ming.call(Method::DELETE, "/account/wechat").send::<()>().await.ok();
    assert_eq!(binding(&ming).await.bound_since_ms, None);
    assert_eq!(provider.asked(WHO).last().unwrap().query["secret"], APP_SECRET);
}
