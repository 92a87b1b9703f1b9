//! The business, pure: states, decide, apply, refusals, invariants.
