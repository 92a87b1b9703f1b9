//! The states that a case of each kind goes through, as a browser knows them: what each deed leads to, and where it is allowed at all.

use super::{Act, Side};
use crate::{kind::CaseKind, people::Route};

impl Act {
    /// The state a case is in after this deed, when the deed is allowed in `before` (`None`: no case yet).
    pub fn leads_to(self, kind: CaseKind, before: Option<&str>, route: Route) -> Option<&'static str> {
        let peculiar = match kind {
            CaseKind::OnlineSigning => self.with_an_invitation(before, route),
            CaseKind::OnlineRescission => self.with_a_request(before, route),
            _ => self.with_a_form(kind, before, route),
        };
        peculiar
            .or_else(|| self.to_a_stamped_agreement(kind, before, route))
            .or_else(|| self.by_a_reviewer(kind, before))
            .or_else(|| self.once_it_holds(kind, before))
    }

    fn with_an_invitation(self, before: Option<&str>, route: Route) -> Option<&'static str> {
        match (self, before) {
            (Self::Invite, None) => Some("invited"),
            (Self::Accept, Some("invited")) => Some(first_stage(route)),
            (Self::Decline, Some("invited")) => Some("declined"),
            (Self::Withdraw, Some("invited")) => Some("withdrawn"),
            _ => None,
        }
    }

    /// RES-01, RES-02: either side asks, the other answers; while the employer does not, the school may force it.
    fn with_a_request(self, before: Option<&str>, route: Route) -> Option<&'static str> {
        match (self, before) {
            (Self::Ask(Side::Graduate), None) => Some("asked_employer"),
            (Self::Ask(Side::Employer), None) => Some("invited"),
            (Self::Agree(Side::Employer), Some("asked_employer")) | (Self::Agree(Side::Graduate), Some("invited")) => {
                Some(first_stage(route))
            }
            (Self::Refuse(Side::Employer), Some("asked_employer")) | (Self::Refuse(Side::Graduate), Some("invited")) => {
                Some("declined")
            }
            (Self::TakeBack, Some("asked_employer")) | (Self::Withdraw, Some("invited")) => Some("withdrawn"),
            (Self::Force, Some("asked_employer")) => Some("effective"),
            _ => None,
        }
    }

    fn with_a_form(self, kind: CaseKind, before: Option<&str>, route: Route) -> Option<&'static str> {
        match (self, before) {
            (Self::HandIn(paper), None) if paper.kind() == kind => Some(first_stage(route)),
            (Self::SubmitAgain(paper), Some("taken_back" | "returned")) if paper.kind() == kind => Some(first_stage(route)),
            // It is refused once a level has decided.
            (Self::TakeBack, Some(state)) if state == first_stage(route) => Some("taken_back"),
            (Self::GiveUp, Some("taken_back" | "returned")) if has_a_way_out(kind) => Some("withdrawn"),
            (Self::Return, Some("in_review_department" | "in_review_school")) => Some("returned"),
            (Self::ApproveUnilaterally, Some("in_review_school")) if kind == CaseKind::OfflineRescission => Some("effective"),
            (Self::Correct(_), Some("in_review_department")) if kind == CaseKind::Destination => Some("in_review_department"),
            (Self::Correct(_), Some("in_review_school")) if kind == CaseKind::Destination => Some("in_review_school"),
            _ => None,
        }
    }

    /// OFF-02: printed, stamped, handed in as an image, and reviewed once more.
    fn to_a_stamped_agreement(self, kind: CaseKind, before: Option<&str>, route: Route) -> Option<&'static str> {
        if kind != CaseKind::OfflineSigning {
            return None;
        }
        match (self, before) {
            (Self::Stamp(_), Some("stamp_awaited" | "taken_back_second" | "returned_second")) => Some(second_stage(route)),
            (Self::TakeBack, Some(state)) if state == second_stage(route) => Some("taken_back_second"),
            (Self::GiveUp, Some("stamp_awaited" | "taken_back_second" | "returned_second")) => Some("withdrawn"),
            (Self::Return, Some("in_second_review_department" | "in_second_review_school")) => Some("returned_second"),
            (Self::Approve, Some("in_review_school")) => Some("stamp_awaited"),
            _ => None,
        }
    }

    fn by_a_reviewer(self, kind: CaseKind, before: Option<&str>) -> Option<&'static str> {
        let ends = if kind == CaseKind::OfflineSigning { None } else { Some("effective") };
        match (self, before) {
            (Self::Approve, Some("in_review_department")) => Some("in_review_school"),
            (Self::Approve, Some("in_review_school")) => ends,
            (Self::Approve, Some("in_second_review_department")) => Some("in_second_review_school"),
            (Self::Approve, Some("in_second_review_school")) => Some("effective"),
            (Self::Reject, Some("in_review_department" | "in_review_school")) => Some("rejected"),
            (Self::Reject, Some("in_second_review_department" | "in_second_review_school")) => Some("rejected_second"),
            _ => None,
        }
    }

    fn once_it_holds(self, kind: CaseKind, before: Option<&str>) -> Option<&'static str> {
        let is_rescission = !kind.ends().is_empty();
        let is_agreement = !is_rescission && kind != CaseKind::Destination;
        match (self, before) {
            (Self::Void, Some("effective")) if kind == CaseKind::Destination => Some("voided"),
            (Self::Amend, Some("effective")) if is_agreement => Some("effective"),
            (Self::NotGraduated, Some("effective")) if is_agreement => Some("not_graduated"),
            (Self::Rescinded, Some("effective")) if is_agreement => Some("rescinded"),
            (Self::Overtaken, Some(state)) if is_rescission && is_open(kind, state) => Some("overtaken"),
            _ => None,
        }
    }
}

