//! Names of people who do not exist: common ones, rare characters, and peoples with customs of their own.

use super::chance::Chance;
use wangqian_rules::check::Gender;

/// A name and the people it is of (code of table `ethnicity`).
pub(super) struct Named {
    pub name: String,
    pub ethnicity: &'static str,
}

pub(super) fn draw(gender: Gender, chance: &mut Chance) -> Named {
    match chance.below(50) {
        0 => uyghur(gender, chance),
        1 => Named { name: chance.pick(&TIBETAN).to_owned(), ethnicity: "04" },
        2 => Named { name: format!("{}{}", chance.pick(&SURNAMES), chance.pick(&RARE)), ethnicity: "01" },
        3 => Named { name: format!("{}{}", chance.pick(&DOUBLE_SURNAMES), given(gender, chance)), ethnicity: "01" },
        4..=6 => Named { name: han(gender, chance), ethnicity: chance.pick(&OTHERS) },
        _ => Named { name: han(gender, chance), ethnicity: "01" },
    }
}

/// Who signs for an employer, a school or a department.
pub(super) fn adult(chance: &mut Chance) -> String {
    let gender = if chance.once_in(2) { Gender::Female } else { Gender::Male };
    han(gender, chance)
}

fn han(gender: Gender, chance: &mut Chance) -> String {
    format!("{}{}", chance.pick(&SURNAMES), given(gender, chance))
}

/// One character in four given names, two in the others.
fn given(gender: Gender, chance: &mut Chance) -> String {
    let letters = match gender {
        Gender::Male => &MALE,
        Gender::Female => &FEMALE,
    };
    let first = chance.pick(letters);
    if chance.once_in(4) { first.to_owned() } else { format!("{first}{}", chance.pick(letters)) }
}

/// Own name, then the father's.
fn uyghur(gender: Gender, chance: &mut Chance) -> Named {
    let own = match gender {
        Gender::Male => chance.pick(&UYGHUR_MALE),
        Gender::Female => chance.pick(&UYGHUR_FEMALE),
    };
    Named { name: format!("{own}·{}", chance.pick(&UYGHUR_MALE)), ethnicity: "05" }
}

const SURNAMES: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
    "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕",
];
const DOUBLE_SURNAMES: [&str; 6] = ["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫"];
const MALE: [&str; 28] = [
    "伟", "强", "磊", "洋", "勇", "军", "杰", "涛", "超", "明", "刚", "平", "辉", "鹏", "浩", "宇", "轩", "博", "文", "志",
    "子", "俊", "晨", "睿", "航", "泽", "远", "毅",
];
const FEMALE: [&str; 28] = [
    "芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "秀", "燕", "玲", "婷", "雪", "慧", "莹", "佳", "欣", "怡", "琪", "雨",
    "梦", "诗", "涵", "悦", "萱", "思", "语", "宁",
];
/// From the extensions of Unicode's Han block, as people's ID cards carry them.
const RARE: [&str; 8] = ["\u{2cb4e}", "㛃", "䶮", "喆", "翀", "\u{2c361}", "\u{2ce1a}", "犇"];
const UYGHUR_MALE: [&str; 6] = ["买买提", "吐尔逊", "艾合买提", "阿卜杜拉", "亚森", "阿布都热合曼"];
const UYGHUR_FEMALE: [&str; 5] = ["阿依古丽", "古丽娜尔", "热依汗", "帕提古丽", "米热古丽"];
const TIBETAN: [&str; 6] = ["扎西顿珠", "次仁卓玛", "格桑平措", "德吉央宗", "丹增旺堆", "白玛曲珍"];
/// 蒙古族、回族、苗族、彝族、壮族、满族、土家族.
const OTHERS: [&str; 7] = ["02", "03", "06", "07", "08", "11", "15"];

#[cfg(test)]
mod tests {
    use super::*;
    use wangqian_rules::check::PersonName;

    #[test]
    fn every_name_is_one_that_a_roster_may_have() {
        let mut chance = Chance::new(1);
        let names: Vec<_> = (0..2_000).map(|_| draw(Gender::Female, &mut chance).name).collect();
        for name in &names {
            assert_eq!(PersonName::parse(name).map(|(name, _)| String::from(name)).as_ref(), Ok(name));
        }
        assert!(names.iter().any(|name| name.contains('·')));
        assert!(names.iter().any(|name| name.chars().any(|c| u32::from(c) > 0xffff)), "beyond the basic plane");
    }
}
