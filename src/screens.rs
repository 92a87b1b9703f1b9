//! What open screens are told, and who is at which item.

mod crowd;
mod deliveries;
mod held;
pub mod sockets;

pub use crowd::Crowd;

use crate::{auth::Sessions, convert, notices::Notices};
use bytestring::ByteString;
use sockets::Sockets;
use std::{sync::Arc, time::Instant};
use wangqian_protocol::{
    case,
    socket::{Holder, ToClient},
};
use wangqian_rules::{
    account::Principal,
    case::CaseRow,
    effect::{Show, Topic},
    ids::{AccountId, CaseId, EmployerId, SchoolId},
    module::Modules,
    review::{Scope, Stage},
    school::School,
};
use wangqian_runtime::{
    Runtime,
    hub::{Hub, Position, RenderChanges},
    presence::{Attendance, Presence},
    runtime::Screens,
};

/// A reviewer as others see them at an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub account: AccountId,
    pub name: String,
}

/// Who has which case open; visits are socket numbers.
pub type CasePresence = Presence<CaseId, u64, Visitor>;

/// The hub, the open sockets and the presence of one server.
pub struct LiveScreens {
    pub hub: Hub,
    pub sockets: Sockets,
    pub presence: CasePresence,
    sessions: Arc<Sessions>,
    notices: Arc<Notices>,
    runtime: Runtime,
}

impl LiveScreens {
    /// Ready to be shown to; the hub ticks until the process ends.
    pub fn start(runtime: &Runtime, sessions: Arc<Sessions>, notices: Arc<Notices>, crowd: Crowd) -> Arc<Self> {
        let renderer = Arc::new(QueueFrames { runtime: runtime.clone() });
        let screens = Arc::new(Self {
            hub: Hub::new(runtime.store().epoch(), renderer),
            sockets: Sockets::within(crowd),
            presence: CasePresence::default(),
            sessions,
            notices,
            runtime: runtime.clone(),
        });
        let ticking = Arc::clone(&screens);
        actix_web::rt::spawn(async move {
            loop {
                tokio::time::sleep(HUB_TICK).await;
                ticking.hub.tick(ticking.runtime.monotonic_ms());
            }
        });
        screens
    }

    /// Pages that show the employer look again (FLG-02).
    fn warn(&self, to: &Topic, employer: EmployerId, committed: Instant) {
        let named = if matches!(to, Topic::School(_)) { SCHOOL } else { ME };
        self.hub.publish(to, committed, |at| {
            let Position { epoch, version } = at;
            frame(&ToClient::Warning { topic: named.to_owned(), epoch, version, employer: employer.to_string() })
        });
    }

    fn tell_queues_of(&self, school: SchoolId, row: &CaseRow, committed: Instant) {
        let now_ms = self.runtime.monotonic_ms();
        for topic in queues_of(school, row) {
            self.hub.change(&topic, row, committed, now_ms);
        }
    }

    /// Shows who is at an item to all who are, but for the one who knows.
    pub fn tell_visitors(&self, case: CaseId, attendance: &Attendance<u64, Visitor>, knows: Option<u64>) {
        for (visit, visitor) in attendance.visits.iter().filter(|(visit, _)| Some(*visit) != knows) {
            self.sockets.send(*visit, presence_frame(case, attendance, visitor));
        }
    }
}

/// Every queue that the case is in: of each scope that its graduate is inside of, for readers who may see its module among others.
fn queues_of(school: SchoolId, row: &CaseRow) -> impl Iterator<Item = Topic> {
    let scopes = Scope::containing(&row.department, row.level).into_iter();
    let module = row.kind.module();
    scopes
        .flat_map(move |scope| Modules::containing(module).map(move |sees| Topic::Queue { school, scope: scope.clone(), sees }))
}

const HUB_TICK: std::time::Duration = std::time::Duration::from_millis(20);

