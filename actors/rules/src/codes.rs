//! Code tables: official numbers and our own, as data an operator can replace.

mod code_table;
mod error;
mod grouping;
mod level_group;
mod minimum_wage;
mod places;
mod regions;
mod table;
mod training_mode;

pub use code_table::CodeTable;
pub use error::CodesError;
pub use grouping::{Class, Group, Grouping};
pub use level_group::{LevelGroup, level_group};
pub use table::{CodeRow, Table};
pub use training_mode::can_sign_online;

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Every code table, each checked by itself and against the table its parents stand in.
#[derive(Clone, Debug)]
pub struct Codes {
    tables: BTreeMap<CodeTable, Table>,
    grouping: Grouping,
}

impl Codes {
    /// The tables this program ships with.
    pub fn builtin() -> &'static Codes {
        static BUILTIN: OnceLock<Codes> = OnceLock::new();
        // The texts are compiled in and a test parses them: this cannot fail at run time.
        BUILTIN.get_or_init(|| Codes::load_overrides([]).expect("built-in code tables are well formed"))
    }

    /// The built-in tables with some replaced; `files` gives a table's name (`job_category` or `job_category.csv`) and its text.
    ///
    /// # Errors
    /// A name that is no table, a text that is not a code table, a parent that does not exist, or a grouping that leaves a destination out.
    pub fn load_overrides<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Codes, CodesError> {
        let mut texts: BTreeMap<CodeTable, &str> =
            CodeTable::ALL.into_iter().map(|table| (table, table.builtin_text())).collect();
        for (name, text) in files {
            let table = CodeTable::from_name(name).ok_or_else(|| CodesError::UnknownTable { name: name.to_owned() })?;
            texts.insert(table, text);
        }
        let tables =
            texts.into_iter().map(|(table, text)| Ok((table, Table::parse(table.name(), text)?))).collect::<Result<_, _>>()?;
        let mut codes = Codes { tables, grouping: Grouping::default() };
        codes.check_parents()?;
        codes.grouping = Grouping::of(&codes)?;
        Ok(codes)
    }

    /// Whether the table has this code.
    pub fn contains(&self, table: CodeTable, code: &str) -> bool {
        self.table(table).row(code).is_some()
    }

    /// The name people read for a code.
    pub fn name(&self, table: CodeTable, code: &str) -> Option<&str> {
        self.table(table).row(code).map(|row| row.name.as_str())
    }

    /// The code one level up.
    pub fn parent(&self, table: CodeTable, code: &str) -> Option<&str> {
        self.table(table).row(code)?.parent.as_deref()
    }

    /// All rows in the order of the file.
    pub fn rows(&self, table: CodeTable) -> &[CodeRow] {
        self.table(table).rows()
    }

    /// The name of a reason for which a case of any of these names may be rejected (SIG-06).
    pub fn reject_reason(&self, code: &str, names: &[&str]) -> Option<&str> {
        let row = self.table(CodeTable::RejectReason).row(code);
        row.filter(|row| row.is_for(names)).map(|row| row.name.as_str())
    }

    /// The reasons for which a case of any of these names may be rejected.
    pub fn reject_reasons(&self, names: &[&str]) -> impl Iterator<Item = &CodeRow> {
        self.rows(CodeTable::RejectReason).iter().filter(move |row| row.is_for(names))
    }

    /// How destinations are counted (STA-01).
    pub fn grouping(&self) -> &Grouping {
        &self.grouping
    }

    fn table(&self, table: CodeTable) -> &Table {
        &self.tables[&table]
    }

    fn check_parents(&self) -> Result<(), CodesError> {
        for (child, parents) in CodeTable::ALL.into_iter().filter_map(|table| Some((table, table.parent_table()?))) {
            self.table(child).check_parents(child.name(), self.table(parents), child == parents)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_tables_all_parse_and_have_rows() {
        for table in CodeTable::ALL {
            assert!(!Codes::builtin().rows(table).is_empty(), "{} is empty", table.name());
        }
    }

    #[test]
    fn rows_keep_the_order_of_the_file() {
        let names: Vec<_> = Codes::builtin().rows(CodeTable::NormalStudentType).iter().map(|row| row.code.as_str()).collect();
        assert_eq!(names, ["1", "12", "2"]);
    }

    #[test]
    fn codes_are_text_with_leading_zeros() {
        let codes = Codes::builtin();
        assert_eq!(codes.name(CodeTable::Ethnicity, "01"), Some("汉族"));
        assert!(!codes.contains(CodeTable::Ethnicity, "1"));
    }

    #[test]
    fn a_parent_may_stand_in_another_table() {
        let row = &Codes::builtin().rows(CodeTable::IndustryGbt4754)[8];
        assert_eq!((row.code.as_str(), row.parent.as_deref()), ("I", Some("34")));
        assert_eq!(Codes::builtin().name(CodeTable::EmployerIndustry, "34"), Some("信息传输、软件和信息技术服务业"));
    }

    #[test]
    fn an_operator_replaces_one_table_and_keeps_the_others() {
        let codes = Codes::load_overrides([("reject_reason.csv", "\u{feff}code,name\r\n01,材料缺失\r\n")]).unwrap();
        assert_eq!(codes.rows(CodeTable::RejectReason).len(), 1);
        assert_eq!(codes.name(CodeTable::RejectReason, "01"), Some("材料缺失"));
        assert_eq!(codes.name(CodeTable::Gender, "2"), Some("女"));
    }

    #[test]
    fn an_unknown_table_is_refused() {
        let refused = Codes::load_overrides([("colour", "code,name\n1,红\n")]).unwrap_err();
        assert_eq!(refused, CodesError::UnknownTable { name: "colour".into() });
    }

    #[test]
    fn a_parent_that_is_missing_or_below_its_child_is_refused() {
        let missing = Codes::load_overrides([("training_mode", "code,name,parent\n21,定向,2\n")]).unwrap_err();
        assert_eq!(missing, CodesError::UnknownParent { table: "training_mode".into(), line: 2 });
        let looped = Codes::load_overrides([("training_mode", "code,name,parent\n1,甲,2\n2,乙,1\n")]).unwrap_err();
        assert_eq!(looped, CodesError::UnknownParent { table: "training_mode".into(), line: 2 });
    }
}
