//! The agreement of a case, in words.

use super::{day, parts};
use wangqian_papers::agreement::{self as sheet, AgreementSheet, Basis, Code, Parties, Signature, Signatures, Trial};
use wangqian_rules::{
    case::{Case, Content, Did, Phase, Status, TrailEntry, history},
    codes::{CodeTable, Codes},
    form::{Answers, Unit},
    privacy::{self, Reader},
    profile::Profile,
    refusal::Refusal,
    review::AgreementKind,
    school::{numbers::AgreementNumber, settings::Handler},
    terms::{self, ArchiveTransfer, HouseholdTransfer, Terms},
};

/// First digits of the history's last hash in the code: enough to tell one state of an agreement from another.
const HASH_IN_CODE: usize = 16;

/// Where the codes of a document lead.
pub struct Addresses {
    /// Of this server, for people.
    pub origin: String,
    /// The page that takes the stamped image of this agreement, by the paper alone (OFF-02).
    pub stamping: String,
}

/// The agreement of a case: as its parties confirmed it here, or as it is printed to be signed and stamped.
///
/// # Errors
/// `NotIssued`: the school has not approved it.
pub fn agreement(
    case: &Case,
    number: AgreementNumber,
    handler: Option<&Handler>,
    addresses: &Addresses,
    codes: &Codes,
) -> Result<AgreementSheet, Refusal> {
    let (Some(submission), Some(issued)) = (&case.submission, case.issued()) else { return Err(Refusal::NotIssued) };
    let history = history::head(case.id, &history::links(case.id, &case.trail));
    let agreed = Agreed::of(case).ok_or(Refusal::NotIssued)?;
    let is_over = matches!(case.status, Status::Ended(_) | Status::Invalidated);
    Ok(AgreementSheet {
        number: number.to_string(),
        parties: match case.agreement_kind {
            Some(AgreementKind::TwoParty) => Parties::Two,
            Some(AgreementKind::ThreeParty) | None => Parties::Three,
        },
        basis: agreed.basis,
        cohort: number.cohort,
        graduate: graduate(&submission.profile, &case.school_name, codes),
        employer: employer(&agreed, codes),
        terms: terms(&agreed.terms, codes),
        archive: agreed.terms.archive.as_ref().map(|archive| archived(archive, codes)),
        household: agreed.terms.household.as_ref().map(|household| moved(household, codes)),
        handler: handler.map(handled).unwrap_or_default(),
        signatures: signatures(case, agreed.basis, issued),
        standing: is_over.then(|| case.status.label(case.kind).to_owned()),
        code: if matches!(case.status, Status::Open(Phase::Second, _)) {
            Code::Stamping(addresses.stamping.clone())
        } else {
            Code::Verification(code_address(&addresses.origin, number, &history))
        },
        history,
        at: parts(issued.at),
    })
}

/// The same of an offer and of a form that a graduate filled in.
struct Agreed {
    basis: Basis,
    employer: Answers,
    terms: Terms,
}

impl Agreed {
    fn of(case: &Case) -> Option<Self> {
        match &case.content {
            Content::Agreement(agreement) => {
                let card = &agreement.employer;
                let mut employer = Answers::default();
                employer.put("credit_code", &card.credit_code);
                employer.put("employer_name", &card.name);
                employer.put("employer_nature", &card.nature);
                employer.put("employer_industry", &card.industry);
                employer.put("employer_region", &card.region);
                employer.put("employer_address", &card.address);
                employer.put("contact_name", &card.contact_name);
                employer.put("contact_phone", &card.contact_phone);
                employer.put("contact_email", &card.contact_email);
                Some(Self { basis: Basis::Confirmed, employer, terms: (*agreement.terms).clone() })
            }
            Content::Form(filled) if case.facts().issues_agreement() => {
                let answers = (*filled.answers).clone();
                Some(Self { basis: Basis::Paper, terms: Terms::of(&answers), employer: answers })
            }
            Content::Form(_) => None,
        }
    }
}

/// On paper all of them are empty.
fn signatures(case: &Case, basis: Basis, issued: &TrailEntry) -> Signatures {
    if basis == Basis::Paper {
        return Signatures::default();
    }
    let last = |is_it: fn(&Did) -> bool| case.trail.iter().rev().find(|entry| is_it(&entry.did));
    Signatures {
        employer: confirmed(last(|did| *did == Did::Invited)),
        graduate: confirmed(last(|did| *did == Did::Accepted)),
        school: confirmed(Some(issued)),
    }
}

/// Where the code leads: the public page, with the number and the state of the agreement that was printed.
pub fn code_address(origin: &str, number: AgreementNumber, history: &str) -> String {
    format!("{origin}/verify?n={number}&h={}", &history[..HASH_IN_CODE.min(history.len())])
}

