//! 「办理回执」: the whole history of a case with its hashes, and what can be verified with them (EXT-22).

use crate::{
    About,
    error::PaperError,
    flow::{Align, Flow, Setting},
    fonts::Fonts,
    pdf::{self, Attached},
    table::{Block, Row},
    text::Span,
};

/// All that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptSheet {
    /// Of the case.
    pub case: String,
    /// 「在线签约」 and the like.
    pub kind: String,
    /// In the guide's words.
    pub status: String,
    /// Its subject, in labels and values: the graduate, the other side, what it is in particular.
    pub facts: Vec<(String, String)>,
    /// Oldest first.
    pub steps: Vec<Step>,
    /// The chain's text, which is attached: [`history_in`] finds it again.
    pub history: String,
    /// The name of the key that seals it.
    pub key: String,
    /// When the last step was: year, month, day, hour, minute at the platform.
    pub at: [u16; 5],
}

/// One step of the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    pub at: String,
    pub who: String,
    pub what: String,
    pub note: String,
    /// Hexadecimal.
    pub hash: String,
}

const FILE_NAME: &str = "history.txt";

/// The history that is attached to a document, from the line that begins so to the one that begins with `ends`.
pub fn history_in<'a>(document: &'a [u8], begins: &str, ends: &str) -> Option<&'a str> {
    let find = |in_bytes: &[u8], what: &str| in_bytes.windows(what.len()).position(|bytes| bytes == what.as_bytes());
    let begin = find(document, begins)?;
    let rest = &document[begin..];
    let end = find(rest, ends)?;
    let last = rest[end..].iter().position(|byte| *byte == b'\n')?;
    std::str::from_utf8(&rest[..end + last + 1]).ok()
}

impl ReceiptSheet {
    /// The document, without a seal.
    ///
    /// # Errors
    /// A character that no font has; a library that fails.
    pub fn pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        let about = About { title: "办理回执".into(), number: format!("办理编号 {}", self.case), at: self.at };
        let mut flow = Flow::new(fonts);
        flow.paragraph(&[Span::bold("办理回执")], Setting::TITLE)?;
        let centred = Setting { align: Align::Centre, indent: 0.0, ..Setting::BODY };
        flow.paragraph(&[Span::plain(format!("（{}）", self.kind))], centred)?;
        flow.gap(8.0);
        flow.block(&self.about())?;
        flow.gap(12.0);
        flow.paragraph(&[Span::bold("办理经过")], Setting::HEADING)?;
        flow.block(&self.steps())?;
        flow.gap(12.0);
        flow.paragraph(&[Span::bold("可以核验什么")], Setting::HEADING)?;
        for text in self.checks() {
            flow.paragraph(&[Span::plain(text)], Setting::BODY)?;
        }
        let attached = Attached {
            name: FILE_NAME.into(),
            says: "办理经过的原始记录，每行一步".into(),
            bytes: self.history.clone().into_bytes(),
        };
        pdf::of_pages(fonts, &about, &flow.finish(&about)?, Some(attached))
    }

    fn about(&self) -> Block {
        let fixed = [("办理编号", self.case.as_str()), ("当前状态", self.status.as_str())];
        let own = self.facts.iter().map(|(label, value)| (label.as_str(), value.as_str()));
        Block { name: None, rows: fixed.into_iter().chain(own).map(|pair| Row::texts([pair])).collect() }
    }

    fn steps(&self) -> Block {
        let row = |(number, step): (usize, &Step)| {
            let note = if step.note.is_empty() { String::new() } else { format!("\n{}", step.note) };
            let says = [Span::bold(&step.what), Span::plain(format!("\n{}　{}{note}\n摘要 {}", step.at, step.who, step.hash))];
            let label = (number + 1).to_string();
            Row::of([(label.as_str(), says.to_vec())])
        };
        Block { name: None, rows: self.steps.iter().enumerate().map(row).collect() }
    }

    fn checks(&self) -> [String; 3] {
        [
            format!("一、本文件是否被改动：文件末尾有平台的数字签名（Ed25519，密钥 {}），用平台公布的公钥和 wangqian verify 命令可以离线核验，任何一个字节被改动都会被发现。", self.key),
            format!("二、办理经过是否完整：每一步的摘要由上一步的摘要和本步的原始记录按 SHA-256 计算得出，原始记录见本文件的附件 {FILE_NAME}；删去、插入、改动或调换任何一步，其后的摘要都不再相符。"),
            "三、平台的记录是否改变：以后再次下载的回执，前面各步的摘要应与本文件相同；就业协议书上印有的办理记录摘要也应是其中一步的摘要。".into(),
        ]
    }
}
