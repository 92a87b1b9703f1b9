//! One request as a played server gets it.

use tokio::{io::AsyncReadExt, net::TcpStream};

const HEADERS_MAX: usize = 32;

/// What of a request matters here.
pub struct Received {
    /// Without the query.
    pub path: String,
    query: String,
    pub authorization: String,
    pub body: Vec<u8>,
}

impl Received {
    /// A value of the query. The values that matter here are of characters that need no encoding.
    pub fn queried(&self, name: &str) -> &str {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }
}

/// Reads the next request; `None`: the connection has ended, or speaks something else. Bytes that came after it stay in the buffer.
pub async fn receive(connection: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Received> {
    loop {
        if let Some((received, length)) = parse(buffer)? {
            buffer.drain(..length);
            return Some(received);
        }
        if connection.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}

/// `Some(None)`: not all of it is there yet.
fn parse(buffer: &[u8]) -> Option<Option<(Received, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(head) = request.parse(buffer).ok()? else { return Some(None) };
    let value = |name: &str| {
        let header = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.and_then(|header| std::str::from_utf8(header.value).ok()).unwrap_or_default()
    };
    let length = Some(value("content-length")).filter(|length| !length.is_empty()).unwrap_or("0");
    let end = head + length.parse::<usize>().ok()?;
    let Some(body) = buffer.get(head..end) else { return Some(None) };
    let (path, query) = request.path?.split_once('?').unwrap_or((request.path?, ""));
    let (path, query, authorization) = (path.to_owned(), query.to_owned(), value("authorization").to_owned());
    Some(Some((Received { path, query, authorization, body: body.to_vec() }, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &[u8] = b"POST /api/v1/link/ems/10001 HTTP/1.1\r\nAuthorization: Bearer k\r\nContent-Length: 2\r\n\r\n{}";

    #[test]
    fn a_request_is_taken_when_all_of_it_is_there() {
        for length in 0..REQUEST.len() {
            assert!(parse(&REQUEST[..length]).unwrap().is_none(), "{length} bytes");
        }
        let two = [REQUEST, REQUEST].concat();
        let (received, length) = parse(&two).unwrap().unwrap();
        assert_eq!((received.path.as_str(), received.authorization.as_str()), ("/api/v1/link/ems/10001", "Bearer k"));
        assert_eq!((received.body.as_slice(), length), (b"{}".as_slice(), REQUEST.len()));
        let (read, _) = parse(b"GET /a?code=7&x=1 HTTP/1.1\r\n\r\n").unwrap().unwrap();
        assert_eq!((read.path.as_str(), read.queried("x"), read.queried("y"), read.body.len()), ("/a", "1", "", 0));
        assert!(parse(b"nonsense\r\n\r\n").is_none());
    }
}
