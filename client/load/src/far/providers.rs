//! Plays the WeChat official account and Aliyun's SMS service, which notices leave by, and their receipts (NOT-01).

mod fate;
mod ledger;
mod receipts;
mod sms;
mod wechat;

pub use ledger::{Messages, Shown};

use super::{Far, Mood, lock};
use crate::{error::LoadError, http::Site};
use receipts::Receipts;
use serde_json::{Map, Value, json};
use sms::Sms;
use std::{
    fs::Permissions,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::{Arc, MutexGuard},
};
use wechat::Wechat;

const CALLBACK_TOKEN: &str = "torture-plays-the-official-account";
const RECEIPT_KEY: &str = "torture-plays-the-sms-service";
/// Messages of a day; more than a night of torture sends.
const QUOTA: u32 = 1_000_000_000;
/// How long the server waits for an answer.
const TIMEOUT_MS: u64 = 1_500;

/// A message that a provider was asked to send.
pub type Ledger<'a> = MutexGuard<'a, Messages>;

/// Both providers.
pub struct Providers {
    wechat: Far<Wechat>,
    sms: Far<Sms>,
    receipts: Arc<Receipts>,
    /// The server's arguments.
    pub config: PathBuf,
}

impl Providers {
    /// All is well at first.
    pub async fn open(directory: &Path) -> Result<Self, LoadError> {
        let receipts = Arc::new(Receipts::default());
        let wechat = Far::open(Wechat::new(Arc::clone(&receipts))).await?;
        let sms = Far::open(Sms::new(Arc::clone(&receipts))).await?;
        let config = directory.join("notices.json");
        std::fs::write(&config, configuration(&wechat.url, &sms.url).to_string())?;
        // Secrets are in it, and the server takes it from nobody's hand but its owner's.
        std::fs::set_permissions(&config, Permissions::from_mode(0o600))?;
        receipts::push_all(&receipts);
        Ok(Self { wechat, sms, receipts, config })
    }

    /// Where receipts go from now on.
    pub fn server_is_at(&self, site: &Site) {
        self.receipts.go_to(site);
    }

    /// Each by itself.
    pub fn be_moody(&mut self, seed: u64) {
        self.wechat.be_moody(seed.wrapping_add(1));
        self.sms.be_moody(seed.wrapping_add(2));
    }

    /// No more faults.
    pub fn be_well(&mut self) {
        self.wechat.be(Mood::Well);
        self.sms.be(Mood::Well);
    }

    /// What WeChat has taken so far.
    pub fn wechat(&self) -> Ledger<'_> {
        lock(&self.wechat.service.messages)
    }

    /// What the SMS service has taken so far.
    pub fn sms(&self) -> Ledger<'_> {
        lock(&self.sms.service.messages)
    }
}

fn configuration(wechat: &str, sms: &str) -> Value {
    let template = |occasion: &str| {
        let fields = json!({ "thing2": "subject", "phrase3": "result", "time4": "time" });
        (occasion.to_owned(), json!({ "id": format!("template-{occasion}"), "fields": fields }))
    };
    let templates: Map<String, Value> =
        ["invited", "reviewed", "signing_changed", "destination_changed"].into_iter().map(template).collect();
    json!({
        "site_url": "https://wq.example.cn",
        "timeout_ms": TIMEOUT_MS,
        "wechat": {
            "app_id": "app", "secret": "torture-plays-an-app-secret", "callback_token": CALLBACK_TOKEN, "daily_quota": QUOTA,
            "base_url": wechat, "templates": templates,
        },
        "sms": {
            "access_key_id": "key", "access_key_secret": "torture-plays-a-key-secret", "sign_name": "网签", "receipt_key": RECEIPT_KEY,
            "daily_quota": QUOTA, "base_url": format!("{sms}/"),
            "templates": { "signing_changed": { "code": "SMS_1" }, "destination_changed": { "code": "SMS_2" } },
        },
    })
}
