//! What leaves the inbox for WeChat and SMS, and what becomes of it.

use crate::support::{
    Bench,
    people::{self, NOW, SCHOOL},
};
use std::sync::Arc;
use wangqian_rules::{
    effect::{Effect, Timer},
    entity::Input,
    ids::*,
    letter::Letter,
    outbox::{
        Command, KEPT, Outbox, PAUSES_MS, RECEIPT_MS, Reply, Settled, TOO_OLD_MS, delivery::*, occasion::*, wording::fit,
    },
    time::UnixMs,
};

const OUTBOX: EntityId = EntityId::Outbox(SCHOOL);

fn graduate() -> GraduateId {
    people::graduate_id(SCHOOL, 1)
}

fn announced(seq: u64, occasion: Occasion) -> Letter {
    let event = EventId { graduate: graduate(), seq };
    let (subject, result) = ("江东云计算有限公司".to_owned(), "审核通过".to_owned());
    Letter::Announced(Box::new(Bulletin { event, occasion, at: NOW, case: None, subject, result }))
}

/// An outbox with one event for each occasion, in this order.
fn with(occasions: &[Occasion]) -> Bench<Outbox> {
    let mut bench = Bench::new(OUTBOX);
    for (occasion, seq) in occasions.iter().zip(1..) {
        bench.letter(graduate(), announced(seq, *occasion));
    }
    bench
}

fn claimed(bench: &mut Bench<Outbox>, number: u64) -> Arc<Delivery> {
    let attempt = bench.state.get(number).expect("a delivery").attempts + 1;
    match bench.done(Command::Claim { number, attempt }).reply {
        Some(Reply::Claimed(Some(claimed))) => claimed,
        other => panic!("{other:?}"),
    }
}

fn settle(bench: &mut Bench<Outbox>, number: u64, outcome: Outcome) {
    let attempt = bench.state.get(number).expect("a delivery").attempts;
    bench.done(Command::Settle(vec![Settled { number, attempt, to: "o****x".into(), outcome }]));
}

/// Claims and settles.
fn send(bench: &mut Bench<Outbox>, number: u64, outcome: Outcome) {
    claimed(bench, number);
    settle(bench, number, outcome);
}

fn state(bench: &Bench<Outbox>, number: u64) -> State {
    bench.state.get(number).expect("a delivery").state
}

fn channels(bench: &Bench<Outbox>) -> Vec<Channel> {
    bench.state.newest_first().map(|delivery| delivery.channel).collect()
}

fn accepted(id: &str) -> Outcome {
    Outcome::Accepted { id: id.into() }
}

fn refused() -> Outcome {
    Outcome::Refused { code: "43004".into(), why: "没有关注公众号".into() }
}

fn again() -> Outcome {
    Outcome::Again { code: "-1".into(), why: "系统繁忙".into() }
}

fn receipt(of: ReceiptOf, delivered: bool) -> Command {
    Command::Receipts(vec![Receipt { of, delivered, code: "c".into(), why: String::new() }])
}

