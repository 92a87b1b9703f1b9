//! A running machine on a store in memory, for the tests of those who bring people in.

use std::sync::Arc;
use wangqian_rules::{codes::Codes, time::UnixMs};
use wangqian_runtime::{ManualClock, Runtime, RuntimeOptions};
use wangqian_storage::FakeStore;

/// 2027-06-15 at the platform.
const NOW: UnixMs = UnixMs(1_813_000_000_000);

/// An empty world.
pub(crate) async fn runtime() -> Runtime {
    let (store, clock) = (Arc::new(FakeStore::new()), Arc::new(ManualClock::at(NOW)));
    let codes = Arc::new(Codes::load_overrides([]).unwrap());
    Runtime::start(store, clock, codes, RuntimeOptions { arbiters: 1, ..RuntimeOptions::default() }).await.unwrap()
}
