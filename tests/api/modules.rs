//! The homes and lists of 「档案信息登记」 and 「户口信息登记」: what the EMS has, on the platform's pages.

use crate::{answer::Answer, app::TestApp, cast::*, ems_verbs::*, socket::Socket, users::User};
use reqwest::Method;
use wangqian_protocol::{
    case::{ArchiveTransfer, HouseholdTransfer},
    ems::{EmsPapers, EmsRosterDetail},
    module::{ModuleHome, TransferPage},
    socket::ToClient,
};

/// A school whose province has opened both modules and which has opened them itself.
async fn opened() -> TestApp {
    let app = TestApp::spawn().await;
    let province = app.province(&NORTH).await;
    for module in ["archive", "household"] {
        province.open_module(module).await.ok();
    }
    app.settle().await;
    let archivist = app.staff(&ARCHIVIST).await;
    for module in ["archive", "household"] {
        archivist.set_switch(module, true).await.ok();
    }
    app
}

async fn home(user: &User, module: &str) -> Answer<ModuleHome> {
    user.get(&format!("/modules/{module}")).await
}

async fn list(user: &User, module: &str, query: &str) -> TransferPage {
    user.get(&format!("/modules/{module}/transfers{query}")).await.ok()
}

pub fn archive() -> ArchiveTransfer {
    let text = |text: &str| text.to_owned();
    ArchiveTransfer {
        transfer_type: text("ARC_EMPLOYER"),
        organisation: text("示范人才服务中心"),
        region: text("110108"),
        address: text("示范路四号一层"),
        postcode: text("100080"),
        contact: text("刘档案"),
        contact_phone: text("010-55500009"),
    }
}

fn household() -> HouseholdTransfer {
    HouseholdTransfer {
        transfer_type: "HUK_HOME".to_owned(), region: "110108".to_owned(), address: "示范路四号".to_owned()
    }
}

/// In the EMS, by whoever keeps the school's roster there.
async fn write(app: &TestApp, person: &Person, archive: Option<ArchiveTransfer>, household: Option<HouseholdTransfer>) {
    let keeper = app.staff(&SCHOOL).await;
    let row = keeper.ems_rows(&format!("?q={}", person.exam_no())).await.remove(0);
    let path = format!("/ems/roster/{}", row.graduate);
    let shown: EmsRosterDetail = keeper.get(&path).await.ok();
    let papers = EmsPapers { archive, household, ..shown.papers };
    keeper.call(Method::PUT, &format!("{path}/papers")).seen(shown.papers_version).json(&papers).send::<()>().await.ok();
}

async fn hears(page: &mut Socket) {
    page.expect("transfers", |frame| matches!(frame, ToClient::Transfers { .. }).then_some(())).await;
}

fn counts(home: &ModuleHome) -> (usize, usize) {
    (home.registered, home.unregistered)
}

#[tokio::test]
#[doc = "HOM-03, SYN-02, ROS-06"]
async fn what_is_written_in_the_ems_moves_the_counts_of_open_homes_hom_03() {
    let app = opened().await;
    let (archivist, clerk) = (app.staff(&ARCHIVIST).await, app.staff(&ARCHIVE_READER).await);
    let before = home(&archivist, "archive").await.ok();
    assert_eq!((before.label.as_str(), before.open, counts(&before)), ("档案信息登记", true, (0, 6)));
    let departments: Vec<_> = before.departments.iter().map(|one| (one.name.as_str(), one.unregistered)).collect();
    assert_eq!(departments, [(LANGUAGES, 1), (COMPUTING, 5)]);
    assert_eq!(counts(&home(&archivist, "household").await.ok()), (0, 5), "one has no household here");

    let mut page = archivist.follow("transfers").await;
    write(&app, &MING, Some(archive()), Some(household())).await;
    hears(&mut page).await;
    crossed(&app).await;
    assert_eq!(counts(&home(&archivist, "archive").await.ok()), (1, 5));
    assert_eq!(counts(&home(&archivist, "household").await.ok()), (1, 4));
    assert_eq!(counts(&home(&clerk, "archive").await.ok()), (1, 4), "the own department's");

    write(&app, &MING, None, Some(household())).await;
    hears(&mut page).await;
    crossed(&app).await;
    assert_eq!(counts(&home(&archivist, "archive").await.ok()), (0, 6));
}

