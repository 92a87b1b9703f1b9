//! Reading a form: every field becomes what is kept of it, and every fault is kept, so that a person corrects a form once.

use crate::{
    check::{
        OrganisationName, PersonName,
        text::{self, Read, TextFault},
    },
    refusal::{FieldError, Refusal, invalid},
};
use std::{fmt::Display, ops::RangeInclusive};

/// The faults of a form, while its fields are read.
#[derive(Debug, Default)]
pub struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// One line of so many characters.
    pub fn line(&mut self, field: &'static str, typed: &str, allowed: RangeInclusive<usize>) -> String {
        self.text(field, text::line(typed), allowed)
    }

    /// The name of a unit or a subject, of so many characters; see [`text::name`].
    pub fn name(&mut self, field: &'static str, typed: &str, allowed: RangeInclusive<usize>) -> String {
        self.text(field, text::name(typed), allowed)
    }

    /// A text of several lines, together of so many characters.
    pub fn lines(&mut self, field: &'static str, typed: &str, allowed: RangeInclusive<usize>) -> String {
        self.text(field, text::lines(typed), allowed)
    }

    /// A person's name; see [`PersonName`].
    pub fn person(&mut self, field: &'static str, typed: &str) -> String {
        let read = PersonName::parse(typed).map(|(name, changes)| (name.into(), changes.into_iter().next()));
        self.unchanged(field, read)
    }

    /// The name of an employer. Brackets, letters and digits are kept in half width, as the form says beside the field; any other change
    /// is refused.
    pub fn organisation(&mut self, field: &'static str, typed: &str) -> String {
        if let Ok(Read { text, notice: Some(change) }) = text::line(typed) {
            self.refuse(field, format!("请改为“{}”：{change}", shortened(&text)));
        }
        self.checked(field, OrganisationName::parse(typed))
    }

    /// The value that a check made of a field; empty when it refused.
    pub fn checked<T: Into<String>, E: Display>(&mut self, field: &'static str, checked: Result<T, E>) -> String {
        match checked {
            Ok(value) => value.into(),
            Err(fault) => {
                self.refuse(field, fault.to_string());
                String::new()
            }
        }
    }

    /// Whether no fault was found so far.
    pub fn are_sound(&self) -> bool {
        self.errors.is_empty()
    }

    /// Notes a fault.
    pub fn refuse(&mut self, field: &'static str, message: impl Into<String>) {
        self.errors.push(invalid(field, message));
    }

    /// Takes the faults of a part over, each under the path that `path_of` gives its field.
    pub fn absorb(&mut self, part: Fields, path_of: impl Fn(&str) -> String) {
        self.errors.extend(part.errors.into_iter().map(|error| invalid(path_of(&error.field), error.message)));
    }

    /// The form, or every fault: for a form that is a part of another.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn outcome<T>(self, form: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() { Ok(form) } else { Err(self.errors) }
    }

    /// The form, when it holds.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn finish<T>(self, form: T) -> Result<T, Refusal> {
        self.outcome(form).map_err(Refusal::Invalid)
    }

    /// A text is kept as it was read only if the person saw it so: a change is refused, with what to write instead. A file is told
    /// afterwards what was changed, since nobody looks on while it is read.
    fn unchanged(&mut self, field: &'static str, read: Result<(String, Option<impl Display>), impl Display>) -> String {
        let change = read.as_ref().ok().and_then(|(text, change)| change.as_ref().map(|change| (text, change)));
        if let Some((text, change)) = change.filter(|(text, _)| !text.is_empty()) {
            self.refuse(field, format!("请改为“{}”：{change}", shortened(text)));
        }
        self.checked(field, read.map(|(text, _)| text))
    }

    /// Lengths count characters, not bytes: a rare Han character is one.
    fn text(&mut self, field: &'static str, read: Result<Read, TextFault>, allowed: RangeInclusive<usize>) -> String {
        let text = self.unchanged(field, read.map(|Read { text, notice }| (text, notice)));
        let count = text.chars().count();
        let is_at_fault = self.errors.last().is_some_and(|error| error.field == field);
        let says_something = *allowed.start() == 0 || text.chars().any(char::is_alphanumeric);
        if !is_at_fault && allowed.contains(&count) && !says_something {
            self.refuse(field, "至少应有一个汉字、字母或数字");
        }
        if !is_at_fault && !allowed.contains(&count) {
            let (least, most) = (allowed.start(), allowed.end());
            self.refuse(field, format!("长度为 {least} 至 {most} 个字，现为 {count} 个字"));
        }
        text
    }
}

/// The beginning of a text that is too long for a message.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() { shown + "……" } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(read: impl FnOnce(&mut Fields)) -> Vec<String> {
        let mut fields = Fields::default();
        read(&mut fields);
        fields.errors.into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn a_form_keeps_what_its_writer_saw_or_says_what_to_write_ros_01() {
        assert_eq!(faults(|fields| _ = fields.line("title", " 后端  工程师 ", 2..=60)), Vec::<String>::new());
        assert_eq!(
            faults(|fields| _ = fields.line("title", "后端\u{200b}工程师", 2..=60)),
            ["请改为“后端工程师”：已去除看不见的字符（U+200B）"]
        );
        assert_eq!(
            faults(|fields| _ = fields.name("department", "人工智能(未来)学院", 2..=60)),
            ["请改为“人工智能（未来）学院”：全角与半角字符已统一，中文名称中的括号为全角"]
        );
        assert_eq!(
            faults(|fields| _ = fields.person("name", "买买提•艾力")),
            ["请改为“买买提·艾力”：姓名中的间隔号已统一为“·”"]
        );
        assert_eq!(
            faults(|fields| _ = fields.organisation("name", "示例\u{200b}公司（南京）")),
            ["请改为“示例公司（南京）”：已去除看不见的字符（U+200B）"]
        );
        let long = format!("{}\u{2f42}", "长".repeat(100));
        let told = faults(|fields| _ = fields.lines("note", &long, 0..=200));
        assert_eq!(told, [format!("请改为“{}……”：形似字（U+2F42）已改为“文”", "长".repeat(60))]);
    }

    #[test]
    fn a_text_of_nothing_seen_is_too_short_and_no_more() {
        assert_eq!(faults(|fields| _ = fields.line("title", "\u{200b}", 2..=60)), ["长度为 2 至 60 个字，现为 0 个字"]);
    }
}
