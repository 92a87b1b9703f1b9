//! 「试用期」 or 「见习期」: one of both, by what the employer is, from the offer to the printed agreement (SIG-01, SIG-05, OFF-01).

use crate::{
    agreements::offline_agreement,
    app::TestApp,
    cast::*,
    papers::text_of,
    verbs::{invitation, terms},
};
use wangqian_protocol::{
    case::{CaseChanged, CaseDetail, Terms},
    form::Form,
    invitation::Invite,
};

fn apprentice() -> Terms {
    Terms { probation_months: 0, probation_salary: None, apprenticeship_months: 12, ..terms() }
}

fn offering(terms: Terms) -> Invite {
    Invite { terms, ..invitation(&MING) }
}

/// What readers are told of a question.
fn told<'a>(detail: &'a CaseDetail, question: &str) -> Option<&'a str> {
    let mut facts = detail.sections.iter().flat_map(|section| &section.facts);
    facts.find(|fact| fact.key == question).map(|fact| fact.text.as_str())
}

async fn approved(app: &TestApp, mut case: CaseChanged) -> CaseChanged {
    for clerk in [&DEPARTMENT, &SCHOOL] {
        case = app.staff(clerk).await.approve(&case).await.ok();
        app.settle().await;
    }
    case
}

#[tokio::test]
#[doc = "SIG-01 SIG-05"]
async fn sig_01_a_public_body_agrees_on_an_apprenticeship_and_the_agreement_says_so() {
    let app = TestApp::spawn().await;
    let case = app.employer(&HIGH_SCHOOL).await.send_invitation(&offering(apprentice())).await.ok();
    app.settle().await;
    let graduate = app.graduate(&MING).await;
    let detail = graduate.read(&case).await.ok();
    assert_eq!(detail.terms, Some(apprentice()));
    assert_eq!((told(&detail, "apprenticeship_months"), told(&detail, "probation_months")), (Some("12 个月"), None));
    let case = graduate.accept(&case).await.ok();
    app.settle().await;
    let case = approved(&app, case).await;
    let text = text_of(&graduate.download(&format!("/cases/{}/agreement.pdf", case.case)).await);
    assert!(text.contains("试用期见习期12个月"), "{text}");
}

#[tokio::test]
#[doc = "SIG-01"]
async fn sig_01_a_public_body_may_agree_on_a_probation_too() {
    let app = TestApp::spawn().await;
    let case = app.invited(&HIGH_SCHOOL, &MING).await;
    assert_eq!(app.graduate(&MING).await.read(&case).await.ok().terms, Some(terms()));
}

#[tokio::test]
#[doc = "SIG-01"]
async fn sig_01_what_cannot_be_agreed_is_refused_by_name_with_the_reason() {
    const ONE: &str = "只能约定一项";
    const PUBLIC: &str = "只有机关、事业单位";
    let app = TestApp::spawn().await;
    let months = |months| Terms { apprenticeship_months: months, ..apprentice() };
    let cases = [
        (&CLOUD, apprentice(), "terms.apprenticeship_months", PUBLIC),
        (&HIGH_SCHOOL, months(13), "terms.apprenticeship_months", "最长 12 个月"),
        (&HIGH_SCHOOL, months(300), "terms.apprenticeship_months", "最长 12 个月"),
        (&HIGH_SCHOOL, Terms { probation_months: 3, ..apprentice() }, "terms.apprenticeship_months", ONE),
        (&CLOUD, Terms { apprenticeship_months: 1, ..terms() }, "terms.apprenticeship_months", ONE),
        (&HIGH_SCHOOL, Terms { probation_salary: Some(12_000), ..apprentice() }, "terms.probation_salary", "没有试用期的"),
        (&CLOUD, Terms { probation_months: 0, ..terms() }, "terms.probation_salary", "没有试用期的"),
    ];
    for (company, terms, field, reason) in cases {
        let problem = app.employer(company).await.send_invitation(&offering(terms)).await.refused(422, "invalid_field");
        let said: Vec<_> = problem.fields.iter().map(|fault| (fault.field.as_str(), fault.message.as_str())).collect();
        assert!(matches!(said[..], [(named, why)] if named == field && why.contains(reason)), "{said:?}");
    }
    let unread = Terms { report_by: "七月".to_owned(), apprenticeship_months: 12, ..terms() };
    let answer = app.employer(&HIGH_SCHOOL).await.send_invitation(&offering(unread)).await;
    assert_eq!(answer.invalid_fields(), ["terms.report_by", "terms.apprenticeship_months"]);
    assert!(app.graduate(&MING).await.inbox().await.notices.is_empty());
}

#[tokio::test]
#[doc = "OFF-01 OFF-02"]
async fn off_01_on_paper_the_nature_that_was_filled_in_says_which_may_be_agreed() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let agreement = |nature: &str, probation: &str| {
        let mut filled = offline_agreement();
        let answers = [("employer_nature", nature), ("probation_months", probation), ("apprenticeship_months", "12")];
        filled.answers.extend(answers.map(|(question, answer)| (question.to_owned(), answer.to_owned())));
        filled
    };
    for (nature, probation) in [("39", "0"), ("31", "0"), ("40", "0"), ("22", "3"), ("39", "3")] {
        let answer = graduate.begins("offline_signing", None, agreement(nature, probation)).await;
        assert_eq!(answer.invalid_fields(), ["apprenticeship_months"], "{nature}, {probation}");
    }
    let case = graduate.begins("offline_signing", None, agreement("22", "0")).await.ok();
    app.settle().await;
    let case = approved(&app, case).await;
    let text = text_of(&graduate.download(&format!("/cases/{}/agreement.pdf", case.case)).await);
    assert!(text.contains("试用期见习期12个月") && text.contains("（盖章）"), "{text}");
}

#[tokio::test]
#[doc = "SIG-01"]
async fn sig_01_the_form_says_to_whom_the_question_is_put() {
    let app = TestApp::spawn().await;
    for form in ["AGREEMENT", "OFFLINE_AGREEMENT", "PAPER_AGREEMENT"] {
        let form: Form = app.anonymous().get(&format!("/forms/{form}")).await.ok();
        let mut asked =
            form.blocks.into_iter().flat_map(|block| block.fields).filter_map(|field| Some((field.key, field.only?)));
        let (question, only) = asked.next().unwrap();
        assert_eq!((question.as_str(), only.field.as_str()), ("apprenticeship_months", "employer_nature"));
        assert_eq!(only.answers, ["10", "20", "21", "22", "23", "29"]);
        assert!(asked.next().is_none());
    }
}
