//! What an employer has: its registration, its goal, its invitations.

use super::Endpoint;
use crate::{
    rights::{
        Access::{Only, Public},
        Need::Nothing,
    },
    routes::{bulk, employer, invitations},
};
use wangqian_protocol::{
    board::Board,
    bulk::{BulkJob, BulkPreview},
    case::CaseChanged,
    employer::{AmendEmployer, EmployerContact, EmployerRegistration, HiringGoal, RegisterEmployer, RegistrationChanged},
    invitation::{Found, Invite, Lookup, SchoolList},
    session::Me,
    session::Role::Employer,
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(POST   "/graduates/lookup", Only(&[Employer], Nothing), invitations::look_up, "查找毕业生（每分钟 60 次、每小时 600 次以内）")
            .takes::<Lookup>().gives::<Found>(),
        row!(POST   "/invitations", Only(&[Employer], Nothing), invitations::invite, "发起签约邀请")
            .takes::<Invite>().gives::<CaseChanged>().status(201),
        row!(GET    "/invitations/template", Only(&[Employer], Nothing), bulk::template, "批量邀约模板（xlsx）").status(200),
        row!(POST   "/invitations/bulk", Only(&[Employer], Nothing), bulk::upload, "批量邀约：上传（请求体为 xlsx 文件；连同预览每小时 20,000 行以内）")
            .gives::<BulkJob>().status(202),
        row!(POST   "/invitations/bulk/preview", Only(&[Employer], Nothing), bulk::preview, "批量邀约：预览，不发出（请求体为 xlsx 文件）")
            .gives::<BulkPreview>(),
        row!(GET    "/invitations/bulk/{job}", Only(&[Employer], Nothing), bulk::progress, "批量邀约：进度和逐行结果")
            .gives::<BulkJob>(),
        row!(GET    "/invitations/bulk/{job}/returned", Only(&[Employer], Nothing), bulk::returned, "批量邀约：未发出的行（xlsx）")
            .status(200),
        row!(GET    "/schools", Only(&[Employer], Nothing), invitations::schools, "学校列表").gives::<SchoolList>(),
        row!(POST   "/employer/registration", Public, employer::register::register, "用人单位注册并登录")
            .takes::<RegisterEmployer>().gives::<Me>().status(201),
        row!(GET    "/employer/registration", Only(&[Employer], Nothing), employer::registration, "单位信息")
            .gives::<EmployerRegistration>(),
        row!(PUT    "/employer/registration", Only(&[Employer], Nothing), employer::amend, "填写单位信息")
            .versioned().takes::<AmendEmployer>().gives::<RegistrationChanged>(),
        row!(POST   "/employer/registration/submission", Only(&[Employer], Nothing), employer::submit, "提交单位信息审核")
            .versioned().gives::<RegistrationChanged>(),
        row!(GET    "/employer/board", Only(&[Employer], Nothing), employer::board::show, "招聘看板").gives::<Board>(),
        row!(GET    "/employer/goal", Only(&[Employer], Nothing), employer::goal, "招聘目标").gives::<HiringGoal>(),
        row!(PUT    "/employer/goal", Only(&[Employer], Nothing), employer::set_goal, "设置招聘目标").takes::<HiringGoal>(),
        row!(PUT    "/employer/contact", Only(&[Employer], Nothing), employer::set_contact, "修改联系信息")
            .takes::<EmployerContact>().gives::<RegistrationChanged>(),
    ]
}
