//! Any sequence of inputs against each entity: nothing panics, the history and the stored parts both lead to the state, and the
//! invariants hold after every step.

use crate::support::{Bench, destination, laws::Lawful, lives, people, people::SCHOOL, signing};
use proptest::{prelude::*, sample::select};
use std::{collections::BTreeSet, sync::Arc};
use wangqian_rules::{
    account::{
        self, Account, Credential, Entrance, Holder, Principal,
        place::{Browser, Device, Network, Place, System},
        second_factor::{Proof, Sealed, SecondFactor},
    },
    case::*,
    effect::Timer,
    employer::{self, Employer, Offer},
    entity::{Entity, Input},
    flag::{FlagReason, Grounds},
    graduate::{self, Graduate},
    ids::*,
    invariants,
    letter::Letter,
    module::{Module, Switch},
    province::{self, Province},
    refusal::Refusal,
    review::*,
    school::{School, deputies, flags::Named, reveals::RevealReason, settings::*},
    time::UnixMs,
};

/// Few cases, so that inputs meet.
fn a_case() -> impl Strategy<Value = CaseId> {
    (1u128..5).prop_map(|n| CaseId(uuid::Uuid::from_u128(n)))
}

/// The clock between two inputs; it may also have been set back.
fn a_pause() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 0i64..60_000, 2 => Just(3 * 86_400_000), 1 => Just(6 * 86_400_000), 1 => Just(-3_600_000)]
}

fn a_grant() -> impl Strategy<Value = Result<Grant, Refusal>> {
    select(vec![signing::by_school(), signing::by_department(), Err(Refusal::NotPermitted)])
}

fn a_verdict() -> impl Strategy<Value = Verdict> {
    let nothing = Verdict::Reject { reason: String::new(), details: String::new() };
    let returned = Verdict::Return { reason: "请补充".into(), fields: Vec::new() };
    select(vec![Verdict::Approve, Verdict::Approve, signing::rejection(), nothing, returned])
}

fn act(case: CaseId, seen: u64, act: graduate::Act) -> graduate::Command {
    graduate::Command::Act { case, seen, act }
}

fn to_a_graduate() -> impl Strategy<Value = Input<graduate::Command>> {
    use graduate::Command::*;
    let route = select(vec![Ok(Route::SchoolOnly), Ok(Route::DepartmentThenSchool), Err(Refusal::Closed(Switch::Signing))]);
    let command = prop_oneof![
        (a_case(), 0u64..3, route).prop_map(|(case, seen, route)| signing::accept(case, seen, route)),
        (a_case(), 0u64..3).prop_map(|(case, seen)| act(case, seen, graduate::Act::Decline { reason: "已签约".into() })),
        (a_case(), 0u64..3, 1u32..3).prop_map(|(case, seen, by)| act(
            case,
            seen,
            graduate::Act::Withdraw { by: people::card(by).id, sent: None }
        )),
        (a_case(), 0u64..3, 1u32..3).prop_map(|(case, seen, by)| act(
            case,
            seen,
            graduate::Act::Remind { by: people::card(by).id }
        )),
        (a_case(), 1u64..4, a_grant(), a_verdict())
            .prop_map(|(case, seen, grant, verdict)| signing::review(case, seen, grant, verdict)),
        (a_case(), 1u64..4, a_grant(), a_verdict()).prop_map(|(case, seen, grant, verdict)| Hold {
            case,
            seen,
            grant,
            verdict
        }),
        (a_case(), 1u64..4, a_grant()).prop_map(|(case, seen, grant)| Undo { case, seen, grant }),
        (a_case(), 2u64..6, a_grant(), select(vec!["11", "13", "x"])).prop_map(|(case, seen, grant, category)| act(
            case,
            seen,
            graduate::Act::Amend { grant, changes: people::job_category(category) }
        )),
        (0u64..6).prop_map(|upto| MarkRead { upto }),
        (a_case(), 0usize..2, any::<bool>()).prop_map(|(case, which, open)| destination::begin(
            case,
            people::filled(which),
            open
        )),
        (a_case(), 0u64..5, 0usize..2).prop_map(|(case, seen, which)| destination::submit(case, seen, people::filled(which))),
        (a_case(), 0u64..5, any::<bool>()).prop_map(|(case, seen, back)| {
            act(case, seen, if back { graduate::Act::TakeBack } else { graduate::Act::Void })
        }),
        (a_case(), 1u64..5, a_grant()).prop_map(|(case, seen, grant)| {
            act(case, seen, graduate::Act::Correct { grant, answers: Box::new(people::corrected(seen)) })
        }),
        (0usize..2).prop_map(|which| SaveDraft { kind: CaseKind::DESTINATION, filled: Box::new(people::filled(which)) }),
        Just(DropDraft(CaseKind::DESTINATION)),
    ];
    prop_oneof![
        6 => command.prop_map(Input::Command),
        6 => lives::input(),
        3 => (a_case(), 1u32..3).prop_map(|(case, n)| letter(people::card(n).id, signing::offer(case, n))),
        1 => Just(letter(SCHOOL, Letter::Rostered { profile: Arc::new(people::profile(SCHOOL, 1)), removed_at: Some(people::NOW) })),
        1 => Just(letter(SCHOOL, Letter::Rostered { profile: Arc::new(people::profile(SCHOOL, 1)), removed_at: None })),
        1 => a_case().prop_map(|case| Input::Timer(Timer::InvitationExpires(case))),
    ]
}

