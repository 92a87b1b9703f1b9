//! Requests that change something come from our own page, or not at all.

use crate::{
    app::TestApp,
    cast::*,
    users::{Call, User},
    verbs::invitation,
};
use reqwest::Method;
use std::collections::BTreeMap;
use tokio::net::TcpStream;
use wangqian::{endpoints::endpoints, rights::Access};
use wangqian_protocol::session::Role;

const ELSEWHERE: &str = "https://evil.example";

/// Every route that changes something, called by somebody who may.
async fn changing_calls(app: &TestApp) -> Vec<(String, Call)> {
    let case = app.accepted(&CLOUD, &MING).await.case;
    let mut calls = Vec::new();
    // One session a role: an account keeps ten.
    let mut signed_in: BTreeMap<Role, User> = BTreeMap::new();
    // Providers' machines send no origin and have no session: their calls are signed (`notices_account.rs`).
    let pages = endpoints().into_iter().filter(|endpoint| !matches!(endpoint.access, Access::Provider));
    for endpoint in pages.filter(|endpoint| !endpoint.method.is_safe()) {
        let user = match endpoint.access {
            Access::Public | Access::Provider => app.anonymous(),
            // No browser has the key, so no page can be misused to send it.
            Access::Link => continue,
            Access::Own(roles) | Access::Only(roles, _) => {
                let role = roles[roles.len() - 1];
                match signed_in.get(&role).cloned() {
                    Some(user) => user,
                    None => signed_in.entry(role).or_insert(in_role(app, role).await).clone(),
                }
            }
        };
        let path = endpoint.path.replace("{case}", &case);
        let method: Method = endpoint.method.as_str().parse().unwrap();
        calls.push((format!("{method} {path}"), user.call(method, &path).seen(2).text("{}")));
    }
    assert!(calls.len() >= 11, "{}", calls.len());
    calls
}

async fn in_role(app: &TestApp, role: Role) -> User {
    match role {
        Role::Graduate => app.graduate(&MING).await,
        Role::Employer => app.employer(&CLOUD).await,
        Role::Department => app.staff(&DEPARTMENT).await,
        Role::School => app.staff(&SCHOOL).await,
        Role::Province => app.province(&NORTH).await,
    }
}

#[tokio::test]
async fn no_route_changes_anything_for_a_request_from_elsewhere_or_from_nowhere() {
    let app = TestApp::spawn().await;
    for (name, call) in changing_calls(&app).await {
        let other_scheme = app.site().origin().replace("http:", "ftp:");
        for origin in [ELSEWHERE, "null", "", &other_scheme, &format!("{}.evil.example", app.site().origin())] {
            let foreign = call.clone().header("origin", origin).send::<()>().await;
            assert_eq!(foreign.refused(403, "forgery").status, 403, "{name} from {origin}");
        }
        call.without("origin").send::<()>().await.refused(403, "forgery");
    }
}

#[tokio::test]
async fn no_route_changes_anything_without_the_token_of_the_session() {
    let app = TestApp::spawn().await;
    let another = app.employer(&RIVAL).await.csrf;
    // People who sign in, register or forgot the password have no session yet; whoever holds a paper or a permit needs none.
    let comes_before_a_session = |name: &str| {
        let begins = name.starts_with("POST /session") || name.starts_with("POST /paper/");
        begins || ["POST /employer/registration", "POST /verifications"].contains(&name) || name.ends_with(" /password-reset")
    };
    for (name, call) in changing_calls(&app).await.into_iter().filter(|(name, _)| !comes_before_a_session(name)) {
        call.clone().without("x-csrf-token").send::<()>().await.refused(403, "forgery");
        for token in ["", "0", another.as_str()] {
            let forged = call.clone().header("x-csrf-token", token).send::<()>().await;
            assert_eq!(forged.refused(403, "forgery").status, 403, "{name} with {token}");
        }
    }
}

#[tokio::test]
async fn a_form_of_another_page_cannot_pass_for_json() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let body = serde_json::to_string(&invitation(&MING)).unwrap();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let answer = employer.post("/invitations").text(&body).header("content-type", kind).send::<()>().await;
        answer.refused(400, "malformed");
    }
    employer.post("/invitations").text(&body).without("content-type").send::<()>().await.refused(400, "malformed");
    assert_eq!(employer.list("").await.ok().total, 0);
    assert_eq!(employer.send_invitation(&invitation(&MING)).await.ok().state, "invited");
}

#[tokio::test]
async fn a_socket_opens_only_from_our_own_page_and_for_a_session() {
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    let connect = || TcpStream::connect(app.address);
    for origin in [Some(ELSEWHERE), Some("null"), None] {
        let refused = user.connect_over(connect().await.unwrap(), |headers| {
            headers.remove("origin");
            if let Some(origin) = origin {
                headers.insert("origin", origin.parse().unwrap());
            }
        });
        assert_eq!(refused.await.err(), Some(403), "{origin:?}");
    }
    let stranger = user.connect_over(connect().await.unwrap(), |headers| drop(headers.remove("cookie")));
    assert_eq!(stranger.await.err(), Some(401));
}

#[tokio::test]
async fn an_origin_that_the_operator_allows_is_our_own() {
    const ALLOWED: &str = "https://wq.example.cn";
    let app = TestApp::spawn_with(&["--origins", ALLOWED]).await;
    let user = app.graduate(&MING).await;
    let call = user.call(Method::DELETE, "/session").header("origin", ALLOWED);
    call.send::<()>().await.ok();
    let socket = app.graduate(&MING).await;
    let stream = TcpStream::connect(app.address).await.unwrap();
    let opened = socket.connect_over(stream, |headers| drop(headers.insert("origin", ALLOWED.parse().unwrap())));
    assert!(opened.await.is_ok());
}
