//! 「解约确认书」: an agreement holds no more, why, and who confirmed it.

use crate::{
    About,
    agreement::{Code, Signature},
    error::PaperError,
    flow::{Align, Flow, Setting},
    fonts::Fonts,
    pdf,
    table::{Block, Row},
    text::Span,
};

/// All that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RescissionSheet {
    /// Of the agreement; `None`: it was signed on paper, and only registered here.
    pub number: Option<String>,
    /// Of the rescission itself.
    pub case: String,
    pub mode: Mode,
    pub employer: String,
    pub credit_code: String,
    pub graduate: String,
    pub id_number: String,
    pub exam_number: String,
    pub school: String,
    pub job_title: String,
    /// When the agreement took effect.
    pub signed_on: String,
    pub reason: String,
    pub explanation: String,
    pub penalty: String,
    pub applied_by: String,
    pub applied_on: String,
    pub ended_on: String,
    /// The school looked at papers instead of asking the other side.
    pub has_evidence: bool,
    /// Each party with its word on it.
    pub confirmed: Vec<(String, Signature)>,
    /// Where the agreement is looked up by its number.
    pub code: Option<Code>,
    pub history: String,
    /// When it ended.
    pub at: [u16; 5],
}

/// The way it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// 「协商解约」.
    Agreed,
    /// 「强制解约」, by the school.
    Forced,
    /// 「学生单方面解约」.
    Unilateral,
}

impl Mode {
    pub fn label(self) -> &'static str {
        match self {
            Self::Agreed => "协商解约",
            Self::Forced => "强制解约",
            Self::Unilateral => "学生单方面解约",
        }
    }
}

const LEAST: f32 = 74.0;

impl RescissionSheet {
    /// The document, without a seal.
    ///
    /// # Errors
    /// A character that no font has; a library that fails.
    pub fn pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        let about = About { title: "解约确认书".into(), number: self.named(), at: self.at };
        let mut flow = Flow::new(fonts);
        if let Some(code) = &self.code {
            flow.captioned_code(code)?;
        }
        let left = Setting { indent: 0.0, align: Align::Left, ..Setting::BODY };
        flow.paragraph(&[Span::bold("解约确认书")], Setting::TITLE)?;
        flow.gap(20.0);
        let number = self.number.as_deref().unwrap_or("无（纸质协议）");
        flow.paragraph(&[Span::plain("原协议编号："), Span::bold(number)], left)?;
        flow.gap(6.0);
        for block in self.blocks() {
            flow.block(&block)?;
        }
        flow.gap(10.0);
        flow.paragraph(&[Span::plain(self.says())], Setting::BODY)?;
        self.signatures(&mut flow)?;
        flow.gap(8.0);
        let small = Setting { align: Align::Left, ..Setting::SMALL };
        flow.paragraph(
            &[Span::plain("本文件由平台生成，末尾附有平台对全部内容的数字签名，任何一个字节被改动都可以发现。")],
            small,
        )?;
        flow.paragraph(&[Span::plain(format!("办理记录摘要（SHA-256）：{}", self.history))], small)?;
        pdf::of_pages(fonts, &about, &flow.finish(&about)?, None)
    }

    fn named(&self) -> String {
        self.number.as_ref().map_or_else(|| format!("办理编号 {}", self.case), |number| format!("协议编号 {number}"))
    }

    fn blocks(&self) -> [Block; 2] {
        let parties = [
            Row::texts([("甲方（单位）", &self.employer)]),
            Row::texts([("统一社会\n信用代码", &self.credit_code), ("职位名称", &self.job_title)]),
            Row::texts([("乙方（毕业生）", &self.graduate), ("身份证件号码", &self.id_number)]),
            Row::texts([("毕业学校", &self.school), ("考生号", &self.exam_number)]),
        ];
        let ending = [
            Row::texts([("解约方式", self.mode.label()), ("违约金", &self.penalty)]),
            Row::texts([("申请方", &self.applied_by), ("申请时间", &self.applied_on)]),
            Row::texts([("原协议生效", &self.signed_on), ("解约完成", &self.ended_on)]),
            Row::texts([("解约原因", &self.reason)]),
            Row::texts([("解约说明", &self.explanation)]),
        ];
        [Block::named("原协议", parties), Block::named("解约情况", ending)]
    }

    fn says(&self) -> String {
        let how = match self.mode {
            Mode::Agreed => "甲方、乙方协商一致解除上述就业协议，经学校审核通过",
            Mode::Forced => "上述就业协议由学校按规定解除",
            Mode::Unilateral => "乙方单方面提出解除上述就业协议，经学校核实并审核通过",
        };
        format!(
            "{how}。自解约完成之日起，原协议不再执行，乙方可以另行签约或登记其他毕业去向；原协议已经产生的责任按其约定办理。"
        )
    }

    fn signatures(&self, flow: &mut Flow<'_>) -> Result<(), PaperError> {
        flow.gap(8.0);
        flow.need(LEAST + 24.0);
        let heads = self.confirmed.iter().map(|(party, _)| vec![Span::bold(party)]);
        let words = self.confirmed.iter().map(|(_, signature)| match signature {
            Signature::Blank => vec![Span::plain(if self.has_evidence { "见解约证明材料" } else { "—" })],
            Signature::Confirmed { by, at } => vec![Span::bold("平台确认"), Span::plain(format!("\n{by}\n{at}"))],
        });
        flow.block(&Block { name: None, rows: vec![Row::columns(heads, 0.0), Row::columns(words, LEAST)] })
    }
}
