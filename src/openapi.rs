//! The description of the interface, made from the table of endpoints and the wire types.

mod ems;
mod operation;

use crate::rights::{BASE, endpoints};
use actix_web::http::Method;
use operation::operation;
use utoipa::{
    IntoParams, OpenApi,
    openapi::{
        HttpMethod, OpenApi as Document, PathItem,
        path::{Parameter, ParameterIn},
    },
};
use wangqian_protocol as wire;

#[derive(OpenApi)]
#[openapi(
    info(title = "网签平台", description = "Online signing and destination registration"),
    components(schemas(
        wire::account::AccountSecurity,
        wire::account::SessionItem,
        wire::account::ChangePassword,
        wire::account::SecondFactor,
        wire::account::ProveAgain,
        wire::account::Enrolment,
        wire::account::ConfirmEnrolment,
        wire::account::RecoveryCodes,
        wire::bulk::BulkJob,
        wire::bulk::BulkRow,
        wire::bulk::BulkPreview,
        wire::bulk::PreviewRow,
        wire::case::CaseRow,
        wire::case::Tone,
        wire::case::CasePage,
        wire::case::CaseDetail,
        wire::case::Place,
        wire::case::Difference,
        wire::case::Action,
        wire::case::Section,
        wire::case::Fact,
        wire::case::Material,
        wire::case::Voided,
        wire::form::Form,
        wire::form::FormBlock,
        wire::form::FormField,
        wire::form::When,
        wire::form::Holds,
        wire::form::Choice,
        wire::form::Proof,
        wire::form::Filled,
        wire::form::Beginning,
        wire::form::Draft,
        wire::form::BeginCase,
        wire::form::Correct,
        wire::case::TrailEntry,
        wire::employer::HiringGoal,
        wire::next::Advice,
        wire::next::NextThing,
        wire::next::Step,
        wire::next::Progress,
        wire::case::Timeline,
        wire::case::TimelineEntry,
        wire::case::Terms,
        wire::case::ArchiveTransfer,
        wire::case::HouseholdTransfer,
        wire::case::EmployerCard,
        wire::case::GraduateCard,
        wire::case::Handler,
        wire::case::Decline,
        wire::case::Review,
        wire::case::ChangeJobCategory,
        wire::case::CaseChanged,
        wire::code::CodeTables,
        wire::code::Code,
        wire::delivery::DeliveryRow,
        wire::delivery::DeliveryPage,
        wire::delivery::ChannelState,
        wire::delivery::WechatBinding,
        wire::delivery::WechatAuthorization,
        wire::delivery::BindWechat,
        wire::ems::EmsRosterRow,
        wire::ems::EmsRosterPage,
        wire::ems::EmsDelete,
        wire::ems::EmsEdit,
        wire::ems::EmsRosterDetail,
        wire::ems::EmsPapers,
        wire::ems::EmsCard,
        wire::ems::EmsActivation,
        wire::ems::EmsSchools,
        wire::ems::EmsSchoolEntry,
        wire::ems::EmsSchoolForm,
        wire::link::HeldAgreement,
        wire::link::Standing,
        wire::link::Standings,
        wire::link::Parcels,
        wire::link::WaysInQuestion,
        wire::link::WayInOf,
        wire::link::WaysIn,
        wire::record::Records,
        wire::record::Record,
        wire::record::ClaimRecord,
        wire::record::ChooseRecord,
        wire::link::Parcel,
        wire::link::Cargo,
        wire::link::RosterProfile,
        wire::link::StaffEntry,
        wire::link::Destination,
        wire::link::Receipts,
        wire::link::Receipt,
        wire::system::SystemInfo,
        wire::system::OidcInfo,
        wire::account::Contact,
        wire::account::ContactShown,
        wire::ems::UploadJob,
        wire::ems::UploadReport,
        wire::ems::UploadRemark,
        wire::ems::EmsAccount,
        wire::ems::EmsAccounts,
        wire::ems::EmsAccountMost,
        wire::ems::EmsSoleReviewer,
        wire::ems::EmsUnattended,
        wire::ems::EmsAccountForm,
        wire::ems::EmsCode,
        wire::ems::SyncDifference,
        wire::ems::SyncDifferences,
        wire::ems::SyncState,
        wire::ems::SyncLink,
        wire::ems::SyncParcel,
        wire::invitation::Lookup,
        wire::invitation::Found,
        wire::invitation::Invite,
        wire::invitation::SchoolList,
        wire::invitation::SchoolItem,
        wire::module::ModuleHome,
        wire::module::ModuleDepartment,
        wire::module::TransferRow,
        wire::module::Registered,
        wire::module::TransferPage,
        wire::password_reset::AskPhoneCode,
        wire::password_reset::PhoneCodeAsked,
        wire::password_reset::ResetPassword,
        wire::notice::Notice,
        wire::notice::Inbox,
        wire::notice::MarkRead,
        wire::problem::Problem,
        wire::problem::FieldProblem,
        wire::province::ProvinceHome,
        wire::province::ProvinceSchool,
        wire::queue::QueueCounts,
        wire::queue::QueueTile,
        wire::queue::DepartmentQueue,
        wire::queue::SetupStep,
        wire::queue::StaffHome,
        wire::queue::HandlerOf,
        wire::reveal::Reveal,
        wire::reveal::Revealed,
        wire::reveal::RevealRow,
        wire::reveal::RevealPage,
        wire::roster::RosterRow,
        wire::roster::RosterDetail,
        wire::roster::RosterPage,
        wire::roster::InvalidatedRow,
        wire::roster::InvalidatedPage,
        wire::flag::FlagPage,
        wire::flag::FlagRow,
        wire::flag::FlagStep,
        wire::flag::FlagEmployer,
        wire::flag::LiftFlag,
        wire::flag::EmployerMatches,
        wire::flag::EmployerMatch,
        wire::flag::Warnings,
        wire::flag::Warning,
        wire::flag::EmployerStanding,
        wire::flag::StandingTone,
        wire::session::SignIn,
        wire::session::SignedIn,
        wire::session::SecondFactorNeeded,
        wire::session::SecondStep,
        wire::session::Activate,
        wire::session::Entrance,
        wire::session::Me,
        wire::session::Role,
        wire::session::Permissions,
        wire::session::KindEntry,
        wire::session::ModuleEntry,
        wire::province::AgreementChoice,
        wire::province::ProvinceModule,
        wire::province::SetAgreementKind,
        wire::settings::SigningSettings,
        wire::settings::ModuleSettings,
        wire::settings::Obstacle,
        wire::settings::SwitchControl,
        wire::settings::RouteControl,
        wire::settings::SigningControls,
        wire::settings::HandlerControl,
        wire::settings::SettingChange,
        wire::settings::SetSwitch,
        wire::settings::SetRoute,
        wire::settings::SetRescissionLimit,
        wire::settings::SubmitHandler,
        wire::upload::Uploaded,
        wire::employer::RegisterEmployer,
        wire::employer::AmendEmployer,
        wire::employer::EmployerContact,
        wire::employer::EmployerRegistration,
        wire::employer::EmployerChange,
        wire::employer::LicenceFile,
        wire::employer::RegistrationChanged,
        wire::employer::EmployerRow,
        wire::employer::EmployerPage,
        wire::employer::DecideEmployer,
        wire::socket::ToClient,
        wire::socket::HeldItem,
        wire::socket::Holder,
        wire::socket::FromClient,
        wire::socket::Position,
    ))
)]
struct Components;

