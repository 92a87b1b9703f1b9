use super::*;
use crate::people::fixture::runtime;
use std::{collections::BTreeSet, sync::Arc};
use wangqian_rules::{
    account::{Account, Entrance, password as policy},
    case::{CaseKind, CaseRow, End, Party, Phase, Status},
    employer::Employer,
    forms::FormCode,
    graduate::Graduate,
    ids::*,
    module::{Module, Switch},
    review::{Route, Stage},
    school::School,
};
use wangqian_storage::blobs::Blobs;

const DEPARTMENT_FIRST: SchoolId = SchoolId(90_001);
const SCHOOL_ONLY: SchoolId = SchoolId(90_002);

async fn school(runtime: &Runtime, id: SchoolId) -> std::sync::Arc<School> {
    runtime.read::<School>(id).await.unwrap()
}

fn small() -> DemoSize {
    DemoSize { graduates: 90, schools: 2, employers: 5, seed: 3 }
}

fn files() -> Files {
    Files::on(Blobs::in_memory(), Arc::default())
}

#[actix_web::test]
async fn the_demo_has_cases_in_every_state_at_both_kinds_of_school() {
    let runtime = runtime().await;
    seed_demo(&runtime, &files(), DemoSize::default()).await.unwrap();
    let mut statuses = BTreeSet::new();
    for id in [DEPARTMENT_FIRST, SCHOOL_ONLY] {
        let school = school(&runtime, id).await;
        assert!(school.cases.in_process() > 0 && school.settings.is_open(Switch::Signing));
        for row in school.roster.rows() {
            let graduate = runtime.read::<Graduate>(row.id).await.unwrap();
            let signings = graduate.cases.values().filter(|case| case.kind == CaseKind::ONLINE_SIGNING);
            statuses.extend(signings.map(|case| case.status.code()));
        }
    }
    let never = [Status::Ended(End::Expired), Status::Ended(End::Undeliverable), Status::Invalidated].map(Status::code);
    let reached =
        CaseKind::ONLINE_SIGNING.facts().states.iter().map(|status| status.code()).filter(|code| !never.contains(code));
    assert_eq!(statuses, reached.collect());
}

#[actix_web::test]
#[doc = "OFF-01, OFF-02, BAC-01, RES-01, RES-03"]
async fn agreements_on_paper_and_their_ends_stand_in_every_state() {
    let runtime = runtime().await;
    seed_demo(&runtime, &files(), DemoSize::default()).await.unwrap();
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for id in [DEPARTMENT_FIRST, SCHOOL_ONLY] {
        for row in school(&runtime, id).await.roster.rows() {
            let graduate = runtime.read::<Graduate>(row.id).await.unwrap();
            seen.extend(graduate.cases.values().map(|case| (case.kind.code(), case.status.code())));
        }
    }
    let never = [Status::Invalidated, Status::Ended(End::Overtaken)];
    for kind in ["offline_signing", "backfill", "online_rescission", "offline_rescission"]
        .map(|code| CaseKind::from_code(code).unwrap())
    {
        for status in kind.facts().states.iter().filter(|status| !never.contains(status)) {
            assert!(seen.contains(&(kind.code(), status.code())), "{} {}", kind.code(), status.code());
        }
    }
}

