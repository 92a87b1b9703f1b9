//! The school: its settings, its reviewers and what they may do, its roster, and the list of its graduates' cases.
//!
//! Its big maps are persistent (`imbl`): a copy of the whole state costs nothing, so readers look at the copy published after
//! each commit and never queue behind writers.

pub mod deputies;
pub mod flags;
mod guards;
mod held;
pub mod list;
pub mod numbers;
pub mod openings;
pub mod overdue;
pub mod pace;
pub mod reveals;
pub mod roster;
pub mod settings;
mod shown;
pub mod staff;
mod standings;
pub mod takeovers;
pub mod transfers;
mod unattended;

use crate::{
    admission::{Admission, RescissionRule, SchoolsWord},
    caller::Caller,
    case::{CaseKind, CaseRow},
    effect::{Effect, Show},
    entity::{Ctx, Decision, Entity, Input},
    exchange::{RosterChange, StaffChange, TransfersChange},
    flag::Grounds,
    graduate::held_verdict::HeldMark,
    ids::*,
    letter::Letter,
    module::{Module, Switch},
    refusal::Refusal,
    review::*,
};
use deputies::{Deputies, Deputy, HandOver};
use flags::{Flag, Flags, Named};
use list::CaseList;
use numbers::Numbers;
use openings::{Opening, Openings};
use reveals::{Reveal, RevealReason, Reveals};
use roster::{Roster, RosterRow};
use serde::{Deserialize, Serialize};
use settings::{Change, Setting, Settings};
use shown::{settings_changed, transfers_moved, what_stands_in_the_way};
use staff::{Act, Member, Members};
use std::{collections::BTreeSet, sync::Arc};
use takeovers::{TakeOver, TakeOvers};
use transfers::Transfers;

/// What is known of a school.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct School {
    pub settings: Arc<Settings>,
    pub staff: Members,
    pub openings: Openings,
    pub roster: Roster,
    pub cases: CaseList,
    pub reveals: Reveals,
    pub flags: Flags,
    pub transfers: Transfers,
    pub takeovers: TakeOvers,
    pub deputies: Deputies,
    pub numbers: Numbers,
}

/// What a person may ask of a school's entity.
#[derive(Clone, Debug)]
pub enum Command {
    /// A school user changes a setting (SET-02 … SET-07).
    Configure { staff: StaffId, setting: Setting },
    /// Users as the EMS has them now (ACC-02).
    TakeStaff(Vec<StaffChange>),
    /// Roster rows as the EMS has them now (ROS-01, INV-01, INV-02).
    TakeRoster(Vec<RosterChange>),
    /// May this graduate be invited to, or submit, a case of this kind? Records the first use of the switch (SET-03).
    Admit { graduate: GraduateId, kind: CaseKind },
    /// A reviewer takes an item over from the colleague who has it open (EXT-01): kept in the history.
    TakeOver { staff: StaffId, case: CaseId, from: String },
    /// A user wants to see a graduate's full numbers (EXT-08): kept in the history.
    Reveal { staff: StaffId, graduate: GraduateId, reason: RevealReason },
    /// A user takes a list along with the full numbers of these graduates (OFF-05, EXT-08): each is kept in the history.
    RevealMany { staff: StaffId, graduates: BTreeSet<GraduateId>, reason: RevealReason },
    /// A school user flags an employer (FLG-01).
    Flag { staff: StaffId, named: Named, grounds: Grounds },
    /// A school user lifts the school's flag.
    LiftFlag { staff: StaffId, employer: EmployerId, why: String },
    /// A reviewer's queue goes to a colleague for some days (EXT-19).
    HandOver { staff: StaffId, wanted: HandOver },
    /// Before its last day.
    EndHandOver { staff: StaffId, number: u64 },
    /// 「户档信息」 as the EMS has them now (SYN-02).
    TakeTransfers(Vec<TransfersChange>),
}

