//! A school's graduates of one year.

use super::{
    catalogue::{Department, Kind},
    chance::Chance,
    ids::{self, IdNumbers},
    names::{self, Named},
    plan::Basis,
};
use jiff::{ToSpan, civil::Date};
use wangqian_rules::{
    check::{Gender, IdDocumentType},
    codes::{LevelGroup, level_group},
    ids::{ProvinceId, SchoolId},
    profile::Profile,
};

/// What all graduates of a school and year have in common.
pub(super) struct Year {
    school: SchoolId,
    kind: &'static Kind,
    graduation: Date,
    everybody_signs: bool,
    province: ProvinceId,
    near: Vec<String>,
    anywhere: Vec<String>,
}

/// What somebody studied.
struct Study {
    department: &'static Department,
    education_level: &'static str,
    years: u8,
    /// Youngest age at graduation.
    age: i16,
}

/// 定向 or 委培, or neither.
struct Training {
    mode: &'static str,
    employer: &'static str,
}

impl Year {
    pub(super) fn new(school: SchoolId, kind: &'static Kind, province: ProvinceId, basis: &Basis<'_>) -> Self {
        Self {
            school,
            kind,
            graduation: basis.graduation(),
            everybody_signs: basis.everybody_signs,
            province,
            near: ids::places(basis.codes, &province.to_string()),
            anywhere: ids::places(basis.codes, ""),
        }
    }

    /// The graduate with this number, counted from 0.
    pub(super) fn graduate(&mut self, number: usize, id_numbers: &mut IdNumbers, chance: &mut Chance) -> Profile {
        let study = self.study(number);
        let (major_code, major) = study.department.majors[number / self.kind.departments.len() % study.department.majors.len()];
        let gender = if chance.once_in(2) { Gender::Female } else { Gender::Male };
        let Named { name, ethnicity } = names::draw(gender, chance);
        let origin_region = if chance.once_in(3) { chance.pick(&self.anywhere) } else { chance.pick(&self.near) };
        let born_before = self.graduation.saturating_sub(study.age.years());
        let training = self.training(number);
        let enrolled = self.graduation.year() - i16::from(study.years);
        let student_no = format!("{enrolled}{:06}", number + 1);
        Profile {
            cohort: u16::try_from(self.graduation.year()).unwrap_or_default(),
            exam_no: self.exam_no(number, enrolled, study.education_level),
            name,
            id_type: IdDocumentType::ResidentId,
            id_no: id_numbers.draw(&origin_region, born_before, gender, chance),
            gender: gender.code().to_owned(),
            ethnicity: ethnicity.to_owned(),
            political_status: chance.pick(&["03", "03", "03", "03", "01", "02", "13", "13"]).to_owned(),
            department: study.department.name.to_owned(),
            class_name: format!("{major}{:02}{:02}班", enrolled % 100, number / CLASS + 1),
            email: format!("{student_no}@stu.example.com"),
            student_no,
            education_level: study.education_level.to_owned(),
            level: level_group(study.education_level).unwrap_or(LevelGroup::Undergraduate),
            major_code: major_code.to_owned(),
            major: major.to_owned(),
            schooling_years: study.years.to_string(),
            training_mode: training.mode.to_owned(),
            directed_employer: training.employer.to_owned(),
            origin_region,
            enrolled_on: format!("{enrolled}09"),
            graduates_on: self.graduation,
            normal_student_type: "2".to_owned(),
            hardship_type: chance.pick(&["0", "0", "0", "0", "0", "1", "2", "3"]).to_owned(),
            mobile: ids::mobile(chance),
            archive_in_school: !chance.once_in(10),
            household_in_school: chance.once_in(2),
        }
    }

    /// Departments take turns; one in twelve is a master, one in sixty a doctor.
    fn study(&self, number: usize) -> Study {
        let department = &self.kind.departments[number % self.kind.departments.len()];
        match number % 60 {
            59 if self.kind.postgraduates => Study { department, education_level: "01", years: 4, age: 28 },
            at if self.kind.postgraduates && at % 12 == 11 => Study { department, education_level: "11", years: 3, age: 24 },
            _ => {
                let years = self.kind.years;
                Study { department, education_level: self.kind.level, years, age: 18 + i16::from(years) }
            }
        }
    }

    /// The first of a school may sign, so that there is always somebody to try it with.
    fn training(&self, number: usize) -> Training {
        match number % 50 {
            17 if !self.everybody_signs => Training { mode: "21", employer: "示例县教育局" },
            29 if !self.everybody_signs => Training { mode: "41", employer: "演示市人民医院" },
            41 => Training { mode: "22", employer: "示例集团有限公司" },
            _ => Training { mode: "1", employer: "" },
        }
    }

    /// Undergraduates: year and province of the entrance examination first; postgraduates: the school that held theirs.
    fn exam_no(&self, number: usize, enrolled: i16, education_level: &str) -> String {
        match level_group(education_level) {
            Some(LevelGroup::Postgraduate) => format!("{}{}{number:09}", self.school, enrolled % 10),
            _ => format!("{:02}{}{:04}{number:06}", enrolled % 100, self.province, self.school.0 % 10_000),
        }
    }
}

/// Number of people in a class.
const CLASS: usize = 180;
