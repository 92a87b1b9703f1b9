//! The kinds of cases, ONE ROW A KIND: whatever the engine, the lists, the pages and the invariants ask about a kind, they ask here.
//!
//! A new kind is a row here, a file of rules under `graduate/` for what is peculiar to it, a form, and a row of tests.

mod destination;
mod online_signing;

use super::status::{Party, Status};
use crate::{
    forms::FormCode,
    module::{Module, Modules, Switch},
    permission::{Act, Permissions},
};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::OnceLock};

/// A kind of case: its place in the table, which is also the order of tiles and menus.
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
    /// The tile's and the menu's name.
    pub label: &'static str,
    /// The name of its menu and list.
    pub menu: &'static str,
    /// Its name within a sentence: 「签约」, 「去向登记」.
    pub matter: &'static str,
    /// The module whose permission and route it takes, and whose route it keeps from changing while it is in process (SET-04).
    pub module: Module,
    /// The switch that must be open for it to be begun or submitted (SET-02).
    pub switch: Switch,
    /// The party that begins it: 「签约发起方」.
    pub begun_by: Party,
    /// The destination that it is, where its own detail does not say it.
    pub destination: Option<&'static str>,
    /// Whether the province must have set the agreement type first (SET-01).
    pub has_agreement: bool,
    /// Whether an agreement's 「协议经办人」 must be known before the last approval (SET-05).
    pub names_handler: bool,
    /// Whether it counts for "one at a time" while it is in process or effective (SIG-08).
    pub binds: bool,
    /// The consequence of its taking effect.
    pub causes: Consequence,
    /// The forms that it is handed in by, where the graduate begins it.
    pub forms: &'static [FormCode],
    /// The reviewer's choices besides approving, and how a rejection is reasoned.
    pub review: ReviewFacts,
    /// Whether the graduate may take it back before any review (DES-03).
    pub withdrawable: bool,
    /// Whether the graduate may end it alone once it is effective (DES-04).
    pub voidable: bool,
    /// Whether 职位类别 may be corrected after approval (SIG-07).
    pub job_category_amendable: bool,
    /// The states that it uses, in the order in which a case can meet them.
    pub states: &'static [Status],
    /// The guide's words for each of them.
    pub label_of: fn(Status) -> &'static str,
    /// The filter that its list opens with, first, and the others that the guide prints.
    pub filters: &'static [Filter],
    pub words: Words,
}

/// The choices of a reviewer besides approving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewFacts {
    /// 「退回修改」.
    pub returns: bool,
    /// The reviewer corrects what was handed in (DES-02).
    pub corrects: bool,
}

/// The consequence of the last approval beyond the case itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The EMS is told of a destination, and that there is none when it holds no more (SYN-01).
    Report,
    Nothing,
}

/// One entry of a list's filter of states, in the guide's words; an entry without states lists nothing yet.
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
static TABLE: [Kind; 2] = [online_signing::KIND, destination::KIND];

/// Rows that a test adds, to show that a row is enough for a kind.
static MADE_UP: OnceLock<Vec<Kind>> = OnceLock::new();

impl CaseKind {
    pub const ONLINE_SIGNING: Self = Self(0);
    pub const DESTINATION: Self = Self(1);

    /// Kinds beside those of the table, once in a process and before anything else asks for a kind: for tests. Says whether they were taken.
    pub fn make_up(kinds: Vec<Kind>) -> bool {
        MADE_UP.set(kinds).is_ok()
    }

    /// All of them, in the order of tiles and menus.
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

    /// Those of some modules, in the order of tiles and menus.
    pub fn within(modules: Modules) -> impl Iterator<Item = Self> {
        Self::all().filter(move |kind| modules.contains(kind.module()))
    }

    /// Stable code, on the wire and in code tables.
    pub fn code(self) -> &'static str {
        self.facts().code
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
