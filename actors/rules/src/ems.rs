//! The employment management system 「就业管理系统」: keeper of a school's roster and accounts, and of what was reported to it.
//!
//! A house of its own beside the platform. It shares with it the codes, the checks and the words of [`crate::exchange`], and
//! learns of it only what comes over the link.

pub mod accounts;
pub mod register;
pub mod reported;
mod standings;

use crate::{
    effect::Effect,
    entity::{Ctx, Decision, Entity, Input},
    exchange::*,
    ids::*,
    letter::Letter,
    profile::Profile,
    refusal::{Refusal, invalid},
    school::staff::Staff,
};
use accounts::{Accounts, Keeper};
use register::{EnrolError, Register, Taken};
use reported::{Ledger, Papers, Reported};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One school, as the EMS keeps it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EmsSchool {
    pub founded: Option<SchoolEntry>,
    pub register: Register,
    pub accounts: Accounts,
    pub ledger: Ledger,
}

/// What a person may ask of the EMS about one school; `by` is checked within the step.
#[derive(Clone, Debug)]
pub enum Command {
    /// The platform hears of the school in the same step.
    Found {
        by: Keeper,
        school: SchoolEntry,
    },
    /// A batch of a roster file; each row gets its own result.
    Upload {
        by: Keeper,
        profiles: Vec<Profile>,
    },
    /// One row, also its numbers.
    Edit {
        by: Keeper,
        id: GraduateId,
        /// The revision that was corrected.
        from: u64,
        profile: Box<Profile>,
    },
    /// INV-01.
    Delete {
        by: Keeper,
        ids: Vec<GraduateId>,
    },
    AddAccount {
        by: Keeper,
        staff: Staff,
        activation: Option<[u8; 32]>,
    },
    ChangeAccount {
        by: Keeper,
        id: StaffId,
        /// The revision that was changed.
        from: u64,
        staff: Staff,
        locked: bool,
    },
    /// A new one-time code takes the place of the password.
    ResetAccount {
        by: Keeper,
        id: StaffId,
        activation: [u8; 32],
    },
    /// One-time codes for graduates' first sign-in.
    Activate {
        by: Keeper,
        codes: Vec<(GraduateId, [u8; 32])>,
        /// Also in place of passwords that they have.
        resets: bool,
    },
    /// 「恢复网签数据」 (INV-02).
    Resend {
        by: Keeper,
        id: GraduateId,
    },
    /// 「报到证及户档信息」 of one graduate (SYN-02).
    EditPapers {
        by: Keeper,
        id: GraduateId,
        /// The version that was edited.
        from: u64,
        papers: Box<Papers>,
    },
    /// From the platform, over the link.
    TakeReports(Vec<Report>),
}

/// What can have happened to a school in the EMS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Founded(SchoolEntry),
    RowPut(Arc<RosterChange>),
    AccountPut(Arc<StaffChange>),
    /// Codes went out; the codes themselves are kept nowhere.
    Activated {
        revision: u64,
        graduates: Vec<GraduateId>,
    },
    ResendAsked {
        id: GraduateId,
    },
    Reported {
        graduate: GraduateId,
        row: Arc<Reported>,
    },
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Done,
    Uploaded {
        results: Vec<Result<(GraduateId, Taken), EnrolError>>,
        /// Of how many the phone or e-mail stayed as it is known (ROS-02).
        contacts_kept: usize,
    },
    AccountAdded {
        id: StaffId,
        login: String,
    },
}

/// What a step of the EMS changes, and what of it crosses to the platform.
#[derive(Default)]
struct Changes {
    events: Vec<Event>,
    cargo: Vec<Cargo>,
}

impl Changes {
    fn row(&mut self, row: RosterChange) {
        self.events.push(Event::RowPut(Arc::new(row.clone())));
        self.cargo.push(Cargo::Roster(row));
    }

