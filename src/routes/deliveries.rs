//! 「消息发送记录」: what was sent to whom, what was not and why (NOT-01).

use crate::{
    convert,
    error::ApiResult,
    rights::{Caller, StaffCaller},
    routes::{
        command::Key,
        window::{Order, Paging},
    },
    sent::Asked,
    state::AppState,
};
use actix_web::{HttpResponse, web};
use wangqian_protocol::delivery::*;
use wangqian_rules::{
    ids::EntityId,
    outbox::{
        Command, Outbox,
        delivery::{Delivery, State},
        occasion::{Channel, Occasion},
    },
    refusal::{Refusal, invalid},
    school::roster::RosterRow,
};
use wangqian_runtime::AskError;

/// What the reader asked to see.
struct Filter {
    channel: Option<Channel>,
    state: Option<State>,
    occasion: Option<Occasion>,
    text: String,
}

/// `GET /deliveries`.
pub async fn list(
    state: web::Data<AppState>,
    caller: Caller,
    query: Asked<DeliveryQuery>,
) -> ApiResult<web::Json<DeliveryPage>> {
    let staff = caller.staff()?;
    let filter = Filter::of(&query)?;
    let paging = Paging::of(query.cursor.as_deref(), None, query.limit)?;
    let outbox = state.runtime.read::<Outbox>(EntityId::Outbox(staff.school_id)).await?;
    let matching: Vec<_> = outbox
        .newest_first()
        .filter_map(|delivery| graduate(staff, delivery).map(|graduate| (delivery, graduate)))
        .filter(|(delivery, graduate)| filter.takes(delivery, graduate))
        .collect();
    let (page, next) = paging.page(&matching, Order::Falling, |(delivery, _)| delivery.number);
    let rows = page.iter().map(|(delivery, graduate)| convert::deliveries::row(delivery, graduate)).collect();
    Ok(web::Json(DeliveryPage { rows, total: matching.len(), next, channels: channels(&state).await? }))
}

/// `POST /deliveries/{number}/replay`: of a graduate within the caller's scope.
pub async fn replay(state: web::Data<AppState>, caller: Caller, key: Key, number: web::Path<u64>) -> ApiResult<HttpResponse> {
    let (staff, number) = (caller.staff()?, number.into_inner());
    let id = EntityId::Outbox(staff.school_id);
    let outbox = state.runtime.read::<Outbox>(id).await?;
    outbox.get(number).and_then(|delivery| graduate(staff, delivery)).ok_or(Refusal::NotFound)?;
    state.runtime.ask::<Outbox>(id, key.of(&caller), Command::Replay { number }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Whom it is for, if that is the reader's business.
fn graduate<'a>(staff: &'a StaffCaller, delivery: &Delivery) -> Option<&'a RosterRow> {
    let graduate = staff.school.roster.known(delivery.bulletin.event.graduate)?;
    staff.staff.scope().contains(&graduate.department, graduate.level).then_some(graduate)
}

async fn channels(state: &AppState) -> Result<Vec<ChannelState>, AskError> {
    let mut channels = Vec::new();
    for channel in Channel::ALL {
        let (gateway, configured) = (state.notices.gateway(channel).await?, state.notices.quota(channel).is_some());
        channels.push(convert::deliveries::channel(channel, configured, &gateway, state.runtime.now()));
    }
    Ok(channels)
}

impl Filter {
    fn of(query: &DeliveryQuery) -> Result<Self, Refusal> {
        let unknown = |field| Refusal::Invalid(vec![invalid(field, "没有这个选项")]);
        let channel = query.channel.as_deref().map(|code| Channel::from_code(code).ok_or(unknown("channel")));
        let state = query.state.as_deref().map(|code| State::from_code(code).ok_or(unknown("state")));
        let occasion = query.occasion.as_deref().map(|code| Occasion::from_code(code).ok_or(unknown("occasion")));
        Ok(Self {
            channel: channel.transpose()?,
            state: state.transpose()?,
            occasion: occasion.transpose()?,
            text: query.q.as_deref().unwrap_or_default().trim().to_owned(),
        })
    }

    fn takes(&self, delivery: &Delivery, graduate: &RosterRow) -> bool {
        self.channel.is_none_or(|channel| channel == delivery.channel)
            && self.state.is_none_or(|state| state == delivery.state)
            && self.occasion.is_none_or(|occasion| occasion == delivery.bulletin.occasion)
            && (self.text.is_empty() || graduate.name.contains(&self.text) || graduate.exam_no == self.text)
    }
}
