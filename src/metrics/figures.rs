//! Figures gathered for one look at `/metrics`. All names begin with `wangqian_`.

use prometheus::{IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder, core::Collector};

/// Two figures have one name, or a name is none.
pub type FigureError = prometheus::Error;

/// As which the text is announced.
pub const TEXT_FORMAT: &str = prometheus::TEXT_FORMAT;

/// Counts are read where they are kept and put in here whenever somebody asks; only times are kept as figures.
#[derive(Default)]
pub struct Figures(Registry);

impl Figures {
    /// Goes up and down.
    pub fn gauge(&mut self, name: &str, help: &str, value: u64) -> Result<(), FigureError> {
        let gauge = IntGauge::with_opts(named(name, help))?;
        gauge.set(clamped(value));
        self.keep(gauge)
    }

    /// Only grows, from 0 at the start.
    pub fn counter(&mut self, name: &str, help: &str, value: u64) -> Result<(), FigureError> {
        let counter = IntCounter::with_opts(named(name, help))?;
        counter.inc_by(value);
        self.keep(counter)
    }

    /// A gauge for each value of a label.
    pub fn gauges<'a>(
        &mut self,
        name: &str,
        help: &str,
        label: &str,
        values: impl IntoIterator<Item = (&'a str, u64)>,
    ) -> Result<(), FigureError> {
        let gauges = IntGaugeVec::new(named(name, help), &[label])?;
        for (of, value) in values {
            gauges.get_metric_with_label_values(&[of])?.set(clamped(value));
        }
        self.keep(gauges)
    }

    /// A counter for each value of a label.
    pub fn counters<'a>(
        &mut self,
        name: &str,
        help: &str,
        label: &str,
        values: impl IntoIterator<Item = (&'a str, u64)>,
    ) -> Result<(), FigureError> {
        let counters = IntCounterVec::new(named(name, help), &[label])?;
        for (of, value) in values {
            counters.get_metric_with_label_values(&[of])?.inc_by(value);
        }
        self.keep(counters)
    }

    /// Something that is kept as a figure already.
    pub(super) fn keep(&mut self, figure: impl Collector + 'static) -> Result<(), FigureError> {
        self.0.register(Box::new(figure))
    }

    /// By name.
    pub(super) fn text(&self) -> Result<String, FigureError> {
        TextEncoder::new().encode_to_string(&self.0.gather())
    }
}

/// The full name of a figure.
pub(super) fn full(name: &str) -> String {
    format!("wangqian_{name}")
}

fn named(name: &str, help: &str) -> Opts {
    Opts::new(full(name), help)
}

fn clamped(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_with_help_type_and_value() {
        let mut figures = Figures::default();
        figures.gauge("b", "Goes up and down", 7).unwrap();
        figures.counters("a_total", "Only grows", "channel", [("sms", 2), ("wechat", 0)]).unwrap();
        let told = "# HELP wangqian_a_total Only grows\n# TYPE wangqian_a_total counter\n\
                    wangqian_a_total{channel=\"sms\"} 2\nwangqian_a_total{channel=\"wechat\"} 0\n\
                    # HELP wangqian_b Goes up and down\n# TYPE wangqian_b gauge\nwangqian_b 7\n";
        assert_eq!(figures.text().unwrap(), told);
        assert!(figures.gauge("b", "The same name", 7).is_err());
    }
}
