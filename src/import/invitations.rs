//! Invitations (签约邀请), many in one file (SIG-09). Unlike a roster's, each row stands for itself: what is wrong with one
//! holds no other back.

pub(super) mod columns;
mod returned;
#[cfg(test)]
mod tests;

pub use columns::title_of;
pub use returned::{Returned, returned};

use super::headers::key;
use super::row::RowReader;
use super::{Basis, ImportError, RowError, file, numbers, report::gathered};
use crate::operations::Wanted;
use columns::{EXAM_NO, NAME, SCHOOL, VALID_DAYS, template, terms, with_reason};
use std::collections::BTreeMap;
use wangqian_rules::ids::SchoolId;

/// Rows of one file. An employer that invites more does so in several.
pub const ROWS_MAX: usize = 2_000;

/// One row: what it wants, or every reason against it.
#[derive(Clone, Debug)]
pub struct InvitationLine {
    pub row: u32,
    /// As it stands in the file.
    pub name: String,
    /// What its cells hold, in the order of the template, to give it back.
    pub cells: Vec<String>,
    pub wanted: Result<Box<Wanted>, Vec<RowError>>,
}

/// A file of invitations.
#[derive(Debug)]
pub struct InvitationFile {
    pub lines: Vec<InvitationLine>,
    pub notices: Vec<RowError>,
}

/// The schools that there are, by code.
#[derive(Clone, Debug, Default)]
pub struct Schools(pub BTreeMap<SchoolId, String>);

impl Schools {
    /// As the template's list offers them: `10001 北京大学`.
    pub fn listed(&self) -> Vec<String> {
        self.0.iter().map(|(id, name)| format!("{id} {name}")).collect()
    }

    /// By code, by name, or by both.
    fn find(&self, text: &str) -> Result<SchoolId, &'static str> {
        let typed = key(text);
        let fits = |id: &SchoolId, name: &str| {
            let (code, name) = (id.to_string(), key(name));
            typed == name || typed == code || typed.strip_prefix(&code).is_some_and(|rest| rest == name)
        };
        let mut fitting = self.0.iter().filter(|(id, name)| fits(id, name));
        match (fitting.next(), fitting.next()) {
            (Some((id, _)), None) => Ok(*id),
            (Some(_), Some(_)) => Err("有不止一所学校叫这个名称，请填写学校代码"),
            (None, _) => Err("没有找到该学校，请从模板的下拉列表中选择，或填写 5 位院校代码"),
        }
    }
}

/// Reads a file of invitations.
///
/// # Errors
/// A file that cannot be trusted, read or understood, or is too long; faults of single rows stand with their rows.
pub fn read(bytes: &[u8], basis: Basis<'_>, schools: &Schools) -> Result<InvitationFile, ImportError> {
    let (mut lines, mut changes) = (Vec::new(), Vec::new());
    let opened = file::each(bytes, &with_reason(), basis, |reader| lines.push(line(reader, schools, &mut changes)))?;
    if lines.len() > ROWS_MAX {
        return Err(ImportError::TooManyRows(ROWS_MAX));
    }
    refuse_repeated(&mut lines);
    lines.extend(opened.unread.map(|fault| InvitationLine {
        row: fault.row,
        name: String::new(),
        cells: Vec::new(),
        wanted: Err(vec![fault]),
    }));
    let notices = opened.notices.into_iter().chain(gathered(changes)).collect();
    Ok(InvitationFile { lines, notices })
}

fn line(mut reader: RowReader<'_>, schools: &Schools, changes: &mut Vec<RowError>) -> InvitationLine {
    let (row, cells) = (reader.number(), reader.texts(template()));
    let name = reader.texts(&[&NAME]).concat();
    let wanted = wanted(&mut reader, schools);
    let outcome = reader.finish(wanted);
    changes.extend(outcome.notices);
    let wanted = outcome.line.map(|line| Box::new(line.value));
    InvitationLine { row, name, cells, wanted }
}

/// The whole row is read before anything is given up, so that every fault is noted at once.
fn wanted(row: &mut RowReader<'_>, schools: &Schools) -> Option<Wanted> {
    let school = row.checked(&SCHOOL, |text| schools.find(text));
    let (name, number) = (row.value(&NAME), row.value(&EXAM_NO));
    let valid_days = row.checked(&VALID_DAYS, numbers::days);
    let terms = terms(row);
    Some(Wanted { school: school?, name, number, valid_days, terms })
}

/// Only the person who made the file can say which of two rows about one graduate is right, so neither is sent.
fn refuse_repeated(lines: &mut [InvitationLine]) {
    let mut rows: BTreeMap<(SchoolId, String), Vec<u32>> = BTreeMap::new();
    for line in lines.iter() {
        if let Ok(wanted) = &line.wanted {
            rows.entry((wanted.school, wanted.number.to_uppercase())).or_default().push(line.row);
        }
    }
    for line in lines {
        let Ok(wanted) = &line.wanted else { continue };
        let same = &rows[&(wanted.school, wanted.number.to_uppercase())];
        if same.len() > 1 {
            let others: Vec<String> = same.iter().filter(|row| **row != line.row).take(5).map(u32::to_string).collect();
            let message = format!("与第 {} 行是同一名毕业生，均未发出，请只保留一行", others.join("、"));
            line.wanted = Err(vec![RowError { row: line.row, column: EXAM_NO.title.to_owned(), message }]);
        }
    }
}
