//! Figures of the channels since the start.

use crate::metrics::{FigureError, Figures};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use wangqian_rules::outbox::{
    delivery::{Delivery, State},
    occasion::Channel,
};

/// What ended, by channel.
#[derive(Default)]
pub struct Tally {
    sent: [AtomicU64; 2],
    failed: [AtomicU64; 2],
}

impl Tally {
    /// Deliveries change state once each way: every change is one.
    pub fn count(&self, changed: &[Arc<Delivery>]) {
        for delivery in changed {
            let counter = match delivery.state {
                State::Sent => &self.sent,
                State::Failed | State::GivenUp => &self.failed,
                State::Waiting | State::Sending | State::RecordedOnly => continue,
            };
            counter[delivery.channel as usize].fetch_add(1, Ordering::Relaxed);
        }
    }

    /// By channel.
    pub fn tell(&self, now: Now, figures: &mut Figures) -> Result<(), FigureError> {
        let of = |counters: &[AtomicU64; 2]| by_channel([0, 1].map(|channel| counters[channel].load(Ordering::Relaxed)));
        let help = "Messages that arrived, as far as the provider says";
        figures.counters("notices_sent_total", help, "channel", of(&self.sent))?;
        let help = "Messages that failed or were given up";
        figures.counters("notices_failed_total", help, "channel", of(&self.failed))?;
        let help = "Messages waiting, or sent without a receipt yet";
        figures.gauges("notices_waiting", help, "channel", by_channel(now.waiting.map(|count| count as u64)))?;
        let help = "1 while the channel does not go";
        figures.gauges("notices_stopped", help, "channel", by_channel(now.stopped.map(u64::from)))?;
        let help = "Templates that the provider does not take";
        figures.gauges("notices_templates_stopped", help, "channel", by_channel(now.templates.map(|count| count as u64)))
    }
}

/// How the channels are at the moment, in the order of [`Channel::ALL`].
pub struct Now {
    pub waiting: [usize; 2],
    pub stopped: [bool; 2],
    pub templates: [usize; 2],
}

fn by_channel(values: [u64; 2]) -> impl Iterator<Item = (&'static str, u64)> {
    Channel::ALL.into_iter().map(Channel::code).zip(values)
}
