//! Which of the two systems a process is: the platform with the employment management system inside, or one of them alone,
//! with the other at an address.

use crate::auth::password::digest;
use std::{fmt, fs, io, path::Path};
use wangqian_rules::ids::Side;

/// What is served here.
#[derive(Clone, Debug)]
pub enum System {
    /// Both, in one process.
    Both,
    /// The platform; the EMS is elsewhere.
    Platform { ems: Peer },
    /// The EMS alone; the platform is elsewhere.
    Ems { platform: Peer },
}

/// The other system.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Where its interface is, without a slash at the end.
    pub url: String,
    /// Where people find its pages.
    pub pages: String,
    pub key: LinkKey,
}

/// What the two servers know each other by. Never shown.
#[derive(Clone)]
pub struct LinkKey(String);

/// A key that nobody guesses.
const KEY_CHARS_MIN: usize = 32;

impl LinkKey {
    /// The first line of a file.
    ///
    /// # Errors
    /// When it cannot be read or is too short to be a secret.
    pub fn read(file: &Path) -> io::Result<Self> {
        let key = fs::read_to_string(file)?.lines().next().unwrap_or_default().trim().to_owned();
        if key.len() < KEY_CHARS_MIN || !key.is_ascii() {
            let why = format!("{}: a link key has at least {KEY_CHARS_MIN} ASCII characters", file.display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        Ok(Self(key))
    }

    /// The value of `Authorization`.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Whether a request carries the key. Hashes are compared, so that the time it takes says nothing about the key.
    pub fn opens(&self, authorization: &str) -> bool {
        digest(authorization.as_bytes()) == digest(self.bearer().as_bytes())
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

/// Whose an endpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Platform,
    Ems,
    /// Either system has it: signing in, one's own account, the link.
    Common,
}

/// Where endpoints of either system begin.
const COMMON: [&str; 9] =
    ["/session", "/sessions", "/account", "/codes", "/openapi.json", "/system", "/socket", "/sync", "/link"];

impl Part {
    /// By the endpoint's path.
    pub fn of(path: &str) -> Self {
        let begins = |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        match path {
            _ if begins("/ems") => Self::Ems,
            _ if COMMON.into_iter().any(begins) => Self::Common,
            _ => Self::Platform,
        }
    }
}

impl System {
    /// Whether this process serves an endpoint.
    pub fn serves(&self, path: &str) -> bool {
        match self {
            Self::Both => true,
            Self::Platform { .. } => Part::of(path) != Part::Ems,
            Self::Ems { .. } => Part::of(path) != Part::Platform,
        }
    }

    /// Where the links end by which a password that is set here reaches the other server; `None` where there is none.
    pub fn mirror(&self) -> Option<Side> {
        match self {
            Self::Both => None,
            Self::Platform { .. } => Some(Side::Ems),
            Self::Ems { .. } => Some(Side::Platform),
        }
    }

    /// The other system, where it is elsewhere.
    pub fn peer(&self) -> Option<&Peer> {
        match self {
            Self::Both => None,
            Self::Platform { ems: peer } | Self::Ems { platform: peer } => Some(peer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> io::Result<LinkKey> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        LinkKey::read(file.path())
    }

    #[test]
    fn a_key_is_long_and_opens_only_for_itself() {
        assert!(key("short\n").is_err());
        let key = key("0123456789abcdef0123456789abcdef\n").unwrap();
        assert!(key.opens("Bearer 0123456789abcdef0123456789abcdef"));
        assert!(!key.opens("Bearer 0123456789abcdef0123456789abcdeX") && !key.opens(""));
        assert_eq!(format!("{key:?}"), "LinkKey(…)");
    }

    #[test]
    fn each_system_serves_its_own_and_what_both_have() {
        let peer = || Peer { url: String::new(), pages: String::new(), key: key(&"k".repeat(40)).unwrap() };
        let served = |system: System| ["/cases/{case}", "/ems/roster", "/sessions/{session}"].map(|path| system.serves(path));
        assert_eq!(served(System::Both), [true, true, true]);
        assert_eq!(served(System::Platform { ems: peer() }), [true, false, true]);
        assert_eq!(served(System::Ems { platform: peer() }), [false, true, true]);
    }
}
