//! Filters, order and pages of case lists.

use crate::{
    convert,
    routes::window::{Order, Paging},
    search::Needle,
};
use std::collections::BTreeSet;
use wangqian_protocol::case::{CasePage, CaseQuery};
use wangqian_rules::{
    case::{CaseKind, CaseRow, List, Status, filters},
    employer::{Employer, board::Lane},
    ids::{CaseId, GraduateId},
    refusal::{Refusal, invalid},
    review::{Scope, Stage},
    school::School,
    time::UnixMs,
};

/// Cases that wait at departments where nobody can decide (SET-07). No entry of the guide's, so the page of a school's users offers it.
const UNATTENDED: &str = "unattended";

/// Graduates who voided a destination and have handed in nothing since (VOI-01).
const VOIDED: &str = "voided_only";

/// Who can have begun a case.
const INITIATORS: [&str; 2] = ["employer", "graduate"];

/// A filter that looks beyond single rows, and what the school found by it.
#[derive(Clone)]
struct Found {
    find: fn(&School, &Scope) -> BTreeSet<CaseId>,
    cases: BTreeSet<CaseId>,
}

impl Found {
    fn of(code: &str) -> Option<Self> {
        let find = match code {
            UNATTENDED => unattended,
            VOIDED => voided,
            _ => return None,
        };
        Some(Self { find, cases: BTreeSet::new() })
    }
}

fn unattended(school: &School, scope: &Scope) -> BTreeSet<CaseId> {
    let waiting = CaseKind::all().flat_map(|kind| school.cases.waiting(kind, Stage::Department, scope));
    let nobodys = |case: &CaseId| school.cases.get(*case).is_some_and(|row| school.is_unattended(row));
    waiting.map(|it| it.case).filter(nobodys).collect()
}

fn voided(school: &School, _: &Scope) -> BTreeSet<CaseId> {
    school.cases.voided_only().map(|row| row.case).collect()
}

/// A parsed query.
#[derive(Clone)]
pub struct Filter {
    kinds: Option<Vec<CaseKind>>,
    states: Option<Vec<(CaseKind, Status)>>,
    /// Only these, which the school finds; the parties see nothing by it.
    found: Option<Found>,
    initiator: Option<String>,
    department: Option<String>,
    text: Option<Needle>,
    /// Whose ID number was typed, where the reader may look by it.
    person: Option<GraduateId>,
    /// A lane of an employer's board.
    lane: Option<Lane>,
    order: Order,
    paging: Paging<(UnixMs, CaseId)>,
}

impl Filter {
    /// Refuses values that mean nothing instead of listing something else.
    pub fn parse(query: &CaseQuery) -> Result<Self, Refusal> {
        let present =
            |value: &Option<String>| value.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let order = match query.order.as_deref() {
            None | Some("oldest") => Order::Rising,
            Some("newest") => Order::Falling,
            Some(_) => return Err(Refusal::Invalid(vec![invalid("order", "为 oldest 或 newest")])),
        };
        let initiator = present(&query.initiator);
        if initiator.as_deref().is_some_and(|initiator| !INITIATORS.contains(&initiator)) {
            return Err(Refusal::Invalid(vec![invalid("initiator", "为 employer 或 graduate")]));
        }
        let state = present(&query.state);
        Ok(Self {
            kinds: present(&query.kind).map(|code| kinds(&code)).transpose()?,
            found: state.as_deref().and_then(Found::of),
            lane: state.as_deref().and_then(Lane::from_code),
            states: state.filter(|code| !is_beyond_states(code)).map(|code| states(&code)).transpose()?,
            initiator,
            department: present(&query.department),
            text: Needle::of(query.q.as_deref()),
            person: None,
            order,
            paging: Paging::of(query.cursor.as_deref(), query.offset, query.limit)?,
        })
    }

    /// Looks among the reader's own graduates for the one whose ID number was typed, and for what waits where nobody can decide.
    pub fn knowing(mut self, school: &School, scope: &Scope) -> Self {
        let mut rows = school.roster.rows();
        self.person = self.text.as_ref().and_then(|text| rows.find(|row| text.is(&row.id_no))).map(|row| row.id);
        if let Some(found) = &mut self.found {
            found.cases = (found.find)(school, scope);
        }
        self
    }

    /// An employer's own cases, of the lane that was asked for.
    pub fn of_employer<'a>(&self, employer: &'a Employer) -> Vec<&'a CaseRow> {
        match self.lane {
            Some(lane) => employer.board().filter(|(of, _)| *of == lane).map(|(_, row)| row).collect(),
            None => employer.cases.values().map(|case| &case.row).collect(),
        }
    }

    /// One page of what fits.
    pub fn page<'a>(&self, rows: impl Iterator<Item = &'a CaseRow>) -> CasePage {
        let fitting = self.all(rows);
        let total = fitting.len();
        let (page, next) = self.paging.page(&fitting, self.order, |row| place(row));
        CasePage { rows: page.iter().map(|row| convert::row(row)).collect(), total, next }
    }

    /// All that fits, in the order of the list.
    pub fn all<'a>(&self, rows: impl Iterator<Item = &'a CaseRow>) -> Vec<&'a CaseRow> {
        let mut fitting: Vec<_> = rows.filter(|row| self.fits(row)).collect();
        fitting.sort_unstable_by_key(|row| place(row));
        if self.order == Order::Falling {
            fitting.reverse();
        }
        fitting
    }

    fn fits(&self, row: &CaseRow) -> bool {
        self.states.as_ref().is_none_or(|states| states.contains(&(row.kind, row.status)))
            && self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&row.kind))
            && self.found.as_ref().is_none_or(|found| found.cases.contains(&row.case))
            && self.initiator.as_deref().is_none_or(|initiator| initiator == convert::initiator(row.begun_by))
            && self.department.as_deref().is_none_or(|department| department == row.department)
            && self.text.as_ref().is_none_or(|text| {
                self.person == Some(row.graduate)
                    || text.names(&row.name)
                    || text.numbers(&row.exam_no)
                    || text.within(&row.subject)
            })
    }
}

/// Whether a code of the `state` filter names no states.
fn is_beyond_states(code: &str) -> bool {
    Found::of(code).is_some() || Lane::from_code(code).is_some()
}

fn place(row: &CaseRow) -> (UnixMs, CaseId) {
    (row.since, row.case)
}

/// The kinds of a list, or the one kind of this code.
fn kinds(code: &str) -> Result<Vec<CaseKind>, Refusal> {
    let kinds = List::kinds_called(code);
    if kinds.is_empty() { Err(Refusal::Invalid(vec![invalid("kind", "没有这种业务")])) } else { Ok(kinds) }
}

/// The states that an entry of some list's filter covers.
fn states(code: &str) -> Result<Vec<(CaseKind, Status)>, Refusal> {
    filters::covered(code).ok_or_else(|| Refusal::Invalid(vec![invalid("state", "没有这种状态")]))
}
