//! Graduates from a roster file, school by school.

use super::{LoadError, Loader, accounts::Person, progress::Progress, report::Source};
use crate::{
    import::{Imported, Line, roster::RosterEntry},
    people::{self, NewAccount, Standing},
};
use std::collections::{BTreeMap, BTreeSet};
use wangqian_rules::{
    ids::*,
    profile::Profile,
    school::{
        School,
        roster::{EnrolError, RosterRow},
    },
};

const EXAM_NO: &str = "考生号";
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
        let (mut enrolled, new) = self.tell_known_from_new(school, part.lines).await?;
        progress.advance(enrolled.len());
        for stretch in new.chunks(STRETCH) {
            let profiles = stretch.iter().map(|line| line.value.clone()).collect();
            let answers = people::enrol(self.runtime, school, profiles).await?;
            for (line, answer) in stretch.iter().zip(answers) {
                match answer {
                    Ok(id) => {
                        self.report.graduates.added += 1;
                        enrolled.push(Enrolled::of(line, id));
                    }
                    Err(error) => self.report.refuse(Source::Roster, line.row, column_of(error), error),
                }
            }
            progress.advance(stretch.len());
        }
        Ok(enrolled)
    }

    /// Who is on the roster already under both numbers is the same person; one number alone is refused when they enrol.
    async fn tell_known_from_new(
        &mut self,
        school: SchoolId,
        lines: Vec<Line<Profile>>,
    ) -> Result<(Vec<Enrolled>, Vec<Line<Profile>>), LoadError> {
        let school = self.runtime.read::<School>(school).await?;
        let rows: BTreeMap<_, _> = school.roster.rows().map(|row| ((row.id.cohort, row.exam_no.as_str()), row)).collect();
        let (mut known, mut new) = (Vec::new(), Vec::new());
        for line in lines {
            let row = rows.get(&(line.value.cohort, line.value.exam_no.as_str()));
            let Some(row) = row.filter(|row| row.id_no == line.value.id_no) else {
                new.push(line);
                continue;
            };
            self.report.graduates.known += 1;
            if !says_the_same(row, &line.value) {
                self.report.notice(Source::Roster, line.row, "", "该生已在名单中，文件中的信息与名单不一致，名单保持不变");
            }
            known.push(Enrolled::of(&line, row.id));
        }
        Ok((known, new))
    }

    async fn open_graduates(&mut self, enrolled: Vec<Enrolled>) -> Result<(), LoadError> {
        let (rows, people): (Vec<u32>, Vec<Person>) = enrolled.into_iter().map(|one| (one.row, one.person)).unzip();
        let standings = self.open_accounts(&people).await?;
        for (row, standing) in rows.into_iter().zip(standings) {
            if standing == Standing::Taken {
                let message = "该证件号码已有登录账号（属于其他学校或往届的同一人），未另开账号";
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
    }
}

/// As far as the roster itself remembers.
fn says_the_same(row: &RosterRow, profile: &Profile) -> bool {
    row.name == profile.name
        && row.department == profile.department
        && row.education_level == profile.education_level
        && row.major == profile.major
        && row.training_mode == profile.training_mode
        && row.household_in_school == profile.household_in_school
}
