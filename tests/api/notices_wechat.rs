//! Template messages over HTTP to WeChat, with its faults.

use crate::{
    app::{TestApp, eventually},
    cast::*,
    provider::*,
    wired::{Wired, bind, binding},
};
use serde_json::json;
use wangqian_rules::{
    gateway::Gateway,
    outbox::{delivery::State, occasion::Channel},
};

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_who_bound_wechat_gets_invitation_and_result_there_and_their_receipts_end_them() {
    let wired = Wired::spawn().await;
    let sent = wired.provider.asked(SEND);
    let bodies: Vec<_> = sent.iter().map(|asked| asked.body.clone()).collect();
    let templates: Vec<_> = bodies.iter().map(|body| body["template_id"].as_str().unwrap()).collect();
    assert_eq!(templates, ["template-invited", "template-reviewed", "template-reviewed"]);
    assert_eq!(bodies[1]["data"]["phrase3"]["value"], "学院通过");
    assert_eq!(bodies[2]["touser"], "openid-ming");
    assert_eq!(bodies[2]["client_msg_id"], "90001-3-1");
    assert_eq!(bodies[2]["url"], format!("https://wq.example.cn/graduate/cases/{}", wired.case.case));
    let fields = json!({ "thing2": { "value": CLOUD.name }, "phrase3": { "value": "审核通过" },
        "time4": { "value": "2027-03-01 09:00" } });
    assert_eq!(bodies[2]["data"], fields);
    assert_eq!(sent[2].query["access_token"], "token-1");
    assert_eq!(wired.provider.asked(TOKEN).len(), 1, "one token for all");
    for number in [1, 2, 3] {
        assert_eq!(wired.finished(number, "success").await, 200);
        wired.becomes(number, State::Sent, Some("success")).await;
    }
    assert_eq!(wired.finished(1, "failed:user block").await, 200);
    assert_eq!(wired.one(1).state, State::Sent, "a second receipt changes nothing");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_every_code_of_wechat_does_what_is_listed() {
    let wired = Wired::spawn().await;
    let (waits, fails) = (State::Waiting, State::Failed);
    let grid: [(&[i64], State, bool); 8] = [
        (&[-1, 43108], waits, false),
        (&[43101, 47003, 41001, 43002, 43003, 44002, 47001, 50001, 50002, 99999], fails, false),
        (&[45011], waits, true),
        (&[45009], waits, true),
        (&[43107, 40013, 41002, 48001, 48004, 61004], waits, true),
        (&[40036], waits, false),
        (&[40037], waits, false),
        (&[40003], fails, false),
    ];
    for (codes, state, stops) in grid {
        for code in codes {
            wired.provider.next_code(*code);
            let (wechat, _) = wired.change().await;
            wired.becomes(wechat, state, Some(&code.to_string())).await;
            assert_eq!(wired.stop(Channel::Wechat).is_some(), stops, "{code}");
            // The next one must meet its own code: nothing of this one is left.
            wired.app.pass(49 * 3_600_000);
            wired.app.pass_and_fire(0).await;
            wired.mend(Channel::Wechat).await;
            wired.quiet().await;
        }
    }
    assert!(binding(&wired.app.graduate(&MING).await).await.bound_since_ms.is_none(), "40003 unbinds");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_token_that_is_not_taken_is_renewed_once_and_twice_stops_the_channel_for_half_an_hour() {
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
    assert!(wired.stop(Channel::Wechat).is_some());
    wired.app.pass_and_fire(30 * 60_000).await;
    wired.becomes(wechat, State::Sending, None).await;
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
    let mut wired = Wired::with(Provider::with_quota(4).await).await;
    wired.app = wired.app.restart().await;
    let (first, _) = wired.change().await;
    wired.becomes(first, State::Sending, None).await;
    let (second, _) = wired.change().await;
    wired.becomes(second, State::Waiting, Some("daily_quota")).await;
    assert_eq!(wired.provider.delivered().0, 4);
}
