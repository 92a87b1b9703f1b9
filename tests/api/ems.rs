//! The employment management system: rosters and accounts come from there, results go there.

use crate::{
    app::TestApp,
    cast::*,
    ems_verbs::*,
    users::{Login, cookie_of},
    verbs::invitation,
};
use reqwest::Method;
use wangqian_protocol::{
    ems::*,
    roster::InvalidatedPage,
    session::{Activate, Entrance, Me},
};
use wangqian_rules::{
    ems::{Command, EmsSchool},
    exchange::{Report, Said},
    ids::*,
};

const HAN: Person = Person { name: "韩新来", serial: 31, ..MING };

#[tokio::test]
#[doc = "ROS-01"]
async fn an_uploaded_roster_is_on_the_platform_row_by_row_ros_01() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let changed = Person { name: "李晓明", department: LANGUAGES, ..MING };
    let job = school.upload(sheet(&[columns(&HAN), columns(&changed), columns(&FANG)])).await;
    assert!(job.report.refused.is_empty(), "{:?}", job.report.refused);
    assert_eq!((job.rows, job.done, job.report.added), (3, 3, 1));
    assert_eq!(school.roster(&format!("?q={}", HAN.exam_no())).await.ok().total, 1);
    let moved = school.roster(&format!("?q={}", MING.exam_no())).await.ok();
    assert_eq!(moved.rows[0].department, LANGUAGES);
    let employer = app.employer(&CLOUD).await;
    employer.invite(&HAN).await.ok();
}

#[tokio::test]
#[doc = "ROS-01, ACC-08"]
async fn a_file_with_one_fault_changes_nothing_and_every_fault_is_named_ros_01() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let mut wrong_number = columns(&Person { serial: 32, ..HAN });
    wrong_number[2].1 = "110105200501010320".to_owned();
    let elsewhere = columns(&Person { school: SOUTH.school, serial: 33, ..HAN });
    let job = school.upload(sheet(&[columns(&HAN), wrong_number, elsewhere, columns(&HAN)])).await;
    let faults: Vec<_> = job.report.refused.iter().map(|remark| (remark.row, remark.column.as_str())).collect();
    assert!(faults.contains(&(3, "身份证号")) && faults.contains(&(4, "院校代码")), "{faults:?}");
    assert!(faults.iter().any(|(row, _)| *row == 5), "a repeated row: {faults:?}");
    assert_eq!((job.done, school.roster(&format!("?q={}", HAN.exam_no())).await.ok().total), (0, 0));
    for (file, code) in [(b"PK\x03\x04".to_vec(), "malformed"), (vec![b'x'; (10 << 20) + 1], "too_large")] {
        assert_eq!(school.post("/ems/roster/upload").file(file).send::<UploadJob>().await.problem().code, code);
    }
}

#[tokio::test]
#[doc = "ROS-01, ROS-03"]
async fn a_row_of_a_later_cohort_among_others_shuts_nobody_out_ros_03() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let graduating = |day: &str, serial| {
        let mut row = columns(&Person { serial, ..HAN });
        row.iter_mut().find(|(title, _)| *title == "毕业时间").unwrap().1 = day.to_owned();
        row
    };
    for later in ["20280110", "20720701"] {
        let job = school.upload(sheet(&[columns(&HAN), graduating("20270701", 32), graduating(later, 33)])).await;
        let faults: Vec<_> = job.report.refused.iter().map(|remark| (remark.row, remark.column.as_str())).collect();
        assert_eq!((faults.as_slice(), job.done), (&[(4, "毕业届")][..], 0), "{later}");
    }
    app.employer(&CLOUD).await.invite(&MING).await.ok();
}

