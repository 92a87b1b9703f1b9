//! Bytes of one record and of the header before a group of them.
//!
//! ```text
//! group  = magic u32 | crc u32 | sequence u64 | bytes u64 | frame …
//! frame  = bytes u32 | crc u32 | payload (codec version, value)
//! ```
//! Integers are little-endian. A frame's CRC-32C covers its length and payload; a group header's covers its other fields
//! and the segment's salt, so that a header copied into a record's body is not taken for one.

use crate::{ReadError, codec};
use serde::{Serialize, de::DeserializeOwned};

pub(super) const GROUP_HEADER_BYTES: usize = 24;
pub(crate) const FRAME_HEADER_BYTES: usize = 8;
const GROUP_MAGIC: [u8; 4] = *b"\xf7WQg";

/// A value as it stands in a file. Records are framed by the committing caller, so that the committer thread only copies.
pub(crate) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let mut frame = Vec::with_capacity(512);
    frame.extend_from_slice(&[0; FRAME_HEADER_BYTES]);
    codec::encode_into(&mut frame, value);
    let length = ((frame.len() - FRAME_HEADER_BYTES) as u32).to_le_bytes();
    let crc = frame_crc(length, &frame[FRAME_HEADER_BYTES..]).to_le_bytes();
    frame[..4].copy_from_slice(&length);
    frame[4..8].copy_from_slice(&crc);
    frame
}

fn frame_crc(length: [u8; 4], payload: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&length), payload)
}

/// Splits the first frame off and checks it.
pub(crate) fn decode_first<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, &[u8]), ReadError> {
    let short = || ReadError::Damaged("frame cut short".into());
    let (&length, rest) = bytes.split_first_chunk().ok_or_else(short)?;
    let (&crc, rest) = rest.split_first_chunk().ok_or_else(short)?;
    let (payload, rest) = rest.split_at_checked(payload_bytes(length)).ok_or_else(short)?;
    if frame_crc(length, payload) != u32::from_le_bytes(crc) {
        return Err(ReadError::Damaged("frame checksum".into()));
    }
    Ok((codec::decode(payload)?, rest))
}

/// Bytes of the payload, from a frame's first four.
pub(crate) fn payload_bytes(length: [u8; 4]) -> usize {
    u32::from_le_bytes(length) as usize
}

/// What stands before a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GroupHeader {
    /// 1, 2, 3 … through the whole journal.
    pub sequence: u64,
    /// Bytes of the frames that follow.
    pub bytes: u64,
}

impl GroupHeader {
    pub fn encode(&self, salt: u64) -> [u8; GROUP_HEADER_BYTES] {
        let mut header = [0; GROUP_HEADER_BYTES];
        header[..4].copy_from_slice(&GROUP_MAGIC);
        header[8..16].copy_from_slice(&self.sequence.to_le_bytes());
        header[16..24].copy_from_slice(&self.bytes.to_le_bytes());
        let crc = group_crc(&header[8..], salt);
        header[4..8].copy_from_slice(&crc.to_le_bytes());
        header
    }

    /// `None` unless a whole, valid header stands at the beginning of `bytes`.
    pub fn decode(bytes: &[u8], salt: u64) -> Option<Self> {
        let header = bytes.first_chunk::<GROUP_HEADER_BYTES>()?;
        let valid = header[..4] == GROUP_MAGIC && group_crc(&header[8..], salt).to_le_bytes() == header[4..8];
        valid.then_some(Self {
            sequence: u64::from_le_bytes(*header[8..].first_chunk()?),
            bytes: u64::from_le_bytes(*header[16..].first_chunk()?),
        })
    }
}

fn group_crc(fields: &[u8], salt: u64) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&salt.to_le_bytes()), fields)
}
