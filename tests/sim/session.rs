//! A browser: one wish at a time, asked again with the same key until the answer is definite.

use crate::{
    actors::{Command, Reply},
    batching::Turn,
    people::{Person, What, Wish},
    world::{Checked, Parcel, World},
};
use wangqian_rules::{
    admission::Admission,
    case::{CaseKind, Consequence},
    graduate,
    ids::{EntityId, LinkId},
    refusal::Refusal,
    school,
};
use wangqian_runtime::core::CommandKey;

/// Who asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asker {
    Session {
        number: usize,
        attempt: u32,
    },
    /// A command that was answered long ago, sent once more: the answer must be this one.
    Again(Box<Reply>),
    /// The worker of a batch.
    Batch(Turn),
    /// The carrier of a parcel.
    Link {
        id: LinkId,
        number: u64,
    },
    Nobody,
}

/// What an asker is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Done(Reply),
    Refused(Refusal),
    /// The outcome is unknown; ask again.
    Failed,
}

impl Outcome {
    pub fn of(answer: Result<Reply, Refusal>) -> Self {
        answer.map_or_else(Self::Refused, Self::Done)
    }
}

pub struct Session {
    pub person: Person,
    pub wish: Option<Open>,
    /// Attempts so far, of all wishes: an answer to an earlier one is not listened to.
    attempts: u32,
    /// The last command that was answered, with its answer.
    answered: Option<(EntityId, CommandKey, Command, Reply)>,
}

/// A wish without a definite answer yet.
pub struct Open {
    wish: Wish,
    key: CommandKey,
    admission: Option<Result<Admission, Refusal>>,
    sent: Option<(EntityId, Command)>,
}

impl Session {
    pub fn of(person: Person) -> Self {
        Self { person, wish: None, attempts: 0, answered: None }
    }
}

impl World {
    /// A session wishes something, or loses patience and asks again.
    pub fn session_acts(&mut self, number: usize) -> Checked {
        if self.sessions[number].wish.is_some() {
            return self.ask_again(number);
        }
        if self.chance.strikes(50) {
            self.repeat_the_last(number);
            return Ok(());
        }
        let Some(wish) = self.sessions[number].person.wish(self) else { return Ok(()) };
        let mut key = [0; 16];
        key[..8].copy_from_slice(&self.chance.next().to_be_bytes());
        self.sessions[number].wish = Some(Open { wish, key: CommandKey(key), admission: None, sent: None });
        self.ask(number)
    }

    fn repeat_the_last(&mut self, number: usize) {
        let Some((to, key, command, reply)) = self.sessions[number].answered.clone() else { return };
        let asker = Asker::Again(Box::new(reply));
        self.post(Parcel::Request { asker, to, key: Some(key), command: Box::new(command) });
    }

    /// An asker who asks again has closed the connection of the attempt before.
    pub fn ask_again(&mut self, number: usize) -> Checked {
        self.tally.saw("a person asks again");
        let mine = |asker: &Asker| matches!(asker, Asker::Session { number: of, .. } if *of == number);
        self.mail
            .retain(|parcel| !matches!(parcel, Parcel::Request { asker, .. } | Parcel::Answer { asker, .. } if mine(asker)));
        if let Some(open) = &mut self.sessions[number].wish {
            (open.admission, open.sent) = (None, None);
        }
        self.ask(number)
    }

    fn ask(&mut self, number: usize) -> Checked {
        let Some(mut open) = self.sessions[number].wish.take() else { return Ok(()) };
        self.sessions[number].attempts += 1;
        let asker = Asker::Session { number, attempt: self.sessions[number].attempts };
        let parcel = match (open.wish.needs_admission(), &open.admission) {
            (Some((graduate, kind)), None) => {
                let command = Command::School(school::Command::Admit { graduate, kind });
                Parcel::Request { asker, to: graduate.school.into(), key: None, command: Box::new(command) }
            }
            (_, admission) => {
                let admission = admission.clone().unwrap_or(Err(Refusal::NotFound));
                let (to, command) = open.wish.command(admission, self);
                open.sent = Some((to, command.clone()));
                Parcel::Request { asker, to, key: Some(open.key), command: Box::new(command) }
            }
        };
        self.sessions[number].wish = Some(open);
        self.post(parcel);
        Ok(())
    }

    /// An answer arrives at its asker.
    pub fn answered(&mut self, parcel: Parcel) -> Checked {
        let Parcel::Answer { asker, outcome } = parcel else { return Ok(()) };
        match asker {
            Asker::Nobody => Ok(()),
            Asker::Batch(turn) => self.item_answered(turn, outcome),
            Asker::Link { id, number } => self.carried(id, number, outcome),
            Asker::Again(before) => match outcome {
                Outcome::Done(reply) if reply != *before => Err(format!("the same key got {before:?}, then {reply:?}")),
                Outcome::Refused(refusal) => Err(format!("the same key got {before:?}, then {refusal:?}")),
                Outcome::Done(_) => {
                    self.tally.saw("a repeated command gets its first reply");
                    Ok(())
                }
                Outcome::Failed => Ok(()),
            },
            Asker::Session { number, attempt } => self.session_hears(number, attempt, outcome),
        }
    }

    /// Verdicts on the end of an agreement that wait, and that are taken back.
    fn note_waiting(&mut self, wish: &Wish, reply: &Reply) {
        let is_end = |kind: CaseKind| kind.facts().causes == Consequence::Rescinds;
        match (wish, reply) {
            (_, Reply::Graduate(graduate::Reply::Held { kind, .. })) if is_end(*kind) => {
                self.tally.saw("a verdict on a rescission waits");
            }
            (Wish::OnCase { what: What::Undo(_), .. }, Reply::Graduate(graduate::Reply::Case { kind, .. }))
                if is_end(*kind) =>
            {
                self.tally.saw("a verdict on a rescission is taken back");
            }
            _ => {}
        }
    }

    fn session_hears(&mut self, number: usize, attempt: u32, outcome: Outcome) -> Checked {
        let session = &mut self.sessions[number];
        let Some(mut open) = session.wish.take_if(|_| session.attempts == attempt) else { return Ok(()) };
        let asks_school = open.sent.is_none();
        match outcome {
            Outcome::Done(Reply::School(school::Reply::Admitted(admission))) if asks_school => {
                open.admission = Some(Ok(*admission))
            }
            Outcome::Refused(refusal) if asks_school => open.admission = Some(Err(refusal)),
            Outcome::Refused(refusal) => {
                self.tally.saw(refusal.code());
                return Ok(());
            }
            Outcome::Done(reply) => {
                self.tally.saw("acknowledged");
                self.note_waiting(&open.wish, &reply);
                self.reference.acknowledged(&open.wish, &reply)?;
                self.sessions[number].answered = open.sent.map(|(to, command)| (to, open.key, command, reply));
                return Ok(());
            }
            Outcome::Failed => {
                self.sessions[number].wish = Some(open);
                return Ok(());
            }
        }
        self.sessions[number].wish = Some(open);
        self.ask(number)
    }
}
