//! What a graduate has besides cases.

use super::Endpoint;
use crate::{
    rights::{Access::Only, Need::Nothing},
    routes::{contact, home, next, records},
};
use wangqian_protocol::{
    account::{Contact, ContactShown},
    case::Timeline,
    next::NextThing,
    record::{ChooseRecord, ClaimRecord, Records},
    session::Me,
    session::Role::Graduate,
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/next", Only(&[Graduate], Nothing), next::show, "毕业生首页：现在要做的事").gives::<NextThing>(),
        row!(GET    "/timeline", Only(&[Graduate], Nothing), home::timeline, "毕业生首页：办理经过").gives::<Timeline>(),
        row!(PUT    "/contact", Only(&[Graduate], Nothing), contact::set, "毕业生修改手机号和邮箱").takes::<Contact>(),
        row!(GET    "/records", Only(&[Graduate], Nothing), records::list, "本人的毕业记录").gives::<Records>(),
        row!(POST   "/records", Only(&[Graduate], Nothing), records::claim, "用激活码添加一条毕业记录")
            .takes::<ClaimRecord>().gives::<Records>(),
        row!(PUT    "/records/shown", Only(&[Graduate], Nothing), records::choose, "查看另一条毕业记录")
            .takes::<ChooseRecord>().gives::<Me>(),
        row!(GET    "/contact", Only(&[Graduate], Nothing), contact::show, "毕业生的手机号和邮箱").gives::<ContactShown>(),
    ]
}
