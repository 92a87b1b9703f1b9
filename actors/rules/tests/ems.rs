//! The employment management system: the roster and its keepers, accounts, and what is reported.

use crate::support::{
    Bench,
    people::{self, COHORT, NOW, SCHOOL},
};
use wangqian_rules::{
    codes::LevelGroup,
    ems::{accounts::Keeper, register::*, reported::*, *},
    exchange::*,
    ids::*,
    letter::Letter,
    profile::Profile,
    school::staff::*,
    terms::HouseholdTransfer,
    time::UnixMs,
};

const PROVINCE: ProvinceId = ProvinceId(32);
const OPERATOR: Keeper = Keeper::Operator;

fn founded() -> Bench<EmsSchool> {
    let mut bench = Bench::new(EntityId::EmsSchool(SCHOOL));
    let school = SchoolEntry { name: people::SCHOOL_NAME.into(), province: PROVINCE };
    bench.done(Command::Found { by: OPERATOR, school });
    bench
}

fn upload(profiles: impl IntoIterator<Item = Profile>) -> Command {
    Command::Upload { by: OPERATOR, profiles: profiles.into_iter().collect() }
}

fn row(serial: u32) -> Profile {
    people::profile(SCHOOL, serial)
}

fn id(serial: u32) -> GraduateId {
    people::graduate_id(SCHOOL, serial)
}

fn results(outcome: crate::support::Outcome<EmsSchool>) -> Vec<Result<(u32, Taken), EnrolError>> {
    let Some(Reply::Uploaded { results, .. }) = outcome.reply else { panic!("{outcome:?}") };
    results.into_iter().map(|result| result.map(|(id, taken)| (id.serial, taken))).collect()
}

fn cargo(outcome: &crate::support::Outcome<EmsSchool>) -> Vec<Cargo> {
    let link = EntityId::from(LinkId { to: Side::Platform, school: SCHOOL });
    let carried = outcome.letters().into_iter().filter_map(|(to, letter)| match letter {
        Letter::Carry(cargo) if to == link => Some(cargo.clone()),
        _ => None,
    });
    carried.flatten().collect()
}

#[test]
#[doc = "ROS-01, INV-02"]
fn each_uploaded_row_gets_its_own_result_ros_01() {
    let mut bench = founded();
    assert_eq!(results(bench.done(upload([row(1), row(2)]))), [Ok((1, Taken::New)), Ok((2, Taken::New))]);
    bench.done(Command::Delete { by: OPERATOR, ids: vec![id(2)] });
    let corrected = Profile { major: "软件工程".into(), ..row(1) };
    let number_taken = Profile { exam_no: row(1).exam_no, ..row(3) };
    let last_year = Profile { cohort: COHORT - 1, ..row(1) };
    let other_number = Profile { exam_no: "23321000109999".into(), ..row(2) };
    let done = bench.done(upload([row(1), corrected, other_number, number_taken, last_year]));
    let expected = [
        Ok((1, Taken::Unchanged)),
        Ok((1, Taken::Changed)),
        Ok((2, Taken::Restored)),
        Err(EnrolError::ExamNoTaken),
        Ok((1, Taken::New)),
    ];
    assert_eq!(cargo(&done).len(), 3, "what did not change does not cross");
    assert_eq!(results(done), expected);
}

#[test]
#[doc = "INV-01, INV-02"]
fn who_is_uploaded_again_is_the_same_graduate_with_a_higher_revision_inv_02() {
    let mut bench = founded();
    bench.done(upload([row(1)]));
    let crossed = |outcome: &crate::support::Outcome<EmsSchool>| match cargo(outcome).as_slice() {
        [Cargo::Roster(change)] => (change.id, change.revision, change.removed_at),
        other => panic!("{other:?}"),
    };
    let deleted = bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] });
    assert_eq!(crossed(&deleted), (id(1), 2, Some(NOW)));
    assert!(cargo(&bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] })).is_empty(), "deleted before");
    assert_eq!(crossed(&bench.done(upload([row(1)]))), (id(1), 3, None));
}

