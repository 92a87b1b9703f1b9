//! Latencies, and the one line of JSON a run ends with.

use hdrhistogram::Histogram;
use serde::Serialize;
use std::time::Duration;

/// Longer than this is counted as this.
const LONGEST_US: u64 = 600_000_000;

/// Durations, kept to three digits.
#[derive(Clone)]
pub struct Latencies {
    micros: Histogram<u64>,
}

impl Default for Latencies {
    fn default() -> Self {
        let micros = Histogram::new_with_bounds(1, LONGEST_US, 3);
        Self { micros: micros.expect("a lowest value of 1, a far higher highest one and up to 5 digits are allowed") }
    }
}

impl Latencies {
    /// Adds one.
    pub fn add(&mut self, taken: Duration) {
        let micros = u64::try_from(taken.as_micros()).unwrap_or(LONGEST_US);
        self.micros.saturating_record(micros.min(LONGEST_US));
    }

    /// Adds all of another's.
    pub fn add_all(&mut self, other: &Self) {
        // Both have the same bounds, so every value fits.
        let _ = self.micros.add(&other.micros);
    }

    /// How many were added.
    pub fn count(&self) -> u64 {
        self.micros.len()
    }

    /// Milliseconds within which `percent` of them were; `None` without any.
    pub fn ms(&self, percent: f64) -> Option<f64> {
        (self.count() > 0).then(|| self.micros.value_at_percentile(percent) as f64 / 1000.0)
    }
}

/// Three digits after the point are enough for a rate or a time.
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// How many a second.
pub fn rate(count: u64, over: Duration) -> f64 {
    rounded(count as f64 / over.as_secs_f64().max(f64::EPSILON))
}

/// Writes a run's result as the last line of the output.
#[expect(clippy::print_stdout, reason = "the result line is what the tool is for")]
pub fn print<T: Serialize>(result: &T) -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string(result)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_what_was_added() {
        let mut latencies = Latencies::default();
        for ms in 1..=100 {
            latencies.add(Duration::from_millis(ms));
        }
        assert_eq!(latencies.count(), 100);
        assert!((latencies.ms(50.0).unwrap() - 50.0).abs() < 0.1);
        assert!((latencies.ms(99.0).unwrap() - 99.0).abs() < 0.1);
    }

    #[test]
    fn without_any_there_is_no_percentile() {
        assert_eq!(Latencies::default().ms(99.0), None);
    }

    #[test]
    fn merged_latencies_count_both_sides() {
        let (mut left, mut right) = (Latencies::default(), Latencies::default());
        left.add(Duration::from_millis(1));
        right.add(Duration::from_secs(3600));
        left.add_all(&right);
        assert_eq!(left.count(), 2);
        assert!((left.ms(100.0).unwrap() - 600_000.0).abs() < 1000.0, "an hour is kept as ten minutes");
    }

    #[test]
    fn a_rate_is_per_second() {
        assert_eq!(rate(300, Duration::from_millis(1500)), 200.0);
    }
}
