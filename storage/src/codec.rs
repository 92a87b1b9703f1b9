//! How values become bytes: a version byte, then bincode. The only file that names bincode.
//!
//! Only what this system wrote itself is ever decoded here, never what a client sent. Old versions stay readable: the
//! files in `tests/golden/` are bytes of every version ever written, and a test decodes them.

use crate::ReadError;
use bincode::Options;
use serde::{Serialize, de::DeserializeOwned};

/// Version of the encoding, the first byte of every stored value.
pub const VERSION: u8 = 1;

/// The most bytes one commit record may have, and so any value inside it.
pub const RECORD_BYTES_MAX: usize = 32 << 20;

fn options() -> impl Options {
    bincode::DefaultOptions::new().with_limit(RECORD_BYTES_MAX as u64)
}

/// Encodes with the version byte in front.
///
/// # Panics
/// Never for plain data. A hand-written `Serialize` that refuses, or a sequence of unknown length, is a programming error.
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    encode_into(&mut bytes, value);
    bytes
}

/// Appends what [`encode`] returns, for callers that put a header in front.
#[expect(clippy::expect_used, reason = "plain data into memory: neither serde nor the writer can refuse")]
pub(crate) fn encode_into<T: Serialize>(bytes: &mut Vec<u8>, value: &T) {
    bytes.push(VERSION);
    bincode::DefaultOptions::new().serialize_into(bytes, value).expect("plain data always encodes");
}

/// Decodes what [`encode`] returned, of this or any earlier version.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ReadError> {
    let damaged = |why: String| ReadError::Damaged(format!("{}: {why}", std::any::type_name::<T>()));
    match bytes.split_first() {
        Some((&VERSION, body)) => options().deserialize(body).map_err(|error| damaged(error.to_string())),
        Some((version, _)) => Err(damaged(format!("unknown encoding version {version}"))),
        None => Err(damaged("no bytes".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_encoded_decodes_to_the_same(value: (u64, Option<Vec<u8>>, String)) {
            prop_assert_eq!(decode::<(u64, Option<Vec<u8>>, String)>(&encode(&value)), Ok(value));
        }

        #[test]
        fn arbitrary_bytes_are_refused_or_decoded_but_never_panic(bytes: Vec<u8>) {
            let _ = decode::<crate::record::CommitRecord>(&bytes);
        }
    }

    #[test]
    fn unknown_versions_missing_and_left_over_bytes_are_damage() {
        let good = encode(&7u64);
        let unknown = [&[VERSION + 1], &good[1..]].concat();
        let longer = [&good[..], &[0]].concat();
        for bytes in [&unknown[..], &longer, &good[..1], &[]] {
            assert!(matches!(decode::<u64>(bytes), Err(ReadError::Damaged(_))), "{bytes:?}");
        }
    }

    #[test]
    fn a_length_beyond_the_limit_is_refused_before_memory_is_taken() {
        let claims_a_terabyte = [&[VERSION, 253][..], &(1u64 << 40).to_le_bytes()].concat();
        assert!(matches!(decode::<Vec<u8>>(&claims_a_terabyte), Err(ReadError::Damaged(_))));
    }
}
