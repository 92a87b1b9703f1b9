//! The graduate: owner of every case about them.
//!
//! Cases live here so that "at most one in process, at most one effective" (SIG-08) is a local check of one entity. What others
//! may decide reaches the graduate with the word of who may: the school's [`Admission`] or [`Grant`].

pub mod act;
mod amending;
pub mod comparison;
pub mod contact;
pub mod draft;
mod hand;
pub mod handing_in;
pub mod held_verdict;
mod invited;
mod moving;
pub mod online_signing;
pub mod paper;
pub mod permits;
mod reminding;
pub(crate) mod reporting;
pub mod rescission;
pub mod review;
mod standing;
mod telling;
mod waking;
pub mod wechat;

use crate::{
    case::*,
    effect::{Effect, Show, Topic},
    entity::{Ctx, Decision, Entity, Input},
    file::StoredFile,
    ids::*,
    letter::Letter,
    notice::{self, Inbox, Notice},
    profile::Profile,
    refusal::Refusal,
    review::{Grant, Verdict},
    time::UnixMs,
};
pub use act::Act;
pub use hand::Hand;
pub use moving::{Move, Moved};

use contact::Contact;
use draft::Draft;
use handing_in::Beginning;
use held_verdict::HeldVerdict;
use permits::Permit;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// What is known of a graduate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graduate {
    pub profile: Option<Arc<Profile>>,
    /// Since when they are deleted from the roster: they cannot act, and every state is invalid (INV-01).
    pub removed_at: Option<UnixMs>,
    pub cases: BTreeMap<CaseId, Arc<Case>>,
    pub inbox: Inbox,
    /// As the graduate said; `None`: never, and the roster's counts (ROS-02).
    contact: Option<Contact>,
    /// Number of the newest report to the EMS.
    reported: u64,
    /// Their WeChat, when they bound it (NOT-01).
    pub wechat: Option<wechat::Binding>,
    /// Forms that they have not finished, one a kind.
    drafts: BTreeMap<CaseKind, Draft>,
    /// Verdicts that can still be taken back (EXT-09).
    held: BTreeMap<CaseId, HeldVerdict>,
    /// When their employers reminded them of invitations last.
    reminded: BTreeMap<CaseId, UnixMs>,
    /// By their codes (EXT-04).
    permits: BTreeMap<String, Permit>,
}

/// What a person may ask of a graduate's entity.
#[derive(Clone, Debug)]
pub enum Command {
    /// The graduate hands in a case of their own.
    Begin(Box<Beginning>),
    /// Somebody acts on a case; `seen` is the version that they decided on.
    Act {
        case: CaseId,
        seen: u64,
        act: Act,
    },
    /// A reviewer's verdict that takes effect in a while (EXT-09).
    Hold {
        case: CaseId,
        seen: u64,
        grant: Result<Grant, Refusal>,
        verdict: Verdict,
    },
    /// The same reviewer takes it back.
    Undo {
        case: CaseId,
        seen: u64,
        grant: Result<Grant, Refusal>,
    },
    /// A form that is not finished, to be gone on with at another device.
    SaveDraft {
        kind: CaseKind,
        filled: Box<Filled>,
    },
    DropDraft(CaseKind),
    /// The graduate lets whoever has the code see whether an agreement holds (EXT-04).
    GivePermit {
        case: CaseId,
        code: String,
        days: u8,
    },
    TakePermitBack {
        case: CaseId,
        code: String,
    },
    /// 「恢复网签数据」: say again to the EMS what holds (INV-02).
    ReportAgain,
    /// ROS-02.
    SetContact(Contact),
    /// The graduate signed in (ROS-02).
    SyncContact,
    MarkRead {
        upto: u64,
    },
    /// By the graduate, as WeChat named them (NOT-01).
    BindWechat {
        openid: String,
    },
    /// By the graduate, or by the provider, who knows this openid no more.
    UnbindWechat {
        only: Option<String>,
    },
    /// By the provider: it does not deliver to who does not follow, and this openid does not.
    WechatUnfollowed {
        openid: String,
    },
}

/// What can have happened to a graduate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    Enrolled(Arc<Profile>),
    CaseOpened(Arc<Case>),
    CaseMoved(Moved),
    Noticed(Notice),
    NoticesRead {
        upto: u64,
    },
    /// INV-01.
    Removed {
        at: UnixMs,
    },
    /// INV-02.
    Restored,
    /// A report to the EMS went out.
    Reported {
        revision: u64,
    },
    ContactSet(Contact),
    WechatBound(wechat::Binding),
    WechatUnbound,
    WechatFollows(bool),
    DraftSaved(Box<Draft>),
    DraftDropped(CaseKind),
    /// EXT-09.
    VerdictHeld(Box<HeldVerdict>),
    /// It took effect, was taken back, or something else went before.
    VerdictReleased {
        case: CaseId,
    },
    /// An employer asked for an answer to its invitation.
    RemindedOf {
        case: CaseId,
        at: UnixMs,
    },
    PermitGiven(Permit),
    /// It was taken back, or is over.
    PermitEnded {
        code: String,
    },
}

