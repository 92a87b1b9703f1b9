//! What leaves the inboxes during a torture: every notice that has to became a message once, and what its page says of it is what
//! the provider says (NOT-01).

use super::{
    crowd::{Crowd, Who},
    deliver::Stage,
    history::History,
};
use crate::{
    api,
    error::LoadError,
    far::providers::{Ledger, Providers, Shown},
    findings::Fault,
    http::{Connection, Media, Method, Request, Site},
    lanes,
};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use wangqian_protocol::delivery::{BindWechat, DeliveryPage, DeliveryRow, WechatAuthorization};

const LANES: usize = 16;
/// Of so many graduates one has bound WeChat; the others' messages have nowhere to go.
const BINDS: usize = 4;
const LONGEST_PAGE: usize = 200;
/// A backlog takes as long as it takes; one that does not get smaller for so long stands still.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(100);
const CHANNELS: [&str; 2] = ["wechat", "sms"];

/// The schools' pages as they were read before.
#[derive(Default)]
pub struct Outboxes {
    /// By school: the newest delivery that was looked at.
    newest: BTreeMap<usize, u64>,
    /// By school and channel: deliveries that a page called sent.
    sent: BTreeMap<(usize, &'static str), Vec<u64>>,
    /// How all deliveries stand in the end, by channel and state.
    pub states: BTreeMap<String, usize>,
}

/// A school's deliveries, newest first.
struct Read {
    newest: u64,
    oldest: u64,
    instead: Instead,
    /// In the order of [`CHANNELS`].
    channels: [Vec<Shown>; 2],
}

/// Some graduates bind WeChat, as a phone does it.
pub async fn bind(site: &Site, crowd: &Crowd) -> Result<(), LoadError> {
    let graduates = (0..crowd.graduates.len()).step_by(BINDS);
    lanes::over(site, LANES, graduates, async |connection: &mut Connection, graduate| {
        let credentials = crowd.session(Who::Graduate(graduate)).credentials();
        let path = "/account/wechat";
        let begin =
            Request { method: Method::Post, path, credentials, key: None, version: None, media: Media::Json, body: b"" };
        let begun: WechatAuthorization = done(connection, &begin).await.and_then(|body| Ok(serde_json::from_slice(&body)?))?;
        let body = BindWechat { code: graduate.to_string(), state: state_of(&begun.url).to_owned() };
        let body = serde_json::to_vec(&body)?;
        let end = Request { method: Method::Put, path, credentials, key: None, version: None, media: Media::Json, body: &body };
        done(connection, &end).await.map(drop)
    })
    .await
    .map(drop)
}

async fn done(connection: &mut Connection, request: &Request<'_>) -> Result<Vec<u8>, LoadError> {
    let response = connection.send(request).await?;
    if response.is_done() {
        return Ok(response.body.to_vec());
    }
    Err(LoadError::Refused { what: "binding WeChat", status: response.status, code: response.refusal_code() })
}

/// What WeChat sends a person back with.
fn state_of(url: &str) -> &str {
    let after = url.split_once("state=").map_or("", |(_, after)| after);
    after.split(['&', '#']).next().unwrap_or_default()
}

impl Outboxes {
    /// What is wrong now; at the end everything has to be over, or to wait for a receipt that does not come.
    pub async fn check(&mut self, stage: &Stage<'_>, providers: &Providers, is_last: bool) -> Result<Vec<Fault>, LoadError> {
        let mut faults = providers.wechat().faults();
        faults.extend(providers.sms().faults());
        for school in 0..stage.crowd.schools() {
            if is_last {
                faults.extend(self.settled(stage, providers, school).await?);
            } else {
                faults.extend(self.so_far(stage, providers, school).await?);
            }
        }
        // Faults of messages that came meanwhile.
        faults.extend(providers.wechat().faults());
        faults.extend(providers.sms().faults());
        Ok(faults)
    }

