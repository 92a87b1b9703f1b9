//! Texts within addresses and headers: what RFC 3986 leaves unreserved stays as it is.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// With every other byte as `%` and two capital digits.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_unreserved_stays() {
        assert_eq!(encoded("网签 *~{\"a\":1}"), "%E7%BD%91%E7%AD%BE%20%2A~%7B%22a%22%3A1%7D");
    }
}
