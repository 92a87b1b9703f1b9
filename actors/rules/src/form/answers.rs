//! The answers to a form's questions.

use super::{Block, Field, Form, Holds, NO, YES};
use crate::codes::{CodeTable, Codes};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers by field; a field without one is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers(BTreeMap<String, String>);

/// One answer in words, as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub block: &'static str,
    pub key: &'static str,
    pub label: &'static str,
    pub text: String,
}

impl Answers {
    /// The answer to a field.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// The answer, or nothing as an empty text.
    pub fn text_or_empty(&self, field: &str) -> String {
        self.text(field).unwrap_or_default().to_owned()
    }

    /// Whether a flag is set.
    pub fn is_yes(&self, field: &str) -> bool {
        self.text(field) == Some(YES)
    }

    /// The answer to a field that holds a number; `None` for one that is absent or no number.
    pub fn number(&self, field: &str) -> Option<u32> {
        self.text(field)?.parse().ok()
    }

    /// The answer to a field that holds a date.
    pub fn date(&self, field: &str) -> Option<Date> {
        self.text(field)?.parse().ok()
    }

    /// Every answer, by field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, text)| (field.as_str(), text.as_str()))
    }

    /// With one more answer; an empty one is none.
    pub fn put(&mut self, field: &str, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), text);
        }
    }

    /// With one more flag.
    pub fn put_flag(&mut self, field: &str, is_set: bool) {
        self.put(field, if is_set { YES } else { NO });
    }

    /// Every answer in words, in the order of the form.
    pub fn facts(&self, form: &Form, codes: &Codes) -> Vec<Fact> {
        let of = |block: &'static Block, field: &'static Field| {
            let elsewhere = field.beside.is_some_and(|other| self.text(other).is_some());
            let text = (!elsewhere).then(|| self.told(field, form, codes))??;
            Some(Fact { block: block.label, key: field.key, label: field.label, text })
        };
        form.blocks.iter().flat_map(|block| block.fields.iter().filter_map(move |field| of(block, field))).collect()
    }

    /// An answer with those that are told beside it.
    fn told(&self, field: &Field, form: &Form, codes: &Codes) -> Option<String> {
        let text = shown(&field.holds, self.text(field.key)?, codes);
        let others = form.fields().filter(|other| other.beside == Some(field.key));
        let others = others.filter_map(|other| self.text(other.key));
        Some(others.fold(text, |text, other| match field.holds {
            Holds::Region => at(&text, other),
            _ => format!("{text}（{other}）"),
        }))
    }

    /// Labels of the fields in which the two differ.
    pub fn differing(&self, other: &Self, form: &Form) -> Vec<&'static str> {
        form.fields().filter(|field| self.text(field.key) != other.text(field.key)).map(|field| field.label).collect()
    }
}

impl FromIterator<(String, String)> for Answers {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(answers: T) -> Self {
        Self(answers.into_iter().collect())
    }
}

fn shown(holds: &Holds, text: &str, codes: &Codes) -> String {
    let named = |table: CodeTable| codes.name(table, text).unwrap_or(text).to_owned();
    match holds {
        Holds::Code(table) | Holds::CodeBelow(table, _) | Holds::CodeAmong(table, _) => named(*table),
        Holds::Region => codes.region_name(text).unwrap_or_else(|| text.to_owned()),
        Holds::Choice(choices) => choices.iter().find(|(code, _)| *code == text).map_or(text, |(_, label)| *label).to_owned(),
        Holds::Money(_) => format!("{} 元", grouped(text)),
        Holds::Percent(_) => format!("{text}%"),
        Holds::Date => text.parse().map_or_else(|_| text.to_owned(), spoken),
        Holds::Count(_, unit) => text.parse().map_or_else(|_| text.to_owned(), |count| unit.words(count)),
        Holds::Flag => match text {
            YES => "是".to_owned(),
            NO => "否".to_owned(),
            other => other.to_owned(),
        },
        _ => text.to_owned(),
    }
}

/// A place and an address in it; many an address repeats its place.
fn at(place: &str, address: &str) -> String {
    if address.starts_with(&place.replace(' ', "")) { address.to_owned() } else { format!("{place} {address}") }
}

/// By thousands: `15,000`.
fn grouped(number: &str) -> String {
    let of_three = |place: usize| place > 0 && (number.len() - place).is_multiple_of(3);
    number.char_indices().flat_map(|(place, digit)| of_three(place).then_some(',').into_iter().chain([digit])).collect()
}

/// 2027年7月1日.
fn spoken(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Unit;

    #[test]
    fn answers_are_told_as_their_readers_say_them() {
        let told = |holds: Holds, text: &str| shown(&holds, text, Codes::builtin());
        for (yuan, words) in [("0", "0 元"), ("500", "500 元"), ("15000", "15,000 元"), ("9999999", "9,999,999 元")] {
            assert_eq!(told(Holds::Money(0..=9_999_999), yuan), words);
        }
        assert_eq!(told(Holds::Date, "2027-07-01"), "2027年7月1日");
        assert_eq!(told(Holds::Percent(1..=100), "30"), "30%");
        assert_eq!(told(Holds::Count(0..=40, Unit::HalfYears), "3"), "1 年半");
        assert_eq!(at("浙江省 杭州市 西湖区", "示例路 1 号"), "浙江省 杭州市 西湖区 示例路 1 号");
        assert_eq!(at("浙江省 杭州市 西湖区", "浙江省杭州市西湖区示例路"), "浙江省杭州市西湖区示例路");
        assert_eq!((told(Holds::Flag, YES), told(Holds::Flag, NO)), ("是".to_owned(), "否".to_owned()));
    }
}