/// What can have happened to a school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Founded {
        name: String,
    },
    AgreementKindSet(AgreementKind),
    Configured(Box<Change>),
    /// Somebody did something under the switch: it stays open (SET-03).
    SwitchUsed(Switch),
    StaffPut {
        id: StaffId,
        member: Arc<Member>,
    },
    RosterPut(Arc<RosterRow>),
    CaseListed(Arc<CaseRow>),
    /// A reviewer took an item over from a colleague (EXT-01).
    TakenOver(TakeOver),
    /// The province opened the module for its schools (SET-06).
    ModuleOpened(Module),
    Revealed(Arc<Reveal>),
    /// The school flagged an employer or lifted its flag: everything it did about it (FLG-01).
    FlagPut(Arc<Flag>),
    TransfersPut(Arc<TransfersChange>),
    /// A user was given a one-time code.
    CodeGiven {
        id: StaffId,
        revision: u64,
    },
    /// The user has used it.
    AccountOpened {
        id: StaffId,
        revision: u64,
    },
    /// EXT-09.
    VerdictHeld {
        case: CaseId,
        held: Option<Arc<HeldMark>>,
    },
    /// A reviewer's queue was handed over, or the handing over ended early (EXT-19).
    Deputized(Arc<Deputy>),
    /// An agreement got its number (SIG-05).
    AgreementNumbered {
        case: CaseId,
        cohort: u16,
        serial: u32,
    },
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Done,
    Admitted(Box<Admission>),
}

impl School {
    fn command(&self, command: Command, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match command {
            Command::Configure { staff, setting } => self.configure(staff, setting, ctx),
            Command::TakeStaff(changes) => Ok(self.take_staff(changes, ctx)),
            Command::TakeRoster(changes) => Ok(self.take_roster(changes, ctx)),
            Command::TakeTransfers(changes) => Ok(self.take_transfers(changes, ctx)),
            Command::Admit { graduate, kind } => self.admit(graduate, kind, ctx),
            Command::TakeOver { staff, case, from } => self.take_over(staff, case, from, ctx),
            Command::Reveal { staff, graduate, reason } => self.reveal(staff, graduate, reason, ctx),
            Command::RevealMany { staff, graduates, reason } => self.reveal_many(staff, &graduates, reason, ctx),
            Command::HandOver { staff, wanted } => self.hand_over(staff, wanted, ctx),
            Command::EndHandOver { staff, number } => self.end_hand_over(staff, number, ctx),
            Command::Flag { staff, named, grounds } => self.flag(staff, named, grounds, ctx),
            Command::LiftFlag { staff, employer, why } => self.lift(staff, employer, why, ctx),
        }
    }

    /// A taking over is part of an item's history (EXT-01): the page of everybody who has it on screen reads again once it is written.
    fn take_over(&self, staff: StaffId, case: CaseId, from: String, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let grant = self.authorise(staff, case, Act::Review)?;
        let by = Caller::Staff { staff, name: grant.name, department: grant.department };
        let taken = TakeOver { case, at: ctx.now, by, from };
        let shown = match (ctx.me, self.cases.get(case)) {
            (EntityId::School(school), Some(row)) => {
                Some(Effect::Show(Show::QueueRowTold { school, row: Box::new(row.clone()) }))
            }
            _ => None,
        };
        Ok(Decision::events(vec![Event::TakenOver(taken)]).replying(Reply::Done).causing(shown))
    }

    /// Says who changed what; a setting that is so already is no change.
    fn configure(&self, id: StaffId, setting: Setting, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        self.may_configure(id, &setting)?;
        let setting = setting.checked()?;
        if self.settings.is_already(&setting) {
            return Ok(Decision::answer(Reply::Done));
        }
        let name = self.staff.get(id).ok_or(Refusal::NotFound)?.name.clone();
        let by = Caller::Staff { staff: id, name, department: None };
        let change = Box::new(Change { at: ctx.now, by, setting });
        Ok(settings_changed(vec![Event::Configured(change)], ctx).replying(Reply::Done))
    }

    /// A change that is not newer than what is known is a repeat.
    fn take_staff(&self, changes: Vec<StaffChange>, ctx: &Ctx<'_>) -> Decision<Self> {
        let EntityId::School(school) = ctx.me else { return Decision::nothing() };
        let mut decision = Decision::nothing().replying(Reply::Done);
        let mut staff = self.staff.clone();
        for change in changes {
            if staff.revision(change.id) < change.revision {
                let member = Arc::new(Member::of(&change));
                staff.put(change.id, Arc::clone(&member));
                decision.events.push(Event::StaffPut { id: change.id, member });
                let given = Event::CodeGiven { id: change.id, revision: change.revision };
                decision.events.extend(change.activation.map(|_| given));
                decision.effects.push(Effect::Show(Show::RightsChanged { school, staff: change.id }));
            }
        }
        let news = what_stands_in_the_way(ctx).filter(|_| !decision.events.is_empty());
        decision.causing(news)
    }

