//! One flow: what its next step is, and who takes it.

use super::{
    cast::Cast,
    errand::Errand,
    plan::{Plan, Slot},
    prelude::Prelude,
    watch::Offers,
};
use crate::{
    api::{Choices, Command},
    people::{EmployerLogin, People, Session},
};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    time::{Duration, Instant},
};
use tokio::sync::Notify;
use uuid::Uuid;
use wangqian_protocol::{
    case::{CaseChanged, Terms},
    invitation::Invite,
};

/// How long a step may wait for a push, for what the other party did to arrive, and for a busy server.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Fewer than wait in the server for somebody to look at them.
const PICTURES_AT_ONCE: usize = 8;
const FIRST_REST: Duration = Duration::from_millis(1);
/// 64 ms.
const LONGEST_REST_DOUBLINGS: u32 = 6;

pub const APPROVE: &[u8] = br#"{"verdict":"approve"}"#;

/// What all lanes share.
pub struct Stage<'a> {
    people: &'a People,
    plan: &'a Plan,
    cast: &'a Cast,
    offers: Offers,
    terms: Terms,
    waiting: RefCell<VecDeque<Flow>>,
    /// Pictures that are on their way.
    pictures: Cell<usize>,
    /// Told of each that has arrived.
    arrivals: Notify,
}

impl<'a> Stage<'a> {
    /// For the flows of the plan; rescissions are of the agreements that the prelude made.
    pub fn new(people: &'a People, plan: &'a Plan, cast: &'a Cast, offers: Offers, prelude: &Prelude) -> Self {
        let flow = |(slot, planned): (usize, &Slot)| Flow::new(slot, planned.errand, prelude.agreement(slot));
        let waiting = plan.slots.iter().enumerate().map(flow).collect();
        Self::of(people, plan, cast, offers, waiting)
    }

    /// For what has to be done before them.
    pub fn before(people: &'a People, plan: &'a Plan, cast: &'a Cast) -> Self {
        let slots = plan.slots.iter().enumerate();
        let waiting = slots.filter_map(|(slot, planned)| Some(Flow::new(slot, planned.errand.before()?, None))).collect();
        Self::of(people, plan, cast, Offers::default(), waiting)
    }

    fn of(people: &'a People, plan: &'a Plan, cast: &'a Cast, offers: Offers, waiting: VecDeque<Flow>) -> Self {
        let (terms, pictures) = (cast.choices.terms(), Cell::new(0));
        Self { people, plan, cast, offers, terms, waiting: RefCell::new(waiting), pictures, arrivals: Notify::new() }
    }

    /// The next flow; `None` when all have begun.
    pub fn next_flow(&self) -> Option<Flow> {
        let now = Instant::now();
        self.waiting.borrow_mut().pop_front().map(|flow| Flow { began: now, due_since: now, not_before: now, ..flow })
    }

    fn invite(&self, slot: usize) -> Invite {
        let school = &self.people.schools[self.plan.slots[slot].school];
        let graduate = &school.graduates[self.plan.slots[slot].graduate];
        Invite {
            school: school.school.clone(),
            name: graduate.name.clone(),
            number: graduate.exam_no.clone(),
            valid_days: None,
            terms: self.terms.clone(),
        }
    }

    /// The employer that a graduate signs with.
    pub fn employer(&self, slot: usize) -> &Session {
        &self.cast.employers[slot % self.cast.employers.len()]
    }

    /// The same, as an agreement names it.
    pub fn employer_named(&self, slot: usize) -> &EmployerLogin {
        &self.people.employers[slot % self.people.employers.len()]
    }

    /// A picture is handed in, unless so many are that the server would send it away.
    pub fn hand_in(&self, slot: usize) -> Step<'_> {
        if self.pictures.get() >= PICTURES_AT_ONCE {
            return Step::HeldBack;
        }
        self.pictures.set(self.pictures.get() + 1);
        Step::HandIn(self.graduate(slot))
    }

    /// A picture has arrived, or not.
    pub fn handed_in(&self) {
        self.pictures.set(self.pictures.get() - 1);
        self.arrivals.notify_one();
    }

    /// Waits for one to arrive, instead of looking every millisecond: that would take the server's processor.
    pub async fn picture_arrives(&self) {
        self.arrivals.notified().await;
    }

    pub fn graduate(&self, slot: usize) -> &Session {
        &self.cast.graduates[slot]
    }

    pub fn choices(&self) -> &Choices {
        &self.cast.choices
    }

    /// A decision by whoever reviews in this state.
    pub fn review(&self, slot: usize, state: &str, decision: Command) -> Step<'_> {
        self.reviewer(slot, state).map_or(Step::Stuck, |who| Step::Take(who, decision))
    }

    fn reviewer(&self, slot: usize, state: &str) -> Option<&Session> {
        let slot = self.plan.slots[slot];
        let school = self.cast.schools.get(&slot.school)?;
        match state {
            "in_review_department" | "in_second_review_department" => school.departments.get(slot.reviewer?),
            "in_review_school" | "in_second_review_school" => Some(&school.school),
            _ => None,
        }
    }
}

