//! 「签约设置」 and 「登记设置」: switches, routes, limit, handlers, and what becomes of them. What keeps each from being changed
//! is in `guards` (SET-01 … SET-07).

use super::overdue::OVERDUE_DAYS;
use crate::{
    caller::Caller,
    check::{Phone, Postcode},
    codes::LevelGroup,
    fields::Fields,
    module::{Module, Switch},
    refusal::{Refusal, invalid},
    review::{AgreementKind, Route},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

/// Most rescission applications a school may allow (SET-02).
pub const RESCISSION_LIMIT_MAX: u8 = 99;
/// Working days in which a request for rescission is to be answered, that a school may set (EXT-16).
pub const ANSWER_DAYS: RangeInclusive<u8> = 1..=30;
/// Working days while it has set none.
pub const ANSWER_DAYS_DEFAULT: u8 = 5;
/// Changes that the settings page shows; the history has all of them.
pub const CHANGES_KEPT: usize = 50;

/// A school's settings as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub name: String,
    /// Set by the province; without it nothing of signing can be opened (SET-01).
    pub agreement_kind: Option<AgreementKind>,
    /// What the province opened: without it the school cannot open a module (SET-06).
    pub modules: BTreeSet<Module>,
    switches: BTreeMap<Switch, Position>,
    routes: BTreeMap<Module, Route>,
    pub rescission_limit: u8,
    pub handlers: BTreeMap<HandlerFor, Handler>,
    /// The newest [`CHANGES_KEPT`], oldest first.
    pub changes: Vec<Change>,
    /// Days that a case may wait at one level before its reviewers are reminded, as the school set it (EXT-19).
    pub overdue_after: Option<u8>,
    /// Working days in which a request for rescission is to be answered, as the school set it (EXT-16).
    pub answer_within: Option<u8>,
}

/// How a switch stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    open: bool,
    /// It was open at some time: opening it again opens nothing else.
    opened_before: bool,
    /// Somebody has acted under the switch: it cannot be closed any more (SET-03).
    used: bool,
}

/// One change of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// Opening online signing for the first time opens backfill and destination registration too.
    Open(Switch),
    Close(Switch),
    Route(Module, Route),
    RescissionLimit(u8),
    Handler(HandlerFor, Handler),
    /// 「超时提醒」, in days (EXT-19).
    OverdueAfter(u8),
    /// 「解约答复期限」, in working days, of requests from then on (EXT-16).
    AnswerWithin(u8),
}

/// A change, with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub at: UnixMs,
    pub by: Caller,
    pub setting: Setting,
}

/// Whom a handler is for (SET-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HandlerFor {
    Everybody,
    Level(LevelGroup),
}

/// 「协议经办人」, printed on the agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handler {
    pub name: String,
    pub phone: String,
    pub address: String,
    pub postcode: String,
}

impl Settings {
    /// The handler for a graduate of this level.
    pub fn handler(&self, level: LevelGroup) -> Option<&Handler> {
        self.handlers.get(&HandlerFor::Everybody).or_else(|| self.handlers.get(&HandlerFor::Level(level)))
    }

    /// Whether a switch is open.
    pub fn is_open(&self, switch: Switch) -> bool {
        self.position(switch).open
    }

    /// Whether somebody has acted under a switch (SET-03).
    pub fn is_used(&self, switch: Switch) -> bool {
        self.position(switch).used
    }

    /// 「审核方式」 of a module (SET-04).
    pub fn route(&self, module: Module) -> Route {
        self.routes.get(&module).copied().unwrap_or_default()
    }

    /// Working days in which a request for rescission that is made now is to be answered (EXT-16).
    pub fn answer_days(&self) -> u8 {
        self.answer_within.unwrap_or(ANSWER_DAYS_DEFAULT)
    }

    /// Whether the setting is as the change would make it.
    pub(super) fn is_already(&self, setting: &Setting) -> bool {
        match setting {
            Setting::Open(switch) => self.is_open(*switch),
            Setting::Close(switch) => !self.is_open(*switch),
            Setting::Route(module, route) => self.route(*module) == *route,
            Setting::RescissionLimit(limit) => self.rescission_limit == *limit,
            Setting::Handler(..) => false,
            Setting::OverdueAfter(days) => self.overdue_days() == *days,
            Setting::AnswerWithin(days) => self.answer_days() == *days,
        }
    }

    pub(super) fn change(&mut self, change: &Change) {
        match &change.setting {
            Setting::Open(switch) => self.open(*switch),
            Setting::Close(switch) => self.switches.entry(*switch).or_default().open = false,
            Setting::Route(module, route) => drop(self.routes.insert(*module, *route)),
            Setting::RescissionLimit(limit) => self.rescission_limit = *limit,
            Setting::Handler(whom, handler) => drop(self.handlers.insert(*whom, handler.clone())),
            Setting::OverdueAfter(days) => self.overdue_after = Some(*days),
            Setting::AnswerWithin(days) => self.answer_within = Some(*days),
        }
        if self.changes.len() >= CHANGES_KEPT {
            self.changes.remove(0);
        }
        self.changes.push(change.clone());
    }

    /// Somebody acted under a switch.
    pub(super) fn use_switch(&mut self, switch: Switch) {
        self.switches.entry(switch).or_default().used = true;
    }

    fn position(&self, switch: Switch) -> Position {
        self.switches.get(&switch).copied().unwrap_or_default()
    }

    fn open(&mut self, switch: Switch) {
        let first = switch == Switch::Signing && !self.position(switch).opened_before;
        let opened: &[Switch] = if first { Module::Signing.switches() } else { &[switch] };
        for switch in opened {
            let position = self.switches.entry(*switch).or_default();
            (position.open, position.opened_before) = (true, true);
        }
    }
}

impl Setting {
    /// The module whose read-write permission the change needs (ACC-04).
    pub fn module(&self) -> Module {
        match self {
            Self::Open(switch) | Self::Close(switch) => switch.module(),
            Self::Route(module, _) => *module,
            Self::RescissionLimit(_) | Self::Handler(..) | Self::OverdueAfter(_) | Self::AnswerWithin(_) => Module::Signing,
        }
    }

    /// The filled-in part, by itself, as it is kept.
    pub(super) fn checked(self) -> Result<Self, Refusal> {
        match self {
            Self::RescissionLimit(limit) if limit > RESCISSION_LIMIT_MAX => {
                Err(Refusal::Invalid(vec![invalid("limit", "为 0 至 99 的整数")]))
            }
            Self::OverdueAfter(days) if !OVERDUE_DAYS.contains(&days) => Err(no_such_days()),
            Self::AnswerWithin(days) if !ANSWER_DAYS.contains(&days) => Err(no_such_days()),
            Self::Handler(whom, handler) => Ok(Self::Handler(whom, handler.checked()?)),
            _ => Ok(self),
        }
    }
}

fn no_such_days() -> Refusal {
    Refusal::Invalid(vec![invalid("days", "为 1 至 30 的整数")])
}

impl Handler {
    fn checked(self) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let handler = Self {
            name: fields.name("handler.name", &self.name, 2..=40),
            phone: fields.checked("handler.phone", Phone::parse(&self.phone)),
            address: fields.line("handler.address", &self.address, 4..=120),
            postcode: fields.checked("handler.postcode", Postcode::parse(&self.postcode)),
        };
        fields.finish(handler)
    }
}
