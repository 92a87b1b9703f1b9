//! Files that nobody means well with, sent where rosters are uploaded: a clear answer, nothing half applied, and the server goes on.

use crate::{app::TestApp, cast::*, ems_verbs::*, users::User};
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write};
use wangqian_protocol::ems::UploadJob;
use zip::{ZipWriter, write::SimpleFileOptions};

/// 64 MiB of nothing, in a few kilobytes.
fn bomb() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for part in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        writer.start_file(part, SimpleFileOptions::default()).unwrap();
        (0..64).for_each(|_| writer.write_all(&[0; 1 << 20]).unwrap());
    }
    writer.finish().unwrap().into_inner()
}

/// Two cells that span two million.
fn two_million_cells() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "考生号").unwrap().write(19_999, 99, "远").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// A few hundred bytes that claim ten million million texts.
fn claims() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", "<Relationships/>"),
        ("xl/sharedStrings.xml", r#"<sst uniqueCount="10000000000000"><si><t>a</t></si></sst>"#),
    ];
    for (part, content) in parts {
        writer.start_file(part, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn standing(school: &User) -> usize {
    school.roster("").await.ok().total
}

#[tokio::test]
#[doc = "ROS-01"]
async fn hostile_files_are_refused_in_words_and_nothing_of_them_is_taken() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let before = standing(&school).await;
    let files = [
        (bomb(), "展开后过大"),
        (claims(), "展开后过大"),
        (two_million_cells(), "姓名"),
        (b"MZ\x90\x00".to_vec(), "不是 xlsx 格式"),
    ];
    for (file, says) in files {
        let answer = school.post("/ems/roster/upload").file(file).send::<UploadJob>().await;
        let problem = answer.refused(400, "malformed");
        assert!(problem.detail.contains(says), "{}", problem.detail);
    }
    assert_eq!(standing(&school).await, before);
    let job = school.upload(sheet(&[columns(&MING)])).await;
    assert_eq!((job.done, job.report.refused.len()), (1, 0), "the server goes on");
}

#[tokio::test]
#[doc = "ROS-01"]
async fn a_packed_body_is_unpacked_by_nobody() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    for encoding in ["br", "gzip", "deflate", "zstd", "x"] {
        let packed = school.post("/ems/roster/upload").file(sheet(&[columns(&MING)])).header("content-encoding", encoding);
        packed.send::<UploadJob>().await.refused(415, "encoded_body");
        let by_nobody = app.anonymous().post("/providers/wechat").bytes(b"x").header("content-encoding", encoding);
        by_nobody.send::<()>().await.refused(415, "encoded_body");
    }
    let plain = school.post("/ems/roster/upload").file(sheet(&[columns(&MING)])).header("content-encoding", "identity");
    let taken = plain.send::<UploadJob>().await;
    assert_eq!(taken.status, 202);
    school.through(taken.ok()).await;
}
