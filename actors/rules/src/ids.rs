//! Names of things. Never a bare number or string.

use crate::{check::width, entrance::Entrance, occasion::Channel};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Namespace of the ids derived from a name that is unique by law or by us: a credit code, a login.
const DERIVED: Uuid = Uuid::from_u128(0x77616e67_7169_616e_8000_000000000001);

/// Two-digit province code of GB/T 2260, e.g. 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProvinceId(pub u8);

impl ProvinceId {
    /// The province that a place (GB/T 2260, six digits) lies in.
    pub fn of_region(region: &str) -> Option<Self> {
        region.get(..2)?.parse().ok().map(Self)
    }
}

/// Five-digit school code, e.g. 10001.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SchoolId(pub u32);

/// A graduate of one school and cohort, numbered by the school in the order of enrolment.
///
/// The school comes first so that one school's graduates are neighbours on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GraduateId {
    pub school: SchoolId,
    pub cohort: u16,
    pub serial: u32,
}

/// An employer; derived from its credit code, so that one code is one employer without an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EmployerId(pub Uuid);

impl EmployerId {
    /// The employer with this (normalised, checked) credit code.
    pub fn of_credit_code(code: &str) -> Self {
        Self(Uuid::new_v5(&DERIVED, format!("employer:{code}").as_bytes()))
    }
}

/// A sign-in account; derived from entrance and login, so that a login is unique per entrance without an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AccountId(pub Uuid);

impl AccountId {
    /// The account of a login at an entrance. Logins differ by letters, not by their case or width, nor by gaps or by what nobody sees.
    /// Where the login is a number that people group to read it, its hyphens mean nothing either.
    pub fn of_login(entrance: Entrance, login: &str) -> Self {
        let name = format!("account:{entrance:?}:{}", login_key(entrance, login));
        Self(Uuid::new_v5(&DERIVED, name.as_bytes()))
    }

    /// Where a wrong guess at this login is written down when nobody has it: one of a few places that are no login's, so that the
    /// answer takes as long as for one that exists, and guesses make no entities. They cost the disk what guesses at one that exists do.
    pub fn of_nobody(self) -> Self {
        Self(Uuid::from_u128(self.0.as_u128() % PLACES_OF_NOBODY))
    }
}

/// So many that guesses at different logins seldom wait for each other.
const PLACES_OF_NOBODY: u128 = 64;

fn login_key(entrance: Entrance, login: &str) -> String {
    let is_grouping = |c: char| match entrance {
        Entrance::Graduate | Entrance::Employer => matches!(c, ' ' | '-'),
        Entrance::School | Entrance::Province => c == ' ',
    };
    let typed = width::ascii(login).unwrap_or_else(|_| login.trim().to_owned());
    typed.chars().filter(|c| !is_grouping(*c)).collect::<String>().to_lowercase()
}

/// A school or department user, within its school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StaffId(pub u32);

/// A school or department user among all of them: whose batches these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReviewerId {
    pub school: SchoolId,
    pub staff: StaffId,
}

/// One decision on many items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BatchId(pub Uuid);

/// A case: an online signing and, later, every other reviewed thing of a graduate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CaseId(pub Uuid);

/// One way between the platform and the employment management system, of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LinkId {
    pub to: Side,
    pub school: SchoolId,
}

/// The two ends of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    Platform,
    Ems,
}

impl Side {
    /// The other one.
    pub fn opposite(self) -> Self {
        match self {
            Self::Platform => Self::Ems,
            Self::Ems => Self::Platform,
        }
    }
}

/// A stored file, by the SHA-256 of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileHash(pub [u8; 32]);

/// Somebody known to the WeChat official account; derived from the openid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FollowerId(pub Uuid);

impl FollowerId {
    /// The person with this openid.
    pub fn of_openid(openid: &str) -> Self {
        Self(Uuid::new_v5(&DERIVED, format!("wechat:{openid}").as_bytes()))
    }
}

/// Any entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityId {
    Province(ProvinceId),
    School(SchoolId),
    Graduate(GraduateId),
    Employer(EmployerId),
    Account(AccountId),
    /// A school as the employment management system keeps it.
    EmsSchool(SchoolId),
    Link(LinkId),
    /// What leaves a school's graduates' inboxes for other channels.
    Outbox(SchoolId),
    /// A channel's account at its provider.
    Gateway(Channel),
    Follower(FollowerId),
    /// The batches of a reviewer.
    Batches(ReviewerId),
}

impl EntityId {
    /// One byte of kind and sixteen of identity, big-endian, so that byte order is school-major.
    pub fn to_bytes(self) -> [u8; 17] {
        let mut key = [0; 17];
        match self {
            Self::Province(id) => {
                key[0] = b'P';
                key[1] = id.0;
            }
            Self::School(id) => {
                key[0] = b'S';
                key[1..5].copy_from_slice(&id.0.to_be_bytes());
            }
            Self::Graduate(id) => {
                key[0] = b'G';
                key[1..5].copy_from_slice(&id.school.0.to_be_bytes());
                key[5..7].copy_from_slice(&id.cohort.to_be_bytes());
                key[7..11].copy_from_slice(&id.serial.to_be_bytes());
            }
            Self::Employer(id) => {
                key[0] = b'E';
                key[1..].copy_from_slice(id.0.as_bytes());
            }
            Self::Account(id) => {
                key[0] = b'A';
                key[1..].copy_from_slice(id.0.as_bytes());
            }
            Self::EmsSchool(id) => {
                key[0] = b'M';
                key[1..5].copy_from_slice(&id.0.to_be_bytes());
            }
            Self::Link(LinkId { to, school }) => {
                key[0] = b'L';
                key[1..5].copy_from_slice(&school.0.to_be_bytes());
                key[5] = match to {
                    Side::Platform => b'P',
                    Side::Ems => b'M',
                };
            }
            Self::Outbox(id) => {
                key[0] = b'O';
                key[1..5].copy_from_slice(&id.0.to_be_bytes());
            }
            Self::Gateway(channel) => {
                key[0] = b'N';
                key[1] = match channel {
                    Channel::Wechat => b'W',
                    Channel::Sms => b'S',
                };
            }
            Self::Follower(id) => {
                key[0] = b'F';
                key[1..].copy_from_slice(id.0.as_bytes());
            }
            Self::Batches(ReviewerId { school, staff }) => {
                key[0] = b'B';
                key[1..5].copy_from_slice(&school.0.to_be_bytes());
                key[5..9].copy_from_slice(&staff.0.to_be_bytes());
            }
        }
        key
    }

