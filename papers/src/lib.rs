//! The platform's documents as PDF, and the seal by which a changed byte is found (SIG-05, EXT-04, EXT-22).
//!
//! Takes plain facts, all of them texts that are printed as they are, and knows no rule: what a case is, who may have its paper and what
//! a code is called stands elsewhere. The same facts make the same bytes.
//!
//! | to find | look in |
//! |---|---|
//! | what can be printed, and what is refused | `fonts`, `error` |
//! | how text becomes lines | `text` |
//! | what is drawn, and how it becomes PDF | `canvas`, `qr`, `pdf` |
//! | how lines, tables and pages follow each other | `flow`, `table` |
//! | the documents | `agreement`, `rescission`, `receipt` |
//! | the signature behind a document | `seal` |

pub mod agreement;
mod canvas;
mod error;
mod flow;
mod fonts;
mod pdf;
mod qr;
pub mod receipt;
pub mod rescission;
pub mod seal;
mod table;
mod text;

pub use error::PaperError;
pub use fonts::Fonts;

/// A document before it is drawn, with what a reader's program says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The title of its window.
    pub title: String,
    /// 「协议编号」 or the case's number; printed at the foot of every page.
    pub number: String,
    /// When what it says came to be: year, month, day, hour, minute at the platform.
    pub at: [u16; 5],
}
