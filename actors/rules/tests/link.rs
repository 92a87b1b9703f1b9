//! The queue between the platform and the employment management system.

use crate::support::{
    Bench,
    people::{self, SCHOOL},
};
use wangqian_rules::{effect::Wake, exchange::*, ids::*, letter::Letter, link::*};

const LINK: LinkId = LinkId { to: Side::Ems, school: SCHOOL };

fn of(serial: u32) -> Cargo {
    Cargo::Resend(people::graduate_id(SCHOOL, serial))
}

/// A link with one parcel for each of these graduates, in this order.
fn with(serials: &[u32]) -> Bench<Link> {
    let mut bench = Bench::new(LINK);
    bench.letter(SCHOOL, Letter::Carry(serials.iter().map(|serial| of(*serial)).collect()));
    bench
}

fn ready(bench: &Bench<Link>) -> Vec<u64> {
    bench.state.ready(10).iter().map(|parcel| parcel.number).collect()
}

fn settle(number: u64, receipt: Receipt) -> Command {
    Command::Settle(vec![(number, receipt)])
}

#[test]
#[doc = "SYN-01"]
fn parcels_are_numbered_and_carried_in_order_and_go_when_taken_syn_01() {
    let mut bench = with(&[1, 2]);
    let done = bench.letter(SCHOOL, Letter::Carry(vec![of(1)]));
    assert_eq!(done.woken(), [&Wake::Link(LINK)]);
    assert_eq!(ready(&bench), [1, 2, 3]);
    assert_eq!(bench.state.ready(2).len(), 2);
    bench.done(settle(1, Receipt::Taken));
    assert_eq!(ready(&bench), [2, 3]);
    assert!(bench.done(settle(1, Receipt::Taken)).events.is_empty(), "a receipt for what is gone");
    bench.letter(SCHOOL, Letter::Carry(vec![of(4)]));
    assert_eq!((ready(&bench), bench.state.packed()), (vec![2, 3, 4], 4));
}

#[test]
#[doc = "SYN-01, EXT-15"]
fn a_refused_parcel_holds_back_its_subject_and_nobody_else_syn_01() {
    let mut bench = with(&[1, 2, 1, 3]);
    bench.done(settle(1, Receipt::Refused("名单中没有该生".into())));
    assert_eq!(ready(&bench), [2, 4]);
    bench.done(Command::Replay { number: 1 });
    assert_eq!(ready(&bench), [1, 2, 3, 4]);
    bench.done(settle(1, Receipt::Refused("仍然没有".into())));
    bench.done(Command::Discard { number: 1 });
    assert_eq!(ready(&bench), [2, 3, 4]);
}

#[test]
#[doc = "EXT-15"]
fn only_what_was_refused_is_replayed_or_discarded() {
    let mut bench = with(&[1]);
    for command in [Command::Replay { number: 1 }, Command::Discard { number: 1 }, Command::Replay { number: 9 }] {
        assert_eq!(bench.refused(command), "not_found");
    }
}
