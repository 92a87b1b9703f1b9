//! What an employer fills in to register (ACC-10), and what a checked form becomes.

use crate::{
    case::EmployerCard,
    check::{Email, Phone},
    codes::{CodeTable, Codes},
    fields::Fields,
    ids::EmployerId,
    refusal::FieldError,
};

/// As typed, not yet checked; see [`Form::checked`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub name: String,
    /// Code of `employer_nature`.
    pub nature: String,
    /// Code of `employer_industry`.
    pub industry: String,
    /// District or county, six digits.
    pub region: String,
    pub contact: Contact,
}

/// Whom to call, and where: changed at once, without verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub address: String,
    pub name: String,
    pub phone: String,
    pub email: String,
}

impl Form {
    /// The card that this form makes, under a credit code that was checked before.
    ///
    /// # Errors
    /// Every field that does not hold.
    pub fn checked(&self, credit_code: &str, codes: &Codes) -> Result<EmployerCard, Vec<FieldError>> {
        let mut fields = Fields::default();
        let name = fields.organisation("name", &self.name);
        if !codes.contains(CodeTable::EmployerNature, &self.nature) {
            fields.refuse("nature", "请选择单位性质");
        }
        if !codes.contains(CodeTable::EmployerIndustry, &self.industry) {
            fields.refuse("industry", "请选择单位行业");
        }
        if !codes.is_place(&self.region) {
            fields.refuse("region", "请选择单位所在地，精确到区县");
        }
        let bare = EmployerCard {
            id: EmployerId::of_credit_code(credit_code),
            credit_code: credit_code.to_owned(),
            name,
            nature: self.nature.clone(),
            industry: self.industry.clone(),
            region: self.region.clone(),
            address: String::new(),
            contact_name: String::new(),
            contact_phone: String::new(),
            contact_email: String::new(),
        };
        let card = self.contact.on(&bare, &mut fields);
        fields.outcome(card)
    }
}

impl Contact {
    /// The card with this contact.
    ///
    /// # Errors
    /// Every field that does not hold.
    pub fn checked(&self, card: &EmployerCard) -> Result<EmployerCard, Vec<FieldError>> {
        let mut fields = Fields::default();
        let card = self.on(card, &mut fields);
        fields.outcome(card)
    }

    fn on(&self, card: &EmployerCard, fields: &mut Fields) -> EmployerCard {
        EmployerCard {
            address: fields.line("address", &self.address, 4..=120),
            contact_name: fields.line("contact_name", &self.name, 2..=40),
            contact_phone: fields.checked("contact_phone", Phone::parse(&self.phone)),
            contact_email: fields.checked("contact_email", Email::parse(&self.email)),
            ..card.clone()
        }
    }
}
