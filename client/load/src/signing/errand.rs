//! The errand of a graduate: an agreement to sign, a destination to register, an agreement to end.

use crate::{
    agreement::{Agreement, Stamped},
    destination::{Destination, Form},
    kind::{BY_AGREEMENT, CaseKind},
};

/// One graduate's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    Sign,
    SignOnPaper(Agreement),
    Register(Destination, Course),
    /// Of an agreement that was made before anything is measured.
    Rescind(Agreed),
}

/// How the agreement came about that is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreed {
    Online,
    OnPaper(Agreement),
}

/// The turn that a registration takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    Straight,
    /// By the first reviewer, with a field and the proof named; corrected and handed in again.
    Returned,
    /// By the graduate, before any review; corrected and handed in again.
    TakenBack,
    /// By the graduate, once it is effective.
    Voided,
}

/// Half of the registrations have no turn.
const COURSES: [Course; 10] = [
    Course::Straight,
    Course::Returned,
    Course::Straight,
    Course::Voided,
    Course::Straight,
    Course::TakenBack,
    Course::Straight,
    Course::Returned,
    Course::Straight,
    Course::Voided,
];

impl Errand {
    /// The so-manieth of a kind: forms and courses take turns, and so do the ways to what is ended.
    pub fn of(kind: CaseKind, number: usize) -> Self {
        let on_paper = |stamped| Agreement::at_first(stamped);
        match kind {
            CaseKind::OnlineSigning => Self::Sign,
            CaseKind::OfflineSigning => Self::SignOnPaper(on_paper(Stamped::Later)),
            CaseKind::Backfill => Self::SignOnPaper(on_paper(Stamped::Already)),
            CaseKind::OnlineRescission => Self::Rescind(Agreed::Online),
            CaseKind::OfflineRescission if number.is_multiple_of(2) => {
                Self::Rescind(Agreed::OnPaper(on_paper(Stamped::Already)))
            }
            CaseKind::OfflineRescission => Self::Rescind(Agreed::OnPaper(on_paper(Stamped::Later))),
            CaseKind::Destination => {
                let form = Form::ALL[number % Form::ALL.len()];
                Self::Register(form.at_first(), COURSES[number / Form::ALL.len() % COURSES.len()])
            }
        }
    }

    pub fn kind(self) -> CaseKind {
        match self {
            Self::Sign => CaseKind::OnlineSigning,
            Self::SignOnPaper(agreement) => agreement.kind(),
            Self::Register(..) => CaseKind::Destination,
            Self::Rescind(Agreed::Online) => CaseKind::OnlineRescission,
            Self::Rescind(Agreed::OnPaper(_)) => CaseKind::OfflineRescission,
        }
    }

    /// The steps that come before it can begin.
    pub fn before(self) -> Option<Self> {
        match self {
            Self::Rescind(Agreed::Online) => Some(Self::Sign),
            Self::Rescind(Agreed::OnPaper(agreement)) => Some(Self::SignOnPaper(agreement)),
            _ => None,
        }
    }

    /// The state in which it is done.
    pub fn goal(self) -> &'static str {
        if matches!(self, Self::Register(_, Course::Voided)) { "voided" } else { "effective" }
    }

    /// The code that the EMS is told when it takes effect; it is not told of rescissions, but that an agreement holds no more.
    pub fn reported_as(self) -> Option<&'static str> {
        match self {
            Self::Sign | Self::SignOnPaper(_) => Some(BY_AGREEMENT),
            Self::Register(destination, Course::Returned | Course::TakenBack) => Some(destination.amended().reported_as()),
            Self::Register(destination, _) => Some(destination.reported_as()),
            Self::Rescind(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errand_is_of_the_kind_that_was_asked_for() {
        for kind in CaseKind::ALL {
            assert!((0..60).all(|number| Errand::of(kind, number).kind() == kind), "{kind:?}");
        }
    }

    #[test]
    fn every_form_of_a_destination_takes_every_course() {
        for form in Form::ALL {
            for course in COURSES {
                let wanted = Errand::Register(form.at_first(), course);
                assert!((0..30).any(|number| Errand::of(CaseKind::Destination, number) == wanted), "{form:?} {course:?}");
            }
        }
    }

    #[test]
    #[doc = "RES-01, RES-03"]
    fn what_is_ended_is_an_agreement_of_a_kind_that_can_be() {
        for kind in CaseKind::ALL {
            let ended: Vec<_> = (0..2).filter_map(|number| Some(Errand::of(kind, number).before()?.kind())).collect();
            assert!(ended.iter().all(|agreement| kind.ends().contains(agreement)), "{kind:?}");
            assert!(kind.ends().iter().all(|agreement| ended.contains(agreement)), "{kind:?}");
        }
    }

    #[test]
    #[doc = "SYN-01"]
    fn what_was_corrected_is_reported_as_corrected_and_a_rescission_not_at_all() {
        let code = |course| Errand::Register(Form::Unemployed.at_first(), course).reported_as();
        let codes = [Course::Straight, Course::Voided, Course::Returned].map(code);
        assert_eq!(codes, ["P70A", "P70A", "P70C"].map(Some));
        assert_eq!([Errand::Sign, Errand::Rescind(Agreed::Online)].map(Errand::reported_as), [Some("10"), None]);
    }
}
