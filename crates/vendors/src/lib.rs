#![doc = include_str!("../README.md")]

mod error;
pub mod json;
pub mod medsoft;
mod row;
pub mod scalar;
pub mod transport;

pub use error::{Effect, ErrorKind, RawBody, VendorError, VendorWords};
pub use row::{FromObject, Rows, UnreadableRow};
pub use transport::{PlainHttp, ReqwestTransport, Transport, TransportError, TransportPolicy};

#[cfg(test)]
mod testing;
