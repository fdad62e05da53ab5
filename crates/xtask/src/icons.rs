//! `cargo xtask icons`: every size that the bundles want, from the one drawing.
use std::fs;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::{npm, package, say, shell};

/// What the bundler also draws and no bundle of ours takes.
const NOT_WANTED: [&str; 2] = ["android", "ios"];

/// Draws them into `icons/`.
pub fn draw(place: &Place) -> Outcome {
    npm::install(place, &package::bundler_folder(place))?;
    say::step("Drawing the icons");
    let folder = place.root.join("icons");
    let mut bundler = package::bundler(place);
    bundler
        .arg("icon")
        .arg(folder.join("frontdesk.svg"))
        .arg("--output")
        .arg(&folder);
    shell::must(&mut bundler, "The icons could not be drawn.")?;
    for name in NOT_WANTED {
        let unwanted = folder.join(name);
        if unwanted.exists() {
            fs::remove_dir_all(&unwanted).map_err(|error| Failure::file("remove", &unwanted, &error))?;
        }
    }
    Ok(())
}
