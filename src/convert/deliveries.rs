//! Deliveries and channels on the wire.

use wangqian_protocol::delivery::{ChannelState, DeliveryRow};
use wangqian_rules::{
    gateway::Gateway,
    outbox::{
        delivery::{Delivery, State},
        occasion::Channel,
    },
    school::roster::RosterRow,
    time::UnixMs,
};

/// A row of 「消息发送记录」.
pub fn row(delivery: &Delivery, graduate: &RosterRow) -> DeliveryRow {
    let bulletin = &delivery.bulletin;
    let waits = delivery.state == State::Waiting && delivery.next_at > delivery.changed_at;
    DeliveryRow {
        number: delivery.number,
        at_ms: bulletin.at.0,
        occasion: bulletin.occasion.code().to_owned(),
        occasion_label: bulletin.occasion.label().to_owned(),
        graduate_name: graduate.name.clone(),
        exam_no: graduate.exam_no.clone(),
        department: graduate.department.clone(),
        channel: delivery.channel.code().to_owned(),
        channel_label: delivery.channel.label().to_owned(),
        to: delivery.to.clone(),
        state: delivery.state.code().to_owned(),
        state_label: delivery.state.label().to_owned(),
        attempts: delivery.attempts,
        changed_at_ms: delivery.changed_at.0,
        next_at_ms: waits.then_some(delivery.next_at.0),
        provider_code: delivery.provider_code.clone(),
        why: delivery.why.clone(),
        replayable: delivery.is_replayable(),
    }
}

/// What the page says of a channel.
pub fn channel(channel: Channel, configured: bool, gateway: &Gateway, now: UnixMs) -> ChannelState {
    let stop = gateway.stop(now).filter(|_| configured);
    ChannelState {
        channel: channel.code().to_owned(),
        label: channel.label().to_owned(),
        configured,
        alarm: stop.map(|stop| stop.why.clone()),
        until_ms: stop.and_then(|stop| stop.until).map(|until| until.0),
        templates: gateway.templates.keys().map(|occasion| occasion.label().to_owned()).collect(),
    }
}
