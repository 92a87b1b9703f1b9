//! Flagged employers (FLG-01 … FLG-03), over HTTP and the socket.

use crate::{app::TestApp, cast::*, users::User};
use wangqian::people;
use wangqian_protocol::{flag::*, socket::ToClient};
use wangqian_rules::{
    employer::Employer,
    flag::{FlagReason, Grounds},
    ids::*,
    school::{Command, School, flags::Named, staff::*},
};

fn id_of(company: &Company) -> EmployerId {
    EmployerId::of_credit_code(company.credit_code)
}

impl User {
    async fn flag(&self, company: &Company, reason: &str, details: &str) -> crate::answer::Answer<()> {
        let (employer, reason, details) = (id_of(company).to_string(), reason.to_owned(), details.to_owned());
        self.post("/flags").json(&FlagEmployer { employer, reason, details }).send().await
    }

    async fn lift(&self, company: &Company, reason: &str) -> crate::answer::Answer<()> {
        let body = LiftFlag { reason: reason.to_owned() };
        self.post(&format!("/flags/{}/lifting", id_of(company))).json(&body).send().await
    }

    /// What the user is warned of.
    async fn warned(&self, company: &Company) -> Option<(Option<String>, Option<usize>)> {
        let warnings: Warnings = self.get(&format!("/warnings?employers={}", id_of(company))).await.ok();
        warnings.warnings.into_iter().next().map(|warning| (warning.own, warning.schools))
    }
}

/// Schools that exist only to flag, each with one user.
async fn schools_flag(app: &TestApp, company: &Company, schools: std::ops::Range<u32>) {
    for school in schools {
        let (id, name) = (SchoolId(school), format!("第{school}大学"));
        people::add_school(app.runtime(), ProvinceId(NORTH.province), id, &name).await.unwrap();
        let staff = Staff { name: "某老师".into(), post: Post::School { level: None }, permissions: Permissions::default() };
        let staff = people::add_staff(app.runtime(), id, staff).await.unwrap();
        let named =
            Named { employer: id_of(company), name: company.name.to_owned(), credit_code: company.credit_code.to_owned() };
        let grounds = Grounds { reason: FlagReason::Fake, details: String::new() };
        app.runtime().ask::<School>(id, None, Command::Flag { staff, named, grounds }).await.unwrap();
    }
    app.settle().await;
}

#[tokio::test]
#[doc = "FLG-01, FLG-02"]
async fn flg_02_a_schools_own_are_warned_until_the_flag_is_lifted() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    let (school, department, south) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await, app.staff(&SOUTH_SCHOOL).await);
    let (ming, southerner) = (app.graduate(&MING).await, app.graduate(&SOUTHERNER).await);
    school.flag(&CLOUD, "other", "").await.refused(422, "invalid_field");
    school.flag(&CLOUD, "discrimination", "限招男性").await.ok();
    school.flag(&CLOUD, "fake", "").await.refused(409, "already_flagged");
    app.settle().await;
    for reader in [&school, &department, &ming] {
        assert_eq!(reader.warned(&CLOUD).await, Some((Some("就业歧视：限招男性".to_owned()), None)));
        assert_eq!(reader.warned(&RIVAL).await, None);
    }
    for reader in [&south, &southerner] {
        assert_eq!(reader.warned(&CLOUD).await, None, "another school's flag is its own");
    }
    school.lift(&CLOUD, "").await.refused(422, "invalid_field");
    assert_eq!(ming.newest_notice().await.0, "收到签约邀请", "who has answered is not told any more");
    south.lift(&CLOUD, "已整改").await.refused(409, "not_flagged");
    school.lift(&CLOUD, "已整改").await.ok();
    app.settle().await;
    assert_eq!((ming.warned(&CLOUD).await, department.warned(&CLOUD).await), (None, None));
    let page: FlagPage = school.get("/flags").await.ok();
    let said: Vec<_> = page.flags[0].history.iter().map(|step| (step.what.as_str(), step.note.as_str())).collect();
    assert_eq!(said, [("标记", "就业歧视：限招男性"), ("解除", "已整改")]);
    assert_eq!((page.flags[0].grounds.clone(), page.flags[0].schools), (None, 0));
}

