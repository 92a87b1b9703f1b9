//! The copy of the graduate that a case was submitted with, beside the EMS's present one (SIG-04; guide §6.1).

use super::{Graduate, Move, entry};
use crate::{
    caller::Caller,
    case::*,
    entity::Ctx,
    profile::Profile,
    refusal::Refusal,
    review::{Grant, Stage},
};
use std::sync::Arc;

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: &'static str,
    pub label: &'static str,
    pub submitted: String,
    pub current: String,
    /// 「获取最新学生信息」 takes it over; otherwise the case must be rejected and submitted again.
    pub refreshable: bool,
}

/// All fields that differ. Those the guide does not name count as not refreshable.
pub fn differences(submitted: &Profile, current: &Profile) -> Vec<Difference> {
    let of = |field, label, refreshable, get: fn(&Profile) -> String| {
        let (submitted, current) = (get(submitted), get(current));
        (submitted != current).then_some(Difference { field, label, submitted, current, refreshable })
    };
    [
        of("name", "姓名", false, |it| it.name.clone()),
        of("id_no", "身份证号", false, |it| it.id_no.clone()),
        of("exam_no", "考生号", false, |it| it.exam_no.clone()),
        of("education_level", "学历", false, |it| it.education_level.clone()),
        of("major", "专业", false, |it| format!("{} {}", it.major_code, it.major)),
        of("training_mode", "培养方式", false, |it| it.training_mode.clone()),
        of("origin_region", "生源所在地", false, |it| it.origin_region.clone()),
        of("gender", "性别", true, |it| it.gender.clone()),
        of("ethnicity", "民族", true, |it| it.ethnicity.clone()),
        of("political_status", "政治面貌", true, |it| it.political_status.clone()),
        of("department", "所在院系", true, |it| it.department.clone()),
        of("schooling_years", "学制", true, |it| format!("{} 年", it.schooling_years)),
        of("student_no", "学号", true, |it| it.student_no.clone()),
        of("graduates_on", "毕业时间", true, |it| it.graduates_on.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a case may be approved: not while it differs in what nobody can refresh.
pub(super) fn approvable(case: &Case, current: &Profile) -> Result<(), Refusal> {
    let Some(submission) = &case.submission else { return Ok(()) };
    let fixed: Vec<_> = differences(&submission.profile, current)
        .into_iter()
        .filter(|difference| !difference.refreshable)
        .map(|difference| difference.label)
        .collect();
    if fixed.is_empty() { Ok(()) } else { Err(Refusal::MustResubmit(fixed)) }
}

/// Takes the EMS's present data into a case that waits for this reviewer.
pub(super) fn refresh(graduate: &Graduate, case: &Case, seen: u64, grant: Grant, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    let current = graduate.profile()?;
    case.expect(case.status.is_in_process(), seen)?;
    if matches!(case.status, Status::InReview(_, Stage::School)) && grant.stage == Stage::Department {
        return Err(Refusal::NotYourStage { stage: Stage::School.label() });
    }
    approvable(case, current)?;
    let submission = case.submission.clone().ok_or(Refusal::NotFound)?;
    let fields: Vec<_> =
        differences(&submission.profile, current).iter().map(|difference| difference.label.to_owned()).collect();
    if fields.is_empty() {
        return Err(Refusal::AlreadyDecided { happened: "已是最新学生信息".to_owned() });
    }
    let by = Caller::Staff { staff: grant.staff, name: grant.signs_as(), department: grant.department };
    let submission = Submission { profile: Arc::clone(current), ..submission };
    Ok(Move::to(case.status, entry(ctx.now, by, Did::Refreshed { fields })).submitting(submission))
}
