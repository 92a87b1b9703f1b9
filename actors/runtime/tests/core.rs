//! The step without IO: what an input leads to, and that nothing changes before it is durable.

use crate::support::{
    House,
    people::NOW,
    toy::{self, Command, TIMER, Toy},
};
use wangqian_rules::{account::Entrance, codes::Codes, ids::*, letter::Letter, review::AgreementKind, time::UnixMs};
use wangqian_runtime::core::{CommandKey, Core, Incoming, Released, Step, Taken};
use wangqian_storage::{FakeStore, chain, codec, record::*};

const SOURCE: ProvinceId = ProvinceId(1);

/// A core on its store.
struct Desk {
    core: Core<Toy>,
    store: FakeStore,
}

fn me() -> EntityId {
    AccountId::of_login(Entrance::School, "toy").into()
}

impl Desk {
    fn new() -> Self {
        let store = FakeStore::new();
        Self { core: Core::restore(me(), store.load_now(House::key_of(me()))).expect("empty"), store }
    }

    fn restart(&mut self) {
        self.core = Core::restore(me(), self.store.load_now(House::key_of(me()))).expect("own bytes");
    }

    fn take(&mut self, incoming: Incoming<Command>) -> Taken<Toy> {
        self.core.take(incoming, NOW, Codes::builtin())
    }

    /// Takes what must lead to a step, and lets it out once it is on disk.
    fn step(&mut self, incoming: Incoming<Command>) -> (CommitRecord, Released<Toy>) {
        let step = self.submit(incoming);
        self.finish(step)
    }

    /// Takes what must lead to a step, and leaves it on its way to the disk.
    fn submit(&mut self, incoming: Incoming<Command>) -> Box<Step<Toy>> {
        let Taken::Step(step) = self.take(incoming) else { panic!("no step") };
        self.core.submitted(&step);
        step
    }

    fn finish(&mut self, step: Box<Step<Toy>>) -> (CommitRecord, Released<Toy>) {
        let record = step.record.clone();
        self.store.commit_now(record.clone()).expect("the fake never fails by itself");
        (record, self.core.committed(*step, 0))
    }
}

fn command(command: Command) -> Incoming<Command> {
    Incoming::Command { key: None, command }
}

fn keyed(key: u8, command: Command) -> Incoming<Command> {
    Incoming::Command { key: Some(CommandKey([key; 16])), command }
}

fn letter(seq: u64, letter: &Letter) -> Incoming<Command> {
    Incoming::Letter { source: House::key_of(SOURCE), seq, body: codec::encode(letter) }
}

fn welcome() -> Letter {
    Letter::AgreementKindSet(AgreementKind::TwoParty)
}

#[test]
#[doc = "EXT-02"]
fn nothing_changes_until_the_step_is_durable() {
    let mut desk = Desk::new();
    for _ in 0..3 {
        assert!(matches!(desk.take(keyed(1, Command::Add(5))), Taken::Step(_)), "each time anew: none was committed");
        assert_eq!((desk.core.version(), desk.core.state().sum), (0, 0));
    }
    desk.step(keyed(1, Command::Add(5)));
    assert_eq!((desk.core.version(), desk.core.state().sum), (1, 5));
    assert!(matches!(desk.take(keyed(1, Command::Add(5))), Taken::Answer(Ok(5))));
}

#[test]
#[doc = "EXT-02"]
fn the_next_input_is_decided_on_steps_that_are_still_on_their_way_and_nobody_sees_them() {
    let mut desk = Desk::new();
    let inputs = [keyed(1, Command::Add(5)), letter(1, &welcome()), command(Command::Tell(SchoolId(1).into()))];
    let steps = inputs.map(|input| desk.submit(input));
    assert_eq!((desk.core.version(), desk.core.state().sum, desk.core.newest_state().sum), (0, 0, 7));
    assert!(matches!(desk.take(keyed(1, Command::Add(5))), Taken::Answer(Ok(5))), "it is on its way already");
    assert!(matches!(desk.take(letter(1, &welcome())), Taken::Repeated));
    assert!(desk.core.outbox().is_empty(), "no letter is due before its step");
    let versions = steps.map(|step| desk.finish(step).0.version);
    assert_eq!((versions, desk.core.state().sum, desk.core.outbox().len()), ([1, 2, 3], 7, 1));
}

#[test]
#[doc = "EXT-02"]
fn a_command_that_changed_nothing_is_remembered_too() {
    let mut desk = Desk::new();
    assert!(matches!(desk.take(keyed(1, Command::Add(0))), Taken::Answer(Ok(0))), "nothing is made by a question");
    desk.step(command(Command::Add(2)));
    assert!(matches!(desk.take(command(Command::Add(0))), Taken::Answer(Ok(2))), "nobody will ask again");
    desk.step(keyed(1, Command::Add(0)));
    desk.step(command(Command::Add(3)));
    assert!(matches!(desk.take(keyed(1, Command::Add(0))), Taken::Answer(Ok(2))));
    desk.restart();
    assert!(matches!(desk.take(keyed(1, Command::Add(0))), Taken::Answer(Ok(2))), "also after a restart");
}