    /// A code is for the crossing only: the EMS keeps the account without it.
    fn account(&mut self, account: StaffChange) {
        self.events.push(Event::AccountPut(Arc::new(StaffChange { activation: None, ..account.clone() })));
        self.cargo.push(Cargo::Staff(account));
    }

    /// Every change of where archive and household registration go crosses, also one that an agreement brought and the platform reported:
    /// it is registered once it stands here. The 「报到证」 is the EMS's alone.
    fn reported(&mut self, graduate: GraduateId, known: Option<&Reported>, row: Reported) {
        if row.is_news_after(known) {
            self.cargo.push(Cargo::Transfers(row.transfers(graduate)));
        }
        self.events.push(Event::Reported { graduate, row: Arc::new(row) });
    }

    fn decide(self, reply: Reply, ctx: &Ctx<'_>) -> Decision<EmsSchool> {
        let decision = Decision::events(self.events).replying(reply);
        match ctx.me {
            EntityId::EmsSchool(school) if !self.cargo.is_empty() => {
                decision.causing([Effect::tell(LinkId { to: Side::Platform, school }, Letter::Carry(self.cargo))])
            }
            _ => decision,
        }
    }
}

impl EmsSchool {
    fn command(&self, command: Command, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let mut changes = Changes::default();
        let reply = match command {
            Command::Found { by, school } => {
                self.may_found(by, &school)?;
                changes.events.push(Event::Founded(school.clone()));
                changes.cargo.push(Cargo::School(school));
                Reply::Done
            }
            Command::Upload { by, profiles } => {
                self.may_keep_roster(by)?;
                self.upload(by, profiles, ctx, &mut changes)
            }
            Command::Edit { by, id, from, profile } => {
                self.looked_after(by, id)?;
                self.may_become(by, &profile)?;
                self.register.edit(id, from, *profile)?.into_iter().for_each(|row| changes.row(row));
                Reply::Done
            }
            Command::Delete { by, ids } => {
                let remove = |id| self.looked_after(by, id).and_then(|_| self.register.remove(id, ctx.now));
                let removed = ids.into_iter().map(remove).collect::<Result<Vec<_>, _>>()?;
                removed.into_iter().flatten().for_each(|row| self.leave(row, ctx, &mut changes));
                Reply::Done
            }
            Command::Resend { by, id } => {
                self.looked_after(by, id)?;
                changes.events.push(Event::ResendAsked { id });
                changes.cargo.extend(self.ledger.get(id).map(|row| Cargo::Transfers(row.transfers(id))));
                changes.cargo.push(Cargo::Resend(id));
                Reply::Done
            }
            Command::Activate { by, codes, resets } => {
                self.may_keep_roster(by)?;
                self.activate(by, codes, resets, &mut changes);
                Reply::Done
            }
            Command::AddAccount { by, staff, activation } => {
                self.accounts.may_keep(by, &staff, self.province()?)?;
                let account = self.accounts.add(ctx.me, staff, activation);
                let added = Reply::AccountAdded { id: account.id, login: account.login.clone() };
                changes.account(account);
                added
            }
            Command::ChangeAccount { by, id, from, staff, locked } => {
                let known = self.accounts.kept_by(by, id, self.province()?)?;
                self.accounts.may_keep(by, &staff, self.province()?)?;
                accounts::changed(known, from, staff, locked)?.into_iter().for_each(|account| changes.account(account));
                Reply::Done
            }
            Command::ResetAccount { by, id, activation } => {
                let known = self.accounts.kept_by(by, id, self.province()?)?;
                changes.account(accounts::reset(known, activation));
                Reply::Done
            }
            Command::EditPapers { by, id, from, papers } => {
                let row = self.looked_after(by, id)?;
                let edited = self.edit_papers(row, from, *papers, ctx)?;
                edited.into_iter().for_each(|row| changes.reported(id, self.ledger.get(id), row));
                Reply::Done
            }
            Command::TakeReports(reports) => {
                self.take_reports(&reports, &mut changes);
                Reply::Done
            }
        };
        Ok(changes.decide(reply, ctx))
    }

