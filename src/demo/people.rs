//! The file that tells a load tester whom it may be.

use super::{
    PASSWORD,
    plan::{Plan, SchoolPlan},
};
use crate::people::NewAccount;
use serde::Serialize;
use wangqian_rules::{
    review::Route,
    school::staff::{Post, Staff},
};

/// Everybody of an invented world who can sign in.
#[derive(Clone, Debug, Serialize)]
pub struct People {
    /// One for all of them.
    pub password: &'static str,
    pub schools: Vec<SchoolPeople>,
    pub employers: Vec<Login>,
    pub province_login: String,
}

/// A school and everybody who belongs to it.
#[derive(Clone, Debug, Serialize)]
pub struct SchoolPeople {
    /// Five-digit code.
    pub school: String,
    pub name: String,
    /// `school_only` or `department_then_school`.
    pub route: &'static str,
    pub school_login: String,
    pub departments: Vec<Login>,
    pub graduates: Vec<GraduateLogin>,
}

/// A department or an employer.
#[derive(Clone, Debug, Serialize)]
pub struct Login {
    pub name: String,
    pub login: String,
}

/// A graduate, with the number that employers find them by.
#[derive(Clone, Debug, Serialize)]
pub struct GraduateLogin {
    pub login: String,
    pub name: String,
    pub exam_no: String,
    pub department: String,
}

impl People {
    pub(super) fn of(plan: &Plan) -> Self {
        let employers = plan.employers.iter().map(|card| Login { name: card.name.clone(), login: card.credit_code.clone() });
        Self {
            password: PASSWORD,
            schools: plan.schools.iter().map(SchoolPeople::of).collect(),
            employers: employers.collect(),
            province_login: plan.provinces.first().map(|province| province.id.to_string()).unwrap_or_default(),
        }
    }
}

impl SchoolPeople {
    fn of(school: &SchoolPlan) -> Self {
        let logins = school.staff.iter().zip(school.staff_accounts());
        let departments = logins.filter_map(|(staff, account)| department(staff, account));
        let graduates = school.graduate_accounts().zip(&school.graduates).map(|(account, profile)| GraduateLogin {
            login: account.login,
            name: profile.name.clone(),
            exam_no: profile.exam_no.clone(),
            department: profile.department.clone(),
        });
        Self {
            school: school.id.to_string(),
            name: school.name.clone(),
            route: match school.route {
                Route::SchoolOnly => "school_only",
                Route::DepartmentThenSchool => "department_then_school",
            },
            school_login: school.staff_accounts().next().map(|account| account.login).unwrap_or_default(),
            departments: departments.collect(),
            graduates: graduates.collect(),
        }
    }
}

fn department(staff: &Staff, account: NewAccount) -> Option<Login> {
    match &staff.post {
        Post::Department { name, .. } => Some(Login { name: name.clone(), login: account.login }),
        Post::School { .. } => None,
    }
}