#[actix_web::test]
#[doc = "DES-01, DES-02, DES-03, DES-04"]
async fn every_form_was_registered_with_proof_and_stands_in_every_state() {
    let (runtime, files) = (runtime().await, files());
    seed_demo(&runtime, &files, DemoSize::default()).await.unwrap();
    let (mut seen, mut drafts, mut proofs) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for id in [DEPARTMENT_FIRST, SCHOOL_ONLY] {
        let school = school(&runtime, id).await;
        assert!(school.settings.is_open(Switch::Destination));
        for row in school.roster.rows() {
            let graduate = runtime.read::<Graduate>(row.id).await.unwrap();
            drafts.extend(graduate.draft(CaseKind::DESTINATION).map(|draft| draft.filled.form.form().code));
            for case in graduate.cases.values().filter(|case| case.kind == CaseKind::DESTINATION) {
                let filled = case.filled().unwrap();
                seen.insert((filled.form.form().code, case.status.code()));
                assert_eq!(case.status.code() == "returned", case.return_reason().is_some());
                proofs.extend(filled.files.iter().map(|file| file.hash));
            }
        }
    }
    let states = CaseKind::DESTINATION.facts().states.iter().map(|status| status.code()).filter(|code| *code != "invalidated");
    let states: Vec<_> = states.collect();
    for form in [FormCode::LABOUR_CONTRACT, FormCode::POSTGRADUATE, FormCode::UNEMPLOYED].map(|form| form.form().code) {
        assert!(drafts.contains(form));
        assert!(states.iter().all(|state| seen.contains(&(form, *state))), "{form}: {seen:?}");
    }
    let both = school(&runtime, DEPARTMENT_FIRST).await;
    let shown = both.roster.rows().next().unwrap().department.clone();
    let waiting = Status::InReview(Phase::First, Stage::Department);
    let waits = |row: &&CaseRow| row.kind == CaseKind::DESTINATION && row.status == waiting && row.department == shown;
    assert!(both.cases.rows().any(|row| waits(&row)), "for the department whose account is shown");
    assert!(proofs.len() > 20, "each has a sheet of its own");
    for proof in proofs {
        files.read(proof).await.unwrap();
    }
}

#[actix_web::test]
async fn schools_and_employers_know_of_the_cases_as_the_graduates_do() {
    let runtime = runtime().await;
    seed_demo(&runtime, &files(), small()).await.unwrap();
    let plan = Plan::of(&small(), &Basis::of(&runtime));
    let mut seen_by_employers = 0;
    for card in &plan.employers {
        for case in runtime.read::<Employer>(card.id).await.unwrap().cases.values() {
            let graduate = runtime.read::<Graduate>(case.row.graduate).await.unwrap();
            assert_eq!(graduate.rows(case.row.graduate).iter().find(|row| row.case == case.row.case), Some(&case.row));
            seen_by_employers += 1;
        }
    }
    let seen_by_schools = school(&runtime, DEPARTMENT_FIRST).await.cases.rows().count();
    assert!(seen_by_schools > 0 && seen_by_schools < seen_by_employers);
}

#[actix_web::test]
#[doc = "SET-04"]
async fn routes_are_as_announced_set_04() {
    let runtime = runtime().await;
    seed_demo(&runtime, &files(), small()).await.unwrap();
    let (both, one) = (school(&runtime, DEPARTMENT_FIRST).await, school(&runtime, SCHOOL_ONLY).await);
    assert_eq!(
        [&both, &one].map(|school| school.settings.route(Module::Signing)),
        [Route::DepartmentThenSchool, Route::SchoolOnly]
    );
    assert!(one.cases.rows().all(|row| row.status != Status::InReview(Phase::First, Stage::Department)));
    assert!(both.cases.rows().any(|row| row.status == Status::InReview(Phase::First, Stage::Department)));
}

#[actix_web::test]
async fn the_shown_accounts_are_parties_to_one_open_invitation() {
    let runtime = runtime().await;
    let shown = seed_demo(&runtime, &files(), small()).await.unwrap();
    let roles: Vec<_> = shown.accounts.iter().map(|account| account.role).collect();
    assert_eq!(roles, ["用人单位", "毕业生", "院系", "学校", "省级"]);
    let [employer, graduate, department, school_user, province] = &shown.accounts[..] else { panic!("five accounts") };
    assert_eq!([department, school_user, province].map(|account| account.login.as_str()), ["90001-02", "90001", "32"]);

    let row = school(&runtime, DEPARTMENT_FIRST).await.roster.rows().next().cloned().unwrap();
    assert_eq!((graduate.login.as_str(), graduate.name.as_str()), (row.id_no.as_str(), row.name.as_str()));
    assert!(department.name.ends_with(&row.department));
    let cases = runtime.read::<Graduate>(row.id).await.unwrap();
    let case = cases.cases.values().next().unwrap();
    assert_eq!(
        (case.status, case.employer().unwrap().credit_code.as_str()),
        (Status::Asked(Party::Graduate), employer.login.as_str())
    );
}

