//! Why something was not done. A refusal changes nothing, has a stable code for programs, and tells a person in Chinese what
//! happened and what to do next, worded for its reader ([`Refusal::told`]); `Display` and [`Refusal::advice`] are the neutral words.

mod audience;

pub use audience::{Audience, Told};

use crate::{module::Switch, time::UnixMs};
use std::borrow::Cow;

/// The closed list of refusals.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Also for things that exist but are not the caller's business (ACC-08).
    #[error("没有找到所请求的内容")]
    NotFound,
    #[error("您的账号没有此项操作的权限")]
    NotPermitted,
    #[error("信息已变更，请刷新")]
    StaleVersion { current: u64, happened: String },
    #[error("该条目已处理")]
    AlreadyDecided { happened: String },
    #[error("该条目正等待{stage}审核")]
    NotYourStage { stage: &'static str },
    #[error("邀请已于 {at} 超过应约有效期")]
    InvitationExpired { at: UnixMs },
    #[error("该毕业生有一项{matter}正在处理中：{subject}")]
    CaseInProcess { matter: &'static str, subject: String },
    /// `holding`: 「与某公司签约成功」; `way_out`: what ends that.
    #[error("该毕业生已{holding}")]
    AlreadyEffective { holding: String, way_out: &'static str },
    /// ROS-05.
    #[error("该毕业生的培养方式为定向/委培，只能填报「定向/委培毕业去向补充登记」")]
    DirectedOnly,
    /// ROS-05: of everybody else.
    #[error("「定向/委培毕业去向补充登记」仅供培养方式为定向/委培（不可网签）的毕业生填报")]
    NotDirected,
    /// DES-03: what was taken back or returned is corrected, not begun once more.
    #[error("该毕业生已有一项待重新提交的登记：{matter}")]
    Resubmit { matter: String },
    /// DES-02: a returned registration keeps its type.
    #[error("退回修改的登记不能更换类型")]
    FormFixed,
    /// RES-01: one at a time about an agreement.
    #[error("该签约已有一项解约申请正在办理")]
    RescissionOpen { happened: String },
    /// RES-06.
    #[error("已达到学校设置的解约申请次数上限：{limit} 次")]
    RescissionLimit { limit: u8 },
    #[error("已向该毕业生发出签约邀请，{until} 前有效")]
    InvitationPending { until: UnixMs },
    #[error("该毕业生的培养方式为定向/委培（不可网签）")]
    OnlineSigningBarred,
    #[error("该学校尚未开启{}", .0.label())]
    Closed(Switch),
    #[error("省级用户尚未设置就业协议书类型")]
    AgreementKindUnset,
    #[error("该毕业生不在有效的应届毕业生名单中")]
    NotOnRoster,
    #[error("单位尚未通过注册审核")]
    EmployerNotVerified,
    #[error("填写的内容有误")]
    Invalid(Vec<FieldError>),
    #[error("仍有 {waiting} 项处于流程中，不能修改审核方式")]
    RouteLocked { waiting: usize },
    #[error("已有毕业生或用人单位操作，不可关闭")]
    SwitchInUse,
    #[error("协议经办人信息一经提交不可再修改")]
    HandlerFixed,
    #[error("以下院系没有可审核的院系账号：{}", .0.join("、"))]
    DepartmentsWithoutAccount(Vec<String>),
    #[error("登录名或密码不正确")]
    WrongCredentials,
    /// The same whether or not there is such an account, and whether or not it was activated.
    #[error("登录名或激活码不正确")]
    WrongActivation,
    /// A code that a school gave out although the person has a password.
    #[error("您已有账号，无需激活码")]
    AlreadyActivated,
    #[error("尝试次数过多")]
    TryLater { seconds: u64 },
    #[error("账号已存在")]
    AlreadyExists,
    #[error("该院校代码已存在")]
    SchoolExists,
    /// INV-01.
    #[error("毕业生已于 {at} 从就业管理系统的毕业生名单中删除，所有状态失效")]
    LeftRoster { at: UnixMs },
    /// Said only to who knows the password.
    #[error("账号已停用")]
    AccountLocked,
    /// SIG-04: what the guide lets nobody refresh.
    #[error("以下信息与就业管理系统不一致：{}", .0.join("、"))]
    MustResubmit(Vec<&'static str>),
    #[error("省级用户尚未开启「{module}」模块")]
    ModuleNotOpened { module: &'static str },
    #[error("您的账号仅负责{level}，协议经办人须分别设置，且只能填写{level}")]
    HandlerOfOwnLevel { level: &'static str },
    #[error("以下高校已开启在线签约，不能修改就业协议书类型：{}", .0.join("、"))]
    SigningOpenAt(Vec<String>),
    #[error("验证码不正确或已使用过")]
    WrongCode,
    #[error("登录已超时")]
    SignInAgain,
    #[error("您的账号须先开启两步验证")]
    SecondFactorRequired,
    #[error("查看完整号码已达一小时 {limit} 次的上限")]
    RevealLimit { limit: usize, seconds: u64 },
    /// ACC-10: of an account that nobody has verified, or of the network it comes from.
    #[error("一小时内上传的文件过多")]
    UploadLimit { account_mib: u64, network_mib: u64, seconds: u64 },
    /// SIG-01: numbers must not be tried out by looking for people.
    #[error("查找毕业生过于频繁")]
    LookUpLimit { seconds: u64 },
    /// SIG-09: the same, by rows of files.
    #[error("一小时内上传的邀约名单过多")]
    BulkLimit { rows: u64, seconds: u64 },
    /// SIG-09: one file at a time.
    #[error("上一个文件仍在处理")]
    UploadRunning,
    /// FLG-01.
    #[error("本校已将该单位标记为预警单位")]
    AlreadyFlagged,
    #[error("本校没有将该单位标记为预警单位，或已解除")]
    NotFlagged,
    /// ACC-10; says nothing of who registered it.
    #[error("该统一社会信用代码已注册")]
    CreditCodeTaken,
    #[error("登记信息正在审核，暂不能修改")]
    RegistrationInReview,
    #[error("单位注册审核不通过")]
    RegistrationRejected,
    #[error("没有需要审核的变更")]
    NothingToVerify,
    #[error("单位所在地的省级用户尚未开通")]
    NoVerifier,
    /// SET-05: it is printed on the agreement.
    #[error("尚未提交{level}协议经办人，就业协议书无法生成")]
    HandlerUnset { level: &'static str },
    /// EXT-15: what the other system has is not known now.
    #[error("暂时无法与对方系统核对：{why}")]
    OtherSystemSilent { why: String },
    /// An employer looks for somebody: which of the two is wrong is not told.
    #[error("没有找到该毕业生：姓名和号码须与学校的应届毕业生名单一致")]
    NoSuchGraduate,
    /// The same whether or not there is such an account, and whether or not a code was sent.
    #[error("短信验证码不正确或已失效")]
    WrongPhoneCode,
    #[error("暂时不能发送短信验证码")]
    PhoneCodesUnavailable,
    /// An employer reminds a graduate of an invitation at most once a day.
    #[error("该毕业生一天之内已收到邀请或提醒")]
    RemindedAlready { again: UnixMs },
    /// SIG-05: there is none before the agreement holds.
    #[error("就业协议尚未生效")]
    NotIssued,
    /// Nothing is printed with a box in place of a name.
    #[error("文件中有平台字库没有的字：「{character}」（U+{:04X}）", *.character as u32)]
    GlyphMissing { character: char },
    #[error("暂时不能生成文件")]
    PapersUnavailable,
    /// EXT-04.
    #[error("同时有效的核验授权最多 {limit} 个")]
    TooManyPermits { limit: usize },
    /// EXT-04: what of it is wrong is not told.
    #[error("没有找到相符的核验授权")]
    NoSuchPermit,
    /// OFF-02: the link on a printed agreement leads to none.
    #[error("没有找到这份就业协议书")]
    NoSuchPaper,
    /// An `Idempotency-Key` came again with something else.
    #[error("同一操作标识已用于另一次提交")]
    KeyReused,
    /// EXT-07: one at a time.
    #[error("您的上一批仍在办理")]
    BatchUnderWay,
    /// EXT-07, EXT-19: of what a batch had still to decide.
    #[error("代{absent}审核已经结束，未再办理")]
    HandOverEnded { absent: String },
    /// EXT-09: of a colleague, or one's own.
    #[error("{by}已{what}，10 秒内可撤回")]
    VerdictHeld { by: String, what: String },
    /// EXT-09.
    #[error("已超过可以撤回的时间")]
    UndoTooLate,
    /// EXT-13: nothing under these filters was issued.
    #[error("当前查询没有可以下载的就业协议书")]
    NoAgreements,
    /// EXT-13.
    #[error("当前查询有 {found} 份就业协议书，一次最多打包下载 {most} 份")]
    TooManyAgreements { found: usize, most: usize },
    /// EXT-13: one at a time.
    #[error("您的上一个压缩包仍在下载")]
    ZipUnderWay,
    /// EXT-13: so many are made for everybody at a time.
    #[error("正在打包下载的人较多")]
    ZipsCrowded { seconds: u64 },
}

impl UnixMs {
    /// Refuses while something is left of a wait.
    ///
    /// # Errors
    /// `TryLater`.
    pub fn waits(self, wait_ms: i64, now: Self) -> Result<(), Refusal> {
        let left_ms = self.left_of(wait_ms, now);
        if left_ms == 0 { Ok(()) } else { Err(Refusal::TryLater { seconds: left_ms.unsigned_abs().div_ceil(1000) }) }
    }
}

/// One field that does not hold, by its path in what was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: Cow<'static, str>,
    pub message: String,
}

impl Refusal {
    /// Stable, snake_case; part of the interface.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NotPermitted => "not_permitted",
            Self::StaleVersion { .. } => "stale_version",
            Self::AlreadyDecided { .. } => "already_decided",
            Self::NotYourStage { .. } => "not_your_stage",
            Self::InvitationExpired { .. } => "invitation_expired",
            Self::CaseInProcess { .. } => "case_in_process",
            Self::AlreadyEffective { .. } => "already_effective",
            Self::InvitationPending { .. } => "invitation_pending",
            Self::OnlineSigningBarred => "online_signing_barred",
            Self::DirectedOnly => "directed_only",
            Self::NotDirected => "not_directed",
            Self::Resubmit { .. } => "resubmit",
            Self::FormFixed => "form_fixed",
            Self::RescissionOpen { .. } => "rescission_open",
            Self::RescissionLimit { .. } => "rescission_limit",
            Self::Closed(Switch::Signing) => "signing_closed",
            Self::Closed(_) => "switch_closed",
            Self::AgreementKindUnset => "agreement_kind_unset",
            Self::NotOnRoster => "not_on_roster",
            Self::EmployerNotVerified => "employer_not_verified",
            Self::Invalid(_) => "invalid_field",
            Self::RouteLocked { .. } => "route_locked",
            Self::SwitchInUse => "switch_in_use",
            Self::HandlerFixed => "handler_fixed",
            Self::DepartmentsWithoutAccount(_) => "departments_without_account",
            Self::WrongCredentials => "wrong_credentials",
            Self::AlreadyActivated => "already_activated",
            Self::TryLater { .. } => "try_later",
            Self::WrongActivation => "wrong_activation",
            Self::AlreadyExists => "already_exists",
            Self::SchoolExists => "school_exists",
            Self::LeftRoster { .. } => "left_roster",
            Self::MustResubmit(_) => "must_resubmit",
            Self::AccountLocked => "account_locked",
            Self::ModuleNotOpened { .. } => "module_not_opened",
            Self::HandlerOfOwnLevel { .. } => "handler_of_own_level",
            Self::SigningOpenAt(_) => "signing_open_at",
            Self::WrongCode => "wrong_code",
            Self::SignInAgain => "sign_in_again",
            Self::SecondFactorRequired => "second_factor_required",
            Self::RevealLimit { .. } => "reveal_limit",
            Self::UploadLimit { .. } => "upload_limit",
            Self::LookUpLimit { .. } => "look_up_limit",
            Self::BulkLimit { .. } => "bulk_limit",
            Self::UploadRunning => "upload_running",
            Self::AlreadyFlagged => "already_flagged",
            Self::NotFlagged => "not_flagged",
            Self::CreditCodeTaken => "credit_code_taken",
            Self::RegistrationInReview => "registration_in_review",
            Self::RegistrationRejected => "registration_rejected",
            Self::NothingToVerify => "nothing_to_verify",
            Self::NoVerifier => "no_verifier",
            Self::HandlerUnset { .. } => "handler_unset",
            Self::OtherSystemSilent { .. } => "other_system_silent",
            Self::NoSuchGraduate => "no_such_graduate",
            Self::WrongPhoneCode => "wrong_phone_code",
            Self::PhoneCodesUnavailable => "phone_codes_unavailable",
            Self::RemindedAlready { .. } => "reminded_already",
            Self::NotIssued => "not_issued",
            Self::GlyphMissing { .. } => "glyph_missing",
            Self::PapersUnavailable => "papers_unavailable",
            Self::TooManyPermits { .. } => "too_many_permits",
            Self::NoSuchPermit => "no_such_permit",
            Self::NoSuchPaper => "no_such_paper",
            Self::KeyReused => "idempotency_key_reused",
            Self::BatchUnderWay => "batch_under_way",
            Self::HandOverEnded { .. } => "hand_over_ended",
            Self::VerdictHeld { .. } => "verdict_held",
            Self::UndoTooLate => "undo_too_late",
            Self::NoAgreements => "no_agreements",
            Self::TooManyAgreements { .. } => "too_many_agreements",
            Self::ZipUnderWay => "zip_under_way",
            Self::ZipsCrowded { .. } => "zips_crowded",
        }
    }

    /// The single things that stand in the way, where there are several.
    pub fn items(&self) -> &[String] {
        match self {
            Self::DepartmentsWithoutAccount(items) | Self::SigningOpenAt(items) => items,
            _ => &[],
        }
    }

    /// What to do next.
    pub fn advice(&self) -> String {
        match self {
            Self::NotFound => "请返回列表核对；如由他人转来链接，请确认登录的账号。".into(),
            Self::NotPermitted => "如需办理，请联系上一级用户在就业管理系统中调整权限。".into(),
            Self::StaleVersion { .. } => "请查看最新信息后重新操作。".into(),
            Self::AlreadyDecided { .. } => "无需再次操作；请查看处理结果。".into(),
            Self::NotYourStage { stage } => format!("请等待{stage}审核后再操作。"),
            Self::InvitationExpired { .. } => "如仍希望签约，可以重新发出邀请。".into(),
            Self::CaseInProcess { .. } => "请等待该项办结。".into(),
            Self::AlreadyEffective { way_out, .. } => (*way_out).into(),
            Self::InvitationPending { .. } => "请等待毕业生应约，或撤回后重新邀请。".into(),
            Self::OnlineSigningBarred => "由毕业生本人在「去向登记」中填报「定向/委培毕业去向补充登记」。".into(),
            Self::DirectedOnly => "由毕业生本人在「去向登记」中填报；培养方式有误的，先更正培养方式。".into(),
            Self::NotDirected => "请选择其他去向类型；培养方式有误的，先更正培养方式。".into(),
            Self::Resubmit { .. } => "请打开该项，修改后重新提交。".into(),
            Self::FormFixed => "请按退回原因修改；类型有误的，请联系学校审核不通过后重新选择。".into(),
            Self::RescissionOpen { .. } => "请查看该项解约的办理进度，无需再次申请。".into(),
            Self::RescissionLimit { .. } => "确需解约的，由用人单位发起，或由学校核实后办理。".into(),
            Self::Closed(switch) => format!("请联系学校就业部门开启{}后再试。", switch.label()),
            Self::AgreementKindUnset => "请等待省级用户设置两方协议或三方协议。".into(),
            Self::NotOnRoster => "请与学校核对毕业生名单。".into(),
            Self::EmployerNotVerified => "审核通过后即可发出签约邀请。".into(),
            Self::Invalid(_) => "请按各项提示修改后重新提交。".into(),
            Self::RouteLocked { .. } => "请先办结处于流程中的数据。".into(),
            Self::SwitchInUse | Self::HandlerFixed => "该设置保持不变。".into(),
            Self::DepartmentsWithoutAccount(_) => {
                "请先在就业管理系统中为这些院系添加读写权限的账号，院系名称须与名单完全一致。".into()
            }
            Self::WrongCredentials => "请核对登录入口、登录名和密码。".into(),
            Self::AlreadyActivated => "请返回登录，用原来的密码登录；新的毕业记录在「我的毕业记录」中。".into(),
            Self::TryLater { seconds } => format!("请在 {seconds} 秒后重试。"),
            Self::WrongActivation => {
                "请核对登录入口、登录名和激活码。激活码只能使用一次：已经设置过密码的，请用密码登录；遗失激活码的，请联系发放激活码的单位。"
                    .into()
            }
            Self::AlreadyExists => "请使用其他登录名。".into(),
            Self::SchoolExists => "每个院校代码只能建立一所院校：请先核对 5 位院校代码，本省院校请在院校名单中查找；代码无误的，请联系平台运营方。".into(),
            Self::LeftRoster { .. } => "如有疑问，请与学校就业部门核对毕业生名单；重新上报后恢复原有状态。".into(),
            Self::AccountLocked => "请联系上一级用户在就业管理系统中启用。".into(),
            Self::MustResubmit(_) => "请先在就业管理系统中更正，本条审核不通过后重新签约。".into(),
            Self::ModuleNotOpened { .. } => "请联系省级用户开启后，再由学校用户完成登记设置。".into(),
            Self::HandlerOfOwnLevel { .. } => "其他学历层次由负责该层次或负责全部层次的学校用户填写。".into(),
            Self::SigningOpenAt(_) => "协议类型决定协议书模板和审核用语；只有本省没有高校开启在线签约时才能修改。".into(),
            Self::WrongCode => "请输入验证器中当前显示的 6 位验证码，或一个未使用过的恢复码。".into(),
            Self::SignInAgain => "请重新输入登录名和密码。".into(),
            Self::SecondFactorRequired => "请在「账号与安全」中开启两步验证后继续。".into(),
            Self::AlreadyFlagged | Self::NotFlagged => "请刷新后查看最新的标记记录。".into(),
            Self::UploadRunning => "请等待处理完成后再继续。".into(),
            Self::CreditCodeTaken => {
                "请用注册时的账号登录；忘记账号，或并非本单位注册的，请联系单位所在地省级就业部门核实。".into()
            }
            Self::RegistrationInReview => "审核结果会通过消息通知；联系信息可以随时修改。".into(),
            Self::RegistrationRejected => "如有异议，请联系单位所在地省级就业部门。".into(),
            Self::NothingToVerify => "修改单位名称、性质、行业、所在地或营业执照后再提交。".into(),
            Self::NoVerifier => "请核对单位所在地；确认无误的，请联系平台运营方。".into(),
            Self::HandlerUnset { .. } => "请学校用户在「签约设置」中提交协议经办人，提交后即可通过；本条不会丢失。".into(),
            Self::OtherSystemSilent { .. } => "请稍后再试；数据不会丢失，对方恢复后自动继续同步。".into(),
            Self::NoSuchGraduate => "请向毕业生核对就读学校、姓名，以及考生号或身份证号。".into(),
            Self::WrongPhoneCode => {
                "请核对登录名和最近一条短信中的验证码。验证码 10 分钟内有效，输错 5 次即作废；没有收到的，请按登录页「忘记密码」中的说明联系重置账号的单位。".into()
            }
            Self::PhoneCodesUnavailable => "请稍后再试；急需登录的，请按登录页「忘记密码」中的说明联系重置账号的单位。".into(),
            Self::VerdictHeld { .. } => "请先办理其他条目；10 秒后即生效，被撤回的会回到待办。".into(),
            Self::UndoTooLate => "请查看该条目现在的状态。".into(),
            Self::NoAgreements => "审核通过后才有就业协议书；请换一个筛选条件。".into(),
            Self::TooManyAgreements { .. } => "请用筛选条件缩小范围，分几次下载。".into(),
            Self::ZipUnderWay => "请等待下载完成，或在浏览器的下载列表中取消后再开始。".into(),
            Self::ZipsCrowded { seconds } => format!("请在{}后再下载；单份协议仍可随时下载。", spell(*seconds)),
            Self::BatchUnderWay => "请等待办完，或在「批量办理」中停止后再开始。".into(),
            Self::HandOverEnded { .. } => "仍由您办理的，请重新选择，以本人名义办理。".into(),
            Self::RemindedAlready { again } => format!("{again} 之后可以再次提醒。"),
            Self::NotIssued => "审核通过后即可下载就业协议书。".into(),
            Self::GlyphMissing { .. } => {
                "为避免印错，文件没有生成；办理不受影响。请将这个字告知平台运营方，添加字库后再下载。".into()
            }
            Self::PapersUnavailable => "请稍后再试；仍不能下载的，请联系平台运营方。".into(),
            Self::TooManyPermits { .. } => "请先收回不再需要的授权。".into(),
            Self::NoSuchPermit => {
                "请核对协议编号和授权码；无误的，授权可能已经到期或被收回，请向毕业生索取新的授权码。".into()
            }
            Self::NoSuchPaper => "请重新扫描协议书首页的二维码，或按协议书末页核对网址是否完整。".into(),
            Self::KeyReused => "本次内容没有提交。请刷新页面，核对上一次提交的结果后重新操作。".into(),
            Self::UploadLimit { account_mib, network_mib, seconds } => format!(
                "单位注册审核通过前，每个账号一小时最多上传 {account_mib} MB，同一网络最多 {network_mib} MB；请在 {} 分钟后再上传，已上传的文件仍可使用。",
                seconds.div_ceil(60)
            ),
            Self::LookUpLimit { seconds } => {
                format!("请在{}后继续；需要邀请多名毕业生的，可以用「批量邀约」一次上传名单。", spell(*seconds))
            }
            Self::BulkLimit { rows, seconds } => {
                format!("一小时内预览和发出的名单合计不超过 {rows} 行，本次文件没有处理；请在{}后重新上传。", spell(*seconds))
            }
            Self::RevealLimit { seconds, .. } => {
                format!("请在 {} 分钟后再查看；工作确有需要的，请与学校管理员联系。", seconds.div_ceil(60))
            }
        }
    }
}

/// A wait, in the words of a clock on the wall.
fn spell(seconds: u64) -> String {
    if seconds < 60 { format!(" {seconds} 秒") } else { format!(" {} 分钟", seconds.div_ceil(60)) }
}

/// Shorthand for checks of one field.
pub fn invalid(field: impl Into<Cow<'static, str>>, message: impl Into<String>) -> FieldError {
    FieldError { field: field.into(), message: message.into() }
}
