//! How far a signing has come when a test begins.

use crate::{
    app::TestApp,
    cast::{Campus, Clerk, Company, Person},
    users::User,
};
use wangqian_protocol::case::CaseChanged;

impl TestApp {
    pub async fn graduate(&self, person: &Person) -> User {
        self.anonymous().signed_in(person).await
    }

    pub async fn employer(&self, company: &Company) -> User {
        self.anonymous().signed_in(company).await
    }

    pub async fn staff(&self, clerk: &Clerk) -> User {
        self.anonymous().signed_in(clerk).await
    }

    pub async fn province(&self, campus: &Campus) -> User {
        self.anonymous().signed_in(campus).await
    }

    /// The employer has invited and the graduate has it.
    pub async fn invited(&self, company: &Company, person: &Person) -> CaseChanged {
        let case = self.employer(company).await.invite(person).await.ok();
        self.settle().await;
        case
    }

    /// The graduate has accepted and the school has it.
    pub async fn accepted(&self, company: &Company, person: &Person) -> CaseChanged {
        let case = self.invited(company, person).await;
        let case = self.graduate(person).await.accept(&case).await.ok();
        self.settle().await;
        case
    }

    /// Each of these has approved it in turn.
    pub async fn approved(&self, company: &Company, person: &Person, by: &[&Clerk]) -> CaseChanged {
        let mut case = self.accepted(company, person).await;
        for clerk in by {
            case = self.staff(clerk).await.approve(&case).await.ok();
            self.settle().await;
        }
        case
    }
}