    /// Each graduate hears of the own row; the order per graduate is that of the EMS.
    fn take_roster(&self, changes: Vec<RosterChange>, ctx: &Ctx<'_>) -> Decision<Self> {
        let mut decision = Decision::nothing().replying(Reply::Done);
        let mut roster = self.roster.clone();
        for change in changes {
            if roster.known(change.id).is_some_and(|known| known.revision >= change.revision) {
                continue;
            }
            let row = Arc::new(RosterRow::of(&change));
            decision.effects.extend(roster.known(change.id).and_then(|before| roster::renumbered(&row, before)));
            roster.put(Arc::clone(&row));
            decision.events.push(Event::RosterPut(row));
            let letter = Letter::Rostered { profile: change.profile, removed_at: change.removed_at };
            decision.effects.push(Effect::tell(change.id, letter));
        }
        let news = what_stands_in_the_way(ctx).into_iter().chain(transfers_moved(ctx));
        let news = news.filter(|_| !decision.events.is_empty()).collect::<Vec<_>>();
        decision.causing(news)
    }

    /// A change that is not newer than what is known is a repeat.
    fn take_transfers(&self, changes: Vec<TransfersChange>, ctx: &Ctx<'_>) -> Decision<Self> {
        let mut transfers = self.transfers.clone();
        let mut decision = Decision::nothing().replying(Reply::Done);
        for change in changes {
            if transfers.is_news(&change) {
                let change = Arc::new(change);
                transfers.put(Arc::clone(&change));
                decision.events.push(Event::TransfersPut(change));
            }
        }
        let news = transfers_moved(ctx).filter(|_| !decision.events.is_empty());
        decision.causing(news)
    }

    /// The first use of the switch is written down once; afterwards admission is a question.
    fn admit(&self, graduate: GraduateId, kind: CaseKind, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let admission = Box::new(self.would_admit(graduate, kind)?);
        let used = kind.facts().switch.map_or_else(Decision::nothing, |switch| self.using(switch, ctx));
        Ok(used.replying(Reply::Admitted(admission)))
    }

    /// What an act under a switch leaves behind: the first one is written down and keeps the switch open (SET-03). Whatever is
    /// admitted under a switch begins its decision with this.
    fn using(&self, switch: Switch, ctx: &Ctx<'_>) -> Decision<Self> {
        if self.settings.is_used(switch) {
            return Decision::nothing();
        }
        settings_changed(vec![Event::SwitchUsed(switch)], ctx)
    }

    /// The school's word that this graduate may be invited to, or may submit, a case of this kind.
    pub fn admission(&self, row: &RosterRow, kind: CaseKind) -> SchoolsWord {
        let (settings, facts) = (&self.settings, kind.facts());
        if self.roster.current_cohort() != Some(row.id.cohort) {
            return Err(Refusal::NotOnRoster);
        }
        if facts.has_agreement && settings.agreement_kind.is_none() {
            return Err(Refusal::AgreementKindUnset);
        }
        if let Some(switch) = facts.switch.filter(|switch| !settings.is_open(*switch)) {
            return Err(Refusal::Closed(switch));
        }
        if !kind.is_open_to(&row.training_mode) {
            return Err(if facts.has_agreement { Refusal::OnlineSigningBarred } else { Refusal::DirectedOnly });
        }
        Ok(Admission {
            school_name: settings.name.clone(),
            agreement_kind: settings.agreement_kind,
            route: settings.route(facts.module),
            rescission: RescissionRule { limit: settings.rescission_limit, answer_days: settings.answer_days() },
            graduate: row.clone(),
        })
    }

    /// The word of [`Self::admission`] on a graduate of this school; nothing is used by asking.
    pub fn would_admit(&self, graduate: GraduateId, kind: CaseKind) -> SchoolsWord {
        self.admission(self.roster.get(graduate).ok_or(Refusal::NotOnRoster)?, kind)
    }

