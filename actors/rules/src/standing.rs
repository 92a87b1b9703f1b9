//! Whether a graduate can begin a signing now, and if not, what is in the way.

use crate::{
    actions,
    admission::{RescissionRule, SchoolsWord},
    case::{Asks, Case, CaseKind, Party},
    graduate::{Graduate, Hand, online_signing},
    module::Switch,
    refusal::Refusal,
    time::UnixMs,
};

/// The thing in a graduate's way: the first one that an acceptance would be refused for.
#[derive(Clone, Debug)]
pub enum Way<'a> {
    Free,
    /// INV-01.
    LeftRoster {
        at: UnixMs,
    },
    /// The school has not said yet who this is.
    NotEnrolled,
    /// ROS-05.
    Barred,
    /// SIG-08: one thing in process or effective.
    Bound(&'a Case),
    /// ROS-03: a later cohort signs now.
    EarlierCohort,
    /// SET-01, SET-02: the school, or its province before it, has not opened this.
    NotOpen(Switch),
}

/// A graduate as they stand now, with the school's word on whether they may submit a case of one kind.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    pub graduate: &'a Graduate,
    pub way: Way<'a>,
    /// The school's rule for whoever asks for the end of an agreement; `None` where it would not admit that.
    pub asks: Option<RescissionRule>,
    pub now: UnixMs,
}

impl<'a> Standing<'a> {
    /// Towards online signing, in the order in which an acceptance is checked.
    pub fn of(graduate: &'a Graduate, admission: &SchoolsWord, now: UnixMs) -> Self {
        Self::towards(CaseKind::ONLINE_SIGNING, graduate, admission, now)
    }

    /// Towards a case of this kind, on which the school's word is.
    pub fn towards(kind: CaseKind, graduate: &'a Graduate, admission: &SchoolsWord, now: UnixMs) -> Self {
        let profile = graduate.profile.as_deref();
        let is_barred = profile.is_some_and(|profile| !kind.is_open_to(&profile.training_mode));
        let way = match (graduate.removed_at, graduate.binding_case(), admission) {
            (Some(at), ..) => Way::LeftRoster { at },
            _ if profile.is_none() => Way::NotEnrolled,
            _ if is_barred => Way::Barred,
            (_, Some(case), _) => Way::Bound(case),
            (_, _, Ok(_)) => Way::Free,
            (_, _, Err(Refusal::OnlineSigningBarred | Refusal::DirectedOnly)) => Way::Barred,
            (_, _, Err(Refusal::Closed(switch))) => Way::NotOpen(*switch),
            (_, _, Err(Refusal::AgreementKindUnset)) => Way::NotOpen(Switch::Signing),
            (_, _, Err(_)) => Way::EarlierCohort,
        };
        Self { graduate, way, asks: admission.as_ref().ok().map(|admission| admission.rescission), now }
    }

    /// With the school's word on rescissions, which no switch and no training mode keeps from anybody.
    pub fn asking(self, admission: &SchoolsWord) -> Self {
        Self { asks: admission.as_ref().ok().map(|admission| admission.rescission), ..self }
    }

    /// Whether online signing is open to them at all (ROS-05).
    pub fn signs_online(&self) -> bool {
        !online_signing::barred(self.graduate.profile.as_deref())
    }

    /// Whether this invitation is one that can be accepted now.
    pub fn can_accept(&self, case: &Case) -> bool {
        matches!(self.way, Way::Free) && case.facts().asks == Some(Asks::Expires) && case.is_open(self.now)
    }

    /// Whether the end of this agreement can be asked for now (RES-01, RES-03, RES-06).
    pub fn can_ask_rescission(&self, agreement: &Case) -> bool {
        let kind = actions::rescission_of(agreement.kind, Party::Graduate);
        let asks = |(kind, rule)| self.graduate.rescindable(kind, Some(agreement.id), &Hand::Graduate, rule).is_ok();
        kind.zip(self.asks).is_some_and(asks)
    }

    /// Whether what was taken back or returned can be submitted again: what binds only where nothing else does.
    pub fn can_submit(&self, case: &Case) -> bool {
        matches!(self.way, Way::Free) || (!case.facts().binds && self.asks.is_some())
    }

    /// Whether the image of the stamped agreement can be handed in.
    pub fn can_hand_in_stamped(&self) -> bool {
        !matches!(self.way, Way::Barred) && self.asks.is_some()
    }
}
