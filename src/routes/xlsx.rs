//! Spreadsheets as answers.

use crate::percent;
use actix_web::HttpResponse;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file to be saved under this name (RFC 6266).
pub fn attached(name: &str, file: Vec<u8>) -> HttpResponse {
    let encoded = percent::encoded(name);
    HttpResponse::Ok()
        .content_type(XLSX)
        .insert_header(("Content-Disposition", format!("attachment; filename*=UTF-8''{encoded}")))
        .body(file)
}
