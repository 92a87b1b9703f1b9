//! What a province sees and decides.

use super::Endpoint;
use crate::{
    rights::{Access::Only, Need::Nothing},
    routes::{province, statistics},
};
use wangqian_protocol::{
    employer::{DecideEmployer, EmployerPage, EmployerQuery, EmployerRegistration, RegistrationChanged},
    province::{ProvinceHome, SetAgreementKind},
    session::Role::Province,
    statistics::{ProvinceStatisticsQuery, Statistics},
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(PUT    "/province/agreement-kind", Only(&[Province], Nothing), province::set_agreement_kind, "设置就业协议书类型")
            .takes::<SetAgreementKind>(),
        row!(POST   "/province/modules/{module}/opening", Only(&[Province], Nothing), province::open_module, "开启档案、户口信息登记"),
        row!(GET    "/province", Only(&[Province], Nothing), province::home, "省级首页").gives::<ProvinceHome>(),
        row!(GET    "/province/statistics", Only(&[Province], Nothing), statistics::province, "省级：数据统计")
            .asks::<ProvinceStatisticsQuery>().gives::<Statistics>(),
        row!(GET    "/province/statistics/file", Only(&[Province], Nothing), statistics::province_file, "省级：数据统计下载")
            .asks::<ProvinceStatisticsQuery>().status(200),
        row!(GET    "/province/employers", Only(&[Province], Nothing), province::employers::list, "省级：用人单位审核列表")
            .asks::<EmployerQuery>().gives::<EmployerPage>(),
        row!(GET    "/province/employers/{employer}", Only(&[Province], Nothing), province::employers::detail, "省级：用人单位注册信息")
            .gives::<EmployerRegistration>(),
        row!(POST   "/province/employers/{employer}/decision", Only(&[Province], Nothing), province::employers::decide, "省级：审核用人单位")
            .versioned().takes::<DecideEmployer>().gives::<RegistrationChanged>(),
    ]
}
