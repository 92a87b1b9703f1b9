//! The school: its settings, its reviewers and what they may do, its roster, and the list of its graduates' cases.
//!
//! Its big maps are persistent (`imbl`): a copy of the whole state costs nothing, so readers look at the copy published after
//! each commit and never queue behind writers.

pub mod list;
pub mod roster;
pub mod settings;
pub mod staff;

use crate::{
    case::CaseRow,
    codes,
    effect::{Effect, Push},
    entity::{Ctx, Decision, Entity, Input},
    exchange::{RosterChange, StaffChange},
    ids::*,
    letter::Letter,
    refusal::Refusal,
    review::*,
};
use list::CaseList;
use roster::{Roster, RosterRow};
use serde::{Deserialize, Serialize};
use settings::{Setting, Settings};
use staff::{Act, Member, Members};
use std::sync::Arc;

/// What is known of a school.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct School {
    pub settings: Arc<Settings>,
    pub staff: Members,
    pub roster: Roster,
    pub cases: CaseList,
}

/// What a person may ask of a school's entity.
#[derive(Clone, Debug)]
pub enum Command {
    Configure(Setting),
    /// Users as the EMS has them now (ACC-02).
    TakeStaff(Vec<StaffChange>),
    /// Roster rows as the EMS has them now (ROS-01, INV-01, INV-02).
    TakeRoster(Vec<RosterChange>),
    /// May this graduate be invited, or submit a signing? Records the first use of the switch (SET-03).
    Admit {
        graduate: GraduateId,
    },
    /// A reviewer takes an item over from the colleague who has it open (EXT-01): kept in the history.
    TakeOver {
        staff: StaffId,
        case: CaseId,
        from: String,
    },
}

