//! Entities of every kind behind one face, so that the scheduler need not know which it moves.

use crate::played::Played as Graduate;
use wangqian_rules::{
    batch::Batches, codes::Codes, employer::Employer, ems::EmsSchool, entity::Entity, ids::EntityId, link::Link,
    outbox::Outbox, province::Province, refusal::Refusal, school::School, time::UnixMs,
};
use wangqian_runtime::core::{self, CommandKey, Core, Outbox as LetterOutbox, Said};
use wangqian_storage::record::{CommitRecord, EntityKey, Loaded, OutboxLetter};

pub enum Incoming {
    Command { key: Option<CommandKey>, command: Box<Command> },
    Letter { source: EntityKey, seq: u64, body: Vec<u8> },
    Timer { due_ms: i64, id: Vec<u8> },
}

pub enum Taken {
    Answer(Result<Reply, Refusal>),
    Step(Step),
    Repeated,
    NotNow,
    Panicked,
}

pub struct Released {
    pub reply: Option<Reply>,
    pub letters: Vec<OutboxLetter>,
    pub said: Said,
}

macro_rules! kinds {
    ($($kind:ident),*) => {
        /// An awake entity.
        pub enum Awake { $($kind(Core<$kind>)),* }

        #[derive(Clone, Debug)]
        #[allow(dead_code, reason = "nobody asks an outbox: it takes letters, and nothing is sent here")]
        #[expect(clippy::large_enum_variant, reason = "a command is moved once")]
        pub enum Command { $($kind(<$kind as Entity>::Command)),* }

        #[derive(Clone, Debug, PartialEq)]
        pub enum Reply { $($kind(<$kind as Entity>::Reply)),* }

        /// A step on its way to the disk.
        pub enum Step { $($kind(Box<core::Step<$kind>>)),* }

        impl Step {
            pub fn record(&self) -> &CommitRecord {
                match self { $(Self::$kind(step) => &step.record),* }
            }
        }

        impl Awake {
            pub fn restore(id: EntityId, loaded: Loaded) -> Self {
                match id {
                    $(EntityId::$kind(_) => Self::$kind(Core::restore(id, loaded).expect("own bytes decode")),)*
                    EntityId::Account(_) | EntityId::Gateway(_) | EntityId::Follower(_) => {
                        unreachable!("nobody signs in here, and nothing is sent")
                    }
                }
            }

            pub fn take(&mut self, incoming: Incoming, now: UnixMs) -> Taken {
                match self { $(Self::$kind(core) => {
                    let incoming = match incoming {
                        Incoming::Command { key, command } => match *command {
                            Command::$kind(command) => core::Incoming::Command { key, command },
                            other => unreachable!("for another kind: {other:?}"),
                        },
                        Incoming::Letter { source, seq, body } => core::Incoming::Letter { source, seq, body },
                        Incoming::Timer { due_ms, id } => core::Incoming::Timer { due_ms, id },
                    };
                    match core.take(incoming, now, Codes::builtin()) {
                        core::Taken::Answer(answer) => Taken::Answer(answer.map(Reply::$kind)),
                        core::Taken::Step(step) => Taken::Step(Step::$kind(step)),
                        core::Taken::Repeated => Taken::Repeated,
                        core::Taken::NotNow => Taken::NotNow,
                        core::Taken::Panicked => Taken::Panicked,
                    }
                }),* }
            }

            pub fn submitted(&mut self, step: &Step) {
                match (self, step) {
                    $((Self::$kind(core), Step::$kind(step)) => core.submitted(step),)*
                    _ => unreachable!("a step of another kind"),
                }
            }

            /// Durable steps so far.
            pub fn version(&self) -> u64 {
                match self { $(Self::$kind(core) => core.version()),* }
            }

            pub fn committed(&mut self, step: Step, sent_ms: i64) -> Released {
                match (self, step) {
                    $((Self::$kind(core), Step::$kind(step)) => {
                        let core::Released { reply, letters, said } = core.committed(*step, sent_ms);
                        Released { reply: reply.map(Reply::$kind), letters, said }
                    })*
                    _ => unreachable!("a step of another kind"),
                }
            }

            pub fn acknowledge(&mut self, now: UnixMs) -> Option<Step> {
                match self { $(Self::$kind(core) => core.acknowledge(now).map(Step::$kind)),* }
            }

            pub fn outbox(&mut self) -> &mut LetterOutbox {
                match self { $(Self::$kind(core) => core.outbox()),* }
            }

            pub fn last_taken(&self, source: EntityKey) -> u64 {
                let last = |mut marks: Box<dyn Iterator<Item = (EntityKey, u64)> + '_>| marks.find(|(from, _)| *from == source);
                match self { $(Self::$kind(core) => last(Box::new(core.inbox_marks()))),* }.map_or(0, |(_, seq)| seq)
            }

            /// Whether two cores are the same entity in the same state.
            pub fn is_same(&self, other: &Self) -> bool {
                match (self, other) {
                    $((Self::$kind(one), Self::$kind(two)) => {
                        one.version() == two.version() && one.state() == two.state()
                    })*
                    _ => false,
                }
            }
        }
    };
}
kinds!(Province, School, Graduate, Employer, EmsSchool, Link, Outbox, Batches);

/// The id in a key that the simulation made itself.
pub fn id_of(key: EntityKey) -> EntityId {
    EntityId::from_bytes(&key.0).expect("a key of the simulation")
}

pub fn key_of(id: impl Into<EntityId>) -> EntityKey {
    EntityKey(id.into().to_bytes())
}