/// Where a case waits after its submission.
fn first_stage(route: Route) -> &'static str {
    match route {
        Route::DepartmentThenSchool => "in_review_department",
        Route::SchoolOnly => "in_review_school",
    }
}

/// Where a stamped agreement waits.
fn second_stage(route: Route) -> &'static str {
    match route {
        Route::DepartmentThenSchool => "in_second_review_department",
        Route::SchoolOnly => "in_second_review_school",
    }
}

/// Whether a graduate may end what they would have to hand in again.
fn has_a_way_out(kind: CaseKind) -> bool {
    matches!(kind, CaseKind::OfflineSigning | CaseKind::OfflineRescission)
}

/// Whether anybody can still do something with it.
pub fn is_open(kind: CaseKind, state: &str) -> bool {
    let waits = matches!(
        state,
        "invited" | "asked_employer" | "returned" | "taken_back" | "stamp_awaited" | "returned_second" | "taken_back_second"
    );
    waits || is_in_review(state) || kind.binds_in(state)
}

/// Whether it waits for a reviewer.
pub fn is_in_review(state: &str) -> bool {
    is_at_a_department(state) || matches!(state, "in_review_school" | "in_second_review_school")
}

/// Whether it waits at the department's level.
pub fn is_at_a_department(state: &str) -> bool {
    matches!(state, "in_review_department" | "in_second_review_department")
}

