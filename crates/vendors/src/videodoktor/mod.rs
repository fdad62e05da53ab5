//! VideoDoktor.cz, Czech video visits: its 7 operations, typed.

mod account;
mod call;
mod calls;
mod check;
mod client;
mod codes;
mod create_call;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod one_call;
mod operations;
mod server_time;
mod start;

pub use account::VideodoktorAccount;
pub use calls::VideoCall;
pub use client::{Token, Videodoktor};
pub use codes::{CODES, Code, code};
pub use create_call::{CreateCall, CreatedCall};
pub use one_call::{CallReport, RemovedCall};
pub use operations::{OPERATIONS, Paths, operation};
pub use server_time::ServerTime;
pub use start::{StartFormat, parse_start};

/// Times of calls are civil times here.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Prague;

#[cfg(test)]
mod any_answer_tests;
#[cfg(test)]
mod call_tests;
#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod token_tests;
