//! One endpoint in the description: what stands in its address and headers, what it takes and what it answers.

use crate::{
    endpoints::{Body, Endpoint, SchemaOf},
    rights::Access,
};
use utoipa::openapi::{
    Ref, Required, Response,
    content::Content,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
    request_body::{RequestBody, RequestBodyBuilder},
    schema::{Object, Type},
};

/// What stands in addresses.
const PATH_FIELDS: [(&str, &str); 21] = [
    ("case", "条目"),
    ("batch", "一批"),
    ("zip", "一次打包"),
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
    ("code", "授权码"),
    ("link", "协议书上的链接"),
    ("file", "文件"),
    ("key", "短信服务商推送回执的密钥"),
];

/// The operation of an endpoint.
pub(super) fn operation(endpoint: Endpoint) -> Operation {
    let answer = answer(endpoint.gives.map(SchemaOf::name));
    let mut operation = OperationBuilder::new().summary(Some(endpoint.words)).response(endpoint.status.to_string(), answer);
    operation = operation.response("default", problem());
    for parameter in places(endpoint.path).chain(headers(&endpoint)).chain(endpoint.query) {
        operation = operation.parameter(parameter);
    }
    operation.request_body(body(endpoint.takes)).build()
}

/// What stands in the address.
fn places(path: &str) -> impl Iterator<Item = Parameter> {
    let here = PATH_FIELDS.into_iter().filter(move |(name, _)| path.contains(&format!("{{{name}}}")));
    here.map(|(name, description)| parameter(name, ParameterIn::Path, true, description))
}

fn body(takes: Body) -> Option<RequestBody> {
    let (kind, content) = match takes {
        Body::Nothing => return None,
        Body::Json(schema) => ("application/json", content(&schema.name())),
        Body::File => ("application/octet-stream", Content::default()),
    };
    Some(RequestBodyBuilder::new().content(kind, content).required(Some(Required::True)).build())
}

/// The headers of an endpoint that changes something. Other servers number what they bring themselves.
fn headers(endpoint: &Endpoint) -> Vec<Parameter> {
    let header = |name, required, description| parameter(name, ParameterIn::Header, required, description);
    let key = || header("Idempotency-Key", false, "同一操作重试时保持不变");
    let seen = endpoint.versioned.then(|| header("If-Match", true, "所依据的条目版本，如 \"3\""));
    let others = match endpoint.access {
        _ if endpoint.method.is_safe() => Vec::new(),
        Access::Link => vec![header("Authorization", true, "Bearer 加两系统共有的密钥")],
        Access::Provider => Vec::new(),
        Access::Public => vec![key()],
        _ => vec![key(), header("X-CSRF-Token", true, "Me.csrf")],
    };
    seen.into_iter().chain(others).collect()
}

fn content(schema: &str) -> Content {
    Content::new(Some(Ref::from_schema_name(schema)))
}

fn answer(schema: Option<String>) -> Response {
    let mut response = Response::new("");
    if let Some(schema) = schema {
        response.content.insert("application/json".to_owned(), content(&schema).into());
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
