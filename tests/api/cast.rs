//! The people and organisations of the tests' small world. A test names the ones it needs; nobody here exists.

use wangqian_rules::{
    codes::LevelGroup,
    review::{AgreementKind, Route},
    school::staff::Permission,
};

/// Everybody's password.
pub const PASSWORD: &str = "一起来签约 2027 年";
/// The cohort that signs.
pub const COHORT: u16 = 2027;

/// A province with one school in it.
pub struct Campus {
    pub province: u8,
    pub province_name: &'static str,
    pub agreement_kind: AgreementKind,
    pub school: u32,
    pub name: &'static str,
    pub route: Route,
}

pub const CAMPUSES: [Campus; 2] = [NORTH, SOUTH];

/// Three-party agreements; departments review before the school does.
pub const NORTH: Campus = Campus {
    province: 61,
    province_name: "北示范省",
    agreement_kind: AgreementKind::ThreeParty,
    school: 90001,
    name: "北示范大学",
    route: Route::DepartmentThenSchool,
};

/// Two-party agreements; the school alone reviews.
pub const SOUTH: Campus = Campus {
    province: 62,
    province_name: "南示范省",
    agreement_kind: AgreementKind::TwoParty,
    school: 90002,
    name: "南示范大学",
    route: Route::SchoolOnly,
};

pub const COMPUTING: &str = "计算机学院";
pub const LANGUAGES: &str = "外国语学院";

/// A graduate; candidate, ID and phone numbers follow from the serial.
#[derive(Clone, Copy)]
pub struct Person {
    pub name: &'static str,
    pub school: u32,
    pub department: &'static str,
    pub serial: u8,
    pub level: LevelGroup,
    pub training_mode: &'static str,
    pub household_in_school: bool,
}

const UNDERGRADUATE: Person = Person {
    name: "",
    school: NORTH.school,
    department: COMPUTING,
    serial: 0,
    level: LevelGroup::Undergraduate,
    training_mode: "1",
    household_in_school: true,
};

pub const MING: Person = Person { name: "李晓明", serial: 1, ..UNDERGRADUATE };
pub const FANG: Person = Person { name: "王小芳", serial: 2, household_in_school: false, ..UNDERGRADUATE };
/// 定向（不可网签）.
pub const BARRED: Person = Person { name: "赵定向", serial: 3, training_mode: "21", ..UNDERGRADUATE };
/// 定向（可签约）.
pub const DIRECTED: Person = Person { name: "钱可签", serial: 4, training_mode: "22", ..UNDERGRADUATE };
pub const MASTER: Person = Person { name: "陈硕士", serial: 5, level: LevelGroup::Postgraduate, ..UNDERGRADUATE };
pub const LINGUIST: Person = Person { name: "孙外语", serial: 6, department: LANGUAGES, ..UNDERGRADUATE };
pub const SOUTHERNER: Person = Person { name: "周南方", serial: 7, school: SOUTH.school, ..UNDERGRADUATE };

pub const PEOPLE: [Person; 7] = [MING, FANG, BARRED, DIRECTED, MASTER, LINGUIST, SOUTHERNER];

impl Person {
    /// 「考生号」, also the login.
    pub fn exam_no(&self) -> String {
        format!("279{:05}{:06}", self.school, self.serial)
    }

    /// Eighteen characters with a right check digit (GB 11643).
    pub fn id_no(&self) -> String {
        let body = format!("11010520050101{:03}", self.serial);
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        let check = char::from(b"10X98765432"[sum as usize % 11]);
        format!("{body}{check}")
    }

    pub fn mobile(&self) -> String {
        format!("1385550{:04}", self.serial)
    }

    /// Code of `education_level`.
    pub fn education_level(&self) -> &'static str {
        match self.level {
            LevelGroup::Undergraduate => "31",
            LevelGroup::Postgraduate => "11",
        }
    }
}

/// An employer; its credit code is also its login.
pub struct Company {
    pub name: &'static str,
    pub credit_code: &'static str,
    /// Code of `employer_nature`.
    pub nature: &'static str,
    pub verified: bool,
}

