//! The one place that prints.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore's output is what it prints"
)]

use crate::failure::Failure;

/// One line as it is.
pub fn line(text: &str) {
    println!("{text}");
}

/// A new step has begun.
pub fn step(text: &str) {
    println!("\n== {text}");
}

/// The end of a chore that could not be done.
pub fn failure(failure: &Failure) {
    eprintln!("\nNot done. {failure}");
}
