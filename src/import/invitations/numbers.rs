//! Numbers as people write them: `15000`, `15,000 元`, `3个月`, `1.5年`.

const WHOLE: &str = "应为整数，如 15000";

/// A whole number.
pub(super) fn whole(text: &str) -> Result<u32, &'static str> {
    bare(text).parse().map_err(|_| WHOLE)
}

/// A whole number below 256: days, months.
pub(super) fn small(text: &str) -> Result<u8, &'static str> {
    bare(text).parse().map_err(|_| "应为整数，如 5")
}

/// Years in steps of a half: 1.5 → 3.
pub(super) fn half_years(text: &str) -> Result<u8, &'static str> {
    let bare = bare(text);
    let (years, half) = match bare.split_once('.') {
        Some((years, "5" | "50")) => (years, 1),
        Some((years, "0" | "00")) => (years, 0),
        Some(_) => return Err(YEARS),
        None => (bare.as_str(), 0),
    };
    let years: u8 = years.parse().map_err(|_| YEARS)?;
    years.checked_mul(2).and_then(|halves| halves.checked_add(half)).ok_or(YEARS)
}

const YEARS: &str = "应为年数，以半年为单位，如 3 或 1.5";

/// Without thousands' commas and a unit behind.
fn bare(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect();
    ["元", "个月", "月", "年", "天"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in ["15000", "15,000", "15，000 元"] {
            assert_eq!(whole(text), Ok(15_000), "{text}");
        }
        assert_eq!((small("3个月"), small("5 天")), (Ok(3), Ok(5)));
        let years: Vec<_> = ["3", "1.5年", "0.5", "2.0"].into_iter().map(half_years).collect();
        assert_eq!(years, [Ok(6), Ok(3), Ok(1), Ok(4)]);
    }

    #[test]
    fn what_is_no_such_number_is_refused() {
        for text in ["一万", "15000.5", "-1", "1e4", "4294967296", ""] {
            assert!(whole(text).is_err(), "{text}");
        }
        assert!(small("256").is_err());
        for text in ["1.25", "128", "一", ".5", "1.5.5"] {
            assert!(half_years(text).is_err(), "{text}");
        }
    }
}
