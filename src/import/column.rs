//! The columns a file may have: names, whether they must be there, and what a cell may hold.

use super::cell::Content;
use super::headers::key;
use super::short_names;
use wangqian_rules::check::text::{self, Read, TextNotice};
use wangqian_rules::check::width;
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
    /// A line of up to so many characters.
    Text(usize),
    /// A person's name.
    Person(usize),
    /// The name of a unit or a subject: a gap between Han characters means nothing.
    Name(usize),
    /// Several lines, together of up to so many characters.
    Lines(usize),
    /// A number or code of up to so many characters, in ASCII whatever it was typed in.
    Number(usize),
    /// As [`Holds::Number`], of an even number of digits, the first of which may be a zero.
    PairedDigits(usize),
    /// How much or how long: the only numbers whose fraction a spreadsheet does not spoil.
    Amount(usize),
    /// A day or a month.
    Date,
    /// A code of a table, its name, or both as the template's list writes them: `01 汉族`.
    Code(CodeTable),
    /// A place of the region table: its code, its whole name, or both.
    Place,
    /// One of a list that only the running platform knows; whoever reads the row looks it up.
    Listed,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// One of a few codes, by its words.
    Choice(&'static [(&'static str, &'static str)]),
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

    /// `header` is a header's [`key`].
    pub(super) fn is_called(&self, header: &str) -> bool {
        self.is_its_own(header) || self.aliases.iter().any(|alias| key(alias) == header)
    }

    /// Whether the header is the column's own, and no other name for it.
    pub(super) fn is_its_own(&self, header: &str) -> bool {
        header == self.pinyin || key(self.title) == header
    }
}

impl Holds {
    /// The value as the rules know it, or what is expected instead.
    pub(super) fn value(&self, content: &Content, codes: &Codes) -> Result<Read, String> {
        if content.lost_its_end() && !matches!(self, Holds::Amount(_) | Holds::OneOf(_)) {
            let such_as = if matches!(self, Holds::Date) { "，如 202310 或 20270630" } else { "" };
            return Err(format!("是带小数的数字，末尾的 0 可能已被表格软件去掉；请将该列设为文本后重新填写{such_as}"));
        }
        if content.lost_its_zero() && matches!(self, Holds::PairedDigits(_)) {
            return Err("开头的 0 可能已被表格软件去掉；请将该列设为文本后重新填写，如 080901".to_owned());
        }
        let read = self.read(&content.text).map_err(|fault| fault.to_string())?;
        let (text, notice) = match self.without_apostrophe(&read.text) {
            Some(bare) => (bare, read.notice.or(Some(TextNotice::ApostropheRemoved))),
            None => (read.text.as_str(), read.notice.or_else(|| self.folded(&read.text))),
        };
        Ok(Read { text: self.understood(text, codes)?, notice })
    }

    /// `'00123`: how a spreadsheet is told that digits are a text. Some programs write it into the cell.
    fn without_apostrophe<'a>(&self, text: &'a str) -> Option<&'a str> {
        let is_number = matches!(self, Holds::Number(_) | Holds::PairedDigits(_) | Holds::Date | Holds::Code(_) | Holds::Place);
        text.strip_prefix(['\'', '’', '‘', '＇', '`']).filter(|_| is_number)
    }

    /// A letter of another alphabet in a number, where only the Latin one can be meant; or a full-width digit.
    fn folded(&self, text: &str) -> Option<TextNotice> {
        let is_number = matches!(self, Holds::Number(_) | Holds::PairedDigits(_));
        if !is_number || text.is_ascii() {
            return None;
        }
        let replaced = width::look_alike(text).map(|(was, is)| TextNotice::LookAlikeReplaced { was, is });
        replaced.or_else(|| (width::half(text) != text).then_some(TextNotice::HalfWidth))
    }

    fn read(&self, text: &str) -> Result<Read, text::TextFault> {
        match self {
            Holds::Lines(_) => text::lines(text),
            Holds::Name(_) => text::name(text),
            Holds::Person(_) | Holds::Number(_) | Holds::PairedDigits(_) => text::single_line(text),
            _ => text::line(text),
        }
    }

    fn understood(&self, text: &str, codes: &Codes) -> Result<String, String> {
        match self {
            Holds::Text(longest)
            | Holds::Name(longest)
            | Holds::Person(longest)
            | Holds::Lines(longest)
            | Holds::Number(longest)
            | Holds::PairedDigits(longest)
            | Holds::Amount(longest)
                if text.chars().count() > *longest =>
            {
                Err(format!("最多 {longest} 个字"))
            }
            Holds::Number(_) | Holds::PairedDigits(_) => {
                width::ascii(text).map(|number| number.replace(' ', "")).map_err(|fault| fault.to_string())
            }
            Holds::Text(_)
            | Holds::Name(_)
            | Holds::Person(_)
            | Holds::Lines(_)
            | Holds::Amount(_)
            | Holds::Listed
            | Holds::Date => Ok(text.to_owned()),
            Holds::Code(table) => code(text, *table, codes.rows(*table)),
            Holds::Place => place(text, codes)
                .ok_or_else(|| "应为地区代码或全称，精确到县（市、区），如“110108”或“北京市海淀区”，见地区代码表".to_owned()),
            Holds::OneOf(words) => one_of(text, words),
            Holds::Choice(choices) => choice(text, choices),
            Holds::YesNo => yes_no(text).map(str::to_owned).ok_or_else(|| "应填“是”或“否”".to_owned()),
        }
    }

    /// What the template's drop-down list offers; `None` for free cells and for lists too long to choose from.
    pub(super) fn choices(&self, codes: &Codes) -> Option<Vec<String>> {
        match self {
            Holds::Code(table) => Some(codes.rows(*table).iter().map(listed).collect()),
            Holds::OneOf(words) => Some(words.iter().map(|word| (*word).to_owned()).collect()),
            Holds::Choice(choices) => Some(choices.iter().map(|(_, word)| (*word).to_owned()).collect()),
            Holds::YesNo => Some(vec![YES.to_owned(), NO.to_owned()]),
            _ => None,
        }
    }
}

