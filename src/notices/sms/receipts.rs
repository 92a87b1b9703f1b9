//! `SmsReport`: what the carriers say became of messages, pushed in batches.

use serde::Deserialize;
use serde_json::Value;
use wangqian_rules::{
    ids::SchoolId,
    outbox::delivery::{Delivery, Receipt, ReceiptOf},
};

/// The bound of a push; a line has half a kilobyte.
pub const PUSH_BYTES_MAX: usize = 1 << 20;

/// One line of a push.
#[derive(Deserialize)]
pub struct Report {
    success: bool,
    err_code: Option<String>,
    out_id: Option<String>,
}

/// The lines that say something; `None`: it is no push. A line that is odd costs the others nothing.
pub fn reports(body: &[u8]) -> Option<Vec<Report>> {
    let lines: Vec<Value> = serde_json::from_slice(body).ok()?;
    Some(lines.into_iter().filter_map(|line| serde_json::from_value(line).ok()).collect())
}

/// A receipt and whose outbox it is for; `None` for a message that is not ours.
pub fn receipt(report: &Report) -> Option<(SchoolId, Receipt)> {
    let (school, number, round) = Delivery::parse_client_id(report.out_id.as_deref()?)?;
    let why = if report.success { String::new() } else { "运营商没有送达".to_owned() };
    let of = ReceiptOf::Ours { number, round };
    Some((school, Receipt { of, delivered: report.success, code: report.err_code.clone().unwrap_or_default(), why }))
}