#[test]
#[doc = "INV-02, ROS-01"]
fn who_was_deleted_and_comes_back_with_a_corrected_document_is_the_same_graduate_inv_02() {
    let mut bench = founded();
    bench.done(upload([row(1), row(2)]));
    bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1), id(2)] });
    let corrected = Profile { id_no: row(9).id_no, ..row(1) };
    assert_eq!(results(bench.done(upload([corrected]))), [Ok((1, Taken::Restored))]);
    let somebody_else = Profile { id_no: row(8).id_no, name: "另一人".into(), ..row(2) };
    assert_eq!(results(bench.done(upload([somebody_else]))), [Ok((3, Taken::New))]);
}

#[test]
#[doc = "ROS-01, INV-02"]
fn two_numbers_that_were_exchanged_are_set_right_ros_01() {
    let mut bench = founded();
    bench.done(upload([Profile { id_no: row(2).id_no, ..row(1) }, Profile { id_no: row(1).id_no, ..row(2) }]));
    bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] });
    bench.done(Command::Edit { by: OPERATOR, id: id(2), from: 1, profile: Box::new(row(2)) });
    assert_eq!(results(bench.done(upload([row(1)]))), [Ok((1, Taken::Restored))]);
    assert_eq!(results(bench.done(upload([row(1), row(2)]))), [Ok((1, Taken::Unchanged)), Ok((2, Taken::Unchanged))]);
}

#[test]
#[doc = "ROS-01, SIG-04"]
fn an_edit_may_correct_the_numbers_but_take_nobody_elses_ros_01() {
    let mut bench = founded();
    bench.done(upload([row(1), row(2)]));
    let edit = |profile| Command::Edit { by: OPERATOR, id: id(1), from: 1, profile: Box::new(profile) };
    assert_eq!(bench.refused(edit(Profile { id_no: row(2).id_no, ..row(1) })), "invalid_field");
    assert_eq!(bench.refused(edit(Profile { exam_no: row(2).exam_no, ..row(1) })), "invalid_field");
    assert_eq!(bench.refused(edit(Profile { student_no: row(2).student_no.to_lowercase(), ..row(1) })), "invalid_field");
    let same_number = Profile { student_no: row(2).student_no, ..row(3) };
    assert_eq!(results(bench.done(upload([same_number]))), [Err(EnrolError::StudentNoTaken)]);
    assert!(bench.done(edit(row(1))).events.is_empty(), "nothing differs");
    bench.done(edit(Profile { id_no: row(9).id_no, ..row(1) }));
    assert_eq!(results(bench.done(upload([Profile { exam_no: row(8).exam_no, ..row(9) }]))), [Ok((1, Taken::Changed))]);
    bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] });
    assert_eq!(bench.refused(edit(row(1))), "not_found");
}

#[test]
#[doc = "ROS-01"]
fn a_correction_of_a_row_that_changed_meanwhile_undoes_nothing_ros_01() {
    let mut bench = founded();
    bench.done(upload([row(1)]));
    let edit = |from, major: &str| {
        let profile = Box::new(Profile { major: major.into(), ..row(1) });
        Command::Edit { by: OPERATOR, id: id(1), from, profile }
    };
    bench.done(edit(1, "软件工程"));
    assert_eq!(bench.refused(edit(1, "网络工程")), "stale_version");
    bench.done(edit(2, "网络工程"));
}

