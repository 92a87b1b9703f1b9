//! Regions (GB/T 2260): full names, retired codes, and which codes are places.

use super::{CodeRow, CodeTable, Codes};
use std::iter;

/// Rows that only fill the middle level of the tree; nobody says them aloud.
const FILLERS: [&str; 4] = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

impl Codes {
    /// 「江苏省南京市鼓楼区」; a retired code gives its successor's name.
    pub fn region_name(&self, code: &str) -> Option<String> {
        Some(self.path(code)?.into_iter().filter(|part| !FILLERS.contains(part)).collect())
    }

    /// Whether a place is written like this, aloud or as the table has it (「北京市市辖区海淀区」).
    pub(super) fn is_region_called(&self, code: &str, name: &str) -> bool {
        self.path(code).is_some_and(|path| path.concat() == name) || self.region_name(code).as_deref() == Some(name)
    }

    /// The names from the province down.
    fn path(&self, code: &str) -> Option<Vec<&str>> {
        let above = |row: &&CodeRow| self.table(CodeTable::Regions).row(row.parent.as_deref()?);
        let mut path: Vec<_> = iter::successors(Some(self.region(code)?), above).map(|row| row.name.as_str()).collect();
        path.reverse();
        Some(path)
    }

    /// The code in force today: the same one, or the successor of a retired one.
    pub fn current_region(&self, code: &str) -> Option<&str> {
        self.region(code).map(|row| row.code.as_str())
    }

    /// Whether an origin, a work place or a transfer can be there: nothing lies below it (a county, a city without
    /// counties, or 台湾, 香港 and 澳门, whose lower rows the list does not have). Retired codes count.
    pub fn is_place(&self, code: &str) -> bool {
        self.region(code).is_some_and(|row| !self.table(CodeTable::Regions).has_rows_below(&row.code))
    }

    fn region(&self, code: &str) -> Option<&CodeRow> {
        let regions = self.table(CodeTable::Regions);
        regions.row(code).or_else(|| {
            let retired = self.table(CodeTable::RegionsRetired).row(code)?;
            regions.row(retired.parent.as_deref()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(code: &str) -> Option<String> {
        Codes::builtin().region_name(code)
    }

    #[test]
    fn a_region_is_called_by_its_whole_path_without_fillers() {
        assert_eq!(name("320106").as_deref(), Some("江苏省南京市鼓楼区"));
        assert_eq!(name("110108").as_deref(), Some("北京市海淀区"));
        assert_eq!(name("419001").as_deref(), Some("河南省济源市"));
        assert_eq!(name("441900").as_deref(), Some("广东省东莞市"));
        assert_eq!(name("810000").as_deref(), Some("香港特别行政区"));
        assert_eq!(name("999999"), None);
    }

    #[test]
    fn a_retired_code_answers_with_its_successor() {
        assert_eq!(name("330103").as_deref(), Some("浙江省杭州市拱墅区"));
        assert_eq!(Codes::builtin().current_region("330103"), Some("330105"));
        assert_eq!(Codes::builtin().current_region("320106"), Some("320106"));
    }

    #[test]
    fn only_the_lowest_level_is_a_place() {
        let codes = Codes::builtin();
        for place in ["320106", "441900", "442000", "460400", "620200", "419001", "330103", "710000"] {
            assert!(codes.is_place(place), "{place}");
        }
        for above in ["320000", "320100", "110100", "500200", "000000", ""] {
            assert!(!codes.is_place(above), "{above}");
        }
    }
}