/// What a command answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Case {
        case: CaseId,
        version: u64,
        kind: CaseKind,
        status: Status,
    },
    Done,
    /// The case as it is, and until when the verdict on it can be taken back.
    Held {
        case: CaseId,
        version: u64,
        kind: CaseKind,
        status: Status,
        until: UnixMs,
    },
}

impl Graduate {
    /// The case that keeps the graduate from beginning another one.
    pub fn binding_case(&self) -> Option<&Case> {
        self.cases.values().map(Arc::as_ref).find(|case| case.binds())
    }

    /// SIG-08: one in process, one effective, and never both.
    fn free_to_begin(&self) -> Result<(), Refusal> {
        let Some(binding) = self.binding_case() else { return Ok(()) };
        Err(match binding.status {
            Status::Effective => {
                Refusal::AlreadyEffective { holding: binding.holding(), way_out: binding.facts().words.way_out }
            }
            _ => Refusal::CaseInProcess { matter: binding.facts().matter, subject: binding.subject() },
        })
    }

    /// Every file that a case or a draft names.
    pub fn files(&self) -> impl Iterator<Item = &StoredFile> {
        let of_cases = self.cases.values().flat_map(|case| case.files());
        of_cases.chain(self.drafts.values().flat_map(|draft| &draft.filled.files))
    }

    /// The graduate's cases as lists show them.
    pub fn rows(&self, me: GraduateId) -> Vec<CaseRow> {
        let Some(profile) = &self.profile else { return Vec::new() };
        self.cases.values().map(|case| case.row(me, profile)).collect()
    }

    fn case(&self, id: CaseId) -> Result<&Case, Refusal> {
        self.cases.get(&id).map(Arc::as_ref).ok_or(Refusal::NotFound)
    }

    fn profile(&self) -> Result<&Arc<Profile>, Refusal> {
        self.profile.as_ref().ok_or(Refusal::NotOnRoster)
    }

    /// Writes a move down and tells everybody concerned: the one way any kind of case changes.
    fn carry_out(&self, case: &Case, made: Move, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        let Move { to, submission, content, stamped, expires_at, entry, notice } = made;
        let moved = Moved { case: case.id, to, submission, content, stamped, expires_at, entry };
        let mut after = case.clone();
        after.apply(&moved);
        let mut decision = Decision::events(vec![Event::CaseMoved(moved)]).replying(Reply::of(&after));
        decision.effects = self.reports(&after, ctx)?;
        self.report_to_ems(&mut decision, case, &after, ctx);
        if case.status != after.status && after.status != Status::Invalidated {
            let timers = case.timers().into_iter();
            decision.effects.extend(timers.map(|(timer, at)| Effect::Cancel { timer, at }));
        }
        if let Some(told) = notice {
            self.notify(&mut decision, ctx, told, Some(case.id));
        }
        if let Some((event, effect)) = self.moved_before_verdict(case.id) {
            decision.events.push(event);
            decision.effects.push(effect);
        }
        Ok(decision)
    }

    /// Who must know of a case as it is now: its employer, its school once it was submitted, the graduate's own screens.
    ///
    /// The school is not told of invitations: until the graduate accepts, they are between employer and graduate.
    fn reports(&self, case: &Case, ctx: &Ctx<'_>) -> Result<Vec<Effect>, Refusal> {
        let EntityId::Graduate(me) = ctx.me else { return Err(Refusal::NotFound) };
        let row = case.row(me, self.profile()?);
        let report = || Letter::CaseMoved(Box::new(row.clone()));
        let mut effects: Vec<_> = row.employer.map(|employer| Effect::tell(employer, report())).into_iter().collect();
        if case.submission.is_some() {
            effects.push(Effect::tell(me.school, report()));
        }
        effects.push(Effect::Show(Show::Case { to: Topic::Graduate(me), row: Box::new(row) }));
        Ok(effects)
    }

