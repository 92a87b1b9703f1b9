//! Groups of questions that several forms ask.

use crate::{
    codes::CodeTable,
    form::{Answers, Asked, Block, Field, Holds, NO, YES},
};
use jiff::civil::Date;

/// Shorthand for a question that must be answered.
pub(super) const fn needed(key: &'static str, label: &'static str, holds: Holds) -> Field {
    Field { key, label, holds, needed: true, asked: Asked::Always, only: None, hint: "", beside: None }
}

/// Shorthand for a question that may stay open.
pub(super) const fn open(key: &'static str, label: &'static str, holds: Holds) -> Field {
    Field { key, label, holds, needed: false, asked: Asked::Always, only: None, hint: "", beside: None }
}

impl Field {
    /// Asked when another question was answered so.
    pub(super) const fn when(mut self, other: &'static str, answer: &'static str) -> Self {
        self.asked = Asked::If(other, answer);
        self
    }

    /// Asked when another question was answered otherwise.
    pub(super) const fn unless(mut self, other: &'static str, answer: &'static str) -> Self {
        self.asked = Asked::Unless(other, answer);
        self
    }

    /// Shown only where another question has one of these answers.
    pub(super) const fn only_where(mut self, other: &'static str, among: &'static [&'static str]) -> Self {
        self.only = Some((other, among));
        self
    }

    /// Told in the line of another question.
    pub(super) const fn beside(mut self, other: &'static str) -> Self {
        self.beside = Some(other);
        self
    }

    /// With a hint.
    pub(super) const fn hinting(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }
}

const CREDIT_CODE: Field =
    needed("credit_code", "统一社会信用代码", Holds::CreditCode).hinting("营业执照或登记证书上的 18 位代码");
const EMPLOYER_NAME: Field = needed("employer_name", "单位名称", Holds::Name(2..=100)).hinting("与公章一致");
const NATURE: Field = needed("employer_nature", "单位性质", Holds::Code(CodeTable::EmployerNature));
const INDUSTRY: Field = needed("employer_industry", "单位行业", Holds::Code(CodeTable::EmployerIndustry));
const EMPLOYER_REGION: Field = needed("employer_region", "单位所在地", Holds::Region);
const ADDRESS: Field = needed("employer_address", "单位地址", Holds::Text(4..=120));
const CONTACT_NAME: Field = needed("contact_name", "单位联系人", Holds::Text(2..=40));
const CONTACT_PHONE: Field = needed("contact_phone", "单位联系电话", Holds::Phone);
const CONTACT_EMAIL: Field = open("contact_email", "单位电子邮箱", Holds::Email);

/// 「用人单位」.
pub(super) static EMPLOYER: Block = Block {
    key: "employer",
    label: "用人单位",
    fields: &[
        CREDIT_CODE,
        EMPLOYER_NAME,
        NATURE,
        INDUSTRY,
        EMPLOYER_REGION,
        ADDRESS,
        CONTACT_NAME,
        CONTACT_PHONE,
        CONTACT_EMAIL,
    ],
};

const HAS_CREDIT_CODE: Field =
    needed("has_credit_code", "单位有统一社会信用代码", Holds::Flag).hinting("部队、境外单位、涉密单位没有代码的，选“否”");
const CODE_WHERE_THERE_IS_ONE: Field = CREDIT_CODE.when("has_credit_code", YES);
const WITHOUT_CODE: Field = needed(
    "credit_code_absent",
    "没有代码的原因",
    Holds::Choice(&[("army", "部队"), ("abroad", "境外单位"), ("secret", "涉密单位")]),
)
.when("has_credit_code", NO);

/// 「用人单位」, where it may be one that has no code.
pub(super) static ANY_EMPLOYER: Block = Block {
    key: "employer",
    label: "用人单位",
    fields: &[
        HAS_CREDIT_CODE,
        CODE_WHERE_THERE_IS_ONE,
        WITHOUT_CODE,
        EMPLOYER_NAME,
        NATURE,
        INDUSTRY,
        EMPLOYER_REGION,
        ADDRESS,
        CONTACT_NAME,
        CONTACT_PHONE,
        CONTACT_EMAIL,
    ],
};

/// 「部队」: nature and industry are known.
pub(super) static ARMY: Block = Block {
    key: "employer",
    label: "部队",
    fields: &[
        HAS_CREDIT_CODE,
        CODE_WHERE_THERE_IS_ONE,
        WITHOUT_CODE,
        EMPLOYER_NAME,
        EMPLOYER_REGION,
        ADDRESS,
        CONTACT_NAME,
        CONTACT_PHONE,
        CONTACT_EMAIL,
    ],
};

/// 「岗位」.
pub(super) static POST: Block = Block {
    key: "post",
    label: "岗位",
    fields: &[
        needed("job_category", "职位类别", Holds::Code(CodeTable::JobCategory)),
        open("job_title", "职位名称", Holds::Text(2..=60)),
    ],
};

/// 「备注」.
pub(super) static REMARK: Block =
    Block { key: "remark", label: "备注", fields: &[open("remark", "备注", Holds::Lines(0..=500))] };

/// A period that ends before it begins.
pub(super) fn period(answers: &Answers, from: &str, to: &str) -> bool {
    matches!((answers.date(from), answers.date(to)), (Some(from), Some(to)) if to < from)
}

/// A day that has not come yet.
pub(super) fn is_to_come(answers: &Answers, day: &str, today: Date) -> bool {
    answers.date(day).is_some_and(|day| day > today)
}
