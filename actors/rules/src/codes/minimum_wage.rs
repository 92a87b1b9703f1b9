//! 月最低工资标准: the lowest tier of each province, since a place's own tier is the county's to say.

use super::{CodeTable, Codes};

impl Codes {
    /// The least monthly pay of the province that a place is in, in yuan, with the table's words for it: which province, as of when.
    /// `None` for a place without a row.
    pub fn minimum_wage(&self, place: &str) -> Option<(u32, &str)> {
        let province = format!("{}0000", place.get(..2)?);
        let row = self.table(CodeTable::MinimumWage).row(&province)?;
        Some((row.amount?, row.name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_of_the_mainland_has_a_wage_that_says_its_year() {
        let codes = Codes::builtin();
        let provinces = codes.rows(CodeTable::Regions).iter().filter(|row| row.parent.is_none());
        for province in provinces.filter(|row| !row.code.starts_with(['7', '8'])) {
            let (yuan, name) = codes.minimum_wage(&province.code).unwrap_or_default();
            assert!((1_000..5_000).contains(&yuan), "{}", province.name);
            assert!(name.starts_with(&province.name) && name.contains('年'), "{name}");
        }
        assert_eq!(codes.minimum_wage("320106"), codes.minimum_wage("320000"));
        assert_eq!((codes.minimum_wage("810000"), codes.minimum_wage("")), (None, None));
    }
}