#[tokio::test]
#[doc = "ARC-01, SYN-02"]
async fn a_list_shows_who_is_registered_and_where_to_and_follows_its_filters_arc_01() {
    let app = opened().await;
    let archivist = app.staff(&ARCHIVIST).await;
    write(&app, &MING, Some(archive()), Some(household())).await;
    crossed(&app).await;
    let registered = list(&archivist, "archive", "?state=registered").await;
    let [row] = registered.rows.as_slice() else { panic!("{registered:?}") };
    assert_eq!((row.name.as_str(), row.state_label.as_str()), (MING.name, "已登记"));
    let to = row.registered.as_ref().unwrap();
    assert_eq!((to.organisation.as_deref(), to.address.as_str()), (Some("示范人才服务中心"), "示范路四号一层"));
    assert!(to.changed_at_ms > 0);
    let households = list(&archivist, "household", "?state=registered").await;
    let to = households.rows[0].registered.as_ref().unwrap();
    assert_eq!((to.organisation.as_deref(), to.address.as_str()), (None, "示范路四号"), "only the module's own part");

    let waiting = list(&archivist, "archive", "?state=unregistered&limit=2").await;
    assert_eq!((waiting.total, waiting.rows.len(), waiting.cohorts.as_slice()), (5, 2, &[COHORT][..]));
    assert_eq!(list(&archivist, "archive", "?q=lxm").await.total, 1);
    assert_eq!(list(&archivist, "archive", &format!("?department={LANGUAGES}")).await.total, 1);
    assert_eq!(list(&archivist, "archive", "?cohort=2026").await.total, 0);
    assert_eq!(list(&app.staff(&ARCHIVE_READER).await, "archive", "").await.total, 5, "the own department's");
}

#[tokio::test]
#[doc = "HOM-03, INV-03"]
async fn an_agreement_in_effect_registers_what_it_says_of_the_archive_hom_03() {
    let app = opened().await;
    let archivist = app.staff(&ARCHIVIST).await;
    let mut offer = crate::verbs::invitation(&MING);
    offer.terms.archive = Some(archive());
    let case = app.employer(&CLOUD).await.send_invitation(&offer).await.ok();
    app.settle().await;
    let case = app.graduate(&MING).await.accept(&case).await.ok();
    app.settle().await;
    let case = app.staff(&DEPARTMENT).await.approve(&case).await.ok();
    app.settle().await;
    app.staff(&SCHOOL).await.approve(&case).await.ok();
    crossed(&app).await;
    let registered = list(&archivist, "archive", "?state=registered").await;
    assert_eq!(registered.rows[0].registered.as_ref().and_then(|to| to.organisation.as_deref()), Some("示范人才服务中心"));

    let keeper = app.staff(&SCHOOL).await;
    keeper.delete(&MING).await;
    keeper.upload(sheet(&[columns(&MING)])).await;
    crossed(&app).await;
    assert_eq!(app.graduate(&MING).await.list("").await.ok().rows[0].state, "effective", "the agreement is back");
    assert_eq!(list(&archivist, "archive", "?state=registered").await.total, 0, "INV-03: to be registered again");
}

#[tokio::test]
#[doc = "ACC-04, ACC-09"]
async fn nobody_enters_a_module_without_its_permission_or_before_it_is_open_acc_09() {
    let app = TestApp::spawn().await;
    let archivist = app.staff(&ARCHIVIST).await;
    home(&archivist, "archive").await.refused(409, "module_not_opened");
    app.province(&NORTH).await.open_module("archive").await.ok();
    app.settle().await;
    assert!(!home(&archivist, "archive").await.ok().open, "who may open it looks in before");
    home(&app.staff(&ARCHIVE_READER).await, "archive").await.refused(409, "switch_closed");
    archivist.set_switch("archive", true).await.ok();
    home(&app.staff(&ARCHIVE_READER).await, "archive").await.ok();
    home(&app.staff(&ARCHIVE_READER).await, "household").await.refused(403, "not_permitted");
    home(&app.staff(&SCHOOL).await, "archive").await.refused(403, "not_permitted");
    home(&archivist, "signing").await.refused(404, "not_found");
    let mut outside = app.staff(&SCHOOL).await.connect().await;
    outside.say(&wangqian_protocol::socket::FromClient::Subscribe { topic: "transfers".to_owned(), since: None }).await;
    assert_eq!(outside.expect_refused().await, "no_such_topic");
}
