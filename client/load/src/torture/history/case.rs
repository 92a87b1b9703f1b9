//! One case, as far as anybody was told of it.

use crate::{
    far::ems::Reported,
    kind::CaseKind,
    torture::{
        act::{Act, Sent},
        paper::Paper,
    },
};
use std::collections::BTreeMap;

/// One deed that was acknowledged, or that followed from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub act: Act,
    /// The case's state after it.
    pub state: String,
}

/// One case.
#[derive(Clone, Debug)]
pub struct CaseHistory {
    pub kind: CaseKind,
    pub graduate: usize,
    /// The one that takes part in it; one that is to stamp an agreement does so once it is printed.
    pub employer: Option<usize>,
    /// The agreement that a rescission is to end.
    pub about: Option<String>,
    /// By the version each deed led to.
    pub steps: BTreeMap<u64, Step>,
    /// The newest version that a push showed to anybody, and its state.
    pub pushed: Option<(u64, String)>,
}

impl CaseHistory {
    pub(super) fn begun_by(sent: &Sent) -> Self {
        let Sent { kind, graduate, employer, about, .. } = sent;
        let (kind, graduate, employer, about) = (*kind, *graduate, *employer, about.clone());
        Self { kind, graduate, employer, about, steps: BTreeMap::new(), pushed: None }
    }

    /// The newest acknowledged version and its state.
    pub fn newest(&self) -> Option<(u64, &str)> {
        self.steps.last_key_value().map(|(version, step)| (*version, step.state.as_str()))
    }

    /// Whether it stands so.
    pub fn is(&self, state: &str) -> bool {
        self.newest().is_some_and(|(_, newest)| newest == state)
    }

    fn was(&self, state: &str) -> bool {
        self.steps.values().any(|step| step.state == state)
    }

    /// Messages that leave the graduate's inbox for it, whatever becomes of them.
    pub(super) fn messages(&self) -> u64 {
        let noticed = self.steps.values().filter(|step| step.act.leaves_the_inbox());
        noticed.map(|step| step.act.channels()).sum()
    }

    /// Text messages that may go in the place of others.
    pub(super) fn fallbacks(&self) -> u64 {
        let may = |step: &&Step| step.act.falls_back_to_sms(self.kind, &step.state);
        self.steps.values().filter(may).count() as u64
    }

    /// Whether all that happened is an invitation that its employer withdrew.
    pub fn is_withdrawn_offer(&self) -> bool {
        self.steps.values().map(|step| step.act).eq([Act::Invite, Act::Withdraw])
    }

    /// Whether the school has it: an invitation from the graduate's acceptance on, everything else at once.
    pub fn was_submitted(&self) -> bool {
        self.kind != CaseKind::OnlineSigning || self.steps.values().any(|step| step.act == Act::Accept)
    }

    /// Whether its employer takes part in it by now.
    pub fn has_employer(&self) -> bool {
        self.employer.is_some() && (self.kind != CaseKind::OfflineSigning || self.is_printed())
    }

    /// Whether there is an agreement to download, which has a number (SIG-05, OFF-02).
    pub fn is_printed(&self) -> bool {
        match self.kind {
            CaseKind::OnlineSigning => self.was("effective"),
            CaseKind::OfflineSigning => self.was("stamp_awaited"),
            _ => false,
        }
    }

    /// What was last filled in, by the graduate or a reviewer.
    pub fn paper(&self) -> Option<Paper> {
        self.steps.values().rev().find_map(|step| step.act.hands_in())
    }

    /// What the EMS has to be told of it in the end; nothing of what never took effect, and nothing of what ends something (SYN-01).
    pub(super) fn reported(&self) -> Option<Reported> {
        let took_effect = self.kind.ends().is_empty() && self.was("effective");
        let code = self.paper().map_or(crate::kind::BY_AGREEMENT, Paper::reported_as);
        took_effect.then(|| Reported { code: code.to_owned(), ended: !self.is("effective") })
    }
}
