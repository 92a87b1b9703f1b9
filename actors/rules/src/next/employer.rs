//! The next step with one case, for its employer.

use super::Advice;
use crate::{actions::Action, case::*, time::UnixMs};

/// For every state. `offered` is what the page offers: nobody is told to begin anew who could not.
pub fn of_employers_case(row: &CaseRow, offered: &[Action], now: UnixMs) -> Advice {
    if row.about.is_some() {
        return of_rescission(row);
    }
    let word = row.review().word;
    match row.status {
        Status::Asked(_) => match row.expires_at.filter(|until| now < *until) {
            Some(until) => Advice::others(format!("等待毕业生在 {until} 前应约；应约之前可以撤回")),
            None => over("毕业生没有在有效期内应约", offered),
        },
        Status::InReview(Phase::Second, stage) => {
            Advice::others(format!("盖章协议书已回传，正在等待{}{word}，现在不需要做什么", stage.label()))
        }
        Status::InReview(_, stage) => {
            Advice::others(format!("毕业生已同意签约，正在等待{}{word}，现在不需要做什么", stage.label()))
        }
        Status::Open(Phase::Second, Why::Returned) => Advice::yours("盖章协议书被退回，请按退回原因重新上传"),
        Status::Open(Phase::Second, _) => Advice::yours("请下载打印就业协议书，盖章后回传图像；毕业生也可以回传"),
        Status::Effective => Advice::others("就业协议已经生效"),
        Status::Ended(End::Declined) => over("毕业生已拒绝签约", offered),
        Status::Ended(End::Expired) => over("毕业生没有在有效期内应约，邀请已失效", offered),
        Status::Ended(End::Withdrawn) if row.begun_by == Party::Graduate => Advice::others("毕业生已放弃线下签约"),
        Status::Ended(End::Withdrawn) => over("邀请已撤回", offered),
        Status::Ended(End::Rejected(_)) => over(&format!("{word}不通过，签约没有成功"), offered),
        Status::Ended(End::Rescinded) => over("就业协议已解除", offered),
        Status::Ended(End::NotGraduated) => Advice::others("毕业生未按期取得毕业证书，就业协议按其约定失效"),
        Status::Open(..) | Status::Ended(End::Voided | End::Overtaken) => Advice::others(row.label()),
        Status::Ended(End::Undeliverable) => Advice::others("该毕业生不在可签约的名单中，请与毕业生核对后再联系其学校就业部门"),
        Status::Invalidated => {
            Advice::others("该毕业生已被学校移出毕业生名单，签约暂时失效；学校重新上报后，恢复为原有状态，现在不需要做什么")
        }
    }
}

fn of_rescission(row: &CaseRow) -> Advice {
    match (row.status, row.expires_at) {
        (Status::Asked(Party::Employer), Some(until)) => {
            Advice::yours(format!("毕业生申请解约，请于 {until} 前答复；不同意的，签约仍有效"))
        }
        (Status::Asked(Party::Employer), None) => Advice::yours("毕业生申请解约，请尽快答复；不同意的，签约仍有效"),
        (Status::Asked(_), _) => Advice::others("等待毕业生答复解约申请；答复之前可以撤回"),
        (Status::InReview(_, stage), _) => {
            let what =
                if row.kind.facts().asks.is_some() { "双方已同意解约" } else { "毕业生已向学校申请解约" };
            Advice::others(format!("{what}，正在等待{}{}；审核通过之前，签约仍有效", stage.label(), row.review().word))
        }
        (Status::Effective, _) => Advice::others("解约已经生效，就业协议解除"),
        (Status::Invalidated, _) => Advice::others("该毕业生已被学校移出毕业生名单，解约暂停办理"),
        _ => Advice::others(row.label()),
    }
}

fn over(what: &str, offered: &[Action]) -> Advice {
    match offered.contains(&Action::InviteAgain) {
        true => Advice::yours(format!("{what}；双方协商一致后，可以重新发起邀请")),
        false => Advice::others(what),
    }
}
