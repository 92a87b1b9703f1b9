//! Why a file is not taken.

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("文件为空")]
    Empty,
    #[error("不支持此类文件")]
    Unknown,
    #[error("文件已损坏或不完整")]
    Damaged,
    #[error("图片尺寸过大")]
    TooManyPixels,
    #[error("图片解码所需的内存过大")]
    TooCostly,
    #[error("文件过大")]
    TooBig,
    #[error("PDF 已加密")]
    Locked,
    #[error("PDF 含有脚本或附件")]
    Acting,
    #[error("PDF 中没有页面")]
    NoPage,
    #[error("PDF 的结构无法检查")]
    Unclear,
}

impl Unfit {
    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Empty => "请重新选择文件。",
            Self::Unknown => "请上传 JPG、PNG 图片或 PDF；只修改扩展名不会改变文件类型。",
            Self::Damaged | Self::NoPage => "请重新拍照、扫描或导出后上传。",
            Self::TooManyPixels => "图片每边不超过 8000 像素、总计不超过 4000 万像素，请缩小后上传。",
            Self::TooCostly => "请缩小图片，或另存为普通（非渐进式）的 JPG 后上传。",
            Self::TooBig => "请压缩到 10 MB 以内后上传。",
            Self::Locked => "请取消密码和权限限制后重新导出。",
            Self::Acting | Self::Unclear => "请用「打印为 PDF」重新生成，或上传图片。",
        }
    }
}
