//! What watching costs a request: one time put into a histogram, and the span with its number.

use criterion::{Criterion, criterion_group, criterion_main};
use std::{
    hint::black_box,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use tracing::Span;
use wangqian::{metrics::Times, telemetry};
use wangqian_runtime::{hub::Committed, runtime::Stopwatch};

const TOOK: Duration = Duration::from_micros(700);

fn observe(criterion: &mut Criterion) {
    let times = Arc::new(Times::new().expect("names that are names"));
    let mut group = criterion.benchmark_group("observe");
    group.bench_function("ask", |bencher| bencher.iter(|| times.asked(black_box(TOOK))));
    group.bench_function("request, by route and status", |bencher| {
        bencher.iter(|| times.requested(black_box("/api/v1/cases/{case}/acceptance"), black_box(200), TOOK));
    });
    let committed = Committed { at: Instant::now(), gathered: false };
    group.bench_function("frame, with the clock", |bencher| bencher.iter(|| times.sent(black_box(committed))));
    let over = Arc::new(AtomicBool::new(false));
    let (other, ends) = (Arc::clone(&times), Arc::clone(&over));
    let busy = thread::spawn(move || {
        while !ends.load(Ordering::Relaxed) {
            other.asked(TOOK);
        }
    });
    group.bench_function("ask, while another thread does nothing else", |bencher| {
        bencher.iter(|| times.asked(black_box(TOOK)));
    });
    over.store(true, Ordering::Relaxed);
    busy.join().expect("it only counts");
    group.finish();
}

/// As `src/requests.rs` does it, at the level and in the format of production.
fn span(criterion: &mut Criterion) {
    telemetry::start_on(io::sink);
    let mut group = criterion.benchmark_group("span");
    group.bench_function("request, with a line that is not written", |bencher| {
        bencher.iter(|| {
            let span = tracing::info_span!("request", number = %"0198c0de", method = %"POST", route = black_box("/api/v1/invitations"));
            span.in_scope(|| tracing::debug!(status = 201, duration_ms = 1, "served"));
        });
    });
    let request = tracing::info_span!("request", number = %"0198c0de");
    group.bench_function("handed to an actor", |bencher| {
        request.in_scope(|| bencher.iter(|| Span::current().in_scope(|| black_box(()))));
    });
    group.finish();
}

criterion_group!(benches, observe, span);
criterion_main!(benches);
