//! Identity documents other than the resident's card, by type.

use super::id_number::{Gender, IdNumber, IdNumberError, birth_date, check_character};
use super::mask::{masked, masked_debug};
use super::text::TextFault;
use super::width::compact;
use jiff::civil::Date;
use thiserror::Error;

/// 身份证件类型.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum IdDocumentType {
    #[default]
    ResidentId,
    HongKongMacaoPass,
    TaiwanPass,
    ResidencePermit,
    Passport,
    ForeignPermanentResident,
}

impl IdDocumentType {
    /// Every type, in the order forms offer them.
    pub const ALL: [IdDocumentType; 6] = [
        IdDocumentType::ResidentId,
        IdDocumentType::HongKongMacaoPass,
        IdDocumentType::TaiwanPass,
        IdDocumentType::ResidencePermit,
        IdDocumentType::Passport,
        IdDocumentType::ForeignPermanentResident,
    ];

    /// The document's name as printed on it.
    pub const fn label(self) -> &'static str {
        match self {
            IdDocumentType::ResidentId => "居民身份证",
            IdDocumentType::HongKongMacaoPass => "港澳居民来往内地通行证",
            IdDocumentType::TaiwanPass => "台湾居民来往大陆通行证",
            IdDocumentType::ResidencePermit => "港澳台居民居住证",
            IdDocumentType::Passport => "护照",
            IdDocumentType::ForeignPermanentResident => "外国人永久居留身份证",
        }
    }

    /// The type with this label.
    pub fn from_label(label: &str) -> Option<IdDocumentType> {
        IdDocumentType::ALL.into_iter().find(|kind| kind.label() == label)
    }
}

/// A checked document number with its type.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdDocument {
    kind: IdDocumentType,
    number: String,
    person: Option<(Date, Gender)>,
}

masked_debug!(IdDocument);

