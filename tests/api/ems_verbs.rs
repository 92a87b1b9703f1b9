//! The employment management system as its users use it.

use crate::{
    app::{TestApp, eventually},
    cast::*,
    users::User,
};
use rust_xlsxwriter::Workbook;
use wangqian_protocol::{
    ems::*,
    session::{Activate, Entrance, Me, Permissions},
};
use wangqian_rules::{ids::*, link::Link};

/// The password that is set with a one-time code.
pub const NEW_PASSWORD: &str = "初次登录用的一个相当长的密码吧";

/// Header and value of every column that a roster must have, for one of the cast.
pub fn columns(person: &Person) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    vec![
        ("考生号", person.exam_no()),
        ("姓名", text(person.name)),
        ("身份证号", person.id_no()),
        // As the ID number says.
        ("性别代码", text(if person.serial % 2 == 1 { "1" } else { "2" })),
        ("民族代码", text("01")),
        ("政治面貌代码", text("13")),
        ("院校代码", person.school.to_string()),
        ("院校名称", text(NORTH.name)),
        ("所在院系", text(person.department)),
        ("学号", format!("S{:03}", person.serial)),
        ("学历代码", text(person.education_level())),
        ("专业代码", text("080901")),
        ("专业名称", text("计算机科学与技术")),
        ("学制", text("4")),
        ("培养方式代码", text(person.training_mode)),
        ("定向或委培单位", text(if person.training_mode == "1" { "" } else { "示范单位" })),
        ("生源所在地代码", text("110108")),
        ("入学时间", text("202309")),
        ("毕业时间", text("20270701")),
        ("师范生类别代码", text("2")),
        ("困难生类别代码", text("0")),
        ("手机号码", person.mobile()),
        ("档案是否转入学校", text("是")),
        ("户口是否转入学校", text(if person.household_in_school { "是" } else { "否" })),
    ]
}

/// A roster file with these rows.
pub fn sheet(rows: &[Vec<(&'static str, String)>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (number, row) in (1..).zip(rows) {
        for (column, (title, value)) in (0..).zip(row) {
            page.write_string(0, column, *title).unwrap();
            page.write_string(number, column, value).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

impl User {
    /// Sets the password of an account that was made with a one-time code; the browser in which that was done.
    pub async fn activate(&self, entrance: Entrance, login: &str, code: &str) -> Self {
        let password = NEW_PASSWORD.to_owned();
        let (login, code) = (login.to_owned(), code.to_owned());
        let body = Activate { entrance, login, code, password };
        let answer = self.post("/session/activation").json(&body).send::<Me>().await;
        self.entered(&answer)
    }

    /// Uploads a roster and waits until it is through.
    pub async fn upload(&self, file: Vec<u8>) -> UploadJob {
        let job = self.post("/ems/roster/upload").file(file).send().await.ok();
        self.through(job).await
    }

    /// The same upload once it is through.
    pub async fn through(&self, mut job: UploadJob) -> UploadJob {
        while !job.finished {
            tokio::task::yield_now().await;
            job = self.get(&format!("/ems/uploads/{}", job.job)).await.ok();
        }
        job
    }

    pub async fn ems_rows(&self, query: &str) -> Vec<EmsRosterRow> {
        self.get::<EmsRosterPage>(&format!("/ems/roster{query}")).await.ok().rows
    }

    pub async fn delete(&self, person: &Person) {
        let row = self.ems_rows(&format!("?q={}", person.exam_no())).await.remove(0);
        let body = EmsDelete { graduates: vec![row.graduate] };
        self.post("/ems/roster/deletion").json(&body).send::<()>().await.ok();
    }

    pub async fn accounts(&self) -> EmsAccounts {
        self.get("/ems/accounts").await.ok()
    }
}

/// Nothing waits between the platform and the EMS, on a server that holds both or on either of two.
pub async fn crossed(app: &TestApp) {
    crossed_between(&[app]).await;
}

/// The same, of a school on all these servers.
pub async fn crossed_between(apps: &[&TestApp]) {
    let links: Vec<LinkId> = [NORTH.school, SOUTH.school, NEW_SCHOOL]
        .into_iter()
        .flat_map(|school| [Side::Ems, Side::Platform].map(|to| LinkId { to, school: SchoolId(school) }))
        .collect();
    for app in apps {
        app.settle().await;
        // After a restart a link with parcels may sleep still: it is read, not glanced at.
        for id in &links {
            app.runtime().read::<Link>(*id).await.unwrap();
        }
    }
    let empty = |app: &TestApp| links.iter().all(|id| app.runtime().glance::<Link>(*id).is_some_and(|link| link.is_empty()));
    eventually("everything has crossed", || apps.iter().all(|app| empty(app))).await;
    for app in apps {
        app.settle().await;
    }
}

/// A school that no world has: tests found it.
pub const NEW_SCHOOL: u32 = 10003;

/// What the EMS was told of somebody's destination.
pub async fn reported(school: &User, person: &Person) -> String {
    school.ems_rows(&format!("?q={}", person.exam_no())).await.remove(0).destination
}

/// An account as its maker fills it in.
pub fn account(department: Option<&str>) -> EmsAccountForm {
    let text = |text: &str| text.to_owned();
    EmsAccountForm {
        name: text("魏新任"),
        department: department.map(text),
        level: None,
        permissions: Permissions { basic: text("read_write"), archive: text("none"), household: text("none") },
        locked: false,
    }
}