    /// I11: the user's permission and scope, as they are when the decision is made.
    pub fn authorise(&self, id: StaffId, case: CaseId, act: Act) -> Result<Grant, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        let row = self.cases.get(case).ok_or(Refusal::NotFound)?;
        if !staff.scope().contains(&row.department, row.level) {
            return Err(Refusal::NotFound);
        }
        if !row.kind.module().permission(&staff.permissions).allows(act) {
            return Err(Refusal::NotPermitted);
        }
        Ok(Grant {
            staff: id,
            name: staff.name.clone(),
            department: staff.scope().department,
            stage: staff.stage(),
            stands_in_for: self.stands_in_for(staff, row),
            handler_set: self.settings.handler(row.level).is_some(),
            graduate: row.graduate,
            acts_for: None,
        })
    }

    fn letter(&self, letter: Letter, ctx: &Ctx<'_>) -> Decision<Self> {
        match letter {
            Letter::Founded { name, agreement_kind } => {
                let kind = agreement_kind.map(Event::AgreementKindSet);
                Decision::events(std::iter::once(Event::Founded { name }).chain(kind).collect())
            }
            Letter::AgreementKindSet(kind) => settings_changed(vec![Event::AgreementKindSet(kind)], ctx),
            Letter::ModuleOpened(module) => settings_changed(vec![Event::ModuleOpened(module)], ctx),
            Letter::CaseMoved(row) => self.case_moved(*row, ctx),
            Letter::VerdictHeld { case, version, held } => self.verdict_held(case, version, held, ctx),
            Letter::AccountOpened { staff, revision } => self.account_opened(staff, revision, ctx),
            Letter::Rostered { .. }
            | Letter::Invited(_)
            | Letter::Carry(_)
            | Letter::Announced(_)
            | Letter::WechatBinding { .. }
            | Letter::WechatFollows(_)
            | Letter::EmployerMoved(_)
            | Letter::EmployerWarned { .. }
            | Letter::Flagged { .. }
            | Letter::AnswerAwaited { .. }
            | Letter::Renumbered { .. }
            | Letter::RecordMoved(_) => Decision::nothing(),
        }
    }

    /// The account of a user says that its one-time code was used.
    fn account_opened(&self, id: StaffId, revision: u64, ctx: &Ctx<'_>) -> Decision<Self> {
        if self.openings.get(id).is_some_and(|known| known.used >= revision) {
            return Decision::nothing();
        }
        settings_changed(vec![Event::AccountOpened { id, revision }], ctx)
    }

    /// A graduate says how a case stands. A version not above the known one is a repeat.
    fn case_moved(&self, row: CaseRow, ctx: &Ctx<'_>) -> Decision<Self> {
        if self.cases.get(row.case).is_some_and(|known| known.version >= row.version) {
            return Decision::nothing();
        }
        let EntityId::School(school) = ctx.me else { return Decision::nothing() };
        let push = Effect::Show(Show::QueueRow { school, row: Box::new(row.clone()) });
        // A case that moves is held no longer.
        let released = self.cases.held(row.case).map(|_| Event::VerdictHeld { case: row.case, held: None });
        let number = self.numbers_agreement(&row);
        let events = [Event::CaseListed(Arc::new(row))].into_iter().chain(released).chain(number);
        Decision::events(events.collect()).causing([push])
    }
}

/// The stored parts of a school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Settings(Arc<Settings>),
    Staff { id: StaffId, member: Arc<Member> },
    Graduate(Arc<RosterRow>),
    Case(Arc<CaseRow>),
    Reveal(Arc<Reveal>),
    Flag(Arc<Flag>),
    Transfers(Arc<TransfersChange>),
    TakeOvers { case: CaseId, list: Arc<Vec<TakeOver>> },
    Opening { id: StaffId, opening: Opening },
    Held { case: CaseId, mark: Arc<HeldMark> },
    Deputy(Arc<Deputy>),
    Number { case: CaseId, cohort: u16, serial: u32 },
}

const SETTINGS: &str = "settings";

impl Entity for School {
    type Command = Command;
    type Event = Event;
    type Reply = Reply;
    type Part = Part;

