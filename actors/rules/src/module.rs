//! The three modules of the platform and the switches that a school opens in them. Everything that differs between modules
//! (whose permission, whose route, what is in process) asks here which one it belongs to.

use crate::permission::{Act, Permission, Permissions};
use serde::{Deserialize, Serialize};

/// What a school or department user chooses after signing in (ACC-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Module {
    /// 「毕业去向登记与网签」
    Signing,
    /// 「档案信息登记」
    Archive,
    /// 「户口信息登记」
    Household,
}

/// What a school opens and closes on its own (SET-02, SET-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Switch {
    Signing,
    Backfill,
    Destination,
    Archive,
    Household,
}

impl Module {
    /// In the order of the module switch.
    pub const ALL: [Self; 3] = [Self::Signing, Self::Archive, Self::Household];

    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Archive => "archive",
            Self::Household => "household",
        }
    }

    /// The guide's name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Signing => "毕业去向登记与网签",
            Self::Archive => "档案信息登记",
            Self::Household => "户口信息登记",
        }
    }

    /// The area of permissions that the module belongs to (ACC-04).
    pub fn permission(self, permissions: &Permissions) -> Permission {
        match self {
            Self::Signing => permissions.basic,
            Self::Archive => permissions.archive,
            Self::Household => permissions.household,
        }
    }

    /// The switch that lets people into the module. Signing has none: its switches say what can be begun, not who looks.
    pub fn entrance(self) -> Option<Switch> {
        match self {
            Self::Signing => None,
            Self::Archive => Some(Switch::Archive),
            Self::Household => Some(Switch::Household),
        }
    }

    /// Its switches, in the order of the settings page.
    pub fn switches(self) -> &'static [Switch] {
        match self {
            Self::Signing => &[Switch::Signing, Switch::Backfill, Switch::Destination],
            Self::Archive => &[Switch::Archive],
            Self::Household => &[Switch::Household],
        }
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.code() == code)
    }
}

/// Some of the modules: those whose cases a user may see. Lists, counts and frames of a queue hold no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modules(u8);

impl Modules {
    /// Those that a user with these permissions may do this with (ACC-04).
    pub fn allowing(act: Act, permissions: &Permissions) -> Self {
        let allowed = Module::ALL.into_iter().filter(|module| module.permission(permissions).allows(act));
        Self(allowed.fold(0, |some, module| some | Self::bit(module)))
    }

    /// Whether the module is among them.
    pub fn contains(self, module: Module) -> bool {
        self.0 & Self::bit(module) != 0
    }

    /// Every set that the module is in.
    pub fn containing(module: Module) -> impl Iterator<Item = Self> {
        (0..1 << Module::ALL.len()).map(Self).filter(move |some| some.contains(module))
    }

    fn bit(module: Module) -> u8 {
        1 << module as u8
    }
}

impl Switch {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Signing, Self::Backfill, Self::Destination, Self::Archive, Self::Household];

    /// Where the switch belongs.
    pub fn module(self) -> Module {
        match self {
            Self::Signing | Self::Backfill | Self::Destination => Module::Signing,
            Self::Archive => Module::Archive,
            Self::Household => Module::Household,
        }
    }

    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Backfill => "backfill",
            Self::Destination => "destination",
            Self::Archive => "archive",
            Self::Household => "household",
        }
    }

    /// The guide's name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Signing => "在线签约",
            Self::Backfill => "补登",
            Self::Destination => "填报去向登记",
            Self::Archive => "档案信息登记",
            Self::Household => "户口信息登记",
        }
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|switch| switch.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "ACC-04"]
    fn acc_04_a_module_is_in_the_sets_of_those_who_may_see_it_and_in_no_other() {
        let archivist = Permissions { basic: Permission::None, archive: Permission::ReadOnly, household: Permission::None };
        let (sees, decides) = (Modules::allowing(Act::View, &archivist), Modules::allowing(Act::Review, &archivist));
        assert_eq!(Module::ALL.map(|module| sees.contains(module)), [false, true, false]);
        assert!(Module::ALL.into_iter().all(|module| !decides.contains(module)));
        for module in Module::ALL {
            assert_eq!(Modules::containing(module).any(|some| some == sees), module == Module::Archive);
            assert_eq!(Modules::containing(module).count(), 4);
        }
    }
}