#[tokio::test]
#[doc = "ROS-01"]
async fn rows_behind_an_empty_one_are_not_read_and_so_nothing_of_the_file_is_taken() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let second = Person { name: "韩第二", serial: 32, ..HAN };
    let empty = columns(&HAN).into_iter().map(|(title, _)| (title, String::new())).collect();
    let job = school.upload(sheet(&[columns(&HAN), empty, columns(&second)])).await;
    let said: Vec<_> = job.report.refused.iter().map(|remark| (remark.row, remark.message.as_str())).collect();
    assert_eq!(said, [(4, "第 3 行为空行，读取到此为止，此行及以下没有读取")]);
    assert_eq!((job.done, school.roster(&format!("?q={}", HAN.exam_no())).await.ok().total), (0, 0));
}

#[tokio::test]
#[doc = "INV-01, INV-02, HOM-02"]
async fn who_is_deleted_is_invalid_everywhere_at_once_and_comes_back_as_before_inv_01() {
    let app = TestApp::spawn().await;
    let (school, department, employer) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await, app.employer(&CLOUD).await);
    let case = app.accepted(&CLOUD, &MING).await;
    let waiting = async || department.home().await.ok().counts.tiles[0].mine;
    assert_eq!(waiting().await, 1);

    school.delete(&MING).await;
    crossed(&app).await;
    assert_eq!(waiting().await, 0);
    for reader in [&school, &employer, &app.graduate(&MING).await] {
        let row = reader.list("").await.ok().rows.remove(0);
        assert_eq!((row.state.as_str(), row.state_label.as_str()), ("invalidated", "已失效"));
    }
    let current = department.read(&case).await.ok();
    assert!(current.offers().is_empty());
    let decided = wangqian_protocol::case::CaseChanged { version: current.row.version, ..case.clone() };
    department.approve(&decided).await.refused(409, "left_roster");
    employer.invite(&MING).await.refused(404, "no_such_graduate");
    let invalidated: InvalidatedPage = school.get("/roster/invalidated").await.ok();
    assert_eq!(invalidated.rows[0].former, ["学生已同意签约，等待学院审核"]);

    school.upload(sheet(&[columns(&MING)])).await;
    crossed(&app).await;
    assert_eq!(waiting().await, 1);
    let back = department.read(&case).await.ok();
    let decided = wangqian_protocol::case::CaseChanged { version: back.row.version, ..case };
    department.approve(&decided).await.ok();
}

#[tokio::test]
#[doc = "SYN-01, SIG-05, SIG-07, INV-02"]
async fn what_takes_effect_is_reported_and_can_be_said_again_syn_01() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    crossed(&app).await;
    assert_eq!(reported(&school, &MING).await, format!("签就业协议形式就业 · {}", CLOUD.name));
    let row = school.ems_rows(&format!("?q={}", MING.exam_no())).await.remove(0);
    school.post(&format!("/ems/roster/{}/resend", row.graduate)).send::<()>().await.ok();
    crossed(&app).await;
    let ems = app.runtime().read::<EmsSchool>(EntityId::EmsSchool(SchoolId(NORTH.school))).await.unwrap();
    let id: GraduateId = row.graduate.parse().unwrap();
    assert_eq!(ems.ledger.get(id).map(|reported| reported.revision), Some(2));
    let sync: SyncState = school.get("/sync").await.ok();
    assert!(sync.links.iter().all(|link| link.waiting == 0 && link.carried > 0 && link.error.is_none()), "{sync:?}");
}

#[tokio::test]
#[doc = "EXT-15"]
async fn the_two_systems_are_compared_graduate_by_graduate_ext_15() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    crossed(&app).await;
    let compared: SyncDifferences = school.get("/sync/differences").await.ok();
    assert_eq!((compared.total, compared.graduates > 1), (0, true), "{compared:?}");

    let row = school.ems_rows(&format!("?q={}", MING.exam_no())).await.remove(0);
    let said = Said::Destination(None);
    let forged = Report { graduate: row.graduate.parse().unwrap(), revision: 99, at: app.runtime().now(), said };
    let ems = EntityId::EmsSchool(SchoolId(NORTH.school));
    app.runtime().ask::<EmsSchool>(ems, None, Command::TakeReports(vec![forged])).await.unwrap();
    let compared: SyncDifferences = school.get("/sync/differences").await.ok();
    let shown: Vec<_> = compared.rows.iter().map(|row| [&*row.name, &row.aspect, &row.platform, &row.ems]).collect();
    assert_eq!(shown, [[MING.name, "毕业去向", CLOUD.name, "待就业"]]);
    assert!(!compared.rows[0].on_the_way);
}

