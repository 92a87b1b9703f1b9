//! Employers that do not exist.

use super::{chance::Chance, ids, names};
use wangqian_rules::{case::EmployerCard, codes::Codes, ids::EmployerId};

/// What an employer is: the end of its name, `employer_nature` and `employer_industry`.
const KINDS: [(&str, &str, &str); 10] = [
    ("软件技术有限公司", "39", "34"),
    ("智能装备股份有限公司", "39", "22"),
    ("建筑工程集团有限公司", "31", "24"),
    ("会计师事务所", "39", "37"),
    ("实验中学", "22", "42"),
    ("中心医院", "23", "43"),
    ("农村商业银行", "39", "35"),
    ("国际酒店管理有限公司", "32", "33"),
    ("设计研究院", "20", "38"),
    ("供应链管理有限公司", "39", "32"),
];
const WORDS: [&str; 20] = [
    "云帆", "星澜", "远航", "启明", "恒岳", "瑞禾", "青鸾", "汇川", "锦程", "华曜", "天衡", "新桥", "博远", "盛川", "宏图",
    "晨曦", "鼎峰", "百川", "润泽", "朗月",
];
/// Of the provinces that have demo schools.
const PLACES: [&str; 5] = ["32", "53", "33", "51", "44"];
/// 区号 of a city of each.
const AREA_CODES: [&str; 5] = ["025", "0871", "0571", "028", "020"];
const STREETS: [&str; 6] = ["示例路", "演示大道", "创新一路", "人民东路", "科技园南街", "滨河西路"];

/// The employer with this number, counted from 0.
pub(super) fn draw(number: usize, codes: &Codes, chance: &mut Chance) -> EmployerCard {
    let (_, nature, industry) = KINDS[number % KINDS.len()];
    let place = number % PLACES.len();
    let region = chance.pick(&ids::places(codes, PLACES[place]));
    let credit_code = ids::credit_code(&region, number);
    let street = chance.pick(&STREETS);
    EmployerCard {
        id: EmployerId::of_credit_code(&credit_code),
        credit_code,
        name: name(number),
        nature: nature.to_owned(),
        industry: industry.to_owned(),
        address: format!("{}{street}{}号", codes.region_name(&region).unwrap_or_default(), 1 + chance.below(300)),
        region,
        contact_name: names::adult(chance),
        contact_phone: format!("{}-{}", AREA_CODES[place], 8_000_000 + chance.below(999_999)),
        contact_email: format!("hr{:03}@example.com", number + 1),
    }
}

/// 「云帆示例软件技术有限公司」; no two are alike.
fn name(number: usize) -> String {
    let kind = KINDS[number % KINDS.len()].0;
    let turn = number / KINDS.len();
    let word = WORDS[(number + turn) % WORDS.len()];
    // The word moves on by one each turn, so that it comes back to the same kind after twenty turns.
    let branch = turn / WORDS.len();
    let branch = if branch == 0 { String::new() } else { format!("第{}分公司", branch + 1) };
    format!("{word}示例{kind}{branch}")
}
