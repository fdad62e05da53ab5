//! What a front desk does: look patients up, keep the day, write to the vendors without losing or
//! doubling anything. Knows no window and no command line; everything it needs from the world comes
//! through [`ports`].

pub mod adapters;
pub mod agenda;
pub mod audit;
pub mod billing;
pub mod bills;
pub mod booking;
pub mod clinic;
pub mod connections;
pub mod contracts;
mod desk;
pub mod error;
pub mod events;
mod fields;
pub mod lab;
pub mod money;
pub mod outbox;
pub mod papers;
pub mod patients;
pub mod ports;
pub mod session;
pub mod sheet;
mod steady;
pub mod store;
pub mod sync;
mod upkeep;
pub mod video;

pub use desk::Desk;
pub use error::{DeskError, ErrorCode, Params};
pub use events::{DeskEvent, Events, Topic};
pub use fields::FieldProblem;
