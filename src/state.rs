//! What every handler can reach.

use crate::{auth::Sessions, screens::LiveScreens};
use std::sync::{Arc, atomic::AtomicBool};
use wangqian_rules::{entity::Entity, ids::*, province::Province, school::School};
use wangqian_runtime::{AskError, Runtime};
use wangqian_storage::record::EntityKey;

/// Shared by all workers.
pub struct AppState {
    pub runtime: Runtime,
    pub sessions: Sessions,
    pub screens: Arc<LiveScreens>,
    /// Set once everything is up; cleared when the server drains.
    pub ready: AtomicBool,
    /// Origins that may change things and open sockets, besides the one the request was sent to.
    pub origins: Vec<String>,
    /// Whether the session cookie is sent over TLS only.
    pub secure_cookies: bool,
}

impl AppState {
    /// Every province.
    pub async fn provinces(&self) -> Result<Vec<(ProvinceId, Arc<Province>)>, AskError> {
        let keys = self.runtime.store().entities(vec![Province::KIND], None, 100).await.map_err(AskError::Unreadable)?;
        let mut provinces = Vec::with_capacity(keys.len());
        for EntityKey(key) in keys {
            if let Some(EntityId::Province(id)) = EntityId::from_bytes(&key) {
                provinces.push((id, self.runtime.read::<Province>(id).await?));
            }
        }
        Ok(provinces)
    }

    /// One school's state as last committed.
    pub async fn school(&self, id: SchoolId) -> Result<Arc<School>, AskError> {
        self.runtime.read::<School>(id).await
    }
}
