//! Many invitations in one file (SIG-09).

use crate::{app::TestApp, cast::*, users::User};
use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use std::io::Cursor;
use wangqian_protocol::{
    bulk::{BulkJob, BulkPreview, BulkRow},
    ems::UploadRemark,
};

type Cells = Vec<(&'static str, String)>;

/// What a row of the file says of one of the cast.
fn cells(person: &Person) -> Cells {
    let text = |text: &str| text.to_owned();
    let school = if person.school == NORTH.school { NORTH.name } else { SOUTH.name };
    vec![
        ("学校", text(school)),
        ("考生号", person.exam_no()),
        ("姓名", text(person.name)),
        ("应约有效期（天）", text("")),
        ("职位名称", text("后端工程师")),
        ("职位类别", text("工程技术人员")),
        ("工作地点", text("北京市海淀区")),
        ("工作地址", text("示范路二号")),
        ("月薪（税前，元）", text("15000")),
        ("报到时间", text("2027-07-05")),
        ("报到期限", text("2027-07-20")),
    ]
}

fn with(mut cells: Cells, title: &str, value: &str) -> Cells {
    cells.iter_mut().filter(|(known, _)| *known == title).for_each(|(_, cell)| *cell = value.to_owned());
    cells
}

fn sheet(rows: &[Cells]) -> Vec<u8> {
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

/// The first sheet's cells, row by row.
fn read_back(file: Vec<u8>) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

impl User {
    /// Uploads a file of invitations and waits until it is through.
    async fn invite_all(&self, key: &str, file: Vec<u8>) -> BulkJob {
        let mut job: BulkJob = self.post("/invitations/bulk").key(key).file(file).send().await.ok();
        while !job.finished {
            tokio::task::yield_now().await;
            job = self.get(&format!("/invitations/bulk/{}", job.job)).await.ok();
        }
        job
    }
}

/// Row, whether it was sent, and what was said of it.
fn results(job: &BulkJob) -> Vec<(u32, bool, String)> {
    let said = |remark: &UploadRemark| format!("{}{}", remark.column, remark.message);
    let shown = |row: &BulkRow| (row.row, row.case.is_some(), row.reasons.iter().map(said).collect::<String>());
    job.results.iter().map(shown).collect()
}

#[tokio::test]
#[doc = "SIG-09, SIG-01"]
async fn sig_09_every_row_has_its_own_result_and_bad_ones_hold_no_other_back() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let job = employer
        .invite_all(
            "first",
            sheet(&[
                cells(&MING),
                with(cells(&FANG), "月薪（税前，元）", "面议"),
                with(cells(&LINGUIST), "姓名", "王小芳"),
                cells(&BARRED),
                with(cells(&MASTER), "报到期限", "2027-07-01"),
                with(cells(&SOUTHERNER), "学校", "90002"),
            ]),
        )
        .await;
    let said = results(&job);
    assert_eq!((job.rows, job.done, job.invited, job.refused), (6, 6, 2, 4), "{said:?}");
    let expected = [
        (2, true, ""),
        (3, false, "月薪（税前，元）应为整数，如 15000"),
        (4, false, "没有找到该毕业生：姓名和号码须与学校的应届毕业生名单一致"),
        (5, false, "该毕业生的培养方式为定向/委培，不能在线签约"),
        (6, false, "报到期限报到期限不得早于报到时间"),
        (7, true, ""),
    ];
    assert_eq!(said, expected.map(|(row, sent, said)| (row, sent, said.to_owned())));
    app.settle().await;
    for (person, invited) in [(&MING, 1), (&FANG, 0), (&SOUTHERNER, 1)] {
        assert_eq!(app.graduate(person).await.list("").await.ok().rows.len(), invited, "{}", person.name);
    }
}

#[tokio::test]
#[doc = "SIG-09, SIG-01"]
async fn sig_09_a_file_brings_the_one_time_that_its_employer_may_agree_on() {
    let app = TestApp::spawn().await;
    let trial = |person: &Person, probation: &str, apprenticeship: &str| {
        let columns = [("试用期（月）", probation.to_owned()), ("见习期（月）", apprenticeship.to_owned())];
        cells(person).into_iter().chain(columns).collect::<Cells>()
    };
    let said = |job: &BulkJob| results(job).into_iter().map(|(_, _, said)| said).collect::<Vec<_>>();
    let file = sheet(&[trial(&MING, "", "12"), trial(&FANG, "3", "12"), trial(&SOUTHERNER, "0", "1年")]);
    let school = app.employer(&HIGH_SCHOOL).await.invite_all("school", file.clone()).await;
    let both = "见习期（月）试用期和见习期只能约定一项，不约定的一项请选“无”或留空";
    let months = "见习期（月）应为整数，如 5";
    assert_eq!(said(&school), ["", both, months]);
    let firm = app.employer(&CLOUD).await.invite_all("firm", file).await;
    let public = "见习期（月）只有机关、事业单位可以约定见习期，其他单位只能约定试用期";
    assert_eq!(said(&firm), [public, both, months]);
}

#[tokio::test]
#[doc = "SIG-09, SIG-08"]
async fn sig_09_a_repeated_upload_invites_nobody_twice_also_across_a_restart() {
    let mut app = TestApp::spawn_on_disk().await;
    let file = sheet(&[cells(&MING), cells(&FANG)]);
    let employer = app.employer(&CLOUD).await;
    let first = employer.invite_all("lost", file.clone()).await;
    assert_eq!(first.invited, 2);
    assert_eq!(employer.invite_all("lost", file.clone()).await, first, "the same upload is answered as it stands");

    app = app.restart().await;
    let employer = employer.at(app.site());
    employer.get::<BulkJob>(&format!("/invitations/bulk/{}", first.job)).await.refused(404, "not_found");
    let again = employer.invite_all("lost", file.clone()).await;
    assert_eq!(results(&again), results(&first), "each row answers as it did");
    let cases = |job: &BulkJob| job.results.iter().map(|row| row.case.clone()).collect::<Vec<_>>();
    assert_eq!(cases(&again), cases(&first), "with the invitation it sent then");

    let anew = employer.invite_all("another", file).await;
    assert_eq!((anew.invited, anew.refused), (0, 2));
    for (_, _, said) in results(&anew) {
        assert!(said.starts_with("贵单位已向该毕业生发出签约邀请"), "{said}");
    }
    app.settle().await;
    assert_eq!(employer.list("").await.ok().total, 2);
    assert_eq!(app.graduate(&MING).await.list("").await.ok().rows.len(), 1);
}

#[tokio::test]
#[doc = "SIG-09"]
async fn sig_09_what_was_not_sent_comes_back_as_a_file_and_goes_through_once_corrected() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    employer.invite(&MING).await.ok();
    let wrong = with(cells(&FANG), "职位名称", "=1+1");
    let wrong = with(wrong, "考生号", "=HYPERLINK(1)");
    let job = employer.invite_all("one", sheet(&[cells(&MING), wrong, cells(&LINGUIST)])).await;
    assert_eq!((job.invited, job.refused), (1, 2));
    let returned = employer.download(&format!("/invitations/bulk/{}/returned", job.job)).await;
    let rows = read_back(returned);
    assert_eq!(rows.len(), 3, "a header and the two");
    let column = |title: &str| rows[0].iter().position(|cell| cell.trim_end_matches('*') == title).unwrap();
    assert_eq!(rows[2][column("职位名称")], "=1+1");
    assert!(rows[1][column("未发出的原因")].starts_with("贵单位已向该毕业生发出签约邀请"), "{rows:?}");
    assert!(rows[2][column("未发出的原因")].contains("没有找到该毕业生"), "{rows:?}");

    let corrected: Vec<Cells> = vec![with(cells(&FANG), "职位名称", &rows[2][column("职位名称")])];
    assert_eq!(employer.invite_all("two", sheet(&corrected)).await.invited, 1);
}

