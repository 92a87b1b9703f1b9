//! A case as lists and detail pages show it: the same shape for every kind of case and every reader.

mod acts;

pub use acts::*;

use crate::next::{Advice, Step};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One row of a list. `version` is what a decision on the row must name in `If-Match`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CaseRow {
    pub case: String,
    pub version: u64,
    /// `online_signing`, `offline_signing`, `backfill`, `online_rescission`, `offline_rescission`, `destination`.
    pub kind: String,
    /// 「在线签约」, 「线下签约」, 「去向登记」.
    pub kind_label: String,
    /// 「签约发起方」: `employer` or `graduate`.
    pub initiator: String,
    /// Stable code of the state, e.g. `in_review_department`; the table is in `GET /codes` under `case_states`.
    pub state: String,
    /// The state in the guide's words, for the reader of this row.
    pub state_label: String,
    /// The meaning of the state, for its colour and icon.
    pub tone: Tone,
    pub exam_no: String,
    pub graduate_name: String,
    pub school_name: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    /// The employer that takes part in it, whom a warning names; absent where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The other side: an employer, a school, a place.
    pub subject: String,
    /// The job of an agreement, the kind of a destination.
    pub detail: String,
    /// Empty where no job is part of it.
    pub job_category: String,
    /// 0 where no pay is part of it.
    pub salary_monthly: u32,
    /// When the waiting of the present state began.
    pub since_ms: i64,
    /// When the graduate accepted and the review began; absent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at_ms: Option<i64>,
    /// Until when an invitation can be answered; absent once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at_ms: Option<i64>,
    /// The person who decided last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// For `invalidated` ones: what it was before, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former_label: Option<String>,
    /// The agreement that it is about, for kinds that end one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// For reviewers: a verdict on it that can still be taken back; until then nobody else hears of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// For an employer who asked for `reminders`: from when its graduate can be reminded of an invitation again; absent where that can be now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_from_ms: Option<i64>,
}

/// A verdict that can still be taken back, by whoever gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Held {
    pub by: String,
    /// 「审核通过」, 「退回修改」, 「鉴证不通过」.
    pub what: String,
    pub until_ms: i64,
}

/// Same meaning, same colour, everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Waiting,
    Returned,
    Effective,
    Rejected,
    Ended,
}

/// A page of rows. `next` is the cursor of the following page, absent on the last.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CasePage {
    pub rows: Vec<CaseRow>,
    /// Rows matching the filter, over all pages.
    pub total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Filters of `GET /cases`; absent means all. `state` is a filter code of `GET /codes` → `case_filters`, or `unattended`: what waits at
/// departments where nobody can decide.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    /// A list of cases, or one kind.
    pub kind: Option<String>,
    pub state: Option<String>,
    /// `employer` or `graduate`.
    pub initiator: Option<String>,
    pub department: Option<String>,
    /// Part of a name, its pinyin or initials, part of a candidate number or employer name; for schools a whole ID number.
    pub q: Option<String>,
    /// `oldest` (default: who waits longest first) or `newest`.
    pub order: Option<String>,
    pub cursor: Option<String>,
    /// Rows to leave out, of those that follow the cursor: any place of the list can be read at once.
    pub offset: Option<usize>,
    /// 1 to 200, default 50.
    pub limit: Option<usize>,
    /// Whether rows say from when a reminder is possible; for employers.
    pub reminders: Option<bool>,
}

