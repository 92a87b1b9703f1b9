//! The pure step: decide, apply, encode the record. No disk, no actor.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::sync::Arc;
use wangqian_rules::{
    admission::{Admission, RescissionRule},
    case::EmployerCard,
    check::{CreditCode, IdDocumentType, IdNumber},
    codes::{Codes, LevelGroup},
    exchange::RosterChange,
    graduate::{Act, Command, Graduate, Reply},
    ids::*,
    letter::{Invitation, Letter},
    profile::Profile,
    review::*,
    school::roster::RosterRow,
    terms::{Terms, Trial},
    time::UnixMs,
};
use wangqian_runtime::core::{Core, Incoming, Taken};
use wangqian_storage::{
    codec,
    record::{EntityKey, Loaded},
};

const NOW: UnixMs = UnixMs(1_812_000_000_000);
const SCHOOL: SchoolId = SchoolId(90001);

fn graduate_id() -> GraduateId {
    GraduateId { school: SCHOOL, cohort: 2027, serial: 1 }
}

fn profile() -> Profile {
    let day = jiff::civil::date(2027, 6, 30);
    Profile {
        cohort: 2027,
        exam_no: "23320100110001".into(),
        name: "示例·毕业生".into(),
        id_type: IdDocumentType::ResidentId,
        id_no: IdNumber::with_check_digit("32010220050101001").expect("seventeen digits"),
        gender: "1".into(),
        ethnicity: "01".into(),
        political_status: "03".into(),
        department: "计算机学院".into(),
        class_name: "计算机 1 班".into(),
        student_no: "2023001".into(),
        education_level: "31".into(),
        level: LevelGroup::Undergraduate,
        major_code: "080901".into(),
        major: "计算机科学与技术".into(),
        schooling_years: "4".into(),
        training_mode: "1".into(),
        directed_employer: String::new(),
        origin_region: "320102".into(),
        enrolled_on: "20230901".into(),
        graduates_on: day,
        normal_student_type: "2".into(),
        hardship_type: "0".into(),
        mobile: "13800000000".into(),
        email: "a@example.invalid".into(),
        archive_in_school: true,
        household_in_school: true,
    }
}

fn terms() -> Terms {
    Terms {
        job_title: "软件工程师".into(),
        job_category: "13".into(),
        work_region: "320102".into(),
        work_address: "示例路 1 号".into(),
        salary_monthly: 9000,
        salary_note: String::new(),
        trial: Trial::Probation { months: 3, salary: Some(8000) },
        service_half_years: 6,
        report_from: jiff::civil::date(2027, 7, 1),
        report_by: jiff::civil::date(2027, 7, 15),
        penalty_amount: 0,
        penalty_note: String::new(),
        other_terms: "五险一金".into(),
        archive: None,
        household: None,
    }
}

fn card() -> EmployerCard {
    let code = CreditCode::with_check_digit("91320102MA1N000X").unwrap_or_default();
    EmployerCard {
        id: EmployerId::of_credit_code(&code),
        credit_code: code,
        name: "示例科技有限公司".into(),
        nature: "39".into(),
        industry: "65".into(),
        region: "320102".into(),
        address: "示例路 1 号".into(),
        contact_name: "示例".into(),
        contact_phone: "13800000001".into(),
        contact_email: "b@example.invalid".into(),
    }
}

fn invitation(case: CaseId) -> Letter {
    Letter::Invited(Box::new(Invitation {
        case,
        school_name: "示例大学".into(),
        agreement_kind: AgreementKind::ThreeParty,
        employer: Arc::new(card()),
        terms: Arc::new(terms()),
        sent_at: NOW,
        expires_at: NOW.plus_days(5),
    }))
}

/// Takes an input that must lead to a step, and makes the step the state.
fn step(core: &mut Core<Graduate>, incoming: Incoming<Command>) -> Option<Reply> {
    match core.take(incoming, NOW, Codes::builtin()) {
        Taken::Step(mut step) => {
            std::hint::black_box(codec::encode(&step.for_disk()));
            core.committed(*step, 0).reply
        }
        _ => panic!("no step"),
    }
}

/// A graduate with one invitation.
fn invited() -> (Core<Graduate>, CaseId) {
    let mut core = Core::restore(graduate_id().into(), Loaded::default()).expect("an empty entity");
    let case = CaseId(uuid::Uuid::from_u128(7));
    let source = EntityKey(EntityId::from(SCHOOL).to_bytes());
    let enrolled = codec::encode(&Letter::Rostered { profile: Arc::new(profile()), removed_at: None });
    step(&mut core, Incoming::Letter { source, seq: 1, body: enrolled });
    let source = EntityKey(EntityId::from(card().id).to_bytes());
    step(&mut core, Incoming::Letter { source, seq: 1, body: codec::encode(&invitation(case)) });
    (core, case)
}

fn accept(case: CaseId) -> Incoming<Command> {
    let admission = Admission {
        school_name: "示例大学".into(),
        agreement_kind: Some(AgreementKind::ThreeParty),
        route: Route::SchoolOnly,
        rescission: RescissionRule { limit: 3, answer_days: 5 },
        graduate: RosterRow::of(&RosterChange {
            id: graduate_id(),
            revision: 1,
            profile: Arc::new(profile()),
            removed_at: None,
        }),
    };
    Incoming::Command { key: None, command: Command::Act { case, seen: 1, act: Act::Accept { admission: Ok(admission) } } }
}

fn decide(criterion: &mut Criterion) {
    // The oracle of the figure: the step really happens and is told to employer and school.
    let (mut core, case) = invited();
    assert!(matches!(step(&mut core, accept(case)), Some(Reply::Case { version: 2, .. })));
    assert_eq!(core.outbox().len(), 2);

    criterion.bench_function("decide/accept", |bencher| {
        bencher.iter_batched(invited, |(mut core, case)| step(&mut core, accept(case)), BatchSize::SmallInput);
    });
}

criterion_group!(benches, decide);
criterion_main!(benches);
