//! The terms of an agreement, as an employer offers them (SIG-01; 签就业协议形式就业, reported as 10).

use super::{
    blocks::{self, needed, open},
    transfers::{archive, household},
};
use crate::{
    codes::CodeTable,
    form::{Answers, Block, Columns, Form, Holds, Proof, Unit},
    terms::{PUBLIC_BODIES, trial},
};
use jiff::civil::Date;

pub static FORM: Form = Form {
    code: "AGREEMENT",
    label: "签约信息",
    group: None,
    reported_as: "10",
    columns: &Columns::EMPLOYER,
    subject: "",
    blocks: &[&TERMS, &TRANSFERS],
    proof: Proof { files: 0..=0, hint: "" },
    checks: &[trial::is_one, trial::is_paid, reports_in_time, is_not_over],
};

const SERVICE_HALF_YEARS_MAX: u32 = 40;

pub(super) static TERMS: Block = Block {
    key: "terms",
    label: "签约信息",
    fields: &[
        needed("job_title", "职位名称", Holds::Text(2..=60)),
        needed("job_category", "职位类别", Holds::Code(CodeTable::JobCategory)),
        needed("work_region", "工作地点", Holds::Region),
        open("work_address", "工作地址", Holds::Text(0..=120)).beside("work_region"),
        needed("salary_monthly", "月薪（税前）", Holds::Money(1..=999_999)),
        open("salary_note", "薪酬说明", Holds::Lines(0..=200)).beside("salary_monthly").hinting("如：十三薪、绩效另计"),
        open("probation_months", "试用期", Holds::Count(0..=trial::PROBATION_MONTHS_MAX, Unit::Months)),
        open("probation_salary", "试用期月薪", Holds::Money(1..=999_999)).unless("probation_months", "0"),
        open("apprenticeship_months", "见习期", Holds::Count(0..=trial::APPRENTICESHIP_MONTHS_MAX, Unit::Months))
            .only_where("employer_nature", PUBLIC_BODIES)
            .hinting("机关、事业单位可约定，一般为 12 个月；与试用期只约定一项"),
        open("service_half_years", "服务期", Holds::Count(0..=SERVICE_HALF_YEARS_MAX, Unit::HalfYears)),
        needed("report_from", "报到时间", Holds::Date),
        needed("report_by", "报到期限", Holds::Date),
        open("penalty_amount", "违约金", Holds::Money(0..=9_999_999)).hinting("没有约定的，不填或填 0"),
        open("penalty_note", "违约金说明", Holds::Lines(0..=200)).beside("penalty_amount"),
        open("other_terms", "其他约定", Holds::Lines(0..=1000)).hinting("福利、培训、附条件解除等"),
    ],
};

pub(super) static TRANSFERS: Block = Block {
    key: "transfers",
    label: "档案和户口",
    fields: &[
        needed("archive", "是否接收档案", Holds::Flag),
        archive::TRANSFER_TYPE,
        archive::ORGANISATION,
        archive::REGION,
        archive::ADDRESS,
        archive::POSTCODE,
        archive::CONTACT,
        archive::CONTACT_PHONE,
        needed("household", "是否接收户口", Holds::Flag),
        household::TRANSFER_TYPE,
        household::REGION,
        household::ADDRESS,
    ],
};

pub(super) fn reports_in_time(answers: &Answers, _: Date) -> Option<(&'static str, &'static str)> {
    blocks::period(answers, "report_from", "report_by").then_some(("report_by", "报到期限不得早于报到时间"))
}

/// Of what is offered now; of an agreement on paper the time may be over.
pub(super) fn is_not_over(answers: &Answers, today: Date) -> Option<(&'static str, &'static str)> {
    let is_over = answers.date("report_by").is_some_and(|by| by < today);
    let is_wrong = blocks::period(answers, "report_from", "report_by");
    (is_over && !is_wrong).then_some(("report_by", "报到期限不得早于今天"))
}
