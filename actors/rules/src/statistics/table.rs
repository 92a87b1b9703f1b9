//! One characteristic as a table: a row a value, a column a group.

use super::{Characteristic, Count, Tally, rate};
use crate::codes::{Class, Codes, Group};

/// The counts by one characteristic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub by: Characteristic,
    /// The graduates that it counts, in words.
    pub definition: &'static str,
    /// Code and name of each group that the rows count.
    pub columns: Vec<(String, String)>,
    pub rows: Vec<Row>,
    /// All rows together.
    pub sum: Row,
    /// Whether its rows have a placement rate.
    pub with_placed: bool,
}

/// Graduates with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Empty for whoever has none.
    pub value: String,
    pub label: String,
    pub total: usize,
    /// The part of all that the table counts, in hundredths of a percent.
    pub share: Option<usize>,
    /// In the order of the columns.
    pub counts: Vec<usize>,
    /// 「毕业去向落实率」, where the table counts all graduates.
    pub placed: Option<usize>,
}

impl Tally {
    /// The table by a characteristic that was asked for. `name_of` says the names of values that stand in no code table.
    pub fn table(&self, by: Characteristic, codes: &Codes, name_of: impl Fn(&str) -> Option<String>) -> Option<Table> {
        let counts = self.tables.get(&by)?;
        let all = counts.values().fold(Count::default(), |mut all, count| {
            all.add(count);
            all
        });
        let label = |value: &str| name_of(value).unwrap_or_else(|| by.value_label(value, codes));
        let columns = columns(by, &all, codes);
        let row = |value: &str, label: String, count: &Count| shown(by, value, label, count, &all, &columns, codes);
        let mut rows: Vec<_> = counts.iter().map(|(value, count)| row(value, label(value), count)).collect();
        put_in_order(by, &mut rows, codes);
        let sum = row("", "合计".to_owned(), &all);
        let columns = columns.iter().map(|(code, name, _)| ((*code).to_owned(), (*name).to_owned())).collect();
        Some(Table { by, definition: definition(by), columns, rows, sum, with_placed: is_of_all(by) })
    }
}

/// Whether each of its rows holds graduates of every group.
fn is_of_all(by: Characteristic) -> bool {
    !by.is_of_work() && by != Characteristic::Destination
}

fn definition(by: Characteristic) -> &'static str {
    match by {
        _ if by.is_of_work() => "只统计就业的毕业生：协议和合同就业、灵活就业、自主创业",
        Characteristic::Destination => "按已生效的去向统计全部毕业生；没有生效去向的为未登记",
        _ => "统计全部毕业生，按学生名单中的现有信息归类",
    }
}

/// A column's code, its name, and how it is counted.
type Column<'a> = (&'a str, &'a str, Counted);

#[derive(Clone, Copy)]
enum Counted {
    Group(usize),
    Unregistered,
    Strange,
}

impl Counted {
    fn of(self, count: &Count) -> usize {
        match self {
            Self::Group(place) => count.group(place),
            Self::Unregistered => count.unregistered,
            Self::Strange => count.strange,
        }
    }
}

/// A table by destination has none: each of its rows lies in one group. Destinations that the grouping does not know have a column
/// where there are any.
fn columns<'a>(by: Characteristic, all: &Count, codes: &'a Codes) -> Vec<Column<'a>> {
    let wanted = move |group: &Group| match by {
        Characteristic::Destination => false,
        _ => !by.is_of_work() || group.class == Class::Employed,
    };
    let groups = codes.grouping().groups().iter().enumerate().filter(move |(_, group)| wanted(group));
    let groups = groups.map(|(place, group)| (group.code.as_str(), group.name.as_str(), Counted::Group(place)));
    let everybody = is_of_all(by);
    let unregistered = everybody.then_some(("unregistered", "没有登记去向", Counted::Unregistered));
    let strange = (everybody && all.strange > 0).then_some(("strange", "口径之外", Counted::Strange));
    groups.chain(unregistered).chain(strange).collect()
}

fn shown(
    by: Characteristic,
    value: &str,
    label: String,
    count: &Count,
    all: &Count,
    columns: &[Column<'_>],
    codes: &Codes,
) -> Row {
    Row {
        value: value.to_owned(),
        label,
        total: count.total(),
        share: rate(count.total(), all.total()),
        counts: columns.iter().map(|(_, _, counted)| counted.of(count)).collect(),
        placed: is_of_all(by).then(|| rate(count.placed(codes.grouping()), count.total())).flatten(),
    }
}

/// By the order of the code table, or the largest first; who has no value comes last.
fn put_in_order(by: Characteristic, rows: &mut [Row], codes: &Codes) {
    match by.table() {
        Some(table) => {
            let order = codes.rows(table);
            rows.sort_by_key(|row| (row.value.is_empty(), order.iter().position(|known| known.code == row.value)));
        }
        None => rows.sort_by(|a, b| {
            let key = |row: &Row| (row.value.is_empty(), std::cmp::Reverse(row.total));
            key(a).cmp(&key(b)).then_with(|| a.label.cmp(&b.label))
        }),
    }
}
