//! Figures of a school (STA-01): a small one counted by hand, the published example, and any school recounted.

use crate::support::people::{self, COHORT, NOW, SCHOOL};
use proptest::{prelude::*, sample::select};
use std::{collections::BTreeSet, sync::Arc};
use wangqian_rules::{
    case::*,
    codes::{Codes, LevelGroup},
    entity::Entity,
    ids::*,
    profile::Profile,
    review::{Scope, Stage},
    school::{Event, School, roster::RosterRow},
    statistics::{Characteristic, Question, Tally, table::Table},
    time::UnixMs,
};

const HOUR: i64 = 3_600_000;

/// A school as its commits make it, without the steps.
#[derive(Default)]
struct Counted(School);

impl Counted {
    fn graduate(&mut self, serial: u32, change: impl FnOnce(&mut Profile)) {
        let mut profile = people::profile(SCHOOL, serial);
        change(&mut profile);
        self.put(&people::rostered(SCHOOL, serial, profile));
    }

    fn put(&mut self, change: &wangqian_rules::exchange::RosterChange) {
        self.0.apply(&Event::RosterPut(Arc::new(RosterRow::of(change))));
    }

    fn case(&mut self, serial: u32, status: Status, code: &str, judged: Vec<Judged>) {
        let holds = (status == Status::Effective).then(|| Held { code: code.into(), ..work("31", "320106") });
        let row = people::row(u128::from(serial), serial, status, 3);
        let department = self.0.roster.known(row.graduate).map_or(row.department.clone(), |known| known.department.clone());
        let reported = Some(Arc::new(Reported { holds, judged }));
        self.0.apply(&Event::CaseListed(Arc::new(CaseRow { department, reported, ..row })));
    }

    fn ask(&self, question: Question) -> Tally {
        Tally::of(&self.0, &Question { home: Some(ProvinceId(32)), ..question }, Codes::builtin())
    }
}

fn work(nature: &str, region: &str) -> Held {
    Held {
        code: "10".into(),
        employer_nature: nature.into(),
        employer_industry: "34".into(),
        employer_region: region.into(),
        job_category: "13".into(),
    }
}

fn judged(stage: Stage, hours: i64, judgement: Judgement) -> Judged {
    Judged { stage, submitted_at: NOW, at: UnixMs(NOW.0 + hours * HOUR), judgement }
}

fn figure(tally: &Tally, code: &str) -> (usize, Option<usize>) {
    let figures = tally.figures(Codes::builtin());
    figures.iter().find(|figure| figure.code == code).map(|figure| (figure.count, figure.rate)).unwrap_or_default()
}

fn table(tally: &Tally, by: Characteristic) -> Table {
    tally.table(by, Codes::builtin(), |_| None).expect("asked for")
}

/// Label, total and placement rate of each row.
fn rows(tally: &Tally, by: Characteristic) -> Vec<(String, usize, Option<usize>)> {
    table(tally, by).rows.into_iter().map(|row| (row.label, row.total, row.placed)).collect()
}

/// Eight graduates who count. Of the first department (odd numbers) 1 has an agreement, 3 goes on studying, 5 looks for work and 7
/// is in review; of the second 2 works freely, 4 has founded something, 6 has nothing and 8 was rejected. Deleted are 9, who had
/// an agreement, and of an earlier cohort is 10.
fn small() -> Counted {
    let mut school = Counted::default();
    for serial in 1..=9 {
        school.graduate(serial, |profile| {
            if serial <= 3 {
                profile.gender = "2".into();
            }
            if serial == 8 {
                profile.origin_region = "110108".into();
            }
        });
    }
    for (serial, code) in [(1, "10"), (3, "801"), (5, "P70A"), (2, "76"), (4, "75")] {
        school.case(serial, Status::Effective, code, vec![judged(Stage::School, i64::from(serial), Judgement::Approved)]);
    }
    school.case(7, Status::InReview(Phase::First, Stage::School), "", vec![judged(Stage::Department, 2, Judgement::Approved)]);
    let no = Judgement::Rejected("REJ_OTHER".into());
    let returned = judged(Stage::School, 30, Judgement::Returned);
    school.case(8, Status::Ended(End::Rejected(Phase::First)), "", vec![returned, judged(Stage::School, 40, no)]);
    school.case(9, Status::Effective, "10", Vec::new());
    let mut gone = people::rostered(SCHOOL, 9, people::profile(SCHOOL, 9));
    (gone.removed_at, gone.revision) = (Some(NOW), 2);
    school.put(&gone);
    let mut earlier = people::profile(SCHOOL, 10);
    earlier.cohort = COHORT - 1;
    school.put(&people::rostered(SCHOOL, 10, earlier));
    school
}