    async fn so_far(&mut self, stage: &Stage<'_>, providers: &Providers, school: usize) -> Result<Vec<Fault>, LoadError> {
        let seen = self.newest.get(&school).copied().unwrap_or_default();
        let read = read(stage, school, seen).await?;
        self.newest.insert(school, read.newest.max(seen));
        let mut faults = Vec::new();
        for (place, channel) in CHANNELS.into_iter().enumerate() {
            let shown = &read.channels[place];
            faults.extend(ledger(providers, place).against_sent(stage.crowd.code_of(school), shown));
            let sent = shown.iter().filter(|shown| shown.is_sent()).map(|shown| shown.number);
            self.sent.entry((school, channel)).or_default().extend(sent);
        }
        Ok(faults)
    }

    /// Waits until nothing is wrong, as long as something still moves; what does not settle is a fault.
    async fn settled(&mut self, stage: &Stage<'_>, providers: &Providers, school: usize) -> Result<Vec<Fault>, LoadError> {
        let due = Due::of(&stage.book.borrow().history, stage.crowd, school);
        let (mut left, mut deadline) = (u64::MAX, Instant::now() + PATIENCE);
        loop {
            let now_left = left_to_do(stage, school, due.messages).await?;
            if now_left < left {
                (left, deadline) = (now_left, Instant::now() + PATIENCE);
            }
            let is_late = Instant::now() > deadline;
            if is_late || now_left == 0 {
                let read = read(stage, school, 0).await?;
                let faults = self.judge(stage, providers, school, &read, due);
                if is_late || faults.is_empty() {
                    self.count(&read);
                    return Ok(faults);
                }
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    fn count(&mut self, read: &Read) {
        for (channel, shown) in CHANNELS.into_iter().zip(&read.channels) {
            for shown in shown {
                *self.states.entry(format!("{channel}_{}", shown.state)).or_default() += 1;
            }
        }
    }

    fn judge(&self, stage: &Stage<'_>, providers: &Providers, school: usize, read: &Read, due: Due) -> Vec<Fault> {
        let code = stage.crowd.code_of(school);
        let mut faults: Vec<Fault> = counted(code, read, due).into_iter().collect();
        for (place, channel) in CHANNELS.into_iter().enumerate() {
            let shown = &read.channels[place];
            faults.extend(ledger(providers, place).against(code, shown, read.oldest));
            let before = self.sent.get(&(school, channel)).into_iter().flatten();
            let before = before.filter(|number| **number >= read.oldest);
            faults.extend(before.filter_map(|number| unsent(code, *number, shown)));
        }
        faults
    }
}

fn ledger(providers: &Providers, place: usize) -> Ledger<'_> {
    if place == 0 { providers.wechat() } else { providers.sms() }
}

/// Every notice that has to became a delivery, once: they are numbered 1, 2, 3 …. A text message went for each that WeChat did not
/// bring where it should have, and for nothing else.
fn counted(school: &str, read: &Read, due: Due) -> Option<Fault> {
    let Read { newest, oldest, instead, .. } = read;
    let all_are_known = *oldest <= 1;
    let (least, most) = (instead.went, if all_are_known { instead.went } else { due.fallbacks });
    let what = || format!("{newest} deliveries of {school} instead of {due:?}, {instead:?}");
    if *newest < due.messages + least || all_are_known && instead.went < instead.failed {
        return Some(Fault::lost(what()));
    }
    (*newest > due.messages + most || instead.went > due.fallbacks).then(|| Fault::duplicated(what()))
}

/// A message that was shown as sent stays sent. Newest first, so the numbers fall.
fn unsent(school: &str, number: u64, shown: &[Shown]) -> Option<Fault> {
    let place = shown.binary_search_by(|shown| number.cmp(&shown.number)).ok();
    let is_sent = place.is_some_and(|place| shown[place].is_sent());
    (!is_sent).then(|| Fault::lost(format!("delivery {number} of {school} was sent, and is not any more")))
}

/// Deliveries that the acknowledged deeds make at a school.
#[derive(Clone, Copy, Debug)]
struct Due {
    /// Whatever becomes of them.
    messages: u64,
    /// Text messages that may go in the place of others.
    fallbacks: u64,
}

impl Due {
    fn of(history: &History, crowd: &Crowd, school: usize) -> Self {
        let is_of = |graduate: usize| crowd.graduates[graduate].school == school;
        Self { messages: history.messages(is_of), fallbacks: history.fallbacks(is_of) }
    }
}

/// The occasions of which a text message goes when WeChat does not reach the person.
const INSTEAD: [&str; 2] = ["rescission_asked", "rescinded"];

/// Such deliveries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Instead {
    /// By WeChat, and did not arrive.
    failed: u64,
    /// By text message.
    went: u64,
}

impl Instead {
    fn count(rows: &[DeliveryRow]) -> Self {
        let of = |channel: &'static str| {
            rows.iter().filter(move |row| row.channel == channel && INSTEAD.contains(&row.occasion.as_str()))
        };
        let failed = of("wechat").filter(|row| matches!(row.state.as_str(), "failed" | "given_up" | "recorded_only"));
        Self { failed: failed.count() as u64, went: of("sms").count() as u64 }
    }
}

/// Deliveries that are not there yet, and those that wait.
async fn left_to_do(stage: &Stage<'_>, school: usize, due: u64) -> Result<u64, LoadError> {
    let newest = page(stage, school, "limit=1").await?.rows.first().map_or(0, |row| row.number);
    let waiting = page(stage, school, "limit=1&state=waiting").await?.total;
    Ok(due.saturating_sub(newest) + waiting as u64)
}

async fn page(stage: &Stage<'_>, school: usize, query: &str) -> Result<DeliveryPage, LoadError> {
    let path = format!("/deliveries?{query}");
    let mut connection = Connection::to(stage.site);
    api::read(&mut connection, stage.crowd.session(Who::School(school)), &path, "the deliveries").await
}

/// All deliveries that are newer than `after`.
async fn read(stage: &Stage<'_>, school: usize, after: u64) -> Result<Read, LoadError> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let mut page = page(stage, school, &format!("limit={LONGEST_PAGE}{cursor}")).await?;
        let is_enough = page.rows.last().is_none_or(|row| row.number <= after);
        rows.append(&mut page.rows);
        match page.next {
            Some(next) if !is_enough => cursor = format!("&cursor={next}"),
            _ => break,
        }
    }
    rows.retain(|row| row.number > after);
    let (newest, oldest) = (rows.first().map_or(0, |row| row.number), rows.last().map_or(0, |row| row.number));
    let of = |channel| rows.iter().filter(|row| row.channel == channel).map(Shown::from).collect();
    Ok(Read { newest, oldest, instead: Instead::count(&rows), channels: CHANNELS.map(of) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Kind;

    #[test]
    fn the_state_is_found_in_the_address_that_a_phone_goes_to() {
        assert_eq!(state_of("https://x/authorize?appid=a&state=12ab#wechat_redirect"), "12ab");
        assert_eq!(state_of("https://x/?state=1&x=2"), "1");
        assert_eq!(state_of("https://x/"), "");
    }

    /// So many deliveries, with those of a rescission; five are due, and two more may be.
    fn kind(newest: u64, oldest: u64, failed: u64, went: u64) -> Option<Kind> {
        let read = Read { newest, oldest, instead: Instead { failed, went }, channels: [vec![], vec![]] };
        counted("10001", &read, Due { messages: 5, fallbacks: 2 }).map(|fault| fault.kind)
    }

    #[test]
    fn a_delivery_too_few_is_lost_and_one_too_many_duplicated() {
        assert_eq!([4, 5, 6].map(|newest| kind(newest, 1, 0, 0)), [Some(Kind::Lost), None, Some(Kind::Duplicated)]);
    }

    #[test]
    #[doc = "NOT-01"]
    fn a_text_message_goes_for_each_that_wechat_did_not_bring() {
        assert_eq!(kind(6, 1, 1, 1), None);
        assert_eq!(kind(5, 1, 1, 0), Some(Kind::Lost));
        assert_eq!(kind(6, 1, 0, 0), Some(Kind::Duplicated));
        assert_eq!(kind(8, 1, 3, 3), Some(Kind::Duplicated), "more than there may be");
        assert_eq!(kind(7, 3, 2, 0), None, "the oldest are forgotten");
    }

    #[test]
    fn what_was_sent_must_stay_so() {
        let shown = [Shown::new(9, "sent"), Shown::new(5, "sending"), Shown::new(2, "sent")];
        assert!([9, 2].iter().all(|number| unsent("10001", *number, &shown).is_none()));
        assert!([5, 3].iter().all(|number| unsent("10001", *number, &shown).is_some_and(|fault| fault.kind == Kind::Lost)));
    }
}
