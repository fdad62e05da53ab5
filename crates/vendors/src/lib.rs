#![doc = include_str!("../README.md")]

mod account;
pub mod alfadocs;
mod call;
mod check;
pub mod ehealth;
mod error;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod gensoft;
mod input;
pub mod json;
pub mod medsoft;
mod nested;
mod operation;
mod outgoing;
mod paths;
mod pdf;
mod refusal;
mod row;
mod rules;
pub mod scalar;
pub mod transport;
pub mod videodoktor;

pub use call::{CallAnswer, CallError};
pub use check::{CheckRow, Outcome};
pub use error::{Effect, ErrorKind, RawBody, VendorError, VendorWords};
pub use nested::{List, Nested, Texts};
pub use operation::{Operation, OperationEffect, Parameter, PathSource, Place};
pub use paths::{PathOverride, Paths, Ways};
pub use pdf::pdf_defect;
pub use row::{FromObject, Rows, UnreadableRow};
pub use transport::{PlainHttp, ReqwestTransport, Transport, TransportError, TransportPolicy};

#[cfg(test)]
mod testing;
