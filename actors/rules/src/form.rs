//! A form as data: one description drives the server's check, the form on the page, the facts on the review page, and the comparison of
//! before and after.

mod answers;
mod check;
mod columns;
mod group;
mod unit;

pub use answers::Answers;
pub use check::{check, day};
pub use columns::Columns;
pub use group::Group;
pub use unit::Unit;

use crate::{codes::CodeTable, fields::Fields, file::StoredFile};
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// A form.
#[derive(Debug)]
pub struct Form {
    /// Of the table of destination forms.
    pub code: &'static str,
    pub label: &'static str,
    /// The heading that a graduate finds it under; none: it is no destination.
    pub group: Option<Group>,
    /// The code that the EMS is told; a more particular one stands in the field `subcode`, where the form has it.
    pub reported_as: &'static str,
    /// The answers that the EMS is told beside it.
    pub columns: &'static Columns,
    /// The field that says where it leads: what lists show beside the form's name.
    pub subject: &'static str,
    pub blocks: &'static [&'static Block],
    pub proof: Proof,
    /// Checks across fields.
    pub checks: &'static [Check],
}

/// One group of questions, which forms share.
#[derive(Debug)]
pub struct Block {
    pub key: &'static str,
    pub label: &'static str,
    pub fields: &'static [Field],
}

/// One question.
#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub label: &'static str,
    pub holds: Holds,
    /// Whether it must be answered, where it is asked.
    pub needed: bool,
    pub asked: Asked,
    /// Pages show it only where another field, of this form or known of the employer who fills it in, has one of these answers. It is no
    /// condition of the check: who answers it nevertheless is told by the form's checks why that cannot be, and nothing is dropped.
    pub only: Option<(&'static str, &'static [&'static str])>,
    /// What helps to answer it; may be empty.
    pub hint: &'static str,
    /// A reader is told it in the line of this other question: an address with its place, a note with its amount.
    pub beside: Option<&'static str>,
}

/// What a field holds. Lengths are in characters, money in yuan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One line.
    Text(RangeInclusive<usize>),
    /// The name of a unit, a school, a subject.
    Name(RangeInclusive<usize>),
    /// Several lines.
    Lines(RangeInclusive<usize>),
    /// A code of a table.
    Code(CodeTable),
    /// A code of a table below another one.
    CodeBelow(CodeTable, &'static str),
    /// One of these codes of a table.
    CodeAmong(CodeTable, &'static [&'static str]),
    /// A code and its words.
    Choice(&'static [(&'static str, &'static str)]),
    /// A district or county.
    Region,
    Money(RangeInclusive<u32>),
    /// Whole hundredths of something.
    Percent(RangeInclusive<u32>),
    /// A small number of something, chosen from all of them.
    Count(RangeInclusive<u32>, Unit),
    Date,
    Phone,
    Postcode,
    Email,
    /// 统一社会信用代码.
    CreditCode,
    /// 「是」 or 「否」.
    Flag,
}

/// When a field is asked. An answer to a question that is not asked is dropped from what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Always,
    /// When another field has this answer.
    If(&'static str, &'static str),
    /// When another field is answered, and otherwise than so.
    Unless(&'static str, &'static str),
}

/// The proof that goes with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    pub files: RangeInclusive<usize>,
    /// What it has to show.
    pub hint: &'static str,
}

impl Proof {
    /// Whether these files can be it; faults go to `fields`, under `files`.
    pub fn check(&self, files: &[StoredFile], fields: &mut Fields) {
        if !self.files.contains(&files.len()) {
            let (least, most) = (self.files.start(), self.files.end());
            fields.refuse("files", format!("请上传 {least} 至 {most} 份证明材料：{}", self.hint));
        }
        if let Some((place, _)) = files.iter().enumerate().find(|(place, file)| files[..*place].contains(file)) {
            fields.refuse("files", format!("第 {} 份证明材料与前面的相同，请删除重复的", place + 1));
        }
    }
}

/// A check across fields, on a day: the field that is at fault and what is wrong with it.
pub type Check = fn(&Answers, Date) -> Option<(&'static str, &'static str)>;

/// How a flag is answered.
pub const YES: &str = "yes";
/// How a flag is answered.
pub const NO: &str = "no";

impl Form {
    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + '_ {
        self.blocks.iter().flat_map(|block| block.fields)
    }
}

impl Field {
    /// Whether it is asked, given the other answers.
    pub fn is_asked(&self, answers: &Answers) -> bool {
        match self.asked {
            Asked::Always => true,
            Asked::If(field, answer) => answers.text(field) == Some(answer),
            Asked::Unless(field, answer) => answers.text(field).is_some_and(|given| given != answer),
        }
    }

    /// Whether it may not be left out, given the other answers.
    pub fn is_needed(&self, answers: &Answers) -> bool {
        self.needed && self.is_asked(answers)
    }
}