/// What is wrong with a document number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdDocumentError {
    #[error("证件号码{0}")]
    Text(#[from] TextFault),
    #[error(transparent)]
    Number(#[from] IdNumberError),
    #[error("以 81、82、83 开头的是港澳台居民居住证号，请将身份证件类型改为港澳台居民居住证")]
    IsResidencePermit,
    #[error("港澳台居民居住证号应以 810000、820000 或 830000 开头")]
    ResidencePermitRegion,
    #[error("港澳居民来往内地通行证号应为字母 H 或 M 加 8 至 10 位数字")]
    HongKongMacaoPass,
    #[error("台湾居民来往大陆通行证号应为 8 位或 10 位数字")]
    TaiwanPass,
    #[error("护照号应为 5 至 17 位字母或数字")]
    Passport,
    #[error("外国人永久居留身份证号应为 3 个字母加 12 位数字，或以 9 开头的 18 位号码")]
    ForeignPermanentResident,
}

impl IdDocument {
    /// Checks and normalises a number of the given type.
    ///
    /// # Errors
    /// What the number of such a document looks like.
    pub fn parse(kind: IdDocumentType, text: &str, today: Date) -> Result<IdDocument, IdDocumentError> {
        let number = compact(text)?;
        let person = match kind {
            IdDocumentType::ResidentId => Some(resident(&number, today)?),
            IdDocumentType::ResidencePermit => Some(residence_permit(&number, today)?),
            IdDocumentType::ForeignPermanentResident => foreign_permanent_resident(&number, today)?,
            IdDocumentType::HongKongMacaoPass => hong_kong_macao_pass(&number)?,
            IdDocumentType::TaiwanPass => taiwan_pass(&number)?,
            IdDocumentType::Passport => passport(&number)?,
        };
        Ok(IdDocument { kind, number, person })
    }

    pub fn kind(&self) -> IdDocumentType {
        self.kind
    }

    /// The normalised number.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Where the number carries it.
    pub fn birth_date(&self) -> Option<Date> {
        self.person.map(|(birth_date, _)| birth_date)
    }

    /// Where the number carries it.
    pub fn gender(&self) -> Option<Gender> {
        self.person.map(|(_, gender)| gender)
    }

    /// First 4 and last 4 of an 18-character number; of shorter ones the first and the last 2.
    pub fn masked(&self) -> String {
        let shown = if self.number.len() == 18 { (4, 4) } else { (1, 2) };
        masked(&self.number, shown.0, shown.1)
    }
}

type Person = (Date, Gender);

fn resident(number: &str, today: Date) -> Result<Person, IdDocumentError> {
    let id = IdNumber::parse(number, today)?;
    if id.as_str().starts_with('8') {
        return Err(IdDocumentError::IsResidencePermit);
    }
    Ok((id.birth_date(), id.gender()))
}

fn residence_permit(number: &str, today: Date) -> Result<Person, IdDocumentError> {
    let id = IdNumber::parse(number, today)?;
    if !["810000", "820000", "830000"].contains(&&id.as_str()[..6]) {
        return Err(IdDocumentError::ResidencePermitRegion);
    }
    Ok((id.birth_date(), id.gender()))
}

/// The card of 2023 has 18 digits checked as the resident's; the older one 3 letters and 12 digits.
fn foreign_permanent_resident(number: &str, today: Date) -> Result<Option<Person>, IdDocumentError> {
    if number.len() == 18 && number.starts_with('9') {
        return foreign_18_digits(number, today).map(Some).ok_or(IdDocumentError::ForeignPermanentResident);
    }
    let (letters, digits) = number.split_at_checked(3).unwrap_or_default();
    let old_form = digits.len() == 12 && all(letters, |b| b.is_ascii_uppercase()) && all(digits, |b| b.is_ascii_digit());
    if old_form { Ok(None) } else { Err(IdDocumentError::ForeignPermanentResident) }
}

fn foreign_18_digits(number: &str, today: Date) -> Option<Person> {
    let check = check_character(number.get(..17)?)?;
    let birth_date = birth_date(number.get(6..14)?)?;
    let gender = if number.as_bytes()[16] % 2 == 1 { Gender::Male } else { Gender::Female };
    (number.ends_with(check) && birth_date <= today).then_some((birth_date, gender))
}

fn hong_kong_macao_pass(number: &str) -> Result<Option<Person>, IdDocumentError> {
    let digits = number.strip_prefix(['H', 'M']).unwrap_or_default();
    let shaped = (8..=10).contains(&digits.len()) && all(digits, |b| b.is_ascii_digit());
    if shaped { Ok(None) } else { Err(IdDocumentError::HongKongMacaoPass) }
}

fn taiwan_pass(number: &str) -> Result<Option<Person>, IdDocumentError> {
    let shaped = matches!(number.len(), 8 | 10) && all(number, |b| b.is_ascii_digit());
    if shaped { Ok(None) } else { Err(IdDocumentError::TaiwanPass) }
}

fn passport(number: &str) -> Result<Option<Person>, IdDocumentError> {
    let shaped = (5..=17).contains(&number.len()) && all(number, |b| b.is_ascii_alphanumeric());
    if shaped { Ok(None) } else { Err(IdDocumentError::Passport) }
}

fn all(text: &str, test: impl Fn(u8) -> bool) -> bool {
    text.bytes().all(test)
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdDocumentType::*;

    const TODAY: Date = Date::constant(2027, 6, 15);

    fn parse(kind: IdDocumentType, text: &str) -> Result<IdDocument, IdDocumentError> {
        IdDocument::parse(kind, text, TODAY)
    }

    #[test]
    fn a_resident_id_tells_birth_date_and_gender() {
        let document = parse(ResidentId, "11010519491231002x").unwrap();
        assert_eq!(document.birth_date(), Some(Date::constant(1949, 12, 31)));
        assert_eq!(document.gender(), Some(Gender::Female));
        assert_eq!(format!("{document:?}"), "IdDocument(\"1101**********002X\")");
    }

    #[test]
    fn residence_permits_and_resident_ids_are_told_apart() {
        let permit = IdNumber::with_check_digit("81000020010101001").unwrap();
        assert!(parse(ResidencePermit, &permit).is_ok());
        assert_eq!(parse(ResidentId, &permit), Err(IdDocumentError::IsResidencePermit));
        assert_eq!(parse(ResidencePermit, "11010519491231002X"), Err(IdDocumentError::ResidencePermitRegion));
    }

    #[test]
    fn passes_and_passports_have_their_own_shapes() {
        assert_eq!(parse(HongKongMacaoPass, "h 1234 5678").unwrap().number(), "H12345678");
        assert_eq!(parse(HongKongMacaoPass, "K12345678"), Err(IdDocumentError::HongKongMacaoPass));
        assert_eq!(parse(TaiwanPass, "12345678").unwrap().masked(), "1*****78");
        assert_eq!(parse(TaiwanPass, "123456789"), Err(IdDocumentError::TaiwanPass));
        assert_eq!(parse(Passport, "e12345678").unwrap().number(), "E12345678");
        assert_eq!(parse(Passport, "护照12345"), Err(IdDocumentError::Passport));
    }

    #[test]
    fn foreign_permanent_residents_have_two_forms() {
        assert!(parse(ForeignPermanentResident, "CAN110080010101").is_ok());
        let new_form = IdNumber::with_check_digit("91112419900307001").unwrap();
        let document = parse(ForeignPermanentResident, &new_form).unwrap();
        assert_eq!(document.gender(), Some(Gender::Male));
        assert_eq!(parse(ForeignPermanentResident, "CA1100800101011"), Err(IdDocumentError::ForeignPermanentResident));
        assert_eq!(parse(ForeignPermanentResident, "永久"), Err(IdDocumentError::ForeignPermanentResident));
    }

    #[test]
    fn types_are_found_by_their_printed_names() {
        for kind in IdDocumentType::ALL {
            assert_eq!(IdDocumentType::from_label(kind.label()), Some(kind));
        }
        assert_eq!(IdDocumentType::from_label("驾驶证"), None);
    }
}
