//! Numbers as people write them: `15000`, `15,000 元`, `3个月`, `1.5年`. Each column takes its own unit and no other: six months are
//! not six years.

use wangqian_rules::check::width;

const WHOLE: &str = "应为整数，如 15000";
const SMALL: &str = "应为整数，如 5";
const YEARS: &str = "应为年数，以半年为单位，如 3 或 1.5";

/// 元.
pub(super) fn yuan(text: &str) -> Result<u32, &'static str> {
    bare(text, &["元"]).parse().map_err(|_| WHOLE)
}

/// 天.
pub(super) fn days(text: &str) -> Result<u8, &'static str> {
    bare(text, &["天", "日"]).parse().map_err(|_| SMALL)
}

/// 月.
pub(super) fn months(text: &str) -> Result<u8, &'static str> {
    bare(text, &["个月", "月"]).parse().map_err(|_| SMALL)
}

/// 年, in steps of a half: 1.5 → 3.
pub(super) fn half_years(text: &str) -> Result<u8, &'static str> {
    let bare = bare(text, &["年"]);
    let (years, half) = match bare.split_once('.') {
        Some((years, "5" | "50")) => (years, 1),
        Some((years, "0" | "00")) => (years, 0),
        Some(_) => return Err(YEARS),
        None => (bare.as_str(), 0),
    };
    let years: u8 = years.parse().map_err(|_| YEARS)?;
    years.checked_mul(2).and_then(|halves| halves.checked_add(half)).ok_or(YEARS)
}

/// Without thousands' commas and the unit behind.
fn bare(text: &str, units: &[&str]) -> String {
    let text = width::ascii(text).unwrap_or_default();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '，' { ',' } else { c }).collect();
    let number = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    if is_grouped(number) { number.replace(',', "") } else { number.to_owned() }
}

/// By thousands and in no other way: `90,00` may have been anything.
fn is_grouped(number: &str) -> bool {
    let mut groups = number.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in ["15000", "15,000", "15，000 元", "１５０００元"] {
            assert_eq!(yuan(text), Ok(15_000), "{text}");
        }
        for text in ["90,00", "1,5000", "15000,", ",500", "15,,000"] {
            assert_eq!(yuan(text), Err(WHOLE), "{text}");
        }
        assert_eq!((months("3个月"), days("5 天"), days("5日")), (Ok(3), Ok(5), Ok(5)));
        let years: Vec<_> = ["3", "1.5年", "0.5", "2.0"].into_iter().map(half_years).collect();
        assert_eq!(years, [Ok(6), Ok(3), Ok(1), Ok(4)]);
    }

    #[test]
    fn what_is_no_such_number_is_refused() {
        for text in ["一万", "15000.5", "-1", "1e4", "4294967296", ""] {
            assert!(yuan(text).is_err(), "{text}");
        }
        assert!(days("256").is_err());
        for text in ["1.25", "128", "一", ".5", "1.5.5", "6个月", "3天"] {
            assert!(half_years(text).is_err(), "{text}");
        }
        assert!(months("1年").is_err() && days("2个月").is_err() && yuan("2万").is_err() && yuan("5000年").is_err());
    }
}
