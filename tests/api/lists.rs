//! Lists, homes and the roster: what waits, for whom, in the guide's words.

use crate::{
    app::{DAY_MS, TestApp},
    cast::*,
    ems_verbs::crossed,
    users::User,
};
use wangqian_protocol::{
    case::Timeline,
    code::CodeTables,
    ems::EmsRosterPage,
    province::ProvinceHome,
    queue::QueueTile,
    roster::{InvalidatedPage, RosterDetail},
};

#[tokio::test]
#[doc = "SIG-02"]
async fn states_and_filters_read_as_in_the_guide_and_the_default_one_leaves_online_signing_out() {
    let app = TestApp::spawn().await;
    let tables = app.anonymous().get::<CodeTables>("/codes").await.ok().tables;
    let label = |code: &str| tables["case_filters"].iter().find(|row| row.code == code).unwrap().name.as_str();
    assert_eq!(label("agreement_in_review"), "就业协议审核中，等待学院/学校审核");
    assert_eq!(label("accepted_in_review"), "学生已同意签约，等待学院/学校审核");
    let offered = |table: &str, code: &str| tables[table].iter().any(|row| row.code == code);
    assert!(offered("case_filters", "online_signing.invited") && !offered("review_filters", "online_signing.invited"));

    app.accepted(&CLOUD, &MING).await;
    let department = app.staff(&DEPARTMENT).await;
    assert_eq!(department.list("?state=agreement_in_review").await.ok().total, 0);
    let waiting = department.list("?state=accepted_in_review").await.ok();
    assert_eq!((waiting.total, waiting.rows[0].state_label.as_str()), (1, "学生已同意签约，等待学院审核"));
}

#[tokio::test]
#[doc = "SIG-02"]
async fn a_list_is_filtered_by_state_initiator_department_and_text() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.accepted(&RIVAL, &LINGUIST).await;
    let school = app.staff(&SCHOOL).await;
    let total = async |query: &str| school.list(query).await.ok().total;
    assert_eq!(total("").await, 2);
    assert_eq!((total("?state=in_review_department").await, total("?state=effective").await), (2, 0));
    assert_eq!((total("?initiator=employer").await, total("?initiator=graduate").await), (2, 0));
    assert_eq!(total(&format!("?department={LANGUAGES}")).await, 1);
    for text in [MING.name, &MING.exam_no(), CLOUD.name] {
        assert_eq!(total(&format!("?q={text}")).await, 1, "{text}");
    }
}

#[tokio::test]
#[doc = "SIG-02"]
async fn pages_follow_each_other_without_gap_or_repeat_in_both_orders() {
    let app = TestApp::spawn().await;
    for person in [&MING, &FANG, &MASTER, &DIRECTED] {
        app.accepted(&CLOUD, person).await;
        app.pass(1_000);
    }
    let department = app.staff(&DEPARTMENT).await;
    let oldest = pages(&department, "oldest").await;
    assert_eq!(oldest, [MING.name, FANG.name, MASTER.name, DIRECTED.name]);
    let mut newest = pages(&department, "newest").await;
    newest.reverse();
    assert_eq!(newest, oldest);
}

/// Names over all pages of three rows.
async fn pages(user: &User, order: &str) -> Vec<String> {
    let first = user.list(&format!("?order={order}&limit=3")).await.ok();
    assert_eq!((first.rows.len(), first.total), (3, 4));
    let next = first.next.unwrap();
    let second = user.list(&format!("?order={order}&limit=3&cursor={next}")).await.ok();
    assert_eq!((second.rows.len(), second.next), (1, None));
    first.rows.into_iter().chain(second.rows).map(|row| row.graduate_name).collect()
}

