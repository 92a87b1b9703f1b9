//! Somebody at the provider's. Their own browser keeps it, in a cookie that no script reads: however many people leave and never come
//! back, this server has nothing to remember of them. What it protects, the way back of this browser, is that browser's own.

use openidconnect::{Nonce, PkceCodeVerifier};
use wangqian_protocol::session::Entrance;

/// How they left.
pub struct Visit {
    pub entrance: Entrance,
    pub state: String,
    pub nonce: Nonce,
    pub verifier: PkceCodeVerifier,
}

/// In base 64 for addresses, which the other three are written in, there is none.
const BETWEEN: char = '.';

impl Visit {
    /// What the cookie holds.
    pub fn kept(&self) -> String {
        [code(self.entrance), &self.state, self.nonce.secret(), self.verifier.secret()].join(&BETWEEN.to_string())
    }

    /// Back from what a cookie holds.
    pub fn parse(kept: &str) -> Option<Self> {
        let mut parts = kept.splitn(4, BETWEEN);
        let mut next = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        let (entrance, state, nonce, verifier) = (next()?, next()?, next()?, next()?);
        let entrances = [Entrance::School, Entrance::Graduate, Entrance::Employer, Entrance::Province];
        let entrance = entrances.into_iter().find(|known| code(*known) == entrance)?;
        Some(Self { entrance, state, nonce: Nonce::new(nonce), verifier: PkceCodeVerifier::new(verifier) })
    }
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

    #[test]
    fn a_visit_comes_back_as_it_was_kept_and_nothing_else_is_one() {
        let kept = "graduate.s-T_4.n0nce.veri-fier";
        let visit = Visit::parse(kept).unwrap();
        assert_eq!((visit.entrance, visit.state.as_str()), (Entrance::Graduate, "s-T_4"));
        assert_eq!(visit.kept(), kept);
        for wrong in ["", "graduate", "graduate.s.n", "graduate.s.n.", "graduate..n.v", "operator.s.n.v"] {
            assert!(Visit::parse(wrong).is_none(), "{wrong}");
        }
    }
}
