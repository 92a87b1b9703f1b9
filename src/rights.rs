//! Who may call what: one table. Routes are registered from it, so a route that is not in the table does not exist; the gate
//! reads it before any handler runs, and a test walks it for every role. What a caller may do to one thing (their own, their
//! department's) is decided again inside the step, when it is committed.

mod caller;
mod gate;

pub use caller::{Caller, StaffCaller};
pub use gate::gate;

use crate::{
    limits,
    routes::{
        account, bulk, cases, codes, contact, deliveries, employer, ems, flags, home, invitations, link, modules, next,
        notices, oidc, password_reset, providers, province, records, registration, reveals, roster, second_factor, session,
        settings, sync, system, uploads, wechat,
    },
    system::System,
};
use actix_web::{Route, guard, http::Method, middleware::from_fn, web};
use std::collections::BTreeMap;
use wangqian_protocol::session::Role::{self, *};

/// Where the interface stands.
pub const BASE: &str = "/api/v1";

/// One row of the table.
pub struct Endpoint {
    pub method: Method,
    /// Below [`BASE`].
    pub path: &'static str,
    pub access: Access,
    route: fn() -> Route,
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// A provider's machine, which proves itself to the handler; no page ever calls it.
    Provider,
    /// These roles, on their own account: also while a second factor is demanded that they have not set up.
    Own(&'static [Role]),
    /// These roles; school and department users also need the permission on 基本信息和就业信息 (ACC-04). Where it is another
    /// area's permission that counts, the row asks for nothing and the step looks.
    Only(&'static [Role], Need),
    /// The other system, by the key that the two servers share.
    Link,
}

/// The permission that a school or department user needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Nothing,
    Read,
    Write,
}

const EVERYBODY: &[Role] = &[Graduate, Employer, Department, School, Province];
/// Graduates have no second factor to set up.
const WITH_SECOND_FACTOR: &[Role] = &[Employer, Department, School, Province];
const PARTIES: &[Role] = &[Graduate, Employer, Department, School];
const STAFF: &[Role] = &[Department, School];

/// One row of the table, as short as it reads.
macro_rules! row {
    ($method:ident $path:literal, $access:expr, $handler:path) => {
        Endpoint { method: Method::$method, path: $path, access: $access, route: || web::route().to($handler) }
    };
}

/// The table.
#[rustfmt::skip]
pub fn endpoints() -> Vec<Endpoint> {
    use Access::{Link, Only, Own, Provider, Public};
    use Need::{Nothing, Read, Write};
    vec![
        row!(POST   "/session",                    Public,                       session::sign_in),
        row!(POST   "/session/activation",         Public,                       session::activate),
        row!(POST   "/session/code",               Public,                       session::second_step),
        row!(GET    "/session/oidc/callback",      Public,                       oidc::arrive),
        row!(GET    "/session/oidc/{entrance}",    Public,                       oidc::depart),
        row!(POST   "/password-reset",             Public,                       password_reset::ask_code),
        row!(PUT    "/password-reset",             Public,                       password_reset::reset),
        row!(GET    "/session",                    Own(EVERYBODY),               session::me),
        row!(DELETE "/session",                    Own(EVERYBODY),               session::sign_out),
        row!(GET    "/account",                    Own(EVERYBODY),               account::security),
        row!(PUT    "/account/password",           Own(EVERYBODY),               account::change_password),
        row!(POST   "/account/second-factor",      Own(WITH_SECOND_FACTOR),      second_factor::begin),
        row!(PUT    "/account/second-factor",      Own(WITH_SECOND_FACTOR),      second_factor::confirm),
        row!(POST   "/account/second-factor/recovery-codes", Own(WITH_SECOND_FACTOR), second_factor::renew_recovery),
        row!(POST   "/account/second-factor/removal", Own(WITH_SECOND_FACTOR),   second_factor::remove),
        row!(DELETE "/sessions",                   Own(EVERYBODY),               account::end_other_sessions),
        row!(DELETE "/sessions/{session}",         Own(EVERYBODY),               account::end_session),
        row!(GET    "/codes",                      Public,                       codes::list),
        row!(GET    "/forms/{form}",               Public,                       codes::form),
        row!(GET    "/openapi.json",               Public,                       codes::openapi),
        row!(GET    "/home",                       Only(STAFF, Read),            home::staff),
        row!(GET    "/next",                       Only(&[Graduate], Nothing),   next::show),
        row!(GET    "/timeline",                   Only(&[Graduate], Nothing),   home::timeline),
        row!(GET    "/cases",                      Only(PARTIES, Read),          cases::list),
        row!(GET    "/cases/{case}",               Only(PARTIES, Read),          cases::detail),
        row!(POST   "/cases",                      Only(&[Graduate], Nothing),   cases::handing_in::begin),
        row!(GET    "/kinds/{kind}",               Only(&[Graduate], Nothing),   cases::handing_in::kind),
        row!(PUT    "/drafts/{kind}",              Only(&[Graduate], Nothing),   cases::handing_in::save_draft),
        row!(DELETE "/drafts/{kind}",              Only(&[Graduate], Nothing),   cases::handing_in::drop_draft),
        row!(POST   "/cases/{case}/submission",    Only(&[Graduate], Nothing),   cases::handing_in::submit),
        row!(POST   "/cases/{case}/recall",        Only(&[Graduate], Nothing),   cases::take_back),
        row!(POST   "/cases/{case}/voiding",       Only(&[Graduate], Nothing),   cases::void),
        row!(PUT    "/cases/{case}/form",          Only(STAFF, Write),           cases::correct),
        row!(GET    "/cases/{case}/materials/{file}", Only(&[Graduate, Department, School], Read), cases::materials::get),
        row!(POST   "/cases/{case}/acceptance",    Only(&[Graduate], Nothing),   cases::accept),
        row!(POST   "/cases/{case}/refusal",       Only(&[Graduate], Nothing),   cases::decline),
        row!(POST   "/cases/{case}/withdrawal",    Only(&[Employer], Nothing),   cases::withdraw),
        row!(POST   "/cases/{case}/review",        Only(STAFF, Write),           cases::review),
        row!(PUT    "/cases/{case}/job-category",  Only(&[School], Write),       cases::change_job_category),
        row!(POST   "/cases/{case}/refresh",       Only(STAFF, Write),           cases::refresh),
        row!(POST   "/graduates/lookup",           Only(&[Employer], Nothing),   invitations::look_up),
        row!(POST   "/invitations",                Only(&[Employer], Nothing),   invitations::invite),
        row!(GET    "/invitations/template",       Only(&[Employer], Nothing),   bulk::template),
        row!(POST   "/invitations/bulk",           Only(&[Employer], Nothing),   bulk::upload),
        row!(POST   "/invitations/bulk/preview",   Only(&[Employer], Nothing),   bulk::preview),
        row!(GET    "/invitations/bulk/{job}",     Only(&[Employer], Nothing),   bulk::progress),
        row!(GET    "/invitations/bulk/{job}/returned", Only(&[Employer], Nothing), bulk::returned),
        row!(GET    "/schools",                    Only(&[Employer], Nothing),   invitations::schools),
        row!(GET    "/notices",                    Only(&[Graduate, Employer], Nothing), notices::inbox),
        row!(POST   "/notices/read",               Only(&[Graduate, Employer], Nothing), notices::mark_read),
        row!(GET    "/deliveries",                 Only(&[School], Read),        deliveries::list),
        row!(POST   "/deliveries/{number}/replay", Only(&[School], Write),       deliveries::replay),
        row!(GET    "/account/wechat",             Own(&[Graduate]),             wechat::show),
        row!(POST   "/account/wechat",             Own(&[Graduate]),             wechat::begin),
        row!(PUT    "/account/wechat",             Own(&[Graduate]),             wechat::bind),
        row!(DELETE "/account/wechat",             Own(&[Graduate]),             wechat::unbind),
        row!(GET    "/providers/wechat",           Provider,                     providers::greet),
        row!(POST   "/providers/wechat",           Provider,                     providers::event),
        row!(POST   "/providers/sms/{key}",        Provider,                     providers::receipts),
        row!(GET    "/modules/{module}",           Only(STAFF, Nothing),         modules::home),
        row!(GET    "/modules/{module}/transfers", Only(STAFF, Nothing),         modules::transfers),
        row!(GET    "/roster",                     Only(STAFF, Read),            roster::list),
        row!(GET    "/roster/invalidated",         Only(STAFF, Read),            roster::invalidated),
        row!(GET    "/roster/{graduate}",          Only(STAFF, Read),            roster::one),
        row!(GET    "/ems/roster",                 Only(STAFF, Read),            ems::roster::list),
        row!(GET    "/ems/roster/template",        Only(&[School], Read),        ems::roster::template),
        row!(POST   "/ems/roster/upload",          Only(&[School], Write),       ems::roster::upload),
        row!(GET    "/ems/uploads/{job}",          Only(&[School], Read),        ems::roster::progress),
        row!(POST   "/ems/roster/deletion",        Only(&[School], Write),       ems::roster::delete),
        row!(PUT    "/ems/roster/{graduate}",      Only(&[School], Write),       ems::roster::edit),
        row!(POST   "/ems/roster/{graduate}/resend", Only(&[School], Write),     ems::roster::resend),
        row!(GET    "/ems/accounts",               Only(&[School], Read),        ems::accounts::list),
        row!(POST   "/ems/accounts",               Only(&[School], Write),       ems::accounts::add),
        row!(PUT    "/ems/accounts/{account}",     Only(&[School], Write),       ems::accounts::change),
        row!(POST   "/ems/accounts/{account}/reset", Only(&[School], Write),     ems::accounts::reset),
        row!(GET    "/ems/roster/{graduate}",      Only(&[School], Read),        ems::roster::one),
        row!(PUT    "/ems/roster/{graduate}/papers", Only(&[School], Write),     ems::papers::edit),
        row!(POST   "/ems/roster/activation",      Only(&[School], Write),       ems::activation::codes),
        row!(GET    "/ems/schools",                Only(&[Province], Nothing),   ems::schools::list),
        row!(POST   "/ems/schools",                Only(&[Province], Nothing),   ems::schools::found),
        row!(GET    "/ems/schools/{school}/accounts", Only(&[Province], Nothing), ems::accounts::list),
        row!(POST   "/ems/schools/{school}/accounts", Only(&[Province], Nothing), ems::accounts::add),
        row!(PUT    "/ems/schools/{school}/accounts/{account}", Only(&[Province], Nothing), ems::accounts::change),
        row!(POST   "/ems/schools/{school}/accounts/{account}/reset", Only(&[Province], Nothing), ems::accounts::reset),
        row!(GET    "/sync",                       Only(&[School], Read),        sync::show),
        row!(GET    "/sync/differences",           Only(&[School], Read),        sync::differences),
        row!(POST   "/sync/{direction}/{number}/replay",  Only(&[School], Write), sync::replay),
        row!(POST   "/sync/{direction}/{number}/discard", Only(&[School], Write), sync::discard),
        row!(POST   "/link/{side}/{school}",       Link,                         link::take),
        row!(GET    "/link/{side}/{school}/standings", Link,                     link::standings),
        row!(POST   "/link/{side}/{school}/ways-in", Link,                       link::ways_in),
        row!(GET    "/system",                     Public,                       system::show),
        row!(PUT    "/contact",                    Only(&[Graduate], Nothing),   contact::set),
        row!(GET    "/records",                    Only(&[Graduate], Nothing),   records::list),
        row!(POST   "/records",                    Only(&[Graduate], Nothing),   records::claim),
        row!(PUT    "/records/shown",              Only(&[Graduate], Nothing),   records::choose),
        row!(GET    "/contact",                    Only(&[Graduate], Nothing),   contact::show),
        row!(POST   "/graduates/{graduate}/reveal", Only(STAFF, Write),          reveals::reveal),
        row!(GET    "/reveals",                    Only(&[School], Read),        reveals::list),
        row!(GET    "/flags",                      Only(&[School], Read),        flags::list),
        row!(POST   "/flags",                      Only(&[School], Write),       flags::mark),
        row!(GET    "/flags/employers",            Only(&[School], Read),        flags::search),
        row!(POST   "/flags/{employer}/lifting",   Only(&[School], Write),       flags::lift),
        row!(GET    "/warnings",                   Only(&[Graduate, Department, School], Read), flags::warnings),
        row!(GET    "/cases/{case}/registration",  Only(STAFF, Read),            registration::show),
        row!(GET    "/settings",                   Only(STAFF, Nothing),         settings::signing),
        row!(GET    "/settings/modules/{module}",  Only(STAFF, Nothing),         settings::module),
        row!(PUT    "/settings/modules/{module}/route", Only(&[School], Nothing), settings::set_route),
        row!(PUT    "/settings/switches/{switch}", Only(&[School], Nothing),     settings::set_switch),
        row!(PUT    "/settings/rescission-limit",  Only(&[School], Write),       settings::set_rescission_limit),
        row!(POST   "/settings/handlers",          Only(&[School], Write),       settings::submit_handler),
        row!(PUT    "/province/agreement-kind",    Only(&[Province], Nothing),   province::set_agreement_kind),
        row!(POST   "/province/modules/{module}/opening", Only(&[Province], Nothing), province::open_module),
        row!(GET    "/province",                   Only(&[Province], Nothing),   province::home),
        row!(GET    "/province/employers",         Only(&[Province], Nothing),   province::employers::list),
        row!(GET    "/province/employers/{employer}", Only(&[Province], Nothing), province::employers::detail),
        row!(POST   "/province/employers/{employer}/decision", Only(&[Province], Nothing), province::employers::decide),
        row!(POST   "/employer/registration",      Public,                       employer::register::register),
        row!(GET    "/employer/registration",      Only(&[Employer], Nothing),   employer::registration),
        row!(PUT    "/employer/registration",      Only(&[Employer], Nothing),   employer::amend),
        row!(POST   "/employer/registration/submission", Only(&[Employer], Nothing), employer::submit),
        row!(GET    "/employer/goal",              Only(&[Employer], Nothing),   employer::goal),
        row!(PUT    "/employer/goal",              Only(&[Employer], Nothing),   employer::set_goal),
        row!(PUT    "/employer/contact",           Only(&[Employer], Nothing),   employer::set_contact),
        row!(POST   "/uploads",                    Only(&[Graduate, Employer], Nothing),   uploads::put),
        row!(GET    "/uploads/{file}",             Only(&[Graduate, Employer, Province], Nothing), uploads::get),
        row!(GET    "/socket",                     Only(EVERYBODY, Nothing),     crate::ws::open),
    ]
}

/// Registers every endpoint that this system serves, the methods of one path together.
pub fn register(config: &mut web::ServiceConfig, system: &System) {
    let mut by_path: BTreeMap<&str, Vec<Endpoint>> = BTreeMap::new();
    for endpoint in endpoints().into_iter().filter(|endpoint| system.serves(endpoint.path)) {
        by_path.entry(endpoint.path).or_default().push(endpoint);
    }
    for (path, endpoints) in by_path {
        let resource = endpoints.into_iter().fold(web::resource(path), |resource, endpoint| {
            let route = (endpoint.route)();
            resource.route(match endpoint.method {
                Method::GET => route.guard(guard::Any(guard::Get()).or(guard::Head())),
                method => route.method(method),
            })
        });
        config.service(resource.wrap(from_fn(limits::end_in_time)));
    }
}
