//! Scripts of the invented agreements: one for each state that a kind can stand in.

use wangqian_rules::{
    case::{CaseKind, Party},
    review::Stage,
};

/// One step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Invite,
    Accept,
    /// The graduate hands in the form of this kind.
    HandIn(CaseKind),
    /// This party asks for the end of the agreement.
    Ask(Party),
    /// This party, which was asked, agrees or does not.
    Answer(Party, bool),
    Stamp,
    Approve(Stage),
    /// Every level approves.
    Pass,
    Return,
    Reject,
    Unilaterally,
    TakeBack,
    GiveUp,
    Force,
    VoidUngraduated,
}

/// One agreement's story.
#[derive(Debug)]
pub(super) struct Script {
    pub steps: &'static [Step],
}

/// Why somebody asks for the end of an agreement.
pub(super) const REASON: [(&str, &str); 3] =
    [("reason", "RES_PUBLIC_EXAM"), ("explanation", "已被事业单位录用，与单位沟通后申请解约。"), ("penalty_settled", "paid")];

/// 「具体情况说明」.
pub(super) const STATEMENT: &str = "多次联系单位未获答复，毕业生情况属实，经学校研究同意。";

use Party::{Employer, Graduate};
use Stage::Department;
use Step::*;

const OFFLINE: Step = HandIn(CaseKind::OFFLINE_SIGNING);
const BACKFILL: Step = HandIn(CaseKind::BACKFILL);

const fn script(steps: &'static [Step]) -> Script {
    Script { steps }
}

pub(super) static SCRIPTS: [Script; 39] = [
    // Offline signing, its first phase …
    script(&[OFFLINE]),
    script(&[OFFLINE, Approve(Department)]),
    script(&[OFFLINE, TakeBack]),
    script(&[OFFLINE, Return]),
    script(&[OFFLINE, Reject]),
    script(&[OFFLINE, Pass]),
    // … and its second.
    script(&[OFFLINE, Pass, Stamp]),
    script(&[OFFLINE, Pass, Stamp, Approve(Department)]),
    script(&[OFFLINE, Pass, Stamp, TakeBack]),
    script(&[OFFLINE, Pass, Stamp, Return]),
    script(&[OFFLINE, Pass, Stamp, Reject]),
    script(&[OFFLINE, Pass, GiveUp]),
    script(&[OFFLINE, Pass, Stamp, Pass]),
    script(&[OFFLINE, Pass, Stamp, Pass, VoidUngraduated]),
    // Agreements on paper.
    script(&[BACKFILL]),
    script(&[BACKFILL, Approve(Department)]),
    script(&[BACKFILL, TakeBack]),
    script(&[BACKFILL, Return]),
    script(&[BACKFILL, Reject]),
    script(&[BACKFILL, Pass]),
    script(&[BACKFILL, Pass, VoidUngraduated]),
    // The end of an online agreement.
    script(&[Invite, Accept, Pass, Ask(Graduate)]),
    script(&[Invite, Accept, Pass, Ask(Employer)]),
    script(&[Invite, Accept, Pass, Ask(Graduate), Answer(Employer, true)]),
    script(&[Invite, Accept, Pass, Ask(Employer), Answer(Graduate, true), Approve(Department)]),
    script(&[Invite, Accept, Pass, Ask(Graduate), Answer(Employer, true), Pass]),
    script(&[Invite, Accept, Pass, Ask(Graduate), Answer(Employer, false)]),
    script(&[Invite, Accept, Pass, Ask(Graduate), TakeBack]),
    script(&[Invite, Accept, Pass, Ask(Employer), Answer(Graduate, true), Reject]),
    script(&[Invite, Accept, Pass, Ask(Graduate), Force]),
    script(&[Invite, Accept, Pass, VoidUngraduated]),
    // The end of an agreement on paper.
    script(&[BACKFILL, Pass, Ask(Graduate)]),
    script(&[BACKFILL, Pass, Ask(Graduate), Approve(Department)]),
    script(&[BACKFILL, Pass, Ask(Graduate), TakeBack]),
    script(&[BACKFILL, Pass, Ask(Graduate), TakeBack, GiveUp]),
    script(&[BACKFILL, Pass, Ask(Graduate), Return]),
    script(&[BACKFILL, Pass, Ask(Graduate), Reject]),
    script(&[OFFLINE, Pass, Stamp, Pass, Ask(Graduate), Pass]),
    script(&[BACKFILL, Pass, Ask(Graduate), Approve(Department), Unilaterally]),
];
