//! Agreements on paper and the ends of agreements, as people hand them in and answer them.

use crate::{answer::Answer as Answered, app::TestApp, cast::*, registration::PDF, users::User};
use wangqian_protocol::{
    case::*,
    form::{BeginCase, Beginning, Filled},
    upload::Uploaded,
};

const AGREEMENT: [(&str, &str); 15] = [
    ("credit_code", CLOUD.credit_code),
    ("employer_name", CLOUD.name),
    ("employer_nature", "31"),
    ("employer_industry", "34"),
    ("employer_region", "110108"),
    ("employer_address", "示范路二号"),
    ("contact_name", "王经理"),
    ("contact_phone", "010-55500001"),
    ("job_title", "后端工程师"),
    ("job_category", "13"),
    ("work_region", "110108"),
    ("salary_monthly", "15000"),
    ("report_from", "2027-07-05"),
    ("report_by", "2027-07-20"),
    ("archive", "no"),
];

fn filled(form: &str, answers: &[(&str, &str)], files: Vec<String>) -> Filled {
    let answers = answers.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    Filled { form: form.to_owned(), answers, files }
}

/// An agreement with [`CLOUD`], to be stamped.
pub fn offline_agreement() -> Filled {
    let mut agreement = filled("OFFLINE_AGREEMENT", &AGREEMENT, Vec::new());
    agreement.answers.insert("household".to_owned(), "no".to_owned());
    agreement
}

/// The same, stamped on paper already.
pub fn paper_agreement(files: Vec<String>) -> Filled {
    let mut agreement = Filled { form: "PAPER_AGREEMENT".to_owned(), files, ..offline_agreement() };
    agreement.answers.insert("paper_signed_on".to_owned(), "2027-01-05".to_owned());
    agreement
}

/// Why an agreement should end.
pub fn reasons(form: &str, files: Vec<String>) -> Filled {
    filled(form, &[("reason", "RES_OTHER_JOB"), ("explanation", "另有更合适的岗位，已与单位沟通。")], files)
}

pub const STATEMENT: &str = "单位长期不处理，多次联系未果，情况属实。";

impl User {
    /// An image or a document of a page.
    pub async fn scans(&self, number: u8) -> String {
        let bytes = [PDF, format!("% page {number}\n%%EOF\n").as_bytes()].concat();
        self.post("/uploads").bytes(&bytes).send::<Uploaded>().await.ok().file
    }

    pub async fn begins(&self, kind: &str, about: Option<&CaseChanged>, filled: Filled) -> Answered<CaseChanged> {
        let about = about.map(|case| case.case.clone());
        self.post("/cases").json(&BeginCase { kind: kind.to_owned(), about, filled }).send().await
    }

    /// The hindrance to beginning a case of this kind.
    pub async fn obstacle(&self, kind: &str, about: Option<&CaseChanged>) -> Option<String> {
        let query = about.map(|case| format!("?about={}", case.case)).unwrap_or_default();
        self.get::<Beginning>(&format!("/kinds/{kind}{query}")).await.ok().obstacle.map(|obstacle| obstacle.code)
    }

    pub async fn submits(&self, case: &CaseChanged, filled: &Filled) -> Answered<CaseChanged> {
        self.act(case, "submission").json(filled).send().await
    }

    pub async fn stamps(&self, case: &CaseChanged, files: &[&str]) -> Answered<CaseChanged> {
        let files = files.iter().map(|file| (*file).to_owned()).collect();
        self.act(case, "stamped").json(&Stamped { files }).send().await
    }

    pub async fn gives_up(&self, case: &CaseChanged) -> Answered<CaseChanged> {
        self.act(case, "giving-up").send().await
    }

    pub async fn recalls(&self, case: &CaseChanged) -> Answered<CaseChanged> {
        self.act(case, "recall").send().await
    }

    pub async fn returns(&self, case: &CaseChanged, reason: &str) -> Answered<CaseChanged> {
        let review = Review::Return { reason: reason.to_owned(), fields: Vec::new() };
        self.act(case, "review").json(&review).send().await
    }

    pub async fn approves_for_one_side(&self, case: &CaseChanged) -> Answered<CaseChanged> {
        let review = Review::ApproveUnilaterally { statement: STATEMENT.to_owned() };
        self.act(case, "review").json(&review).send().await
    }

    pub async fn agrees(&self, case: &CaseChanged) -> Answered<CaseChanged> {
        self.act(case, "answer").json(&Answer::Agree {}).send().await
    }

    pub async fn refuses(&self, case: &CaseChanged, reason: &str) -> Answered<CaseChanged> {
        self.act(case, "answer").json(&Answer::Refuse { reason: reason.to_owned() }).send().await
    }

    /// 「强制解约」, or 「未按期毕业」.
    pub async fn states(&self, case: &CaseChanged, what: &str) -> Answered<CaseChanged> {
        self.act(case, what).json(&Statement { statement: STATEMENT.to_owned() }).send().await
    }
}

impl TestApp {
    /// The school of [`SOUTHERNER`], which reviews alone, has issued the agreement with [`CLOUD`].
    pub async fn issued(&self) -> CaseChanged {
        let graduate = self.graduate(&SOUTHERNER).await;
        let case = graduate.begins("offline_signing", None, offline_agreement()).await.ok();
        self.settle().await;
        let case = self.staff(&SOUTH_SCHOOL).await.approve(&case).await.ok();
        self.settle().await;
        case
    }

    /// The agreement of [`SOUTHERNER`] with [`CLOUD`] was stamped and is effective.
    pub async fn signed_on_paper(&self) -> CaseChanged {
        let case = self.issued().await;
        let employer = self.employer(&CLOUD).await;
        let page = employer.scans(1).await;
        let case = employer.stamps(&case, &[&page]).await.ok();
        self.settle().await;
        let case = self.staff(&SOUTH_SCHOOL).await.approve(&case).await.ok();
        self.settle().await;
        case
    }
}
