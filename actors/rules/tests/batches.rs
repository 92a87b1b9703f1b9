//! A reviewer's batches: chosen, begun, written down piece by piece, and found again.

use crate::support::{Bench, people::NOW};
use wangqian_rules::{
    batch::{Batches, Command, Event, Fate, Item, Stand, Stands, Why},
    effect::{Effect, Timer, Wake},
    entity::Input,
    ids::*,
    refusal::Refusal,
    review::Verdict,
    time::UnixMs,
};

const ME: ReviewerId = ReviewerId { school: SchoolId(10001), staff: StaffId(3) };

fn bench() -> Bench<Batches> {
    Bench::new(ME)
}

fn id(number: u128) -> BatchId {
    BatchId(uuid::Uuid::from_u128(number))
}

fn items(count: u32) -> Vec<Item> {
    let item = |place: u32| Item { case: CaseId(uuid::Uuid::from_u128(place.into())), seen: 2, fate: Fate::WillDo };
    (0..count).map(item).collect()
}

fn choose(bench: &mut Bench<Batches>, number: u128, count: u32) {
    bench.done(Command::Choose { id: id(number), verdict: Verdict::Approve, behind: vec![], items: items(count) });
}

fn not(code: &str) -> Fate {
    Fate::Not(Why { code: code.into(), text: "该条目已处理".into(), happened: "王老师".into(), changed: true })
}

fn stand(bench: &Bench<Batches>, number: u128) -> Stand {
    bench.state.get(id(number)).expect("a batch").head.stand
}

#[test]
#[doc = "EXT-07"]
fn ext_07_what_is_written_down_stays_so_and_the_last_item_ends_the_batch() {
    let mut bench = bench();
    choose(&mut bench, 1, 600);
    let begun = bench.done(Command::Begin(id(1)));
    assert_eq!((begun.reply, begun.woken()), (Some(Stands(Stand::UnderWay)), vec![&Wake::Batches(ME)]));
    let first: Vec<_> = (0..599).map(|place| (place, Fate::Done)).collect();
    bench.done(Command::Note { id: id(1), fates: first });
    let open: Vec<u32> = bench.state.get(id(1)).unwrap().items.open().map(|(place, _)| place).collect();
    assert_eq!(open, [599], "only the rest is to be decided");
    let repeated = bench.done(Command::Note { id: id(1), fates: vec![(3, not("already_decided"))] });
    assert!(repeated.is_nothing(), "a result is not written over");
    let last = bench.done(Command::Note { id: id(1), fates: vec![(599, not("already_decided"))] });
    assert_eq!(last.reply, Some(Stands(Stand::Over)));
    let tally = bench.state.get(id(1)).unwrap().items.tally();
    assert_eq!((tally.all, tally.done, tally.not, tally.will_do), (600, 599, 1, 0));
}

#[test]
#[doc = "EXT-07"]
fn ext_07_a_reviewer_has_one_batch_under_way_and_what_was_stopped_goes_on() {
    let mut bench = bench();
    choose(&mut bench, 1, 3);
    bench.done(Command::Begin(id(1)));
    choose(&mut bench, 2, 3);
    assert_eq!(bench.command(Command::Begin(id(2))).unwrap_err(), Refusal::BatchUnderWay);
    bench.done(Command::Stop(id(1)));
    bench.done(Command::Note { id: id(1), fates: vec![(0, Fate::Done)] });
    assert_eq!(stand(&bench, 1), Stand::Stopped);
    bench.done(Command::Begin(id(1)));
    assert_eq!(stand(&bench, 1), Stand::UnderWay);
    assert_eq!(bench.state.get(id(1)).unwrap().items.open().count(), 2, "what was decided meanwhile is");
}

#[test]
#[doc = "EXT-07"]
fn ext_07_while_a_batch_is_under_way_its_worker_is_woken_again_and_again() {
    let mut bench = bench();
    choose(&mut bench, 1, 3);
    let begun = bench.done(Command::Begin(id(1)));
    let at = UnixMs(NOW.0 + 2_000);
    assert!(begun.effects.contains(&Effect::Schedule { timer: Timer::BatchGoesOn, at }));
    bench.now = at;
    let looked = bench.take(Input::Timer(Timer::BatchGoesOn)).unwrap();
    assert_eq!(looked.woken(), [&Wake::Batches(ME)]);
    bench.done(Command::Stop(id(1)));
    let again = bench.done(Command::Begin(id(1)));
    assert!(!again.effects.iter().any(|effect| matches!(effect, Effect::Schedule { .. })), "one timer is enough");
    bench.done(Command::Stop(id(1)));
    assert_eq!(bench.take(Input::Timer(Timer::BatchGoesOn)).unwrap().events, [Event::LooksAt(None)]);
}

#[test]
#[doc = "EXT-07"]
fn ext_07_a_choice_that_was_not_begun_makes_room_and_so_does_the_oldest_that_is_over() {
    let mut bench = bench();
    choose(&mut bench, 1, 3);
    choose(&mut bench, 2, 3);
    assert!(bench.state.get(id(1)).is_none() && bench.state.get(id(2)).is_some());
    for number in 3..20 {
        choose(&mut bench, number, 1);
        bench.done(Command::Begin(id(number)));
        bench.done(Command::Note { id: id(number), fates: vec![(0, Fate::Done)] });
    }
    let kept: Vec<_> = bench.state.begun().map(|batch| batch.id).collect();
    assert_eq!((kept.len(), kept[0]), (10, id(19)), "newest first");
}
