//! Every endpoint × every caller × whose case it is, against the table `rights.csv`.
//!
//! A cell is the status that the caller gets. Commands are sent with a version that nobody has seen and forms with nothing in
//! them, so that whoever is let in is stopped by the next check (409, 422, 400) and the world stays as it is.

use crate::{
    app::TestApp,
    cast::*,
    registration::amendment,
    users::{Call, Login, User},
    verbs::{handler, invitation, terms},
};
use reqwest::Method;
use std::collections::{BTreeMap, BTreeSet};
use wangqian::endpoints::endpoints;
use wangqian_protocol::{
    account::Contact,
    batch::ChooseBatch,
    case::{Amend, Answer, CaseChanged, Review, Stamped, Statement, Terms},
    deputy::SetDeputy,
    document::GivePermit,
    employer::{DecideEmployer, EmployerContact},
    flag::{FlagEmployer, LiftFlag},
    form::{BeginCase, Correct, Filled},
    invitation::{Invite, Lookup},
    notice::MarkRead,
    paper::HandInPaper,
    province::SetAgreementKind,
    reveal::Reveal,
    settings::{SetAnswerDays, SetOverdue, SetRescissionLimit, SetRoute, SetSwitch},
};
use wangqian_rules::ids::EmployerId;

const TABLE: &str = include_str!("rights.csv");

/// A row of the table: what is called, on whose case, and the status by caller.
struct Row {
    method: Method,
    path: String,
    target: String,
    statuses: BTreeMap<String, u16>,
}

fn table() -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(TABLE.as_bytes());
    let callers: Vec<String> = reader.headers().unwrap().iter().skip(3).map(str::to_owned).collect();
    let row = |record: csv::StringRecord| Row {
        method: record[0].parse().unwrap(),
        path: record[1].to_owned(),
        target: record[2].to_owned(),
        statuses: callers.iter().cloned().zip(record.iter().skip(3).map(|status| status.parse().unwrap())).collect(),
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn the_table_of_rights_names_every_endpoint_and_no_other() {
    let served: BTreeSet<_> = endpoints().iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path)).collect();
    let expected: BTreeSet<_> = table().iter().map(|row| format!("{} {}", row.method, row.path)).collect();
    assert_eq!(served, expected);
}

#[test]
fn every_endpoint_on_a_case_is_tried_on_everybodys_case() {
    let mut targets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table().into_iter().filter(|row| row.path.contains("{case}")) {
        targets.entry(format!("{} {}", row.method, row.path)).or_default().insert(row.target);
    }
    let all: BTreeSet<_> = ["own", "postgraduate", "other-department", "other-school", "nobodys"].map(str::to_owned).into();
    assert!(targets.values().all(|tried| *tried == all), "{targets:?}");
}

