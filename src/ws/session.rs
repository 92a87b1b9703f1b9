//! The actor of one socket: moves frames, notices silence, lets go. The only file that knows `actix-web-actors`, which is
//! deprecated: replacing it is replacing this file.

use super::{
    conversation::Conversation,
    incoming::{Frames, LongFrames},
    outgoing::{Counted, Waiting},
};
use crate::{
    auth::{address, origin},
    error::ApiResult,
    limits::FRAME_BYTES_MAX,
    rights::Caller,
    screens::{
        frame,
        sockets::{FarEnd, Owner, TooMany},
    },
    state::AppState,
};
use actix::{Actor, ActorContext, ActorFutureExt, Addr, AsyncContext, Handler, Message, StreamHandler, WrapFuture};
use actix_http::ws::Codec;
use actix_web::{HttpRequest, HttpResponse, web};
use actix_web_actors::ws::{self, CloseReason, WebsocketContext};
use bytestring::ByteString;
use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use wangqian_protocol::socket::{ToClient, close};
use wangqian_rules::school::School;
use wangqian_runtime::hub::{Committed, Subscriber};

const HEARTBEAT: Duration = Duration::from_secs(20);
/// Without a sign of life for this long the page is gone.
const SILENCE_MAX: Duration = Duration::from_secs(50);
/// Frames that may wait in the actor's mailbox.
const MAILBOX: usize = 256;
/// Frames that a page may send in one heartbeat.
const CREDITS: u32 = 200;

/// `GET /socket`.
pub async fn open(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: web::Payload,
    caller: Caller,
) -> ApiResult<HttpResponse> {
    origin::check(&request, &state)?;
    let Ok(mut response) = ws::handshake(&request) else { return Ok(HttpResponse::UpgradeRequired().finish()) };
    let (waiting, long_frames) = (Waiting::default(), LongFrames::default());
    let from = address::of_client(&request, &state);
    let socket = Socket::new(state.into_inner(), caller, from, waiting.clone(), long_frames.clone());
    let codec = Codec::new().max_size(FRAME_BYTES_MAX);
    let stream = WebsocketContext::with_codec(socket, Frames::new(body, long_frames), codec);
    Ok(response.streaming(Counted { stream: Box::pin(stream), waiting }))
}

/// One open socket.
struct Socket {
    state: Arc<AppState>,
    caller: Caller,
    from: IpAddr,
    talk: Option<Conversation>,
    number: u64,
    waiting: Waiting,
    long_frames: LongFrames,
    end: Option<Arc<End>>,
    heard: Instant,
    credits: u32,
}

/// The far end of a socket, for whoever has something to send to it.
struct End {
    addr: Addr<Socket>,
    slow: AtomicBool,
}

#[derive(Message)]
#[rtype(result = "()")]
struct Frame(ByteString, Option<Committed>);

#[derive(Message)]
#[rtype(result = "()")]
struct Close(u16);

impl Socket {
    fn new(state: Arc<AppState>, caller: Caller, from: IpAddr, waiting: Waiting, long_frames: LongFrames) -> Self {
        let number = state.screens.sockets.number();
        Self {
            state,
            caller,
            from,
            talk: None,
            number,
            waiting,
            long_frames,
            end: None,
            heard: Instant::now(),
            credits: CREDITS,
        }
    }

    fn send(&self, text: ByteString, ctx: &mut WebsocketContext<Self>) {
        if self.caller.session.is_over(&self.state.runtime) {
            self.let_go(close::SESSION_ENDED, ctx);
        } else if self.waiting.add(text.len()) {
            ctx.text(text);
        } else {
            self.let_go(close::SLOW, ctx);
        }
    }

    fn let_go(&self, code: u16, ctx: &mut WebsocketContext<Self>) {
        ctx.close(Some(CloseReason::from(ws::CloseCode::Other(code))));
        ctx.stop();
    }

    fn heartbeat(&mut self, ctx: &mut WebsocketContext<Self>) {
        self.credits = CREDITS;
        if self.caller.session.is_over(&self.state.runtime) {
            self.let_go(close::SESSION_ENDED, ctx);
        } else if self.heard.elapsed() > SILENCE_MAX {
            self.let_go(close::SILENT, ctx);
        } else if self.end.as_ref().is_some_and(|end| end.slow.load(Ordering::Relaxed)) {
            self.let_go(close::SLOW, ctx);
        } else {
            ctx.ping(b"");
        }
    }

    /// Whether the page may say one more thing in this heartbeat; lets go of one that may not.
    fn may_speak(&mut self, ctx: &mut WebsocketContext<Self>) -> bool {
        let credits = self.credits.checked_sub(1);
        self.credits = credits.unwrap_or_default();
        if credits.is_none() {
            self.let_go(close::BAD_FRAMES, ctx);
        }
        credits.is_some()
    }

