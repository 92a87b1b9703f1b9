//! A page's socket. Every frame is checked on its way in: a topic's versions rise by one, and none is skipped.

use crate::{app::DEADLINE, users::User};
use futures_util::{SinkExt, StreamExt};
use std::collections::HashMap;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        http::{HeaderMap, Request},
    },
};
use wangqian_protocol::{
    case::CaseRow,
    notice::Notice,
    queue::{QueueCounts, QueueTile},
    socket::{FromClient, Holder, Position, ToClient},
};

/// An open socket.
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
    user: User,
    /// Where each topic stands for this page.
    at: HashMap<String, Position>,
}

/// How a subscription began.
#[derive(Debug, PartialEq, Eq)]
pub struct Followed {
    pub at: Position,
    pub resumed: bool,
}

/// Who is at an item.
#[derive(Debug, PartialEq, Eq)]
pub struct Present {
    pub holder: Option<Holder>,
    pub others: Vec<String>,
}

impl User {
    /// A socket that follows nothing yet.
    pub async fn connect(&self) -> Socket {
        let stream = TcpStream::connect(self.site.address).await.unwrap();
        let mut socket = self.connect_over(stream, |_| ()).await.expect("a handshake");
        socket.expect("hello", |frame| matches!(frame, ToClient::Hello { .. }).then_some(())).await;
        socket
    }

    /// A socket that follows a topic from now on.
    pub async fn follow(&self, topic: &str) -> Socket {
        let mut socket = self.connect().await;
        socket.follow(topic, None).await;
        socket
    }

