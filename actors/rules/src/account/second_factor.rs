//! The second factor: codes of an authenticator app (RFC 6238) and, for who lost the phone, recovery codes. The codes are checked
//! at the edge; here is decided that each is good only once.

use crate::{refusal::Refusal, time::UnixMs};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Recovery codes handed out at once.
pub const RECOVERY_CODES: usize = 10;

/// What an account keeps of its second factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    pub secret: Sealed,
    pub since: UnixMs,
    /// The newest time step whose code was used: neither it nor an older one is good again.
    pub used_step: u64,
    /// SHA-256 of the codes not used yet; the codes are random and long.
    pub recovery: Vec<[u8; 32]>,
}

/// The key that app and server share, as it is kept: only the edge can open it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed(pub Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}

/// What somebody signs in with, beyond a password that was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing more: enough while the account has no second factor.
    Password,
    /// A code of this time step.
    Step(u64),
    /// The recovery code with this hash.
    Recovery([u8; 32]),
}

impl SecondFactor {
    /// Whether a proof is good, now and for the first time.
    pub(super) fn check(&self, proof: Proof) -> Result<(), Refusal> {
        let good = match proof {
            Proof::Password => false,
            Proof::Step(step) => step > self.used_step,
            Proof::Recovery(hash) => self.recovery.contains(&hash),
        };
        if good { Ok(()) } else { Err(Refusal::WrongCode) }
    }

    pub(super) fn use_up(&mut self, proof: Proof) {
        match proof {
            Proof::Password => {}
            Proof::Step(step) => self.used_step = step,
            Proof::Recovery(hash) => self.recovery.retain(|code| *code != hash),
        }
    }
}
