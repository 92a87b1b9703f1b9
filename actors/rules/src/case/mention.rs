//! A case's words on an employer: reviewers compare it with what other cases say of the same one, or of others.

use super::{Case, Content, EmployerCard, Filled};
use serde::{Deserialize, Serialize};

/// An employer as a case names it; what the case does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    pub credit_code: String,
    pub name: String,
    pub nature: String,
    pub industry: String,
    pub contact_phone: String,
}

impl Case {
    /// The employer that it names, if it names one.
    pub fn mention(&self) -> Option<Mention> {
        match &self.content {
            Content::Agreement(agreement) => Some(Mention::of_card(&agreement.employer)),
            Content::Form(filled) => Mention::of_form(filled),
        }
    }
}

impl Mention {
    /// As an employer describes itself.
    pub fn of_card(card: &EmployerCard) -> Self {
        Self {
            credit_code: card.credit_code.clone(),
            name: card.name.clone(),
            nature: card.nature.clone(),
            industry: card.industry.clone(),
            contact_phone: card.contact_phone.clone(),
        }
    }

    /// As a graduate describes it; a form whose type says the nature by itself counts as saying it.
    fn of_form(filled: &Filled) -> Option<Self> {
        let (columns, answers) = (filled.form.form().columns, &filled.answers);
        let name = answers.text("employer_name")?.to_owned();
        let said = |question| {
            let given = columns.given.iter().find(|(key, _)| *key == question).map(|(_, code)| (*code).to_owned());
            given.unwrap_or_else(|| answers.text_or_empty(question))
        };
        Some(Self {
            credit_code: said("credit_code"),
            name,
            nature: said("employer_nature"),
            industry: said("employer_industry"),
            contact_phone: said("contact_phone"),
        })
    }
}
