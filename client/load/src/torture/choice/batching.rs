//! A reviewer decides everything that a filter finds (EXT-07).

use super::{Chooser, Chosen, Deed};
use crate::{
    kind::CaseKind,
    torture::{
        act::Act,
        batches::{self, Batching},
        crowd::Who,
        history::History,
    },
};
use rand::Rng;
use wangqian_protocol::case::{CaseQuery, Review};

impl Chooser<'_> {
    /// By the school or the department of this graduate, unless enough of its batches wait to be judged.
    pub(super) fn batch(&mut self, history: &History, graduate: usize) -> Chosen<Deed> {
        let place = self.crowd.graduates[graduate];
        let department = Who::Department { school: place.school, department: place.department };
        let who = if self.random.random() { department } else { Who::School(place.school) };
        if !batches::may_begin(&history.batches, who) {
            return Ok(Deed::Look(who));
        }
        let (act, verdict, kind) = self.common_verdict();
        let query = CaseQuery { kind: kind.map(|kind| kind.code().to_owned()), state: self.found(who), ..CaseQuery::default() };
        let choice = batches::choice_of(query, verdict, self.key())?;
        let (keys, stops) = ([self.key(), self.key()], self.random.random_bool(0.2));
        Ok(Deed::Batch(Batching { who, act, choice, keys, stops }))
    }

    /// A reason to reject fits one kind; an approval fits all.
    fn common_verdict(&mut self) -> (Act, Review, Option<CaseKind>) {
        if self.random.random_bool(0.8) {
            return (Act::Approve, Review::Approve {}, None);
        }
        let kind = CaseKind::ALL[self.random.random_range(0..CaseKind::ALL.len())];
        let (reason, details) = (self.reason(kind), "请核对材料后重新办理".to_owned());
        (Act::Reject, Review::Reject { reason, details }, Some(kind))
    }

    /// Mostly what waits for the reviewer; now and then what waits for others, or everything.
    fn found(&mut self, who: Who) -> Option<String> {
        let own = batches::waiting_for(who);
        match self.random.random_range(0..10) {
            0 => None,
            1 if own == "waiting_school" => Some("waiting_department".to_owned()),
            1 => Some("waiting_school".to_owned()),
            _ => Some(own.to_owned()),
        }
    }
}
