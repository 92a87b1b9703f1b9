//! Judges what the parties see against the history. Pure: reading it is `views`' business.

use super::{
    act::{is_open, is_platforms},
    history::{CaseHistory, History},
};
use crate::{findings::Fault, kind::CaseKind, people::Route};
use std::collections::{BTreeMap, BTreeSet};

/// A case as one party sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub version: u64,
    pub state: String,
}

/// A case as everybody sees it; `None`: not in that party's list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parties<'a> {
    pub graduate: Option<&'a Shown>,
    pub employer: Option<&'a Shown>,
    pub school: Option<&'a Shown>,
}

/// Everything that is wrong with one case; nothing once it has settled as it should.
pub fn case(id: &str, history: &CaseHistory, route: Route, seen: Parties<'_>) -> Vec<Fault> {
    let Some((newest, state)) = history.newest() else { return vec![] };
    let Some(truth) = seen.graduate else {
        return vec![Fault::lost(format!("{id}: acknowledged at version {newest}, unknown to its graduate"))];
    };
    let mut faults: Vec<Fault> = own_history(id, history, route).collect();
    faults.extend(against_truth(id, newest, state, truth));
    faults.extend(against_push(id, history, truth));
    if history.has_employer() {
        faults.extend(disagreement(id, "employer", truth, seen.employer));
    } else if seen.employer.is_some() {
        faults.push(Fault::broken(format!("{id}: an employer sees what no employer takes part in")));
    }
    if history.was_submitted() {
        faults.extend(disagreement(id, "school", truth, seen.school));
    } else if seen.school.is_some() {
        faults.push(Fault::broken(format!("{id}: the school sees what was never submitted")));
    }
    faults
}

fn against_truth(id: &str, newest: u64, state: &str, truth: &Shown) -> Option<Fault> {
    if truth.version < newest || (truth.version == newest && truth.state != state) {
        return Some(Fault::lost(format!("{id}: acknowledged {state} at version {newest}, now {truth:?}")));
    }
    let by_itself = truth.version == newest + 1 && is_platforms(Some(state), &truth.state);
    let untold = truth.version > newest && !by_itself;
    untold.then(|| Fault::duplicated(format!("{id}: acknowledged up to version {newest}, now {truth:?}")))
}

/// Pushes leave after durability: nobody is shown what is later gone.
fn against_push(id: &str, history: &CaseHistory, truth: &Shown) -> Option<Fault> {
    let (version, state) = history.pushed.as_ref()?;
    let lasts = *version < truth.version || (*version == truth.version && *state == truth.state);
    (!lasts).then(|| Fault::lost(format!("{id}: version {version} was pushed as {state}, now {truth:?}")))
}

fn disagreement(id: &str, party: &str, truth: &Shown, seen: Option<&Shown>) -> Option<Fault> {
    let agrees = seen == Some(truth);
    (!agrees).then(|| Fault::broken(format!("{id}: its {party} sees {seen:?}, its graduate {truth:?}")))
}

/// Versions are 1, 2, 3 … and every deed was allowed where the case then stood.
fn own_history<'a>(id: &'a str, history: &'a CaseHistory, route: Route) -> impl Iterator<Item = Fault> + 'a {
    let mut before: Option<&str> = None;
    history.steps.iter().zip(1..).filter_map(move |((version, step), due)| {
        let expected = step.act.leads_to(history.kind, before, route);
        let was = before.replace(&step.state);
        if *version != due {
            return Some(Fault::broken(format!("{id}: version {due} was acknowledged to nobody")));
        }
        let legal = expected == Some(step.state.as_str());
        (!legal).then(|| Fault::broken(format!("{id}: {:?} made {was:?} {:?}", step.act, step.state)))
    })
}

