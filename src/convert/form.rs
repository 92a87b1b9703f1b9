//! Forms and what was filled in, on the wire.

use crate::uploads;
use wangqian_protocol::{case as wire_case, form as wire};
use wangqian_rules::{
    case::Case,
    codes::Codes,
    file::StoredFile,
    form::{Answers, Asked, Field, Form, Holds},
    graduate::draft::Draft,
    ids::CaseId,
    privacy::Reader,
};

/// A form, for a page to ask its questions.
pub fn form(form: &Form) -> wire::Form {
    let Form { code, label, group, blocks, proof, .. } = form;
    let blocks = blocks.iter().map(|block| wire::FormBlock {
        key: block.key.to_owned(),
        label: block.label.to_owned(),
        fields: block.fields.iter().map(field).collect(),
    });
    wire::Form {
        form: (*code).to_owned(),
        label: (*label).to_owned(),
        group: group.map(|group| wire::FormGroup { code: group.code().to_owned(), label: group.label().to_owned() }),
        blocks: blocks.collect(),
        proof: wire::Proof { least: *proof.files.start(), most: *proof.files.end(), hint: proof.hint.to_owned() },
    }
}

fn field(field: &Field) -> wire::FormField {
    let on = |field: &str, answer: &str| Some(wire::When { field: field.to_owned(), answer: answer.to_owned() });
    let (when, unless) = match field.asked {
        Asked::Always => (None, None),
        Asked::If(other, answer) => (on(other, answer), None),
        Asked::Unless(other, answer) => (None, on(other, answer)),
    };
    wire::FormField {
        key: field.key.to_owned(),
        label: field.label.to_owned(),
        hint: field.hint.to_owned(),
        holds: holds(&field.holds),
        needed: field.needed,
        when,
        unless,
        only: field.only.map(|(other, among)| wire::Among {
            field: other.to_owned(),
            answers: among.iter().map(|answer| (*answer).to_owned()).collect(),
        }),
    }
}

fn holds(holds: &Holds) -> wire::Holds {
    match holds {
        Holds::Text(length) => wire::Holds::Text { least: *length.start(), most: *length.end() },
        Holds::Name(length) => wire::Holds::Name { least: *length.start(), most: *length.end() },
        Holds::Lines(length) => wire::Holds::Lines { least: *length.start(), most: *length.end() },
        Holds::Code(table) => wire::Holds::Code { table: table.name().to_owned(), above: None, among: None },
        Holds::CodeBelow(table, above) => {
            wire::Holds::Code { table: table.name().to_owned(), above: Some((*above).to_owned()), among: None }
        }
        Holds::CodeAmong(table, among) => {
            let among = among.iter().map(|code| (*code).to_owned()).collect();
            wire::Holds::Code { table: table.name().to_owned(), above: None, among: Some(among) }
        }
        Holds::Choice(choices) => {
            let choice = |(code, label): &(&str, &str)| wire::Choice { code: (*code).into(), label: (*label).into() };
            wire::Holds::Choice { choices: choices.iter().map(choice).collect() }
        }
        Holds::Money(range) => wire::Holds::Money { least: *range.start(), most: *range.end() },
        Holds::Percent(range) => wire::Holds::Percent { least: *range.start(), most: *range.end() },
        Holds::Count(range, unit) => {
            wire::Holds::Count { least: *range.start(), most: *range.end(), unit: unit.code().to_owned() }
        }
        Holds::Region => wire::Holds::Region {},
        Holds::Date => wire::Holds::Date {},
        Holds::Phone => wire::Holds::Phone {},
        Holds::Postcode => wire::Holds::Postcode {},
        Holds::Email => wire::Holds::Email {},
        Holds::CreditCode => wire::Holds::CreditCode {},
        Holds::Flag => wire::Holds::Flag {},
    }
}

/// A form as it was filled in.
pub fn filled(filled: &wangqian_rules::case::Filled) -> wire::Filled {
    wire::Filled {
        form: filled.form.form().code.to_owned(),
        answers: filled.answers.iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect(),
        files: filled.files.iter().map(|file| uploads::name_of(file.hash)).collect(),
    }
}

/// A form that is not finished.
pub fn draft(draft: &Draft) -> wire::Draft {
    wire::Draft { filled: filled(&draft.filled), at_ms: draft.at.0 }
}

/// What was filled in, in words, in the groups of the form.
pub fn sections(form: &Form, answers: &Answers, codes: &Codes) -> Vec<wire_case::Section> {
    let mut sections: Vec<wire_case::Section> = Vec::new();
    for fact in answers.facts(form, codes) {
        let shown = wire_case::Fact { key: fact.key.to_owned(), label: fact.label.to_owned(), text: fact.text };
        match sections.last_mut().filter(|section| section.title == fact.block) {
            Some(section) => section.facts.push(shown),
            None => sections.push(wire_case::Section { title: fact.block.to_owned(), facts: vec![shown] }),
        }
    }
    sections
}

/// The files of a case that a reader may see. An employer sees what it stamped and what it was asked with, and no proof that a graduate
/// handed in to the school.
pub fn shown_files(case: &Case, reader: Reader) -> impl Iterator<Item = &StoredFile> {
    let asked = case.facts().asks.is_some();
    let all = asked || !matches!(reader, Reader::Party | Reader::Inviting);
    let (proof, stamped) = (case.filled().map_or(&[][..], |filled| &filled.files), &case.stamped);
    proof.iter().filter(move |_| all).chain(stamped)
}

/// The proof of a case, as far as its reader may see it.
pub fn materials(case: &Case, reader: Reader) -> Vec<wire_case::Material> {
    let proof = shown_files(case, reader).count() - case.stamped.len();
    let name = |place: usize| match place.checked_sub(proof) {
        Some(of_stamped) => format!("盖章协议书 {}", of_stamped + 1),
        None => format!("证明材料 {}", place + 1),
    };
    shown_files(case, reader).enumerate().map(|(place, file)| material(case.id, name(place), file)).collect()
}

fn material(case: CaseId, name: String, stored: &StoredFile) -> wire_case::Material {
    let file = uploads::name_of(stored.hash);
    wire_case::Material {
        name,
        media_type: stored.kind.media_type().to_owned(),
        bytes: stored.bytes,
        url: format!("{}/cases/{case}/materials/{file}", crate::rights::BASE),
        file,
    }
}
