//! The tool's own record of everything that was acknowledged or shown to somebody.

mod case;
mod follows;

pub use case::{CaseHistory, Step};

use super::{
    act::Sent,
    batches::Chosen,
    crowd::{Crowd, Who},
};
use crate::{far::ems::Reported, findings::Fault};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;
use wangqian_protocol::case::CaseChanged;

/// Everything acknowledged so far.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub cases: BTreeMap<String, CaseHistory>,
    by_graduate: HashMap<usize, Vec<String>>,
    by_key: HashMap<Uuid, (String, u64)>,
    /// Newest pushes; a push may come before the acknowledgement that names its case.
    pushes: BTreeMap<String, (u64, String)>,
    /// Agreements of which a rescission took effect.
    pub rescinded: BTreeSet<String>,
    /// Batches that were chosen and are not judged yet, in the order of their choice.
    pub batches: BTreeMap<String, Chosen>,
    /// The key of documents, as it was first shown.
    key: Option<String>,
    /// 「协议编号」 as it was first shown, by case.
    numbers: BTreeMap<String, String>,
    /// The case that was first shown with a number.
    numbered: BTreeMap<String, String>,
    /// Offers that their graduates only ever heard of as withdrawn: the withdrawal came before the offer's own letter.
    pub withdrawn_unseen: BTreeSet<String>,
    /// Cases that moved since [`History::begin_cycle`].
    pub touched: BTreeSet<String>,
    /// The picture that was taken of each: a graduate's proof, an employer's stamp.
    pub pictures: BTreeMap<Who, String>,
    /// Those whose picture was taken since [`History::begin_cycle`].
    pub new_pictures: BTreeSet<Who>,
    pub acknowledged: u64,
    /// The same, by deed.
    pub deeds: BTreeMap<&'static str, u64>,
    /// Answers to a key that was answered before.
    pub repeated: u64,
}

impl History {
    pub fn begin_cycle(&mut self) {
        self.touched.clear();
        self.new_pictures.clear();
    }

    /// The graduates whose cases moved since [`History::begin_cycle`].
    pub fn touched_graduates(&self) -> BTreeSet<usize> {
        self.touched.iter().filter_map(|id| self.cases.get(id)).map(|case| case.graduate).collect()
    }

    /// The reviewer for whom most cases wait.
    pub fn busiest(&self, crowd: &Crowd) -> Option<Who> {
        let mut waiting: BTreeMap<Who, usize> = BTreeMap::new();
        for case in self.cases.values() {
            let who = case.newest().and_then(|(_, state)| crowd.reviewer(case.graduate, state));
            who.into_iter().for_each(|who| *waiting.entry(who).or_default() += 1);
        }
        waiting.into_iter().max_by_key(|(_, cases)| *cases).map(|(who, _)| who)
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

    /// Text messages that go only to whom WeChat does not reach, at most.
    pub fn fallbacks(&self, is_of: impl Fn(usize) -> bool) -> u64 {
        self.cases.values().filter(|case| is_of(case.graduate)).map(CaseHistory::fallbacks).sum()
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
        let id = changed.case.clone();
        self.cases.entry(id.clone()).or_insert_with(|| {
            self.by_graduate.entry(sent.graduate).or_default().push(id);
            CaseHistory::begun_by(sent)
        });
        let step = Step { act: sent.act, state: changed.state.clone() };
        self.happened(&changed.case, changed.version, step)
    }

    /// Puts a step where it belongs.
    fn happened(&mut self, id: &str, version: u64, step: Step) -> Option<Fault> {
        self.touched.insert(id.to_owned());
        let case = self.cases.get_mut(id)?;
        if let Some(agreement) = case.about.as_ref().filter(|_| step.state == "effective") {
            self.rescinded.insert(agreement.clone());
        }
        let act = step.act;
        let other = case.steps.insert(version, step)?;
        Some(Fault::duplicated(format!("{id}: {:?} and {act:?} were both acknowledged as version {version}", other.act)))
    }

    /// Records that somebody's picture was taken.
    pub fn handed_in(&mut self, who: Who, file: String) {
        self.new_pictures.insert(who);
        self.pictures.insert(who, file);
    }

    /// Records the key that documents are sealed with: the same one for ever.
    pub fn sealed_with(&mut self, key: &str) -> Option<Fault> {
        let own = self.key.get_or_insert_with(|| key.to_owned());
        (own != key).then(|| Fault::broken(format!("documents were sealed with {own}, and are with {key}")))
    }

    /// Records the number that an agreement was shown with: always the same one, and no other agreement's.
    pub fn numbered(&mut self, case: &str, number: &str) -> Option<Fault> {
        let own = self.numbers.entry(case.to_owned()).or_insert_with(|| number.to_owned());
        if own != number {
            return Some(Fault::broken(format!("{case}: the agreement {own} is shown as {number}")));
        }
        let of = self.numbered.entry(number.to_owned()).or_insert_with(|| case.to_owned());
        (of != case).then(|| Fault::duplicated(format!("{number}: number of {of} and of {case}")))
    }

    /// The number that an agreement was shown with.
    pub fn number_of(&self, case: &str) -> Option<&str> {
        self.numbers.get(case).map(String::as_str)
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
        destination::{Destination, Form},
        findings::Kind,
        kind::CaseKind,
        torture::{
            act::{Act, Expectation},
            paper::Paper,
        },
    };

    pub fn sent(act: Act, key: u128) -> Sent {
        let command = Command::on_case("a", 1, "review", vec![], Uuid::from_u128(key));
        let kind = act.hands_in().map_or(CaseKind::OnlineSigning, Paper::kind);
        let employer = (kind == CaseKind::OnlineSigning).then_some(0);
        let (about, expectation) = (None, Expectation::Either);
        Sent { who: Who::School(0), act, kind, graduate: 0, employer, about, command, expectation }
    }

    /// Of a case of its own kind.
    pub fn sent_of(kind: CaseKind, about: Option<&str>, act: Act, key: u128) -> Sent {
        Sent { kind, employer: Some(0), about: about.map(str::to_owned), ..sent(act, key) }
    }

    /// A destination, handed in.
    pub fn registers(destination: Destination) -> Act {
        Act::HandIn(Paper::Destination(destination))
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
        assert_eq!(reported(&[(registers(study), "in_review_school")]), None);
        let deeds = [(registers(study), "in_review_school"), (Act::Approve, "effective"), (Act::Void, "voided")];
        assert_eq!(reported(&deeds), Some(("801".to_owned(), true)));
        let (first, corrected) = (registers(seeking), Act::Correct(seeking.amended()));
        let deeds = [(first, "in_review_school"), (corrected, "in_review_school"), (Act::Approve, "effective")];
        assert_eq!(reported(&deeds), Some(("P70C".to_owned(), false)));
    }

    #[test]
    #[doc = "SIG-05"]
    fn a_number_is_one_agreements_and_stays_its_own() {
        let mut history = History::default();
        let kind = |fault: Option<Fault>| fault.map(|fault| fault.kind);
        assert_eq!([1, 2].map(|_| history.numbered("a", "1")), [None, None]);
        assert_eq!(kind(history.numbered("a", "2")), Some(Kind::Broken));
        assert_eq!(kind(history.numbered("b", "1")), Some(Kind::Duplicated));
        assert_eq!(history.number_of("a"), Some("1"));
        assert_eq!(["k", "k", "l"].map(|key| kind(history.sealed_with(key))), [None, None, Some(Kind::Broken)]);
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
