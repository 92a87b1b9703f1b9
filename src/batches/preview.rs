//! A trial of a batch: each graduate's own rules on the state as it is now, and nothing written.

use super::{AT_ONCE, Under, broken, command, not};
use futures_util::{StreamExt, stream};
use wangqian_rules::{
    batch::{Fate, Item},
    entity::{Ctx, Entity, Input},
    graduate::Graduate,
    ids::*,
    refusal::Refusal,
    review::Verdict,
    school::{School, deputies::Behind},
};
use wangqian_runtime::{AskError, Runtime};

/// The items, each with what is foreseen for it. A verdict that is filled in wrongly fits no item.
///
/// # Errors
/// `Invalid` where the verdict is refused for every item that it could be given on; those of reading.
pub async fn look_through(
    runtime: &Runtime,
    (school, staff): (&School, StaffId),
    (verdict, behind): (&Verdict, &[Behind]),
    items: Vec<Item>,
) -> Result<Vec<Item>, AskError> {
    let under = Under { verdict, behind, now: runtime.now() };
    let looked = stream::iter(items).map(|item| async move {
        let foreseen = foreseen(runtime, (school, staff), under, &item).await;
        let moved = school.cases.get(item.case).is_some_and(|row| row.version != item.seen);
        (item, moved, foreseen)
    });
    let looked: Vec<_> = looked.buffered(AT_ONCE).collect().await;
    let misfilled =
        looked.iter().find_map(|(_, _, foreseen)| foreseen.as_ref().err().filter(|it| matches!(it, Refusal::Invalid(_))));
    if let Some(refusal) = misfilled.filter(|_| looked.iter().all(|(_, _, foreseen)| *foreseen != Ok(Fate::WillDo))) {
        return Err(refusal.clone().into());
    }
    let fate = |foreseen: Result<Fate, Refusal>, moved| foreseen.unwrap_or_else(|it| not((school, staff), &it, moved));
    Ok(looked.into_iter().map(|(item, moved, foreseen)| Item { fate: fate(foreseen, moved), ..item }).collect())
}

async fn foreseen(
    runtime: &Runtime,
    (school, staff): (&School, StaffId),
    under: Under<'_>,
    item: &Item,
) -> Result<Fate, Refusal> {
    let (owner, command) = command(school, staff, item, under).ok_or(Refusal::NotFound)?;
    let Ok(graduate) = runtime.read::<Graduate>(owner).await else { return Ok(Fate::Not(broken())) };
    let ctx = Ctx { me: owner.into(), now: under.now, codes: runtime.codes() };
    graduate.decide(Input::Command(command), &ctx).map(|_| Fate::WillDo)
}
