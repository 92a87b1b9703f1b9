//! What is sent.

use std::io::Write;
use uuid::Uuid;

/// The methods the interface knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    Json,
    Png,
}

impl Media {
    fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Png => "image/png",
        }
    }
}

/// One request below `/api/v1`.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub method: Method,
    /// Below `/api/v1`, with its query.
    pub path: &'a str,
    /// Whole header lines that say who asks; empty before the sign-in.
    pub credentials: &'a str,
    /// `Idempotency-Key` of a state-changing request.
    pub key: Option<Uuid>,
    /// `If-Match` of a command on a case.
    pub version: Option<u64>,
    pub media: Media,
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    /// A read.
    pub fn get(path: &'a str, credentials: &'a str) -> Self {
        Self { method: Method::Get, path, credentials, key: None, version: None, media: Media::Json, body: &[] }
    }

    pub(super) fn write(&self, target: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(self.method.name().as_bytes());
        out.extend_from_slice(b" /api/v1");
        out.extend_from_slice(self.path.as_bytes());
        out.extend_from_slice(b" HTTP/1.1\r\n");
        out.extend_from_slice(target.as_bytes());
        out.extend_from_slice(self.credentials.as_bytes());
        if let Some(key) = self.key {
            out.extend_from_slice(b"Idempotency-Key: ");
            out.extend_from_slice(key.hyphenated().encode_lower(&mut Uuid::encode_buffer()).as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        // Writing into a vector cannot fail; the results carry nothing.
        if let Some(version) = self.version {
            let _ = write!(out, "If-Match: \"{version}\"\r\n");
        }
        if self.method != Method::Get {
            let (media, length) = (self.media.name(), self.body.len());
            let _ = write!(out, "Content-Type: {media}\r\nContent-Length: {length}\r\n");
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(self.body);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_carries_key_version_length_and_body() {
        let request = Request {
            method: Method::Post,
            path: "/cases/7/acceptance",
            credentials: "Cookie: wq_session=a\r\nX-CSRF-Token: b\r\n",
            key: Some(Uuid::nil()),
            version: Some(3),
            media: Media::Json,
            body: b"{}",
        };
        let mut out = Vec::new();
        request.write("Host: h\r\n", &mut out);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "POST /api/v1/cases/7/acceptance HTTP/1.1\r\nHost: h\r\nCookie: wq_session=a\r\nX-CSRF-Token: b\r\n\
             Idempotency-Key: 00000000-0000-0000-0000-000000000000\r\nIf-Match: \"3\"\r\n\
             Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        );
    }

    #[test]
    fn a_read_has_no_body_and_no_length() {
        let mut out = Vec::new();
        Request::get("/home", "").write("Host: h\r\n", &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "GET /api/v1/home HTTP/1.1\r\nHost: h\r\n\r\n");
    }
}
