//! What an employer fills in to register (ACC-10), and what a checked form becomes.

use crate::{
    case::EmployerCard,
    check::{Email, OrganisationName, Phone},
    codes::{CodeTable, Codes},
    ids::EmployerId,
    refusal::{FieldError, invalid},
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
        let mut errors = Vec::new();
        let name = taken("name", OrganisationName::parse(&self.name), &mut errors);
        if !codes.contains(CodeTable::EmployerNature, &self.nature) {
            errors.push(invalid("nature", "请选择单位性质"));
        }
        if !codes.contains(CodeTable::EmployerIndustry, &self.industry) {
            errors.push(invalid("industry", "请选择单位行业"));
        }
        if !codes.is_place(&self.region) {
            errors.push(invalid("region", "请选择单位所在地，精确到区县"));
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
        let card = self.contact.on(&bare, &mut errors);
        if errors.is_empty() { Ok(card) } else { Err(errors) }
    }
}

impl Contact {
    /// The card with this contact.
    ///
    /// # Errors
    /// Every field that does not hold.
    pub fn checked(&self, card: &EmployerCard) -> Result<EmployerCard, Vec<FieldError>> {
        let mut errors = Vec::new();
        let card = self.on(card, &mut errors);
        if errors.is_empty() { Ok(card) } else { Err(errors) }
    }

    fn on(&self, card: &EmployerCard, errors: &mut Vec<FieldError>) -> EmployerCard {
        EmployerCard {
            address: text("address", &self.address, 4, 120, "单位地址为 4 至 120 个字", errors),
            contact_name: text("contact_name", &self.name, 2, 40, "联系人为 2 至 40 个字", errors),
            contact_phone: taken("contact_phone", Phone::parse(&self.phone), errors),
            contact_email: taken("contact_email", Email::parse(&self.email), errors),
            ..card.clone()
        }
    }
}

fn taken<T: Into<String>, E: ToString>(field: &'static str, parsed: Result<T, E>, errors: &mut Vec<FieldError>) -> String {
    match parsed {
        Ok(value) => value.into(),
        Err(error) => {
            errors.push(invalid(field, error.to_string()));
            String::new()
        }
    }
}

fn text(field: &'static str, value: &str, min: usize, max: usize, rule: &str, errors: &mut Vec<FieldError>) -> String {
    let value = value.trim();
    if !(min..=max).contains(&value.chars().count()) || value.contains(char::is_control) {
        errors.push(invalid(field, rule));
    }
    value.to_owned()
}
