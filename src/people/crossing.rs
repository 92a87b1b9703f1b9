//! All that is made in the EMS reaches the platform by its link. Makers of people from a file wait for that here.

use crate::exchange;
use std::time::Duration;
use wangqian_rules::{exchange::Subject, ids::*, link::Link};
use wangqian_runtime::{AskError, Runtime};

const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// Waits until what the EMS says of somebody has arrived on the platform, and does the carrying meanwhile. `false`: the platform
/// refused it, and it lies on the link until a person decides; nobody waits for that.
pub async fn crossed(
    runtime: &Runtime,
    school: SchoolId,
    subject: Subject,
    has_arrived: impl AsyncFn() -> Result<bool, AskError>,
) -> Result<bool, AskError> {
    let link = LinkId { to: Side::Platform, school };
    while !has_arrived().await? {
        if runtime.read::<Link>(EntityId::Link(link)).await?.is_held(subject) {
            tracing::warn!(%school, ?subject, "the platform does not take what the EMS says");
            return Ok(false);
        }
        exchange::hurry(runtime, link).await?;
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(true)
}
