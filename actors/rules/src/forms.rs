//! The forms, ONE ROW A FORM: blocks that forms share, and what each asks beside them.

mod abroad;
pub mod agreement;
mod assistant;
mod blocks;
mod directed;
mod grassroots;
mod labour_contract;
mod offline_agreement;
mod other_hire;
mod own_business;
mod paper_agreement;
pub mod papers;
mod postgraduate;
mod recruited;
mod rescissions;
mod study;
mod transfers;
mod unemployed;

use crate::{codes::can_sign_online, form::Form};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::OnceLock};

/// A form that a graduate fills in, by its number (DES-01, OFF-01, BAC-01; guide §6 … §9).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8")]
pub struct FormCode(u8);

/// A number that no form has: what is stored was damaged, or written by a newer server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no form has the number {0}")]
pub struct UnknownForm(u8);

impl TryFrom<u8> for FormCode {
    type Error = UnknownForm;

    fn try_from(number: u8) -> Result<Self, UnknownForm> {
        if Self::all().any(|(known, _)| known == number) { Ok(Self(number)) } else { Err(UnknownForm(number)) }
    }
}

/// Forms that a test adds, to show that a description is enough for a form.
static MADE_UP: OnceLock<Vec<&'static Form>> = OnceLock::new();

/// By their numbers, which are stored: a new form comes last.
static TABLE: [&Form; 21] = [
    &labour_contract::FORM,
    &postgraduate::FORM,
    &unemployed::FORM,
    &recruited::LETTER_OF_ACCEPTANCE,
    &recruited::SERGEANT,
    &recruited::MEDICAL_TRAINING,
    &abroad::INTERNATIONAL_ORGANISATION,
    &abroad::WORK,
    &other_hire::FORM,
    &assistant::FORM,
    &grassroots::CONSCRIPT,
    &grassroots::NATIONAL,
    &grassroots::LOCAL,
    &own_business::STARTUP,
    &own_business::FREELANCE,
    &study::UPGRADE,
    &study::SECOND_BACHELOR,
    &study::ABROAD,
    &directed::FORM,
    &unemployed::PREPARES_FOR_STUDY,
    &unemployed::NOT_SEEKING,
];

/// Forms of agreements and their ends, which are no destinations.
static OF_AGREEMENTS: [&Form; 4] =
    [&offline_agreement::FORM, &paper_agreement::FORM, &rescissions::ONLINE, &rescissions::OFFLINE];

/// The number of the first form of agreements: destinations have those below.
const FIRST_OF_AGREEMENTS: u8 = 100;
/// The number of the first form that a test made up.
const FIRST_MADE_UP: u8 = 200;

impl FormCode {
    pub const OFFLINE_AGREEMENT: Self = Self(FIRST_OF_AGREEMENTS);
    pub const PAPER_AGREEMENT: Self = Self(FIRST_OF_AGREEMENTS + 1);
    pub const ONLINE_RESCISSION: Self = Self(FIRST_OF_AGREEMENTS + 2);
    pub const OFFLINE_RESCISSION: Self = Self(FIRST_OF_AGREEMENTS + 3);

    pub const LABOUR_CONTRACT: Self = Self(0);
    pub const POSTGRADUATE: Self = Self(1);
    pub const UNEMPLOYED: Self = Self(2);
    pub const LETTER_OF_ACCEPTANCE: Self = Self(3);
    pub const SERGEANT: Self = Self(4);
    pub const MEDICAL_TRAINING: Self = Self(5);
    pub const INTERNATIONAL_ORGANISATION: Self = Self(6);
    pub const WORK_ABROAD: Self = Self(7);
    pub const OTHER_HIRE: Self = Self(8);
    pub const ASSISTANT: Self = Self(9);
    pub const CONSCRIPT: Self = Self(10);
    pub const NATIONAL_GRASSROOTS: Self = Self(11);
    pub const LOCAL_GRASSROOTS: Self = Self(12);
    pub const STARTUP: Self = Self(13);
    pub const FREELANCE: Self = Self(14);
    pub const UPGRADE: Self = Self(15);
    pub const SECOND_BACHELOR: Self = Self(16);
    pub const STUDY_ABROAD: Self = Self(17);
    pub const DIRECTED: Self = Self(18);
    pub const PREPARES_FOR_STUDY: Self = Self(19);
    pub const NOT_SEEKING: Self = Self(20);

    /// The forms of 「去向登记」, in the order in which they are offered: the guide's.
    pub const DESTINATIONS: [Self; 21] = [
        Self::LETTER_OF_ACCEPTANCE,
        Self::SERGEANT,
        Self::MEDICAL_TRAINING,
        Self::INTERNATIONAL_ORGANISATION,
        Self::WORK_ABROAD,
        Self::LABOUR_CONTRACT,
        Self::OTHER_HIRE,
        Self::ASSISTANT,
        Self::CONSCRIPT,
        Self::NATIONAL_GRASSROOTS,
        Self::LOCAL_GRASSROOTS,
        Self::STARTUP,
        Self::FREELANCE,
        Self::UPGRADE,
        Self::POSTGRADUATE,
        Self::SECOND_BACHELOR,
        Self::STUDY_ABROAD,
        Self::DIRECTED,
        Self::UNEMPLOYED,
        Self::PREPARES_FOR_STUDY,
        Self::NOT_SEEKING,
    ];

    /// Whether graduates of this training mode may use it: 21 and 41 have 「定向/委培毕业去向补充登记」 alone, which nobody else has (ROS-05).
    pub fn is_open_to(self, training_mode: &str) -> bool {
        (self == Self::DIRECTED) != can_sign_online(training_mode)
    }