pub(super) fn confirmed(entry: Option<&TrailEntry>) -> Signature {
    entry.map_or(Signature::Blank, |entry| Signature::Confirmed { by: entry.by.shown(), at: entry.at.to_string() })
}

fn graduate(profile: &Profile, school: &str, codes: &Codes) -> sheet::Graduate {
    let name = |table, code: &str| codes.name(table, code).unwrap_or(code).to_owned();
    sheet::Graduate {
        name: profile.name.clone(),
        gender: name(CodeTable::Gender, &profile.gender),
        ethnicity: name(CodeTable::Ethnicity, &profile.ethnicity),
        political_status: name(CodeTable::PoliticalStatus, &profile.political_status),
        id_number: privacy::id_number(&profile.id_no, Reader::Party),
        exam_number: profile.exam_no.clone(),
        student_number: profile.student_no.clone(),
        school: school.to_owned(),
        department: profile.department.clone(),
        major: profile.major.clone(),
        education_level: name(CodeTable::EducationLevel, &profile.education_level),
        schooling_years: format!("{} 年", profile.schooling_years),
        training_mode: name(CodeTable::TrainingMode, &profile.training_mode),
        graduates_on: day(profile.graduates_on),
        phone: privacy::phone(&profile.mobile),
    }
}

fn employer(agreed: &Agreed, codes: &Codes) -> sheet::Employer {
    let text = |question| agreed.employer.text_or_empty(question);
    let name = |table, question| codes.name(table, &text(question)).map_or_else(|| text(question), str::to_owned);
    sheet::Employer {
        name: text("employer_name"),
        credit_code: text("credit_code"),
        nature: name(CodeTable::EmployerNature, "employer_nature"),
        industry: name(CodeTable::EmployerIndustry, "employer_industry"),
        place: place(&text("employer_region"), codes),
        address: text("employer_address"),
        contact_name: text("contact_name"),
        contact_phone: text("contact_phone"),
        contact_email: text("contact_email"),
    }
}

fn terms(terms: &Terms, codes: &Codes) -> sheet::Terms {
    let category = codes.name(CodeTable::JobCategory, &terms.job_category).unwrap_or(&terms.job_category);
    let (trial, trial_salary) = match terms.trial {
        terms::Trial::Neither => (Trial::Neither, None),
        terms::Trial::Probation { months, salary } => (Trial::Probation(months), salary),
        terms::Trial::Apprenticeship { months } => (Trial::Apprenticeship(months), None),
    };
    sheet::Terms {
        job_title: terms.job_title.clone(),
        job_category: category.to_owned(),
        work_place: with_note(place(&terms.work_region, codes), &terms.work_address),
        salary: with_note(format!("每月 {} 元（税前）", terms.salary_monthly), &terms.salary_note),
        trial,
        trial_salary: trial_salary.map(|yuan| format!("{yuan} 元")).unwrap_or_default(),
        service: Unit::HalfYears.words(terms.service_half_years.into()),
        report_from: day(terms.report_from),
        report_by: day(terms.report_by),
        penalty: match terms.penalty_amount {
            0 => with_note("不约定".to_owned(), &terms.penalty_note),
            yuan => with_note(format!("{yuan} 元"), &terms.penalty_note),
        },
        other: terms.other_terms.clone(),
    }
}

fn with_note(text: String, note: &str) -> String {
    if note.trim().is_empty() { text } else { format!("{text}；{note}") }
}

fn archived(archive: &ArchiveTransfer, codes: &Codes) -> sheet::Archive {
    let kind = codes.name(CodeTable::ArchiveTransferType, &archive.transfer_type).unwrap_or(&archive.transfer_type);
    sheet::Archive {
        kind: kind.to_owned(),
        organisation: archive.organisation.clone(),
        place: place(&archive.region, codes),
        address: archive.address.clone(),
        postcode: archive.postcode.clone(),
        contact: archive.contact.clone(),
        phone: archive.contact_phone.clone(),
    }
}

fn moved(household: &HouseholdTransfer, codes: &Codes) -> sheet::Household {
    let kind = codes.name(CodeTable::HouseholdTransferType, &household.transfer_type).unwrap_or(&household.transfer_type);
    sheet::Household { kind: kind.to_owned(), place: place(&household.region, codes), address: household.address.clone() }
}

fn handled(handler: &Handler) -> sheet::Handler {
    let Handler { name, phone, address, postcode } = handler.clone();
    sheet::Handler { name, phone, address, postcode }
}

fn place(region: &str, codes: &Codes) -> String {
    codes.region_name(region).unwrap_or_else(|| region.to_owned())
}
