//! The sandbox over real HTTP, read with nothing but the vendor's document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod admin;
mod alfadocs;
mod any_request;
mod dialects;
mod document;
mod ehealth;
mod faults;
mod gensoft;
mod histories;
mod in_process;
mod sales;
mod search;
mod support;
mod videodoktor;
mod writes;
