//! From a refusal to an HTTP answer: the only place that knows status numbers.

use crate::{
    intake::{NoRoom, NotDone},
    requests::RequestId,
    uploads::Unfit,
};
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, ResponseError,
    http::{StatusCode, header::ALLOW},
};
use std::fmt;
use wangqian_protocol::problem::{FieldProblem, Problem};
use wangqian_rules::refusal::{self, Audience, Refusal};
use wangqian_runtime::AskError;
use wangqian_storage::CommitError;

/// Why a request was not served.
#[derive(Debug, Clone)]
pub enum ApiError {
    /// Nobody is signed in, or the session ended.
    Unauthenticated,
    /// The request does not come from our own page: wrong or missing `Origin` or CSRF token.
    Forgery,
    /// A command on a case must name the version it was decided on.
    VersionRequired,
    /// The body, a header or the query does not say what it should.
    Malformed(String),
    /// A field of the body or of the query is missing, unknown or of another type.
    Misshapen {
        /// Its path; empty for the whole.
        field: String,
        message: String,
    },
    TooLarge,
    /// The file handed in is not one that is taken.
    File(Unfit),
    /// The file is known, and gone or not as it was put.
    FileDamaged {
        cause: String,
    },
    /// Where files are kept, none can be put or read for now.
    FilesAway {
        cause: String,
    },
    /// The request took longer than a request may.
    TooSlow,
    /// There is something at the address, for these methods.
    NoSuchMethod {
        allowed: String,
    },
    /// Too many sign-ins are being checked.
    Crowded,
    /// Too many files are being sent or looked at: by this account or by all.
    FilesWaiting,
    /// The body is packed. Nothing would bound its unpacking on the way.
    Encoded,
    /// The server has another key than the one that the account's second factor was sealed with: nobody's fault who signs in.
    SealedElsewhere,
    Ask(AskError),
}

impl From<AskError> for ApiError {
    fn from(error: AskError) -> Self {
        Self::Ask(error)
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Ask(AskError::Refused(refusal))
    }
}

impl From<NoRoom> for ApiError {
    fn from(_: NoRoom) -> Self {
        Self::FilesWaiting
    }
}

impl From<NotDone> for ApiError {
    fn from(error: NotDone) -> Self {
        match error {
            NotDone::Crowded => Self::FilesWaiting,
            NotDone::Panicked => Self::File(Unfit::Damaged),
        }
    }
}

/// Until a few of the files that are waiting are through, seconds.
const FILES_WAIT_S: u64 = 10;

/// What a handler answers.
pub type ApiResult<T> = Result<T, ApiError>;

/// Status, code, title and advice.
struct Told {
    status: StatusCode,
    code: &'static str,
    title: String,
    detail: String,
}

fn told(status: StatusCode, code: &'static str, title: &str, detail: &str) -> Told {
    Told { status, code, title: title.to_owned(), detail: detail.to_owned() }
}

