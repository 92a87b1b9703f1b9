//! The kinds of cases that this tool plays through, ONE ROW A KIND.

use serde::Serialize;

/// A kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    OnlineSigning,
    Destination,
    OfflineSigning,
    Backfill,
    OnlineRescission,
    OfflineRescission,
}

/// What a browser knows of a kind.
struct Facts {
    code: &'static str,
    list: &'static str,
    school_sees_from: u64,
    binds: bool,
    ends: &'static [CaseKind],
}

static ONLINE_SIGNING: Facts =
    Facts { code: "online_signing", list: "online_signing", school_sees_from: 2, binds: true, ends: &[] };
static DESTINATION: Facts = Facts { code: "destination", list: "destination", school_sees_from: 1, binds: true, ends: &[] };
static OFFLINE_SIGNING: Facts =
    Facts { code: "offline_signing", list: "online_signing", school_sees_from: 1, binds: true, ends: &[] };
static BACKFILL: Facts = Facts { code: "backfill", list: "backfill", school_sees_from: 1, binds: true, ends: &[] };
static ONLINE_RESCISSION: Facts = Facts {
    code: "online_rescission",
    list: "rescission",
    school_sees_from: 1,
    binds: false,
    ends: &[CaseKind::OnlineSigning],
};
static OFFLINE_RESCISSION: Facts = Facts {
    code: "offline_rescission",
    list: "rescission",
    school_sees_from: 1,
    binds: false,
    ends: &[CaseKind::OfflineSigning, CaseKind::Backfill],
};

/// States in which a case of a kind that binds keeps its graduate from beginning another one (SIG-08).
const BINDING: [&str; 8] = [
    "in_review_department",
    "in_review_school",
    "stamp_awaited",
    "taken_back_second",
    "returned_second",
    "in_second_review_department",
    "in_second_review_school",
    "effective",
];

impl CaseKind {
    pub const ALL: [Self; 6] = [
        Self::OnlineSigning,
        Self::Destination,
        Self::OfflineSigning,
        Self::Backfill,
        Self::OnlineRescission,
        Self::OfflineRescission,
    ];

    fn facts(self) -> &'static Facts {
        match self {
            Self::OnlineSigning => &ONLINE_SIGNING,
            Self::Destination => &DESTINATION,
            Self::OfflineSigning => &OFFLINE_SIGNING,
            Self::Backfill => &BACKFILL,
            Self::OnlineRescission => &ONLINE_RESCISSION,
            Self::OfflineRescission => &OFFLINE_RESCISSION,
        }
    }

    /// As the interface names it.
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// The kind of a row.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Code of the list and of the tile that it shares with other kinds.
    pub fn list(self) -> &'static str {
        self.facts().list
    }

    /// The first version that the school sees: what is handed in or asked for is seen at once, an invitation is accepted first.
    pub fn school_sees_from(self) -> u64 {
        self.facts().school_sees_from
    }

    /// Whether a case that stands so is the only one of its kind that its graduate may have (SIG-08).
    pub fn binds_in(self, state: &str) -> bool {
        self.facts().binds && BINDING.contains(&state)
    }

    /// The kinds of agreements that it is about, and ends when it takes effect (RES-01, RES-03).
    pub fn ends(self) -> &'static [Self] {
        self.facts().ends
    }
}

/// The EMS's code for an agreement, however it was signed.
pub const BY_AGREEMENT: &str = "10";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_row_and_a_code_of_its_own() {
        for (place, kind) in CaseKind::ALL.into_iter().enumerate() {
            assert_eq!((kind as usize, CaseKind::from_code(kind.code())), (place, Some(kind)));
        }
    }

    #[test]
    #[doc = "SIG-08, RES-01"]
    fn the_end_of_an_agreement_binds_nobody_and_an_awaited_stamp_does() {
        let binds = |kind: CaseKind| ["effective", "stamp_awaited", "rescinded", "invited"].map(|state| kind.binds_in(state));
        assert_eq!(binds(CaseKind::OfflineSigning), [true, true, false, false]);
        for kind in CaseKind::ALL {
            assert_eq!(binds(kind)[0], kind.ends().is_empty(), "{kind:?}");
        }
    }
}
