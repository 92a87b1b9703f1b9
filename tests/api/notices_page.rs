//! 「消息发送记录」: what a school sees of the messages to its graduates.

use crate::{
    app::{TestApp, eventually},
    cast::*,
    provider::*,
    users::User,
    wired::{OUTBOX, Wired},
};
use wangqian_protocol::{delivery::*, socket::ToClient};
use wangqian_rules::outbox::{Command, Outbox, delivery::State, occasion::Channel};

async fn page(user: &User, query: &str) -> DeliveryPage {
    user.get(&format!("/deliveries{query}")).await.ok()
}

/// Without a provider, until everything is written down.
async fn recorded(app: &TestApp, count: usize) {
    let all = || app.runtime().glance::<Outbox>(OUTBOX);
    let done = |outbox: &Outbox| {
        outbox.newest_first().count() == count && outbox.newest_first().all(|one| one.state == State::RecordedOnly)
    };
    eventually("all is recorded", || all().is_some_and(|outbox| done(&outbox))).await;
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_without_a_provider_messages_are_recorded_and_nothing_is_sent() {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    recorded(&app, 3).await;
    let page = page(&app.staff(&SCHOOL).await, "").await;
    let shown: Vec<_> = page.rows.iter().map(|row| (row.occasion_label.as_str(), row.state_label.as_str())).collect();
    assert_eq!(shown, [("审核结果", "仅记录"), ("审核结果", "仅记录"), ("签约邀请", "仅记录")]);
    assert!(page.rows.iter().all(|row| row.graduate_name == MING.name && row.attempts == 0 && row.to.is_empty()));
    assert!(page.channels.iter().all(|channel| !channel.configured && channel.alarm.is_none()));
    let wechat: WechatBinding = app.graduate(&MING).await.get("/account/wechat").await.ok();
    assert!(!wechat.available);
}

#[tokio::test]
#[doc = "NOT-01, ACC-07"]
async fn not_01_a_school_sees_its_own_graduates_and_a_level_its_level() {
    let app = TestApp::spawn().await;
    app.invited(&CLOUD, &MING).await;
    app.invited(&CLOUD, &MASTER).await;
    recorded(&app, 2).await;
    let names = |page: DeliveryPage| page.rows.into_iter().map(|row| row.graduate_name).collect::<Vec<_>>();
    assert_eq!(names(page(&app.staff(&SCHOOL).await, "").await), [MASTER.name, MING.name]);
    let undergraduates = app.staff(&UNDERGRADUATES_ONLY).await;
    assert_eq!(names(page(&undergraduates, "").await), [MING.name]);
    assert!(names(page(&app.staff(&SOUTH_SCHOOL).await, "").await).is_empty());
    assert_eq!(undergraduates.post("/deliveries/2/replay").send::<()>().await.status, 404);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_filters_and_pages() {
    let wired = Wired::spawn().await;
    wired.provider.next_sms_code("isv.SMS_CONTENT_ILLEGAL");
    let (_, sms) = wired.change().await;
    wired.becomes(sms, State::Failed, Some("isv.SMS_CONTENT_ILLEGAL")).await;
    let school = wired.app.staff(&SCHOOL).await;
    let numbers = |page: DeliveryPage| page.rows.into_iter().map(|row| row.number).collect::<Vec<_>>();
    for (query, expected) in [
        ("?channel=sms", vec![5]),
        ("?state=failed", vec![5]),
        ("?occasion=invited", vec![1]),
        ("?channel=wechat&occasion=signing_changed", vec![4]),
        ("?q=%E6%99%93%E6%98%8E&limit=2", vec![5, 4]),
        ("?q=%E6%97%A0%E4%BA%BA", vec![]),
        ("?limit=2&cursor=3", vec![2, 1]),
    ] {
        assert_eq!(numbers(page(&school, query).await), expected, "{query}");
    }
    let first = page(&school, "?limit=2").await;
    assert_eq!((first.total, first.next.as_deref()), (5, Some("4")));
    for query in ["?channel=fax", "?state=lost", "?occasion=party", "?cursor=x"] {
        assert_eq!(school.get::<DeliveryPage>(&format!("/deliveries{query}")).await.status, 422, "{query}");
    }
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_an_open_page_follows_and_a_failed_message_is_replayed_from_it() {
    let wired = Wired::spawn().await;
    let school = wired.app.staff(&SCHOOL).await;
    let mut socket = school.follow("deliveries").await;
    wired.provider.next_sms_code("isv.AMOUNT_NOT_ENOUGH");
    let (_, sms) = wired.change().await;
    let alarm = socket
        .expect("the alarm", |frame| match frame {
            ToClient::Deliveries { changed, channels, .. } => {
                let row = changed.iter().find(|row| row.number == sms && row.state == "waiting" && row.attempts == 1)?;
                Some((row.why.clone(), channels[1].alarm.clone()))
            }
            _ => None,
        })
        .await;
    assert_eq!(alarm, ("短信账号余额不足".to_owned(), Some("短信账号余额不足".to_owned())));
    wired.mend(Channel::Sms).await;
    wired.provider.next_sms_code("isv.SMS_CONTENT_ILLEGAL");
    wired.app.runtime().ask::<Outbox>(OUTBOX, None, Command::Resume).await.unwrap();
    wired.becomes(sms, State::Failed, Some("isv.SMS_CONTENT_ILLEGAL")).await;
    school.post(&format!("/deliveries/{sms}/replay")).send::<()>().await.ok();
    let round = |asked: &Asked| asked.query["OutId"].clone();
    wired.becomes(sms, State::Sending, None).await;
    assert_eq!(round(wired.provider.asked(SMS).last().unwrap()), format!("90001-{sms}-2"));
    socket
        .expect("sending", |frame| match frame {
            ToClient::Deliveries { changed, .. } => {
                changed.iter().any(|row| row.number == sms && row.state == "sending" && row.attempts == 3).then_some(())
            }
            _ => None,
        })
        .await;
    assert_eq!(school.post(&format!("/deliveries/{sms}/replay")).send::<()>().await.status, 409);
}

#[tokio::test]
#[doc = "NOT-01"]
async fn not_01_figures_of_the_channels_are_counted() {
    let wired = Wired::spawn().await;
    wired.provider.next_sms_code("isv.SMS_CONTENT_ILLEGAL");
    let (_, sms) = wired.change().await;
    wired.becomes(sms, State::Failed, Some("isv.SMS_CONTENT_ILLEGAL")).await;
    let figures = wangqian::metrics::text(&wired.app.state).await.unwrap();
    for line in [
        "failed_total{channel=\"sms\"} 1",
        "waiting{channel=\"wechat\"} 4",
        "stopped{channel=\"sms\"} 0",
        "templates_stopped{channel=\"sms\"} 0",
    ] {
        assert!(figures.contains(&format!("wangqian_notices_{line}\n")), "{line}: {figures}");
    }
}
