//! The pages of the employment management system, and what crosses between the two systems.

use super::{Endpoint, STAFF};
use crate::{
    rights::{
        Access::{Link, Only},
        Need::{Nothing, Read, Write},
    },
    routes::{ems, link, sync},
};
use wangqian_protocol::{
    ems::{
        EmsAccountForm, EmsAccounts, EmsActivation, EmsCode, EmsDelete, EmsEdit, EmsPapers, EmsRosterDetail, EmsRosterPage,
        EmsRosterQuery, EmsSchoolForm, EmsSchools, SyncDifferences, SyncState, UploadJob,
    },
    link::{Parcels, Receipts, Standings, WaysIn, WaysInQuestion},
    session::Role::{Province, School},
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/ems/roster", Only(STAFF, Read), ems::roster::list, "就业管理系统：学生名单")
            .asks::<EmsRosterQuery>().gives::<EmsRosterPage>(),
        row!(GET    "/ems/roster/template", Only(&[School], Read), ems::roster::template, "就业管理系统：名单模板（xlsx）")
            .status(200),
        row!(POST   "/ems/roster/upload", Only(&[School], Write), ems::roster::upload, "就业管理系统：上传名单（请求体为 xlsx 文件）")
            .gives::<UploadJob>().status(202),
        row!(GET    "/ems/uploads/{job}", Only(&[School], Read), ems::roster::progress, "就业管理系统：上传进度")
            .gives::<UploadJob>(),
        row!(POST   "/ems/roster/deletion", Only(&[School], Write), ems::roster::delete, "就业管理系统：删除毕业生")
            .takes::<EmsDelete>(),
        row!(PUT    "/ems/roster/{graduate}", Only(&[School], Write), ems::roster::edit, "就业管理系统：修改毕业生")
            .versioned().takes::<EmsEdit>(),
        row!(POST   "/ems/roster/{graduate}/resend", Only(&[School], Write), ems::roster::resend, "就业管理系统：恢复网签数据"),
        row!(GET    "/ems/accounts", Only(&[School], Read), ems::accounts::list, "就业管理系统：账号").gives::<EmsAccounts>(),
        row!(POST   "/ems/accounts", Only(&[School], Write), ems::accounts::add, "就业管理系统：新建账号")
            .takes::<EmsAccountForm>().gives::<EmsCode>().status(201),
        row!(PUT    "/ems/accounts/{account}", Only(&[School], Write), ems::accounts::change, "就业管理系统：修改账号")
            .versioned().takes::<EmsAccountForm>(),
        row!(POST   "/ems/accounts/{account}/reset", Only(&[School], Write), ems::accounts::reset, "就业管理系统：重置账号")
            .gives::<EmsCode>(),
        row!(GET    "/ems/roster/{graduate}", Only(&[School], Read), ems::roster::one, "就业管理系统：毕业生详情")
            .gives::<EmsRosterDetail>(),
        row!(PUT    "/ems/roster/{graduate}/papers", Only(&[School], Write), ems::papers::edit, "就业管理系统：修改报到证及户档信息")
            .versioned().takes::<EmsPapers>(),
        row!(POST   "/ems/roster/activation", Only(&[School], Write), ems::activation::codes, "就业管理系统：生成毕业生激活码（xlsx）")
            .takes::<EmsActivation>().status(200),
        row!(GET    "/ems/schools", Only(&[Province], Nothing), ems::schools::list, "就业管理系统：院校").gives::<EmsSchools>(),
        row!(POST   "/ems/schools", Only(&[Province], Nothing), ems::schools::found, "就业管理系统：新建院校")
            .takes::<EmsSchoolForm>().status(201),
        row!(GET    "/ems/schools/{school}/accounts", Only(&[Province], Nothing), ems::accounts::list, "就业管理系统：院校的账号")
            .gives::<EmsAccounts>(),
        row!(POST   "/ems/schools/{school}/accounts", Only(&[Province], Nothing), ems::accounts::add, "就业管理系统：新建院校账号")
            .takes::<EmsAccountForm>().gives::<EmsCode>().status(201),
        row!(PUT    "/ems/schools/{school}/accounts/{account}", Only(&[Province], Nothing), ems::accounts::change, "就业管理系统：修改院校账号")
            .versioned().takes::<EmsAccountForm>(),
        row!(POST   "/ems/schools/{school}/accounts/{account}/reset", Only(&[Province], Nothing), ems::accounts::reset, "就业管理系统：重置院校账号")
            .gives::<EmsCode>(),
        row!(GET    "/sync", Only(&[School], Read), sync::show, "同步情况").gives::<SyncState>(),
        row!(GET    "/sync/differences", Only(&[School], Read), sync::differences, "两系统逐人核对").gives::<SyncDifferences>(),
        row!(POST   "/sync/{direction}/{number}/replay", Only(&[School], Write), sync::replay, "重新同步"),
        row!(POST   "/sync/{direction}/{number}/discard", Only(&[School], Write), sync::discard, "放弃同步"),
        row!(POST   "/link/{side}/{school}", Link, link::take, "两系统之间传送数据").takes::<Parcels>().gives::<Receipts>(),
        row!(GET    "/link/{side}/{school}/standings", Link, link::standings, "两系统之间逐人核对").gives::<Standings>(),
        row!(POST   "/link/{side}/{school}/ways-in", Link, link::ways_in, "两系统之间询问毕业生如何登录")
            .takes::<WaysInQuestion>().gives::<WaysIn>(),
    ]
}
