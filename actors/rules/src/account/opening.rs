//! A school or department user enters for the first time: their school hears that somebody is there who can decide (SET-07).

use super::{Account, Credential, Event, Principal};
use crate::{effect::Effect, letter::Letter};

impl Account {
    /// The word to the school, in the step that uses the code up, or that lets the user in past it with an identity provider.
    pub(super) fn opening(&self, events: &[Event]) -> Option<Effect> {
        let holder = self.holder.as_ref().filter(|holder| matches!(holder.credential, Credential::ActivationCode(_)))?;
        let Principal::Staff { school, staff } = holder.principal else { return None };
        let revision = self.password_version.issued;
        events.iter().any(Event::enters).then(|| Effect::tell(school, Letter::AccountOpened { staff, revision }))
    }
}

impl Event {
    fn enters(&self) -> bool {
        matches!(
            self,
            Self::SessionStarted { .. } | Self::Activated { .. } | Self::PasswordSet { .. } | Self::PasswordTaken { .. }
        )
    }
}
