//! A parser's objections to a field, in Chinese. Parsers speak English and only in texts, so their beginnings are recognised; whatever
//! is not recognised still names its field.

use crate::error::ApiError;
use serde_json::error::Category;

/// Of a body: where it is no JSON at all, or which field does not fit.
pub(super) fn in_json(path: &str, error: &serde_json::Error) -> ApiError {
    match error.classify() {
        Category::Data => misshapen(path.trim_matches('.'), &error.to_string()),
        _ if error.line() <= 1 && error.column() == 0 => ApiError::Malformed("请求内容为空，须为 JSON。".to_owned()),
        _ => {
            let (line, column) = (error.line(), error.column());
            ApiError::Malformed(format!("请求内容不是完整的 JSON：第 {line} 行第 {column} 列附近有误。"))
        }
    }
}

/// Of a query.
pub(super) fn in_query(field: &str, error: &str) -> ApiError {
    misshapen(field, error)
}

fn misshapen(path: &str, error: &str) -> ApiError {
    let named = quoted(error).next().filter(|_| names_a_field(error));
    let field = match named {
        Some(name) if path.is_empty() || path == name || path.ends_with(&format!(".{name}")) => {
            if path.is_empty() {
                name.to_owned()
            } else {
                path.to_owned()
            }
        }
        Some(name) => format!("{path}.{name}"),
        None => path.to_owned(),
    };
    ApiError::Misshapen { field, message: wrong(error) }
}

fn names_a_field(error: &str) -> bool {
    ["missing field", "unknown field", "duplicate field"].iter().any(|beginning| error.starts_with(beginning))
}

/// The words between backquotes.
fn quoted(error: &str) -> impl Iterator<Item = &str> {
    error.split('`').skip(1).step_by(2)
}

fn wrong(error: &str) -> String {
    let begins = |beginning: &str| error.starts_with(beginning);
    let fixed = match error {
        _ if begins("missing field") => "缺少此项",
        _ if begins("unknown field") => "没有这一项，请核对名称",
        _ if begins("duplicate field") => "此项重复",
        _ if begins("unknown variant") => return one_of(error),
        _ if begins("invalid type") => expected(error),
        _ if begins("invalid value") || begins("number too") => "数值超出允许的范围",
        _ if begins("invalid digit") || begins("cannot parse integer") => "须为不小于 0 的整数",
        _ if begins("provided string was not") => "须为 true 或 false",
        _ => "内容不符合要求",
    };
    fixed.to_owned()
}

fn one_of(error: &str) -> String {
    let allowed: Vec<_> = quoted(error).skip(1).collect();
    format!("须为以下之一：{}", allowed.join("、"))
}

fn expected(error: &str) -> &'static str {
    let expected = error.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let begins = |beginning: &str| expected.starts_with(beginning);
    match () {
        () if begins("a string") || begins("a borrowed string") || begins("string") => "须为文字",
        () if begins("u8") || begins("u16") || begins("u32") || begins("u64") || begins("usize") => "须为不小于 0 的整数",
        () if begins("i8") || begins("i16") || begins("i32") || begins("i64") => "须为整数",
        () if begins("f32") || begins("f64") => "须为数字",
        () if begins("a boolean") => "须为 true 或 false",
        () if begins("struct") || begins("a map") || begins("internally tagged") || begins("adjacently tagged") => {
            "须为包含各项内容的对象"
        }
        () if begins("a sequence") || begins("a tuple") => "须为列表",
        () => "类型不符合要求",
    }
}

/// The parameter of a query that a parser stumbled over without naming it: without it the parser says something else, or nothing.
pub(super) fn culprit(query: &str, error: &str, said_without: impl Fn(&str) -> Option<String>) -> Option<String> {
    let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    let is_it = |at: usize| {
        let rest: Vec<_> = pairs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, pair)| *pair).collect();
        said_without(&rest.join("&")).as_deref() != Some(error)
    };
    let at = (0..pairs.len()).find(|at| is_it(*at))?;
    pairs[at].split('=').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(error: &str) -> (String, String) {
        match misshapen("", error) {
            ApiError::Misshapen { field, message } => (field, message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_parsers_say_is_said_in_chinese() {
        for (english, field, chinese) in [
            ("missing field `name` at line 1 column 2", "name", "缺少此项"),
            ("unknown field `role`, expected one of `a`, `b`", "role", "没有这一项，请核对名称"),
            ("duplicate field `limit`", "limit", "此项重复"),
            ("unknown variant `x`, expected one of `school`, `graduate`", "", "须为以下之一：school、graduate"),
            ("unknown variant `x`, expected `approve` or `reject`", "", "须为以下之一：approve、reject"),
            ("invalid type: string \"1\", expected u32 at line 1", "", "须为不小于 0 的整数"),
            ("invalid type: integer `1`, expected a string", "", "须为文字"),
            ("invalid type: null, expected struct Invite", "", "须为包含各项内容的对象"),
            ("invalid value: integer `256`, expected u8", "", "数值超出允许的范围"),
            ("invalid digit found in string", "", "须为不小于 0 的整数"),
            ("data did not match any variant", "", "内容不符合要求"),
        ] {
            assert_eq!(said(english), (field.to_owned(), chinese.to_owned()), "{english}");
        }
    }

    #[test]
    fn a_parameter_that_no_parser_names_is_found() {
        let says = |query: &str| query.contains("limit=x").then(|| "invalid digit".to_owned());
        assert_eq!(culprit("q=x&limit=x&order=x", "invalid digit", says), Some("limit".to_owned()));
    }
}
