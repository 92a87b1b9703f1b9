//! Groups of questions that several forms ask.

use crate::{
    codes::CodeTable,
    form::{Answers, Block, Field, Holds, Needed, YES},
};

/// Shorthand for a question that must be answered.
pub(super) const fn needed(key: &'static str, label: &'static str, holds: Holds) -> Field {
    Field { key, label, holds, needed: Needed::Always, hint: "" }
}

/// Shorthand for a question that may stay open.
pub(super) const fn open(key: &'static str, label: &'static str, holds: Holds) -> Field {
    Field { key, label, holds, needed: Needed::Never, hint: "" }
}

/// Shorthand for a question that is asked when another one was answered so.
pub(super) const fn when(
    other: &'static str,
    answer: &'static str,
    key: &'static str,
    label: &'static str,
    holds: Holds,
) -> Field {
    Field { key, label, holds, needed: Needed::When(other, answer), hint: "" }
}

impl Field {
    /// With a hint.
    pub(super) const fn hinting(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }
}

/// 「用人单位」.
pub(super) static EMPLOYER: Block = Block {
    key: "employer",
    label: "用人单位",
    fields: &[
        needed("credit_code", "统一社会信用代码", Holds::CreditCode).hinting("营业执照或登记证书上的 18 位代码"),
        needed("employer_name", "单位名称", Holds::Name(2..=100)).hinting("与公章一致"),
        needed("employer_nature", "单位性质", Holds::Code(CodeTable::EmployerNature)),
        needed("employer_industry", "单位行业", Holds::Code(CodeTable::EmployerIndustry)),
        needed("employer_region", "单位所在地", Holds::Region),
        needed("employer_address", "单位地址", Holds::Text(4..=120)),
        needed("contact_name", "单位联系人", Holds::Text(2..=40)),
        needed("contact_phone", "单位联系电话", Holds::Phone),
        open("contact_email", "单位电子邮箱", Holds::Email),
    ],
};

/// 「档案转寄」, where it goes somewhere else than home.
pub(super) static ARCHIVE: Block = Block {
    key: "archive",
    label: "档案转寄",
    fields: &[
        needed("archive", "现在填写档案转寄信息", Holds::Flag).hinting("不填写的，可以之后在「档案信息登记」中登记"),
        when("archive", YES, "archive_type", "档案转寄类型", Holds::Code(CodeTable::ArchiveTransferType)),
        when("archive", YES, "archive_organisation", "档案转寄单位名称", Holds::Name(2..=100)),
        when("archive", YES, "archive_region", "档案转寄单位所在地", Holds::Region),
        when("archive", YES, "archive_address", "档案转寄单位地址", Holds::Text(5..=120)),
        when("archive", YES, "archive_postcode", "档案转寄单位邮编", Holds::Postcode),
        when("archive", YES, "archive_contact", "档案转寄联系人", Holds::Text(2..=40)),
        when("archive", YES, "archive_phone", "档案转寄联系电话", Holds::Phone),
    ],
};

/// 「户口迁转」.
pub(super) static HOUSEHOLD: Block = Block {
    key: "household",
    label: "户口迁转",
    fields: &[
        needed("household", "户口已转入学校，现在填写迁转信息", Holds::Flag).hinting("户口没有转入学校的，选“否”"),
        when("household", YES, "household_type", "户口迁转类型", Holds::Code(CodeTable::HouseholdTransferType)),
        when("household", YES, "household_region", "户口迁转所在地", Holds::Region),
        when("household", YES, "household_address", "户口迁转地址", Holds::Text(2..=120)),
    ],
};

/// 「备注」.
pub(super) static REMARK: Block =
    Block { key: "remark", label: "备注", fields: &[open("remark", "备注", Holds::Lines(0..=500))] };

/// A period that ends before it begins.
pub(super) fn period(answers: &Answers, from: &str, to: &str) -> bool {
    let date = |field| answers.text(field).and_then(|text| text.parse::<jiff::civil::Date>().ok());
    matches!((date(from), date(to)), (Some(from), Some(to)) if to < from)
}
