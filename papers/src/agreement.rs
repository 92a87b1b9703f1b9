//! 「就业协议书」 of two or three parties: confirmed on the platform, or to be signed and sealed on paper (SIG-05).

mod clauses;
mod parties;
mod signatures;

use crate::{
    About,
    error::PaperError,
    flow::{Align, Flow, Setting},
    fonts::Fonts,
    pdf,
    text::Span,
};

/// All that an agreement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementSheet {
    /// 「协议编号」.
    pub number: String,
    pub parties: Parties,
    pub basis: Basis,
    /// 「2027 届」.
    pub cohort: u16,
    pub graduate: Graduate,
    pub employer: Employer,
    pub terms: Terms,
    /// `None`: the employer takes none.
    pub archive: Option<Archive>,
    pub household: Option<Household>,
    /// 「协议经办人」.
    pub handler: Handler,
    pub signatures: Signatures,
    /// Anything that ended or changed it: printed under the title.
    pub standing: Option<String>,
    /// The code in the corner.
    pub code: Code,
    /// The hash at the end of the case's history, hexadecimal.
    pub history: String,
    /// When it took effect, or was made for signing: year, month, day, hour, minute at the platform.
    pub at: [u16; 5],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parties {
    Two,
    Three,
}

/// The basis of the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The parties confirmed it on the platform.
    Confirmed,
    /// It is printed, signed, sealed and uploaded.
    Paper,
}

/// 「乙方」.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graduate {
    pub name: String,
    pub gender: String,
    pub ethnicity: String,
    pub political_status: String,
    pub id_number: String,
    pub exam_number: String,
    pub student_number: String,
    pub school: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    pub schooling_years: String,
    pub training_mode: String,
    pub graduates_on: String,
    pub phone: String,
}

/// 「甲方」.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Employer {
    pub name: String,
    pub credit_code: String,
    pub nature: String,
    pub industry: String,
    pub place: String,
    pub address: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub job_title: String,
    pub job_category: String,
    pub work_place: String,
    pub salary: String,
    pub trial: Trial,
    pub trial_salary: String,
    pub service: String,
    pub report_from: String,
    pub report_by: String,
    pub penalty: String,
    pub other: String,
}

/// One of the two, never both: the other is crossed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trial {
    #[default]
    Neither,
    /// 「试用期」, so many months.
    Probation(u8),
    /// 「见习期」 of public bodies, so many months.
    Apprenticeship(u8),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    pub kind: String,
    pub organisation: String,
    pub place: String,
    pub address: String,
    pub postcode: String,
    pub contact: String,
    pub phone: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Household {
    pub kind: String,
    pub place: String,
    pub address: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handler {
    pub name: String,
    pub phone: String,
    pub address: String,
    pub postcode: String,
}

/// Of employer, graduate and school; of the school its certification where there are two parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatures {
    pub employer: Signature,
    pub graduate: Signature,
    pub school: Signature,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Signature {
    /// An empty place for a seal or a name.
    #[default]
    Blank,
    Confirmed {
        by: String,
        at: String,
    },
}

/// The address that a code in the corner leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Where the agreement is verified.
    Verification(String),
    /// Where the stamped pages are handed in.
    Stamping(String),
}

impl Code {
    pub fn address(&self) -> &str {
        match self {
            Self::Verification(address) | Self::Stamping(address) => address,
        }
    }

    /// A few characters below it.
    pub fn caption(&self) -> &'static str {
        match self {
            Self::Verification(_) => "扫码核验",
            Self::Stamping(_) => "单位扫码回传",
        }
    }
}

impl AgreementSheet {
    /// The document, without a seal.
    ///
    /// # Errors
    /// A character that no font has; a library that fails.
    pub fn pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        let about = About {
            title: "高校毕业生就业协议书".into(), number: format!("协议编号 {}", self.number), at: self.at
        };
        let mut flow = Flow::new(fonts);
        self.head(&mut flow)?;
        for block in self.blocks() {
            flow.block(&block)?;
        }
        self.clauses(&mut flow)?;
        self.signatures(&mut flow)?;
        self.foot(&mut flow)?;
        pdf::of_pages(fonts, &about, &flow.finish(&about)?, None)
    }

    fn head(&self, flow: &mut Flow<'_>) -> Result<(), PaperError> {
        flow.captioned_code(&self.code)?;
        flow.paragraph(&[Span::bold("高校毕业生就业协议书")], Setting::TITLE)?;
        let kind = match self.parties {
            Parties::Two => "两方协议 · 学校鉴证",
            Parties::Three => "三方协议",
        };
        let centred = Setting { align: Align::Centre, indent: 0.0, ..Setting::BODY };
        flow.paragraph(&[Span::plain(format!("（{kind}）"))], centred)?;
        flow.gap(5.0);
        let number =
            [Span::plain("协议编号："), Span::bold(&self.number), Span::plain(format!("　　{} 届毕业生", self.cohort))];
        flow.paragraph(&number, Setting { indent: 0.0, align: Align::Left, ..Setting::BODY })?;
        if let Some(standing) = &self.standing {
            flow.paragraph(
                &[Span::bold(format!("【{standing}】"))],
                Setting { indent: 0.0, align: Align::Left, ..Setting::BODY },
            )?;
        }
        flow.gap(6.0);
        Ok(())
    }

    /// Means to check it.
    fn foot(&self, flow: &mut Flow<'_>) -> Result<(), PaperError> {
        flow.gap(8.0);
        flow.need(30.0);
        let says = match self.basis {
            Basis::Confirmed => "本文件由平台生成，末尾附有平台对全部内容的数字签名，任何一个字节被改动都可以发现。",
            Basis::Paper => "本文件由平台生成，用于打印后签字、盖章并上传；末尾附有平台对全部内容的数字签名。",
        };
        flow.paragraph(&[Span::plain(says)], Setting::SMALL)?;
        if let Code::Stamping(address) = &self.code {
            let reads = format!("盖章后扫描首页二维码，或在浏览器中打开以下网址，即可回传，无需登录：{address}");
            flow.paragraph(&[Span::plain(reads)], Setting { align: Align::Left, ..Setting::SMALL })?;
        }
        let history = [Span::plain(format!("办理记录摘要（SHA-256）：{}", self.history))];
        flow.paragraph(&history, Setting { align: Align::Left, ..Setting::SMALL })
    }
}
