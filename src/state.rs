//! What every handler can reach.

use crate::{
    auth::{Sessions, oidc::Oidc, sealing::SealingKey},
    credit::CreditRegistry,
    exchange::Exchange,
    intake::Intake,
    jobs::{invitations::Bulks, rosters::Uploads},
    metrics::Times,
    notices::Notices,
    papers::Papers,
    people,
    quotas::Quotas,
    screens::LiveScreens,
    statistics::Counter,
    system::System,
    uploads::Files,
    waiting::Paces,
    zips::Zips,
};
use std::sync::{Arc, atomic::AtomicBool};
use wangqian_rules::{ids::*, province::Province, school::School};
use wangqian_runtime::{AskError, Runtime};

/// Shared by all workers.
pub struct AppState {
    pub runtime: Runtime,
    pub sessions: Arc<Sessions>,
    pub screens: Arc<LiveScreens>,
    pub exchange: Arc<Exchange>,
    pub system: System,
    /// The identity provider, if there is one.
    pub oidc: Option<Oidc>,
    pub notices: Arc<Notices>,
    pub uploads: Uploads,
    pub bulks: Bulks,
    pub credit: CreditRegistry,
    /// Opens the keys of authenticator apps.
    pub sealing: SealingKey,
    /// Draws documents and seals them.
    pub papers: Papers,
    /// Zips of them on their way.
    pub zips: Zips,
    /// How much of something one party may have in a while.
    pub quotas: Quotas,
    /// Bounds on files on their way in.
    pub intake: Intake,
    /// Files that people handed in.
    pub files: Files,
    /// Counts for statistics.
    pub counter: Counter,
    /// How fast the desks of schools were of late.
    pub paces: Paces,
    /// How long things take.
    pub times: Arc<Times>,
    /// Set once everything is up; cleared when the server drains.
    pub ready: AtomicBool,
    /// Origins that may change things and open sockets, besides the one the request was sent to.
    pub origins: Vec<String>,
    /// Whether the session cookie is sent over TLS only.
    pub secure_cookies: bool,
    /// Whether school, department and province users must have a second factor.
    pub require_totp: bool,
    /// Whether a reverse proxy in front names the client.
    pub behind_proxy: bool,
}

impl AppState {
    /// Every province.
    pub async fn provinces(&self) -> Result<Vec<(ProvinceId, Arc<Province>)>, AskError> {
        people::provinces(&self.runtime).await
    }

    /// One school's state as last committed.
    pub async fn school(&self, id: SchoolId) -> Result<Arc<School>, AskError> {
        self.runtime.read::<School>(id).await
    }
}
