//! Reading a form: every field becomes what is kept of it, and every fault is kept, so that a person corrects a form once.

use crate::{
    check::text::{self, Read, TextFault},
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

    /// Notes a fault.
    pub fn refuse(&mut self, field: &'static str, message: impl Into<String>) {
        self.errors.push(invalid(field, message));
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

    /// Lengths count characters, not bytes: a rare Han character is one.
    fn text(&mut self, field: &'static str, read: Result<Read, TextFault>, allowed: RangeInclusive<usize>) -> String {
        let text = self.checked(field, read.map(|read| read.text));
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
