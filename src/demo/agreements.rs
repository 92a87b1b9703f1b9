//! Agreements on paper, and the ends of agreements, in the small world before anybody looks: each state of each kind at every school.
//!
//! A story is a list of steps. The steps of all stories are taken in turn, and everybody has heard of one before the next.

mod scripts;

use super::{
    DemoError,
    chance::Chance,
    life::{self, Reviewers},
    plan::{Plan, SchoolPlan},
    registered, terms,
};
use crate::{people::ask, uploads::Files};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::{ToSpan, civil::Date};
use scripts::{SCRIPTS, Script, Step};
use std::sync::Arc;
use wangqian_rules::{
    actions,
    case::{Case, CaseKind, EmployerCard, Filled, Party, Status},
    employer::{self, Employer, Offer, VALID_DAYS},
    form::Answers,
    graduate::{self, Act, Graduate, Hand, handing_in::Beginning, rescission, review::FILES},
    ids::*,
    refusal::Refusal,
    review::{Stage, Verdict},
    terms::Terms,
};
use wangqian_runtime::{AskError, Runtime};

/// Fewer than wait in one school's mailbox.
const AT_ONCE: usize = 8;
/// Sheets of these stories are numbered from here, beyond those of registrations.
const FIRST_SHEET: usize = 50_000;

/// One graduate's agreement, and what becomes of it.
struct Story<'a> {
    script: &'static Script,
    agreement: CaseId,
    rescission: CaseId,
    graduate: GraduateId,
    card: &'a EmployerCard,
    reviewers: Reviewers,
    terms: Terms,
    signed_on: Date,
    sheet: usize,
}

/// The work, and its surroundings.
#[derive(Clone, Copy)]
struct World<'a> {
    runtime: &'a Runtime,
    files: &'a Files,
}

pub(super) async fn live(runtime: &Runtime, files: &Files, plan: &Plan) -> Result<(), DemoError> {
    let (world, stories) = (World { runtime, files }, stories(plan, runtime.now().date()));
    let longest = SCRIPTS.iter().map(|script| script.steps.len()).max().unwrap_or_default();
    for turn in 0..longest {
        let steps = stories.iter().filter_map(|story| Some((story, *story.script.steps.get(turn)?)));
        let steps = steps.map(|(story, step)| story.take(world, step));
        stream::iter(steps).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        runtime.settled().await;
    }
    Ok(())
}

/// The graduates behind those who have registered destinations.
fn stories(plan: &Plan, today: Date) -> Vec<Story<'_>> {
    let mut chance = Chance::new(1);
    let mut stories = Vec::new();
    for school in &plan.schools {
        let others = life::who_may_sign(school).skip(life::stories_of_each(plan) + registered::stories_of_each(school));
        for ((turn, script), number) in SCRIPTS.iter().enumerate().zip(others) {
            stories.extend(Story::of(plan, school, (number, turn), script, today, &mut chance));
        }
    }
    stories
}

impl<'a> Story<'a> {
    fn of(
        plan: &'a Plan,
        school: &'a SchoolPlan,
        (number, turn): (usize, usize),
        script: &'static Script,
        today: Date,
        chance: &mut Chance,
    ) -> Option<Self> {
        let (card, profile) = (plan.employers.get(turn % plan.employers.len().max(1))?, school.graduates.get(number)?);
        let jobs = school.departments.iter().find(|department| department.name == profile.department)?.jobs;
        Some(Self {
            script,
            agreement: CaseId(uuid::Uuid::now_v7()),
            rescission: CaseId(uuid::Uuid::now_v7()),
            graduate: school.graduate_id(number)?,
            card,
            reviewers: Reviewers::of(school, &profile.department)?,
            terms: terms::offer(&jobs[turn % jobs.len()], card, profile, today, chance),
            signed_on: today.saturating_sub(20.days()),
            sheet: FIRST_SHEET + 100 * (school.id.0 as usize % 100) + turn,
        })
    }

