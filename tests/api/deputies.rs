//! 「代审设置」: a queue handed over, the names under which it is decided, and its end (EXT-19).

use crate::{
    app::{DAY_MS, TestApp},
    cast::*,
    users::User,
};
use wangqian_protocol::{
    deputy::{DeputyPage, SetDeputy},
    queue::StaffHome,
};

impl User {
    async fn deputies(&self) -> DeputyPage {
        self.get("/deputies").await.ok()
    }

    /// Hands over the own queue for so many days from today on.
    pub async fn hands_over_to(&self, name: &str, today: jiff::civil::Date, days: i64) -> crate::answer::Answer<()> {
        let me = self.deputies().await.reviewers.remove(0);
        let to = me.colleagues.iter().find(|colleague| colleague.name == name).map(|colleague| colleague.staff.clone());
        let until = today.checked_add(jiff::Span::new().days(days - 1)).unwrap().to_string();
        let body = SetDeputy { of: me.staff, to: to.unwrap_or_default(), from: today.to_string(), until };
        self.post("/deputies").json(&body).send().await
    }

    async fn staff_home(&self) -> StaffHome {
        self.home().await.ok()
    }
}

#[tokio::test]
#[doc = "EXT-19, EXT-01"]
async fn ext_19_a_colleague_decides_under_both_names_until_it_ends_by_itself() {
    let app = TestApp::spawn().await;
    let (school, colleague) = (app.staff(&SCHOOL).await, app.staff(&COLLEAGUE).await);
    let page = school.deputies().await;
    let me = &page.reviewers[0];
    let names: Vec<_> = me.colleagues.iter().map(|colleague| colleague.name.as_str()).collect();
    assert!(me.you && names.contains(&COLLEAGUE.name), "{names:?}");
    assert!(!names.contains(&SCHOOL_READER.name) && !names.contains(&UNDERGRADUATES_ONLY.name), "{names:?}");
    let today = app.runtime().now().date();
    let refused = school.hands_over_to("没有这个人", today, 2).await;
    assert_eq!(refused.invalid_fields(), ["to"]);
    school.hands_over_to(COLLEAGUE.name, today, 2).await.ok();

    let home = colleague.staff_home().await;
    assert_eq!((home.stands_in_for.len(), home.stands_in_for[0].name.as_str()), (1, SCHOOL.name));
    assert_eq!(school.staff_home().await.stood_in_by.map(|one| one.name), Some(COLLEAGUE.name.to_owned()));

    let case = app.accepted(&CLOUD, &MING).await;
    let case = app.staff(&DEPARTMENT).await.approve(&case).await.ok();
    app.settle().await;
    colleague.approve(&case).await.ok();
    app.settle().await;
    let detail = school.read(&case).await.ok();
    let by = format!("{}（代{}）（学校）", COLLEAGUE.name, SCHOOL.name);
    assert!(detail.trail.iter().any(|entry| entry.who == by), "{:?}", detail.trail);
    assert_eq!(detail.row.reviewer, Some(by));
    assert_eq!((colleague.staff_home().await.decided_today, school.staff_home().await.decided_today), (1, 0));

    app.pass(2 * DAY_MS);
    let colleague = app.staff(&COLLEAGUE).await;
    assert_eq!(colleague.staff_home().await.stands_in_for, []);
    assert_eq!(colleague.deputies().await.rows[0].state, "over");
}

#[tokio::test]
#[doc = "EXT-19, ACC-08"]
async fn ext_19_it_is_ended_early_and_seen_by_nobody_of_another_department() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    school.hands_over_to(COLLEAGUE.name, app.runtime().now().date(), 5).await.ok();
    let row = school.deputies().await.rows.remove(0);
    assert_eq!((row.of.as_str(), row.to.as_str(), row.state.as_str()), (SCHOOL.name, COLLEAGUE.name, "running"));
    let department = app.staff(&DEPARTMENT).await;
    assert!(department.deputies().await.rows.is_empty());
    let end = format!("/deputies/{}/end", row.number);
    department.post(&end).send::<()>().await.refused(404, "not_found");
    app.staff(&COLLEAGUE).await.post(&end).send::<()>().await.refused(403, "not_permitted");
    school.post(&end).send::<()>().await.ok();
    school.post(&end).send::<()>().await.refused(409, "already_decided");
    let row = school.deputies().await.rows.remove(0);
    assert!(!row.may_end && row.state_label.contains("提前结束"), "{}", row.state_label);
    assert_eq!(app.staff(&COLLEAGUE).await.staff_home().await.stands_in_for, []);
}