#[actix_web::test]
async fn everybody_has_the_same_password() {
    let runtime = runtime().await;
    seed_demo(&runtime, &files(), small()).await.unwrap();
    let id = AccountId::of_login(Entrance::School, "90001");
    let account = runtime.read::<Account>(id).await.unwrap();
    let credential = account.holder.as_ref().map(|holder| holder.credential.clone());
    assert!(password::fits(credential, PASSWORD.to_owned()).await);
    assert_eq!(policy::check(id, Entrance::School, PASSWORD), Ok(()));
}

#[actix_web::test]
async fn a_second_start_changes_nothing_and_shows_the_same_accounts() {
    let runtime = runtime().await;
    let first = seed_demo(&runtime, &files(), small()).await.unwrap();
    let before = school(&runtime, DEPARTMENT_FIRST).await;
    assert_eq!(seed_demo(&runtime, &files(), small()).await.unwrap(), first);
    assert_eq!(school(&runtime, DEPARTMENT_FIRST).await, before);
    assert!(first.to_string().contains("90001-02"));
}

#[actix_web::test]
async fn a_store_with_other_data_is_left_alone() {
    let runtime = runtime().await;
    generate(&runtime, small(), true).await.unwrap();
    let other = DemoSize { seed: 4, ..small() };
    let shown = seed_demo(&runtime, &files(), other.clone()).await.unwrap();
    assert_eq!(shown.to_string(), "数据目录中已有其他数据，未写入演示数据。");
    assert!(matches!(generate(&runtime, other, true).await, Err(DemoError::OtherData)));
}

#[actix_web::test]
async fn generated_people_are_written_down_as_the_load_tester_reads_them() {
    let runtime = runtime().await;
    let written = generate(&runtime, small(), true).await.unwrap();
    let people: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!((&people["password"], &people["province_login"]), (&PASSWORD.into(), &"32".into()));
    let schools = people["schools"].as_array().unwrap();
    let routes: Vec<_> = schools.iter().map(|school| school["route"].as_str().unwrap()).collect();
    assert_eq!(routes, ["department_then_school", "school_only"]);
    assert_eq!((&schools[0]["school"], &schools[0]["school_login"]), (&"90001".into(), &"90001".into()));
    assert_eq!(schools[0]["departments"][0]["login"], "90001-02");
    assert_eq!(people["employers"].as_array().unwrap().len(), 5);

    let graduate = &schools[1]["graduates"][44];
    let roster = school(&runtime, SCHOOL_ONLY).await;
    let row = roster.roster.rows().last().unwrap();
    let shown = ["login", "name", "exam_no", "department"].map(|field| graduate[field].as_str().unwrap());
    assert_eq!(shown, [&row.id_no, &row.name, &row.exam_no, &row.department]);
}

#[actix_web::test]
async fn generating_the_same_people_again_gives_the_same_list() {
    let runtime = runtime().await;
    let first = generate(&runtime, small(), true).await.unwrap();
    assert_eq!(generate(&runtime, small(), true).await.unwrap(), first);
    assert_eq!(school(&runtime, SCHOOL_ONLY).await.roster.len(), 45);
}

#[actix_web::test]
#[doc = "EXT-19"]
async fn the_department_whose_account_is_shown_has_a_colleagues_queue_as_well() {
    let runtime = runtime().await;
    seed_demo(&runtime, &files(), small()).await.unwrap();
    for id in [DEPARTMENT_FIRST, SCHOOL_ONLY] {
        let behind = school(&runtime, id).await.behind(StaffId(2), runtime.now());
        assert_eq!(behind.len(), 1, "{id}");
    }
}
