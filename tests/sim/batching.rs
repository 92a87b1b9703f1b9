//! Reviewers' batches (EXT-07): chosen and begun by people, carried out by a worker that forgets everything at a crash, and found again.

use crate::{
    actors::*,
    mutants::Mutant,
    people::{DEPARTMENT_USERS, SCHOOL_USER, SCHOOLS, What, Wish},
    session::{Asker, Outcome},
    world::{Checked, Parcel, World},
};
use std::{collections::BTreeSet, sync::Arc};
use wangqian_rules::{
    batch::{self, Batch, Batches, Fate, Item, Stand, Why},
    case::Status,
    graduate::{self, Act},
    ids::*,
    review::Verdict,
    school::School,
};
use wangqian_runtime::core::CommandKey;

/// Fewer than are remembered: none that is stopped makes room before it is over.
const BATCHES_MAX: usize = 6;

/// What the worker of this run knows; a crash takes it.
#[derive(Default)]
pub struct Worker {
    /// Items that were asked and have not answered.
    asked: BTreeSet<(BatchId, u32)>,
}

/// An item of a batch, as its worker asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    of: ReviewerId,
    batch: BatchId,
    place: u32,
    item: CaseId,
    seen: u64,
}

/// Everybody who may have batches.
pub fn reviewers() -> Vec<ReviewerId> {
    let users = [SCHOOL_USER].into_iter().chain(DEPARTMENT_USERS);
    SCHOOLS.into_iter().flat_map(|school| users.clone().map(move |staff| ReviewerId { school, staff })).collect()
}

/// Something about a reviewer's batches: a choice, or that one begins, stops, or goes on.
pub fn wish(of: ReviewerId, school: &School, world: &mut World) -> Option<Wish> {
    let batches = world.batches(of);
    let chosen = batches.all().find(|batch| matches!(batch.head.stand, Stand::Chosen | Stand::Stopped)).map(|batch| batch.id);
    let command = match (batches.under_way(), chosen) {
        (Some(batch), _) => batch::Command::Stop(batch.id),
        (None, Some(id)) => batch::Command::Begin(id),
        (None, None) if batches.begun().count() >= BATCHES_MAX => return None,
        (None, None) => choice(school, world),
    };
    Some(Wish::Other(of.into(), Box::new(Command::Batches(command))))
}

/// Some of what waits, whoever it waits for: what cannot be decided is a result.
fn choice(school: &School, world: &mut World) -> batch::Command {
    let id = BatchId(uuid::Uuid::from_u64_pair(world.chance.next(), world.chance.next()));
    let waiting = school.cases.rows().filter(|row| matches!(row.status, Status::InReview(..)));
    let items: Vec<_> = waiting.map(|row| Item { case: row.case, seen: row.version, fate: Fate::WillDo }).collect();
    let items = items.into_iter().filter(|_| world.chance.strikes(700)).collect();
    batch::Command::Choose { id, verdict: Verdict::Approve, behind: Vec::new(), items }
}

impl World {
    pub fn batches(&mut self, of: ReviewerId) -> Arc<Batches> {
        match self.wake(key_of(EntityId::Batches(of))) {
            Ok(Awake::Batches(core)) => Arc::clone(core.state()),
            _ => Arc::default(),
        }
    }

    /// The worker of a reviewer's batch asks for an item that it has not asked for, if there is one.
    pub fn batch_goes_on(&mut self, of: ReviewerId) -> bool {
        let Some(batch) = self.batches(of).under_way().cloned() else { return false };
        let asked = |place: u32| self.worker.asked.contains(&(batch.id, place));
        let Some((place, item)) = batch.items.open().find(|(place, _)| !asked(*place)) else { return false };
        let turn = Turn { of, batch: batch.id, place, item: item.case, seen: item.seen };
        self.worker.asked.insert((batch.id, place));
        self.ask_item(turn);
        true
    }

