//! The three modules of the platform and the switches that a school opens in them. Everything that differs between modules
//! (whose permission, whose route, what is in process) asks here which one it belongs to.

use crate::school::staff::{Permission, Permissions};
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
