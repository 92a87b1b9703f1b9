//! Topics: who comes back gets the rest or is told to read again, counts are coalesced, slow screens are dropped.

use crate::support::people::{self, SCHOOL};
use bytestring::ByteString;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use wangqian_rules::{
    case::*,
    effect::Topic,
    module::Modules,
    review::*,
    school::staff::{Act, Permission, Permissions},
};
use wangqian_runtime::hub::*;

/// Frames say their number and how many rows they carry.
struct Numbers;

impl RenderChanges for Numbers {
    fn changes(&self, _: &Topic, at: Position, rows: Vec<CaseRow>, more: bool) -> ByteString {
        let newest = rows.iter().map(|row| row.version).max().unwrap_or(0);
        format!("{}: {} rows, newest {newest}{}", at.version, rows.len(), if more { ", more" } else { "" }).into()
    }
}

/// A screen that keeps what it gets, until it is too slow.
#[derive(Default)]
struct Screen {
    got: Mutex<Vec<String>>,
    committed: Mutex<Vec<Option<Committed>>>,
    slow: AtomicBool,
}

impl Subscriber for Screen {
    fn deliver(&self, frame: ByteString, committed: Option<Committed>) -> bool {
        self.committed.lock().expect("unpoisoned").push(committed);
        self.got.lock().expect("unpoisoned").push(frame.to_string());
        !self.slow.load(Ordering::Relaxed)
    }
}

impl Screen {
    fn got(&self) -> Vec<String> {
        std::mem::take(&mut *self.got.lock().expect("unpoisoned"))
    }
}

fn hub(store_epoch: u32) -> Hub {
    Hub::new(store_epoch, Arc::new(Numbers))
}

fn topic() -> Topic {
    let everything =
        Permissions { basic: Permission::ReadOnly, archive: Permission::ReadOnly, household: Permission::ReadOnly };
    let sees = Modules::allowing(Act::View, &everything);
    Topic::Queue { school: SCHOOL, scope: Scope::default(), sees }
}

fn row(case: u128, version: u64) -> CaseRow {
    people::row(case, 1, Status::InReview(Phase::First, Stage::School), version)
}

fn publish(hub: &Hub, count: usize) {
    for _ in 0..count {
        hub.publish(&topic(), Instant::now(), |at| format!("{}", at.version).into());
    }
}

#[test]
#[doc = "EXT-05"]
fn a_screen_that_comes_back_gets_exactly_what_it_missed_ext_05() {
    let hub = hub(1);
    let first = hub.subscribe(topic(), 1, Arc::<Screen>::default(), None, 0);
    assert_eq!((first.at.version, first.missed), (0, None));
    publish(&hub, 3);
    hub.unsubscribe(&topic(), 1);
    publish(&hub, 2);
    let seen = Position { version: 3, ..first.at };
    let again = hub.subscribe(topic(), 2, Arc::<Screen>::default(), Some(seen), 0);
    assert_eq!(again.missed, Some(vec!["4".into(), "5".into()]));
    let up_to_date = hub.subscribe(topic(), 3, Arc::<Screen>::default(), Some(again.at), 0);
    assert_eq!(up_to_date.missed, Some(vec![]));
}

#[test]
#[doc = "EXT-05"]
fn who_was_away_too_long_or_saw_the_future_reads_the_page_again_ext_05() {
    let hub = hub(1);
    let at = hub.subscribe(topic(), 1, Arc::<Screen>::default(), None, 0).at;
    publish(&hub, 65);
    let missed = |version| hub.subscribe(topic(), 2, Arc::<Screen>::default(), Some(Position { version, ..at }), 0).missed;
    assert_eq!(missed(0), None, "the first of 65 is not kept");
    assert_eq!(missed(1).map(|frames| frames.len()), Some(64));
    assert_eq!(missed(66), None);
}

#[test]
#[doc = "EXT-05"]
fn numbers_of_another_opening_or_of_a_forgotten_topic_mean_nothing_ext_05() {
    let before = hub(1).subscribe(topic(), 1, Arc::<Screen>::default(), None, 0).at;
    let hub = hub(2);
    let after = hub.subscribe(topic(), 1, Arc::<Screen>::default(), Some(before), 0);
    assert!(after.at.epoch > before.epoch && after.missed.is_none(), "another opening of the store");
    assert!(after.at.epoch < 1 << 53, "JavaScript counts it exactly");
    hub.unsubscribe(&topic(), 1);
    hub.tick(299_999);
    assert!(hub.subscribe(topic(), 1, Arc::<Screen>::default(), Some(after.at), 299_999).missed.is_some(), "kept for a while");
    hub.unsubscribe(&topic(), 1);
    hub.tick(600_000);
    let forgotten = hub.subscribe(topic(), 1, Arc::<Screen>::default(), Some(after.at), 600_000);
    assert!(forgotten.at.epoch > after.at.epoch && forgotten.missed.is_none());
}

