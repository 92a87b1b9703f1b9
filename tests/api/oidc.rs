//! Signing in at an identity provider: providers as they are, and browsers with more than one tab (ACC-01).

use crate::{
    app::TestApp,
    cast::*,
    identity::{CLIENT, Identity},
};
use reqwest::{Client, Url, redirect::Policy};
use serde_json::{Value, json};
use std::collections::HashMap;

/// A server whose school users sign in at this provider.
async fn server(identity: &Identity, more: &[&str]) -> TestApp {
    let arguments = identity.arguments();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).chain(more.iter().copied()).collect();
    TestApp::spawn_with(&arguments).await
}

/// A provider that says this of the school's user.
async fn provider(claims: Value) -> Identity {
    let identity = Identity::start().await;
    let mut all = json!({ "preferred_username": SCHOOL.login });
    all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
    identity.words().claims = all;
    identity
}

/// A browser: it keeps cookies as browsers do.
struct Browser<'a> {
    app: &'a TestApp,
    http: Client,
}

/// A tab that is at the provider's.
struct Away(HashMap<String, String>);

impl<'a> Browser<'a> {
    fn at(app: &'a TestApp) -> Self {
        Self { app, http: Client::builder().cookie_store(true).redirect(Policy::none()).no_proxy().build().unwrap() }
    }

    /// Where the server sends whoever asks for this.
    async fn sent_on(&self, path: &str) -> String {
        let answer = self.http.get(format!("{}/api/v1/session{path}", self.app.site().origin())).send().await.unwrap();
        assert_eq!(answer.status(), 303, "{path}");
        answer.headers()["location"].to_str().unwrap().to_owned()
    }

    async fn leave(&self) -> Away {
        let url = Url::parse(&self.sent_on("/oidc/school").await).unwrap();
        Away(url.query_pairs().into_owned().collect())
    }

    /// Back with the code that the provider gave; where it ends.
    async fn back(&self, away: &Away) -> String {
        self.sent_on(&format!("/oidc/callback?code={}&state={}", away.0["nonce"], away.0["state"])).await
    }

    async fn there_and_back(&self) -> String {
        self.back(&self.leave().await).await
    }

    async fn is_in(&self) -> bool {
        let answer = self.http.get(format!("{}/api/v1/session", self.app.site().origin())).send().await.unwrap();
        answer.status() == 200
    }
}

