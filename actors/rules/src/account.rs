//! A sign-in account and its sessions. Which password fits is checked at the edge (it costs time); what follows is decided here.

pub mod login;
pub mod mirror;
mod opening;
pub mod password;
pub mod phone_codes;
pub mod place;
pub mod records;
pub mod renumbered;
pub mod second_factor;
mod steps;
pub mod uploads;

pub use crate::entrance::Entrance;
use crate::exchange::PasswordVersion;
use crate::{
    effect::{Effect, Show},
    entity::{Ctx, Decision},
    exchange::PasswordChange,
    file::StoredFile,
    ids::*,
    refusal::Refusal,
    time::UnixMs,
};
use phone_codes::{PhoneCode, PhoneCodes};
use place::Place;
use records::{Record, RecordGrant, Records};
use renumbered::Forwarding;
use second_factor::{Proof, SecondFactor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
pub use steps::Part;
use uploads::{Upload, Uploads};

/// A session's absolute end, whatever happens in it.
pub const SESSION_HOURS: i64 = 12;
/// Sessions kept at once; signing in once more ends the oldest.
pub const SESSIONS_KEPT: usize = 10;
/// Wrong passwords in a row that cost nothing yet.
const FREE_FAILURES: u32 = 3;
/// The longest wait. Never a lock: a lock would let anybody keep a person out.
const LONGEST_WAIT_S: u64 = 300;

/// Whom an account signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Principal {
    Graduate(GraduateId),
    Employer(EmployerId),
    Staff { school: SchoolId, staff: StaffId },
    Province(ProvinceId),
}

impl Principal {
    /// Where it signs in.
    pub fn entrance(&self) -> Entrance {
        match self {
            Self::Staff { .. } => Entrance::School,
            Self::Graduate(_) => Entrance::Graduate,
            Self::Employer(_) => Entrance::Employer,
            Self::Province(_) => Entrance::Province,
        }
    }

    /// Whether it sees other people's data: school, department and province users.
    pub fn is_staff(&self) -> bool {
        matches!(self, Self::Staff { .. } | Self::Province(_))
    }

    /// Minutes without a request after which its session is over.
    pub fn idle_minutes(&self) -> i64 {
        if self.is_staff() { 15 } else { 30 }
    }
}

/// What proves that the right person signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Credential {
    /// Argon2id in PHC form.
    Password(String),
    /// SHA-256 of a random one-time code; the first sign-in sets a password.
    ActivationCode([u8; 32]),
}

/// What is known of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    pub holder: Option<Holder>,
    /// By SHA-256 of the token: the token itself is never stored.
    pub sessions: BTreeMap<[u8; 32], Session>,
    pub failures: u32,
    /// Before this no attempt is looked at.
    pub try_after: UnixMs,
    /// A graduate's graduations; empty for everybody else.
    pub records: Records,
    /// Of a school or department user.
    pub password_version: PasswordVersion,
    /// By the EMS, until it says otherwise.
    pub locked: bool,
    /// Of the newest grant that was taken.
    granted: u64,
    pub second_factor: Option<SecondFactor>,
    /// Graduates whose number is another one by now.
    forwardings: BTreeMap<GraduateId, Forwarding>,
    /// Sent to who forgot the password.
    pub phone_codes: PhoneCodes,
    /// Files handed in: what no command has named yet is visible to nobody else.
    pub uploads: Uploads,
}

/// Whose account it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub principal: Principal,
    pub credential: Credential,
}

/// One signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub started: UnixMs,
    pub ends: UnixMs,
    pub place: Place,
    /// The record that a graduate looks at in it.
    pub record: Option<GraduateId>,
}

impl Session {
    /// Whether it has ended by time. One that has not begun was begun by a clock that was wrong, and would never end.
    pub fn is_over(&self, now: UnixMs) -> bool {
        self.started > now || self.ends <= now
    }
}

