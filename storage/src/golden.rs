//! Bytes of version 1 of every stored value. A file here is never changed: it stands for data of servers in use.

use crate::{
    checkpoint::{
        proof::{self, Digest, EntityProof},
        rows::{Head, HistoryRow, RepliesRow, Sent},
    },
    codec,
    export::Content,
    journal::Position,
    record::{CommitRecord, DeadLetter, EntityKey, HistoryEntry, InboxMark, OutboxLetter, StoredReply, TimerChange},
};
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

const GRADUATE: EntityKey = EntityKey(*b"g0123456789abcdef");
const SCHOOL: EntityKey = EntityKey(*b"s0123456789abcdef");

fn decodes_and_encodes<T: Serialize + DeserializeOwned + PartialEq + Debug>(golden: &[u8], value: T) {
    assert_eq!(codec::decode::<T>(golden), Ok(value));
    let decoded = codec::decode::<T>(golden).map(|value| codec::encode(&value));
    assert_eq!(decoded.as_deref(), Ok(golden), "version 1 is still what is written");
}

macro_rules! golden {
    ($($name:ident = $value:expr;)+) => {
        $(#[test] fn $name() {
            decodes_and_encodes(include_bytes!(concat!("../tests/golden/v1/", stringify!($name), ".bin")), $value);
        })+
    };
}

golden! {
    commit_record = record();
    position = Position { sequence: 7, segment: 2, offset: 70_000 };
    head = Head {
        version: 300,
        hash: [9; 32],
        inbox: [(SCHOOL, 5)].into(),
        sent: [(SCHOOL, Sent { last: 6, acknowledged: 4 })].into(),
        replies: 2,
    };
    history_row = HistoryRow(vec![history()]);
    replies_row = RepliesRow(vec![(300, reply())]);
    sent = Sent { last: u64::MAX, acknowledged: 1 };
    inbox_number = 251u64;
    dead_letter = dead_letter_value();
    identity = 0x0123_4567_89ab_cdef_0123_4567_89ab_cdefu128;
    export_rows = Content::Rows(vec![(b"mstore".to_vec(), vec![1, 2, 3])]);
    export_end = Content::End { rows: 65_536 };
    digest = digest_of_a_row();
    entity_proof = EntityProof { loaded: digest_of_a_row(), others: Digest::default() };
}

/// Of one row, `sab` with the value `c`.
fn digest_of_a_row() -> Digest {
    let mut digest = Digest::default();
    digest.add(proof::sealed(b"sab", b"c".as_slice().into()).1);
    digest
}

fn record() -> CommitRecord {
    CommitRecord {
        entity: GRADUATE,
        version: 300,
        parts: vec![(b"g".to_vec(), Some(vec![1, 2, 3])), (b"old".to_vec(), None)],
        history: history(),
        inbox: Some(InboxMark { source: SCHOOL, seq: 5 }),
        outbox: vec![OutboxLetter { destination: SCHOOL, seq: 6, body: b"letter".to_vec() }],
        acknowledged: vec![(SCHOOL, 4)],
        timers: vec![
            TimerChange::Set { due_ms: 1_800_000_000_000, id: b"expiry".to_vec() },
            TimerChange::Clear { due_ms: -1, id: b"reminder".to_vec() },
        ],
        reply: Some(reply()),
        dead_letter: Some(dead_letter_value()),
    }
}

fn history() -> HistoryEntry {
    HistoryEntry { version: 300, at_ms: 1_790_000_000_000, body: b"events".to_vec(), hash: [9; 32] }
}

fn reply() -> StoredReply {
    StoredReply { key: [7; 16], body: b"reply".to_vec() }
}

fn dead_letter_value() -> DeadLetter {
    DeadLetter { source: SCHOOL, seq: 5, body: b"poison".to_vec(), reason: "panicked three times".into() }
}
