//! Frames that no page of ours would send.

use crate::{
    app::{DEADLINE, TestApp, eventually},
    cast::*,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::tungstenite::Message;
use wangqian::limits::FRAME_BYTES_MAX;
use wangqian_protocol::socket::{FromClient, close};

#[tokio::test]
async fn frames_that_say_nothing_known_are_refused_and_the_socket_stays() {
    let app = TestApp::spawn().await;
    let mut socket = app.graduate(&MING).await.follow("me").await;
    let frames = [
        "",
        "{",
        "null",
        "[]",
        r#"{"type":"unknown"}"#,
        r#"{"type":"subscribe"}"#,
        r#"{"type":"ping","extra":1}"#,
        r#"{"type":"subscribe","topic":7}"#,
        &"[".repeat(4_000),
    ];
    for frame in frames {
        socket.send(Message::text(frame)).await;
        assert_eq!(socket.expect_refused().await, "malformed", "{frame:.40}");
    }
    app.invited(&CLOUD, &MING).await;
    socket.expect_notice("收到签约邀请").await;
}

#[tokio::test]
async fn binary_frames_end_the_socket() {
    let app = TestApp::spawn().await;
    let mut socket = app.graduate(&MING).await.connect().await;
    socket.send(Message::binary(vec![0; 16])).await;
    assert_eq!(socket.expect_close().await, close::BAD_FRAMES);
}

#[tokio::test]
async fn a_frame_over_the_limit_ends_the_socket_as_too_big() {
    let app = TestApp::spawn().await;
    let mut socket = app.graduate(&MING).await.connect().await;
    socket.send(Message::text(" ".repeat(FRAME_BYTES_MAX))).await;
    assert_eq!(socket.expect_refused().await, "malformed");
    socket.send(Message::text(" ".repeat(FRAME_BYTES_MAX + 1))).await;
    assert_eq!(socket.expect_close().await, 1009);
}

#[tokio::test]
async fn a_header_that_declares_too_much_ends_the_socket_before_its_data_come() {
    const TERABYTE: &[u8] = b"\x81\xff\0\0\x01\0\0\0\0\0\0\0\0\0";
    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    let mut stream = upgraded(&app, &user.cookie).await;
    stream.write_all(TERABYTE).await.unwrap();
    assert_eq!(close_code(&mut stream).await, 1009);
    eventually("the socket is gone", || app.state.screens.sockets.is_empty()).await;
}

#[tokio::test]
async fn too_many_frames_end_the_socket() {
    let app = TestApp::spawn().await;
    let mut socket = app.graduate(&MING).await.connect().await;
    for _ in 0..200 {
        socket.say(&FromClient::Ping {}).await;
    }
    // One more than a page may send in one heartbeat.
    socket.say(&FromClient::Ping {}).await;
    assert_eq!(socket.expect_close().await, close::BAD_FRAMES);
}

#[tokio::test]
async fn a_flood_of_pings_ends_the_socket_too() {
    let app = TestApp::spawn().await;
    let mut socket = app.graduate(&MING).await.connect().await;
    for _ in 0..=200 {
        socket.send(Message::Ping("?".into())).await;
    }
    assert_eq!(socket.expect_close().await, close::BAD_FRAMES);
}

#[tokio::test]
async fn what_breaks_the_protocol_ends_the_socket_and_nothing_else() {
    const UNMASKED_TEXT: &[u8] = b"\x81\x02hi";
    const UNKNOWN_OPCODE: &[u8] = b"\x83\x80\0\0\0\0";
    const LENGTH_OF_2_TO_THE_63: &[u8] = b"\x81\xff\x80\0\0\0\0\0\0\0\0\0\0\0";
    const FRAGMENTED_PING: &[u8] = b"\x09\x80\0\0\0\0";
    const NOT_UTF8: &[u8] = b"\x81\x82\0\0\0\0\xc3\x28";

    let app = TestApp::spawn().await;
    let user = app.graduate(&MING).await;
    let mut other = user.follow("me").await;
    for bytes in [UNMASKED_TEXT, UNKNOWN_OPCODE, LENGTH_OF_2_TO_THE_63, FRAGMENTED_PING, NOT_UTF8] {
        let mut stream = upgraded(&app, &user.cookie).await;
        stream.write_all(bytes).await.unwrap();
        let code = close_code(&mut stream).await;
        assert!([1002, 1003, 1007, 1009, close::BAD_FRAMES].contains(&code), "{bytes:?} ended with {code}");
    }
    eventually("the broken sockets are gone", || app.state.screens.sockets.len() == 1).await;
    other.expect_silence().await;
}

/// A connection that has become a socket, to write raw bytes to.
async fn upgraded(app: &TestApp, cookie: &str) -> TcpStream {
    let mut stream = TcpStream::connect(app.address).await.unwrap();
    let handshake = format!(
        "GET /api/v1/socket HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {cookie}\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        app.address
    );
    stream.write_all(handshake.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    stream
}

/// The code of the close frame among the (short, unmasked) frames of the server.
async fn close_code(stream: &mut TcpStream) -> u16 {
    let read = async {
        loop {
            let (opcode, length) = (stream.read_u8().await.unwrap(), stream.read_u8().await.unwrap());
            let mut payload = vec![0; length.into()];
            stream.read_exact(&mut payload).await.unwrap();
            if opcode == 0x88 {
                return u16::from_be_bytes([payload[0], payload[1]]);
            }
        }
    };
    timeout(DEADLINE, read).await.expect("a close frame")
}

#[tokio::test]
#[doc = "EXT-05"]
async fn ext_05_an_account_has_so_many_pages_and_one_more_is_told_to_come_later() {
    let app = TestApp::spawn_with(&["--sockets-per-account", "3"]).await;
    let graduate = app.graduate(&MING).await;
    let mut pages = Vec::new();
    for _ in 0..3 {
        pages.push(graduate.follow("me").await);
    }
    let refused = async || {
        let stream = TcpStream::connect(app.address).await.unwrap();
        graduate.connect_over(stream, |_| ()).await.expect("a handshake").expect_close().await
    };
    assert_eq!(refused().await, close::TOO_MANY);
    app.graduate(&FANG).await.connect().await;
    drop(pages.pop());
    eventually("one is gone", || app.state.screens.sockets.len() < 3).await;
    graduate.connect().await;
    app.invited(&CLOUD, &MING).await;
    pages[0].expect_notice("收到签约邀请").await;
}