#[test]
#[doc = "NOT-01"]
fn not_01_channels_are_those_of_the_guides() {
    use Channel::{Sms as Text, Wechat};
    let grid = [
        (Occasion::Invited, vec![Wechat], false),
        (Occasion::Reviewed, vec![Wechat], false),
        (Occasion::SigningChanged, vec![Text, Wechat], false),
        (Occasion::DestinationChanged, vec![Text, Wechat], false),
        (Occasion::TransferReviewed, vec![Wechat], false),
        (Occasion::ArchiveChanged, vec![Text, Wechat], false),
        (Occasion::HouseholdChanged, vec![Text, Wechat], false),
        (Occasion::RescissionAsked, vec![Wechat], true),
        (Occasion::Rescinded, vec![Wechat], true),
        (Occasion::LeftRoster, vec![Wechat], false),
        (Occasion::BackOnRoster, vec![Wechat], false),
        (Occasion::InvitationEndsSoon, vec![Wechat], false),
        (Occasion::EmployerWarned, vec![Wechat], false),
    ];
    assert_eq!(grid.len(), Occasion::ALL.len());
    for (occasion, at_once, falls_back) in grid {
        let mut bench = with(&[occasion]);
        assert_eq!(channels(&bench), at_once, "{occasion:?}");
        let wechat = bench.state.newest_first().find(|one| one.channel == Wechat).unwrap().number;
        send(&mut bench, wechat, refused());
        assert_eq!(bench.state.newest_first().count() > at_once.len(), falls_back, "{occasion:?}");
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_an_event_is_queued_once_per_channel() {
    let mut bench = with(&[Occasion::SigningChanged]);
    assert!(bench.letter(graduate(), announced(1, Occasion::SigningChanged)).events.is_empty());
    assert_eq!(bench.state.newest_first().count(), 2);
}

#[test]
#[doc = "NOT-01"]
fn not_01_important_ones_go_first_and_nothing_before_its_time() {
    let mut bench = with(&[Occasion::Invited, Occasion::RescissionAsked, Occasion::Reviewed]);
    let ready = |bench: &Bench<Outbox>, now| {
        let ready = bench.state.ready(Channel::Wechat, now, 2, |_| true);
        ready.iter().map(|delivery| delivery.number).collect::<Vec<_>>()
    };
    assert_eq!(ready(&bench, NOW), [2, 1]);
    send(&mut bench, 2, again());
    assert_eq!(ready(&bench, NOW), [1, 3]);
    assert_eq!(ready(&bench, UnixMs(NOW.0 + PAUSES_MS[0])), [2, 1]);
}

#[test]
#[doc = "NOT-01"]
fn not_01_busy_is_tried_again_after_1_5_and_30_seconds_and_then_fails() {
    let mut bench = with(&[Occasion::Invited]);
    for pause in PAUSES_MS {
        claimed(&mut bench, 1);
        let done = bench.done(Command::Settle(vec![Settled {
            number: 1,
            attempt: bench.state.get(1).unwrap().attempts,
            to: String::new(),
            outcome: again(),
        }]));
        let at = UnixMs(bench.now.0 + pause);
        assert!(done.effects.contains(&Effect::Schedule { timer: Timer::DeliveriesDue, at }));
        bench.now = at;
        assert!(!bench.take(Input::Timer(Timer::DeliveriesDue)).unwrap().woken().is_empty(), "the sender is woken");
    }
    send(&mut bench, 1, again());
    let delivery = bench.state.get(1).unwrap();
    assert_eq!((delivery.state, delivery.attempts, delivery.provider_code.as_deref()), (State::Failed, 4, Some("-1")));
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_receipt_ends_what_was_accepted_and_a_second_one_changes_nothing() {
    for (delivered, ends) in [(true, State::Sent), (false, State::Failed)] {
        let mut bench = with(&[Occasion::Invited]);
        send(&mut bench, 1, accepted("77"));
        assert_eq!(state(&bench, 1), State::Sending);
        let of = || ReceiptOf::Provider(Channel::Wechat, "77".into());
        assert_eq!(bench.done(receipt(of(), delivered)).reply, Some(Reply::Taken(1)));
        assert_eq!(state(&bench, 1), ends);
        let repeat = bench.done(receipt(of(), !delivered));
        assert_eq!((repeat.reply, repeat.events.len(), state(&bench, 1)), (Some(Reply::Taken(1)), 0, ends));
        let unknown = ReceiptOf::Provider(Channel::Sms, "77".into());
        assert_eq!(bench.done(receipt(unknown, true)).reply, Some(Reply::Taken(0)));
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_failed_receipt_of_wechat_falls_back_to_sms() {
    let mut bench = with(&[Occasion::Rescinded]);
    send(&mut bench, 1, accepted("77"));
    bench.done(receipt(ReceiptOf::Provider(Channel::Wechat, "77".into()), false));
    assert_eq!(channels(&bench), [Channel::Sms, Channel::Wechat]);
}

#[test]
#[doc = "NOT-01"]
fn not_01_after_a_crash_wechat_is_sent_again_under_its_id_and_an_sms_waits_for_its_receipt() {
    let mut bench = with(&[Occasion::SigningChanged]);
    let (wechat, sms) = (claimed(&mut bench, 1), claimed(&mut bench, 2));
    bench.done(Command::Resume);
    assert_eq!((state(&bench, 1), state(&bench, 2)), (State::Waiting, State::Sending));
    assert_eq!(claimed(&mut bench, 1).client_id(), wechat.client_id());
    assert!(bench.state.ready(Channel::Sms, UnixMs(i64::MAX), 9, |_| true).is_empty(), "never a second time");
    assert_eq!(bench.refused(Command::Replay { number: 2 }), "already_decided");
    let (_, number, round) = Delivery::parse_client_id(&sms.client_id()).unwrap();
    bench.done(receipt(ReceiptOf::Ours { number, round }, true));
    assert_eq!(state(&bench, 2), State::Sent);
}

#[test]
#[doc = "NOT-01"]
fn not_01_without_a_receipt_what_was_accepted_counts_and_what_is_unknown_is_given_up_for_good() {
    let mut bench = with(&[Occasion::SigningChanged]);
    send(&mut bench, 1, accepted("77"));
    send(&mut bench, 2, Outcome::Unknown { why: "超时".into() });
    bench.now = UnixMs(NOW.0 + RECEIPT_MS - 1);
    bench.take(Input::Timer(Timer::DeliveriesDue)).unwrap();
    assert_eq!((state(&bench, 1), state(&bench, 2)), (State::Sending, State::Sending));
    bench.now = UnixMs(NOW.0 + RECEIPT_MS);
    bench.take(Input::Timer(Timer::DeliveriesDue)).unwrap();
    assert_eq!((state(&bench, 1), state(&bench, 2)), (State::Sent, State::GivenUp));
    assert_eq!(bench.refused(Command::Replay { number: 2 }), "already_decided");
}

#[test]
#[doc = "NOT-01"]
fn not_01_out_of_quota_the_important_wait_and_the_rest_stays_in_the_inbox() {
    let mut bench = with(&[Occasion::Invited, Occasion::Rescinded]);
    let midnight = UnixMs(NOW.0 + 3_600_000);
    for number in [1, 2] {
        settle(&mut bench, number, Outcome::NoQuota { code: "45009".into(), until: midnight });
    }
    assert_eq!((state(&bench, 1), state(&bench, 2)), (State::GivenUp, State::Waiting));
    assert_eq!(bench.state.get(2).unwrap().next_at, midnight);
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_held_message_waits_until_it_is_old_news() {
    let mut bench = with(&[Occasion::Invited]);
    let hold = |now: UnixMs| Outcome::Hold { code: "48001".into(), why: "接口未授权".into(), until: UnixMs(now.0 + 1) };
    settle(&mut bench, 1, hold(NOW));
    assert_eq!((state(&bench, 1), bench.state.get(1).unwrap().attempts), (State::Waiting, 0));
    bench.now = UnixMs(NOW.0 + TOO_OLD_MS);
    let now = bench.now;
    settle(&mut bench, 1, hold(now));
    assert_eq!(state(&bench, 1), State::GivenUp);
}

#[test]
#[doc = "NOT-01"]
fn not_01_without_a_provider_it_is_recorded_and_can_be_replayed_under_another_id() {
    let mut bench = with(&[Occasion::Invited]);
    settle(&mut bench, 1, Outcome::NoProvider);
    assert_eq!(state(&bench, 1), State::RecordedOnly);
    let before = bench.state.get(1).unwrap().client_id();
    bench.done(Command::Replay { number: 1 });
    let after = bench.state.get(1).unwrap();
    assert_eq!((after.state, after.client_id() == before), (State::Waiting, false));
    assert_eq!(bench.refused(Command::Replay { number: 1 }), "already_decided");
    assert_eq!(bench.refused(Command::Replay { number: 9 }), "not_found");
}

#[test]
#[doc = "NOT-01"]
fn not_01_the_result_of_an_earlier_attempt_is_a_repeat() {
    let mut bench = with(&[Occasion::Invited]);
    let first = claimed(&mut bench, 1).attempts;
    bench.done(Command::Resume);
    claimed(&mut bench, 1);
    let late = Settled { number: 1, attempt: first, to: String::new(), outcome: refused() };
    assert!(bench.done(Command::Settle(vec![late])).events.is_empty());
    assert_eq!(state(&bench, 1), State::Sending);
}

#[test]
fn an_outbox_keeps_the_newest_and_whatever_is_not_over() {
    let mut bench = with(&[Occasion::Rescinded]);
    for seq in 2..KEPT as u64 + 3 {
        bench.letter(graduate(), announced(seq, Occasion::Invited));
        settle(&mut bench, seq, Outcome::NoProvider);
    }
    assert_eq!(bench.state.newest_first().count(), KEPT + 1);
    assert!(bench.state.get(1).is_some() && bench.state.get(2).is_none());
}

#[test]
#[doc = "NOT-01"]
fn not_01_words_fit_the_fields_of_templates() {
    let long = "江东省某某某某某某某某某某某某科技股份有限公司";
    let fitted = fit("thing2", long);
    assert_eq!((fitted.chars().count(), fitted.ends_with('…')), (20, true));
    let cases = [
        ("thing1", "有限公司", "有限公司"),
        ("thing1", "两行\n字", "两行字"),
        ("phrase3", "就业协议审核中", "就业协议审"),
        ("phrase3", "审核 OK 通过", "审核通过"),
        ("character_string4", "编号A-1", "A-1"),
        ("name5", "欧阳一二三四五六七八九", "欧阳一二三四五六七…"),
        ("number6", "12 项", "12"),
        ("symbol7", "abcdefg", "abcde"),
        ("phone_number8", "010-55500000转1", "010-555000001"),
        ("car_number9", "京A123456789", "京A123456"),
        ("thing1", "", "-"),
        ("time4", "2027-06-15 03:06", "2027-06-15 03:06"),
    ];
    for (field, value, expected) in cases {
        assert_eq!(fit(field, value), expected, "{field} {value}");
    }
}
