//! How many graduates an employer means to hire (HOM-04): its own measure of how far it is, which binds nobody.

use super::{Employer, Event, Reply};
use crate::{
    entity::Decision,
    refusal::{Refusal, invalid},
};
use std::ops::RangeInclusive;

/// The range of a goal.
pub const GOALS: RangeInclusive<u32> = 1..=99_999;

impl Employer {
    /// Sets the goal, or takes it away.
    pub(super) fn set_goal(&self, goal: Option<u32>) -> Result<Decision<Self>, Refusal> {
        if goal.is_some_and(|goal| !GOALS.contains(&goal)) {
            let range = format!("招聘目标为 {} 至 {} 的整数", GOALS.start(), GOALS.end());
            return Err(Refusal::Invalid(vec![invalid("goal", range)]));
        }
        let changed = (goal != self.goal).then_some(Event::GoalSet(goal));
        Ok(Decision::events(changed.into_iter().collect()).replying(Reply::Done))
    }
}