    /// A handshake with its headers changed; the status if it is refused.
    pub async fn connect_over(&self, stream: TcpStream, spoil: impl FnOnce(&mut HeaderMap)) -> Result<Socket, u16> {
        match client_async(self.handshake(spoil), stream).await {
            Ok((stream, _)) => Ok(Socket { stream, user: self.clone(), at: HashMap::new() }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    fn handshake(&self, spoil: impl FnOnce(&mut HeaderMap)) -> Request<()> {
        let mut request = format!("ws://{}/api/v1/socket", self.site.address).into_client_request().unwrap();
        let headers = request.headers_mut();
        headers.insert("origin", self.site.origin().parse().unwrap());
        headers.insert("cookie", self.cookie.parse().unwrap());
        spoil(headers);
        request
    }
}

impl Socket {
    pub async fn say(&mut self, frame: &FromClient) {
        self.send(Message::text(serde_json::to_string(frame).unwrap())).await;
    }

    pub async fn send(&mut self, message: Message) {
        self.stream.send(message).await.unwrap();
    }

    pub async fn follow(&mut self, topic: &str, since: Option<Position>) -> Followed {
        self.say(&FromClient::Subscribe { topic: topic.to_owned(), since }).await;
        self.expect("subscribed", |frame| match frame {
            ToClient::Subscribed { epoch, version, resumed, .. } => {
                Some(Followed { at: Position { epoch: *epoch, version: *version }, resumed: *resumed })
            }
            _ => None,
        })
        .await
    }

    /// Up to where this page has read a topic.
    pub fn position(&self, topic: &str) -> Position {
        self.at[topic]
    }

    /// Frames until the one that is waited for; the test fails with all of them when it does not come.
    pub async fn expect<T>(&mut self, what: &str, mut wanted: impl FnMut(&ToClient) -> Option<T>) -> T {
        let mut seen = Vec::new();
        loop {
            let Ok(message) = timeout(DEADLINE, self.next()).await else { panic!("no {what} among {seen:#?}") };
            let frame = message.unwrap_or_else(|code| panic!("closed with {code} before {what}; before: {seen:#?}"));
            if let Some(found) = wanted(&frame) {
                return found;
            }
            seen.push(frame);
        }
    }

    /// Counts of the reader's scope that fit, and the rows that changed with them.
    pub async fn expect_queue(&mut self, wanted: impl Fn(&QueueTile) -> bool) -> (QueueCounts, Vec<CaseRow>) {
        self.expect("counts", |frame| match frame {
            ToClient::Queue { counts, changed, .. } if wanted(&counts.tiles[0]) => Some((counts.clone(), changed.clone())),
            _ => None,
        })
        .await
    }

    /// One of the reader's own cases in this state.
    pub async fn expect_case(&mut self, state: &str) -> CaseRow {
        self.expect(state, |frame| match frame {
            ToClient::Case { row, .. } if row.state == state => Some(row.clone()),
            _ => None,
        })
        .await
    }

    /// A notice with this title.
    pub async fn expect_notice(&mut self, title: &str) -> Notice {
        self.expect(title, |frame| match frame {
            ToClient::Notice { notice, .. } if notice.title == title => Some(notice.clone()),
            _ => None,
        })
        .await
    }

    /// The next word on who is at an item.
    pub async fn expect_presence(&mut self) -> Present {
        self.expect("presence", |frame| match frame {
            ToClient::Presence { holder, others, .. } => Some(Present { holder: holder.clone(), others: others.clone() }),
            _ => None,
        })
        .await
    }

    /// The next word on who is at the items of a queue: case and name.
    pub async fn expect_held(&mut self) -> Vec<(String, String)> {
        self.expect("held", |frame| match frame {
            ToClient::Held { items } => Some(items.iter().map(|item| (item.case.clone(), item.name.clone())).collect()),
            _ => None,
        })
        .await
    }

    /// The code of the next refused frame.
    pub async fn expect_refused(&mut self) -> String {
        self.expect("refused", |frame| match frame {
            ToClient::Refused { code, .. } => Some(code.clone()),
            _ => None,
        })
        .await
    }

    /// A round trip: whatever was said before has been heard, and nothing but `allowed` came back.
    pub async fn expect_nothing_but(&mut self, allowed: impl Fn(&ToClient) -> bool) {
        self.say(&FromClient::Ping {}).await;
        self.expect("pong", |frame| match frame {
            ToClient::Pong { .. } => Some(()),
            other => {
                // An empty list is no news when none was sent before.
                let is_silence = matches!(other, ToClient::Held { items } if items.is_empty());
                assert!(is_silence || allowed(other), "{other:?}");
                None
            }
        })
        .await;
    }

    pub async fn expect_silence(&mut self) {
        self.expect_nothing_but(|_| false).await;
    }

    /// The code that the server closes with.
    pub async fn expect_close(&mut self) -> u16 {
        loop {
            if let Err(code) = timeout(DEADLINE, self.next()).await.expect("a close") {
                return code;
            }
        }
    }

    /// The next frame, or the code of the close.
    async fn next(&mut self) -> Result<ToClient, u16> {
        loop {
            match self.stream.next().await.expect("a close frame before the end").unwrap() {
                Message::Text(text) => return Ok(self.heard(&text)),
                Message::Close(Some(frame)) => return Err(frame.code.into()),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    fn heard(&mut self, text: &str) -> ToClient {
        self.user.site.transcript.note(text);
        let frame: ToClient = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        match &frame {
            ToClient::Subscribed { topic, epoch, version, resumed } if !resumed => {
                self.at.insert(topic.clone(), Position { epoch: *epoch, version: *version });
            }
            ToClient::Queue { topic, epoch, version, .. }
            | ToClient::Case { topic, epoch, version, .. }
            | ToClient::Notice { topic, epoch, version, .. }
            | ToClient::Deliveries { topic, epoch, version, .. }
            | ToClient::Batch { topic, epoch, version, .. }
            | ToClient::Settings { topic, epoch, version }
            | ToClient::Warning { topic, epoch, version, .. }
            | ToClient::Employers { topic, epoch, version } => {
                let next = Position { epoch: *epoch, version: *version };
                let last = self.at.insert(topic.clone(), next).expect("frames follow a subscription");
                assert_eq!(next, Position { version: last.version + 1, ..last }, "a gap in {topic}");
            }
            _ => {}
        }
        frame
    }

    /// As a page that comes back: it remembers how far it had read.
    pub fn remember(&mut self, topic: &str, at: Position) {
        self.at.insert(topic.to_owned(), at);
    }
}
