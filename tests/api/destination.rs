//! 「去向登记」 over HTTP: filled in on two devices, handed in, reviewed, returned, corrected, voided (DES-01 … DES-05, VOI-01, VOI-02).

use crate::{answer::Answer, app::TestApp, cast::*, ems_verbs::crossed, fillings, registration::PDF, users::User};
use reqwest::Method;
use wangqian_protocol::{
    case::*,
    form::{BeginCase, Beginning, Correct, Filled},
    next::NextThing,
    upload::Uploaded,
};
use wangqian_rules::time::UnixMs;

const POSTGRADUATE: [(&str, &str); 9] = [
    ("target_school_code", "99001"),
    ("target_school", "示例理工大学"),
    ("target_major", "软件工程"),
    ("admission_no", "2027S00018"),
    ("degree_kind", "master"),
    ("study_form", "full_time"),
    ("recommended", "no"),
    ("archive", "no"),
    ("household", "no"),
];

const LABOUR_CONTRACT: [(&str, &str); 18] = [
    ("credit_code", "91110105MA0000015F"),
    ("employer_name", "示范云科技有限公司"),
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
    ("contract_from", "2027-07-05"),
    ("open_ended", "no"),
    ("contract_to", "2030-07-04"),
    ("contract_no", "HT-2027-018"),
    ("archive", "no"),
    ("household", "no"),
];

const UNEMPLOYED: [(&str, &str); 2] = [("subcode", "P70A"), ("need_help", "yes")];

fn filled(form: &str, answers: &[(&str, &str)], files: Vec<String>) -> Filled {
    let answers = answers.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    Filled { form: form.to_owned(), answers, files }
}

impl User {
    async fn hands_in_proof(&self, number: u8) -> String {
        let bytes = [PDF, format!("% {number}\n%%EOF\n").as_bytes()].concat();
        self.post("/uploads").bytes(&bytes).send::<Uploaded>().await.ok().file
    }

    async fn beginning(&self) -> Beginning {
        self.get("/kinds/destination").await.ok()
    }

    async fn registers(&self, filled: Filled) -> Answer<CaseChanged> {
        self.post("/cases").json(&BeginCase { kind: "destination".to_owned(), about: None, filled }).send().await
    }

    async fn save_draft(&self, filled: &Filled) -> Answer<()> {
        self.call(Method::PUT, "/drafts/destination").json(filled).send().await
    }

    async fn take_back(&self, case: &CaseChanged) -> Answer<CaseChanged> {
        self.act(case, "recall").send().await
    }

    async fn void(&self, case: &CaseChanged) -> Answer<CaseChanged> {
        self.act(case, "voiding").send().await
    }

    pub async fn submit_again(&self, case: &CaseChanged, filled: &Filled) -> Answer<CaseChanged> {
        self.act(case, "submission").json(filled).send().await
    }

    pub async fn send_back(&self, case: &CaseChanged, reason: &str, fields: &[&str]) -> Answer<CaseChanged> {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        self.act(case, "review").json(&Review::Return { reason: reason.to_owned(), fields }).send().await
    }

    async fn correct(&self, case: &CaseChanged, answers: &Filled) -> Answer<CaseChanged> {
        let body = Correct { answers: answers.answers.clone() };
        let path = format!("/cases/{}/form", case.case);
        self.call(Method::PUT, &path).seen(case.version).json(&body).send().await
    }

    pub async fn studies_on(&self) -> CaseChanged {
        let proof = self.hands_in_proof(1).await;
        self.registers(filled("STUDY_POSTGRAD", &POSTGRADUATE, vec![proof])).await.ok()
    }
}