#[tokio::test]
#[doc = "HOM-01 HOM-02"]
async fn homes_count_by_department_and_by_level_exactly_what_their_list_shows() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    app.accepted(&CLOUD, &MASTER).await;
    app.accepted(&RIVAL, &LINGUIST).await;
    app.approved(&CLOUD, &FANG, &[&DEPARTMENT]).await;

    let counts = async |clerk: &Clerk| {
        let user = app.staff(clerk).await;
        let tile: QueueTile = user.home().await.ok().counts.tiles.remove(0);
        let listed = user.list(&format!("?state={}", tile.filter)).await.ok().total;
        assert_eq!(listed, tile.mine, "{}", clerk.name);
        (tile.department, tile.school, tile.mine)
    };
    assert_eq!(counts(&DEPARTMENT).await, (2, 1, 2));
    assert_eq!(counts(&LANGUAGES_DEPARTMENT).await, (1, 0, 1));
    assert_eq!(counts(&SCHOOL).await, (3, 1, 1));
    assert_eq!(counts(&UNDERGRADUATES_ONLY).await, (2, 1, 1));
    assert_eq!(counts(&SOUTH_SCHOOL).await, (0, 0, 0));
}

#[tokio::test]
#[doc = "HOM-01"]
async fn the_home_names_the_handler_the_settings_and_the_decisions_of_today() {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT]).await;
    let home = app.staff(&DEPARTMENT).await.home().await.ok();
    assert_eq!((home.decided_today, home.handlers[0].handler.name.as_str()), (1, crate::world::HANDLER));
    assert_eq!((home.settings.route_label.as_str(), home.settings.signing_open), ("先院系再校级审核", true));
    assert_eq!(home.settings.departments, [LANGUAGES, COMPUTING]);
    app.pass(DAY_MS);
    assert_eq!(app.staff(&DEPARTMENT).await.home().await.ok().decided_today, 0);
}

#[tokio::test]
#[doc = "HOM-02"]
async fn a_reviewer_sees_the_place_in_the_queue_and_its_neighbours() {
    let app = TestApp::spawn().await;
    let mut cases = Vec::new();
    for person in [&MING, &FANG, &MASTER] {
        cases.push(app.accepted(&CLOUD, person).await);
        app.pass(1_000);
    }
    let place = app.staff(&DEPARTMENT).await.read(&cases[1]).await.ok().place.unwrap();
    assert_eq!((place.at, place.of), (2, 3));
    assert_eq!((place.previous.as_ref(), place.next.as_ref()), (Some(&cases[0].case), Some(&cases[2].case)));
}

#[tokio::test]
#[doc = "ROS-01"]
async fn the_roster_lists_filters_and_says_what_became_of_each_graduate() {
    let app = TestApp::spawn().await;
    app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let school = app.staff(&SCHOOL).await;
    let page = school.roster("").await.ok();
    assert_eq!(page.total, 6);
    let destination = |name: &str| page.rows.iter().find(|row| row.name == name).unwrap().destination.clone();
    assert_eq!(destination(MING.name), format!("签就业协议形式就业 · {}", CLOUD.name));
    assert_eq!(destination(FANG.name), "待就业");

    let names = async |query: String| -> Vec<String> {
        school.roster(&query).await.ok().rows.into_iter().map(|row| row.name).collect()
    };
    assert_eq!(names(format!("?department={LANGUAGES}")).await, [LINGUIST.name]);
    assert_eq!(names("?education_level=11".to_owned()).await, [MASTER.name]);
    assert_eq!(names(format!("?q={}", FANG.exam_no())).await, [FANG.name]);
    let first = school.roster("?limit=4").await.ok();
    assert_eq!(names(format!("?limit=4&cursor={}", first.next.unwrap())).await, [MASTER.name, LINGUIST.name]);
}

#[tokio::test]
#[doc = "HOM-04"]
async fn hom_04_a_graduate_reads_everything_that_happened_newest_first_and_nobody_elses() {
    let app = TestApp::spawn().await;
    let refused = app.invited(&RIVAL, &MING).await;
    app.pass(1_000);
    app.graduate(&MING).await.decline(&refused, "已有意向").await.ok();
    app.pass(1_000);
    let signed = app.approved(&CLOUD, &MING, &[&DEPARTMENT, &SCHOOL]).await;
    let timeline: Timeline = app.graduate(&MING).await.get("/timeline").await.ok();
    let told = |case: &str| -> Vec<&str> {
        let lines = timeline.entries.iter().filter(|line| line.case == case);
        lines.map(|line| line.subject.as_str()).collect()
    };
    assert_eq!(told(&refused.case), [RIVAL.name; 2]);
    assert_eq!(told(&signed.case), [CLOUD.name; 4]);
    assert!(timeline.entries.is_sorted_by_key(|line| std::cmp::Reverse(line.entry.at_ms)));
    assert_eq!(timeline.entries[4].entry.note.as_deref(), Some("已有意向"));
    let other: Timeline = app.graduate(&FANG).await.get("/timeline").await.ok();
    assert!(other.entries.is_empty());
}

