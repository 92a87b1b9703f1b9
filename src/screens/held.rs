//! The people at each item, for everybody who has the queue on screen and not only for those at the item (EXT-01).

use super::{LiveScreens, frame};
use bytestring::ByteString;
use wangqian_protocol::socket::{HeldItem, ToClient};
use wangqian_rules::{
    effect::Topic,
    ids::{CaseId, SchoolId},
    review::Scope,
    school::School,
};

impl LiveScreens {
    /// Those queues that the case is in are told who is at their items.
    pub fn tell_queues(&self, school: SchoolId, case: CaseId) {
        let Some(school_now) = self.runtime.glance::<School>(school) else { return };
        let Some(row) = school_now.cases.get(case) else { return };
        for scope in Scope::containing(&row.department, row.level) {
            let topic = Topic::Queue { school, scope: scope.clone() };
            self.hub.tell(&topic, || self.held_within(&school_now, &scope));
        }
    }

    /// The state that a new reader of a queue is told; other topics have no items.
    pub fn held_of(&self, topic: &Topic) -> Option<ByteString> {
        let Topic::Queue { school, scope } = topic else { return None };
        let school = self.runtime.glance::<School>(*school)?;
        Some(self.held_within(&school, scope))
    }

    fn held_within(&self, school: &School, scope: &Scope) -> ByteString {
        let within = |case: &CaseId| {
            let row = school.cases.get(*case);
            row.is_some_and(|row| Scope::containing(&row.department, row.level).contains(scope))
        };
        let held = self.presence.held(self.runtime.now()).into_iter().filter(|(case, _)| within(case));
        let items =
            held.map(|(case, lease)| HeldItem { case: case.to_string(), name: lease.holder.name, until_ms: lease.until.0 });
        frame(&ToClient::Held { items: items.collect() })
    }
}
