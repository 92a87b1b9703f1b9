//! The employer: its profile, its invitations, and what became of them.

pub mod board;
pub mod flags;
pub mod form;
pub mod goal;
mod outcome;
pub mod registering;
pub mod registration;

use crate::{
    admission::SchoolsWord,
    case::*,
    effect::{Effect, Show, Topic},
    entity::{Ctx, Decision, Entity, Input},
    fields::Fields,
    file::StoredFile,
    ids::*,
    letter::{Invitation, Letter},
    notice::{self, Inbox, Notice},
    refusal::Refusal,
    school::roster::RosterRow,
    terms::Terms,
    time::UnixMs,
};
use flags::{Flags, SchoolFlag};
use form::{Contact, Form};
use imbl::{OrdMap, OrdSet};
use registering::Unfinished;
use registration::{Filing, Registration, State, Verdict};
use serde::{Deserialize, Serialize};
use std::{ops::RangeInclusive, sync::Arc};

/// Days that an invitation may be valid (SIG-08).
pub const VALID_DAYS: RangeInclusive<u8> = 1..=30;
/// Days when the employer does not say.
pub const VALID_DAYS_DEFAULT: u8 = 5;

/// What is known of an employer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Employer {
    /// What is in force, or what was filled in as long as nothing is; derived from `registration`.
    pub card: Option<Arc<EmployerCard>>,
    pub registration: Option<Arc<Registration>>,
    pub cases: OrdMap<CaseId, Arc<EmployerCase>>,
    pub inbox: Inbox,
    pub flags: Flags,
    /// How many graduates it means to hire, if it said so.
    pub goal: Option<u32>,
    /// The cases with each graduate, derived from `cases`.
    by_graduate: OrdMap<GraduateId, OrdSet<CaseId>>,
}

/// A case that the employer takes part in: an invitation and what became of it, an agreement that a graduate filled in and it is to
/// stamp, the end of an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerCase {
    pub row: CaseRow,
    /// Of what it offered: the page shows them before the graduate has it.
    pub terms: Option<Arc<Terms>>,
}

/// What a person may ask of an employer's entity.
#[derive(Clone, Debug)]
pub enum Command {
    /// By the operator, or through an account that is opened for it afterwards.
    Register {
        card: Box<EmployerCard>,
        account: Option<AccountId>,
        /// A registration of before that was found to have ended half way.
        unfinished: Option<Unfinished>,
    },
    /// By the operator.
    Verify,
    Invite(Box<Offer>),
    MarkRead {
        upto: u64,
    },
    /// The registration, or a change of it, filled in; without a licence the one before stays.
    Amend {
        seen: u64,
        form: Box<Form>,
        licence: Option<StoredFile>,
    },
    SetContact(Box<Contact>),
    /// To the province of its region; `None` when that is not here.
    Submit {
        seen: u64,
        verifier: Option<ProvinceId>,
    },
    /// How many graduates it means to hire; `None` takes the goal away.
    SetGoal(Option<u32>),
    /// By a province, under the name that the history shows.
    DecideRegistration {
        seen: u64,
        by: (ProvinceId, String),
        verdict: Verdict,
    },
}

/// An invitation to be sent. `admission` is the school's word on the graduate named in it.
#[derive(Clone, Debug)]
pub struct Offer {
    pub case: CaseId,
    pub admission: SchoolsWord,
    pub valid_days: u8,
    pub terms: Terms,
}

/// What can have happened to an employer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The registration is now like this.
    RegistrationMoved(Arc<Registration>),
    Invited(Arc<EmployerCase>),
    CaseMoved(Box<CaseRow>),
    Noticed(Notice),
    NoticesRead {
        upto: u64,
    },
    /// A school flagged the employer, or lifted its flag (FLG-01).
    Flagged(Arc<SchoolFlag>),
    GoalSet(Option<u32>),
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Invited { case: CaseId, version: u64 },
    Done,
    Registration { version: u64, state: State },
}