/// One flow on its way.
pub struct Flow {
    pub slot: usize,
    pub errand: Errand,
    /// The agreement that it is to end.
    pub agreement: Option<String>,
    /// The file that was handed in.
    pub proof: Option<String>,
    /// The answer to the last step.
    pub seen: Option<CaseChanged>,
    pub began: Instant,
    /// When the present step was first due.
    pub due_since: Instant,
    /// Until when it rests.
    pub not_before: Instant,
    /// What a busy server was asked, to be asked again.
    pub again: Option<Command>,
    /// How often the present step came too early.
    early: u32,
}

/// The next step of a flow.
pub enum Step<'a> {
    /// A graduate's picture.
    HandIn(&'a Session),
    Take(&'a Session, Command),
    /// The push that the next person waits for is not there.
    NotYet,
    /// Too many pictures are on their way: the tool's own limit, and nobody's delay.
    HeldBack,
    /// The flow is where nobody of the cast can move it.
    Stuck,
}

impl Flow {
    fn new(slot: usize, errand: Errand, agreement: Option<&str>) -> Self {
        let now = Instant::now();
        let agreement = agreement.map(str::to_owned);
        Self {
            slot,
            errand,
            agreement,
            proof: None,
            seen: None,
            began: now,
            due_since: now,
            not_before: now,
            again: None,
            early: 0,
        }
    }

    /// Number of the picture that is handed in: evidence shows something else than the agreement that it is about.
    pub fn picture(&self) -> u64 {
        self.slot as u64 * 2 + u64::from(self.errand.before().is_some())
    }

    /// Whether it is where it was to lead.
    pub fn is_over(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| seen.state == self.errand.goal())
    }

    /// The proof was taken.
    pub fn handed_in(&mut self, file: String, now: Instant) {
        self.proof = Some(file);
        self.due_since = now;
    }

    /// Takes the answer to a step.
    pub fn moved(&mut self, changed: CaseChanged, now: Instant) {
        self.seen = Some(changed);
        self.due_since = now;
        self.early = 0;
    }

    /// The step came before what it follows: whoever looks again too often only delays it.
    pub fn came_too_early(&mut self, now: Instant) {
        self.not_before = now + FIRST_REST * 2u32.pow(self.early.min(LONGEST_REST_DOUBLINGS));
        self.early += 1;
    }

    /// The version that the next one follows; 0 before the invitation.
    pub fn version(&self) -> u64 {
        self.seen.as_ref().map_or(0, |seen| seen.version)
    }

    /// Who does what now. `key` is used when it is a new request.
    pub fn step<'a>(&self, stage: &'a Stage<'_>, key: Uuid) -> Result<Step<'a>, serde_json::Error> {
        match self.errand {
            Errand::Sign => self.sign(stage, key),
            Errand::SignOnPaper(agreement) => self.sign_on_paper(stage, key, agreement),
            Errand::Register(destination, course) => self.register(stage, key, (destination, course)),
            Errand::Rescind(agreed) => self.rescind(stage, key, agreed),
        }
    }

    fn sign<'a>(&self, stage: &'a Stage<'_>, key: Uuid) -> Result<Step<'a>, serde_json::Error> {
        let Some(seen) = &self.seen else {
            return Ok(Step::Take(stage.employer(self.slot), Command::invite(&stage.invite(self.slot), key)?));
        };
        if seen.state == "invited" {
            if !stage.offers.has_arrived(self.slot, &seen.case) {
                return Ok(Step::NotYet);
            }
            let accept = Command::on_case(&seen.case, seen.version, "acceptance", b"{}".to_vec(), key);
            return Ok(Step::Take(stage.graduate(self.slot), accept));
        }
        let approve = Command::on_case(&seen.case, seen.version, "review", APPROVE.to_vec(), key);
        Ok(stage.review(self.slot, &seen.state, approve))
    }
}
