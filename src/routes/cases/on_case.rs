//! One step on one case, as every endpoint that takes one is asked for it.

use super::command;
use crate::{
    error::ApiResult,
    rights::Caller,
    routes::command::{Key, Seen},
    state::AppState,
};
use actix_web::{Error, FromRequest, HttpRequest, dev::Payload, web};
use futures_util::future::LocalBoxFuture;
use wangqian_protocol::case::CaseChanged;
use wangqian_rules::{
    account::Principal,
    case::CaseKind,
    employer::Employer,
    graduate::{Act, Command, Graduate, Hand},
    ids::{CaseId, GraduateId},
    refusal::Refusal,
    review::{Grant, Verdict},
    school::staff,
};

/// The case as it is after a step.
pub type Changed = ApiResult<web::Json<CaseChanged>>;

/// Who acts on which case, having seen which version, under which key.
pub struct OnCase {
    pub state: web::Data<AppState>,
    pub caller: Caller,
    pub case: CaseId,
    seen: Seen,
    key: Key,
}

impl OnCase {
    /// The calling graduate acts on their own case.
    pub async fn own(self, act: Act) -> Changed {
        let me = self.caller.graduate()?;
        self.act(me, act).await
    }

    /// Asks the graduate who owns the case, and answers with the case as it is then.
    pub async fn act(self, owner: GraduateId, act: Act) -> Changed {
        let act = Command::Act { case: self.case, seen: self.seen.0, act };
        command(&self.state, &self.caller, owner, self.key, act).await.map(web::Json)
    }

    /// The owner, the calling party's hand, and the kind: for what the graduate and the employer may both do.
    pub async fn party(&self) -> ApiResult<(GraduateId, Hand, CaseKind)> {
        let (owner, by) = match self.caller.session.principal {
            Principal::Employer(me) => {
                let employer = self.state.runtime.read::<Employer>(me).await?;
                let own = employer.cases.get(&self.case).ok_or(Refusal::NotFound)?;
                let name = employer.card.as_ref().ok_or(Refusal::NotFound)?.name.clone();
                (own.row.graduate, Hand::Employer { id: me, name })
            }
            _ => (self.caller.graduate()?, Hand::Graduate),
        };
        let graduate = self.state.runtime.read::<Graduate>(owner).await?;
        let kind = graduate.cases.get(&self.case).ok_or(Refusal::NotFound)?.kind;
        Ok((owner, by, kind))
    }

    /// Gives a verdict that can be taken back.
    pub async fn hold(self, owner: GraduateId, grant: Result<Grant, Refusal>, verdict: Verdict) -> Changed {
        let hold = Command::Hold { case: self.case, seen: self.seen.0, grant, verdict };
        command(&self.state, &self.caller, owner, self.key, hold).await.map(web::Json)
    }

    /// Takes it back.
    pub async fn undo(self, owner: GraduateId, grant: Result<Grant, Refusal>) -> Changed {
        let undo = Command::Undo { case: self.case, seen: self.seen.0, grant };
        command(&self.state, &self.caller, owner, self.key, undo).await.map(web::Json)
    }

    /// Whose case it is, and the school's word, by its state as last committed (I11).
    pub fn authorise(&self) -> Result<(GraduateId, Result<Grant, Refusal>), Refusal> {
        let staff = self.caller.staff()?;
        let owner = staff.school.cases.get(self.case).ok_or(Refusal::NotFound)?.graduate;
        Ok((owner, staff.school.authorise_at(staff.id, self.case, staff::Act::Review, self.state.runtime.now())))
    }
}

impl FromRequest for OnCase {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        type Parts = (web::Data<AppState>, Caller, web::Path<CaseId>, Seen, Key);
        let parts = Parts::from_request(request, payload);
        Box::pin(async move {
            let (state, caller, case, seen, key) = parts.await?;
            Ok(Self { state, caller, case: case.into_inner(), seen, key })
        })
    }
}
