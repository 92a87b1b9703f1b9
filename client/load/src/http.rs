//! A minimal HTTP/1.1 client over one kept-alive connection.
//!
//! The load tester shares its processors with the server it measures, so a request costs one write and, as a rule, one
//! read: the request is written from a person's prepared header lines, the answer is parsed in place and never copied.

mod request;
mod response;

pub use request::{Media, Method, Request};
pub use response::Response;

use bytes::{Buf, BytesMut};
use response::{Head, parse_head};
use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const FIRST_BUFFER: usize = 16 * 1024;
/// The longest answer is a page of 200 rows; anything near this is not ours.
const LONGEST_ANSWER: usize = 16 * 1024 * 1024;
/// Servers close what is idle for 5 s; a request on a connection just being closed would have an unknown outcome.
const LONGEST_IDLE: Duration = Duration::from_secs(3);

/// Why a request has no answer. Its effect on the server is unknown.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("connection: {0}")]
    Io(#[from] io::Error),
    #[error("the server closed the connection")]
    Closed,
    #[error("malformed answer: {0}")]
    Malformed(#[from] httparse::Error),
    #[error("an answer without Content-Length")]
    NoLength,
    #[error("an answer of {0} bytes")]
    TooLong(usize),
}

/// A server: where it listens, and what it is called in `Host` and `Origin`.
#[derive(Clone, Debug)]
pub struct Site {
    pub address: SocketAddr,
    pub authority: String,
}

impl From<SocketAddr> for Site {
    fn from(address: SocketAddr) -> Self {
        Self { address, authority: address.to_string() }
    }
}

/// One connection. Requests go one after another; any person's request may use it.
pub struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    /// `Host` and `Origin`, the same for every request to this server.
    target: String,
    outgoing: Vec<u8>,
    incoming: BytesMut,
    /// The part of `incoming` that the last answer took.
    answered: usize,
    used: Instant,
}

impl Connection {
    /// Connects at the first request.
    pub fn to(site: &Site) -> Self {
        let authority = &site.authority;
        Self {
            address: site.address,
            stream: None,
            target: format!("Host: {authority}\r\nOrigin: http://{authority}\r\n"),
            outgoing: Vec::with_capacity(2048),
            incoming: BytesMut::with_capacity(FIRST_BUFFER),
            answered: 0,
            used: Instant::now(),
        }
    }

    /// Sends one request and reads its answer. After an error the next request opens a new connection; nothing is sent
    /// twice by itself.
    pub async fn send(&mut self, request: &Request<'_>) -> Result<Response<'_>, HttpError> {
        match self.exchange(request).await {
            Ok(head) => {
                self.answered = head.length + head.body_length;
                let body = &self.incoming[head.length..self.answered];
                if head.close {
                    self.stream = None;
                }
                Ok(Response { status: head.status, retry_after: head.retry_after, cookie: head.cookie, body })
            }
            Err(error) => {
                self.stream = None;
                Err(error)
            }
        }
    }

    fn make_ready(&mut self) {
        if self.used.elapsed() > LONGEST_IDLE {
            self.stream = None;
        }
        self.used = Instant::now();
        self.incoming.advance(self.answered);
        self.answered = 0;
        if self.stream.is_none() {
            self.incoming.clear();
        }
        self.outgoing.clear();
    }

    async fn exchange(&mut self, request: &Request<'_>) -> Result<Head, HttpError> {
        self.make_ready();
        request.write(&self.target, &mut self.outgoing);
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(connect(self.address).await?),
        };
        stream.write_all(&self.outgoing).await?;
        let head = loop {
            if let Some(head) = parse_head(&self.incoming)? {
                break head;
            }
            fill(stream, &mut self.incoming).await?;
        };
        let length = head.length + head.body_length;
        while self.incoming.len() < length {
            self.incoming.reserve(length - self.incoming.len());
            fill(stream, &mut self.incoming).await?;
        }
        Ok(head)
    }
}

async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn fill(stream: &mut TcpStream, incoming: &mut BytesMut) -> Result<(), HttpError> {
    if incoming.len() > LONGEST_ANSWER {
        return Err(HttpError::TooLong(incoming.len()));
    }
    // Room for more than an answer: a read that does not fill its buffer spares tokio the read that finds nothing.
    incoming.reserve(FIRST_BUFFER / 2);
    match stream.read_buf(incoming).await? {
        0 => Err(HttpError::Closed),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    /// Accepts one connection after another and answers each request with the next pieces, flushed one by one.
    async fn server(connections: Vec<Vec<Vec<&'static str>>>) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let site = Site::from(listener.local_addr().unwrap());
        tokio::spawn(async move {
            for answers in connections {
                let (mut stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                for pieces in answers {
                    let mut request = [0; 1024];
                    assert!(stream.read(&mut request).await.unwrap() > 0);
                    for piece in pieces {
                        stream.write_all(piece.as_bytes()).await.unwrap();
                        tokio::task::yield_now().await;
                    }
                }
            }
        });
        site
    }

    async fn ask(connection: &mut Connection) -> Result<(u16, Vec<u8>), HttpError> {
        let response = connection.send(&Request::get("/home", "")).await?;
        Ok((response.status, response.body.to_vec()))
    }

    #[tokio::test]
    async fn one_connection_carries_several_requests_and_answers_come_in_pieces() {
        let first = vec!["HTTP/1.1 200 OK\r\ncontent-", "length: 5\r\n\r\nhe", "llo"];
        let second = vec!["HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"];
        let site = server(vec![vec![first, second]]).await;
        let mut connection = Connection::to(&site);
        assert_eq!(ask(&mut connection).await.unwrap(), (200, b"hello".to_vec()));
        assert_eq!(ask(&mut connection).await.unwrap(), (404, vec![]));
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_is_an_error_and_the_next_request_connects_anew() {
        let broken = vec!["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"];
        let whole = vec!["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"];
        let site = server(vec![vec![broken], vec![whole]]).await;
        let mut connection = Connection::to(&site);
        assert!(matches!(ask(&mut connection).await, Err(HttpError::Closed)));
        assert_eq!(ask(&mut connection).await.unwrap(), (200, b"ok".to_vec()));
    }

    #[tokio::test]
    async fn a_server_that_says_close_is_not_asked_on_the_same_connection() {
        let last = vec!["HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 1\r\n\r\na"];
        let next = vec!["HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nb"];
        let site = server(vec![vec![last], vec![next]]).await;
        let mut connection = Connection::to(&site);
        assert_eq!(ask(&mut connection).await.unwrap(), (200, b"a".to_vec()));
        assert_eq!(ask(&mut connection).await.unwrap(), (200, b"b".to_vec()));
    }
}
