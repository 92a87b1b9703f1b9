//! The one thing that a graduate's home is about (HOM-04).

use super::{Advice, Standing, Way, of_graduates_case};
use crate::{case::*, graduate::draft::Draft, time::UnixMs};
use std::sync::Arc;

/// The contents of the home.
#[derive(Clone, Debug)]
pub struct Home<'a> {
    pub kind: Kind,
    /// The matter, in a line.
    pub lead: String,
    pub title: String,
    /// The thing to do, or the office to ask.
    pub text: String,
    /// What it is about.
    pub case: Option<&'a Case>,
    /// Invitations beside it that can be answered.
    pub more: usize,
}

/// The closed list of what a home can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An invitation waits for the graduate.
    Answer,
    /// A review is under way.
    Wait,
    Signed,
    /// Nothing to do; an invitation may come.
    Nothing,
    /// Something was taken back or returned, and waits to be handed in again.
    Correct,
    /// Nothing can come: why is said.
    Closed,
    /// A form was begun and not handed in.
    Draft,
}

impl Kind {
    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Wait => "wait",
            Self::Signed => "signed",
            Self::Nothing => "nothing",
            Self::Correct => "correct",
            Self::Closed => "closed",
            Self::Draft => "draft",
        }
    }
}

impl Home<'_> {
    /// The name of the way to the case.
    pub fn way_in(&self) -> &'static str {
        match self.kind {
            Kind::Answer if self.case.is_some_and(|case| case.about.is_some()) => "查看解约申请并答复",
            Kind::Answer => "查看邀请并决定",
            Kind::Wait => "查看进度",
            Kind::Correct if self.case.is_some_and(|case| case.phase() == Phase::Second) => "去回传盖章协议书",
            Kind::Correct => "去修改",
            Kind::Signed if self.case.is_some_and(|case| case.facts().has_agreement) => "查看就业协议",
            Kind::Draft => "继续填写",
            Kind::Signed | Kind::Nothing | Kind::Closed => "查看",
        }
    }
}

impl<'a> Home<'a> {
    /// Where there is nothing to do with a case: the form that was begun and can be handed in.
    pub fn or_draft(self, draft: Option<&Draft>) -> Self {
        let Some(draft) = draft.filter(|_| matches!(self.kind, Kind::Nothing | Kind::Closed)) else { return self };
        Home {
            kind: Kind::Draft,
            lead: format!("您有一份{}没有填完", draft.kind.facts().label),
            title: draft.filled.form.form().label.to_owned(),
            text: format!("填写的内容保存于 {}，还没有提交；提交之后由学校审核。", draft.at),
            case: None,
            more: 0,
        }
    }
}

/// A binding case comes before an invitation that waits for an answer (SIG-08); a reason that keeps the graduate from answering comes
/// before that.
pub fn of_graduate<'a>(standing: &'a Standing<'a>) -> Home<'a> {
    let (lead, title, text) = match &standing.way {
        Way::LeftRoster { at } => left(*at),
        _ if binding(standing).is_some() => return bound(standing),
        Way::NotEnrolled => (
            "您还不在毕业生名单中",
            "学校尚未上报您的信息".to_owned(),
            "请与学校就业部门核对毕业生名单；上报之后，用人单位才能向您发起签约邀请。".to_owned(),
        ),
        Way::Barred => match to_correct(standing) {
            Some(case) => return correcting(standing, case),
            None => (
                "您的培养方式为定向/委培，不办理在线签约",
                "请填报定向/委培毕业去向补充登记".to_owned(),
                "请在「去向登记」中填报「定向/委培毕业去向补充登记」；培养方式有误的，请学校更正。".to_owned(),
            ),
        },
        Way::EarlierCohort => (
            "您不在学校当前届的毕业生名单中",
            "可以查看以往的签约记录".to_owned(),
            "学校正在办理下一届毕业生的签约，您不能再应约。如有疑问，请联系学校就业部门。".to_owned(),
        ),
        Way::NotOpen(_) => (
            "学校尚未开启在线签约",
            "开启之后才能签约".to_owned(),
            "在线签约由学校开启，请留意学校就业部门的通知；开启之后，用人单位才能向您发起签约邀请。".to_owned(),
        ),
        Way::Free | Way::Bound(_) => return open(standing),
    };
    Home { kind: Kind::Closed, lead: lead.to_owned(), title, text, case: newest(standing), more: 0 }
}

