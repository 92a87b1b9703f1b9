//! One decision on many items: looked through first, then carried out once each, across crashes.

use crate::{
    answer::Answer,
    app::{TestApp, eventually},
    cast::*,
    users::User,
};
use calamine::{Reader, Xlsx};
use std::io::Cursor;
use wangqian_protocol::{
    batch::*,
    case::{CaseChanged, CaseQuery, Review},
    socket::ToClient,
};
use wangqian_rules::{
    batch::{Batches, Stand},
    entity::Entity,
    graduate::Graduate,
    ids::{ReviewerId, SchoolId, StaffId},
};

const DEPARTMENTS: &str = "in_review_department";

fn waiting(state: &str) -> ChooseBatch {
    let query = CaseQuery { state: Some(state.to_owned()), ..CaseQuery::default() };
    ChooseBatch { query: Some(query), except: Vec::new(), cases: None, verdict: Review::Approve {} }
}

fn ticked(cases: &[&CaseChanged], verdict: Review) -> ChooseBatch {
    let seen = |case: &&CaseChanged| SeenCase { case: case.case.clone(), version: case.version };
    ChooseBatch { query: None, except: Vec::new(), cases: Some(cases.iter().map(seen).collect()), verdict }
}

impl User {
    async fn choose(&self, chosen: &ChooseBatch) -> Answer<Batch> {
        self.post("/batches").json(chosen).send().await
    }

    async fn start(&self, batch: &Batch) -> Answer<Batch> {
        self.post(&format!("/batches/{}/start", batch.batch)).send().await
    }

    async fn halt(&self, batch: &Batch) -> Answer<Batch> {
        self.post(&format!("/batches/{}/stop", batch.batch)).send().await
    }

    async fn batch(&self, batch: &Batch) -> Batch {
        self.get(&format!("/batches/{}", batch.batch)).await.ok()
    }

    async fn items(&self, batch: &Batch, query: &str) -> BatchItems {
        self.get(&format!("/batches/{}/items{query}", batch.batch)).await.ok()
    }

    async fn fates(&self, batch: &Batch) -> Vec<String> {
        self.items(batch, "").await.rows.into_iter().map(|item| item.fate).collect()
    }

    /// Starts it and waits for its end.
    async fn carry_out(&self, batch: &Batch) -> Batch {
        let mut page = self.follow("batches").await;
        self.start(batch).await.ok();
        let over = |frame: &ToClient| match frame {
            ToClient::Batch { batch, .. } if batch.stand == "over" => Some(batch.clone()),
            _ => None,
        };
        page.expect("the end", over).await
    }
}

/// Three that wait for the department of computing, and one for that of languages.
async fn four_waiting(app: &TestApp) -> [CaseChanged; 4] {
    let cases = [
        app.accepted(&CLOUD, &MING).await,
        app.accepted(&CLOUD, &FANG).await,
        app.accepted(&RIVAL, &MASTER).await,
        app.accepted(&RIVAL, &LINGUIST).await,
    ];
    app.settle().await;
    cases
}

/// The department's user is told apart by the place in the world's list of clerks.
fn stands(app: &TestApp, staff: u32) -> Option<Stand> {
    let of = ReviewerId { school: SchoolId(NORTH.school), staff: StaffId(staff) };
    let batches = app.runtime().glance::<Batches>(of)?;
    batches.begun().next().map(|batch| batch.head.stand)
}

fn number_of(clerk: &Clerk) -> u32 {
    let own = CLERKS.iter().filter(|one| one.school == clerk.school);
    let place = own.clone().position(|one| one.login == clerk.login).unwrap();
    u32::try_from(place).unwrap() + 1
}