impl ApiError {
    fn told(&self, audience: Audience) -> Told {
        match self {
            Self::Unauthenticated => told(StatusCode::UNAUTHORIZED, "unauthenticated", "尚未登录或登录已失效", "请重新登录。"),
            Self::Forgery => told(StatusCode::FORBIDDEN, "forgery", "请求未通过来源校验", "请刷新页面后重试。"),
            Self::VersionRequired => {
                told(StatusCode::PRECONDITION_REQUIRED, "version_required", "缺少版本信息", "请刷新页面后重新操作。")
            }
            Self::Malformed(what) => told(StatusCode::BAD_REQUEST, "malformed", "请求内容无法识别", what),
            Self::Misshapen { field, message } if field.is_empty() => {
                told(StatusCode::BAD_REQUEST, "malformed", "请求内容无法识别", &format!("{message}。"))
            }
            Self::Misshapen { field, message } => {
                told(StatusCode::BAD_REQUEST, "malformed", "请求内容无法识别", &format!("{field}：{message}。"))
            }
            Self::TooLarge => told(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "提交的内容过大", "请减少内容后重新提交。"),
            Self::File(unfit) => told(StatusCode::UNPROCESSABLE_ENTITY, "unfit_file", &unfit.to_string(), unfit.advice()),
            Self::FileDamaged { .. } => told(
                StatusCode::INTERNAL_SERVER_ERROR,
                "file_damaged",
                "文件在服务器上已损坏或丢失",
                "请由提交人重新上传同一文件，上传后即可打开；仍不能打开的，请将请求编号告知管理员。",
            ),
            Self::TooSlow => told(StatusCode::REQUEST_TIMEOUT, "too_slow", "请求用时过长", "请检查网络后重试。"),
            Self::NoSuchMethod { .. } => {
                told(StatusCode::METHOD_NOT_ALLOWED, "no_such_method", "不支持的操作", "请刷新页面后重试。")
            }
            Self::Crowded => told(StatusCode::SERVICE_UNAVAILABLE, "busy", "当前登录人数较多", "请稍后重试。"),
            Self::FilesWaiting => told(
                StatusCode::SERVICE_UNAVAILABLE,
                "files_waiting",
                "正在处理的文件较多",
                "本次文件没有保存；请等待已上传的文件处理完成，稍后重新上传。",
            ),
            Self::FilesAway { .. } => told_of(&AskError::Busy, audience),
            Self::Encoded => told(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "encoded_body",
                "不支持压缩后的请求内容",
                "请去掉 Content-Encoding，按原样发送内容。",
            ),
            Self::SealedElsewhere => told(
                StatusCode::INTERNAL_SERVER_ERROR,
                "factor_unreadable",
                "暂时无法核对动态验证码",
                "请改用恢复码登录，并将此情况告知管理员。",
            ),
            Self::Ask(error) => told_of(error, audience),
        }
    }

