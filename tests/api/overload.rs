//! When something is too much or broken: a clear word, no half effects, and everybody else goes on.

use crate::{
    app::{TestApp, eventually},
    cast::*,
};
use bytestring::ByteString;
use std::time::Instant;
use tokio::net::TcpSocket;
use wangqian_protocol::{
    case::CaseChanged,
    socket::{FromClient, ToClient},
};
use wangqian_rules::{
    effect::Topic,
    entity::Entity,
    graduate::Graduate,
    ids::{EmployerId, SchoolId},
    school::School,
};
use wangqian_runtime::{AHEAD, MAILBOX};
use wangqian_storage::FaultPlan;

#[tokio::test]
async fn a_full_mailbox_sends_callers_away_for_a_second_and_harms_nobody() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let case = app.invited(&CLOUD, &MING).await;
    app.store.hold(Graduate::KIND);
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    for _ in 0..AHEAD + MAILBOX + 40 {
        let (graduate, case, tell) = (graduate.clone(), case.clone(), tell.clone());
        tokio::spawn(async move { tell.send(graduate.accept(&case).await) });
    }
    drop(tell);
    // While the commit is held nobody is answered but those for whom there is no room.
    let turned_away = told.recv().await.unwrap();
    turned_away.refused(503, "busy");
    assert_eq!(turned_away.header("retry-after"), "1");
    assert_eq!(graduate.read(&case).await.ok().row.state, "invited", "readers do not queue behind writers");
    app.staff(&SCHOOL).await.home().await.ok();
    app.store.release();
    let mut accepted = 0;
    while let Some(answer) = told.recv().await {
        accepted += usize::from(answer.status == 200);
    }
    assert_eq!(accepted, 1);
}

#[tokio::test]
async fn a_full_disk_leaves_everything_readable_says_so_and_takes_nothing() {
    let app = TestApp::spawn().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let case = app.invited(&CLOUD, &MING).await;
    let full = FaultPlan { disk_full: 1.0, disk_full_commits: u32::MAX - 1, ..FaultPlan::default() };
    app.fake().set_faults(full);

    let refused = graduate.accept(&case).await;
    refused.refused(503, "read_only");
    assert_eq!(refused.header("retry-after"), "60");
    employer.invite(&FANG).await.refused(503, "read_only");
    assert_eq!(graduate.read(&case).await.ok().row.state, "invited");
    assert_eq!(employer.list("").await.ok().total, 1);
    let ready = app.anonymous().request(reqwest::Method::GET, "/readyz").send::<()>().await;
    assert_eq!((ready.status.as_u16(), ready.text.as_str()), (503, "read-only: disk full\n"));
    let live = app.anonymous().request(reqwest::Method::GET, "/livez").send::<()>().await;
    assert_eq!(live.status, 200);

    app.fake().set_faults(FaultPlan::default());
    assert_eq!(graduate.accept(&case).await.ok().state, "in_review_department");
}

#[tokio::test]
async fn a_commit_whose_outcome_is_unknown_is_found_out_by_its_key() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let case = app.invited(&CLOUD, &MING).await;
    // The actor whose commit failed is replaced; who meets it on its way out comes again, as told.
    let accept = async || loop {
        let answer = graduate.act(&case, "acceptance").key("k").send::<CaseChanged>().await;
        if answer.status.is_success() || answer.problem().code != "busy" {
            return answer;
        }
    };
    for plan in [
        FaultPlan { unknown_not_done: 1.0, ..FaultPlan::default() },
        FaultPlan { unknown_but_done: 1.0, ..FaultPlan::default() },
    ] {
        // The school's first admission of all was a step of its own, and is done.
        app.fake().set_faults(plan);
        accept().await.refused(503, "outcome_unknown");
        app.fake().set_faults(FaultPlan::default());
    }
    assert_eq!(accept().await.ok().version, 2);
    app.settle().await;
    assert_eq!(app.staff(&DEPARTMENT).await.read(&case).await.ok().trail.len(), 2);
}

#[tokio::test]
async fn a_reader_that_does_not_read_is_let_go_while_others_on_its_topic_go_on() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let mut reads = employer.follow("me").await;
    let narrow = TcpSocket::new_v4().unwrap();
    narrow.set_recv_buffer_size(4_096).unwrap();
    let mut stalled = employer.connect_over(narrow.connect(app.address).await.unwrap(), |_| ()).await.unwrap();
    stalled.follow("me", None).await;

    let screens = &app.state.screens;
    let topic = Topic::Employer(EmployerId::of_credit_code(CLOUD.credit_code));
    let mut sent = 0;
    while screens.hub.subscriptions() == 2 {
        assert!(sent < 2_000, "a reader that does not read is served for ever");
        screens.hub.publish(&topic, Instant::now(), |at| {
            padded(&ToClient::Resync { topic: "me".to_owned(), epoch: at.epoch, version: at.version })
        });
        reads.expect("its frame", |frame| matches!(frame, ToClient::Resync { .. }).then_some(())).await;
        sent += 1;
    }
    eventually("the stalled socket is closed", || screens.sockets.len() == 1).await;
    reads.say(&FromClient::Unsubscribe { topic: "me".to_owned() }).await;
    reads.expect_silence().await;
}

/// A frame with so many blanks that few of them fill every buffer on the way.
fn padded(frame: &ToClient) -> ByteString {
    (serde_json::to_string(frame).unwrap() + &" ".repeat(64 * 1024)).into()
}

#[tokio::test]
async fn a_school_that_sleeps_is_woken_by_the_reviewer_who_opens_an_item() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let department = app.staff(&DEPARTMENT).await;
    let mut page = department.follow("queue").await;
    app.pass(11 * 60_000);
    eventually("the school sleeps", || app.runtime().glance::<School>(SchoolId(NORTH.school)).is_none()).await;
    page.say(&FromClient::Open { case: case.case.clone() }).await;
    assert!(page.expect_presence().await.holder.unwrap().you);
    department.approve(&case).await.ok();
    page.expect_queue(|tile| tile.mine == 0 && tile.school == 1).await;
}