fn letter<C>(from: impl Into<EntityId>, letter: Letter) -> Input<C> {
    Input::Letter { from: from.into(), letter }
}

/// What a graduate may truly say of its cases: of one graduate at most one is effective.
fn a_report() -> impl Strategy<Value = CaseRow> {
    let status = select(vec![
        signing::DEPARTMENT,
        signing::AT_SCHOOL,
        Status::Effective,
        Status::Ended(End::Rejected(Phase::First)),
        Status::Ended(End::Expired),
    ]);
    (1u32..5, 1u64..6, status, 0i64..5).prop_map(|(n, version, status, since)| CaseRow {
        since: UnixMs(people::NOW.0 + since * 1_000),
        ..people::row(n.into(), n, status, version)
    })
}

fn to_a_school() -> impl Strategy<Value = Input<wangqian_rules::school::Command>> {
    use wangqian_rules::school::Command::*;
    let handler =
        Handler {
            name: "周经办".into(), phone: "13900000000".into(), address: "进香河路".into(), postcode: "210018".into()
        };
    let setting = select(vec![
        Setting::Open(Switch::Signing),
        Setting::Close(Switch::Signing),
        Setting::Close(Switch::Backfill),
        Setting::Open(Switch::Archive),
        Setting::Route(Module::Signing, Route::SchoolOnly),
        Setting::Route(Module::Signing, Route::DepartmentThenSchool),
        Setting::RescissionLimit(3),
        Setting::OverdueAfter(5),
        Setting::AnswerWithin(10),
        Setting::Handler(HandlerFor::Everybody, handler),
    ]);
    let staff = select(vec![people::school_user(), people::department_user("文学院"), people::department_user("计算机学院")]);
    let command = prop_oneof![
        (1u32..4, setting).prop_map(|(staff, setting)| Configure { staff: StaffId(staff), setting }),
        (1u32..4, staff).prop_map(|(id, staff)| people::employ(id, staff)),
        prop::collection::vec(1u32..6, 0..4).prop_map(|serials| people::enrol(SCHOOL, serials)),
        (1u32..5).prop_map(|serial| Admit { graduate: people::graduate_id(SCHOOL, serial), kind: CaseKind::ONLINE_SIGNING }),
        (1u32..4, 1u32..4, 1u32..4, 0i64..3).prop_map(|(staff, of, to, days)| {
            let (from, until) = (people::NOW.date(), people::NOW.plus_days(days).date());
            HandOver { staff: StaffId(staff), wanted: deputies::HandOver { of: StaffId(of), to: StaffId(to), from, until } }
        }),
        (1u32..4, 1u64..3).prop_map(|(staff, number)| EndHandOver { staff: StaffId(staff), number }),
        (1u32..4, a_case()).prop_map(|(staff, case)| TakeOver { staff: StaffId(staff), case, from: "王老师".into() }),
        (1u32..4, 1u32..5, select(RevealReason::ALL.to_vec())).prop_map(|(staff, n, reason)| Reveal {
            staff: StaffId(staff),
            graduate: people::graduate_id(SCHOOL, n),
            reason
        }),
        (1u32..4, 1u32..3, select(FlagReason::ALL.to_vec())).prop_map(|(staff, n, reason)| {
            let card = people::card(n);
            let named = Named { employer: card.id, name: card.name, credit_code: card.credit_code };
            Flag { staff: StaffId(staff), named, grounds: Grounds { reason, details: "拖欠工资".into() } }
        }),
        (1u32..4, 1u32..3).prop_map(|(staff, n)| LiftFlag {
            staff: StaffId(staff),
            employer: people::card(n).id,
            why: "已核实".into()
        }),
    ];
    prop_oneof![
        4 => command.prop_map(Input::Command),
        3 => a_report().prop_map(|row| letter(row.graduate, Letter::CaseMoved(Box::new(row)))),
        1 => (a_report(), any::<bool>()).prop_map(|(row, held)| {
            let mark = graduate::held_verdict::HeldMark { by: "王老师".into(), what: "审核通过".into(), until: people::NOW };
            let held = held.then_some(mark).filter(|_| row.status.is_in_process());
            letter(row.graduate, Letter::VerdictHeld { case: row.case, version: row.version, held })
        }),
        1 => Just(letter(ProvinceId(32), Letter::AgreementKindSet(AgreementKind::TwoParty))),
        1 => Just(letter(ProvinceId(32), Letter::ModuleOpened(Module::Archive))),
    ]
}

