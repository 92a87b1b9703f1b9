//! Personal numbers as staff see them.

/// The first `head` and last `tail` characters, stars between; a text too short to hide anything else is all stars.
pub(crate) fn masked(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let shown = |position: usize| length > head + tail && (position < head || position >= length - tail);
    text.chars().enumerate().map(|(position, c)| if shown(position) { c } else { '*' }).collect()
}

/// A checked text whose `Debug` prints only the masked form, so that no log can carry the number.
macro_rules! masked_debug {
    ($name:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.masked()).finish()
            }
        }
    };
}
pub(super) use masked_debug;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_hidden() {
        assert_eq!(masked("13812341234", 3, 4), "138****1234");
    }

    #[test]
    fn a_text_too_short_is_hidden_whole() {
        assert_eq!(masked("12345", 3, 4), "*****");
        assert_eq!(masked("", 3, 4), "");
    }
}
