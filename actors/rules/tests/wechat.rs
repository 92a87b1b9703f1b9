//! Who bound WeChat, who follows, and what goes out with a change.

use crate::support::{
    Bench,
    people::{self, NOW, SCHOOL},
};
use wangqian_rules::{
    effect::Effect,
    follower::{self, Follower},
    graduate::{Command, Graduate},
    ids::*,
    letter::Letter,
    outbox::occasion::Occasion,
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
    assert_eq!(bench.done(says(false, 10)).letters(), [(one.into(), &Letter::WechatFollows(false))]);
    let joined = bench.letter(other, Letter::WechatBinding { bound: true });
    assert_eq!(joined.letters(), [(other.into(), &Letter::WechatFollows(false))]);
    assert!(bench.done(says(true, 9)).is_nothing(), "an older word");
    bench.letter(one, Letter::WechatBinding { bound: false });
    assert_eq!(bench.done(says(true, 11)).letters(), [(other.into(), &Letter::WechatFollows(true))]);
    assert_eq!(bench.done(says(true, 12)).letters(), [(other.into(), &Letter::WechatFollows(true))], "whatever they know");
}

fn says(follows: bool, at_s: i64) -> follower::Command {
    follower::Command::Follows { follows, at_s }
}

#[test]
#[doc = "NOT-01"]
fn not_01_who_stops_following_is_known_and_who_comes_back_too() {
    let mut bench = enrolled();
    let (this, other) = (FollowerId::of_openid(OPENID), FollowerId::of_openid("before"));
    assert!(bench.letter(this, Letter::WechatFollows(false)).is_nothing(), "nothing is bound");
    bench.done(bind(OPENID));
    assert!(bench.letter(other, Letter::WechatFollows(false)).is_nothing(), "a word on the WeChat before");
    assert!(bench.done(Command::WechatUnfollowed { openid: "before".into() }).is_nothing(), "a call to the WeChat before");
    bench.done(Command::WechatUnfollowed { openid: OPENID.into() });
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
