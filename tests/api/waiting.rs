//! Honest waiting for the graduate, and what waits too long for the school (EXT-11, EXT-19).

use crate::{
    app::{DAY_MS, TestApp},
    cast::*,
    users::User,
};
use reqwest::Method;
use wangqian_protocol::{
    case::CaseChanged,
    settings::SetOverdue,
    waiting::{CasePlace, Waiting},
};

impl User {
    pub async fn place(&self, case: &CaseChanged) -> Option<Waiting> {
        self.get::<CasePlace>(&format!("/cases/{}/place", case.case)).await.ok().waiting
    }

    async fn set_overdue(&self, days: u32) -> crate::answer::Answer<()> {
        self.call(Method::PUT, "/settings/overdue").json(&SetOverdue { days }).send().await
    }
}

#[tokio::test]
#[doc = "EXT-11"]
async fn ext_11_a_graduate_sees_the_place_and_moves_up_and_hears_no_guess() {
    let app = TestApp::spawn().await;
    let first = app.accepted(&CLOUD, &MING).await;
    app.pass(1_000);
    let second = app.accepted(&CLOUD, &FANG).await;
    app.settle().await;
    let graduate = app.graduate(&FANG).await;
    let waiting = |level: &str, at, of| Some(Waiting { level: level.to_owned(), at, of, estimate: None });
    assert_eq!(graduate.place(&second).await, waiting("学院", 2, 2));
    graduate.get::<CasePlace>(&format!("/cases/{}/place", first.case)).await.refused(404, "not_found");
    let department = app.staff(&DEPARTMENT).await;
    department.approve(&first).await.ok();
    app.settle().await;
    assert_eq!(graduate.place(&second).await, waiting("学院", 1, 1), "one decision tells no pace");
    let second = department.approve(&second).await.ok();
    app.settle().await;
    assert_eq!(graduate.place(&second).await, waiting("学校", 2, 2));
    app.staff(&SCHOOL).await.approve(&second).await.ok();
    app.settle().await;
    assert_eq!(graduate.place(&second).await, None);
}

#[tokio::test]
#[doc = "EXT-19, HOM-02"]
async fn ext_19_homes_count_what_waits_longer_than_the_schools_limit() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    app.pass(3 * DAY_MS);
    let department = app.staff(&DEPARTMENT).await;
    let overdue = async |user: &User| {
        let home = user.home().await.ok();
        let tile = home.counts.tiles.into_iter().find(|tile| tile.kind == "online_signing").unwrap();
        (home.overdue_days, tile.overdue, tile.departments.first().map(|queue| queue.overdue))
    };
    assert_eq!(overdue(&department).await, (3, 1, None));
    let school = app.staff(&SCHOOL).await;
    assert_eq!(overdue(&school).await, (3, 0, Some(1)), "the school sees where it waits; its own queue is empty");
    for days in [0, 31, 300] {
        assert_eq!(school.set_overdue(days).await.invalid_fields(), ["days"]);
    }
    department.set_overdue(5).await.refused(404, "not_found");
    school.set_overdue(5).await.ok();
    assert_eq!((overdue(&department).await, overdue(&school).await), ((5, 0, None), (5, 0, Some(0))));
    let settings = school.settings("signing").await.ok();
    assert_eq!(settings.signing.unwrap().overdue_days, 5);
    assert_eq!(settings.changes[0].what, "超时提醒改为等待超过 5 天");
}
