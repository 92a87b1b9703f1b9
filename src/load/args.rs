//! What the operator says about the files.

use clap::{Args, ValueEnum};
use std::{path::PathBuf, str::FromStr};
use wangqian_rules::{
    ids::ProvinceId,
    review::{AgreementKind, Route},
};

/// Which files, and how their schools are set up.
#[derive(Args, Clone, Debug)]
pub struct LoadArgs {
    /// Graduates, one a row, with the headers of the national upload file (Chinese or pinyin).
    #[arg(long, value_name = "FILE.xlsx", required_unless_present_any = ["employers", "province"])]
    pub roster: Option<PathBuf>,
    /// Employers, one a row.
    #[arg(long, value_name = "FILE.xlsx")]
    pub employers: Option<PathBuf>,
    /// Logins and activation codes of new accounts are added to this CSV file, readable by its owner only.
    #[arg(long, value_name = "FILE.csv")]
    pub accounts_out: PathBuf,
    /// Every refused row, as CSV.
    #[arg(long, value_name = "FILE.csv")]
    pub report: Option<PathBuf>,
    /// Province of schools that no province has yet, `32` or `32=江苏省`; the only province there is when absent. Without any file:
    /// the province and its user come into being, and everything else is made from the pages.
    #[arg(long, value_name = "CODE[=NAME]")]
    pub province: Option<NamedProvince>,
    /// Agreement type of a new province [default: three_party].
    #[arg(long)]
    pub agreement: Option<Agreement>,
    /// Who reviews at the schools in the roster [default of a new school: school_only].
    #[arg(long)]
    pub route: Option<ReviewRoute>,
}

/// A province and how it is to be called; by the region table when no name is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedProvince {
    pub id: ProvinceId,
    pub name: Option<String>,
}

/// Why a text names no province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("省份应写作两位代码，如 32 或 32=江苏省")]
pub struct NoProvince;

impl FromStr for NamedProvince {
    type Err = NoProvince;

    fn from_str(text: &str) -> Result<Self, NoProvince> {
        let (code, name) = text.split_once('=').map_or((text, None), |(code, name)| (code, Some(name.trim())));
        let id = code.trim().parse().ok().filter(|id| (10..=99).contains(id)).map(ProvinceId).ok_or(NoProvince)?;
        let name = name.map(str::to_owned);
        if name.as_ref().is_some_and(String::is_empty) { Err(NoProvince) } else { Ok(Self { id, name }) }
    }
}

/// 「就业协议书类型」 (SET-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Agreement {
    TwoParty,
    ThreeParty,
}

impl From<Agreement> for AgreementKind {
    fn from(agreement: Agreement) -> Self {
        match agreement {
            Agreement::TwoParty => Self::TwoParty,
            Agreement::ThreeParty => Self::ThreeParty,
        }
    }
}

/// 「审核方式」 (SET-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ReviewRoute {
    SchoolOnly,
    DepartmentThenSchool,
}

impl From<ReviewRoute> for Route {
    fn from(route: ReviewRoute) -> Self {
        match route {
            ReviewRoute::SchoolOnly => Self::SchoolOnly,
            ReviewRoute::DepartmentThenSchool => Self::DepartmentThenSchool,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_a_code_with_or_without_a_name() {
        let jiangsu = |name: Option<&str>| NamedProvince { id: ProvinceId(32), name: name.map(str::to_owned) };
        assert_eq!("32".parse(), Ok(jiangsu(None)));
        assert_eq!("32=江苏省".parse(), Ok(jiangsu(Some("江苏省"))));
        for text in ["", "江苏", "320000", "3", "32="] {
            assert_eq!(text.parse::<NamedProvince>(), Err(NoProvince), "{text}");
        }
    }
}
