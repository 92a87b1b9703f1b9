//! 电子邮箱: the lengths of RFC 5321 and one `@`; whether it exists only a letter tells.

use super::checked::checked_text;
use super::text::TextFault;
use super::width::tidy;
use thiserror::Error;

const MAX_LOCAL_BYTES: usize = 64;
const MAX_BYTES: usize = 254;

/// A mail address of plausible form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

checked_text!(Email);

/// What is wrong with a mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EmailError {
    #[error("电子邮箱{0}")]
    Text(#[from] TextFault),
    #[error("电子邮箱应为“用户名@域名”，只含一个 @")]
    Form,
    #[error("电子邮箱过长：@ 之前不超过 64 个字符，总长不超过 254 个字符")]
    Length,
    #[error("电子邮箱不能含空格、逗号、分号、引号或尖括号，只能填写一个邮箱")]
    Characters,
    #[error("电子邮箱中的“{0}”不是英文字母、数字或符号，请用英文键盘重新输入")]
    Foreign(char),
    #[error("电子邮箱 @ 之后的域名不完整，如 example.edu.cn")]
    Domain,
}

impl Email {
    /// Checks and normalises (width, spaces at the ends).
    ///
    /// # Errors
    /// The first rule broken.
    pub fn parse(text: &str) -> Result<Email, EmailError> {
        let text = tidy(text)?;
        let (local, domain) = text.split_once('@').ok_or(EmailError::Form)?;
        if domain.contains('@') || !is_local(local) {
            return Err(EmailError::Form);
        }
        if local.len() > MAX_LOCAL_BYTES || text.len() > MAX_BYTES {
            return Err(EmailError::Length);
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\",;".contains(c)) {
            return Err(EmailError::Characters);
        }
        // A letter that only looks like a Latin one is another address, and its mail is somebody else's.
        if let Some(foreign) = text.chars().find(|c| !c.is_ascii()) {
            return Err(EmailError::Foreign(foreign));
        }
        if !is_domain(domain) {
            return Err(EmailError::Domain);
        }
        Ok(Email(text))
    }
}

/// Names that letters reach: of labels that begin and end with a letter or a digit.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        label.len() <= 63
            && ends(label.chars().next())
            && ends(label.chars().next_back())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.split('.').all(is_label)
}

/// Dots stand between other characters; what a web page or a table puts in front is none of the address.
fn is_local(local: &str) -> bool {
    local.split('.').all(|part| !part.is_empty()) && !local.contains(':') && !local.starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> EmailError {
        Email::parse(text).unwrap_err()
    }

    #[test]
    fn an_address_keeps_its_case_and_loses_outer_spaces() {
        assert_eq!(Email::parse(" Li.Lei+1@stu.example.edu.cn ").unwrap().as_str(), "Li.Lei+1@stu.example.edu.cn");
        assert_eq!(Email::parse("123456@qq．com").unwrap().as_str(), "123456@qq.com");
    }

    #[test]
    fn each_rule_refuses() {
        assert_eq!(refused(""), EmailError::Form);
        assert_eq!(refused("example.cn"), EmailError::Form);
        assert_eq!(refused("@example.cn"), EmailError::Form);
        assert_eq!(refused("a@b@example.cn"), EmailError::Form);
        assert_eq!(refused("a b@example.cn"), EmailError::Characters);
        assert_eq!(refused("a@example.cn;"), EmailError::Characters);
        assert_eq!(refused("a@example"), EmailError::Domain);
        for domain in ["example..cn", "-example.cn", "example-.cn", "[1.2.3.4]", "exa_mple.cn"] {
            assert_eq!(refused(&format!("a@{domain}")), EmailError::Domain, "{domain}");
        }
        for local in ["a.", ".a", "a..b", "mailto:a", "=cmd"] {
            assert_eq!(refused(&format!("{local}@example.cn")), EmailError::Form, "{local}");
        }
    }

    #[test]
    fn lengths_are_those_of_the_standard() {
        assert!(Email::parse(&format!("{}@example.cn", "a".repeat(64))).is_ok());
        assert_eq!(refused(&format!("{}@example.cn", "a".repeat(65))), EmailError::Length);
        assert_eq!(refused(&format!("a@{}cn", "example.".repeat(40))), EmailError::Length);
    }
}
