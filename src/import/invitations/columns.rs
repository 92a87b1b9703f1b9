//! The columns of a file of invitations: the fields of the form, by the names that the form has, then those of the interface.

use crate::import::column::{Column, Holds};
use wangqian_rules::codes::CodeTable;

pub static SCHOOL: Column =
    Column::required("学校", "school", Holds::Listed).or_called(&["学校名称", "院校名称", "学校代码", "院校代码"]);
pub static EXAM_NO: Column = Column::required("考生号", "number", Holds::Number(20));
pub static NAME: Column = Column::required("姓名", "name", Holds::Person(60)).or_called(&["毕业生姓名"]);
pub static VALID_DAYS: Column =
    Column::optional("应约有效期（天）", "valid_days", Holds::Amount(10)).or_called(&["应约有效期"]);
pub static JOB_TITLE: Column = Column::required("职位名称", "job_title", Holds::Text(60));
pub static JOB_CATEGORY: Column = Column::required("职位类别", "job_category", Holds::Code(CodeTable::JobCategory));
pub static WORK_REGION: Column = Column::required("工作地点", "work_region", Holds::Place);
pub static WORK_ADDRESS: Column = Column::required("工作地址", "work_address", Holds::Text(120));
pub static SALARY: Column = Column::required("月薪（税前，元）", "salary_monthly", Holds::Amount(12)).or_called(&[
    "月薪",
    "月薪（税前）",
    "月薪（元）",
]);
pub static SALARY_NOTE: Column = Column::optional("薪酬说明", "salary_note", Holds::Lines(200));
pub static PROBATION: Column = Column::optional("试用期（月）", "probation_months", Holds::Amount(10)).or_called(&["试用期"]);
pub static PROBATION_SALARY: Column =
    Column::optional("试用期月薪（元）", "probation_salary", Holds::Amount(12)).or_called(&["试用期月薪"]);
pub static SERVICE: Column = Column::optional("服务期（年）", "service_years", Holds::Amount(10)).or_called(&["服务期"]);
pub static REPORT_FROM: Column = Column::required("报到时间", "report_from", Holds::Date);
pub static REPORT_BY: Column = Column::required("报到期限", "report_by", Holds::Date);
pub static PENALTY: Column = Column::optional("违约金（元）", "penalty_amount", Holds::Amount(12)).or_called(&["违约金"]);
pub static PENALTY_NOTE: Column = Column::optional("违约金说明", "penalty_note", Holds::Lines(200));
pub static OTHER_TERMS: Column = Column::optional("其他约定", "other_terms", Holds::Lines(1000));
pub static TAKES_ARCHIVE: Column = Column::optional("是否接收档案", "archive", Holds::YesNo);
pub static ARCHIVE_TYPE: Column =
    Column::optional("档案转寄类型", "archive_transfer_type", Holds::Code(CodeTable::ArchiveTransferType));
pub static ARCHIVE_TO: Column = Column::optional("档案转寄单位名称", "archive_organisation", Holds::Name(100));
pub static ARCHIVE_REGION: Column = Column::optional("档案转寄单位所在地", "archive_region", Holds::Place);
pub static ARCHIVE_ADDRESS: Column = Column::optional("档案转寄单位地址", "archive_address", Holds::Text(120));
pub static ARCHIVE_POSTCODE: Column = Column::optional("邮政编码", "archive_postcode", Holds::Text(10));
pub static ARCHIVE_CONTACT: Column = Column::optional("档案转寄联系人", "archive_contact", Holds::Text(40));
pub static ARCHIVE_PHONE: Column = Column::optional("档案转寄联系电话", "archive_contact_phone", Holds::Text(40));
pub static TAKES_HOUSEHOLD: Column = Column::optional("是否接收户口", "household", Holds::YesNo);
pub static HOUSEHOLD_TYPE: Column =
    Column::optional("户口迁转类型", "household_transfer_type", Holds::Code(CodeTable::HouseholdTransferType));
pub static HOUSEHOLD_REGION: Column = Column::optional("户口迁转所在地", "household_region", Holds::Place);
pub static HOUSEHOLD_ADDRESS: Column = Column::optional("户口迁转地址", "household_address", Holds::Text(120));
/// What a file of rows that were not sent says of each; passed over when it is uploaded again.
pub static REASON: Column = Column::optional("未发出的原因", "reason", Holds::Text(2000));

/// In the order of the template.
pub static TEMPLATE: [&Column; 30] = [
    &SCHOOL,
    &EXAM_NO,
    &NAME,
    &VALID_DAYS,
    &JOB_TITLE,
    &JOB_CATEGORY,
    &WORK_REGION,
    &WORK_ADDRESS,
    &SALARY,
    &SALARY_NOTE,
    &PROBATION,
    &PROBATION_SALARY,
    &SERVICE,
    &REPORT_FROM,
    &REPORT_BY,
    &PENALTY,
    &PENALTY_NOTE,
    &OTHER_TERMS,
    &TAKES_ARCHIVE,
    &ARCHIVE_TYPE,
    &ARCHIVE_TO,
    &ARCHIVE_REGION,
    &ARCHIVE_ADDRESS,
    &ARCHIVE_POSTCODE,
    &ARCHIVE_CONTACT,
    &ARCHIVE_PHONE,
    &TAKES_HOUSEHOLD,
    &HOUSEHOLD_TYPE,
    &HOUSEHOLD_REGION,
    &HOUSEHOLD_ADDRESS,
];

/// The columns of a block, by whether the block is taken.
pub static ARCHIVE_BLOCK: [&Column; 7] =
    [&ARCHIVE_TYPE, &ARCHIVE_TO, &ARCHIVE_REGION, &ARCHIVE_ADDRESS, &ARCHIVE_POSTCODE, &ARCHIVE_CONTACT, &ARCHIVE_PHONE];
pub static HOUSEHOLD_BLOCK: [&Column; 3] = [&HOUSEHOLD_TYPE, &HOUSEHOLD_REGION, &HOUSEHOLD_ADDRESS];

/// The template's columns and, behind them, the reason.
pub fn with_reason() -> Vec<&'static Column> {
    TEMPLATE.iter().copied().chain([&REASON]).collect()
}

/// The column that a rule's field stands in: `terms.archive.postcode` → 邮政编码. Empty for what is no column.
pub fn title_of(field: &str) -> &'static str {
    let flat = field.strip_prefix("terms.").unwrap_or(field).replace('.', "_");
    let named = match flat.as_str() {
        "service_half_years" => "service_years",
        other => other,
    };
    TEMPLATE.iter().find(|column| column.pinyin == named).map(|column| column.title).unwrap_or_default()
}
