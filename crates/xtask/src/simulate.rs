//! `cargo xtask simulate`: the seeded simulation of a whole desk; its last line holds the counts.
use std::process::ExitCode;

use crate::failure::Outcome;
use crate::place::Place;
use crate::shell;

/// Runs it with the given words; it says itself what it found.
pub fn simulate(place: &Place, words: &[&str]) -> Outcome<ExitCode> {
    let mut cargo = shell::cargo(place);
    cargo.args([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "frontdesk-simulate",
        "--",
    ]);
    let ran = shell::watch(cargo.args(words))?;
    Ok(if ran.well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