#[test]
#[doc = "ACC-07, ACC-04"]
fn who_looks_after_one_level_keeps_rows_of_that_level_only_acc_07() {
    let mut bench = enrolled();
    bench.done(Command::TakeReports(vec![report(1, destination(1, "甲公司"))]));
    let of_level = |level| Staff { post: Post::School { level: Some(level) }, ..people::school_user() };
    for level in [LevelGroup::Postgraduate, LevelGroup::Undergraduate] {
        bench.done(Command::AddAccount { by: OPERATOR, staff: of_level(level), activation: None });
    }
    let (stranger, own) = (Keeper::Staff(StaffId(1)), Keeper::Staff(StaffId(2)));
    let graduate_student = || Profile { education_level: "11".into(), level: LevelGroup::Postgraduate, ..row(5) };
    let edit = |by, profile| Command::Edit { by, id: id(1), from: 1, profile: Box::new(profile) };
    let papers = |by, from| Command::EditPapers { by, id: id(1), from, papers: Box::new(card("乙公司")) };
    let activate = |by| Command::Activate { by, codes: vec![(id(1), [1; 32])], resets: false };
    for refused in [
        edit(stranger, row(1)),
        papers(stranger, 1),
        Command::Resend { by: stranger, id: id(1) },
        Command::Delete { by: stranger, ids: vec![id(1)] },
    ] {
        assert_eq!(bench.refused(refused), "not_found");
    }
    assert!(cargo(&bench.done(activate(stranger))).is_empty());
    let upload = |by, profile| Command::Upload { by, profiles: vec![profile] };
    let taken_over = Profile { id_no: row(1).id_no, exam_no: row(1).exam_no, ..graduate_student() };
    for profile in [row(6), taken_over] {
        assert_eq!(results(bench.done(upload(stranger, profile))), [Err(EnrolError::OtherLevel)]);
    }
    assert_eq!(bench.refused(edit(own, graduate_student())), "invalid_field", "given away");
    bench.done(papers(own, 1));
    assert_eq!(cargo(&bench.done(activate(own))).len(), 1);
    bench.done(edit(own, Profile { major: "软件工程".into(), ..row(1) }));
    assert_eq!(results(bench.done(upload(own, row(1)))), [Ok((1, Taken::Changed))]);
    bench.done(Command::Delete { by: own, ids: vec![id(1)] });
    assert_eq!(results(bench.done(upload(stranger, graduate_student()))).len(), 1);
}

/// A school user, a department user and a read-only school user, numbered 1, 2 and 3.
fn staffed() -> Bench<EmsSchool> {
    let mut bench = founded();
    let mut reader = people::school_user();
    reader.permissions.basic = Permission::ReadOnly;
    for staff in [people::school_user(), people::department_user(people::DEPARTMENTS[0]), reader] {
        bench.done(Command::AddAccount { by: OPERATOR, staff, activation: None });
    }
    bench
}

#[test]
#[doc = "ACC-02, ACC-04, ACC-05"]
fn only_the_level_above_keeps_an_account_acc_05() {
    let keepers = [
        (Keeper::Province(PROVINCE), "done", "not_permitted"),
        (Keeper::Province(ProvinceId(99)), "not_permitted", "not_permitted"),
        (Keeper::Staff(StaffId(1)), "not_permitted", "done"),
        (Keeper::Staff(StaffId(2)), "not_permitted", "not_permitted"),
        (Keeper::Staff(StaffId(9)), "not_permitted", "not_permitted"),
    ];
    let code = |bench: &mut Bench<EmsSchool>, command| bench.command(command).map_or_else(|no| no.code(), |_| "done");
    for (by, at_school, at_department) in keepers {
        for (id, staff, expected) in
            [(1, people::school_user(), at_school), (2, people::department_user("文学院"), at_department)]
        {
            let mut bench = staffed();
            let add = Command::AddAccount { by, staff: staff.clone(), activation: None };
            assert_eq!(code(&mut bench, add), expected, "{by:?} adds {:?}", staff.post);
            let change = Command::ChangeAccount { by, id: StaffId(id), from: 1, staff: staff.clone(), locked: true };
            assert_eq!(code(&mut bench, change), expected, "{by:?} changes {:?}", staff.post);
            let reset = Command::ResetAccount { by, id: StaffId(id), activation: [7; 32] };
            assert_eq!(code(&mut bench, reset), expected, "{by:?} resets {:?}", staff.post);
        }
    }
}

#[test]
#[doc = "ACC-05"]
fn a_school_user_makes_no_department_user_a_school_user_acc_05() {
    let mut bench = staffed();
    let by = Keeper::Staff(StaffId(1));
    let promoted = Command::ChangeAccount { by, id: StaffId(2), from: 1, staff: people::school_user(), locked: false };
    assert_eq!(bench.refused(promoted), "not_permitted");
}

