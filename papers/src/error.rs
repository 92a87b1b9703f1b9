//! Why a document is not made.

/// Nothing is printed that is not what was meant: a missing character is refused, never drawn as a box.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// No font has this character.
    #[error("no font has the character {0:?}")]
    NoGlyph(char),
    /// This server was built without a font.
    #[error("this server has no font for documents")]
    NoFont,
    /// A font or the PDF library failed.
    #[error("{0}")]
    Failed(String),
}
