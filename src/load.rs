//! `wangqian load`: a school's own roster and employers, from xlsx files into a data directory that no server is using.
//!
//! Both files are read before anything changes. Every row that holds is taken up, every other one is reported with its
//! number, its column and what is expected. The same files again add nothing, so a run that was cut short is run again.

mod accounts;
mod args;
mod employers;
mod progress;
mod report;
mod roster;
mod schools;
mod table;

pub use args::{Agreement, LoadArgs, NamedProvince, ReviewRoute};
pub use report::{LoadReport, Remark, Source, Tally};
pub use table::TableError;

use crate::import::{self, Basis, ImportError, Imported};
use accounts::AccountsFile;
use std::{
    fs::File,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};
use wangqian_rules::{ids::SchoolId, review::AgreementKind};
use wangqian_runtime::{AskError, Runtime};

/// Why a load ended early. The rows taken up before stay, and running it again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("无法读取 {}：{error}", .path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{}：{error}", .path.display())]
    Import { path: PathBuf, error: ImportError },
    #[error(transparent)]
    Table(#[from] TableError),
    #[error("不知道院校 {0} 属于哪个省份，请用 --province 指定，如 --province 32 或 --province 32=江苏省")]
    ProvinceNeeded(SchoolId),
    #[error("行政区划代码表中没有省级代码 {0}")]
    UnknownProvince(u8),
    #[error("{province}已设置为{}，与 --agreement 不一致", agreement_label(*.set))]
    AgreementKindSet { province: String, set: AgreementKind },
    #[error("系统没有可用的随机数，无法生成激活码")]
    NoRandomness(#[from] getrandom::Error),
    #[error("无法输出导入结果：{0}")]
    Output(io::Error),
    #[error(transparent)]
    Ask(#[from] AskError),
}

fn agreement_label(kind: AgreementKind) -> &'static str {
    match kind {
        AgreementKind::TwoParty => "两方协议",
        AgreementKind::ThreeParty => "三方协议",
    }
}

/// The subcommand: loads, and says on standard output what became of every row.
///
/// # Errors
/// What ended the load early; refused rows are no error.
pub async fn run(runtime: &Runtime, args: LoadArgs) -> Result<(), LoadError> {
    let report = load(runtime, &args).await?;
    write!(io::stdout().lock(), "{report}").map_err(LoadError::Output)?;
    if report.accounts > 0 {
        let file = args.accounts_out.display();
        writeln!(io::stdout().lock(), "激活码已写入 {file}（仅当前系统用户可读）。").map_err(LoadError::Output)?;
    }
    match &args.report {
        Some(path) => Ok(report.write_table(path)?),
        None => Ok(()),
    }
}

/// Takes the files up.
///
/// # Errors
/// As [`run`].
pub async fn load(runtime: &Runtime, args: &LoadArgs) -> Result<LoadReport, LoadError> {
    let basis = Basis { codes: runtime.codes(), today: runtime.now().date() };
    let roster = args.roster.as_deref().map(|path| read(path, basis, import::roster::read)).transpose()?;
    let employers = args.employers.as_deref().map(|path| read(path, basis, import::employers::read)).transpose()?;
    let accounts = AccountsFile::open(&args.accounts_out)?;
    let mut loader = Loader { runtime, args, accounts, report: LoadReport::default() };
    // A roster founds the province by itself, once it is known to be readable.
    if let (Some(province), None) = (&args.province, &args.roster) {
        loader.found_province(province).await?;
    }
    if let Some(imported) = roster {
        loader.take_roster(imported).await?;
    }
    if let Some(imported) = employers {
        loader.take_employers(imported).await?;
    }
    runtime.settled().await;
    Ok(loader.report)
}

/// A load under way.
struct Loader<'a> {
    runtime: &'a Runtime,
    args: &'a LoadArgs,
    accounts: AccountsFile,
    report: LoadReport,
}

/// The reader refuses anything longer than 10 MB; one byte more is enough for it to see that.
const READ_MAX: u64 = (10 << 20) + 1;

fn read<'a, T>(
    path: &Path,
    basis: Basis<'a>,
    read: impl Fn(&[u8], Basis<'a>) -> Result<Imported<T>, ImportError>,
) -> Result<Imported<T>, LoadError> {
    let unreadable = |error| LoadError::File { path: path.to_owned(), error };
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(READ_MAX).read_to_end(&mut bytes)).map_err(unreadable)?;
    read(&bytes, basis).map_err(|error| LoadError::Import { path: path.to_owned(), error })
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
