#![doc = include_str!("../README.md")]

mod admin;
pub mod alfadocs;
mod clock;
mod dialect;
mod dice;
pub mod ehealth;
mod faults;
pub mod gensoft;
mod json;
mod line;
mod log;
pub mod medsoft;
mod pdf;
mod people;
mod reply;
mod sandbox;
mod serve;
mod shelf;
mod spoil;
mod text;
mod vendor;
pub mod videodoktor;

pub use clock::Clock;
pub use dialect::DialectError;
pub use faults::{Chaos, Fault, FaultKind, Faults};
pub use line::LineError;
pub use log::{Log, Seen};
pub use sandbox::{Accounts, Sandbox, SandboxOptions};
pub use serve::Serving;
pub use vendor::Vendor;
