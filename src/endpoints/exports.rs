//! Lists to keep, as xlsx, and all agreements of one as a zip.

use super::{Endpoint, STAFF};
use crate::{
    rights::{
        Access::Only,
        Need::{See, Write},
    },
    routes::{exports, zips},
};
use wangqian_protocol::{
    case::CaseQuery,
    reveal::Reveal,
    session::Role::{self, Department, Employer, School},
    zip::{AgreementZip, AgreementZips, ZipOffer},
};

/// Roles that have lists to keep.
const LISTING: &[Role] = &[Employer, Department, School];

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/exports/cases", Only(LISTING, See), exports::cases, "下载当前查询数据（xlsx）")
            .asks::<CaseQuery>().status(200),
        row!(POST   "/exports/cases", Only(STAFF, Write), exports::cases_in_full, "下载当前查询数据，含完整身份证号（xlsx）")
            .asks::<CaseQuery>().takes::<Reveal>().status(200),
        row!(GET    "/exports/returned", Only(STAFF, See), exports::returned, "导出退回修改学生名单（xlsx）")
            .asks::<CaseQuery>().status(200),
        row!(POST   "/exports/returned", Only(STAFF, Write), exports::returned_in_full, "导出退回修改学生名单，含完整身份证号（xlsx）")
            .asks::<CaseQuery>().takes::<Reveal>().status(200),
        row!(GET    "/agreement-zips/offer", Only(LISTING, See), zips::offer, "当前查询有多少份就业协议书可以打包下载")
            .asks::<CaseQuery>().gives::<ZipOffer>(),
        row!(POST   "/agreement-zips", Only(LISTING, See), zips::ask, "打包下载当前查询的全部就业协议书")
            .asks::<CaseQuery>().gives::<AgreementZip>().status(201),
        row!(GET    "/agreement-zips", Only(LISTING, See), zips::list, "打包下载的进度").gives::<AgreementZips>(),
        row!(GET    "/agreement-zips/{zip}/file", Only(LISTING, See), zips::file, "打包的就业协议书（ZIP）").status(200),
    ]
}
