//! A kind of case that only this test knows: a row of the table and a form. Nothing else of the server was told of it, and yet it is begun,
//! returned, handed in again, approved and voided, with list, counts, detail and actions. A binary of its own: the table is the process's.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(dead_code, reason = "the support is shared with the other tests")]

mod answer;
mod app;
mod cast;
mod ems_verbs;
mod held_store;
mod socket;
mod start;
mod story;
mod users;
mod verbs;
mod wire;
mod world;

use app::TestApp;
use cast::*;
use std::sync::LazyLock;
use wangqian_protocol::{
    case::{CaseChanged, Review},
    form::{BeginCase, Beginning, Filled},
    socket::ToClient,
};
use wangqian_rules::{
    case::{
        CaseKind, Consequence, End, Kind, Party, Phase, Status, Why,
        kinds::{Filter, HandsIn, List, PhaseFacts, ReviewFacts, Words},
    },
    form::{Asked, Block, Columns, Field, Form, Holds, Proof},
    forms::FormCode,
    module::{Module, Switch},
    review::Stage,
};

static QUESTIONS: Block = Block {
    key: "bicycle",
    label: "自行车",
    fields: &[
        Field {
            key: "colour",
            label: "颜色",
            holds: Holds::Text(1..=10),
            needed: true,
            asked: Asked::Always,
            only: None,
            hint: "",
            beside: None,
        },
        Field {
            key: "number",
            label: "车牌号",
            holds: Holds::Text(4..=8),
            needed: true,
            asked: Asked::Always,
            only: None,
            hint: "",
            beside: None,
        },
    ],
};

static FORM: Form = Form {
    code: "BICYCLE",
    label: "自行车停放登记",
    group: None,
    reported_as: "70",
    columns: &Columns::NONE,
    subject: "number",
    blocks: &[&QUESTIONS],
    proof: Proof { files: 0..=1, hint: "" },
    checks: &[],
};

const IN_REVIEW: [Status; 2] =
    [Status::InReview(Phase::First, Stage::Department), Status::InReview(Phase::First, Stage::School)];

static FORMS: LazyLock<Vec<FormCode>> = LazyLock::new(|| FormCode::make_up(vec![&FORM]));

static BICYCLES: List =
    List {
        code: "bicycle", label: "自行车停放", menu: "自行车停放管理", matter: "停放登记", filter: "bicycles_in_review"
    };

static LOCKERS: List =
    List { code: "locker", label: "储物柜", menu: "储物柜管理", matter: "停放登记", filter: "bicycles_in_review" };

fn bicycles() -> Kind {
    Kind {
        code: "bicycle",
        label: "自行车停放",
        list: &BICYCLES,
        matter: "停放登记",
        module: Module::Signing,
        switch: Some(Switch::Destination),
        begun_by: &[Party::Graduate],
        destination: None,
        has_agreement: false,
        binds: false,
        asks: None,
        ends: &[],
        causes: Consequence::Nothing,
        forms: &FORMS,
        phases: &[PhaseFacts {
            hands_in: HandsIn::Form,
            review: ReviewFacts { corrects: true, ..ReviewFacts::RETURNS },
            withdrawable: true,
            issues_agreement: false,
            certified: false,
        }],
        voidable: true,
        amendable: &[],
        states: &[
            IN_REVIEW[0],
            IN_REVIEW[1],
            Status::Open(Phase::First, Why::Returned),
            Status::Effective,
            Status::Ended(End::Voided),
        ],
        label_of: |status| match status {
            Status::InReview(..) => "停放登记审核中",
            Status::Open(..) => "停放登记退回修改",
            Status::Effective => "可以停放",
            _ => "停放登记已结束",
        },
        filters: &[Filter { code: "bicycles_in_review", label: "停放登记审核中", states: &IN_REVIEW }],
        words: Words {
            begun: "提交停放登记",
            accepted: "同意停放",
            declined: "拒绝停放",
            expired: "停放登记过期",
            withdrew: "撤回停放登记",
            corrected: "修改停放登记",
            voided: "注销停放登记",
            effective: "停放登记成功",
            holds: "停放登记生效",
            way_out: "如需变更，请先注销。",
        },
    }
}

/// The same in another module, whose permission and route it takes.
fn lockers() -> Kind {
    Kind { code: "locker", list: &LOCKERS, module: Module::Archive, ..bicycles() }
}

/// Once in this process, whichever test comes first.
fn make_up() {
    static MADE_UP: LazyLock<bool> = LazyLock::new(|| CaseKind::make_up(vec![bicycles(), lockers()]));
    assert!(*MADE_UP);
}

fn filled(number: &str) -> Filled {
    let answers = [("colour", "绿色"), ("number", number)].map(|(field, text)| (field.to_owned(), text.to_owned()));
    Filled { form: "BICYCLE".to_owned(), answers: answers.into(), files: Vec::new() }
}

