#![doc = include_str!("../README.md")]

mod admin;
mod clock;
mod dice;
mod faults;
mod json;
mod line;
mod log;
pub mod medsoft;
mod people;
mod sandbox;
mod serve;
mod shelf;
mod spoil;
mod text;

pub use clock::Clock;
pub use faults::{Chaos, Fault, FaultKind, Faults};
pub use line::LineError;
pub use log::{Log, Seen};
pub use sandbox::{Accounts, Sandbox, SandboxOptions};
pub use serve::Serving;