#[tokio::test]
#[doc = "EXT-07"]
async fn ext_07_all_that_a_filter_finds_is_looked_through_and_then_decided() {
    let app = TestApp::spawn().await;
    four_waiting(&app).await;
    let department = app.staff(&DEPARTMENT).await;
    let chosen = department.choose(&waiting(DEPARTMENTS)).await.ok();
    assert_eq!((chosen.stand.as_str(), chosen.items, chosen.will_do, chosen.not), ("chosen", 3, 3, 0));
    assert_eq!(department.list("?state=in_review_department").await.ok().total, 3, "a trial decides nothing");

    let over = department.carry_out(&chosen).await;
    assert_eq!((over.items, over.done, over.will_do, over.not), (3, 3, 0, 0));
    app.settle().await;
    assert_eq!(department.list("?state=in_review_department").await.ok().total, 0);
    assert_eq!(department.list("?state=in_review_school").await.ok().total, 3);
    let left_out = app.accepted(&CLOUD, &DIRECTED).await;
    app.settle().await;
    let all_but = ChooseBatch { except: vec![left_out.case], ..waiting(DEPARTMENTS) };
    assert_eq!(department.choose(&all_but).await.invalid_fields(), ["query"], "nothing is left to decide");
    let list: BatchList = department.get("/batches").await.ok();
    assert_eq!(list.batches, [over]);
}

#[tokio::test]
#[doc = "EXT-07"]
async fn ext_07_the_trial_says_what_is_blocked_and_what_has_changed_since_it_was_listed() {
    let app = TestApp::spawn().await;
    let [ming, fang, master, _] = four_waiting(&app).await;
    let school = app.staff(&SCHOOL).await;
    let ming = app.staff(&DEPARTMENT).await.approve(&ming).await.ok();
    app.settle().await;
    let stale = CaseChanged { version: ming.version - 1, ..ming.clone() };
    let page = CaseQuery { limit: Some(2), ..CaseQuery::default() };
    let of_a_page = ChooseBatch { query: Some(page), except: Vec::new(), cases: None, verdict: Review::Approve {} };
    assert_eq!(school.choose(&of_a_page).await.invalid_fields(), ["query"], "a page is not all that a filter finds");
    let chosen = school.choose(&ticked(&[&stale, &fang, &master], Review::Approve {})).await.ok();
    assert_eq!((chosen.items, chosen.will_do, chosen.not), (3, 0, 3));
    let reasons: Vec<_> = chosen.reasons.iter().map(|it| (it.code.as_str(), it.changed, it.count)).collect();
    assert_eq!(reasons, [("not_your_stage", false, 2), ("stale_version", true, 1)]);
    assert_eq!(school.fates(&chosen).await, ["changed", "blocked", "blocked"]);
    let changed = school.items(&chosen, "?fate=changed").await.rows.remove(0);
    assert_eq!(changed.graduate_name, MING.name);
    let unknown = school.get::<BatchItems>(&format!("/batches/{}/items?fate=lost", chosen.batch)).await;
    assert_eq!(unknown.invalid_fields(), ["fate"]);
    assert!(changed.why.unwrap().contains("学院审核通过"), "who did what");
    let alone = school.approve(&fang).await.refused(409, "not_your_stage");
    assert_eq!(chosen.reasons[0].text, alone.title, "the words of the item's own page");
}

#[tokio::test]
#[doc = "EXT-07"]
async fn ext_07_what_a_colleague_decided_meanwhile_is_a_result_and_not_a_failure() {
    let app = TestApp::spawn().await;
    let [ming, ..] = four_waiting(&app).await;
    let department = app.staff(&DEPARTMENT).await;
    let chosen = department.choose(&waiting(DEPARTMENTS)).await.ok();
    department.reject(&ming, "REJ_OTHER", "先一步处理").await.ok();
    app.settle().await;
    let over = department.carry_out(&chosen).await;
    assert_eq!((over.done, over.not), (2, 1));
    let kept_back = department.items(&over, "?fate=changed").await.rows.remove(0);
    assert_eq!((kept_back.case, kept_back.graduate_name.as_str()), (ming.case, MING.name));
    assert!(kept_back.why.unwrap().contains("审核不通过"));
}

