//! The lists that reviewers work from: the guide handles some kinds on one page, told apart by who began them (guide §2, §6).

use super::CaseKind;
use crate::module::Modules;

/// A list, with its tile and its menu.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    pub code: &'static str,
    /// The tile's name.
    pub label: &'static str,
    pub menu: &'static str,
    /// Its name within a sentence.
    pub matter: &'static str,
    /// Code of the filter that it opens with.
    pub filter: &'static str,
}

/// 「在线签约管理」 (SIG-02): online and offline signing.
pub static SIGNING: List =
    List {
        code: "online_signing", label: "在线签约", menu: "在线签约管理", matter: "签约", filter: "agreement_in_review"
    };

/// 「已签就业协议登记信息管理」 (BAC-01).
pub static BACKFILL: List = List {
    code: "backfill",
    label: "补登",
    menu: "已签就业协议登记信息管理（补登管理）",
    matter: "补登",
    filter: "backfill_in_review",
};

/// 「解约管理」 (RES-05).
pub static RESCISSION: List =
    List { code: "rescission", label: "解约", menu: "解约管理", matter: "解约", filter: "rescission_in_review" };

/// 「其他毕业去向信息登记管理」 (DES-05).
pub static DESTINATION: List = List {
    code: "destination",
    label: "去向登记",
    menu: "其他毕业去向信息登记管理（去向登记管理）",
    matter: "去向登记",
    filter: "destination_in_review",
};

static IN_ORDER: [&List; 4] = [&SIGNING, &BACKFILL, &RESCISSION, &DESTINATION];

impl List {
    /// All of them, in the order of tiles and menus; made-up ones come last.
    pub fn all() -> Vec<&'static Self> {
        let mut lists = IN_ORDER.to_vec();
        for list in CaseKind::all().map(|kind| kind.facts().list) {
            if !lists.contains(&list) {
                lists.push(list);
            }
        }
        lists
    }

    /// Those with kinds of some modules.
    pub fn within(modules: Modules) -> impl Iterator<Item = &'static Self> {
        let any = move |list: &&'static Self| list.kinds().any(|kind| modules.contains(kind.module()));
        Self::all().into_iter().filter(any)
    }

    /// The kinds on it.
    pub fn kinds(&'static self) -> impl Iterator<Item = CaseKind> {
        CaseKind::all().filter(move |kind| kind.facts().list == self)
    }

    /// The kinds on the list of this code; where no list has it, the kind of this code.
    pub fn kinds_called(code: &str) -> Vec<CaseKind> {
        let on_list: Vec<_> = CaseKind::all().filter(|kind| kind.facts().list.code == code).collect();
        if on_list.is_empty() { CaseKind::from_code(code).into_iter().collect() } else { on_list }
    }
}
