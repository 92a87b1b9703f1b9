//! How long messages wait: for a channel that is stopped, for a provider that does not answer, for an answer that was lost.

use crate::support::{
    Bench,
    people::{self, NOW, SCHOOL},
};
use std::sync::Arc;
use wangqian_rules::{
    ids::*,
    letter::Letter,
    outbox::{
        Command, EARLY_MAX, EARLY_MS, NO_ANSWER_PAUSES_MS, Outbox, REPEATABLE_MS, Reply, Settled, TOO_OLD_MS, delivery::*,
        occasion::*,
    },
    time::UnixMs,
};

fn with(occasion: Occasion) -> Bench<Outbox> {
    let mut bench = Bench::new(EntityId::Outbox(SCHOOL));
    announce(&mut bench, 1, occasion);
    bench
}

fn announce(bench: &mut Bench<Outbox>, seq: u64, occasion: Occasion) {
    let event = EventId { graduate: people::graduate_id(SCHOOL, 1), seq };
    let bulletin = Bulletin { event, occasion, at: NOW, case: None, subject: String::new(), result: String::new() };
    bench.letter(event.graduate, Letter::Announced(Box::new(bulletin)));
}

fn claim(bench: &mut Bench<Outbox>, number: u64, attempt: u32) -> Option<Arc<Delivery>> {
    match bench.done(Command::Claim { number, attempt }).reply {
        Some(Reply::Claimed(claimed)) => claimed,
        other => panic!("{other:?}"),
    }
}

fn settle(bench: &mut Bench<Outbox>, number: u64, outcome: Outcome) {
    let attempt = one(bench, number).attempts;
    bench.done(Command::Settle(vec![Settled { number, attempt, to: String::new(), outcome }]));
}

fn one(bench: &Bench<Outbox>, number: u64) -> Arc<Delivery> {
    Arc::clone(bench.state.get(number).expect("a delivery"))
}

fn hold(now: UnixMs, ms: i64) -> Outcome {
    Outcome::Hold { code: "48001".into(), why: "接口未授权".into(), until: UnixMs(now.0 + ms) }
}

fn no_answer() -> Outcome {
    Outcome::NoAnswer { why: "服务商没有应答".into() }
}

