//! What is shown of a person's numbers, and to whom (EXT-08). All that leaves the platform about a graduate, answers, pushes and
//! exports alike, takes ID numbers and phones from here; the full ones leave by a reveal alone ([`crate::school::reveals`]).

use crate::check::{IdNumber, mask::masked};
use jiff::civil::Date;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// School, department and province users: enough to tell two people of one name apart.
    Staff,
    /// The graduate, of themselves.
    Graduate,
    /// The employer, once the graduate has accepted.
    Party,
    /// The employer, before: it knows whom it invites, and nothing that has no place in that choice.
    Inviting,
}

impl Reader {
    /// Whether ethnicity, political status and student number are shown: an employer prints them on the agreement, so it needs them
    /// from the acceptance on.
    pub fn sees_particulars(self) -> bool {
        self != Self::Inviting
    }
}

/// An ID number: first and last four characters for staff, first and last one for others. Of whatever is no ID number, a passport
/// say, staff see the last two.
pub fn id_number(number: &str, reader: Reader) -> String {
    match (reader, IdNumber::parse(number, Date::MAX)) {
        (Reader::Graduate | Reader::Party | Reader::Inviting, _) => masked(number, 1, 1),
        (Reader::Staff, Ok(number)) => number.masked(),
        (Reader::Staff, Err(_)) => masked(number, 0, 2),
    }
}

/// A phone: first three and last four digits.
pub fn phone(number: &str) -> String {
    masked(number, 3, 4)
}

/// A person's name: the first character.
pub fn name(name: &str) -> String {
    masked(name, 1, 0)
}

/// An employer's name: first and last two characters.
pub fn employer_name(name: &str) -> String {
    masked(name, 2, 2)
}

/// A WeChat openid: first and last four characters; how many stand between says nothing.
pub fn openid(openid: &str) -> String {
    let shown: String = masked(openid, 4, 4);
    let (head, tail) = (shown.trim_end_matches(|c| c != '*'), shown.trim_start_matches(|c| c != '*'));
    format!("{}****{}", head.trim_end_matches('*'), tail.trim_start_matches('*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "EXT-08"]
    fn ext_08_numbers_are_hidden_by_who_looks() {
        const NUMBER: &str = "11010519491231002X";
        assert_eq!(id_number(NUMBER, Reader::Staff), "1101**********002X");
        assert_eq!(id_number(NUMBER, Reader::Party), "1****************X");
        assert_eq!(id_number("E12345678", Reader::Staff), "*******78");
        assert_eq!(id_number("E12345678", Reader::Party), "E*******8");
        assert_eq!(id_number("", Reader::Staff), "");
        assert_eq!(id_number(NUMBER, Reader::Inviting), "1****************X");
        assert_eq!(phone("13855500001"), "138****0001");
        assert_eq!(phone("12345"), "*****");
        assert_eq!((name("张三丰"), name("张")), ("张**".into(), "*".into()));
        assert_eq!(employer_name("示范云科技有限公司"), "示范*****公司");
        assert_eq!(openid("o6_bmjrPTlm6_2sgVt7hMZOPfL2M"), "o6_b****fL2M");
        assert_eq!(openid("o6_b"), "****");
    }
}
