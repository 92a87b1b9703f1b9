//! Destinations that graduates of the small world have registered before anybody looks: every form in every state, in waves.

mod filled;
mod picture;

use super::{
    DemoError,
    life::{self, Reviewers},
    plan::{Plan, SchoolPlan},
};
use crate::{
    intake::Sender,
    people::{ask, configure},
    uploads::Files,
};
use filled::Person;
pub(super) use filled::of_employer;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use std::sync::Arc;
use wangqian_rules::{
    case::{CaseKind, Filled},
    codes::LevelGroup,
    file::StoredFile,
    form::Answers,
    forms::FormCode,
    graduate::{self, Act, Graduate, Hand, handing_in::Beginning, review::FILES},
    ids::*,
    module::Switch,
    review::{Route, Stage, Verdict},
    school::settings::Setting,
};
use wangqian_runtime::Runtime;

/// Departments of the largest school.
const DEPARTMENTS_MOST: usize = 6;
/// Fewer than wait in one school's mailbox or for somebody to look at their proof.
const AT_ONCE: usize = 8;

/// What becomes of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Begun and not handed in.
    Draft,
    /// Waits at the first level of the school's route.
    Submitted,
    /// Waits at the school, past the department.
    Forwarded,
    TakenBack,
    /// By the first level, with the fields that are meant.
    Returned,
    Effective,
    Rejected,
    Voided,
}

/// With each form, at each school; so that one waits for the department whose account is shown.
const FATES: [Fate; 9] = [
    Fate::Effective,
    Fate::Submitted,
    Fate::Returned,
    Fate::Forwarded,
    Fate::Voided,
    Fate::Rejected,
    Fate::Draft,
    Fate::TakenBack,
    Fate::Submitted,
];

/// One registration.
struct Story {
    case: CaseId,
    graduate: GraduateId,
    reviewers: Reviewers,
    route: Route,
    fate: Fate,
    form: FormCode,
    answers: Answers,
    /// Number of the sheet that proves it, where proof is asked for.
    sheet: Option<usize>,
}

/// Every school lets its graduates register, and some have.
pub(super) async fn live(runtime: &Runtime, files: &Files, plan: &Plan) -> Result<(), DemoError> {
    for school in &plan.schools {
        configure(runtime, school.id, life::SCHOOL_USER, Setting::Open(Switch::Destination)).await?;
    }
    let stories = stories(plan);
    wave(runtime, &stories, |story| hand_in(runtime, files, story)).await?;
    wave(runtime, &stories, |story| take_back(runtime, story)).await?;
    wave(runtime, &stories, |story| review(runtime, story, Stage::Department)).await?;
    wave(runtime, &stories, |story| review(runtime, story, Stage::School)).await?;
    wave(runtime, &stories, |story| void(runtime, story)).await
}

async fn wave<'a, F>(runtime: &Runtime, stories: &'a [Story], step: impl Fn(&'a Story) -> F) -> Result<(), DemoError>
where
    F: Future<Output = Result<(), DemoError>>,
{
    stream::iter(stories.iter().map(step)).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
    runtime.settled().await;
    Ok(())
}

/// The graduates behind those who have invitations.
fn stories(plan: &Plan) -> Vec<Story> {
    let mut stories = Vec::new();
    for school in &plan.schools {
        let forms = forms(school);
        let others = life::who_may_sign(school).skip(life::stories_of_each(plan));
        for (turn, number) in others.take(stories_of_each(school)).enumerate() {
            // Departments take turns among the graduates: each hands in every form.
            let form = forms[(turn + turn / DEPARTMENTS_MOST) % forms.len()];
            stories.extend(Story::of(plan, school, number, turn, form));
        }
    }
    stories
}

/// How many graduates of a school have registered, or begun to.
pub(super) fn stories_of_each(school: &SchoolPlan) -> usize {
    forms(school).len() * FATES.len()
}

/// Nobody goes from a vocational college to a master's degree.
fn forms(school: &SchoolPlan) -> &'static [FormCode] {
    const OF_A_COLLEGE: [FormCode; 2] = [FormCode::LABOUR_CONTRACT, FormCode::UNEMPLOYED];
    const OF_A_UNIVERSITY: [FormCode; 3] = [FormCode::LABOUR_CONTRACT, FormCode::POSTGRADUATE, FormCode::UNEMPLOYED];
    let has_postgraduates = school.graduates.iter().any(|profile| profile.level == LevelGroup::Postgraduate);
    if has_postgraduates { &OF_A_UNIVERSITY } else { &OF_A_COLLEGE }
}

