//! From an empty system to an agreement that is reported: the same way whether the platform and the EMS are one server or two.

use crate::{
    apart::Apart,
    app::TestApp,
    cast::*,
    ems_verbs::*,
    modules::archive,
    users::{Login, User},
    verbs::{handler, invitation},
    world,
};
use calamine::{Reader, Xlsx};
use reqwest::Method;
use std::io::Cursor;
use wangqian_protocol::{ems::*, session::Entrance};
use wangqian_rules::{ids::*, module::Module, school::School};

/// One server or two.
pub enum Deployment {
    Together(TestApp),
    Apart(Box<Apart>),
}

/// Who has come into being when everything is furnished.
pub struct World {
    /// The school's user, at the EMS.
    pub keeper: User,
    /// The same person, at the platform.
    pub school: User,
    pub department: User,
    pub employer: User,
    pub graduate: User,
    pub ming: Person,
}

/// A province that has no school yet.
const EAST: Campus =
    Campus { province: 63, province_name: "东示范省", school: NEW_SCHOOL, name: "东示范大学", ..NORTH };

impl Deployment {
    pub async fn together() -> Self {
        Self::Together(TestApp::spawn_empty(&["serve"]).await)
    }

    pub async fn apart() -> Self {
        Self::Apart(Box::new(Apart::spawn().await))
    }

    pub fn platform(&self) -> &TestApp {
        match self {
            Self::Together(app) => app,
            Self::Apart(apart) => &apart.platform,
        }
    }

    pub fn ems(&self) -> &TestApp {
        match self {
            Self::Together(app) => app,
            Self::Apart(apart) => &apart.ems,
        }
    }

    fn servers(&self) -> Vec<&TestApp> {
        match self {
            Self::Together(app) => vec![app],
            Self::Apart(apart) => vec![&apart.ems, &apart.platform],
        }
    }

    /// Everything that waited between the systems has arrived.
    pub async fn crossed(&self) {
        crossed_between(&self.servers()).await;
    }

    /// Sets the password at the EMS, which is the platform's too; the browsers at the EMS and at the platform.
    async fn activated(&self, made: &EmsCode) -> (User, User) {
        self.crossed().await;
        let keeper = self.ems().anonymous().activate(Entrance::School, &made.login, &made.activation_code).await;
        self.crossed().await;
        let login = Login { entrance: Entrance::School, login: made.login.clone() };
        let user = match self {
            Self::Together(_) => keeper.clone(),
            Self::Apart(apart) => {
                let browser = apart.platform.anonymous();
                browser.entered(&browser.sign_in(&login.with(NEW_PASSWORD)).await)
            }
        };
        (keeper, user)
    }

    /// As the operator and all the others do it, from nothing: everything but the employer's registration over the pages.
    pub async fn furnished(&self) -> World {
        for server in self.servers() {
            world::open_province(server.runtime(), &EAST).await;
        }
        let minister = self.ems().province(&EAST).await;
        let form = EmsSchoolForm { school: NEW_SCHOOL.to_string(), name: EAST.name.to_owned() };
        minister.post("/ems/schools").json(&form).send::<()>().await.ok();
        let accounts = format!("/ems/schools/{NEW_SCHOOL}/accounts");
        let made: EmsCode = minister.post(&accounts).json(&account(None)).send().await.ok();
        let (keeper, school) = self.activated(&made).await;

        let ming = Person { school: NEW_SCHOOL, ..MING };
        let fang = Person { school: NEW_SCHOOL, ..FANG };
        let job = keeper.upload(sheet(&[columns(&ming), columns(&fang)])).await;
        assert_eq!((job.report.added, job.report.departments_without_account.len()), (2, 1));
        let made: EmsCode = keeper.post("/ems/accounts").json(&account(Some(COMPUTING))).send().await.ok();
        let (_, department) = self.activated(&made).await;
        let graduate = self.graduate_enters(&keeper, &ming).await;

        let province = self.platform().province(&EAST).await;
        province.set_agreement_kind("three_party").await.ok();
        self.platform().settle().await;
        school.set_route("signing", "department_then_school").await.ok();
        school.set_switch("signing", true).await.ok();
        school.submit_handler(&handler("all")).await.ok();
        self.platform().settle().await;
        world::register(self.platform().runtime(), &CLOUD).await;
        let employer = self.platform().employer(&CLOUD).await;
        World { keeper, school, department, employer, graduate, ming }
    }

    /// With the code from the file that the school hands out.
    async fn graduate_enters(&self, keeper: &User, person: &Person) -> User {
        let wanted = EmsActivation { department: Some(person.department.to_owned()), graduates: Vec::new(), resets: false };
        let file = keeper.post("/ems/roster/activation").json(&wanted).download().await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        let sheet = book.worksheet_range("激活码").unwrap();
        let row = sheet.rows().find(|row| row[3] == person.name).unwrap();
        self.crossed().await;
        self.platform().anonymous().activate(Entrance::Graduate, &person.id_no(), &row[5].to_string()).await
    }
}

