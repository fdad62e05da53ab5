//! The real transport against raw sockets on this machine.

// Helpers of tests may stop a test as tests may.
#![allow(clippy::unwrap_used)]

mod limits;
mod privacy;
mod progress;
mod redirects;
mod server;
mod timeouts;
