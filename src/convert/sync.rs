//! In what the two systems differ, in words.

use wangqian_protocol::ems::SyncDifference;
use wangqian_rules::{
    codes::{CodeTable, Codes},
    exchange::standing::{Aspect, Difference},
};

/// One difference, as the page shows it.
pub fn difference(it: &Difference, on_the_way: bool, codes: &Codes) -> SyncDifference {
    let shown = |value: &Option<String>| shown(it.aspect, value.as_deref(), codes);
    SyncDifference {
        graduate: it.graduate.to_string(),
        name: it.name.clone(),
        exam_no: it.exam_no.clone(),
        aspect: label(it.aspect).to_owned(),
        platform: shown(&it.platform),
        ems: shown(&it.ems),
        on_the_way,
    }
}

fn label(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Roster => "学生名单",
        Aspect::Name => "姓名",
        Aspect::ExamNo => "考生号",
        Aspect::Department => "院系",
        Aspect::Major => "专业",
        Aspect::EducationLevel => "学历",
        Aspect::Destination => "毕业去向",
        Aspect::Archive => "档案转寄",
        Aspect::Household => "户口迁转",
    }
}

fn shown(aspect: Aspect, value: Option<&str>, codes: &Codes) -> String {
    match (aspect, value) {
        (Aspect::Roster, Some(_)) => "在名单中".to_owned(),
        (Aspect::Roster, None) => "不在名单中".to_owned(),
        (Aspect::Destination, None) => "待就业".to_owned(),
        (Aspect::Archive | Aspect::Household, None) => "未登记".to_owned(),
        (Aspect::EducationLevel, Some(code)) => codes.name(CodeTable::EducationLevel, code).unwrap_or(code).to_owned(),
        (_, value) => value.unwrap_or_default().to_owned(),
    }
}
