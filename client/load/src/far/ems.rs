//! Plays the employment management system that the server reports to.

mod ledger;

pub use ledger::{Ledger, Reported};

use super::{Answer, Far, Received, Service, lock};
use crate::error::LoadError;
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard},
};
use wangqian_protocol::link::{Parcels, Receipt, Receipts};

const KEY: &str = "torture-plays-the-employment-management-system";

/// The EMS's end of the link.
#[derive(Default)]
pub struct Ems {
    ledger: Mutex<Ledger>,
}

/// How a server is told of it.
#[derive(Clone, Debug)]
pub struct EmsAddress {
    pub url: String,
    pub key_file: PathBuf,
}

impl Far<Ems> {
    /// The EMS, and the file with the key that it shares with the server.
    pub async fn ems(directory: &Path) -> Result<(Self, EmsAddress), LoadError> {
        let key_file = directory.join("link.key");
        std::fs::write(&key_file, KEY)?;
        let far = Self::open(Ems::default()).await?;
        let url = far.url.clone();
        Ok((far, EmsAddress { url, key_file }))
    }

    /// What it has taken so far.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        lock(&self.service.ledger)
    }
}

impl Service for Ems {
    fn take(&self, received: &Received) -> Answer {
        let school = received.path.rsplit('/').next().unwrap_or_default();
        if received.authorization != format!("Bearer {KEY}") {
            return Answer { status: 401, body: String::new() };
        }
        let mut ledger = lock(&self.ledger);
        let Ok(Parcels { parcels }) = serde_json::from_slice(&received.body) else {
            ledger.unreadable(school);
            return Answer { status: 400, body: String::new() };
        };
        let receipts = parcels.iter().map(|parcel| Receipt { number: parcel.number, refused: None }).collect();
        ledger.take(school, parcels);
        Answer::well(serde_json::to_string(&Receipts { receipts }).unwrap_or_default())
    }
}
