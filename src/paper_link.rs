//! The link and QR code on a printed agreement: whoever has the paper hands in the image of it stamped, without an account (OFF-02).
//!
//! A link names the case and carries the server's mark. Nothing of it is stored: it opens exactly as long as the case waits for the stamped
//! agreement. What is handed in by it is named by receipts, marked likewise, so that a link names no file that it did not bring.

use crate::{
    auth::sealing::{MARK_BYTES, SealingKey},
    uploads,
};
use data_encoding::BASE32_NOPAD as BASE32;
use subtle::ConstantTimeEq;
use wangqian_rules::{
    file::{FileKind, StoredFile},
    ids::{CaseId, GraduateId},
};

const OF_A_LINK: &str = "wangqian: link on a printed agreement";
const OF_A_RECEIPT: &str = "wangqian: file handed in by a link";

/// One agreement on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperLink {
    pub owner: GraduateId,
    pub case: CaseId,
}

impl PaperLink {
    /// As it stands in the address: `10001-2027-1_<case>_<mark>`, without a dot, which is for files.
    pub fn text(&self, key: &SealingKey) -> String {
        let named = self.named();
        format!("{named}_{}", BASE32.encode(&key.mark(OF_A_LINK, named.as_bytes())).to_lowercase())
    }

    /// `None` for a text that this server did not make.
    pub fn parse(text: &str, key: &SealingKey) -> Option<Self> {
        let (named, mark) = text.rsplit_once('_')?;
        let (owner, case) = named.split_once('_')?;
        let link = Self { owner: owner.parse().ok()?, case: case.parse().ok()? };
        (link.named() == named && is_mark(mark, key.mark(OF_A_LINK, named.as_bytes()))).then_some(link)
    }

    /// Name of a file that came by this link, until it is handed in.
    pub fn receipt(&self, file: StoredFile, key: &SealingKey) -> String {
        let named = format!("{}.{}.{}", uploads::name_of(file.hash), file.kind.extension(), file.bytes);
        let mark = key.mark(OF_A_RECEIPT, format!("{} {named}", self.named()).as_bytes());
        format!("{named}.{}", BASE32.encode(&mark).to_lowercase())
    }

    /// The file of a receipt of this link's.
    pub fn received(&self, receipt: &str, key: &SealingKey) -> Option<StoredFile> {
        let (named, mark) = receipt.rsplit_once('.')?;
        if !is_mark(mark, key.mark(OF_A_RECEIPT, format!("{} {named}", self.named()).as_bytes())) {
            return None;
        }
        let mut parts = named.split('.');
        let (hash, kind, bytes) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = [FileKind::Jpeg, FileKind::Png, FileKind::Pdf].into_iter().find(|known| known.extension() == kind)?;
        Some(StoredFile { hash: uploads::named(hash)?, kind, bytes: bytes.parse().ok()? })
    }

    fn named(&self) -> String {
        format!("{}_{}", self.owner, self.case)
    }
}

fn is_mark(text: &str, mark: [u8; MARK_BYTES]) -> bool {
    let given = BASE32.decode(text.to_uppercase().as_bytes()).unwrap_or_default();
    bool::from(given.as_slice().ct_eq(&mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wangqian_rules::ids::{FileHash, SchoolId};

    #[test]
    #[doc = "OFF-02"]
    fn off_02_a_link_opens_its_own_agreement_and_names_its_own_files_only() {
        let directory = tempfile::tempdir().unwrap();
        let key = SealingKey::within(directory.path()).unwrap();
        let owner = GraduateId { school: SchoolId(10001), cohort: 2027, serial: 3 };
        let [link, other] = [7, 8].map(|case| PaperLink { owner, case: CaseId(uuid::Uuid::from_u128(case)) });
        let text = link.text(&key);
        assert_eq!(PaperLink::parse(&text, &key), Some(link));
        for place in 0..text.len() {
            let mut wrong = text.clone().into_bytes();
            wrong[place] = if wrong[place] == b'2' { b'3' } else { b'2' };
            assert_eq!(PaperLink::parse(&String::from_utf8(wrong).unwrap(), &key), None, "{place}");
        }
        let file = StoredFile { hash: FileHash([9; 32]), kind: FileKind::Png, bytes: 4_096 };
        let receipt = link.receipt(file, &key);
        assert_eq!((link.received(&receipt, &key), other.received(&receipt, &key)), (Some(file), None));
        assert_eq!(link.received(&receipt.replace("4096", "4097"), &key), None);
    }
}
