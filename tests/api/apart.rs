//! The platform and the employment management system as two servers, with a line between them that can be cut.

use crate::{
    app::{TestApp, eventually},
    cast::*,
    ems_verbs::*,
    from_empty::Deployment,
    users::{Login, User},
    verbs::invitation,
    wire::Wire,
};
use reqwest::Method;
use std::io::Write;
use tempfile::NamedTempFile;
use wangqian_protocol::{
    account::ChangePassword,
    ems::*,
    link::{Parcels, Receipts},
    session::Entrance,
    system::SystemInfo,
};
use wangqian_rules::ids::*;

const KEY: &str = "a-key-that-only-the-two-servers-know-0123456789";

/// Two servers that know each other.
pub struct Apart {
    pub platform: TestApp,
    pub ems: TestApp,
    pub to_ems: Wire,
    pub to_platform: Wire,
    _key: NamedTempFile,
}

impl Apart {
    pub async fn spawn() -> Self {
        let mut file = NamedTempFile::new().unwrap();
        writeln!(file, "{KEY}").unwrap();
        let key = file.path().to_str().unwrap();
        let (to_ems, to_platform) = (Wire::laid().await, Wire::laid().await);
        let platform = TestApp::spawn_empty(&["serve", "--ems-url", &to_ems.url, "--link-key-file", key]).await;
        let ems = TestApp::spawn_empty(&["ems", "--platform-url", &to_platform.url, "--link-key-file", key]).await;
        to_ems.lead_to(ems.address);
        to_platform.lead_to(platform.address);
        Self { platform, ems, to_ems, to_platform, _key: file }
    }
}

/// A request of the other server.
async fn carried(user: &User, side: &str, key: &str, parcels: serde_json::Value) -> crate::answer::Answer<Receipts> {
    let path = format!("/link/{side}/{NEW_SCHOOL}");
    user.call(Method::POST, &path).header("authorization", &format!("Bearer {key}")).json(&parcels).send().await
}

#[tokio::test]
#[doc = "SYN-01, ACC-08"]
async fn each_server_serves_its_own_system_and_the_link_opens_only_to_the_key() {
    let apart = Apart::spawn().await;
    let (platform, ems) = (apart.platform.anonymous(), apart.ems.anonymous());
    let info = async |user: &User| user.get::<SystemInfo>("/system").await.ok();
    let of_platform = info(&platform).await;
    assert_eq!((of_platform.platform, of_platform.ems, of_platform.other), (true, false, Some(apart.to_ems.url.clone())));
    let of_ems = info(&ems).await;
    assert_eq!((of_ems.platform, of_ems.ems, of_ems.other), (false, true, Some(apart.to_platform.url.clone())));
    for (user, path) in [(&platform, "/ems/roster"), (&ems, "/cases"), (&ems, "/schools")] {
        assert_eq!(user.get::<()>(path).await.status.as_u16(), 404, "{path}");
    }

    let nothing = serde_json::json!({ "parcels": [] });
    for wrong in ["", "another-key-that-is-just-as-long-0123456789"] {
        carried(&platform, "platform", wrong, nothing.clone()).await.refused(401, "unauthenticated");
    }
    carried(&platform, "platform", KEY, nothing.clone()).await.ok();
    carried(&platform, "ems", KEY, nothing.clone()).await.refused(404, "not_found");
    carried(&ems, "ems", KEY, nothing).await.ok();
}

#[tokio::test]
#[doc = "SYN-01, EXT-15"]
async fn a_parcel_that_cannot_be_read_is_refused_alone_syn_01() {
    let apart = Apart::spawn().await;
    let parcels = serde_json::json!({ "parcels": [
        { "number": 7, "cargo": { "kind": "resend", "graduate": "nobody" } },
        { "number": 9, "cargo": { "kind": "resend", "graduate": "10001-2027-1" } },
        { "number": 8, "cargo": { "kind": "school", "name": "新示范大学", "province": 63 } },
    ] });
    serde_json::from_value::<Parcels>(parcels.clone()).unwrap();
    let receipts = carried(&apart.platform.anonymous(), "platform", KEY, parcels).await.ok().receipts;
    let mut said: Vec<_> = receipts.iter().map(|receipt| (receipt.number, receipt.refused.as_deref())).collect();
    said.sort_unstable();
    assert_eq!(said, [(7, Some("毕业生编号无法识别")), (8, None), (9, Some("不是本校的毕业生"))]);
    let malformed = serde_json::json!({ "parcels": [{ "number": 10, "cargo": { "kind": "unheard of" } }] });
    carried(&apart.platform.anonymous(), "platform", KEY, malformed).await.refused(400, "malformed");
}

