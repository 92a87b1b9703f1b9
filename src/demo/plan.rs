//! A whole world, before anybody is told of it.

use super::{
    catalogue::{self, Department},
    chance::Chance,
    employers,
    graduates::Year,
    ids::IdNumbers,
    names,
    size::DemoSize,
};
use crate::people::NewAccount;
use jiff::civil::{Date, date};
use wangqian_rules::{
    case::EmployerCard,
    codes::Codes,
    ids::*,
    profile::Profile,
    review::{AgreementKind, Route},
    school::staff::{Permission, Permissions, Post, Staff},
};
use wangqian_runtime::Runtime;

/// Real provinces, since places and numbers are checked against them. Two-party and three-party ones take turns.
const PROVINCES: [u8; 8] = [32, 53, 33, 51, 42, 61, 37, 44];

const SCHOOLS_A_PROVINCE: usize = 2;

/// What a world is made on.
pub(super) struct Basis<'a> {
    pub codes: &'a Codes,
    pub today: Date,
    /// Nobody is 定向 or 委培.
    pub everybody_signs: bool,
}

impl<'a> Basis<'a> {
    pub(super) fn of(runtime: &'a Runtime) -> Self {
        Self { codes: runtime.codes(), today: runtime.now().date(), everybody_signs: false }
    }

    /// Those who leave this summer or, from September on, the next.
    pub(super) fn graduation(&self) -> Date {
        let year = self.today.year() + i16::from(self.today.month() >= 9);
        date(year, 6, 30)
    }
}

/// Provinces, schools and employers.
pub(super) struct Plan {
    pub provinces: Vec<ProvincePlan>,
    pub schools: Vec<SchoolPlan>,
    pub employers: Vec<EmployerCard>,
}

pub(super) struct ProvincePlan {
    pub id: ProvinceId,
    pub name: String,
    pub kind: AgreementKind,
}

pub(super) struct SchoolPlan {
    pub id: SchoolId,
    pub name: String,
    pub province: ProvinceId,
    pub route: Route,
    pub departments: &'static [Department],
    /// The school's user, one for each department, and a second one for the first; numbered from 1 in this order.
    pub staff: Vec<Staff>,
    /// Numbered from 1 in this order.
    pub graduates: Vec<Profile>,
}

impl Plan {
    pub(super) fn of(size: &DemoSize, basis: &Basis<'_>) -> Self {
        let mut chance = Chance::new(size.seed);
        // Two schools a province: each kind of agreement, and provinces to compare.
        let provinces: Vec<_> = (0..size.schools.div_ceil(SCHOOLS_A_PROVINCE).clamp(2.min(size.schools), PROVINCES.len()))
            .map(|place| province(place, basis.codes))
            .collect();
        let mut id_numbers = IdNumbers::default();
        let schools = (0..size.schools).map(|school| {
            let province = provinces[school % provinces.len()].id;
            // Evenly; who is left over goes to the first schools.
            let number = size.graduates / size.schools + usize::from(school < size.graduates % size.schools);
            SchoolPlan::of(school, province, number, basis, &mut id_numbers, &mut chance)
        });
        let schools = schools.collect();
        let employers = (0..size.employers).map(|number| employers::draw(number, basis.codes, &mut chance)).collect();
        Self { provinces, schools, employers }
    }

    /// Of the first graduate and of the last employer.
    pub(super) fn first_and_last_accounts(&self) -> Vec<NewAccount> {
        let first = self.schools.first().and_then(|school| school.graduate_accounts().next());
        let last = self.employers.last().map(|card| NewAccount::employer(&card.credit_code));
        first.into_iter().chain(last).collect()
    }
}

fn province(place: usize, codes: &Codes) -> ProvincePlan {
    let id = ProvinceId(PROVINCES[place]);
    let kind = if place.is_multiple_of(2) { AgreementKind::ThreeParty } else { AgreementKind::TwoParty };
    ProvincePlan { id, name: codes.region_name(&format!("{id}0000")).unwrap_or_default(), kind }
}