#[tokio::test]
#[doc = "ACC-07, EXT-15"]
async fn a_user_for_undergraduates_compares_no_postgraduate_acc_07() {
    let app = TestApp::spawn().await;
    let (school, undergraduates) = (app.staff(&SCHOOL).await, app.staff(&UNDERGRADUATES_ONLY).await);
    app.approved(&CLOUD, &MASTER, &[&DEPARTMENT, &SCHOOL]).await;
    crossed(&app).await;
    let row = school.ems_rows(&format!("?q={}", MASTER.exam_no())).await.remove(0);
    let said = Said::Destination(None);
    let forged = Report { graduate: row.graduate.parse().unwrap(), revision: 99, at: app.runtime().now(), said };
    let ems = EntityId::EmsSchool(SchoolId(NORTH.school));
    app.runtime().ask::<EmsSchool>(ems, None, Command::TakeReports(vec![forged])).await.unwrap();
    for (user, expected) in [(&school, 1), (&undergraduates, 0)] {
        let compared: SyncDifferences = user.get("/sync/differences").await.ok();
        assert_eq!((compared.total, compared.rows.len()), (expected, expected));
    }
}

#[tokio::test]
#[doc = "SIG-04"]
async fn a_corrected_row_shows_as_a_difference_and_is_refreshed_or_must_be_resubmitted_sig_04() {
    let app = TestApp::spawn().await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    let case = app.accepted(&CLOUD, &MING).await;
    let row = school.ems_rows(&format!("?q={}", MING.exam_no())).await.remove(0);
    let edit = async |seen, edit: EmsEdit| {
        let path = format!("/ems/roster/{}", row.graduate);
        school.call(Method::PUT, &path).seen(seen).json(&edit).send::<()>().await.ok();
        crossed(&app).await;
    };
    edit(row.revision, EmsEdit { student_no: Some("S999".to_owned()), ..EmsEdit::default() }).await;
    let detail = department.read(&case).await.ok();
    assert_eq!(detail.differences.iter().map(|it| (it.label.as_str(), it.refreshable)).collect::<Vec<_>>(), [("学号", true)]);
    let refreshed = department.act(&case, "refresh").send().await.ok();
    assert!(department.read(&refreshed).await.ok().differences.is_empty());
    edit(row.revision + 1, EmsEdit { name: Some("李改名".to_owned()), ..EmsEdit::default() }).await;
    let detail = department.read(&refreshed).await.ok();
    assert_eq!((detail.differences[0].refreshable, detail.offers()), (false, vec!["reject"]));
    department.approve(&refreshed).await.refused(409, "must_resubmit");
}

