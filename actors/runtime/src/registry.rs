//! Finds the actor of an entity, waking it from the store when it sleeps.

use crate::{
    core::Core,
    letterbox::Letterbox,
    runtime::{AskError, Runtime},
    shell::{Post, Shell, ToShell},
};
use actix::{Actor, Addr, Context};
use arc_swap::ArcSwap;
use dashmap::DashMap;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::OnceCell;
use wangqian_rules::{
    account::Account, batch::Batches, employer::Employer, ems::EmsSchool, entity::Entity, follower::Follower, gateway::Gateway,
    graduate::Graduate, ids::EntityId, link::Link, outbox::Outbox, province::Province, school::School,
};
use wangqian_storage::record::EntityKey;

/// An entity that has a place in the registry.
pub trait Hosted: Entity {
    /// Where its actors are kept.
    fn slots(registry: &Registry) -> &Slots<Self>;
}

/// The actors of one kind. A cell is filled once, by whoever comes first; others wait for it.
pub type Slots<E> = DashMap<EntityKey, Arc<OnceCell<Arc<Slot<E>>>>>;

/// An awake entity.
///
/// Everybody sends through this one address: actix lets every clone of an address put one message into a full mailbox, so that
/// senders with clones of their own would know no bound.
pub struct Slot<E: Hosted> {
    pub(crate) addr: Addr<Shell<E>>,
    /// The state as last committed: readers take it from here and never queue behind writers.
    pub(crate) view: Arc<ArcSwap<E>>,
    pub(crate) letterbox: Arc<Letterbox>,
}

/// All awake entities.
#[derive(Default)]
pub struct Registry {
    provinces: Slots<Province>,
    schools: Slots<School>,
    graduates: Slots<Graduate>,
    employers: Slots<Employer>,
    accounts: Slots<Account>,
    ems_schools: Slots<EmsSchool>,
    links: Slots<Link>,
    outboxes: Slots<Outbox>,
    gateways: Slots<Gateway>,
    followers: Slots<Follower>,
    batches: Slots<Batches>,
    pub(crate) awake: AtomicUsize,
}

/// Every kind of entity and where its actors are kept: the one list of them.
macro_rules! hosted {
    ($($entity:ident => $slots:ident),*) => {
        $(impl Hosted for $entity {
            fn slots(registry: &Registry) -> &Slots<Self> {
                &registry.$slots
            }
        })*

        /// `$body` with `$E` standing for the kind of entity that a key names; `$otherwise` for a key that names none.
        macro_rules! of_kind {
            ($key:expr, $E:ident => $body:expr, $otherwise:expr) => {
                match $key.0[0] {
                    $($entity::KIND => {
                        type $E = $entity;
                        $body
                    })*
                    _ => $otherwise,
                }
            };
        }
    };
}
hosted!(
    Province => provinces,
    School => schools,
    Graduate => graduates,
    Employer => employers,
    Account => accounts,
    EmsSchool => ems_schools,
    Link => links,
    Outbox => outboxes,
    Gateway => gateways,
    Follower => followers,
    Batches => batches
);

impl Registry {
    /// Number of awake entities.
    pub fn awake(&self) -> usize {
        self.awake.load(Ordering::Relaxed)
    }

    /// The actor's address and view when it is awake.
    pub(crate) fn slot<E: Hosted>(&self, key: &EntityKey) -> Option<Arc<Slot<E>>> {
        let cell = E::slots(self).get(key)?;
        cell.get().filter(|slot| slot.addr.connected()).cloned()
    }

    /// Forgets an actor that has stopped or is about to. A newer one under the same key stays.
    pub(crate) fn forget<E: Hosted>(&self, key: &EntityKey, addr: &Addr<Shell<E>>) {
        E::slots(self).remove_if(key, |_, cell| cell.get().is_some_and(|slot| slot.addr == *addr));
    }

    /// Hands something to an entity if it is awake. `false`: it sleeps, or its mailbox is full.
    pub(crate) fn post(&self, to: &EntityKey, post: Post) -> bool {
        of_kind!(to, E => self.post_to::<E>(to, post), false)
    }

    /// Whether the entity has an actor.
    pub(crate) fn is_awake(&self, key: &EntityKey) -> bool {
        of_kind!(key, E => self.slot::<E>(key).is_some(), false)
    }

    /// Puts something into an awake entity's letterbox and calls it. `false`: it sleeps, and nothing was put.
    pub(crate) fn bring(&self, to: &EntityKey, put: impl FnOnce(&Letterbox)) -> bool {
        of_kind!(to, E => self.bring_to::<E>(to, put), false)
    }

    fn bring_to<E: Hosted>(&self, to: &EntityKey, put: impl FnOnce(&Letterbox)) -> bool {
        let Some(slot) = self.slot::<E>(to) else { return false };
        put(&slot.letterbox);
        slot.letterbox.call(|| slot.addr.try_send(ToShell::Post(Post::Mail)).is_ok());
        true
    }

    fn post_to<E: Hosted>(&self, to: &EntityKey, post: Post) -> bool {
        self.slot::<E>(to).is_some_and(|slot| slot.addr.try_send(ToShell::Post(post)).is_ok())
    }
}

impl Runtime {
    /// Wakes an entity of whatever kind the key names.
    pub(crate) async fn wake(&self, key: &EntityKey) -> Result<(), AskError> {
        let Some(id) = EntityId::from_bytes(&key.0) else { return Ok(()) };
        of_kind!(key, E => self.actor::<E>(id).await.map(drop), Ok(()))
    }

    /// The entity's actor, woken if need be.
    pub(crate) async fn actor<E: Hosted>(&self, id: EntityId) -> Result<Arc<Slot<E>>, AskError> {
        let key = EntityKey(id.to_bytes());
        if let Some(slot) = self.registry().slot::<E>(&key) {
            return Ok(slot);
        }
        let slots = E::slots(self.registry());
        // An actor that has stopped (its commit failed) leaves its cell behind: a fresh one takes its place.
        slots.remove_if(&key, |_, cell| cell.get().is_some_and(|slot| !slot.addr.connected()));
        let cell = Arc::clone(&slots.entry(key).or_default());
        cell.get_or_try_init(|| self.open::<E>(id, key)).await.cloned()
    }

    async fn open<E: Hosted>(&self, id: EntityId, key: EntityKey) -> Result<Arc<Slot<E>>, AskError> {
        let loaded = self.store().load(key).await.map_err(AskError::Unreadable)?;
        let mut core = Core::<E>::restore(id, loaded).map_err(AskError::Unreadable)?;
        // Counted here: its own thread may come to it late, and nothing is settled meanwhile.
        self.courier().sent(core.outbox().len());
        let view = Arc::new(ArcSwap::new(Arc::clone(core.state())));
        let letterbox = Arc::<Letterbox>::default();
        let (runtime, published, mail) = (self.clone(), Arc::clone(&view), Arc::clone(&letterbox));
        let make = move |_: &mut Context<Shell<E>>| Shell::new(core, published, mail, runtime);
        let addr = Shell::start_in_arbiter(self.arbiter_of(id), make);
        Ok(Arc::new(Slot { addr, view, letterbox }))
    }
}
