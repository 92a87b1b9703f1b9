//! The other system at an address: parcels go there over HTTP.

use super::{Asked, Carrier, Unreachable, take};
use crate::{
    convert::link as bridge,
    http_client::{self, BodyError},
    system::Peer,
};
use reqwest::RequestBuilder;
use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use wangqian_protocol::link as wire;
use wangqian_rules::{
    account::records::WayIn,
    exchange::{Cargo, standing::Standing},
    ids::*,
    link::{Parcel, Receipt},
};
use wangqian_runtime::Runtime;
use wangqian_storage::BoxFuture;

/// A batch is a few steps at the other side.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Receipts of a batch whose every parcel was refused are a hundredth of it.
const ANSWER_BYTES_MAX: usize = 4 << 20;
/// Thirty thousand graduates are an eighth of it.
const STANDINGS_BYTES_MAX: usize = 64 << 20;

/// Carries to the other server.
#[derive(Clone)]
pub struct Remote {
    http: reqwest::Client,
    peer: Peer,
}

impl Remote {
    /// Ready to carry; connects when there is something to carry.
    ///
    /// # Errors
    /// When this machine has no HTTP client to give.
    pub fn new(peer: Peer) -> Result<Self, std::io::Error> {
        Ok(Self { http: http_client::client(TIMEOUT)?, peer })
    }

    async fn send(&self, link: LinkId, parcels: &wire::Parcels) -> Result<wire::Receipts, Unreachable> {
        self.answer(self.http.post(self.end_of(link)).json(parcels), ANSWER_BYTES_MAX).await
    }

    fn end_of(&self, LinkId { to, school }: LinkId) -> String {
        format!("{}/api/v1/link/{}/{school}", self.peer.url, side_code(to))
    }

    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder, bytes_max: usize) -> Result<T, Unreachable> {
        let request = request.header("authorization", self.peer.key.bearer());
        let mut answer = request.send().await.map_err(|error| unreachable(&error))?;
        if !answer.status().is_success() {
            return Err(Unreachable(refusal_of(answer.status())));
        }
        let body = http_client::body(&mut answer, bytes_max).await.map_err(|error| match error {
            BodyError::Broken(error) => unreachable(&error),
            BodyError::TooLong(_) => Unreachable("对方系统的回答过大".to_owned()),
        })?;
        serde_json::from_slice(&body).map_err(|_| Unreachable("对方系统的回答无法识别，请检查地址是否正确".to_owned()))
    }
}

/// `ems`, `platform`: where a link ends.
pub fn side_code(side: Side) -> &'static str {
    match side {
        Side::Ems => "ems",
        Side::Platform => "platform",
    }
}

/// Without the address: schools read it.
fn unreachable(error: &reqwest::Error) -> Unreachable {
    tracing::debug!(%error, "the other system does not answer");
    Unreachable(if error.is_timeout() { "对方系统响应超时" } else { "无法连接对方系统" }.to_owned())
}

fn refusal_of(status: reqwest::StatusCode) -> String {
    match status.as_u16() {
        401 | 403 => "对方系统不接受本系统的密钥，请联系运维人员".to_owned(),
        503 => "对方系统繁忙或正在维护".to_owned(),
        code => format!("对方系统返回错误 {code}"),
    }
}

impl Carrier for Remote {
    fn carry(&self, link: LinkId, parcels: Vec<Arc<Parcel>>) -> BoxFuture<Result<Vec<Receipt>, Unreachable>> {
        let remote = self.clone();
        Box::pin(async move {
            let sent = |parcel: &Arc<Parcel>| wire::Parcel { number: parcel.number, cargo: bridge::cargo_out(&parcel.cargo) };
            let body = wire::Parcels { parcels: parcels.iter().map(sent).collect() };
            let answer = remote.send(link, &body).await?;
            let mut receipts: BTreeMap<u64, wire::Receipt> = answer.receipts.into_iter().map(|it| (it.number, it)).collect();
            let of = |parcel: &Arc<Parcel>| receipts.remove(&parcel.number).map(receipt_in);
            let all: Option<Vec<Receipt>> = parcels.iter().map(of).collect();
            all.ok_or_else(|| Unreachable("对方系统的回执不完整".to_owned()))
        })
    }

    fn standings(&self, link: LinkId) -> BoxFuture<Result<Vec<Standing>, Unreachable>> {
        let remote = self.clone();
        Box::pin(async move {
            let question = remote.http.get(format!("{}/standings", remote.end_of(link)));
            let answer: wire::Standings = remote.answer(question, STANDINGS_BYTES_MAX).await?;
            let all: Result<Vec<_>, _> = answer.standings.into_iter().map(bridge::standing_in).collect();
            all.map_err(|error| Unreachable(format!("对方系统的回答无法识别：{error}")))
        })
    }

    fn ways_in(&self, link: LinkId, asked: Vec<Asked>, resets: bool) -> BoxFuture<Result<Vec<WayIn>, Unreachable>> {
        let remote = self.clone();
        Box::pin(async move {
            let count = asked.len();
            let body = wire::WaysInQuestion { resets, graduates: asked.into_iter().map(bridge::asked_out).collect() };
            let question = remote.http.post(format!("{}/ways-in", remote.end_of(link))).json(&body);
            let answer: wire::WaysIn = remote.answer(question, ANSWER_BYTES_MAX).await?;
            let ways: Option<Vec<_>> = answer.ways.iter().map(|code| bridge::way_in(code)).collect();
            ways.filter(|ways| ways.len() == count).ok_or_else(|| Unreachable("对方系统的回答不完整".to_owned()))
        })
    }
}

fn receipt_in(receipt: wire::Receipt) -> Receipt {
    receipt.refused.map_or(Receipt::Taken, Receipt::Refused)
}

/// From an EMS that stands alone. Schools and their users are taken in on this side too: whoever is made here signs in here.
pub struct Mirrored {
    pub runtime: Runtime,
    pub remote: Remote,
}

impl Carrier for Mirrored {
    fn carry(&self, link: LinkId, parcels: Vec<Arc<Parcel>>) -> BoxFuture<Result<Vec<Receipt>, Unreachable>> {
        let (runtime, remote) = (self.runtime.clone(), self.remote.clone());
        Box::pin(async move {
            let here = parcels.iter().map(|parcel| &parcel.cargo);
            let here = here.filter(|cargo| matches!(cargo, Cargo::School(_) | Cargo::Staff(_))).cloned().collect();
            take(&runtime, link, here).await.map_err(|error| Unreachable(error.to_string()))?;
            remote.carry(link, parcels).await
        })
    }

    fn standings(&self, link: LinkId) -> BoxFuture<Result<Vec<Standing>, Unreachable>> {
        self.remote.standings(link)
    }

    fn ways_in(&self, link: LinkId, asked: Vec<Asked>, resets: bool) -> BoxFuture<Result<Vec<WayIn>, Unreachable>> {
        self.remote.ways_in(link, asked, resets)
    }
}
