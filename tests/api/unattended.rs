//! A department whose last reviewer goes while the route stands, and an agreement that names no handler: said before, and never the end.

use crate::{app::TestApp, cast::*, ems_verbs::*, users::User, verbs::handler, world};
use reqwest::Method;
use wangqian_protocol::{
    case::CaseChanged,
    ems::*,
    session::{Entrance, Permissions},
};
use wangqian_rules::module::Switch;

/// The account as the EMS has it now.
async fn account_of(school: &User, clerk: &Clerk) -> EmsAccount {
    school.accounts().await.accounts.into_iter().find(|account| account.name == clerk.name).unwrap()
}

async fn change(app: &TestApp, school: &User, clerk: &Clerk, change: impl FnOnce(&mut EmsAccountForm)) {
    let EmsAccount { account, revision, name, department, level, permissions, locked, .. } = account_of(school, clerk).await;
    let mut form = EmsAccountForm { name, department, level, permissions, locked };
    change(&mut form);
    let path = format!("/ems/accounts/{account}");
    school.call(Method::PUT, &path).seen(revision).json(&form).send::<()>().await.ok();
    crossed(app).await;
}

async fn lock(app: &TestApp, school: &User, clerk: &Clerk, locked: bool) {
    change(app, school, clerk, |form| form.locked = locked).await;
}

#[tokio::test]
#[doc = "SET-07, SET-04, HOM-02, EXT-01"]
async fn a_school_decides_for_a_department_that_has_nobody_and_then_for_itself_set_07() {
    let app = TestApp::spawn().await;
    let (school, graduate) = (app.staff(&SCHOOL).await, app.graduate(&MING).await);
    let case = app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let tile = school.home().await.ok().counts.tiles.remove(0);
    assert_eq!((tile.department, tile.mine, tile.unattended), (1, 0, 0));
    assert!(tile.departments[0].unattended == 0 && school.read(&case).await.ok().offers().is_empty());

    lock(&app, &school, &DEPARTMENT, true).await;
    let home = school.home().await.ok();
    let tile = &home.counts.tiles[0];
    assert_eq!((tile.department, tile.mine, tile.unattended), (1, 0, 1));
    assert_eq!((tile.departments[0].department.as_str(), tile.departments[0].unattended), (COMPUTING, 1));
    assert_eq!(home.departments_without_reviewer, [COMPUTING]);
    let listed = school.list("?state=unattended").await.ok();
    assert_eq!(listed.rows.iter().map(|row| row.case.as_str()).collect::<Vec<_>>(), [case.case.as_str()]);
    let detail = school.read(&case).await.ok();
    assert_eq!(detail.offers(), ["approve", "reject"]);
    assert_eq!(detail.place.map(|place| (place.at, place.of)), Some((1, 1)));

    let mut at_graduate = graduate.follow("me").await;
    let case = school.approve(&case).await.ok();
    assert_eq!(case.state, "in_review_school", "its own level is still to come (I3)");
    assert!(at_graduate.expect_notice("学校代学院审核通过").await.text.contains("正在等待学校审核"));
    app.settle().await;
    let decided = school.read(&case).await.ok().trail.pop().unwrap();
    assert_eq!((decided.who.as_str(), decided.what.as_str()), ("王校长（学校）", "学校代学院审核通过"));
    assert_eq!(decided.note.as_deref(), Some("该学院当时没有可审核的账号"));
    assert_eq!(school.approve(&case).await.ok().state, "effective");
}

#[tokio::test]
#[doc = "SET-07, SIG-06, ACC-04, ACC-07, ACC-08"]
async fn who_stands_in_may_reject_and_nobody_else_may_set_07() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let (ming, master) = (app.accepted(&CLOUD, &MING).await, app.accepted(&CLOUD, &MASTER).await);
    lock(&app, &school, &DEPARTMENT, true).await;
    app.staff(&SCHOOL_READER).await.approve(&ming).await.refused(403, "not_permitted");
    app.staff(&LANGUAGES_DEPARTMENT).await.approve(&ming).await.refused(404, "not_found");
    let undergraduates = app.staff(&UNDERGRADUATES_ONLY).await;
    undergraduates.approve(&master).await.refused(404, "not_found");
    assert_eq!(undergraduates.list("?state=unattended").await.ok().total, 1);
    let rejected = undergraduates.reject(&ming, "REJ_OTHER", "信息有误").await.ok();
    assert_eq!(rejected.state, "rejected");
    app.settle().await;
    assert_eq!(school.read(&rejected).await.ok().trail.pop().unwrap().what, "学校代学院审核不通过");

    lock(&app, &school, &DEPARTMENT, false).await;
    school.approve(&master).await.refused(409, "not_your_stage");
    app.staff(&DEPARTMENT).await.approve(&master).await.ok();
    for party in [app.employer(&CLOUD).await, app.graduate(&MASTER).await] {
        assert_eq!(party.list("?state=unattended").await.ok().total, 0);
    }
}