#[tokio::test]
#[doc = "EXT-07 SIG-06"]
async fn ext_07_a_common_reason_rejects_all_and_one_that_fits_none_is_refused_by_field() {
    let app = TestApp::spawn().await;
    let [ming, fang, ..] = four_waiting(&app).await;
    let department = app.staff(&DEPARTMENT).await;
    let reject = |reason: &str| Review::Reject { reason: reason.to_owned(), details: "请核对职位类别".to_owned() };
    let unfit = department.choose(&ticked(&[&ming, &fang], reject("REJ_SEAL"))).await;
    assert_eq!(unfit.invalid_fields(), ["reason"]);
    let none = ChooseBatch { query: None, except: Vec::new(), cases: Some(Vec::new()), verdict: Review::Approve {} };
    assert_eq!(department.choose(&none).await.invalid_fields(), ["cases"]);

    let chosen = department.choose(&ticked(&[&ming, &fang, &ming], reject("REJ_JOB_CATEGORY"))).await.ok();
    let over = department.carry_out(&chosen).await;
    assert_eq!((over.items, over.done, over.verdict.as_str()), (2, 2, "reject"), "an item counts once");
    assert!(over.reason.contains("职位类别有误：请核对职位类别"), "{}", over.reason);
    assert_eq!(department.read(&fang).await.ok().row.state, "rejected");
}

#[tokio::test]
#[doc = "EXT-07"]
async fn ext_07_a_server_killed_before_the_results_are_written_decides_nothing_twice() {
    let app = TestApp::spawn().await;
    let cases = four_waiting(&app).await;
    let department = app.staff(&DEPARTMENT).await;
    let chosen = department.choose(&waiting(DEPARTMENTS)).await.ok();
    // The results wait from before there can be any.
    app.store.hold(Graduate::KIND);
    department.start(&chosen).await.ok();
    app.store.is_reached_by(3).await;
    app.store.hold(Batches::KIND);
    app.store.is_reached().await;
    app.settle().await;
    let before = department.list("").await.ok().rows;

    let app = app.restart().await;
    let department = department.at(app.site());
    assert!(department.batch(&chosen).await.will_do > 0, "the notes were lost");
    app.pass_and_fire(2_000).await;
    eventually("the batch is over", || stands(&app, number_of(&DEPARTMENT)) == Some(Stand::Over)).await;
    assert_eq!(department.fates(&chosen).await, ["done"; 3], "a repeat is answered as the first time");
    app.settle().await;
    let after = department.list("").await.ok().rows;
    let versions = |rows: &[wangqian_protocol::case::CaseRow]| rows.iter().map(|row| row.version).collect::<Vec<_>>();
    assert!(before.iter().all(|row| cases.iter().any(|case| case.case == row.case)));
    assert_eq!(versions(&after), vec![cases[0].version + 1; 3]);
}

#[tokio::test]
#[doc = "EXT-07"]
async fn ext_07_a_batch_that_is_stopped_keeps_what_it_did_and_goes_on_with_the_rest() {
    let app = TestApp::spawn().await;
    four_waiting(&app).await;
    let department = app.staff(&DEPARTMENT).await;
    let chosen = department.choose(&waiting(DEPARTMENTS)).await.ok();
    app.store.hold(Graduate::KIND);
    department.start(&chosen).await.ok();
    app.store.is_reached_by(3).await;
    assert_eq!(department.halt(&chosen).await.ok().stand, "stopped");
    app.store.release();
    app.settle().await;
    let over = || stands(&app, number_of(&DEPARTMENT)) == Some(Stand::Over);
    eventually("what was on its way is written down", over).await;
    assert_eq!(department.batch(&chosen).await.done, 3);
    assert_eq!(department.start(&chosen).await.ok().stand, "over", "nothing is left to begin");
}

