//! Going down in order: nobody new, everybody told, nothing that was begun left half done.

use crate::{app::TestApp, cast::*};
use std::sync::atomic::Ordering;
use wangqian_protocol::socket::close;
use wangqian_rules::{entity::Entity, graduate::Graduate};

#[tokio::test]
async fn a_server_that_is_not_up_or_is_going_down_is_live_and_not_ready() {
    let app = TestApp::spawn().await;
    let probe = async |path| app.anonymous().request(reqwest::Method::GET, path).send::<()>().await;
    assert_eq!(probe("/readyz").await.text, "ready\n");
    app.state.ready.store(false, Ordering::Relaxed);
    let ready = probe("/readyz").await;
    assert_eq!((ready.status.as_u16(), ready.text.as_str()), (503, "not ready\n"));
    assert_eq!(probe("/livez").await.status, 200);
}

#[tokio::test]
async fn a_server_that_goes_down_tells_its_pages_to_come_back_and_ends_what_is_under_way() {
    let mut app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let case = app.invited(&CLOUD, &MING).await;
    let mut pages = [graduate.follow("me").await, app.staff(&SCHOOL).await.follow("queue").await];
    app.store.hold(Graduate::KIND);
    let under_way = tokio::spawn({
        let (graduate, case) = (graduate.clone(), case.clone());
        async move { graduate.accept(&case).await }
    });
    app.store.is_reached().await;

    app.ask_to_stop();
    for page in &mut pages {
        assert_eq!(page.expect_close().await, close::RESTARTING);
    }
    assert!(!app.state.ready.load(Ordering::Relaxed));
    app.store.release();
    assert_eq!(under_way.await.unwrap().ok().state, "in_review_department");

    let app = app.restart().await;
    let department = app.staff(&DEPARTMENT).await;
    assert_eq!(department.list("?state=in_review_department").await.ok().rows[0].case, case.case);
}

#[tokio::test]
async fn a_server_that_is_down_answers_nobody() {
    let mut app = TestApp::spawn().await;
    let address = app.address;
    app.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_command_after_the_drain_began_is_told_to_come_back() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let case = app.invited(&CLOUD, &MING).await;
    assert_eq!(app.runtime().drain(crate::app::DEADLINE).await, 0);
    let refused = graduate.accept(&case).await;
    refused.refused(503, "draining");
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(graduate.read(&case).await.ok().row.state, "invited");
}
