//! Cases: lists, one of them, and every step that a party takes.

use super::{Endpoint, PARTIES, STAFF};
use crate::{
    rights::{
        Access::Only,
        Need::{Decide, Nothing, Read, See, Write},
    },
    routes::{cases, registration},
};
use wangqian_protocol::{
    case::{CaseChanged, CaseDetail, CasePage, CaseQuery, ChangeJobCategory, Decline, Review},
    flag::EmployerStanding,
    form::{BeginCase, Beginning, Correct, Filled},
    session::Role::{Department, Employer, Graduate, School},
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/cases", Only(PARTIES, See), cases::list, "签约列表").asks::<CaseQuery>().gives::<CasePage>(),
        row!(GET    "/cases/{case}", Only(PARTIES, See), cases::detail, "签约详情").gives::<CaseDetail>(),
        row!(POST   "/cases", Only(&[Graduate], Nothing), cases::handing_in::begin, "毕业生提交去向登记")
            .takes::<BeginCase>().gives::<CaseChanged>().status(201),
        row!(GET    "/kinds/{kind}", Only(&[Graduate], Nothing), cases::handing_in::kind, "毕业生可以提交的登记：表单、草稿和不能办理的原因")
            .gives::<Beginning>(),
        row!(PUT    "/drafts/{kind}", Only(&[Graduate], Nothing), cases::handing_in::save_draft, "保存草稿").takes::<Filled>(),
        row!(DELETE "/drafts/{kind}", Only(&[Graduate], Nothing), cases::handing_in::drop_draft, "放弃草稿"),
        row!(POST   "/cases/{case}/submission", Only(&[Graduate], Nothing), cases::handing_in::submit, "毕业生修改后重新提交")
            .versioned().takes::<Filled>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/recall", Only(&[Graduate], Nothing), cases::take_back, "毕业生在审核之前撤回")
            .versioned().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/voiding", Only(&[Graduate], Nothing), cases::void, "毕业生作废已生效的登记")
            .versioned().gives::<CaseChanged>(),
        row!(PUT    "/cases/{case}/form", Only(STAFF, Decide), cases::correct, "修改去向")
            .versioned().takes::<Correct>().gives::<CaseChanged>(),
        row!(GET    "/cases/{case}/materials/{file}", Only(&[Graduate, Department, School], See), cases::materials::get, "证明材料")
            .status(200),
        row!(POST   "/cases/{case}/acceptance", Only(&[Graduate], Nothing), cases::accept, "毕业生同意签约")
            .versioned().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/refusal", Only(&[Graduate], Nothing), cases::decline, "毕业生拒绝签约")
            .versioned().takes::<Decline>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/withdrawal", Only(&[Employer], Nothing), cases::withdraw, "单位撤回邀请")
            .versioned().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/review", Only(STAFF, Decide), cases::review, "鉴证或审核")
            .versioned().takes::<Review>().gives::<CaseChanged>(),
        row!(PUT    "/cases/{case}/job-category", Only(&[School], Write), cases::change_job_category, "修改职位类别")
            .versioned().takes::<ChangeJobCategory>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/refresh", Only(STAFF, Decide), cases::refresh, "获取最新学生信息")
            .versioned().gives::<CaseChanged>(),
        row!(GET    "/cases/{case}/registration", Only(STAFF, Read), registration::show, "单位的登记状态")
            .gives::<EmployerStanding>(),
    ]
}
