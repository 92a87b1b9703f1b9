//! The tool's own record of everything that was acknowledged or shown to somebody.

use super::act::{Act, Sent};
use crate::{
    destination::Destination,
    far::ems::Reported,
    findings::Fault,
    kind::{BY_AGREEMENT, CaseKind},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;
use wangqian_protocol::case::CaseChanged;

/// One acknowledged deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub act: Act,
    /// The case's state after it.
    pub state: String,
    key: Uuid,
}

/// One case.
#[derive(Clone, Debug)]
pub struct CaseHistory {
    pub kind: CaseKind,
    pub graduate: usize,
    pub employer: Option<usize>,
    /// By the version each deed led to.
    pub steps: BTreeMap<u64, Step>,
    /// The newest version that a push showed to anybody, and its state.
    pub pushed: Option<(u64, String)>,
}

impl CaseHistory {
    fn begun_by(sent: &Sent) -> Self {
        let Sent { kind, graduate, employer, .. } = sent;
        Self { kind: *kind, graduate: *graduate, employer: *employer, steps: BTreeMap::new(), pushed: None }
    }

    /// The newest acknowledged version and its state.
    pub fn newest(&self) -> Option<(u64, &str)> {
        self.steps.last_key_value().map(|(version, step)| (*version, step.state.as_str()))
    }

    /// Messages that leave the graduate's inbox for it.
    fn messages(&self) -> u64 {
        let noticed = self.steps.values().filter(|step| step.act.leaves_the_inbox());
        noticed.map(|step| step.act.channels()).sum()
    }

    /// Whether all that happened is an invitation that its employer withdrew.
    pub fn is_withdrawn_offer(&self) -> bool {
        self.steps.values().map(|step| step.act).eq([Act::Invite, Act::Withdraw])
    }

    /// Whether the school has it: from the graduate's acceptance or registration on.
    pub fn was_submitted(&self) -> bool {
        self.steps.values().any(|step| matches!(step.act, Act::Accept | Act::Register(_)))
    }

    /// What the graduate or a reviewer last made of a destination.
    pub fn destination(&self) -> Option<Destination> {
        self.steps.values().rev().find_map(|step| step.act.hands_in())
    }

    /// What the EMS has to be told of it in the end; nothing of what never took effect (SYN-01).
    fn reported(&self) -> Option<Reported> {
        let took_effect = self.steps.values().any(|step| step.state == "effective");
        let code = self.destination().map_or(BY_AGREEMENT, Destination::reported_as);
        let ended = self.newest().is_some_and(|(_, state)| state != "effective");
        took_effect.then(|| Reported { code: code.to_owned(), ended })
    }
}

/// Everything acknowledged so far.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub cases: BTreeMap<String, CaseHistory>,
    by_graduate: HashMap<usize, Vec<String>>,
    by_key: HashMap<Uuid, (String, u64)>,
    /// Newest pushes; a push may come before the acknowledgement that names its case.
    pushes: BTreeMap<String, (u64, String)>,
    /// Offers that their graduates only ever heard of as withdrawn: the withdrawal came before the offer's own letter.
    pub withdrawn_unseen: BTreeSet<String>,
    /// Cases that moved since [`History::begin_cycle`].
    pub touched: BTreeSet<String>,
    /// Proof that was taken, by its graduate.
    pub proofs: BTreeMap<usize, String>,
    /// The graduates whose proof was taken since [`History::begin_cycle`].
    pub new_proofs: BTreeSet<usize>,
    pub acknowledged: u64,
    /// The same, by deed.
    pub deeds: BTreeMap<&'static str, u64>,
    /// Answers to a key that was answered before.
    pub repeated: u64,
}

impl History {
    pub fn begin_cycle(&mut self) {
        self.touched.clear();
        self.new_proofs.clear();
    }

    /// The graduates whose cases moved since [`History::begin_cycle`].
    pub fn touched_graduates(&self) -> BTreeSet<usize> {
        self.touched.iter().filter_map(|id| self.cases.get(id)).map(|case| case.graduate).collect()
    }

