//! Reads: keeping the store close to what the vendors say, at a polite rate.

pub(crate) mod absorb;
mod model;

pub use model::{FillStrategy, SyncPhase, SyncState};
