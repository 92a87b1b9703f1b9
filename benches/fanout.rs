//! One frame to many screens, without the sockets: what the hub itself costs.

use bytestring::ByteString;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};
use wangqian_rules::{
    case::CaseRow,
    effect::Topic,
    ids::{GraduateId, SchoolId},
};
use wangqian_runtime::hub::{Committed, Hub, Position, RenderChanges, Subscriber};

struct Counting(AtomicU64);

impl Subscriber for Counting {
    fn deliver(&self, frame: ByteString, _: Option<Committed>) -> bool {
        self.0.fetch_add(frame.len() as u64, Ordering::Relaxed);
        true
    }
}

struct NoChanges;

impl RenderChanges for NoChanges {
    fn changes(&self, _: &Topic, _: Position, _: Vec<CaseRow>, _: bool) -> ByteString {
        ByteString::new()
    }
}

fn fanout(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fanout");
    for screens in [1u64, 100, 10_000] {
        let hub = Hub::new(1, Arc::new(NoChanges));
        let topic = Topic::Graduate(GraduateId { school: SchoolId(90001), cohort: 2027, serial: 1 });
        let screen = Arc::new(Counting(AtomicU64::new(0)));
        for id in 0..screens {
            hub.subscribe(topic.clone(), id, Arc::clone(&screen) as _, None, 0);
        }
        group.throughput(Throughput::Elements(screens));
        group.bench_function(BenchmarkId::new("screens", screens), |bencher| {
            let frame = ByteString::from("x".repeat(200));
            bencher.iter(|| hub.publish(&topic, Instant::now(), |_| frame.clone()));
        });
    }
    group.finish();
}

criterion_group!(benches, fanout);
criterion_main!(benches);
