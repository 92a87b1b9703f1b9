//! The table of endpoints: one row says everything about one. Routes are registered from it, so a route that is not in the table does
//! not exist; the gate reads from it before any handler runs who may call; the description is made from its words and types; and a
//! test walks it for every role.

mod gate;

/// One row of the table: the method and the address, the right, the handler, and the words of the description. What it takes and
/// answers follows as methods of [`Endpoint`].
macro_rules! row {
    ($method:ident $path:literal, $access:expr, $handler:path, $words:literal) => {
        $crate::endpoints::Endpoint::new(actix_web::http::Method::$method, $path, $access, || {
            actix_web::web::route().to($handler)
        })
        .called($words)
    };
}

mod batches;
mod cases;
mod employers;
mod ems;
mod exports;
mod graduates;
mod messages;
mod province;
mod schools;
mod session;
mod system;

pub use gate::gate;

use crate::{limits, rights::Access, system::System};
use actix_web::{Route, guard, http::Method, middleware::from_fn, web};
use std::collections::BTreeMap;
use utoipa::{
    IntoParams, ToSchema,
    openapi::path::{Parameter, ParameterIn},
};
use wangqian_protocol::session::Role::{self, *};

const EVERYBODY: &[Role] = &[Graduate, Employer, Department, School, Province];
/// Graduates have no second factor to set up.
const WITH_SECOND_FACTOR: &[Role] = &[Employer, Department, School, Province];
const PARTIES: &[Role] = &[Graduate, Employer, Department, School];
const STAFF: &[Role] = &[Department, School];

/// One row of the table.
pub struct Endpoint {
    pub method: Method,
    /// Below [`crate::rights::BASE`].
    pub path: &'static str,
    pub access: Access,
    /// What it does, in a few words of the description.
    pub words: &'static str,
    pub takes: Body,
    /// What may stand behind the `?`.
    pub query: Vec<Parameter>,
    /// Whether it names the version that it decides on, in `If-Match`.
    pub versioned: bool,
    /// The JSON that it answers; `None`: nothing, or bytes of another kind.
    pub gives: Option<SchemaOf>,
    /// Of the answer when all is well.
    pub status: u16,
    route: fn() -> Route,
}

/// What the body of a request is.
pub enum Body {
    Nothing,
    Json(SchemaOf),
    /// Bytes as they are.
    File,
}

/// Named schemas of the description.
pub type Schemas = Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>;

/// A wire type, as the description needs it.
#[derive(Clone, Copy)]
pub struct SchemaOf {
    /// Adds the type and all that it is made of.
    pub collect: fn(&mut Schemas),
    name: fn() -> std::borrow::Cow<'static, str>,
}

impl SchemaOf {
    /// Of this type.
    pub fn new<T: ToSchema>() -> Self {
        Self { collect: collect::<T>, name: T::name }
    }

    /// What it is called there.
    pub fn name(self) -> String {
        (self.name)().into_owned()
    }
}

fn collect<T: ToSchema>(schemas: &mut Schemas) {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
}

impl Endpoint {
    /// Takes nothing and answers 204.
    fn new(method: Method, path: &'static str, access: Access, route: fn() -> Route) -> Self {
        let (takes, query) = (Body::Nothing, Vec::new());
        Self { method, path, access, words: "", takes, query, versioned: false, gives: None, status: 204, route }
    }

    fn called(self, words: &'static str) -> Self {
        Self { words, ..self }
    }

    /// Takes this as JSON.
    fn takes<T: ToSchema>(self) -> Self {
        Self { takes: Body::Json(SchemaOf::new::<T>()), ..self }
    }

    fn takes_a_file(self) -> Self {
        Self { takes: Body::File, ..self }
    }

    /// Takes this as its query.
    fn asks<T: IntoParams>(self) -> Self {
        Self { query: T::into_params(|| Some(ParameterIn::Query)), ..self }
    }

    fn versioned(self) -> Self {
        Self { versioned: true, ..self }
    }

    /// Answers 200 with this as JSON.
    fn gives<T: ToSchema>(self) -> Self {
        Self { gives: Some(SchemaOf::new::<T>()), status: 200, ..self }
    }

    /// Answers with another status than the rest of the row would make it.
    fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }
}

/// The table.
pub fn endpoints() -> Vec<Endpoint> {
    let areas = [
        session::rows,
        cases::rows,
        batches::rows,
        exports::rows,
        graduates::rows,
        employers::rows,
        schools::rows,
        province::rows,
        messages::rows,
        ems::rows,
        system::rows,
    ];
    areas.into_iter().flat_map(|rows| rows()).collect()
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
