//! Finding a place by its whole name.

use super::{CodeRow, CodeTable, Codes};

impl Codes {
    /// The code of the place with this whole name (「江苏省南京市鼓楼区」). A name of before a merger gives its own, retired code,
    /// as that code itself would.
    pub fn place_called(&self, name: &str) -> Option<String> {
        let candidates = |table| self.rows(table).iter().filter(|row| name.ends_with(&row.name));
        let standing = candidates(CodeTable::Regions).filter(|row| self.region_name(&row.code).as_deref() == Some(name));
        let retired = candidates(CodeTable::RegionsRetired).filter(|row| self.is_retired_name(row, name));
        standing.chain(retired).map(|row| row.code.clone()).find(|code| self.is_place(code))
    }

    /// A retired row keeps its own name only; what stood above it are the rows its code begins with.
    fn is_retired_name(&self, row: &CodeRow, name: &str) -> bool {
        let Some(above) = name.strip_suffix(row.name.as_str()) else { return false };
        let of = |digits: usize| row.code.get(..digits).map(|code| format!("{code:0<6}"));
        [of(4), of(2)].into_iter().flatten().any(|code| self.region_name(&code).as_deref() == Some(above))
    }
}