/// Everything one page needs to read and decide a case.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseDetail {
    pub row: CaseRow,
    /// For kinds with an agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<Terms>,
    /// For kinds with an agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<EmployerCard>,
    pub graduate: GraduateCard,
    /// `two_party` or `three_party`, for kinds with an agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement_kind: Option<String>,
    /// The fields that a school user may correct now, with their present codes.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub amendable: Vec<Amendable>,
    /// For kinds that are handed in by a form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled: Option<crate::form::Filled>,
    /// For a reviewer who may correct what was filled in: the form that it was filled in by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<crate::form::Form>,
    /// The answers in words, in the groups of the form.
    pub sections: Vec<Section>,
    /// The proof.
    pub materials: Vec<Material>,
    /// For a case that was returned: the fields that the reviewer named.
    pub fields_to_correct: Vec<String>,
    /// For reviewers: what the graduate has voided before (VOI-02).
    pub voided: Vec<Voided>,
    /// For reviewers of what is still to be decided: what to look at before. None of it keeps anybody from deciding.
    pub cautions: Vec<Caution>,
    /// For reviewers who may reject it: the codes of `reject_reason` that fit it (SIG-06).
    pub reject_reasons: Vec<String>,
    /// 「鉴证」 or 「审核」, by the agreement kind.
    pub review_word: String,
    /// The school's agreement handler for this graduate's level, when set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handler: Option<Handler>,
    /// The actions that the reader may take now.
    pub actions: Vec<Action>,
    /// Oldest first.
    pub trail: Vec<TrailEntry>,
    /// For reviewers: where the submitted copy differs from the EMS, what cannot be refreshed first (SIG-04).
    pub differences: Vec<Difference>,
    /// Why a reviewer for whom it waits cannot approve it, before anybody tries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<crate::settings::Obstacle>,
    /// The last thing that happened: who did what, when.
    pub happened: String,
    /// Where a reviewer goes on from here: what waits next for their own decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_item: Option<String>,
    /// Place in the reader's own queue, for reviewers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The next step, for the graduate and the employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Advice>,
    /// For the graduate: how far it is.
    pub steps: Vec<Step>,
    /// 「协议编号」, once there is an agreement to download (SIG-05).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement_number: Option<String>,
    /// For an agreement: the request for its end that is not over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescission: Option<OpenRescission>,
}

/// A request for the end of an agreement, which holds until then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenRescission {
    /// Its case.
    pub case: String,
    pub state_label: String,
    /// The next step with it, for the graduate and the employer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Advice>,
}

impl CaseDetail {
    /// Codes of what the reader may do now.
    pub fn offers(&self) -> Vec<&str> {
        self.actions.iter().map(|action| action.code.as_str()).collect()
    }
}

/// One thing that the reader may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Action {
    /// `undo`, `accept`, `decline`, `withdraw`, `invite_again`, `submit`, `take_back`, `void`, `approve`, `return`, `reject`, `correct`, `refresh`,
    /// `amend`, `agree`, `refuse`, `ask_rescission`, `upload_stamped`, `give_up`, `approve_unilaterally`, `force`, `void_ungraduated`.
    pub code: String,
    /// The words on its button.
    pub label: String,
    /// Its effect, to be said before it is done; may be empty.
    pub consequence: String,
}

/// One group of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Section {
    pub title: String,
    pub facts: Vec<Fact>,
}

/// One fact in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fact {
    /// The field of the form.
    pub key: String,
    pub label: String,
    pub text: String,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Caution {
    /// The question that it is about: the key of a fact, or of the employer's card (`employer_name`, `employer_nature`,
    /// `employer_industry`, `contact_phone`).
    pub field: String,
    pub code: String,
    pub text: String,
}

/// One file of the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Material {
    pub name: String,
    /// As the upload named it.
    pub file: String,
    pub media_type: String,
    pub bytes: u64,
    /// Where this reader gets it.
    pub url: String,
}

/// Something that the graduate has voided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Voided {
    pub case: String,
    pub detail: String,
    pub subject: String,
    pub voided_at_ms: i64,
}

/// One field that differs between a case and the EMS.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    pub field: String,
    pub label: String,
    pub submitted: String,
    pub current: String,
    /// 「获取最新学生信息」 takes it over; otherwise the case must be rejected and submitted again.
    pub refreshable: bool,
}

/// Place in the queue: 3 of 128, with the neighbours for previous and next.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// Counted from 1.
    pub at: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

/// One line of a case's history.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TrailEntry {
    pub at_ms: i64,
    pub who: String,
    pub what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// SHA-256 over this step and all before it, hexadecimal; absent for what is no step of the case (EXT-03).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// One line of a graduate's whole history (HOM-04).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TimelineEntry {
    pub case: String,
    /// The other side of the case.
    pub subject: String,
    #[serde(flatten)]
    pub entry: TrailEntry,
}

/// `GET /timeline`: everything that happened to a graduate, newest first.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Timeline {
    pub entries: Vec<TimelineEntry>,
}

