//! Groups of questions that several forms ask.

use crate::{
    codes::CodeTable,
    form::{Answers, Asked, Block, Field, Holds},
};

/// Shorthand for a question that must be answered.
pub(super) const fn needed(key: &'static str, label: &'static str, holds: Holds) -> Field {
    Field { key, label, holds, needed: true, asked: Asked::Always, hint: "", beside: None }
}

/// Shorthand for a question that may stay open.
pub(super) const fn open(key: &'static str, label: &'static str, holds: Holds) -> Field {
    Field { key, label, holds, needed: false, asked: Asked::Always, hint: "", beside: None }
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

/// 「备注」.
pub(super) static REMARK: Block =
    Block { key: "remark", label: "备注", fields: &[open("remark", "备注", Holds::Lines(0..=500))] };

/// A period that ends before it begins.
pub(super) fn period(answers: &Answers, from: &str, to: &str) -> bool {
    matches!((answers.date(from), answers.date(to)), (Some(from), Some(to)) if to < from)
}
