//! Login names that somebody may choose: an employer's (ACC-10). All others are given by the operator or the EMS.

use crate::{
    check::{CreditCode, width},
    refusal::{FieldError, invalid},
};

/// The login as it is kept: trimmed. Credit codes are the logins of employers that the operator brings in, so that nobody takes
/// another employer's.
///
/// # Errors
/// What is wrong with it, as the form shows it.
pub fn chosen(login: &str, own_credit_code: &str) -> Result<String, FieldError> {
    let login = &width::ascii(login).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-');
    if !(4..=40).contains(&login.len()) || !login.chars().all(plain) {
        return Err(invalid("login", "登录名为 4 至 40 个字母、数字或 @ . _ -"));
    }
    let foreign = CreditCode::as_printed(login).is_ok_and(|code| code.as_str() != own_credit_code);
    if foreign {
        Err(invalid("login", "登录名不能是其他单位的统一社会信用代码"))
    } else {
        Ok(login.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[doc = "ACC-10"]
    fn acc_10_a_login_is_short_and_plain_and_nobody_elses_credit_code() {
        let code = |first16| CreditCode::with_check_digit(first16).unwrap_or_default();
        let (own, foreign) = (code("91110105MA000001"), code("91110105MA000002"));
        for (login, fits) in [
            ("hr01", true),
            ("  hr@example.cn ", true),
            (&own, true),
            (&foreign, false),
            (&foreign.to_lowercase(), false),
            ("9144030071526726XH", false),
            ("hr1", false),
            (&"a".repeat(41), false),
            ("人事", false),
            ("hr 001", false),
        ] {
            assert_eq!(chosen(login, &own).is_ok(), fits, "{login}");
        }
        assert_eq!(chosen(" hr01 ", &own).as_deref(), Ok("hr01"));
    }
}
