//! The same refusal, worded for its reader: "you have a signing under way" is true of a graduate and false of the employer who invites
//! them; "ask the level above" helps a department user and nobody else.
//!
//! [`Refusal::told`] is what a person reads. `Display` and [`Refusal::advice`] are the neutral words: what the operator's commands and
//! logs say, and what a reader gets for whom nothing else was written.

use super::Refusal;

/// The reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Graduate,
    Employer,
    Department,
    School,
    Province,
    /// Somebody who is not signed in.
    Visitor,
    /// The one who runs the server, at its command line.
    Operator,
}

impl Audience {
    /// Every reader.
    pub const ALL: [Self; 7] =
        [Self::Graduate, Self::Employer, Self::Department, Self::School, Self::Province, Self::Visitor, Self::Operator];
}

/// The event, and the next thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub title: String,
    pub advice: String,
}

fn told(title: impl Into<String>, advice: impl Into<String>) -> Option<Told> {
    Some(Told { title: title.into(), advice: advice.into() })
}

impl Refusal {
    /// In words for this reader.
    pub fn told(&self, audience: Audience) -> Told {
        let worded = match audience {
            Audience::Graduate => self.for_graduate(),
            Audience::Employer => self.for_employer(),
            Audience::Department => self.for_department().or_else(|| self.for_staff()),
            Audience::School => self.for_staff(),
            Audience::Province => self.for_province(),
            Audience::Visitor | Audience::Operator => None,
        };
        worded.unwrap_or_else(|| Told { title: self.to_string(), advice: self.advice() })
    }

    fn for_graduate(&self) -> Option<Told> {
        match self {
            Self::NotPermitted => told("您的账号不能进行此项操作", "请返回首页，从首页办理。"),
            Self::AlreadyDecided { .. } => told("该项已有结果", "请查看办理结果，无需再次操作。"),
            Self::InvitationExpired { at } => {
                told(format!("邀请已于 {at} 超过应约有效期"), "如仍希望签约，请联系用人单位重新发出邀请。")
            }
            Self::CaseInProcess { matter, subject } => {
                told(format!("您有一项{matter}正在处理中：{subject}"), "请等待该项办结后再办理；在此之前可以查看其他邀请。")
            }
            Self::AlreadyEffective { holding, way_out } => {
                told(format!("您已{holding}"), format!("生效之后其他邀请只能查看；{way_out}"))
            }
            Self::DirectedOnly => told(
                "您的培养方式为定向/委培，只能填报「定向/委培毕业去向补充登记」",
                "请在「去向登记」中填报；培养方式有误的，请学校更正。",
            ),
            Self::NotDirected => told(
                "您的培养方式不是定向/委培（不可网签），不填报「定向/委培毕业去向补充登记」",
                "请选择其他去向类型；培养方式有误的，请学校更正。",
            ),
            Self::Resubmit { matter } => told(
                format!("您有一项{matter}等待重新提交"),
                "请打开该项，修改后重新提交；由您自己撤回的，还可以在其中更换类型。",
            ),
            Self::RescissionOpen { .. } => {
                told("您已有一项解约申请", "请在「解约」中查看进度；被退回或已撤回的，打开后修改，重新提交。")
            }
            Self::RescissionLimit { limit: 0 } => {
                told("您的学校没有开放毕业生申请解约", "请联系学校就业部门，或与单位协商由单位发起解约。")
            }
            Self::RescissionLimit { limit } => told(
                format!("您已用完学校规定的 {limit} 次解约申请"),
                "确需解约的，请联系学校就业部门，或与单位协商由单位发起解约。",
            ),
            Self::OnlineSigningBarred => told(
                "您的培养方式为定向/委培，不能在线签约",
                "请在「去向登记」中填报「定向/委培毕业去向补充登记」；培养方式有误的，请学校更正。",
            ),
            Self::Closed(switch) => {
                told(format!("您的学校尚未开启{}", switch.label()), "请留意学校就业部门的通知，开启后再办理。")
            }
            Self::AgreementKindUnset => told("您的学校尚未开启在线签约", "请留意学校就业部门的通知，开启后再办理。"),
            Self::NotOnRoster => {
                told("您不在学校当前届的毕业生名单中", "以往的签约记录可以查看；如有疑问，请与学校就业部门核对毕业生名单。")
            }
            Self::LeftRoster { at } => told(
                format!("您已于 {at} 被学校从毕业生名单中删除，签约和去向均已失效"),
                "如有疑问，请与学校就业部门核对毕业生名单；学校重新上报后恢复原有状态。",
            ),
            Self::AccountLocked => told("您的账号已停用", "请联系学校就业部门。"),
            _ => None,
        }
    }

