//! Cases: lists, one of them, and every step that a party takes.

use super::{Endpoint, PARTIES, STAFF};
use crate::{
    rights::{
        Access::{Only, Public},
        Need::{Decide, Nothing, Read, See, Write},
    },
    routes::{cases, employer::board, paper, papers, registration, waiting},
};
use wangqian_protocol::{
    case::{Amend, Answer, CaseChanged, CaseDetail, CasePage, CaseQuery, Decline, Holding, Review, Stamped, Statement},
    document::{GivePermit, Permits},
    flag::EmployerStanding,
    form::{BeginCase, Beginning, Correct, Filled, KindQuery},
    paper::{HandInPaper, PaperAgreement, PaperFile},
    session::Role::{Employer, Graduate, School},
    waiting::CasePlace,
};

#[rustfmt::skip]
pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        row!(GET    "/cases", Only(PARTIES, See), cases::list, "签约列表").asks::<CaseQuery>().gives::<CasePage>(),
        row!(GET    "/cases/{case}", Only(PARTIES, See), cases::detail, "签约详情").gives::<CaseDetail>(),
        row!(GET    "/cases/{case}/agreement.pdf", Only(PARTIES, See), papers::agreement_pdf, "就业协议书（PDF）").status(200),
        row!(GET    "/cases/{case}/receipt.pdf", Only(PARTIES, See), papers::receipt_pdf, "办理回执（PDF）").status(200),
        row!(GET    "/cases/{case}/rescission.pdf", Only(PARTIES, See), papers::rescission_pdf, "解约确认书（PDF）").status(200),
        row!(GET    "/cases/{case}/permits", Only(&[Graduate], Nothing), papers::permits::list, "核验授权").gives::<Permits>(),
        row!(POST   "/cases/{case}/permits", Only(&[Graduate], Nothing), papers::permits::give, "毕业生授权他人核验就业协议书").takes::<GivePermit>(),
        row!(DELETE "/cases/{case}/permits/{code}", Only(&[Graduate], Nothing), papers::permits::take_back, "毕业生收回核验授权"),
        row!(POST   "/cases", Only(&[Graduate, Employer], Nothing), cases::handing_in::begin, "毕业生提交登记或申请，单位申请解约")
            .takes::<BeginCase>().gives::<CaseChanged>().status(201),
        row!(GET    "/kinds/{kind}", Only(&[Graduate, Employer], Nothing), cases::handing_in::kind, "可以提交的登记或申请：表单、草稿和不能办理的原因")
            .asks::<KindQuery>().gives::<Beginning>(),
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
        row!(GET    "/cases/{case}/materials/{file}", Only(PARTIES, See), cases::materials::get, "证明材料")
            .status(200),
        row!(POST   "/cases/{case}/acceptance", Only(&[Graduate], Nothing), cases::accept, "毕业生同意签约")
            .versioned().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/refusal", Only(&[Graduate], Nothing), cases::decline, "毕业生拒绝签约")
            .versioned().takes::<Decline>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/withdrawal", Only(&[Employer], Nothing), cases::withdraw, "单位撤回邀请")
            .versioned().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/reminder", Only(&[Employer], Nothing), board::remind, "单位提醒毕业生答复邀请（每天一次）")
            .versioned().gives::<CaseChanged>(),
        row!(GET    "/cases/{case}/place", Only(&[Graduate], Nothing), waiting::place, "毕业生：排在第几位，大约还要多久").gives::<CasePlace>(),
        row!(POST   "/cases/{case}/review", Only(STAFF, Decide), cases::review, "鉴证或审核")
            .versioned().asks::<Holding>().takes::<Review>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/undo", Only(STAFF, Decide), cases::undo, "在生效之前撤回自己的决定")
            .versioned().gives::<CaseChanged>(),
        row!(PUT    "/cases/{case}/amendment", Only(&[School], Write), cases::amend, "审核通过后修改职位类别、单位性质、单位行业")
            .versioned().takes::<Amend>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/answer", Only(&[Graduate, Employer], Nothing), cases::answer, "答复解约申请")
            .versioned().takes::<Answer>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/stamped", Only(&[Graduate, Employer], Nothing), cases::hand_in_stamped, "回传盖章的就业协议书")
            .versioned().takes::<Stamped>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/giving-up", Only(&[Graduate], Nothing), cases::give_up, "毕业生放弃办理")
            .versioned().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/forced-rescission", Only(&[School], Write), cases::force, "强制解约")
            .versioned().takes::<Statement>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/not-graduated", Only(&[School], Write), cases::void_ungraduated, "毕业生未按期毕业，协议失效")
            .versioned().takes::<Statement>().gives::<CaseChanged>(),
        row!(POST   "/cases/{case}/refresh", Only(STAFF, Decide), cases::refresh, "获取最新学生信息")
            .versioned().gives::<CaseChanged>(),
        row!(GET    "/paper/{link}", Public, paper::show, "凭协议书上的链接查看待盖章的就业协议").gives::<PaperAgreement>(),
        row!(POST   "/paper/{link}/files", Public, paper::put_file, "凭链接上传盖章协议书的图像").takes_a_file().gives::<PaperFile>().status(201),
        row!(POST   "/paper/{link}", Public, paper::hand_in, "凭链接回传盖章的就业协议书")
            .versioned().takes::<HandInPaper>().gives::<CaseChanged>(),
        row!(GET    "/cases/{case}/registration", Only(STAFF, Read), registration::show, "单位的登记状态")
            .gives::<EmployerStanding>(),
    ]
}