impl SchoolPlan {
    fn of(
        school: usize,
        province: ProvinceId,
        graduates: usize,
        basis: &Basis<'_>,
        id_numbers: &mut IdNumbers,
        chance: &mut Chance,
    ) -> Self {
        let kind = catalogue::kind(school);
        let mut year = Year::new(catalogue::school_id(school), kind, province, basis);
        Self {
            id: catalogue::school_id(school),
            name: catalogue::school_name(school),
            province,
            route: if school.is_multiple_of(2) { Route::DepartmentThenSchool } else { Route::SchoolOnly },
            departments: kind.departments,
            staff: staff(kind.departments, chance),
            graduates: (0..graduates).map(|number| year.graduate(number, id_numbers, chance)).collect(),
        }
    }

    pub(super) fn graduate_id(&self, number: usize) -> Option<GraduateId> {
        let cohort = self.graduates.get(number)?.cohort;
        Some(GraduateId { school: self.id, cohort, serial: u32::try_from(number + 1).ok()? })
    }

    pub(super) fn graduate_accounts(&self) -> impl Iterator<Item = NewAccount> {
        let ids = (0..self.graduates.len()).filter_map(|number| self.graduate_id(number));
        ids.zip(&self.graduates).map(|(id, profile)| NewAccount::graduate(id, &profile.id_no))
    }

    /// In the order of `staff`.
    pub(super) fn staff_accounts(&self) -> impl Iterator<Item = NewAccount> {
        (1..).map(StaffId).zip(&self.staff).map(|(id, staff)| NewAccount::staff(self.id, id, staff))
    }
}

fn staff(departments: &[Department], chance: &mut Chance) -> Vec<Staff> {
    // One department has two users: what two reviewers at one item see of each other can be tried (EXT-01).
    let departments = departments.iter().chain(departments.first());
    let of_departments = departments.map(|department| Post::Department { name: department.name.to_owned(), level: None });
    let posts = std::iter::once(Post::School { level: None }).chain(of_departments);
    posts.map(|post| Staff { name: names::adult(chance), permissions: permissions(&post), post }).collect()
}

