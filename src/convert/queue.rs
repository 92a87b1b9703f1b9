//! Waiting cases, as tiles of the home page and frames show them.

use wangqian_protocol::queue as wire;
use wangqian_rules::{
    case::{CaseKind, List, filters},
    module::Modules,
    review::{Scope, Stage},
    school::{School, list::DepartmentQueue},
    time::UnixMs,
};

/// The cases of some modules that wait within a scope, for a reviewer of this stage.
pub fn counts(school: &School, scope: &Scope, sees: Modules, stage: Stage, now: UnixMs) -> wire::QueueCounts {
    wire::QueueCounts { tiles: List::within(sees).map(|list| tile(school, list, scope, stage, now)).collect() }
}

fn tile(school: &School, list: &'static List, scope: &Scope, stage: Stage, now: UnixMs) -> wire::QueueTile {
    let kinds: Vec<_> = list.kinds().collect();
    let count = |stage| kinds.iter().map(|kind| school.cases.waiting_count(*kind, stage, scope)).sum();
    let by_school = stage == Stage::School;
    let unattended = if by_school { joined(&kinds, |kind| school.unattended(kind, scope)) } else { Vec::new() };
    let departments = if by_school { departments(school, &kinds, scope, &unattended, now) } else { Vec::new() };
    wire::QueueTile {
        kind: list.code.to_owned(),
        label: list.label.to_owned(),
        department: count(Stage::Department),
        school: count(Stage::School),
        mine: count(stage),
        oldest_since_ms: kinds.iter().filter_map(|kind| school.cases.oldest(*kind, stage, scope)).min().map(|UnixMs(ms)| ms),
        filter: filters::waiting(stage).0.to_owned(),
        departments,
        unattended: unattended.iter().map(|queue| queue.waiting).sum(),
        overdue: overdue(school, &kinds, stage, scope, now),
    }
}

fn overdue(school: &School, kinds: &[CaseKind], stage: Stage, scope: &Scope, now: UnixMs) -> usize {
    kinds.iter().map(|kind| school.overdue(*kind, stage, scope, now)).sum()
}

/// Queues of several kinds, one a department.
fn joined(kinds: &[CaseKind], of: impl Fn(CaseKind) -> Vec<DepartmentQueue>) -> Vec<DepartmentQueue> {
    let mut all: Vec<DepartmentQueue> = Vec::new();
    for queue in kinds.iter().flat_map(|kind| of(*kind)) {
        match all.iter_mut().find(|known| known.department == queue.department) {
            Some(known) => known.join(&queue),
            None => all.push(queue),
        }
    }
    all
}

fn departments(
    school: &School,
    kinds: &[CaseKind],
    scope: &Scope,
    unattended: &[DepartmentQueue],
    now: UnixMs,
) -> Vec<wire::DepartmentQueue> {
    let mut queues = joined(kinds, |kind| school.cases.at_departments(kind, scope));
    queues.sort_by_key(|queue| queue.oldest);
    let of = |department: &str| Scope { department: Some(department.to_owned()), level: scope.level };
    let shown = |queue: DepartmentQueue| wire::DepartmentQueue {
        overdue: overdue(school, kinds, Stage::Department, &of(&queue.department), now),
        unattended: unattended.iter().find(|other| other.department == queue.department).map_or(0, |other| other.waiting),
        department: queue.department,
        waiting: queue.waiting,
        oldest_since_ms: queue.oldest.0,
    };
    queues.into_iter().map(shown).collect()
}