#[tokio::test]
#[doc = "SIG-09, ACC-10"]
async fn sig_09_a_file_that_cannot_be_taken_is_refused_whole() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let send = |user: User, file: Vec<u8>| async move { user.post("/invitations/bulk").file(file).send::<BulkJob>().await };
    send(employer.clone(), b"PK\x03\x04".to_vec()).await.refused(400, "malformed");
    send(employer.clone(), vec![b'x'; (2 << 20) + 1]).await.refused(413, "too_large");
    let without: Cells = cells(&MING).into_iter().filter(|(title, _)| *title != "姓名").collect();
    let problem = send(employer.clone(), sheet(&[without])).await.refused(400, "malformed");
    assert!(problem.detail.contains("姓名"), "{}", problem.detail);
    let newcomer = app.employer(&NEWCOMER).await;
    send(newcomer, sheet(&[cells(&MING)])).await.refused(409, "employer_not_verified");
    assert_eq!(employer.list("").await.ok().total, 0);
}

#[tokio::test]
#[doc = "SIG-09, ACC-08"]
async fn sig_09_an_upload_is_its_employers_alone_and_the_template_is_filled_in_as_it_is() {
    let app = TestApp::spawn().await;
    let (employer, rival) = (app.employer(&CLOUD).await, app.employer(&RIVAL).await);
    let job = employer.invite_all("mine", sheet(&[cells(&MING)])).await;
    rival.get::<BulkJob>(&format!("/invitations/bulk/{}", job.job)).await.refused(404, "not_found");
    rival.get::<()>(&format!("/invitations/bulk/{}/returned", job.job)).await.refused(404, "not_found");
    let header = read_back(rival.download("/invitations/template").await).remove(0);
    let titles: Vec<&str> = header.iter().map(|title| title.trim_end_matches('*')).collect();
    assert!(cells(&MING).iter().all(|(title, _)| titles.contains(title)), "{titles:?}");
}