#[test]
#[doc = "ACC-05"]
fn a_lock_is_not_undone_by_who_did_not_see_it_acc_05() {
    let mut bench = staffed();
    let by = Keeper::Staff(StaffId(1));
    let change =
        |locked| Command::ChangeAccount { by, id: StaffId(2), from: 1, staff: people::department_user("文学院"), locked };
    bench.done(change(true));
    assert_eq!(bench.refused(change(false)), "stale_version");
}

#[test]
#[doc = "ACC-04"]
fn the_roster_is_kept_by_school_users_who_may_write_acc_04() {
    for (by, expected) in [(1, "done"), (2, "not_permitted"), (3, "not_permitted"), (9, "not_permitted")] {
        let mut bench = staffed();
        let upload = Command::Upload { by: Keeper::Staff(StaffId(by)), profiles: vec![row(1)] };
        assert_eq!(bench.command(upload).map_or_else(|no| no.code(), |_| "done"), expected, "user {by}");
    }
    let mut bench = staffed();
    let lock = Command::ChangeAccount { by: OPERATOR, id: StaffId(1), from: 1, staff: people::school_user(), locked: true };
    bench.done(lock);
    let upload = Command::Upload { by: Keeper::Staff(StaffId(1)), profiles: vec![row(1)] };
    assert_eq!(bench.refused(upload), "not_permitted", "a locked user");
}

#[test]
#[doc = "ACC-02"]
fn a_one_time_code_crosses_and_is_kept_nowhere_acc_02() {
    let mut bench = staffed();
    let done = bench.done(Command::ResetAccount { by: OPERATOR, id: StaffId(2), activation: [7; 32] });
    let crossed = cargo(&done);
    let [Cargo::Staff(change)] = crossed.as_slice() else { panic!("{crossed:?}") };
    assert_eq!((change.revision, change.activation), (2, Some([7; 32])));
    assert_eq!(bench.state.accounts.get(StaffId(2)).map(|account| account.activation), Some(None));
}

fn report(revision: u64, said: Said) -> Report {
    Report { graduate: id(1), revision, at: NOW, said }
}

fn destination(case: u128, employer: &str) -> Said {
    Said::Destination(Some(Box::new(Destination {
        case: CaseId(uuid::Uuid::from_u128(case)),
        code: "10".into(),
        credit_code: String::new(),
        employer_name: employer.into(),
        employer_nature: String::new(),
        employer_industry: String::new(),
        employer_region: "110108".into(),
        job_title: String::new(),
        job_category: String::new(),
        work_region: String::new(),
        archive: None,
        household: None,
    })))
}

fn contact(revision: u64) -> Report {
    report(revision, Said::Contact { mobile: "13900000001".into(), email: "a@example.cn".into() })
}

/// Founded, with graduate 1 in the roster.
fn enrolled() -> Bench<EmsSchool> {
    let mut bench = founded();
    bench.done(upload([row(1)]));
    bench
}

#[test]
#[doc = "SYN-01, ROS-02"]
fn reports_are_taken_once_and_never_backwards_syn_01() {
    let signed = report(1, destination(1, "甲公司"));
    let mut bench = founded();
    assert_eq!(bench.done(Command::TakeReports(vec![signed.clone(), contact(2)])).events.len(), 2);
    assert!(bench.done(Command::TakeReports(vec![signed.clone()])).events.is_empty(), "a repeat");
    let name = |bench: &Bench<EmsSchool>| {
        bench.state.ledger.get(id(1)).and_then(|row| row.destination.as_ref()).map(|it| it.employer_name.clone())
    };
    assert_eq!(name(&bench), Some("甲公司".into()), "a contact leaves the destination");
    bench.done(Command::TakeReports(vec![report(3, Said::Destination(None)), signed]));
    assert_eq!(name(&bench), None);
}

#[test]
#[doc = "ROS-02"]
fn what_a_graduate_says_becomes_the_rosters_and_comes_back_once_ros_02() {
    let mut bench = enrolled();
    let done = bench.done(Command::TakeReports(vec![contact(1)]));
    let crossed = cargo(&done);
    let [Cargo::Roster(change)] = crossed.as_slice() else { panic!("{crossed:?}") };
    assert_eq!(
        (change.revision, change.profile.mobile.as_str(), change.profile.email.as_str()),
        (2, "13900000001", "a@example.cn")
    );
    assert!(cargo(&bench.done(Command::TakeReports(vec![contact(2)]))).is_empty(), "the roster has it");
    bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] });
    let other = report(3, Said::Contact { mobile: "13900000002".into(), email: String::new() });
    assert!(cargo(&bench.done(Command::TakeReports(vec![other]))).is_empty(), "who is deleted stays as they were");
}