#[tokio::test]
#[doc = "ACC-04 ACC-07 ACC-08"]
async fn every_caller_gets_exactly_what_the_table_of_rights_says() {
    let app = TestApp::spawn().await;
    let cases = cases(&app).await;
    let callers = callers(&app).await;
    let mut wrong = Vec::new();
    for row in table() {
        let path = match cases.get(&row.target) {
            Some(case) => row.path.replace("{case}", case),
            None => {
                let path = row.path.replace("{module}", &row.target).replace("{switch}", &row.target);
                path.replace("{employer}", &cloud()).replace("{form}", "AGREEMENT")
            }
        };
        for (name, caller) in &callers {
            let caller = if ends_the_session(&row) { caller.again().await } else { caller.user.clone() };
            let answer = request(&caller, &row, &path).send::<serde_json::Value>().await;
            let expected = row.statuses[*name];
            if answer.status != expected {
                wrong.push(format!("{} {} {} as {name}: {}, not {expected}", row.method, row.path, row.target, answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(cases_as_they_stand(&app).await, [2, 2, 2, 2], "the walk changed something");
}

/// A caller, and how to sign in once more.
struct Caller {
    user: User,
    login: Option<Login>,
}

impl Caller {
    /// Another session of the same person, for a request that ends it.
    async fn again(&self) -> User {
        match &self.login {
            Some(login) => self.user.signed_in(login.clone()).await,
            None => self.user.clone(),
        }
    }
}

async fn callers(app: &TestApp) -> BTreeMap<&'static str, Caller> {
    let logins: [(&str, Login); 9] = [
        ("graduate", (&MING).into()),
        ("employer", (&CLOUD).into()),
        ("department", (&DEPARTMENT).into()),
        ("department-ro", (&DEPARTMENT_READER).into()),
        ("department-none", (&DEPARTMENT_OUTSIDER).into()),
        ("school", (&SCHOOL).into()),
        ("school-ro", (&SCHOOL_READER).into()),
        ("school-ug", (&UNDERGRADUATES_ONLY).into()),
        ("province", (&NORTH).into()),
    ];
    let mut callers = BTreeMap::from([("anonymous", Caller { user: app.anonymous(), login: None })]);
    for (name, login) in logins {
        callers.insert(name, Caller { user: app.anonymous().signed_in(login.clone()).await, login: Some(login) });
    }
    callers
}

/// The case by its relation to the callers: 「own」 is that of [`MING`] with [`CLOUD`].
async fn cases(app: &TestApp) -> BTreeMap<String, String> {
    let own = app.accepted(&CLOUD, &MING).await;
    let postgraduate = app.accepted(&RIVAL, &MASTER).await;
    let other_department = app.accepted(&RIVAL, &LINGUIST).await;
    let other_school = app.accepted(&RIVAL, &SOUTHERNER).await;
    let nobodys = CaseChanged { case: "01980000-0000-7000-8000-000000000000".to_owned(), ..own.clone() };
    let names = ["own", "postgraduate", "other-department", "other-school", "nobodys"];
    names
        .into_iter()
        .map(str::to_owned)
        .zip([own, postgraduate, other_department, other_school, nobodys].map(|c| c.case))
        .collect()
}

/// The versions of the four cases, as their schools list them.
async fn cases_as_they_stand(app: &TestApp) -> Vec<u64> {
    app.settle().await;
    let mut versions = Vec::new();
    for clerk in [&SCHOOL, &SOUTH_SCHOOL] {
        versions.extend(app.staff(clerk).await.list("").await.ok().rows.into_iter().map(|row| row.version));
    }
    versions
}

fn cloud() -> String {
    EmployerId::of_credit_code(CLOUD.credit_code).to_string()
}

/// A form with nothing in it.
fn unemployed() -> Filled {
    Filled { form: "UNEMPLOYED".to_owned(), ..Filled::default() }
}

fn ends_the_session(row: &Row) -> bool {
    row.method == Method::DELETE && row.path == "/session"
}

/// A request that passes the rights check if it may, and nothing after it.
fn request(caller: &User, row: &Row, path: &str) -> Call {
    let call = caller.call(row.method.clone(), path).seen(999);
    match (row.method.as_str(), row.path.as_str()) {
        ("POST", "/session" | "/session/activation" | "/session/code") => call.text("{}"),
        ("POST" | "PUT", "/password-reset") => call.text("{}"),
        ("POST" | "PUT", path) if path.starts_with("/account/") => call.text("{}"),
        ("POST", "/cases") => call.json(&BeginCase { kind: "destination".to_owned(), about: None, filled: unemployed() }),
        ("PUT", "/drafts/{kind}") | ("POST", "/cases/{case}/submission") => call.json(&unemployed()),
        ("PUT", "/cases/{case}/form") => call.json(&Correct { answers: unemployed().answers }),
        ("POST", "/cases/{case}/refusal") => call.text("{}"),
        ("POST", "/cases/{case}/review") => call.json(&Review::Approve {}),
        ("POST", "/batches") => {
            call.json(&ChooseBatch { query: None, except: Vec::new(), cases: Some(Vec::new()), verdict: Review::Approve {} })
        }
        ("POST", "/paper/{link}") => call.json(&HandInPaper { receipts: Vec::new() }),
        ("PUT", "/cases/{case}/amendment") => {
            call.json(&Amend { changes: [("job_category".to_owned(), "21".to_owned())].into() })
        }
        ("POST", "/cases/{case}/permits") => call.json(&GivePermit { days: 30 }),
        ("POST", "/verifications") => call.text("{}"),
        ("POST", "/cases/{case}/answer") => call.json(&Answer::Agree {}),
        ("POST", "/cases/{case}/stamped") => call.json(&Stamped { files: Vec::new() }),
        ("POST", "/cases/{case}/forced-rescission" | "/cases/{case}/not-graduated") => {
            call.json(&Statement { statement: "单位已注销，多次联系不上，情况属实。".to_owned() })
        }
        ("POST", "/graduates/lookup") => {
            let Invite { school, name, number, .. } = invitation(&MING);
            call.json(&Lookup { school, name, number })
        }
        ("POST", "/invitations") => {
            let terms = Terms { salary_monthly: 0, ..terms() };
            call.json(&Invite { terms, ..invitation(&FANG) })
        }
        ("POST" | "PUT", path) if path.starts_with("/ems/") => call.text("[]"),
        ("PUT", "/contact") => call.json(&Contact { mobile: String::new(), email: String::new() }),
        ("PUT", "/settings/modules/{module}/route") => call.json(&SetRoute { route: "school_only".to_owned() }),
        ("PUT", "/settings/switches/{switch}") => call.json(&SetSwitch { open: row.target != "signing" }),
        ("PUT", "/settings/rescission-limit") => call.json(&SetRescissionLimit { limit: 100 }),
        ("POST", "/settings/handlers") => call.json(&handler("all")),
        ("PUT", "/province/agreement-kind") => call.json(&SetAgreementKind { kind: "two_party".to_owned() }),
        ("POST", "/graduates/{graduate}/reveal") => call.json(&Reveal { reason: "verify".to_owned() }),
        ("POST", "/exports/cases" | "/exports/returned") => call.json(&Reveal { reason: String::new() }),
        ("POST", "/deputies") => {
            let nothing = String::new;
            call.json(&SetDeputy { of: nothing(), to: nothing(), from: nothing(), until: nothing() })
        }
        ("PUT", "/settings/answer-days") => call.json(&SetAnswerDays { days: 0 }),
        ("PUT", "/settings/overdue") => call.json(&SetOverdue { days: 0 }),
        ("POST", "/flags") => call.json(&FlagEmployer { employer: cloud(), reason: "none".to_owned(), details: String::new() }),
        ("POST", "/flags/{employer}/lifting") => call.json(&LiftFlag { reason: "已核实".to_owned() }),
        ("POST", "/employer/registration") => call.text("{}"),
        ("PUT", "/employer/registration") => call.json(&amendment(None)),
        ("PUT", "/employer/contact") => call.json(&EmployerContact {
            address: String::new(),
            contact_name: String::new(),
            contact_phone: String::new(),
            contact_email: String::new(),
        }),
        ("POST", "/province/employers/{employer}/decision") => call.json(&DecideEmployer::Approve {}),
        ("POST", "/notices/read") => call.json(&MarkRead { upto: 0 }),
        _ => call,
    }
}
