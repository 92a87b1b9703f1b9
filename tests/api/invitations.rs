//! An invitation is answered once and in time, and a graduate is bound by one thing at a time.

use crate::{app::*, cast::*, verbs::invitation};
use wangqian_protocol::invitation::Invite;
use wangqian_rules::{employer::Employer, entity::Entity};

#[tokio::test]
#[doc = "SIG-08"]
async fn a_second_acceptance_is_refused_while_one_is_in_process_and_after_one_is_effective() {
    let app = TestApp::spawn().await;
    let (first, second) = (app.invited(&CLOUD, &MING).await, app.invited(&RIVAL, &MING).await);
    let graduate = app.graduate(&MING).await;
    let accepted = graduate.accept(&first).await.ok();
    app.settle().await;

    let in_process = graduate.accept(&second).await.refused(409, "case_in_process");
    assert!(in_process.title.contains(CLOUD.name));
    assert_eq!(graduate.read(&second).await.ok().actions, ["decline"]);

    let certified = app.staff(&DEPARTMENT).await.approve(&accepted).await.ok();
    app.settle().await;
    app.staff(&SCHOOL).await.approve(&certified).await.ok();
    app.settle().await;
    let effective = graduate.accept(&second).await.refused(409, "already_effective");
    assert!(effective.title.contains(CLOUD.name));
    assert_eq!(graduate.read(&second).await.ok().row.state, "invited");
}

#[tokio::test]
#[doc = "SIG-08"]
async fn an_employer_sends_no_second_invitation_while_one_lives_is_reviewed_or_holds() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let case = app.invited(&CLOUD, &MING).await;
    employer.invite(&MING).await.refused(409, "invitation_pending");

    let case = app.graduate(&MING).await.accept(&case).await.ok();
    app.settle().await;
    employer.invite(&MING).await.refused(409, "case_in_process");

    let case = app.staff(&DEPARTMENT).await.approve(&case).await.ok();
    app.settle().await;
    app.staff(&SCHOOL).await.approve(&case).await.ok();
    app.settle().await;
    employer.invite(&MING).await.refused(409, "already_effective");
    app.employer(&RIVAL).await.invite(&MING).await.ok();
}

#[tokio::test]
#[doc = "SIG-08"]
async fn a_declined_invitation_is_over_and_another_may_follow() {
    let app = TestApp::spawn().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let case = app.invited(&CLOUD, &MING).await;
    let mut at_employer = employer.follow("me").await;

    assert_eq!(graduate.decline(&case, "已有其他打算").await.ok().state, "declined");
    at_employer.expect_case("declined").await;
    at_employer.expect_notice("毕业生已拒绝签约").await;
    let trail = employer.read(&case).await.ok().trail;
    assert_eq!(trail.last().unwrap().note.as_deref(), Some("已有其他打算"));

    let happened = graduate.accept(&case).await.refused(409, "already_decided").happened.unwrap();
    assert!(happened.contains(MING.name) && happened.contains("拒绝签约"), "{happened}");
    employer.invite(&MING).await.ok();
}

#[tokio::test]
#[doc = "SIG-08"]
async fn a_withdrawn_invitation_is_over_for_the_graduate_too_and_is_said_so() {
    let app = TestApp::spawn().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let case = app.invited(&CLOUD, &MING).await;
    let mut at_graduate = graduate.follow("me").await;

    assert_eq!(employer.withdraw(&case).await.ok().state, "withdrawn");
    at_graduate.expect_case("withdrawn").await;
    at_graduate.expect_notice("签约邀请已撤回").await;
    app.settle().await;

    graduate.accept(&case).await.refused(409, "already_decided");
    employer.withdraw(&case).await.refused(409, "already_decided");
    employer.invite(&MING).await.ok();
}

#[tokio::test]
#[doc = "SIG-08"]
async fn sig_08_what_was_withdrawn_is_not_offered_again_before_the_employer_has_heard_of_it() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let case = app.invited(&CLOUD, &MING).await;
    assert_eq!(employer.read(&case).await.ok().actions, ["withdraw"]);
    app.store.hold(Employer::KIND);
    employer.withdraw(&case).await.ok();
    let seen = employer.read(&case).await.ok();
    app.store.release();
    assert_eq!((seen.row.state.as_str(), seen.actions), ("withdrawn", Vec::<String>::new()));
}

#[tokio::test]
#[doc = "SIG-08"]
async fn what_was_accepted_is_not_withdrawn_or_declined_any_more() {
    let app = TestApp::spawn().await;
    let accepted = app.accepted(&CLOUD, &MING).await;
    app.employer(&CLOUD).await.withdraw(&accepted).await.refused(409, "already_decided");
    app.graduate(&MING).await.decline(&accepted, "").await.refused(409, "already_decided");
}

