//! The check of a form's answers by its description.

use super::{Answers, Field, Form, Holds, NO, YES};
use crate::{
    check::{CreditCode, Email, Phone, Postcode, width},
    codes::Codes,
    fields::Fields,
};
use jiff::civil::Date;
use std::str::FromStr;

/// The answers as they are kept, on this day; faults go to `fields`, each under its field's key.
pub fn check(form: &Form, sent: &Answers, codes: &Codes, today: Date, fields: &mut Fields) -> Answers {
    let mut kept = Answers::default();
    for field in form.fields().filter(|field| field.is_asked(sent)) {
        let typed = sent.text(field.key).unwrap_or_default();
        match (typed.trim().is_empty(), field.is_needed(sent)) {
            (true, true) => fields.refuse(field.key, missing(field)),
            (true, false) => {}
            (false, _) => kept.put(field.key, checked(field, typed, codes, fields)),
        }
    }
    if let Some((unknown, _)) = sent.iter().find(|(key, _)| form.fields().all(|field| field.key != *key)) {
        fields.refuse("answers", format!("「{}」没有「{unknown}」这一项", form.label));
    }
    for (field, fault) in form.checks.iter().filter_map(|check| check(&kept, today)) {
        fields.refuse(field, fault);
    }
    kept
}

fn checked(field: &'static Field, typed: &str, codes: &Codes, fields: &mut Fields) -> String {
    let key = field.key;
    match &field.holds {
        Holds::Text(length) => fields.line(key, typed, length.clone()),
        Holds::Name(length) => fields.name(key, typed, length.clone()),
        Holds::Lines(length) => fields.lines(key, typed, length.clone()),
        Holds::Phone => fields.checked(key, Phone::parse(typed)),
        Holds::Postcode => fields.checked(key, Postcode::parse(typed)),
        Holds::Email => fields.checked(key, Email::parse(typed)),
        Holds::CreditCode => fields.checked(key, CreditCode::parse(typed)),
        Holds::Money(range) => match number::<u32>(typed) {
            Some(yuan) if range.contains(&yuan) => yuan.to_string(),
            _ => refused(fields, field, &format!("{}为 {} 至 {} 元的整数", field.label, range.start(), range.end())),
        },
        Holds::Percent(range) => match number::<u32>(typed) {
            Some(percent) if range.contains(&percent) => percent.to_string(),
            _ => refused(fields, field, &format!("{}为 {} 至 {} 的整数", field.label, range.start(), range.end())),
        },
        Holds::Count(range, unit) => match number::<u32>(typed) {
            Some(count) if range.contains(&count) => count.to_string(),
            _ => refused(fields, field, &format!("{}最长 {}", field.label, unit.words(*range.end()))),
        },
        Holds::Date => match day(typed) {
            Some(date) => date.to_string(),
            None => refused(fields, field, "日期格式为 2027-07-01"),
        },
        chosen => match is_choice(chosen, typed, codes) {
            true => typed.to_owned(),
            false => refused(fields, field, &missing(field)),
        },
    }
}

/// The sentence for a question that was left open.
fn missing(field: &Field) -> String {
    match field.holds {
        Holds::Flag => format!("请选择“是”或“否”：{}", field.label),
        Holds::Code(_)
        | Holds::CodeBelow(..)
        | Holds::CodeAmong(..)
        | Holds::Choice(_)
        | Holds::Region
        | Holds::Count(..)
        | Holds::Date => format!("请选择{}", field.label),
        _ => format!("请填写{}", field.label),
    }
}

/// A day as forms write it: `2027-07-01`, of a year that somebody alive may mean.
pub fn day(typed: &str) -> Option<Date> {
    let date = number::<Date>(typed)?;
    let written = width::ascii(typed).is_ok_and(|text| text.trim() == date.to_string());
    (written && (1950..=2100).contains(&date.year())).then_some(date)
}

fn number<T: FromStr>(typed: &str) -> Option<T> {
    width::ascii(typed).ok()?.parse().ok()
}

fn is_choice(holds: &Holds, typed: &str, codes: &Codes) -> bool {
    match holds {
        Holds::Code(table) => codes.contains(*table, typed),
        Holds::CodeBelow(table, above) => {
            codes.rows(*table).iter().any(|row| row.code == typed && row.parent.as_deref() == Some(above))
        }
        Holds::CodeAmong(table, among) => among.contains(&typed) && codes.contains(*table, typed),
        Holds::Region => codes.is_place(typed),
        Holds::Choice(choices) => choices.iter().any(|(code, _)| *code == typed),
        Holds::Flag => [YES, NO].contains(&typed),
        _ => false,
    }
}

fn refused(fields: &mut Fields, field: &Field, fault: &str) -> String {
    fields.refuse(field.key, fault);
    String::new()
}