    /// Whether somebody may change this account: what pages offer.
    pub fn may_keep(&self, by: Keeper, staff: &Staff) -> bool {
        self.province().is_ok_and(|province| self.accounts.may_keep(by, staff, province).is_ok())
    }

    /// A province founds its own schools, once.
    fn may_found(&self, by: Keeper, school: &SchoolEntry) -> Result<(), Refusal> {
        match by {
            _ if self.founded.is_some() => Err(Refusal::SchoolExists),
            Keeper::Operator => Ok(()),
            Keeper::Province(province) if province == school.province => Ok(()),
            Keeper::Province(_) | Keeper::Staff(_) => Err(Refusal::NotPermitted),
        }
    }

    fn province(&self) -> Result<ProvinceId, Refusal> {
        self.founded.as_ref().map(|founding| founding.province).ok_or(Refusal::NotFound)
    }

    fn may_keep_roster(&self, by: Keeper) -> Result<(), Refusal> {
        self.accounts.may_keep_roster(by, self.province()?)
    }

    /// A row, for somebody who may change it. For anybody else there is none.
    fn looked_after(&self, by: Keeper, id: GraduateId) -> Result<&RosterChange, Refusal> {
        self.may_keep_roster(by)?;
        self.register.get(id).filter(|row| self.accounts.look_after(by, &row.profile)).ok_or(Refusal::NotFound)
    }

    /// A user gives no row away to a level that is not theirs: they would see it no more.
    fn may_become(&self, by: Keeper, profile: &Profile) -> Result<(), Refusal> {
        if self.accounts.look_after(by, profile) {
            return Ok(());
        }
        Err(Refusal::Invalid(vec![invalid("education_level", EnrolError::OtherLevel.to_string())]))
    }

    fn upload(&self, by: Keeper, profiles: Vec<Profile>, ctx: &Ctx<'_>, changes: &mut Changes) -> Reply {
        let EntityId::EmsSchool(me) = ctx.me else { return Reply::Done };
        let mut register = self.register.clone();
        let mut contacts_kept = 0;
        let results = profiles.into_iter().map(|mut profile| {
            let kept = register.holder_of(&profile).is_some_and(|known| {
                let is_own = self.ledger.get(known.id).is_some_and(|reported| reported.contact_is_own);
                profile.keep_contact(&known.profile, is_own)
            });
            let (row, taken) = register.admit(me, profile)?;
            let id = row.id;
            let is_theirs = |row: &RosterChange| self.accounts.look_after(by, &row.profile);
            if !is_theirs(&row) || register.get(id).is_some_and(|known| !is_theirs(known)) {
                return Err(EnrolError::OtherLevel);
            }
            if taken != Taken::Unchanged {
                register.put(Arc::new(row.clone()));
                changes.row(row);
            }
            contacts_kept += usize::from(kept);
            Ok((id, taken))
        });
        let results = results.collect();
        Reply::Uploaded { results, contacts_kept }
    }

    /// Out of the roster, and with it what was registered of archive and household (INV-03).
    fn leave(&self, row: RosterChange, ctx: &Ctx<'_>, changes: &mut Changes) {
        if let Some(known) = self.ledger.get(row.id) {
            let voided = known.clone().voided(ctx.now);
            if voided.is_news_after(Some(known)) {
                changes.reported(row.id, Some(known), voided);
            }
        }
        changes.row(row);
    }

    fn edit_papers(&self, row: &RosterChange, from: u64, papers: Papers, ctx: &Ctx<'_>) -> Result<Option<Reported>, Refusal> {
        if row.removed_at.is_some() {
            return Err(Refusal::NotFound);
        }
        self.ledger.is_edited_from(row.id, from)?;
        let papers = papers.checked(ctx.codes, ctx.now.date(), row.profile.household_in_school)?;
        Ok(self.ledger.edited(row.id, papers, ctx.now))
    }

