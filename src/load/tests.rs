use super::{fixture::*, *};
use crate::{auth::activation, people::fixture::runtime};
use std::{fs, os::unix::fs::PermissionsExt};
use wangqian_rules::{
    account::{Account, Command, Credential, Entrance, Principal},
    case::EmployerCard,
    employer::{self, Employer},
    graduate::Graduate,
    ids::*,
    module::{Module, Switch},
    province::Province,
    review::Route,
    school::{School, staff::Post},
};

const SCHOOL: SchoolId = SchoolId(90_001);

fn refused(report: &LoadReport) -> Vec<String> {
    report.refused.iter().map(ToString::to_string).collect()
}

async fn school(runtime: &Runtime) -> std::sync::Arc<School> {
    runtime.read::<School>(SCHOOL).await.unwrap()
}

#[actix_web::test]
async fn a_roster_founds_its_school_and_opens_signing() {
    let (runtime, files) = (runtime().await, Files::new());
    let roster = files.roster(&[&[], &[("所在院系", "文学院")]]);
    let report = load(&runtime, &files.args(Some(roster), None)).await.unwrap();
    assert_eq!(report.graduates, Tally { read: 2, added: 2, known: 0 });

    let province = runtime.read::<Province>(ProvinceId(32)).await.unwrap();
    assert_eq!((province.name.as_str(), province.agreement_kind), ("江苏省", Some(AgreementKind::ThreeParty)));
    let school = school(&runtime).await;
    assert_eq!(school.settings.name, "江东示例大学");
    assert_eq!(
        (school.settings.is_open(Switch::Signing), school.settings.route(Module::Signing)),
        (true, Route::DepartmentThenSchool)
    );
    let posts: Vec<_> = school.staff.iter().map(|(_, staff)| staff.post.clone()).collect();
    let department = |name: &str| Post::Department { name: name.to_owned(), level: None };
    assert_eq!(posts, [Post::School { level: None }, department("文学院"), department("计算机学院")]);
}

#[actix_web::test]
#[doc = "ROS-01"]
async fn every_graduate_hears_of_their_enrolment_ros_01() {
    let (runtime, files) = (runtime().await, Files::new());
    let roster = files.roster(&[&[("姓名", "买买提·艾力")]]);
    load(&runtime, &files.args(Some(roster), None)).await.unwrap();
    let id = school(&runtime).await.roster.rows().next().unwrap().id;
    let graduate = runtime.read::<Graduate>(id).await.unwrap();
    assert_eq!(graduate.profile.as_ref().unwrap().name, "买买提·艾力");
}

#[actix_web::test]
async fn bad_rows_are_named_and_good_ones_taken() {
    let (runtime, files) = (runtime().await, Files::new());
    let roster = files.roster(&[&[], &[("民族代码", "火星"), ("手机号码", "1")], &[("姓名", "韩梅")]]);
    let employers = files.employers(&[&[], &[("统一社会信用代码", "9144030071526726XH")]]);
    let report = load(&runtime, &files.args(Some(roster), Some(employers))).await.unwrap();
    assert_eq!(report.graduates, Tally { read: 3, added: 2, known: 0 });
    assert_eq!(report.employers, Tally { read: 2, added: 1, known: 0 });
    let refused = refused(&report);
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].starts_with("毕业生名单 第 3 行“民族代码”："), "{refused:?}");
    assert!(refused[1].starts_with("毕业生名单 第 3 行“手机号码”："), "{refused:?}");
    assert!(refused[2].starts_with("用人单位 第 3 行“统一社会信用代码”："), "{refused:?}");
    assert_eq!(school(&runtime).await.roster.len(), 2);
}

#[actix_web::test]
async fn everybody_gets_an_account_and_a_code_that_fits_it() {
    let (runtime, files) = (runtime().await, Files::new());
    let args = files.args(Some(files.roster(&[&[]])), Some(files.employers(&[&[]])));
    assert_eq!(load(&runtime, &args).await.unwrap().accounts, 5);
    let accounts = files.accounts();
    let logins: Vec<_> = accounts.iter().map(|[entrance, login, ..]| (entrance.as_str(), login.as_str())).collect();
    let graduate = id_no(1);
    let expected = [
        ("省级", "32"),
        ("学校", "90001"),
        ("学校", "90001-02"),
        ("毕业生", graduate.as_str()),
        ("用人单位", "9144030071526726XG"),
    ];
    assert_eq!(logins, expected);

    let account = runtime.read::<Account>(AccountId::of_login(Entrance::Graduate, &graduate)).await.unwrap();
    let holder = account.holder.as_ref().unwrap();
    assert_eq!(holder.principal, Principal::Graduate(GraduateId { school: SCHOOL, cohort: 2027, serial: 1 }));
    assert_eq!(holder.credential, Credential::ActivationCode(activation::digest_of(&accounts[3][3])));
}