#[tokio::test]
#[doc = "DES-01, DES-02, DES-05, HOM-02, NOT-01, SYN-01"]
async fn a_destination_goes_through_both_levels_and_reaches_the_ems() {
    let app = TestApp::spawn().await;
    let (graduate, department, school) = (app.graduate(&MING).await, app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    let mut at_graduate = graduate.follow("me").await;
    let case = graduate.studies_on().await;
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("in_review_department", "去向登记审核中，等待学院审核"));
    app.settle().await;

    let tile = |home: wangqian_protocol::queue::StaffHome| {
        home.counts.tiles.into_iter().find(|tile| tile.kind == "destination").unwrap()
    };
    let waiting = tile(department.home().await.ok());
    assert_eq!((waiting.label.as_str(), waiting.mine), ("去向登记", 1));
    let listed = department.list("?kind=destination&state=destination_in_review").await.ok();
    assert_eq!((listed.total, listed.rows[0].subject.as_str()), (1, "示例理工大学"));
    assert_eq!(department.list("?kind=online_signing").await.ok().total, 0);

    let detail = department.read(&case).await.ok();
    assert_eq!(detail.offers(), ["approve", "return", "reject", "correct"]);
    let facts: Vec<_> = detail.sections.iter().flat_map(|section| &section.facts).map(|fact| fact.text.as_str()).collect();
    assert!(facts.contains(&"硕士") && facts.contains(&"全日制") && facts.contains(&"示例理工大学"), "{facts:?}");
    let material = &detail.materials[0];
    let address = material.url.trim_start_matches("/api/v1");
    assert!(department.download(address).await.starts_with(PDF));
    assert_eq!(app.staff(&SOUTH_SCHOOL).await.get::<()>(address).await.status, 404);
    assert_eq!(app.graduate(&FANG).await.get::<()>(address).await.status, 404);

    let case = department.approve(&case).await.ok();
    at_graduate.expect_notice("学院审核通过").await;
    app.settle().await;
    let case = school.approve(&case).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("effective", "去向登记成功"));
    at_graduate.expect_notice("去向登记成功").await;
    crossed(&app).await;
    let row = school.ems_rows(&format!("?q={}", MING.exam_no())).await.remove(0);
    assert_eq!(row.destination, "研究生 · 示例理工大学");
    let roster = school.roster(&format!("?q={}", MING.exam_no())).await.ok();
    assert_eq!(roster.rows[0].destination, "升学（考研） · 示例理工大学");
}

#[tokio::test]
#[doc = "DES-01"]
async fn every_form_is_described_and_says_of_an_empty_one_what_it_needs() {
    let app = TestApp::spawn().await;
    let (graduate, directed) = (app.graduate(&MING).await, app.graduate(&BARRED).await);
    for (person, count) in [(&graduate, 20), (&directed, 1)] {
        let beginning = person.beginning().await;
        assert_eq!((beginning.forms.len(), beginning.obstacle.map(|it| it.code)), (count, None));
        for described in beginning.forms {
            let fields: Vec<_> = described.blocks.iter().flat_map(|block| &block.fields).collect();
            let asked: Vec<_> = fields.iter().map(|field| field.key.as_str()).collect();
            assert!(described.group.is_some(), "{}", described.form);
            assert!(fillings::of(&described.form).iter().all(|(field, _)| asked.contains(field)), "{}", described.form);
            let needed = fields.iter().filter(|field| field.needed && field.when.is_none()).map(|field| field.key.clone());
            let needed: Vec<_> = needed.chain((described.proof.least > 0).then(|| "files".into())).collect();
            let empty = person.registers(filled(&described.form, &[], Vec::new())).await.invalid_fields();
            assert_eq!(empty, needed, "{}", described.form);
        }
    }
}

