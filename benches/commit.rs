//! Durable commits: so many tasks, each with one commit in flight, as entities have.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use wangqian_storage::{CommitError, LocalStore, Options, Store, record::*};

/// About the size of a case's step.
const PART_BYTES: usize = 700;

fn record(entity: EntityKey, version: u64) -> CommitRecord {
    CommitRecord {
        entity,
        version,
        parts: vec![(b"case/0190a1b2".to_vec(), Some(vec![7; PART_BYTES]))],
        history: HistoryEntry { version, at_ms: 0, body: vec![3; 200], hash: [0; 32] },
        inbox: None,
        outbox: Vec::new(),
        acknowledged: Vec::new(),
        timers: Vec::new(),
        reply: None,
        dead_letter: None,
    }
}

fn key(task: u64) -> EntityKey {
    let mut key = [b'G'; 17];
    key[9..].copy_from_slice(&task.to_be_bytes());
    EntityKey(key)
}

/// Commits `each` versions after `from`; waits its turn when the store asks for it.
async fn commit_in_a_row(store: Arc<LocalStore>, task: u64, from: u64, each: u64) {
    for version in from + 1..=from + each {
        while let Err(error) = store.commit(record(key(task), version)).await {
            assert_eq!(error, CommitError::Busy);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

fn commits(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let directory = tempfile::tempdir().expect("a directory");
    let store = LocalStore::open(directory.path(), Options::default()).expect("a store");
    let mut group = criterion.benchmark_group("commit");
    group.sample_size(10).measurement_time(Duration::from_secs(3)).throughput(Throughput::Elements(1));
    let mut base = 0;
    for tasks in [1, 16, 64, 256] {
        let mut done = 0;
        group.bench_function(BenchmarkId::new("tasks", tasks), |bencher| {
            bencher.iter_custom(|iterations| {
                let each = iterations.div_ceil(tasks);
                let started = Instant::now();
                runtime.block_on(async {
                    let running: Vec<_> = (0..tasks)
                        .map(|task| tokio::spawn(commit_in_a_row(Arc::clone(&store), base + task, done, each)))
                        .collect();
                    for task in running {
                        task.await.expect("a task");
                    }
                });
                done += each;
                started.elapsed().mul_f64(iterations as f64 / (each * tasks) as f64)
            });
        });
        base += tasks;
    }
    group.finish();
    store.close();
}

criterion_group!(benches, commits);
criterion_main!(benches);