/// From the first account to an agreement that the EMS knows, and back to nothing when the row is deleted.
async fn the_whole_way(deployment: &Deployment) {
    let world = deployment.furnished().await;
    let platform = deployment.platform();
    let mut offer = invitation(&world.ming);
    offer.terms.archive = Some(archive());
    let case = world.employer.send_invitation(&offer).await.ok();
    platform.settle().await;
    let case = world.graduate.accept(&case).await.ok();
    platform.settle().await;
    let case = world.department.approve(&case).await.ok();
    platform.settle().await;
    world.school.approve(&case).await.ok();
    deployment.crossed().await;
    assert_eq!(reported(&world.keeper, &world.ming).await, format!("签就业协议形式就业 · {}", CLOUD.name));
    assert!(has_archive(platform), "what the agreement says of the archive stands in the EMS, and comes back");

    world.keeper.delete(&world.ming).await;
    deployment.crossed().await;
    let row = world.employer.list("").await.ok().rows.remove(0);
    assert_eq!(row.state, "invalidated");
    world.keeper.upload(sheet(&[columns(&world.ming)])).await;
    deployment.crossed().await;
    assert_eq!(world.employer.list("").await.ok().rows.remove(0).state, "effective");
    assert!(!has_archive(platform), "to be registered again");
}

/// Whether the archive module has the first graduate of the file as registered.
fn has_archive(platform: &TestApp) -> bool {
    let school = SchoolId(NEW_SCHOOL);
    let first = GraduateId { school, cohort: COHORT, serial: 1 };
    platform.runtime().glance::<School>(school).is_some_and(|school| school.transfers.has(Module::Archive, first))
}

#[tokio::test]
#[doc = "ACC-02, ROS-01, SYN-01, SYN-02, INV-01, INV-02, INV-03"]
async fn from_an_empty_system_to_a_reported_agreement_on_one_server() {
    the_whole_way(&Deployment::together().await).await;
}

#[tokio::test]
#[doc = "ACC-02, ROS-01, SYN-01, SYN-02, INV-01, INV-02, INV-03"]
async fn from_an_empty_system_to_a_reported_agreement_on_two_servers() {
    the_whole_way(&Deployment::apart().await).await;
}

#[tokio::test]
#[doc = "ACC-02, ACC-05, ACC-08"]
async fn a_province_founds_its_own_schools_and_keeps_their_school_users_only_acc_02() {
    let app = TestApp::spawn().await;
    let province = app.province(&NORTH).await;
    let found = async |school: &str, name: &str| {
        let form = EmsSchoolForm { school: school.to_owned(), name: name.to_owned() };
        province.post("/ems/schools").json(&form).send::<()>().await
    };
    assert_eq!(found("123", "").await.invalid_fields(), ["school", "name"]);
    found(&NORTH.school.to_string(), "又一所大学").await.refused(409, "school_exists");
    found(&NEW_SCHOOL.to_string(), "北示范学院").await.ok();
    let schools: EmsSchools = province.get("/ems/schools").await.ok();
    let codes: Vec<_> = schools.schools.iter().map(|school| (school.school.as_str(), school.accounts)).collect();
    assert_eq!(codes.len(), 2, "{codes:?}");

    let accounts = |school: u32| format!("/ems/schools/{school}/accounts");
    province.post(&accounts(NEW_SCHOOL)).json(&account(Some(COMPUTING))).send::<EmsCode>().await.refused(403, "not_permitted");
    province.post(&accounts(SOUTH.school)).json(&account(None)).send::<EmsCode>().await.refused(403, "not_permitted");
    province.get::<EmsAccounts>(&accounts(SOUTH.school)).await.refused(404, "not_found");
    let made: EmsCode = province.post(&accounts(NEW_SCHOOL)).json(&account(None)).send().await.ok();
    assert_eq!(made.login, NEW_SCHOOL.to_string(), "the first user signs in with the school's code");
    crossed(&app).await;
    let user = app.anonymous().activate(Entrance::School, &made.login, &made.activation_code).await;
    assert_eq!(user.me().await.ok().organisation, "北示范学院");

    let locked = EmsAccountForm { locked: true, ..account(None) };
    let path = format!("{}/{}", accounts(NEW_SCHOOL), made.account);
    // Its one-time code was a change, too.
    province.call(Method::PUT, &path).seen(2).json(&locked).send::<()>().await.ok();
    crossed(&app).await;
    assert_eq!(user.me().await.status.as_u16(), 401);
}
