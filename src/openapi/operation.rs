//! One endpoint in the description: what stands in its address and headers, what it takes and what it answers.

use super::Shape;
use crate::rights::{Access, Endpoint};
use utoipa::openapi::{
    Ref, Required, Response,
    content::Content,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
    request_body::RequestBodyBuilder,
    schema::{Object, Type},
};

/// What stands in addresses.
const PATH_FIELDS: [(&str, &str); 17] = [
    ("case", "条目"),
    ("form", "表单代码，如 AGREEMENT"),
    ("kind", "业务种类，如 destination"),
    ("session", "登录设备"),
    ("graduate", "毕业生"),
    ("school", "院校代码"),
    ("account", "账号"),
    ("job", "上传任务"),
    ("module", "模块"),
    ("switch", "开关"),
    ("direction", "同步方向：to_ems、to_platform"),
    ("number", "序号"),
    ("side", "送达的一方：ems、platform"),
    ("entrance", "登录入口"),
    ("employer", "用人单位"),
    ("file", "文件"),
    ("key", "短信服务商推送回执的密钥"),
];

/// The operation of an endpoint with this shape.
pub(super) fn operation(endpoint: &Endpoint, shape: Shape) -> Operation {
    let mut operation = OperationBuilder::new().summary(Some(shape.summary)).response(shape.status, answer(shape.gives));
    operation = operation.response("default", problem());
    for (name, description) in PATH_FIELDS {
        if endpoint.path.contains(&format!("{{{name}}}")) {
            operation = operation.parameter(parameter(name, ParameterIn::Path, true, description));
        }
    }
    if shape.raw {
        let body = RequestBodyBuilder::new().content("application/octet-stream", Content::default());
        operation = operation.request_body(Some(body.required(Some(Required::True)).build()));
    }
    if shape.versioned {
        operation = operation.parameter(parameter("If-Match", ParameterIn::Header, true, "所依据的条目版本，如 \"3\""));
    }
    for parameter in headers(endpoint).into_iter().chain(shape.query) {
        operation = operation.parameter(parameter);
    }
    if let Some(schema) = shape.takes {
        let body = RequestBodyBuilder::new().content("application/json", content(schema)).required(Some(Required::True));
        operation = operation.request_body(Some(body.build()));
    }
    operation.build()
}

/// The headers of an endpoint that changes something. Other servers number what they bring themselves.
fn headers(endpoint: &Endpoint) -> Vec<Parameter> {
    let header = |name, required, description| parameter(name, ParameterIn::Header, required, description);
    let key = header("Idempotency-Key", false, "同一操作重试时保持不变");
    match endpoint.access {
        _ if endpoint.method.is_safe() => Vec::new(),
        Access::Link => vec![header("Authorization", true, "Bearer 加两系统共有的密钥")],
        Access::Provider => Vec::new(),
        Access::Public => vec![key],
        _ => vec![key, header("X-CSRF-Token", true, "Me.csrf")],
    }
}

fn content(schema: &str) -> Content {
    Content::new(Some(Ref::from_schema_name(schema)))
}

fn answer(schema: Option<&str>) -> Response {
    let mut response = Response::new("");
    if let Some(schema) = schema {
        response.content.insert("application/json".to_owned(), content(schema).into());
    }
    response
}

/// The refusal that every endpoint can answer.
fn problem() -> Response {
    let mut response = Response::new("未受理：原因和办法");
    response.content.insert("application/problem+json".to_owned(), content("Problem").into());
    response
}

fn parameter(name: &str, place: ParameterIn, required: bool, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(if required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(Some(Object::with_type(Type::String)))
        .build()
}
