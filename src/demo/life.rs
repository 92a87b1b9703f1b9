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
    case::{CaseKind, Phase, Status},
    codes::can_sign_online,
    employer::{self, Employer, Offer, VALID_DAYS},
    graduate::{self, Act, Graduate},
    ids::*,
    refusal::Refusal,
    review::{Admission, Route, Stage, Verdict},
    school::{self, School, staff},
};
use wangqian_runtime::{AskError, Runtime};

/// Graduates, of all schools, to whom something happens.
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
    /// The users of the graduate's department and school.
    reviewers: Reviewers,
    route: Route,
    fate: Fate,
    terms: wangqian_rules::terms::Terms,
}

#[derive(Clone, Copy)]
struct Reviewers {
    department: StaffId,
    school: StaffId,
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
    let each = STORIES / plan.schools.len().max(1);
    let mut stories = Vec::new();
    for school in &plan.schools {
        let numbers = 0..school.graduates.len();
        let signing = numbers.filter(|number| can_sign_online(&school.graduates[*number].training_mode));
        for (turn, number) in signing.take(each).enumerate() {
            stories.extend(Story::of(plan, school, number, turn, today, &mut chance));
        }
    }
    stories
}

impl Story {
    fn of(plan: &Plan, school: &SchoolPlan, number: usize, turn: usize, today: Date, chance: &mut Chance) -> Option<Self> {
        let card = plan.employers.get(turn % plan.employers.len().max(1))?;
        let profile = school.graduates.get(number)?;
        let place = school.departments.iter().position(|department| department.name == profile.department)?;
        let jobs = school.departments[place].jobs;
        let job = &jobs[turn % jobs.len()];
        Some(Self {
            case: CaseId(uuid::Uuid::now_v7()),
            graduate: school.graduate_id(number)?,
            employer: card.id,
            // As planned: the school's user is the first, then each department's.
            reviewers: Reviewers { school: StaffId(1), department: StaffId(u32::try_from(place).ok()? + 2) },
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

fn reject(reason: &str, details: &str) -> Verdict {
    Verdict::Reject { reason: reason.to_owned(), details: details.to_owned() }
}

async fn invite(runtime: &Runtime, story: &Story) -> Result<(), AskError> {
    let admission = Ok(admission(runtime, story.graduate).await?);
    let offer = Offer { case: story.case, admission, valid_days: *VALID_DAYS.end(), terms: story.terms.clone() };
    ask::<Employer>(runtime, story.employer, employer::Command::Invite(Box::new(offer))).await.map(drop)
}

async fn answer(runtime: &Runtime, story: &Story) -> Result<(), AskError> {
    let (case, seen) = (story.case, seen(runtime, story).await?);
    let act = match story.fate {
        Fate::Unanswered => return Ok(()),
        Fate::Declined => Act::Decline { reason: "已决定继续深造".to_owned() },
        Fate::Withdrawn => Act::Withdraw { by: story.employer, sent: None },
        _ => Act::Accept { admission: Ok(admission(runtime, story.graduate).await?) },
    };
    let command = graduate::Command::Act { case, seen, act };
    ask::<Graduate>(runtime, story.graduate, command).await.map(drop)
}

async fn review(runtime: &Runtime, story: &Story, stage: Stage) -> Result<(), AskError> {
    let waits_here = status(runtime, story).await? == Some(Status::InReview(Phase::First, stage));
    let Some(verdict) = story.verdict(stage).filter(|_| waits_here) else { return Ok(()) };
    let reviewer = match stage {
        Stage::Department => story.reviewers.department,
        Stage::School => story.reviewers.school,
    };
    let school = runtime.read::<School>(story.graduate.school).await?;
    let grant = school.authorise(reviewer, story.case, staff::Act::Review);
    let (case, seen) = (story.case, seen(runtime, story).await?);
    let command = graduate::Command::Act { case, seen, act: Act::Review { grant, verdict } };
    ask::<Graduate>(runtime, story.graduate, command).await.map(drop)
}

async fn admission(runtime: &Runtime, graduate: GraduateId) -> Result<Admission, AskError> {
    match ask::<School>(runtime, graduate.school, school::Command::Admit { graduate, kind: CaseKind::ONLINE_SIGNING }).await? {
        school::Reply::Admitted(admission) => Ok(*admission),
        _ => Err(Refusal::NotFound.into()),
    }
}

async fn status(runtime: &Runtime, story: &Story) -> Result<Option<Status>, AskError> {
    let graduate = runtime.read::<Graduate>(story.graduate).await?;
    Ok(graduate.cases.get(&story.case).map(|case| case.status))
}

/// The version that is decided on: the one there is.
async fn seen(runtime: &Runtime, story: &Story) -> Result<u64, AskError> {
    let graduate = runtime.read::<Graduate>(story.graduate).await?;
    graduate.cases.get(&story.case).map(|case| case.version).ok_or(Refusal::NotFound.into())
}
