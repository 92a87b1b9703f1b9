//! The kinds of cases, ONE ROW A KIND: whatever the engine, the lists, the pages and the invariants ask about a kind, they ask here.
//!
//! A new kind is a row here, a file of rules under `graduate/` for what is peculiar to it, a form, and a row of tests.

mod backfill;
mod destination;
mod lists;
mod offline_rescission;
mod offline_signing;
mod online_rescission;
mod online_signing;
mod phases;

pub use lists::List;
pub use phases::{HandsIn, PhaseFacts, ReviewFacts};

use super::status::{Party, Phase, Status};
use crate::{
    codes::can_sign_online,
    forms::FormCode,
    module::{Module, Modules, Switch},
    permission::{Act, Permissions},
    review::{AgreementKind, ReviewWords},
};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::OnceLock};

/// A kind of case: its place in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8")]
pub struct CaseKind(u8);

/// A number that no row of the table has: what is stored was damaged, or written by a newer server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no kind of case has the number {0}")]
pub struct UnknownKind(u8);

impl TryFrom<u8> for CaseKind {
    type Error = UnknownKind;

    fn try_from(number: u8) -> Result<Self, UnknownKind> {
        Self::all().find(|kind| kind.0 == number).ok_or(UnknownKind(number))
    }
}

/// The behaviour of one kind.
pub struct Kind {
    pub code: &'static str,
    /// Its name, beside those of other kinds of the same list.
    pub label: &'static str,
    /// The list and the tile that it shares with the kinds that the guide handles on one page.
    pub list: &'static List,
    /// Its name within a sentence: 「签约」, 「去向登记」.
    pub matter: &'static str,
    /// The module whose permission and route it takes, and whose route it keeps from changing while it is in process (SET-04).
    pub module: Module,
    /// The switch that must be open for it to be begun or submitted (SET-02); `None`: what ends an agreement is always open.
    pub switch: Option<Switch>,
    /// The parties that may begin it: 「签约发起方」.
    pub begun_by: &'static [Party],
    /// The destination that it is, where its own detail does not say it.
    pub destination: Option<&'static str>,
    /// Whether the province must have set the agreement type first (SET-01).
    pub has_agreement: bool,
    /// Whether it counts for "one at a time" while it is in process or effective (SIG-08).
    pub binds: bool,
    /// Another party's answer that it waits for before any review.
    pub asks: Option<Asks>,
    /// The kinds of agreements that it is about, and ends when it takes effect (RES-01, RES-03).
    pub ends: &'static [CaseKind],
    /// The consequence of its taking effect.
    pub causes: Consequence,
    /// The forms that it is handed in by, where somebody fills one in.
    pub forms: &'static [FormCode],
    /// The things that are reviewed one after the other.
    pub phases: &'static [PhaseFacts],
    /// Whether the graduate may end it alone once it is effective (DES-04).
    pub voidable: bool,
    /// The fields that a school user may correct after approval (SIG-07, OFF-04).
    pub amendable: &'static [&'static str],
    /// The states that it uses, in the order in which a case can meet them.
    pub states: &'static [Status],
    /// The guide's words for each of them.
    pub label_of: fn(Status) -> &'static str,
    /// The filters of states that the guide prints for it.
    pub filters: &'static [Filter],
    pub words: Words,
}

/// The fate of a question to another party that is not answered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// It expires (SIG-08).
    Expires,
    /// The party is reminded, and the question stays (EXT-16).
    Reminds,
}

/// The consequence of the last approval beyond the case itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The EMS is told of a destination, and that there is none when it holds no more (SYN-01).
    Report,
    /// The agreement that it is about ends (RES-01).
    Rescinds,
    Nothing,
}

/// One entry of a list's filter of states, in the guide's words.
#[derive(Debug)]
pub struct Filter {
    pub code: &'static str,
    pub label: &'static str,
    pub states: &'static [Status],
}