fn left(at: UnixMs) -> (&'static str, String, String) {
    (
        "您已不在毕业生名单中",
        "签约和去向均已失效".to_owned(),
        format!("学校于 {at} 将您从毕业生名单中删除。如有疑问，请联系学校就业部门；学校重新上报后，恢复为原有状态。"),
    )
}

fn binding<'a>(standing: &Standing<'a>) -> Option<&'a Case> {
    standing.graduate.binding_case()
}

/// The agreement or registration that binds, or what is under way to end it.
fn bound<'a>(standing: &Standing<'a>) -> Home<'a> {
    let Some(case) = binding(standing) else { return open(standing) };
    let case = standing.graduate.open_rescission(case.id).unwrap_or(case);
    let Advice { text: advice, yours } = of_graduates_case(standing, case);
    let (kind, lead, text) = match case.status {
        Status::Open(..) if !yours => (Kind::Wait, format!("您的{}现在不能继续办理", case.facts().matter), advice),
        Status::Effective => (Kind::Signed, format!("恭喜，{}", case.facts().words.effective), String::new()),
        Status::Open(..) => (Kind::Correct, format!("您的{}需要您继续办理", case.facts().matter), advice),
        Status::Asked(Party::Graduate) => (Kind::Answer, "单位申请与您解约，请答复".to_owned(), advice),
        Status::Asked(_) => (Kind::Wait, "您已申请解约，正在等待单位答复".to_owned(), advice),
        _ => {
            let text = format!("{advice}，结果出来会马上通知您。");
            (Kind::Wait, format!("{}，正在{}", done(case), case.review().word), text)
        }
    };
    Home { kind, lead, title: case.subject(), text, case: Some(case), more: 0 }
}

fn done(case: &Case) -> String {
    match (case.agreement(), &case.about) {
        (Some(_), _) => "您已同意签约".to_owned(),
        (_, Some(_)) if case.facts().asks.is_some() => "双方已同意解约".to_owned(),
        _ if case.phase() == Phase::Second => "盖章的就业协议书已回传".to_owned(),
        _ => format!("您已{}", case.facts().words.begun),
    }
}

/// Nothing is in the way: the invitation that ends first, or none.
fn open<'a>(standing: &Standing<'a>) -> Home<'a> {
    let cases = standing.graduate.cases.values().map(Arc::as_ref);
    let mut invitations: Vec<_> = cases.filter(|case| standing.can_accept(case)).collect();
    invitations.sort_by_key(|case| (case.expires_at, case.id));
    if let Some(first) = invitations.first() {
        return Home {
            kind: Kind::Answer,
            lead: "您有一份签约邀请，请决定是否同意".to_owned(),
            title: first.subject(),
            text: to_correct(standing).map(also_to_correct).unwrap_or_default(),
            case: Some(first),
            more: invitations.len() - 1,
        };
    }
    if let Some(case) = to_correct(standing) {
        return correcting(standing, case);
    }
    let last = newest(standing);
    Home {
        kind: Kind::Nothing,
        lead: "现在没有需要您做的事".to_owned(),
        title: if last.is_some() { "可以等待新的签约邀请" } else { "还没有收到签约邀请" }.to_owned(),
        text: "和用人单位谈妥之后，请对方在本平台向您发起签约邀请，需要用到您的学校、姓名和考生号。邀请一到，这里会立刻显示。"
            .to_owned(),
        case: last,
        more: 0,
    }
}

/// A case that was taken back or returned. The hindrances to signing online do not hinder it.
fn correcting<'a>(standing: &Standing<'_>, case: &'a Case) -> Home<'a> {
    let free = Standing { way: Way::Free, ..standing.clone() };
    let text = of_graduates_case(&free, case).text;
    let lead = format!("您有一项{}等待重新提交", case.facts().matter);
    Home { kind: Kind::Correct, lead, title: case.detail(), text, case: Some(case), more: 0 }
}

fn also_to_correct(case: &Case) -> String {
    format!("您还有一项{}等待重新提交：{}，可在「{}」中修改。", case.facts().matter, case.detail(), case.facts().list.label)
}

fn newest<'a>(standing: &Standing<'a>) -> Option<&'a Case> {
    standing.graduate.cases.values().map(Arc::as_ref).max_by_key(|case| (case.since, case.id))
}

fn to_correct<'a>(standing: &Standing<'a>) -> Option<&'a Case> {
    let mode = standing.graduate.profile.as_ref().map(|profile| profile.training_mode.as_str());
    let mut open = CaseKind::all().filter(|kind| mode.is_none_or(|mode| kind.is_open_to(mode) || !kind.facts().binds));
    open.find_map(|kind| standing.graduate.open_case(kind))
}
