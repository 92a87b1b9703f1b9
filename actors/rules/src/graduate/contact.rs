//! The graduate's own phone and e-mail, and how the EMS comes to have them (ROS-02; guide §5).
//!
//! They are the graduate's; the roster's are what the school once wrote down. The EMS is told whenever the graduate changes them, and
//! again at a sign-in when its roster says something else: an upload may have brought the old ones back.

use super::{Event, Graduate, Reply};
use crate::{
    check::{Email, Mobile, text},
    entity::{Ctx, Decision},
    exchange::Said,
    fields::Fields,
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

/// How to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub mobile: String,
    /// May be empty.
    pub email: String,
}

impl Contact {
    /// As typed, checked and normalised; every fault at once.
    pub fn parse(mobile: &str, email: &str) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        let mobile = fields.checked("mobile", Mobile::parse(mobile));
        let email = if text::is_blank(email) { String::new() } else { fields.checked("email", Email::parse(email)) };
        fields.finish(Self { mobile, email })
    }
}

impl Graduate {
    /// Where the graduate is reached: as they said themselves, else as the roster says.
    pub fn reached_at(&self) -> Option<Contact> {
        let in_roster = || self.profile.as_ref().map(|it| Contact { mobile: it.mobile.clone(), email: it.email.clone() });
        self.contact.clone().or_else(in_roster)
    }

    /// As they said themselves, if they ever did.
    pub fn own_contact(&self) -> Option<&Contact> {
        self.contact.as_ref()
    }

    /// The graduate says how to be reached.
    pub(super) fn set_contact(&self, contact: Contact, ctx: &Ctx<'_>) -> Decision<Self> {
        if self.contact.as_ref() == Some(&contact) {
            return self.sync_contact(ctx);
        }
        let mut decision = Decision::events(vec![Event::ContactSet(contact.clone())]).replying(Reply::Done);
        self.report_contact(&mut decision, contact, ctx);
        decision
    }

    /// What the EMS's roster should say of the graduate and does not.
    pub fn contact_to_tell(&self) -> Option<&Contact> {
        let in_roster =
            |own: &Contact| self.profile.as_ref().is_some_and(|it| it.mobile == own.mobile && it.email == own.email);
        self.contact.as_ref().filter(|own| !in_roster(own))
    }

    /// The graduate signed in.
    pub(super) fn sync_contact(&self, ctx: &Ctx<'_>) -> Decision<Self> {
        let mut decision = Decision::nothing().replying(Reply::Done);
        if let Some(own) = self.contact_to_tell() {
            self.report_contact(&mut decision, own.clone(), ctx);
        }
        decision
    }

    fn report_contact(&self, decision: &mut Decision<Self>, Contact { mobile, email }: Contact, ctx: &Ctx<'_>) {
        self.report(decision, Said::Contact { mobile, email }, ctx);
    }
}