pub const CLOUD: Company =
    Company { name: "示范云科技有限公司", credit_code: "91110105MA0000015F", nature: "39", verified: true };
pub const RIVAL: Company =
    Company { name: "示范海科技有限公司", credit_code: "91110105MA0000023A", nature: "39", verified: true };
pub const NEWCOMER: Company =
    Company { name: "示范新科技有限公司", credit_code: "91110105MA00000315", nature: "39", verified: false };
/// A public body.
pub const HIGH_SCHOOL: Company =
    Company { name: "示范实验中学", credit_code: "12110105MB0000043K", nature: "22", verified: true };

pub const COMPANIES: [Company; 4] = [CLOUD, RIVAL, NEWCOMER, HIGH_SCHOOL];

/// A school or department user.
pub struct Clerk {
    pub name: &'static str,
    pub login: &'static str,
    pub school: u32,
    pub department: Option<&'static str>,
    pub level: Option<LevelGroup>,
    pub basic: Permission,
    pub archive: Permission,
    pub household: Permission,
}

/// ACC-05: nothing but 基本信息和就业信息, unless somebody says so.
const SCHOOL_USER: Clerk = Clerk {
    name: "",
    login: "",
    school: NORTH.school,
    department: None,
    level: None,
    basic: Permission::ReadWrite,
    archive: Permission::None,
    household: Permission::None,
};
const DEPARTMENT_USER: Clerk = Clerk { department: Some(COMPUTING), ..SCHOOL_USER };

pub const SCHOOL: Clerk = Clerk { name: "王校长", login: "north", ..SCHOOL_USER };
pub const COLLEAGUE: Clerk = Clerk { name: "刘同事", login: "north-2", ..SCHOOL_USER };
pub const SCHOOL_READER: Clerk = Clerk { name: "何只读", login: "north-ro", basic: Permission::ReadOnly, ..SCHOOL_USER };
pub const UNDERGRADUATES_ONLY: Clerk =
    Clerk { name: "吴本科", login: "north-ug", level: Some(LevelGroup::Undergraduate), ..SCHOOL_USER };
pub const DEPARTMENT: Clerk = Clerk { name: "张院长", login: "north-cs", ..DEPARTMENT_USER };
pub const DEPARTMENT_READER: Clerk =
    Clerk { name: "郑只读", login: "north-cs-ro", basic: Permission::ReadOnly, ..DEPARTMENT_USER };
pub const DEPARTMENT_OUTSIDER: Clerk =
    Clerk { name: "冯无权", login: "north-cs-none", basic: Permission::None, ..DEPARTMENT_USER };
pub const LANGUAGES_DEPARTMENT: Clerk =
    Clerk { name: "朱外语", login: "north-fl", department: Some(LANGUAGES), ..SCHOOL_USER };
pub const ARCHIVIST: Clerk = Clerk {
    name: "魏档案",
    login: "north-archive",
    archive: Permission::ReadWrite,
    household: Permission::ReadWrite,
    ..SCHOOL_USER
};
pub const ARCHIVE_READER: Clerk = Clerk {
    name: "蒋档案",
    login: "north-cs-archive",
    basic: Permission::None,
    archive: Permission::ReadOnly,
    ..DEPARTMENT_USER
};
pub const SOUTH_SCHOOL: Clerk = Clerk { name: "许南校", login: "south", school: SOUTH.school, ..SCHOOL_USER };

pub const CLERKS: [Clerk; 11] = [
    SCHOOL,
    COLLEAGUE,
    SCHOOL_READER,
    UNDERGRADUATES_ONLY,
    DEPARTMENT,
    DEPARTMENT_READER,
    DEPARTMENT_OUTSIDER,
    LANGUAGES_DEPARTMENT,
    ARCHIVIST,
    ARCHIVE_READER,
    SOUTH_SCHOOL,
];

/// The login of a province's user.
pub fn province_login(campus: &Campus) -> String {
    format!("province-{}", campus.province)
}

/// Somebody who was given an activation code and has no password yet, and the code.
pub const NOT_ACTIVATED: &str = "not-activated";
pub const ACTIVATION_CODE: &str = "H7QK-2M9X-WPTR";
