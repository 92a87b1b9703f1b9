//! Receipts and confirmations of rescissions.

use crate::{facts::fonts, words::words_of};
use wangqian_papers::{
    agreement::{Code, Signature},
    receipt::{ReceiptSheet, Step, history_in},
    rescission::{Mode, RescissionSheet},
};

const HISTORY: &str = "%begin 1\nabc {\"at\":1}\n%end 1 abc\n";

fn receipt(steps: usize) -> ReceiptSheet {
    let step = |number: usize| Step {
        at: "2027-05-03 09:00".into(),
        who: "赵老师（学校）".into(),
        what: format!("第{number}步"),
        note: "材料不清晰".into(),
        hash: "0123456789abcdef".repeat(4),
    };
    ReceiptSheet {
        case: "01980000-0000-7000-8000-000000000000".into(),
        kind: "线上签约".into(),
        status: "签约成功".into(),
        facts: vec![("毕业生".into(), "李晓明".into()), ("对方".into(), "示范云科技有限公司".into())],
        steps: (1..=steps).map(step).collect(),
        history: HISTORY.into(),
        key: "0011223344556677".into(),
        at: [2027, 5, 3, 9, 0],
    }
}

#[test]
#[doc = "EXT-22"]
fn ext_22_a_receipt_tells_every_step_over_as_many_pages_as_it_takes() {
    let said = words_of(&receipt(40).pdf(fonts()).unwrap());
    (1..=40).for_each(|number| assert!(said.contains(&format!("第{number}步")), "{number}: {said}"));
    assert!(said.contains("第3页共") && said.contains("材料不清晰") && said.contains("0011223344556677"), "{said}");
}

#[test]
#[doc = "EXT-22 EXT-03"]
fn ext_22_the_history_in_it_is_found_without_a_reader_of_pdf() {
    let document = receipt(2).pdf(fonts()).unwrap();
    assert_eq!(history_in(&document, "%begin ", "%end "), Some(HISTORY));
    assert_eq!(history_in(&document[..200], "%begin ", "%end "), None);
}

fn ending() -> RescissionSheet {
    let confirmed = |by: &str| Signature::Confirmed { by: by.into(), at: "2027-06-01 10:00".into() };
    RescissionSheet {
        number: Some("1000127000000421".into()),
        case: "0197a3c2".into(),
        mode: Mode::Agreed,
        employer: "示范云科技有限公司".into(),
        credit_code: "91110000802100433B".into(),
        graduate: "李晓明".into(),
        id_number: "1****************X".into(),
        exam_number: "27110105150001".into(),
        school: "示范大学".into(),
        job_title: "后端工程师".into(),
        signed_on: "2027-05-03 09:00".into(),
        reason: "毕业生继续深造".into(),
        explanation: "已被录取为研究生。".into(),
        penalty: "免除".into(),
        applied_by: "李晓明".into(),
        applied_on: "2027-05-20 09:00".into(),
        ended_on: "2027-06-01 10:00".into(),
        has_evidence: false,
        confirmed: vec![
            ("申请方".into(), confirmed("李晓明")),
            ("对方".into(), Signature::Blank),
            ("学校".into(), confirmed("赵老师（学校）")),
        ],
        code: Some(Code::Verification("https://wq.example.cn/verify?n=1000127000000421".into())),
        history: "0123456789abcdef".repeat(4),
        at: [2027, 6, 1, 10, 0],
    }
}

#[test]
#[doc = "RES-01 RES-02 RES-04"]
fn res_01_a_confirmation_says_how_why_and_when() {
    for mode in [Mode::Agreed, Mode::Forced, Mode::Unilateral] {
        let said = words_of(&RescissionSheet { mode, ..ending() }.pdf(fonts()).unwrap());
        let wanted =
            ["解约确认书", mode.label(), "1000127000000421", "毕业生继续深造", "已被录取为研究生。", "2027-06-0110:00", "免除"];
        wanted.iter().for_each(|text| assert!(said.contains(text), "{text}: {said}"));
    }
}

#[test]
#[doc = "RES-03 BAC-01"]
fn res_03_what_was_registered_from_paper_has_no_number_and_ends_with_evidence() {
    let sheet = RescissionSheet { number: None, code: None, has_evidence: true, ..ending() };
    let said = words_of(&sheet.pdf(fonts()).unwrap());
    let wanted = ["无（纸质协议）", "办理编号0197a3c2", "见解约证明材料"];
    wanted.iter().for_each(|text| assert!(said.contains(text), "{text}: {said}"));
    assert!(!said.contains("扫码核验"), "{said}");
}