    /// Everything that the EMS has to be told, by case.
    pub fn reported(&self) -> BTreeMap<String, Reported> {
        self.cases.iter().filter_map(|(id, case)| Some((id.clone(), case.reported()?))).collect()
    }

    /// The graduate's cases, oldest first.
    pub fn of(&self, graduate: usize) -> impl Iterator<Item = (&str, &CaseHistory)> {
        let cases = self.by_graduate.get(&graduate).into_iter().flatten();
        cases.filter_map(|case| Some((case.as_str(), self.cases.get(case)?)))
    }

    /// Messages that leave the inboxes of these graduates. An offer that was withdrawn unseen is announced to nobody.
    pub fn messages(&self, is_of: impl Fn(usize) -> bool) -> u64 {
        let announced = self.cases.iter().filter(|(id, case)| is_of(case.graduate) && !self.withdrawn_unseen.contains(*id));
        announced.map(|(_, case)| case.messages()).sum()
    }

    /// Records an acknowledgement. The same key must always be answered alike, and two keys never share a version.
    pub fn acknowledge(&mut self, sent: &Sent, changed: &CaseChanged) -> Option<Fault> {
        let now = (changed.case.clone(), changed.version);
        if let Some(before) = self.by_key.get(&sent.command.key) {
            self.repeated += 1;
            let fault = format!("{:?} was answered {before:?}, and with the same key {now:?}", sent.act);
            return (*before != now).then(|| Fault::duplicated(fault));
        }
        self.acknowledged += 1;
        *self.deeds.entry(sent.act.name()).or_default() += 1;
        self.by_key.insert(sent.command.key, now);
        self.touched.insert(changed.case.clone());
        let case = self.cases.entry(changed.case.clone()).or_insert_with(|| {
            self.by_graduate.entry(sent.graduate).or_default().push(changed.case.clone());
            CaseHistory::begun_by(sent)
        });
        let step = Step { act: sent.act, state: changed.state.clone(), key: sent.command.key };
        let other = case.steps.insert(changed.version, step)?;
        let (id, version) = (&changed.case, changed.version);
        Some(Fault::duplicated(format!("{id}: {:?} and {:?} were both acknowledged as version {version}", other.act, sent.act)))
    }

    /// Records that a graduate's proof was taken.
    pub fn handed_in(&mut self, graduate: usize, file: String) {
        self.new_proofs.insert(graduate);
        self.proofs.insert(graduate, file);
    }

    /// Records what a push showed.
    pub fn pushed(&mut self, case: &str, version: u64, state: &str) {
        match self.pushes.get_mut(case) {
            Some(newest) if newest.0 >= version => {}
            Some(newest) => *newest = (version, state.to_owned()),
            None => _ = self.pushes.insert(case.to_owned(), (version, state.to_owned())),
        }
    }