#[test]
#[doc = "STA-01"]
fn sta_01_a_small_school_counted_by_hand() {
    let tally = small().ask(Question::default());
    assert_eq!(tally.cohort, Some(COHORT));
    assert_eq!(tally.cohorts, BTreeSet::from([COHORT - 1, COHORT]));
    assert_eq!(figure(&tally, "total"), (8, None));
    assert_eq!(figure(&tally, "placed"), (4, Some(5000)));
    assert_eq!(figure(&tally, "CLASS_EMPLOYED"), (3, Some(3750)));
    assert_eq!(figure(&tally, "CLASS_STUDIES"), (1, Some(1250)));
    assert_eq!(figure(&tally, "CLASS_UNEMPLOYED"), (4, Some(5000)));
    assert_eq!(figure(&tally, "GROUP_WAITING"), (1, Some(1250)));
    assert_eq!(figure(&tally, "unregistered"), (3, Some(3750)));
    let of_one = |code| figure(&tally, code).0;
    assert_eq!(["GROUP_CONTRACT", "GROUP_FLEXIBLE", "GROUP_STARTUP", "GROUP_STUDY_HOME"].map(of_one), [1, 1, 1, 1]);
    assert_eq!(["GROUP_STUDY_ABROAD", "GROUP_NOT_SEEKING", "strange"].map(of_one), [0, 0, 0]);
}

#[test]
#[doc = "STA-01"]
fn sta_01_by_characteristics_whoever_works_is_counted_by_the_work_too() {
    let by = Characteristic::ALL.into();
    let tally = small().ask(Question { by, ..Question::default() });
    let departments = [("文学院".into(), 4, Some(5000)), ("计算机学院".into(), 4, Some(5000))];
    assert_eq!(rows(&tally, Characteristic::Department), departments);
    assert_eq!(rows(&tally, Characteristic::Gender), [("男".into(), 5, Some(2000)), ("女".into(), 3, Some(10_000))]);
    let origins = [("江苏省".into(), 7, Some(5714)), ("北京市".into(), 1, Some(0))];
    assert_eq!(rows(&tally, Characteristic::Origin), origins);
    let destinations: Vec<_> =
        rows(&tally, Characteristic::Destination).into_iter().map(|(label, total, _)| (label, total)).collect();
    let expected = [("签就业协议形式就业", 1), ("自主创业", 1), ("自由职业", 1), ("升学", 1), ("待就业", 1), ("未登记", 3)];
    assert_eq!(destinations, expected.map(|(label, total)| (label.to_owned(), total)));
    assert_eq!(rows(&tally, Characteristic::WorkPlace), [("省内".into(), 3, None)]);
    let natures = table(&tally, Characteristic::EmployerNature);
    assert_eq!((natures.rows[0].label.as_str(), natures.rows[0].total, natures.columns.len()), ("国有企业", 3, 3));
    assert_eq!((natures.sum.total, natures.rows[0].counts.clone()), (3, vec![1, 1, 1]));
}

#[test]
#[doc = "STA-01"]
fn sta_01_cases_are_counted_by_state_and_decisions_by_level_time_and_reason() {
    let process = small().ask(Question::default()).process;
    let kind = CaseKind::ONLINE_SIGNING;
    assert_eq!(process.cases, 8);
    assert_eq!(process.states[&(kind, Status::Effective)], 6);
    let waiting = process.waiting[&(kind, Stage::School)];
    assert_eq!((process.waiting.len(), waiting.count, waiting.oldest), (1, 1, NOW));
    let school = &process.judged[&Stage::School];
    assert_eq!((school.count(), school.returned, school.rejected), (7, 1, 1));
    assert_eq!([50, 90, 100].map(|percent| school.within(percent)), [Some(4 * 60), Some(40 * 60), Some(40 * 60)]);
    assert_eq!(process.judged[&Stage::Department].within(50), Some(120));
    assert_eq!(process.rejected.into_iter().collect::<Vec<_>>(), [("REJ_OTHER".into(), 1)]);
}

#[test]
#[doc = "STA-01 ACC-07 ACC-08"]
fn sta_01_a_scope_counts_its_own_and_a_department_of_it_alone() {
    let school = small();
    let of = |scope: Scope, department: Option<&str>| {
        let tally = school.ask(Question { scope, department: department.map(str::to_owned), ..Question::default() });
        (tally.whole.total(), tally.process.cases, tally.departments.len())
    };
    let department = || Scope { department: Some("文学院".into()), level: None };
    assert_eq!(of(department(), None), (4, 3, 1));
    assert_eq!(of(department(), Some("计算机学院")), (0, 0, 1));
    assert_eq!(of(Scope::default(), Some("文学院")), (4, 3, 2));
    assert_eq!(of(Scope { department: None, level: Some(LevelGroup::Postgraduate) }, None), (0, 0, 0));
    let earlier = school.ask(Question { cohort: Some(COHORT - 1), ..Question::default() });
    assert_eq!((earlier.whole.total(), earlier.process.cases), (1, 0));
}