#[tokio::test]
#[doc = "ROS-01, SIG-02"]
async fn ros_01_people_are_found_by_pinyin_and_initials_in_every_list() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    let school = app.staff(&SCHOOL).await;
    let enrolled = async |typed: &str| -> Vec<String> {
        let rows = school.roster(&format!("?q={typed}")).await.ok().rows;
        rows.into_iter().map(|row| row.name).collect()
    };
    for typed in ["lixiaoming", "li+xiaoming", "lxm", "xiaom", "LXM"] {
        assert_eq!(enrolled(typed).await, [MING.name], "{typed}");
        assert_eq!(school.list(&format!("?q={typed}")).await.ok().total, 1, "{typed}");
        let ems: EmsRosterPage = school.get(&format!("/ems/roster?q={typed}")).await.ok();
        assert_eq!((ems.total, ems.rows[0].name.as_str()), (1, MING.name), "{typed}");
    }
    assert_eq!(enrolled("wxf").await, [FANG.name]);
    assert!(enrolled("lxmm").await.is_empty());
}

#[tokio::test]
#[doc = "ROS-01, EXT-08"]
async fn ros_01_an_id_number_finds_its_owner_whole_and_only_for_those_whose_graduate_it_is() {
    let app = TestApp::spawn().await;
    app.accepted(&CLOUD, &MING).await;
    let number = MING.id_no();
    let (school, other) = (app.staff(&SCHOOL).await, app.staff(&LANGUAGES_DEPARTMENT).await);
    let totals = async |user: &User, typed: &str| {
        let query = format!("?q={typed}");
        let ems: EmsRosterPage = user.get(&format!("/ems/roster{query}")).await.ok();
        (user.roster(&query).await.ok().total, user.list(&query).await.ok().total, ems.total)
    };
    assert_eq!(totals(&school, &number).await, (1, 1, 1));
    assert_eq!(totals(&school, &number[..17]).await, (0, 0, 0));
    assert_eq!(totals(&other, &number).await, (0, 0, 0));
    assert_eq!(app.employer(&CLOUD).await.list(&format!("?q={number}")).await.ok().total, 0);
}

#[tokio::test]
#[doc = "ROS-01, ROS-03"]
async fn ros_01_any_place_of_a_list_is_read_at_once_and_its_filters_say_what_there_is_to_choose() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    let all: Vec<_> = school.roster("").await.ok().rows.into_iter().map(|row| row.name).collect();
    let part = school.roster("?offset=2&limit=3").await.ok();
    assert_eq!((part.total, part.rows.len(), part.next.is_some()), (6, 3, true));
    assert!(part.rows.iter().map(|row| &row.name).eq(&all[2..5]));
    let beyond = school.roster("?offset=99").await.ok();
    assert_eq!((beyond.total, beyond.rows.len(), beyond.next), (6, 0, None));
    assert_eq!((part.majors, part.cohorts), (vec!["计算机科学与技术".to_owned()], vec![2027]));
    assert_eq!(school.roster("?major=哲学").await.ok().total, 0);
    assert_eq!(school.roster("?cohort=2026").await.ok().total, 0);
    assert_eq!(school.roster("?cohort=2027&major=计算机科学与技术").await.ok().total, 6);
    let ems: EmsRosterPage = school.get("/ems/roster?offset=5").await.ok();
    assert_eq!((ems.rows.len(), ems.rows[0].name.as_str()), (1, all[5].as_str()));

    for person in [&MING, &FANG, &MASTER] {
        app.accepted(&CLOUD, person).await;
        app.pass(1_000);
    }
    let rows = school.list("?order=newest&offset=1&limit=1").await.ok();
    assert_eq!((rows.total, rows.rows[0].graduate_name.as_str()), (3, FANG.name));
}

