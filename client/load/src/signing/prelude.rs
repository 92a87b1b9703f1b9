//! Agreements that rescissions are to end: made before anything is measured, and read again afterwards.

use super::{
    SigningArgs, act,
    cast::Cast,
    flow::Stage,
    measured::{Done, Measured},
    plan::Plan,
};
use crate::{http::Site, people::People};
use std::collections::{BTreeMap, HashSet};

/// The agreements, by the place of their graduates in the plan.
#[derive(Default)]
pub struct Prelude {
    made: BTreeMap<usize, Done>,
}

impl Prelude {
    /// Makes every agreement that the plan needs. One that could not be made has its flow end without a step.
    pub async fn play(args: &SigningArgs, site: &Site, (people, plan, cast): (&People, &Plan, &Cast)) -> Self {
        let stage = Stage::before(people, plan, cast);
        let (measured, _) = act(args, site, &stage, None, args.concurrency).await;
        Self { made: measured.into_done().map(|done| (done.slot, done)).collect() }
    }

    /// The agreement that a graduate's rescission is about.
    pub fn agreement(&self, slot: usize) -> Option<&str> {
        Some(self.made.get(&slot)?.case.as_str())
    }

    /// The agreements as they have to be after all flows; those whose flow did not get where it was to lead may be either.
    pub fn afterwards(&self, measured: &Measured) -> Vec<Done> {
        self.standing(&measured.done_flows().map(|flow| flow.slot).collect(), &measured.failed)
    }

    fn standing(&self, rescinded: &HashSet<usize>, failed: &[usize]) -> Vec<Done> {
        let certain = |done: &&Done| rescinded.contains(&done.slot) || !failed.contains(&done.slot);
        let made = self.made.values().filter(certain);
        made.map(|done| if rescinded.contains(&done.slot) { done.rescinded() } else { done.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::CaseKind;

    fn agreement(slot: usize) -> Done {
        let (case, kind) = (slot.to_string(), CaseKind::Backfill);
        Done { slot, kind, case, version: 2, state: "effective", proof: None, picture: 0 }
    }

    #[test]
    #[doc = "RES-01"]
    fn an_agreement_is_rescinded_when_its_flow_is_done_and_anything_when_it_failed() {
        let prelude = Prelude { made: (0..3).map(|slot| (slot, agreement(slot))).collect() };
        let afterwards = prelude.standing(&[2].into(), &[1]);
        let afterwards: Vec<_> = afterwards.iter().map(|done| (done.slot, done.state, done.version)).collect();
        assert_eq!(afterwards, [(0, "effective", 2), (2, "rescinded", 3)]);
    }
}
