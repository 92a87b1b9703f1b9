//! An agreement with something in every place.

use std::sync::OnceLock;
use wangqian_papers::{Fonts, agreement::*};

pub fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::load(None).unwrap())
}

pub fn sheet() -> AgreementSheet {
    let text = str::to_owned;
    let confirmed = |by: &str, at: &str| Signature::Confirmed { by: text(by), at: text(at) };
    AgreementSheet {
        number: text("1000127000000421"),
        parties: Parties::Three,
        basis: Basis::Confirmed,
        cohort: 2027,
        graduate: Graduate {
            name: text("买买提·吐尔逊"),
            gender: text("男"),
            ethnicity: text("维吾尔族"),
            political_status: text("中国共产主义青年团团员"),
            id_number: text("1****************X"),
            exam_number: text("27110105150001"),
            student_number: text("2023010001"),
            school: text("示范大学"),
            department: text("计算机学院"),
            major: text("计算机科学与技术"),
            education_level: text("本科生毕业"),
            schooling_years: text("4 年"),
            training_mode: text("非定向"),
            graduates_on: text("2027 年 6 月 30 日"),
            phone: text("138****0001"),
        },
        employer: Employer {
            name: text("示范云科技有限公司"),
            credit_code: text("91110000802100433B"),
            nature: text("国有企业"),
            industry: text("信息传输、软件和信息技术服务业"),
            place: text("北京市海淀区"),
            address: text("北京市海淀区示范路 1 号"),
            contact_name: text("王人事"),
            contact_phone: text("010-62770001"),
            contact_email: text("hr@example.cn"),
        },
        terms: Terms {
            job_title: text("后端工程师"),
            job_category: text("工程技术人员"),
            work_place: text("北京市海淀区；示范路 2 号"),
            salary: text("每月 15000 元（税前）；十三薪"),
            trial: Trial::Probation(3),
            trial_salary: text("12000 元"),
            service: text("3 年"),
            report_from: text("2027 年 7 月 5 日"),
            report_by: text("2027 年 7 月 20 日"),
            penalty: text("5000 元；一次付清"),
            other: text("班车、食堂。"),
        },
        archive: Some(Archive {
            kind: text("转至单位"),
            organisation: text("示范市人才服务中心"),
            place: text("北京市海淀区"),
            address: text("示范路一号"),
            postcode: text("100081"),
            contact: text("王老师"),
            phone: text("010-62770003"),
        }),
        household: Some(Household {
            kind: text("迁往单位所在地"), place: text("北京市海淀区"), address: text("示范路一号")
        }),
        handler: Handler {
            name: text("张老师"),
            phone: text("010-62770002"),
            address: text("北京市海淀区学院路 1 号"),
            postcode: text("100083"),
        },
        signatures: Signatures {
            employer: confirmed("示范云科技有限公司", "2027-05-01 10:03"),
            graduate: confirmed("买买提·吐尔逊", "2027-05-02 11:05"),
            school: confirmed("赵老师（学校）", "2027-05-03 09:00"),
        },
        standing: None,
        code: Code::Verification(text("https://wq.example.cn/verify?n=1000127000000421&h=0123456789abcdef")),
        history: "0123456789abcdef".repeat(4),
        at: [2027, 5, 3, 9, 0],
    }
}