fn listed(row: &CodeRow) -> String {
    format!("{} {}", row.code, row.name)
}

/// As it stands in the table or, failing that, whatever its width and spacing.
fn code(text: &str, table: CodeTable, rows: &[CodeRow]) -> Result<String, String> {
    let exactly = |row: &&CodeRow| row.code == text || row.name == text || listed(row) == text;
    let typed = key(text);
    let loosely = |row: &&CodeRow| row.code == typed || key(&row.name) == typed || key(&listed(row)) == typed;
    let row = rows.iter().find(exactly).or_else(|| rows.iter().find(loosely));
    let known = row.map(|row| row.code.as_str()).or_else(|| short_names::standard(table, text));
    known.map(str::to_owned).ok_or_else(|| not_in_table(text, rows))
}

/// Which of several rows a short name means is not guessed.
fn not_in_table(text: &str, rows: &[CodeRow]) -> String {
    let guess = short_names::named(&short_names::meant(text, rows));
    match (guess, rows.first()) {
        (Some(rows), _) => format!("不在代码表中；是否为{rows}？请填代码或全称"),
        (None, Some(first)) => format!("不在代码表中，应填代码或名称，如“{}”或“{}”", first.code, first.name),
        (None, None) => "不在代码表中".to_owned(),
    }
}

/// `110108`, `北京市海淀区`, `北京市/海淀区`, `110108 北京市海淀区`; names of before a merger too, as their codes are.
fn place(text: &str, codes: &Codes) -> Option<String> {
    let text = width::tidy(text).ok()?;
    let code: String = text.chars().take(6).collect();
    if codes.is_place(&code) && (code == text || text[code.len()..].starts_with(char::is_whitespace)) {
        return Some(code);
    }
    codes.place_called(&text.replace([' ', '/', '-'], ""))
}

fn one_of(text: &str, words: &[&str]) -> Result<String, String> {
    let typed = key(text);
    let word = words.iter().find(|word| key(word) == typed);
    word.map(|word| (*word).to_owned()).ok_or_else(|| format!("应为{}之一", words.join("、")))
}

fn choice(text: &str, choices: &[(&str, &str)]) -> Result<String, String> {
    let words: Vec<&str> = choices.iter().map(|(_, word)| *word).collect();
    let word = one_of(text, &words)?;
    Ok(choices.iter().find(|(_, label)| *label == word).map_or(word, |(code, _)| (*code).to_owned()))
}

