//! The headings that graduates find the forms of destinations under.

/// A heading; the forms below it follow each other in the guide's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Employment,
    Grassroots,
    OwnBusiness,
    Study,
    Directed,
    NotEmployed,
}

impl Group {
    /// Stable code, on the wire and in the table of reasons of rejections.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Employment => "employment",
            Self::Grassroots => "grassroots",
            Self::OwnBusiness => "own_business",
            Self::Study => "study",
            Self::Directed => "directed",
            Self::NotEmployed => "not_employed",
        }
    }

    /// The heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Employment => "就业",
            Self::Grassroots => "入伍与基层项目",
            Self::OwnBusiness => "创业与自由职业",
            Self::Study => "升学深造",
            Self::Directed => "定向/委培",
            Self::NotEmployed => "暂未就业",
        }
    }
}