#[tokio::test]
#[doc = "SIG-08"]
async fn an_invitation_expires_by_the_clock_even_before_its_timer_fires() {
    let app = TestApp::spawn().await;
    let case = app.invited(&CLOUD, &MING).await;
    app.pass(5 * DAY_MS - 1);
    assert_eq!(app.graduate(&MING).await.read(&case).await.ok().actions, ["accept", "decline"]);
    app.pass(1);
    let graduate = app.graduate(&MING).await;
    assert!(graduate.read(&case).await.ok().actions.is_empty());
    graduate.accept(&case).await.refused(409, "invitation_expired");
    graduate.decline(&case, "").await.refused(409, "invitation_expired");
    // The graduate's page still says invited: the timer is late. The employer may go on all the same.
    app.employer(&CLOUD).await.invite(&MING).await.ok();
}

#[tokio::test]
#[doc = "SIG-08, NOT-01"]
async fn a_fired_timer_reminds_once_and_another_ends_the_invitation_and_tells_both() {
    let app = TestApp::spawn().await;
    let case = app.invited(&CLOUD, &MING).await;
    assert_eq!(app.pass_and_fire(4 * DAY_MS).await, 1);
    assert_eq!(app.graduate(&MING).await.newest_notice().await.0, "应约即将截止");
    assert_eq!(app.pass_and_fire(DAY_MS - 1).await, 0);
    assert_eq!(app.pass_and_fire(1).await, 1);
    assert_eq!(app.pass_and_fire(DAY_MS).await, 0);

    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    assert_eq!(employer.read(&case).await.ok().row.state, "expired");
    assert_eq!(graduate.newest_notice().await.0, "签约邀请已失效");
    assert_eq!(employer.newest_notice().await.0, "签约邀请已失效");
    graduate.accept(&case).await.refused(409, "invitation_expired");
    employer.invite(&MING).await.ok();
}

#[tokio::test]
#[doc = "SIG-08"]
async fn an_answered_invitation_never_expires() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    assert_eq!(app.pass_and_fire(31 * DAY_MS).await, 0);
    assert_eq!(app.graduate(&MING).await.read(&case).await.ok().row.state, "in_review_department");
}

#[tokio::test]
#[doc = "SIG-08"]
async fn an_invitation_lives_as_long_as_its_employer_says_from_one_day_to_thirty() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    for days in [0, 31] {
        let invite = Invite { valid_days: Some(days), ..invitation(&MING) };
        assert_eq!(employer.send_invitation(&invite).await.invalid_fields(), ["valid_days"]);
    }
    let invite = Invite { valid_days: Some(30), ..invitation(&MING) };
    let case = employer.send_invitation(&invite).await.ok();
    app.settle().await;
    let row = app.graduate(&MING).await.read(&case).await.ok().row;
    assert_eq!(row.expires_at_ms.unwrap() - row.since_ms, 30 * DAY_MS);
}

#[tokio::test]
#[doc = "ROS-05"]
async fn directed_graduates_who_may_not_sign_online_are_not_invited_and_the_others_are() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    employer.invite(&BARRED).await.refused(409, "online_signing_barred");
    assert_eq!(app.graduate(&BARRED).await.list("").await.ok().total, 0);
    employer.invite(&DIRECTED).await.ok();
}

#[tokio::test]
#[doc = "ACC-10"]
async fn an_employer_invites_nobody_before_it_is_verified() {
    let app = TestApp::spawn().await;
    let newcomer = app.employer(&NEWCOMER).await;
    newcomer.look_up(&MING).await.refused(409, "employer_not_verified");
    newcomer.invite(&MING).await.refused(409, "employer_not_verified");
    assert_eq!(newcomer.list("").await.ok().total, 0);
}

#[tokio::test]
#[doc = "SIG-08"]
async fn fifty_acceptances_of_two_invitations_at_once_bind_the_graduate_to_exactly_one() {
    let app = TestApp::spawn().await;
    let invited = [app.invited(&CLOUD, &MING).await, app.invited(&RIVAL, &MING).await];
    let graduate = app.graduate(&MING).await;
    let acceptances = (0..50).map(|n| {
        let (graduate, case) = (graduate.clone(), invited[n % 2].clone());
        tokio::spawn(async move { graduate.accept(&case).await })
    });
    let mut won = Vec::new();
    for acceptance in acceptances.collect::<Vec<_>>() {
        let answer = acceptance.await.unwrap();
        if answer.status == 200 {
            won.push(answer.ok().case);
        } else {
            let code = answer.problem().code;
            assert!(["case_in_process", "already_decided"].contains(&code.as_str()), "{code}");
        }
    }
    assert_eq!(won.len(), 1);
    app.settle().await;
    let school = app.staff(&DEPARTMENT).await.list("?state=accepted_in_review").await.ok();
    assert_eq!((school.total, &school.rows[0].case), (1, &won[0]));
}