/// The agreement's terms, as an employer fills them in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// 「职位名称」, 2–60 characters.
    pub job_title: String,
    /// 「职位类别」, code of `job_category`.
    pub job_category: String,
    /// 「工作地点」, code of `regions`.
    pub work_region: String,
    /// At most 120 characters.
    #[serde(default)]
    pub work_address: String,
    /// 「月薪」 before tax, yuan, 1–999999.
    pub salary_monthly: u32,
    #[serde(default)]
    pub salary_note: String,
    /// 「试用期」, months, 0–6.
    #[serde(default)]
    pub probation_months: u32,
    /// At least 80 % of the monthly salary.
    #[serde(default)]
    pub probation_salary: Option<u32>,
    /// 「见习期」 in place of 「试用期」, months, 0–12; of public bodies only: 机关, 事业单位.
    #[serde(default)]
    pub apprenticeship_months: u32,
    /// 「服务期」, half years: 3 means a year and a half; 0–40.
    #[serde(default)]
    pub service_half_years: u32,
    /// 「报到时间」 `YYYY-MM-DD`.
    pub report_from: String,
    /// 「报到期限」 `YYYY-MM-DD`.
    pub report_by: String,
    /// 「违约金」, yuan.
    #[serde(default)]
    pub penalty_amount: u32,
    #[serde(default)]
    pub penalty_note: String,
    /// 「其他约定」, at most 1000 characters.
    #[serde(default)]
    pub other_terms: String,
    /// 「接收档案」: where the archive goes, when the employer takes it.
    #[serde(default)]
    pub archive: Option<ArchiveTransfer>,
    /// 「接收户口」: where the household goes, when the employer takes it.
    #[serde(default)]
    pub household: Option<HouseholdTransfer>,
}

/// 「档案转寄」.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArchiveTransfer {
    /// Code of `archive_transfer_type`.
    pub transfer_type: String,
    pub organisation: String,
    pub region: String,
    pub address: String,
    pub postcode: String,
    pub contact: String,
    pub contact_phone: String,
}

/// 「户口迁转」.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdTransfer {
    /// Code of `household_transfer_type`.
    pub transfer_type: String,
    pub region: String,
    pub address: String,
}

/// The employer as the other parties see it, as it was when it invited.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EmployerCard {
    pub name: String,
    pub credit_code: String,
    pub nature: String,
    pub industry: String,
    pub region: String,
    pub address: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
}

/// The graduate as the other parties see it. ID number and phone are masked by the server (EXT-08).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct GraduateCard {
    /// The graduate, as a reveal of the full numbers names them.
    pub graduate: String,
    pub name: String,
    pub id_no_masked: String,
    pub exam_no: String,
    /// With ethnicity and political status, absent for an employer until the graduate has accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub student_no: Option<String>,
    pub gender: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub political_status: Option<String>,
    pub school_name: String,
    pub department: String,
    pub major: String,
    pub education_level: String,
    pub schooling_years: String,
    pub training_mode: String,
    pub graduate_date: String,
    pub cohort: u16,
    pub mobile_masked: String,
}

/// 「协议经办人」, printed on the agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Handler {
    pub name: String,
    pub phone: String,
    pub address: String,
    pub postcode: String,
}

/// `POST /cases/{case}/refusal`: the graduate declines.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// Optional, at most 200 characters.
    #[serde(default)]
    pub reason: String,
}

/// `POST /cases/{case}/review`: a reviewer decides.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "verdict", rename_all = "snake_case", deny_unknown_fields)]
pub enum Review {
    Approve {},
    /// For correction, where the kind knows it: why, 2–500 characters, and which fields of the form are meant (`files`: the proof).
    Return {
        reason: String,
        #[serde(default)]
        fields: Vec<String>,
    },
    /// 「学生单方面解约」, by a school user, with 「具体情况说明」 of 10–500 characters (RES-04).
    ApproveUnilaterally {
        statement: String,
    },
    /// Both are required (SIG-06): a code of `reject_reason` and the specific problem, 1–500 characters.
    Reject {
        reason: String,
        details: String,
    },
}

/// How a verdict is given.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Holding {
    /// It takes effect after ten seconds, in which `POST /cases/{case}/undo` takes it back; without it, at once.
    pub hold: Option<bool>,
}

/// The answer to a command on a case: the row as it is now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CaseChanged {
    pub case: String,
    pub version: u64,
    pub state: String,
    pub state_label: String,
    /// After a verdict that can be taken back: until when. The case is as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_until_ms: Option<i64>,
}
