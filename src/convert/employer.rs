//! An employer's registration on the wire.

use super::{employer as card_out, settings::obstacle};
use crate::uploads;
use wangqian_protocol::{case::Tone, case::TrailEntry, employer as wire};
use wangqian_rules::{
    case::EmployerCard,
    check::CreditCode,
    codes::{CodeTable, Codes},
    employer::{
        form::{Contact, Form},
        registration::{EmployerRow, Entry, Filing, Registration, State, Verdict},
    },
    file::StoredFile,
    refusal::Audience,
};

/// What was typed, as the rules check it.
pub fn form_in(sent: wire::AmendEmployer) -> Form {
    let wire::AmendEmployer { name, nature, industry, region, address, contact_name, contact_phone, contact_email, .. } = sent;
    let contact = Contact { address, name: contact_name, phone: contact_phone, email: contact_email };
    Form { name, nature, industry, region, contact }
}

/// The contact alone.
pub fn contact_in(sent: wire::EmployerContact) -> Contact {
    let wire::EmployerContact { address, contact_name: name, contact_phone: phone, contact_email: email } = sent;
    Contact { address, name, phone, email }
}

/// The inverse of [`State::code`].
pub fn state_in(code: &str) -> Option<State> {
    State::ALL.into_iter().find(|state| state.code() == code)
}

/// A province's decision.
pub fn verdict_in(sent: wire::DecideEmployer) -> Verdict {
    match sent {
        wire::DecideEmployer::Approve {} => Verdict::Approve,
        wire::DecideEmployer::Return { reason } => Verdict::Return { reason },
        wire::DecideEmployer::Reject { reason } => Verdict::Reject { reason },
    }
}

fn tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Ended,
        State::Submitted => Tone::Waiting,
        State::Verified => Tone::Effective,
        State::Returned => Tone::Returned,
        State::Rejected => Tone::Rejected,
    }
}

/// What a command answers.
pub fn changed(version: u64, state: State) -> wire::RegistrationChanged {
    wire::RegistrationChanged { version, state: state.code().to_owned(), state_label: state.label().to_owned() }
}

/// The whole of it.
pub fn registration(of: &Registration, codes: &Codes) -> wire::EmployerRegistration {
    let Registration { filing, in_force, state, .. } = of;
    let refused = matches!(state, State::Returned | State::Rejected);
    wire::EmployerRegistration {
        employer: filing.card.id.to_string(),
        version: of.version,
        state: state.code().to_owned(),
        state_label: state.label().to_owned(),
        tone: tone(*state),
        card: card_out(&filing.card),
        credit_code_unchecked: is_unchecked(&filing.card.credit_code),
        licence: filing.licence.map(licence),
        in_force: in_force.as_ref().map(|verified| card_out(&verified.card)),
        licence_in_force: in_force.as_ref().and_then(|verified| verified.licence).map(licence),
        changes: in_force.as_ref().map(|verified| changes(verified, filing, codes)).unwrap_or_default(),
        reason: of.decision().filter(|_| refused).and_then(|entry| entry.did.reason()).map(str::to_owned),
        since_ms: of.since.0,
        submitted_at_ms: of.submitted_at.map(|at| at.0),
        edit_obstacle: of.may_edit().err().map(|refusal| obstacle(&refusal, Audience::Employer)),
        submit_obstacle: of.may_submit().err().map(|refusal| obstacle(&refusal, Audience::Employer)),
        verdicts: verdicts(of),
        trail: of.trail.iter().map(line).collect(),
    }
}

fn verdicts(of: &Registration) -> Vec<String> {
    let reason = String::new;
    let all = [
        ("approve", Verdict::Approve),
        ("return", Verdict::Return { reason: reason() }),
        ("reject", Verdict::Reject { reason: reason() }),
    ];
    all.into_iter().filter(|(_, verdict)| of.may_decide(verdict)).map(|(code, _)| code.to_owned()).collect()
}

fn licence(file: StoredFile) -> wire::LicenceFile {
    let media_type = file.kind.media_type().to_owned();
    wire::LicenceFile { file: uploads::name_of(file.hash), media_type, bytes: file.bytes }
}

fn line(entry: &Entry) -> TrailEntry {
    TrailEntry {
        at_ms: entry.at.0,
        who: entry.by.clone(),
        what: entry.did.what().to_owned(),
        note: entry.did.reason().map(str::to_owned),
        hash: None,
    }
}

/// Where what was filled in differs from what is in force.
fn changes(verified: &Filing, filed: &Filing, codes: &Codes) -> Vec<wire::EmployerChange> {
    let (was, is) = (shown(&verified.card, codes), shown(&filed.card, codes));
    let fields = was.into_iter().zip(is).filter(|((_, _, was), (_, _, is))| was != is);
    let change = |field: &str, label: &str, before, now| wire::EmployerChange {
        field: field.to_owned(),
        label: label.to_owned(),
        before,
        now,
    };
    let mut changes: Vec<_> = fields.map(|((field, label, was), (_, _, is))| change(field, label, was, is)).collect();
    if verified.licence != filed.licence {
        let word = |file: Option<StoredFile>| if file.is_some() { "已上传" } else { "未上传" }.to_owned();
        let now = if filed.licence.is_some() { "已更换".to_owned() } else { word(filed.licence) };
        changes.push(change("licence", "营业执照", word(verified.licence), now));
    }
    changes
}

fn shown(card: &EmployerCard, codes: &Codes) -> [(&'static str, &'static str, String); 4] {
    let name = |table, code: &str| codes.name(table, code).unwrap_or(code).to_owned();
    [
        ("name", "单位名称", card.name.clone()),
        ("nature", "单位性质", name(CodeTable::EmployerNature, &card.nature)),
        ("industry", "单位行业", name(CodeTable::EmployerIndustry, &card.industry)),
        ("region", "单位所在地", codes.region_name(&card.region).unwrap_or_else(|| card.region.clone())),
    ]
}

/// A row of the province's list.
pub fn row(row: &EmployerRow) -> wire::EmployerRow {
    wire::EmployerRow {
        employer: row.employer.to_string(),
        version: row.version,
        state: row.state.code().to_owned(),
        state_label: row.state.label().to_owned(),
        tone: tone(row.state),
        is_change: row.is_change,
        name: row.name.clone(),
        credit_code: row.credit_code.clone(),
        credit_code_unchecked: is_unchecked(&row.credit_code),
        nature: row.nature.clone(),
        industry: row.industry.clone(),
        region: row.region.clone(),
        since_ms: row.since.0,
        submitted_at_ms: row.submitted_at.map(|at| at.0),
        reviewer: row.reviewer.clone(),
    }
}

/// Taken as the licence shows it: whoever verifies compares the two.
fn is_unchecked(credit_code: &str) -> bool {
    CreditCode::parse(credit_code).is_err()
}