fn to_put_off(bench: &Bench<Outbox>, long: bool) -> Vec<u64> {
    bench.state.to_put_off(Channel::Wechat, bench.now, |_| true, long)
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_claim_whose_answer_was_lost_is_asked_for_again_and_is_the_same_attempt() {
    for occasion in [Occasion::Invited, Occasion::SigningChanged] {
        let mut bench = with(occasion);
        for number in 1..=bench.state.newest_first().count() as u64 {
            let first = claim(&mut bench, number, 1);
            assert_eq!((first.is_some(), claim(&mut bench, number, 1)), (true, first));
            assert_eq!(claim(&mut bench, number, 2), None, "another attempt only after this one");
            settle(&mut bench, number, Outcome::Unknown { why: String::new() });
        }
    }
    let mut bench = with(Occasion::SigningChanged);
    claim(&mut bench, 2, 1);
    settle(&mut bench, 2, Outcome::Unknown { why: String::new() });
    assert_eq!(claim(&mut bench, 2, 1), None, "this SMS is nobody's to send any more");
}

#[test]
#[doc = "NOT-01"]
fn not_01_no_answer_is_tried_again_a_few_times_within_what_wechat_recognises_and_then_never() {
    let mut bench = with(Occasion::Invited);
    for (pause, attempt) in NO_ANSWER_PAUSES_MS.into_iter().zip(1..) {
        claim(&mut bench, 1, attempt).unwrap();
        settle(&mut bench, 1, no_answer());
        let delivery = one(&bench, 1);
        assert_eq!((delivery.state, delivery.next_at), (State::Waiting, UnixMs(bench.now.0 + pause)));
        bench.now = delivery.next_at;
    }
    assert!(bench.now.0 - NOW.0 < 600_000 - 60_000, "with a minute for the calls themselves");
    claim(&mut bench, 1, 5).unwrap();
    settle(&mut bench, 1, no_answer());
    assert_eq!(one(&bench, 1).state, State::GivenUp);
    assert_eq!(bench.refused(Command::Replay { number: 1 }), "already_decided", "it may have arrived");
}

#[test]
#[doc = "NOT-01"]
fn not_01_what_is_taken_after_all_is_not_uncertain_any_more() {
    let mut bench = with(Occasion::Invited);
    claim(&mut bench, 1, 1).unwrap();
    settle(&mut bench, 1, no_answer());
    claim(&mut bench, 1, 2).unwrap();
    settle(&mut bench, 1, Outcome::Accepted { id: "7".into() });
    assert!(one(&bench, 1).uncertain_since.is_none());
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_restart_hurries_whatever_waits_also_what_was_told_to_come_again() {
    for outcome in [hold(NOW, LONG_MS - 1), Outcome::Again { code: "-1".into(), why: String::new() }, no_answer()] {
        let mut bench = with(Occasion::Invited);
        claim(&mut bench, 1, 1).unwrap();
        settle(&mut bench, 1, Outcome::Again { code: "-1".into(), why: String::new() });
        bench.now = one(&bench, 1).next_at;
        claim(&mut bench, 1, 2).unwrap();
        settle(&mut bench, 1, outcome);
        assert!(one(&bench, 1).next_at > bench.now);
        bench.done(Command::Resume);
        assert_eq!((one(&bench, 1).state, one(&bench, 1).next_at), (State::Waiting, bench.now));
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_restarts_in_a_row_do_not_use_up_the_repeats_of_what_wechat_may_have() {
    let mut bench = with(Occasion::Invited);
    for attempt in 1..=20 {
        claim(&mut bench, 1, attempt).unwrap();
        if attempt % 2 == 0 {
            settle(&mut bench, 1, no_answer());
        }
        bench.now = UnixMs(bench.now.0 + 1_000);
        bench.done(Command::Resume);
        assert_eq!(one(&bench, 1).state, State::Waiting, "{attempt}");
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_what_wechat_may_have_and_would_not_recognise_any_more_is_not_sent_again() {
    for (away, is_sent) in [(REPEATABLE_MS, true), (REPEATABLE_MS + 1, false)] {
        for is_settled in [false, true] {
            let mut bench = with(Occasion::RescissionAsked);
            claim(&mut bench, 1, 1).unwrap();
            if is_settled {
                settle(&mut bench, 1, no_answer());
            }
            bench.now = UnixMs(NOW.0 + away);
            bench.done(Command::Resume);
            assert_eq!(claim(&mut bench, 1, 2).is_some(), is_sent, "{away} {is_settled}");
            let falls_back = bench.state.get(2).is_some_and(|one| one.channel == Channel::Sms);
            assert_eq!((one(&bench, 1).state == State::GivenUp, falls_back), (!is_sent, !is_sent));
        }
    }
}

fn receipt(id: &str) -> Receipt {
    let of = ReceiptOf::Provider(Channel::Wechat, id.into());
    Receipt { of, delivered: true, code: "success".into(), why: String::new() }
}

/// Whether the receipt is for something known.
fn told(bench: &mut Bench<Outbox>, id: &str) -> bool {
    bench.done(Command::Receipts(vec![receipt(id)])).reply == Some(Reply::Taken(1))
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_receipt_that_overtakes_its_answer_is_kept_for_it_also_by_a_restart() {
    let mut bench = with(Occasion::Invited);
    claim(&mut bench, 1, 1).unwrap();
    assert!(!told(&mut bench, "7"));
    assert!(bench.done(Command::Receipts(vec![receipt("7")])).is_nothing(), "said twice");
    bench.restart();
    bench.done(Command::Resume);
    claim(&mut bench, 1, 2).unwrap();
    settle(&mut bench, 1, Outcome::Accepted { id: "7".into() });
    assert_eq!(one(&bench, 1).state, State::Sent);
    bench.restart();
    announce(&mut bench, 2, Occasion::Invited);
    claim(&mut bench, 2, 1).unwrap();
    settle(&mut bench, 2, Outcome::Accepted { id: "7".into() });
    assert_eq!(one(&bench, 2).state, State::Sending, "it was for the other one");
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_receipt_for_nothing_of_ours_is_not_kept_and_what_is_kept_has_bounds() {
    let mut bench = with(Occasion::Invited);
    assert!(bench.done(Command::Receipts(vec![receipt("7")])).is_nothing(), "nothing is on its way");
    claim(&mut bench, 1, 1).unwrap();
    (0..=EARLY_MAX).for_each(|id| assert!(!told(&mut bench, &id.to_string())));
    bench.now = UnixMs(bench.now.0 + EARLY_MS);
    told(&mut bench, "new");
    let mut oldest = bench.clone();
    settle(&mut oldest, 1, Outcome::Accepted { id: EARLY_MAX.to_string() });
    assert_eq!(one(&oldest, 1).state, State::Sending, "too long ago");
    settle(&mut bench, 1, Outcome::Accepted { id: "new".into() });
    assert_eq!(one(&bench, 1).state, State::Sent);
}

#[test]
#[doc = "NOT-01"]
fn not_01_the_age_of_a_replayed_message_counts_from_the_replay() {
    let mut bench = with(Occasion::Invited);
    settle(&mut bench, 1, Outcome::NoProvider);
    bench.now = UnixMs(NOW.0 + TOO_OLD_MS);
    bench.done(Command::Replay { number: 1 });
    let now = bench.now;
    settle(&mut bench, 1, hold(now, 1));
    assert_eq!(one(&bench, 1).state, State::Waiting);
    bench.now = UnixMs(bench.now.0 + TOO_OLD_MS);
    let now = bench.now;
    settle(&mut bench, 1, hold(now, 1));
    assert_eq!(one(&bench, 1).state, State::GivenUp);
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_rescission_goes_by_sms_as_soon_as_wechat_is_stopped_for_long() {
    for (ms, falls_back) in [(LONG_MS - 1, false), (LONG_MS, true)] {
        let mut bench = with(Occasion::RescissionAsked);
        claim(&mut bench, 1, 1).unwrap();
        settle(&mut bench, 1, hold(NOW, ms));
        assert_eq!(bench.state.get(2).is_some(), falls_back, "{ms}");
        assert_eq!(one(&bench, 1).state, State::Waiting);
    }
}

#[test]
#[doc = "NOT-01"]
fn not_01_what_waits_for_a_stopped_channel_is_left_alone_until_it_is_old_news() {
    let mut bench = with(Occasion::Invited);
    announce(&mut bench, 2, Occasion::Rescinded);
    assert!(to_put_off(&bench, false).is_empty());
    assert_eq!(to_put_off(&bench, true), [2], "worth a text message");
    bench.done(Command::PutOff(vec![2]));
    assert_eq!((one(&bench, 3).channel, one(&bench, 2).state), (Channel::Sms, State::Waiting));
    assert!(to_put_off(&bench, true).is_empty() && bench.done(Command::PutOff(vec![1, 2, 9])).is_nothing());
    bench.now = UnixMs(NOW.0 + TOO_OLD_MS);
    assert_eq!(to_put_off(&bench, false), [1, 2]);
    bench.done(Command::PutOff(vec![1, 2]));
    assert_eq!([1, 2, 3].map(|number| one(&bench, number).state), [State::GivenUp, State::GivenUp, State::Waiting]);
}

#[test]
#[doc = "NOT-01"]
fn not_01_a_report_on_a_text_message_says_nothing_of_a_wechat_message_with_its_number() {
    let mut bench = with(Occasion::Invited);
    claim(&mut bench, 1, 1).unwrap();
    let of = ReceiptOf::Ours { number: 1, round: 1 };
    let receipt = Receipt { of, delivered: true, code: String::new(), why: String::new() };
    assert_eq!(bench.done(Command::Receipts(vec![receipt])).reply, Some(Reply::Taken(0)));
}