/// SIG-08 for one graduate: of all cases at most one in process or effective. And nobody invented a case.
pub fn graduate<'a>(
    name: &str,
    cases: impl Iterator<Item = (&'a str, &'a Shown)>,
    kind_of: impl Fn(&str) -> Option<CaseKind>,
) -> Vec<Fault> {
    let cases: Vec<_> = cases.collect();
    let mut faults = unknown("graduate", cases.iter().map(|(id, _)| *id), |id| kind_of(id).is_some());
    let binds = |(id, shown): &&(&str, &Shown)| kind_of(id).is_some_and(|kind| kind.binds_in(&shown.state));
    let binding: Vec<_> = cases.iter().filter(binds).collect();
    if binding.len() > 1 {
        faults.push(Fault::broken(format!("{name} is bound by several cases: {binding:?}")));
    }
    faults
}

/// RES-01: an agreement was ended by exactly one rescission, and none is open of one that does not hold.
pub fn ends(history: &History) -> Vec<Fault> {
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (id, case) in &history.cases {
        let (Some(about), Some((_, state))) = (case.about.as_deref(), case.newest()) else { continue };
        *done.entry(about).or_default() += usize::from(state == "effective");
        let holds = history.cases.get(about).is_some_and(|agreement| agreement.is("effective"));
        if is_open(case.kind, state) && !holds {
            faults.push(Fault::broken(format!("{id}: open as {state}, and {about} holds no more")));
        }
    }
    for (id, case) in &history.cases {
        let (rescissions, is_rescinded) = (done.get(id.as_str()).copied().unwrap_or_default(), case.is("rescinded"));
        if rescissions != usize::from(is_rescinded) {
            faults.push(Fault::broken(format!("{id}: {rescissions} rescissions took effect; rescinded: {is_rescinded}")));
        }
    }
    faults
}

/// Cases in a list that no acknowledgement ever named, and cases listed twice.
pub fn unknown<'a>(list: &str, ids: impl Iterator<Item = &'a str>, is_known: impl Fn(&str) -> bool) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for id in ids {
        if !seen.insert(id) {
            faults.push(Fault::duplicated(format!("{id}: twice in the list of the {list}")));
        } else if !is_known(id) {
            faults.push(Fault::duplicated(format!("{id}: in the list of the {list}, but acknowledged to nobody")));
        }
    }
    faults
}

/// The part of a case's news that its graduate heard.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    Everything,
    /// The employer withdrew its offer before the offer's own letter had come. That the graduate was invited is no news any more.
    OfTheWithdrawalOnly,
    Otherwise(Fault),
}