impl Employer {
    fn command(&self, command: Command, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match command {
            Command::Register { card, account, unfinished } => self.register(card, account, unfinished, ctx),
            Command::Verify => {
                let registration = self.registration()?;
                let unverified = Some(registration).filter(|registration| registration.in_force.is_none());
                let moved = unverified.map(|registration| Event::RegistrationMoved(Arc::new(registration.verified(ctx.now))));
                Ok(Decision::events(moved.into_iter().collect()).replying(Reply::Done))
            }
            Command::Amend { seen, form, licence } => {
                let next = self.registration()?.amended(seen, &form, licence, ctx.codes, ctx.now)?;
                Ok(self.moving(next, ctx))
            }
            Command::SetContact(contact) => Ok(self.moving(self.registration()?.with_contact(&contact, ctx.now)?, ctx)),
            Command::Submit { seen, verifier } => {
                Ok(self.moving(self.registration()?.submitted(seen, verifier, ctx.now)?, ctx))
            }
            Command::DecideRegistration { seen, by, verdict } => {
                Ok(self.moving(self.registration()?.decided(seen, by, verdict, ctx.now)?, ctx))
            }
            Command::SetGoal(goal) => self.set_goal(goal),
            Command::Invite(offer) => self.invite(*offer, ctx),
            Command::MarkRead { upto } => {
                let read = self.inbox.reads_on(upto).map(|upto| Event::NoticesRead { upto });
                Ok(Decision::events(read.into_iter().collect()).replying(Reply::Done))
            }
        }
    }

    fn invite(&self, offer: Offer, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        // The same offer again, after its key was forgotten.
        if let Some(known) = self.cases.get(&offer.case) {
            return Ok(Decision::answer(Reply::Invited { case: offer.case, version: known.row.version }));
        }
        let Filing { card, .. } = self.in_force().ok_or(Refusal::EmployerNotVerified)?;
        let admission = offer.admission?;
        self.may_invite(admission.graduate.id, ctx.now)?;
        let terms = checked(offer.terms, offer.valid_days, &card.nature, &admission.graduate, ctx)?;
        let invitation = Invitation {
            case: offer.case,
            school_name: admission.school_name,
            agreement_kind: admission.agreement_kind.ok_or(Refusal::AgreementKindUnset)?,
            employer: Arc::clone(card),
            terms: Arc::new(terms),
            sent_at: ctx.now,
            expires_at: ctx.now.plus_days(offer.valid_days.into()),
        };
        let case = EmployerCase::offering(&invitation, &admission.graduate);
        let reply = Reply::Invited { case: offer.case, version: case.row.version };
        let push = push(&case.row, ctx);
        let letter = Effect::tell(admission.graduate.id, Letter::Invited(Box::new(invitation)));
        Ok(Decision::events(vec![Event::Invited(Arc::new(case))]).replying(reply).causing(std::iter::once(letter).chain(push)))
    }

    /// SIG-08: one open matter at a time with the same graduate, whichever of their cases it is.
    ///
    /// # Errors
    /// Names the matter that is still open between the two.
    pub fn may_invite(&self, graduate: GraduateId, now: UnixMs) -> Result<(), Refusal> {
        let cases = self.by_graduate.get(&graduate).into_iter().flatten();
        cases.filter_map(|case| self.cases.get(case)).try_for_each(|case| case.leaves_room(now))
    }

    /// The graduate says what became of a case. An older version than the one known is a repeat; a case that is not known is one that
    /// somebody else began.
    fn case_moved(&self, row: CaseRow, ctx: &Ctx<'_>) -> Decision<Self> {
        let EntityId::Employer(me) = ctx.me else { return Decision::nothing() };
        let known = self.cases.get(&row.case).map(|known| (known.row.version, known.row.status));
        if known.is_some_and(|(version, _)| version >= row.version) || row.employer != Some(me) {
            return Decision::nothing();
        }
        let push = push(&row, ctx);
        let told = outcome::told_of(known.map(|(_, status)| status), &row);
        let mut decision = Decision::events(vec![Event::CaseMoved(Box::new(row.clone()))]).causing(push);
        if let Some(told) = told {
            let told = self.tell(me, told, row.case, ctx);
            decision.events.extend(told.events);
            decision.effects.extend(told.effects);
        }
        decision
    }

