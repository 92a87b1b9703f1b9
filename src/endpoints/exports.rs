//! Lists to keep, as xlsx.

use super::{Endpoint, STAFF};
use crate::{
    rights::{
        Access::Only,
        Need::{See, Write},
    },
    routes::exports,
};
use wangqian_protocol::{
    case::CaseQuery,
    reveal::Reveal,
    session::Role::{Department, Employer, School},
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/exports/cases", Only(&[Employer, Department, School], See), exports::cases, "下载当前查询数据（xlsx）")
            .asks::<CaseQuery>().status(200),
        row!(POST   "/exports/cases", Only(STAFF, Write), exports::cases_in_full, "下载当前查询数据，含完整身份证号（xlsx）")
            .asks::<CaseQuery>().takes::<Reveal>().status(200),
        row!(GET    "/exports/returned", Only(STAFF, See), exports::returned, "导出退回修改学生名单（xlsx）")
            .asks::<CaseQuery>().status(200),
        row!(POST   "/exports/returned", Only(STAFF, Write), exports::returned_in_full, "导出退回修改学生名单，含完整身份证号（xlsx）")
            .asks::<CaseQuery>().takes::<Reveal>().status(200),
    ]
}
