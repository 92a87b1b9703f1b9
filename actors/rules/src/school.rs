//! The school: its settings, its reviewers and what they may do, its roster, and the list of its graduates' cases.
//!
//! Its big maps are persistent (`imbl`): a copy of the whole state costs nothing, so readers look at the copy published after
//! each commit and never queue behind writers.

pub mod list;
pub mod reveals;
pub mod roster;
pub mod settings;
pub mod staff;

use crate::{
    case::CaseRow,
    codes,
    effect::{Effect, Push},
    entity::{Ctx, Decision, Entity, Input},
    ids::*,
    letter::Letter,
    profile::Profile,
    refusal::Refusal,
    review::*,
};
use imbl::OrdMap;
use list::CaseList;
use reveals::{Reveal, RevealReason, Reveals};
use roster::{EnrolError, Roster, RosterRow};
use serde::{Deserialize, Serialize};
use settings::{Setting, Settings};
use staff::{Act, Staff};
use std::sync::Arc;

/// What is known of a school.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct School {
    pub settings: Arc<Settings>,
    pub staff: OrdMap<StaffId, Arc<Staff>>,
    pub roster: Roster,
    pub cases: CaseList,
    pub reveals: Reveals,
}

/// What a person may ask of a school's entity.
#[derive(Clone, Debug)]
pub enum Command {
    Configure(Setting),
    AddStaff(Staff),
    /// A batch of roster rows; each gets its own result.
    Enrol {
        profiles: Vec<Profile>,
    },
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
    /// A user wants to see a graduate's full numbers (EXT-08): kept in the history.
    Reveal {
        staff: StaffId,
        graduate: GraduateId,
        reason: RevealReason,
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
    StaffAdded {
        id: StaffId,
        staff: Arc<Staff>,
    },
    Enrolled(Arc<RosterRow>),
    CaseListed(Arc<CaseRow>),
    TakenOver {
        staff: StaffId,
        case: CaseId,
        from: String,
    },
    Revealed(Arc<Reveal>),
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Done,
    StaffAdded(StaffId),
    Enrolled(Vec<Result<GraduateId, EnrolError>>),
    Admitted(Box<Admission>),
}

impl School {
    fn command(&self, command: Command, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match command {
            Command::Configure(setting) => self.configure(setting),
            Command::AddStaff(staff) => Ok(self.add_staff(staff)),
            Command::Enrol { profiles } => Ok(self.enrol(profiles, ctx)),
            Command::Admit { graduate } => self.admit(self.roster.get(graduate).ok_or(Refusal::NotOnRoster)?),
            Command::TakeOver { staff, case, from } => {
                self.authorise(staff, case, Act::Review)?;
                Ok(Decision::events(vec![Event::TakenOver { staff, case, from }]).replying(Reply::Done))
            }
            Command::Reveal { staff, graduate, reason } => self.reveal(staff, graduate, reason, ctx),
        }
    }

    fn configure(&self, setting: Setting) -> Result<Decision<Self>, Refusal> {
        self.settings.may_change(&setting, self)?;
        Ok(Decision::events(vec![Event::Configured(setting)]).replying(Reply::Done))
    }

    fn add_staff(&self, staff: Staff) -> Decision<Self> {
        let id = StaffId(self.staff.get_max().map_or(1, |(id, _)| id.0 + 1));
        Decision::events(vec![Event::StaffAdded { id, staff: Arc::new(staff) }]).replying(Reply::StaffAdded(id))
    }

    fn enrol(&self, profiles: Vec<Profile>, ctx: &Ctx<'_>) -> Decision<Self> {
        let EntityId::School(me) = ctx.me else { return Decision::nothing() };
        let mut roster = self.roster.clone();
        let mut decision = Decision::nothing();
        let mut results = Vec::with_capacity(profiles.len());
        for profile in profiles {
            results.push(roster.admit(me, &profile).map(|row| {
                let (id, row) = (row.id, Arc::new(row));
                roster.put(Arc::clone(&row));
                decision.events.push(Event::Enrolled(row));
                decision.effects.push(Effect::tell(id, Letter::Enrolled { profile: Arc::new(profile) }));
                id
            }));
        }
        decision.replying(Reply::Enrolled(results))
    }

    /// The first use of the switch is written down once; afterwards admission is a question.
    fn admit(&self, row: &RosterRow) -> Result<Decision<Self>, Refusal> {
        let decision = Decision::answer(Reply::Admitted(Box::new(self.admission(row)?)));
        Ok(if self.settings.signing_used { decision } else { Decision { events: vec![Event::SigningUsed], ..decision } })
    }

    /// The school's word that this graduate may be invited, or may submit a signing.
    pub fn admission(&self, row: &RosterRow) -> Result<Admission, Refusal> {
        let settings = &self.settings;
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
        let staff = self.staff.get(&id).ok_or(Refusal::NotFound)?;
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
            Letter::Enrolled { .. } | Letter::Invited(_) => Decision::nothing(),
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
    Staff { id: StaffId, staff: Arc<Staff> },
    Graduate(Arc<RosterRow>),
    Case(Arc<CaseRow>),
    Reveal(Arc<Reveal>),
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
            Event::StaffAdded { id, staff } => {
                self.staff.insert(*id, Arc::clone(staff));
            }
            Event::Enrolled(row) => self.roster.put(Arc::clone(row)),
            Event::CaseListed(row) => self.cases.put(Arc::clone(row)),
            Event::TakenOver { .. } => {}
            Event::Revealed(reveal) => self.reveals.put(Arc::clone(reveal)),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Founded { .. } | Event::AgreementKindSet(_) | Event::Configured(_) | Event::SigningUsed => {
                vec![SETTINGS.to_owned()]
            }
            Event::StaffAdded { id, .. } => vec![format!("staff/{id}")],
            Event::Enrolled(row) => vec![format!("graduate/{}", row.id)],
            Event::CaseListed(row) => vec![format!("case/{}", row.case)],
            Event::TakenOver { .. } => Vec::new(),
            Event::Revealed(reveal) => vec![Reveals::part_key(reveal)],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == SETTINGS {
            return Some(Part::Settings(Arc::clone(&self.settings)));
        }
        let (kind, id) = key.split_once('/')?;
        match kind {
            "staff" => id.parse().ok().and_then(|id| Some(Part::Staff { id, staff: Arc::clone(self.staff.get(&id)?) })),
            "graduate" => self.roster.shared(id.parse().ok()?).map(Part::Graduate),
            "case" => self.cases.shared(id.parse().ok()?).map(Part::Case),
            "reveal" => self.reveals.in_place(id.parse().ok()?).map(Part::Reveal),
            _ => None,
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Settings(settings) => self.settings = settings,
            Part::Staff { id, staff } => {
                self.staff.insert(id, staff);
            }
            Part::Graduate(row) => self.roster.put(row),
            Part::Case(row) => self.cases.put(row),
            Part::Reveal(reveal) => self.reveals.put(reveal),
        }
    }
}