    async fn take(&self, world: World<'_>, step: Step) -> Result<(), DemoError> {
        match step {
            Step::Invite => self.invite(world).await,
            Step::Accept => {
                let admission = Ok(life::admission(world.runtime, self.graduate, CaseKind::ONLINE_SIGNING).await?);
                self.act(world, self.agreement, Act::Accept { admission }).await
            }
            Step::HandIn(kind) => self.hand_in(world, kind).await,
            Step::Ask(by) => self.ask(world, by).await,
            Step::Stamp => self.stamp(world).await,
            Step::Approve(stage) => self.review(world, stage, Verdict::Approve).await,
            Step::Pass => self.pass(world).await,
            Step::Return => self.decide(world, returning(self.is_stamped(world).await?)).await,
            Step::Reject => self.decide(world, life::reject("REJ_OTHER", "与所附材料不一致，请核对后重新办理。")).await,
            Step::Unilaterally => {
                self.review(world, Stage::School, Verdict::ApproveUnilaterally { statement: scripts::STATEMENT.into() }).await
            }
            Step::TakeBack => self.act(world, self.at_hand(world).await?, Act::TakeBack).await,
            Step::GiveUp => self.act(world, self.at_hand(world).await?, Act::GiveUp).await,
            Step::Answer(by, agrees) => self.answer(world, by, agrees).await,
            Step::Force => {
                let grant = self.reviewers.grant(world.runtime, self.graduate, self.rescission, Stage::School).await?;
                let statement = scripts::STATEMENT.to_owned();
                self.act(world, self.rescission, Act::Force { grant, statement }).await
            }
            Step::VoidUngraduated => {
                let grant = self.reviewers.grant(world.runtime, self.graduate, self.agreement, Stage::School).await?;
                let statement = "未达到毕业要求，教务处已核实。".to_owned();
                self.act(world, self.agreement, Act::VoidUngraduated { grant, statement }).await
            }
        }
    }

    async fn invite(&self, world: World<'_>) -> Result<(), DemoError> {
        let admission = Ok(life::admission(world.runtime, self.graduate, CaseKind::ONLINE_SIGNING).await?);
        let offer = Offer { case: self.agreement, admission, valid_days: *VALID_DAYS.end(), terms: self.terms.clone() };
        Ok(ask::<Employer>(world.runtime, self.card.id, employer::Command::Invite(Box::new(offer))).await.map(drop)?)
    }

    async fn hand_in(&self, world: World<'_>, kind: CaseKind) -> Result<(), DemoError> {
        let mut answers = registered::of_employer(self.card);
        answers.extend(self.terms.answers().iter().map(|(field, text)| (field.to_owned(), text.to_owned())));
        if kind == CaseKind::BACKFILL {
            answers.push(("paper_signed_on".to_owned(), self.signed_on.to_string()));
        }
        self.begin(world, (self.agreement, kind), Hand::Graduate, None, answers.into_iter().collect()).await
    }

    /// Somebody asks for the end of the agreement.
    async fn ask(&self, world: World<'_>, by: Party) -> Result<(), DemoError> {
        let of = self.case(world, self.agreement).await?.kind;
        let kind = actions::rescission_of(of, by).ok_or(AskError::Refused(Refusal::NotFound))?;
        let answers = scripts::REASON.map(|(field, text)| (field.to_owned(), text.to_owned())).into_iter().collect();
        self.begin(world, (self.rescission, kind), self.hand(by), Some(self.agreement), answers).await
    }

    async fn begin(
        &self,
        world: World<'_>,
        (case, kind): (CaseId, CaseKind),
        by: Hand,
        about: Option<CaseId>,
        answers: Answers,
    ) -> Result<(), DemoError> {
        let form = kind.facts().forms[0];
        let proof = (*form.form().proof.files.start() > 0).then_some(self.sheet);
        let files = stream::iter(proof).then(|sheet| registered::keep(world.files, sheet)).try_collect().await?;
        let filled = Filled { form, answers: Arc::new(answers), files };
        let admission = Ok(life::admission(world.runtime, self.graduate, kind).await?);
        let beginning = Box::new(Beginning { case, kind, by, about, filled, admission });
        Ok(ask::<Graduate>(world.runtime, self.graduate, graduate::Command::Begin(beginning)).await.map(drop)?)
    }

