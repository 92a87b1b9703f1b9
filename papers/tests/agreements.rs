//! Agreements of every kind, with whatever a name or a clause can hold.

use crate::{
    facts::{fonts, sheet},
    words::{links_of, words_of},
};
use wangqian_papers::{PaperError, agreement::*};

fn words(sheet: &AgreementSheet) -> String {
    words_of(&sheet.pdf(fonts()).unwrap())
}

#[test]
#[doc = "SIG-05"]
fn sig_05_an_agreement_says_everything_that_was_agreed() {
    let said = words(&sheet());
    let wanted = [
        "高校毕业生就业协议书",
        "1000127000000421",
        "买买提·吐尔逊",
        "示范云科技有限公司",
        "91110000802100433B",
        "非定向",
        "试用期3个月",
        "12000元",
        "2027年7月20日",
        "示范市人才服务中心",
        "迁往单位所在地",
        "张老师",
        "100083",
        "未取得毕业资格的，本协议无效，不作为解约处理",
        "本协议的组成部分",
        "第1页共2页",
        "第2页共2页",
    ];
    wanted.iter().for_each(|text| assert!(said.contains(text), "{text}: {said}"));
}

#[test]
#[doc = "SIG-05 SET-01"]
fn sig_05_of_three_parties_the_school_is_one_of_two_it_certifies() {
    let three = words(&sheet());
    assert!(three.contains("丙方（学校）") && three.contains("丙方审核通过") && !three.contains("鉴证"), "{three}");
    let two = words(&AgreementSheet { parties: Parties::Two, ..sheet() });
    assert!(two.contains("学校鉴证通过") && !two.contains("丙方"), "{two}");
}

#[test]
#[doc = "SIG-05 OFF-02"]
fn off_02_on_paper_places_for_seals_and_names_stay_empty() {
    let signed = words(&sheet());
    assert!(signed.contains("平台确认") && !signed.contains("（盖章）"), "{signed}");
    let paper = words(&AgreementSheet { basis: Basis::Paper, signatures: Signatures::default(), ..sheet() });
    assert!(paper.contains("（盖章）") && paper.contains("（签字）") && !paper.contains("平台确认"), "{paper}");
}

#[test]
#[doc = "OFF-02"]
fn off_02_whoever_has_the_paper_finds_where_to_hand_it_in() {
    let code = Code::Stamping("https://wq.example/paper/10001-2027-1_ab12_cd34".into());
    let paper = AgreementSheet { basis: Basis::Paper, signatures: Signatures::default(), code, ..sheet() };
    let said = words(&paper);
    assert!(said.contains(paper.code.address()) && said.contains("单位扫码回传"), "to be typed: {said}");
    let touched = links_of(&paper.pdf(fonts()).unwrap());
    assert!(touched.contains(paper.code.address()), "to be touched: {touched}");
}

#[test]
#[doc = "SIG-05"]
fn sig_05_of_probation_and_apprenticeship_the_other_is_crossed_out_and_has_no_length() {
    for (trial, agreed) in [
        (Trial::Probation(3), "试用期或见习期试用期3个月见习期"),
        (Trial::Apprenticeship(12), "试用期或见习期试用期见习期12个月"),
        (Trial::Neither, "试用期或见习期试用期见习期不约定"),
    ] {
        let mut agreement = sheet();
        agreement.terms.trial = trial;
        let said = words(&agreement);
        assert!(said.contains(agreed), "{agreed}: {said}");
    }
}

#[test]
#[doc = "SIG-05"]
fn sig_05_what_ended_says_so() {
    let ended = words(&AgreementSheet { standing: Some("已解约".into()), ..sheet() });
    assert!(ended.contains("【已解约】"), "{ended}");
}

#[test]
#[doc = "SIG-05"]
fn sig_05_a_thousand_characters_of_other_terms_and_a_name_of_fifty_take_two_pages() {
    let name = format!("{}·{}", "阿".repeat(24), "卜".repeat(25));
    let mut long = sheet();
    long.graduate.name.clone_from(&name);
    long.terms.other = "茼".repeat(1000);
    let all = words(&long);
    assert!(all.matches('茼').count() == 1000 && all.contains("第3页共3页"), "archive and household take the third: {all}");
    (long.archive, long.household) = (None, None);
    let said = words(&long);
    assert!(said.contains("第2页共2页"), "{said}");
    assert_eq!(said.matches('茼').count(), 1000);
    assert_eq!((said.matches('阿').count(), said.matches('卜').count()), (48, 50), "in the table and where it is signed");
}

#[test]
#[doc = "SIG-05"]
fn sig_05_rare_characters_are_printed_and_can_be_copied_out() {
    // Extensions A to F, and a letter of a Uyghur name as it is written in Latin.
    for name in ["㐂㛃", "𠮷𡈽", "𪜀𫀆", "𫝀𫞩", "𫠠𬎆", "𬺰𮯠", "Gülnar"] {
        let mut rare = sheet();
        rare.graduate.name = name.into();
        assert!(words(&rare).contains(name), "{name}");
    }
}

#[test]
#[doc = "SIG-05, EXT-22"]
fn sig_05_what_people_type_is_printed() {
    for text in ["☑️提供住宿☒✔✗✘", "Łódź·Žďár·Boğaziçi·Nguyễn", "한국어대학교", "工资①万²⁰₁⁄∙℗㎡℃", "👍🎉❗❓➕😀❌✅"]
    {
        let mut typed = sheet();
        typed.terms.other = text.into();
        assert!(typed.pdf(fonts()).is_ok(), "{text}: {:?}", fonts().missing(text));
    }
}

#[test]
#[doc = "SIG-05"]
fn sig_05_a_character_that_no_font_has_is_refused_by_name() {
    let mut unknown = sheet();
    unknown.graduate.name = "张𰻞".into();
    assert_eq!(unknown.pdf(fonts()), Err(PaperError::NoGlyph('𰻞')));
    assert_eq!(fonts().missing("张𰻞\n"), Some('𰻞'));
    assert_eq!(fonts().missing(&sheet().terms.other), None);
}

#[test]
#[doc = "SIG-05"]
fn sig_05_the_same_facts_make_the_same_bytes() {
    assert_eq!(sheet().pdf(fonts()), sheet().pdf(fonts()));
}
