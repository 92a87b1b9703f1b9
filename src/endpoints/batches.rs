//! One decision on many items.

use super::{Endpoint, STAFF};
use crate::{
    rights::{Access::Only, Need::Decide},
    routes::batches,
};
use wangqian_protocol::batch::{Batch, BatchItemQuery, BatchItems, BatchList, ChooseBatch};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(POST   "/batches", Only(STAFF, Decide), batches::choose, "批量办理：选择条目并预览，不办理")
            .takes::<ChooseBatch>().gives::<Batch>().status(201),
        row!(GET    "/batches", Only(STAFF, Decide), batches::list, "批量办理记录").gives::<BatchList>(),
        row!(GET    "/batches/{batch}", Only(STAFF, Decide), batches::get, "一批的预览、进度或结果").gives::<Batch>(),
        row!(POST   "/batches/{batch}/start", Only(STAFF, Decide), batches::start, "开始或继续办理一批").gives::<Batch>(),
        row!(POST   "/batches/{batch}/stop", Only(STAFF, Decide), batches::stop, "停止办理一批").gives::<Batch>(),
        row!(GET    "/batches/{batch}/items", Only(STAFF, Decide), batches::items, "一批中的每一条")
            .asks::<BatchItemQuery>().gives::<BatchItems>(),
        row!(GET    "/batches/{batch}/results", Only(STAFF, Decide), batches::results, "下载批量办理结果").status(200),
    ]
}