/// What may be asked of an account's entity.
#[derive(Clone, Debug)]
pub enum Command {
    Open(Holder),
    /// Somebody proved who they are; a code among the proof is used up.
    StartSession {
        token_hash: [u8; 32],
        place: Place,
        proof: Proof,
        /// A graduate's, to land on.
        record: Option<GraduateId>,
    },
    EndSession {
        token_hash: [u8; 32],
    },
    /// Every session but this one.
    EndOtherSessions {
        keep: [u8; 32],
    },
    /// A wrong password or code; of a login that nobody has at [`AccountId::of_nobody`].
    RecordFailure,
    /// Sets the password; every session ends but the one it is changed in.
    SetPassword {
        phc: String,
        keep: Option<[u8; 32]>,
        /// The side of the link where the other server is, if there is one.
        mirror: Option<Side>,
    },
    /// A one-time code is used up for a password; every session ends.
    Activate {
        code: [u8; 32],
        phc: String,
        mirror: Option<Side>,
    },
    /// A code, by its hash, is about to be sent to the holder's phone.
    IssuePhoneCode {
        hash: String,
    },
    /// A wrong guess at such a code.
    MissPhoneCode,
    /// The code with this hash was right: it is used up for a password; every session ends.
    ResetPassword {
        code: String,
        phc: String,
        mirror: Option<Side>,
    },
    /// The phone that codes go to is about to be changed.
    NotePhoneChanged,
    /// A graduate looks at another of their records, in one browser.
    ChooseRecord {
        token_hash: [u8; 32],
        graduate: GraduateId,
    },
    /// A graduate, signed in, adds the record whose code they were handed.
    ClaimRecord {
        code: [u8; 32],
    },
    /// From a graduate's school.
    GrantRecord(RecordGrant),
    /// From the other server, over the link of this school.
    TakePassword {
        school: SchoolId,
        change: PasswordChange,
    },
    /// Sets up the second factor, or replaces it.
    SetSecondFactor(SecondFactor),
    RemoveSecondFactor,
    /// New recovery codes; the old ones are void.
    RenewRecovery {
        codes: Vec<[u8; 32]>,
    },
    /// From the EMS.
    Grant(Grant),
    /// A file of the account's holder was stored.
    NoteUpload(StoredFile),
    /// By the operator, for whom no level above can help: a one-time code takes the place of the password, and the second factor goes.
    Reset {
        activation: [u8; 32],
    },
}

/// What the EMS says of an account it keeps (ACC-02). One that is not newer than what is known is a repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub principal: Principal,
    pub revision: u64,
    /// Hash of a one-time code that takes the place of the password.
    pub activation: Option<[u8; 32]>,
    pub locked: bool,
}

/// What can have happened to an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Opened(Holder),
    SessionStarted {
        token_hash: [u8; 32],
        session: Session,
    },
    SessionEnded {
        token_hash: [u8; 32],
    },
    Failed {
        failures: u32,
        try_after: UnixMs,
    },
    PasswordSet {
        phc: String,
    },
    Granted(Grant),
    SecondFactorSet(SecondFactor),
    SecondFactorRemoved,
    StepUsed {
        step: u64,
    },
    RecoveryUsed {
        hash: [u8; 32],
    },
    RecoveryRenewed {
        codes: Vec<[u8; 32]>,
    },
    Uploaded(Upload),
    Reset {
        activation: [u8; 32],
    },
    RecordPut {
        graduate: GraduateId,
        record: Record,
    },
    RecordChosen {
        token_hash: [u8; 32],
        graduate: GraduateId,
    },
    /// The code was used up, and the record that it was for is the person's.
    Activated {
        record: Option<GraduateId>,
        phc: String,
    },
    PasswordTaken {
        version: PasswordVersion,
        phc: String,
    },
    /// The graduate signs in with another number from now on.
    RecordForwarded {
        graduate: GraduateId,
        forwarding: Forwarding,
    },
    PhoneCodeIssued(PhoneCode),
    PhoneCodeMissed,
    PhoneCodeUsed,
    PhoneChanged {
        at: UnixMs,
    },
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Done;

type Decided = Result<Decision<Account>, Refusal>;

impl Account {
    /// Whether an attempt may be made now.
    pub fn may_try(&self, now: UnixMs) -> Result<(), Refusal> {
        let wait_ms = wait_s(self.failures) as i64 * 1000;
        UnixMs(self.try_after.0 - wait_ms).waits(wait_ms, now)
    }

    /// With a second factor set up, nobody enters by a password alone, and by no code twice.
    fn used_up(&self, proof: Proof) -> Result<Option<Event>, Refusal> {
        let Some(factor) = &self.second_factor else { return Ok(None) };
        factor.check(proof)?;
        Ok(match proof {
            Proof::Password => None,
            Proof::Step(step) => Some(Event::StepUsed { step }),
            Proof::Recovery(hash) => Some(Event::RecoveryUsed { hash }),
        })
    }

    fn start_session(
        &self,
        token_hash: [u8; 32],
        place: Place,
        proof: Proof,
        record: Option<GraduateId>,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        if self.locked {
            return Err(Refusal::AccountLocked);
        }
        let (used, now) = (self.used_up(proof)?, ctx.now);
        if record.is_some_and(|id| !self.records.reaches(id)) {
            return Err(Refusal::NotFound);
        }
        let session = Session { started: now, ends: UnixMs(now.0 + SESSION_HOURS * 3_600_000), place, record };
        let mut ended: Vec<_> =
            self.sessions.iter().filter(|(_, session)| session.is_over(now)).map(|(hash, _)| *hash).collect();
        if self.sessions.len() - ended.len() >= SESSIONS_KEPT {
            let live = self.sessions.iter().filter(|(_, session)| !session.is_over(now));
            ended.extend(live.min_by_key(|(_, session)| session.started).map(|(hash, _)| *hash));
        }
        let then = used.into_iter().chain([Event::SessionStarted { token_hash, session }]);
        Ok(ending(ended, then, ctx.me))
    }

    fn failed(&self, now: UnixMs) -> Event {
        let failures = self.failures.saturating_add(1);
        Event::Failed { failures, try_after: UnixMs(now.0 + wait_s(failures) as i64 * 1000) }
    }

