//! The employer's board: every hire stands in one lane, and moves along as it goes.

use super::Employer;
use crate::{
    case::{CaseKind, CaseRow, Consequence, End, Status},
    ids::CaseId,
    review::Stage,
};
use std::collections::BTreeMap;

/// How far a hire is, as an employer thinks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    Invited,
    /// The graduate said yes; the department is at it.
    Accepted,
    Reviewing,
    Effective,
    Rescinding,
    Rescinded,
    Declined,
    Expired,
    /// Withdrawn, not approved, not delivered, or invalid while the graduate is off the roster.
    Elsewhere,
}

impl Lane {
    /// In the order of the board: on the way, then what came of it.
    pub const ALL: [Self; 9] = [
        Self::Invited,
        Self::Accepted,
        Self::Reviewing,
        Self::Effective,
        Self::Rescinding,
        Self::Rescinded,
        Self::Declined,
        Self::Expired,
        Self::Elsewhere,
    ];

    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "lane_invited",
            Self::Accepted => "lane_accepted",
            Self::Reviewing => "lane_reviewing",
            Self::Effective => "lane_effective",
            Self::Rescinding => "lane_rescinding",
            Self::Rescinded => "lane_rescinded",
            Self::Declined => "lane_declined",
            Self::Expired => "lane_expired",
            Self::Elsewhere => "lane_elsewhere",
        }
    }

    /// As the board heads it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Invited => "待应约",
            Self::Accepted => "已同意",
            Self::Reviewing => "学校审核中",
            Self::Effective => "已生效",
            // The agreement holds until the end of it: whoever counts who is signed counts these too.
            Self::Rescinding => "解约中（签约仍有效）",
            Self::Rescinded => "已解约",
            Self::Declined => "已拒绝",
            Self::Expired => "已过期",
            Self::Elsewhere => "其他已结束",
        }
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.code() == code)
    }
}

impl Employer {
    /// The lane of every hire, in the order of the cases' ids, with the case that says how it stands: of an agreement that is to end, the
    /// rescission under way, which by itself is no hire.
    pub fn board(&self) -> impl Iterator<Item = (Lane, &CaseRow)> {
        let under_way = self.rows().filter(|row| is_rescission(row.kind) && is_under_way(row.status));
        let rescissions: BTreeMap<CaseId, &CaseRow> = under_way.filter_map(|row| Some((row.about?, row))).collect();
        let hires = self.rows().filter(|row| !is_rescission(row.kind));
        hires.map(move |row| match rescissions.get(&row.case) {
            Some(rescission) if row.status == Status::Effective => (Lane::Rescinding, *rescission),
            _ => (lane(row.status), row),
        })
    }

    fn rows(&self) -> impl Iterator<Item = &CaseRow> {
        self.cases.values().map(|case| &case.row)
    }
}

fn is_rescission(kind: CaseKind) -> bool {
    kind.facts().causes == Consequence::Rescinds
}

fn is_under_way(status: Status) -> bool {
    matches!(status, Status::Asked(_) | Status::InReview(..) | Status::Open(..))
}

fn lane(status: Status) -> Lane {
    match status {
        Status::Asked(_) => Lane::Invited,
        Status::Open(..) | Status::InReview(_, Stage::Department) => Lane::Accepted,
        Status::InReview(_, Stage::School) => Lane::Reviewing,
        Status::Effective => Lane::Effective,
        Status::Ended(End::Declined) => Lane::Declined,
        Status::Ended(End::Expired) => Lane::Expired,
        Status::Ended(End::Rescinded) => Lane::Rescinded,
        Status::Ended(_) | Status::Invalidated => Lane::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_lane_and_every_lane_its_code() {
        for kind in CaseKind::all().filter(|kind| !is_rescission(*kind)) {
            for status in kind.facts().states {
                let ended = matches!(lane(*status), Lane::Declined | Lane::Expired | Lane::Rescinded | Lane::Elsewhere);
                assert_eq!(ended, matches!(status, Status::Ended(_) | Status::Invalidated), "{status:?}");
            }
        }
        for lane in Lane::ALL {
            assert_eq!(Lane::from_code(lane.code()), Some(lane));
        }
    }
}
