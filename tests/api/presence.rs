//! Two reviewers at one item: each sees the other, one holds it, and the version decides anyway.

use crate::{app::TestApp, cast::*, socket::Socket};
use wangqian_protocol::{case::CaseChanged, socket::FromClient};
use wangqian_rules::ids::{EntityId, SchoolId};
use wangqian_storage::record::EntityKey;

const LEASE_MS: i64 = wangqian_runtime::presence::LEASE_MS;

/// A case that waits for the school, and two of its reviewers.
async fn two_at_one_item(app: &TestApp) -> (CaseChanged, Socket, Socket) {
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    let (mut first, mut second) = (app.staff(&SCHOOL).await.connect().await, app.staff(&COLLEAGUE).await.connect().await);
    open(&mut first, &case).await;
    assert!(first.expect_presence().await.holder.unwrap().you);
    open(&mut second, &case).await;
    let seen = second.expect_presence().await;
    assert_eq!((seen.holder.unwrap().name.as_str(), seen.others), (SCHOOL.name, vec![SCHOOL.name.to_owned()]));
    let seen = first.expect_presence().await;
    assert_eq!((seen.holder.unwrap().you, seen.others), (true, vec![COLLEAGUE.name.to_owned()]));
    (case, first, second)
}

async fn open(socket: &mut Socket, case: &CaseChanged) {
    socket.say(&FromClient::Open { case: case.case.clone() }).await;
}

#[tokio::test]
#[doc = "EXT-01"]
async fn the_first_holds_the_item_and_the_second_takes_it_over_in_sight_of_both() {
    let app = TestApp::spawn().await;
    let (case, mut first, mut second) = two_at_one_item(&app).await;
    second.say(&FromClient::TakeOver { case: case.case.clone() }).await;
    assert!(second.expect_presence().await.holder.unwrap().you);
    let lost = first.expect_presence().await.holder.unwrap();
    assert_eq!((lost.name.as_str(), lost.you), (COLLEAGUE.name, false));
}

#[tokio::test]
#[doc = "EXT-01"]
async fn who_is_at_an_item_is_told_to_the_whole_queue_and_to_whoever_comes_later() {
    let app = TestApp::spawn().await;
    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    let mut list = app.staff(&COLLEAGUE).await.connect().await;
    list.follow("queue", None).await;
    assert_eq!(list.expect_held().await, []);
    let mut at_item = app.staff(&SCHOOL).await.connect().await;
    open(&mut at_item, &case).await;
    assert_eq!(list.expect_held().await, [(case.case.clone(), SCHOOL.name.to_owned())]);

    let mut later = app.staff(&COLLEAGUE).await.connect().await;
    later.follow("queue", None).await;
    assert_eq!(later.expect_held().await, [(case.case.clone(), SCHOOL.name.to_owned())]);
    at_item.say(&FromClient::Leave { case: case.case.clone() }).await;
    assert_eq!(list.expect_held().await, []);
}

