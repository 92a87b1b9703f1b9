//! Files over HTTP: who gets what back, and that what is refused is not kept.

use crate::{
    answer::Answer,
    app::{HOUR_MS, TestApp},
    cast::*,
    registration::PDF,
    users::User,
};
use wangqian_protocol::upload::Uploaded;
use wangqian_rules::{account::uploads::UPLOADS_KEPT, time::UnixMs};
use wangqian_storage::blobs::{BlobError, BlobHash};

async fn upload(user: &User, bytes: &[u8]) -> Answer<Uploaded> {
    user.post("/uploads").bytes(bytes).send().await
}

async fn company(app: &TestApp, company: &Company) -> User {
    app.anonymous().signed_in(company).await
}

#[tokio::test]
#[doc = "ACC-08, ACC-10"]
async fn acc_08_a_file_that_nothing_names_is_visible_to_its_uploader_alone() {
    let app = TestApp::spawn().await;
    let cloud = company(&app, &CLOUD).await;
    let up = upload(&cloud, PDF).await;
    assert_eq!(up.status, 201);
    let up = up.ok();
    assert_eq!((up.media_type.as_str(), up.bytes), ("application/pdf", PDF.len() as u64));
    let path = format!("/uploads/{}", up.file);
    let others = [company(&app, &RIVAL).await, app.staff(&SCHOOL).await, app.anonymous().signed_in(&NORTH).await];
    for other in others {
        other.get::<()>(&path).await.refused(404, "not_found");
    }
    app.anonymous().get::<()>(&path).await.refused(401, "unauthenticated");

    let app = app.restart().await;
    let back: Answer<()> = cloud.at(app.site()).get(&path).await;
    assert_eq!((back.status.as_u16(), back.text.as_bytes()), (200, PDF));
    assert_eq!(back.header("content-type"), "application/pdf");
    assert!(back.header("content-disposition").starts_with("attachment; filename=\""));
    assert_eq!(back.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(back.header("cache-control"), "no-store");
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_a_file_that_is_gone_says_so_and_comes_back_with_its_upload() {
    let app = TestApp::spawn().await;
    let cloud = company(&app, &CLOUD).await;
    let path = format!("/uploads/{}", upload(&cloud, PDF).await.ok().file);
    app.blobs.remove_older(BlobHash::of(PDF), i64::MAX).await.unwrap();
    cloud.get::<()>(&path).await.refused(500, "file_damaged");
    upload(&cloud, PDF).await.ok();
    assert_eq!(cloud.get::<()>(&path).await.status, 200);
}

#[tokio::test]
async fn what_is_refused_is_not_kept() {
    let app = TestApp::spawn().await;
    let cloud = company(&app, &CLOUD).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let locked = [b"%PDF-1.7\ntrailer\n<</Encrypt 5 0 R>>\n".as_slice(), b"%%EOF\n"].concat();
    let polyglot = [PDF, b"PK\x03\x04 an archive behind it"].concat();
    let renamed_program = b"MZ\x90\0 licence.pdf";
    for bytes in [svg.as_slice(), b"", &PDF[..20], &locked, &polyglot, renamed_program] {
        upload(&cloud, bytes).await.refused(422, "unfit_file");
        let kept = app.blobs.get(BlobHash::of(bytes)).await;
        assert!(matches!(kept, Err(BlobError::Missing(_))), "{kept:?}");
    }
}

#[tokio::test]
async fn a_file_has_at_most_ten_megabytes() {
    let app = TestApp::spawn().await;
    let cloud = company(&app, &CLOUD).await;
    let of = |bytes: usize| [PDF, &vec![b'\n'; bytes - PDF.len() - 6], b"%%EOF\n"].concat();
    let max = wangqian::limits::FILE_BYTES_MAX;
    assert_eq!(upload(&cloud, &of(max)).await.status, 201);
    upload(&cloud, &of(max + 1)).await.refused(413, "too_large");
}

#[tokio::test]
#[doc = "ACC-08"]
async fn a_file_goes_up_only_from_our_own_pages() {
    let app = TestApp::spawn().await;
    let cloud = company(&app, &CLOUD).await;
    let call = cloud.post("/uploads").bytes(PDF);
    call.clone().without("x-csrf-token").send::<()>().await.refused(403, "forgery");
    call.header("origin", "https://elsewhere.example").send::<()>().await.refused(403, "forgery");
    let kept = app.blobs.get(BlobHash::of(PDF)).await;
    assert!(matches!(kept, Err(BlobError::Missing(_))), "{kept:?}");
}

#[tokio::test]
#[doc = "ACC-08"]
async fn an_account_hands_in_so_many_files_an_hour_and_nothing_is_kept_of_more() {
    let app = TestApp::spawn().await;
    let cloud = company(&app, &CLOUD).await;
    let numbered = |n: usize| [PDF, format!("% {n}\n%%EOF\n").as_bytes()].concat();
    for n in 0..UPLOADS_KEPT {
        assert_eq!(upload(&cloud, &numbered(n)).await.status, 201);
    }
    upload(&cloud, &numbered(99)).await.refused(429, "try_later");
    let kept = app.blobs.get(BlobHash::of(&numbered(99))).await;
    assert!(matches!(kept, Err(BlobError::Missing(_))), "{kept:?}");
    app.pass(HOUR_MS);
    let cloud = company(&app, &CLOUD).await;
    assert_eq!(upload(&cloud, &numbered(99)).await.status, 201);
}

#[tokio::test]
#[doc = "ACC-08, ACC-10"]
async fn a_file_that_nothing_names_is_swept_and_one_that_a_registration_names_stays() {
    let app = TestApp::spawn().await;
    let cloud = company(&app, &CLOUD).await;
    let card: wangqian_protocol::employer::EmployerRegistration = cloud.get("/employer/registration").await.ok();
    let (named, forgotten) = ([PDF, b"% named\n%%EOF\n"].concat(), [PDF, b"% forgotten\n%%EOF\n"].concat());
    let licence = upload(&cloud, &named).await.ok().file;
    upload(&cloud, &forgotten).await.ok();
    let form = crate::registration::amendment(Some(&licence));
    let amended = cloud.call(reqwest::Method::PUT, "/employer/registration").seen(card.version).json(&form);
    assert_eq!(amended.send::<()>().await.status, 200);

    let sweep = async |before| wangqian::uploads::sweep(app.runtime(), &app.state.files, before).await.unwrap();
    assert_eq!(sweep(UnixMs(0)).await, 0, "too young");
    assert_eq!(sweep(UnixMs(i64::MAX)).await, 1);
    assert!(app.blobs.get(BlobHash::of(&named)).await.is_ok());
    let gone = app.blobs.get(BlobHash::of(&forgotten)).await;
    assert!(matches!(gone, Err(BlobError::Missing(_))), "{gone:?}");
    upload(&cloud, &forgotten).await.ok();
    assert!(app.blobs.get(BlobHash::of(&forgotten)).await.is_ok(), "handed in again, it is there again");

    assert_eq!(app.state.files.lost(), 0);
    app.blobs.remove_older(BlobHash::of(&named), i64::MAX).await.unwrap();
    sweep(UnixMs(0)).await;
    assert_eq!(app.state.files.lost(), 1, "a file that a registration names and the disk has lost");
    upload(&cloud, &named).await.ok();
    sweep(UnixMs(0)).await;
    assert_eq!(app.state.files.lost(), 0);
}

/// A file of so many bytes, and of no other content than this number.
fn long(bytes: usize, number: usize) -> Vec<u8> {
    let end = format!("% {number}\n%%EOF\n");
    [PDF, &vec![b'\n'; bytes - PDF.len() - end.len()], end.as_bytes()].concat()
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_an_employer_that_nobody_verified_hands_in_so_much_an_hour_and_a_verified_one_more() {
    let app = TestApp::spawn().await;
    let (newcomer, cloud) = (company(&app, &NEWCOMER).await, company(&app, &CLOUD).await);
    let max = wangqian::limits::FILE_BYTES_MAX;
    for number in 0..2 {
        assert_eq!(upload(&newcomer, &long(max, number)).await.status, 201);
    }
    let answer = upload(&newcomer, PDF).await;
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((3_540..=3_600).contains(&wait), "an hour from the first of them, less the time since: {wait}");
    let problem = answer.refused(429, "upload_limit");
    assert!(problem.detail.contains("20 MB") && problem.detail.contains("60 分钟"), "{}", problem.detail);
    for number in 0..3 {
        assert_eq!(upload(&cloud, &long(max, number)).await.status, 201);
    }
    app.pass(HOUR_MS);
    assert_eq!(upload(&company(&app, &NEWCOMER).await, PDF).await.status, 201);
}

#[tokio::test]
#[doc = "ACC-10"]
async fn acc_10_what_is_refused_counts_too_and_the_proxy_says_from_where_it_came() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    let newcomer = company(&app, &NEWCOMER).await;
    let from = |address: &str, bytes: &[u8]| newcomer.post("/uploads").header("x-forwarded-for", address).bytes(bytes);
    let nothing = vec![b' '; wangqian::limits::FILE_BYTES_MAX];
    for address in ["10.1.0.1", "10.2.0.1"] {
        from(address, &nothing).send::<Uploaded>().await.refused(422, "unfit_file");
    }
    from("10.3.0.1", PDF).send::<Uploaded>().await.refused(429, "upload_limit");
}
