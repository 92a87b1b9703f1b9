//! The next step with one case, for its employer.

use super::Advice;
use crate::{actions::Action, case::*, review::AgreementKind, time::UnixMs};

/// For every state. `offered` is what the page offers: nobody is told to begin anew who could not.
pub fn of_employers_case(row: &CaseRow, kind: AgreementKind, offered: &[Action], now: UnixMs) -> Advice {
    let word = kind.review_word();
    match row.status {
        Status::Asked(_) => match row.expires_at.filter(|until| now < *until) {
            Some(until) => Advice::others(format!("等待毕业生在 {until} 前应约；应约之前可以撤回")),
            None => over("毕业生没有在有效期内应约", offered),
        },
        Status::InReview(_, stage) => {
            Advice::others(format!("毕业生已同意签约，正在等待{}{word}，现在不需要做什么", stage.label()))
        }
        Status::Effective => Advice::others("就业协议已经生效"),
        Status::Ended(End::Declined) => over("毕业生已拒绝签约", offered),
        Status::Ended(End::Expired) => over("毕业生没有在有效期内应约，邀请已失效", offered),
        Status::Ended(End::Withdrawn) => over("邀请已撤回", offered),
        Status::Ended(End::Rejected) => over(&format!("{word}不通过，签约没有成功"), offered),
        Status::Open(..) | Status::Ended(End::Voided) => Advice::others(row.label()),
        Status::Ended(End::Undeliverable) => Advice::others("该毕业生不在可签约的名单中，请与毕业生核对后再联系其学校就业部门"),
        Status::Invalidated => {
            Advice::others("该毕业生已被学校移出毕业生名单，签约暂时失效；学校重新上报后，恢复为原有状态，现在不需要做什么")
        }
    }
}

fn over(what: &str, offered: &[Action]) -> Advice {
    match offered.contains(&Action::InviteAgain) {
        true => Advice::yours(format!("{what}；双方协商一致后，可以重新发起邀请")),
        false => Advice::others(what),
    }
}
