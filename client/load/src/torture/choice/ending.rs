//! Deeds about the end of an agreement (RES-01 … RES-04).

use super::{Chooser, Chosen, Empty, Known, sent, signing::STATEMENT};
use crate::{
    api::Command,
    kind::CaseKind,
    torture::{
        act::{Act, Sent, Side},
        crowd::Who,
        paper::{Paper, ending},
    },
};
use rand::Rng;
use wangqian_protocol::case::{Answer, Statement};

impl Chooser<'_> {
    /// By either side of an agreement that was signed online, and by the graduate of one on paper.
    pub(super) fn ask_for_the_end(&mut self, case: &Known) -> Chosen<Sent> {
        let Some(rescission) = ending(case.kind) else { return self.approve(case) };
        let (kind, paper) = (rescission.kind(), Paper::Rescission(rescission));
        let is_answered = kind == CaseKind::OnlineRescission;
        let by_employer = is_answered && self.random.random();
        let side = if by_employer { Side::Employer } else { Side::Graduate };
        let who = side.who(case.graduate, case.employer).unwrap_or(Who::Graduate(case.graduate));
        let act = if is_answered { Act::Ask(side) } else { Act::HandIn(paper) };
        let filled = paper.filled(self.crowd, 0, self.evidence(case, paper)?);
        let command = Command::begin(kind, Some(&case.id), filled, self.key())?;
        Ok(Sent { kind, about: Some(case.id.clone()), ..sent(case, who, act, command) })
    }

    /// The other side answers, whoever asked takes it back, the school forces it; then it is reviewed.
    pub(super) fn go_on_asking(&mut self, case: &Known) -> Chosen<Sent> {
        let (graduate, employer) = (Who::Graduate(case.graduate), case.employer.map(Who::Employer));
        match (case.state.as_str(), employer, self.random.random_range(0..100)) {
            ("asked_employer", Some(who), 0..45) => self.agree(case, who, Side::Employer),
            ("asked_employer", Some(who), 45..60) => self.refuse(case, who, Side::Employer),
            ("asked_employer", _, 0..80) => self.by_graduate(case, Act::TakeBack, "recall"),
            ("asked_employer", ..) => {
                let statement = Statement { statement: STATEMENT.to_owned() };
                self.on_case(case, self.school(case), Act::Force, "forced-rescission", &statement)
            }
            ("invited", Some(who), 0..20) => self.on_case(case, who, Act::Withdraw, "withdrawal", &Empty {}),
            ("invited", _, 0..40) => self.refuse(case, graduate, Side::Graduate),
            ("invited", ..) => self.agree(case, graduate, Side::Graduate),
            (_, _, 0..80) => self.approve(case),
            _ => self.reject(case),
        }
    }

    fn agree(&mut self, case: &Known, who: Who, side: Side) -> Chosen<Sent> {
        self.on_case(case, who, Act::Agree(side), "answer", &Answer::Agree {})
    }

    fn refuse(&mut self, case: &Known, who: Who, side: Side) -> Chosen<Sent> {
        let refused = Answer::Refuse { reason: "不同意，请继续履行协议".to_owned() };
        self.on_case(case, who, Act::Refuse(side), "answer", &refused)
    }
}
