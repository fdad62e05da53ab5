//! The pages: their packages and their build, which the Rust side embeds.
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::failure::Outcome;
use crate::place::Place;
use crate::{npm, say, shell};

/// What the built pages are made from, besides everything in `ui/`.
const SOURCES: [&str; 2] = ["ui", "locales"];

/// Not sources: what is installed and what is made.
const MADE: [&str; 5] = [
    "node_modules",
    "dist",
    "test-results",
    "playwright-report",
    "coverage",
];

/// Builds the pages unless they are newer than all they are made from.
pub fn build(place: &Place) -> Outcome {
    npm::install(place, &place.ui())?;
    let built = modified(&place.ui().join("dist").join("index.html"));
    let newest = SOURCES
        .iter()
        .filter_map(|folder| newest(&place.root.join(folder)))
        .max();
    if built.is_some() && built > newest {
        say::line("The pages are built already.");
        return Ok(());
    }
    say::step("Building the pages");
    shell::must(&mut npm::script(place, "build"), "The pages could not be built.").map(drop)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// When the youngest file below a folder was last written.
fn newest(folder: &Path) -> Option<SystemTime> {
    let mut youngest = None;
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        let time = if !path.is_dir() {
            modified(&path)
        } else if MADE.iter().any(|made| entry.file_name() == *made) {
            None
        } else {
            newest(&path)
        };
        youngest = youngest.max(time);
    }
    youngest
}
