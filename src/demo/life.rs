//! What has happened in the small world before anybody looks: invitations, answers and reviews, in waves. Each wave begins
//! when everybody has heard of the one before.

use super::{
    chance::Chance,
    plan::{Plan, SchoolPlan},
    terms,
};
use crate::people::ask;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::civil::Date;
use wangqian_rules::{
    admission::Admission,
    case::{CaseKind, Phase, Status},
    codes::can_sign_online,
    employer::{self, Employer, Offer, VALID_DAYS},
    graduate::{self, Act, Graduate},
    ids::*,
    refusal::Refusal,
    review::{Grant, Route, Stage, Verdict},
    school::{self, School, staff},
};
use wangqian_runtime::{AskError, Runtime};

/// Every school's own user is its first.
pub(super) const SCHOOL_USER: StaffId = StaffId(1);
/// Graduates, of all schools, who are invited.
const STORIES: usize = 120;
/// Fewer than wait in one employer's or school's mailbox.
const AT_ONCE: usize = 32;

/// What becomes of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Unanswered,
    Declined,
    Withdrawn,
    /// Waits at the first level of the school's route.
    Submitted,
    /// Waits at the school, past the department.
    Forwarded,
    RejectedFirst,
    RejectedLast,
    Effective,
}

/// The first one is the story of the graduate whose account is shown: an invitation to answer.
const FATES: [Fate; 12] = [
    Fate::Unanswered,
    Fate::Effective,
    Fate::Submitted,
    Fate::Forwarded,
    Fate::Unanswered,
    Fate::Declined,
    Fate::Effective,
    Fate::Submitted,
    Fate::RejectedFirst,
    Fate::Effective,
    Fate::Withdrawn,
    Fate::RejectedLast,
];

/// One invitation.
struct Story {
    case: CaseId,
    graduate: GraduateId,
    employer: EmployerId,
    reviewers: Reviewers,
    route: Route,
    fate: Fate,
    terms: wangqian_rules::terms::Terms,
}

/// The users of a graduate's department and school.
#[derive(Clone, Copy)]
pub(super) struct Reviewers {
    department: StaffId,
    school: StaffId,
}

impl Reviewers {
    /// As planned: the school's user is the first, then each department's.
    pub(super) fn of(school: &SchoolPlan, department: &str) -> Option<Self> {
        let place = school.departments.iter().position(|it| it.name == department)?;
        Some(Self { school: SCHOOL_USER, department: StaffId(u32::try_from(place).ok()? + 2) })
    }

    /// The school's word on the one who decides at this level.
    pub(super) async fn grant(
        self,
        runtime: &Runtime,
        graduate: GraduateId,
        case: CaseId,
        stage: Stage,
    ) -> Result<Result<Grant, Refusal>, AskError> {
        let reviewer = match stage {
            Stage::Department => self.department,
            Stage::School => self.school,
        };
        Ok(runtime.read::<School>(graduate.school).await?.authorise(reviewer, case, staff::Act::Review))
    }
}

pub(super) async fn live(runtime: &Runtime, plan: &Plan) -> Result<(), AskError> {
    let stories = stories(plan, runtime.now().date());
    wave(runtime, &stories, |story| invite(runtime, story)).await?;
    wave(runtime, &stories, |story| answer(runtime, story)).await?;
    wave(runtime, &stories, |story| review(runtime, story, Stage::Department)).await?;
    wave(runtime, &stories, |story| review(runtime, story, Stage::School)).await
}