#[tokio::test]
#[doc = "EXT-07 ACC-08"]
async fn ext_07_a_batch_is_its_reviewers_alone_and_its_results_are_a_file() {
    let app = TestApp::spawn().await;
    four_waiting(&app).await;
    let (department, school) = (app.staff(&DEPARTMENT).await, app.staff(&SCHOOL).await);
    let chosen = department.choose(&waiting(DEPARTMENTS)).await.ok();
    school.start(&chosen).await.refused(404, "not_found");
    school.get::<Batch>(&format!("/batches/{}", chosen.batch)).await.refused(404, "not_found");
    department.carry_out(&chosen).await;
    app.settle().await;
    let file = department.download(&format!("/batches/{}/results", chosen.batch)).await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!((rows[0][0].as_str(), rows[1][5].as_str()), ("考生号", "已办理"));
}

/// Three that the department has passed, while the school's user has handed the queue over for two days.
async fn three_in_a_colleagues_hands(app: &TestApp) -> User {
    four_waiting(app).await;
    let department = app.staff(&DEPARTMENT).await;
    let passed = department.choose(&waiting(DEPARTMENTS)).await.ok();
    department.carry_out(&passed).await;
    app.settle().await;
    app.staff(&SCHOOL).await.hands_over_to(COLLEAGUE.name, app.runtime().now().date(), 2).await.ok();
    app.staff(&COLLEAGUE).await
}

#[tokio::test]
#[doc = "EXT-07 EXT-19"]
async fn ext_07_a_batch_over_a_colleagues_queue_is_decided_under_both_names() {
    let app = TestApp::spawn().await;
    let deputy = three_in_a_colleagues_hands(&app).await;
    let chosen = deputy.choose(&waiting("in_review_school")).await.ok();
    assert_eq!((chosen.will_do, chosen.acts_for.as_deref()), (3, Some(SCHOOL.name)));
    let over = deputy.carry_out(&chosen).await;
    assert_eq!((over.done, over.not), (3, 0));
    app.settle().await;
    let by = format!("{}（代{}）（学校）", COLLEAGUE.name, SCHOOL.name);
    for row in deputy.list("").await.ok().rows.iter().filter(|row| row.department == COMPUTING) {
        assert_eq!(row.reviewer.as_deref(), Some(by.as_str()), "{}", row.graduate_name);
    }
}

#[tokio::test]
#[doc = "EXT-07 EXT-19"]
async fn ext_07_what_is_left_when_the_queue_is_taken_back_is_not_decided_and_says_so() {
    let app = TestApp::spawn().await;
    let deputy = three_in_a_colleagues_hands(&app).await;
    let chosen = deputy.choose(&waiting("in_review_school")).await.ok();
    app.store.hold(Graduate::KIND);
    deputy.start(&chosen).await.ok();
    app.store.is_reached_by(3).await;

    let app = app.restart().await;
    let (deputy, school) = (deputy.at(app.site()), app.staff(&SCHOOL).await);
    assert_eq!(deputy.batch(&chosen).await.stand, "under_way");
    school.post("/deputies/1/end").send::<()>().await.ok();
    app.pass_and_fire(2_000).await;
    eventually("the batch is over", || stands(&app, number_of(&COLLEAGUE)) == Some(Stand::Over)).await;
    let over = deputy.batch(&chosen).await;
    let reasons: Vec<_> = over.reasons.iter().map(|it| (it.code.as_str(), it.changed, it.count)).collect();
    assert_eq!((over.done, reasons), (0, vec![("hand_over_ended", false, 3)]));
    assert!(over.reasons[0].text.contains(SCHOOL.name), "{}", over.reasons[0].text);

    let again = deputy.choose(&waiting("in_review_school")).await.ok();
    assert_eq!((again.will_do, again.acts_for.as_deref()), (3, None), "the own right is as it was");
    assert_eq!(deputy.carry_out(&again).await.done, 3);
}