    /// Forms beside those of the table, once in a process and before anything else asks for a form: for tests. Gives their names.
    pub fn make_up(forms: Vec<&'static Form>) -> Vec<Self> {
        let names = forms.iter().map(|form| form.code).collect::<Vec<_>>();
        let _once = MADE_UP.set(forms);
        names.into_iter().filter_map(Self::from_code).collect()
    }

    /// Every form with its number.
    fn all() -> impl Iterator<Item = (u8, &'static Form)> {
        let made_up = MADE_UP.get().into_iter().flatten().copied();
        let agreements = (FIRST_OF_AGREEMENTS..).zip(OF_AGREEMENTS.iter().copied());
        (0..).zip(TABLE.iter().copied()).chain(agreements).chain((FIRST_MADE_UP..).zip(made_up))
    }

    /// The form.
    pub fn form(self) -> &'static Form {
        Self::all().find(|(number, _)| *number == self.0).map_or(TABLE[0], |(_, form)| form)
    }

    /// The form of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|(_, form)| form.code == code).map(|(number, _)| Self(number))
    }
}

/// The form of this code: of a destination, or one that is filled in elsewhere.
pub fn called(code: &str) -> Option<&'static Form> {
    let elsewhere = [&agreement::FORM, &papers::FORM];
    FormCode::all().map(|(_, form)| form).chain(elsewhere).find(|form| form.code == code)
}

impl fmt::Debug for FormCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.form().code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codes::{CodeTable, Codes},
        fields::Fields,
        form::{Answers, Asked, Holds, check},
    };
    use std::collections::BTreeSet;

    const TODAY: jiff::civil::Date = jiff::civil::date(2027, 5, 1);

    fn everywhere() -> impl Iterator<Item = &'static Form> {
        TABLE.into_iter().chain(OF_AGREEMENTS).chain([&agreement::FORM, &papers::FORM])
    }

    #[test]
    #[doc = "DES-01"]
    fn every_form_stands_in_the_table_of_forms_under_the_guides_name() {
        let codes = Codes::builtin();
        for form in TABLE {
            assert_eq!(codes.name(CodeTable::DestinationFormKind, form.code), Some(form.label));
            assert!(codes.contains(CodeTable::DestinationType, form.reported_as), "{}", form.code);
            assert_eq!(FormCode::from_code(form.code).map(|code| code.form().code), Some(form.code));
        }
    }

    #[test]
    #[doc = "DES-01"]
    fn no_form_asks_twice_and_conditions_name_fields_asked_before() {
        for form in everywhere() {
            let mut known = BTreeSet::new();
            for field in form.fields() {
                if let Asked::If(other, _) | Asked::Unless(other, _) = field.asked {
                    assert!(known.contains(other), "{}: {} depends on {other}", form.code, field.key);
                }
                assert!(known.insert(field.key), "{}: {} twice", form.code, field.key);
            }
            assert!(form.subject.is_empty() || known.contains(form.subject), "{}: no {}", form.code, form.subject);
        }
    }

    #[test]
    #[doc = "DES-01"]
    fn an_empty_form_says_of_every_needed_field_that_it_is_needed() {
        for form in everywhere() {
            let mut fields = Fields::default();
            check(form, &Answers::default(), Codes::builtin(), TODAY, &mut fields);
            let faults = fields.outcome(()).err().unwrap_or_default();
            let needed = form.fields().filter(|field| field.is_needed(&Answers::default())).map(|field| field.key);
            assert_eq!(
                faults.iter().map(|fault| &*fault.field).collect::<Vec<_>>(),
                needed.collect::<Vec<_>>(),
                "{}",
                form.code
            );
        }
    }

    #[test]
    fn an_answer_that_is_not_asked_any_more_is_not_kept_and_one_that_never_was_is_refused() {
        let asked = |household: &str| {
            let answers = [("household", household), ("household_region", "110108")];
            let answers = answers.into_iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
            let kept = check(FormCode::POSTGRADUATE.form(), &answers, Codes::builtin(), TODAY, &mut Fields::default());
            kept.text("household_region").is_some()
        };
        assert_eq!((asked("yes"), asked("no")), (true, false));
        let mut fields = Fields::default();
        let stray = [("colour".to_owned(), "red".to_owned())].into_iter().collect();
        check(FormCode::UNEMPLOYED.form(), &stray, Codes::builtin(), TODAY, &mut fields);
        assert!(fields.outcome(()).unwrap_err().iter().any(|fault| fault.field == "answers"));
    }

    #[test]
    fn a_stored_number_that_nothing_has_is_damage_and_not_the_first_of_the_table() {
        let unknown = u8::try_from(TABLE.len()).unwrap();
        assert_eq!(FormCode::try_from(unknown), Err(UnknownForm(unknown)));
        assert_eq!(FormCode::try_from(1), Ok(FormCode::POSTGRADUATE));
        assert!(crate::case::CaseKind::try_from(200).is_err());
        assert_eq!(crate::case::CaseKind::try_from(1), Ok(crate::case::CaseKind::DESTINATION));
    }

    #[test]
    fn every_code_that_a_form_offers_exists() {
        for field in everywhere().flat_map(|form| form.fields()) {
            if let Holds::CodeBelow(table, above) = field.holds {
                assert!(Codes::builtin().rows(table).iter().any(|row| row.parent.as_deref() == Some(above)), "{}", field.key);
            }
        }
    }
}
