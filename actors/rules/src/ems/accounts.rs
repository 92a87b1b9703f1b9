//! School and department users, made by the level above them (ACC-02, ACC-05).

use crate::{
    codes::LevelGroup, exchange::StaffChange, ids::*, profile::Profile, refusal::Refusal, review::Scope, school::staff::*,
};
use imbl::OrdMap;
use std::sync::Arc;

/// Who acts in the EMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// Whoever runs the system: from the command line, in data that is being set up.
    Operator,
    Province(ProvinceId),
    /// A user of this very school.
    Staff(StaffId),
}

/// All accounts of a school, locked ones too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accounts(OrdMap<StaffId, Arc<StaffChange>>);

impl Accounts {
    /// In the order of their making.
    pub fn all(&self) -> impl Iterator<Item = &Arc<StaffChange>> {
        self.0.values()
    }

    /// One account.
    pub fn get(&self, id: StaffId) -> Option<&StaffChange> {
        self.0.get(&id).map(Arc::as_ref)
    }

    /// A province makes its schools' accounts, a school user its departments' (ACC-05: only the level above).
    pub(super) fn may_keep(&self, by: Keeper, post: &Post, province: ProvinceId) -> Result<(), Refusal> {
        let allowed = match (by, post) {
            (Keeper::Operator, _) => true,
            (Keeper::Province(caller), Post::School { .. }) => caller == province,
            (Keeper::Staff(caller), Post::Department { .. }) => self.is_school_user(caller),
            (Keeper::Province(_), Post::Department { .. }) | (Keeper::Staff(_), Post::School { .. }) => false,
        };
        if allowed { Ok(()) } else { Err(Refusal::NotPermitted) }
    }

    /// The account, for somebody who may change it.
    pub(super) fn kept_by(&self, by: Keeper, id: StaffId, province: ProvinceId) -> Result<&StaffChange, Refusal> {
        let account = self.get(id).ok_or(Refusal::NotFound)?;
        self.may_keep(by, &account.staff.post, province)?;
        Ok(account)
    }

    /// The roster belongs to school users with 「读写」 on 基本信息和就业信息 (ACC-04).
    pub(super) fn may_keep_roster(&self, by: Keeper, province: ProvinceId) -> Result<(), Refusal> {
        let allowed = match by {
            Keeper::Operator => true,
            Keeper::Province(caller) => caller == province,
            Keeper::Staff(id) => {
                let may = |account: &StaffChange| account.staff.permissions.basic.allows(Act::Review);
                self.is_school_user(id) && self.get(id).is_some_and(may)
            }
        };
        if allowed { Ok(()) } else { Err(Refusal::NotPermitted) }
    }

    /// Whether a row is among those that somebody looks after: a user made for one education level has its rows only (ACC-07).
    pub fn look_after(&self, by: Keeper, profile: &Profile) -> bool {
        let Keeper::Staff(id) = by else { return true };
        self.get(id).is_some_and(|account| account.staff.scope().contains(&profile.department, profile.level))
    }

    /// Whether some account can decide for a department: unlocked, with 「读写」, and named after it character for character (ACC-03, SET-07).
    pub fn attend(&self, department: &str) -> bool {
        self.reviewers().any(|(_, staff)| matches!(&staff.post, Post::Department { name } if name == department))
    }

    /// Education levels that no user of the school itself can decide for.
    pub fn levels_unattended(&self) -> Vec<LevelGroup> {
        let scopes: Vec<_> =
            self.reviewers().map(|(_, staff)| staff.scope()).filter(|scope| scope.department.is_none()).collect();
        let is_covered = |level: &LevelGroup| scopes.iter().any(|scope| scope.level.is_none_or(|of| of == *level));
        LevelGroup::ALL.into_iter().filter(|level| !is_covered(level)).collect()
    }

    /// What nobody else could decide, if this account no longer may: its department's cases, or those of one of the school's levels.
    pub fn sole_reviewer(&self, id: StaffId) -> Option<Scope> {
        let own = self.reviewers().find(|(other, _)| *other == id)?.1.scope();
        let others: Vec<_> = self.reviewers().filter(|(other, _)| *other != id).map(|(_, staff)| staff.scope()).collect();
        if own.department.is_some() {
            return (!others.contains(&own)).then_some(own);
        }
        let covers = |scope: &Scope, level| scope.department.is_none() && scope.level.is_none_or(|of| of == level);
        let is_alone = |level: &LevelGroup| covers(&own, *level) && !others.iter().any(|other| covers(other, *level));
        match LevelGroup::ALL.into_iter().filter(is_alone).collect::<Vec<_>>().as_slice() {
            [] => None,
            [level] => Some(Scope { department: None, level: Some(*level) }),
            _ => Some(Scope::default()),
        }
    }

    /// Accounts that may decide on signings.
    fn reviewers(&self) -> impl Iterator<Item = (StaffId, &Staff)> {
        let may = |account: &&Arc<StaffChange>| !account.locked && account.staff.permissions.basic.allows(Act::Review);
        self.0.values().filter(may).map(|account| (account.id, account.staff.as_ref()))
    }

    fn is_school_user(&self, id: StaffId) -> bool {
        let is_one = |account: &StaffChange| !account.locked && matches!(account.staff.post, Post::School { .. });
        self.get(id).is_some_and(is_one)
    }

    /// Logins are made here, so that none is another school's: the first user's is the school's code, others add their number.
    pub(super) fn add(&self, me: EntityId, staff: Staff, activation: Option<[u8; 32]>) -> StaffChange {
        let id = StaffId(self.0.get_max().map_or(1, |(id, _)| id.0 + 1));
        let school = if let EntityId::EmsSchool(school) = me { school.to_string() } else { String::new() };
        let login = if id.0 == 1 { school } else { format!("{school}-{:02}", id.0) };
        StaffChange { id, revision: 1, login, staff: Arc::new(staff), locked: false, activation }
    }

    pub(super) fn shared(&self, id: StaffId) -> Option<Arc<StaffChange>> {
        self.0.get(&id).cloned()
    }

    pub(super) fn put(&mut self, account: Arc<StaffChange>) {
        self.0.insert(account.id, account);
    }
}

/// The account with other rights; `None` when nothing differs.
///
/// # Errors
/// `StaleVersion` when another revision was changed than the one that stands: a lock is not undone by who did not see it.
pub(super) fn changed(known: &StaffChange, from: u64, staff: Staff, locked: bool) -> Result<Option<StaffChange>, Refusal> {
    if known.revision != from {
        return Err(Refusal::StaleVersion { current: known.revision, happened: "该账号已被修改".to_owned() });
    }
    let differs = *known.staff != staff || known.locked != locked;
    Ok(differs.then(|| StaffChange { staff: Arc::new(staff), locked, ..next(known) }))
}

pub(super) fn reset(known: &StaffChange, activation: [u8; 32]) -> StaffChange {
    StaffChange { activation: Some(activation), ..next(known) }
}

fn next(account: &StaffChange) -> StaffChange {
    StaffChange { revision: account.revision + 1, activation: None, ..account.clone() }
}
