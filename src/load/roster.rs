//! Graduates from a roster file, school by school.

use super::{LoadError, Loader, accounts::Person, progress::Progress, report::Source};
use crate::{
    import::{Imported, Line, roster::RosterEntry},
    people::{self, NewAccount, Standing},
};
use std::collections::{BTreeMap, BTreeSet};
use wangqian_rules::{
    ems::register::{EnrolError, Taken},
    ids::*,
    profile::Profile,
};

const EXAM_NO: &str = "考生号";
const STUDENT_NO: &str = "学号";
const EDUCATION_LEVEL: &str = "学历代码";
const ID_NO: &str = "身份证号";
/// Rows between two signs of progress.
const STRETCH: usize = 1_000;

/// The rows of one school, under the name of the first.
struct Part {
    name: String,
    lines: Vec<Line<Profile>>,
}

/// A row of the file and whose it turned out to be.
struct Enrolled {
    row: u32,
    person: Person,
}

impl Loader<'_> {
    /// Every school's province is known before the first one is founded.
    pub(super) async fn take_roster(&mut self, mut imported: Imported<RosterEntry>) -> Result<(), LoadError> {
        self.report.take(Source::Roster, &mut imported);
        let parts = by_school(imported.lines);
        let mut places = Vec::with_capacity(parts.len());
        for school in parts.keys() {
            places.push(self.place_of(*school).await?);
        }
        for ((school, part), place) in parts.into_iter().zip(places) {
            let departments: BTreeSet<&str> = part.lines.iter().map(|line| line.value.department.as_str()).collect();
            self.found_school(&place, school, &part.name, &departments).await?;
            let enrolled = self.enrol(school, part).await?;
            self.open_signing(school).await?;
            self.open_graduates(enrolled).await?;
        }
        Ok(())
    }

    async fn enrol(&mut self, school: SchoolId, part: Part) -> Result<Vec<Enrolled>, LoadError> {
        let mut progress = Progress::of(format!("{}毕业生", part.name), part.lines.len());
        let mut enrolled = Vec::with_capacity(part.lines.len());
        for stretch in part.lines.chunks(STRETCH) {
            let profiles = stretch.iter().map(|line| line.value.clone()).collect();
            let answers = people::enrol(self.runtime, school, profiles).await?;
            for (line, answer) in stretch.iter().zip(answers) {
                enrolled.extend(self.note(line, answer));
            }
            progress.advance(stretch.len());
        }
        Ok(enrolled)
    }

    fn note(&mut self, line: &Line<Profile>, answer: Result<(GraduateId, Taken), EnrolError>) -> Option<Enrolled> {
        let (id, taken) = match answer {
            Ok(taken) => taken,
            Err(error) => {
                self.report.refuse(Source::Roster, line.row, column_of(error), error);
                return None;
            }
        };
        let graduates = &mut self.report.graduates;
        *(if taken == Taken::New { &mut graduates.added } else { &mut graduates.known }) += 1;
        let said = match taken {
            Taken::New | Taken::Unchanged => None,
            Taken::Changed => Some("该生已在名单中，已按文件更新"),
            Taken::Restored => Some("该生曾被删除，已恢复到名单中"),
        };
        if let Some(said) = said {
            self.report.notice(Source::Roster, line.row, "", said);
        }
        Some(Enrolled::of(line, id))
    }

    async fn open_graduates(&mut self, enrolled: Vec<Enrolled>) -> Result<(), LoadError> {
        let (rows, people): (Vec<u32>, Vec<Person>) = enrolled.into_iter().map(|one| (one.row, one.person)).unzip();
        let standings = self.open_accounts(&people).await?;
        for (row, standing) in rows.into_iter().zip(standings) {
            if standing == Standing::Joins {
                let message = "该证件号码已有登录账号（其他学校或往届的同一人），未另开账号；登录方式见激活码文件";
                self.report.notice(Source::Roster, row, ID_NO, message);
            }
        }
        Ok(())
    }
}

impl Enrolled {
    fn of(line: &Line<Profile>, id: GraduateId) -> Self {
        let Profile { id_no, name, .. } = &line.value;
        Self { row: line.row, person: Person { account: NewAccount::graduate(id, id_no), name: name.clone() } }
    }
}

fn by_school(lines: Vec<Line<RosterEntry>>) -> BTreeMap<SchoolId, Part> {
    let mut parts: BTreeMap<SchoolId, Part> = BTreeMap::new();
    for Line { row, value: RosterEntry { school, school_name, profile } } in lines {
        let part = parts.entry(school).or_insert_with(|| Part { name: school_name, lines: Vec::new() });
        part.lines.push(Line { row, value: profile });
    }
    parts
}

fn column_of(error: EnrolError) -> &'static str {
    match error {
        EnrolError::ExamNoTaken => EXAM_NO,
        EnrolError::IdNoTaken => ID_NO,
        EnrolError::StudentNoTaken => STUDENT_NO,
        EnrolError::OtherLevel => EDUCATION_LEVEL,
    }
}