    async fn stamp(&self, world: World<'_>) -> Result<(), DemoError> {
        let files = vec![registered::keep(world.files, self.sheet).await?];
        let admission = Ok(life::admission(world.runtime, self.graduate, CaseKind::OFFLINE_SIGNING).await?);
        self.act(world, self.agreement, Act::HandInStamped { by: Hand::Graduate, files, admission }).await
    }

    async fn answer(&self, world: World<'_>, by: Party, agrees: bool) -> Result<(), DemoError> {
        let admission = life::admission(world.runtime, self.graduate, CaseKind::ONLINE_RESCISSION).await?;
        let answer = match agrees {
            true => rescission::Answer::Agrees(Ok(admission)),
            false => rescission::Answer::Refuses("岗位仍然保留，希望按约定履行。".to_owned()),
        };
        self.act(world, self.rescission, Act::Answer { by: self.hand(by), answer }).await
    }

    /// Every level approves what waits there.
    async fn pass(&self, world: World<'_>) -> Result<(), DemoError> {
        self.review(world, Stage::Department, Verdict::Approve).await?;
        self.review(world, Stage::School, Verdict::Approve).await
    }

    /// The level that it waits at decides.
    async fn decide(&self, world: World<'_>, verdict: Verdict) -> Result<(), DemoError> {
        let case = self.at_hand(world).await?;
        match self.case(world, case).await?.status {
            Status::InReview(_, stage) => self.review(world, stage, verdict).await,
            _ => Ok(()),
        }
    }

    /// A level decides, if it waits there.
    async fn review(&self, world: World<'_>, stage: Stage, verdict: Verdict) -> Result<(), DemoError> {
        let case = self.at_hand(world).await?;
        if !matches!(self.case(world, case).await?.status, Status::InReview(_, at) if at == stage) {
            return Ok(());
        }
        // The school has heard of it, or it could not say who may decide.
        world.runtime.settled().await;
        let grant = self.reviewers.grant(world.runtime, self.graduate, case, stage).await?;
        self.act(world, case, Act::Review { grant, verdict }).await
    }

    async fn act(&self, world: World<'_>, case: CaseId, act: Act) -> Result<(), DemoError> {
        Ok(life::act(world.runtime, self.graduate, case, act).await?)
    }

    /// The rescission once there is one, the agreement before.
    async fn at_hand(&self, world: World<'_>) -> Result<CaseId, DemoError> {
        let graduate = world.runtime.read::<Graduate>(self.graduate).await?;
        Ok(if graduate.cases.contains_key(&self.rescission) { self.rescission } else { self.agreement })
    }

    async fn case(&self, world: World<'_>, case: CaseId) -> Result<Arc<Case>, DemoError> {
        let graduate = world.runtime.read::<Graduate>(self.graduate).await?;
        Ok(graduate.cases.get(&case).cloned().ok_or(AskError::Refused(Refusal::NotFound))?)
    }

    /// Whether what is at hand came with files.
    async fn is_stamped(&self, world: World<'_>) -> Result<bool, DemoError> {
        let case = self.at_hand(world).await?;
        Ok(self.case(world, case).await?.files().next().is_some())
    }

    fn hand(&self, by: Party) -> Hand {
        match by {
            Party::Employer => Hand::Employer { id: self.card.id, name: self.card.name.clone() },
            _ => Hand::Graduate,
        }
    }
}

fn returning(of_proof: bool) -> Verdict {
    let (reason, field) = match of_proof {
        true => ("材料中的公章不清晰，请重新上传。", FILES),
        false => ("职位类别与岗位不符，请核对后修改。", "job_category"),
    };
    Verdict::Return { reason: reason.to_owned(), fields: vec![field.to_owned()] }
}