    fn for_employer(&self) -> Option<Told> {
        match self {
            Self::NotPermitted => told("贵单位的账号不能进行此项操作", "请返回首页，从首页办理。"),
            Self::AlreadyDecided { .. } => told("该项已经处理", "请查看办理结果，无需再次操作。"),
            Self::InvitationExpired { at } => {
                told(format!("邀请已于 {at} 超过应约有效期"), "双方协商一致后，可以重新发起邀请。")
            }
            Self::CaseInProcess { .. } => told("该毕业生与贵单位的签约正在审核", "请等待审核结果；审核不通过时可以重新邀请。"),
            Self::AlreadyEffective { .. } => {
                told("该毕业生已与贵单位签约成功", "无需再次邀请；签约信息可在「签约邀请」中查看。")
            }
            Self::InvitationPending { until } => {
                told(format!("贵单位已向该毕业生发出签约邀请，{until} 前有效"), "请等待毕业生应约，或撤回后重新邀请。")
            }
            Self::RescissionOpen { .. } => told("这份协议已有一项解约申请正在办理", "请在「解约」中查看进度，无需再次申请。"),
            Self::OnlineSigningBarred => told(
                "该毕业生的培养方式为定向/委培，不能在线签约",
                "请与毕业生核对；定向/委培毕业生由本人在平台填报「定向/委培毕业去向补充登记」。",
            ),
            Self::Closed(switch) => {
                told(format!("该毕业生所在学校尚未开启{}", switch.label()), "请联系该校就业部门，开启后再发出邀请。")
            }
            Self::AgreementKindUnset => told("该毕业生所在学校尚未开启在线签约", "请联系该校就业部门，开启后再发出邀请。"),
            Self::NotOnRoster => told("该毕业生不在有效的应届毕业生名单中", "请与毕业生核对学校和届别。"),
            Self::LeftRoster { at } => told(
                format!("该毕业生已于 {at} 被学校从毕业生名单中删除，相关签约暂时失效"),
                "请与毕业生核对；学校重新上报后恢复原有状态。",
            ),
            Self::AccountLocked => told("贵单位的账号已停用", "请联系单位所在地省级就业部门。"),
            _ => None,
        }
    }

    fn for_staff(&self) -> Option<Told> {
        match self {
            Self::CaseInProcess { matter, subject } => {
                told(format!("该毕业生有一项{matter}正在处理中：{subject}"), "请等待该项办结后再操作。")
            }
            Self::AlreadyEffective { holding, way_out } => told(format!("该毕业生已{holding}"), *way_out),
            Self::Closed(switch) => {
                told(format!("本校尚未开启{}", switch.label()), "请由本校有读写权限的学校用户在设置中开启。")
            }
            Self::AgreementKindUnset => {
                told("省级用户尚未设置就业协议书类型", "请联系省级用户设置两方协议或三方协议，之后即可开启在线签约。")
            }
            Self::NotOnRoster => told("该毕业生不在当前届的毕业生名单中", "请在就业管理系统中核对毕业生名单。"),
            Self::LeftRoster { at } => told(
                format!("该毕业生已于 {at} 从就业管理系统的毕业生名单中删除，所有状态失效"),
                "如需恢复，请在就业管理系统中重新上报，恢复为原有状态。",
            ),
            _ => None,
        }
    }

    fn for_department(&self) -> Option<Told> {
        match self {
            Self::NotPermitted => {
                told("您的账号没有此项操作的权限", "如需办理，请联系本校的学校用户在就业管理系统中调整权限。")
            }
            Self::AccountLocked => told("账号已停用", "请联系本校的学校用户在就业管理系统中启用。"),
            _ => None,
        }
    }

    fn for_province(&self) -> Option<Told> {
        match self {
            Self::NotPermitted => told("您的账号没有此项操作的权限", "如需办理，请联系平台运营方。"),
            Self::AccountLocked => told("账号已停用", "请联系平台运营方。"),
            Self::AgreementKindUnset => told("尚未设置就业协议书类型", "请先在「省级设置」中选择两方协议或三方协议。"),
            Self::ModuleNotOpened { module } => told(format!("尚未开启「{module}」模块"), "请先在「省级设置」中开启。"),
            _ => None,
        }
    }
}
