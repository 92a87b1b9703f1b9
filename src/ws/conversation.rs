//! What a page says over its socket and what it is answered. No transport in here.

use crate::{
    rights::Caller,
    screens::{BATCHES, DELIVERIES, ME, PROVINCE, QUEUE, SCHOOL, TRANSFERS, Visitor, frame, presence_frame},
    state::AppState,
};
use bytestring::ByteString;
use std::{collections::BTreeMap, sync::Arc};
use wangqian_protocol::{
    session::Role,
    socket::{FromClient, Position, ToClient},
};
use wangqian_rules::{
    account::Principal,
    case::{CaseRow, Status},
    effect::Topic,
    ids::{CaseId, ReviewerId},
    module::Modules,
    refusal::Refusal,
    review::Grant,
    school::{
        self, School,
        staff::{Act, Permissions},
    },
};
use wangqian_runtime::{
    hub::{self, Subscriber},
    presence::Attendance,
};

/// Items that one page may have open at once.
const OPEN_MAX: usize = 16;

/// One page's side of the talk.
pub struct Conversation {
    pub number: u64,
    caller: Caller,
    me: Visitor,
    state: Arc<AppState>,
    subscriber: Arc<dyn Subscriber>,
    topics: BTreeMap<String, Topic>,
    open: Vec<CaseId>,
}

impl Conversation {
    /// Begins with nothing followed and nothing open.
    pub fn new(number: u64, caller: Caller, state: Arc<AppState>, subscriber: Arc<dyn Subscriber>) -> Self {
        let name = caller.staff().map(|staff| staff.staff.name.clone()).unwrap_or_default();
        let me = Visitor { account: caller.session.account, name };
        Self { number, caller, me, state, subscriber, topics: BTreeMap::new(), open: Vec::new() }
    }

    /// Frames to answer with.
    pub fn hear(&mut self, text: &str) -> Vec<ByteString> {
        let Ok(said) = serde_json::from_str::<FromClient>(text) else {
            return refused("malformed", "无法识别的消息");
        };
        match said {
            FromClient::Ping {} => vec![frame(&ToClient::Pong { server_time_ms: self.state.runtime.now().0 })],
            FromClient::Subscribe { topic, since } => self.subscribe(topic, since),
            FromClient::Unsubscribe { topic } => self.unsubscribe(&topic),
            FromClient::Open { case } | FromClient::Touch { case } => self.at_item(&case, Self::may_look, Self::open_item),
            FromClient::TakeOver { case } => self.at_item(&case, Self::may_hold, Self::take_over),
            FromClient::Leave { case } => case.parse().map_or_else(
                |()| Vec::new(),
                |case| {
                    self.leave(case);
                    Vec::new()
                },
            ),
        }
    }

    /// The page is gone.
    pub fn end(&mut self) {
        for topic in std::mem::take(&mut self.topics).into_values() {
            self.state.screens.hub.unsubscribe(&topic, self.number);
        }
        for case in std::mem::take(&mut self.open) {
            let attendance = self.state.screens.presence.leave(&case, &self.number);
            self.tell_others(case, &attendance);
            self.tell_queues(case);
        }
    }

    fn subscribe(&mut self, name: String, since: Option<Position>) -> Vec<ByteString> {
        let Some(topic) = self.topic(&name) else { return refused("no_such_topic", "不能订阅该内容") };
        let hub = &self.state.screens.hub;
        let since = since.map(|Position { epoch, version }| hub::Position { epoch, version });
        let now_ms = self.state.runtime.monotonic_ms();
        let subscribed = hub.subscribe(topic.clone(), self.number, Arc::clone(&self.subscriber), since, now_ms);
        let hub::Position { epoch, version } = subscribed.at;
        let held = self.state.screens.held_of(&topic);
        self.topics.insert(name.clone(), topic);
        let resumed = subscribed.missed.is_some();
        let stands = frame(&ToClient::Subscribed { topic: name, epoch, version, resumed });
        std::iter::once(stands).chain(subscribed.missed.unwrap_or_default()).chain(held).collect()
    }

    fn unsubscribe(&mut self, name: &str) -> Vec<ByteString> {
        if let Some(topic) = self.topics.remove(name) {
            self.state.screens.hub.unsubscribe(&topic, self.number);
        }
        Vec::new()
    }

    /// Names are from the reader's side: nobody can name another's topic.
    fn topic(&self, name: &str) -> Option<Topic> {
        match (name, &self.caller.session.principal) {
            (ME, Principal::Graduate(id)) => Some(Topic::Graduate(*id)),
            (ME, Principal::Employer(id)) => Some(Topic::Employer(*id)),
            (QUEUE, Principal::Staff { .. }) => {
                let staff = self.caller.staff().ok()?;
                let sees = Modules::with_cases(Act::View, &staff.staff.permissions)?;
                Some(Topic::Queue { school: staff.school_id, scope: staff.staff.scope(), sees })
            }
            (DELIVERIES, Principal::Staff { .. }) if self.caller.role == Role::School => {
                let staff = self.caller.staff().ok().filter(|staff| staff.staff.permissions.basic.allows(Act::View))?;
                Some(Topic::Deliveries { school: staff.school_id, scope: staff.staff.scope() })
            }
            (BATCHES, Principal::Staff { school, staff }) => {
                Some(Topic::Batches(ReviewerId { school: *school, staff: *staff }))
            }
            (SCHOOL, Principal::Staff { school, .. }) => Some(Topic::School(*school)),
            (TRANSFERS, Principal::Staff { .. }) => {
                let staff = self.caller.staff().ok()?;
                let Permissions { archive, household, .. } = staff.staff.permissions;
                [archive, household].iter().any(|permission| permission.allows(Act::View)).then_some(())?;
                Some(Topic::Transfers(staff.school_id))
            }
            (PROVINCE, Principal::Province(id)) => Some(Topic::Province(*id)),
            _ => None,
        }
    }