impl Story {
    fn of(plan: &Plan, school: &SchoolPlan, number: usize, turn: usize, form: FormCode) -> Option<Self> {
        let person = Person::of(school, &plan.employers, number, turn)?;
        let fate = FATES[turn / forms(school).len() % FATES.len()];
        let sheet = 100 * (school.id.0 as usize % 100) + turn;
        let mut answers = person.answers(form);
        if fate == Fate::Draft {
            // As far as the first page.
            answers = answers.iter().take(3).map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
        }
        Some(Self {
            case: CaseId(uuid::Uuid::now_v7()),
            graduate: school.graduate_id(number)?,
            reviewers: Reviewers::of(school, &person.profile.department)?,
            route: school.route,
            fate,
            form,
            answers,
            sheet: (*form.form().proof.files.start() > 0).then_some(sheet),
        })
    }

    /// What a level decides, if anything yet.
    fn verdict(&self, stage: Stage) -> Option<Verdict> {
        let is_first = self.route.first() == stage;
        match (stage, self.fate) {
            (_, Fate::Returned) if is_first => Some(self.returning()),
            (_, Fate::Rejected) if is_first => Some(life::reject("REJ_TYPE", "所选类型与实际去向不符，请核对后重新登记。")),
            (Stage::Department, Fate::Forwarded) => Some(Verdict::Approve),
            (_, Fate::Effective | Fate::Voided) => Some(Verdict::Approve),
            _ => None,
        }
    }

    /// The reason, and where in the form it leads to.
    fn returning(&self) -> Verdict {
        let (reason, fields) = match self.form {
            FormCode::POSTGRADUATE => ("录取通知书编号与证明材料不一致，请核对并重新上传清晰的材料。", ["admission_no", FILES]),
            FormCode::LABOUR_CONTRACT => ("合同终止日期与劳动合同不一致，请补充合同期限所在页。", ["contract_to", FILES]),
            _ => ("请说明目前情况，并补充意向职业。", ["subcode", "intent_job"]),
        };
        Verdict::Return { reason: reason.to_owned(), fields: fields.map(str::to_owned).to_vec() }
    }
}

async fn hand_in(runtime: &Runtime, files: &Files, story: &Story) -> Result<(), DemoError> {
    let proof = stream::iter(story.sheet).then(|sheet| keep(files, sheet)).try_collect().await?;
    let filled = Filled { form: story.form, answers: Arc::new(story.answers.clone()), files: proof };
    let kind = CaseKind::DESTINATION;
    let command = if story.fate == Fate::Draft {
        graduate::Command::SaveDraft { kind, filled: Box::new(filled) }
    } else {
        let admission = Ok(life::admission(runtime, story.graduate, kind).await?);
        graduate::Command::Begin(Box::new(Beginning {
            case: story.case,
            kind,
            by: Hand::Graduate,
            about: None,
            filled,
            admission,
        }))
    };
    Ok(ask::<Graduate>(runtime, story.graduate, command).await.map(drop)?)
}

/// As an upload is kept.
pub(super) async fn keep(files: &Files, sheet: usize) -> Result<StoredFile, DemoError> {
    let picture = picture::sheet(sheet)?;
    let fit = files.examine(Sender::Known, picture.into()).await.ok().and_then(Result::ok).ok_or(DemoError::NoPicture)?;
    Ok(files.keep(fit).await?)
}

async fn take_back(runtime: &Runtime, story: &Story) -> Result<(), DemoError> {
    if story.fate == Fate::TakenBack { act(runtime, story, Act::TakeBack).await } else { Ok(()) }
}

async fn void(runtime: &Runtime, story: &Story) -> Result<(), DemoError> {
    if story.fate == Fate::Voided { act(runtime, story, Act::Void).await } else { Ok(()) }
}

async fn review(runtime: &Runtime, story: &Story, stage: Stage) -> Result<(), DemoError> {
    let waits_here = life::waits_at(runtime, story.graduate, story.case, stage).await?;
    let Some(verdict) = story.verdict(stage).filter(|_| waits_here) else { return Ok(()) };
    let grant = story.reviewers.grant(runtime, story.graduate, story.case, stage).await?;
    act(runtime, story, Act::Review { grant, verdict }).await
}

async fn act(runtime: &Runtime, story: &Story, act: Act) -> Result<(), DemoError> {
    Ok(life::act(runtime, story.graduate, story.case, act).await?)
}
