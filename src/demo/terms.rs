//! What invented employers offer.

use super::{catalogue::Job, chance::Chance};
use jiff::{ToSpan, civil::Date};
use wangqian_rules::{
    case::EmployerCard,
    profile::Profile,
    terms::{ArchiveTransfer, HouseholdTransfer, PUBLIC_BODIES, Terms, Trial},
};

const POSTCODE: &str = "210000";

/// Terms that hold today, for this job at this employer.
pub(super) fn offer(job: &Job, card: &EmployerCard, profile: &Profile, today: Date, chance: &mut Chance) -> Terms {
    let salary_monthly = job.pay + 100 * chance.below(20);
    let report_from = profile.graduates_on.max(today).saturating_add(14.days());
    let takes_archive = profile.archive_in_school && chance.once_in(2);
    let takes_household = profile.household_in_school && chance.once_in(3);
    let salary_note = chance.pick(&["", "年终奖另计", "含餐补 500 元", "五险一金齐全"]).to_owned();
    let probation_months = chance.pick(&[0, 2, 3, 6]);
    let pays_less = probation_months > 0 && chance.once_in(2);
    let probation_salary = pays_less.then_some(salary_monthly * 9 / 10);
    Terms {
        job_title: job.title.to_owned(),
        job_category: job.category.to_owned(),
        work_region: card.region.clone(),
        work_address: card.address.clone(),
        salary_monthly,
        salary_note,
        trial: trial(card, probation_months, probation_salary),
        service_half_years: chance.pick(&[0, 4, 6]),
        report_from,
        report_by: report_from.saturating_add(15.days()),
        penalty_amount: chance.pick(&[0, 2_000, 3_000, 5_000]),
        penalty_note: String::new(),
        other_terms: chance.pick(&["", "提供人才公寓一年", "可协助申请当地购房补贴"]).to_owned(),
        archive: takes_archive.then(|| archive(card)),
        household: takes_household.then(|| household(card)),
    }
}

/// Public bodies agree on 「见习期」 where others agree on 「试用期」.
fn trial(card: &EmployerCard, months: u8, salary: Option<u32>) -> Trial {
    match months {
        0 => Trial::Neither,
        _ if PUBLIC_BODIES.contains(&card.nature.as_str()) => Trial::Apprenticeship { months: 12 },
        months => Trial::Probation { months, salary },
    }
}

fn archive(card: &EmployerCard) -> ArchiveTransfer {
    ArchiveTransfer {
        transfer_type: "ARC_EMPLOYER".to_owned(),
        organisation: card.name.clone(),
        region: card.region.clone(),
        address: card.address.clone(),
        postcode: POSTCODE.to_owned(),
        contact: card.contact_name.clone(),
        contact_phone: card.contact_phone.clone(),
    }
}

fn household(card: &EmployerCard) -> HouseholdTransfer {
    HouseholdTransfer { transfer_type: "HUK_EMPLOYER".to_owned(), region: card.region.clone(), address: card.address.clone() }
}
