//! `SmsReport`: what the carriers say became of messages, pushed in batches.

use serde::Deserialize;
use wangqian_rules::{
    ids::SchoolId,
    outbox::delivery::{Delivery, Receipt, ReceiptOf},
};

/// One line of a push.
#[derive(Deserialize)]
pub struct Report {
    success: bool,
    #[serde(default)]
    err_code: String,
    #[serde(default)]
    out_id: String,
}

/// A receipt and whose outbox it is for; `None` for a message that is not ours.
pub fn receipt(report: &Report) -> Option<(SchoolId, Receipt)> {
    let (school, number, round) = Delivery::parse_client_id(&report.out_id)?;
    let why = if report.success { String::new() } else { "运营商没有送达".to_owned() };
    let of = ReceiptOf::Ours { number, round };
    Some((school, Receipt { of, delivered: report.success, code: report.err_code.clone(), why }))
}
