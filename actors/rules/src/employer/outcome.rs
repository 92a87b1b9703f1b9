//! Notices to an employer when a case moves (NOT-02): what it waits for, and what it has to do.

use crate::{case::*, time::UnixMs};

/// Title and text of a notice.
pub(super) type Told = (String, String);

/// A request for rescission that waits for the employer.
pub(super) struct Waiting<'a> {
    pub name: &'a str,
    pub until: UnixMs,
    pub is_overdue: bool,
}

impl Waiting<'_> {
    /// EXT-16.
    pub(super) fn told(&self) -> Told {
        let Self { name, until, .. } = self;
        match self.is_overdue {
            true => told(
                "解约申请逾期未答复",
                format!("{name}的解约申请应于 {until} 前答复，已经逾期；学校核实情况后可以办理强制解约。请尽快答复。"),
            ),
            false => told("解约申请等待答复", format!("{name}申请解约，请于 {until} 前答复。")),
        }
    }
}

fn told(title: &str, text: String) -> Told {
    (title.to_owned(), text)
}

/// `was` is the state known before; `None` for a case that somebody else began. A change of the reviewing level, or within a state, is no
/// news.
pub(super) fn told_of(was: Option<Status>, row: &CaseRow) -> Option<Told> {
    if was == Some(row.status) {
        return None;
    }
    let name = &row.name;
    match row.status {
        Status::Invalidated => Some(told("毕业生状态已失效", format!("{name}已被学校移出毕业生名单，相关签约暂时失效。"))),
        _ if was == Some(Status::Invalidated) && row.status != Status::Ended(End::Expired) => {
            Some(told("毕业生状态已恢复", format!("{name}已重新列入毕业生名单，签约恢复原有状态。")))
        }
        _ if row.about.is_some() => of_rescission(was, row),
        _ if row.begun_by == Party::Graduate => of_offline_signing(was, row),
        _ => of_invitation(was, row),
    }
}

fn of_invitation(was: Option<Status>, row: &CaseRow) -> Option<Told> {
    let (name, review) = (&row.name, row.review());
    let word = review.word;
    Some(match row.status {
        Status::InReview(Phase::First, stage) if was == Some(Status::Asked(Party::Graduate)) => {
            told("毕业生已应约", format!("{name}已同意签约，等待{}{word}。", stage.label()))
        }
        Status::Effective => told("签约成功", format!("与{name}的签约已通过学校{word}，就业协议生效。")),
        Status::Ended(End::Declined) => told("毕业生已拒绝签约", format!("{name}拒绝了「{}」的签约邀请。", row.detail)),
        Status::Ended(End::Expired) => told("签约邀请已失效", format!("{name}未在有效期内应约。")),
        Status::Ended(End::Rejected(_)) => {
            let title = format!("签约{}", review.failed);
            told(&title, format!("与{name}的签约{word}不通过，双方协商一致后可重新邀请。"))
        }
        Status::Ended(End::Undeliverable) => told("邀请未送达", format!("{name}不在可签约的毕业生名单中。")),
        Status::Ended(End::NotGraduated) => not_graduated(name),
        _ => return None,
    })
}

fn of_offline_signing(was: Option<Status>, row: &CaseRow) -> Option<Told> {
    let name = &row.name;
    Some(match row.status {
        Status::Open(Phase::Second, Why::Awaited) if was.is_none() => told(
            "就业协议等待盖章",
            format!("{name}与贵单位的就业协议已经学校审核，请下载打印、盖章，由贵单位或毕业生回传图像。"),
        ),
        Status::InReview(Phase::Second, stage) if matches!(was, Some(Status::Open(..))) => {
            told("盖章协议书已回传", format!("与{name}的盖章就业协议书已经回传，等待{}{}。", stage.label(), row.review().word))
        }
        Status::Open(Phase::Second, Why::Withdrawn) => {
            told("毕业生已撤回盖章协议书", format!("{name}撤回了已回传的盖章就业协议书，需要由贵单位或毕业生重新回传。"))
        }
        Status::Open(Phase::Second, Why::Returned) => told("盖章协议书被退回", format!("{name}的盖章协议书需要重新上传。")),
        Status::Effective => told("签约成功", format!("与{name}的就业协议已经学校审核通过，协议生效。")),
        Status::Ended(End::Rejected(_)) => told("签约审核不通过", format!("与{name}的线下签约审核不通过，已作废。")),
        Status::Ended(End::Withdrawn) => told("毕业生已放弃线下签约", format!("{name}放弃了与贵单位的线下签约。")),
        Status::Ended(End::NotGraduated) => not_graduated(name),
        _ => return None,
    })
}

fn of_rescission(was: Option<Status>, row: &CaseRow) -> Option<Told> {
    let name = &row.name;
    let until = row.expires_at.map(|at| format!("请于 {at} 前答复")).unwrap_or_else(|| "请尽快答复".to_owned());
    Some(match row.status {
        Status::Asked(Party::Employer) => {
            told("毕业生申请解约", format!("{name}申请与贵单位解约，{until}；不同意的，签约仍有效。"))
        }
        Status::InReview(..) if was == Some(Status::Asked(Party::Graduate)) => {
            told("毕业生已同意解约", format!("{name}已同意解约，正在等待学校审核。"))
        }
        Status::InReview(..) if was.is_none() => told(
            "毕业生申请解约",
            format!("{name}向学校申请解除与贵单位的就业协议，正在等待学校审核，学校会与贵单位核实；审核通过之前，签约仍有效。"),
        ),
        Status::Ended(End::Declined) if row.begun_by == Party::Employer => {
            told("毕业生不同意解约", format!("{name}不同意解约，签约仍有效。"))
        }
        Status::Ended(End::Withdrawn) if row.begun_by == Party::Graduate => {
            told("毕业生已撤回解约申请", format!("{name}撤回了解约申请，签约仍有效。"))
        }
        Status::Ended(End::Rejected(_)) => told("解约失败，签约仍有效", format!("与{name}的解约审核不通过，签约仍有效。")),
        Status::Effective => told("解约完成", format!("与{name}的解约已经生效，就业协议解除。")),
        _ => return None,
    })
}

fn not_graduated(name: &str) -> Told {
    told("就业协议失效", format!("{name}未按期取得毕业证书，按协议约定，就业协议失效。"))
}
