//! Messages that changed, shown to whoever has 「消息发送记录」 open (NOT-01).

use super::{DELIVERIES, LiveScreens, frame};
use crate::convert;
use std::{collections::BTreeMap, sync::Arc, time::Instant};
use wangqian_protocol::{
    delivery::{ChannelState, DeliveryRow},
    socket::ToClient,
};
use wangqian_rules::{
    effect::Topic,
    ids::SchoolId,
    outbox::{delivery::Delivery, occasion::Channel},
    review::Scope,
    school::School,
};
use wangqian_runtime::hub::Position;

/// Rows of one frame.
const ROWS_MAX: usize = 100;

impl LiveScreens {
    pub(super) fn show_deliveries(&self, school: SchoolId, changed: &[Arc<Delivery>], committed: Instant) {
        let Some(state) = self.runtime.glance::<School>(school) else { return };
        let mut by_scope: BTreeMap<Scope, Vec<DeliveryRow>> = BTreeMap::new();
        for delivery in changed {
            let Some(graduate) = state.roster.known(delivery.bulletin.event.graduate) else { continue };
            // Only school users follow messages: their scopes name no department.
            for scope in
                Scope::containing(&graduate.department, graduate.level).into_iter().filter(|scope| scope.department.is_none())
            {
                by_scope.entry(scope).or_default().push(convert::deliveries::row(delivery, graduate));
            }
        }
        for (scope, mut rows) in by_scope {
            let more = rows.len() > ROWS_MAX;
            rows.truncate(ROWS_MAX);
            self.hub.publish(&Topic::Deliveries { school, scope }, committed, |Position { epoch, version }| {
                let (topic, channels) = (DELIVERIES.to_owned(), self.channels());
                frame(&ToClient::Deliveries { topic, epoch, version, changed: rows, channels, more })
            });
        }
    }

    fn channels(&self) -> Vec<ChannelState> {
        let state = |channel| {
            let gateway = self.notices.known_gateway(channel);
            let configured = self.notices.quota(channel).is_some();
            convert::deliveries::channel(channel, configured, &gateway, self.runtime.now())
        };
        Channel::ALL.map(state).into()
    }
}
