//! The papers about money as PDF, read back by the tools that people and machines read PDFs with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod breaks;
mod letterhead;
mod matrix;
mod own;
mod profiles;
mod sums;
mod support;
mod texts;