/// One line a way in which the last reviewer is lost.
#[tokio::test]
#[doc = "SET-07, ACC-03, ACC-04"]
async fn however_the_last_reviewer_is_lost_the_school_is_told_and_can_act() {
    let ways: [fn(&mut EmsAccountForm); 4] = [
        |form| form.locked = true,
        |form| form.permissions.basic = "read_only".to_owned(),
        |form| form.permissions = Permissions { basic: "none".to_owned(), ..form.permissions.clone() },
        |form| form.department = Some("计算机系".to_owned()),
    ];
    for way in ways {
        let app = TestApp::spawn().await;
        let school = app.staff(&SCHOOL).await;
        let case = app.accepted(&CLOUD, &MING).await;
        let mut page = school.follow("school").await;
        change(&app, &school, &DEPARTMENT, way).await;
        page.expect("settings", |frame| matches!(frame, wangqian_protocol::socket::ToClient::Settings { .. }).then_some(()))
            .await;
        assert_eq!(school.home().await.ok().counts.tiles[0].unattended, 1);
        assert_eq!(school.approve(&case).await.ok().state, "in_review_school");
    }
}

#[tokio::test]
#[doc = "SET-07, ACC-02, ACC-05"]
async fn a_department_whose_only_account_nobody_has_opened_has_nobody_until_somebody_does_set_07() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let case = app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let made = account_of(&school, &DEPARTMENT).await;
    let reset: EmsCode = school.post(&format!("/ems/accounts/{}/reset", made.account)).send().await.ok();
    crossed(&app).await;
    let unattended = async || school.home().await.ok().counts.tiles[0].unattended;
    assert_eq!(unattended().await, 1);
    assert!(school.home().await.ok().departments_without_reviewer.is_empty(), "there is an account, as the route asks for");
    let accounts = async || {
        let EmsAccounts { accounts, unattended, .. } = school.accounts().await;
        (accounts.into_iter().find(|account| account.name == DEPARTMENT.name).unwrap().opened, unattended)
    };
    let nobody = EmsUnattended { department: COMPUTING.to_owned(), waiting: Some(1), unopened: true };
    assert_eq!(accounts().await, (Some(false), vec![nobody]));
    let mut page = school.follow("school").await;
    let reviewer = app.anonymous().activate(Entrance::School, &reset.login, &reset.activation_code).await;
    app.settle().await;
    page.expect("settings", |frame| matches!(frame, wangqian_protocol::socket::ToClient::Settings { .. }).then_some(())).await;
    assert_eq!(unattended().await, 0);
    assert_eq!(accounts().await, (Some(true), vec![]));
    school.approve(&case).await.refused(409, "not_your_stage");
    reviewer.approve(&case).await.ok();
}

#[tokio::test]
#[doc = "SET-07, ROS-01"]
async fn a_row_that_moves_into_a_new_department_waits_for_nobody_and_is_shown_set_07() {
    let app = TestApp::spawn().await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    let case = app.accepted(&CLOUD, &MING).await;
    let row = school.ems_rows(&format!("?q={}", MING.exam_no())).await.remove(0);
    let edit = EmsEdit { department: Some("人工智能学院".to_owned()), ..EmsEdit::default() };
    let path = format!("/ems/roster/{}", row.graduate);
    school.call(Method::PUT, &path).seen(row.revision).json(&edit).send::<()>().await.ok();
    crossed(&app).await;
    assert_eq!(school.home().await.ok().departments_without_reviewer, ["人工智能学院"], "what comes next");
    let moved: CaseChanged = department.act(&case, "refresh").send().await.ok();
    app.settle().await;
    department.approve(&moved).await.refused(404, "not_found");
    assert_eq!(school.home().await.ok().counts.tiles[0].unattended, 1, "and what waits already");
    school.approve(&moved).await.ok();
}

