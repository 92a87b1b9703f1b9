//! Why a code table an operator supplied cannot be used.

use thiserror::Error;

/// A refused code table; `line` counts from 1 with the header.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CodesError {
    #[error("没有名为“{name}”的代码表，请核对文件名")]
    UnknownTable { name: String },
    #[error("代码表“{table}”的表头应为 code,name 或 code,name,parent")]
    Header { table: String },
    #[error("代码表“{table}”没有任何一行代码")]
    Empty { table: String },
    #[error("代码表“{table}”第 {line} 行无法读取：列数应与表头一致，文字应为 UTF-8 编码")]
    Malformed { table: String, line: u64 },
    #[error("代码表“{table}”第 {line} 行的代码或名称为空")]
    Blank { table: String, line: u64 },
    #[error("代码表“{table}”第 {line} 行的金额不是以元为单位的整数")]
    NoAmount { table: String, line: u64 },
    #[error("代码表“{table}”第 {line} 行的代码与前面重复")]
    Duplicate { table: String, line: u64 },
    #[error("代码表“{table}”第 {line} 行的上级代码不存在，或排在本行之后")]
    UnknownParent { table: String, line: u64 },
    #[error("统计口径表“destination_group”不能使用：代码“{code}”缺少，或不是毕业去向类别；三个大类和每个毕业去向类别都须归入")]
    Grouping { code: String },
}
