//! Finding a place by its whole name.

use super::{CodeRow, CodeTable, Codes};

impl Codes {
    /// The code of the place with this whole name (「江苏省南京市鼓楼区」). A name of before a merger gives its own, retired code,
    /// as that code itself would.
    pub fn place_called(&self, name: &str) -> Option<String> {
        let candidates = |table| self.rows(table).iter().filter(|row| name.ends_with(&row.name));
        let standing = candidates(CodeTable::Regions).filter(|row| self.is_region_called(&row.code, name));
        let retired = candidates(CodeTable::RegionsRetired).filter(|row| self.is_retired_name(row, name));
        standing.chain(retired).map(|row| row.code.clone()).find(|code| self.is_place(code))
    }

    /// A retired row keeps its own name only; what stood above it are the rows its code begins with.
    fn is_retired_name(&self, row: &CodeRow, name: &str) -> bool {
        let Some(above) = name.strip_suffix(row.name.as_str()) else { return false };
        let of = |digits: usize| row.code.get(..digits).map(|code| format!("{code:0<6}"));
        [of(4), of(2)].into_iter().flatten().any(|code| self.is_region_called(&code, above))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_place_is_found_by_its_name_with_or_without_the_fillers_of_the_table() {
        let codes = Codes::builtin();
        for (name, code) in [
            ("江苏省南京市鼓楼区", "320106"),
            ("北京市海淀区", "110108"),
            ("北京市市辖区海淀区", "110108"),
            ("重庆市县城口县", "500229"),
            ("湖北省省直辖县级行政区划仙桃市", "429004"),
            ("浙江省杭州市下城区", "330103"),
        ] {
            assert_eq!(codes.place_called(name).as_deref(), Some(code), "{name}");
        }
        for nowhere in ["海淀区", "北京市市辖区", "市辖区海淀区", ""] {
            assert_eq!(codes.place_called(nowhere), None, "{nowhere}");
        }
    }
}
