//! Who hands a file in: somebody a school or a province knows, or somebody who registered a minute ago. Strangers share a part of what
//! there is, so that they keep nobody else waiting.

/// What the one who hands a file in is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    Known,
    /// An employer that nobody has verified (ACC-10).
    Stranger,
}
