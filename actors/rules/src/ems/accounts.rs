//! School and department users, made by the level above them (ACC-02, ACC-05).

use crate::{
    codes::LevelGroup,
    exchange::StaffChange,
    ids::*,
    profile::Profile,
    refusal::{Refusal, invalid},
    review::Scope,
    school::staff::*,
};
use imbl::OrdMap;
use std::sync::Arc;

/// Who acts in the EMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// The operator: from the command line, in data that is being set up.
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

    /// A province makes its schools' accounts, a school user its departments' (ACC-05: only the level above), and nobody an account
    /// that sees or does more than its maker (ACC-04, ACC-07).
    ///
    /// # Errors
    /// `NotPermitted` for another kind of account, `Invalid` with the fields that ask for more than the maker has.
    pub(super) fn may_keep(&self, by: Keeper, staff: &Staff, province: ProvinceId) -> Result<(), Refusal> {
        match (by, &staff.post) {
            (Keeper::Operator, _) => Ok(()),
            (Keeper::Province(caller), Post::School { .. }) if caller == province => Ok(()),
            (Keeper::Staff(caller), Post::Department { level, .. }) => {
                let maker = self.writing_school_user(caller).ok_or(Refusal::NotPermitted)?;
                not_above(maker, *level, &staff.permissions)
            }
            (Keeper::Province(_), _) | (Keeper::Staff(_), Post::School { .. }) => Err(Refusal::NotPermitted),
        }
    }

    /// The account, for somebody who may change it: with a new one-time code for an account above oneself one would be above oneself.
    pub(super) fn kept_by(&self, by: Keeper, id: StaffId, province: ProvinceId) -> Result<&StaffChange, Refusal> {
        let account = self.get(id).ok_or(Refusal::NotFound)?;
        self.may_keep(by, &account.staff, province).map_err(|_| Refusal::NotPermitted)?;
        Ok(account)
    }

    /// The most that somebody can give to accounts made here; `None` for those who make none.
    pub fn most_given(&self, by: Keeper) -> Option<(Option<LevelGroup>, Permissions)> {
        const ALL: Permissions =
            Permissions { basic: Permission::ReadWrite, archive: Permission::ReadWrite, household: Permission::ReadWrite };
        match by {
            Keeper::Operator | Keeper::Province(_) => Some((None, ALL)),
            Keeper::Staff(id) => self.writing_school_user(id).map(|maker| (maker.scope().level, maker.permissions)),
        }
    }

    /// The roster belongs to school users with 「读写」 on 基本信息和就业信息 (ACC-04).
    pub(super) fn may_keep_roster(&self, by: Keeper, province: ProvinceId) -> Result<(), Refusal> {
        let allowed = match by {
            Keeper::Operator => true,
            Keeper::Province(caller) => caller == province,
            Keeper::Staff(id) => self.writing_school_user(id).is_some(),
        };
        if allowed { Ok(()) } else { Err(Refusal::NotPermitted) }
    }

    /// Whether a row is among those that somebody looks after: a user made for one education level has its rows only (ACC-07).
    pub fn look_after(&self, by: Keeper, profile: &Profile) -> bool {
        let Keeper::Staff(id) = by else { return true };
        self.get(id).is_some_and(|account| account.staff.scope().contains(&profile.department, profile.level))
    }

    /// Whether accounts can decide for everybody of a department: unlocked, with 「读写」, and named after it character for character
    /// (ACC-03, SET-07).
    pub fn attend(&self, department: &str) -> bool {
        LevelGroup::ALL.into_iter().all(|level| self.scopes().any(|(_, scope)| covers(&scope, Some(department), level)))
    }

    /// Education levels that no user of the school itself can decide for.
    pub fn levels_unattended(&self) -> Vec<LevelGroup> {
        let is_covered = |level: &LevelGroup| self.scopes().any(|(_, scope)| covers(&scope, None, *level));
        LevelGroup::ALL.into_iter().filter(|level| !is_covered(level)).collect()
    }

    /// The scope that only this account can decide in: of its department, or of the school's own level.
    pub fn sole_reviewer(&self, id: StaffId) -> Option<Scope> {
        let Scope { department, level } = self.scopes().find(|(other, _)| *other == id)?.1;
        let others: Vec<_> = self.scopes().filter(|(other, _)| *other != id).collect();
        let is_theirs = |of: LevelGroup| level.is_none_or(|own| own == of);
        let is_alone =
            |of: &LevelGroup| is_theirs(*of) && !others.iter().any(|(_, scope)| covers(scope, department.as_deref(), *of));
        match LevelGroup::ALL.into_iter().filter(is_alone).collect::<Vec<_>>().as_slice() {
            [] => None,
            [level] => Some(Scope { department, level: Some(*level) }),
            _ => Some(Scope { department, level: None }),
        }
    }

    /// The scopes of all accounts that may decide.
    fn scopes(&self) -> impl Iterator<Item = (StaffId, Scope)> {
        let may = |account: &&Arc<StaffChange>| !account.locked && account.staff.permissions.basic.allows(Act::Review);
        self.0.values().filter(may).map(|account| (account.id, account.staff.scope()))
    }

    /// A school user with 「读写」 on 基本信息和就业信息, which is what the EMS keeps.
    fn writing_school_user(&self, id: StaffId) -> Option<&Staff> {
        let account = self.get(id).filter(|account| !account.locked)?;
        let writes = account.staff.permissions.basic.allows(Act::Review);
        (writes && matches!(account.staff.post, Post::School { .. })).then_some(&account.staff)
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

fn not_above(maker: &Staff, level: Option<LevelGroup>, permissions: &Permissions) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    if let Some(own) = maker.scope().level.filter(|own| level != Some(*own)) {
        let only = own.label();
        errors.push(invalid("level", format!("您负责{only}，只能建立和修改负责{only}的院系账号")));
    }
    if !permissions.within(&maker.permissions) {
        errors.push(invalid("permissions", "各模块的权限不能高于您自己的权限"));
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
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

/// Whether a scope is of exactly this department, or of the school itself, and has the level in it.
fn covers(scope: &Scope, department: Option<&str>, level: LevelGroup) -> bool {
    scope.department.as_deref() == department && scope.level.is_none_or(|own| own == level)
}
