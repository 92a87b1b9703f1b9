//! What invented schools teach and what it leads to. Every school's name says that it is none.

use wangqian_rules::ids::SchoolId;

/// A kind of school.
pub(super) struct Kind {
    titles: [&'static str; 3],
    pub departments: &'static [Department],
    /// `education_level` of most of its graduates.
    pub level: &'static str,
    /// 「学制」
    pub years: u8,
    /// Whether some graduate as masters and doctors.
    pub postgraduates: bool,
}

/// 「院系」
pub(super) struct Department {
    pub name: &'static str,
    /// Code and name.
    pub majors: &'static [(&'static str, &'static str)],
    pub jobs: &'static [Job],
}

/// Where a major leads.
pub(super) struct Job {
    pub title: &'static str,
    /// Of table `job_category`.
    pub category: &'static str,
    /// Yuan a month.
    pub pay: u32,
}

const fn job(title: &'static str, category: &'static str, pay: u32) -> Job {
    Job { title, category, pay }
}

/// Schools that review at two levels and schools that review at one take turns.
pub(super) fn kind(school: usize) -> &'static Kind {
    if school.is_multiple_of(2) { &UNIVERSITY } else { &COLLEGE }
}

const FIRST_CODE: usize = 90_001;

/// Codes that no school has.
pub(super) fn school_id(school: usize) -> SchoolId {
    SchoolId(u32::try_from(FIRST_CODE + school).unwrap_or(u32::MAX))
}

/// 「江东示例大学」; no two are alike.
pub(super) fn school_name(school: usize) -> String {
    let place = PLACES[school % PLACES.len()];
    let turn = school / PLACES.len();
    let titles = kind(school).titles;
    let campus = turn / titles.len();
    let campus = if campus == 0 { String::new() } else { format!("（第{}校区）", campus + 1) };
    format!("{place}{}{campus}", titles[turn % titles.len()])
}

/// An even number, so that every place has schools of one kind.
const PLACES: [&str; 24] = [
    "江东", "云山", "海川", "青原", "南屏", "北辰", "松溪", "白鹭", "龙湖", "星河", "梅岭", "竹海", "清源", "金沙", "望江",
    "长亭", "月牙", "石桥", "碧波", "红枫", "鹿鸣", "雁门", "沧浪", "桃源",
];

static UNIVERSITY: Kind = Kind {
    titles: ["示例大学", "示例理工大学", "示例师范大学"],
    departments: &[
        Department {
            name: "计算机科学与技术学院",
            majors: &[("080901", "计算机科学与技术"), ("080902", "软件工程"), ("080717T", "人工智能")],
            jobs: &[job("后端开发工程师", "13", 12_000), job("测试工程师", "13", 9_500), job("数据分析师", "13", 10_500)],
        },
        Department {
            name: "机械与动力工程学院",
            majors: &[("080202", "机械设计制造及其自动化"), ("080501", "能源与动力工程")],
            jobs: &[job("机械设计工程师", "13", 8_000), job("工艺工程师", "13", 7_500)],
        },
        Department {
            name: "经济与管理学院",
            majors: &[("120203K", "会计学"), ("020301K", "金融学"), ("120206", "人力资源管理")],
            jobs: &[job("会计", "21", 6_500), job("客户经理", "22", 7_500), job("人力资源专员", "30", 6_000)],
        },
        Department {
            name: "外国语学院",
            majors: &[("050201", "英语"), ("050207", "日语")],
            jobs: &[job("翻译", "29", 7_000), job("英语教师", "24", 6_800)],
        },
        Department {
            name: "人文与法学院",
            majors: &[("050101", "汉语言文学"), ("030101K", "法学")],
            jobs: &[job("语文教师", "24", 6_800), job("法务专员", "23", 7_200), job("编辑", "27", 6_300)],
        },
        Department {
            name: "医学院（护理学院）",
            majors: &[("101101", "护理学"), ("100201K", "临床医学")],
            jobs: &[job("护士", "19", 6_000), job("住院医师", "19", 8_500)],
        },
    ],
    level: "31",
    years: 4,
    postgraduates: true,
};

static COLLEGE: Kind = Kind {
    titles: ["演示职业技术学院", "演示工程职业学院", "演示科技职业学院"],
    departments: &[
        Department {
            name: "信息工程系",
            majors: &[("510201", "计算机应用技术"), ("510205", "大数据技术")],
            jobs: &[job("运维技术员", "13", 5_500), job("网页设计师", "13", 5_200)],
        },
        Department {
            name: "智能制造系",
            majors: &[("460103", "数控技术"), ("460305", "工业机器人技术")],
            jobs: &[job("数控操作员", "60", 5_800), job("设备维护技术员", "60", 5_600)],
        },
        Department {
            name: "财经商贸系",
            majors: &[("530302", "大数据与会计"), ("530701", "电子商务")],
            jobs: &[job("出纳", "21", 4_500), job("电商运营专员", "40", 5_000)],
        },
        Department {
            name: "旅游与酒店管理系",
            majors: &[("540106", "酒店管理与数字化运营")],
            jobs: &[job("前厅接待员", "40", 4_300), job("导游", "40", 4_600)],
        },
    ],
    level: "41",
    years: 3,
    postgraduates: false,
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use wangqian_rules::codes::{CodeTable, Codes};

    #[test]
    fn a_thousand_schools_have_a_thousand_names_that_say_what_they_are() {
        let names: BTreeSet<_> = (0..1_000).map(school_name).collect();
        assert_eq!(names.len(), 1_000);
        assert!(names.iter().all(|name| name.contains("示例") || name.contains("演示")));
        assert!(names.contains("江东示例大学") && names.contains("云山演示职业技术学院"));
    }

    #[test]
    fn every_job_category_is_in_the_code_table() {
        let departments = [&UNIVERSITY, &COLLEGE].into_iter().flat_map(|kind| kind.departments);
        for job in departments.flat_map(|department| department.jobs) {
            assert!(Codes::builtin().contains(CodeTable::JobCategory, job.category), "{}", job.title);
        }
    }
}
