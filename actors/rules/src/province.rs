//! The province: its agreement type, the modules it opened, and its schools.

pub mod registrations;

use crate::{
    effect::{Effect, Show},
    employer::registration::EmployerRow,
    entity::{Ctx, Decision, Entity, Input},
    ids::*,
    letter::Letter,
    module::Module,
    refusal::Refusal,
    review::AgreementKind,
};
use registrations::Registrations;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What is known of a province.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Province {
    pub name: String,
    pub agreement_kind: Option<AgreementKind>,
    /// Archive and household, as far as they were opened (SET-06).
    pub modules: BTreeSet<Module>,
    pub schools: BTreeMap<SchoolId, String>,
    pub employers: Registrations,
}

/// What a person may ask of a province's entity.
#[derive(Clone, Debug)]
pub enum Command {
    Found {
        name: String,
    },
    AddSchool {
        school: SchoolId,
        name: String,
    },
    /// SET-01. `signing` is the schools' word: the names of those whose online signing is open.
    SetAgreementKind {
        kind: AgreementKind,
        signing: Vec<String>,
    },
    /// SET-06; there is no way back.
    OpenModule(Module),
}

/// What can have happened to a province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Founded { name: String },
    SchoolAdded { school: SchoolId, name: String },
    AgreementKindSet(AgreementKind),
    ModuleOpened(Module),
    EmployerMoved(Arc<EmployerRow>),
    EmployerLeft { employer: EmployerId },
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done;

impl Province {
    fn add_school(&self, school: SchoolId, name: String) -> Result<Decision<Self>, Refusal> {
        if self.schools.contains_key(&school) {
            return Err(Refusal::SchoolExists);
        }
        let letter = Letter::Founded { name: name.clone(), agreement_kind: self.agreement_kind };
        let modules = self.modules.iter().map(|module| Effect::tell(school, Letter::ModuleOpened(*module)));
        let letters: Vec<_> = std::iter::once(Effect::tell(school, letter)).chain(modules).collect();
        Ok(Decision::events(vec![Event::SchoolAdded { school, name }]).causing(letters).replying(Done))
    }

    /// The type decides template and wording, so it stays once a school signs under it (SET-01); setting it again changes nothing.
    pub fn may_set_agreement_kind(&self, kind: AgreementKind, signing: &[String]) -> Result<(), Refusal> {
        let changes = self.agreement_kind.is_some_and(|set| set != kind);
        if changes && !signing.is_empty() { Err(Refusal::SigningOpenAt(signing.to_vec())) } else { Ok(()) }
    }

    fn set_agreement_kind(&self, kind: AgreementKind, signing: &[String]) -> Result<Decision<Self>, Refusal> {
        self.may_set_agreement_kind(kind, signing)?;
        if self.agreement_kind == Some(kind) {
            return Ok(Decision::answer(Done));
        }
        Ok(self.telling_schools(Event::AgreementKindSet(kind), &Letter::AgreementKindSet(kind)))
    }

    /// Signing needs no opening by the province: it waits for the agreement type only.
    fn open_module(&self, module: Module) -> Result<Decision<Self>, Refusal> {
        if module == Module::Signing {
            return Err(Refusal::NotFound);
        }
        if self.modules.contains(&module) {
            return Ok(Decision::answer(Done));
        }
        Ok(self.telling_schools(Event::ModuleOpened(module), &Letter::ModuleOpened(module)))
    }

    /// An employer registers here, or moved away. An older version than the one known is a repeat.
    fn employer_moved(&self, row: EmployerRow, me: EntityId) -> Decision<Self> {
        let EntityId::Province(me) = me else { return Decision::nothing() };
        if !self.employers.is_news(&row) {
            return Decision::nothing();
        }
        let event = match row.verifier == me {
            true => Event::EmployerMoved(Arc::new(row)),
            false => Event::EmployerLeft { employer: row.employer },
        };
        Decision::events(vec![event]).causing([Effect::Show(Show::EmployersChanged { province: me })])
    }

    fn telling_schools(&self, event: Event, letter: &Letter) -> Decision<Self> {
        let letters = self.schools.keys().map(|school| Effect::tell(*school, letter.clone()));
        Decision::events(vec![event]).causing(letters).replying(Done)
    }
}

/// The stored parts of a province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Settings { name: String, agreement_kind: Option<AgreementKind>, modules: BTreeSet<Module> },
    School { school: SchoolId, name: String },
    Employer(Arc<EmployerRow>),
}

const SETTINGS: &str = "settings";

impl Entity for Province {
    type Command = Command;
    type Event = Event;
    type Reply = Done;
    type Part = Part;

    const KIND: u8 = b'P';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Command(Command::Found { .. }) if !self.name.is_empty() => Err(Refusal::AlreadyExists),
            Input::Command(Command::Found { name }) => Ok(Decision::events(vec![Event::Founded { name }]).replying(Done)),
            Input::Command(Command::AddSchool { school, name }) => self.add_school(school, name),
            Input::Command(Command::SetAgreementKind { kind, signing }) => self.set_agreement_kind(kind, &signing),
            Input::Command(Command::OpenModule(module)) => self.open_module(module),
            Input::Letter { letter: Letter::EmployerMoved(row), .. } => Ok(self.employer_moved(*row, ctx.me)),
            Input::Letter { .. } | Input::Timer(_) => Ok(Decision::nothing()),
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Founded { name } => self.name.clone_from(name),
            Event::SchoolAdded { school, name } => {
                self.schools.insert(*school, name.clone());
            }
            Event::AgreementKindSet(kind) => self.agreement_kind = Some(*kind),
            Event::ModuleOpened(module) => drop(self.modules.insert(*module)),
            Event::EmployerMoved(row) => self.employers.put(Arc::clone(row)),
            Event::EmployerLeft { employer } => self.employers.remove(*employer),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Founded { .. } | Event::AgreementKindSet(_) | Event::ModuleOpened(_) => vec![SETTINGS.to_owned()],
            Event::SchoolAdded { school, .. } => vec![format!("school/{school}")],
            Event::EmployerMoved(row) => vec![format!("employer/{}", row.employer)],
            Event::EmployerLeft { employer } => vec![format!("employer/{employer}")],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == SETTINGS {
            let modules = self.modules.clone();
            return Some(Part::Settings { name: self.name.clone(), agreement_kind: self.agreement_kind, modules });
        }
        if let Some(employer) = key.strip_prefix("employer/") {
            return self.employers.get(employer.parse().ok()?).cloned().map(Part::Employer);
        }
        let school = key.strip_prefix("school/")?.parse().ok()?;
        self.schools.get(&school).map(|name| Part::School { school, name: name.clone() })
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Settings { name, agreement_kind, modules } => {
                (self.name, self.agreement_kind, self.modules) = (name, agreement_kind, modules);
            }
            Part::Employer(row) => self.employers.put(row),
            Part::School { school, name } => {
                self.schools.insert(school, name);
            }
        }
    }
}
