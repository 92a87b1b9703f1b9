//! Words that providers take: their field kinds have lengths, and a word too many is refused whole (47003).

/// Kinds of template fields, by the letters that a field's name begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Thing,
    Phrase,
    Name,
    Plain,
    Number,
    Symbol,
    Phone,
    CarNumber,
    Free,
    Time,
    Const,
}

const KINDS: [(&str, Kind); 11] = [
    ("thing", Kind::Thing),
    ("phrase", Kind::Phrase),
    ("name", Kind::Name),
    ("character_string", Kind::Plain),
    ("number", Kind::Number),
    ("symbol", Kind::Symbol),
    ("phone_number", Kind::Phone),
    ("car_number", Kind::CarNumber),
    ("const", Kind::Const),
    ("time", Kind::Time),
    ("date", Kind::Time),
];

/// A value as the field with this name takes it: never too long, never with what the field does not hold, never empty.
pub fn fit(field: &str, value: &str) -> String {
    let kind = kind(field);
    let value: String = value.chars().filter(|c| !c.is_control() && suits(kind, *c)).collect();
    let value = shortened(value.trim(), longest(kind, &value), matches!(kind, Kind::Thing | Kind::Const | Kind::Name));
    if value.is_empty() { "-".to_owned() } else { value }
}

/// What a field shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    Occasion,
    Subject,
    Result,
    Time,
}

/// Whether a field with this name can show that, and say something: a name in a field for digits would be cut to nothing.
pub fn can_show(field: &str, shows: Shows) -> bool {
    match kind(field) {
        Kind::Thing | Kind::Free => true,
        Kind::Const => matches!(shows, Shows::Occasion | Shows::Result),
        Kind::Phrase => shows == Shows::Result,
        Kind::Name => shows == Shows::Subject,
        Kind::Plain | Kind::Time => shows == Shows::Time,
        Kind::Number | Kind::Symbol | Kind::Phone | Kind::CarNumber => false,
    }
}

fn kind(field: &str) -> Kind {
    KINDS.iter().find(|(prefix, _)| kind_of(field) == *prefix).map_or(Kind::Free, |(_, kind)| *kind)
}

/// `thing2` is a `thing`.
fn kind_of(field: &str) -> &str {
    field.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn suits(kind: Kind, c: char) -> bool {
    match kind {
        Kind::Phrase => is_han(c),
        Kind::Plain | Kind::Symbol => c.is_ascii(),
        Kind::Number => c.is_ascii_digit() || c == '.',
        Kind::Phone => c.is_ascii_digit() || "+-() ".contains(c),
        Kind::Thing | Kind::Const | Kind::Name | Kind::CarNumber | Kind::Time | Kind::Free => true,
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn longest(kind: Kind, value: &str) -> usize {
    match kind {
        Kind::Thing | Kind::Const => 20,
        Kind::Phrase | Kind::Symbol => 5,
        Kind::Name if value.chars().any(is_han) => 10,
        Kind::Name => 20,
        Kind::Plain | Kind::Number => 32,
        Kind::Phone => 17,
        Kind::CarNumber => 8,
        Kind::Free | Kind::Time => 200,
    }
}

fn shortened(text: &str, most: usize, dots: bool) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    match dots {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text.chars().take(most).collect(),
    }
}
