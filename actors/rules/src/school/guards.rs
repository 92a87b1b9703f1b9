//! What keeps a setting from being changed. The same question is asked by the step that changes it and, beforehand, by the page
//! that offers the change: nobody learns the reason only after the click.

use super::{School, settings::*, staff::*};
use crate::{
    codes::LevelGroup,
    ids::StaffId,
    module::{Module, Switch},
    refusal::Refusal,
    review::Route,
};

impl School {
    /// Whether this user may make this change now. The form is checked when it is sent.
    pub fn may_configure(&self, id: StaffId, setting: &Setting) -> Result<(), Refusal> {
        let level = self.may_set(id, setting.module())?;
        match setting {
            Setting::Open(switch) => self.may_open(*switch),
            Setting::Close(switch) if self.settings.is_used(*switch) => Err(Refusal::SwitchInUse),
            Setting::Route(module, route) => self.may_route(*module, *route),
            Setting::Handler(whom, _) => self.may_set_handler(*whom, level),
            Setting::Close(_) | Setting::RescissionLimit(_) | Setting::OverdueAfter(_) | Setting::AnswerWithin(_) => Ok(()),
        }
    }

    /// ACC-09: no permission, or a module that the province or the school has not opened. A user who can open it may come in to do so.
    pub fn may_enter(&self, id: StaffId, module: Module) -> Result<(), Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        if !module.permission(&staff.permissions).allows(Act::View) {
            return Err(Refusal::NotPermitted);
        }
        self.has_module(module)?;
        let Some(switch) = module.entrance().filter(|switch| !self.settings.is_open(*switch)) else { return Ok(()) };
        self.may_set(id, module).map(drop).map_err(|_| Refusal::Closed(switch))
    }

    /// I11: school users with 「读写」 on the module's area; returns the level the user is limited to (ACC-04, ACC-07).
    fn may_set(&self, id: StaffId, module: Module) -> Result<Option<LevelGroup>, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        match staff.post {
            Post::School { level } if module.permission(&staff.permissions) == Permission::ReadWrite => Ok(level),
            Post::School { .. } | Post::Department { .. } => Err(Refusal::NotPermitted),
        }
    }

    /// SET-01 for signing, SET-06 for the other modules.
    fn may_open(&self, switch: Switch) -> Result<(), Refusal> {
        match switch.module() {
            Module::Signing if self.settings.agreement_kind.is_none() => Err(Refusal::AgreementKindUnset),
            Module::Signing => Ok(()),
            module => self.has_module(module),
        }
    }

    /// Whether the province has opened a module; signing is always there.
    pub fn has_module(&self, module: Module) -> Result<(), Refusal> {
        if module == Module::Signing || self.settings.modules.contains(&module) {
            return Ok(());
        }
        Err(Refusal::ModuleNotOpened { module: module.label() })
    }

    /// SET-04: only while nothing of the module is in process. SET-07: every department must have somebody who can review.
    fn may_route(&self, module: Module, to: Route) -> Result<(), Refusal> {
        self.has_module(module)?;
        let waiting = self.cases.in_process_of(module);
        if to != self.settings.route(module) && waiting > 0 {
            return Err(Refusal::RouteLocked { waiting });
        }
        if to == Route::SchoolOnly {
            return Ok(());
        }
        let lacking = self.without_reviewer(self.roster.rows(), module);
        if lacking.is_empty() { Ok(()) } else { Err(Refusal::DepartmentsWithoutAccount(lacking)) }
    }

    /// SET-05: immutable once submitted; one for everybody or one a level, never both; whoever has one level fills in its own.
    fn may_set_handler(&self, whom: HandlerFor, level: Option<LevelGroup>) -> Result<(), Refusal> {
        let handlers = &self.settings.handlers;
        let everybody = handlers.contains_key(&HandlerFor::Everybody);
        let mixed = whom == HandlerFor::Everybody && !handlers.is_empty();
        if everybody || mixed || handlers.contains_key(&whom) {
            return Err(Refusal::HandlerFixed);
        }
        match level {
            Some(own) if whom != HandlerFor::Level(own) => Err(Refusal::HandlerOfOwnLevel { level: own.label() }),
            _ => Ok(()),
        }
    }
}