#[actix_web::test]
async fn the_codes_are_for_their_owner_only() {
    let (runtime, files) = (runtime().await, Files::new());
    load(&runtime, &files.args(Some(files.roster(&[&[]])), None)).await.unwrap();
    assert_eq!(fs::metadata(files.path("accounts.csv")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[actix_web::test]
#[doc = "ACC-10"]
async fn a_loaded_employer_may_invite_acc_10() {
    let (runtime, files) = (runtime().await, Files::new());
    load(&runtime, &files.args(None, Some(files.employers(&[&[]])))).await.unwrap();
    let employer = runtime.read::<Employer>(EmployerId::of_credit_code("9144030071526726XG")).await.unwrap();
    assert!(employer.in_force().is_some());
    assert_eq!(employer.card.as_ref().unwrap().name, "云帆示例软件技术有限公司");
}

#[actix_web::test]
#[doc = "ACC-10"]
async fn an_employer_that_registered_itself_gets_no_second_account_acc_10() {
    let (runtime, files) = (runtime().await, Files::new());
    let args = files.args(None, Some(files.employers(&[&[]])));
    let id = EmployerId::of_credit_code("9144030071526726XG");
    let account = Some(AccountId::of_login(Entrance::Employer, "own-login"));
    let register = employer::Command::Register { card: Box::new(card_of_itself(id)), account, unfinished: None };
    runtime.ask::<Employer>(id, None, register).await.unwrap();
    let report = load(&runtime, &args).await.unwrap();
    assert_eq!(report.employers, Tally { read: 1, added: 0, known: 1 });
    assert!(files.accounts().iter().all(|[entrance, ..]| entrance != "用人单位"));
}

fn card_of_itself(id: EmployerId) -> EmployerCard {
    let text = |text: &str| text.to_owned();
    EmployerCard {
        id,
        credit_code: text("9144030071526726XG"),
        name: text("云帆示例软件技术有限公司"),
        nature: text("39"),
        industry: text("65"),
        region: text("440305"),
        address: text("示范路一号"),
        contact_name: text("陈招聘"),
        contact_phone: text("02555500001"),
        contact_email: text("hr@example.cn"),
    }
}

#[actix_web::test]
#[doc = "ACC-01"]
async fn who_graduates_at_a_second_school_keeps_one_account_acc_01() {
    let (runtime, files) = (runtime().await, Files::new());
    load(&runtime, &files.args(Some(files.roster(&[&[]])), None)).await.unwrap();
    let (login, code) = files
        .accounts()
        .into_iter()
        .find(|[entrance, ..]| entrance == "毕业生")
        .map(|[_, login, _, code]| (login, code))
        .unwrap();
    let account = AccountId::of_login(Entrance::Graduate, &login);
    let activate = Command::Activate { code: activation::digest_of(&code), phc: "$argon2id$own".to_owned(), mirror: None };
    runtime.ask::<Account>(account, None, activate).await.unwrap();

    let elsewhere = files.roster(&[&[("院校代码", "90002"), ("院校名称", "江西示例大学")]]);
    let report = load(&runtime, &files.args(Some(elsewhere), None)).await.unwrap();
    assert_eq!((report.graduates.added, report.notices.len()), (1, 1), "{report}");
    let said: Vec<_> = files.accounts().into_iter().filter(|row| row[1] == login).map(|row| row[3].clone()).collect();
    assert_eq!(said[0], code);
    let (later, how) = said[1].split_once('（').unwrap();
    assert!(how.contains("请用原密码登录"), "{}", said[1]);
    let own = Credential::Password("$argon2id$own".to_owned());
    let claim = Command::ClaimRecord { code: activation::digest_of(later) };
    runtime.ask::<Account>(account, None, claim).await.unwrap();
    let account = runtime.read::<Account>(account).await.unwrap();
    assert_eq!(
        (account.records.reachable().count(), account.holder.as_ref().map(|holder| &holder.credential)),
        (2, Some(&own))
    );
}

#[actix_web::test]
async fn the_same_files_again_add_nothing() {
    let (runtime, files) = (runtime().await, Files::new());
    let args = files.args(Some(files.roster(&[&[], &[]])), Some(files.employers(&[&[]])));
    load(&runtime, &args).await.unwrap();
    let (before, accounts) = (school(&runtime).await, files.accounts());

    let report = load(&runtime, &args).await.unwrap();
    assert!(report.added_nothing() && report.refused.is_empty() && report.notices.is_empty(), "{report}");
    assert_eq!(report.graduates, Tally { read: 2, added: 0, known: 2 });
    assert_eq!(report.employers, Tally { read: 1, added: 0, known: 1 });
    assert_eq!((school(&runtime).await, files.accounts()), (before, accounts));
    assert!(report.to_string().contains("没有新增任何内容"));
}

#[actix_web::test]
async fn a_number_that_another_graduate_has_is_refused_at_the_store_too() {
    let (runtime, files) = (runtime().await, Files::new());
    load(&runtime, &files.args(Some(files.roster(&[&[]])), None)).await.unwrap();
    let roster = files.roster(&[&[("身份证号", &id_no(70))], &[("身份证号", &id_no(1))], &[]]);
    let report = load(&runtime, &files.args(Some(roster), None)).await.unwrap();
    assert_eq!(
        refused(&report),
        ["毕业生名单 第 2 行“考生号”：考生号已属于本届名单中证件号码不同的学生；要更正证件号码，请在名单中修改该学生"]
    );
    // The third row is the first graduate again, under another candidate number.
    assert_eq!(report.graduates, Tally { read: 3, added: 1, known: 1 });
}

#[actix_web::test]
async fn a_known_graduate_becomes_what_the_file_says_and_that_is_told() {
    let (runtime, files) = (runtime().await, Files::new());
    load(&runtime, &files.args(Some(files.roster(&[&[]])), None)).await.unwrap();
    let report = load(&runtime, &files.args(Some(files.roster(&[&[("专业名称", "软件工程")]])), None)).await.unwrap();
    assert_eq!(report.notices[0].to_string(), "毕业生名单 第 2 行：该生已在名单中，已按文件更新");
    assert_eq!(school(&runtime).await.roster.rows().next().unwrap().major, "软件工程");
}

#[actix_web::test]
async fn a_person_with_an_account_from_elsewhere_keeps_it() {
    let (runtime, files) = (runtime().await, Files::new());
    load(&runtime, &files.args(Some(files.roster(&[&[]])), None)).await.unwrap();
    let elsewhere = files.roster(&[&[("院校代码", "90002"), ("院校名称", "云山演示职业技术学院")]]);
    let report = load(&runtime, &files.args(Some(elsewhere), None)).await.unwrap();
    assert_eq!(report.graduates.added, 1);
    assert!(report.notices[0].to_string().starts_with("毕业生名单 第 2 行“身份证号”：该证件号码已有登录账号"));
    let logins: Vec<_> = files.accounts().into_iter().filter(|row| row[0] == "毕业生").map(|[_, login, ..]| login).collect();
    assert_eq!(logins.len(), 2, "nobody has used it yet: each school's code opens its own record");
    assert_eq!(logins[0], logins[1]);
}

#[actix_web::test]
async fn a_school_that_no_province_has_needs_one_before_anything_changes() {
    let (runtime, files) = (runtime().await, Files::new());
    let args = LoadArgs { province: None, ..files.args(Some(files.roster(&[&[]])), None) };
    assert!(matches!(load(&runtime, &args).await, Err(LoadError::ProvinceNeeded(SCHOOL))));
    assert_eq!(school(&runtime).await.as_ref(), &School::default());
}

#[actix_web::test]
#[doc = "SET-01"]
async fn a_province_keeps_its_agreement_type_set_01() {
    let (runtime, files) = (runtime().await, Files::new());
    load(&runtime, &files.args(Some(files.roster(&[&[]])), None)).await.unwrap();
    let args = LoadArgs { agreement: Some(Agreement::TwoParty), ..files.args(Some(files.roster(&[&[]])), None) };
    let refused = load(&runtime, &args).await.unwrap_err();
    assert_eq!(refused.to_string(), "江苏省已设置为三方协议，与 --agreement 不一致");
}

#[actix_web::test]
async fn a_file_that_is_no_workbook_changes_nothing() {
    let (runtime, files) = (runtime().await, Files::new());
    fs::write(files.path("broken.xlsx"), "PK").unwrap();
    let args = files.args(Some(files.path("broken.xlsx")), Some(files.employers(&[&[]])));
    assert!(matches!(load(&runtime, &args).await, Err(LoadError::Import { .. })));
    assert!(!files.path("accounts.csv").exists());
}

#[actix_web::test]
async fn the_report_is_a_table_with_a_line_for_every_remark() {
    let (runtime, files) = (runtime().await, Files::new());
    let roster = files.roster(&[&[], &[("手机号码", "1")]]);
    let args = LoadArgs { report: Some(files.path("report.csv")), ..files.args(Some(roster), None) };
    run(&runtime, args).await.unwrap();
    let table = fs::read_to_string(files.path("report.csv")).unwrap();
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines[0], "\u{feff}文件,行,列,结果,原因");
    assert!(lines[1].starts_with("毕业生名单,3,手机号码,未导入,手机号应为 11 位数字"), "{table}");
    assert_eq!(lines.len(), 2);
}