fn card(organisation: &str) -> Papers {
    let card = RegistrationCard { organisation: organisation.into(), region: "110108".into() };
    Papers { card: Some(card), ..Papers::default() }
}

fn papers(bench: &Bench<EmsSchool>) -> Papers {
    bench.state.ledger.get(id(1)).map(|row| row.papers.clone()).unwrap_or_default()
}

#[test]
#[doc = "SYN-02"]
fn papers_follow_the_destination_keep_what_was_edited_and_go_with_it_syn_02() {
    let mut bench = enrolled();
    bench.done(Command::TakeReports(vec![report(1, destination(1, "甲公司"))]));
    assert_eq!(papers(&bench), card("甲公司"));
    let edit = |from, organisation| {
        let papers = Box::new(card(organisation));
        Command::EditPapers { by: OPERATOR, id: id(1), from, papers }
    };
    bench.done(edit(1, "甲公司分公司"));
    bench.done(Command::TakeReports(vec![report(2, destination(1, "甲公司"))]));
    assert_eq!(papers(&bench), card("甲公司分公司"), "the same destination said again");
    assert!(bench.done(edit(2, "甲公司分公司")).events.is_empty(), "nothing differs");
    bench.done(Command::TakeReports(vec![report(3, destination(2, "乙公司"))]));
    assert_eq!(papers(&bench), card("乙公司"));
    assert_eq!(bench.refused(edit(2, "甲公司分公司")), "stale_version", "edited while the destination was another");
    bench.done(Command::TakeReports(vec![report(4, Said::Destination(None))]));
    assert_eq!(papers(&bench), Papers::default());
}

#[test]
#[doc = "SYN-02"]
fn papers_cross_to_the_platform_whenever_they_change_and_only_then_syn_02() {
    let mut bench = enrolled();
    let crossed = |outcome: &crate::support::Outcome<EmsSchool>| -> Vec<(u64, bool)> {
        let transfers = cargo(outcome).into_iter().filter_map(Cargo::transfers);
        transfers.map(|change| (change.revision, change.household.is_some())).collect()
    };
    let taken = bench.done(Command::TakeReports(vec![report(1, destination(1, "甲公司"))]));
    assert!(crossed(&taken).is_empty(), "an agreement that says nothing of them");
    let household =
        HouseholdTransfer { transfer_type: "HUK_EMPLOYER".into(), region: "110108".into(), address: "示范路四号".into() };
    let papers = Papers { household: Some(household), ..card("甲公司") };
    let edit = |from| Command::EditPapers { by: OPERATOR, id: id(1), from, papers: Box::new(papers.clone()) };
    assert_eq!(crossed(&bench.done(edit(1))), [(2, true)]);
    assert!(crossed(&bench.done(edit(2))).is_empty(), "nothing differs");
    let again = bench.done(Command::TakeReports(vec![report(2, destination(1, "甲公司"))]));
    assert!(crossed(&again).is_empty(), "the same destination said again");
    let asked = bench.done(Command::Resend { by: OPERATOR, id: id(1) });
    assert_eq!(crossed(&asked), [(2, true)], "whatever was lost on the way is said again");
    let ended = bench.done(Command::TakeReports(vec![report(3, Said::Destination(None))]));
    assert_eq!(crossed(&ended), [(3, false)]);
}

