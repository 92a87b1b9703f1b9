//! 学历层次: which agreement handler applies and which school user sees the graduate.

/// 本专科 or 研究生.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum LevelGroup {
    Undergraduate,
    Postgraduate,
}

impl LevelGroup {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Undergraduate, Self::Postgraduate];

    /// The words of the guides.
    pub const fn label(self) -> &'static str {
        match self {
            LevelGroup::Undergraduate => "本专科",
            LevelGroup::Postgraduate => "研究生",
        }
    }
}

/// The group an `education_level` code belongs to; `None` for a code of neither.
///
/// The first digit is the level (博士 0, 硕士 1, 二学位 2, 本科 3, 专科 4, 高职 6).
pub fn level_group(education_level: &str) -> Option<LevelGroup> {
    match education_level.as_bytes() {
        [b'0' | b'1', b'0'..=b'9'] => Some(LevelGroup::Postgraduate),
        [b'2'..=b'6', b'0'..=b'9'] => Some(LevelGroup::Undergraduate),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{CodeTable, Codes};

    #[test]
    fn every_education_level_has_a_group() {
        for row in Codes::builtin().rows(CodeTable::EducationLevel) {
            let group = level_group(&row.code).map(LevelGroup::label);
            let postgraduate = row.name.starts_with("博士") || row.name.starts_with("硕士");
            assert_eq!(group, Some(if postgraduate { "研究生" } else { "本专科" }), "{}", row.name);
        }
    }

    #[test]
    fn other_texts_have_no_group() {
        assert_eq!(level_group(""), None);
        assert_eq!(level_group("本科"), None);
        assert_eq!(level_group("311"), None);
        assert_eq!(level_group("90"), None);
    }
}