/// The words of a kind's history and notices.
#[derive(Debug)]
pub struct Words {
    pub begun: &'static str,
    pub accepted: &'static str,
    pub declined: &'static str,
    pub expired: &'static str,
    /// Taken back, by whoever began it or handed it in.
    pub withdrew: &'static str,
    pub corrected: &'static str,
    pub voided: &'static str,
    /// 「签约成功」: the title when it takes effect.
    pub effective: &'static str,
    /// 「就业协议生效」: what that means.
    pub holds: &'static str,
    /// The words for the move that ends it, so that another one can begin.
    pub way_out: &'static str,
}

/// The table.
static TABLE: [Kind; 6] = [
    online_signing::KIND,
    destination::KIND,
    offline_signing::KIND,
    backfill::KIND,
    online_rescission::KIND,
    offline_rescission::KIND,
];

/// Rows that a test adds, to show that a row is enough for a kind.
static MADE_UP: OnceLock<Vec<Kind>> = OnceLock::new();

impl CaseKind {
    pub const ONLINE_SIGNING: Self = Self(0);
    pub const DESTINATION: Self = Self(1);
    pub const OFFLINE_SIGNING: Self = Self(2);
    pub const BACKFILL: Self = Self(3);
    pub const ONLINE_RESCISSION: Self = Self(4);
    pub const OFFLINE_RESCISSION: Self = Self(5);

    /// Kinds beside those of the table, once in a process and before anything else asks for a kind: for tests. Says whether they were taken.
    pub fn make_up(kinds: Vec<Kind>) -> bool {
        MADE_UP.set(kinds).is_ok()
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        let made_up = MADE_UP.get().map_or(0, Vec::len);
        (0..TABLE.len() + made_up).filter_map(|place| u8::try_from(place).ok()).map(Self)
    }

    /// Its row of the table.
    pub fn facts(self) -> &'static Kind {
        let place = usize::from(self.0);
        let made_up = || MADE_UP.get().and_then(|kinds| kinds.get(place - TABLE.len()));
        TABLE.get(place).or_else(made_up).unwrap_or(&TABLE[0])
    }

    /// Those of some modules.
    pub fn within(modules: Modules) -> impl Iterator<Item = Self> {
        Self::all().filter(move |kind| modules.contains(kind.module()))
    }

    /// Stable code, on the wire and in code tables.
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// Name of the review of one of its phases, where agreements are of this type.
    pub fn review(self, phase: Phase, agreement: Option<AgreementKind>) -> ReviewWords {
        let certified = agreement.filter(|_| self.facts().phase(phase).certified);
        certified.map_or(ReviewWords::REVIEW, AgreementKind::review)
    }

    /// The forms that graduates of this training mode may hand it in by (ROS-05).
    pub fn forms_for(self, training_mode: &str) -> impl Iterator<Item = FormCode> {
        self.facts().forms.iter().copied().filter(move |form| !self.facts().binds || form.is_open_to(training_mode))
    }

    /// Whether it is open to graduates of this training mode: 21 and 41 have only what their own form is handed in by (ROS-05).
    pub fn is_open_to(self, training_mode: &str) -> bool {
        can_sign_online(training_mode) || self.forms_for(training_mode).next().is_some()
    }

    /// The module it belongs to.
    pub fn module(self) -> Module {
        self.facts().module
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|kind| kind.code() == code)
    }
}

impl Kind {
    /// The facts of one of its phases; of the last where it has no such.
    pub fn phase(&self, phase: Phase) -> &'static PhaseFacts {
        let place = if phase == Phase::First { 0 } else { self.phases.len() - 1 };
        &self.phases[place]
    }

    /// The phase after this one.
    pub fn phase_after(&self, phase: Phase) -> Option<Phase> {
        (phase == Phase::First && self.phases.len() > 1).then_some(Phase::Second)
    }

    /// Whether this party may begin it.
    pub fn is_begun_by(&self, party: Party) -> bool {
        self.begun_by.contains(&party)
    }
}

impl Modules {
    /// Those that a user with these permissions may do this with, as far as there are cases of them; `None`: none.
    pub fn with_cases(act: Act, permissions: &Permissions) -> Option<Self> {
        let modules = Self::allowing(act, permissions);
        CaseKind::within(modules).next().map(|_| modules)
    }
}

impl fmt::Debug for CaseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
