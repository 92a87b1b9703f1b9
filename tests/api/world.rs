//! Builds the [`crate::cast`] through the same commands that every other way in uses.

use crate::cast::*;
use jiff::civil::Date;
use std::sync::LazyLock;
use wangqian::{
    auth::{activation, password},
    people,
};
use wangqian_rules::{
    account::{self, Account, Credential, Entrance, Holder, Principal},
    case::EmployerCard,
    check::IdDocumentType,
    employer::{self, Employer},
    ids::*,
    module::{Module, Switch},
    profile::Profile,
    school::{
        self, School,
        settings::{Handler, HandlerFor, Setting},
        staff::{Permissions, Post, Staff},
    },
};
use wangqian_runtime::Runtime;

/// Costs next to nothing to check; made once.
static PASSWORD_HASH: LazyLock<String> = LazyLock::new(|| password::cheap_hash(PASSWORD).unwrap());

/// The handler that agreements of [`NORTH`] print.
pub const HANDLER: &str = "韩经办";

/// Fills an empty store.
pub async fn fill(runtime: &Runtime) {
    fill_but_for_handlers(runtime).await;
    for campus in &CAMPUSES {
        configure(runtime, campus, Setting::Handler(HandlerFor::Everybody, handler())).await;
    }
    runtime.settled().await;
}

/// The same, before any school has submitted a handler.
pub async fn fill_but_for_handlers(runtime: &Runtime) {
    for campus in &CAMPUSES {
        found(runtime, campus).await;
    }
    for company in &COMPANIES {
        register(runtime, company).await;
    }
    runtime.settled().await;
}

async fn found(runtime: &Runtime, campus: &Campus) {
    let id = ProvinceId(campus.province);
    let school = SchoolId(campus.school);
    people::found_province(runtime, id, campus.province_name, Some(campus.agreement_kind)).await.unwrap();
    people::add_school(runtime, id, school, campus.name).await.unwrap();
    open_province_account(runtime, campus).await;
    enrol(runtime, campus).await;
    employ(runtime, campus).await;
    let open = [Switch::Signing, Switch::Destination].map(Setting::Open);
    for setting in open.into_iter().chain([Setting::Route(Module::Signing, campus.route)]) {
        configure(runtime, campus, setting).await;
    }
}

/// By the school's first user, who was employed first.
async fn configure(runtime: &Runtime, campus: &Campus, setting: Setting) {
    let command = school::Command::Configure { staff: StaffId(1), setting };
    runtime.ask::<School>(SchoolId(campus.school), None, command).await.unwrap();
}

/// A province with its user, and nothing else: as the operator leaves it.
pub async fn open_province(runtime: &Runtime, campus: &Campus) {
    people::found_province(runtime, ProvinceId(campus.province), campus.province_name, None).await.unwrap();
    open_province_account(runtime, campus).await;
}

async fn open_province_account(runtime: &Runtime, campus: &Campus) {
    let principal = Principal::Province(ProvinceId(campus.province));
    open_account(runtime, Entrance::Province, &province_login(campus), principal).await;
}

async fn enrol(runtime: &Runtime, campus: &Campus) {
    let people: Vec<_> = PEOPLE.iter().filter(|person| person.school == campus.school).collect();
    let profiles = people.iter().map(|person| profile(person)).collect();
    let results = people::enrol(runtime, SchoolId(campus.school), profiles).await.unwrap();
    for (person, result) in people.into_iter().zip(results) {
        let (id, _) = result.unwrap();
        open_account(runtime, Entrance::Graduate, &person.exam_no(), Principal::Graduate(id)).await;
    }
}

async fn employ(runtime: &Runtime, campus: &Campus) {
    let school = SchoolId(campus.school);
    for clerk in CLERKS.iter().filter(|clerk| clerk.school == campus.school) {
        let staff = people::add_staff(runtime, school, staff(clerk)).await.unwrap();
        let principal = Principal::Staff { school, staff };
        open_account(runtime, Entrance::School, clerk.login, principal.clone()).await;
        if clerk.login == SCHOOL.login {
            let credential = Credential::ActivationCode(activation::digest_of(ACTIVATION_CODE));
            open(runtime, Entrance::School, NOT_ACTIVATED, Holder { principal, credential }).await;
        }
    }
}

/// A verified employer, or one that is not.
pub async fn register(runtime: &Runtime, company: &Company) {
    let id = EmployerId::of_credit_code(company.credit_code);
    let card = Box::new(card(id, company));
    runtime.ask::<Employer>(id, None, employer::Command::Register { card, account: None, unfinished: None }).await.unwrap();
    if company.verified {
        runtime.ask::<Employer>(id, None, employer::Command::Verify).await.unwrap();
    }
    open_account(runtime, Entrance::Employer, company.credit_code, Principal::Employer(id)).await;
}

async fn open_account(runtime: &Runtime, entrance: Entrance, login: &str, principal: Principal) {
    let credential = Credential::Password(PASSWORD_HASH.clone());
    open(runtime, entrance, login, Holder { principal, credential }).await;
}

async fn open(runtime: &Runtime, entrance: Entrance, login: &str, holder: Holder) {
    let id = AccountId::of_login(entrance, login);
    runtime.ask::<Account>(id, None, account::Command::Open(holder)).await.unwrap();
}

fn handler() -> Handler {
    let address = "示范路一号行政楼".to_owned();
    Handler { name: HANDLER.to_owned(), phone: "010-55500000".to_owned(), address, postcode: "100000".to_owned() }
}

fn staff(clerk: &Clerk) -> Staff {
    let post = match clerk.department {
        Some(name) => Post::Department { name: name.to_owned(), level: clerk.level },
        None => Post::School { level: clerk.level },
    };
    let Clerk { basic, archive, household, .. } = *clerk;
    Staff { name: clerk.name.to_owned(), post, permissions: Permissions { basic, archive, household } }
}

fn card(id: EmployerId, company: &Company) -> EmployerCard {
    EmployerCard {
        id,
        credit_code: company.credit_code.to_owned(),
        name: company.name.to_owned(),
        nature: company.nature.to_owned(),
        industry: "65".to_owned(),
        region: "110108".to_owned(),
        address: "示范路二号".to_owned(),
        contact_name: "招聘组".to_owned(),
        contact_phone: "010-55500001".to_owned(),
        contact_email: "hr@example.com".to_owned(),
    }
}

fn profile(person: &Person) -> Profile {
    let text = |text: &str| text.to_owned();
    Profile {
        cohort: COHORT,
        exam_no: person.exam_no(),
        name: text(person.name),
        id_type: IdDocumentType::ResidentId,
        id_no: person.id_no(),
        gender: text("1"),
        ethnicity: text("01"),
        political_status: text("13"),
        department: text(person.department),
        class_name: text("一班"),
        student_no: format!("S{:03}", person.serial),
        education_level: text(person.education_level()),
        level: person.level,
        major_code: text("080901"),
        major: text("计算机科学与技术"),
        schooling_years: text("4"),
        training_mode: text(person.training_mode),
        directed_employer: text(""),
        origin_region: text("110108"),
        enrolled_on: text("202309"),
        graduates_on: Date::constant(2027, 7, 1),
        normal_student_type: text(""),
        hardship_type: text(""),
        mobile: person.mobile(),
        email: text(""),
        archive_in_school: true,
        household_in_school: person.household_in_school,
    }
}