/// What can have happened to a school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Founded {
        name: String,
    },
    AgreementKindSet(AgreementKind),
    Configured(Setting),
    /// Somebody did something under the signing switch: it stays open (SET-03).
    SigningUsed,
    StaffPut {
        id: StaffId,
        member: Arc<Member>,
    },
    RosterPut(Arc<RosterRow>),
    CaseListed(Arc<CaseRow>),
    TakenOver {
        staff: StaffId,
        case: CaseId,
        from: String,
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
            Command::Configure(setting) => self.configure(setting),
            Command::TakeStaff(changes) => Ok(self.take_staff(changes, ctx)),
            Command::TakeRoster(changes) => Ok(self.take_roster(changes)),
            Command::Admit { graduate } => self.admit(self.roster.get(graduate).ok_or(Refusal::NotOnRoster)?),
            Command::TakeOver { staff, case, from } => {
                self.authorise(staff, case, Act::Review)?;
                Ok(Decision::events(vec![Event::TakenOver { staff, case, from }]).replying(Reply::Done))
            }
        }
    }

    fn configure(&self, setting: Setting) -> Result<Decision<Self>, Refusal> {
        self.settings.may_change(&setting, self)?;
        Ok(Decision::events(vec![Event::Configured(setting)]).replying(Reply::Done))
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
                decision.effects.push(Effect::Push(Push::RightsChanged { school, staff: change.id }));
            }
        }
        decision
    }

    /// Each graduate hears of the own row; the order per graduate is that of the EMS.
    fn take_roster(&self, changes: Vec<RosterChange>) -> Decision<Self> {
        let mut decision = Decision::nothing().replying(Reply::Done);
        let mut roster = self.roster.clone();
        for change in changes {
            if roster.known(change.id).is_some_and(|known| known.revision >= change.revision) {
                continue;
            }
            let row = Arc::new(RosterRow::of(&change));
            roster.put(Arc::clone(&row));
            decision.events.push(Event::RosterPut(row));
            let letter = Letter::Rostered { profile: change.profile, removed_at: change.removed_at };
            decision.effects.push(Effect::tell(change.id, letter));
        }
        decision
    }

    /// The first use of the switch is written down once; afterwards admission is a question.
    fn admit(&self, row: &RosterRow) -> Result<Decision<Self>, Refusal> {
        let decision = Decision::answer(Reply::Admitted(Box::new(self.admission(row)?)));
        Ok(if self.settings.signing_used { decision } else { Decision { events: vec![Event::SigningUsed], ..decision } })
    }

    /// The school's word that this graduate may be invited, or may submit a signing.
    pub fn admission(&self, row: &RosterRow) -> Result<Admission, Refusal> {
        let settings = &self.settings;
        if self.roster.current_cohort() != Some(row.id.cohort) {
            return Err(Refusal::NotOnRoster);
        }
        let agreement_kind = settings.agreement_kind.ok_or(Refusal::AgreementKindUnset)?;
        if !settings.signing_open {
            return Err(Refusal::SigningClosed);
        }
        if !codes::can_sign_online(&row.training_mode) {
            return Err(Refusal::OnlineSigningBarred);
        }
        Ok(Admission { school_name: settings.name.clone(), agreement_kind, route: settings.route, graduate: row.clone() })
    }

    /// I11: the user's permission and scope, as they are when the decision is made.
    pub fn authorise(&self, id: StaffId, case: CaseId, act: Act) -> Result<Grant, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        let row = self.cases.get(case).ok_or(Refusal::NotFound)?;
        if !staff.scope().contains(&row.department, row.level) {
            return Err(Refusal::NotFound);
        }
        if !staff.permissions.basic.allows(act) {
            return Err(Refusal::NotPermitted);
        }
        Ok(Grant {
            staff: id,
            name: staff.name.clone(),
            department: staff.scope().department,
            stage: staff.stage(),
            graduate: row.graduate,
        })
    }

    fn letter(&self, letter: Letter, ctx: &Ctx<'_>) -> Decision<Self> {
        match letter {
            Letter::Founded { name, agreement_kind } => {
                let kind = agreement_kind.map(Event::AgreementKindSet);
                Decision::events(std::iter::once(Event::Founded { name }).chain(kind).collect())
            }
            Letter::AgreementKindSet(kind) => Decision::events(vec![Event::AgreementKindSet(kind)]),
            Letter::CaseMoved(row) => self.case_moved(*row, ctx),
            Letter::Rostered { .. } | Letter::Invited(_) | Letter::Carry(_) => Decision::nothing(),
        }
    }

    /// A graduate says how a case stands. A version not above the known one is a repeat.
    fn case_moved(&self, row: CaseRow, ctx: &Ctx<'_>) -> Decision<Self> {
        if self.cases.get(row.case).is_some_and(|known| known.version >= row.version) {
            return Decision::nothing();
        }
        let EntityId::School(school) = ctx.me else { return Decision::nothing() };
        let push = Effect::Push(Push::QueueRow { school, row: Box::new(row.clone()) });
        Decision::events(vec![Event::CaseListed(Arc::new(row))]).causing([push])
    }
}

/// The stored parts of a school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Settings(Arc<Settings>),
    Staff { id: StaffId, member: Arc<Member> },
    Graduate(Arc<RosterRow>),
    Case(Arc<CaseRow>),
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
            Event::Configured(setting) => Arc::make_mut(&mut self.settings).change(setting),
            Event::SigningUsed => Arc::make_mut(&mut self.settings).signing_used = true,
            Event::StaffPut { id, member } => self.staff.put(*id, Arc::clone(member)),
            Event::RosterPut(row) => self.roster.put(Arc::clone(row)),
            Event::CaseListed(row) => self.cases.put(Arc::clone(row)),
            Event::TakenOver { .. } => {}
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Founded { .. } | Event::AgreementKindSet(_) | Event::Configured(_) | Event::SigningUsed => {
                vec![SETTINGS.to_owned()]
            }
            Event::StaffPut { id, .. } => vec![format!("staff/{id}")],
            Event::RosterPut(row) => vec![format!("graduate/{}", row.id)],
            Event::CaseListed(row) => vec![format!("case/{}", row.case)],
            Event::TakenOver { .. } => Vec::new(),
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
            _ => None,
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Settings(settings) => self.settings = settings,
            Part::Staff { id, member } => self.staff.put(id, member),
            Part::Graduate(row) => self.roster.put(row),
            Part::Case(row) => self.cases.put(row),
        }
    }
}