#[test]
#[doc = "EXT-02"]
fn a_letter_is_taken_in_once_and_in_its_turn() {
    let mut desk = Desk::new();
    assert!(matches!(desk.take(letter(2, &welcome())), Taken::NotNow), "one before it is missing");
    desk.step(letter(1, &welcome()));
    assert!(matches!(desk.take(letter(1, &welcome())), Taken::Repeated));
    desk.restart();
    assert!(matches!(desk.take(letter(1, &welcome())), Taken::Repeated), "also after a restart");
    desk.step(letter(2, &welcome()));
    assert_eq!(desk.core.state().sum, 2);
}

#[test]
fn a_poisoned_letter_is_set_aside_at_the_third_attempt_and_the_channel_moves_on() {
    let mut desk = Desk::new();
    assert!(matches!(desk.take(letter(1, &toy::poison())), Taken::NotNow));
    assert!(matches!(desk.take(letter(1, &toy::poison())), Taken::NotNow));
    let (record, _) = desk.step(letter(1, &toy::poison()));
    assert_eq!(record.inbox, Some(InboxMark { source: House::key_of(SOURCE), seq: 1 }));
    assert_eq!(desk.store.dead_letters_now().len(), 1);
    assert!(desk.store.dead_letters_now()[0].1.reason.contains("panicked"));
    desk.step(letter(2, &welcome()));
    assert_eq!(desk.core.state().sum, 1);
}

#[test]
fn a_letter_that_does_not_decode_is_set_aside_at_once() {
    let mut desk = Desk::new();
    let (record, released) = desk.step(Incoming::Letter { source: House::key_of(SOURCE), seq: 1, body: vec![0xff] });
    assert_eq!(record.dead_letter.map(|dead| (dead.seq, dead.body)), Some((1, vec![0xff])));
    assert!(released.letters.is_empty() && desk.core.state().sum == 0);
}

#[test]
fn a_panic_at_a_command_leaves_everything_as_it_was() {
    let mut desk = Desk::new();
    desk.step(command(Command::Add(1)));
    assert!(matches!(desk.take(command(Command::Panic)), Taken::Panicked));
    desk.step(command(Command::Add(1)));
    assert_eq!((desk.core.version(), desk.core.state().sum), (2, 2));
}

#[test]
#[doc = "EXT-02"]
fn letters_are_numbered_per_destination_and_go_on_after_a_restart() {
    let mut desk = Desk::new();
    let (one, two) = (SchoolId(1), SchoolId(2));
    let number = |desk: &mut Desk, to: SchoolId| desk.step(command(Command::Tell(to.into()))).1.letters[0].seq;
    assert_eq!([number(&mut desk, one), number(&mut desk, one), number(&mut desk, two)], [1, 2, 1]);
    desk.core.outbox().acknowledged(House::key_of(one), 2);
    let removal = desk.core.acknowledge(NOW).expect("two letters arrived");
    desk.core.submitted(&removal);
    desk.finish(removal);
    desk.restart();
    assert_eq!(desk.core.outbox().len(), 1, "the one to the other school");
    assert_eq!(number(&mut desk, one), 3);
}

#[test]
#[doc = "EXT-02"]
fn the_newest_replies_are_kept_and_the_oldest_forgotten() {
    let mut desk = Desk::new();
    for _ in 0..2 {
        desk.step(keyed(1, Command::Add(1)));
        for n in 0..REPLIES_KEPT as u64 {
            let mut key = [9; 16];
            key[..8].copy_from_slice(&n.to_be_bytes());
            desk.step(Incoming::Command { key: Some(CommandKey(key)), command: Command::Add(1) });
            assert!(matches!(
                desk.take(Incoming::Command { key: Some(CommandKey(key)), command: Command::Panic }),
                Taken::Answer(Ok(_))
            ));
        }
        desk.restart();
        assert!(matches!(desk.take(keyed(1, Command::Add(1))), Taken::Step(_)), "forgotten");
    }
}

#[test]
#[doc = "SIG-08"]
fn a_timer_is_spent_by_its_step_and_not_before_its_time() {
    let mut desk = Desk::new();
    let due = UnixMs(NOW.0 + 1_000);
    desk.step(command(Command::WakeAt(due)));
    let fire = || Incoming::Timer { due_ms: due.0, id: codec::encode(&TIMER) };
    assert!(matches!(desk.take(fire()), Taken::NotNow), "a second early");
    let Taken::Step(step) = desk.core.take(fire(), due, Codes::builtin()) else { panic!("not fired") };
    desk.core.submitted(&step);
    desk.finish(step);
    assert!(matches!(desk.core.take(fire(), due, Codes::builtin()), Taken::Repeated));
    desk.restart();
    assert!(matches!(desk.core.take(fire(), due, Codes::builtin()), Taken::Repeated), "nor after a restart");
    assert!(desk.store.timers_due_now(due.0, 10).is_empty());
}

#[test]
#[doc = "EXT-03"]
fn every_step_is_chained_to_the_one_before_also_across_restarts() {
    let mut desk = Desk::new();
    for n in 1..=6 {
        desk.step(command(Command::Add(n)));
        desk.restart();
    }
    let history = desk.store.history_now(House::key_of(me()), 0, 10);
    assert_eq!(chain::verify((0, chain::START), &history).map(|(version, _)| version), Ok(6));
}

#[test]
fn a_question_leads_to_no_step() {
    let mut desk = Desk::new();
    desk.step(command(Command::Add(4)));
    assert!(matches!(desk.take(command(Command::Add(0))), Taken::Answer(Ok(4))));
}
