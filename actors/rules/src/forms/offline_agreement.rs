//! The agreement that a graduate fills in for offline signing (OFF-01; guide §6.2): the employer and the terms, reported as 10.

use super::{
    agreement::{self, is_not_over, reports_in_time},
    blocks,
};
use crate::{
    form::{Columns, Form, Proof},
    terms::trial,
};

pub(super) static FORM: Form = Form {
    code: "OFFLINE_AGREEMENT",
    label: "就业协议信息",
    group: None,
    reported_as: "10",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&blocks::EMPLOYER, &agreement::TERMS, &agreement::TRANSFERS],
    // The stamped agreement follows once the school has approved what it will say.
    proof: Proof { files: 0..=0, hint: "" },
    checks: &[trial::is_one, trial::is_allowed, trial::is_paid, reports_in_time, is_not_over],
};
