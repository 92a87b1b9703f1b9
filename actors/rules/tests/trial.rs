//! 「试用期」 or 「见习期」: every nature of employer, either of the two, every length, wherever terms are filled in (SIG-01, OFF-01, BAC-01).

use crate::support::people;
use jiff::civil::{Date, date};
use wangqian_rules::{
    codes::{CodeTable, Codes},
    fields::Fields,
    form,
    forms::FormCode,
    terms::{PUBLIC_BODIES, Terms, Trial},
};

const TODAY: Date = date(2027, 6, 15);
const PROBATION: &str = "probation_months";
const APPRENTICESHIP: &str = "apprenticeship_months";
/// Beyond the limit of either.
const MONTHS: std::ops::RangeInclusive<u8> = 0..=13;

fn natures() -> impl Iterator<Item = (&'static str, bool)> {
    let codes = Codes::builtin().rows(CodeTable::EmployerNature).iter().map(|row| row.code.as_str());
    codes.map(|code| (code, PUBLIC_BODIES.contains(&code)))
}

fn named(fields: Fields) -> Vec<String> {
    let faults = fields.outcome(()).err().unwrap_or_default();
    faults.into_iter().map(|fault| fault.field.to_string()).collect()
}

/// The faults of an agreement on paper that says both lengths.
fn on_paper(form: FormCode, nature: &str, probation: u8, apprenticeship: u8) -> Vec<String> {
    let (mut answers, mut fields) = ((*people::agreement(form, 1).answers).clone(), Fields::default());
    answers.put("employer_nature", nature);
    answers.put(PROBATION, probation.to_string());
    answers.put(APPRENTICESHIP, apprenticeship.to_string());
    form::check(form.form(), &answers, Codes::builtin(), TODAY, &mut fields);
    named(fields)
}

/// The faults of an offer.
fn offered(nature: &str, trial: Trial) -> Vec<String> {
    let mut fields = Fields::default();
    let _kept = Terms { trial, ..people::terms() }.checked(nature, Codes::builtin(), TODAY, true, &mut fields);
    named(fields)
}

#[test]
#[doc = "OFF-01 BAC-01"]
fn on_paper_one_of_both_is_agreed_within_its_limit_and_only_public_bodies_have_the_second() {
    for form in [FormCode::OFFLINE_AGREEMENT, FormCode::PAPER_AGREEMENT] {
        for (nature, is_public) in natures() {
            for (probation, apprenticeship) in MONTHS.flat_map(|one| MONTHS.map(move |other| (one, other))) {
                let (too_long, too_long_too) = (probation > 6, apprenticeship > 12);
                let both = probation > 0 && !too_long;
                let refused = apprenticeship > 0 && !too_long_too && (both || !is_public);
                let mut wanted = Vec::new();
                wanted.extend(too_long.then_some(PROBATION));
                wanted.extend((too_long_too || refused).then_some(APPRENTICESHIP));
                let faults = on_paper(form, nature, probation, apprenticeship);
                assert_eq!(faults, wanted, "{form:?}, {nature}: {probation} and {apprenticeship}");
            }
        }
    }
}

#[test]
#[doc = "SIG-01"]
fn sig_01_an_offer_holds_one_of_both_and_the_employers_nature_says_which() {
    let path = |question: &str| format!("terms.{question}");
    for (nature, is_public) in natures() {
        assert_eq!(offered(nature, Trial::Neither), [""; 0]);
        for months in MONTHS.filter(|months| *months > 0) {
            let too_long = (months > 6).then(|| path(PROBATION));
            assert_eq!(
                offered(nature, Trial::Probation { months, salary: None }),
                Vec::from_iter(too_long),
                "{nature}: {months}"
            );
            let mut wanted = Vec::from_iter((months > 12).then(|| path(APPRENTICESHIP)));
            wanted.extend((!is_public).then(|| path(APPRENTICESHIP)));
            assert_eq!(offered(nature, Trial::Apprenticeship { months }), wanted, "{nature}: {months}");
        }
    }
}

#[test]
#[doc = "SIG-01"]
fn sig_01_eighty_percent_are_asked_of_the_pay_in_a_probation() {
    let paying = |yuan| Trial::Probation { months: 3, salary: Some(yuan) };
    assert_eq!(offered("39", paying(7_199)), ["terms.probation_salary"]);
    assert_eq!(offered("39", paying(7_200)), [""; 0]);
}
