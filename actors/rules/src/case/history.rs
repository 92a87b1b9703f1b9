//! The history of a case as a chain of hashes (EXT-03): a step that is changed, dropped, inserted or moved is found by everybody who
//! has an older hash, without the platform.
//!
//! A step's line is its entry as JSON. Its hash is `SHA-256(hash before ‖ line)`, the one before the first
//! `SHA-256("wangqian case history 1 " ‖ number of the case)`. The whole, as it is attached to a receipt:
//!
//! ```text
//! %wangqian-history 1 CASE
//! HASH LINE
//! …
//! %wangqian-history end STEPS HASH
//! ```

use super::{Case, Did, TrailEntry};
use crate::{ids::CaseId, review::Stage, time::UnixMs};
use sha2::{Digest, Sha256};

/// The first line, before the case's number.
pub const BEGINS: &str = "%wangqian-history 1 ";
/// The last line, before the number of steps and the last hash.
pub const ENDS: &str = "%wangqian-history end ";

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub line: String,
    pub hash: [u8; 32],
}

/// Length and last hash of a history that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub case: CaseId,
    pub steps: usize,
    /// The last hash, hexadecimal.
    pub head: String,
}

/// The first line, counted from 1, that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the history breaks at line {line}")]
pub struct Broken {
    pub line: usize,
}

impl Case {
    /// When the school approved it first, whatever became of it: then an agreement is issued, confirmed or to be stamped.
    pub fn issued(&self) -> Option<&TrailEntry> {
        self.trail.iter().find(|entry| entry.did == Did::Approved(Stage::School))
    }

    /// When it took effect, if it ever did: with the approval of the last thing that is reviewed.
    pub fn effective_at(&self) -> Option<UnixMs> {
        let approvals = self.trail.iter().filter(|entry| entry.did == Did::Approved(Stage::School));
        approvals.map(|entry| entry.at).nth(self.facts().phases.len().saturating_sub(1))
    }
}

/// Each step with its hash, oldest first.
pub fn links(case: CaseId, trail: &[TrailEntry]) -> Vec<Link> {
    let mut before = start(case);
    let link = |entry: &TrailEntry| {
        // An entry is made of numbers and texts, which are always JSON.
        let line = serde_json::to_string(entry).unwrap_or_default();
        before = after(before, &line);
        Link { line, hash: before }
    };
    trail.iter().map(link).collect()
}

/// The last hash, hexadecimal; of a case without history its start.
pub fn head(case: CaseId, links: &[Link]) -> String {
    hex::encode(links.last().map_or_else(|| start(case), |link| link.hash))
}

/// The whole as text.
pub fn text(case: CaseId, links: &[Link]) -> String {
    let steps = links.iter().map(|Link { line, hash }| format!("{} {line}\n", hex::encode(hash)));
    format!("{BEGINS}{case}\n{}{ENDS}{} {}\n", steps.collect::<String>(), links.len(), head(case, links))
}

/// Whether a whole holds.
///
/// # Errors
/// The first line that does not.
pub fn check(text: &str) -> Result<Checked, Broken> {
    let lines: Vec<_> = text.lines().collect();
    let case = lines.first().and_then(|line| line.strip_prefix(BEGINS)?.parse().ok()).ok_or(Broken { line: 1 })?;
    let last = Broken { line: lines.len() };
    let (end, steps) = lines[1..].split_last().ok_or(last)?;
    let mut before = start(case);
    for (place, step) in steps.iter().enumerate() {
        let (hash, line) = step.split_once(' ').ok_or(Broken { line: place + 2 })?;
        before = after(before, line);
        if hash != hex::encode(before) {
            return Err(Broken { line: place + 2 });
        }
    }
    let head = hex::encode(before);
    let holds = *end == format!("{ENDS}{} {head}", steps.len()) && text.ends_with('\n');
    if holds { Ok(Checked { case, steps: steps.len(), head }) } else { Err(last) }
}

fn start(case: CaseId) -> [u8; 32] {
    Sha256::digest(format!("wangqian case history 1 {case}")).into()
}

fn after(before: [u8; 32], line: &str) -> [u8; 32] {
    Sha256::new().chain_update(before).chain_update(line).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::caller::Caller;
    use uuid::Uuid;

    const CASE: CaseId = CaseId(Uuid::from_u128(7));

    fn trail() -> Vec<TrailEntry> {
        let entry = |at, by, did| TrailEntry { at: UnixMs(at), by, did };
        vec![
            entry(1, Caller::Employer { name: "示例公司".into() }, Did::Invited),
            entry(2, Caller::Graduate { name: "张三".into() }, Did::Accepted),
            entry(3, Caller::Platform, Did::Approved(Stage::School)),
        ]
    }

    #[test]
    #[doc = "EXT-03"]
    fn ext_03_a_line_is_written_as_it_was_always_written() {
        let links = links(CASE, &trail());
        assert_eq!(links[0].line, r#"{"at":1,"by":{"Employer":{"name":"示例公司"}},"did":"Invited"}"#);
        assert_eq!(links[2].line, r#"{"at":3,"by":"Platform","did":{"Approved":"School"}}"#);
        let start = Sha256::digest("wangqian case history 1 00000000-0000-0000-0000-000000000007");
        let first = Sha256::digest([start.as_slice(), links[0].line.as_bytes()].concat());
        assert_eq!(links[0].hash[..], first[..]);
    }

    #[test]
    #[doc = "EXT-03"]
    fn ext_03_an_untouched_history_holds_and_a_longer_one_begins_with_it() {
        let links = links(CASE, &trail());
        let checked = check(&text(CASE, &links)).unwrap();
        assert_eq!(checked, Checked { case: CASE, steps: 3, head: head(CASE, &links) });
        assert_eq!(super::links(CASE, &trail()[..2]), links[..2]);
        assert_eq!(check(&text(CASE, &[])).unwrap().steps, 0);
    }

    #[test]
    #[doc = "EXT-03"]
    fn ext_03_a_changed_dropped_moved_or_added_step_is_named() {
        let whole = text(CASE, &links(CASE, &trail()));
        let lines: Vec<_> = whole.lines().collect();
        let check = |lines: &[&str]| check(&(lines.join("\n") + "\n")).map_err(|broken| broken.line);
        assert_eq!(check(&[lines[0], &lines[1].replace('1', "2"), lines[2], lines[3], lines[4]]), Err(2));
        assert_eq!(check(&[lines[0], lines[2], lines[3], lines[4]]), Err(2));
        assert_eq!(check(&[lines[0], lines[1], lines[3], lines[2], lines[4]]), Err(3));
        assert_eq!(check(&[lines[0], lines[1], lines[2], lines[4]]), Err(4), "the last one is gone");
        assert_eq!(check(&[&lines[0].replace('7', "8"), lines[1], lines[2], lines[3], lines[4]]), Err(2), "another case's");
        assert_eq!(check(&[lines[0]]), Err(1));
        assert_eq!(super::check(""), Err(Broken { line: 1 }));
    }
}
