//! Every limit of the terms: refused by the name of its field, with nothing changed, and held at its edge.

use crate::{
    app::TestApp,
    cast::*,
    verbs::{invitation, terms},
};
use wangqian_protocol::{
    case::{ArchiveTransfer, HouseholdTransfer, Terms},
    invitation::Invite,
};

fn archive() -> ArchiveTransfer {
    ArchiveTransfer {
        transfer_type: "ARC_EMPLOYER".to_owned(),
        organisation: "示范人才服务中心".to_owned(),
        region: "110108".to_owned(),
        address: "示范路三号".to_owned(),
        postcode: "100000".to_owned(),
        contact: "高档案".to_owned(),
        contact_phone: "010-55500002".to_owned(),
    }
}

fn household() -> HouseholdTransfer {
    HouseholdTransfer { transfer_type: "HUK_EMPLOYER".to_owned(), region: "110108".to_owned(), address: "示范路".to_owned() }
}

fn long(characters: usize) -> String {
    "字".repeat(characters)
}

/// A change of the terms, and the field that is refused for it.
type Spoil = (&'static str, fn(&mut Terms));

const SPOILS: &[Spoil] = &[
    ("terms.job_title", |terms| terms.job_title = "字".to_owned()),
    ("terms.job_title", |terms| terms.job_title = long(61)),
    ("terms.job_title", |terms| terms.job_title = "\u{200b}\u{200b}".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "\u{3164}\u{3164}".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "\u{1d159}\u{1d159}".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "——".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "\u{300}\u{300}".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "软件\n工程师".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "软\u{7}件".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "\u{202e}gnp.exe".to_owned()),
    ("terms.penalty_note", |terms| terms.penalty_note = "\u{202e}0003 元".to_owned()),
    ("terms.other_terms", |terms| terms.other_terms = "\u{0}\u{1}".to_owned()),
    ("terms.work_address", |terms| terms.work_address = "示范路\u{2067}二号".to_owned()),
    ("terms.job_category", |terms| terms.job_category = "99".to_owned()),
    ("terms.work_region", |terms| terms.work_region = "110000".to_owned()),
    ("terms.work_region", |terms| terms.work_region = "999999".to_owned()),
    ("terms.work_address", |terms| terms.work_address = long(121)),
    ("terms.salary_monthly", |terms| (terms.salary_monthly, terms.probation_salary) = (0, None)),
    ("terms.salary_monthly", |terms| (terms.salary_monthly, terms.probation_salary) = (1_000_000, None)),
    ("terms.probation_months", |terms| terms.probation_months = 7),
    ("terms.probation_salary", |terms| terms.probation_salary = Some(11_999)),
    ("terms.probation_salary", |terms| terms.probation_salary = Some(1_000_000)),
    ("terms.service_half_years", |terms| terms.service_half_years = 41),
    ("terms.penalty_amount", |terms| terms.penalty_amount = 10_000_000),
    ("terms.report_from", |terms| terms.report_from = "2027-02-30".to_owned()),
    ("terms.report_from", |terms| terms.report_from = "-000001-01-01".to_owned()),
    ("terms.report_from", |terms| terms.report_from = "1900-01-01".to_owned()),
    ("terms.report_from", |terms| terms.report_from = String::new()),
    ("terms.report_by", |terms| terms.report_by = "20.07.2027".to_owned()),
    ("terms.report_by", |terms| terms.report_by = "9999-12-31".to_owned()),
    ("terms.report_by", |terms| terms.report_by = "2027-07-20T00:00:00".to_owned()),
    ("terms.job_title", |terms| terms.job_title = "工程\u{fff0}师".to_owned()),
    ("terms.report_by", |terms| terms.report_by = "2027-07-04".to_owned()),
    ("terms.report_by", |terms| (terms.report_from, terms.report_by) = ("2027-02-01".to_owned(), "2027-02-28".to_owned())),
    ("terms.salary_note", |terms| terms.salary_note = long(201)),
    ("terms.penalty_note", |terms| terms.penalty_note = long(201)),
    ("terms.other_terms", |terms| terms.other_terms = long(1001)),
    ("terms.archive.transfer_type", |terms| in_archive(terms, |archive| archive.transfer_type = "ARC".to_owned())),
    ("terms.archive.organisation", |terms| in_archive(terms, |archive| archive.organisation = "字".to_owned())),
    ("terms.archive.region", |terms| in_archive(terms, |archive| archive.region = "110100".to_owned())),
    ("terms.archive.address", |terms| in_archive(terms, |archive| archive.address = long(121))),
    ("terms.archive.postcode", |terms| in_archive(terms, |archive| archive.postcode = "10000".to_owned())),
    ("terms.archive.contact", |terms| in_archive(terms, |archive| archive.contact = String::new())),
    ("terms.archive.contact_phone", |terms| in_archive(terms, |archive| archive.contact_phone = "123".to_owned())),
    ("terms.household.transfer_type", |terms| in_household(terms, |household| household.transfer_type = "HUK".to_owned())),
    ("terms.household.region", |terms| in_household(terms, |household| household.region = String::new())),
    ("terms.household.address", |terms| in_household(terms, |household| household.address = "字".to_owned())),
];

fn in_archive(terms: &mut Terms, change: fn(&mut ArchiveTransfer)) {
    change(terms.archive.insert(archive()));
}

fn in_household(terms: &mut Terms, change: fn(&mut HouseholdTransfer)) {
    change(terms.household.insert(household()));
}

#[tokio::test]
#[doc = "SIG-01"]
async fn every_term_beyond_its_limit_is_refused_by_name_and_nothing_is_sent() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    for (field, spoil) in SPOILS {
        let mut terms = terms();
        spoil(&mut terms);
        let answer = employer.send_invitation(&Invite { terms, ..invitation(&MING) }).await;
        assert_eq!(answer.invalid_fields(), [*field]);
    }
    app.settle().await;
    assert_eq!(employer.list("").await.ok().total, 0);
    assert!(app.graduate(&MING).await.inbox().await.notices.is_empty());
}

