//! How destination codes are counted (STA-01): a table that an operator can replace, because schools count differently.
//!
//! `destination_group` is a tree of four levels: the grouping's name, the three classes, groups of our own or the operator's, and the
//! codes of `destination_type` that a group counts. A code that it does not have is counted like the one above it.

use super::{CodeRow, CodeTable, Codes, CodesError};
use std::collections::BTreeMap;

/// The three of them that every grouping has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 就业.
    Employed,
    /// 升学.
    Studies,
    /// 未就业.
    Unemployed,
}

impl Class {
    /// In the order of reports.
    pub const ALL: [Self; 3] = [Self::Employed, Self::Studies, Self::Unemployed];

    /// Its row of the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Employed => "CLASS_EMPLOYED",
            Self::Studies => "CLASS_STUDIES",
            Self::Unemployed => "CLASS_UNEMPLOYED",
        }
    }
}

/// Destinations that are counted as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub code: String,
    pub name: String,
    pub class: Class,
    /// Rows of `destination_type`.
    pub codes: Vec<String>,
}

/// One way of counting destinations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Shown beside every figure.
    pub name: String,
    classes: BTreeMap<Class, String>,
    groups: Vec<Group>,
    by_code: BTreeMap<String, usize>,
}

impl Grouping {
    /// The groups, in the order of the table.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The name of a class.
    pub fn class(&self, class: Class) -> &str {
        self.classes.get(&class).map(String::as_str).unwrap_or_default()
    }

    /// The place among [`Self::groups`] at which a destination counts; `None` for a code that no table has any more.
    pub fn place(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The grouping of these tables.
    ///
    /// # Errors
    /// `Grouping` for a table without its classes, with a code that is no destination, or that leaves a destination out.
    pub(super) fn of(codes: &Codes) -> Result<Self, CodesError> {
        let rows = codes.rows(CodeTable::DestinationGroup);
        let name = rows.first().map(|row| row.name.clone()).unwrap_or_default();
        let mut grouping = Self { name, ..Self::default() };
        for class in Class::ALL {
            grouping.take_class(class, codes)?;
        }
        for row in codes.rows(CodeTable::DestinationType) {
            let place = grouping.counted(row).ok_or_else(|| unusable(&row.code))?;
            grouping.by_code.insert(row.code.clone(), place);
        }
        Ok(grouping)
    }

    fn take_class(&mut self, class: Class, codes: &Codes) -> Result<(), CodesError> {
        let name = codes.name(CodeTable::DestinationGroup, class.code()).ok_or_else(|| unusable(class.code()))?;
        self.classes.insert(class, name.to_owned());
        for group in below(codes, class.code()) {
            let counted: Vec<_> = below(codes, &group.code).map(|row| row.code.clone()).collect();
            if let Some(stranger) = counted.iter().find(|code| !codes.contains(CodeTable::DestinationType, code)) {
                return Err(unusable(stranger));
            }
            self.by_code.extend(counted.iter().map(|code| (code.clone(), self.groups.len())));
            self.groups.push(Group { code: group.code.clone(), name: group.name.clone(), class, codes: counted });
        }
        Ok(())
    }

    /// Rows of `destination_type` stand below those that they belong to.
    fn counted(&self, row: &CodeRow) -> Option<usize> {
        self.place(&row.code).or_else(|| self.place(row.parent.as_deref()?))
    }
}

fn below<'a>(codes: &'a Codes, above: &'a str) -> impl Iterator<Item = &'a CodeRow> {
    codes.rows(CodeTable::DestinationGroup).iter().filter(move |row| row.parent.as_deref() == Some(above))
}

fn unusable(code: &str) -> CodesError {
    CodesError::Grouping { code: code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(code: &str) -> &'static str {
        let grouping = Codes::builtin().grouping();
        grouping.place(code).map_or("", |place| &grouping.groups()[place].code)
    }

    #[test]
    #[doc = "STA-01"]
    fn sta_01_every_destination_is_counted_once_and_a_finer_code_like_the_one_above_it() {
        assert_eq!(["10", "27", "P272", "512"].map(group), ["GROUP_CONTRACT"; 4]);
        assert_eq!(
            ["12", "75", "801", "85"].map(group),
            ["GROUP_FLEXIBLE", "GROUP_STARTUP", "GROUP_STUDY_HOME", "GROUP_STUDY_ABROAD"]
        );
        assert_eq!(["P70A", "72", "P72B", "99"].map(group), ["GROUP_WAITING", "GROUP_NOT_SEEKING", "GROUP_NOT_SEEKING", ""]);
    }

    #[test]
    #[doc = "STA-01"]
    fn sta_01_an_operator_counts_otherwise_and_a_table_that_leaves_a_destination_out_is_refused() {
        let text = CodeTable::DestinationGroup.builtin_text();
        let replaced = |text: &str| Codes::load_overrides([("destination_group", text)]);
        let moved = text.replace("11,签劳动合同形式就业,GROUP_CONTRACT", "11,签劳动合同形式就业,GROUP_FLEXIBLE");
        let codes = replaced(&moved.replace("协议和合同、灵活、创业分列", "劳动合同计入灵活就业")).unwrap();
        let place = codes.grouping().place("11").unwrap();
        assert_eq!(codes.grouping().groups()[place].code, "GROUP_FLEXIBLE");
        assert_eq!(codes.grouping().name, "劳动合同计入灵活就业");
        let refused = |text: &str, code: &str| {
            assert_eq!(replaced(text).unwrap_err(), CodesError::Grouping { code: code.to_owned() });
        };
        refused(&text.replace("71,不就业拟升学,GROUP_NOT_SEEKING\n", ""), "71");
        refused(&text.replace("71,不就业拟升学", "79,不就业拟升学"), "79");
        refused("code,name\n1,甲\n", "CLASS_EMPLOYED");
    }
}
