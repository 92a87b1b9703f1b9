//! The characteristics that graduates are counted by, ONE ROW A CHARACTERISTIC of the table below.

use crate::{
    case::Held,
    codes::{CodeTable, Codes},
    ids::ProvinceId,
    roster_row::RosterRow,
};
use std::borrow::Cow;

/// A characteristic of graduates, or of the work that they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Characteristic {
    /// Of a province's graduates.
    School,
    Department,
    Major,
    EducationLevel,
    Destination,
    Gender,
    Origin,
    Hardship,
    NormalStudent,
    TrainingMode,
    EmployerNature,
    EmployerIndustry,
    JobCategory,
    /// 「省内」, 「省外」.
    WorkPlace,
    WorkProvince,
}

use Characteristic::*;

impl Characteristic {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 15] = [
        School,
        Department,
        Major,
        EducationLevel,
        Destination,
        Gender,
        Origin,
        Hardship,
        NormalStudent,
        TrainingMode,
        EmployerNature,
        EmployerIndustry,
        JobCategory,
        WorkPlace,
        WorkProvince,
    ];

    /// Stable code on the wire, and the name to read.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            School => ("school", "学校"),
            Department => ("department", "院系"),
            Major => ("major", "专业"),
            EducationLevel => ("education_level", "学历层次"),
            Destination => ("destination", "毕业去向类别"),
            Gender => ("gender", "性别"),
            Origin => ("origin", "生源地"),
            Hardship => ("hardship_type", "困难生类别"),
            NormalStudent => ("normal_student_type", "师范生类别"),
            TrainingMode => ("training_mode", "培养方式"),
            EmployerNature => ("employer_nature", "单位性质"),
            EmployerIndustry => ("employer_industry", "单位行业"),
            JobCategory => ("job_category", "职位类别"),
            WorkPlace => ("work_place", "单位所在地（省内、省外）"),
            WorkProvince => ("work_province", "单位所在省份"),
        }
    }

    /// Stable code on the wire.
    pub fn code(self) -> &'static str {
        self.names().0
    }

    /// The name to read.
    pub fn label(self) -> &'static str {
        self.names().1
    }

    /// The inverse of [`Self::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|characteristic| characteristic.code() == code)
    }

    /// Whether only those are counted who work.
    pub fn is_of_work(self) -> bool {
        matches!(self, EmployerNature | EmployerIndustry | JobCategory | WorkPlace | WorkProvince)
    }

    /// Whether its values have an order of their own, that of their table; else the largest comes first.
    pub(super) fn table(self) -> Option<CodeTable> {
        Some(match self {
            EducationLevel => CodeTable::EducationLevel,
            Destination => CodeTable::DestinationType,
            Gender => CodeTable::Gender,
            Hardship => CodeTable::HardshipType,
            NormalStudent => CodeTable::NormalStudentType,
            TrainingMode => CodeTable::TrainingMode,
            EmployerNature => CodeTable::EmployerNature,
            EmployerIndustry => CodeTable::EmployerIndustry,
            JobCategory => CodeTable::JobCategory,
            School | Department | Major | Origin | WorkPlace | WorkProvince => return None,
        })
    }

    /// The value that a graduate has, as a code where there is a table; empty where nothing is known.
    pub(super) fn value<'a>(
        self,
        row: &'a RosterRow,
        held: Option<&'a Held>,
        home: Option<ProvinceId>,
        codes: &'a Codes,
    ) -> Cow<'a, str> {
        let work = |code: fn(&Held) -> &str| held.map(code).unwrap_or_default();
        let region = || work(|held| &held.employer_region);
        Cow::Borrowed(match self {
            School => return Cow::Owned(row.id.school.to_string()),
            Department => &row.department,
            Major => &row.major,
            EducationLevel => &row.education_level,
            Destination => main_destination(work(|held| &held.code), codes),
            Gender => &row.traits.gender,
            Origin => province(&row.traits.origin_region),
            Hardship => &row.traits.hardship_type,
            NormalStudent => &row.traits.normal_student_type,
            TrainingMode => &row.training_mode,
            EmployerNature => work(|held| &held.employer_nature),
            EmployerIndustry => work(|held| &held.employer_industry),
            JobCategory => work(|held| &held.job_category),
            WorkProvince => province(region()),
            WorkPlace => match (ProvinceId::of_region(region()), home) {
                (Some(there), Some(home)) if there == home => INSIDE,
                (Some(_), Some(_)) => OUTSIDE,
                _ => "",
            },
        })
    }

    /// A value as it is read.
    pub(super) fn value_label(self, value: &str, codes: &Codes) -> String {
        let of_province = || codes.region_name(&format!("{value}0000"));
        let name = match (self, value) {
            (Destination, "") => return "未登记".to_owned(),
            (_, "") => return "未填写".to_owned(),
            (WorkPlace, INSIDE) => Some("省内".to_owned()),
            (WorkPlace, _) => Some("省外".to_owned()),
            (Origin | WorkProvince, _) => of_province(),
            _ => self.table().and_then(|table| codes.name(table, value)).map(str::to_owned),
        };
        name.unwrap_or_else(|| value.to_owned())
    }
}

const INSIDE: &str = "in";
const OUTSIDE: &str = "out";

/// The two digits of a place's province.
fn province(region: &str) -> &str {
    region.get(..2).unwrap_or_default()
}

/// The kind of destination that the EMS has columns for: of a finer code the one above it.
fn main_destination<'a>(code: &'a str, codes: &'a Codes) -> &'a str {
    codes.parent(CodeTable::DestinationType, code).unwrap_or(code)
}