    /// Several on one graduate are taken in their order. A graduate's word on phone and e-mail becomes the roster's (ROS-02), and
    /// so comes back to the platform.
    fn take_reports(&self, reports: &[Report], changes: &mut Changes) {
        let mut after = self.clone();
        for report in reports {
            if !after.ledger.is_news(report) {
                continue;
            }
            let row = after.ledger.with(report);
            changes.reported(report.graduate, after.ledger.get(report.graduate), row.clone());
            after.ledger.put(report.graduate, Arc::new(row));
            if let Said::Contact { mobile, email } = &report.said
                && let Some(row) = after.register.with_contact(report.graduate, mobile, email)
            {
                after.register.put(Arc::new(row.clone()));
                changes.row(row);
            }
        }
    }

    fn activate(&self, by: Keeper, codes: Vec<(GraduateId, [u8; 32])>, resets: bool, changes: &mut Changes) {
        let revision = self.register.activated() + 1;
        let mut graduates = Vec::with_capacity(codes.len());
        for (graduate, code_hash) in codes {
            let Ok(row) = self.looked_after(by, graduate) else { continue };
            if row.removed_at.is_some() {
                continue;
            }
            graduates.push(graduate);
            let login = row.profile.id_no.clone();
            changes.cargo.push(Cargo::Activation(Activation { graduate, login, revision, code_hash, resets }));
        }
        changes.events.push(Event::Activated { revision, graduates });
    }
}

/// The stored parts of a school in the EMS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Founding(SchoolEntry),
    Row(Arc<RosterChange>),
    Account(Arc<StaffChange>),
    Activated(u64),
    Reported { graduate: GraduateId, row: Arc<Reported> },
}

const FOUNDING: &str = "founding";
const ACTIVATED: &str = "activated";

impl Entity for EmsSchool {
    type Command = Command;
    type Event = Event;
    type Reply = Reply;
    type Part = Part;

    const KIND: u8 = b'M';

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Command(command) => self.command(command, ctx),
            Input::Letter { .. } | Input::Timer(_) => Ok(Decision::nothing()),
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Founded(founding) => self.founded = Some(founding.clone()),
            Event::RowPut(row) => self.register.put(Arc::clone(row)),
            Event::AccountPut(account) => self.accounts.put(Arc::clone(account)),
            Event::Activated { revision, .. } => self.register.note_activation(*revision),
            Event::ResendAsked { .. } => {}
            Event::Reported { graduate, row } => self.ledger.put(*graduate, Arc::clone(row)),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Founded(_) => vec![FOUNDING.to_owned()],
            Event::RowPut(row) => vec![format!("row/{}", row.id)],
            Event::AccountPut(account) => vec![format!("account/{}", account.id)],
            Event::Activated { .. } => vec![ACTIVATED.to_owned()],
            Event::ResendAsked { .. } => Vec::new(),
            Event::Reported { graduate, .. } => vec![format!("reported/{graduate}")],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        match key {
            FOUNDING => return self.founded.clone().map(Part::Founding),
            ACTIVATED => return Some(Part::Activated(self.register.activated())),
            _ => {}
        }
        let (kind, id) = key.split_once('/')?;
        match kind {
            "row" => self.register.shared(id.parse().ok()?).map(Part::Row),
            "account" => self.accounts.shared(id.parse().ok()?).map(Part::Account),
            "reported" => {
                let graduate = id.parse().ok()?;
                self.ledger.shared(graduate).map(|row| Part::Reported { graduate, row })
            }
            _ => None,
        }
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Founding(founding) => self.founded = Some(founding),
            Part::Row(row) => self.register.put(row),
            Part::Account(account) => self.accounts.put(account),
            Part::Activated(revision) => self.register.note_activation(revision),
            Part::Reported { graduate, row } => self.ledger.put(graduate, row),
        }
    }
}