impl Screens for LiveScreens {
    fn show(&self, show: Show, committed: Instant) {
        match show {
            Show::QueueRow { school, row } => {
                self.tell_queues_of(school, &row, committed);
                if let Some(attendance) = self.presence.release(&row.case) {
                    self.tell_visitors(row.case, &attendance, None);
                    self.tell_queues(school, row.case);
                }
            }
            Show::QueueRowTold { school, row } => self.tell_queues_of(school, &row, committed),
            Show::Case { to, row } => self.hub.publish(&to, committed, |at| case_frame(at, &row)),
            Show::Notice { to, notice } => self.hub.publish(&to, committed, |at| {
                let Position { epoch, version } = at;
                frame(&ToClient::Notice { topic: ME.to_owned(), epoch, version, notice: convert::notice(&notice, false) })
            }),
            Show::SettingsChanged { school } => self.hub.publish(&Topic::School(school), committed, |at| {
                let Position { epoch, version } = at;
                frame(&ToClient::Settings { topic: SCHOOL.to_owned(), epoch, version })
            }),
            Show::TransfersMoved { school } => self.hub.publish(&Topic::Transfers(school), committed, |at| {
                let Position { epoch, version } = at;
                frame(&ToClient::Transfers { topic: TRANSFERS.to_owned(), epoch, version })
            }),
            Show::Warning { to, employer } => self.warn(&to, employer, committed),
            Show::EmployersChanged { province } => self.hub.publish(&Topic::Province(province), committed, |at| {
                let Position { epoch, version } = at;
                frame(&ToClient::Employers { topic: PROVINCE.to_owned(), epoch, version })
            }),
            Show::SessionEnded { account: _, session } => {
                self.sessions.forget(&session);
                self.sockets.session_ended(&session);
            }
            Show::RightsChanged { school, staff } => {
                self.sockets.rights_changed(&Principal::Staff { school, staff });
            }
            Show::Batch { of, batch } => self.hub.publish(&Topic::Batches(of), committed, |at| {
                let Position { epoch, version } = at;
                let batch = convert::batch::batch(&batch, self.runtime.codes());
                frame(&ToClient::Batch { topic: BATCHES.to_owned(), epoch, version, batch })
            }),
            Show::Deliveries { school, changed } => self.show_deliveries(school, &changed, committed),
        }
    }
}

/// A person's own topic, from their side.
pub const ME: &str = "me";
/// Messages to the reader's graduates.
pub const DELIVERIES: &str = "deliveries";
/// One's own school, from the side of its users.
pub const SCHOOL: &str = "school";
/// The archive and household modules of one's own school, from the side of its users.
pub const TRANSFERS: &str = "transfers";
/// One's own province, from the side of its users.
pub const PROVINCE: &str = "province";
/// How far a reviewer's own batches are.
pub const BATCHES: &str = "batches";
/// A reviewer's queue, from their side.
pub const QUEUE: &str = "queue";

fn case_frame(at: Position, row: &CaseRow) -> ByteString {
    let Position { epoch, version } = at;
    frame(&ToClient::Case { topic: ME.to_owned(), epoch, version, row: convert::row(row) })
}

/// Who is there, as one of them sees it.
pub fn presence_frame(case: CaseId, attendance: &Attendance<u64, Visitor>, reader: &Visitor) -> ByteString {
    let holder = attendance.lease.as_ref().map(|lease| Holder {
        name: lease.holder.name.clone(),
        you: lease.holder.account == reader.account,
        until_ms: lease.until.0,
    });
    let mut others: Vec<_> =
        attendance.visits.iter().map(|(_, visitor)| visitor).filter(|visitor| *visitor != reader).collect();
    others.dedup();
    let others = others.into_iter().map(|visitor| visitor.name.clone()).collect();
    frame(&ToClient::Presence { case: case.to_string(), holder, others })
}

/// A frame as it is sent. Wire types always serialise.
pub fn frame(frame: &ToClient) -> ByteString {
    serde_json::to_string(frame).unwrap_or_default().into()
}

/// Makes the frames of review queues from the school's latest state.
struct QueueFrames {
    runtime: Runtime,
}

impl RenderChanges for QueueFrames {
    fn changes(&self, topic: &Topic, at: Position, rows: Vec<CaseRow>, more: bool) -> ByteString {
        let Position { epoch, version } = at;
        let counts = self.counts(topic);
        let mut changed: Vec<case::CaseRow> = rows.iter().map(convert::row).collect();
        if let Topic::Queue { school, .. } = topic
            && let Some(school) = self.runtime.glance::<School>(*school)
        {
            changed.iter_mut().for_each(|row| convert::held(row, &school));
        }
        frame(&ToClient::Queue { topic: QUEUE.to_owned(), epoch, version, counts, changed, more })
    }
}

impl QueueFrames {
    fn counts(&self, topic: &Topic) -> wangqian_protocol::queue::QueueCounts {
        let Topic::Queue { school, scope, sees } = topic else { return Default::default() };
        let stage = if scope.department.is_some() { Stage::Department } else { Stage::School };
        let school = self.runtime.glance::<School>(*school);
        school.map(|school| convert::counts(&school, scope, *sees, stage, self.runtime.now())).unwrap_or_default()
    }
}
