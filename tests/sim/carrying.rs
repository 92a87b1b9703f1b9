//! Parcels that wait on a link are carried: to the EMS and to the platform, with requests and answers that get lost as any other.

use crate::{
    actors::*,
    session::{Asker, Outcome},
    world::{Checked, Parcel, World},
};
use std::sync::Arc;
use wangqian_rules::{
    ems,
    exchange::{Cargo, SchoolEntry},
    graduate,
    ids::*,
    link::{self, Link, Receipt},
    province, school,
};

impl World {
    pub fn link(&mut self, id: LinkId) -> Arc<Link> {
        match self.wake(key_of(id)) {
            Ok(Awake::Link(core)) => Arc::clone(core.state()),
            _ => Arc::default(),
        }
    }

    pub fn ems(&mut self, school: SchoolId) -> Arc<ems::EmsSchool> {
        match self.wake(key_of(EntityId::EmsSchool(school))) {
            Ok(Awake::EmsSchool(core)) => Arc::clone(core.state()),
            _ => Arc::default(),
        }
    }

    /// Asks the far end to take the first parcel that is ready. Asked twice before the answer is there, it takes it twice.
    pub fn carry(&mut self, id: LinkId) {
        let Some(parcel) = self.link(id).ready(1).pop() else { return };
        let (to, command) = far_end(id.school, parcel.cargo.clone());
        let asker = Asker::Link { id, number: parcel.number };
        self.post(Parcel::Request { asker, to, key: None, command: Box::new(command) });
    }

    /// The far end has answered: the link writes it down.
    pub fn carried(&mut self, id: LinkId, number: u64, outcome: Outcome) -> Checked {
        let receipt = match outcome {
            Outcome::Done(_) => Receipt::Taken,
            // A graduate off the roster has nothing to say; a school that is there is there.
            Outcome::Refused(refusal) if ["left_roster", "school_exists"].contains(&refusal.code()) => Receipt::Taken,
            Outcome::Refused(refusal) => return Err(format!("parcel {number} of {id:?} was refused: {refusal:?}")),
            Outcome::Failed => return Ok(()),
        };
        self.tally.saw("a parcel is carried");
        let command = Box::new(Command::Link(link::Command::Settle(vec![(number, receipt)])));
        self.post(Parcel::Request { asker: Asker::Nobody, to: id.into(), key: None, command });
        Ok(())
    }
}

fn far_end(school: SchoolId, cargo: Cargo) -> (EntityId, Command) {
    let at_school = |command| (school.into(), Command::School(command));
    match cargo {
        Cargo::Roster(change) => at_school(school::Command::TakeRoster(vec![change])),
        Cargo::Staff(change) => at_school(school::Command::TakeStaff(vec![change])),
        Cargo::Transfers(change) => at_school(school::Command::TakeTransfers(vec![change])),
        Cargo::Resend(graduate) => (graduate.into(), Command::Graduate(graduate::Command::ReportAgain)),
        Cargo::Report(report) => (EntityId::EmsSchool(school), Command::EmsSchool(ems::Command::TakeReports(vec![report]))),
        Cargo::School(SchoolEntry { name, province }) => {
            (province.into(), Command::Province(province::Command::AddSchool { school, name }))
        }
        Cargo::Activation(_) | Cargo::Password(_) => unreachable!("nobody signs in here"),
    }
}