#[tokio::test]
#[doc = "ACC-01"]
async fn a_province_sees_its_schools_in_figures() {
    let app = TestApp::spawn().await;
    let waiting = app.accepted(&CLOUD, &MING).await;
    app.approved(&RIVAL, &FANG, &[&DEPARTMENT, &SCHOOL]).await;
    let home: ProvinceHome = app.province(&NORTH).await.get("/province").await.ok();
    assert_eq!((home.name.as_str(), home.agreement_kind.as_deref()), (NORTH.province_name, Some("three_party")));
    let [school] = &home.schools[..] else { panic!("{:?}", home.schools) };
    assert_eq!((school.graduates, school.in_review, school.effective), (6, 1, 1));
    let since = app.staff(&SCHOOL).await.read(&waiting).await.ok().row.since_ms;
    assert_eq!(school.oldest_waiting_since_ms, Some(since));
}

#[tokio::test]
#[doc = "ROS-01, ACC-08, EXT-08"]
async fn the_details_of_a_roster_row_are_its_basic_information_for_those_responsible_ros_01() {
    let app = TestApp::spawn().await;
    let case = app.accepted(&CLOUD, &MING).await;
    app.settle().await;
    let school = app.staff(&SCHOOL).await;
    let row = |user: User, person: &'static Person| async move {
        user.roster(&format!("?q={}", person.exam_no())).await.ok().rows.remove(0).graduate
    };
    let ming = row(app.staff(&SCHOOL).await, &MING).await;
    let detail: RosterDetail = school.get(&format!("/roster/{ming}")).await.ok();
    assert_eq!((detail.graduate.name.as_str(), detail.class_name.as_str()), (MING.name, "一班"));
    assert_eq!(detail.cases.iter().map(|row| row.case.as_str()).collect::<Vec<_>>(), [case.case.as_str()]);
    assert!(detail.graduate.id_no_masked.contains('*') && !detail.graduate.mobile_masked.contains(&MING.mobile()));

    let master = row(app.staff(&SCHOOL).await, &MASTER).await;
    for (clerk, graduate, status) in [
        (&DEPARTMENT, &ming, 200),
        (&LANGUAGES_DEPARTMENT, &ming, 404),
        (&UNDERGRADUATES_ONLY, &master, 404),
        (&SOUTH_SCHOOL, &ming, 404),
    ] {
        let answer = app.staff(clerk).await.get::<RosterDetail>(&format!("/roster/{graduate}")).await;
        assert_eq!(answer.status, status, "{}", clerk.name);
    }
    school.get::<RosterDetail>("/roster/nobody").await.refused(404, "not_found");
}

#[tokio::test]
#[doc = "INV-01"]
async fn the_invalidated_are_counted_and_found_by_name_and_number_inv_01() {
    let app = TestApp::spawn().await;
    let school = app.staff(&SCHOOL).await;
    for person in [&MING, &FANG, &LINGUIST] {
        school.delete(person).await;
    }
    crossed(&app).await;
    let of = async |user: &User, query: &str| user.get::<InvalidatedPage>(&format!("/roster/invalidated{query}")).await.ok();
    let all = of(&school, "").await;
    assert_eq!(
        (all.total, all.rows.len(), all.departments.as_slice()),
        (3, 3, [LANGUAGES.to_owned(), COMPUTING.to_owned()].as_slice())
    );
    for (query, total) in [
        ("?q=lixiaoming".to_owned(), 1),
        (format!("?q={}", FANG.exam_no()), 1),
        (format!("?q={}", FANG.id_no()), 1),
        (format!("?department={LANGUAGES}"), 1),
        ("?q=nobody".to_owned(), 0),
    ] {
        assert_eq!(of(&school, &query).await.total, total, "{query}");
    }
    let second = of(&school, "?offset=1&limit=1").await;
    assert_eq!((second.total, second.rows[0].graduate.as_str()), (3, all.rows[1].graduate.as_str()));
    assert_eq!(of(&app.staff(&LANGUAGES_DEPARTMENT).await, "").await.total, 1);
}
