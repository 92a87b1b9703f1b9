//! Batches, on the wire and in words (EXT-07).

use wangqian_protocol::{batch as wire, case::Review};
use wangqian_rules::{
    batch::{Batch, Fate, Item, Stand, Tally, Why},
    codes::{CodeTable, Codes},
    review::Verdict,
    school::{School, deputies::names},
};

/// A reviewer's word, as the rules have it.
pub fn verdict(review: Review) -> Verdict {
    match review {
        Review::Approve {} => Verdict::Approve,
        Review::Return { reason, fields } => Verdict::Return { reason, fields },
        Review::ApproveUnilaterally { statement } => Verdict::ApproveUnilaterally { statement },
        Review::Reject { reason, details } => Verdict::Reject { reason, details },
    }
}

/// How far it is.
pub fn batch(batch: &Batch, codes: &Codes) -> wire::Batch {
    let Tally { all, will_do, done, not, reasons } = batch.items.tally();
    let (verdict, reason) = words(&batch.head.verdict, codes);
    let mut reasons: Vec<_> =
        reasons.into_iter().map(|((code, text, changed), count)| wire::BatchReason { code, text, changed, count }).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    wire::Batch {
        batch: batch.id.to_string(),
        stand: stand(batch.head.stand).to_owned(),
        verdict: verdict.to_owned(),
        reason,
        acts_for: names(&batch.head.behind),
        chosen_at_ms: batch.head.chosen_at.0,
        begun_at_ms: batch.head.begun_at.map(|at| at.0),
        ended_at_ms: batch.head.ended_at.map(|at| at.0),
        items: all,
        will_do,
        done,
        not,
        reasons,
    }
}

fn stand(stand: Stand) -> &'static str {
    match stand {
        Stand::Chosen => "chosen",
        Stand::UnderWay => "under_way",
        Stand::Stopped => "stopped",
        Stand::Over => "over",
    }
}

fn words(verdict: &Verdict, codes: &Codes) -> (&'static str, String) {
    match verdict {
        Verdict::Approve => ("approve", String::new()),
        Verdict::ApproveUnilaterally { statement } => ("approve", statement.clone()),
        Verdict::Return { reason, .. } => ("return", reason.clone()),
        Verdict::Reject { reason, details } => {
            let name = codes.name(CodeTable::RejectReason, reason).unwrap_or(reason);
            ("reject", format!("{name}：{details}"))
        }
    }
}

/// One item, beside the case as the school lists it now.
pub fn item(item: &Item, school: &School) -> wire::BatchItem {
    let row = school.cases.get(item.case);
    let of = |field: fn(&wangqian_rules::case::CaseRow) -> &str| row.map(field).unwrap_or_default().to_owned();
    wire::BatchItem {
        case: item.case.to_string(),
        exam_no: of(|row| &row.exam_no),
        graduate_name: of(|row| &row.name),
        department: of(|row| &row.department),
        subject: of(|row| &row.subject),
        state_label: of(|row| row.label()),
        fate: fate(&item.fate).to_owned(),
        why: if let Fate::Not(why) = &item.fate { Some(said(why)) } else { None },
    }
}

/// Every code of [`fate`].
pub const FATES: [&str; 4] = ["will_do", "done", "changed", "blocked"];

/// One of [`FATES`].
pub fn fate(fate: &Fate) -> &'static str {
    let [will_do, done, changed, blocked] = FATES;
    match fate {
        Fate::WillDo => will_do,
        Fate::Done => done,
        Fate::Not(why) if why.changed => changed,
        Fate::Not(_) => blocked,
    }
}

fn said(why: &Why) -> String {
    if why.happened.is_empty() { why.text.clone() } else { format!("{}：{}", why.text, why.happened) }
}
