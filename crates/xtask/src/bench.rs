//! `cargo xtask bench`: how long things take, each beside what it can be compared with in the same run. It judges
//! nothing: computers differ.
use std::process::ExitCode;

use crate::failure::Outcome;
use crate::place::Place;
use crate::shell;

/// What is measured: package and benchmark.
const ALL: [(&str, &str); 1] = [("frontdesk-documents", "render")];

/// Measures all there is, optimised.
pub fn run(place: &Place) -> Outcome<ExitCode> {
    for (package, bench) in ALL {
        let mut cargo = shell::cargo(place);
        cargo.args([
            "bench",
            "--quiet",
            "--locked",
            "--package",
            package,
            "--bench",
            bench,
        ]);
        if !shell::watch(&mut cargo)?.well {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}
