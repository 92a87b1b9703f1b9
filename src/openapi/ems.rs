//! The interface of the employment management system, and what it and the platform say to each other.

use super::Shape;
use utoipa::{IntoParams, openapi::path::ParameterIn};
use wangqian_protocol as wire;

/// An endpoint's shape, if it is one of these.
pub(super) fn shape(method: &str, path: &str) -> Option<Shape> {
    Some(match (method, path) {
        ("GET", "/ems/roster") => Shape::gives("就业管理系统：学生名单", "EmsRosterPage")
            .with_query(wire::ems::EmsRosterQuery::into_params(|| Some(ParameterIn::Query))),
        ("GET", "/ems/roster/template") => {
            Shape { gives: None, ..Shape::gives("就业管理系统：名单模板（xlsx）", "") }
        }
        ("POST", "/ems/roster/upload") => Shape {
            status: "202",
            ..Shape::gives("就业管理系统：上传名单（请求体为 xlsx 文件）", "UploadJob")
        },
        ("GET", "/ems/uploads/{job}") => Shape::gives("就业管理系统：上传进度", "UploadJob"),
        ("POST", "/ems/roster/deletion") => Shape::nothing("就业管理系统：删除毕业生").taking("EmsDelete"),
        ("PUT", "/ems/roster/{graduate}") => Shape::nothing("就业管理系统：修改毕业生").taking("EmsEdit").versioned(),
        ("POST", "/ems/roster/{graduate}/resend") => Shape::nothing("就业管理系统：恢复网签数据"),
        ("GET", "/ems/accounts") => Shape::gives("就业管理系统：账号", "EmsAccounts"),
        ("POST", "/ems/accounts") => {
            Shape { status: "201", ..Shape::gives("就业管理系统：新建账号", "EmsCode").taking("EmsAccountForm") }
        }
        ("PUT", "/ems/accounts/{account}") => Shape::nothing("就业管理系统：修改账号").taking("EmsAccountForm").versioned(),
        ("POST", "/ems/accounts/{account}/reset") => Shape::gives("就业管理系统：重置账号", "EmsCode"),
        ("GET", "/sync") => Shape::gives("同步情况", "SyncState"),
        ("GET", "/sync/differences") => Shape::gives("两系统逐人核对", "SyncDifferences"),
        ("POST", "/sync/{direction}/{number}/replay") => Shape::nothing("重新同步"),
        ("POST", "/sync/{direction}/{number}/discard") => Shape::nothing("放弃同步"),
        ("GET", "/ems/roster/{graduate}") => Shape::gives("就业管理系统：毕业生详情", "EmsRosterDetail"),
        ("PUT", "/ems/roster/{graduate}/papers") => {
            Shape::nothing("就业管理系统：修改报到证及户档信息").taking("EmsPapers").versioned()
        }
        ("POST", "/ems/roster/activation") => Shape {
            gives: None,
            ..Shape::gives("就业管理系统：生成毕业生激活码（xlsx）", "").taking("EmsActivation")
        },
        ("GET", "/ems/schools") => Shape::gives("就业管理系统：院校", "EmsSchools"),
        ("POST", "/ems/schools") => {
            Shape {
                status: "201", gives: None, ..Shape::gives("就业管理系统：新建院校", "").taking("EmsSchoolForm")
            }
        }
        ("GET", "/ems/schools/{school}/accounts") => Shape::gives("就业管理系统：院校的账号", "EmsAccounts"),
        ("POST", "/ems/schools/{school}/accounts") => Shape {
            status: "201",
            ..Shape::gives("就业管理系统：新建院校账号", "EmsCode").taking("EmsAccountForm")
        },
        ("PUT", "/ems/schools/{school}/accounts/{account}") => {
            Shape::nothing("就业管理系统：修改院校账号").taking("EmsAccountForm").versioned()
        }
        ("POST", "/ems/schools/{school}/accounts/{account}/reset") => Shape::gives("就业管理系统：重置院校账号", "EmsCode"),
        ("GET", "/link/{side}/{school}/standings") => Shape::gives("两系统之间逐人核对", "Standings"),
        ("POST", "/link/{side}/{school}/ways-in") => {
            Shape::gives("两系统之间询问毕业生如何登录", "WaysIn").taking("WaysInQuestion")
        }
        ("POST", "/link/{side}/{school}") => Shape::gives("两系统之间传送数据", "Receipts").taking("Parcels"),
        _ => return None,
    })
}
