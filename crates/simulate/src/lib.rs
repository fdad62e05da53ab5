//! A whole desk under seeded trouble: virtual time, the vendors in process, a process that ends at any step and is
//! opened again from its files. What became of every action is read from the vendors' own records.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a proof that cannot go on ends"
)]

mod action;
mod bills;
mod colleague;
mod decided;
mod desk;
mod dice;
mod effects;
mod judge;
mod people;
mod plan;
mod run;
mod steps;
mod storm;
mod takings;
mod template;
mod till;
mod totals;
mod world;

pub use action::Kind;
pub use run::{Outcome, simulate, simulate_twice};
pub use till::{Cause, Gap};
pub use totals::{Totals, simulate_many};
