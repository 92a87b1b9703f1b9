//! Filters, order and pages of case lists.

use crate::{convert, routes::window::Window, search::Needle};
use std::collections::BTreeSet;
use wangqian_protocol::case::{CasePage, CaseQuery};
use wangqian_rules::{
    case::{CaseKind, CaseRow, Status},
    ids::{CaseId, GraduateId},
    refusal::{Refusal, invalid},
    review::{Scope, Stage},
    school::School,
    time::UnixMs,
};

/// The filter entries of 「签约状态」 in the guide's words: code, label, states. The guide prints 学院/学校 as one entry
/// (SIG-02) and chooses the first by default, a state of offline signing: reviewers of online signing choose another one.
pub const STATE_FILTERS: &[(&str, &str, &[Status])] = &[
    ("agreement_in_review", "就业协议审核中，等待学院/学校审核", &[]),
    (
        "accepted_in_review",
        "学生已同意签约，等待学院/学校审核",
        &[Status::InReview(Stage::Department), Status::InReview(Stage::School)],
    ),
];

/// Cases that wait at departments where nobody can decide (SET-07). No entry of the guide's, so the page of a school's users offers it.
const UNATTENDED: &str = "unattended";

/// Who can have begun a signing.
const INITIATORS: [&str; 2] = ["employer", "graduate"];

/// A parsed query.
pub struct Filter {
    states: Option<Vec<Status>>,
    /// Only these departments'; the parties see nothing by it.
    unattended: Option<BTreeSet<CaseId>>,
    initiator: Option<String>,
    department: Option<String>,
    text: Option<Needle>,
    /// Whose ID number was typed, where the reader may look by it.
    person: Option<GraduateId>,
    newest_first: bool,
    after: Option<(UnixMs, CaseId)>,
    window: Window,
}

impl Filter {
    /// Refuses values that mean nothing instead of listing something else.
    pub fn parse(query: &CaseQuery) -> Result<Self, Refusal> {
        let present =
            |value: &Option<String>| value.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let newest_first = match query.order.as_deref() {
            None | Some("oldest") => false,
            Some("newest") => true,
            Some(_) => return Err(Refusal::Invalid(vec![invalid("order", "为 oldest 或 newest")])),
        };
        let initiator = present(&query.initiator);
        if initiator.as_deref().is_some_and(|initiator| !INITIATORS.contains(&initiator)) {
            return Err(Refusal::Invalid(vec![invalid("initiator", "为 employer 或 graduate")]));
        }
        let state = present(&query.state);
        Ok(Self {
            unattended: state.as_deref().filter(|code| *code == UNATTENDED).map(|_| BTreeSet::new()),
            states: state.map(|code| states(&code)).transpose()?,
            initiator,
            department: present(&query.department),
            text: Needle::of(query.q.as_deref()),
            person: None,
            newest_first,
            after: present(&query.cursor).map(|cursor| position(&cursor)).transpose()?,
            window: Window::of(query.offset, query.limit)?,
        })
    }

    /// Looks among the reader's own graduates for the one whose ID number was typed, and for what waits where nobody can decide.
    pub fn knowing(mut self, school: &School, scope: &Scope) -> Self {
        let mut rows = school.roster.rows();
        self.person = self.text.as_ref().and_then(|text| rows.find(|row| text.is(&row.id_no))).map(|row| row.id);
        if let Some(cases) = &mut self.unattended {
            cases.extend(school.cases.waiting(CaseKind::OnlineSigning, Stage::Department, scope).into_iter().map(|it| it.case));
            cases.retain(|case| school.cases.get(*case).is_some_and(|row| school.is_unattended(row)));
        }
        self
    }

    /// One page of what fits.
    pub fn page<'a>(&self, rows: impl Iterator<Item = &'a CaseRow>) -> CasePage {
        let mut fitting: Vec<_> = rows.filter(|row| self.fits(row)).collect();
        let total = fitting.len();
        fitting.sort_unstable_by_key(|row| place(row));
        if self.newest_first {
            fitting.reverse();
        }
        let start = self.after.map_or(0, |after| {
            fitting.partition_point(|row| if self.newest_first { place(row) >= after } else { place(row) <= after })
        });
        let (page, more) = self.window.cut(&fitting[start..]);
        let next = page.last().filter(|_| more).map(|row| format!("{}.{}", row.since.0, row.case));
        CasePage { rows: page.iter().map(|row| convert::row(row)).collect(), total, next }
    }

    fn fits(&self, row: &CaseRow) -> bool {
        self.states.as_ref().is_none_or(|states| states.contains(&row.status))
            && self.unattended.as_ref().is_none_or(|cases| cases.contains(&row.case))
            && self.initiator.as_deref().is_none_or(|initiator| initiator == "employer")
            && self.department.as_deref().is_none_or(|department| department == row.department)
            && self.text.as_ref().is_none_or(|text| {
                self.person == Some(row.graduate)
                    || text.names(&row.name)
                    || text.numbers(&row.exam_no)
                    || text.within(&row.employer_name)
            })
    }
}

fn place(row: &CaseRow) -> (UnixMs, CaseId) {
    (row.since, row.case)
}

fn states(code: &str) -> Result<Vec<Status>, Refusal> {
    if code == UNATTENDED {
        return Ok(vec![Status::InReview(Stage::Department)]);
    }
    let entry = STATE_FILTERS.iter().find(|(known, ..)| *known == code).map(|(_, _, states)| states.to_vec());
    entry
        .or_else(|| Status::ALL.into_iter().find(|status| status.code() == code).map(|status| vec![status]))
        .ok_or_else(|| Refusal::Invalid(vec![invalid("state", "没有这种签约状态")]))
}

fn position(cursor: &str) -> Result<(UnixMs, CaseId), Refusal> {
    let parsed = cursor.split_once('.').and_then(|(since, case)| Some((UnixMs(since.parse().ok()?), case.parse().ok()?)));
    parsed.ok_or_else(|| Refusal::Invalid(vec![invalid("cursor", "翻页位置有误，请从第一页开始")]))
}
