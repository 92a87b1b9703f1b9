//! Sessions: an opaque token in a cookie, its hash in the account. The token says which account to look in, so there is no
//! index of sessions; looked-up ones are remembered until they end.

use super::{attempt::Attempt, attempts::Attempts, password::digest, pending::Pending, records, totp::Secret};
use crate::{error::ApiError, state::AppState};
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite},
};
use dashmap::DashMap;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use wangqian_rules::{
    account::{Account, Command, Holder, Principal, SESSION_HOURS, place::Place, second_factor::Proof},
    ids::AccountId,
    refusal::Refusal,
    time::UnixMs,
};
use wangqian_runtime::{AskError, Runtime};

/// Name of the cookie; over TLS it gets the `__Host-` prefix, which pins it to this host and path.
const COOKIE: &str = "wq_session";
const COOKIE_TLS: &str = "__Host-wq_session";
/// Sessions remembered; beyond, idle ones are forgotten (and found again in their accounts).
const REMEMBERED_MAX: usize = 200_000;

/// One signed-in browser.
#[derive(Debug)]
pub struct Session {
    pub account: AccountId,
    /// Hash of the token: how the account knows the session.
    pub hash: [u8; 32],
    pub principal: Principal,
    /// Repeated by the page in `X-CSRF-Token`.
    pub csrf: String,
    /// Wall clock, ms.
    ends_ms: i64,
    /// Monotonic clock, ms.
    used_ms: AtomicI64,
}

/// The remembered sessions, and what guards signing in.
pub struct Sessions {
    live: DashMap<[u8; 32], Arc<Session>>,
    pub attempts: Attempts,
    /// Sign-ins that wait for their code, by the hash of their ticket.
    pub tickets: Pending<Ticket>,
    /// Second factors that wait to be confirmed, by the session they are set up in.
    pub enrolments: Pending<Secret>,
    /// Monotonic clock, ms: when remembering began. A session that is not remembered was not used since.
    begun_ms: i64,
}

/// A sign-in whose first step was right.
#[derive(Clone)]
pub struct Ticket {
    pub account: AccountId,
    /// With the credential that the first step was taken by.
    pub holder: Holder,
}

/// When a session was last used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    At(UnixMs),
    /// Not since the server started.
    Earlier,
    /// So long ago that it is over.
    Over,
}

impl Sessions {
    /// Remembers from now on.
    pub fn begin(now_ms: i64) -> Self {
        let (attempts, tickets, enrolments) = Default::default();
        Self { live: DashMap::new(), attempts, tickets, enrolments, begun_ms: now_ms }
    }

    /// When a stored session of this principal was last used.
    pub fn usage(&self, hash: &[u8; 32], principal: &Principal, runtime: &Runtime) -> Usage {
        let now_ms = runtime.monotonic_ms();
        let used_ms = self.live.get(hash).map(|session| session.used_ms.load(Ordering::Relaxed));
        match used_ms {
            _ if is_idle(principal, used_ms.unwrap_or(self.begun_ms), now_ms) => Usage::Over,
            Some(used_ms) => Usage::At(UnixMs(runtime.now().0 - (now_ms - used_ms))),
            None => Usage::Earlier,
        }
    }

    /// Forgets a session that ended.
    pub fn forget(&self, hash: &[u8; 32]) {
        self.live.remove(hash);
    }

    fn remember(&self, session: &Arc<Session>, now_ms: i64) {
        if self.live.len() >= REMEMBERED_MAX {
            self.live.retain(|_, session| !session.is_idle(now_ms));
        }
        self.live.insert(session.hash, Arc::clone(session));
    }
}

impl Session {
    /// Whether it has ended by time: too long ago begun, or by a clock that was wrong and ran ahead, or too long unused.
    pub fn is_over(&self, runtime: &Runtime) -> bool {
        let is_within = (1..=SESSION_HOURS * 3_600_000).contains(&(self.ends_ms - runtime.now().0));
        !is_within || self.is_idle(runtime.monotonic_ms())
    }