    /// Only who sees a case can be at it. Being at an item is using the session, as a request is.
    fn at_item(
        &mut self,
        case: &str,
        may: fn(&Self, CaseId) -> Result<(), Refusal>,
        then: fn(&mut Self, CaseId),
    ) -> Vec<ByteString> {
        self.caller.session.is_used(&self.state.runtime);
        let named = case.parse::<CaseId>().map_err(|()| Refusal::NotFound);
        match named.and_then(|case| may(self, case).map(|()| case)) {
            Ok(case) => {
                then(self, case);
                Vec::new()
            }
            Err(refusal) => refused(refusal.code(), &refusal.told(self.caller.audience()).title),
        }
    }

    fn may_look(&self, case: CaseId) -> Result<(), Refusal> {
        self.authorise(case, Act::View).map(drop)
    }

    /// Holding an item is for those whose decision it waits for.
    fn may_hold(&self, case: CaseId) -> Result<(), Refusal> {
        let (grant, row) = self.authorise(case, Act::Review)?;
        match row.status {
            Status::InReview(_, stage) if grant.decides(stage, &row.department) => Ok(()),
            _ => Err(Refusal::NotPermitted),
        }
    }

    /// By the school's state as last committed.
    fn authorise(&self, case: CaseId, act: Act) -> Result<(Grant, CaseRow), Refusal> {
        let staff = self.caller.staff()?;
        let school = self.state.runtime.glance::<School>(staff.school_id).ok_or(Refusal::NotFound)?;
        let grant = school.authorise(staff.id, case, act)?;
        let row = school.cases.get(case).ok_or(Refusal::NotFound)?.clone();
        Ok((grant, row))
    }

    /// A user who may only read, or at another level, is seen and holds nothing.
    fn open_item(&mut self, case: CaseId) {
        self.note_open(case);
        let (presence, me) = (&self.state.screens.presence, self.me.clone());
        let attendance = match self.may_hold(case) {
            Ok(()) => presence.open(case, self.number, me, self.state.runtime.now()),
            Err(_) => presence.look(case, self.number, me),
        };
        self.tell(case, &attendance);
        if attendance.lease.is_some_and(|lease| lease.holder == self.me) {
            self.tell_queues(case);
        }
    }

    fn note_open(&mut self, case: CaseId) {
        if self.open.contains(&case) {
            return;
        }
        if self.open.len() >= OPEN_MAX {
            self.leave(self.open[0]);
        }
        self.open.push(case);
    }

    /// Logged in the school's history: who took what from whom.
    fn take_over(&mut self, case: CaseId) {
        self.note_open(case);
        let (presence, now) = (&self.state.screens.presence, self.state.runtime.now());
        let (from, attendance) = presence.take_over(case, self.number, self.me.clone(), now);
        self.tell(case, &attendance);
        self.tell_queues(case);
        let (Some(from), Ok(staff)) = (from, self.caller.staff()) else { return };
        let (runtime, school) = (self.state.runtime.clone(), staff.school_id);
        let command = school::Command::TakeOver { staff: staff.id, case, from: from.name };
        actix_web::rt::spawn(async move {
            if let Err(error) = runtime.ask::<School>(school, None, command).await {
                tracing::warn!(%error, "a take-over was not written down");
            }
        });
    }

    fn leave(&mut self, case: CaseId) {
        self.open.retain(|open| *open != case);
        let attendance = self.state.screens.presence.leave(&case, &self.number);
        self.tell_others(case, &attendance);
        self.tell_queues(case);
    }

    /// Readers of the queue that the item is in see in the list who is at it, or nobody any more.
    fn tell_queues(&self, case: CaseId) {
        if let Principal::Staff { school, .. } = self.caller.session.principal {
            self.state.screens.tell_queues(school, case);
        }
    }

    fn tell(&self, case: CaseId, attendance: &Attendance<u64, Visitor>) {
        self.subscriber.deliver(presence_frame(case, attendance, &self.me), None);
        self.tell_others(case, attendance);
    }

    fn tell_others(&self, case: CaseId, attendance: &Attendance<u64, Visitor>) {
        self.state.screens.tell_visitors(case, attendance, Some(self.number));
    }
}

fn refused(code: &str, message: &str) -> Vec<ByteString> {
    vec![frame(&ToClient::Refused { code: code.to_owned(), message: message.to_owned() })]
}
