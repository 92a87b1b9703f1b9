//! Actor shells, registry, courier, timers, hub.
