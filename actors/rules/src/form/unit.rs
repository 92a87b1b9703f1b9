//! The units of small numbers in a form.

/// The unit of a small number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Months,
    HalfYears,
}

impl Unit {
    /// Stable code, on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Months => "months",
            Self::HalfYears => "half_years",
        }
    }

    /// So many, in words: 「3 个月」, 「1 年半」; none is 「无」.
    pub fn words(self, count: u32) -> String {
        match (self, count / 2, count % 2) {
            _ if count == 0 => "无".to_owned(),
            (Self::Months, ..) => format!("{count} 个月"),
            (Self::HalfYears, 0, _) => "半年".to_owned(),
            (Self::HalfYears, years, 0) => format!("{years} 年"),
            (Self::HalfYears, years, _) => format!("{years} 年半"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_years_are_told_in_years() {
        let told = [0, 1, 2, 3, 40].map(|count| Unit::HalfYears.words(count));
        assert_eq!(told, ["无", "半年", "1 年", "1 年半", "20 年"]);
        assert_eq!([0, 3].map(|count| Unit::Months.words(count)), ["无", "3 个月"]);
    }
}
