//! The tables: graduate, employer, terms, archive and household, handler.

use super::{AgreementSheet, Trial};
use crate::{
    table::{Block, Row, or_dash},
    text::Span,
};

impl AgreementSheet {
    pub(super) fn blocks(&self) -> Vec<Block> {
        vec![self.employers(), self.graduates(), self.agreed(), self.transfers(), self.handlers()]
    }

    fn employers(&self) -> Block {
        let employer = &self.employer;
        Block::named(
            "甲方单位",
            [
                Row::texts([("单位名称", &employer.name)]),
                Row::texts([("统一社会\n信用代码", &employer.credit_code), ("单位性质", &employer.nature)]),
                Row::texts([("单位行业", &employer.industry), ("单位所在地", &employer.place)]),
                Row::texts([("单位地址", &employer.address)]),
                Row::texts([("联系人", &employer.contact_name), ("联系电话", &employer.contact_phone)]),
                Row::texts([("电子邮箱", &employer.contact_email)]),
            ],
        )
    }

    fn graduates(&self) -> Block {
        let graduate = &self.graduate;
        Block::named(
            "乙方毕业生",
            [
                Row::texts([("姓名", &graduate.name), ("身份证件号码", &graduate.id_number)]),
                Row::texts([
                    ("性别", &graduate.gender),
                    ("民族", &graduate.ethnicity),
                    ("政治面貌", &graduate.political_status),
                ]),
                Row::texts([("毕业学校", &graduate.school), ("院系", &graduate.department)]),
                Row::texts([("专业", &graduate.major), ("学历", &graduate.education_level)]),
                Row::texts([("学制", &graduate.schooling_years), ("培养方式", &graduate.training_mode)]),
                Row::texts([("考生号", &graduate.exam_number), ("学号", &graduate.student_number)]),
                Row::texts([("毕业时间", &graduate.graduates_on), ("联系电话", &graduate.phone)]),
            ],
        )
    }

    fn agreed(&self) -> Block {
        let terms = &self.terms;
        Block::named(
            "约定事项",
            [
                Row::texts([("职位名称", &terms.job_title), ("职位类别", &terms.job_category)]),
                Row::texts([("工作地点", &terms.work_place)]),
                Row::texts([("薪酬", &terms.salary)]),
                Row::of([("试用期或见习期", self.trial()), ("期内月薪", vec![Span::plain(or_dash(&terms.trial_salary))])]),
                Row::texts([("服务期", &terms.service), ("违约金", &terms.penalty)]),
                Row::texts([("报到时间", &terms.report_from), ("报到期限", &terms.report_by)]),
                Row::texts([("其他约定\n（备注）", &terms.other)]),
            ],
        )
    }

    /// 「试用期 3 个月 / ~~见习期~~」.
    fn trial(&self) -> Vec<Span> {
        let months = |label: &str, months: u8| Span::plain(format!("{label} {months} 个月"));
        let gap = || Span::plain("　");
        match self.terms.trial {
            Trial::Neither => vec![Span::struck("试用期"), gap(), Span::struck("见习期"), Span::plain("　不约定")],
            Trial::Probation(count) => vec![months("试用期", count), gap(), Span::struck("见习期")],
            Trial::Apprenticeship(count) => vec![Span::struck("试用期"), gap(), months("见习期", count)],
        }
    }

    fn transfers(&self) -> Block {
        let mut rows = Vec::new();
        match &self.archive {
            None => rows.push(Row::texts([("档案", "甲方不接收档案")])),
            Some(archive) => rows.extend([
                Row::texts([("档案", &archive.kind), ("所在地", &archive.place)]),
                Row::texts([("转寄单位", &archive.organisation)]),
                Row::texts([("转寄地址", &archive.address), ("邮政编码", &archive.postcode)]),
                Row::texts([("收件人", &archive.contact), ("收件电话", &archive.phone)]),
            ]),
        }
        match &self.household {
            None => rows.push(Row::texts([("户口", "甲方不接收户口")])),
            Some(household) => {
                rows.push(Row::texts([("户口", &household.kind), ("迁往地", &household.place)]));
                rows.push(Row::texts([("迁往地址", &household.address)]));
            }
        }
        Block::named("档案户口", rows)
    }

    fn handlers(&self) -> Block {
        let handler = &self.handler;
        Block::named(
            "学校经办",
            [
                Row::texts([("协议经办人", &handler.name), ("联系电话", &handler.phone)]),
                Row::texts([("学校通讯地址", &handler.address), ("邮政编码", &handler.postcode)]),
            ],
        )
    }
}
