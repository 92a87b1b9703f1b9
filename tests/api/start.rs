//! A server that cannot start says what is in the way and what to do.

use crate::app::{Program, TestApp};
use clap::Parser;
use std::sync::Arc;
use wangqian::{metrics::Times, startup::Application};
use wangqian_rules::time::UnixMs;
use wangqian_runtime::ManualClock;
use wangqian_storage::{FakeStore, blobs::Blobs};

#[actix_web::test]
async fn an_address_that_is_taken_is_named_with_what_to_do() {
    let app = TestApp::spawn().await;
    let (data, address) = (tempfile::TempDir::new().unwrap(), app.address.to_string());
    let line = ["wangqian", "serve", "--arbiters", "1", "--listen", &address, "--data", data.path().to_str().unwrap()];
    let (server, system) = Program::parse_from(line).parts();
    let clock = Arc::new(ManualClock::at(UnixMs(1_803_862_800_000)));
    let (store, times) = (Arc::new(FakeStore::new()), Arc::new(Times::new().unwrap()));
    let started = Application::build(&server, system, store, Blobs::in_memory(), clock, times).await;
    let said = started.err().expect("two servers at one address").to_string();
    assert!(said.contains(&address) && said.contains("--listen") && said.contains("in use"), "{said}");
}