    fn ask_item(&mut self, turn: Turn) {
        let school = self.school(turn.of.school);
        let now = wangqian_rules::time::UnixMs(self.clock_ms);
        let Some(owner) = school.cases.get(turn.item).map(|row| row.graduate) else { return };
        let grant = school.authorise_chosen(turn.of.staff, turn.item, &[], now);
        let act = Act::Review { grant, verdict: Verdict::Approve };
        let seen = self.version_to_name(owner, turn.item, turn.seen);
        let command = Box::new(Command::Graduate(graduate::Command::Act { case: turn.item, seen, act }));
        let key = (!self.is(Mutant::ForgetsTheBatchsKey)).then(|| turn.key());
        // Within the process: nothing on this way is lost but by a crash.
        self.mail.push(Parcel::Request { asker: Asker::Batch(turn), to: owner.into(), key, command });
    }

    /// The graduate has answered: the batch writes it down, unless nothing is known.
    pub fn item_answered(&mut self, turn: Turn, outcome: Outcome) -> Checked {
        self.worker.asked.remove(&(turn.batch, turn.place));
        let fate = match outcome {
            Outcome::Failed => return Ok(()),
            Outcome::Refused(refusal) => Fate::Not(Why::of(&refusal, refusal.to_string(), true)),
            Outcome::Done(reply) => {
                self.reference.decided_in_batch((turn.batch, turn.item), &turn.wish(), &reply)?;
                self.tally.saw("an item of a batch is decided");
                Fate::Done
            }
        };
        let note = batch::Command::Note { id: turn.batch, fates: vec![(turn.place, fate)] };
        let command = Box::new(Command::Batches(note));
        self.post(Parcel::Request { asker: Asker::Nobody, to: turn.of.into(), key: None, command });
        Ok(())
    }

    /// What people stopped goes on, until nothing is left: `true` when there is nothing.
    pub fn batches_end(&mut self) -> bool {
        let mut is_over = true;
        for of in reviewers() {
            let batches = self.batches(of);
            let stopped = batches.all().find(|batch| batch.head.stand == Stand::Stopped).map(|batch| batch.id);
            is_over &= batches.under_way().is_none() && stopped.is_none();
            match stopped.filter(|_| batches.under_way().is_none()) {
                Some(id) => {
                    let command = Box::new(Command::Batches(batch::Command::Begin(id)));
                    self.post(Parcel::Request { asker: Asker::Nobody, to: of.into(), key: None, command });
                }
                None => while self.batch_goes_on(of) {},
            }
        }
        is_over
    }

    /// What a batch says it decided, this reviewer decided, at that version; and nothing is open.
    pub fn batches_agree(&mut self) -> Checked {
        for of in reviewers() {
            for batch in self.batches(of).begun() {
                self.batch_agrees(of, batch)?;
            }
        }
        Ok(())
    }

    fn batch_agrees(&mut self, of: ReviewerId, batch: &Batch) -> Checked {
        if !batch.items.is_settled() {
            return Err(format!("{}: items are left open", batch.id));
        }
        let school = self.school(of.school);
        for item in batch.items.iter().filter(|item| item.fate == Fate::Done) {
            let owner = school.cases.get(item.case).ok_or("a decided item is no case of the school")?.graduate;
            let graduate = self.graduate(owner);
            let decided = usize::try_from(item.seen).ok().and_then(|at| graduate.cases.get(&item.case)?.trail.get(at));
            if !decided.is_some_and(|entry| entry.did.is_verdict() && is_by(of.staff, entry)) {
                return Err(format!("{}: {} is done, the history has {decided:?}", batch.id, item.case));
            }
        }
        Ok(())
    }
}

fn is_by(staff: StaffId, entry: &wangqian_rules::case::TrailEntry) -> bool {
    matches!(entry.by, wangqian_rules::caller::Caller::Staff { staff: by, .. } if by == staff)
}

impl Turn {
    fn wish(&self) -> Wish {
        let graduate = GraduateId { school: self.of.school, cohort: crate::fictitious::COHORT, serial: 0 };
        Wish::OnCase { graduate, case: self.item, seen: self.seen, what: What::Approve(self.of.staff) }
    }

    /// The same batch and case are the same intention, however often the worker comes back.
    fn key(&self) -> CommandKey {
        let both = self.batch.0.as_u128() ^ self.item.0.as_u128().rotate_left(64);
        CommandKey(both.to_be_bytes())
    }
}
