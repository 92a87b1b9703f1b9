//! 「忘记密码」: a code, sent to the phone by which the holder is known, lets them set a new password (ACC-01). Which phone that is, and
//! whether a code fits, is found at the edge; here is decided that a code goes out seldom, is good for minutes, for a few tries and
//! once. It takes nothing away but the password: a lock and a second factor stay.

use super::{Account, Credential, Decided, Done, Event, ending};
use crate::exchange::PasswordVersion;
use crate::{
    entity::{Ctx, Decision},
    ids::Side,
    refusal::Refusal,
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

/// How long a code is good.
pub const VALID_MS: i64 = 10 * 60_000;
/// Wrong guesses that use a code up.
pub const TRIES: u8 = 5;
/// Between two codes.
pub const PAUSE_MS: i64 = 60_000;
/// Codes within [`DAY_MS`]: each costs money, and rings somebody's phone.
pub const CODES_A_DAY: usize = 5;
const DAY_MS: i64 = 24 * 3_600_000;
/// A stranger at an open screen can change the phone without knowing the password. With a day in between they cannot make the account
/// theirs by it before the screen is closed, or the owner back.
pub const SETTLES_MS: i64 = DAY_MS;

/// The codes of an account, as far as it keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneCodes {
    /// The newest, until it is used up.
    code: Option<PhoneCode>,
    /// When the newest ones were made, oldest first; as many as go out in a day.
    made: Vec<UnixMs>,
    /// When somebody who was signed in last changed the phone.
    phone_changed: Option<UnixMs>,
}

/// One code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneCode {
    /// Argon2id in PHC form: six digits are soon guessed from a plain hash.
    hash: String,
    until: UnixMs,
    /// The password that it may replace: once there is another, the code is void.
    replaces: PasswordVersion,
    missed: u8,
}

impl PhoneCodes {
    /// Refuses while another code may not be made.
    fn may_make(&self, now: UnixMs) -> Result<(), Refusal> {
        let since_last = self.made.last().map(|last| (*last, PAUSE_MS));
        let since_first = self.made.first().filter(|_| self.made.len() >= CODES_A_DAY).map(|first| (*first, DAY_MS));
        let since_phone = self.phone_changed.map(|changed| (changed, SETTLES_MS));
        let waits = [since_last, since_first, since_phone].into_iter().flatten();
        // The longest, which is what the answer has to say.
        let longest = waits.max_by_key(|(since, wait_ms)| since.left_of(*wait_ms, now));
        longest.map_or(Ok(()), |(since, wait_ms)| since.waits(wait_ms, now))
    }

    pub(super) fn issue(&mut self, code: &PhoneCode) {
        self.made.push(UnixMs(code.until.0 - VALID_MS));
        let surplus = self.made.len().saturating_sub(CODES_A_DAY);
        self.made.drain(..surplus);
        self.code = Some(code.clone());
    }

    pub(super) fn miss(&mut self) {
        if let Some(code) = &mut self.code {
            code.missed = code.missed.saturating_add(1);
        }
    }

    pub(super) fn use_up(&mut self) {
        self.code = None;
    }

    pub(super) fn change_phone(&mut self, at: UnixMs) {
        (self.code, self.phone_changed) = (None, Some(at));
    }
}

impl Account {
    /// Whether a code may be sent to the holder's phone now. The refusals are for nobody to read: who asks is not known, and learns
    /// nothing of the account.
    ///
    /// # Errors
    /// `AccountLocked`; `NotFound` without a password to replace; `TryLater`.
    pub fn may_issue_phone_code(&self, now: UnixMs) -> Result<(), Refusal> {
        match self.holder.as_ref().map(|holder| &holder.credential) {
            None | Some(Credential::ActivationCode(_)) => Err(Refusal::NotFound),
            _ if self.locked => Err(Refusal::AccountLocked),
            Some(Credential::Password(_)) => self.phone_codes.may_make(now),
        }
    }

    /// The hash of the code that is good now.
    pub fn phone_code(&self, now: UnixMs) -> Option<&str> {
        let good = |code: &&PhoneCode| {
            code.until > now
                && UnixMs(code.until.0 - VALID_MS) <= now
                && code.missed < TRIES
                && code.replaces == self.password_version
        };
        self.phone_codes.code.as_ref().filter(good).map(|code| code.hash.as_str())
    }

    pub(super) fn issue_phone_code(&self, hash: String, ctx: &Ctx<'_>) -> Decided {
        self.may_issue_phone_code(ctx.now)?;
        let until = UnixMs(ctx.now.0 + VALID_MS);
        let code = PhoneCode { hash, until, replaces: self.password_version, missed: 0 };
        Ok(Decision::events(vec![Event::PhoneCodeIssued(code)]).replying(Done))
    }

    /// A wrong guess counts as a wrong password does, whether or not there is a code.
    pub(super) fn miss_phone_code(&self, now: UnixMs) -> Decision<Self> {
        let missed = self.phone_code(now).map(|_| Event::PhoneCodeMissed);
        Decision::events(missed.into_iter().chain([self.failed(now)]).collect()).replying(Done)
    }

    /// The new password is recorded as every other; nobody is signed in by it.
    pub(super) fn reset_password(&self, code: &str, phc: String, mirror: Option<Side>, ctx: &Ctx<'_>) -> Decided {
        if self.phone_code(ctx.now) != Some(code) {
            return Err(Refusal::WrongPhoneCode);
        }
        // Said to nobody without the code.
        if self.locked {
            return Err(Refusal::AccountLocked);
        }
        let crossing = self.crossing(&phc, mirror, ctx);
        Ok(ending(self.sessions_but(None), [Event::PhoneCodeUsed, Event::PasswordSet { phc }], ctx.me).causing(crossing))
    }
}