    /// Puts the pushes beside their cases, once every outcome is known; a case that was only ever pushed was lost.
    pub fn place_pushes(&mut self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (id, pushed) in std::mem::take(&mut self.pushes) {
            match self.cases.get_mut(&id) {
                Some(case) => case.pushed = case.pushed.take().max(Some(pushed)),
                None => faults.push(Fault::lost(format!("{id}: pushed as {pushed:?}, acknowledged to nobody"))),
            }
        }
        faults
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::{
        api::Command,
        destination::Form,
        findings::Kind,
        torture::{act::Expectation, crowd::Who},
    };

    pub fn sent(act: Act, key: u128) -> Sent {
        let command = Command::on_case("a", 1, "review", vec![], Uuid::from_u128(key));
        let kind = act.hands_in().map_or(CaseKind::OnlineSigning, |_| CaseKind::Destination);
        let employer = (kind == CaseKind::OnlineSigning).then_some(0);
        Sent { who: Who::School(0), act, kind, graduate: 0, employer, command, expectation: Expectation::Either }
    }

    pub fn changed(version: u64, state: &str) -> CaseChanged {
        CaseChanged { case: "a".to_owned(), version, state: state.to_owned(), state_label: String::new(), undo_until_ms: None }
    }

    #[test]
    fn the_same_answer_to_the_same_key_is_a_repetition() {
        let mut history = History::default();
        assert_eq!(history.acknowledge(&sent(Act::Invite, 1), &changed(1, "invited")), None);
        assert_eq!(history.acknowledge(&sent(Act::Invite, 1), &changed(1, "invited")), None);
        assert_eq!((history.acknowledged, history.repeated), (1, 1));
    }

    #[test]
    fn another_answer_to_the_same_key_was_applied_twice() {
        let mut history = History::default();
        history.acknowledge(&sent(Act::Invite, 1), &changed(1, "invited"));
        let again = CaseChanged { case: "b".to_owned(), ..changed(1, "invited") };
        let fault = history.acknowledge(&sent(Act::Invite, 1), &again);
        assert_eq!(fault.map(|fault| fault.kind), Some(Kind::Duplicated));
    }

    #[test]
    fn two_deeds_cannot_both_be_the_same_version() {
        let mut history = History::default();
        history.acknowledge(&sent(Act::Invite, 1), &changed(1, "invited"));
        history.acknowledge(&sent(Act::Accept, 2), &changed(2, "in_review_school"));
        let fault = history.acknowledge(&sent(Act::Withdraw, 3), &changed(2, "withdrawn"));
        assert_eq!(fault.map(|fault| fault.kind), Some(Kind::Duplicated));
    }

    #[test]
    fn a_graduates_cases_are_found_with_their_newest_state() {
        let mut history = History::default();
        history.acknowledge(&sent(Act::Invite, 1), &changed(1, "invited"));
        history.acknowledge(&sent(Act::Decline, 2), &changed(2, "declined"));
        let newest: Vec<_> = history.of(0).map(|(case, history)| (case, history.newest(), history.was_submitted())).collect();
        assert_eq!(newest, [("a", Some((2, "declined")), false)]);
        assert_eq!(history.of(1).count(), 0);
    }

    #[test]
    #[doc = "SYN-01"]
    fn what_took_effect_is_reported_with_its_code_and_with_its_end() {
        let study = Form::Study.at_first();
        let seeking = Form::Unemployed.at_first();
        let reported = |deeds: &[(Act, &str)]| {
            let mut history = History::default();
            for (version, (act, state)) in (1..).zip(deeds) {
                history.acknowledge(&sent(*act, u128::from(version)), &changed(version, state));
            }
            history.reported().remove("a").map(|it| (it.code, it.ended))
        };
        assert_eq!(reported(&[(Act::Register(study), "in_review_school")]), None);
        let deeds = [(Act::Register(study), "in_review_school"), (Act::Approve, "effective"), (Act::Void, "voided")];
        assert_eq!(reported(&deeds), Some(("801".to_owned(), true)));
        let (first, corrected) = (Act::Register(seeking), Act::Correct(seeking.amended()));
        let deeds = [(first, "in_review_school"), (corrected, "in_review_school"), (Act::Approve, "effective")];
        assert_eq!(reported(&deeds), Some(("P70C".to_owned(), false)));
    }

    #[test]
    fn the_newest_push_stands_beside_its_case() {
        let mut history = History::default();
        history.pushed("a", 2, "in_review_school");
        history.pushed("a", 1, "invited");
        history.acknowledge(&sent(Act::Invite, 1), &changed(1, "invited"));
        assert_eq!(history.place_pushes(), []);
        assert_eq!(history.cases["a"].pushed, Some((2, "in_review_school".to_owned())));
    }

    #[test]
    fn a_case_that_was_pushed_and_never_acknowledged_was_lost() {
        let mut history = History::default();
        history.pushed("b", 1, "invited");
        assert_eq!(history.place_pushes().into_iter().map(|fault| fault.kind).collect::<Vec<_>>(), [Kind::Lost]);
    }
}
