//! The command that a wish becomes at the edge, with the school's word as it is then.

use crate::{
    actors::Command,
    fictitious as made,
    people::{What, Wish},
    world::World,
};
use wangqian_rules::{
    admission::Admission,
    case::{CaseKind, Filled},
    employer::{self, Offer},
    forms::FormCode,
    graduate::{self, Act, handing_in::Beginning, rescission::Answer},
    ids::*,
    refusal::Refusal,
    review::*,
    school::{School, staff},
    terms::Terms,
};

impl Wish {
    /// The owner's school has to admit it first.
    pub fn needs_admission(&self) -> Option<(GraduateId, CaseKind)> {
        match self {
            Self::Invite { graduate, .. } => Some((*graduate, CaseKind::ONLINE_SIGNING)),
            Self::Begin { graduate, kind, .. } => Some((*graduate, *kind)),
            Self::OnCase { graduate, what, .. } => Some((*graduate, what.admitted_as()?)),
            Self::Other(..) => None,
        }
    }

    /// The command that the edge makes of it, with the school's word as it is now.
    pub fn command(&self, admission: Result<Admission, Refusal>, world: &mut World) -> (EntityId, Command) {
        match self.clone() {
            Self::Other(to, command) => (to, *command),
            Self::Invite { employer, valid_days, .. } => {
                let case = CaseId(uuid::Uuid::from_u64_pair(world.chance.next(), world.chance.next()));
                // Every other agreement has something to register with the school's archives.
                let archive = case.0.as_u128().is_multiple_of(2).then(made::archive);
                let offer = Offer { case, admission, valid_days, terms: Terms { archive, ..made::terms() } };
                (made::card(employer).id.into(), Command::Employer(employer::Command::Invite(Box::new(offer))))
            }
            Self::Begin { graduate, kind, by, about, employer } => {
                let case = CaseId(uuid::Uuid::from_u64_pair(world.chance.next(), world.chance.next()));
                let filled = filled(kind, employer);
                let beginning = Box::new(Beginning { case, kind, by, about, filled, admission });
                (graduate.into(), Command::Graduate(graduate::Command::Begin(beginning)))
            }
            Self::OnCase { graduate, case, seen, what } => {
                let seen = world.version_to_name(graduate, case, seen);
                let school = world.school(graduate.school);
                (graduate.into(), Command::Graduate(on_case(what, case, seen, admission, &school)))
            }
        }
    }
}

impl What {
    /// The kind of case that the school has to admit.
    fn admitted_as(&self) -> Option<CaseKind> {
        match self {
            Self::Accept => Some(CaseKind::ONLINE_SIGNING),
            Self::Submit(kind) => Some(*kind),
            Self::Stamp(_) => Some(CaseKind::OFFLINE_SIGNING),
            Self::Agree(_) => Some(CaseKind::ONLINE_RESCISSION),
            _ => None,
        }
    }
}

/// A form of this kind, filled in.
fn filled(kind: CaseKind, employer: u32) -> Filled {
    match kind.facts().forms {
        [form @ (FormCode::OFFLINE_AGREEMENT | FormCode::PAPER_AGREEMENT)] => made::agreement(*form, employer.max(1)),
        [form @ (FormCode::ONLINE_RESCISSION | FormCode::OFFLINE_RESCISSION)] => made::rescission(*form),
        _ => made::filled(employer as usize % 2),
    }
}

impl What {
    /// The reviewer's word, if it is one that can also wait.
    pub fn verdict(&self) -> Option<(StaffId, Verdict)> {
        match self {
            Self::Approve(staff) => Some((*staff, Verdict::Approve)),
            Self::Unilateral(staff) => Some((*staff, Verdict::ApproveUnilaterally { statement: made::STATEMENT.into() })),
            Self::Return(staff) => {
                Some((*staff, Verdict::Return { reason: "请补充材料".into(), fields: vec!["files".into()] }))
            }
            Self::Reject(staff) => {
                Some((*staff, Verdict::Reject { reason: "REJ_STUDENT_INFO".into(), details: "月薪与协议不一致".into() }))
            }
            _ => None,
        }
    }
}

fn on_case(what: What, case: CaseId, seen: u64, admission: Result<Admission, Refusal>, school: &School) -> graduate::Command {
    let grant = |staff| school.authorise(staff, case, staff::Act::Review);
    let statement = || made::STATEMENT.to_owned();
    if let Some((staff, verdict)) = what.verdict() {
        return graduate::Command::Act { case, seen, act: Act::Review { grant: grant(staff), verdict } };
    }
    let act = match what {
        What::Hold(verdict) => {
            let (staff, verdict) = verdict.verdict().expect("only a verdict waits");
            return graduate::Command::Hold { case, seen, grant: grant(staff), verdict };
        }
        What::Undo(staff) => return graduate::Command::Undo { case, seen, grant: grant(staff) },
        What::Approve(_) | What::Unilateral(_) | What::Return(_) | What::Reject(_) => unreachable!("a verdict"),
        What::Accept => Act::Accept { admission },
        What::Decline => Act::Decline { reason: "已有其他去向".into() },
        What::Withdraw(by) => Act::Withdraw { by: made::card(by).id, sent: None },
        What::TakeBack => Act::TakeBack,
        What::Submit(kind) => Act::Submit { filled: Box::new(filled(kind, 2)), admission },
        What::Void => Act::Void,
        What::GiveUp => Act::GiveUp,
        What::Stamp(by) => Act::HandInStamped { by, files: vec![made::proof()], admission },
        What::Agree(by) => Act::Answer { by, answer: Answer::Agrees(admission) },
        What::Refuse(by) => Act::Answer { by, answer: Answer::Refuses("岗位需要，暂不同意".into()) },
        What::Correct(staff) => Act::Correct { grant: grant(staff), answers: Box::new(made::corrected(seen)) },
        What::Amend(staff, field, code) => {
            Act::Amend { grant: grant(staff), changes: [(field.to_owned(), code.to_owned())].into() }
        }
        What::Force(staff) => Act::Force { grant: grant(staff), statement: statement() },
        What::Ungraduated(staff) => Act::VoidUngraduated { grant: grant(staff), statement: statement() },
    };
    graduate::Command::Act { case, seen, act }
}