#[test]
#[doc = "INV-03, SYN-02"]
fn who_leaves_the_roster_has_to_be_registered_again_inv_03() {
    let mut bench = enrolled();
    bench.done(Command::TakeReports(vec![report(1, destination(1, "甲公司"))]));
    let household =
        HouseholdTransfer { transfer_type: "HUK_HOME".into(), region: "110108".into(), address: "示范路四号".into() };
    let papers = Papers { household: Some(household), ..card("甲公司") };
    bench.now = UnixMs(NOW.0 + 1);
    bench.done(Command::EditPapers { by: OPERATOR, id: id(1), from: 1, papers: Box::new(papers) });
    let written = bench.state.ledger.get(id(1)).unwrap().clone();
    assert_eq!((written.archive_at, written.household_at), (UnixMs(0), bench.now), "each has its own time");
    let deleted = bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] });
    let told: Vec<_> = cargo(&deleted).into_iter().filter_map(Cargo::transfers).collect();
    assert!(told.len() == 1 && told[0].household.is_none() && told[0].revision == 3, "{told:?}");
    bench.done(upload([row(1)]));
    bench.done(Command::TakeReports(vec![report(2, destination(1, "甲公司"))]));
    let back = bench.state.ledger.get(id(1)).unwrap();
    assert!(back.destination.is_some() && back.papers == card("甲公司"), "the agreement is back, the registration is not");
}

#[test]
#[doc = "SYN-02, ACC-04"]
fn papers_are_checked_and_kept_by_who_keeps_the_roster_syn_02() {
    let mut bench = enrolled();
    let edit = |by, papers| Command::EditPapers { by, id: id(1), from: 0, papers: Box::new(papers) };
    assert_eq!(bench.refused(edit(Keeper::Province(ProvinceId(33)), card("甲公司"))), "not_permitted");
    assert_eq!(bench.refused(edit(OPERATOR, card(""))), "invalid_field");
    bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] });
    assert_eq!(bench.refused(edit(OPERATOR, card("甲公司"))), "not_found");
}

#[test]
#[doc = "ACC-02"]
fn a_school_is_founded_once_by_the_operator_or_its_province_acc_02() {
    let school = || SchoolEntry { name: people::SCHOOL_NAME.into(), province: PROVINCE };
    let mut bench = Bench::new(EntityId::EmsSchool(SCHOOL));
    let found = |by| Command::Found { by, school: school() };
    for by in [Keeper::Province(ProvinceId(33)), Keeper::Staff(StaffId(1))] {
        assert_eq!(bench.refused(found(by)), "not_permitted");
    }
    let done = bench.done(found(Keeper::Province(PROVINCE)));
    assert_eq!(cargo(&done), [Cargo::School(school())]);
    assert_eq!(bench.refused(found(OPERATOR)), "school_exists");
}

#[test]
#[doc = "ROS-02"]
fn ros_02_an_upload_takes_no_phone_away_and_changes_none_that_the_graduate_gave() {
    let mut bench = founded();
    bench.done(upload([row(1)]));
    let bare = || Profile { mobile: String::new(), email: String::new(), ..row(1) };
    let contact = |bench: &Bench<EmsSchool>| {
        let profile = &bench.state.register.get(id(1)).unwrap().profile;
        (profile.mobile.clone(), profile.email.clone())
    };
    let kept = |outcome: crate::support::Outcome<EmsSchool>| match outcome.reply {
        Some(Reply::Uploaded { contacts_kept, .. }) => contacts_kept,
        other => panic!("{other:?}"),
    };
    assert_eq!(kept(bench.done(upload([bare()]))), 1);
    assert_eq!(contact(&bench), (row(1).mobile, row(1).email));

    bench.done(Command::Delete { by: OPERATOR, ids: vec![id(1)] });
    assert_eq!(kept(bench.done(upload([bare()]))), 1, "deleted and uploaded again");
    assert_eq!(contact(&bench), (row(1).mobile, row(1).email));

    let corrected = || Profile { mobile: "13900009999".into(), ..row(1) };
    assert_eq!(kept(bench.done(upload([corrected()]))), 0, "what the school knows better it may say");
    let said = Said::Contact { mobile: "13700007777".into(), email: "own@example.cn".into() };
    bench.done(Command::TakeReports(vec![Report { graduate: id(1), revision: 1, at: NOW, said }]));
    assert_eq!(kept(bench.done(upload([corrected()]))), 1, "the graduate's own is the graduate's");
    assert_eq!(contact(&bench).0, "13700007777");
}