#[tokio::test]
#[doc = "DES-01, DES-04, SYN-01, ROS-05"]
async fn every_form_is_handed_in_approved_and_reported_and_frees_its_graduate_again() {
    let app = TestApp::spawn().await;
    let (department, school) = (app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    for form in fillings::FORMS {
        let person = if form == "DIRECTED" { &BARRED } else { &MING };
        let graduate = app.graduate(person).await;
        let proof = graduate.hands_in_proof(1).await;
        let case = graduate.registers(filled(form, &fillings::of(form), vec![proof])).await.ok();
        app.settle().await;
        let case = department.approve(&case).await.ok();
        app.settle().await;
        let case = school.approve(&case).await.ok();
        crossed(&app).await;
        let row = school.ems_rows(&format!("?q={}", person.exam_no())).await.remove(0);
        assert_ne!(row.destination, "待就业", "{form}");
        graduate.void(&case).await.ok();
        crossed(&app).await;
        let row = school.ems_rows(&format!("?q={}", person.exam_no())).await.remove(0);
        assert_eq!(row.destination, "待就业", "{form}");
    }
}

#[tokio::test]
#[doc = "DES-02, SIG-06"]
async fn des_02_a_reviewer_is_told_what_to_look_at_and_offered_the_reasons_of_the_form() {
    let app = TestApp::spawn().await;
    let (graduate, other, department) = (app.graduate(&MING).await, app.graduate(&FANG).await, app.staff(&DEPARTMENT).await);
    let proof = graduate.hands_in_proof(1).await;
    let mut contract = filled("LABOR_CONTRACT", &LABOUR_CONTRACT, vec![proof]);
    contract.answers.insert("job_category".to_owned(), "90".to_owned());
    contract.answers.insert("contact_phone".to_owned(), "010-55500077".to_owned());
    let case = graduate.registers(contract).await.ok();
    let proof = other.hands_in_proof(2).await;
    let mut hire = filled("OTHER_HIRE", &fillings::of("OTHER_HIRE"), vec![proof]);
    for (field, text) in [("employer_name", "示范云公司"), ("contact_phone", "01055500077"), ("salary_monthly", "500")] {
        hire.answers.insert(field.to_owned(), text.to_owned());
    }
    let hire = other.registers(hire).await.ok();
    app.settle().await;
    let told = async |case: &CaseChanged| {
        let cautions = department.read(case).await.ok().cautions;
        cautions.into_iter().map(|caution| caution.code).collect::<Vec<_>>()
    };
    let first = told(&case).await;
    assert!(
        first.contains(&"job_category_other".to_owned()) && first.contains(&"employer_name_differs".to_owned()),
        "{first:?}"
    );
    let second = told(&hire).await;
    assert!(
        second.contains(&"employer_name_differs".to_owned()) && second.contains(&"pay_under_minimum".to_owned()),
        "{second:?}"
    );
    assert!(graduate.read(&case).await.ok().cautions.is_empty());

    let reasons = department.read(&case).await.ok().reject_reasons;
    assert!(reasons.contains(&"REJ_JOB_CATEGORY".to_owned()) && !reasons.contains(&"REJ_SCHOOL_INFO".to_owned()));
    let reject = |reason: &str| Review::Reject { reason: reason.to_owned(), details: "请核对".to_owned() };
    department.act(&case, "review").json(&reject("REJ_SCHOOL_INFO")).send::<CaseChanged>().await.refused(422, "invalid_field");
    // A caution keeps nobody from deciding.
    department.approve(&hire).await.ok();
    let case = department.act(&case, "review").json(&reject("REJ_JOB_CATEGORY")).send::<CaseChanged>().await.ok();
    assert_eq!(case.state, "rejected");
}

#[tokio::test]
#[doc = "DES-03, EXT-05, HOM-04"]
async fn a_draft_goes_on_at_another_device_and_its_file_with_it() {
    let app = TestApp::spawn().await;
    let phone = app.graduate(&MING).await;
    let proof = phone.hands_in_proof(1).await;
    let begun = filled("STUDY_POSTGRAD", &POSTGRADUATE[..4], vec![proof.clone()]);
    phone.save_draft(&begun).await.ok();
    app.pass(13 * 3_600_000);
    assert_eq!(
        wangqian::uploads::sweep(app.runtime(), &app.state.files, UnixMs(i64::MAX)).await.unwrap(),
        0,
        "a draft names it"
    );
    let computer = app.graduate(&MING).await;
    let draft = computer.beginning().await.draft.unwrap();
    assert_eq!(draft.filled, begun);
    let next: NextThing = computer.get("/next").await.ok();
    let form = next.draft.expect("the home leads on with it");
    assert_eq!((next.kind.as_str(), form.kind.as_str(), form.form.as_str()), ("draft", "destination", "STUDY_POSTGRAD"));
    assert!(computer.download(&format!("/uploads/{proof}")).await.starts_with(PDF));
    // A file that a draft names can be handed in whenever the draft is.
    computer.registers(filled("STUDY_POSTGRAD", &POSTGRADUATE, vec![proof])).await.ok();
    assert_eq!(
        wangqian::uploads::sweep(app.runtime(), &app.state.files, UnixMs(i64::MAX)).await.unwrap(),
        0,
        "the case names it"
    );
    assert!(computer.beginning().await.draft.is_none());
    app.graduate(&FANG).await.save_draft(&begun).await.refused(422, "invalid_field");
}

#[tokio::test]
#[doc = "DES-02, DES-03"]
async fn a_return_leads_to_the_fields_and_the_same_case_comes_back() {
    let app = TestApp::spawn().await;
    let (graduate, department) = (app.graduate(&MING).await, app.staff(&DEPARTMENT).await);
    let case = graduate.studies_on().await;
    app.settle().await;
    department.send_back(&case, " ", &[]).await.refused(422, "invalid_field");
    let case = department.send_back(&case, "录取通知书编号与材料不一致", &["admission_no", "files"]).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("returned", "退回修改"));

    let detail = graduate.read(&case).await.ok();
    assert_eq!(
        (detail.fields_to_correct.as_slice(), detail.offers()),
        (["admission_no".to_owned(), "files".to_owned()].as_slice(), vec!["submit"])
    );
    assert!(detail.next.unwrap().text.contains("录取通知书编号与材料不一致"));
    graduate.registers(filled("UNEMPLOYED", &UNEMPLOYED, Vec::new())).await.refused(409, "resubmit");
    let other_form = filled("UNEMPLOYED", &UNEMPLOYED, Vec::new());
    graduate.submit_again(&case, &other_form).await.refused(409, "form_fixed");

    let mut corrected = detail.filled.unwrap();
    corrected.answers.insert("admission_no".to_owned(), "2027S00019".to_owned());
    let case = graduate.submit_again(&case, &corrected).await.ok();
    assert_eq!((case.state.as_str(), case.version), ("in_review_department", 3));
    let case = graduate.take_back(&case).await.ok();
    assert_eq!(case.state, "taken_back");
    let case = graduate.submit_again(&case, &other_form).await.ok();
    app.settle().await;
    department.approve(&case).await.ok();
    graduate.take_back(&case).await.refused(409, "already_decided");
}

