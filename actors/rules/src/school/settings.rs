//! 「签约设置」: switches, route, limit, handlers, and what keeps each from being changed (SET-01 … SET-07).

use super::School;
use crate::{
    codes::LevelGroup,
    refusal::{FieldError, Refusal},
    review::{AgreementKind, Route},
    terms::length,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most rescission applications a school may allow (SET-02).
pub const RESCISSION_LIMIT_MAX: u8 = 99;

/// A school's settings as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub name: String,
    /// Set by the province; without it nothing can be opened (SET-01).
    pub agreement_kind: Option<AgreementKind>,
    pub signing_open: bool,
    pub backfill_open: bool,
    pub destination_open: bool,
    /// Somebody has acted under the switch: it cannot be closed any more (SET-03).
    pub signing_used: bool,
    pub route: Route,
    pub rescission_limit: u8,
    pub handlers: BTreeMap<HandlerFor, Handler>,
}

/// One change of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// Opens all three switches, as opening does by default.
    OpenSigning,
    CloseSigning,
    Route(Route),
    RescissionLimit(u8),
    Handler(HandlerFor, Handler),
}

/// Whom a handler is for (SET-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HandlerFor {
    Everybody,
    Level(LevelGroup),
}

/// 「协议经办人」, printed on the agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    pub(super) fn may_change(&self, setting: &Setting, school: &School) -> Result<(), Refusal> {
        match setting {
            Setting::OpenSigning if self.agreement_kind.is_none() => Err(Refusal::AgreementKindUnset),
            Setting::CloseSigning if self.signing_used => Err(Refusal::SwitchInUse),
            Setting::Route(route) => may_route(*route, self.route, school),
            Setting::RescissionLimit(limit) if *limit > RESCISSION_LIMIT_MAX => {
                Err(Refusal::Invalid(vec![crate::refusal::invalid("rescission_limit", "为 0 至 99 的整数")]))
            }
            Setting::Handler(whom, handler) => self.may_set_handler(*whom, handler),
            _ => Ok(()),
        }
    }

    /// Immutable once submitted; either one for everybody or one a level, never both.
    fn may_set_handler(&self, whom: HandlerFor, handler: &Handler) -> Result<(), Refusal> {
        let everybody = self.handlers.contains_key(&HandlerFor::Everybody);
        let mixed = whom == HandlerFor::Everybody && !self.handlers.is_empty();
        if everybody || mixed || self.handlers.contains_key(&whom) {
            return Err(Refusal::HandlerFixed);
        }
        let errors = handler.check();
        if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
    }

    pub(super) fn change(&mut self, setting: &Setting) {
        match setting {
            Setting::OpenSigning => (self.signing_open, self.backfill_open, self.destination_open) = (true, true, true),
            Setting::CloseSigning => self.signing_open = false,
            Setting::Route(route) => self.route = *route,
            Setting::RescissionLimit(limit) => self.rescission_limit = *limit,
            Setting::Handler(whom, handler) => {
                self.handlers.insert(*whom, handler.clone());
            }
        }
    }
}

impl Handler {
    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        length("handler.name", &self.name, 2..=40, &mut errors);
        length("handler.address", &self.address, 4..=120, &mut errors);
        if let Err(error) = crate::check::Phone::parse(&self.phone) {
            errors.push(crate::refusal::invalid("handler.phone", error.to_string()));
        }
        if let Err(error) = crate::check::Postcode::parse(&self.postcode) {
            errors.push(crate::refusal::invalid("handler.postcode", error.to_string()));
        }
        errors
    }
}

/// SET-04: only while nothing is in process. SET-07: every department must have somebody who can review.
fn may_route(to: Route, from: Route, school: &School) -> Result<(), Refusal> {
    let waiting = school.cases.in_process();
    if to != from && waiting > 0 {
        return Err(Refusal::RouteLocked { waiting });
    }
    if to == Route::SchoolOnly {
        return Ok(());
    }
    let lacking: Vec<_> =
        school.roster.departments().filter(|name| !school.staff.can_review(name)).map(str::to_owned).collect();
    if lacking.is_empty() { Ok(()) } else { Err(Refusal::DepartmentsWithoutAccount(lacking)) }
}