const IN: &str = "/";
const NOT_BELIEVED: &str = "/login?oidc=not_believed";
const TOO_LATE: &str = "/login?oidc=too_late";

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_what_nobody_asks_for_cannot_keep_anybody_out() {
    let identity = provider(json!({})).await;
    let app = server(&identity, &[]).await;
    let first = Browser::at(&app);
    let away = first.leave().await;
    assert_eq!(
        (away.0["client_id"].as_str(), away.0["tenant"].as_str(), away.0["scope"].as_str()),
        (CLIENT, "1", "openid profile")
    );
    assert_eq!(first.back(&away).await, IN);
    assert!(first.is_in().await);
    for claims in [
        json!({ "email_verified": "true", "phone_number_verified": 1 }),
        json!({ "updated_at": "2026-09-01T00:00:00Z", "birthdate": 0, "zoneinfo": null }),
        json!({ "amr": "pwd", "acr": 2, "auth_time": "1780000000" }),
        json!({ "address": "示范路一号", "gender": 1, "picture": "", "website": "none", "locale": [] }),
        json!({ "iat": "2026-09-01T00:00:00Z", "nbf": "soon", "at_hash": 7 }),
        json!({ "exp": "4102444800" }),
        json!({ "aud": [CLIENT], "azp": CLIENT }),
    ] {
        let mut all = json!({ "preferred_username": SCHOOL.login });
        all.as_object_mut().unwrap().extend(claims.as_object().unwrap().clone());
        identity.words().claims = all;
        assert_eq!(Browser::at(&app).there_and_back().await, IN, "{claims}");
    }
    for answer in [
        json!({ "expires_in": "3600" }),
        json!({ "expires_in": 3599.5, "token_type": null }),
        json!({ "scope": ["openid", "profile"] }),
        json!({ "token_type": 7, "refresh_token": {}, "access_token": null }),
    ] {
        identity.words().answer = answer.clone();
        assert_eq!(Browser::at(&app).there_and_back().await, IN, "{answer}");
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_token_for_others_too_is_taken_when_this_client_asked_for_it() {
    let others = json!([CLIENT, "projekt-1"]);
    for (claims, options, end) in [
        (json!({ "aud": others, "azp": CLIENT }), [].as_slice(), IN),
        (json!({ "aud": others }), &[], NOT_BELIEVED),
        (json!({ "aud": others }), &["--oidc-audiences", "projekt-0,projekt-1"], IN),
        (json!({ "aud": others, "azp": "projekt-1" }), &["--oidc-audiences", "projekt-1"], NOT_BELIEVED),
        (json!({ "aud": "projekt-1", "azp": CLIENT }), &[], NOT_BELIEVED),
        (json!({ "aud": null }), &[], NOT_BELIEVED),
    ] {
        let identity = provider(claims.clone()).await;
        let app = server(&identity, options).await;
        assert_eq!(Browser::at(&app).there_and_back().await, end, "{claims} {options:?}");
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_what_matters_has_to_be_right() {
    let identity = provider(json!({})).await;
    let app = server(&identity, &[]).await;
    for claims in [
        json!({ "iss": "http://elsewhere" }),
        json!({ "nonce": "of another visit" }),
        json!({ "nonce": null }),
        json!({ "exp": 1_700_000_000 }),
        json!({ "exp": "soon" }),
        json!({ "sub": null, "preferred_username": SCHOOL.login }),
    ] {
        identity.words().claims = claims.clone();
        let browser = Browser::at(&app);
        assert_eq!(browser.there_and_back().await, NOT_BELIEVED, "{claims}");
        assert!(!browser.is_in().await);
    }
    let unsigned = "eyJhbGciOiJub25lIn0.e30.";
    let secret_of_nobody = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
    for token in [json!(unsigned), json!(secret_of_nobody), json!("a.b"), json!(7), Value::Null] {
        identity.words().answer = json!({ "id_token": token });
        assert_eq!(Browser::at(&app).there_and_back().await, NOT_BELIEVED, "{token}");
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_the_server_says_who_it_is_as_the_provider_wants_to_hear_it() {
    let post = json!({ "token_endpoint_auth_methods_supported": ["client_secret_post"] });
    let basic = json!({ "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"] });
    for (description, body_only, heard) in [
        (post, true, ["body"].as_slice()),
        (basic, false, &["head"]),
        (json!({}), false, &["head"]),
        (json!({}), true, &["head", "body"]),
    ] {
        let identity = provider(json!({})).await;
        identity.words().description = description.clone();
        identity.words().body_only = body_only;
        let app = server(&identity, &[]).await;
        assert_eq!(Browser::at(&app).there_and_back().await, IN, "{description}");
        assert_eq!(identity.words().authentications, heard);
    }
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_name_that_is_not_in_the_token_is_asked_for_and_a_new_key_is_taken_up() {
    let identity = provider(json!({ "preferred_username": null })).await;
    let app = server(&identity, &[]).await;
    for (profile, end) in [
        (json!({ "preferred_username": SCHOOL.login, "email_verified": "true", "updated_at": "today" }), IN),
        (json!({ "preferred_username": SCHOOL.login, "sub": "internal-2" }), NOT_BELIEVED),
        (json!({ "preferred_username": 90_001 }), "/login?oidc=no_account"),
        (json!({}), NOT_BELIEVED),
    ] {
        identity.words().profile = profile.clone();
        assert_eq!(Browser::at(&app).there_and_back().await, end, "{profile}");
    }
    identity.words().claims = json!({ "preferred_username": SCHOOL.login });
    identity.renew_key();
    assert_eq!(Browser::at(&app).there_and_back().await, IN);
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_two_tabs_that_left_both_come_in() {
    let identity = provider(json!({})).await;
    let app = server(&identity, &[]).await;
    let browser = Browser::at(&app);
    let (first, second) = (browser.leave().await, browser.leave().await);
    assert_eq!(browser.back(&first).await, IN);
    assert!(browser.is_in().await);
    assert_eq!(browser.back(&second).await, IN);
    assert_eq!(browser.back(&first).await, TOO_LATE, "a visit ends when somebody is back");
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_link_with_somebody_elses_state_ends_no_visit() {
    let identity = provider(json!({})).await;
    let app = server(&identity, &[]).await;
    let (browser, stranger) = (Browser::at(&app), Browser::at(&app));
    let (away, another) = (browser.leave().await, stranger.leave().await);
    assert_eq!(browser.back(&another).await, TOO_LATE);
    for path in ["?code=stolen&state=stolen", "?code=stolen", "?error=access_denied", "?state="] {
        assert_eq!(browser.sent_on(&format!("/oidc/callback{path}")).await, TOO_LATE, "{path}");
    }
    let declined = browser.leave().await;
    let end = browser.sent_on(&format!("/oidc/callback?error=access_denied&state={}", declined.0["state"])).await;
    assert_eq!(end, "/login?oidc=declined");
    assert_eq!(browser.back(&away).await, IN);
}

#[tokio::test]
#[doc = "ACC-01"]
async fn acc_01_a_browser_that_leaves_again_and_again_keeps_its_newest_visits() {
    let identity = provider(json!({})).await;
    let app = server(&identity, &[]).await;
    let browser = Browser::at(&app);
    let mut tabs = Vec::new();
    for _ in 0..12 {
        tabs.push(browser.leave().await);
    }
    let mut ends = Vec::new();
    for tab in &tabs {
        ends.push(browser.back(tab).await);
    }
    assert_eq!(ends.iter().filter(|end| *end == IN).count(), 8);
    assert_eq!(ends[11], IN);
}
