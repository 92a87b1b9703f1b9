//! Somebody at the provider's. Their own browser keeps it, in a cookie that no script reads: however many people leave and never come
//! back, this server has nothing to remember of them. The cookie protects this browser's own way back.
//!
//! A cookie a visit, named by its state: several tabs may be away at once, each comes back to its own, and an address with somebody
//! else's state finds nothing and ends nothing.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use openidconnect::{Nonce, PkceCodeVerifier};
use wangqian_protocol::session::Entrance;

const COOKIE: &str = "wq_oidc_";
/// Where it is shown: on the way there, to be counted, and on the way back.
const PATH: &str = "/api/v1/session/oidc";
const MINUTES: i64 = 5;
/// Visits that one browser may have under way; the oldest give way.
const VISITS_MAX: usize = 8;

/// How they left.
pub struct Visit {
    pub entrance: Entrance,
    pub state: String,
    pub nonce: Nonce,
    pub verifier: PkceCodeVerifier,
}

/// In base 64 for addresses, which the other two are written in, there is none.
const BETWEEN: char = '.';

impl Visit {
    /// The cookies of somebody who leaves: this visit, and the end of those that are too many.
    pub fn leaving(&self, request: &HttpRequest, secure: bool) -> Vec<Cookie<'static>> {
        let cookies = request.cookies();
        let under_way: Vec<_> =
            cookies.iter().flat_map(|all| all.iter()).filter_map(|cookie| cookie.name().strip_prefix(COOKIE)).collect();
        // Browsers send the oldest first (RFC 6265, 5.4).
        let too_many = under_way.len().saturating_sub(VISITS_MAX - 1);
        let ended = under_way.into_iter().take(too_many).map(|state| ended(state, secure));
        ended.chain([cookie(&self.state, self.kept(), Duration::minutes(MINUTES), secure)]).collect()
    }

    /// The visit of this browser that has this state.
    pub fn of(request: &HttpRequest, state: &str) -> Option<Self> {
        Self::parse(state, request.cookie(&format!("{COOKIE}{state}"))?.value())
    }

    /// The cookie that ends it.
    pub fn ended(&self, secure: bool) -> Cookie<'static> {
        ended(&self.state, secure)
    }

    /// What the cookie holds.
    fn kept(&self) -> String {
        [code(self.entrance), self.nonce.secret(), self.verifier.secret()].join(&BETWEEN.to_string())
    }

    /// Back from what a cookie holds.
    fn parse(state: &str, kept: &str) -> Option<Self> {
        let mut parts = kept.splitn(3, BETWEEN);
        let mut next = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        let (entrance, nonce, verifier) = (next()?, next()?, next()?);
        let entrances = [Entrance::School, Entrance::Graduate, Entrance::Employer, Entrance::Province];
        let entrance = entrances.into_iter().find(|known| code(*known) == entrance)?;
        Some(Self { entrance, state: state.to_owned(), nonce: Nonce::new(nonce), verifier: PkceCodeVerifier::new(verifier) })
    }
}

fn ended(state: &str, secure: bool) -> Cookie<'static> {
    cookie(state, String::new(), Duration::ZERO, secure)
}

fn cookie(state: &str, value: String, age: Duration, secure: bool) -> Cookie<'static> {
    let named = Cookie::build(format!("{COOKIE}{state}"), value);
    named.path(PATH).max_age(age).http_only(true).same_site(SameSite::Lax).secure(secure).finish()
}

fn code(entrance: Entrance) -> &'static str {
    match entrance {
        Entrance::School => "school",
        Entrance::Graduate => "graduate",
        Entrance::Employer => "employer",
        Entrance::Province => "province",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn visit(state: &str) -> Visit {
        Visit::parse(state, "graduate.n0nce.veri-fier").unwrap()
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_visit_comes_back_as_it_was_kept_and_nothing_else_is_one() {
        let kept = visit("s-T_4");
        assert_eq!(
            (kept.entrance, kept.state.as_str(), kept.kept().as_str()),
            (Entrance::Graduate, "s-T_4", "graduate.n0nce.veri-fier")
        );
        for wrong in ["", "graduate", "graduate.n", "graduate.n.", "graduate..v", "operator.n.v"] {
            assert!(Visit::parse("s", wrong).is_none(), "{wrong}");
        }
        let browser = TestRequest::default().cookie(cookie("a", kept.kept(), Duration::minutes(1), true)).to_http_request();
        assert!(Visit::of(&browser, "a").is_some());
        for state in ["", "b", "a; wq_oidc_b=x"] {
            assert!(Visit::of(&browser, state).is_none(), "{state}");
        }
    }

    #[test]
    #[doc = "ACC-01"]
    fn acc_01_a_browser_has_a_bounded_number_of_visits_and_the_oldest_give_way() {
        let kept: Vec<_> = (0..=VISITS_MAX).map(|n| format!("{COOKIE}{n}={}", visit("").kept())).collect();
        let sent = format!("wq_session=x; {}", kept.join("; "));
        let browser = TestRequest::default().insert_header(("cookie", sent)).to_http_request();
        let cookies = visit("new").leaving(&browser, true);
        let said: Vec<_> = cookies.iter().map(|cookie| (cookie.name(), cookie.value().is_empty())).collect();
        assert_eq!(said, [("wq_oidc_0", true), ("wq_oidc_1", true), ("wq_oidc_new", false)]);
    }
}