#[tokio::test]
#[doc = "SIG-09, SIG-08"]
async fn sig_09_a_preview_says_what_sending_would_come_to_and_sends_nothing() {
    let app = TestApp::spawn().await;
    let employer = app.employer(&CLOUD).await;
    let file = sheet(&[
        cells(&MING),
        with(cells(&FANG), "月薪（税前，元）", "面议"),
        cells(&BARRED),
        with(cells(&MASTER), "姓名", "另有其人"),
        with(cells(&LINGUIST), "报到期限", "2027-07-01"),
        cells(&SOUTHERNER),
        with(cells(&MING), "考生号", &MING.id_no()),
    ]);
    let preview: BulkPreview = employer.post("/invitations/bulk/preview").file(file.clone()).send().await.ok();
    app.settle().await;
    for person in [&MING, &SOUTHERNER] {
        assert!(app.graduate(person).await.list("").await.ok().rows.is_empty(), "{}", person.name);
    }
    assert!(employer.list("").await.ok().rows.is_empty());
    assert_eq!(preview.results[0].school_name, NORTH.name);
    assert_eq!((preview.results[0].job_title.as_str(), preview.results[0].salary_monthly), ("后端工程师", 15000));

    let sent = employer.invite_all("confirmed", file).await;
    assert_eq!((preview.rows, preview.sendable), (sent.rows, sent.invited));
    let foreseen: Vec<_> = preview.results.iter().map(|row| (row.row, row.reasons.clone())).collect();
    let happened: Vec<_> = sent.results.iter().map(|row| (row.row, row.reasons.clone())).collect();
    assert_eq!(foreseen, happened, "each row comes to what was foreseen, the second one about a graduate too");
    assert_eq!(sent.invited, 2);
}

#[tokio::test]
#[doc = "SIG-09, SIG-08"]
async fn sig_09_a_row_about_ones_own_signing_is_worded_for_the_employer() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    let job = app.employer(&CLOUD).await.invite_all("again", sheet(&[cells(&MING)])).await;
    assert_eq!(results(&job), [(2, false, "该毕业生与贵单位的签约正在审核".to_owned())]);
}