    /// An awake school hears what a reviewer says: the talk looks at it and cannot wait.
    fn listen(&mut self, text: ByteString, ctx: &mut WebsocketContext<Self>) {
        let asleep = self.caller.staff().map(|staff| staff.school_id).ok();
        let Some(school) = asleep.filter(|id| self.state.runtime.glance::<School>(*id).is_none()) else {
            return self.hear(&text, ctx);
        };
        let runtime = self.state.runtime.clone();
        let waking = async move { drop(runtime.read::<School>(school).await) };
        ctx.wait(waking.into_actor(self).map(move |(), socket, ctx| socket.hear(&text, ctx)));
    }

    fn hear(&mut self, text: &str, ctx: &mut WebsocketContext<Self>) {
        let answers = self.talk.as_mut().map(|talk| talk.hear(text)).unwrap_or_default();
        answers.into_iter().for_each(|answer| self.send(answer, ctx));
    }
}

impl Actor for Socket {
    type Context = WebsocketContext<Self>;

    fn started(&mut self, ctx: &mut Self::Context) {
        ctx.set_mailbox_capacity(MAILBOX);
        let end = Arc::new(End { addr: ctx.address(), slow: AtomicBool::new(false) });
        let session = &self.caller.session;
        let party = (session.account, self.from);
        let owner = Owner { session: session.hash, principal: session.principal.clone(), party };
        if let Err(TooMany) = self.state.screens.sockets.enter(self.number, owner, Arc::clone(&end) as _) {
            // After the handshake: a browser tells its page nothing of one that was refused.
            return self.let_go(close::TOO_MANY, ctx);
        }
        self.talk = Some(Conversation::new(self.number, self.caller.clone(), Arc::clone(&self.state), Arc::clone(&end) as _));
        self.end = Some(end);
        let heartbeat_s = HEARTBEAT.as_secs() as u32;
        self.send(frame(&ToClient::Hello { server_time_ms: self.state.runtime.now().0, heartbeat_s }), ctx);
        ctx.run_interval(HEARTBEAT, Self::heartbeat);
    }

    fn stopped(&mut self, _: &mut Self::Context) {
        self.state.screens.sockets.leave(self.number);
        if let Some(talk) = &mut self.talk {
            talk.end();
        }
    }
}

impl StreamHandler<Result<ws::Message, ws::ProtocolError>> for Socket {
    fn handle(&mut self, message: Result<ws::Message, ws::ProtocolError>, ctx: &mut Self::Context) {
        self.heard = Instant::now();
        match message {
            Ok(ws::Message::Text(_) | ws::Message::Ping(_)) if !self.may_speak(ctx) => {}
            Ok(ws::Message::Text(text)) => self.listen(text, ctx),
            Ok(ws::Message::Ping(payload)) => ctx.pong(&payload),
            Ok(ws::Message::Pong(_) | ws::Message::Nop) => {}
            Ok(ws::Message::Close(reason)) => {
                ctx.close(reason);
                ctx.stop();
            }
            Ok(ws::Message::Binary(_) | ws::Message::Continuation(_)) => self.let_go(close::BAD_FRAMES, ctx),
            Err(error) => {
                let is_long = self.long_frames.were_seen() || matches!(error, ws::ProtocolError::Overflow);
                let code = if is_long { ws::CloseCode::Size } else { ws::CloseCode::Protocol };
                ctx.close(Some(CloseReason::from(code)));
                ctx.stop();
            }
        }
    }
}

impl Handler<Frame> for Socket {
    type Result = ();

    /// The connection has room whenever the mailbox is read: what is handed over now is sent now.
    fn handle(&mut self, Frame(text, committed): Frame, ctx: &mut Self::Context) {
        self.send(text, ctx);
        committed.into_iter().for_each(|committed| self.state.times.sent(committed));
    }
}

impl Handler<Close> for Socket {
    type Result = ();

    fn handle(&mut self, Close(code): Close, ctx: &mut Self::Context) {
        self.let_go(code, ctx);
    }
}

impl Subscriber for End {
    /// A mailbox that is full belongs to a reader that is too slow: it is closed at its next heartbeat, and resumes.
    fn deliver(&self, frame: ByteString, committed: Option<Committed>) -> bool {
        let delivered = self.addr.try_send(Frame(frame, committed)).is_ok();
        if !delivered {
            self.slow.store(true, Ordering::Relaxed);
        }
        delivered
    }
}

impl FarEnd for End {
    fn send(&self, frame: ByteString) {
        self.deliver(frame, None);
    }

    fn close(&self, code: u16) {
        if self.addr.try_send(Close(code)).is_err() {
            self.slow.store(true, Ordering::Relaxed);
        }
    }
}
