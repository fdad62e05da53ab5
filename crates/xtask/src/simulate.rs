//! `cargo xtask simulate`: the seeded simulation of a whole desk, and the real program ended by force; the last line
//! of each holds the counts.
use std::process::ExitCode;

use crate::failure::Outcome;
use crate::place::Place;
use crate::session::Session;
use crate::shell;
use crate::system::{self, Need};

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

/// Ends the real program by force so often, in a session with a keyring of its own; `only` names one kind of act, or none.
pub fn kill(place: &Place, kills: &str, seed: &str, only: &str) -> Outcome<ExitCode> {
    system::prepare(place, &[Need::Build, Need::HiddenWindow, Need::Test])?;
    let session = Session::start()?;
    let mut cargo = session.command(place, "cargo");
    cargo
        .args([
            "test",
            "--quiet",
            "--locked",
            "--package",
            "frontdesk-cli",
            "--test",
            "kills",
        ])
        .args(["--", "--nocapture"])
        .env("FRONTDESK_KILLS", kills)
        .env("FRONTDESK_KILLS_OF", only)
        .env("FRONTDESK_SEED", seed);
    let ran = shell::watch(&mut cargo)?;
    Ok(if ran.well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
