//! 「签就业协议形式就业」 with employers beyond the mainland: reported as 10, without what only an employer at home has.

use super::{
    blocks::{self, needed},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Block, Columns, Form, Group, Holds, Proof},
};

pub(super) static INTERNATIONAL_ORGANISATION: Form = Form {
    code: "JY_INTL_ORG",
    label: "签就业协议形式就业（国际组织任职）",
    group: Some(Group::Employment),
    reported_as: "10",
    columns: &Columns::EMPLOYER.giving(&[("employer_industry", "46")]),
    subject: "employer_name",
    blocks: &[&ORGANISATION, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "国际组织的任职通知或合同，外文的附中文翻译" },
    checks: &[],
};

static ORGANISATION: Block = Block {
    key: "organisation",
    label: "国际组织",
    fields: &[
        needed("employer_name", "国际组织中文名称", Holds::Name(2..=100)),
        needed("employer_name_foreign", "国际组织外文名称", Holds::Text(2..=150)),
        needed("country_region", "任职国家或地区", Holds::Code(CodeTable::CountryRegion)),
        needed("job_title", "任职岗位", Holds::Text(2..=60)),
        needed("work_from", "任职开始日期", Holds::Date),
    ],
};

pub(super) static WORK: Form = Form {
    code: "JY_ABROAD_WORK",
    label: "签就业协议形式就业（出国出境工作）",
    group: Some(Group::Employment),
    reported_as: "10",
    columns: &Columns::EMPLOYER,
    subject: "employer_name",
    blocks: &[&EMPLOYER_ABROAD, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "境外单位的劳动合同，或工作签证" },
    checks: &[],
};

static EMPLOYER_ABROAD: Block = Block {
    key: "employer_abroad",
    label: "境外单位",
    fields: &[
        needed("employer_name", "单位中文名称", Holds::Name(2..=100)),
        needed("employer_name_foreign", "单位外文名称", Holds::Text(2..=150)),
        needed("country_region", "所在国家或地区", Holds::Code(CodeTable::CountryRegion)),
        needed("job_title", "职位名称", Holds::Text(2..=60)),
        needed("work_from", "开始工作日期", Holds::Date),
    ],
};