    /// The person did something.
    pub fn is_used(&self, runtime: &Runtime) {
        self.used_ms.store(runtime.monotonic_ms(), Ordering::Relaxed);
    }

    fn is_idle(&self, now_ms: i64) -> bool {
        is_idle(&self.principal, self.used_ms.load(Ordering::Relaxed), now_ms)
    }
}

fn is_idle(principal: &Principal, used_ms: i64, now_ms: i64) -> bool {
    now_ms - used_ms > principal.idle_minutes() * 60_000
}

/// What the cookie carries: the account, and the secret.
struct Token {
    account: AccountId,
    secret: [u8; 32],
}

impl Token {
    fn new(account: AccountId) -> Result<Self, ApiError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|_| ApiError::Crowded)?;
        Ok(Self { account, secret })
    }

    fn text(&self) -> String {
        format!("{}.{}", self.account.0.simple(), hex::encode(self.secret))
    }

    fn parse(text: &str) -> Option<Self> {
        let (account, secret) = text.split_once('.')?;
        let mut bytes = [0; 32];
        hex::decode_to_slice(secret, &mut bytes).ok()?;
        Some(Self { account: account.parse().ok()?, secret: bytes })
    }

    fn session(&self, principal: Principal, ends_ms: i64, used_ms: i64) -> Arc<Session> {
        let csrf = digest(&[b"csrf".as_slice(), &self.secret].concat());
        Arc::new(Session {
            account: self.account,
            hash: digest(&self.secret),
            principal,
            csrf: hex::encode(&csrf[..16]),
            ends_ms,
            used_ms: AtomicI64::new(used_ms),
        })
    }
}

/// Starts a session for somebody who proved who they are.
pub async fn start(
    state: &AppState,
    account: AccountId,
    place: Place,
    proof: Proof,
) -> Result<(Arc<Session>, Cookie<'static>), ApiError> {
    let token = Token::new(account)?;
    let record = records::landing(&state.runtime, &*self::account(state, account).await?).await?;
    let command = Command::StartSession { token_hash: digest(&token.secret), place, proof, record };
    state.runtime.ask::<Account>(account, None, command).await?;
    let used_ms = state.runtime.monotonic_ms();
    let session = look_up(state, &token, used_ms).await?.ok_or(ApiError::Unauthenticated)?;
    Ok((session, cookie(state, token.text())))
}

/// A ticket for the second step of signing in, for somebody who took the first.
pub fn ticket(state: &AppState, attempt: &Attempt) -> Result<String, ApiError> {
    let account = attempt.id;
    let holder = attempt.account.holder.clone().ok_or(Refusal::WrongCredentials)?;
    let Token { secret, .. } = Token::new(account)?;
    let ticket = hex::encode(secret);
    let now_ms = state.runtime.monotonic_ms();
    state.sessions.tickets.begin(digest(ticket.as_bytes()), Ticket { account, holder }, now_ms)?;
    Ok(ticket)
}

/// Ends a session, everywhere.
pub async fn end(state: &AppState, account: AccountId, hash: [u8; 32]) -> Result<(), AskError> {
    let ended = state.runtime.ask::<Account>(account, None, Command::EndSession { token_hash: hash }).await.map(drop);
    // Here as well as on the push: whoever is answered that it ended must find it ended.
    state.sessions.forget(&hash);
    ended
}

/// Carries out a command that ends every session of an account but the caller's.
pub async fn end_others(state: &AppState, session: &Session, command: Command) -> Result<(), AskError> {
    let before = account(state, session.account).await?;
    state.runtime.ask::<Account>(session.account, None, command).await?;
    before.sessions.keys().filter(|hash| **hash != session.hash).for_each(|hash| state.sessions.forget(hash));
    Ok(())
}

