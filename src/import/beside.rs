//! Two columns of one file that say the same thing: codes and their names, as school systems export them, or one field under two
//! headers. Neither is believed over the other: a row in which they contradict each other is refused (ROS-01).

use super::cell::Content;
use super::column::Holds;
use super::dates;
use super::headers::key;
use super::short_names::{is_short_for, meant};
use wangqian_rules::check::width;
use wangqian_rules::codes::{CodeTable, Codes};

/// How the second column goes with the value of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Agrees,
    Contradicts,
    /// A name that is neither in the table nor short for one in it.
    Unknown,
}

/// Compares the checked value of a column with what the second column holds.
pub(super) fn compare(holds: &Holds, value: &str, other: &Content, codes: &Codes) -> Beside {
    match holds {
        Holds::Code(table) => code(*table, value, other, codes),
        Holds::Place => place(value, other, codes),
        Holds::Date => agrees_if(same_date(value, &other.text)),
        _ => agrees_if(holds.value(other, codes).is_ok_and(|read| same_characters(value, &read.text))),
    }
}

fn agrees_if(agrees: bool) -> Beside {
    if agrees { Beside::Agrees } else { Beside::Contradicts }
}

/// Schools write 「党员」 for 「中国共产党党员」 and 「本科」 for 「本科生毕业」.
fn code(table: CodeTable, value: &str, other: &Content, codes: &Codes) -> Beside {
    if let Ok(named) = Holds::Code(table).value(other, codes) {
        return agrees_if(named.text == value);
    }
    match meant(&other.text, codes.rows(table)).as_slice() {
        [] => Beside::Unknown,
        rows => agrees_if(rows.iter().any(|row| row.code == value)),
    }
}

/// A county's name may be short of its province, or name the city only.
fn place(value: &str, other: &Content, codes: &Codes) -> Beside {
    if let Ok(named) = Holds::Place.value(other, codes) {
        return agrees_if(named.text == value);
    }
    let whole = codes.region_name(value).unwrap_or_default();
    if is_short_for(&key(&other.text), &whole) { Beside::Agrees } else { Beside::Unknown }
}

/// A month agrees with a day in it.
fn same_date(one: &str, other: &str) -> bool {
    match (dates::month_or_day(one), dates::month_or_day(other)) {
        (Ok(one), Ok(other)) => one.starts_with(&other) || other.starts_with(&one),
        _ => false,
    }
}

/// Letters and digits count; signs that group them do not, nor does the country before a phone number.
fn same_characters(one: &str, other: &str) -> bool {
    let characters = |text: &str| {
        let ascii = width::ascii(text).unwrap_or_default().to_lowercase();
        ascii.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let (one, other) = (characters(one), characters(other));
    let from_abroad = |long: &str, short: &str| matches!(long.strip_suffix(short), Some("86" | "0086"));
    one == other || from_abroad(&one, &other) || from_abroad(&other, &one)
}

#[cfg(test)]
mod tests {
    use super::Beside::{Agrees, Contradicts, Unknown};
    use super::*;

    fn beside(holds: Holds, value: &str, other: &str) -> Beside {
        compare(&holds, value, &Content::text(other), Codes::builtin())
    }

    #[test]
    fn ros_01_a_short_name_goes_with_the_codes_that_it_may_mean_and_with_no_other() {
        let status = |code, name| beside(Holds::Code(CodeTable::PoliticalStatus), code, name);
        for name in ["党员", "中共党员", "中国共产党党员", "01", "0 1"] {
            assert_eq!(status("01", name), Agrees, "{name}");
        }
        assert_eq!((status("02", "中共党员"), status("11", "民盟盟员")), (Contradicts, Contradicts));
        assert_eq!((status("03", "共青团员"), status("03", "团员"), status("02", "预备党员")), (Agrees, Agrees, Agrees));
        assert_eq!(
            (status("13", "党员"), status("01", "预备党员"), status("03", "群众")),
            (Contradicts, Contradicts, Contradicts)
        );
        assert_eq!((status("01", "积极分子"), status("01", "员")), (Unknown, Unknown));
        let level = |code, name| beside(Holds::Code(CodeTable::EducationLevel), code, name);
        assert_eq!((level("31", "本科"), level("41", "专科"), level("41", "本科")), (Agrees, Agrees, Contradicts));
        assert_eq!(level("11", "硕士研究生"), Unknown);
    }

    #[test]
    fn ros_01_a_place_may_be_named_in_part() {
        let place = |name| beside(Holds::Place, "110108", name);
        assert_eq!((place("北京市海淀区"), place("海淀区"), place("北京市")), (Agrees, Agrees, Agrees));
        assert_eq!((place("江苏省南京市鼓楼区"), place("海淀")), (Contradicts, Agrees));
        assert_eq!(place("南京市"), Unknown);
    }

    #[test]
    fn ros_01_one_field_under_two_headers_is_compared_as_it_is_meant() {
        let number = |other| beside(Holds::Number(30), "11010519491231002X", other);
        assert_eq!((number("11010519491231002x"), number("110105 19491231 002X")), (Agrees, Agrees));
        assert_eq!((number("110105194912310021"), number("无")), (Contradicts, Contradicts));
        assert_eq!(beside(Holds::Text(30), "138-1234-1234", "13812341234"), Agrees);
        assert_eq!(beside(Holds::Text(30), "+86 138-1234-1234", "13812341234"), Agrees);
        let date = |other| beside(Holds::Date, "202309", other);
        assert_eq!((date("2023-09-01"), date("2023年9月"), date("2023.10")), (Agrees, Agrees, Contradicts));
        assert_eq!(beside(Holds::Number(5), "2027", "2026"), Contradicts);
    }
}