#[tokio::test]
#[doc = "ACC-02, ACC-03, ACC-05"]
async fn a_department_user_is_made_in_the_ems_signs_in_with_its_code_and_is_locked_acc_02() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    school.post("/ems/accounts").json(&account(None)).send::<EmsCode>().await.refused(403, "not_permitted");
    let make = school.post("/ems/accounts").json(&account(Some(COMPUTING))).key("once");
    let lost: EmsCode = make.clone().send().await.ok();
    let made: EmsCode = make.send().await.ok();
    assert_eq!(lost.account, made.account, "the same key is the same account");
    crossed(&app).await;
    let visitor = app.anonymous();
    let (entrance, password) = (Entrance::School, "初次登录用的一个相当长的密码吧".to_owned());
    let activate = Activate { entrance, login: made.login.clone(), code: made.activation_code, password: password.clone() };
    visitor.post("/session/activation").json(&activate).send::<Me>().await.ok();
    let login = Login { entrance, login: made.login };
    let user = visitor.with_cookie(cookie_of(&visitor.sign_in(&login.with(&password)).await));
    assert_eq!(user.home().await.ok().counts.tiles.len(), 4, "在线签约, 补登, 解约, 去向登记");

    let locked = EmsAccountForm { locked: true, ..account(Some(COMPUTING)) };
    let change = school.call(Method::PUT, &format!("/ems/accounts/{}", made.account));
    change.clone().seen(1).json(&locked).send::<()>().await.refused(409, "stale_version");
    // The two one-time codes were changes, too.
    change.seen(3).json(&locked).send::<()>().await.ok();
    crossed(&app).await;
    assert_eq!(user.me().await.problem().status, 401);
    visitor.sign_in(&login.with(&password)).await.refused(403, "account_locked");
    visitor.sign_in(&login.with("不是这个密码")).await.refused(401, "wrong_credentials");
}

#[tokio::test]
#[doc = "ACC-04, ACC-05, ACC-07"]
async fn a_user_for_undergraduates_makes_users_for_undergraduates_with_no_more_rights_acc_07() {
    let app = TestApp::spawn().await;
    let maker = app.staff(&UNDERGRADUATES_ONLY).await;
    let most = maker.accounts().await.most.expect("somebody who makes accounts");
    assert_eq!((most.level.as_deref(), most.permissions.archive.as_str()), (Some("undergraduate"), "none"));
    let own_level = || EmsAccountForm { level: most.level.clone(), ..account(Some(COMPUTING)) };
    let mut too_much = own_level();
    too_much.permissions.archive = "read_only".to_owned();
    for (form, field) in [(account(Some(COMPUTING)), "level"), (too_much, "permissions")] {
        assert_eq!(maker.post("/ems/accounts").json(&form).send::<()>().await.invalid_fields(), [field]);
    }
    let made: EmsCode = maker.post("/ems/accounts").json(&own_level()).send().await.ok();
    app.accepted(&CLOUD, &MASTER).await;
    let case = app.accepted(&CLOUD, &MING).await;
    crossed(&app).await;
    let user = app.anonymous().activate(Entrance::School, &made.login, &made.activation_code).await;
    let seen: Vec<_> = user.list("").await.ok().rows.into_iter().map(|row| row.case).collect();
    assert_eq!(seen, [case.case]);

    // With a new code for a colleague who sees more, the maker would see more.
    let accounts = app.staff(&SCHOOL).await.accounts().await.accounts;
    let above = accounts.iter().find(|it| it.department.is_some() && it.level.is_none()).expect("a department's user");
    let listed = maker.accounts().await.accounts;
    assert!(listed.iter().all(|it| it.account != above.account || !it.editable));
    maker.post(&format!("/ems/accounts/{}/reset", above.account)).send::<()>().await.refused(403, "not_permitted");
}

#[tokio::test]
#[doc = "ACC-03"]
async fn a_department_that_no_roster_row_names_is_pointed_out_acc_03() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let made: EmsCode = school.post("/ems/accounts").json(&account(Some("计算机学院（新）"))).send().await.ok();
    let accounts = school.accounts().await;
    let odd: Vec<_> = accounts.accounts.iter().filter(|account| account.matches_nobody).collect();
    assert_eq!(odd.iter().map(|account| account.account.as_str()).collect::<Vec<_>>(), [made.account.as_str()]);
    assert!(accounts.unattended.is_empty());
}

#[tokio::test]
#[doc = "SYN-01, EXT-02"]
async fn what_waits_on_a_link_survives_a_restart_syn_01() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    school.delete(&FANG).await;
    let app = app.restart().await;
    crossed(&app).await;
    let employer = app.employer(&CLOUD).await;
    employer.send_invitation(&invitation(&FANG)).await.refused(404, "no_such_graduate");
}
