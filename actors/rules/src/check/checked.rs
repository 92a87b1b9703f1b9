//! The common part of all checked texts.

/// The normalised text of a tuple struct around a `String`, borrowed and owned.
macro_rules! checked_text {
    ($name:ident) => {
        impl $name {
            /// The normalised text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(checked: $name) -> String {
                checked.0
            }
        }
    };
}
pub(super) use checked_text;
