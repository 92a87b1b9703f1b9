//! The description of the interface, made from the table of endpoints and the wire types.

mod operation;

use crate::{
    endpoints::{Body, SchemaOf, Schemas, endpoints},
    rights::BASE,
};
use actix_web::http::Method;
use operation::operation;
use utoipa::openapi::{
    ComponentsBuilder, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi as Document, OpenApiBuilder, PathItem, PathsBuilder,
};
use wangqian_protocol::{
    problem::Problem,
    socket::{FromClient, ToClient},
};

/// The whole description.
pub fn document() -> Document {
    let mut schemas = Schemas::new();
    for schema in [SchemaOf::new::<Problem>(), SchemaOf::new::<ToClient>(), SchemaOf::new::<FromClient>()] {
        (schema.collect)(&mut schemas);
    }
    let mut paths = PathsBuilder::new();
    for endpoint in endpoints() {
        let taken = if let Body::Json(schema) = endpoint.takes { Some(schema) } else { None };
        taken.into_iter().chain(endpoint.gives).for_each(|schema| (schema.collect)(&mut schemas));
        let Some(method) = http_method(&endpoint.method) else { continue };
        let path = format!("{BASE}{}", endpoint.path);
        paths = paths.path(path, PathItem::new(method, operation(endpoint)));
    }
    let info = InfoBuilder::new().title("网签平台").version(env!("CARGO_PKG_VERSION"));
    let licence = LicenseBuilder::new().name(env!("CARGO_PKG_LICENSE")).identifier(Some(env!("CARGO_PKG_LICENSE")));
    let info = info.description(Some("Online signing and destination registration")).license(Some(licence.build()));
    let components = ComponentsBuilder::new().schemas_from_iter(schemas).build();
    OpenApiBuilder::new().info(info.build()).paths(paths).components(Some(components)).build()
}

fn http_method(method: &Method) -> Option<HttpMethod> {
    Some(match method.as_str() {
        "GET" => HttpMethod::Get,
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        _ => return None,
    })
}
