//! What the official account tells us: signed, in XML.

use quick_xml::{Reader, events::Event as Xml};
use sha1::{Digest, Sha1};
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;
use wangqian_rules::{
    outbox::{
        delivery::{Receipt, ReceiptOf},
        occasion::Channel,
    },
    time::UnixMs,
};

/// How far a call's timestamp may be off.
pub const SIGNED_MS: i64 = 300_000;
/// The bound of an event's body; real ones have half a kilobyte.
pub const EVENT_BYTES_MAX: usize = 16 * 1024;

/// An event that means something here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A template message arrived, or did not.
    Receipt(Receipt),
    /// Somebody follows the account now, or does not any more.
    Follows { follows: bool, at_s: i64 },
}

/// Whether `signature` is the SHA-1 of token, timestamp and nonce in order. Takes as long wherever it differs.
pub fn is_signed(token: &str, timestamp: &str, nonce: &str, signature: &str) -> bool {
    let mut parts = [token, timestamp, nonce];
    parts.sort_unstable();
    let expected = hex::encode(Sha1::digest(parts.concat().as_bytes()));
    expected.as_bytes().ct_eq(signature.as_bytes()).into()
}

/// Whether a call was signed about now.
pub fn is_fresh(timestamp: &str, now: UnixMs) -> bool {
    timestamp.parse::<i64>().is_ok_and(|at_s| at_s.saturating_mul(1000).saturating_sub(now.0).abs() <= SIGNED_MS)
}

/// Who it is about, and what happened; `None` for anything else, which is none of our business.
pub fn parse(body: &[u8]) -> Option<(String, Event)> {
    let fields = fields(body)?;
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    if field("MsgType") != "event" {
        return None;
    }
    let event = match field("Event") {
        name @ ("subscribe" | "unsubscribe") => {
            Event::Follows { follows: name == "subscribe", at_s: field("CreateTime").parse().ok()? }
        }
        "TEMPLATESENDJOBFINISH" => Event::Receipt(receipt(field("MsgID"), field("Status"))),
        _ => return None,
    };
    Some((field("FromUserName").to_owned(), event))
}

fn receipt(id: &str, status: &str) -> Receipt {
    let why = match status {
        "success" => "",
        "failed:user block" => "用户拒收公众号的消息",
        "failed:freq limit" => "公众号发送过于频繁",
        _ => "微信没有送达",
    };
    let of = ReceiptOf::Provider(Channel::Wechat, id.to_owned());
    Receipt { of, delivered: status == "success", code: status.to_owned(), why: why.to_owned() }
}

/// The elements directly below the root and their texts. No entities but the five of XML are known, so none can grow.
fn fields(body: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut reader = Reader::from_reader(body);
    let (mut fields, mut path) = (BTreeMap::new(), Vec::<String>::new());
    loop {
        match reader.read_event().ok()? {
            Xml::Start(start) => path.push(start.name().as_ref().to_owned()),
            Xml::End(_) => drop(path.pop()),
            Xml::Text(text) if path.len() == 2 => add(&mut fields, &path, &text),
            Xml::CData(text) if path.len() == 2 => add(&mut fields, &path, &text),
            Xml::DocType(_) => return None,
            Xml::Eof => return path.is_empty().then_some(fields),
            _ => {}
        }
    }
}

fn add(fields: &mut BTreeMap<String, String>, path: &[String], text: &str) {
    if let Some(name) = path.last() {
        fields.entry(name.clone()).or_default().push_str(text.trim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINISHED: &str = "<xml>
        <ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName>
        <CreateTime>1395658920</CreateTime><MsgType><![CDATA[event]]></MsgType>
        <Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>200163836</MsgID><Status><![CDATA[success]]></Status></xml>";

    #[test]
    #[doc = "NOT-01"]
    fn not_01_events_are_read() {
        let (openid, event) = parse(FINISHED.as_bytes()).unwrap();
        assert_eq!(openid, "oia2TjuEGTNoeX76QEjQNrcURxG8");
        let Event::Receipt(receipt) = event else { panic!("{event:?}") };
        assert_eq!(receipt.of, ReceiptOf::Provider(Channel::Wechat, "200163836".into()));
        assert!(receipt.delivered);
        let blocked = FINISHED.replace("[success]", "[failed:user block]");
        assert!(matches!(parse(blocked.as_bytes()), Some((_, Event::Receipt(Receipt { delivered: false, .. })))));
        for (name, follows) in [("subscribe", true), ("unsubscribe", false)] {
            let event = FINISHED.replace("TEMPLATESENDJOBFINISH", name);
            assert_eq!(parse(event.as_bytes()).unwrap().1, Event::Follows { follows, at_s: 1_395_658_920 });
        }
    }

    #[test]
    fn whatever_is_no_event_means_nothing() {
        let text = FINISHED.replace("[event]", "[text]");
        let unclosed = &FINISHED[..FINISHED.len() - 6];
        let entities = format!("<!DOCTYPE xml [<!ENTITY a \"b\">]>{FINISHED}");
        for body in [text.as_str(), unclosed, &entities, "", "{}", "<xml/>", "\u{0}"] {
            assert_eq!(parse(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    #[doc = "NOT-01"]
    fn not_01_only_the_account_can_sign() {
        // echo -n "1409304348token" + "xxxxxx" in order: 1409304348, token, xxxxxx.
        let signature = hex::encode(Sha1::digest(b"1409304348tokenxxxxxx"));
        assert!(is_signed("token", "1409304348", "xxxxxx", &signature));
        assert!(!is_signed("token", "1409304349", "xxxxxx", &signature));
        assert!(!is_signed("token", "1409304348", "xxxxxx", ""));
        for (timestamp, fresh) in
            [("100", true), ("400", true), ("401", false), ("-201", false), ("", false), ("9".repeat(18).as_str(), false)]
        {
            assert_eq!(is_fresh(timestamp, UnixMs(100_000)), fresh, "{timestamp}");
        }
    }
}