    /// The inverse of [`Self::to_bytes`]; `None` for bytes that name nothing.
    pub fn from_bytes(key: &[u8; 17]) -> Option<Self> {
        let u32_at = |at: usize| u32::from_be_bytes([key[at], key[at + 1], key[at + 2], key[at + 3]]);
        let uuid = || Uuid::from_slice(&key[1..]).ok();
        Some(match key[0] {
            b'P' => Self::Province(ProvinceId(key[1])),
            b'S' => Self::School(SchoolId(u32_at(1))),
            b'G' => Self::Graduate(GraduateId {
                school: SchoolId(u32_at(1)),
                cohort: u16::from_be_bytes([key[5], key[6]]),
                serial: u32_at(7),
            }),
            b'E' => Self::Employer(EmployerId(uuid()?)),
            b'A' => Self::Account(AccountId(uuid()?)),
            b'M' => Self::EmsSchool(SchoolId(u32_at(1))),
            b'L' => Self::Link(LinkId {
                school: SchoolId(u32_at(1)),
                to: match key[5] {
                    b'P' => Side::Platform,
                    b'M' => Side::Ems,
                    _ => return None,
                },
            }),
            b'O' => Self::Outbox(SchoolId(u32_at(1))),
            b'N' => Self::Gateway(match key[1] {
                b'W' => Channel::Wechat,
                b'S' => Channel::Sms,
                _ => return None,
            }),
            b'F' => Self::Follower(FollowerId(uuid()?)),
            b'B' => Self::Batches(ReviewerId { school: SchoolId(u32_at(1)), staff: StaffId(u32_at(5)) }),
            _ => return None,
        })
    }
}

impl fmt::Display for GraduateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.school.0, self.cohort, self.serial)
    }
}

impl FromStr for GraduateId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut fields = text.split('-');
        let mut field = || fields.next().ok_or(());
        let id = Self {
            school: SchoolId(field()?.parse().map_err(drop)?),
            cohort: field()?.parse().map_err(drop)?,
            serial: field()?.parse().map_err(drop)?,
        };
        if fields.next().is_some() { Err(()) } else { Ok(id) }
    }
}

macro_rules! shown_as_its_only_field {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                text.parse().map(Self).map_err(drop)
            }
        }
    )*};
}
shown_as_its_only_field!(ProvinceId, SchoolId, EmployerId, AccountId, StaffId, CaseId, BatchId);

macro_rules! is_an_entity {
    ($($name:ident => $variant:ident),*) => {$(
        impl From<$name> for EntityId {
            fn from(id: $name) -> Self {
                Self::$variant(id)
            }
        }
    )*};
}
is_an_entity!(ProvinceId => Province, SchoolId => School, GraduateId => Graduate, EmployerId => Employer, AccountId => Account);
is_an_entity!(LinkId => Link, Channel => Gateway, FollowerId => Follower, ReviewerId => Batches);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_entity_survives_the_way_to_bytes_and_back() {
        let graduate = GraduateId { school: SchoolId(10001), cohort: 2027, serial: 7 };
        let link = |to| EntityId::from(LinkId { to, school: SchoolId(10001) });
        let all: [EntityId; 13] = [
            ProvinceId(32).into(),
            SchoolId(10001).into(),
            graduate.into(),
            EmployerId::of_credit_code("91110000100017643K").into(),
            AccountId::of_login(crate::entrance::Entrance::School, "js10001").into(),
            EntityId::EmsSchool(SchoolId(10001)),
            link(Side::Platform),
            link(Side::Ems),
            EntityId::Outbox(SchoolId(10001)),
            Channel::Wechat.into(),
            Channel::Sms.into(),
            FollowerId::of_openid("o6_bmjrPTlm6_2sgVt7hMZOPfL2M").into(),
            ReviewerId { school: SchoolId(10001), staff: StaffId(7) }.into(),
        ];
        for id in all {
            assert_eq!(EntityId::from_bytes(&id.to_bytes()), Some(id));
        }
        assert_eq!(EntityId::from_bytes(&[0; 17]), None);
        assert_eq!("10001-2027-7".parse(), Ok(graduate));
        assert_eq!("10001-2027-7-1".parse::<GraduateId>(), Err(()));
    }

    #[test]
    fn one_schools_graduates_are_neighbours() {
        let key = |school, serial| EntityId::from(GraduateId { school: SchoolId(school), cohort: 2027, serial }).to_bytes();
        assert!(key(10001, 1) < key(10001, 2));
        assert!(key(10001, u32::MAX) < key(10002, 0));
    }
}
