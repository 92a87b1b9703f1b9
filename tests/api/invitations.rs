//! An invitation is answered once and in time, and a graduate is bound by one thing at a time.

use crate::{app::*, cast::*, verbs::invitation};
use reqwest::Method;
use wangqian_protocol::{employer::HiringGoal, invitation::Invite, next::NextThing};
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
    assert_eq!(graduate.read(&second).await.ok().offers(), ["decline"]);

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
    assert_eq!(employer.read(&case).await.ok().offers(), ["withdraw"]);
    app.store.hold(Employer::KIND);
    employer.withdraw(&case).await.ok();
    let seen = employer.read(&case).await.ok();
    app.store.release();
    assert_eq!((seen.row.state.as_str(), seen.offers()), ("withdrawn", vec![]));
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
    assert_eq!(app.graduate(&MING).await.read(&case).await.ok().offers(), ["accept", "decline"]);
    app.pass(1);
    let graduate = app.graduate(&MING).await;
    assert!(graduate.read(&case).await.ok().offers().is_empty());
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

/// The letter to the graduate is on its way for some milliseconds: the employer's own invitation is found all the same.
#[tokio::test]
#[doc = "SIG-08"]
async fn what_was_just_sent_is_found_and_withdrawn_at_once() {
    const TIMES: usize = 150;
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    for _ in 0..TIMES {
        let case = employer.invite(&MING).await.ok();
        assert_eq!(employer.read(&case).await.ok().row.state, "invited");
        assert_eq!(employer.withdraw(&case).await.ok().state, "withdrawn");
        app.settle().await;
        assert_eq!(employer.read(&case).await.ok().row.state, "withdrawn");
    }
    let graduate = app.graduate(&MING).await;
    let rows = graduate.list("?limit=200").await.ok().rows;
    assert!(rows.len() == TIMES && rows.iter().all(|row| row.state == "withdrawn"));
}

#[tokio::test]
#[doc = "HOM-04, ROS-05, INV-01, SIG-08"]
async fn a_graduates_home_says_what_is_next() {
    let app = TestApp::spawn().await;
    let next = async |person: &Person| app.graduate(person).await.get::<NextThing>("/next").await.ok();
    assert_eq!((next(&MING).await.kind, next(&BARRED).await.kind), ("nothing".to_owned(), "closed".to_owned()));
    assert!(next(&BARRED).await.lead.contains("定向/委培"));

    let case = app.invited(&CLOUD, &MING).await;
    let asked = next(&MING).await;
    assert_eq!((asked.kind.as_str(), asked.row.map(|row| row.case)), ("answer", Some(case.case.clone())));
    assert_eq!(asked.steps[1].note, "现在等您决定");
    let second = app.invited(&RIVAL, &MING).await;
    assert_eq!(next(&MING).await.more, 1);

    app.graduate(&MING).await.accept(&case).await.ok();
    app.settle().await;
    let waiting = next(&MING).await;
    assert_eq!((waiting.kind.as_str(), waiting.title.as_str()), ("wait", CLOUD.name));
    assert!(waiting.text.contains("学院正在审核"), "{}", waiting.text);
    let only_to_read = app.graduate(&MING).await.read(&second).await.ok();
    let advice = only_to_read.next.unwrap();
    assert!(!advice.yours && advice.text.contains(CLOUD.name) && advice.text.contains("只能查看"), "{}", advice.text);
    assert!(only_to_read.steps.iter().all(|step| !step.note.contains("等您决定")));
}

#[tokio::test]
#[doc = "SIG-06, SIG-08"]
async fn an_employer_is_offered_to_invite_again_where_an_invitation_came_to_nothing() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let case = app.invited(&CLOUD, &MING).await;
    assert_eq!(employer.read(&case).await.ok().offers(), ["withdraw"]);
    app.graduate(&MING).await.decline(&case, "").await.ok();
    app.settle().await;
    let declined = employer.read(&case).await.ok();
    assert_eq!(declined.offers(), ["invite_again"]);
    assert!(declined.next.unwrap().text.contains("重新发起"));

    let second = app.invited(&CLOUD, &MING).await;
    assert!(employer.read(&case).await.ok().offers().is_empty(), "another one is open with the same graduate");
    app.pass(5 * DAY_MS);
    let employer = app.employer(&CLOUD).await;
    assert_eq!(employer.read(&second).await.ok().offers(), ["invite_again"], "its time is over, its timer late");
}