#[tokio::test]
#[doc = "SYN-01, INV-01, EXT-15"]
async fn while_the_line_is_cut_both_sides_work_on_and_nothing_is_lost_syn_01() {
    let deployment = Deployment::apart().await;
    let world = deployment.furnished().await;
    let Deployment::Apart(apart) = &deployment else { unreachable!() };
    apart.to_ems.cut();
    apart.to_platform.cut();

    let case = world.employer.send_invitation(&invitation(&world.ming)).await.ok();
    apart.platform.settle().await;
    let case = world.graduate.accept(&case).await.ok();
    apart.platform.settle().await;
    let case = world.department.approve(&case).await.ok();
    apart.platform.settle().await;
    world.school.approve(&case).await.ok();
    apart.platform.settle().await;
    let late = Person { name: "韩迟来", serial: 40, ..world.ming };
    world.keeper.upload(sheet(&[columns(&late)])).await;

    let to_ems = |sync: SyncState| sync.links.into_iter().find(|link| link.direction == "to_ems").unwrap();
    let waiting = to_ems(world.school.get("/sync").await.ok());
    assert_eq!(waiting.waiting, 1, "the destination waits");
    eventually("the worker has noticed", || {
        let link = LinkId { to: Side::Ems, school: SchoolId(NEW_SCHOOL) };
        apart.platform.state.exchange.trouble(link).is_some()
    })
    .await;
    let trouble = to_ems(world.school.get("/sync").await.ok());
    assert_eq!(trouble.error.as_deref(), Some("无法连接对方系统"));
    assert_eq!(world.keeper.ems_rows(&format!("?q={}", world.ming.exam_no())).await[0].destination, "待就业");

    world.school.get::<()>("/sync/differences").await.refused(503, "other_system_silent");

    apart.to_ems.mend();
    apart.to_platform.mend();
    deployment.crossed().await;
    assert_eq!(reported(&world.keeper, &world.ming).await, format!("签就业协议形式就业 · {}", CLOUD.name));
    assert_eq!(world.school.roster(&format!("?q={}", late.exam_no())).await.ok().total, 1);
    assert!(to_ems(world.school.get("/sync").await.ok()).error.is_none());
    for user in [&world.school, &world.keeper] {
        let compared: SyncDifferences = user.get("/sync/differences").await.ok();
        assert!(compared.graduates > 1 && compared.total == 0, "either server can compare: {compared:?}");
    }
}

#[tokio::test]
#[doc = "SYN-01"]
async fn an_answer_lost_on_the_line_has_the_batch_carried_again_with_the_same_effect_syn_01() {
    let deployment = Deployment::apart().await;
    let world = deployment.furnished().await;
    let Deployment::Apart(apart) = &deployment else { unreachable!() };
    // Cut and mended while batches are on their way: some arrive whose receipts do not.
    for round in 0..8 {
        let people = (50..80).map(|serial| Person { name: "韩众多", serial: serial + round * 20, ..world.ming });
        let file = sheet(&people.map(|person| columns(&person)).collect::<Vec<_>>());
        world.keeper.upload(file).await;
        apart.to_platform.cut();
        apart.to_platform.mend();
    }
    deployment.crossed().await;
    let (here, there) = (world.keeper.ems_rows("?limit=200").await.len(), world.school.roster("").await.ok().total);
    assert_eq!(here, there);
}

#[tokio::test]
#[doc = "ACC-01, ACC-02, SYN-01"]
async fn a_user_has_one_password_on_both_servers_whichever_it_is_set_at_acc_01() {
    let deployment = Deployment::apart().await;
    let world = deployment.furnished().await;
    let Deployment::Apart(apart) = &deployment else { unreachable!() };
    let made: EmsCode = world.keeper.post("/ems/accounts").json(&account(Some(COMPUTING))).send().await.ok();
    deployment.crossed().await;
    let login = Login { entrance: Entrance::School, login: made.login.clone() };
    let sign_in = async |app: &TestApp, password: &str| app.anonymous().sign_in(&login.with(password)).await.status.as_u16();

    let at_platform = apart.platform.anonymous().activate(Entrance::School, &made.login, &made.activation_code).await;
    deployment.crossed().await;
    assert_eq!(sign_in(&apart.ems, NEW_PASSWORD).await, 200);
    let password = "另一个用得更久也记得住的登录密码".to_owned();
    let change = ChangePassword { current: NEW_PASSWORD.to_owned(), password };
    apart.to_ems.cut();
    at_platform.call(Method::PUT, "/account/password").json(&change).send::<()>().await.ok();
    assert_eq!(sign_in(&apart.ems, NEW_PASSWORD).await, 200, "the line is cut");
    apart.to_ems.mend();
    deployment.crossed().await;
    assert_eq!((sign_in(&apart.ems, NEW_PASSWORD).await, sign_in(&apart.ems, &change.password).await), (401, 200));

    let path = format!("/ems/accounts/{}/reset", made.account);
    let reset: EmsCode = world.keeper.post(&path).send().await.ok();
    deployment.crossed().await;
    assert_eq!(sign_in(&apart.platform, &change.password).await, 401, "a reset counts at both");
    apart.ems.anonymous().activate(Entrance::School, &made.login, &reset.activation_code).await;
    deployment.crossed().await;
    assert_eq!(sign_in(&apart.platform, NEW_PASSWORD).await, 200);
}
