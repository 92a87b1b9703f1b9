//! 「签约设置」, 「登记设置」 and the province's settings, over HTTP and on other people's screens.

use crate::{app::TestApp, cast::*, verbs::handler};
use wangqian_protocol::{province::ProvinceHome, settings::ModuleSettings, socket::ToClient};

/// Codes of what is in the way: of the switches, of the routes, of the limit, of the handlers.
fn in_the_way(settings: &ModuleSettings) -> [Vec<&str>; 4] {
    let code = |obstacle: &Option<wangqian_protocol::settings::Obstacle>| -> &'static str {
        match obstacle.as_ref().map(|obstacle| obstacle.code.as_str()) {
            None => "",
            Some("route_locked") => "locked",
            Some("switch_in_use") => "used",
            Some("handler_fixed") => "fixed",
            Some("not_permitted") => "not_permitted",
            Some(_) => "other",
        }
    };
    let signing = settings.signing.as_ref();
    [
        settings.switches.iter().map(|control| code(&control.obstacle)).collect(),
        settings.routes.iter().map(|control| code(&control.obstacle)).collect(),
        signing.map(|signing| vec![code(&signing.rescission_obstacle)]).unwrap_or_default(),
        signing.map(|signing| signing.handlers.iter().map(|one| code(&one.obstacle)).collect()).unwrap_or_default(),
    ]
}

#[tokio::test]
#[doc = "SET-02, SET-03, SET-04, SET-05"]
async fn what_is_in_the_way_is_said_before_and_is_the_answer_afterwards() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let before = school.settings("signing").await.ok();
    assert_eq!(in_the_way(&before), [vec![""; 3], vec![""; 2], vec![""], vec!["fixed"; 3]]);

    app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let now = school.settings("signing").await.ok();
    assert_eq!(in_the_way(&now), [vec!["used", "", ""], vec!["locked", ""], vec![""], vec!["fixed"; 3]]);
    assert!(now.switches[0].used && !now.switches[1].used);
    let obstacle = now.routes[0].obstacle.as_ref().unwrap();
    assert_eq!(obstacle.title, "仍有 1 项处于流程中，不能修改审核方式");

    school.set_switch("signing", false).await.refused(409, "switch_in_use");
    school.set_route("signing", "school_only").await.refused(409, "route_locked");
    school.submit_handler(&handler("undergraduate")).await.refused(409, "handler_fixed");
    school.set_switch("backfill", false).await.ok();
    school.set_rescission_limit(99).await.ok();
    let after = school.settings("signing").await.ok();
    assert!(!after.switches[1].open);
    assert_eq!(after.signing.unwrap().rescission_limit, 99);
    let changes: Vec<_> = after.changes.iter().take(2).map(|change| (change.who.as_str(), change.what.as_str())).collect();
    assert_eq!(changes, [("王校长（学校）", "毕业生申请解约次数改为 99 次"), ("王校长（学校）", "关闭补登")]);
}

#[tokio::test]
#[doc = "SET-02, ACC-04, ACC-02"]
async fn who_may_only_read_sees_the_settings_and_changes_none() {
    let app = TestApp::spawn().await;
    for clerk in [&SCHOOL_READER, &DEPARTMENT] {
        let settings = app.staff(clerk).await.settings("signing").await.ok();
        assert_eq!(
            in_the_way(&settings),
            [vec!["not_permitted"; 3], vec!["not_permitted"; 2], vec!["not_permitted"], vec!["not_permitted"; 3]]
        );
    }
    app.staff(&SCHOOL_READER).await.set_switch("backfill", false).await.refused(403, "not_permitted");
    app.staff(&DEPARTMENT).await.set_switch("backfill", false).await.refused(404, "not_found");
    let limit = app.staff(&SCHOOL).await.set_rescission_limit(100).await.refused(422, "invalid_field");
    assert_eq!(limit.fields[0].field, "limit");
}

#[tokio::test]
#[doc = "SET-01, SET-06"]
async fn a_province_keeps_its_type_while_a_school_signs_and_opens_modules_for_good() {
    let app = TestApp::spawn().await;
    let province = app.province(&NORTH).await;
    let refused = province.set_agreement_kind("two_party").await.refused(409, "signing_open_at");
    assert_eq!(refused.title, "以下高校已开启在线签约，不能修改就业协议书类型：北示范大学");
    let home: ProvinceHome = province.get("/province").await.ok();
    let obstacles = |home: &ProvinceHome| home.agreement_kinds.iter().map(|one| one.obstacle.is_some()).collect::<Vec<_>>();
    assert_eq!(obstacles(&home), [true, false]);

    app.staff(&SCHOOL).await.set_switch("signing", false).await.ok();
    province.set_agreement_kind("two_party").await.ok();
    app.settle().await;
    assert_eq!(app.staff(&SCHOOL).await.me().await.ok().review_word.as_deref(), Some("鉴证"));

    province.open_module("archive").await.ok();
    province.open_module("signing").await.refused(404, "not_found");
    app.settle().await;
    let home: ProvinceHome = province.get("/province").await.ok();
    assert_eq!(home.modules.iter().map(|one| (one.opened, one.schools)).collect::<Vec<_>>(), [(true, 0), (false, 0)]);
}

#[tokio::test]
#[doc = "ACC-09"]
async fn the_module_switch_says_who_opens_a_closed_module_acc_09() {
    let app = TestApp::spawn().await;
    let me = app.staff(&SCHOOL).await.me().await.ok();
    let closed: Vec<_> = me.modules.iter().map(|one| one.closed.as_ref().map(|closed| closed.code.as_str())).collect();
    assert_eq!(closed, [None, Some("not_permitted"), Some("not_permitted")]);
    app.staff(&SCHOOL).await.settings("archive").await.refused(403, "not_permitted");
    assert!(app.graduate(&MING).await.me().await.ok().modules.is_empty());
}

#[tokio::test]
#[doc = "SET-02, HOM-01, ACC-09"]
async fn a_changed_setting_reaches_every_open_page_of_the_school_and_no_other() {
    let app = TestApp::spawn().await;
    let colleagues = [&COLLEAGUE, &DEPARTMENT, &DEPARTMENT_OUTSIDER];
    let mut pages = Vec::new();
    for colleague in colleagues {
        pages.push(app.staff(colleague).await.follow("school").await);
    }
    let mut elsewhere = app.staff(&SOUTH_SCHOOL).await.follow("school").await;
    app.staff(&SCHOOL).await.set_switch("destination", false).await.ok();
    for page in &mut pages {
        page.expect("settings", |frame| matches!(frame, ToClient::Settings { .. }).then_some(())).await;
    }
    elsewhere.expect_silence().await;
    assert!(!app.staff(&COLLEAGUE).await.home().await.ok().settings.destination_open);
}