    /// A request for rescission waits for the employer's answer (EXT-16).
    fn answer_awaited(&self, case: CaseId, waiting: &outcome::Waiting<'_>, ctx: &Ctx<'_>) -> Decision<Self> {
        let EntityId::Employer(me) = ctx.me else { return Decision::nothing() };
        self.tell(me, waiting.told(), case, ctx)
    }

    fn tell(&self, me: EmployerId, (title, text): outcome::Told, case: CaseId, ctx: &Ctx<'_>) -> Decision<Self> {
        let notice = Notice { seq: self.inbox.next_seq(), at: ctx.now, title, text, case: Some(case) };
        let shown = Effect::Show(Show::Notice { to: Topic::Employer(me), notice: notice.clone() });
        Decision::events(vec![Event::Noticed(notice)]).causing([shown])
    }

    fn put(&mut self, case: Arc<EmployerCase>) {
        self.by_graduate.entry(case.row.graduate).or_default().insert(case.row.case);
        self.cases.insert(case.row.case, case);
    }
}

fn push(row: &CaseRow, ctx: &Ctx<'_>) -> Option<Effect> {
    let EntityId::Employer(me) = ctx.me else { return None };
    Some(Effect::Show(Show::Case { to: Topic::Employer(me), row: Box::new(row.clone()) }))
}

/// Every field, with the validity; `Invalid` names all that do not hold.
fn checked(terms: Terms, valid_days: u8, nature: &str, graduate: &RosterRow, ctx: &Ctx<'_>) -> Result<Terms, Refusal> {
    let mut fields = Fields::default();
    let terms = terms.checked(nature, ctx.codes, ctx.now.date(), graduate.household_in_school, &mut fields);
    if !VALID_DAYS.contains(&valid_days) {
        fields.refuse("valid_days", "应约有效期为 1 至 30 天");
    }
    fields.finish(terms)
}

impl EmployerCase {
    /// Whether another invitation may be sent beside this one: after a refusal, expiry or rejection.
    fn leaves_room(&self, now: UnixMs) -> Result<(), Refusal> {
        let subject = &self.row.subject;
        if !self.row.kind.facts().binds {
            return Ok(());
        }
        match (self.row.status, self.row.expires_at) {
            (Status::Asked(Party::Graduate), Some(until)) if now < until => Err(Refusal::InvitationPending { until }),
            (Status::InReview(..) | Status::Open(Phase::Second, _), _) => {
                Err(Refusal::CaseInProcess { matter: self.row.kind.facts().matter, subject: subject.clone() })
            }
            (Status::Effective, _) => {
                let words = &self.row.kind.facts().words;
                let holding = format!("与{subject}{}", words.effective);
                Err(Refusal::AlreadyEffective { holding, way_out: words.way_out })
            }
            _ => Ok(()),
        }
    }

    fn offering(invitation: &Invitation, graduate: &RosterRow) -> Self {
        let row = CaseRow {
            case: invitation.case,
            version: 1,
            kind: CaseKind::ONLINE_SIGNING,
            status: Status::Asked(Party::Graduate),
            graduate: graduate.id,
            exam_no: graduate.exam_no.clone(),
            name: graduate.name.clone(),
            school_name: invitation.school_name.clone(),
            department: graduate.department.clone(),
            level: graduate.level,
            major: graduate.major.clone(),
            education_level: graduate.education_level.clone(),
            employer: Some(invitation.employer.id),
            subject: invitation.employer.name.clone(),
            detail: invitation.terms.job_title.clone(),
            job_category: invitation.terms.job_category.clone(),
            salary_monthly: invitation.terms.salary_monthly,
            since: invitation.sent_at,
            submitted_at: None,
            expires_at: Some(invitation.expires_at),
            reviewer: None,
            former: None,
            begun_by: Party::Employer,
            agreement_kind: Some(invitation.agreement_kind),
            about: None,
            reported: None,
            mention: Some(Mention::of_card(&invitation.employer)),
            returned: None,
            verdicts: Verdicts::default(),
        };
        Self { row, terms: Some(Arc::clone(&invitation.terms)) }
    }

