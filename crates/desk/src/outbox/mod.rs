//! Writes: no action lost, none done twice.

mod model;

pub use model::{
    ActionKind, Decision, EntryState, FieldDifference, Question, Resolve, Settled, Unsent, UnsentCounts, UnsentEntry,
};