/// The graduate's notices of one case (NOT-01): one for each deed of others that changes what holds.
pub fn notices(id: &str, history: &CaseHistory, found: usize) -> Heard {
    let due = history.steps.values().filter(|step| step.act.is_noticed()).count();
    let what = || format!("{id}: {found} notices instead of {due}");
    match found.cmp(&due) {
        std::cmp::Ordering::Less if found == 1 && history.is_withdrawn_offer() => Heard::OfTheWithdrawalOnly,
        std::cmp::Ordering::Less => Heard::Otherwise(Fault::lost(what())),
        std::cmp::Ordering::Equal => Heard::Everything,
        std::cmp::Ordering::Greater => Heard::Otherwise(Fault::duplicated(what())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        destination::Form,
        findings::Kind,
        torture::{
            act::{Act, Side},
            history::tests::{changed, registers, sent, sent_of},
        },
    };
    use wangqian_protocol::case::CaseChanged;

    fn shown(version: u64, state: &str) -> Shown {
        Shown { version, state: state.to_owned() }
    }

    /// Invited, accepted, approved by the school.
    fn effective() -> CaseHistory {
        after(&[(Act::Invite, "invited"), (Act::Accept, "in_review_school"), (Act::Approve, "effective")])
    }

    fn after(deeds: &[(Act, &str)]) -> CaseHistory {
        let mut history = History::default();
        for (version, (act, state)) in (1..).zip(deeds) {
            assert_eq!(history.acknowledge(&sent(*act, u128::from(version)), &changed(version, state)), None);
        }
        history.cases.remove("a").unwrap()
    }

    fn kinds(history: &CaseHistory, graduate: Option<Shown>, employer: Option<Shown>, school: Option<Shown>) -> Vec<Kind> {
        let seen = Parties { graduate: graduate.as_ref(), employer: employer.as_ref(), school: school.as_ref() };
        case("a", history, Route::SchoolOnly, seen).into_iter().map(|fault| fault.kind).collect()
    }

    fn seen_by_all(history: &CaseHistory, version: u64, state: &str) -> Vec<Kind> {
        kinds(history, Some(shown(version, state)), Some(shown(version, state)), Some(shown(version, state)))
    }

    #[test]
    fn a_history_that_everybody_confirms_has_no_fault() {
        assert_eq!(seen_by_all(&effective(), 3, "effective"), []);
    }

    #[test]
    fn an_acknowledged_approval_that_is_gone_is_lost() {
        assert_eq!(seen_by_all(&effective(), 2, "in_review_school"), [Kind::Lost]);
        assert_eq!(seen_by_all(&effective(), 3, "rejected"), [Kind::Lost]);
        assert_eq!(kinds(&effective(), None, None, None), [Kind::Lost]);
    }

    #[test]
    fn a_change_that_nobody_was_told_of_was_applied_twice() {
        assert_eq!(seen_by_all(&effective(), 4, "effective"), [Kind::Duplicated]);
    }

    #[test]
    fn a_party_that_stays_behind_breaks_the_agreement_of_views() {
        let (new, old) = (Some(shown(3, "effective")), Some(shown(2, "in_review_school")));
        assert_eq!(kinds(&effective(), new.clone(), old.clone(), new.clone()), [Kind::Broken]);
        assert_eq!(kinds(&effective(), new.clone(), new.clone(), None), [Kind::Broken]);
    }

    #[test]
    #[doc = "DES-04"]
    fn a_registration_concerns_no_employer_and_its_end_must_last() {
        let registered = (registers(Form::Study.at_first()), "in_review_school");
        let voided = after(&[registered, (Act::Approve, "effective"), (Act::Void, "voided")]);
        let (now, before) = (Some(shown(3, "voided")), Some(shown(2, "effective")));
        assert_eq!(kinds(&voided, now.clone(), None, now.clone()), []);
        assert_eq!(kinds(&voided, now.clone(), now.clone(), now), [Kind::Broken]);
        assert_eq!(kinds(&voided, before.clone(), None, before), [Kind::Lost]);
    }

    #[test]
    fn what_was_pushed_must_last() {
        let mut history = effective();
        history.pushed = Some((2, "in_review_school".to_owned()));
        assert_eq!(seen_by_all(&history, 3, "effective"), []);
        history.pushed = Some((3, "rejected".to_owned()));
        assert_eq!(seen_by_all(&history, 3, "effective"), [Kind::Lost]);
        history.pushed = Some((4, "effective".to_owned()));
        assert_eq!(seen_by_all(&history, 3, "effective"), [Kind::Lost]);
    }

    #[test]
    fn a_version_without_acknowledgement_breaks_the_history() {
        let mut history = effective();
        history.steps.remove(&2);
        assert!(seen_by_all(&history, 3, "effective").contains(&Kind::Broken));
    }

    #[test]
    fn an_approval_without_a_submission_breaks_the_history() {
        let mut history = effective();
        let approval = history.steps.remove(&3).unwrap();
        history.steps.insert(2, approval);
        let graduate = shown(2, "effective");
        assert!(kinds(&history, Some(graduate.clone()), Some(graduate), None).contains(&Kind::Broken));
    }

    #[test]
    fn an_invitation_may_run_out_by_itself_but_not_be_withdrawn_by_itself() {
        let mut history = effective();
        history.steps.retain(|version, _| *version == 1);
        let all = |state| kinds(&history, Some(shown(2, state)), Some(shown(2, state)), None);
        assert_eq!(all("expired"), []);
        assert_eq!(all("withdrawn"), [Kind::Duplicated]);
    }

    #[test]
    fn two_binding_cases_of_a_graduate_break_sig_08() {
        let (one, two, over) = (shown(3, "effective"), shown(2, "in_review_department"), shown(2, "declined"));
        let kinds = |cases: &[(&'static str, &Shown)], second| {
            let kind_of = |id: &str| Some(if id == "b" { second } else { CaseKind::OnlineSigning });
            graduate("王一", cases.iter().copied(), kind_of).iter().map(|fault| fault.kind).collect::<Vec<_>>()
        };
        let cases = [("a", &one), ("b", &two), ("c", &over)];
        assert_eq!(kinds(&cases, CaseKind::Destination), [Kind::Broken]);
        assert_eq!(kinds(&cases, CaseKind::OnlineRescission), [], "the end of an agreement binds nobody");
        assert_eq!(kinds(&[cases[0], cases[2]], CaseKind::Destination), []);
    }

    #[test]
    #[doc = "RES-01"]
    fn a_rescission_that_ended_nothing_and_one_too_many_break_the_end_of_an_agreement() {
        let mut history = History::default();
        let deeds = [(Act::Invite, "invited"), (Act::Accept, "in_review_school"), (Act::Approve, "effective")];
        for (version, (act, state)) in (1..).zip(deeds) {
            history.acknowledge(&sent(act, u128::from(version)), &changed(version, state));
        }
        let rescind = |history: &mut History, id: &str, version, act, state| {
            let key = u128::from(id.as_bytes()[0]) * 100 + u128::from(version);
            let sent = sent_of(CaseKind::OnlineRescission, Some("a"), act, key);
            history.acknowledge(&sent, &CaseChanged { case: id.to_owned(), ..changed(version, state) });
        };
        rescind(&mut history, "b", 1, Act::Ask(Side::Graduate), "asked_employer");
        assert_eq!(ends(&history), []);
        rescind(&mut history, "b", 2, Act::Force, "effective");
        assert_eq!(ends(&history).len(), 1, "the agreement is not ended yet");
        history.place_ends();
        assert_eq!(ends(&history), []);
        rescind(&mut history, "c", 1, Act::Ask(Side::Graduate), "asked_employer");
        assert_eq!(ends(&history).len(), 1, "open, and nothing to end");
        rescind(&mut history, "c", 2, Act::Force, "effective");
        assert_eq!(ends(&history).len(), 1, "ended twice");
    }

    #[test]
    fn a_case_nobody_was_told_of_and_one_listed_twice_are_duplicated() {
        let faults = unknown("employer", ["a", "a", "b"].into_iter(), |id| id == "a");
        assert_eq!(faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), [Kind::Duplicated, Kind::Duplicated]);
    }

    #[test]
    fn a_missing_notice_is_lost_and_one_too_many_duplicated() {
        let history = effective();
        let fault = |found| match notices("a", &history, found) {
            Heard::Otherwise(fault) => Some(fault.kind),
            Heard::Everything => None,
            Heard::OfTheWithdrawalOnly => panic!("nothing was withdrawn"),
        };
        assert_eq!([1, 2, 3].map(fault), [Some(Kind::Lost), None, Some(Kind::Duplicated)]);
    }

    #[test]
    fn of_an_offer_that_was_withdrawn_before_it_came_the_withdrawal_alone_is_told() {
        let history = after(&[(Act::Invite, "invited"), (Act::Withdraw, "withdrawn")]);
        assert_eq!(notices("a", &history, 2), Heard::Everything);
        assert_eq!(notices("a", &history, 1), Heard::OfTheWithdrawalOnly);
        assert!(matches!(notices("a", &history, 0), Heard::Otherwise(Fault { kind: Kind::Lost, .. })));
    }
}
