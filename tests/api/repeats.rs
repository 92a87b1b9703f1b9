//! The same key is the same intention: one effect and the same answer, however often and whenever it is sent.

use crate::{
    app::TestApp,
    cast::*,
    verbs::{invitation, terms},
};
use wangqian_protocol::{
    case::{CaseChanged, Decline, Review, Terms},
    invitation::Invite,
};

#[tokio::test]
async fn an_invitation_sent_twice_is_one_invitation() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let send = || employer.post("/invitations").key("invite-1").json(&invitation(&MING)).send::<CaseChanged>();
    let (first, again) = (send().await, send().await);
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    app.settle().await;
    assert_eq!(app.graduate(&MING).await.list("").await.ok().total, 1);
    employer.invite(&MING).await.refused(409, "invitation_pending");
}

#[tokio::test]
#[doc = "EXT-02"]
async fn a_key_answers_only_what_it_was_first_sent_with() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let send = async |person: &Person| {
        employer.post("/invitations").key("invite-1").json(&invitation(person)).send::<CaseChanged>().await
    };
    let first = send(&MING).await;
    send(&FANG).await.refused(422, "idempotency_key_reused");
    assert_eq!(send(&MING).await.text, first.text);
    app.settle().await;
    assert_eq!(app.graduate(&FANG).await.list("").await.ok().total, 0, "nothing was done");
}

#[tokio::test]
async fn every_command_on_a_case_is_answered_alike_when_repeated() {
    let app = TestApp::spawn().await;
    let (graduate, department) = (app.graduate(&MING).await, app.staff(&DEPARTMENT).await);
    let case = app.invited(&CLOUD, &MING).await;
    let accept = || graduate.act(&case, "acceptance").key("accept-1").send::<CaseChanged>();
    let (first, again) = (accept().await, accept().await);
    assert_eq!((first.status, &first.text), (again.status, &again.text));

    let accepted = first.ok();
    app.settle().await;
    let review = || department.act(&accepted, "review").key("review-1").json(&Review::Approve {}).send::<CaseChanged>();
    let (first, again) = (review().await, review().await);
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    // Later moves do not matter: the acceptance was answered, and stays answered so.
    assert_eq!(accept().await.ok().version, accepted.version);
    app.settle().await;
    assert_eq!(graduate.read(&case).await.ok().row.version, first.ok().version);
}

#[tokio::test]
async fn a_repeat_after_a_restart_has_no_second_effect_either() {
    let app = TestApp::spawn_on_disk().await;
    let (employer, graduate) = (app.employer(&CLOUD).await, app.graduate(&MING).await);
    let invite = employer.post("/invitations").key("k").json(&invitation(&MING)).send::<CaseChanged>().await;
    app.settle().await;
    let case = invite.ok();
    let accept = graduate.act(&case, "acceptance").key("k").send::<CaseChanged>().await;
    app.settle().await;

    let app = app.restart().await;
    let (employer, graduate) = (employer.at(app.site()), graduate.at(app.site()));
    let invited_again = employer.post("/invitations").key("k").json(&invitation(&MING)).send::<CaseChanged>().await;
    let accepted_again = graduate.act(&case, "acceptance").key("k").send::<CaseChanged>().await;
    assert_eq!((invite.text, accept.text), (invited_again.text, accepted_again.text));
    app.settle().await;
    assert_eq!(graduate.list("").await.ok().total, 1);
    assert_eq!(graduate.read(&case).await.ok().trail.len(), 2);
}

#[tokio::test]
async fn what_a_restart_finds_is_all_that_was_answered() {
    let app = TestApp::spawn_on_disk().await;
    let effective = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let waiting = app.accepted(&RIVAL, &FANG).await;
    let before = app.staff(&SCHOOL).await.read(&effective).await.text;
    let app = app.restart().await;
    let (school, department) = (app.staff(&SCHOOL).await, app.staff(&DEPARTMENT).await);
    assert_eq!(school.read(&effective).await.text, before);
    assert_eq!(department.home().await.ok().counts.tiles[0].mine, 1);
    department.approve(&waiting).await.ok();
}

#[tokio::test]
#[doc = "SIG-08"]
async fn an_invitation_that_fell_due_while_the_server_was_down_expires_once() {
    let app = TestApp::spawn_on_disk().await;
    let case = app.invited(&CLOUD, &MING).await;
    let app = app.restart().await;
    assert_eq!(app.pass_and_fire(6 * crate::app::DAY_MS).await, 2, "the reminder, which is too late, and the end");
    assert_eq!(app.pass_and_fire(0).await, 0);
    let graduate = app.graduate(&MING).await;
    assert_eq!(graduate.read(&case).await.ok().row.state, "expired");
    let titles: Vec<_> = graduate.inbox().await.notices.into_iter().map(|notice| notice.title).collect();
    assert_eq!(titles, ["签约邀请已失效", "收到签约邀请"]);
}

#[tokio::test]
async fn a_key_is_ones_own_and_for_one_address() {
    let app = TestApp::spawn().await;
    let case = app.invited(&CLOUD, &MING).await;
    let (graduate, fellow) = (app.graduate(&MING).await, app.graduate(&FANG).await);
    graduate.act(&case, "acceptance").key("k").send::<CaseChanged>().await.ok();
    fellow.act(&case, "acceptance").key("k").send::<CaseChanged>().await.refused(404, "not_found");
    let other_command = graduate.act(&case, "refusal").key("k").json(&Decline::default());
    other_command.send::<CaseChanged>().await.refused(409, "already_decided");
}

#[tokio::test]
async fn a_refusal_is_not_remembered_so_that_the_corrected_form_can_use_its_key() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let send = |terms: Terms| {
        let body = Invite { terms, ..invitation(&MING) };
        employer.post("/invitations").key("k").json(&body).send::<CaseChanged>()
    };
    send(Terms { salary_monthly: 0, ..terms() }).await.refused(422, "invalid_field");
    send(terms()).await.ok();
}

#[tokio::test]
async fn a_key_that_is_empty_or_too_long_is_refused() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    for key in ["", &"k".repeat(129)] {
        let call = employer.post("/invitations").key(key).json(&invitation(&MING));
        call.send::<CaseChanged>().await.refused(400, "malformed");
    }
    employer.post("/invitations").key(&"k".repeat(128)).json(&invitation(&MING)).send::<CaseChanged>().await.ok();
}

#[tokio::test]
async fn fifty_repeats_at_once_are_one_command() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let sent = (0..50).map(|_| {
        let employer = employer.clone();
        tokio::spawn(async move { employer.post("/invitations").key("k").json(&invitation(&MING)).send::<CaseChanged>().await })
    });
    let mut cases = std::collections::BTreeSet::new();
    for answer in sent.collect::<Vec<_>>() {
        cases.insert(answer.await.unwrap().ok().case);
    }
    assert_eq!(cases.len(), 1);
}
