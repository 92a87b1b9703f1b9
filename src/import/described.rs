//! A form as columns of a file: their titles, what their cells may hold, and the answers in a row.

use super::{
    column::{self, Column},
    dates, numbers,
    row::RowReader,
};
use std::collections::BTreeSet;
use wangqian_rules::form::{Answers, Asked, Field, Form, Holds, NO, Unit, YES};

/// A form's columns, each with its question.
#[derive(Debug)]
pub(super) struct Described(Vec<(&'static Field, &'static Column)>);

impl Described {
    /// The columns of a form. `also`: other titles under which files bring a question. Columns live as long as the process, as those
    /// that are written by hand do: made once.
    pub(super) fn of(form: &'static Form, also: &[(&str, &'static [&'static str])]) -> Self {
        let aliases = |field: &Field| also.iter().find(|(key, _)| *key == field.key).map_or(&[][..], |(_, titles)| titles);
        let column = |field| &*Box::leak(Box::new(Column { aliases: aliases(field), ..column(field) }));
        Self(form.fields().map(|field| (field, column(field))).collect())
    }

    /// In the order of the form.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static Column> + '_ {
        self.0.iter().map(|(_, column)| *column)
    }

    /// The answers in a row; the rules check them as they check a form. An answer to a question that is not asked says two things at
    /// once, and is refused.
    pub(super) fn answers(&self, row: &mut RowReader<'_>) -> Answers {
        let (mut answers, mut refused) = (Answers::default(), BTreeSet::new());
        for (field, column) in &self.0 {
            match (field.is_asked(&answers), field.asked) {
                (false, Asked::If(other, _) | Asked::Unless(other, _)) if row.is_empty(column) || !refused.insert(other) => {}
                (false, Asked::If(other, _)) => {
                    row.refuse(self.column(other), format!("已填写“{}”，此列应填“是”；不需要的，请清空该列", column.title));
                }
                (false, Asked::Unless(other, none)) => {
                    let answered =
                        if answers.text(other) == Some(none) { "此列不应为 0" } else { "此列也应正确填写" };
                    row.refuse(self.column(other), format!("已填写“{}”，{answered}；不需要的，请清空该列", column.title));
                }
                _ => answers.put(field.key, answer(row, field, column)),
            }
        }
        answers
    }

    /// The column of a question.
    pub(super) fn column(&self, key: &str) -> &'static Column {
        self.0.iter().find(|(field, _)| field.key == key).unwrap_or(&self.0[0]).1
    }
}

fn column(field: &'static Field) -> Column {
    let title = match unit(&field.holds) {
        Some(unit) => with_unit(field.label, unit).leak(),
        None => field.label,
    };
    // An empty cell is a no.
    let required = field.needed && field.asked == Asked::Always && field.holds != Holds::Flag;
    Column { title, pinyin: field.key, aliases: &[], required, holds: holds(&field.holds) }
}

/// A cell takes the number alone, so its title says the unit.
fn unit(holds: &Holds) -> Option<&'static str> {
    match holds {
        Holds::Money(_) => Some("元"),
        Holds::Percent(_) => Some("%"),
        Holds::Count(_, Unit::Months) => Some("月"),
        Holds::Count(_, Unit::HalfYears) => Some("年"),
        _ => None,
    }
}

/// `月薪（税前）` → `月薪（税前，元）`.
fn with_unit(label: &str, unit: &str) -> String {
    match label.strip_suffix('）') {
        Some(open) => format!("{open}，{unit}）"),
        None => format!("{label}（{unit}）"),
    }
}

fn holds(holds: &Holds) -> column::Holds {
    match holds {
        Holds::Text(length) => column::Holds::Text(*length.end()),
        Holds::Name(length) => column::Holds::Name(*length.end()),
        Holds::Lines(length) => column::Holds::Lines(*length.end()),
        Holds::Code(table) | Holds::CodeBelow(table, _) | Holds::CodeAmong(table, _) => column::Holds::Code(*table),
        Holds::Choice(choices) => column::Holds::Choice(choices),
        Holds::Region => column::Holds::Place,
        Holds::Money(_) | Holds::Count(..) => column::Holds::Amount(12),
        Holds::Percent(_) => column::Holds::Number(3),
        Holds::Date => column::Holds::Date,
        Holds::Phone => column::Holds::Text(40),
        Holds::Postcode => column::Holds::Text(10),
        Holds::Email => column::Holds::Text(254),
        Holds::CreditCode => column::Holds::Number(18),
        Holds::Flag => column::Holds::YesNo,
    }
}

/// As a form has it; empty when there is none or a fault was noted.
fn answer(row: &mut RowReader<'_>, field: &Field, column: &'static Column) -> String {
    let number = |read: Option<u32>| read.map(|number| number.to_string()).unwrap_or_default();
    match &field.holds {
        Holds::Money(_) => number(row.checked(column, numbers::yuan)),
        Holds::Count(_, Unit::Months) => number(row.checked(column, numbers::months).map(u32::from)),
        Holds::Count(_, Unit::HalfYears) => number(row.checked(column, numbers::half_years).map(u32::from)),
        Holds::Date => row.checked(column, dates::day).map(|day| day.to_string()).unwrap_or_default(),
        Holds::Flag => match row.value(column).as_str() {
            "" => String::new(),
            column::YES => YES.to_owned(),
            _ => NO.to_owned(),
        },
        _ => row.value(column),
    }
}
