//! A graduate and the first employer, who hears whatever the graduate writes to it.

use super::{Bench, Outcome, people};
use wangqian_rules::{
    effect::{Effect, Timer},
    employer::{self, Employer},
    entity::Input,
    exchange::{Cargo, Destination, Said},
    graduate::{Command, Graduate},
    ids::*,
    letter::Letter,
    time::UnixMs,
};

pub struct Parties {
    pub graduate: Bench<Graduate>,
    pub employer: Bench<Employer>,
}

/// The notices and messages of a step, by reader.
pub struct Told {
    /// Titles of notices.
    pub graduate: Vec<String>,
    pub employer: Vec<String>,
    /// The reports to the EMS; `None` in it is 「待就业」.
    pub ems: Vec<Option<Destination>>,
    pub scheduled: Vec<(Timer, UnixMs)>,
    pub cancelled: Vec<(Timer, UnixMs)>,
    /// Cases that the school hears of.
    pub school: Vec<CaseId>,
}

impl Parties {
    /// The employer is not registered here.
    pub fn of(graduate: Bench<Graduate>) -> Self {
        Self { graduate, employer: Bench::new(people::card(1).id) }
    }

    pub fn registered(mut self) -> Self {
        self.register();
        self
    }

    pub fn register(&mut self) {
        let card = Box::new(people::card(1));
        self.employer.done(employer::Command::Register { card, account: None, unfinished: None });
        self.employer.done(employer::Command::Verify);
    }

    /// A step of the graduate, and whatever follows from its letters.
    pub fn done(&mut self, command: Command) -> Told {
        let outcome = self.graduate.done(command);
        self.deliver(outcome)
    }

    pub fn timer(&mut self, timer: Timer, at: UnixMs) -> Told {
        let before = std::mem::replace(&mut self.graduate.now, at);
        self.employer.now = at;
        let outcome = self.graduate.take(Input::Timer(timer)).expect("timers are never refused");
        self.graduate.now = before;
        self.deliver(outcome)
    }

    /// The roster's word, as a step.
    pub fn roster(&mut self, removed_at: Option<UnixMs>) -> Told {
        let profile = self.graduate.state.profile.clone().expect("enrolled before");
        let outcome = self.graduate.letter(people::SCHOOL, Letter::Rostered { profile, removed_at });
        self.deliver(outcome)
    }

    /// Titles and texts of whatever the employer was told, the newest first.
    pub fn employer_heard(&self) -> Vec<String> {
        self.employer.state.inbox.newest_first().map(|notice| format!("{}：{}", notice.title, notice.text)).collect()
    }

    /// The text of the graduate's newest notice.
    pub fn graduate_heard(&self) -> String {
        self.graduate.state.inbox.newest_first().next().map(|notice| notice.text.clone()).unwrap_or_default()
    }

    fn deliver(&mut self, outcome: Outcome<Graduate>) -> Told {
        let me = self.employer.me;
        let mut told = Told {
            graduate: outcome.notices().into_iter().map(str::to_owned).collect(),
            employer: Vec::new(),
            ems: Vec::new(),
            scheduled: Vec::new(),
            cancelled: Vec::new(),
            school: Vec::new(),
        };
        for effect in outcome.effects {
            match effect {
                Effect::Tell { to, letter } if to == me => {
                    let heard = self.employer.letter(self.graduate.me, *letter);
                    told.employer.extend(heard.notices().into_iter().map(str::to_owned));
                }
                Effect::Tell { letter, .. } => told.others(*letter),
                Effect::Schedule { timer, at } => told.scheduled.push((timer, at)),
                Effect::Cancel { timer, at } => told.cancelled.push((timer, at)),
                Effect::Show(_) | Effect::Wake(_) => {}
            }
        }
        told
    }
}

impl Told {
    fn others(&mut self, letter: Letter) {
        match letter {
            Letter::CaseMoved(row) => self.school.push(row.case),
            Letter::Carry(cargo) => {
                let said = cargo.into_iter().filter_map(Cargo::report).map(|report| report.said);
                self.ems.extend(said.filter_map(|said| match said {
                    Said::Destination(destination) => Some(destination.map(|destination| *destination)),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
}
