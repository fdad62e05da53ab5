//! `cargo xtask run`: from a fresh clone to the open window.
use std::path::Path;
use std::process::Stdio;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::session::Session;
use crate::system::{self, Need};
use crate::{opened, pages, say, shell};

/// Prepares, builds, opens the training clinic.
pub fn run(place: &Place) -> Outcome {
    let hidden = !has_display();
    let needs: &[Need] = if hidden {
        &[Need::Build, Need::HiddenWindow]
    } else {
        &[Need::Build]
    };
    system::prepare(place, needs)?;
    pages::build(place)?;
    say::step("Building the application (the first time takes minutes)");
    let mut build = shell::cargo(place);
    build.args(["build", "--package", "frontdesk", "--features", "custom-protocol"]);
    shell::must(&mut build, "The application could not be built.")?;

    let program = place.program("frontdesk");
    if hidden {
        picture(place, &program)
    } else {
        open(place, &program)
    }
}

fn open(place: &Place, program: &Path) -> Outcome {
    say::step("Opening the training clinic; close the window to end");
    let bus_is_missing = cfg!(target_os = "linux") && std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none();
    let mut command = if bus_is_missing && shell::exists("dbus-run-session", "--version") {
        let mut command = shell::command(place, "dbus-run-session");
        command.arg("--").arg(program);
        command
    } else {
        shell::command(place, program)
    };
    let status = command.arg("--training").stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            Err(Failure::new(format!("The application ended early ({status})."))
                .next("read what it says above."))
        }
        Err(error) => Err(Failure::new(format!(
            "The application could not be started: {error}."
        ))),
    }
}

fn picture(place: &Place, program: &Path) -> Outcome {
    say::step("No display here: opening the training clinic on a hidden screen");
    let session = Session::start()?;
    let picture = place.results("")?.join("today.png");
    opened::picture_of_today(place, &session, program, &picture)?;
    say::line(&format!("Today is drawn. Its picture: {}", picture.display()));
    Ok(())
}

/// Whether somebody could see a window. macOS and Windows always have a screen for whoever is signed in.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