/// The school's user may open every module (SET-06); departments' accounts are as they are created (ACC-05).
fn permissions(post: &Post) -> Permissions {
    match post {
        Post::School { .. } => {
            Permissions { archive: Permission::ReadWrite, household: Permission::ReadWrite, ..Permissions::default() }
        }
        Post::Department { .. } => Permissions::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use wangqian_rules::{
        check::{CreditCode, Email, ExamNo, IdNumber, Mobile, OrganisationName, PersonName, Phone},
        codes::{CodeTable, can_sign_online, level_group},
    };

    const TODAY: Date = Date::constant(2027, 3, 1);

    fn basis() -> Basis<'static> {
        Basis { codes: Codes::builtin(), today: TODAY, everybody_signs: false }
    }

    fn plan(seed: u64) -> Plan {
        Plan::of(&DemoSize { graduates: 1_001, schools: 4, employers: 40, seed }, &basis())
    }

    fn graduates(plan: &Plan) -> impl Iterator<Item = &Profile> {
        plan.schools.iter().flat_map(|school| &school.graduates)
    }

    #[test]
    fn the_same_seed_makes_the_same_world() {
        let (one, same, other) = (plan(1), plan(1), plan(2));
        assert!(graduates(&one).eq(graduates(&same)));
        assert_eq!(one.employers, same.employers);
        assert!(graduates(&one).ne(graduates(&other)));
    }

    #[test]
    fn graduates_are_spread_evenly_over_schools_and_departments() {
        let plan = plan(1);
        let sizes: Vec<_> = plan.schools.iter().map(|school| school.graduates.len()).collect();
        assert_eq!(sizes, [251, 250, 250, 250]);
        for school in &plan.schools {
            let named: BTreeSet<_> = school.graduates.iter().map(|profile| profile.department.as_str()).collect();
            let departments: BTreeSet<_> = school.departments.iter().map(|department| department.name).collect();
            assert_eq!(named, departments);
            assert_eq!(school.staff.len(), departments.len() + 2);
        }
    }

    #[test]
    fn every_graduate_would_pass_the_import_of_a_roster() {
        let codes = Codes::builtin();
        for profile in graduates(&plan(1)) {
            let id = IdNumber::parse(&profile.id_no, TODAY).unwrap();
            assert_eq!(id.gender().code(), profile.gender);
            assert!(codes.is_place(&profile.origin_region) && codes.is_place(&profile.id_no[..6]));
            assert!(PersonName::parse(&profile.name).is_ok(), "{}", profile.name);
            assert!(ExamNo::parse(&profile.exam_no, &profile.education_level).is_ok());
            assert_eq!(level_group(&profile.education_level), Some(profile.level));
            assert!(Mobile::parse(&profile.mobile).is_ok() && Email::parse(&profile.email).is_ok());
            for (table, code) in [
                (CodeTable::Ethnicity, &profile.ethnicity),
                (CodeTable::PoliticalStatus, &profile.political_status),
                (CodeTable::EducationLevel, &profile.education_level),
                (CodeTable::TrainingMode, &profile.training_mode),
                (CodeTable::NormalStudentType, &profile.normal_student_type),
                (CodeTable::HardshipType, &profile.hardship_type),
            ] {
                assert!(codes.contains(table, code), "{table:?} {code}");
            }
            assert_eq!(profile.directed_employer.is_empty(), !profile.training_mode.starts_with(['2', '4']));
        }
    }

    #[test]
    fn numbers_are_unique() {
        let plan = plan(1);
        let unique = |field: fn(&Profile) -> &String| graduates(&plan).map(field).collect::<BTreeSet<_>>().len();
        assert_eq!([unique(|profile| &profile.id_no), unique(|profile| &profile.exam_no)], [1_001, 1_001]);
    }

    #[test]
    fn every_employer_would_pass_the_import_of_employers() {
        let codes = Codes::builtin();
        let plan = plan(1);
        for card in &plan.employers {
            assert!(CreditCode::parse(&card.credit_code).is_ok());
            assert_eq!(OrganisationName::parse(&card.name).map(String::from).as_ref(), Ok(&card.name));
            assert!(card.name.contains("示例") || card.name.contains("演示"));
            assert!(codes.is_place(&card.region));
            assert!(codes.contains(CodeTable::EmployerNature, &card.nature), "{}", card.nature);
            assert!(codes.contains(CodeTable::EmployerIndustry, &card.industry), "{}", card.industry);
            assert!(Phone::parse(&card.contact_phone).is_ok() && Email::parse(&card.contact_email).is_ok());
        }
        let names: BTreeSet<_> = plan.employers.iter().map(|card| &card.name).collect();
        assert_eq!(names.len(), plan.employers.len());
    }

    #[test]
    #[doc = "ROS-05"]
    fn some_may_not_sign_unless_everybody_is_to() {
        let barred = |plan: &Plan| graduates(plan).filter(|profile| !can_sign_online(&profile.training_mode)).count();
        let size = DemoSize { graduates: 1_000, ..DemoSize::default() };
        assert!(barred(&Plan::of(&size, &basis())) > 0);
        assert_eq!(barred(&Plan::of(&size, &Basis { everybody_signs: true, ..basis() })), 0);
    }

    #[test]
    fn odd_schools_review_twice_in_a_three_party_province() {
        let plan = plan(1);
        assert_eq!((plan.schools[0].id, plan.schools[0].route), (SchoolId(90_001), Route::DepartmentThenSchool));
        assert_eq!((plan.schools[1].id, plan.schools[1].route), (SchoolId(90_002), Route::SchoolOnly));
        let kinds: Vec<_> = plan.provinces.iter().map(|province| province.kind).collect();
        assert_eq!(kinds[..2], [AgreementKind::ThreeParty, AgreementKind::TwoParty]);
    }

    #[test]
    fn from_september_on_the_next_year_graduates() {
        let graduation = |today| Basis { today, ..basis() }.graduation();
        assert_eq!(graduation(Date::constant(2027, 8, 31)), Date::constant(2027, 6, 30));
        assert_eq!(graduation(Date::constant(2027, 9, 1)), Date::constant(2028, 6, 30));
    }
}
