//! Every state of every kind of case, with what may be around it.

use super::{Bench, asked, destination, paper, people, rescission, signing};
use wangqian_rules::{
    admission::{Admission, SchoolsWord},
    case::*,
    graduate::Graduate,
    ids::CaseId,
    next::Standing,
    refusal::Refusal,
    review::Route,
};

/// The surroundings of the case that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    Nothing,
    Deleted,
    /// 培养方式 21.
    Barred,
    EarlierCohort,
    /// As far as the case leaves room for it.
    SignedElsewhere,
    /// RES-06: nobody may ask for a rescission.
    LimitReached,
}

pub const AROUND: [Around; 6] =
    [Around::Nothing, Around::Deleted, Around::Barred, Around::EarlierCohort, Around::SignedElsewhere, Around::LimitReached];

#[derive(Clone)]
pub struct Situation {
    pub bench: Bench<Graduate>,
    pub case: CaseId,
    pub around: Around,
}

impl Situation {
    pub fn case(&self) -> &Case {
        &self.bench.state.cases[&self.case]
    }

    /// The school's word on a case of this kind.
    pub fn admission(&self, kind: CaseKind) -> SchoolsWord {
        match self.around {
            Around::EarlierCohort => Err(Refusal::NotOnRoster),
            Around::Barred if kind.facts().binds => Err(Refusal::OnlineSigningBarred),
            Around::LimitReached => Ok(asked::admission(Route::SchoolOnly, 0)),
            _ => Ok::<Admission, _>(asked::admission(Route::SchoolOnly, 9)),
        }
    }

    pub fn standing(&self) -> Standing<'_> {
        let own = self.admission(self.case().kind);
        Standing::of(&self.bench.state, &own, self.bench.now).asking(&self.admission(CaseKind::ONLINE_RESCISSION))
    }

    /// As a failing test names it.
    pub fn named(&self) -> String {
        let case = self.case();
        format!("{:?} {:?}, begun by {:?}, {:?}", case.kind, case.status, case.begun_by, self.around)
    }
}

/// All of them, without anything around.
pub fn plain() -> Vec<Situation> {
    let of = |kind: CaseKind| kind.facts().states.iter().copied();
    let as_is = |bench, case| Situation { bench, case, around: Around::Nothing };
    let mut all = Vec::new();
    all.extend(of(CaseKind::ONLINE_SIGNING).map(|status| as_is(signing::graduate_with(status), signing::CASE)));
    all.extend(of(CaseKind::DESTINATION).map(|status| as_is(destination::graduate_with(status), destination::CASE)));
    for kind in [CaseKind::OFFLINE_SIGNING, CaseKind::BACKFILL] {
        all.extend(of(kind).map(|status| as_is(paper::graduate_with(kind, status), paper::CASE)));
        let ended = of(CaseKind::OFFLINE_RESCISSION);
        all.extend(ended.map(|status| as_is(rescission::offline(kind, status), rescission::CASE)));
    }
    for by in [Party::Graduate, Party::Employer] {
        let states = of(CaseKind::ONLINE_RESCISSION).filter(|status| *status != Status::Asked(by));
        all.extend(states.map(|status| as_is(rescission::online(by, status), rescission::CASE)));
    }
    all
}

/// All of them, with everything around.
pub fn all() -> Vec<Situation> {
    plain().into_iter().flat_map(|plain| AROUND.map(|around| with(plain.clone(), around))).collect()
}

fn with(mut it: Situation, around: Around) -> Situation {
    it.around = around;
    let is_listed = it.bench.state.removed_at.is_none();
    match around {
        Around::Deleted if is_listed => signing::roster(&mut it.bench, Some(people::NOW)),
        Around::Barred => signing::enrol(&mut it.bench, "21"),
        Around::SignedElsewhere if is_listed && it.bench.state.binding_case().is_none() && is_free(&it) => {
            it.bench.letter(people::card(2).id, signing::offer(asked::OTHER, 2));
            signing::drive(&mut it.bench, asked::OTHER, Status::Effective);
        }
        _ => {}
    }
    it
}

/// Whether the graduate's training mode lets them sign elsewhere.
fn is_free(it: &Situation) -> bool {
    it.bench.state.profile.as_ref().is_some_and(|profile| profile.training_mode == "1")
}
