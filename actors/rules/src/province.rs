//! The province: its agreement type and its schools.

use crate::{
    effect::Effect,
    entity::{Ctx, Decision, Entity, Input},
    ids::SchoolId,
    letter::Letter,
    refusal::Refusal,
    review::AgreementKind,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of a province.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Province {
    pub name: String,
    pub agreement_kind: Option<AgreementKind>,
    pub schools: BTreeMap<SchoolId, String>,
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
    /// SET-01.
    SetAgreementKind(AgreementKind),
}

/// What can have happened to a province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Founded { name: String },
    SchoolAdded { school: SchoolId, name: String },
    AgreementKindSet(AgreementKind),
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done;

impl Province {
    fn add_school(&self, school: SchoolId, name: String) -> Result<Decision<Self>, Refusal> {
        if self.schools.contains_key(&school) {
            return Err(Refusal::AlreadyExists);
        }
        let letter = Letter::Founded { name: name.clone(), agreement_kind: self.agreement_kind };
        Ok(Decision::events(vec![Event::SchoolAdded { school, name }]).causing([Effect::tell(school, letter)]).replying(Done))
    }

    fn set_agreement_kind(&self, kind: AgreementKind) -> Decision<Self> {
        let letters = self.schools.keys().map(|school| Effect::tell(*school, Letter::AgreementKindSet(kind)));
        Decision::events(vec![Event::AgreementKindSet(kind)]).causing(letters).replying(Done)
    }
}

/// The stored parts of a province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Settings { name: String, agreement_kind: Option<AgreementKind> },
    School { school: SchoolId, name: String },
}

const SETTINGS: &str = "settings";

impl Entity for Province {
    type Command = Command;
    type Event = Event;
    type Reply = Done;
    type Part = Part;

    const KIND: u8 = b'P';

    fn decide(&self, input: Input<Command>, _ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Command(Command::Found { .. }) if !self.name.is_empty() => Err(Refusal::AlreadyExists),
            Input::Command(Command::Found { name }) => Ok(Decision::events(vec![Event::Founded { name }]).replying(Done)),
            Input::Command(Command::AddSchool { school, name }) => self.add_school(school, name),
            Input::Command(Command::SetAgreementKind(kind)) => Ok(self.set_agreement_kind(kind)),
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
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Founded { .. } | Event::AgreementKindSet(_) => vec![SETTINGS.to_owned()],
            Event::SchoolAdded { school, .. } => vec![format!("school/{school}")],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        if key == SETTINGS {
            return Some(Part::Settings { name: self.name.clone(), agreement_kind: self.agreement_kind });
        }
        let school = key.strip_prefix("school/")?.parse().ok()?;
        self.schools.get(&school).map(|name| Part::School { school, name: name.clone() })
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Settings { name, agreement_kind } => (self.name, self.agreement_kind) = (name, agreement_kind),
            Part::School { school, name } => {
                self.schools.insert(school, name);
            }
        }
    }
}
