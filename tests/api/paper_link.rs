//! The link on a printed agreement: the stamped pages come without an account, by whoever has the paper (OFF-02).

use crate::{
    answer::Answer,
    app::TestApp,
    cast::*,
    papers::{agreement_of, text_of},
    registration::PDF,
    users::User,
};
use wangqian_protocol::{
    case::CaseChanged,
    paper::{HandInPaper, PaperAgreement, PaperFile},
};

/// Somebody without an account who reads what is printed.
struct Holder {
    visitor: User,
    path: String,
}

impl Holder {
    async fn of(app: &TestApp, case: &CaseChanged, printed_for: &User) -> Self {
        let text = text_of(&printed_for.download(&agreement_of(case)).await);
        let (_, after) = text.split_once("/paper/").expect("the link stands on the paper");
        let link: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        Self { visitor: app.anonymous(), path: format!("/paper/{link}") }
    }

    async fn looks(&self) -> Answer<PaperAgreement> {
        self.visitor.get(&self.path).await
    }

    async fn scans(&self, page: u8) -> String {
        let bytes = [PDF, format!("% page {page}\n%%EOF\n").as_bytes()].concat();
        self.visitor.post(&format!("{}/files", self.path)).bytes(&bytes).send::<PaperFile>().await.ok().receipt
    }

    async fn hands_in(&self, version: u64, receipts: &[&str]) -> Answer<CaseChanged> {
        let receipts = receipts.iter().map(|receipt| (*receipt).to_owned()).collect();
        self.visitor.post(&self.path).seen(version).json(&HandInPaper { receipts }).send().await
    }
}

#[tokio::test]
#[doc = "OFF-02, SIG-06"]
async fn off_02_whoever_has_the_paper_hands_in_the_stamped_pages_without_an_account() {
    let app = TestApp::spawn().await;
    let case = app.issued().await;
    let (graduate, school) = (app.graduate(&SOUTHERNER).await, app.staff(&SOUTH_SCHOOL).await);
    let holder = Holder::of(&app, &case, &graduate).await;
    let shown = holder.looks().await.ok();
    assert_eq!((shown.employer_name.as_str(), shown.graduate_name.as_str()), (CLOUD.name, SOUTHERNER.name));
    assert!(shown.awaited && shown.returned.is_none() && shown.version == case.version, "{shown:?}");

    assert_eq!(holder.hands_in(shown.version, &[]).await.invalid_fields(), ["files"]);
    let pages = [holder.scans(1).await, holder.scans(2).await];
    let pages: Vec<_> = pages.iter().map(String::as_str).collect();
    let case = holder.hands_in(shown.version, &pages).await.ok();
    assert_eq!(case.state_label, "签约审核中，等待学校审核");
    app.settle().await;
    let detail = school.read(&case).await.ok();
    assert_eq!(detail.materials.len(), 2);
    assert!(school.download(detail.materials[0].url.trim_start_matches("/api/v1")).await.starts_with(PDF));
    let handed = detail.trail.last().unwrap();
    assert!(handed.what.contains("回传"), "{handed:?}");

    let shown = holder.looks().await.ok();
    assert!(!shown.awaited, "it waits for the school now");
    holder.hands_in(shown.version, &pages).await.refused(409, "already_decided");
    holder.visitor.post(&format!("{}/files", holder.path)).bytes(PDF).send::<PaperFile>().await.refused(409, "already_decided");

    school.returns(&case, "第二页没有拍到公章").await.ok();
    let shown = holder.looks().await.ok();
    assert!(shown.awaited && shown.returned.as_deref() == Some("第二页没有拍到公章"), "{shown:?}");
    holder.hands_in(shown.version, &pages).await.ok();
}

#[tokio::test]
#[doc = "OFF-02"]
async fn off_02_a_link_opens_its_own_agreement_and_takes_its_own_files() {
    let app = TestApp::spawn().await;
    let case = app.issued().await;
    let holder = Holder::of(&app, &case, &app.graduate(&SOUTHERNER).await).await;
    let version = holder.looks().await.ok().version;
    let mut forged = holder.path.clone();
    forged.pop();
    app.anonymous().get::<PaperAgreement>(&forged).await.refused(404, "no_such_paper");

    let file = app.graduate(&SOUTHERNER).await.scans(1).await;
    assert_eq!(holder.hands_in(version, &[&file]).await.invalid_fields(), ["files"], "of an account's files it knows none");
    let receipt = holder.scans(1).await;
    assert_eq!(holder.hands_in(version, &[&format!("{receipt}a")]).await.invalid_fields(), ["files"]);
    holder.hands_in(version, &[&receipt]).await.ok();
    holder.hands_in(version, &[&receipt]).await.refused(409, "already_decided");
}
