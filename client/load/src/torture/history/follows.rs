//! Steps that nobody was told of by an acknowledgement, and that follow from others: what a batch decided, and what a rescission and its
//! agreement do to each other. They are put in their places once the outcome of every command is known.

use super::{CaseHistory, History, Step};
use crate::{
    findings::Fault,
    people::Route,
    torture::act::{Act, is_open},
};

impl History {
    /// Puts what a batch did to a case behind what is known of it.
    ///
    /// # Errors
    /// A fault: nobody knows the case, or the deed was not allowed where it stood.
    pub fn done_by_batch(&mut self, id: &str, act: Act, route: Route) -> Result<(), Fault> {
        let Some((case, (version, state))) = self.cases.get(id).and_then(|case| Some((case, case.newest()?))) else {
            return Err(Fault::duplicated(format!("{id}: decided by a batch, acknowledged to nobody")));
        };
        let Some(now) = act.leads_to(case.kind, Some(state), route) else {
            return Err(Fault::duplicated(format!("{id}: {act:?} by a batch, and it was {state} at version {version}")));
        };
        let version = version + 1;
        self.happened(id, version, Step { act, state: now.to_owned() }).map_or(Ok(()), Err)
    }

    /// RES-01: an agreement ends with its rescission, and a rescission with an agreement that ended otherwise.
    pub fn place_ends(&mut self) {
        let holds = |id: &&String| self.cases.get(*id).is_some_and(|agreement| agreement.is("effective"));
        let rescinded: Vec<_> = self.rescinded.iter().filter(holds).cloned().collect();
        for id in rescinded {
            self.follows(&id, Act::Rescinded, "rescinded");
        }
        let ended_otherwise = |about: &String| self.cases.get(about).is_some_and(|agreement| agreement.is("not_graduated"));
        let is_open = |case: &CaseHistory| case.newest().is_some_and(|(_, state)| is_open(case.kind, state));
        let overtaken = self.cases.iter().filter(|(_, case)| case.about.as_ref().is_some_and(ended_otherwise) && is_open(case));
        for id in overtaken.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
            self.follows(&id, Act::Overtaken, "overtaken");
        }
    }

    fn follows(&mut self, id: &str, act: Act, state: &str) {
        let Some((version, _)) = self.cases.get(id).and_then(CaseHistory::newest) else { return };
        let version = version + 1;
        // The place behind the newest step is free.
        self.happened(id, version, Step { act, state: state.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        findings::Kind,
        kind::CaseKind,
        torture::{
            act::Side,
            history::tests::{changed, sent_of},
        },
    };
    use wangqian_protocol::case::CaseChanged;

    /// An agreement that holds, and a rescission of it.
    fn asked() -> History {
        let mut history = History::default();
        let deeds = [(Act::Invite, "invited"), (Act::Accept, "in_review_school"), (Act::Approve, "effective")];
        for (version, (act, state)) in (1..).zip(deeds) {
            let sent = sent_of(CaseKind::OnlineSigning, None, act, u128::from(version));
            assert_eq!(history.acknowledge(&sent, &changed(version, state)), None);
        }
        rescinds(&mut history, Act::Ask(Side::Graduate), 1, "asked_employer");
        history
    }

    fn rescinds(history: &mut History, act: Act, version: u64, state: &str) {
        let sent = sent_of(CaseKind::OnlineRescission, Some("a"), act, u128::from(10 + version));
        let changed = CaseChanged { case: "b".to_owned(), ..changed(version, state) };
        assert_eq!(history.acknowledge(&sent, &changed), None);
    }

    fn newest(history: &History) -> [Option<(u64, &str)>; 2] {
        ["a", "b"].map(|id| history.cases[id].newest())
    }

    #[test]
    #[doc = "RES-01, RES-02"]
    fn an_agreement_ends_behind_whatever_was_acknowledged_of_it_last() {
        let mut history = asked();
        history.place_ends();
        assert_eq!(newest(&history)[0], Some((3, "effective")), "asking ends nothing");
        rescinds(&mut history, Act::Force, 2, "effective");
        let amended = sent_of(CaseKind::OnlineSigning, None, Act::Amend, 20);
        assert_eq!(history.acknowledge(&amended, &changed(4, "effective")), None);
        history.place_ends();
        history.place_ends();
        assert_eq!(newest(&history), [Some((5, "rescinded")), Some((2, "effective"))]);
    }

    #[test]
    fn an_agreement_that_ended_by_its_clause_overtakes_its_rescission() {
        let mut history = asked();
        let void = sent_of(CaseKind::OnlineSigning, None, Act::NotGraduated, 20);
        assert_eq!(history.acknowledge(&void, &changed(4, "not_graduated")), None);
        history.place_ends();
        history.place_ends();
        assert_eq!(newest(&history), [Some((4, "not_graduated")), Some((2, "overtaken"))]);
    }

    #[test]
    #[doc = "EXT-07"]
    fn what_a_batch_did_is_one_step_that_was_allowed() {
        let mut history = asked();
        let kind =
            |history: &mut History, id, act| history.done_by_batch(id, act, Route::SchoolOnly).map_err(|fault| fault.kind);
        assert_eq!(kind(&mut history, "b", Act::Approve), Err(Kind::Duplicated));
        assert_eq!(kind(&mut history, "c", Act::Approve), Err(Kind::Duplicated));
        rescinds(&mut history, Act::Agree(Side::Employer), 2, "in_review_school");
        assert_eq!(kind(&mut history, "b", Act::Approve), Ok(()));
        assert_eq!(kind(&mut history, "b", Act::Approve), Err(Kind::Duplicated));
        history.place_ends();
        assert_eq!(newest(&history), [Some((4, "rescinded")), Some((3, "effective"))]);
    }
}