fn yes_no(text: &str) -> Option<&'static str> {
    match key(text).as_str() {
        YES | "1" | "y" | "yes" | "true" => Some(YES),
        NO | "0" | "n" | "no" | "false" => Some(NO),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(holds: Holds, text: &str) -> Result<String, String> {
        holds.value(&Content::text(text), Codes::builtin()).map(|read| read.text)
    }

    #[test]
    fn a_code_is_given_as_code_name_or_both() {
        for text in ["01", "汉族", "01 汉族", "０１", "汉 族", "汉族\u{200b}", "０１　汉族"] {
            assert_eq!(value(Holds::Code(CodeTable::Ethnicity), text).as_deref(), Ok("01"));
        }
        let refused = value(Holds::Code(CodeTable::Ethnicity), "1").unwrap_err();
        assert_eq!(refused, "不在代码表中，应填代码或名称，如“01”或“汉族”");
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_standards_short_name_is_a_name_and_another_one_is_answered_with_what_it_may_mean() {
        let status = |text| value(Holds::Code(CodeTable::PoliticalStatus), text);
        for (short, code) in [("中共党员", "01"), ("共青团员", "03"), ("民盟盟员", "05"), ("台盟 盟员", "11")] {
            assert_eq!(status(short).as_deref(), Ok(code), "{short}");
        }
        let level = value(Holds::Code(CodeTable::EducationLevel), "本科").unwrap_err();
        assert_eq!(level, "不在代码表中；是否为“31 本科生毕业”或“33 本科生结业”？请填代码或全称");
        assert!(status("预备党员").unwrap_err().contains("“02 中国共产党预备党员”"));
        assert!(status("党员").unwrap_err().contains("“01 中国共产党党员”或“02 "));
        assert!(status("积极分子").unwrap_err().contains("如“01”"));
    }

    #[test]
    fn a_place_is_a_county_and_may_be_retired() {
        assert_eq!(value(Holds::Place, "320106").as_deref(), Ok("320106"));
        assert_eq!(value(Holds::Place, "330103").as_deref(), Ok("330103"));
        assert!(value(Holds::Place, "320000").is_err());
        for text in ["北京市海淀区", "北京市 / 海淀区", "110108 北京市海淀区"] {
            assert_eq!(value(Holds::Place, text).as_deref(), Ok("110108"), "{text}");
        }
        for (text, code) in [("浙江省杭州市江干区", "330104"), ("重庆市渝北区", "500112"), ("福建省三明市 / 梅列区", "350402")]
        {
            assert_eq!(value(Holds::Place, text).as_deref(), Ok(code), "{text}");
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

    #[test]
    fn a_month_that_a_spreadsheet_keeps_as_a_fraction_is_refused_ros_01() {
        let content = Content { text: "2023.1".to_owned(), is_number: true };
        assert!(Holds::Date.value(&content, Codes::builtin()).unwrap_err().contains("202310"));
        assert_eq!(value(Holds::Date, "2023.10").as_deref(), Ok("2023.10"));
    }

    #[test]
    #[doc = "ROS-01"]
    fn ros_01_a_number_that_may_have_lost_a_digit_is_refused_where_digits_are_a_name() {
        let number = |holds: Holds, text: &str| {
            let content = Content { text: text.to_owned(), is_number: true };
            holds.value(&content, Codes::builtin()).map(|read| read.text)
        };
        for holds in [Holds::Number(20), Holds::Text(20), Holds::Name(20), Holds::Lines(20), Holds::Listed, Holds::Place] {
            assert!(number(holds, "230001.5").unwrap_err().contains("末尾的 0"));
        }
        assert_eq!(
            (number(Holds::Number(20), "230001").as_deref(), number(Holds::Amount(9), "1.5").as_deref()),
            (Ok("230001"), Ok("1.5"))
        );
        assert!(number(Holds::PairedDigits(8), "80901").unwrap_err().contains("080901"));
        assert_eq!(
            (number(Holds::PairedDigits(8), "120203").as_deref(), value(Holds::PairedDigits(8), "080901K").as_deref()),
            (Ok("120203"), Ok("080901K"))
        );
    }

    #[test]
    fn unseen_characters_go_with_notice_and_lines_break_only_where_they_may_ros_01() {
        let read = Holds::Name(60).value(&Content::text("计算机科学与\u{a0}技术学院"), Codes::builtin()).unwrap();
        assert_eq!((read.text.as_str(), read.notice), ("计算机科学与技术学院", Some(text::TextNotice::GapsRemoved)));
        assert_eq!(value(Holds::Number(20), "\u{200b}Ｚ351").as_deref(), Ok("Z351"));
        let foreign = Holds::Number(20).value(&Content::text("Аb2023–1"), Codes::builtin()).unwrap();
        assert_eq!(
            (foreign.text.as_str(), foreign.notice),
            ("Ab2023-1", Some(TextNotice::LookAlikeReplaced { was: 'А', is: 'A' }))
        );
        let wide = Holds::Number(20).value(&Content::text("２０２７"), Codes::builtin()).unwrap();
        assert_eq!((wide.text.as_str(), wide.notice), ("2027", Some(TextNotice::HalfWidth)));
        let typed = Holds::Number(20).value(&Content::text("'00123"), Codes::builtin()).unwrap();
        assert_eq!((typed.text.as_str(), typed.notice), ("00123", Some(TextNotice::ApostropheRemoved)));
        assert!(value(Holds::Text(60), "计算机\n学院").is_err());
        assert_eq!(value(Holds::Lines(60), "1. 甲\r\n2. 乙").as_deref(), Ok("1. 甲\n2. 乙"));
    }
}
