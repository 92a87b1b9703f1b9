//! What waits, as tiles of the home page and frames show it.

use wangqian_protocol::queue as wire;
use wangqian_rules::{
    case::{CaseKind, Status},
    review::{Scope, Stage},
    school::{School, list::DepartmentQueue},
    time::UnixMs,
};

/// What waits within a scope, for a reviewer of this stage.
pub fn counts(school: &School, scope: &Scope, stage: Stage) -> wire::QueueCounts {
    wire::QueueCounts { tiles: vec![tile(school, CaseKind::OnlineSigning, "在线签约", scope, stage)] }
}

fn tile(school: &School, kind: CaseKind, label: &str, scope: &Scope, stage: Stage) -> wire::QueueTile {
    let count = |stage| school.cases.waiting_count(kind, stage, scope);
    let departments = if stage == Stage::School { departments(school, kind, scope) } else { Vec::new() };
    let unattended = departments.iter().filter(|queue| !queue.attended).map(|queue| queue.waiting).sum();
    wire::QueueTile {
        kind: kind.code().to_owned(),
        label: label.to_owned(),
        department: count(Stage::Department),
        school: count(Stage::School),
        mine: count(stage),
        oldest_since_ms: school.cases.oldest(kind, stage, scope).map(|UnixMs(ms)| ms),
        filter: Status::InReview(stage).code().to_owned(),
        departments,
        unattended,
    }
}

fn departments(school: &School, kind: CaseKind, scope: &Scope) -> Vec<wire::DepartmentQueue> {
    let mut queues = school.cases.at_departments(kind, scope);
    queues.sort_by_key(|queue| queue.oldest);
    let shown = |queue: DepartmentQueue| wire::DepartmentQueue {
        attended: school.attends(&queue.department, kind.module()),
        department: queue.department,
        waiting: queue.waiting,
        oldest_since_ms: queue.oldest.0,
    };
    queues.into_iter().map(shown).collect()
}