/// Carries out a command after which a graduate looks at another record in this very session.
pub async fn look_at(state: &AppState, session: &Session, command: Command) -> Result<Arc<Session>, ApiError> {
    state.runtime.ask::<Account>(session.account, None, command).await?;
    let account = account(state, session.account).await?;
    let principal = account.sessions.get(&session.hash).and_then(|stored| account.principal_of(stored));
    let now_ms = state.runtime.monotonic_ms();
    let looking = Arc::new(Session {
        account: session.account,
        hash: session.hash,
        principal: principal.ok_or(ApiError::Unauthenticated)?,
        csrf: session.csrf.clone(),
        ends_ms: session.ends_ms,
        used_ms: AtomicI64::new(now_ms),
    });
    state.sessions.remember(&looking, now_ms);
    Ok(looking)
}

/// The session that a request belongs to.
pub async fn of_request(state: &AppState, request: &HttpRequest) -> Result<Arc<Session>, ApiError> {
    let cookie = request.cookie(COOKIE_TLS).or_else(|| request.cookie(COOKIE)).ok_or(ApiError::Unauthenticated)?;
    let token = Token::parse(cookie.value()).ok_or(ApiError::Unauthenticated)?;
    let remembered = state.sessions.live.get(&digest(&token.secret)).map(|session| Arc::clone(&session));
    let session = match remembered {
        Some(session) if session.account == token.account => session,
        // Not remembered, so not used since the server started.
        _ => look_up(state, &token, state.sessions.begun_ms).await?.ok_or(ApiError::Unauthenticated)?,
    };
    if session.is_over(&state.runtime) {
        // Best effort: an expired session is refused whether or not its end is written down.
        let _written = end(state, session.account, session.hash).await;
        return Err(ApiError::Unauthenticated);
    }
    session.is_used(&state.runtime);
    Ok(session)
}

/// Whether it is still one: not over by time, and not ended by anybody.
///
/// # Errors
/// What reading the account refuses.
pub async fn lasts(state: &AppState, session: &Session) -> Result<bool, AskError> {
    Ok(!session.is_over(&state.runtime) && account(state, session.account).await?.sessions.contains_key(&session.hash))
}

async fn look_up(state: &AppState, token: &Token, used_ms: i64) -> Result<Option<Arc<Session>>, ApiError> {
    let account = account(state, token.account).await?;
    let stored = account.sessions.get(&digest(&token.secret));
    let Some((principal, stored)) = stored.and_then(|stored| Some((account.principal_of(stored)?, stored))) else {
        return Ok(None);
    };
    let session = token.session(principal, stored.ends.0, used_ms);
    state.sessions.remember(&session, state.runtime.monotonic_ms());
    // It may have ended, and been forgotten, between being read and being remembered.
    if !self::account(state, token.account).await?.sessions.contains_key(&session.hash) {
        state.sessions.forget(&session.hash);
        return Ok(None);
    }
    Ok(Some(session))
}

/// The cookie that ends the session in the browser.
pub fn removal(state: &AppState) -> Cookie<'static> {
    let mut cookie = cookie(state, String::new());
    cookie.make_removal();
    cookie
}

fn cookie(state: &AppState, value: String) -> Cookie<'static> {
    let name = if state.secure_cookies { COOKIE_TLS } else { COOKIE };
    Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(state.secure_cookies).finish()
}

/// Refuses a state-changing request that does not repeat the session's CSRF token.
pub fn check_csrf(session: &Session, request: &HttpRequest) -> Result<(), ApiError> {
    let sent = request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok()).unwrap_or_default();
    // Hashes are compared, so that the comparison's time says nothing about the token.
    if digest(sent.as_bytes()) == digest(session.csrf.as_bytes()) { Ok(()) } else { Err(ApiError::Forgery) }
}

/// The account's state, for signing in.
pub async fn account(state: &AppState, id: AccountId) -> Result<Arc<Account>, AskError> {
    state.runtime.read::<Account>(id).await
}