async fn wave<'a, F>(runtime: &Runtime, stories: &'a [Story], step: impl Fn(&'a Story) -> F) -> Result<(), AskError>
where
    F: Future<Output = Result<(), AskError>>,
{
    stream::iter(stories.iter().map(step)).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    runtime.settled().await;
    Ok(())
}

/// The first graduates of each school who may sign, employers in turn.
fn stories(plan: &Plan, today: Date) -> Vec<Story> {
    let mut chance = Chance::new(0);
    let mut stories = Vec::new();
    for school in &plan.schools {
        for (turn, number) in who_may_sign(school).take(stories_of_each(plan)).enumerate() {
            stories.extend(Story::of(plan, school, number, turn, today, &mut chance));
        }
    }
    stories
}

/// Places of a school's graduates who may sign and register.
pub(super) fn who_may_sign(school: &SchoolPlan) -> impl Iterator<Item = usize> {
    let numbers = 0..school.graduates.len();
    numbers.filter(|number| can_sign_online(&school.graduates[*number].training_mode))
}

/// Invitations to graduates of one school.
pub(super) fn stories_of_each(plan: &Plan) -> usize {
    STORIES / plan.schools.len().max(1)
}

impl Story {
    fn of(plan: &Plan, school: &SchoolPlan, number: usize, turn: usize, today: Date, chance: &mut Chance) -> Option<Self> {
        let card = plan.employers.get(turn % plan.employers.len().max(1))?;
        let profile = school.graduates.get(number)?;
        let jobs = school.departments.iter().find(|department| department.name == profile.department)?.jobs;
        let job = &jobs[turn % jobs.len()];
        Some(Self {
            case: CaseId(uuid::Uuid::now_v7()),
            graduate: school.graduate_id(number)?,
            employer: card.id,
            reviewers: Reviewers::of(school, &profile.department)?,
            route: school.route,
            fate: FATES[turn % FATES.len()],
            terms: terms::offer(job, card, profile, today, chance),
        })
    }

    /// What a level decides, if anything yet.
    fn verdict(&self, stage: Stage) -> Option<Verdict> {
        let is_first = self.route.first() == stage;
        match (stage, self.fate) {
            (_, Fate::RejectedFirst) if is_first => {
                Some(reject("REJ_AGREEMENT_INFO", "薪酬与双方约定不一致，请核对后重新签约。"))
            }
            (Stage::Department, Fate::Forwarded | Fate::RejectedLast | Fate::Effective) => Some(Verdict::Approve),
            (Stage::School, Fate::RejectedLast) => Some(reject("REJ_JOB_CATEGORY", "职位类别与岗位不符，请重新选择。")),
            (Stage::School, Fate::Effective) => Some(Verdict::Approve),
            _ => None,
        }
    }
}

pub(super) fn reject(reason: &str, details: &str) -> Verdict {
    Verdict::Reject { reason: reason.to_owned(), details: details.to_owned() }
}

async fn invite(runtime: &Runtime, story: &Story) -> Result<(), AskError> {
    let admission = Ok(admission(runtime, story.graduate, CaseKind::ONLINE_SIGNING).await?);
    let offer = Offer { case: story.case, admission, valid_days: *VALID_DAYS.end(), terms: story.terms.clone() };
    ask::<Employer>(runtime, story.employer, employer::Command::Invite(Box::new(offer))).await.map(drop)
}

async fn answer(runtime: &Runtime, story: &Story) -> Result<(), AskError> {
    let act = match story.fate {
        Fate::Unanswered => return Ok(()),
        Fate::Declined => Act::Decline { reason: "已决定继续深造".to_owned() },
        Fate::Withdrawn => Act::Withdraw { by: story.employer, sent: None },
        _ => Act::Accept { admission: Ok(admission(runtime, story.graduate, CaseKind::ONLINE_SIGNING).await?) },
    };
    self::act(runtime, story.graduate, story.case, act).await
}

async fn review(runtime: &Runtime, story: &Story, stage: Stage) -> Result<(), AskError> {
    let waits_here = waits_at(runtime, story.graduate, story.case, stage).await?;
    let Some(verdict) = story.verdict(stage).filter(|_| waits_here) else { return Ok(()) };
    let grant = story.reviewers.grant(runtime, story.graduate, story.case, stage).await?;
    act(runtime, story.graduate, story.case, Act::Review { grant, verdict }).await
}

/// The school's word on a case of this kind.
pub(super) async fn admission(runtime: &Runtime, graduate: GraduateId, kind: CaseKind) -> Result<Admission, AskError> {
    match ask::<School>(runtime, graduate.school, school::Command::Admit { graduate, kind }).await? {
        school::Reply::Admitted(admission) => Ok(*admission),
        _ => Err(Refusal::NotFound.into()),
    }
}

pub(super) async fn waits_at(runtime: &Runtime, graduate: GraduateId, case: CaseId, stage: Stage) -> Result<bool, AskError> {
    let graduate = runtime.read::<Graduate>(graduate).await?;
    Ok(graduate.cases.get(&case).is_some_and(|case| case.status == Status::InReview(Phase::First, stage)))
}

/// Something happens to a case; the version that is decided on is the one there is.
pub(super) async fn act(runtime: &Runtime, id: GraduateId, case: CaseId, act: Act) -> Result<(), AskError> {
    let graduate = runtime.read::<Graduate>(id).await?;
    let seen = graduate.cases.get(&case).map(|case| case.version).ok_or(Refusal::NotFound)?;
    ask::<Graduate>(runtime, id, graduate::Command::Act { case, seen, act }).await.map(drop)
}
