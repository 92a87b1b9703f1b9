//! Everything that binds a graduate at once: of five hundred commands one a graduate is done, and every other is told why not (SIG-08).

use crate::{agreements::*, answer::Answer, app::TestApp, cast::*, users::User};
use futures_util::future::{BoxFuture, FutureExt, join_all};
use std::collections::BTreeSet;
use wangqian_protocol::{case::*, form::Filled};

const RACERS: [&Person; 5] = [&MING, &FANG, &DIRECTED, &MASTER, &LINGUIST];
/// Of each of five ways to be bound, for each graduate: 500 commands.
const TIMES: usize = 20;
const WAITING: &str = "?state=waiting_department";

fn unemployed() -> Filled {
    let answers = [("subcode", "P70A"), ("need_help", "yes")].map(|(field, text)| (field.to_owned(), text.to_owned()));
    Filled { form: "UNEMPLOYED".to_owned(), answers: answers.into(), files: Vec::new() }
}

/// Two invitations accepted, an agreement filled in, one on paper registered, another destination: each as often as a nervous thumb can.
async fn everything_at_once(user: &User, offers: &[CaseChanged; 2]) -> Vec<Answer<CaseChanged>> {
    let page = user.scans(1).await;
    let ways = (0..TIMES).flat_map(|_| -> [BoxFuture<'_, Answer<CaseChanged>>; 5] {
        [
            user.accept(&offers[0]).boxed(),
            user.accept(&offers[1]).boxed(),
            user.begins("offline_signing", None, offline_agreement()).boxed(),
            user.begins("backfill", None, paper_agreement(vec![page.clone()])).boxed(),
            user.begins("destination", None, unemployed()).boxed(),
        ]
    });
    join_all(ways).await
}

#[tokio::test]
#[doc = "SIG-08, DES-04, BAC-01, OFF-01"]
async fn sig_08_of_five_hundred_commands_at_once_one_a_graduate_is_done() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    for switch in ["backfill", "destination"] {
        school.set_switch(switch, true).await.ok();
    }
    let mut starts = Vec::new();
    for person in RACERS {
        let offers = [app.invited(&CLOUD, person).await, app.invited(&RIVAL, person).await];
        starts.push((app.graduate(person).await, offers));
    }
    let answers = join_all(starts.iter().map(|(user, offers)| everything_at_once(user, offers))).await;
    app.settle().await;
    for (of_one, person) in answers.iter().zip(RACERS) {
        let (done, refused): (Vec<_>, Vec<_>) = of_one.iter().partition(|answer| answer.status.is_success());
        assert_eq!((done.len(), refused.len()), (1, 5 * TIMES - 1), "{}", person.name);
        let codes: BTreeSet<_> = refused.iter().map(|answer| answer.problem().code).collect();
        let known = ["already_decided", "busy", "case_in_process", "resubmit", "stale_version"];
        assert!(codes.iter().all(|code| known.contains(&code.as_str())), "{codes:?}");
    }
    let listed = school.list(WAITING).await.ok();
    let bound: BTreeSet<_> = listed.rows.iter().map(|row| row.exam_no.clone()).collect();
    assert_eq!((listed.total, bound.len()), (RACERS.len(), RACERS.len()));
}
