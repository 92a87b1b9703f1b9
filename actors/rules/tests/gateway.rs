//! A channel's account, as all schools share it: the day's quota, and what stops it.

use crate::support::{Bench, people::NOW};
use wangqian_rules::{
    effect::{Effect, Timer, Wake},
    entity::Input,
    gateway::{Command, Gateway, PAUSE_MAX_MS, PAUSE_MS, Reply, Stop},
    outbox::occasion::{Channel, Occasion},
    time::UnixMs,
};

const HOUR_MS: i64 = 3_600_000;

fn bench() -> Bench<Gateway> {
    Bench::new(Channel::Wechat)
}

fn stop(until: Option<i64>) -> Command {
    let until = until.map(|ms| UnixMs(NOW.0 + ms));
    Command::Stop(Stop { since: NOW, until, quota: false, code: "48001".into(), why: "接口未授权".into() })
}

fn pause(bench: &mut Bench<Gateway>) -> i64 {
    bench.done(Command::Pause { code: "unreachable".into(), why: "无法连接服务商".into() });
    let until = bench.state.stop(bench.now).and_then(|stop| stop.until).expect("a pause that ends");
    until.0 - bench.now.0
}

/// How many of so many calls are granted.
fn granted(bench: &mut Bench<Gateway>, calls: usize, important: bool) -> usize {
    let reserve = Command::Reserve { important, quota: 100 };
    (0..calls).filter(|_| bench.done(reserve.clone()).reply == Some(Reply::Granted)).count()
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_tenth_of_the_quota_is_for_what_is_important_and_a_new_day_begins_anew() {
    let mut bench = bench();
    assert_eq!(granted(&mut bench, 200, false), 90);
    assert_eq!((granted(&mut bench, 4, true), granted(&mut bench, 1, false)), (4, 0));
    assert_eq!(granted(&mut bench, 200, true), 6);
    bench.now = bench.now.plus_days(1);
    assert_eq!((granted(&mut bench, 1, true), granted(&mut bench, 1, false)), (1, 1));
    assert_eq!(bench.state.calls_on(bench.now), 2);
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_call_that_was_not_made_leaves_the_quota_as_it_was() {
    let mut bench = bench();
    assert!(bench.done(Command::Release).is_nothing());
    granted(&mut bench, 2, true);
    bench.done(Command::Release);
    assert_eq!(bench.state.calls_on(NOW), 1);
    bench.now = bench.now.plus_days(1);
    assert!(bench.done(Command::Release).is_nothing(), "it was another day's");
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_stop_ends_at_its_time_and_but_for_a_spent_quota_with_the_next_start() {
    let mut bench = bench();
    let spent = Stop { since: NOW, until: Some(UnixMs(NOW.0 + 1)), quota: true, code: "45009".into(), why: String::new() };
    bench.done(Command::Stop(spent));
    assert!(bench.done(Command::Resume).is_nothing(), "a start does not fill the quota");
    assert!(bench.state.stop(NOW).is_some() && bench.state.stop(UnixMs(NOW.0 + 1)).is_none());
    pause(&mut bench);
    assert_eq!(bench.done(Command::Resume).woken(), [&Wake::Channel(Channel::Wechat)], "its address may be another now");
    assert!(bench.state.stop(NOW).is_none());
    bench.done(stop(None));
    let alarm = Stop { since: NOW, until: None, quota: false, code: "40037".into(), why: String::new() };
    bench.done(Command::StopTemplate { occasion: Occasion::Invited, stop: alarm });
    assert!(bench.state.stop(UnixMs(i64::MAX)).is_some());
    assert_eq!(bench.done(Command::Resume).woken(), [&Wake::Channel(Channel::Wechat)], "whoever waits hears it");
    assert!(bench.state.stop(NOW).is_none() && bench.state.templates.is_empty());
    assert!(bench.done(Command::Resume).is_nothing());
}

#[test]
#[doc = "NOT-01"]
fn not_01_of_two_stops_the_later_end_holds() {
    for (first, second, holds) in
        [(None, Some(9), None), (Some(9), Some(5), Some(9)), (Some(5), Some(9), Some(9)), (Some(5), None, None)]
    {
        let mut bench = bench();
        bench.done(stop(first));
        bench.done(stop(second));
        let until = bench.state.stop(NOW).unwrap().until;
        assert_eq!(until, holds.map(|ms| UnixMs(NOW.0 + ms)), "{first:?} {second:?}");
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_provider_that_stays_away_is_asked_less_and_less_and_one_that_came_back_is_forgiven() {
    let mut bench = bench();
    let mut expected = PAUSE_MS;
    for _ in 0..9 {
        let length = pause(&mut bench);
        assert_eq!(length, expected.min(PAUSE_MAX_MS));
        assert_eq!(pause(&mut bench), length, "another call of the same moment");
        bench.now = UnixMs(bench.now.0 + length);
        expected *= 2;
    }
    bench.now = UnixMs(bench.now.0 + PAUSE_MAX_MS + 1);
    assert_eq!(pause(&mut bench), PAUSE_MS);
}

#[test]
#[doc = "NOT-01"]
fn not_01_the_end_of_a_stop_wakes_whoever_waits_and_a_long_one_is_looked_at_every_hour() {
    let mut bench = bench();
    let schedule = |at| Effect::Schedule { timer: Timer::ChannelDue, at };
    let at = UnixMs(NOW.0 + 1);
    assert!(bench.done(stop(Some(1))).effects.contains(&schedule(at)));
    bench.now = at;
    let ended = bench.take(Input::Timer(Timer::ChannelDue)).unwrap();
    assert_eq!(ended.effects, [Effect::Wake(Wake::Channel(Channel::Wechat))]);
    bench.done(stop(None));
    for _ in 0..2 {
        bench.now = UnixMs((bench.now.0 / HOUR_MS + 1) * HOUR_MS);
        let look = bench.take(Input::Timer(Timer::ChannelDue)).unwrap();
        assert!(look.effects.contains(&schedule(UnixMs(bench.now.0 + HOUR_MS))), "{look:?}");
        assert_eq!(look.woken().len(), 1);
    }
}