#[test]
#[doc = "NOT-02"]
fn changes_within_a_tenth_of_a_second_are_one_frame_with_the_newest_state_not_02() {
    let (hub, screen) = (hub(1), Arc::new(Screen::default()));
    hub.subscribe(topic(), 1, Arc::clone(&screen) as _, None, 0);
    hub.change(&topic(), &row(1, 2), Instant::now(), 0);
    assert_eq!(screen.got(), ["1: 1 rows, newest 2"], "the first is sent at once");
    for (at_ms, version) in [(10, 3), (50, 4), (99, 5)] {
        hub.change(&topic(), &row(1, version), Instant::now(), at_ms);
        hub.tick(at_ms);
    }
    assert_eq!(screen.got(), [""; 0]);
    assert!(hub.has_changes());
    hub.tick(100);
    assert_eq!(screen.got(), ["2: 1 rows, newest 5"]);
    hub.tick(500);
    assert_eq!(screen.got(), [""; 0], "nothing new");
}

#[test]
#[doc = "NOT-02"]
fn a_frame_carries_fifty_rows_and_says_when_there_are_more() {
    let (hub, screen) = (hub(1), Arc::new(Screen::default()));
    hub.subscribe(topic(), 1, Arc::clone(&screen) as _, None, 0);
    hub.change(&topic(), &row(0, 1), Instant::now(), 0);
    for case in 1..=51 {
        hub.change(&topic(), &row(case, 2), Instant::now(), 1);
    }
    hub.change(&topic(), &row(50, 3), Instant::now(), 1);
    hub.tick(100);
    assert_eq!(screen.got()[1..], ["2: 50 rows, newest 3, more"]);
}

#[test]
fn a_slow_screen_is_dropped_and_the_others_go_on() {
    let (hub, slow, quick) = (hub(1), Arc::new(Screen::default()), Arc::new(Screen::default()));
    hub.subscribe(topic(), 1, Arc::clone(&slow) as _, None, 0);
    hub.subscribe(topic(), 2, Arc::clone(&quick) as _, None, 0);
    slow.slow.store(true, Ordering::Relaxed);
    publish(&hub, 3);
    assert_eq!((slow.got().len(), quick.got().len(), hub.subscriptions()), (1, 3, 1));
}

#[test]
fn a_screen_that_subscribes_twice_gets_every_frame_once() {
    let (hub, screen) = (hub(1), Arc::new(Screen::default()));
    hub.subscribe(topic(), 1, Arc::clone(&screen) as _, None, 0);
    hub.subscribe(topic(), 1, Arc::clone(&screen) as _, None, 0);
    publish(&hub, 1);
    assert_eq!(screen.got(), ["1"]);
}

#[test]
fn nothing_is_made_for_a_topic_that_nobody_follows() {
    let hub = hub(1);
    hub.publish(&topic(), Instant::now(), |_| panic!("made for nobody"));
    hub.change(&topic(), &row(1, 1), Instant::now(), 0);
    assert!(!hub.has_changes());
}

#[test]
fn a_frame_says_when_the_oldest_of_its_changes_became_durable() {
    let (hub, screen) = (hub(1), Arc::new(Screen::default()));
    hub.subscribe(topic(), 1, Arc::clone(&screen) as _, None, 0);
    let [first, second, third] = [0, 1, 2].map(|ms| Instant::now() + Duration::from_millis(ms));
    hub.change(&topic(), &row(1, 2), first, 0);
    hub.change(&topic(), &row(1, 3), second, 10);
    hub.change(&topic(), &row(2, 2), third, 20);
    hub.tick(100);
    hub.publish(&topic(), third, |_| "event".into());
    hub.tell(&topic(), || "what is true now".into());
    let counts = |at| Some(Committed { at, gathered: true });
    let event = Some(Committed { at: third, gathered: false });
    assert_eq!(*screen.committed.lock().expect("unpoisoned"), [counts(first), counts(second), event, None]);
}
