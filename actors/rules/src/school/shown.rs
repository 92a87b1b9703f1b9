//! The parts of a school that open pages are told to read again.

use super::{Event, School};
use crate::{
    effect::{Effect, Show},
    entity::{Ctx, Decision},
    ids::EntityId,
};

/// A step after which open settings pages, homes and module switches look again.
pub(super) fn settings_changed(events: Vec<Event>, ctx: &Ctx<'_>) -> Decision<School> {
    Decision::events(events).causing(what_stands_in_the_way(ctx))
}

/// Users and departments decide what can be set (SET-07): pages that show it read again.
pub(super) fn what_stands_in_the_way(ctx: &Ctx<'_>) -> Option<Effect> {
    match ctx.me {
        EntityId::School(school) => Some(Effect::Show(Show::SettingsChanged { school })),
        _ => None,
    }
}

/// Open homes and lists of the archive and household modules look again (HOM-03).
pub(super) fn transfers_moved(ctx: &Ctx<'_>) -> Option<Effect> {
    match ctx.me {
        EntityId::School(school) => Some(Effect::Show(Show::TransfersMoved { school })),
        _ => None,
    }
}
