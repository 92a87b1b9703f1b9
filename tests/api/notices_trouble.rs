//! What one provider's trouble costs: not the other channel, not the other messages, not the quota.

use crate::{app::eventually, cast::*, provider::*, wired::Wired};
use reqwest::Method;
use tokio::sync::watch;
use wangqian_rules::{
    gateway::Gateway,
    outbox::{Outbox, delivery::State, occasion::Channel},
};
use wangqian_storage::FaultPlan;

/// So many messages wait behind one that is being sent, until the gate is opened. Returns the gate and their numbers.
async fn behind_one(wired: &Wired, count: usize) -> (watch::Sender<bool>, Vec<u64>) {
    let open = wired.provider.gate(SEND, 1);
    let before = wired.provider.asked(SEND).len();
    wired.change().await;
    eventually("the first is asked", || wired.provider.asked(SEND).len() == before + 1).await;
    let mut numbers = Vec::new();
    for _ in 0..count {
        numbers.push(wired.change().await.0);
    }
    (open, numbers)
}

fn calls(wired: &Wired, channel: Channel) -> u32 {
    let runtime = wired.app.runtime();
    runtime.glance::<Gateway>(channel).map_or(0, |gateway| gateway.calls_on(runtime.now()))
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_provider_that_hangs_does_not_hold_up_the_other_channel() {
    let wired = Wired::with(Provider::patient().await).await;
    let open = wired.provider.gate(SEND, 1);
    let (wechat, sms) = wired.change().await;
    wired.becomes(sms, State::Sending, None).await;
    assert!(wired.one(wechat).provider_id.is_none(), "still asked");
    open.send_replace(true);
    wired.becomes(wechat, State::Sending, None).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_stop_stops_what_was_about_to_be_sent_and_leaves_it_untouched() {
    let wired = Wired::with(Provider::patient().await).await;
    let before = wired.provider.asked(SEND).len();
    let (open, waiting) = behind_one(&wired, 6).await;
    (0..6).for_each(|_| wired.provider.next_code(48001));
    open.send_replace(true);
    eventually("the channel stops", || wired.stop(Channel::Wechat).is_some()).await;
    eventually("nobody sends", || wired.app.state.notices.is_idle()).await;
    let asked = wired.provider.asked(SEND).len() - before - 1;
    assert!((1..=4).contains(&asked), "those under way and no more: {asked}");
    let untouched =
        |number: &&u64| wired.one(**number).changed_at == wired.one(**number).begun_at && wired.one(**number).attempts == 0;
    assert_eq!(waiting.iter().filter(untouched).count(), 6 - asked);
    let last = waiting[5];
    wired.app.pass_and_fire(30_000).await;
    assert_eq!((wired.one(last).state, wired.one(last).attempts), (State::Waiting, 0), "as it was queued");
    (0..6 - asked).for_each(|_| wired.provider.forget_fault(SEND));
    wired.mend(Channel::Wechat).await;
    wired.becomes(last, State::Sending, None).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_message_goes_where_the_person_is_when_it_is_sent() {
    let wired = Wired::with(Provider::patient().await).await;
    let before = wired.provider.asked(SEND).len();
    let (first, waiting) = behind_one(&wired, 5).await;
    let rest = wired.provider.gate(SEND, 4);
    first.send_replace(true);
    eventually("four more are asked", || wired.provider.asked(SEND).len() == before + 5).await;
    wired.app.graduate(&MING).await.call(Method::DELETE, "/account/wechat").send::<()>().await.ok();
    rest.send_replace(true);
    wired.becomes(waiting[4], State::GivenUp, Some("unbound")).await;
    assert_eq!(wired.provider.asked(SEND).len(), before + 5);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_result_is_written_down_as_soon_as_that_is_possible() {
    let wired = Wired::with(Provider::patient().await).await;
    let open = wired.provider.gate(SMS, 1);
    let before = wired.provider.asked(SMS).len();
    let (wechat, sms) = wired.change().await;
    eventually("it is asked", || wired.provider.asked(SMS).len() == before + 1).await;
    wired.becomes(wechat, State::Sending, None).await;
    wired.app.fake().set_faults(FaultPlan { busy: 1.0, ..FaultPlan::default() });
    open.send_replace(true);
    eventually("Aliyun has answered", || wired.provider.delivered().1 == before + 1).await;
    assert!(wired.one(sms).provider_id.is_none(), "nothing can be written down");
    wired.app.fake().set_faults(FaultPlan::default());
    wired.becomes(sms, State::Sending, None).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_server_that_goes_down_waits_for_what_providers_say() {
    let mut wired = Wired::with(Provider::patient().await).await;
    let open = wired.provider.gate(SMS, 1);
    let before = wired.provider.asked(SMS).len();
    let (_, sms) = wired.change().await;
    eventually("it is asked", || wired.provider.asked(SMS).len() == before + 1).await;
    wired.app.ask_to_stop();
    eventually("it goes down", || !wired.app.state.ready.load(std::sync::atomic::Ordering::Relaxed)).await;
    open.send_replace(true);
    wired.app = wired.app.restart().await;
    let after = wired.app.runtime().read::<Outbox>(crate::wired::OUTBOX).await.unwrap();
    let delivery = after.get(sms).unwrap();
    assert!(delivery.provider_id.is_some() && delivery.uncertain_since.is_none(), "{delivery:?}");
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_calls_that_were_not_made_cost_no_quota() {
    let mut wired = Wired::spawn().await;
    let before = (calls(&wired, Channel::Wechat), calls(&wired, Channel::Sms));
    wired.provider.vanish().await;
    let (wechat, sms) = wired.change().await;
    wired.becomes(wechat, State::Waiting, Some("unreachable")).await;
    wired.becomes(sms, State::Waiting, Some("unreachable")).await;
    assert_eq!((calls(&wired, Channel::Wechat), calls(&wired, Channel::Sms)), before);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_a_provider_that_never_answers_is_left_alone_for_a_while() {
    let wired = Wired::spawn().await;
    for _ in 0..5 {
        assert!(wired.stop(Channel::Sms).is_none());
        wired.provider.next(SMS, Fault::TakeAndClose);
        let (_, sms) = wired.change().await;
        eventually("unknown", || wired.one(sms).uncertain_since.is_some()).await;
    }
    eventually("a pause", || wired.stop(Channel::Sms).is_some_and(|stop| stop.code == "no_answer")).await;
    let (_, sms) = wired.change().await;
    wired.app.pass_and_fire(30_000).await;
    wired.becomes(sms, State::Sending, None).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_an_odd_line_of_a_push_costs_the_others_nothing() {
    let wired = Wired::spawn().await;
    let (_, sms) = wired.change().await;
    wired.becomes(sms, State::Sending, None).await;
    let good = serde_json::json!({ "success": true, "err_code": null, "out_id": wired.one(sms).client_id() });
    let mut lines = vec![
        serde_json::json!({ "success": "yes" }),
        serde_json::json!(7),
        serde_json::json!({ "success": true, "out_id": null }),
    ];
    lines.extend((0..2_000).map(|number| serde_json::json!({ "success": true, "out_id": format!("90001-9{number}-1") })));
    lines.push(good);
    let call = wired.app.anonymous().post(&format!("/providers/sms/{RECEIPT_KEY}")).without("origin");
    call.json(&serde_json::Value::Array(lines)).send::<serde_json::Value>().await.ok();
    wired.becomes(sms, State::Sent, Some("")).await;
}