fn to_an_employer() -> impl Strategy<Value = Input<employer::Command>> {
    use employer::Command::*;
    // A case is with one graduate, and its id says nothing about its age.
    let serial = |case: u128| 1 + (case % 2) as u32;
    let offer = (1u128..9, 0u8..6).prop_map(move |(case, valid_days)| {
        let admission = Ok(people::admission(SCHOOL, serial(case), Route::SchoolOnly));
        Invite(Box::new(Offer { case: CaseId(uuid::Uuid::from_u128(case)), admission, valid_days, terms: people::terms() }))
    });
    let moved =
        (1u128..9, 2u64..5, select(signing::states().to_vec()), 0i64..12).prop_map(move |(case, version, status, days)| {
            let since = people::NOW.plus_days(days);
            CaseRow { since, ..people::row(case, serial(case), status, version) }
        });
    prop_oneof![
        1 => Just(Input::Command(Register { card: Box::new(people::card(1)), account: None, unfinished: None })),
        1 => Just(Input::Command(Verify)),
        4 => offer.prop_map(Input::Command),
        3 => moved.prop_map(|row| letter(row.graduate, Letter::CaseMoved(Box::new(row)))),
        1 => (0u64..6).prop_map(|upto| Input::Command(MarkRead { upto })),
        2 => (1u32..8, 1u64..6, any::<bool>()).prop_map(|(school, revision, stands)| {
            let grounds = stands.then(|| Grounds { reason: FlagReason::Fake, details: String::new() });
            letter(SchoolId(school), Letter::Flagged { revision, grounds })
        }),
        4 => crate::support::registering::command().prop_map(Input::Command),
    ]
}

fn to_an_account() -> impl Strategy<Value = Input<account::Command>> {
    use account::Command::*;
    let holder = Holder { principal: Principal::Province(ProvinceId(32)), credential: Credential::ActivationCode([0; 32]) };
    let factor =
        SecondFactor { secret: Sealed(vec![7; 48]), since: people::NOW, used_step: 1, recovery: vec![[1; 32], [2; 32]] };
    let command = prop_oneof![
        1 => Just(Open(holder)),
        4 => (0u8..15, a_proof()).prop_map(|(n, proof)| StartSession { token_hash: [n; 32], place: place(), proof, record: None }),
        2 => (0u8..15).prop_map(|n| EndSession { token_hash: [n; 32] }),
        2 => Just(RecordFailure),
        1 => (0u8..15).prop_map(|n| SetPassword { phc: "$argon2id$…".into(), keep: (n < 10).then_some([n; 32]), mirror: None }),
        1 => (0u8..15).prop_map(|n| EndOtherSessions { keep: [n; 32] }),
        1 => Just(SetSecondFactor(factor)),
        1 => Just(RemoveSecondFactor),
        1 => (0u8..4).prop_map(|n| RenewRecovery { codes: vec![[n; 32]] }),
        2 => (0u8..40).prop_map(|n| NoteUpload(crate::support::registering::file(n))),
    ];
    command.prop_map(Input::Command)
}