/// What an endpoint takes and gives, by schema name.
struct Shape {
    summary: &'static str,
    takes: Option<&'static str>,
    gives: Option<&'static str>,
    status: &'static str,
    query: Vec<Parameter>,
    /// Names the version of the case it decides on.
    versioned: bool,
    /// Takes a file instead of JSON.
    raw: bool,
}

impl Shape {
    fn gives(summary: &'static str, schema: &'static str) -> Self {
        Self { summary, takes: None, gives: Some(schema), status: "200", query: Vec::new(), versioned: false, raw: false }
    }

    fn nothing(summary: &'static str) -> Self {
        Self { gives: None, status: "204", ..Self::gives(summary, "") }
    }

    fn taking(self, schema: &'static str) -> Self {
        Self { takes: Some(schema), ..self }
    }

    fn versioned(self) -> Self {
        Self { versioned: true, ..self }
    }

    fn with_query(self, query: Vec<Parameter>) -> Self {
        Self { query, ..self }
    }
}

fn shape(method: &Method, path: &str) -> Option<Shape> {
    Some(match (method.as_str(), path) {
        ("POST", "/session") => Shape::gives("登录", "SignedIn").taking("SignIn"),
        ("POST", "/session/activation") => Shape::gives("首次登录：激活账号", "SignedIn").taking("Activate"),
        ("POST", "/session/code") => Shape::gives("登录第二步：验证码", "Me").taking("SecondStep"),
        ("POST", "/password-reset") => Shape {
            status: "202",
            ..Shape::gives("忘记密码：发送短信验证码", "PhoneCodeAsked").taking("AskPhoneCode")
        },
        ("PUT", "/password-reset") => Shape::nothing("忘记密码：设置新密码").taking("ResetPassword"),
        ("GET", "/session/oidc/{entrance}") => {
            Shape { status: "303", gives: None, ..Shape::gives("前往身份认证系统登录", "") }
        }
        ("GET", "/session/oidc/callback") => {
            Shape { status: "303", gives: None, ..Shape::gives("从身份认证系统返回", "") }
                .with_query(wire::session::OidcArrival::into_params(|| Some(ParameterIn::Query)))
        }
        ("GET", "/session") => Shape::gives("当前登录用户", "Me"),
        ("DELETE", "/session") => Shape::nothing("退出登录"),
        ("GET", "/account") => Shape::gives("账号与安全", "AccountSecurity"),
        ("PUT", "/account/password") => Shape::nothing("修改密码").taking("ChangePassword"),
        ("POST", "/account/second-factor") => Shape::gives("开启两步验证：取得密钥", "Enrolment").taking("ProveAgain"),
        ("PUT", "/account/second-factor") => Shape::gives("开启两步验证：确认", "RecoveryCodes").taking("ConfirmEnrolment"),
        ("POST", "/account/second-factor/recovery-codes") => {
            Shape::gives("重新生成恢复码", "RecoveryCodes").taking("ProveAgain")
        }
        ("POST", "/account/second-factor/removal") => Shape::nothing("关闭两步验证").taking("ProveAgain"),
        ("DELETE", "/sessions") => Shape::nothing("退出其他登录设备"),
        ("DELETE", "/sessions/{session}") => Shape::nothing("退出一个登录设备"),
        ("GET", "/codes") => Shape::gives("代码表", "CodeTables"),
        ("GET", "/forms/{form}") => Shape::gives("表单：填写哪些项目", "Form"),
        ("GET", "/openapi.json") => Shape { gives: None, ..Shape::gives("接口说明", "") },
        ("GET", "/next") => Shape::gives("毕业生首页：现在要做的事", "NextThing"),
        ("GET", "/timeline") => Shape::gives("毕业生首页：办理经过", "Timeline"),
        ("GET", "/home") => Shape::gives("学校、院系首页", "StaffHome"),
        ("GET", "/cases") => {
            Shape::gives("签约列表", "CasePage").with_query(wire::case::CaseQuery::into_params(|| Some(ParameterIn::Query)))
        }
        ("GET", "/cases/{case}") => Shape::gives("签约详情", "CaseDetail"),
        ("POST", "/cases") => {
            Shape { status: "201", ..Shape::gives("毕业生提交去向登记", "CaseChanged").taking("BeginCase") }
        }
        ("GET", "/kinds/{kind}") => Shape::gives("毕业生可以提交的登记：表单、草稿和不能办理的原因", "Beginning"),
        ("PUT", "/drafts/{kind}") => Shape::nothing("保存草稿").taking("Filled"),
        ("DELETE", "/drafts/{kind}") => Shape::nothing("放弃草稿"),
        ("POST", "/cases/{case}/submission") => {
            Shape::gives("毕业生修改后重新提交", "CaseChanged").taking("Filled").versioned()
        }
        ("POST", "/cases/{case}/recall") => Shape::gives("毕业生在审核之前撤回", "CaseChanged").versioned(),
        ("POST", "/cases/{case}/voiding") => Shape::gives("毕业生作废已生效的登记", "CaseChanged").versioned(),
        ("PUT", "/cases/{case}/form") => Shape::gives("修改去向", "CaseChanged").taking("Correct").versioned(),
        ("GET", "/cases/{case}/materials/{file}") => Shape { gives: None, ..Shape::gives("证明材料", "") },
        ("POST", "/cases/{case}/acceptance") => Shape::gives("毕业生同意签约", "CaseChanged").versioned(),
        ("POST", "/cases/{case}/refusal") => Shape::gives("毕业生拒绝签约", "CaseChanged").taking("Decline").versioned(),
        ("POST", "/cases/{case}/withdrawal") => Shape::gives("单位撤回邀请", "CaseChanged").versioned(),
        ("POST", "/cases/{case}/review") => Shape::gives("鉴证或审核", "CaseChanged").taking("Review").versioned(),
        ("PUT", "/cases/{case}/job-category") => {
            Shape::gives("修改职位类别", "CaseChanged").taking("ChangeJobCategory").versioned()
        }
        ("POST", "/cases/{case}/refresh") => Shape::gives("获取最新学生信息", "CaseChanged").versioned(),
        ("POST", "/graduates/lookup") => {
            Shape::gives("查找毕业生（每分钟 60 次、每小时 600 次以内）", "Found").taking("Lookup")
        }
        ("POST", "/invitations") => {
            Shape { status: "201", ..Shape::gives("发起签约邀请", "CaseChanged").taking("Invite") }
        }
        ("GET", "/invitations/template") => Shape { gives: None, ..Shape::gives("批量邀约模板（xlsx）", "") },
        ("POST", "/invitations/bulk") => Shape {
            status: "202",
            ..Shape::gives("批量邀约：上传（请求体为 xlsx 文件；连同预览每小时 20,000 行以内）", "BulkJob")
        },
        ("POST", "/invitations/bulk/preview") => Shape::gives("批量邀约：预览，不发出（请求体为 xlsx 文件）", "BulkPreview"),
        ("GET", "/invitations/bulk/{job}") => Shape::gives("批量邀约：进度和逐行结果", "BulkJob"),
        ("GET", "/invitations/bulk/{job}/returned") => {
            Shape { gives: None, ..Shape::gives("批量邀约：未发出的行（xlsx）", "") }
        }
        ("GET", "/schools") => Shape::gives("学校列表", "SchoolList"),
        ("GET", "/notices") => Shape::gives("消息", "Inbox"),
        ("POST", "/notices/read") => Shape::nothing("消息已读").taking("MarkRead"),
        ("GET", "/deliveries") => Shape::gives("消息发送记录", "DeliveryPage")
            .with_query(wire::delivery::DeliveryQuery::into_params(|| Some(ParameterIn::Query))),
        ("POST", "/deliveries/{number}/replay") => Shape::nothing("重新发送一条消息"),
        ("GET", "/account/wechat") => Shape::gives("绑定微信：当前状态", "WechatBinding"),
        ("POST", "/account/wechat") => Shape::gives("绑定微信：前往微信授权", "WechatAuthorization"),
        ("PUT", "/account/wechat") => Shape::nothing("绑定微信：授权后返回").taking("BindWechat"),
        ("DELETE", "/account/wechat") => Shape::nothing("解除微信绑定"),
        ("GET", "/providers/wechat") => Shape { gives: None, ..Shape::gives("公众号：校验服务器地址", "") },
        ("POST", "/providers/wechat") => Shape { gives: None, ..Shape::gives("公众号：事件推送（XML）", "") },
        ("POST", "/providers/sms/{key}") => Shape { gives: None, ..Shape::gives("短信：回执推送", "") },
        ("GET", "/modules/{module}") => Shape::gives("档案、户口信息登记首页", "ModuleHome"),
        ("GET", "/modules/{module}/transfers") => Shape::gives("档案、户口信息列表", "TransferPage")
            .with_query(wire::module::TransferQuery::into_params(|| Some(ParameterIn::Query))),
        ("GET", "/roster") => Shape::gives("学生名单", "RosterPage")
            .with_query(wire::roster::RosterQuery::into_params(|| Some(ParameterIn::Query))),
        ("GET", "/roster/invalidated") => Shape::gives("失效信息", "InvalidatedPage")
            .with_query(wire::roster::InvalidatedQuery::into_params(|| Some(ParameterIn::Query))),
        ("GET", "/roster/{graduate}") => Shape::gives("学生名单：详细", "RosterDetail"),
        ("GET", "/records") => Shape::gives("本人的毕业记录", "Records"),
        ("POST", "/records") => Shape::gives("用激活码添加一条毕业记录", "Records").taking("ClaimRecord"),
        ("PUT", "/records/shown") => Shape::gives("查看另一条毕业记录", "Me").taking("ChooseRecord"),
        ("PUT", "/contact") => Shape::nothing("毕业生修改手机号和邮箱").taking("Contact"),
        ("GET", "/contact") => Shape::gives("毕业生的手机号和邮箱", "ContactShown"),
        ("GET", "/system") => Shape::gives("本系统及另一系统的地址", "SystemInfo"),
        ("POST", "/graduates/{graduate}/reveal") => Shape::gives("查看完整号码", "Revealed").taking("Reveal"),
        ("GET", "/reveals") => Shape::gives("查看记录", "RevealPage")
            .with_query(wire::reveal::RevealQuery::into_params(|| Some(ParameterIn::Query))),
        ("GET", "/flags") => Shape::gives("预警单位管理", "FlagPage"),
        ("POST", "/flags") => Shape::nothing("标记预警单位").taking("FlagEmployer"),
        ("GET", "/flags/employers") => Shape::gives("查找要标记的单位", "EmployerMatches")
            .with_query(wire::flag::EmployerQuery::into_params(|| Some(ParameterIn::Query))),
        ("POST", "/flags/{employer}/lifting") => Shape::nothing("解除预警").taking("LiftFlag"),
        ("GET", "/warnings") => Shape::gives("单位的预警", "Warnings")
            .with_query(wire::flag::WarningQuery::into_params(|| Some(ParameterIn::Query))),
        ("GET", "/cases/{case}/registration") => Shape::gives("单位的登记状态", "EmployerStanding"),
        ("GET", "/settings") => Shape::gives("签约设置", "SigningSettings"),
        ("GET", "/settings/modules/{module}") => Shape::gives("签约设置、登记设置", "ModuleSettings"),
        ("PUT", "/settings/modules/{module}/route") => Shape::nothing("设置审核方式").taking("SetRoute"),
        ("PUT", "/settings/switches/{switch}") => Shape::nothing("开启或关闭功能").taking("SetSwitch"),
        ("PUT", "/settings/rescission-limit") => Shape::nothing("设置解约次数").taking("SetRescissionLimit"),
        ("POST", "/settings/handlers") => Shape::nothing("提交协议经办人").taking("SubmitHandler"),
        ("PUT", "/province/agreement-kind") => Shape::nothing("设置就业协议书类型").taking("SetAgreementKind"),
        ("POST", "/province/modules/{module}/opening") => Shape::nothing("开启档案、户口信息登记"),
        ("GET", "/province/employers") => Shape::gives("省级：用人单位审核列表", "EmployerPage")
            .with_query(wire::employer::EmployerQuery::into_params(|| Some(ParameterIn::Query))),
        ("GET", "/province/employers/{employer}") => Shape::gives("省级：用人单位注册信息", "EmployerRegistration"),
        ("POST", "/province/employers/{employer}/decision") => {
            Shape::gives("省级：审核用人单位", "RegistrationChanged").taking("DecideEmployer").versioned()
        }
        ("POST", "/employer/registration") => {
            Shape { status: "201", ..Shape::gives("用人单位注册并登录", "Me").taking("RegisterEmployer") }
        }
        ("GET", "/employer/registration") => Shape::gives("单位信息", "EmployerRegistration"),
        ("PUT", "/employer/registration") => {
            Shape::gives("填写单位信息", "RegistrationChanged").taking("AmendEmployer").versioned()
        }
        ("POST", "/employer/registration/submission") => Shape::gives("提交单位信息审核", "RegistrationChanged").versioned(),
        ("GET", "/employer/goal") => Shape::gives("招聘目标", "HiringGoal"),
        ("PUT", "/employer/goal") => Shape::nothing("设置招聘目标").taking("HiringGoal"),
        ("PUT", "/employer/contact") => Shape::gives("修改联系信息", "RegistrationChanged").taking("EmployerContact"),
        ("GET", "/province") => Shape::gives("省级首页", "ProvinceHome"),
        ("POST", "/uploads") => Shape {
            status: "201",
            raw: true,
            ..Shape::gives("上传文件（JPEG、PNG 或 PDF，不超过 10 MB；注册审核通过前每小时 20 MB 以内）", "Uploaded")
        },
        ("GET", "/uploads/{file}") => Shape { gives: None, ..Shape::gives("下载文件", "") },
        ("GET", "/socket") => {
            Shape {
                gives: None, status: "101", ..Shape::gives("实时连接（WebSocket；同一账号打开过多时以 4004 关闭）", "")
            }
        }
        _ => return ems::shape(method.as_str(), path),
    })
}

/// The whole description. An endpoint without a shape is left out; a test finds it.
pub fn document() -> Document {
    let mut document = Components::openapi();
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    for endpoint in endpoints() {
        let Some(shape) = shape(&endpoint.method, endpoint.path) else { continue };
        let Some(method) = http_method(&endpoint.method) else { continue };
        let item = PathItem::new(method, operation(&endpoint, shape));
        let path = format!("{BASE}{}", endpoint.path);
        match document.paths.paths.get_mut(&path) {
            Some(known) => known.merge_operations(item),
            None => drop(document.paths.paths.insert(path, item)),
        }
    }
    document
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_is_described() {
        for endpoint in endpoints() {
            assert!(shape(&endpoint.method, endpoint.path).is_some(), "{} {} has no shape", endpoint.method, endpoint.path);
        }
    }
}
