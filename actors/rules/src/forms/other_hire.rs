//! 「其他录用形式就业（聘用证明）」, reported as 12.

use super::{
    blocks::{self, needed},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Block, Columns, Form, Group, Holds, Proof},
};

pub(super) static FORM: Form = Form {
    code: "OTHER_HIRE",
    label: "其他录用形式就业（聘用证明）",
    group: Some(Group::Employment),
    reported_as: "12",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&blocks::EMPLOYER, &HIRE, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "单位盖章、写明联系人和联系电话的聘用证明或用人证明" },
    checks: &[],
};

static HIRE: Block = Block {
    key: "hire",
    label: "聘用信息",
    fields: &[
        needed("job_title", "职位名称", Holds::Text(2..=60)),
        needed("job_category", "职位类别", Holds::Code(CodeTable::JobCategory)),
        needed("work_region", "工作地点", Holds::Region),
        needed("salary_monthly", "月薪（税前）", Holds::Money(1..=999_999)),
        needed("work_from", "开始工作日期", Holds::Date),
    ],
};