#[tokio::test]
#[doc = "DES-01, DES-02, DES-03, DES-04, HOM-02"]
async fn a_row_and_a_form_are_a_kind() {
    make_up();
    let app = TestApp::spawn().await;
    let (graduate, school) = (app.graduate(&SOUTHERNER).await, app.staff(&SOUTH_SCHOOL).await);

    let beginning: Beginning = graduate.get("/kinds/bicycle").await.ok();
    assert_eq!((beginning.label.as_str(), beginning.forms[0].label.as_str()), ("自行车停放", "自行车停放登记"));
    let begin = |filled| {
        graduate.post("/cases").json(&BeginCase { kind: "bicycle".to_owned(), about: None, filled }).send::<CaseChanged>()
    };
    assert_eq!(begin(filled("1")).await.invalid_fields(), ["number"]);
    let case = begin(filled("示A0001")).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("in_review_school", "停放登记审核中"));
    app.settle().await;

    let home = school.home().await.ok();
    let tile = home.counts.tiles.iter().find(|tile| tile.kind == "bicycle").unwrap();
    assert_eq!((tile.label.as_str(), tile.mine), ("自行车停放", 1));
    assert!(school.me().await.ok().kinds.iter().any(|kind| kind.menu == "自行车停放管理"));
    let listed = school.list("?kind=bicycle&state=bicycles_in_review").await.ok();
    assert_eq!((listed.total, listed.rows[0].subject.as_str()), (1, "示A0001"));
    let detail = school.read(&case).await.ok();
    assert_eq!(detail.offers(), ["approve", "return", "reject", "correct"]);
    assert_eq!(detail.sections[0].facts[0].text, "绿色");

    let back = Review::Return { reason: "车牌号与车辆不符".to_owned(), fields: vec!["number".to_owned()] };
    let case = school.act(&case, "review").json(&back).send::<CaseChanged>().await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("returned", "停放登记退回修改"));
    assert_eq!(graduate.read(&case).await.ok().fields_to_correct, ["number"]);
    let case = graduate.act(&case, "submission").json(&filled("示A0002")).send::<CaseChanged>().await.ok();
    app.settle().await;
    let case = school.approve(&case).await.ok();
    assert_eq!((case.state.as_str(), case.state_label.as_str()), ("effective", "可以停放"));
    // It binds nobody and is reported to nobody.
    ems_verbs::crossed(&app).await;
    assert_eq!(school.ems_rows("").await[0].destination, "待就业");
    let invited = app.invited(&CLOUD, &SOUTHERNER).await;
    graduate.accept(&invited).await.ok();
    let case = graduate.act(&case, "voiding").send::<CaseChanged>().await.ok();
    assert_eq!(case.state, "voided");
    let trail: Vec<_> = graduate.read(&case).await.ok().trail.into_iter().map(|entry| entry.what).collect();
    assert_eq!(trail, ["提交停放登记", "学校退回修改", "提交停放登记", "学校审核通过", "注销停放登记"]);
}

#[tokio::test]
#[doc = "ACC-04, HOM-02, EXT-01"]
async fn acc_04_a_user_sees_the_kinds_of_their_modules_and_nothing_else() {
    make_up();
    let app = TestApp::spawn().await;
    let graduate = app.graduate(&MING).await;
    let (department, archivist) = (app.staff(&DEPARTMENT).await, app.staff(&ARCHIVE_READER).await);
    let (mut queue, mut archive) = (department.follow("queue").await, archivist.follow("queue").await);
    let begin = async |kind: &str| {
        let begun = BeginCase { kind: kind.to_owned(), about: None, filled: filled("示A0003") };
        graduate.post("/cases").json(&begun).send::<CaseChanged>().await.ok()
    };
    let (bicycle, locker) = (begin("bicycle").await, begin("locker").await);
    app.settle().await;

    for (user, socket, own, foreign) in
        [(&department, &mut queue, ("bicycle", &bicycle), &locker), (&archivist, &mut archive, ("locker", &locker), &bicycle)]
    {
        let (kind, case) = own;
        let told = socket.expect(kind, |frame| match frame {
            ToClient::Queue { counts, changed, .. } => Some((counts.clone(), changed.clone())),
            _ => None,
        });
        let (counts, changed) = told.await;
        let waiting = counts.tiles.iter().find(|tile| tile.kind == kind).map(|tile| tile.department + tile.school);
        assert_eq!(waiting, Some(1));
        assert!(counts.tiles.iter().all(|tile| (tile.kind == "locker") == (kind == "locker")), "{counts:?}");
        assert_eq!(changed.iter().map(|row| &row.case).collect::<Vec<_>>(), [&case.case]);
        assert_eq!(user.list("").await.ok().rows.iter().map(|row| &row.case).collect::<Vec<_>>(), [&case.case]);
        assert!(user.home().await.ok().counts.tiles.iter().all(|tile| (tile.kind == "locker") == (kind == "locker")));
        assert!(user.me().await.ok().kinds.iter().any(|entry| entry.kind == kind));
        assert!(user.me().await.ok().kinds.iter().all(|entry| (entry.kind == "locker") == (kind == "locker")));
        assert_eq!(user.read(case).await.status, 200);
        assert_eq!(user.read(foreign).await.status, 403);
    }
    // 「只读」 decides nothing; who decides elsewhere decides nothing here.
    archivist.approve(&locker).await.refused(403, "not_permitted");
    department.approve(&locker).await.refused(403, "not_permitted");
}