    /// Seconds after which trying again makes sense.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Crowded | Self::FilesAway { .. } => Some(1),
            Self::FilesWaiting => Some(FILES_WAIT_S),
            Self::Ask(AskError::Refused(refusal)) => wait_s(refusal),
            Self::Ask(AskError::Busy | AskError::Gone | AskError::NotCommitted(CommitError::Busy)) => Some(1),
            Self::Ask(AskError::NotCommitted(CommitError::Unknown(_) | CommitError::Conflict { .. })) => Some(1),
            Self::Ask(AskError::Draining) => Some(5),
            Self::Ask(AskError::NotCommitted(CommitError::ReadOnly(_))) => Some(60),
            _ => None,
        }
    }

    /// Code and title, where there is no answer to put them in.
    pub fn words(&self, audience: Audience) -> (&'static str, String) {
        let Told { code, title, .. } = self.told(audience);
        (code, title)
    }

    /// For the operator: what the answer does not say.
    pub fn cause(&self) -> String {
        match self {
            Self::FileDamaged { cause } | Self::FilesAway { cause } => cause.clone(),
            Self::SealedElsewhere => {
                "an authenticator app's key was sealed with another key than the server's: is it the right file?".to_owned()
            }
            Self::Ask(AskError::Refused(refusal)) => refusal.code().to_owned(),
            Self::Ask(error) => error.to_string(),
            error => error.to_string(),
        }
    }

    fn happened(&self) -> Option<String> {
        match self {
            Self::Ask(AskError::Refused(Refusal::StaleVersion { happened, .. } | Refusal::AlreadyDecided { happened })) => {
                Some(happened.clone())
            }
            _ => None,
        }
    }

    fn fields(&self) -> Vec<FieldProblem> {
        let problem = |field: &str, message: &str| FieldProblem { field: field.to_owned(), message: message.to_owned() };
        match self {
            Self::Misshapen { field, message } if !field.is_empty() => vec![problem(field, message)],
            Self::Ask(AskError::Refused(Refusal::Invalid(errors))) => {
                errors.iter().map(|error| problem(&error.field, &error.message)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The answer in words for its reader, naming the request so that a person can quote it.
    pub fn response(&self, request_id: &str, audience: Audience) -> HttpResponse {
        let Told { status, code, title, detail } = self.told(audience);
        let problem = Problem {
            kind: "about:blank".to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            title,
            detail,
            happened: self.happened(),
            fields: self.fields(),
            request_id: request_id.to_owned(),
        };
        let mut response = HttpResponse::build(status);
        if let Some(seconds) = self.retry_after() {
            response.insert_header(("Retry-After", seconds.to_string()));
        }
        if let Self::NoSuchMethod { allowed } = self {
            response.insert_header((ALLOW, allowed.as_str()));
        }
        let mut response = response.content_type("application/problem+json").json(problem);
        // For whoever logs it: the answer itself says nothing of the cause.
        response.extensions_mut().insert(self.clone());
        response
    }

    /// The same for code that has the request at hand.
    pub fn response_to(&self, request: &HttpRequest) -> HttpResponse {
        let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        self.response(&id, audience(request))
    }
}

/// The reader of the answer to a request: the gate noted it as soon as it knew.
pub fn audience(request: &HttpRequest) -> Audience {
    request.extensions().get::<Audience>().copied().unwrap_or(Audience::Visitor)
}

fn told_of(error: &AskError, audience: Audience) -> Told {
    const LATER: &str = "您的操作没有丢失也没有重复，请稍后重试。";
    let unavailable = |code, title| told(StatusCode::SERVICE_UNAVAILABLE, code, title, LATER);
    match error {
        AskError::Refused(refusal) => {
            let refusal::Told { title, advice } = refusal.told(audience);
            Told { status: status_of(refusal), code: refusal.code(), title, detail: advice }
        }
        AskError::Busy | AskError::Gone | AskError::NotCommitted(CommitError::Busy) => unavailable("busy", "系统繁忙"),
        AskError::Draining => unavailable("draining", "系统正在重启"),
        AskError::NotCommitted(CommitError::ReadOnly(_)) => unavailable("read_only", "系统暂时只能查看，不能提交"),
        AskError::NotCommitted(CommitError::TooLarge { .. }) => {
            told(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "提交的内容过大", "请减少内容后重新提交。")
        }
        AskError::NotCommitted(CommitError::Unknown(_) | CommitError::Conflict { .. }) => {
            unavailable("outcome_unknown", "暂时无法确认操作结果")
        }
        AskError::Unreadable(_) | AskError::Panicked => {
            told(StatusCode::INTERNAL_SERVER_ERROR, "internal", "系统出现故障", "请将请求编号告知管理员。")
        }
    }
}

/// Of a refusal that ends by itself, seconds.
fn wait_s(refusal: &Refusal) -> Option<u64> {
    match refusal {
        Refusal::TryLater { seconds }
        | Refusal::RevealLimit { seconds, .. }
        | Refusal::UploadLimit { seconds, .. }
        | Refusal::LookUpLimit { seconds }
        | Refusal::BulkLimit { seconds, .. }
        | Refusal::ZipsCrowded { seconds } => Some(*seconds),
        _ => None,
    }
}

fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound | Refusal::NoSuchGraduate | Refusal::NoSuchPermit | Refusal::NoSuchPaper => StatusCode::NOT_FOUND,
        Refusal::NotPermitted | Refusal::AccountLocked | Refusal::SecondFactorRequired => StatusCode::FORBIDDEN,
        Refusal::Invalid(_) | Refusal::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::OtherSystemSilent { .. } | Refusal::PapersUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::WrongCredentials
        | Refusal::WrongActivation
        | Refusal::WrongPhoneCode
        | Refusal::WrongCode
        | Refusal::SignInAgain => StatusCode::UNAUTHORIZED,
        refusal if wait_s(refusal).is_some() => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::CONFLICT,
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.told(Audience::Operator).code)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.told(Audience::Operator).status
    }

    /// Handlers' errors pass `requests::number`, which puts the request's number and the reader's words in.
    fn error_response(&self) -> HttpResponse {
        self.response("", Audience::Visitor)
    }
}
