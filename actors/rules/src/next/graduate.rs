//! The next step with one case, for its graduate.

use super::{Advice, Standing, Way, while_rescinding};
use crate::{case::*, module::Switch, review::Stage, sentence::sentence};

const FILL_IN_DIRECTED: &str = "在「去向登记」中填报「定向/委培毕业去向补充登记」";
const ASK_THE_SCHOOL: &str = "如有疑问，请联系学校就业部门";
const FREE_AGAIN: &str = "您可以与其他单位签约，或登记毕业去向";

/// For every state of a case, and whatever else keeps the graduate from acting on it.
pub fn of_graduates_case(standing: &Standing<'_>, case: &Case) -> Advice {
    match case.status {
        Status::Asked(_) if case.about.is_some() => rescission_asked(case),
        Status::Asked(_) if !case.is_open(standing.now) => over("这份邀请已过应约有效期", standing),
        Status::Asked(_) => invitation(standing),
        Status::InReview(_, stage) => Advice::others(reviewing(case, stage)),
        Status::Open(Phase::Second, why) => stamping(standing, case, why),
        Status::Open(Phase::First, why) => handing_in(standing, case, why),
        Status::Effective if case.about.is_some() => again("解约已完成", FREE_AGAIN, standing),
        Status::Effective if standing.graduate.open_rescission(case.id).is_some() => while_rescinding(),
        Status::Effective => Advice::others(effective(case)),
        Status::Ended(end) => ended(standing, case, end),
        Status::Invalidated => {
            Advice::others(format!("您已被移出学校的毕业生名单，{ASK_THE_SCHOOL}；学校重新上报后，恢复为原有状态"))
        }
    }
}

fn ended(standing: &Standing<'_>, case: &Case, end: End) -> Advice {
    if case.about.is_some() {
        return rescission_ended(standing, case, end);
    }
    match end {
        End::Declined => over("您已拒绝这份邀请", standing),
        End::Expired => over("您没有在有效期内答复，邀请已失效", standing),
        End::Withdrawn if case.begun_by == Party::Graduate => again("您已放弃这次办理", "需要时可以重新填写提交", standing),
        End::Rejected(_) if case.begun_by == Party::Graduate => {
            let what = format!("{}，这项{}已作废", failed(case), case.facts().matter);
            again(&what, if case.facts().has_agreement { "请按原因重新填写提交" } else { "请重新选择类型登记" }, standing)
        }
        End::Withdrawn => over("单位已撤回这份邀请", standing),
        End::Rejected(_) => over(&format!("{}，这次{}没有成功", failed(case), case.facts().matter), standing),
        End::Undeliverable => over("这份邀请没有送达", standing),
        End::Voided if !standing.signs_online() => Advice::others(format!("您已作废这项登记，请{FILL_IN_DIRECTED}")),
        End::Voided => again("您已作废这项登记", "可以重新登记去向，或等待签约邀请", standing),
        End::Rescinded => again("就业协议已解除", FREE_AGAIN, standing),
        End::NotGraduated => Advice::others(format!("您未按期取得毕业证书，就业协议按其约定失效；{ASK_THE_SCHOOL}")),
        End::Overtaken => Advice::others(case.status.label(case.kind)),
    }
}

fn rescission_ended(standing: &Standing<'_>, case: &Case, end: End) -> Advice {
    let may_ask = may_ask_again(standing, case);
    Advice::others(match end {
        End::Declined if case.begun_by != Party::Graduate => "您不同意解约，签约仍有效".to_owned(),
        End::Declined if may_ask => "单位不同意解约，签约仍有效；可以与单位协商后重新申请".to_owned(),
        End::Declined => "单位不同意解约，签约仍有效".to_owned(),
        End::Rejected(_) if may_ask => format!("{}，签约仍有效；仍需解约的，请按原因重新申请", failed(case)),
        End::Rejected(_) => format!("{}，解约没有成功", failed(case)),
        _ => case.status.label(case.kind).to_owned(),
    })
}

/// Whether the graduate may ask once more for the end of the agreement that this was about.
fn may_ask_again(standing: &Standing<'_>, rescission: &Case) -> bool {
    let agreement = rescission.about.as_ref().and_then(|about| standing.graduate.cases.get(&about.case));
    agreement.is_some_and(|agreement| standing.can_ask_rescission(agreement))
}

/// The party that has to answer, and until when (EXT-16).
fn rescission_asked(case: &Case) -> Advice {
    let until = case.expires_at.map(|at| format!("应在 {at} 前答复；")).unwrap_or_default();
    match case.status {
        Status::Asked(Party::Graduate) => Advice::yours("单位申请与您解约，请答复；您不同意的，签约仍有效"),
        _ => Advice::others(format!("等待单位答复，{until}单位逾期不答复的，可以请学校核实后强制解约。签约现在仍有效")),
    }
}