#[tokio::test]
#[doc = "SET-07, ACC-05"]
async fn before_the_last_reviewer_goes_it_is_said_how_much_would_wait_for_nobody_set_07() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    app.accepted(&CLOUD, &MING).await;
    app.accepted(&CLOUD, &FANG).await;
    app.settle().await;
    let sole = account_of(&school, &DEPARTMENT).await.sole_reviewer.unwrap();
    assert_eq!((sole.of.as_str(), sole.waiting), (COMPUTING, Some(2)));
    assert!(account_of(&school, &DEPARTMENT_READER).await.sole_reviewer.is_none());
    assert!(account_of(&school, &SCHOOL).await.sole_reviewer.is_none(), "colleagues are left");
    school.post("/ems/accounts").json(&account(Some(COMPUTING))).send::<EmsCode>().await.ok();
    assert!(account_of(&school, &DEPARTMENT).await.sole_reviewer.is_none());

    lock(&app, &school, &LANGUAGES_DEPARTMENT, true).await;
    let accounts = school.accounts().await;
    assert_eq!(accounts.unattended, [EmsUnattended { department: LANGUAGES.to_owned(), waiting: Some(0), unopened: false }]);
    assert_eq!(accounts.two_levels, Some(true));

    // Where the school reviews alone only its own last account matters.
    let south = app.staff(&SOUTH_SCHOOL).await;
    let sole = south.accounts().await.accounts.remove(0).sole_reviewer.unwrap();
    assert_eq!((sole.of.as_str(), sole.waiting), ("学校", Some(0)));
    // A province keeps the schools' own users.
    let path = format!("/ems/schools/{}/accounts", NORTH.school);
    let seen: EmsAccounts = app.province(&NORTH).await.get(&path).await.ok();
    assert!(seen.unattended.is_empty(), "departments are the school's to do");
}

#[tokio::test]
#[doc = "SET-05, SIG-05"]
async fn nothing_becomes_effective_before_a_handler_was_submitted_set_05() {
    let app = TestApp::spawn_empty(&["serve"]).await;
    world::fill_but_for_handlers(app.runtime()).await;
    let school = app.staff(&SCHOOL).await;
    let home = school.home().await.ok();
    assert_eq!(home.levels_without_handler, ["本专科", "研究生"]);
    let step = home.setup.iter().find(|step| !step.done).unwrap();
    assert_eq!((step.step.as_str(), home.setup.iter().filter(|step| step.done).count()), ("handler", 4));

    let case = app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    let detail = school.read(&case).await.ok();
    assert_eq!((detail.offers(), detail.obstacle.as_ref().unwrap().code.as_str()), (vec!["reject"], "handler_unset"));
    let refused = school.approve(&case).await.refused(409, "handler_unset");
    assert_eq!(refused.title, "尚未提交本专科协议经办人，就业协议书无法生成");

    school.submit_handler(&handler("postgraduate")).await.ok();
    school.approve(&case).await.refused(409, "handler_unset");
    school.submit_handler(&handler("undergraduate")).await.ok();
    assert!(school.home().await.ok().setup.is_empty(), "the school is at work");
    assert_eq!(school.approve(&case).await.ok().state, "effective");
    let master = app.approved(&CLOUD, &MASTER, &[&DEPARTMENT, &SCHOOL]).await;
    assert_eq!(master.state, "effective");
}

#[tokio::test]
#[doc = "HOM-02, SET-01, SET-05, SET-07, ROS-01"]
async fn a_new_schools_home_says_what_is_still_to_be_set_up() {
    let app = TestApp::spawn().await;
    let south = app.staff(&SOUTH_SCHOOL).await.home().await.ok();
    let all: Vec<_> = south.setup.iter().map(|step| (step.step.as_str(), step.done)).collect();
    let expected = ["agreement_kind", "roster", "accounts", "switches", "handler"].map(|step| (step, true));
    assert_eq!(all, expected, "reviewing alone, no department needs an account");
    let school = app.staff(&SCHOOL).await;
    lock(&app, &school, &LANGUAGES_DEPARTMENT, true).await;
    let accounts = school.home().await.ok().setup.remove(2);
    assert_eq!((accounts.done, accounts.detail.as_str()), (false, "外国语学院没有可审核的账号"));
    school.set_switch(Switch::Signing.code(), false).await.ok();
    assert!(!school.home().await.ok().setup[3].done);
    assert!(app.staff(&DEPARTMENT).await.home().await.ok().setup.is_empty(), "the school's to do");
}
