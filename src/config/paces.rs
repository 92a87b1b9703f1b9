//! Paces that only a torture changes: what a server does now and then, done all the time.

use clap::Args;
use std::time::Duration;
use wangqian_storage::Options;

/// Not shown to operators: the defaults are right for every server.
#[derive(Args, Clone, Debug, Default)]
pub struct PaceArgs {
    /// Size of a journal segment, KiB.
    #[arg(long, hide = true)]
    pub segment_kib: Option<u64>,
    /// How often the checkpoint store takes what was committed and is made durable, milliseconds.
    #[arg(long, hide = true)]
    pub checkpoint_every_ms: Option<u64>,
    /// How often the journal's size is looked at, milliseconds.
    #[arg(long, hide = true)]
    pub export_look_every_ms: Option<u64>,
}

/// How often the journal's size is looked at by any other server.
const LOOK_EVERY: Duration = Duration::from_secs(60);

impl PaceArgs {
    /// The store's options at these paces.
    pub fn store(&self) -> Options {
        let usual = Options::default();
        let every = self.checkpoint_every_ms.map(Duration::from_millis);
        Options {
            segment_bytes: self.segment_kib.map_or(usual.segment_bytes, |kib| kib << 10),
            apply_every: every.map_or(usual.apply_every, |every| every.min(usual.apply_every)),
            flush_every: every.unwrap_or(usual.flush_every),
            sample_every: every.map_or(usual.sample_every, |every| every.min(usual.sample_every)),
            ..usual
        }
    }

    /// How often the journal's size is looked at.
    pub fn look_every(&self) -> Duration {
        self.export_look_every_ms.map_or(LOOK_EVERY, Duration::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_paces_a_store_is_as_any_other() {
        let (store, usual) = (PaceArgs::default().store(), Options::default());
        assert_eq!(
            (store.segment_bytes, store.apply_every, store.flush_every, store.sample_every),
            (usual.segment_bytes, usual.apply_every, usual.flush_every, usual.sample_every)
        );
        assert_eq!(PaceArgs::default().look_every(), LOOK_EVERY);
    }

    #[test]
    fn a_pace_changes_what_it_names() {
        let paces = PaceArgs { segment_kib: Some(64), checkpoint_every_ms: Some(300), export_look_every_ms: Some(500) };
        let store = paces.store();
        assert_eq!(store.segment_bytes, 64 << 10);
        assert_eq!((store.apply_every, store.flush_every), (Duration::from_millis(300), Duration::from_millis(300)));
        assert_eq!(paces.look_every(), Duration::from_millis(500));
    }
}