fn a_proof() -> impl Strategy<Value = Proof> {
    prop_oneof![Just(Proof::Password), (0u64..6).prop_map(Proof::Step), (0u8..4).prop_map(|n| Proof::Recovery([n; 32])),]
}

fn place() -> Place {
    Place { device: Device { system: System::Ipad, browser: Browser::Safari }, network: Network::V6([0x2001, 0xdb8]) }
}

fn to_a_province() -> impl Strategy<Value = Input<province::Command>> {
    use province::Command::*;
    let command = prop_oneof![
        Just(Found { name: "江苏省".into() }),
        (1u32..4).prop_map(|school| AddSchool { school: SchoolId(school), name: format!("第{school}大学") }),
        select(vec![AgreementKind::TwoParty, AgreementKind::ThreeParty])
            .prop_map(|kind| SetAgreementKind { kind, signing: Vec::new() }),
        select(Module::ALL.to_vec()).prop_map(OpenModule),
    ];
    let moved = crate::support::registering::row().prop_map(|row| letter(row.employer, Letter::EmployerMoved(Box::new(row))));
    prop_oneof![command.prop_map(Input::Command), moved]
}

/// A life: inputs and the time between them.
fn life<C: std::fmt::Debug>(input: impl Strategy<Value = Input<C>>) -> impl Strategy<Value = Vec<(i64, Input<C>)>> {
    prop::collection::vec((a_pause(), input), 0..40)
}

/// Lives it, holding every step against the laws and the invariants.
fn live<E>(me: impl Into<EntityId>, life: Vec<(i64, Input<E::Command>)>, invariants: impl Fn(&E) -> Vec<invariants::Broken>)
where
    E: Entity<Part: PartialEq + std::fmt::Debug>,
{
    let mut lawful = Lawful::new(Bench::<E>::new(me));
    for (pause_ms, input) in life {
        lawful.bench.now = UnixMs(lawful.bench.now.0 + pause_ms);
        // A refusal is as good an outcome as any: that it changes nothing is checked.
        let _refused = lawful.take(input);
        assert_eq!(invariants(&lawful.bench.state), []);
    }
}

/// Every invitation has an id of its own: of those with the same one only the first is sent.
fn with_fresh_ids(life: Vec<(i64, Input<employer::Command>)>) -> Vec<(i64, Input<employer::Command>)> {
    let mut known = BTreeSet::new();
    let fresh = |(_, input): &(i64, Input<employer::Command>)| match input {
        Input::Command(employer::Command::Invite(offer)) => known.insert(offer.case),
        _ => true,
    };
    life.into_iter().filter(fresh).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_graduate_keeps_the_laws_whatever_happens(inputs in life(to_a_graduate())) {
        live::<Graduate>(people::graduate_id(SCHOOL, 1), inputs, invariants::of_graduate);
    }

    #[test]
    fn a_school_keeps_the_laws_whatever_happens(inputs in life(to_a_school())) {
        live::<School>(SCHOOL, inputs, invariants::of_school);
    }

    #[test]
    fn an_employer_keeps_the_laws_whatever_happens(inputs in life(to_an_employer())) {
        let registered = [employer::Command::Register { card: Box::new(people::card(1)), account: None, unfinished: None }, employer::Command::Verify];
        let inputs = registered.map(|command| (0, Input::Command(command))).into_iter().chain(with_fresh_ids(inputs));
        live::<Employer>(people::card(1).id, inputs.collect(), |_| Vec::new());
    }

    #[test]
    fn an_account_keeps_the_laws_whatever_happens(inputs in life(to_an_account())) {
        live::<Account>(AccountId::of_login(Entrance::Province, "js32"), inputs, |_| Vec::new());
    }

    #[test]
    fn a_province_keeps_the_laws_whatever_happens(inputs in life(to_a_province())) {
        live::<Province>(ProvinceId(32), inputs, |_| Vec::new());
    }
}