#[tokio::test]
#[doc = "FLG-03"]
async fn flg_03_from_five_schools_on_everybody_is_warned_and_below_five_no_more() {
    let app = TestApp::spawn().await;
    schools_flag(&app, &CLOUD, 90011..90015).await;
    let (school, southerner, south) =
        (app.staff(&SCHOOL).await, app.graduate(&SOUTHERNER).await, app.staff(&SOUTH_SCHOOL).await);
    assert_eq!((southerner.warned(&CLOUD).await, south.warned(&CLOUD).await), (None, None), "four are not enough");
    school.flag(&CLOUD, "fake", "").await.ok();
    app.settle().await;
    assert_eq!(southerner.warned(&CLOUD).await, Some((None, Some(5))));
    assert_eq!(south.warned(&CLOUD).await, Some((None, Some(5))));
    assert_eq!(school.warned(&CLOUD).await, Some((Some("虚假单位".to_owned()), Some(5))));
    assert_eq!(school.get::<FlagPage>("/flags").await.ok().flags[0].schools, 5);
    school.lift(&CLOUD, "已核实").await.ok();
    app.settle().await;
    assert_eq!((southerner.warned(&CLOUD).await, school.warned(&CLOUD).await), (None, None));
    let employer = app.runtime().read::<Employer>(id_of(&CLOUD)).await.unwrap();
    assert_eq!(employer.flags.schools().len(), 4);
}

#[tokio::test]
#[doc = "FLG-02, FLG-03, NOT-01"]
async fn flg_02_who_has_yet_to_answer_hears_of_the_own_schools_flag_or_of_the_fifth() {
    let app = TestApp::spawn().await;
    app.invited(&CLOUD, &MING).await;
    app.invited(&RIVAL, &MING).await;
    let (school, ming) = (app.staff(&SCHOOL).await, app.graduate(&MING).await);
    school.flag(&CLOUD, "fake", "").await.ok();
    app.settle().await;
    let (title, text) = ming.newest_notice().await;
    assert_eq!(title, "邀请单位被列为预警单位");
    assert!(text.starts_with("您所在的学校") && text.contains(CLOUD.name), "{text}");
    schools_flag(&app, &RIVAL, 80_001..80_006).await;
    let (_, text) = ming.newest_notice().await;
    assert!(text.starts_with("多所学校") && text.contains(RIVAL.name), "{text}");
    assert_eq!(ming.inbox().await.notices.len(), 4, "two invitations, and a warning of each");
}

#[tokio::test]
#[doc = "FLG-02"]
async fn flg_02_open_pages_are_told_to_look_again() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let (school, department, ming) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await, app.graduate(&MING).await);
    let (mut phone, mut desk) = (ming.follow("me").await, department.follow("school").await);
    let cloud = id_of(&CLOUD).to_string();
    for lifted in [false, true] {
        if lifted {
            school.lift(&CLOUD, "已核实").await.ok();
        } else {
            school.flag(&CLOUD, "violation", "").await.ok();
        }
        for socket in [&mut phone, &mut desk] {
            let wanted = |frame: &ToClient| match frame {
                ToClient::Warning { employer, .. } if *employer == cloud => Some(()),
                _ => None,
            };
            socket.expect("a warning", wanted).await;
        }
        assert_eq!(ming.warned(&CLOUD).await.is_some(), !lifted, "what is read then is as it is now");
    }
}

#[tokio::test]
#[doc = "FLG-01, ACC-08"]
async fn flg_01_an_employer_is_found_by_its_whole_code_or_by_a_name_among_the_schools_own() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let school = app.staff(&SCHOOL).await;
    let found = async |q: &str| -> Vec<String> {
        let matches: EmployerMatches = school.get(&format!("/flags/employers?q={q}")).await.ok();
        matches.employers.into_iter().map(|employer| employer.name).collect()
    };
    assert_eq!(found("%E7%A4%BA%E8%8C%83").await, [CLOUD.name], "the rival has no case here");
    assert_eq!(found(RIVAL.credit_code).await, [RIVAL.name]);
    assert_eq!(found("91110105MA00000042").await, Vec::<String>::new());
    school.get::<EmployerMatches>("/flags/employers?q=a").await.refused(422, "invalid_field");
}
