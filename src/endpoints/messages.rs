//! Notices, the channels they go out by, and the providers that answer.

use super::Endpoint;
use crate::{
    rights::{
        Access::{Only, Own, Provider},
        Need::{Nothing, Read, Write},
    },
    routes::{deliveries, notices, providers, wechat},
};
use wangqian_protocol::{
    delivery::{BindWechat, DeliveryPage, DeliveryQuery, WechatAuthorization, WechatBinding},
    notice::{Inbox, MarkRead},
    session::Role::{Employer, Graduate, School},
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/notices", Only(&[Graduate, Employer], Nothing), notices::inbox, "消息").gives::<Inbox>(),
        row!(POST   "/notices/read", Only(&[Graduate, Employer], Nothing), notices::mark_read, "消息已读").takes::<MarkRead>(),
        row!(GET    "/deliveries", Only(&[School], Read), deliveries::list, "消息发送记录")
            .asks::<DeliveryQuery>().gives::<DeliveryPage>(),
        row!(POST   "/deliveries/{number}/replay", Only(&[School], Write), deliveries::replay, "重新发送一条消息"),
        row!(GET    "/account/wechat", Own(&[Graduate]), wechat::show, "绑定微信：当前状态").gives::<WechatBinding>(),
        row!(POST   "/account/wechat", Own(&[Graduate]), wechat::begin, "绑定微信：前往微信授权")
            .gives::<WechatAuthorization>(),
        row!(PUT    "/account/wechat", Own(&[Graduate]), wechat::bind, "绑定微信：授权后返回").takes::<BindWechat>(),
        row!(DELETE "/account/wechat", Own(&[Graduate]), wechat::unbind, "解除微信绑定"),
        row!(GET    "/providers/wechat", Provider, providers::greet, "公众号：校验服务器地址").status(200),
        row!(POST   "/providers/wechat", Provider, providers::event, "公众号：事件推送（XML）").status(200),
        row!(POST   "/providers/sms/{key}", Provider, providers::receipts, "短信：回执推送").status(200),
    ]
}
