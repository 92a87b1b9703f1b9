//! Code tables, forms, and the description of the interface itself. Neither changes while the server runs: made once, with an ETag.

use crate::{auth::password::digest, convert, error::ApiResult, state::AppState};
use actix_web::{HttpRequest, HttpResponse, web};
use bytestring::ByteString;
use std::{collections::BTreeMap, sync::OnceLock};
use utoipa::openapi::OpenApi;
use wangqian_protocol::{
    code::{Code, CodeTables},
    form::Form,
};
use wangqian_rules::{
    case::{
        CaseKind,
        filters::{self, Entry},
    },
    codes::{CodeTable, Codes},
    employer::board::Lane,
    flag::FlagReason,
    forms,
    refusal::Refusal,
    school::reveals::RevealReason,
};

/// The tables that forms and filters offer.
const OFFERED: &[CodeTable] = &[
    CodeTable::JobCategory,
    CodeTable::RejectReason,
    CodeTable::EducationLevel,
    CodeTable::TrainingMode,
    CodeTable::EmployerNature,
    CodeTable::EmployerIndustry,
    CodeTable::Gender,
    CodeTable::Ethnicity,
    CodeTable::PoliticalStatus,
    CodeTable::ArchiveTransferType,
    CodeTable::HouseholdTransferType,
    CodeTable::Regions,
    CodeTable::CountryRegion,
    CodeTable::DestinationType,
    CodeTable::DestinationFormKind,
];

/// `GET /codes`.
pub async fn list(state: web::Data<AppState>, request: HttpRequest) -> HttpResponse {
    static BODY: OnceLock<Lasting> = OnceLock::new();
    BODY.get_or_init(|| Lasting::of(&tables(state.runtime.codes()))).answer(&request)
}

/// What makes the description of the interface, among the server's data: it is made from the table of endpoints, and the table names
/// the handlers of this file.
pub struct Description(pub fn() -> OpenApi);

/// `GET /openapi.json`.
pub async fn openapi(request: HttpRequest) -> HttpResponse {
    static BODY: OnceLock<Lasting> = OnceLock::new();
    let document = || request.app_data::<Description>().map(|description| (description.0)());
    BODY.get_or_init(|| Lasting::of(&document())).answer(&request)
}

/// `GET /forms/{form}`: the questions of a form that is filled in elsewhere than under a kind: an agreement's terms, the EMS's papers.
pub async fn form(form: web::Path<String>) -> ApiResult<web::Json<Form>> {
    let form = forms::called(&form).ok_or(Refusal::NotFound)?;
    Ok(web::Json(convert::form::form(form)))
}

fn tables(codes: &Codes) -> CodeTables {
    let mut tables: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    for table in OFFERED {
        let rows = codes.rows(*table).iter();
        let rows = rows.map(|row| Code {
            code: row.code.clone(),
            name: row.name.clone(),
            parent: row.parent.clone(),
            kinds: row.kinds.clone(),
            covers: Vec::new(),
        });
        tables.insert(table.name().to_owned(), rows.collect());
    }
    let entry = |(code, name): (&str, &str)| named(code, name, Vec::new());
    tables.insert("case_filters".to_owned(), filters::entries().iter().map(filter).collect());
    tables.insert("review_filters".to_owned(), filters::of_schools().map(|entry| filter(&entry)).collect());
    tables.insert("case_states".to_owned(), CaseKind::all().flat_map(states).collect());
    tables.insert("case_kinds".to_owned(), CaseKind::all().map(|kind| entry((kind.code(), kind.facts().label))).collect());
    let reasons = RevealReason::ALL.iter().map(|reason| (reason.code(), reason.label()));
    tables.insert("reveal_reasons".to_owned(), reasons.map(entry).collect());
    let reasons = FlagReason::ALL.iter().map(|reason| (reason.code(), reason.label()));
    tables.insert("flag_reasons".to_owned(), reasons.map(entry).collect());
    let lanes = Lane::ALL.iter().map(|lane| (lane.code(), lane.label()));
    tables.insert("hiring_lanes".to_owned(), lanes.map(entry).collect());
    CodeTables { tables }
}

fn named(code: &str, name: &str, kinds: Vec<String>) -> Code {
    Code { code: code.to_owned(), name: name.to_owned(), parent: None, kinds, covers: Vec::new() }
}

/// One entry of a list's filter of states, with what it covers.
fn filter(entry: &Entry) -> Code {
    let covers = entry.covers.iter().map(|(kind, status)| format!("{}.{}", kind.code(), status.code()));
    Code { covers: covers.collect(), ..named(&entry.code, entry.label, vec![entry.list.code.to_owned()]) }
}

/// The states that a kind uses, in its words.
fn states(kind: CaseKind) -> impl Iterator<Item = Code> {
    let states = kind.facts().states.iter();
    states.map(move |status| named(status.code(), status.label(kind), vec![kind.code().to_owned()]))
}

/// A body that stays the same as long as the server runs.
struct Lasting {
    body: ByteString,
    etag: String,
}

impl Lasting {
    fn of(value: &impl serde::Serialize) -> Self {
        let body = serde_json::to_string(value).unwrap_or_default();
        let etag = format!("\"{}\"", hex::encode(&digest(body.as_bytes())[..8]));
        Self { body: body.into(), etag }
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let known = request.headers().get("if-none-match").and_then(|value| value.to_str().ok());
        if known == Some(self.etag.as_str()) {
            return HttpResponse::NotModified().insert_header(("ETag", self.etag.clone())).finish();
        }
        HttpResponse::Ok()
            .insert_header(("ETag", self.etag.clone()))
            .insert_header(("Cache-Control", "no-cache"))
            .content_type("application/json")
            .body(self.body.clone().into_bytes())
    }
}
