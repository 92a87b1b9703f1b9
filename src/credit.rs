//! The enterprise credit registry (国家企业信用信息公示系统), behind a port: what state an employer's registration is in (SIG-03).
//! It is asked when a reviewer looks; what it said is shown, never stored. A registry that does not answer is said to be
//! unreachable, and the reviewer checks by hand.

mod answers;
mod http;
mod table;

use answers::Answers;
use http::HttpRegistry;
use std::time::Duration;
use table::Table;
use wangqian_rules::{
    codes::{CodeTable, Codes},
    time::UnixMs,
};

/// 「存续」.
pub const EXISTING: &str = "REG_EXIST";
/// 「暂时无法获取最新状态」.
pub const UNKNOWN: &str = "REG_UNKNOWN";

/// How the registry is reached.
#[derive(Clone, Debug, Default)]
pub struct RegistryOptions {
    /// `http://…`: asked as `GET <url>/<credit code>`, answered by `{"status": "存续"}`. The table when absent.
    pub url: Option<String>,
    /// Time that one question may take.
    pub timeout: Duration,
    /// Lines `credit code,status`; nothing is known of anybody else.
    pub table: Option<String>,
}

/// What the registry said of an employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Code of `employer_reg_status`.
    pub state: String,
    /// When it was asked; `None`: it did not answer, or there is nobody to ask.
    pub checked_at: Option<UnixMs>,
}

/// The registry did not answer, or not in words we know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    #[error("not in time")]
    TooSlow,
    #[error("no connection")]
    NoConnection,
    #[error("status {0}")]
    Status(u16),
    #[error("an answer of more than {0} bytes")]
    TooLong(usize),
    #[error("not a status that we know")]
    Garbage,
}

enum Source {
    Table(Table),
    Http(HttpRegistry),
}

/// The registry, with what it said lately.
pub struct CreditRegistry {
    source: Source,
    answers: Answers,
}

/// Why the options make no registry.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    #[error("the credit registry's table: {0}")]
    Table(String),
    #[error("the credit registry's client: {0}")]
    Client(String),
}

impl CreditRegistry {
    /// # Errors
    /// A table with a line that is none, a client that cannot be made.
    pub fn new(options: &RegistryOptions, codes: &Codes) -> Result<Self, RegistryError> {
        let source = match &options.url {
            Some(url) => Source::Http(HttpRegistry::new(url, options.timeout)?),
            None => Source::Table(Table::read(options.table.as_deref().unwrap_or_default(), codes)?),
        };
        Ok(Self { source, answers: Answers::default() })
    }

    /// The employer's standing now, or what was said of it a short while ago.
    pub async fn standing(&self, credit_code: &str, codes: &Codes, now: UnixMs) -> Standing {
        if let Some(known) = self.answers.get(credit_code, now) {
            return known;
        }
        let said = match &self.source {
            Source::Table(table) => table.status(credit_code),
            Source::Http(registry) => {
                let unreachable = |error: &Unreachable| tracing::warn!(%error, "the credit registry did not answer");
                registry.status(credit_code, codes).await.inspect_err(unreachable).ok()
            }
        };
        let standing = match said {
            Some(state) => Standing { state, checked_at: Some(now) },
            None => Standing { state: UNKNOWN.to_owned(), checked_at: None },
        };
        self.answers.put(credit_code, standing.clone(), now);
        standing
    }
}

/// The code of a status given by its code or its name.
fn status_code(text: &str, codes: &Codes) -> Option<String> {
    let text = text.trim();
    let row = codes.rows(CodeTable::EmployerRegStatus).iter().find(|row| row.code == text || row.name == text)?;
    Some(row.code.clone()).filter(|code| code != UNKNOWN)
}
