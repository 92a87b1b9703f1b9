//! What people do, in their words.

use crate::{
    answer::Answer,
    cast::Person,
    users::{Call, User},
};
use reqwest::Method;
use wangqian_protocol::{
    case::*,
    invitation::{Found, Invite, Lookup},
    notice::{Inbox, MarkRead},
    queue::StaffHome,
    roster::RosterPage,
    settings::*,
};

/// Terms that hold.
pub fn terms() -> Terms {
    Terms {
        job_title: "后端工程师".to_owned(),
        job_category: "13".to_owned(),
        work_region: "110108".to_owned(),
        work_address: "示范路二号".to_owned(),
        salary_monthly: 15_000,
        salary_note: String::new(),
        probation_months: 3,
        probation_salary: Some(12_000),
        apprenticeship_months: 0,
        service_half_years: 6,
        report_from: "2027-07-05".to_owned(),
        report_by: "2027-07-20".to_owned(),
        penalty_amount: 5_000,
        penalty_note: String::new(),
        other_terms: String::new(),
        archive: None,
        household: None,
    }
}

/// A handler that holds, for `all`, `undergraduate` or `postgraduate`.
pub fn handler(level: &str) -> SubmitHandler {
    let text = |text: &str| text.to_owned();
    let handler =
        Handler {
            name: text("沈经办"), phone: text("010-55500002"), address: text("示范路三号"), postcode: text("100001")
        };
    SubmitHandler { level: level.to_owned(), handler }
}

/// An invitation of this graduate that holds.
pub fn invitation(person: &Person) -> Invite {
    let (school, name, number) = (person.school.to_string(), person.name.to_owned(), person.exam_no());
    Invite { school, name, number, valid_days: None, terms: terms() }
}

impl User {
    pub async fn look_up(&self, person: &Person) -> Answer<Found> {
        let Invite { school, name, number, .. } = invitation(person);
        self.post("/graduates/lookup").json(&Lookup { school, name, number }).send().await
    }

    pub async fn invite(&self, person: &Person) -> Answer<CaseChanged> {
        self.send_invitation(&invitation(person)).await
    }

    pub async fn send_invitation(&self, invitation: &Invite) -> Answer<CaseChanged> {
        self.post("/invitations").json(invitation).send().await
    }

    pub async fn accept(&self, case: &CaseChanged) -> Answer<CaseChanged> {
        self.act(case, "acceptance").send().await
    }

    pub async fn decline(&self, case: &CaseChanged, reason: &str) -> Answer<CaseChanged> {
        self.act(case, "refusal").json(&Decline { reason: reason.to_owned() }).send().await
    }

    pub async fn withdraw(&self, case: &CaseChanged) -> Answer<CaseChanged> {
        self.act(case, "withdrawal").send().await
    }

    pub async fn approve(&self, case: &CaseChanged) -> Answer<CaseChanged> {
        self.act(case, "review").json(&Review::Approve {}).send().await
    }

    pub async fn reject(&self, case: &CaseChanged, reason: &str, details: &str) -> Answer<CaseChanged> {
        let review = Review::Reject { reason: reason.to_owned(), details: details.to_owned() };
        self.act(case, "review").json(&review).send().await
    }

    pub async fn change_job_category(&self, case: &CaseChanged, category: &str) -> Answer<CaseChanged> {
        let path = format!("/cases/{}/amendment", case.case);
        let body = Amend { changes: [("job_category".to_owned(), category.to_owned())].into() };
        self.call(Method::PUT, &path).seen(case.version).json(&body).send().await
    }

    /// A command on a case at the version that the user last saw of it.
    pub fn act(&self, case: &CaseChanged, what: &str) -> Call {
        self.post(&format!("/cases/{}/{what}", case.case)).seen(case.version)
    }

    pub async fn read(&self, case: &CaseChanged) -> Answer<CaseDetail> {
        self.get(&format!("/cases/{}", case.case)).await
    }

    /// The list, filtered by a query string.
    pub async fn list(&self, query: &str) -> Answer<CasePage> {
        self.get(&format!("/cases{query}")).await
    }

    pub async fn settings(&self, module: &str) -> Answer<ModuleSettings> {
        self.get(&format!("/settings/modules/{module}")).await
    }

    pub async fn set_switch(&self, switch: &str, open: bool) -> Answer<()> {
        self.call(Method::PUT, &format!("/settings/switches/{switch}")).json(&SetSwitch { open }).send().await
    }

    pub async fn set_route(&self, module: &str, route: &str) -> Answer<()> {
        let body = SetRoute { route: route.to_owned() };
        self.call(Method::PUT, &format!("/settings/modules/{module}/route")).json(&body).send().await
    }

    pub async fn set_answer_days(&self, days: u32) -> Answer<()> {
        self.call(Method::PUT, "/settings/answer-days").json(&SetAnswerDays { days }).send().await
    }

    pub async fn set_rescission_limit(&self, limit: u32) -> Answer<()> {
        self.call(Method::PUT, "/settings/rescission-limit").json(&SetRescissionLimit { limit }).send().await
    }

    pub async fn submit_handler(&self, handler: &SubmitHandler) -> Answer<()> {
        self.post("/settings/handlers").json(handler).send().await
    }

    pub async fn set_agreement_kind(&self, kind: &str) -> Answer<()> {
        let body = wangqian_protocol::province::SetAgreementKind { kind: kind.to_owned() };
        self.call(Method::PUT, "/province/agreement-kind").json(&body).send().await
    }

    pub async fn open_module(&self, module: &str) -> Answer<()> {
        self.post(&format!("/province/modules/{module}/opening")).send().await
    }

    pub async fn roster(&self, query: &str) -> Answer<RosterPage> {
        self.get(&format!("/roster{query}")).await
    }

    pub async fn home(&self) -> Answer<StaffHome> {
        self.get("/home").await
    }

    pub async fn inbox(&self) -> Inbox {
        self.get("/notices").await.ok()
    }

    /// Title and text of the newest notice.
    pub async fn newest_notice(&self) -> (String, String) {
        let newest = self.inbox().await.notices.into_iter().next().expect("a notice");
        (newest.title, newest.text)
    }

    pub async fn mark_read(&self, upto: u64) -> Answer<()> {
        self.post("/notices/read").json(&MarkRead { upto }).send().await
    }
}