#[tokio::test]
#[doc = "SIG-01"]
async fn an_employer_sees_particulars_of_a_graduate_only_after_the_acceptance() {
    let app = TestApp::spawn().await;
    let case = app.invited(&CLOUD, &MING).await;
    let card = async || app.employer(&CLOUD).await.read(&case).await.ok().graduate;
    let before = card().await;
    assert_eq!((before.ethnicity, before.political_status, before.student_no), (None, None, None));
    let own = app.graduate(&MING).await.read(&case).await.ok().graduate;
    assert!(own.ethnicity.is_some() && own.political_status.is_some() && own.student_no.is_some());
    app.graduate(&MING).await.accept(&case).await.ok();
    app.settle().await;
    let after = card().await;
    assert!(after.ethnicity.is_some() && after.political_status.is_some() && after.student_no.is_some());
}

#[tokio::test]
#[doc = "SIG-08, SIG-09"]
async fn an_employer_who_may_not_invite_again_hears_of_its_own_signing() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    let refused = app.employer(&CLOUD).await.invite(&MING).await.refused(409, "case_in_process");
    assert_eq!(refused.title, "该毕业生与贵单位的签约正在审核");
}

#[tokio::test]
#[doc = "HOM-04"]
async fn an_employer_sets_how_many_it_means_to_hire_and_takes_it_back() {
    let app = TestApp::spawn_on_disk().await;
    let employer = app.employer(&CLOUD).await;
    let set =
        async |goal: Option<u32>| employer.call(Method::PUT, "/employer/goal").json(&HiringGoal { goal }).send::<()>().await;
    let goal = async || employer.get::<HiringGoal>("/employer/goal").await.ok().goal;
    assert_eq!(goal().await, None);
    set(Some(50)).await.ok();
    assert_eq!(goal().await, Some(50));
    for wrong in [0, 100_000] {
        assert_eq!(set(Some(wrong)).await.invalid_fields(), ["goal"]);
    }
    assert_eq!(goal().await, Some(50), "what is out of range changes nothing");
    assert_eq!(app.employer(&RIVAL).await.get::<HiringGoal>("/employer/goal").await.ok().goal, None);
    set(None).await.ok();
    assert_eq!(goal().await, None);
}

#[tokio::test]
#[doc = "SIG-01"]
async fn sig_01_an_employer_looks_for_so_many_a_minute_by_whatever_way() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let stranger = Person { name: "无此人", ..MING };
    for _ in 0..30 {
        employer.look_up(&stranger).await.refused(404, "no_such_graduate");
        employer.invite(&stranger).await.refused(404, "no_such_graduate");
    }
    let answer = employer.look_up(&MING).await;
    assert_eq!(answer.header("retry-after"), "60");
    let problem = answer.refused(429, "look_up_limit");
    assert!(problem.detail.contains("批量邀约"), "{}", problem.detail);
    employer.invite(&stranger).await.refused(429, "look_up_limit");
    employer.invite(&MING).await.refused(429, "look_up_limit");
    app.employer(&RIVAL).await.look_up(&MING).await.ok();
    app.pass(60_000);
    assert_eq!(employer.invite(&MING).await.status, 201);
    app.settle().await;
}

#[tokio::test]
#[doc = "SIG-01, ACC-10"]
async fn acc_10_an_employer_that_nobody_verified_is_told_the_same_of_everybody() {
    let app = TestApp::spawn().await;
    let newcomer = app.employer(&NEWCOMER).await;
    let stranger = Person { name: "无此人", ..MING };
    for _ in 0..70 {
        newcomer.invite(&stranger).await.refused(409, "employer_not_verified");
        newcomer.invite(&MING).await.refused(409, "employer_not_verified");
    }
}
