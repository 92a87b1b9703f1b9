//! The signed-in caller, as handlers take it.

use crate::{
    auth::{Session, session},
    error::ApiError,
    state::AppState,
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use std::{
    future::{Ready, ready},
    sync::Arc,
};
use wangqian_protocol::session::Role;
use wangqian_rules::{
    account::Principal,
    ids::*,
    refusal::{Audience, Refusal},
    school::{
        School,
        staff::{Post, Staff},
    },
};

/// Who calls, with the rights as they are now.
#[derive(Clone)]
pub struct Caller {
    pub session: Arc<Session>,
    pub role: Role,
    /// The operator demands a second factor that this user has not set up: only the account itself is open.
    pub second_factor_missing: bool,
    staff: Option<StaffCaller>,
}

/// A school or department user and the school as it was when the request came in.
#[derive(Clone)]
pub struct StaffCaller {
    pub school_id: SchoolId,
    pub school: Arc<School>,
    pub id: StaffId,
    pub staff: Arc<Staff>,
}

impl Caller {
    /// The caller of a session. A user whom the school does not know any more has no rights.
    pub async fn of_session(state: &AppState, session: Arc<Session>) -> Result<Self, ApiError> {
        let (role, staff) = match session.principal {
            Principal::Graduate(_) => (Role::Graduate, None),
            Principal::Employer(_) => (Role::Employer, None),
            Principal::Province(_) => (Role::Province, None),
            Principal::Staff { school, staff } => {
                let caller = StaffCaller::find(state, school, staff).await?;
                (caller.role(), Some(caller))
            }
        };
        let second_factor_missing = second_factor_missing(state, &session).await?;
        Ok(Self { session, role, second_factor_missing, staff })
    }

    /// The audience that a refusal is worded for.
    pub fn audience(&self) -> Audience {
        match self.role {
            Role::Graduate => Audience::Graduate,
            Role::Employer => Audience::Employer,
            Role::Department => Audience::Department,
            Role::School => Audience::School,
            Role::Province => Audience::Province,
        }
    }

    /// The calling graduate.
    pub fn graduate(&self) -> Result<GraduateId, Refusal> {
        let Principal::Graduate(id) = self.session.principal else { return Err(Refusal::NotFound) };
        Ok(id)
    }

    /// The calling employer.
    pub fn employer(&self) -> Result<EmployerId, Refusal> {
        let Principal::Employer(id) = self.session.principal else { return Err(Refusal::NotFound) };
        Ok(id)
    }

    /// The calling province.
    pub fn province(&self) -> Result<ProvinceId, Refusal> {
        let Principal::Province(id) = self.session.principal else { return Err(Refusal::NotFound) };
        Ok(id)
    }

    /// The calling school or department user.
    pub fn staff(&self) -> Result<&StaffCaller, Refusal> {
        self.staff.as_ref().ok_or(Refusal::NotFound)
    }
}

async fn second_factor_missing(state: &AppState, session: &Session) -> Result<bool, ApiError> {
    if !state.require_totp || !session.principal.is_staff() {
        return Ok(false);
    }
    Ok(session::account(state, session.account).await?.second_factor.is_none())
}

impl StaffCaller {
    async fn find(state: &AppState, school_id: SchoolId, id: StaffId) -> Result<Self, ApiError> {
        let school = state.school(school_id).await?;
        let staff = school.staff.get(id).cloned().ok_or(ApiError::Unauthenticated)?;
        Ok(Self { school_id, school, id, staff })
    }

    fn role(&self) -> Role {
        match self.staff.post {
            Post::School { .. } => Role::School,
            Post::Department { .. } => Role::Department,
        }
    }
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    /// The gate put the caller there; without it nobody is signed in.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or(ApiError::Unauthenticated))
    }
}
