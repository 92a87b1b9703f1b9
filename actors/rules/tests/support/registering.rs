//! What is filled in, handed in and decided while an employer registers.

use super::people;
use proptest::{prelude::*, sample::select};
use wangqian_rules::{
    employer::{
        Command,
        form::{Contact, Form},
        registration::{EmployerRow, Registration, State, Verdict},
    },
    file::{FileKind, StoredFile},
    ids::*,
};

pub const HERE: ProvinceId = ProvinceId(32);
pub const ELSEWHERE: ProvinceId = ProvinceId(53);

/// A licence; another number is another file.
pub fn file(n: u8) -> StoredFile {
    StoredFile { hash: FileHash([n; 32]), kind: FileKind::Pdf, bytes: 100_000 }
}

/// What [`people::card`] was filled in as.
pub fn form() -> Form {
    let card = people::card(1);
    Form { name: card.name, nature: card.nature, industry: card.industry, region: card.region, contact: contact() }
}

pub fn contact() -> Contact {
    let card = people::card(1);
    Contact { address: card.address, name: card.contact_name, phone: card.contact_phone, email: card.contact_email }
}

/// The form under another name.
pub fn named(name: &str) -> Form {
    Form { name: name.to_owned(), ..form() }
}

pub fn amend(seen: u64, form: Form, licence: Option<StoredFile>) -> Command {
    Command::Amend { seen, form: Box::new(form), licence }
}

pub fn submit(seen: u64) -> Command {
    Command::Submit { seen, verifier: Some(HERE) }
}

pub fn decide(seen: u64, verdict: Verdict) -> Command {
    Command::DecideRegistration { seen, by: (HERE, "示范省".to_owned()), verdict }
}

pub fn handing_back() -> Verdict {
    Verdict::Return { reason: "执照不清晰".to_owned() }
}

pub fn refusing() -> Verdict {
    Verdict::Reject { reason: "并非本单位".to_owned() }
}

/// Anything that can be asked, with versions that may fit.
pub fn command() -> impl Strategy<Value = Command> {
    let verdict = select(vec![Verdict::Approve, handing_back(), refusing()]);
    prop_oneof![
        (1u64..9, select(vec!["甲公司", "乙公司"]), prop::option::of(0u8..3)).prop_map(|(seen, name, licence)| amend(
            seen,
            named(name),
            licence.map(file)
        )),
        (0u8..3).prop_map(|n| Command::SetContact(Box::new(Contact { name: format!("联系人{n}"), ..contact() }))),
        (1u64..9, select(vec![Some(HERE), Some(ELSEWHERE), None]))
            .prop_map(|(seen, verifier)| Command::Submit { seen, verifier }),
        (1u64..9, verdict).prop_map(|(seen, verdict)| decide(seen, verdict)),
    ]
}

/// A registration as a province hears of it.
pub fn row() -> impl Strategy<Value = EmployerRow> {
    (1u32..4, 1u64..6, select(State::ALL.to_vec()), select(vec![HERE, ELSEWHERE]), 0u8..3).prop_map(
        |(employer, version, state, verifier, licence)| {
            let mut registration = Registration::begin(people::card(employer).into(), None, people::NOW);
            (registration.version, registration.state, registration.verifier) = (version, state, Some(verifier));
            registration.filing.licence = Some(file(licence));
            registration.row().expect("it was submitted")
        },
    )
}