    const KIND: u8 = b'S';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Command(command) => self.command(command, ctx),
            Input::Letter { letter, .. } => Ok(self.letter(letter, ctx)),
            Input::Timer(_) => Ok(Decision::nothing()),
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Founded { name } => Arc::make_mut(&mut self.settings).name.clone_from(name),
            Event::AgreementKindSet(kind) => Arc::make_mut(&mut self.settings).agreement_kind = Some(*kind),
            Event::Configured(change) => Arc::make_mut(&mut self.settings).change(change),
            Event::SwitchUsed(switch) => Arc::make_mut(&mut self.settings).use_switch(*switch),
            Event::ModuleOpened(module) => drop(Arc::make_mut(&mut self.settings).modules.insert(*module)),
            Event::StaffPut { id, member } => self.staff.put(*id, Arc::clone(member)),
            Event::RosterPut(row) => self.roster.put(Arc::clone(row)),
            Event::CaseListed(row) => self.cases.put(Arc::clone(row)),
            Event::TakenOver(taken) => self.takeovers.add(taken),
            Event::Revealed(reveal) => self.reveals.put(Arc::clone(reveal)),
            Event::FlagPut(flag) => self.flags.put(Arc::clone(flag)),
            Event::TransfersPut(change) => self.transfers.put(Arc::clone(change)),
            Event::CodeGiven { id, revision } => self.openings.give(*id, *revision),
            Event::AccountOpened { id, revision } => self.openings.open(*id, *revision),
            Event::VerdictHeld { case, held } => self.cases.hold(*case, held.clone()),
            Event::Deputized(deputy) => self.deputies.put(Arc::clone(deputy)),
            Event::AgreementNumbered { case, cohort, serial } => self.numbers.put(*case, *cohort, *serial),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Founded { .. }
            | Event::AgreementKindSet(_)
            | Event::ModuleOpened(_)
            | Event::Configured(_)
            | Event::SwitchUsed(_) => vec![SETTINGS.to_owned()],
            Event::StaffPut { id, .. } => vec![format!("staff/{id}")],
            Event::RosterPut(row) => vec![format!("graduate/{}", row.id)],
            Event::CaseListed(row) => vec![format!("case/{}", row.case)],
            Event::VerdictHeld { case, .. } => vec![format!("held/{case}")],
            Event::TakenOver(taken) => vec![format!("takeover/{}", taken.case)],
            Event::Revealed(reveal) => vec![Reveals::part_key(reveal)],
            Event::FlagPut(flag) => vec![format!("flag/{}", flag.employer)],
            Event::TransfersPut(change) => vec![format!("transfers/{}", change.graduate)],
            Event::CodeGiven { id, .. } | Event::AccountOpened { id, .. } => vec![format!("opening/{id}")],
            Event::Deputized(deputy) => vec![Deputies::part_key(deputy)],
            Event::AgreementNumbered { case, .. } => vec![format!("number/{case}")],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == SETTINGS {
            return Some(Part::Settings(Arc::clone(&self.settings)));
        }
        let (kind, id) = key.split_once('/')?;
        match kind {
            "staff" => id.parse().ok().and_then(|id| Some(Part::Staff { id, member: self.staff.shared(id)? })),
            "graduate" => self.roster.shared(id.parse().ok()?).map(Part::Graduate),
            "case" => self.cases.shared(id.parse().ok()?).map(Part::Case),
            "held" => id.parse().ok().and_then(|case| Some(Part::Held { case, mark: self.cases.mark(case)? })),
            "reveal" => self.reveals.in_place(id.parse().ok()?).map(Part::Reveal),
            "flag" => self.flags.shared(id.parse().ok()?).map(Part::Flag),
            "takeover" => id.parse().ok().and_then(|case| Some(Part::TakeOvers { case, list: self.takeovers.shared(case)? })),
            "opening" => id.parse().ok().and_then(|id| Some(Part::Opening { id, opening: self.openings.get(id)? })),
            "deputy" => self.deputies.in_place(id.parse().ok()?).map(Part::Deputy),
            "number" => id.parse().ok().and_then(|case| {
                let (cohort, serial) = self.numbers.of(case)?;
                Some(Part::Number { case, cohort, serial })
            }),
            "transfers" => self.transfers.shared(id.parse().ok()?).map(Part::Transfers),
            _ => None,
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Settings(settings) => self.settings = settings,
            Part::Staff { id, member } => self.staff.put(id, member),
            Part::Graduate(row) => self.roster.put(row),
            Part::Case(row) => self.cases.put(row),
            Part::Reveal(reveal) => self.reveals.put(reveal),
            Part::Flag(flag) => self.flags.put(flag),
            Part::Transfers(change) => self.transfers.put(change),
            Part::TakeOvers { case, list } => self.takeovers.put(case, list),
            Part::Opening { id, opening } => self.openings.put(id, opening),
            Part::Held { case, mark } => self.cases.hold(case, Some(mark)),
            Part::Deputy(deputy) => self.deputies.put(deputy),
            Part::Number { case, cohort, serial } => self.numbers.put(case, cohort, serial),
        }
    }
}
