//! Dates as people and spreadsheets write them: `20270630`, `2027-06-30`, `2027/6/30`, `2027年6月30日`.

use jiff::civil::Date;
use wangqian_rules::check::width;

/// A day.
pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    match parts(text).as_deref() {
        Some([year, month, day]) => date(*year, *month, *day).ok_or(DAY_EXPECTED),
        _ => Err(DAY_EXPECTED),
    }
}

/// A month or a day, as digits: `202309` or `20230901`.
pub(super) fn month_or_day(text: &str) -> Result<String, &'static str> {
    const EXPECTED: &str = "应为年月或年月日，如 202309 或 20230901";
    match parts(text).as_deref() {
        Some([_, 1]) if may_have_lost_a_zero(text) => Err("无法判断是 1 月还是 10 月，请写成六位，如 202301 或 202310"),
        Some([year, month]) if date(*year, *month, 1).is_some() => Ok(format!("{year:04}{month:02}")),
        Some([year, month, day]) if date(*year, *month, *day).is_some() => Ok(format!("{year:04}{month:02}{day:02}")),
        _ => Err(EXPECTED),
    }
}

const DAY_EXPECTED: &str = "应为年月日，如 20270630";

/// Everybody in a roster entered school in 1950 or later, and years of two digits are no years.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let plausible = (1950..=2100).contains(&year);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| plausible)
}

/// `2023.1`: a spreadsheet makes it of 2023.10.
fn may_have_lost_a_zero(text: &str) -> bool {
    let folded = width::ascii(text).unwrap_or_default();
    let number = folded.trim_end_matches(['.', ' ']);
    number.ends_with(" 1") || number.ends_with(".1")
}

fn parts(text: &str) -> Option<Vec<i16>> {
    let text = width::ascii(text).ok()?;
    let fields: Vec<&str> = text.split(['-', '/', '.', ' ', '年', '月', '日']).filter(|field| !field.is_empty()).collect();
    let fields = match fields.as_slice() {
        [digits] if digits.is_ascii() && digits.len() == 6 => vec![&digits[..4], &digits[4..]],
        [digits] if digits.is_ascii() && digits.len() == 8 => vec![&digits[..4], &digits[4..6], &digits[6..]],
        _ => fields,
    };
    fields.into_iter().map(|field| field.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_usual_form() {
        for text in ["20270630", "2027-06-30", "2027/6/30", "2027.6.30", "2027年6月30日", "２０２７．６．３０", "2027–6–30"]
        {
            assert_eq!(day(text), Ok(Date::constant(2027, 6, 30)), "{text}");
        }
    }

    #[test]
    fn a_month_stays_a_month() {
        assert_eq!(month_or_day("202309").as_deref(), Ok("202309"));
        assert_eq!(month_or_day("2023年9月").as_deref(), Ok("202309"));
        assert_eq!((month_or_day("2023.10").as_deref(), month_or_day("2023.01").as_deref()), (Ok("202310"), Ok("202301")));
        for text in ["2023.1", "2023．1", "2023. 1", "2023.1.", "2023 1"] {
            assert!(month_or_day(text).unwrap_err().contains("10 月"), "{text}");
        }
        assert_eq!((month_or_day("2023年1月").as_deref(), month_or_day("2023/1").as_deref()), (Ok("202301"), Ok("202301")));
        assert_eq!(month_or_day("2023-9-1").as_deref(), Ok("20230901"));
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "2027", "20270631", "0027-06-30", "2027-13-01", "六月三十日零", "2027-06-30-01"] {
            assert!(day(text).is_err(), "{text}");
            assert!(month_or_day(text).is_err(), "{text}");
        }
        assert!(day("202706").is_err());
    }
}
