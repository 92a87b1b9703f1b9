//! What a graduate is about: an agreement to sign, or a destination to register.

use crate::{
    destination::{Destination, Form},
    kind::{BY_AGREEMENT, CaseKind},
};
use std::str::FromStr;

/// One graduate's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    Sign,
    Register(Destination, Course),
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
    pub fn kind(self) -> CaseKind {
        match self {
            Self::Sign => CaseKind::OnlineSigning,
            Self::Register(..) => CaseKind::Destination,
        }
    }

    /// The state in which it is done.
    pub fn goal(self) -> &'static str {
        if matches!(self, Self::Register(_, Course::Voided)) { "voided" } else { "effective" }
    }

    /// The code that the EMS is told when it takes effect.
    pub fn reported_as(self) -> &'static str {
        match self {
            Self::Sign => BY_AGREEMENT,
            Self::Register(destination, Course::Returned | Course::TakenBack) => destination.amended().reported_as(),
            Self::Register(destination, _) => destination.reported_as(),
        }
    }
}

/// How many of a hundred graduates register a destination instead of signing: `30%`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share(usize);

/// Why a text is no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("0% to 100%")]
pub struct NoShare;

impl FromStr for Share {
    type Err = NoShare;

    fn from_str(text: &str) -> Result<Self, NoShare> {
        let number = text.strip_suffix('%').unwrap_or(text).parse().map_err(|_| NoShare)?;
        if number <= 100 { Ok(Self(number)) } else { Err(NoShare) }
    }
}

impl Share {
    /// Of the so-manieth graduate: registrations are spread evenly, forms and courses take turns.
    pub fn errand(self, number: usize) -> Errand {
        let before = number * self.0 / 100;
        if before == (number + 1) * self.0 / 100 {
            return Errand::Sign;
        }
        let form = Form::ALL[before % Form::ALL.len()];
        Errand::Register(form.at_first(), COURSES[before / Form::ALL.len() % COURSES.len()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_with_or_without_its_sign() {
        assert_eq!(("30%".parse(), "100".parse()), (Ok(Share(30)), Ok(Share(100))));
        assert!(["101%", "-1", "a", "30%%"].iter().all(|text| text.parse::<Share>() == Err(NoShare)));
    }

    #[test]
    fn as_many_register_as_were_asked_for_with_every_form_on_every_course() {
        let errands = |share: usize| (0..300).map(move |number| Share(share).errand(number));
        let registering = |share| errands(share).filter(|errand| errand.kind() == CaseKind::Destination).count();
        assert_eq!([0, 30, 100].map(registering), [0, 90, 300]);
        for form in Form::ALL {
            for course in COURSES {
                assert!(errands(30).any(|errand| errand == Errand::Register(form.at_first(), course)), "{form:?} {course:?}");
            }
        }
    }

    #[test]
    fn what_was_corrected_is_reported_as_corrected() {
        let code = |course| Errand::Register(Form::Unemployed.at_first(), course).reported_as();
        assert_eq!([Course::Straight, Course::Voided, Course::Returned].map(code), ["P70A", "P70A", "P70C"]);
        assert_eq!(Errand::Sign.reported_as(), "10");
    }
}
