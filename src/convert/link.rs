//! What crosses between the two systems, as it is sent from server to server.

use super::{archive_in, archive_out, household_in, household_out, level_code, level_in, permissions, permissions_in};
use crate::exchange::Asked;
use std::sync::Arc;
use wangqian_protocol::link as wire;
use wangqian_rules::{
    account::records::WayIn,
    check::IdDocumentType,
    codes::level_group,
    exchange::{
        PasswordVersion,
        standing::{Held, Standing},
        *,
    },
    ids::*,
    profile::Profile,
    school::staff::{Post, Staff},
    time::UnixMs,
};

/// What is wrong with cargo that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}无法识别")]
pub struct Unreadable(&'static str);

/// Cargo as it is sent.
pub fn cargo_out(cargo: &Cargo) -> wire::Cargo {
    match cargo {
        Cargo::School(SchoolEntry { name, province }) => wire::Cargo::School { name: name.clone(), province: province.0 },
        Cargo::Roster(row) => wire::Cargo::Roster {
            graduate: row.id.to_string(),
            revision: row.revision,
            removed_at_ms: row.removed_at.map(|at| at.0),
            profile: Box::new(profile_out(&row.profile)),
        },
        Cargo::Staff(change) => wire::Cargo::Staff(Box::new(staff_out(change))),
        Cargo::Activation(it) => wire::Cargo::Activation {
            graduate: it.graduate.to_string(),
            login: it.login.clone(),
            revision: it.revision,
            code_hash: hex::encode(it.code_hash),
            resets: it.resets,
        },
        Cargo::Password(it) => wire::Cargo::Password {
            staff: it.staff.0,
            account: it.account.0.to_string(),
            issued: it.version.issued,
            set: it.version.set,
            phc: it.phc.clone(),
        },
        Cargo::Resend(graduate) => wire::Cargo::Resend { graduate: graduate.to_string() },
        Cargo::Report(report) => report_out(report),
        Cargo::Transfers(it) => wire::Cargo::Transfers {
            graduate: it.graduate.to_string(),
            revision: it.revision,
            archive: it.archive.clone().map(archive_out),
            archive_at_ms: it.archive_at.0,
            household: it.household.clone().map(household_out),
            household_at_ms: it.household_at.0,
        },
    }
}

const WAYS: [(WayIn, &str); 4] =
    [(WayIn::Code, "code"), (WayIn::OwnPassword, "own_password"), (WayIn::OthersToo, "others_too"), (WayIn::Claim, "claim")];

/// A way in as it is sent.
pub fn way_out(way: WayIn) -> String {
    WAYS.iter().find(|(known, _)| *known == way).map_or("", |(_, code)| *code).to_owned()
}

/// The same, as it came.
pub fn way_in(code: &str) -> Option<WayIn> {
    WAYS.iter().find(|(_, known)| *known == code).map(|(way, _)| *way)
}

/// The graduate whose way in is asked for, as it is sent.
pub fn asked_out(Asked { graduate, login, name }: Asked) -> wire::WayInOf {
    wire::WayInOf { graduate: graduate.to_string(), login, name }
}

/// The same, as it came.
pub fn asked_in(wire::WayInOf { graduate, login, name }: wire::WayInOf) -> Result<Asked, Unreadable> {
    Ok(Asked { graduate: graduate_in(&graduate)?, login, name })
}

/// What is held of a graduate, as it is sent.
pub fn standing_out(it: Standing) -> wire::Standing {
    wire::Standing {
        graduate: it.graduate.to_string(),
        in_roster: it.in_roster,
        name: it.name,
        exam_no: it.exam_no,
        department: it.department,
        major: it.major,
        education_level: it.education_level,
        destination: it
            .destination
            .map(|Held { case, employer_name }| wire::HeldAgreement { case: case.to_string(), employer_name }),
        archive: it.archive.map(archive_out),
        household: it.household.map(household_out),
    }
}

/// The same, as it came.
pub fn standing_in(it: wire::Standing) -> Result<Standing, Unreadable> {
    let held = |wire::HeldAgreement { case, employer_name }| {
        case.parse().map(|case| Held { case, employer_name }).map_err(|_| Unreadable("签约编号"))
    };
    Ok(Standing {
        graduate: graduate_in(&it.graduate)?,
        in_roster: it.in_roster,
        name: it.name,
        exam_no: it.exam_no,
        department: it.department,
        major: it.major,
        education_level: it.education_level,
        destination: it.destination.map(held).transpose()?,
        archive: it.archive.map(archive_in),
        household: it.household.map(household_in),
    })
}

/// Cargo as it came.
pub fn cargo_in(cargo: wire::Cargo) -> Result<Cargo, Unreadable> {
    Ok(match cargo {
        wire::Cargo::School { name, province } => Cargo::School(SchoolEntry { name, province: ProvinceId(province) }),
        wire::Cargo::Roster { graduate, revision, removed_at_ms, profile } => {
            let id = graduate_in(&graduate)?;
            let profile = Arc::new(profile_in(id.cohort, *profile)?);
            Cargo::Roster(RosterChange { id, revision, profile, removed_at: removed_at_ms.map(UnixMs) })
        }
        wire::Cargo::Staff(entry) => Cargo::Staff(staff_in(*entry)?),
        wire::Cargo::Password { staff, account, issued, set, phc } => {
            let account = account.parse().map(AccountId).map_err(|_| Unreadable("账号"))?;
            let version = PasswordVersion { issued, set };
            Cargo::Password(PasswordChange { staff: StaffId(staff), account, version, phc })
        }
        wire::Cargo::Activation { graduate, login, revision, code_hash, resets } => {
            let (graduate, code_hash) = (graduate_in(&graduate)?, hash_in(&code_hash)?);
            Cargo::Activation(Activation { graduate, login, revision, code_hash, resets })
        }
        wire::Cargo::Resend { graduate } => Cargo::Resend(graduate_in(&graduate)?),
        wire::Cargo::Transfers { graduate, revision, archive, archive_at_ms, household, household_at_ms } => {
            Cargo::Transfers(TransfersChange {
                graduate: graduate_in(&graduate)?,
                revision,
                archive: archive.map(archive_in),
                archive_at: UnixMs(archive_at_ms),
                household: household.map(household_in),
                household_at: UnixMs(household_at_ms),
            })
        }
        wire::Cargo::Destination { graduate, revision, at_ms, destination } => {
            let destination = destination.map(|it| destination_in(*it)).transpose()?.map(Box::new);
            report_in(&graduate, revision, at_ms, Said::Destination(destination))?
        }
        wire::Cargo::Contact { graduate, revision, at_ms, mobile, email } => {
            report_in(&graduate, revision, at_ms, Said::Contact { mobile, email })?
        }
    })
}

fn graduate_in(text: &str) -> Result<GraduateId, Unreadable> {
    text.parse().map_err(|()| Unreadable("毕业生编号"))
}

fn hash_in(text: &str) -> Result<[u8; 32], Unreadable> {
    let mut hash = [0; 32];
    hex::decode_to_slice(text, &mut hash).map_err(|_| Unreadable("激活码"))?;
    Ok(hash)
}

fn report_out(report: &Report) -> wire::Cargo {
    let (graduate, revision, at_ms) = (report.graduate.to_string(), report.revision, report.at.0);
    match &report.said {
        Said::Destination(destination) => {
            let destination = destination.as_deref().map(|it| Box::new(destination_out(it)));
            wire::Cargo::Destination { graduate, revision, at_ms, destination }
        }
        Said::Contact { mobile, email } => {
            let (mobile, email) = (mobile.clone(), email.clone());
            wire::Cargo::Contact { graduate, revision, at_ms, mobile, email }
        }
    }
}

fn report_in(graduate: &str, revision: u64, at_ms: i64, said: Said) -> Result<Cargo, Unreadable> {
    Ok(Cargo::Report(Report { graduate: graduate_in(graduate)?, revision, at: UnixMs(at_ms), said }))
}

fn destination_out(it: &Destination) -> wire::Destination {
    let it = it.clone();
    wire::Destination {
        case: it.case.to_string(),
        code: it.code,
        credit_code: it.credit_code,
        employer_name: it.employer_name,
        employer_nature: it.employer_nature,
        employer_industry: it.employer_industry,
        employer_region: it.employer_region,
        job_title: it.job_title,
        job_category: it.job_category,
        work_region: it.work_region,
        archive: it.archive.map(archive_out),
        household: it.household.map(household_out),
    }
}

fn destination_in(it: wire::Destination) -> Result<Destination, Unreadable> {
    Ok(Destination {
        case: it.case.parse().map_err(|()| Unreadable("去向编号"))?,
        code: it.code,
        credit_code: it.credit_code,
        employer_name: it.employer_name,
        employer_nature: it.employer_nature,
        employer_industry: it.employer_industry,
        employer_region: it.employer_region,
        job_title: it.job_title,
        job_category: it.job_category,
        work_region: it.work_region,
        archive: it.archive.map(archive_in),
        household: it.household.map(household_in),
    })
}

fn staff_out(change: &StaffChange) -> wire::StaffEntry {
    let scope = change.staff.scope();
    wire::StaffEntry {
        staff: change.id.0,
        revision: change.revision,
        login: change.login.clone(),
        name: change.staff.name.clone(),
        department: scope.department,
        level: scope.level.map(|level| level_code(level).to_owned()),
        permissions: permissions(&change.staff.permissions),
        locked: change.locked,
        activation: change.activation.map(hex::encode),
    }
}

fn staff_in(entry: wire::StaffEntry) -> Result<StaffChange, Unreadable> {
    let level = level_in(entry.level.as_deref()).ok_or(Unreadable("学历层次"))?;
    let post = entry.department.map_or(Post::School { level }, |name| Post::Department { name, level });
    let permissions = permissions_in(&entry.permissions).ok_or(Unreadable("权限"))?;
    Ok(StaffChange {
        id: StaffId(entry.staff),
        revision: entry.revision,
        login: entry.login,
        staff: Arc::new(Staff { name: entry.name, post, permissions }),
        locked: entry.locked,
        activation: entry.activation.as_deref().map(hash_in).transpose()?,
    })
}

fn profile_out(it: &Profile) -> wire::RosterProfile {
    let it = it.clone();
    wire::RosterProfile {
        id_type: it.id_type.label().to_owned(),
        exam_no: it.exam_no,
        name: it.name,
        id_no: it.id_no,
        gender: it.gender,
        ethnicity: it.ethnicity,
        political_status: it.political_status,
        department: it.department,
        class_name: it.class_name,
        student_no: it.student_no,
        education_level: it.education_level,
        major_code: it.major_code,
        major: it.major,
        schooling_years: it.schooling_years,
        training_mode: it.training_mode,
        directed_employer: it.directed_employer,
        origin_region: it.origin_region,
        enrolled_on: it.enrolled_on,
        graduates_on: it.graduates_on.to_string(),
        normal_student_type: it.normal_student_type,
        hardship_type: it.hardship_type,
        mobile: it.mobile,
        email: it.email,
        archive_in_school: it.archive_in_school,
        household_in_school: it.household_in_school,
    }
}

fn profile_in(cohort: u16, it: wire::RosterProfile) -> Result<Profile, Unreadable> {
    Ok(Profile {
        cohort,
        level: level_group(&it.education_level).ok_or(Unreadable("学历"))?,
        id_type: IdDocumentType::from_label(&it.id_type).ok_or(Unreadable("身份证件类型"))?,
        graduates_on: it.graduates_on.parse().map_err(|_| Unreadable("毕业时间"))?,
        exam_no: it.exam_no,
        name: it.name,
        id_no: it.id_no,
        gender: it.gender,
        ethnicity: it.ethnicity,
        political_status: it.political_status,
        department: it.department,
        class_name: it.class_name,
        student_no: it.student_no,
        education_level: it.education_level,
        major_code: it.major_code,
        major: it.major,
        schooling_years: it.schooling_years,
        training_mode: it.training_mode,
        directed_employer: it.directed_employer,
        origin_region: it.origin_region,
        enrolled_on: it.enrolled_on,
        normal_student_type: it.normal_student_type,
        hardship_type: it.hardship_type,
        mobile: it.mobile,
        email: it.email,
        archive_in_school: it.archive_in_school,
        household_in_school: it.household_in_school,
    })
}
