//! The notice of a deed to its graduate (NOT-01).

use super::{Act, Side};
use crate::kind::CaseKind;

impl Act {
    /// Whether the graduate gets a notice of it: of everything others did that changes what holds.
    pub fn is_noticed(self) -> bool {
        match self {
            Self::Invite | Self::Withdraw | Self::Amend | Self::NotGraduated | Self::Force => true,
            Self::Approve | Self::ApproveUnilaterally | Self::Reject | Self::Return | Self::Correct(_) => true,
            Self::Stamp(by) | Self::Ask(by) | Self::Agree(by) | Self::Refuse(by) => by == Side::Employer,
            Self::Accept | Self::Decline | Self::HandIn(_) | Self::SubmitAgain(_) => false,
            Self::TakeBack | Self::GiveUp | Self::Void | Self::Rescinded | Self::Overtaken => false,
        }
    }

    /// Whether that notice is sent to the graduate's WeChat too (guide §15).
    pub fn leaves_the_inbox(self) -> bool {
        self.is_noticed() && !matches!(self, Self::Withdraw | Self::Stamp(_))
    }

    /// By how many channels it is sent then, whatever becomes of each: what staff change goes by SMS too.
    pub fn channels(self) -> u64 {
        if matches!(self, Self::Amend | Self::Correct(_)) { 2 } else { 1 }
    }

    /// Whether a text message goes to whom WeChat does not reach: of a rescission that was asked for, and of one that is done.
    pub fn falls_back_to_sms(self, kind: CaseKind, state: &str) -> bool {
        let is_done = state == "effective" && !kind.ends().is_empty();
        match self {
            Self::Ask(by) | Self::Agree(by) | Self::Refuse(by) => by == Side::Employer,
            Self::Approve | Self::ApproveUnilaterally | Self::Force => is_done,
            Self::NotGraduated => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};
    use std::collections::BTreeSet;

    #[test]
    fn a_graduate_hears_of_what_others_do_and_not_of_their_own_deeds() {
        let silent: BTreeSet<_> = all().into_iter().filter(|act| !act.is_noticed()).map(Act::name).collect();
        let own = [
            "accept",
            "agree",
            "ask_rescission",
            "decline",
            "give_up",
            "hand_in_agreement",
            "hand_in_rescission",
            "register",
            "register_agreement",
            "refuse",
            "stamp",
            "submit_again",
            "take_back",
            "void",
        ];
        let platforms = ["overtaken", "rescinded"];
        assert_eq!(silent, own.into_iter().chain(platforms).collect());
    }

    #[test]
    #[doc = "NOT-01"]
    fn a_text_message_falls_back_only_from_what_leaves_the_inbox() {
        for act in all() {
            for kind in CaseKind::ALL {
                assert!(act.leaves_the_inbox() || !act.falls_back_to_sms(kind, "effective"), "{act:?}");
            }
        }
        let approved = |kind, state| Act::Approve.falls_back_to_sms(kind, state);
        assert!(approved(CaseKind::OnlineRescission, "effective") && !approved(CaseKind::OnlineSigning, "effective"));
        assert!(!approved(CaseKind::OnlineRescission, "in_review_school"));
    }
}