    fn command(&self, command: Command, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        if let Command::MarkRead { upto } = command {
            let read = self.inbox.reads_on(upto).map(|upto| Event::NoticesRead { upto });
            return Ok(Decision::events(read.into_iter().collect()).replying(Reply::Done));
        }
        let command = match command {
            Command::BindWechat { openid } => return self.bind_wechat(openid, ctx),
            Command::UnbindWechat { only } => return Ok(self.unbind_wechat(only.as_deref())),
            Command::WechatUnfollowed { openid } => return Ok(self.wechat_follows(FollowerId::of_openid(&openid), false)),
            command => command,
        };
        if let Some(at) = self.removed_at {
            return Err(Refusal::LeftRoster { at });
        }
        match command {
            Command::MarkRead { .. }
            | Command::BindWechat { .. }
            | Command::UnbindWechat { .. }
            | Command::WechatUnfollowed { .. } => Ok(Decision::answer(Reply::Done)),
            Command::ReportAgain => Ok(self.report_again(ctx)),
            Command::SetContact(contact) => Ok(self.set_contact(contact, ctx)),
            Command::SyncContact => Ok(self.sync_contact(ctx)),
            Command::SaveDraft { kind, filled } => self.save_draft(kind, *filled, ctx),
            Command::DropDraft(kind) => Ok(self.drop_draft(kind)),
            Command::GivePermit { case, code, days } => self.give_permit(case, code, days, ctx),
            Command::TakePermitBack { case, code } => self.take_permit_back(case, &code),
            Command::Begin(beginning) => self.begin(*beginning, ctx),
            Command::Act { case, seen, act } => self.act(case, seen, act, ctx),
            Command::Hold { case, seen, grant, verdict } => self.hold(case, seen, grant, verdict, ctx),
            Command::Undo { case, seen, grant } => self.undo(case, seen, grant, ctx),
        }
    }
}

impl Reply {
    fn of(case: &Case) -> Self {
        Self::Case { case: case.id, version: case.version, kind: case.kind, status: case.status }
    }
}

/// The stored parts of a graduate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    Profile(Arc<Profile>),
    Case(Arc<Case>),
    Notice(Notice),
    NoticesRead(u64),
    Removed(UnixMs),
    Reported(u64),
    Contact(Contact),
    Wechat(wechat::Binding),
    Draft(Box<Draft>),
    Held(Box<HeldVerdict>),
    RemindedOf { case: CaseId, at: UnixMs },
    Permit(Permit),
}

const PROFILE: &str = "profile";
const REMOVED: &str = "removed";
const REPORTED: &str = "reported";
const CONTACT: &str = "contact";
const WECHAT: &str = "wechat";

fn draft_key(kind: CaseKind) -> String {
    format!("draft/{}", kind.code())
}

fn held_key(id: CaseId) -> String {
    format!("held/{id}")
}

fn case_key(id: CaseId) -> String {
    format!("case/{id}")
}

impl Entity for Graduate {
    type Command = Command;
    type Event = Event;
    type Reply = Reply;
    type Part = Part;

    const KIND: u8 = b'G';
    const ONE_OF_MANY: bool = true;