/// The agreement is to be stamped and its image handed in, by either side (OFF-02).
fn stamping(standing: &Standing<'_>, case: &Case, why: Why) -> Advice {
    let then = "请下载打印就业协议书，由单位盖章后回传图像；单位也可以扫协议书上的二维码回传";
    let (what, then) = match why {
        Why::Awaited => ("就业协议已审核通过".to_owned(), then),
        Why::Withdrawn => ("您已撤回盖章协议书".to_owned(), then),
        Why::Returned => (format!("盖章协议书被退回：{}", case.return_reason().unwrap_or_default()), "请重新上传"),
    };
    match standing.can_hand_in_stamped() {
        true => Advice::yours(format!("{}{then}", sentence(&what))),
        false => Advice::others(format!("{}现在不能回传，{ASK_THE_SCHOOL}", sentence(&what))),
    }
}

fn effective(case: &Case) -> String {
    let (facts, holds) = (case.facts(), case.facts().words.holds);
    match facts.voidable {
        true => format!("{holds}，您现在不需要做什么；去向有变化的，可以作废后重新登记"),
        false => format!("{}已经生效，您现在不需要做什么", holds.trim_end_matches("生效")),
    }
}

/// What was taken back or returned is the graduate's to hand in again, unless something keeps them from it.
fn handing_in(standing: &Standing<'_>, case: &Case, why: Why) -> Advice {
    let what = match why {
        Why::Withdrawn | Why::Awaited => format!("您已撤回这项{}", case.facts().matter),
        Why::Returned => format!("这项{}被退回修改：{}", case.facts().matter, case.return_reason().unwrap_or_default()),
    };
    let what = sentence(&what);
    match hindrance(standing) {
        _ if standing.can_submit(case) => Advice::yours(format!("{what}请修改后重新提交")),
        Some(why) if case.facts().binds => Advice::others(format!("{what}{why}现在不能重新提交")),
        _ => Advice::others(format!("{what}现在不能重新提交，{ASK_THE_SCHOOL}")),
    }
}

/// An invitation that is open: to be answered, or only to be looked at (SIG-08).
fn invitation(standing: &Standing<'_>) -> Advice {
    match hindrance(standing) {
        None => Advice::yours("现在等您决定"),
        Some(why) => Advice::others(format!("{why}这份邀请现在只能查看")),
    }
}

/// The thing in the way of whatever the graduate would begin, as the beginning of a sentence.
fn hindrance(standing: &Standing<'_>) -> Option<String> {
    Some(match &standing.way {
        Way::Free => return None,
        Way::LeftRoster { .. } => format!("您已被移出学校的毕业生名单，{ASK_THE_SCHOOL}；"),
        Way::NotEnrolled => "学校尚未上报您的信息，请与学校就业部门核对毕业生名单；".to_owned(),
        Way::Barred => "您的培养方式为定向/委培，不能在线签约，".to_owned(),
        Way::Bound(other) => bound(other),
        Way::EarlierCohort => "您不在学校当前届的毕业生名单中，".to_owned(),
        Way::NotOpen(switch) => format!("学校尚未开启{}，", switch.label()),
    })
}

fn bound(other: &Case) -> String {
    match other.status {
        Status::Effective => format!("您已{}，", other.holding()),
        Status::Open(..) => format!("您{}正等待回传盖章协议书，办结之前", other.matter()),
        _ => format!("您{}正在{}，办结之前", other.matter(), other.review().word),
    }
}

fn reviewing(case: &Case, stage: Stage) -> String {
    let word = case.review().word;
    match stage {
        Stage::Department => format!("学院正在{word}，之后由学校{word}，您不需要做什么"),
        Stage::School => format!("学校正在{word}，您不需要做什么"),
    }
}

fn failed(case: &Case) -> String {
    let level = case.trail.iter().rev().find_map(|entry| match entry.did {
        Did::Rejected { stage, .. } => Some(stage.label()),
        _ => None,
    });
    format!("{}{}不通过", level.unwrap_or_default(), case.review().word)
}

/// Advice on a case that came to nothing or is over: what the graduate may begin instead, where they may.
fn again(what: &str, then: &str, standing: &Standing<'_>) -> Advice {
    Advice::others(match hindrance(standing) {
        None => format!("{what}，{then}"),
        Some(_) => what.to_owned(),
    })
}

/// A case that ended: another invitation follows only where one could be accepted.
fn over(what: &str, standing: &Standing<'_>) -> Advice {
    let then = match &standing.way {
        Way::Free if !standing.signs_online() => format!("请{FILL_IN_DIRECTED}"),
        Way::Free => "如仍想签约，请联系单位重新发起邀请".to_owned(),
        Way::LeftRoster { .. } => format!("您已被移出学校的毕业生名单，{ASK_THE_SCHOOL}"),
        Way::NotEnrolled => "学校尚未上报您的信息，请与学校就业部门核对毕业生名单".to_owned(),
        Way::Barred => format!("您的培养方式为定向/委培，不能在线签约，请{FILL_IN_DIRECTED}"),
        Way::Bound(other) => format!("{}不需要再做什么", bound(other)),
        Way::EarlierCohort => format!("您不在学校当前届的毕业生名单中，{ASK_THE_SCHOOL}"),
        Way::NotOpen(Switch::Signing) => "学校尚未开启在线签约，开启后单位才能重新发起邀请".to_owned(),
        Way::NotOpen(switch) => format!("学校尚未开启{}，开启后才能办理", switch.label()),
    };
    Advice::others(format!("{what}。{then}"))
}