#[tokio::test]
#[doc = "SIG-01"]
async fn all_that_is_wrong_is_said_at_once() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let report_from = "七月".to_owned();
    let terms = Terms { job_title: String::new(), probation_months: 9, report_from, other_terms: long(1001), ..terms() };
    let invite = Invite { terms, valid_days: Some(0), ..invitation(&MING) };
    let problem = employer.send_invitation(&invite).await.refused(422, "invalid_field");
    let fields: Vec<_> = problem.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["terms.job_title", "terms.probation_months", "terms.report_from", "terms.other_terms"]);
    assert!(problem.fields.iter().all(|field| !field.message.is_empty()));
}

#[tokio::test]
#[doc = "SIG-01"]
async fn terms_at_their_limits_are_sent_and_read_back_as_they_were() {
    let app = TestApp::spawn().await;
    let limits = Terms {
        job_title: long(60),
        work_address: long(120),
        salary_monthly: 999_999,
        salary_note: long(200),
        probation_months: 6,
        probation_salary: Some(800_000),
        service_half_years: 40,
        report_from: "2027-03-01".to_owned(),
        report_by: "2027-03-01".to_owned(),
        penalty_amount: 9_999_999,
        penalty_note: long(200),
        other_terms: format!("{}<script>alert(1)</script>", long(970)),
        archive: Some(archive()),
        household: Some(household()),
        ..terms()
    };
    let invite = Invite { terms: limits.clone(), ..invitation(&MING) };
    let case = app.employer(&CLOUD).await.send_invitation(&invite).await.ok();
    app.settle().await;
    assert_eq!(app.graduate(&MING).await.read(&case).await.ok().terms, Some(limits));
}

#[tokio::test]
#[doc = "SIG-01"]
async fn a_household_moves_only_from_a_school_it_was_moved_to() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let terms = Terms { household: Some(household()), ..terms() };
    let refused = employer.send_invitation(&Invite { terms: terms.clone(), ..invitation(&FANG) }).await;
    assert_eq!(refused.invalid_fields(), ["terms.household"]);
    employer.send_invitation(&Invite { terms, ..invitation(&MING) }).await.ok();
}

#[tokio::test]
#[doc = "SIG-08"]
async fn the_reason_of_a_refusal_has_a_limit() {
    let app = TestApp::spawn().await;
    let case = app.invited(&CLOUD, &MING).await;
    let graduate = app.graduate(&MING).await;
    assert_eq!(graduate.decline(&case, &long(201)).await.invalid_fields(), ["reason"]);
    graduate.decline(&case, &long(200)).await.ok();
}
