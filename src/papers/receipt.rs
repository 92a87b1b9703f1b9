//! The receipt of a case, in words (EXT-22).

use super::{last_change, parts};
use crate::convert;
use wangqian_papers::receipt::{ReceiptSheet, Step};
use wangqian_rules::{
    case::{Case, history},
    codes::Codes,
    school::numbers::AgreementNumber,
    time::UnixMs,
};

/// The receipt of a case. `key` is the name of the key that seals it.
pub fn receipt(case: &Case, graduate: &str, number: Option<AgreementNumber>, codes: &Codes, key: String) -> ReceiptSheet {
    let links = history::links(case.id, &case.trail);
    let steps = convert::trail(case, codes).into_iter().zip(&links).map(|(entry, link)| Step {
        at: UnixMs(entry.at_ms).to_string(),
        who: entry.who,
        what: entry.what,
        note: entry.note.unwrap_or_default(),
        hash: hex::encode(link.hash),
    });
    let mut facts = vec![
        ("毕业生".to_owned(), graduate.to_owned()),
        ("学校".to_owned(), case.school_name.clone()),
        ("对方".to_owned(), case.subject()),
        ("内容".to_owned(), case.detail()),
    ];
    facts.extend(number.map(|number| ("协议编号".to_owned(), number.to_string())));
    ReceiptSheet {
        case: case.id.to_string(),
        kind: case.facts().label.to_owned(),
        status: case.status.label(case.kind).to_owned(),
        facts,
        steps: steps.collect(),
        history: history::text(case.id, &links),
        key,
        at: parts(last_change(case)),
    }
}