    /// The case as the graduate will open it, for the moment that the letter is on its way.
    pub fn as_sent(&self, card: &Arc<EmployerCard>) -> Option<Case> {
        Some(crate::graduate::online_signing::open(&Invitation {
            case: self.row.case,
            school_name: self.row.school_name.clone(),
            agreement_kind: self.row.agreement_kind?,
            employer: Arc::clone(card),
            terms: Arc::clone(self.terms.as_ref()?),
            sent_at: self.row.since,
            expires_at: self.row.expires_at.unwrap_or(self.row.since),
        }))
    }
}

/// The stored parts of an employer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Registration(Arc<Registration>),
    Case(Arc<EmployerCase>),
    Notice(Notice),
    NoticesRead(u64),
    Flag(Arc<SchoolFlag>),
    Goal(u32),
}

const GOAL: &str = "goal";
const REGISTRATION: &str = "registration";

impl Entity for Employer {
    type Command = Command;
    type Event = Event;
    type Reply = Reply;
    type Part = Part;

    const KIND: u8 = b'E';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Command(command) => self.command(command, ctx),
            Input::Letter { letter: Letter::CaseMoved(row), .. } => Ok(self.case_moved(*row, ctx)),
            Input::Letter { letter: Letter::AnswerAwaited { case, name, until, is_overdue }, .. } => {
                Ok(self.answer_awaited(case, &outcome::Waiting { name: &name, until, is_overdue }, ctx))
            }
            Input::Letter { from: EntityId::School(school), letter: Letter::Flagged { revision, grounds } } => {
                let EntityId::Employer(me) = ctx.me else { return Ok(Decision::nothing()) };
                Ok(self.flagged(me, SchoolFlag { school, revision, grounds }))
            }
            Input::Letter { .. } | Input::Timer(_) => Ok(Decision::nothing()),
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::RegistrationMoved(registration) => self.put_registration(Arc::clone(registration)),
            Event::Invited(case) => self.put(Arc::clone(case)),
            Event::CaseMoved(row) => match self.cases.get_mut(&row.case) {
                Some(case) => Arc::make_mut(case).row = (**row).clone(),
                None => self.put(Arc::new(EmployerCase { row: (**row).clone(), terms: None })),
            },
            Event::Noticed(notice) => self.inbox.put(notice.clone()),
            Event::NoticesRead { upto } => self.inbox.mark_read(*upto),
            Event::Flagged(flag) => self.flags.put(Arc::clone(flag)),
            Event::GoalSet(goal) => self.goal = *goal,
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::RegistrationMoved(_) => vec![REGISTRATION.to_owned()],
            Event::Invited(case) => vec![format!("case/{}", case.row.case)],
            Event::CaseMoved(row) => vec![format!("case/{}", row.case)],
            Event::Noticed(notice) => Inbox::touched_by(notice.seq),
            Event::NoticesRead { .. } => vec![notice::READ_KEY.to_owned()],
            Event::Flagged(flag) => vec![format!("flag/{}", flag.school)],
            Event::GoalSet(_) => vec![GOAL.to_owned()],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == REGISTRATION {
            return self.registration.clone().map(Part::Registration);
        }
        if key == GOAL {
            return self.goal.map(Part::Goal);
        }
        if key == notice::READ_KEY {
            return Some(Part::NoticesRead(self.inbox.read_upto()));
        }
        if let Some(seq) = notice::seq_of(key) {
            return self.inbox.get(seq).cloned().map(Part::Notice);
        }
        if let Some(school) = key.strip_prefix("flag/") {
            return self.flags.shared(school.parse().ok()?).map(Part::Flag);
        }
        let case: CaseId = key.strip_prefix("case/")?.parse().ok()?;
        self.cases.get(&case).cloned().map(Part::Case)
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Registration(registration) => self.put_registration(registration),
            Part::Case(case) => self.put(case),
            Part::Notice(notice) => self.inbox.put(notice),
            Part::NoticesRead(upto) => self.inbox.mark_read(upto),
            Part::Flag(flag) => self.flags.put(flag),
            Part::Goal(goal) => self.goal = Some(goal),
        }
    }
}