#[tokio::test]
#[doc = "DES-02, NOT-01"]
async fn a_reviewer_corrects_during_review_and_the_graduate_is_told() {
    let app = TestApp::spawn().await;
    let (graduate, department) = (app.graduate(&MING).await, app.staff(&DEPARTMENT).await);
    let case = graduate.studies_on().await;
    app.settle().await;
    let mut answers = department.read(&case).await.ok().filled.unwrap();
    department.correct(&case, &answers).await.refused(422, "invalid_field");
    answers.answers.insert("target_major".to_owned(), "网络空间安全".to_owned());
    let mut inbox = graduate.follow("me").await;
    let case = department.correct(&case, &answers).await.ok();
    assert_eq!(case.state, "in_review_department");
    let notice = inbox.expect_notice("去向登记已修改").await;
    assert!(notice.text.contains("升学专业"), "{}", notice.text);
    app.staff(&DEPARTMENT_READER).await.correct(&case, &answers).await.refused(403, "not_permitted");
}

#[tokio::test]
#[doc = "DES-04, SIG-08, VOI-01, VOI-02, SYN-02"]
async fn what_is_voided_frees_the_graduate_and_is_shown_to_reviewers() {
    let app = TestApp::spawn().await;
    let (graduate, department, school) = (app.graduate(&MING).await, app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    let case = graduate.studies_on().await;
    let invited = app.invited(&CLOUD, &MING).await;
    let refused = graduate.accept(&invited).await.refused(409, "case_in_process");
    assert!(refused.title.contains("去向登记"), "{}", refused.title);
    app.settle().await;
    let case = department.approve(&case).await.ok();
    app.settle().await;
    let case = school.approve(&case).await.ok();
    graduate.accept(&invited).await.refused(409, "already_effective");
    assert_eq!(graduate.read(&case).await.ok().offers(), ["void"]);

    let case = graduate.void(&case).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("voided", "已作废"));
    crossed(&app).await;
    assert_eq!(school.ems_rows(&format!("?q={}", MING.exam_no())).await[0].destination, "待就业");
    assert_eq!(school.list("?state=voided_only").await.ok().total, 1);
    let signed = graduate.accept(&invited).await.ok();
    app.settle().await;
    assert_eq!(school.list("?state=voided_only").await.ok().total, 0);
    let voided = department.read(&signed).await.ok().voided;
    assert_eq!((voided.len(), voided[0].subject.as_str()), (1, "示例理工大学"));
}

#[tokio::test]
#[doc = "DES-01, SET-02, ROS-05"]
async fn why_nothing_can_be_registered_is_said_before_anybody_fills_in_a_form() {
    let app = TestApp::spawn().await;
    let code = |beginning: Beginning| beginning.obstacle.map(|it| it.code);
    let graduate = app.graduate(&MING).await;
    assert_eq!(code(graduate.beginning().await), None);
    let directed = filled("DIRECTED", &fillings::of("DIRECTED"), vec![graduate.hands_in_proof(2).await]);
    graduate.registers(directed).await.refused(409, "not_directed");
    graduate.studies_on().await;
    assert_eq!(code(graduate.beginning().await).as_deref(), Some("case_in_process"));
    let directed = app.graduate(&BARRED).await;
    let beginning = directed.beginning().await;
    assert_eq!(beginning.forms.iter().map(|form| form.form.as_str()).collect::<Vec<_>>(), ["DIRECTED"]);
    assert_eq!(code(beginning), None);
    directed.registers(filled("UNEMPLOYED", &UNEMPLOYED, Vec::new())).await.refused(409, "directed_only");
    graduate.get::<()>("/kinds/online_signing").await.refused(404, "not_found");
}

#[tokio::test]
#[doc = "DES-01, EXT-02"]
async fn a_registration_that_is_sent_twice_is_one() {
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let body = BeginCase { kind: "destination".to_owned(), about: None, filled: filled("UNEMPLOYED", &UNEMPLOYED, Vec::new()) };
    let send = || graduate.post("/cases").key("register-1").json(&body).send::<CaseChanged>();
    let (first, second) = (send().await.ok(), send().await.ok());
    assert_eq!((first.case, first.version), (second.case, second.version));
}
