//! The next step with one case, for its graduate.

use super::{Advice, Standing, Way};
use crate::{case::*, review::Stage};

const ASK_THE_SCHOOL: &str = "如有疑问，请联系学校就业部门";

/// For every state of a case, and whatever else keeps the graduate from acting on it.
pub fn of_graduates_case(standing: &Standing<'_>, case: &Case) -> Advice {
    match case.status {
        Status::Invited if !case.is_open(standing.now) => over("这份邀请已过应约有效期", standing),
        Status::Invited => invitation(standing),
        Status::InReview(stage) => Advice::others(reviewing(case, stage)),
        Status::Effective => Advice::others("就业协议已经生效，您现在不需要做什么"),
        Status::Declined => over("您已拒绝这份邀请", standing),
        Status::Expired => over("您没有在有效期内答复，邀请已失效", standing),
        Status::Withdrawn => over("单位已撤回这份邀请", standing),
        Status::Rejected => over(&rejected(case), standing),
        Status::Undeliverable => over("这份邀请没有送达", standing),
        Status::Invalidated => {
            Advice::others(format!("您已被移出学校的毕业生名单，{ASK_THE_SCHOOL}；学校重新上报后，恢复为原有状态"))
        }
    }
}

/// An invitation that is open: to be answered, or only to be looked at (SIG-08).
fn invitation(standing: &Standing<'_>) -> Advice {
    let why = match &standing.way {
        Way::Free => return Advice::yours("现在等您决定"),
        Way::LeftRoster { .. } => format!("您已被移出学校的毕业生名单，{ASK_THE_SCHOOL}；"),
        Way::NotEnrolled => "学校尚未上报您的信息，请与学校就业部门核对毕业生名单；".to_owned(),
        Way::Barred => "您的培养方式为定向/委培，不能在线签约，".to_owned(),
        Way::Bound(other) => bound(other),
        Way::EarlierCohort => "您不在学校当前届的毕业生名单中，".to_owned(),
        Way::NotOpen => "学校尚未开启在线签约，".to_owned(),
    };
    Advice::others(format!("{why}这份邀请现在只能查看"))
}

fn bound(other: &Case) -> String {
    let employer = &other.employer.name;
    match other.status {
        Status::Effective => format!("您已与{employer}签约成功，"),
        _ => format!("您与{employer}的签约正在{}，办结之前", other.agreement_kind.review_word()),
    }
}

fn reviewing(case: &Case, stage: Stage) -> String {
    let word = case.agreement_kind.review_word();
    match stage {
        Stage::Department => format!("学院正在{word}，之后由学校{word}，您不需要做什么"),
        Stage::School => format!("学校正在{word}，您不需要做什么"),
    }
}

fn rejected(case: &Case) -> String {
    let level = case.trail.iter().rev().find_map(|entry| match entry.did {
        Did::Rejected { stage, .. } => Some(stage.label()),
        _ => None,
    });
    format!("{}{}不通过，这次签约没有成功", level.unwrap_or_default(), case.agreement_kind.review_word())
}

/// A case that ended: another invitation follows only where one could be accepted.
fn over(what: &str, standing: &Standing<'_>) -> Advice {
    let then = match &standing.way {
        Way::Free => "如仍想签约，请联系单位重新发起邀请".to_owned(),
        Way::LeftRoster { .. } => format!("您已被移出学校的毕业生名单，{ASK_THE_SCHOOL}"),
        Way::NotEnrolled => "学校尚未上报您的信息，请与学校就业部门核对毕业生名单".to_owned(),
        Way::Barred => "您的培养方式为定向/委培，不能在线签约，请联系学校就业部门办理去向登记".to_owned(),
        Way::Bound(other) => format!("{}不需要再做什么", bound(other)),
        Way::EarlierCohort => format!("您不在学校当前届的毕业生名单中，{ASK_THE_SCHOOL}"),
        Way::NotOpen => "学校尚未开启在线签约，开启后单位才能重新发起邀请".to_owned(),
    };
    Advice::others(format!("{what}。{then}"))
}
