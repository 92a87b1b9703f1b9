//! Work on one's own account: 「自主创业」 (75) and 「自由职业」 (76).

use super::{
    blocks::{self, needed, open},
    transfers,
};
use crate::{
    codes::CodeTable,
    form::{Block, Columns, Form, Group, Holds, Proof},
};

pub(super) static STARTUP: Form = Form {
    code: "STARTUP",
    label: "自主创业",
    group: Some(Group::OwnBusiness),
    reported_as: "75",
    columns: &Columns::BUSINESS,
    subject: "employer_name",
    blocks: &[&BUSINESS, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof {
        files: 1..=6,
        hint: "创立公司的交营业执照或股权证明；在孵化机构中创业的交孵化协议；电子商务创业的交网店截图和流水",
    },
    checks: &[],
};

static BUSINESS: Block = Block {
    key: "business",
    label: "创业信息",
    fields: &[
        needed(
            "startup_kind",
            "创业方式",
            Holds::Choice(&[
                ("company", "创立公司（含个体工商户）"),
                ("incubator", "在孵化机构中创业"),
                ("online", "电子商务创业"),
            ]),
        ),
        needed("employer_name", "企业（项目、网店）名称", Holds::Name(2..=100)),
        needed("credit_code", "统一社会信用代码", Holds::CreditCode)
            .when("startup_kind", "company")
            .hinting("营业执照上的 18 位代码"),
        needed("incubator", "孵化机构名称", Holds::Name(2..=100)).when("startup_kind", "incubator"),
        needed("shop_url", "网店网址", Holds::Text(8..=200)).when("startup_kind", "online"),
        needed("employer_industry", "所属行业", Holds::Code(CodeTable::EmployerIndustry)),
        needed("employer_region", "创业所在地", Holds::Region),
        needed(
            "role",
            "本人身份",
            Holds::Choice(&[("legal_person", "法定代表人或负责人"), ("shareholder", "股东"), ("partner", "合伙人")]),
        ),
        needed("share_percent", "持股比例", Holds::Percent(1..=100)).when("role", "shareholder"),
    ],
};

pub(super) static FREELANCE: Form = Form {
    code: "FREELANCE",
    label: "自由职业",
    group: Some(Group::OwnBusiness),
    reported_as: "76",
    columns: &Columns::PLACE,
    subject: "occupation",
    blocks: &[&OCCUPATION, &transfers::ARCHIVE, &transfers::HOUSEHOLD, &blocks::REMARK],
    proof: Proof { files: 1..=6, hint: "本人签字的自由职业说明，以及作品或收入流水" },
    checks: &[],
};

static OCCUPATION: Block = Block {
    key: "occupation",
    label: "从业信息",
    fields: &[
        needed("occupation", "从事的职业", Holds::Text(2..=60)).hinting("如：自由撰稿人、翻译、中介服务"),
        needed("employer_region", "从业所在地", Holds::Region),
        needed("income_monthly", "月均收入", Holds::Money(1..=999_999)),
        open("income_note", "收入说明", Holds::Lines(0..=200)).beside("income_monthly").hinting("如：主要收入来源"),
    ],
};
