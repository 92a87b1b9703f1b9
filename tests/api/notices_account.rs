//! Whose WeChat is whose, who follows, and who may report to us.

use crate::{
    app::{TestApp, eventually},
    cast::*,
    provider::*,
    users::User,
    wired::{Wired, bind, binding, signed, signed_with},
};
use reqwest::Method;
use serde_json::json;
use wangqian_protocol::delivery::*;
use wangqian_rules::{follower::Follower, graduate::Graduate, ids::FollowerId, outbox::delivery::State};

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
    assert_eq!(wired.event("subscribe", "").await, 200);
    eventually("follows again, though the account knew nothing else", follows).await;
    assert_eq!(wired.event_at("unsubscribe", "", 1).await, 200);
    wired.app.settle().await;
    assert!(follows(), "an event of before");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_an_event_that_somebody_saw_cannot_be_sent_again_with_other_words() {
    let wired = Wired::spawn().await;
    let body = |event: &str| {
        format!(
            "<xml><FromUserName>openid-ming</FromUserName><CreateTime>7</CreateTime><MsgType>event</MsgType><Event>{event}</Event></xml>"
        )
    };
    let follows = || {
        let follower = FollowerId::of_openid("openid-ming");
        wired.app.runtime().glance::<Follower>(follower).and_then(|follower| follower.follows)
    };
    let now_s = wired.app.runtime().now().0 / 1000;
    for at_s in [now_s - 301, now_s + 301] {
        assert_eq!(signed_with(&wired.app, CALLBACK_TOKEN, (at_s, "n"), body("unsubscribe")).await.0, 404);
    }
    let call = |event| signed_with(&wired.app, CALLBACK_TOKEN, (now_s - 299, "n"), body(event));
    assert_eq!(call("subscribe").await, (200, "success".to_owned()));
    assert_eq!(call("unsubscribe").await, (200, "success".to_owned()));
    assert_eq!(follows(), Some(true), "once is all that it is good for");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_refusal_for_the_wechat_before_leaves_the_new_one_alone() {
    for code in [40003, 43004] {
        let wired = Wired::with(Provider::patient().await).await;
        let (open, gate) = tokio::sync::watch::channel(false);
        wired.provider.next(SEND, Fault::GateTo(gate, json!({ "errcode": code, "errmsg": "told so" })));
        let before = wired.provider.asked(SEND).len();
        let (wechat, _) = wired.change().await;
        eventually("it is asked", || wired.provider.asked(SEND).len() == before + 1).await;
        let ming = wired.app.graduate(&MING).await;
        bind(&ming, "another").await;
        open.send_replace(true);
        wired.becomes(wechat, State::Failed, Some(&code.to_string())).await;
        wired.app.settle().await;
        let binding = binding(&ming).await;
        assert!(binding.bound_since_ms.is_some() && binding.follows, "{code}: {binding:?}");
    }
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_receipt_arrives_also_after_the_person_unbound() {
    let wired = Wired::spawn().await;
    wired.app.graduate(&MING).await.call(Method::DELETE, "/account/wechat").send::<()>().await.ok();
    assert_eq!(wired.finished(1, "success").await, 200);
    wired.becomes(1, State::Sent, Some("success")).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_nobody_but_the_providers_reports_to_us() {
    let wired = Wired::spawn().await;
    let anonymous = wired.app.anonymous();
    let (status, _) = signed(&wired.app, "another-token", "<xml></xml>".to_owned()).await;
    assert_eq!(status, 404);
    let guess = anonymous.post("/providers/sms/guess").json(&json!([])).send::<()>().await;
    assert_eq!(guess.status, 404);
    for body in ["", "<xml", "{}", "<xml><MsgType>event</MsgType></xml>"] {
        assert_eq!(signed(&wired.app, CALLBACK_TOKEN, body.to_owned()).await, (200, "success".to_owned()), "{body}");
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
