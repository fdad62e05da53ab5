#![doc = include_str!("../README.md")]

mod error;
pub mod transport;

pub use error::{Effect, ErrorKind, RawBody, VendorError, VendorWords};
pub use transport::{PlainHttp, ReqwestTransport, Transport, TransportError, TransportPolicy};
