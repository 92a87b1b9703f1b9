//! Who reaches what: entrances, permissions, levels, and what is not one's own.

use crate::{app::TestApp, cast::*, users::Login};
use wangqian_protocol::session::{Entrance, Role};

#[tokio::test]
#[doc = "ACC-01"]
async fn each_role_signs_in_at_its_own_entrance_and_is_greeted_as_what_it_is() {
    let app = TestApp::spawn().await;
    let expected = [
        (app.graduate(&MING).await, Role::Graduate, MING.name, NORTH.name.to_owned()),
        (app.employer(&CLOUD).await, Role::Employer, "招聘组", CLOUD.name.to_owned()),
        (app.staff(&DEPARTMENT).await, Role::Department, DEPARTMENT.name, format!("{} {COMPUTING}", NORTH.name)),
        (app.staff(&SCHOOL).await, Role::School, SCHOOL.name, NORTH.name.to_owned()),
        (app.province(&NORTH).await, Role::Province, NORTH.province_name, NORTH.province_name.to_owned()),
    ];
    for (user, role, name, organisation) in expected {
        let me = user.me().await.ok();
        assert_eq!((me.role, me.name.as_str(), me.organisation), (role, name, organisation));
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn a_login_is_good_at_its_own_entrance_only() {
    let app = TestApp::spawn().await;
    for entrance in [Entrance::School, Entrance::Employer, Entrance::Province] {
        let elsewhere = Login { entrance, login: MING.exam_no() }.with(PASSWORD);
        app.anonymous().sign_in(&elsewhere).await.refused(401, "wrong_credentials");
    }
}

#[tokio::test]
#[doc = "SET-01"]
async fn the_agreement_kind_chooses_the_word_for_the_review() {
    let app = TestApp::spawn().await;
    assert_eq!(app.staff(&SCHOOL).await.me().await.ok().review_word.as_deref(), Some("审核"));
    assert_eq!(app.staff(&SOUTH_SCHOOL).await.me().await.ok().review_word.as_deref(), Some("鉴证"));
}

#[tokio::test]
#[doc = "ACC-04 ACC-05"]
async fn read_only_views_and_decides_nothing_and_without_permission_one_stays_outside() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    let (reader, outsider) = (app.staff(&DEPARTMENT_READER).await, app.staff(&DEPARTMENT_OUTSIDER).await);
    let permissions = reader.me().await.ok().permissions.unwrap();
    assert_eq!((permissions.basic.as_str(), permissions.archive.as_str()), ("read_only", "none"));

    assert_eq!(reader.list("").await.ok().total, 1);
    reader.read(&case).await.ok();
    reader.approve(&case).await.refused(403, "not_permitted");
    app.staff(&SCHOOL_READER).await.change_job_category(&case, "21").await.refused(403, "not_permitted");
    outsider.list("").await.refused(403, "not_permitted");
    outsider.read(&case).await.refused(403, "not_permitted");
    outsider.roster("").await.refused(403, "not_permitted");
    outsider.home().await.refused(403, "not_permitted");
}

#[tokio::test]
#[doc = "ACC-07"]
async fn a_user_for_undergraduates_sees_and_decides_no_postgraduate() {
    let app = TestApp::spawn().await;
    let master = app.approved(&CLOUD, &MASTER, &[&DEPARTMENT]).await;
    let bachelor = app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    let user = app.staff(&UNDERGRADUATES_ONLY).await;

    user.read(&master).await.refused(404, "not_found");
    user.approve(&master).await.refused(404, "not_found");
    assert!(user.roster("").await.ok().rows.iter().all(|row| row.name != MASTER.name));
    let listed = user.list("").await.ok();
    assert_eq!((listed.total, listed.rows[0].graduate_name.as_str()), (1, MING.name));
    user.approve(&bachelor).await.ok();
}

#[tokio::test]
#[doc = "ACC-03 ACC-08"]
async fn what_belongs_to_another_department_school_employer_or_graduate_is_not_found() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    for clerk in [&LANGUAGES_DEPARTMENT, &SOUTH_SCHOOL] {
        let user = app.staff(clerk).await;
        user.read(&case).await.refused(404, "not_found");
        user.approve(&case).await.refused(404, "not_found");
        assert_eq!(user.list("").await.ok().total, 0);
    }
    let (rival, fellow) = (app.employer(&RIVAL).await, app.graduate(&FANG).await);
    rival.read(&case).await.refused(404, "not_found");
    rival.withdraw(&case).await.refused(404, "not_found");
    fellow.read(&case).await.refused(404, "not_found");
    fellow.accept(&case).await.refused(404, "not_found");
    app.staff(&DEPARTMENT).await.approve(&case).await.ok();
}

#[tokio::test]
#[doc = "ACC-08"]
async fn topics_of_others_cannot_even_be_named() {
    let app = TestApp::spawn().await;
    let mine = [
        (app.graduate(&MING).await, vec!["queue", "province"]),
        (app.employer(&CLOUD).await, vec!["queue"]),
        (app.staff(&SCHOOL).await, vec!["me", "queue/90002", "Queue"]),
        (app.staff(&DEPARTMENT_OUTSIDER).await, vec!["queue", "me"]),
        (app.province(&NORTH).await, vec!["queue", "me"]),
    ];
    for (user, topics) in mine {
        let mut socket = user.connect().await;
        for topic in topics {
            let frame = wangqian_protocol::socket::FromClient::Subscribe { topic: topic.to_owned(), since: None };
            socket.say(&frame).await;
            assert_eq!(socket.expect_refused().await, "no_such_topic", "{topic}");
        }
        socket.expect_silence().await;
    }
}

#[tokio::test]
#[doc = "ACC-08 HOM-02"]
async fn a_queue_shows_nothing_from_outside_its_scope() {
    let app = TestApp::spawn().await;
    let (languages, south) = (app.staff(&LANGUAGES_DEPARTMENT).await, app.staff(&SOUTH_SCHOOL).await);
    let (undergraduates, rival) = (app.staff(&UNDERGRADUATES_ONLY).await, app.employer(&RIVAL).await);
    let mut outside = [
        languages.follow("queue").await,
        south.follow("queue").await,
        undergraduates.follow("queue").await,
        rival.follow("me").await,
    ];
    let mut inside = app.staff(&DEPARTMENT).await.follow("queue").await;
    app.accepted(&CLOUD, &MASTER).await;
    inside.expect_queue(|tile| tile.mine == 1).await;
    for socket in &mut outside {
        socket.expect_silence().await;
    }
}
