//! A queue that is in a colleague's hands while people look (EXT-19): the first department has two users, and the one whose account is
//! shown has the other one's work as well.

use super::plan::{Plan, SchoolPlan};
use crate::people::ask;
use jiff::{ToSpan, civil::Date};
use wangqian_rules::{
    ids::StaffId,
    school::{Command, School, deputies::HandOver},
};
use wangqian_runtime::{AskError, Runtime};

/// From today on: longer than anybody looks at the demo in one go.
const DAYS: i64 = 30;

pub(super) async fn stand_in(runtime: &Runtime, plan: &Plan) -> Result<(), AskError> {
    for school in &plan.schools {
        if let Some(wanted) = hand_over(school, runtime.now().date()) {
            ask::<School>(runtime, school.id, Command::HandOver { staff: wanted.of, wanted }).await?;
        }
    }
    Ok(())
}

/// The first department's users are the second one of the school and its last.
fn hand_over(school: &SchoolPlan, today: Date) -> Option<HandOver> {
    let (shown, away) = (StaffId(2), StaffId(u32::try_from(school.staff.len()).ok()?));
    (shown != away).then(|| HandOver { of: away, to: shown, from: today, until: today.saturating_add((DAYS - 1).days()) })
}
