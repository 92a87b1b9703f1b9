//! What is answered, parsed where it lies.

use super::{HttpError, LONGEST_ANSWER};
use serde::Deserialize;
use std::time::Duration;

/// The cookie that holds a session.
const SESSION_COOKIE: &str = "wq_session=";
const MOST_HEADERS: usize = 64;

/// An answer; its body stays in the connection's buffer.
#[derive(Debug)]
pub struct Response<'a> {
    pub status: u16,
    /// For 429 and 503.
    pub retry_after: Option<Duration>,
    /// `wq_session=…`, when the answer sets it.
    pub cookie: Option<String>,
    pub body: &'a [u8],
}

impl<'a> Response<'a> {
    /// Whether what was asked was done.
    pub fn is_done(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body as one of the wire's types.
    pub fn json<T: Deserialize<'a>>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(self.body)
    }

    /// The stable code of a refusal; the bare status when the answer is no problem document.
    pub fn refusal_code(&self) -> String {
        #[derive(Deserialize)]
        struct Code {
            code: String,
        }
        self.json::<Code>().map_or_else(|_| format!("http_{}", self.status), |problem| problem.code)
    }
}

/// The head of an answer.
#[derive(Debug, PartialEq)]
pub(super) struct Head {
    pub status: u16,
    /// Bytes of the head itself.
    pub length: usize,
    pub body_length: usize,
    pub close: bool,
    pub retry_after: Option<Duration>,
    pub cookie: Option<String>,
}

/// `None` while the head is not complete.
pub(super) fn parse_head(bytes: &[u8]) -> Result<Option<Head>, HttpError> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = parsed.parse(bytes)? else { return Ok(None) };
    let status = parsed.code.unwrap_or_default();
    let mut head = Head { status, length, body_length: 0, close: false, retry_after: None, cookie: None };
    let mut body_length = matches!(status, 204 | 304).then_some(0);
    for header in parsed.headers.iter() {
        let value = std::str::from_utf8(header.value).unwrap_or_default();
        match header.name {
            name if name.eq_ignore_ascii_case("content-length") => body_length = value.parse().ok(),
            name if name.eq_ignore_ascii_case("connection") => head.close = value.eq_ignore_ascii_case("close"),
            name if name.eq_ignore_ascii_case("retry-after") => {
                head.retry_after = value.parse().ok().map(Duration::from_secs);
            }
            name if name.eq_ignore_ascii_case("set-cookie") => head.cookie = head.cookie.or_else(|| session_of(value)),
            _ => {}
        }
    }
    head.body_length = body_length.ok_or(HttpError::NoLength)?;
    if head.body_length > LONGEST_ANSWER {
        return Err(HttpError::TooLong(head.body_length));
    }
    Ok(Some(head))
}

fn session_of(set_cookie: &str) -> Option<String> {
    let pair = set_cookie.split(';').next()?.trim();
    pair.starts_with(SESSION_COOKIE).then(|| pair.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Result<Option<Head>, HttpError> {
        parse_head(text.as_bytes())
    }

    #[test]
    fn a_head_is_incomplete_until_its_empty_line() {
        let whole = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n";
        for cut in 0..whole.len() {
            assert_eq!(head(&whole[..cut]).unwrap(), None, "{cut} bytes");
        }
        assert_eq!(head(whole).unwrap().unwrap().body_length, 2);
    }

    #[test]
    fn header_names_are_read_in_any_case() {
        let head =
            head("HTTP/1.1 503 Busy\r\nRETRY-AFTER: 2\r\nConnection: Close\r\nContent-LENGTH: 0\r\n\r\n").unwrap().unwrap();
        assert_eq!((head.status, head.close, head.retry_after), (503, true, Some(Duration::from_secs(2))));
    }

    #[test]
    fn only_the_session_cookie_is_kept() {
        let head = head(
            "HTTP/1.1 200 OK\r\nset-cookie: other=1\r\nset-cookie: wq_session=abc; HttpOnly; Path=/\r\ncontent-length: 0\r\n\r\n",
        )
        .unwrap()
        .unwrap();
        assert_eq!(head.cookie.as_deref(), Some("wq_session=abc"));
    }

    #[test]
    fn an_answer_must_say_how_long_it_is() {
        assert!(matches!(head("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"), Err(HttpError::NoLength)));
        assert_eq!(head("HTTP/1.1 204 No Content\r\n\r\n").unwrap().unwrap().body_length, 0);
        assert!(matches!(head("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n"), Err(HttpError::TooLong(_))));
    }

    #[test]
    fn what_is_not_http_is_malformed() {
        assert!(matches!(head("SSH-2.0-OpenSSH\r\n\r\n"), Err(HttpError::Malformed(_))));
    }

    #[test]
    fn a_refusal_without_a_problem_document_is_named_by_its_status() {
        let problem =
            Response { status: 409, retry_after: None, cookie: None, body: br#"{"code":"stale_version","status":409}"# };
        assert_eq!(problem.refusal_code(), "stale_version");
        let bare = Response { status: 502, retry_after: None, cookie: None, body: b"<html>" };
        assert_eq!(bare.refusal_code(), "http_502");
    }
}
