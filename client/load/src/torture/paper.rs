//! Forms of every kind, as they are filled in during a torture.

use super::crowd::Crowd;
use crate::{
    agreement::Agreement,
    destination::Destination,
    kind::{BY_AGREEMENT, CaseKind},
    rescission::{Rescission, Signed},
};
use wangqian_protocol::form::Filled;

/// A form with its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    Destination(Destination),
    Agreement(Agreement),
    Rescission(Rescission),
}

impl Paper {
    pub fn kind(self) -> CaseKind {
        match self {
            Self::Destination(_) => CaseKind::Destination,
            Self::Agreement(agreement) => agreement.kind(),
            Self::Rescission(rescission) => rescission.kind(),
        }
    }

    /// What handing it in is called in the result.
    pub fn name(self) -> &'static str {
        match self.kind() {
            CaseKind::Destination => "register",
            CaseKind::Backfill => "register_agreement",
            CaseKind::OfflineRescission | CaseKind::OnlineRescission => "hand_in_rescission",
            CaseKind::OfflineSigning | CaseKind::OnlineSigning => "hand_in_agreement",
        }
    }

    /// The same form with the other answer.
    pub fn amended(self) -> Self {
        match self {
            Self::Destination(destination) => Self::Destination(destination.amended()),
            Self::Agreement(agreement) => Self::Agreement(agreement.amended()),
            Self::Rescission(rescission) => Self::Rescission(rescission.amended()),
        }
    }

    /// The answer that a correction changes.
    pub fn doubtful_field(self) -> &'static str {
        match self {
            Self::Destination(destination) => destination.form.doubtful_field(),
            Self::Agreement(_) => Agreement::DOUBTFUL_FIELD,
            Self::Rescission(_) => Rescission::DOUBTFUL_FIELD,
        }
    }

    /// Whether a picture goes with it: proof, the stamped agreement, or evidence.
    pub fn needs_picture(self) -> bool {
        !matches!(self.kind(), CaseKind::OfflineSigning | CaseKind::OnlineRescission)
    }

    /// The code that the EMS is told once it is effective (SYN-01).
    pub fn reported_as(self) -> &'static str {
        match self {
            Self::Destination(destination) => destination.reported_as(),
            Self::Agreement(_) | Self::Rescission(_) => BY_AGREEMENT,
        }
    }

    /// With the name of an uploaded picture, which is left out where none is wanted. `employer` is the one that an agreement names.
    pub fn filled(self, crowd: &Crowd, employer: usize, picture: &str) -> Filled {
        let files = || if self.needs_picture() { vec![picture.to_owned()] } else { Vec::new() };
        match self {
            Self::Destination(destination) => destination.filled(&crowd.choices, picture),
            Self::Agreement(agreement) => agreement.filled(&crowd.choices, crowd.employer(employer), files()),
            Self::Rescission(rescission) => rescission.filled(files()),
        }
    }
}

/// The form by which the end of such an agreement is asked for; `None`: it is no agreement.
pub fn ending(kind: CaseKind) -> Option<Rescission> {
    match kind {
        CaseKind::OnlineSigning => Some(Rescission::at_first(Signed::Online)),
        CaseKind::OfflineSigning | CaseKind::Backfill => Some(Rescission::at_first(Signed::OnPaper)),
        CaseKind::Destination | CaseKind::OnlineRescission | CaseKind::OfflineRescission => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "RES-01, RES-03"]
    fn each_agreement_ends_by_the_form_of_its_kind() {
        for kind in CaseKind::ALL {
            let ends = |rescission: Rescission| rescission.kind().ends().contains(&kind);
            assert_eq!(ending(kind).is_some_and(ends), ending(kind).is_some());
        }
    }
}
