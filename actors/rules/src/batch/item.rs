//! The items of a batch, in pages: what becomes of one rewrites its page and no other.

use crate::{ids::CaseId, refusal::Refusal};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Items of a page.
const PAGE: u32 = 256;

/// One item: the case, at the version that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub case: CaseId,
    pub seen: u64,
    pub fate: Fate,
}

/// The outcome of an item, foreseen or real.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// Nothing stands in the way; it is decided when its turn comes.
    WillDo,
    Done,
    /// It stood in the way before the batch began, or when its turn came.
    Not(Why),
}

/// Why an item is not decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Why {
    /// The refusal's, for programs.
    pub code: String,
    /// The refusal's sentence, the same for all that it keeps back.
    pub text: String,
    /// Last event of this item's case, in words; may be empty.
    pub happened: String,
    /// The item is not what it was when it was listed.
    pub changed: bool,
}

impl Why {
    /// The words of a refusal for who chose the batch. `moved`: the item has another version than the one that was seen.
    pub fn of(refusal: &Refusal, title: String, moved: bool) -> Self {
        let text = match refusal {
            Refusal::Invalid(fields) => {
                let said: Vec<_> = fields.iter().map(|field| field.message.as_str()).collect();
                said.join("；")
            }
            _ => title,
        };
        let happened = match refusal {
            Refusal::StaleVersion { happened, .. } | Refusal::AlreadyDecided { happened } => happened.clone(),
            _ => String::new(),
        };
        let changed = moved && !happened.is_empty();
        Self { code: refusal.code().to_owned(), text, happened, changed }
    }
}

/// All items of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items(Vec<Arc<Vec<Item>>>);

/// How many items have which fate, and what keeps the others back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    pub will_do: usize,
    pub done: usize,
    pub not: usize,
    /// By code, sentence, and whether the items have changed.
    pub reasons: BTreeMap<(String, String, bool), usize>,
}

/// The page that an item is on.
pub(super) fn page_of(place: u32) -> u32 {
    place / PAGE
}

/// Pages of so many items.
pub(super) fn pages(items: usize) -> u32 {
    u32::try_from(items.div_ceil(PAGE as usize)).unwrap_or(u32::MAX)
}

impl Items {
    pub(super) fn of(items: Vec<Item>) -> Self {
        Self(items.chunks(PAGE as usize).map(|page| Arc::new(page.to_vec())).collect())
    }

    pub(super) fn add_page(&mut self, items: Vec<Item>) {
        self.0.push(Arc::new(items));
    }

    pub(super) fn pages(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn page(&self, page: usize) -> Option<&[Item]> {
        self.0.get(page).map(|items| items.as_slice())
    }

    pub(super) fn put(&mut self, place: u32, fate: Fate) {
        let page = self.0.get_mut(page_of(place) as usize).map(Arc::make_mut);
        if let Some(item) = page.and_then(|items| items.get_mut((place % PAGE) as usize)) {
            item.fate = fate;
        }
    }

    /// Whether an item is still to be decided.
    pub fn is_open(&self, place: u32) -> bool {
        let page = self.0.get(page_of(place) as usize);
        page.and_then(|items| items.get((place % PAGE) as usize)).is_some_and(|item| item.fate == Fate::WillDo)
    }

    /// In the order in which they were chosen.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.0.iter().flat_map(|page| page.iter())
    }

    /// The items that are still to be decided, with their places.
    pub fn open(&self) -> impl Iterator<Item = (u32, &Item)> {
        (0..).zip(self.iter()).filter(|(_, item)| item.fate == Fate::WillDo)
    }

    /// Whether nothing is to be decided any more.
    pub fn is_settled(&self) -> bool {
        self.open().next().is_none()
    }

    /// Counts them.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for item in self.iter() {
            tally.all += 1;
            match &item.fate {
                Fate::WillDo => tally.will_do += 1,
                Fate::Done => tally.done += 1,
                Fate::Not(why) => {
                    tally.not += 1;
                    *tally.reasons.entry((why.code.clone(), why.text.clone(), why.changed)).or_default() += 1;
                }
            }
        }
        tally
    }
}
