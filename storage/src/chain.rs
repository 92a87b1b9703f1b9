//! The hash chain through an entity's steps.
//!
//! Each step's hash covers the hash before it, so a changed, dropped, inserted or reordered step is found by walking.

use crate::record::HistoryEntry;
use sha2::{Digest, Sha256};

/// The hash before an entity's first step.
pub const START: [u8; 32] = [0; 32];

/// The first step at which a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the hash chain breaks at version {version}")]
pub struct BrokenLink {
    pub version: u64,
}

/// Hash of a step: `SHA-256(prev ‖ version ‖ at_ms ‖ body)`, integers big-endian.
pub fn chain(prev: &[u8; 32], version: u64, at_ms: i64, body: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(prev)
        .chain_update(version.to_be_bytes())
        .chain_update(at_ms.to_be_bytes())
        .chain_update(body)
        .finalize()
        .into()
}

/// Walks steps that follow `after` (a version and its hash) and returns the last version and hash.
pub fn verify<'a>(
    after: (u64, [u8; 32]),
    entries: impl IntoIterator<Item = &'a HistoryEntry>,
) -> Result<(u64, [u8; 32]), BrokenLink> {
    entries.into_iter().try_fold(after, |(version, hash), entry| {
        let expected = chain(&hash, entry.version, entry.at_ms, &entry.body);
        let holds = entry.version == version + 1 && entry.hash == expected;
        holds.then_some((entry.version, entry.hash)).ok_or(BrokenLink { version: version + 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(count: u64) -> Vec<HistoryEntry> {
        let mut hash = START;
        let step = |version| {
            let (at_ms, body) = (version as i64 * 10, vec![version as u8; 3]);
            hash = chain(&hash, version, at_ms, &body);
            HistoryEntry { version, at_ms, body, hash }
        };
        (1..=count).map(step).collect()
    }

    #[test]
    fn an_untouched_chain_holds() {
        let steps = steps(5);
        assert_eq!(verify((0, START), &steps), Ok((5, steps[4].hash)));
    }

    #[test]
    fn a_changed_dropped_or_swapped_step_is_named() {
        let mut changed = steps(5);
        changed[2].body.push(1);
        assert_eq!(verify((0, START), &changed), Err(BrokenLink { version: 3 }));
        let mut dropped = steps(5);
        dropped.remove(1);
        assert_eq!(verify((0, START), &dropped), Err(BrokenLink { version: 2 }));
        let mut swapped = steps(5);
        swapped.swap(3, 4);
        assert_eq!(verify((0, START), &swapped), Err(BrokenLink { version: 4 }));
    }

    #[test]
    fn the_hash_is_sha_256_of_the_documented_bytes() {
        let plain = Sha256::digest([&START[..], &1u64.to_be_bytes(), &2i64.to_be_bytes(), b"abc"].concat());
        assert_eq!(chain(&START, 1, 2, b"abc")[..], plain[..]);
    }
}
