//! The closed list of code tables.

/// Names each table once: variant, file name without `.csv`, and the text shipped in `tables/`.
macro_rules! code_tables {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// A code table; the name is that of its file and of its key on the wire.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CodeTable { $($variant),+ }

        impl CodeTable {
            /// Every table there is.
            pub const ALL: [CodeTable; [$($name),+].len()] = [$(CodeTable::$variant),+];

            /// `job_category` and the like.
            pub const fn name(self) -> &'static str {
                match self { $(CodeTable::$variant => $name),+ }
            }

            pub(super) const fn builtin_text(self) -> &'static str {
                match self { $(CodeTable::$variant => include_str!(concat!("tables/", $name, ".csv"))),+ }
            }
        }
    };
}

code_tables! {
    ArchiveTransferType = "archive_transfer_type",
    CountryRegion = "country_region",
    DestinationFormKind = "destination_form_kind",
    DestinationGroup = "destination_group",
    DestinationType = "destination_type",
    EducationLevel = "education_level",
    EmployerIndustry = "employer_industry",
    EmployerNature = "employer_nature",
    EmployerRegStatus = "employer_reg_status",
    Ethnicity = "ethnicity",
    Gender = "gender",
    HardshipType = "hardship_type",
    Holiday = "holiday",
    HouseholdTransferType = "household_transfer_type",
    IndustryGbt4754 = "industry_gbt4754",
    JobCategory = "job_category",
    MaterialType = "material_type",
    MinimumWage = "minimum_wage",
    NormalStudentType = "normal_student_type",
    PoliticalStatus = "political_status",
    Regions = "regions",
    RegionsRetired = "regions_retired",
    RejectReason = "reject_reason",
    RescissionReason = "rescission_reason",
    TrainingMode = "training_mode",
}

impl CodeTable {
    /// The table called `name`, with or without `.csv`.
    pub fn from_name(name: &str) -> Option<CodeTable> {
        let name = name.strip_suffix(".csv").unwrap_or(name);
        CodeTable::ALL.into_iter().find(|table| table.name() == name)
    }

    /// Where the third column of this table points.
    pub(super) fn parent_table(self) -> Option<CodeTable> {
        match self {
            CodeTable::DestinationGroup => Some(CodeTable::DestinationGroup),
            CodeTable::DestinationFormKind | CodeTable::DestinationType => Some(CodeTable::DestinationType),
            CodeTable::IndustryGbt4754 => Some(CodeTable::EmployerIndustry),
            CodeTable::Regions | CodeTable::RegionsRetired => Some(CodeTable::Regions),
            CodeTable::TrainingMode => Some(CodeTable::TrainingMode),
            _ => None,
        }
    }
}
