//! `cargo xtask bindings`: the TypeScript side of the commands, written from their one declaration.
use crate::failure::Outcome;
use crate::place::Place;
use crate::{say, shell};

/// Lets the test that compares the committed bindings write them instead.
pub fn write(place: &Place) -> Outcome {
    say::step("Writing the TypeScript bindings");
    let mut cargo = shell::cargo(place);
    cargo
        .args(["test", "--quiet", "--package", "frontdesk-commands", "bindings"])
        .env("UPDATE_BINDINGS", "1");
    shell::must(&mut cargo, "The bindings could not be written.").map(drop)
}
