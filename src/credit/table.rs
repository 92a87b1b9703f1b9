//! Registrations as the operator knows them: for demonstrations, and where there is no way to the registry itself.

use super::{RegistryError, status_code};
use std::collections::BTreeMap;
use wangqian_rules::{check::CreditCode, codes::Codes};

/// Employers whose registration is known.
pub(super) struct Table(BTreeMap<String, String>);

impl Table {
    /// Lines `credit code,status`; the status by code or name. Empty lines and those that begin with `#` are passed over.
    pub(super) fn read(text: &str, codes: &Codes) -> Result<Self, RegistryError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let rows = lines.map(|line| row(line, codes).ok_or_else(|| RegistryError::Table(line.to_owned())));
        rows.collect::<Result<_, _>>().map(Self)
    }

    /// Of an employer that is not in it nothing is known: to say that it exists would be a guess (SIG-03).
    pub(super) fn status(&self, credit_code: &str) -> Option<String> {
        self.0.get(credit_code).cloned()
    }
}

fn row(line: &str, codes: &Codes) -> Option<(String, String)> {
    let (credit_code, status) = line.split_once(',')?;
    Some((CreditCode::as_printed(credit_code.trim()).ok()?.into(), status_code(status, codes)?))
}
