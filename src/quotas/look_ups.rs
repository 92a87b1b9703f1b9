//! Looking for graduates: who may invite hundreds, and may not try out names and numbers.

use super::spent::{Full, Spent};
use wangqian_rules::{ids::EmployerId, refusal::Refusal};

/// One by one, by hand: a form takes longer than a second.
const A_MINUTE: u64 = 60;
/// A day's fair has some hundred graduates at one stand.
const AN_HOUR: u64 = 600;
/// Rows of files of invitations, those that are only tried too: five of the largest files, each tried and sent.
const ROWS_AN_HOUR: u64 = 20_000;
const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 3_600;

/// Of each employer.
pub struct LookUps {
    by_minute: Spent<EmployerId>,
    by_hour: Spent<EmployerId>,
    rows: Spent<EmployerId>,
}

impl Default for LookUps {
    fn default() -> Self {
        Self {
            by_minute: Spent::within(A_MINUTE, MINUTE_S),
            by_hour: Spent::within(AN_HOUR, HOUR_S),
            rows: Spent::within(ROWS_AN_HOUR, HOUR_S),
        }
    }
}

impl LookUps {
    /// Whether one more may be made: asked before an invitation looks for anybody, so that right and wrong guesses are refused alike.
    ///
    /// # Errors
    /// `LookUpLimit`.
    pub fn may_look(&self, employer: EmployerId, now_ms: i64) -> Result<(), Refusal> {
        let limit = |Full { seconds }| Refusal::LookUpLimit { seconds };
        self.by_minute.has_room(&employer, now_ms).map_err(limit)?;
        self.by_hour.has_room(&employer, now_ms).map_err(limit)
    }

    /// One more is made.
    ///
    /// # Errors
    /// `LookUpLimit`, and it is not made.
    pub fn one_more(&self, employer: EmployerId, now_ms: i64) -> Result<(), Refusal> {
        let limit = |Full { seconds }| Refusal::LookUpLimit { seconds };
        self.by_minute.add(employer, 1, now_ms).map_err(limit)?;
        self.by_hour.add(employer, 1, now_ms).map_err(limit)
    }

    /// A file of so many rows is gone through.
    ///
    /// # Errors
    /// `BulkLimit`, and it is not.
    pub fn rows(&self, employer: EmployerId, rows: usize, now_ms: i64) -> Result<(), Refusal> {
        let limit = |Full { seconds }| Refusal::BulkLimit { rows: ROWS_AN_HOUR, seconds };
        self.rows.add(employer, rows as u64, now_ms).map_err(limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn employer(code: &str) -> EmployerId {
        EmployerId::of_credit_code(code)
    }

    #[test]
    #[doc = "SIG-01"]
    fn sig_01_an_employer_looks_for_so_many_a_minute_and_an_hour() {
        let (look_ups, me) = (LookUps::default(), employer("me"));
        for minute in 0..10 {
            let now_ms = minute * 60_000;
            assert!((0..A_MINUTE).all(|_| look_ups.one_more(me, now_ms).is_ok()));
            assert_eq!(look_ups.one_more(me, now_ms + 10_000), Err(Refusal::LookUpLimit { seconds: 50 }));
            assert_eq!(look_ups.may_look(me, now_ms + 10_000), Err(Refusal::LookUpLimit { seconds: 50 }));
        }
        assert_eq!(look_ups.one_more(me, 600_000), Err(Refusal::LookUpLimit { seconds: 3_000 }), "the hour's are used up");
        assert_eq!(look_ups.one_more(employer("other"), 600_000), Ok(()));
        assert_eq!(look_ups.one_more(me, 3_600_000), Ok(()));
    }

    #[test]
    #[doc = "SIG-09"]
    fn sig_09_files_have_so_many_rows_an_hour() {
        let (look_ups, me) = (LookUps::default(), employer("me"));
        assert!((0..10).all(|_| look_ups.rows(me, 2_000, 0).is_ok()));
        assert_eq!(look_ups.rows(me, 1, 0), Err(Refusal::BulkLimit { rows: ROWS_AN_HOUR, seconds: 3_600 }));
        assert_eq!(look_ups.one_more(me, 0), Ok(()), "one by one goes on");
    }
}