    fn use_up(&mut self, proof: Proof) {
        if let Some(factor) = &mut self.second_factor {
            factor.use_up(proof);
        }
    }

    fn sessions_but(&self, keep: Option<[u8; 32]>) -> Vec<[u8; 32]> {
        self.sessions.keys().copied().filter(|hash| Some(*hash) != keep).collect()
    }

    /// A password is set by the account's holder.
    fn set_password(&self, phc: String, keep: Option<[u8; 32]>, mirror: Option<Side>, ctx: &Ctx<'_>) -> Decision<Self> {
        let crossing = self.crossing(&phc, mirror, ctx);
        ending(self.sessions_but(keep), [Event::PasswordSet { phc }], ctx.me).causing(crossing)
    }

    fn activate(&self, code: &[u8; 32], phc: String, mirror: Option<Side>, ctx: &Ctx<'_>) -> Decided {
        let (record, crossing) = (self.opened_by(code)?, self.crossing(&phc, mirror, ctx));
        Ok(ending(self.sessions_but(None), [Event::Activated { record, phc }], ctx.me).causing(crossing))
    }

    /// The principal of a session; a graduate's is the record that is looked at.
    pub fn principal_of(&self, session: &Session) -> Option<Principal> {
        let chosen = session.record.filter(|id| self.records.reaches(*id)).map(Principal::Graduate);
        chosen.or_else(|| self.holder.as_ref().map(|holder| holder.principal.clone()))
    }

    fn set_credential(&mut self, credential: Credential) {
        if let Some(holder) = &mut self.holder {
            holder.credential = credential;
        }
    }

    fn with_second_factor(&self, event: Event) -> Result<Decision<Self>, Refusal> {
        match self.second_factor {
            Some(_) => Ok(Decision::events(vec![event]).replying(Done)),
            None => Err(Refusal::NotFound),
        }
    }

    /// A login belongs to whoever had it first. A new code or a lock ends every session; a new code takes away the second factor too:
    /// whoever lost their phone and their recovery codes gets in again by the level above.
    fn grant(&self, grant: Grant, me: EntityId) -> Result<Decision<Self>, Refusal> {
        match self.holder.as_ref().map(|holder| &holder.principal) {
            Some(other) if *other != grant.principal => return Err(Refusal::AlreadyExists),
            _ if grant.revision <= self.granted => return Ok(Decision::answer(Done)),
            _ => {}
        }
        let ended = if grant.locked || grant.activation.is_some() { self.sessions_but(None) } else { Vec::new() };
        let loses_factor = grant.activation.is_some() && self.second_factor.is_some();
        let removed = loses_factor.then_some(Event::SecondFactorRemoved);
        Ok(ending(ended, removed.into_iter().chain([Event::Granted(grant)]), me))
    }

    fn reset(&self, activation: [u8; 32], me: EntityId) -> Decision<Self> {
        let removed = self.second_factor.is_some().then_some(Event::SecondFactorRemoved);
        ending(self.sessions_but(None), removed.into_iter().chain([Event::Reset { activation }]), me)
    }

    fn open(&mut self, holder: &Holder) {
        if let Principal::Graduate(id) = holder.principal {
            let record = match holder.credential {
                Credential::ActivationCode(code) => Record { revision: 0, code, own: false },
                Credential::Password(_) => Record { revision: 0, code: [0; 32], own: true },
            };
            self.records.put(id, record);
        }
        self.holder = Some(holder.clone());
    }

    fn take_grant(&mut self, grant: &Grant) {
        (self.locked, self.granted) = (grant.locked, grant.revision);
        if let Some(hash) = grant.activation {
            self.password_version = PasswordVersion { issued: grant.revision, set: 0 };
            (self.failures, self.try_after) = (0, UnixMs::default());
            let credential = Credential::ActivationCode(hash);
            self.holder = Some(Holder { principal: grant.principal.clone(), credential });
        }
    }
}

/// Ends sessions, everywhere, and then lets something else happen.
fn ending(ended: Vec<[u8; 32]>, then: impl IntoIterator<Item = Event>, me: EntityId) -> Decision<Account> {
    let closing: Vec<_> = ended.iter().filter_map(|hash| session_ended(me, *hash)).collect();
    let ends = ended.into_iter().map(|token_hash| Event::SessionEnded { token_hash });
    let events: Vec<_> = ends.chain(then).collect();
    if events.is_empty() { Decision::answer(Done) } else { Decision::events(events).causing(closing).replying(Done) }
}

/// The wait after so many wrong passwords in a row: 1 s after the fourth, doubling to five minutes.
pub fn wait_s(failures: u32) -> u64 {
    failures.checked_sub(FREE_FAILURES + 1).map_or(0, |n| (1u64 << n.min(20)).min(LONGEST_WAIT_S))
}

fn session_ended(me: EntityId, session: [u8; 32]) -> Option<Effect> {
    let EntityId::Account(account) = me else { return None };
    Some(Effect::Show(Show::SessionEnded { account, session }))
}