#[test]
#[doc = "STA-01"]
fn sta_01_the_published_example_52_40_26_04_0_77_18_21_are_97_42_percent() {
    let mut school = Counted::default();
    let published = [("11", 5_240), ("12", 2_604), ("75", 77), ("801", 1_600), ("85", 221), ("P70A", 258)];
    let codes = published.iter().flat_map(|(code, count)| std::iter::repeat_n(*code, *count));
    for (serial, code) in (1..).zip(codes) {
        school.graduate(serial, |_| {});
        school.case(serial, Status::Effective, code, Vec::new());
    }
    let tally = school.ask(Question::default());
    let rate = |code| figure(&tally, code).1;
    let groups = ["GROUP_CONTRACT", "GROUP_FLEXIBLE", "GROUP_STARTUP", "CLASS_STUDIES"].map(rate);
    assert_eq!(groups, [Some(5240), Some(2604), Some(77), Some(1821)]);
    assert_eq!((rate("placed"), rate("GROUP_WAITING"), tally.whole.total()), (Some(9742), Some(258), 10_000));
}

#[test]
#[doc = "STA-01"]
fn sta_01_a_destination_that_no_table_knows_any_more_is_said_and_not_placed() {
    let mut school = Counted::default();
    school.graduate(1, |_| {});
    school.case(1, Status::Effective, "999", Vec::new());
    let tally = school.ask(Question { by: vec![Characteristic::Department], ..Question::default() });
    assert_eq!((figure(&tally, "strange").0, figure(&tally, "placed").0, figure(&tally, "CLASS_UNEMPLOYED").0), (1, 0, 1));
    let row = &table(&tally, Characteristic::Department).rows[0];
    assert_eq!(row.counts.iter().sum::<usize>(), row.total);
}

/// Department, gender, and what became of a graduate: a code, in review, or nothing.
type Drawn = (bool, bool, Option<&'static str>);

fn a_graduate() -> impl Strategy<Value = Drawn> {
    let codes =
        vec![None, Some(""), Some("10"), Some("11"), Some("P272"), Some("76"), Some("75"), Some("85"), Some("71"), Some("72")];
    (any::<bool>(), any::<bool>(), select(codes))
}

fn school_of(drawn: &[Drawn], from: u32) -> Counted {
    let mut school = Counted::default();
    for (serial, (first, female, code)) in (from..).zip(drawn) {
        school.graduate(serial, |profile| {
            profile.department = people::DEPARTMENTS[usize::from(!first)].into();
            profile.gender = if *female { "2" } else { "1" }.into();
        });
        match *code {
            None => {}
            Some("") => school.case(serial, Status::InReview(Phase::First, Stage::School), "", Vec::new()),
            Some(code) => school.case(serial, Status::Effective, code, Vec::new()),
        }
    }
    school
}

proptest! {
    /// Every figure is what a recount of the graduates gives, every table counts everybody once, and two halves are the whole.
    #[test]
    #[doc = "STA-01"]
    fn sta_01_figures_equal_a_recount(drawn in prop::collection::vec(a_graduate(), 0..40), cut in 0usize..40) {
        let ask = |drawn: &[Drawn], from| school_of(drawn, from).ask(Question { by: Characteristic::ALL.into(), cohort: Some(COHORT), ..Question::default() });
        let tally = ask(&drawn, 1);
        let count = |codes: &[&str]| drawn.iter().filter(|(_, _, code)| code.is_some_and(|code| codes.contains(&code))).count();
        prop_assert_eq!(figure(&tally, "total").0, drawn.len());
        prop_assert_eq!(figure(&tally, "GROUP_CONTRACT").0, count(&["10", "11", "P272"]));
        prop_assert_eq!(figure(&tally, "placed").0, count(&["10", "11", "P272", "75", "76", "85"]));
        prop_assert_eq!(figure(&tally, "GROUP_NOT_SEEKING").0, count(&["71", "72"]));
        prop_assert_eq!(figure(&tally, "unregistered").0, count(&[""]) + drawn.iter().filter(|(_, _, code)| code.is_none()).count());
        let classes = ["CLASS_EMPLOYED", "CLASS_STUDIES", "CLASS_UNEMPLOYED"].map(|code| figure(&tally, code).0);
        prop_assert_eq!(classes.iter().sum::<usize>(), drawn.len());
        for by in Characteristic::ALL {
            let table = table(&tally, by);
            let expected = if by.is_of_work() { classes[0] } else { drawn.len() };
            prop_assert_eq!((table.sum.total, table.rows.iter().map(|row| row.total).sum::<usize>()), (expected, expected), "{:?}", by);
            prop_assert!(table.columns.is_empty() || table.rows.iter().all(|row| row.counts.iter().sum::<usize>() == row.total), "{:?}", by);
        }
        let women = drawn.iter().filter(|(_, female, _)| *female).count();
        let shown = rows(&tally, Characteristic::Gender).into_iter().find(|(label, ..)| label == "女").map_or(0, |(_, total, _)| total);
        prop_assert_eq!(shown, women);
        let (some, others) = drawn.split_at(cut.min(drawn.len()));
        let mut sum = ask(some, 1);
        sum.add(ask(others, 1 + some.len() as u32));
        prop_assert_eq!(sum, tally);
    }
}