    fn decide(&self, input: Input<Command>, ctx: &Ctx<'_>) -> Result<Decision<Self>, Refusal> {
        match input {
            Input::Command(command) => self.command(command, ctx),
            Input::Timer(timer) => self.timer(timer, ctx),
            Input::Letter { letter: Letter::Rostered { profile, removed_at }, .. } => self.rostered(profile, removed_at, ctx),
            Input::Letter { letter: Letter::Invited(offer), .. } => self.receive(*offer, ctx),
            Input::Letter { letter: Letter::EmployerWarned { case, by_own_school }, .. } => {
                Ok(self.warned(case, by_own_school, ctx))
            }
            Input::Letter { from: EntityId::Follower(of), letter: Letter::WechatFollows(follows) } => {
                Ok(Decision { reply: None, ..self.wechat_follows(of, follows) })
            }
            Input::Letter { .. } => Ok(Decision::nothing()),
        }
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::Enrolled(profile) => self.profile = Some(Arc::clone(profile)),
            Event::CaseOpened(case) => {
                self.cases.insert(case.id, Arc::clone(case));
            }
            Event::CaseMoved(moved) => {
                if let Some(case) = self.cases.get_mut(&moved.case) {
                    Arc::make_mut(case).apply(moved);
                }
            }
            Event::Noticed(notice) => self.inbox.put(notice.clone()),
            Event::NoticesRead { upto } => self.inbox.mark_read(*upto),
            Event::Removed { at } => self.removed_at = Some(*at),
            Event::Restored => self.removed_at = None,
            Event::Reported { revision } => self.reported = *revision,
            Event::ContactSet(contact) => self.contact = Some(contact.clone()),
            Event::WechatBound(binding) => self.wechat = Some(binding.clone()),
            Event::WechatUnbound => self.wechat = None,
            Event::WechatFollows(follows) => {
                if let Some(binding) = &mut self.wechat {
                    binding.follows = *follows;
                }
            }
            Event::DraftSaved(draft) => drop(self.drafts.insert(draft.kind, (**draft).clone())),
            Event::DraftDropped(kind) => drop(self.drafts.remove(kind)),
            Event::VerdictHeld(held) => drop(self.held.insert(held.case, (**held).clone())),
            Event::VerdictReleased { case } => drop(self.held.remove(case)),
            Event::RemindedOf { case, at } => drop(self.reminded.insert(*case, *at)),
            Event::PermitGiven(permit) => drop(self.permits.insert(permit.code.clone(), permit.clone())),
            Event::PermitEnded { code } => drop(self.permits.remove(code)),
        }
    }

    fn touched(event: &Event) -> Vec<String> {
        match event {
            Event::Enrolled(_) => vec![PROFILE.to_owned()],
            Event::CaseOpened(case) => vec![case_key(case.id)],
            Event::CaseMoved(moved) => vec![case_key(moved.case)],
            Event::Noticed(notice) => Inbox::touched_by(notice.seq),
            Event::NoticesRead { .. } => vec![notice::READ_KEY.to_owned()],
            Event::Removed { .. } | Event::Restored => vec![REMOVED.to_owned()],
            Event::Reported { .. } => vec![REPORTED.to_owned()],
            Event::ContactSet(_) => vec![CONTACT.to_owned()],
            Event::WechatBound(_) | Event::WechatUnbound | Event::WechatFollows(_) => vec![WECHAT.to_owned()],
            Event::DraftSaved(draft) => vec![draft_key(draft.kind)],
            Event::DraftDropped(kind) => vec![draft_key(*kind)],
            Event::VerdictHeld(held) => vec![held_key(held.case)],
            Event::VerdictReleased { case } => vec![held_key(*case)],
            Event::RemindedOf { case, .. } => vec![format!("reminded/{case}")],
            Event::PermitGiven(Permit { code, .. }) | Event::PermitEnded { code } => vec![format!("permit/{code}")],
        }
    }

    fn part(&self, key: &str) -> Option<Part> {
        match key {
            PROFILE => return self.profile.clone().map(Part::Profile),
            REMOVED => return self.removed_at.map(Part::Removed),
            REPORTED => return Some(Part::Reported(self.reported)),
            CONTACT => return self.contact.clone().map(Part::Contact),
            WECHAT => return self.wechat.clone().map(Part::Wechat),
            notice::READ_KEY => return Some(Part::NoticesRead(self.inbox.read_upto())),
            _ => {}
        }
        if let Some(seq) = notice::seq_of(key) {
            return self.inbox.get(seq).cloned().map(Part::Notice);
        }
        if let Some(kind) = key.strip_prefix("draft/") {
            return self.draft(CaseKind::from_code(kind)?).cloned().map(|draft| Part::Draft(Box::new(draft)));
        }
        if let Some(case) = key.strip_prefix("held/") {
            return self.held.get(&case.parse().ok()?).cloned().map(|held| Part::Held(Box::new(held)));
        }
        if let Some(case) = key.strip_prefix("reminded/") {
            let case = case.parse().ok()?;
            return self.reminded_of(case).map(|at| Part::RemindedOf { case, at });
        }
        if let Some(code) = key.strip_prefix("permit/") {
            return self.permits.get(code).cloned().map(Part::Permit);
        }
        let case: CaseId = key.strip_prefix("case/")?.parse().ok()?;
        self.cases.get(&case).cloned().map(Part::Case)
    }

    fn restore(&mut self, part: Part) {
        match part {
            Part::Profile(profile) => self.profile = Some(profile),
            Part::Case(case) => {
                self.cases.insert(case.id, case);
            }
            Part::Notice(notice) => self.inbox.put(notice),
            Part::NoticesRead(upto) => self.inbox.mark_read(upto),
            Part::Removed(at) => self.removed_at = Some(at),
            Part::Reported(revision) => self.reported = revision,
            Part::Contact(contact) => self.contact = Some(contact),
            Part::Wechat(binding) => self.wechat = Some(binding),
            Part::Draft(draft) => drop(self.drafts.insert(draft.kind, *draft)),
            Part::Held(held) => drop(self.held.insert(held.case, *held)),
            Part::RemindedOf { case, at } => drop(self.reminded.insert(case, at)),
            Part::Permit(permit) => drop(self.permits.insert(permit.code.clone(), permit)),
        }
    }
}

/// A trail entry of this moment.
fn entry(now: UnixMs, by: crate::caller::Caller, did: Did) -> TrailEntry {
    TrailEntry { at: now, by, did }
}
