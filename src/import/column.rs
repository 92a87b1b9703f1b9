//! The columns a file may have: names, whether they must be there, and what a cell may hold.

use wangqian_rules::codes::{CodeRow, CodeTable, Codes};

/// What a cell of [`Holds::YesNo`] is worth when it agrees.
pub(super) const YES: &str = "是";
const NO: &str = "否";

/// One column of an import file.
#[derive(Debug)]
pub(super) struct Column {
    /// The Chinese header; also what reports call it.
    pub title: &'static str,
    /// The header of the national upload file.
    pub pinyin: &'static str,
    /// Other headers seen in the field.
    pub aliases: &'static [&'static str],
    /// Whether the column must be there and every cell filled.
    pub required: bool,
    pub holds: Holds,
}

/// What a cell of a column may hold.
#[derive(Debug)]
pub(super) enum Holds {
    /// Up to so many characters.
    Text(usize),
    /// A code of a table, its name, or both as the template's list writes them: `01 汉族`.
    Code(CodeTable),
    /// A place of the region table: its code, its whole name, or both.
    Place,
    /// One of a list that only the running platform knows; whoever reads the row looks it up.
    Listed,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    YesNo,
}

impl Column {
    pub(super) const fn required(title: &'static str, pinyin: &'static str, holds: Holds) -> Column {
        Column { title, pinyin, aliases: &[], required: true, holds }
    }

    pub(super) const fn optional(title: &'static str, pinyin: &'static str, holds: Holds) -> Column {
        Column { title, pinyin, aliases: &[], required: false, holds }
    }

    pub(super) const fn or_called(self, aliases: &'static [&'static str]) -> Column {
        Column { aliases, ..self }
    }

    pub(super) fn is_called(&self, header: &str) -> bool {
        header == self.title || header == self.pinyin || self.aliases.contains(&header)
    }
}

impl Holds {
    /// The value as the rules know it, or what is expected instead.
    pub(super) fn value(&self, text: &str, codes: &Codes) -> Result<String, String> {
        match self {
            Holds::Text(longest) if text.chars().count() > *longest => Err(format!("最多 {longest} 个字")),
            Holds::Text(_) => Ok(text.to_owned()),
            Holds::Code(table) => code(text, codes.rows(*table)),
            Holds::Place => place(text, codes)
                .ok_or_else(|| "应为地区代码或全称，精确到县（市、区），如“110108”或“北京市海淀区”，见地区代码表".to_owned()),
            Holds::Listed => Ok(text.to_owned()),
            Holds::OneOf(words) if words.contains(&text) => Ok(text.to_owned()),
            Holds::OneOf(words) => Err(format!("应为{}之一", words.join("、"))),
            Holds::YesNo => yes_no(text).map(str::to_owned).ok_or_else(|| "应填“是”或“否”".to_owned()),
        }
    }

    /// What the template's drop-down list offers; `None` for free cells and for lists too long to choose from.
    pub(super) fn choices(&self, codes: &Codes) -> Option<Vec<String>> {
        match self {
            Holds::Code(table) => Some(codes.rows(*table).iter().map(listed).collect()),
            Holds::OneOf(words) => Some(words.iter().map(|word| (*word).to_owned()).collect()),
            Holds::YesNo => Some(vec![YES.to_owned(), NO.to_owned()]),
            Holds::Text(_) | Holds::Place | Holds::Listed => None,
        }
    }
}

fn listed(row: &CodeRow) -> String {
    format!("{} {}", row.code, row.name)
}

fn code(text: &str, rows: &[CodeRow]) -> Result<String, String> {
    let row = rows.iter().find(|row| row.code == text || row.name == text || listed(row) == text);
    row.map(|row| row.code.clone()).ok_or_else(|| match rows.first() {
        Some(first) => format!("不在代码表中，应填代码或名称，如“{}”或“{}”", first.code, first.name),
        None => "不在代码表中".to_owned(),
    })
}

/// `110108`, `北京市海淀区`, `北京市/海淀区`, `110108 北京市海淀区`.
fn place(text: &str, codes: &Codes) -> Option<String> {
    let code: String = text.chars().take(6).collect();
    if codes.is_place(&code) && (code == text || text[code.len()..].starts_with(char::is_whitespace)) {
        return Some(code);
    }
    let name: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '/' | '-')).collect();
    let named = |row: &&CodeRow| name.ends_with(&row.name) && codes.region_name(&row.code).as_deref() == Some(name.as_str());
    codes.rows(CodeTable::Regions).iter().filter(named).map(|row| row.code.clone()).find(|code| codes.is_place(code))
}

fn yes_no(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        YES | "1" | "y" | "yes" | "true" => Some(YES),
        NO | "0" | "n" | "no" | "false" => Some(NO),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(holds: Holds, text: &str) -> Result<String, String> {
        holds.value(text, Codes::builtin())
    }

    #[test]
    fn a_code_is_given_as_code_name_or_both() {
        for text in ["01", "汉族", "01 汉族"] {
            assert_eq!(value(Holds::Code(CodeTable::Ethnicity), text).as_deref(), Ok("01"));
        }
        let refused = value(Holds::Code(CodeTable::Ethnicity), "1").unwrap_err();
        assert_eq!(refused, "不在代码表中，应填代码或名称，如“01”或“汉族”");
    }

    #[test]
    fn a_place_is_a_county_and_may_be_retired() {
        assert_eq!(value(Holds::Place, "320106").as_deref(), Ok("320106"));
        assert_eq!(value(Holds::Place, "330103").as_deref(), Ok("330103"));
        assert!(value(Holds::Place, "320000").is_err());
        for text in ["北京市海淀区", "北京市 / 海淀区", "110108 北京市海淀区"] {
            assert_eq!(value(Holds::Place, text).as_deref(), Ok("110108"), "{text}");
        }
        for text in ["北京市", "海淀区", "1101089", "京"] {
            assert!(value(Holds::Place, text).is_err(), "{text}");
        }
    }

    #[test]
    fn yes_and_no_have_a_few_spellings() {
        assert_eq!(value(Holds::YesNo, "Y").as_deref(), Ok("是"));
        assert_eq!(value(Holds::YesNo, "0").as_deref(), Ok("否"));
        assert!(value(Holds::YesNo, "也许").is_err());
    }
}
