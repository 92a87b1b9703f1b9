//! Who bound WeChat, who follows, what goes out with a change, and how much of a day's quota is left.

mod support;

use support::{
    Bench,
    people::{self, NOW, SCHOOL},
};
use wangqian_rules::{
    effect::Effect,
    follower::{self, Follower},
    gateway::{self, Gateway, Reply, Stop},
    graduate::{Command, Graduate},
    ids::*,
    letter::Letter,
    outbox::occasion::{Channel, Occasion},
    time::UnixMs,
};

const OPENID: &str = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

fn enrolled() -> Bench<Graduate> {
    let mut bench = Bench::new(people::graduate_id(SCHOOL, 1));
    let profile = std::sync::Arc::new(people::profile(SCHOOL, 1));
    bench.letter(SCHOOL, Letter::Rostered { profile, removed_at: None });
    bench
}

fn bind(openid: &str) -> Command {
    Command::BindWechat { openid: openid.into() }
}

fn told(openid: &str, bound: bool) -> Effect {
    Effect::tell(FollowerId::of_openid(openid), Letter::WechatBinding { bound })
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_graduate_binds_one_wechat_and_unbinds_it() {
    let mut bench = enrolled();
    assert_eq!(bench.done(bind(OPENID)).effects, [told(OPENID, true)]);
    assert!(bench.done(bind(OPENID)).is_nothing(), "again");
    assert_eq!(bench.done(bind("another")).effects, [told(OPENID, false), told("another", true)]);
    assert!(bench.done(Command::UnbindWechat { only: Some(OPENID.into()) }).is_nothing(), "a word on the one before");
    assert_eq!(bench.done(Command::UnbindWechat { only: None }).effects, [told("another", false)]);
    assert_eq!(bench.state.wechat, None);
    for nonsense in ["", "有汉字", &"x".repeat(65)] {
        assert_eq!(bench.refused(bind(nonsense)), "invalid_field");
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_following_is_known_to_every_graduate_of_the_openid() {
    let mut bench: Bench<Follower> = Bench::new(FollowerId::of_openid(OPENID));
    let (one, other) = (people::graduate_id(SCHOOL, 1), people::graduate_id(SCHOOL, 2));
    assert!(bench.letter(one, Letter::WechatBinding { bound: true }).letters().is_empty(), "nothing is known yet");
    assert_eq!(bench.done(follower::Command::Follows(false)).letters(), [(one.into(), &Letter::WechatFollows(false))]);
    let joined = bench.letter(other, Letter::WechatBinding { bound: true });
    assert_eq!(joined.letters(), [(other.into(), &Letter::WechatFollows(false))]);
    assert!(bench.done(follower::Command::Follows(false)).is_nothing());
    bench.letter(one, Letter::WechatBinding { bound: false });
    assert_eq!(bench.done(follower::Command::Follows(true)).letters(), [(other.into(), &Letter::WechatFollows(true))]);
}

#[test]
#[doc = "NOT-01"]
fn not_01_who_stops_following_is_known_and_who_comes_back_too() {
    let mut bench = enrolled();
    assert!(bench.letter(SCHOOL, Letter::WechatFollows(false)).is_nothing(), "nothing is bound");
    bench.done(bind(OPENID));
    bench.done(Command::WechatUnfollowed);
    assert!(!bench.state.wechat.as_ref().unwrap().follows);
    bench.letter(FollowerId::of_openid(OPENID), Letter::WechatFollows(true));
    assert!(bench.state.wechat.as_ref().unwrap().follows);
}

#[test]
#[doc = "NOT-01"]
fn not_01_leaving_the_roster_and_coming_back_go_out_with_the_step() {
    let mut bench = enrolled();
    let profile = bench.state.profile.clone().unwrap();
    for (removed_at, occasion) in [(Some(NOW), Occasion::LeftRoster), (None, Occasion::BackOnRoster)] {
        let done = bench.letter(SCHOOL, Letter::Rostered { profile: profile.clone(), removed_at });
        let announced = done.letters().into_iter().find_map(|(to, letter)| match letter {
            Letter::Announced(bulletin) => Some((to, bulletin.occasion, bulletin.event.seq)),
            _ => None,
        });
        let seq = bench.state.inbox.next_seq() - 1;
        assert_eq!(announced, Some((EntityId::Outbox(SCHOOL), occasion, seq)), "named as in the inbox");
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_results_fit_the_shortest_field() {
    let mut bench = enrolled();
    let profile = bench.state.profile.clone().unwrap();
    let done = bench.letter(SCHOOL, Letter::Rostered { profile, removed_at: Some(NOW) });
    let results = done.letters().into_iter().filter_map(|(_, letter)| match letter {
        Letter::Announced(bulletin) => Some(bulletin.result.clone()),
        _ => None,
    });
    assert!(results.into_iter().all(|result| wangqian_rules::outbox::wording::fit("phrase1", &result) == result));
}

fn reserve(important: u32, ordinary: u32) -> gateway::Command {
    gateway::Command::Reserve { important, ordinary, quota: 100 }
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_tenth_of_the_quota_is_for_what_is_important_and_a_new_day_begins_anew() {
    let mut bench: Bench<Gateway> = Bench::new(Channel::Wechat);
    let granted = |important, ordinary| Some(Reply::Granted { important, ordinary });
    assert_eq!(bench.done(reserve(0, 200)).reply, granted(0, 90));
    assert_eq!(bench.done(reserve(4, 1)).reply, granted(4, 0));
    assert_eq!(bench.done(reserve(200, 1)).reply, granted(6, 0));
    assert!(bench.done(reserve(1, 1)).events.is_empty());
    bench.now = bench.now.plus_days(1);
    assert_eq!(bench.done(reserve(1, 1)).reply, granted(1, 1));
    assert_eq!(bench.state.calls_on(bench.now), 2);
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_stop_ends_at_its_time_and_an_alarm_with_the_next_start() {
    let mut bench: Bench<Gateway> = Bench::new(Channel::Sms);
    let stop = |until| Stop { since: NOW, until, quota: false, code: "48001".into(), why: "接口未授权".into() };
    let later = UnixMs(NOW.0 + 1);
    bench.done(gateway::Command::Stop(stop(Some(later))));
    bench.done(gateway::Command::Resume);
    assert!(bench.state.stop(NOW).is_some() && bench.state.stop(later).is_none());
    bench.done(gateway::Command::Stop(stop(None)));
    bench.done(gateway::Command::StopTemplate { occasion: Occasion::Invited, stop: stop(None) });
    assert!(bench.state.stop(UnixMs(i64::MAX)).is_some());
    bench.done(gateway::Command::Resume);
    assert!(bench.state.stop(NOW).is_none() && bench.state.templates.is_empty());
    assert!(bench.done(gateway::Command::Resume).is_nothing());
}
