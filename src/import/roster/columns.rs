//! The columns of a roster: the Chinese names, and those of the national upload file.

use crate::import::column::{Column, Holds};
use wangqian_rules::check::{self, IdDocumentType};
use wangqian_rules::codes::CodeTable;

pub static EXAM_NO: Column = Column::required("考生号", "ksh", Holds::Number(20));
pub static NAME: Column = Column::required("姓名", "xm", Holds::Person(60));
pub static ID_TYPE: Column = Column::optional(
    "身份证件类型",
    "sfzjlx",
    Holds::OneOf(&[
        IdDocumentType::ResidentId.label(),
        IdDocumentType::HongKongMacaoPass.label(),
        IdDocumentType::TaiwanPass.label(),
        IdDocumentType::ResidencePermit.label(),
        IdDocumentType::Passport.label(),
        IdDocumentType::ForeignPermanentResident.label(),
    ]),
);
pub static ID_NO: Column =
    Column::required("身份证号", "sfzh", Holds::Number(30)).or_called(&["身份证号码", "身份证件号码", "证件号码"]);
pub static GENDER: Column = Column::required("性别代码", "xbdm", Holds::Code(CodeTable::Gender)).or_called(&["性别"]);
pub static ETHNICITY: Column = Column::required("民族代码", "mzdm", Holds::Code(CodeTable::Ethnicity)).or_called(&["民族"]);
pub static POLITICAL_STATUS: Column =
    Column::required("政治面貌代码", "zzmmdm", Holds::Code(CodeTable::PoliticalStatus)).or_called(&["政治面貌"]);
pub static SCHOOL_CODE: Column = Column::required("院校代码", "yxdm", Holds::Number(5)).or_called(&["学校代码"]);
pub static SCHOOL_NAME: Column = Column::required("院校名称", "yxmc", Holds::Name(60)).or_called(&["学校名称"]);
pub static DEPARTMENT: Column = Column::required("所在院系", "szyx", Holds::Name(60)).or_called(&["院系"]);
pub static CLASS: Column = Column::optional("所在班级", "szbj", Holds::Name(40)).or_called(&["班级"]);
pub static STUDENT_NO: Column = Column::required("学号", "xh", Holds::Number(20));
pub static EDUCATION_LEVEL: Column =
    Column::required("学历代码", "xldm", Holds::Code(CodeTable::EducationLevel)).or_called(&["学历"]);
pub static MAJOR_CODE: Column = Column::required("专业代码", "zydm", Holds::PairedDigits(8));
pub static MAJOR: Column = Column::required("专业名称", "zymc", Holds::Name(60)).or_called(&["专业"]);
pub static SCHOOLING_YEARS: Column = Column::required("学制", "xz", Holds::OneOf(&check::SCHOOLING_YEARS));
pub static TRAINING_MODE: Column =
    Column::required("培养方式代码", "pyfsdm", Holds::Code(CodeTable::TrainingMode)).or_called(&["培养方式"]);
pub static DIRECTED_EMPLOYER: Column = Column::optional("定向或委培单位", "dxwpdw", Holds::Name(100)).or_called(&["dxhwpdw"]);
pub static ORIGIN_REGION: Column =
    Column::required("生源所在地代码", "syszddm", Holds::Place).or_called(&["生源所在地", "生源地代码"]);
pub static URBAN_RURAL: Column = Column::optional("城乡生源", "cxsy", Holds::OneOf(&["城镇", "农村"]));
pub static ENROLLED_ON: Column = Column::required("入学时间", "rxsj", Holds::Date).or_called(&["入学日期", "rxrq"]);
pub static GRADUATES_ON: Column = Column::required("毕业时间", "bysj", Holds::Date).or_called(&["毕业日期", "byrq"]);
pub static NORMAL_STUDENT_TYPE: Column =
    Column::required("师范生类别代码", "sfslbdm", Holds::Code(CodeTable::NormalStudentType)).or_called(&["师范生类别"]);
pub static HARDSHIP_TYPE: Column =
    Column::required("困难生类别代码", "knslbdm", Holds::Code(CodeTable::HardshipType)).or_called(&["困难生类别"]);
pub static MOBILE: Column = Column::optional("手机号码", "sjhm", Holds::Text(30)).or_called(&["手机号", "手机", "移动电话"]);
pub static EMAIL: Column = Column::optional("电子邮箱", "dzyx", Holds::Text(254)).or_called(&["邮箱", "电子邮件"]);
pub static ARCHIVE_IN_SCHOOL: Column = Column::required("档案是否转入学校", "dasfzrxx", Holds::YesNo);
pub static HOUSEHOLD_IN_SCHOOL: Column = Column::required("户口是否转入学校", "hksfzrxx", Holds::YesNo);
pub static COHORT: Column = Column::optional("毕业届", "byj", Holds::Number(5)).or_called(&["届别"]);

/// In the order of the template.
pub static ALL: [&Column; 29] = [
    &EXAM_NO,
    &NAME,
    &ID_TYPE,
    &ID_NO,
    &GENDER,
    &ETHNICITY,
    &POLITICAL_STATUS,
    &SCHOOL_CODE,
    &SCHOOL_NAME,
    &DEPARTMENT,
    &CLASS,
    &STUDENT_NO,
    &EDUCATION_LEVEL,
    &MAJOR_CODE,
    &MAJOR,
    &SCHOOLING_YEARS,
    &TRAINING_MODE,
    &DIRECTED_EMPLOYER,
    &ORIGIN_REGION,
    &URBAN_RURAL,
    &ENROLLED_ON,
    &GRADUATES_ON,
    &NORMAL_STUDENT_TYPE,
    &HARDSHIP_TYPE,
    &MOBILE,
    &EMAIL,
    &ARCHIVE_IN_SCHOOL,
    &HOUSEHOLD_IN_SCHOOL,
    &COHORT,
];