/// The platform acts by itself: an invitation's time is over, or it could not be delivered.
pub fn is_platforms(before: Option<&str>, after: &str) -> bool {
    before == Some("invited") && matches!(after, "expired" | "undeliverable")
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};
    use crate::{
        agreement::{Agreement, Stamped},
        torture::paper::Paper,
    };

    const ENDS: [&str; 11] = [
        "declined",
        "withdrawn",
        "rejected",
        "rejected_second",
        "expired",
        "undeliverable",
        "voided",
        "rescinded",
        "not_graduated",
        "overtaken",
        "invalidated",
    ];

    /// Where these deeds lead, one after the other.
    fn after(kind: CaseKind, route: Route, deeds: &[Act]) -> Option<&'static str> {
        let mut state = None;
        for deed in deeds {
            state = Some(deed.leads_to(kind, state, route)?);
        }
        state
    }

    #[test]
    fn the_department_comes_first_only_on_the_two_level_route() {
        let registers = Act::HandIn(Paper::Destination(UNEMPLOYED));
        let states = |route| {
            let accepted = after(CaseKind::OnlineSigning, route, &[Act::Invite, Act::Accept]);
            [accepted, after(CaseKind::Destination, route, &[registers])]
        };
        assert_eq!(states(Route::SchoolOnly), [Some("in_review_school"); 2]);
        assert_eq!(states(Route::DepartmentThenSchool), [Some("in_review_department"); 2]);
    }

    #[test]
    fn what_has_ended_does_not_move() {
        for state in ENDS {
            for kind in CaseKind::ALL {
                assert!(all().iter().all(|act| act.leads_to(kind, Some(state), Route::SchoolOnly).is_none()), "{state}");
                assert!(!is_open(kind, state));
            }
        }
    }

    #[test]
    #[doc = "DES-03"]
    fn a_registration_is_taken_back_only_before_any_review() {
        let taken_back = |state, route| Act::TakeBack.leads_to(CaseKind::Destination, Some(state), route);
        assert_eq!(taken_back("in_review_department", Route::DepartmentThenSchool), Some("taken_back"));
        assert_eq!(taken_back("in_review_school", Route::DepartmentThenSchool), None);
        assert_eq!(taken_back("in_review_school", Route::SchoolOnly), Some("taken_back"));
    }

    #[test]
    #[doc = "OFF-01, OFF-02"]
    fn an_agreement_to_be_stamped_is_reviewed_twice() {
        let (kind, route) = (CaseKind::OfflineSigning, Route::DepartmentThenSchool);
        let handed_in = Act::HandIn(Paper::Agreement(Agreement::at_first(Stamped::Later)));
        let once = [handed_in, Act::Approve, Act::Approve];
        assert_eq!(after(kind, route, &once), Some("stamp_awaited"));
        let twice = [&once[..], &[Act::Stamp(Side::Employer), Act::Approve, Act::Approve]].concat();
        assert_eq!(after(kind, route, &twice), Some("effective"));
        let given_up = [&once[..], &[Act::Stamp(Side::Graduate), Act::Approve, Act::Return, Act::GiveUp]].concat();
        assert_eq!(after(kind, route, &given_up), Some("withdrawn"));
    }

    #[test]
    #[doc = "RES-01, RES-02"]
    fn whoever_did_not_ask_answers_and_the_school_forces_only_employers() {
        let route = Route::SchoolOnly;
        let after = |deeds: &[Act]| after(CaseKind::OnlineRescission, route, deeds);
        let (graduate, employer) = (Side::Graduate, Side::Employer);
        assert_eq!(after(&[Act::Ask(graduate), Act::Agree(employer)]), Some("in_review_school"));
        assert_eq!(after(&[Act::Ask(employer), Act::Agree(graduate), Act::Approve]), Some("effective"));
        assert_eq!(after(&[Act::Ask(graduate), Act::Agree(graduate)]), None);
        assert_eq!(after(&[Act::Ask(graduate), Act::Force]), Some("effective"));
        assert_eq!(after(&[Act::Ask(employer), Act::Force]), None);
    }

    #[test]
    fn an_agreement_ends_and_nothing_else_does_with_it() {
        for kind in CaseKind::ALL {
            let ends = Act::Rescinded.leads_to(kind, Some("effective"), Route::SchoolOnly).is_some();
            let ended_by = CaseKind::ALL.into_iter().any(|other| other.ends().contains(&kind));
            assert_eq!(ends, ended_by, "{kind:?}");
        }
    }
}
