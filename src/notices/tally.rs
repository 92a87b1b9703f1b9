//! Figures of the channels since the start.

use std::{
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
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

    /// Prometheus text.
    pub fn figures(&self, waiting: [usize; 2], stopped: [bool; 2], templates: [usize; 2]) -> String {
        let of = |counters: &[AtomicU64; 2]| [0, 1].map(|channel| counters[channel].load(Ordering::Relaxed));
        let mut text = String::new();
        for (name, kind, help, values) in [
            ("notices_sent_total", "counter", "Messages that arrived, as far as the provider says", of(&self.sent)),
            ("notices_failed_total", "counter", "Messages that failed or were given up", of(&self.failed)),
            ("notices_waiting", "gauge", "Messages waiting, or sent without a receipt yet", waiting.map(|count| count as u64)),
            ("notices_stopped", "gauge", "1 while the channel does not go", stopped.map(u64::from)),
            (
                "notices_templates_stopped",
                "gauge",
                "Templates that the provider does not take",
                templates.map(|count| count as u64),
            ),
        ] {
            let _infallible = writeln!(text, "# HELP wangqian_{name} {help}\n# TYPE wangqian_{name} {kind}");
            for (channel, value) in Channel::ALL.into_iter().zip(values) {
                let _infallible = writeln!(text, "wangqian_{name}{{channel=\"{}\"}} {value}", channel.code());
            }
        }
        text
    }
}