#[tokio::test]
#[doc = "EXT-01"]
async fn a_take_over_is_written_down_in_the_schools_history() {
    let app = TestApp::spawn().await;
    let (case, _first, mut second) = two_at_one_item(&app).await;
    let steps = || async { history(&app).await.len() };
    let before = steps().await;
    second.say(&FromClient::TakeOver { case: case.case.clone() }).await;
    second.expect_presence().await;
    let written = async {
        while steps().await == before {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(crate::app::DEADLINE, written).await.expect("the take-over is written down");
    let newest = history(&app).await.pop().unwrap();
    let text = String::from_utf8_lossy(&newest);
    assert!(text.contains(SCHOOL.name), "who lost it: {text}");
    app.settle().await;
    let detail = app.staff(&SCHOOL).await.read(&case).await.ok();
    let taken = detail.trail.last().unwrap();
    assert_eq!((taken.who.as_str(), taken.what.as_str()), ("刘同事（学校）", "接手办理"));
    assert_eq!(taken.note.as_deref(), Some("此前由王校长办理"));
    assert_eq!(detail.row.version, case.version, "what somebody reads is not overtaken by it");
    let to_parties = app.graduate(&MING).await.read(&case).await.ok().trail;
    assert!(to_parties.iter().all(|entry| entry.what != "接手办理"), "the reviewers' own affair");
}

/// The bodies of the school's steps, oldest first.
async fn history(app: &TestApp) -> Vec<Vec<u8>> {
    let key = EntityKey(EntityId::School(SchoolId(NORTH.school)).to_bytes());
    app.fake().history_now(key, 0, usize::MAX).into_iter().map(|entry| entry.body).collect()
}

#[tokio::test]
#[doc = "EXT-01"]
async fn a_lease_lasts_two_minutes_after_the_last_activity() {
    let app = TestApp::spawn().await;
    let (case, mut first, mut second) = two_at_one_item(&app).await;
    let touch = FromClient::Touch { case: case.case.clone() };
    app.pass(LEASE_MS - 1);
    first.say(&touch).await;
    assert!(first.expect_presence().await.holder.unwrap().you);
    second.expect_presence().await;
    app.pass(LEASE_MS - 1);
    second.say(&touch).await;
    assert!(!second.expect_presence().await.holder.unwrap().you, "renewed by activity");
    app.pass(1);
    second.say(&touch).await;
    assert!(second.expect_presence().await.holder.unwrap().you, "free after two minutes of silence");
}

#[tokio::test]
#[doc = "EXT-01"]
async fn who_leaves_or_disconnects_lets_the_item_go() {
    let app = TestApp::spawn().await;
    let (case, mut first, mut second) = two_at_one_item(&app).await;
    first.say(&FromClient::Leave { case: case.case.clone() }).await;
    let alone = second.expect_presence().await;
    assert_eq!((alone.holder, alone.others), (None, Vec::<String>::new()));

    second.say(&FromClient::Touch { case: case.case.clone() }).await;
    assert!(second.expect_presence().await.holder.unwrap().you);
    open(&mut first, &case).await;
    assert!(!first.expect_presence().await.holder.unwrap().you);
    drop(second);
    assert_eq!(first.expect_presence().await.holder, None);
}

#[tokio::test]
#[doc = "EXT-01"]
async fn whoever_holds_it_the_version_decides() {
    let app = TestApp::spawn().await;
    let (case, _first, _second) = two_at_one_item(&app).await;
    app.staff(&COLLEAGUE).await.approve(&case).await.ok();
    app.settle().await;
    let happened = app.staff(&SCHOOL).await.approve(&case).await.refused(409, "already_decided").happened.unwrap();
    assert!(happened.contains(COLLEAGUE.name), "{happened}");
}

#[tokio::test]
#[doc = "EXT-01 ACC-08"]
async fn nobody_is_at_an_item_that_is_not_theirs() {
    let app = TestApp::spawn().await;
    let (case, ..) = two_at_one_item(&app).await;
    let outsiders = [
        app.staff(&LANGUAGES_DEPARTMENT).await,
        app.staff(&SOUTH_SCHOOL).await,
        app.graduate(&MING).await,
        app.employer(&CLOUD).await,
    ];
    for user in outsiders {
        let mut socket = user.connect().await;
        for frame in [
            FromClient::Open { case: case.case.clone() },
            FromClient::Touch { case: case.case.clone() },
            FromClient::TakeOver { case: case.case.clone() },
            FromClient::Open { case: "nothing".to_owned() },
        ] {
            socket.say(&frame).await;
            assert_eq!(socket.expect_refused().await, "not_found");
        }
    }
    let mut without_permission = app.staff(&DEPARTMENT_OUTSIDER).await.connect().await;
    open(&mut without_permission, &case).await;
    assert_eq!(without_permission.expect_refused().await, "not_permitted");
}

#[tokio::test]
#[doc = "EXT-01 ACC-04"]
async fn who_may_only_read_is_seen_but_holds_nothing_and_takes_nothing_over() {
    let app = TestApp::spawn().await;
    let (case, mut first, _second) = two_at_one_item(&app).await;
    let mut reader = app.staff(&SCHOOL_READER).await.connect().await;
    open(&mut reader, &case).await;
    assert_eq!(reader.expect_presence().await.holder.unwrap().name, SCHOOL.name);
    assert!(first.expect_presence().await.others.contains(&SCHOOL_READER.name.to_owned()));
    reader.say(&FromClient::TakeOver { case: case.case.clone() }).await;
    assert_eq!(reader.expect_refused().await, "not_permitted");
    app.pass(LEASE_MS);
    reader.say(&FromClient::Touch { case: case.case.clone() }).await;
    let free = reader.expect_presence().await.holder;
    assert!(free.is_none_or(|holder| !holder.you), "a reader holds the item");
}

#[tokio::test]
#[doc = "EXT-01"]
async fn opening_an_item_again_and_again_is_being_there_once() {
    let app = TestApp::spawn().await;
    let (case, mut first, mut second) = two_at_one_item(&app).await;
    let case_of_fang = app.approved(&CLOUD, &FANG, &[&DEPARTMENT]).await;
    for _ in 0..20 {
        open(&mut second, &case_of_fang).await;
        second.expect_presence().await;
    }
    first.say(&FromClient::Touch { case: case.case.clone() }).await;
    assert_eq!(first.expect_presence().await.others, [COLLEAGUE.name]);
}
