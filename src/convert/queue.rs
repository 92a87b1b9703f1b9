//! Waiting cases, as tiles of the home page and frames show them.

use wangqian_protocol::queue as wire;
use wangqian_rules::{
    case::{CaseKind, Phase, Status},
    module::Modules,
    review::{Scope, Stage},
    school::{School, list::DepartmentQueue},
    time::UnixMs,
};

/// The cases of some modules that wait within a scope, for a reviewer of this stage.
pub fn counts(school: &School, scope: &Scope, sees: Modules, stage: Stage) -> wire::QueueCounts {
    wire::QueueCounts { tiles: CaseKind::within(sees).map(|kind| tile(school, kind, scope, stage)).collect() }
}

fn tile(school: &School, kind: CaseKind, scope: &Scope, stage: Stage) -> wire::QueueTile {
    let count = |stage| school.cases.waiting_count(kind, stage, scope);
    let unattended = if stage == Stage::School { school.unattended(kind, scope) } else { Vec::new() };
    let departments = if stage == Stage::School { departments(school, kind, scope, &unattended) } else { Vec::new() };
    wire::QueueTile {
        kind: kind.code().to_owned(),
        label: kind.facts().label.to_owned(),
        department: count(Stage::Department),
        school: count(Stage::School),
        mine: count(stage),
        oldest_since_ms: school.cases.oldest(kind, stage, scope).map(|UnixMs(ms)| ms),
        filter: Status::InReview(Phase::First, stage).code().to_owned(),
        departments,
        unattended: unattended.iter().map(|queue| queue.waiting).sum(),
    }
}

fn departments(school: &School, kind: CaseKind, scope: &Scope, unattended: &[DepartmentQueue]) -> Vec<wire::DepartmentQueue> {
    let mut queues = school.cases.at_departments(kind, scope);
    queues.sort_by_key(|queue| queue.oldest);
    let shown = |queue: DepartmentQueue| wire::DepartmentQueue {
        unattended: unattended.iter().find(|other| other.department == queue.department).map_or(0, |other| other.waiting),
        department: queue.department,
        waiting: queue.waiting,
        oldest_since_ms: queue.oldest.0,
    };
    queues.into_iter().map(shown).collect()
}
