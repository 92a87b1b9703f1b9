//! The people at each item, for everybody who has the queue on screen and not only for those at the item (EXT-01).

use super::{LiveScreens, frame, queues_of};
use bytestring::ByteString;
use wangqian_protocol::socket::{HeldItem, ToClient};
use wangqian_rules::{
    effect::Topic,
    ids::{CaseId, SchoolId},
    module::Modules,
    review::Scope,
    school::School,
};

impl LiveScreens {
    /// Those queues that the case is in are told who is at their items.
    pub fn tell_queues(&self, school: SchoolId, case: CaseId) {
        let Some(school_now) = self.runtime.glance::<School>(school) else { return };
        let Some(row) = school_now.cases.get(case) else { return };
        for topic in queues_of(school, row) {
            let Topic::Queue { scope, sees, .. } = &topic else { continue };
            self.hub.tell(&topic, || self.held_within(&school_now, scope, *sees));
        }
    }

    /// The state that a new reader of a queue is told; other topics have no items.
    pub fn held_of(&self, topic: &Topic) -> Option<ByteString> {
        let Topic::Queue { school, scope, sees } = topic else { return None };
        let school = self.runtime.glance::<School>(*school)?;
        Some(self.held_within(&school, scope, *sees))
    }

    fn held_within(&self, school: &School, scope: &Scope, sees: Modules) -> ByteString {
        let within = |case: &CaseId| {
            let row = school.cases.get(*case);
            row.is_some_and(|row| scope.contains(&row.department, row.level) && sees.contains(row.kind.module()))
        };
        let held = self.presence.held(self.runtime.now()).into_iter().filter(|(case, _)| within(case));
        let items =
            held.map(|(case, lease)| HeldItem { case: case.to_string(), name: lease.holder.name, until_ms: lease.until.0 });
        frame(&ToClient::Held { items: items.collect() })
    }
}
