//! Deeds on invitations, and on agreements that hold (SIG-01 … SIG-08, OFF-04).

use super::{Chooser, Chosen, Known, sent};
use crate::{
    api::Command,
    kind::CaseKind,
    torture::{
        act::{Act, Expectation, Sent},
        crowd::Who,
    },
};
use rand::Rng;
use wangqian_protocol::{
    case::{Amend, Decline, Statement},
    invitation::Invite,
};

/// 「具体情况说明」.
pub const STATEMENT: &str = "已多次联系核实，情况属实，特此说明。";

impl Chooser<'_> {
    pub(super) fn invite(&mut self, graduate: usize) -> Result<Sent, serde_json::Error> {
        let employer = self.random.random_range(0..self.crowd.employers());
        let person = self.crowd.graduate(graduate);
        let invite = Invite {
            school: self.crowd.school_code(graduate).to_owned(),
            name: person.name.clone(),
            number: person.exam_no.clone(),
            valid_days: None,
            terms: self.crowd.choices.terms(),
        };
        let command = Command::invite(&invite, self.key())?;
        let (who, kind, employer) = (Who::Employer(employer), CaseKind::OnlineSigning, Some(employer));
        let (about, expectation) = (None, Expectation::Either);
        Ok(Sent { who, act: Act::Invite, kind, graduate, employer, about, command, expectation })
    }

    pub(super) fn accept(&mut self, case: &Known) -> Sent {
        let command = Command::on_case(&case.id, case.version, "acceptance", b"{}".to_vec(), self.key());
        sent(case, Who::Graduate(case.graduate), Act::Accept, command)
    }

    pub(super) fn go_on_signing(&mut self, case: &Known) -> Chosen<Sent> {
        let lucky = self.random.random_bool(0.6);
        match (case.state.as_str(), case.employer) {
            ("invited", _) if lucky => Ok(self.accept(case)),
            ("invited", Some(employer)) if self.random.random() => {
                self.on_case(case, Who::Employer(employer), Act::Withdraw, "withdrawal", &super::Empty {})
            }
            ("invited", _) => {
                let reason = Decline { reason: "已有其他安排".to_owned() };
                self.on_case(case, Who::Graduate(case.graduate), Act::Decline, "refusal", &reason)
            }
            ("effective", _) => self.while_it_holds(case),
            _ if lucky => self.approve(case),
            _ => self.reject(case),
        }
    }

    /// Somebody corrects it, or wants it to end.
    pub(super) fn while_it_holds(&mut self, case: &Known) -> Chosen<Sent> {
        match self.random.random_range(0..100) {
            0..50 => self.amend(case),
            50..96 => self.ask_for_the_end(case),
            _ => {
                let statement = Statement { statement: STATEMENT.to_owned() };
                self.on_case(case, self.school(case), Act::NotGraduated, "not-graduated", &statement)
            }
        }
    }

    fn amend(&mut self, case: &Known) -> Chosen<Sent> {
        let categories = &self.crowd.choices.job_categories;
        let job_category = categories[self.random.random_range(0..categories.len())].clone();
        let body = Amend { changes: [("job_category".to_owned(), job_category)].into() };
        self.on_case(case, self.school(case), Act::Amend, "amendment", &body)
    }
}
