//! A browser's socket: handshake with cookie and origin, subscription, and the frames that follow.

mod frame;

pub use frame::{Frame, Order};

use crate::{error::LoadError, http::Site, people::Session};
use futures_util::{SinkExt, StreamExt};
use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        Error, Message, Utf8Bytes,
        client::IntoClientRequest,
        http::{HeaderValue, header},
        protocol::WebSocketConfig,
    },
};
use wangqian_protocol::socket::{FromClient, ToClient};

const ANSWER_DEADLINE: Duration = Duration::from_secs(30);
/// One address reaches one port from some 28,000 ports of its own.
const SOCKETS_AN_ADDRESS: usize = 20_000;

/// Memory of one socket. tungstenite takes the read buffer at once, and by default 128 KiB of it.
#[derive(Clone, Copy, Debug)]
pub enum Buffer {
    /// For thousands that are mostly idle.
    Small,
    /// For a few that read much.
    Large,
}

impl Buffer {
    fn config(self) -> WebSocketConfig {
        let read = match self {
            Self::Small => 4 * 1024,
            Self::Large => 64 * 1024,
        };
        WebSocketConfig::default().read_buffer_size(read).write_buffer_size(0)
    }
}

/// One open socket with one subscription.
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// After this long without a frame a browser asks whether anybody is there.
    heartbeat: Duration,
    /// Where the topic stood at the subscription.
    pub order: Order,
}

impl Socket {
    /// Opens the `place`th socket of a run and subscribes to `topic`.
    pub async fn open(site: &Site, session: &Session, topic: &str, buffer: Buffer, place: usize) -> Result<Self, LoadError> {
        let stream = connect(site.address, place).await?;
        let mut request = format!("ws://{}/api/v1/socket", site.authority).into_client_request()?;
        request.headers_mut().insert(header::COOKIE, header_value(session.cookie())?);
        request.headers_mut().insert(header::ORIGIN, header_value(&format!("http://{}", site.authority))?);
        let (stream, _) = client_async_with_config(request, stream, Some(buffer.config())).await?;
        let mut socket = Self { stream, heartbeat: ANSWER_DEADLINE, order: Order::default() };
        socket.subscribe(topic).await?;
        Ok(socket)
    }

    async fn subscribe(&mut self, topic: &str) -> Result<(), LoadError> {
        let subscription = FromClient::Subscribe { topic: topic.to_owned(), since: None };
        self.stream.send(Message::text(serde_json::to_string(&subscription)?)).await?;
        let mut answered = false;
        while !answered {
            let text = timeout(ANSWER_DEADLINE, self.next()).await.ok().flatten();
            let text = text.ok_or(LoadError::SocketSilent("a subscription"))?;
            match serde_json::from_str(&text)? {
                ToClient::Hello { heartbeat_s, .. } => self.heartbeat = Duration::from_secs(heartbeat_s.max(1).into()),
                ToClient::Subscribed { epoch, version, .. } => {
                    self.order = Order::from(epoch, version);
                    answered = true;
                }
                ToClient::Refused { code, .. } => {
                    return Err(LoadError::Refused { what: "a subscription", status: 0, code });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The next text frame; `None` when the socket is closed.
    pub async fn next(&mut self) -> Option<Utf8Bytes> {
        loop {
            match timeout(self.heartbeat, self.stream.next()).await {
                Ok(Some(Ok(Message::Text(text)))) => return Some(text),
                Ok(Some(Ok(_))) => {}
                Ok(None | Some(Err(_))) => return None,
                Err(_) => self.ask().await.ok()?,
            }
        }
    }

    async fn ask(&mut self) -> Result<(), LoadError> {
        let ping = serde_json::to_string(&FromClient::Ping {})?;
        Ok(self.stream.send(Message::text(ping)).await?)
    }
}

fn header_value(text: &str) -> Result<HeaderValue, LoadError> {
    HeaderValue::from_str(text).map_err(|error| Error::HttpFormat(error.into()).into())
}

async fn connect(address: SocketAddr, place: usize) -> io::Result<TcpStream> {
    let stream = match (address, u8::try_from(1 + place / SOCKETS_AN_ADDRESS)) {
        (SocketAddr::V4(v4), Ok(last)) if last > 1 && v4.ip().is_loopback() => {
            let socket = TcpSocket::new_v4()?;
            socket.bind((Ipv4Addr::new(127, 0, 0, last), 0).into())?;
            socket.connect(address).await?
        }
        _ => TcpStream::connect(address).await?,
    };
    stream.set_nodelay(true)?;
    Ok(stream)
}
