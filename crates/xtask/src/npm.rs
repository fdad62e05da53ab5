//! Node packages: exactly what the lock file names, fetched only when it changed.
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::{package, say, shell};

/// npm's name on this system.
pub const PROGRAM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Lies among the packages, so that whoever removes them removes the mark too.
const MARK: &str = "node_modules/.installed-from";

/// What is tried, in order. `npm ci` refuses a lock file in which packages for other systems are missing, and
/// npm forgets those whenever it writes one (a known fault); the second way takes the same versions from the
/// same file, and leaves it alone. The third is for a registry that hiccupped.
const WAYS: [&[&str]; 3] = [
    &["ci", "--no-audit", "--no-fund"],
    &["install", "--no-save", "--no-audit", "--no-fund"],
    &["ci", "--no-audit", "--no-fund"],
];

/// Installs the packages of `folder` unless those of this very lock file are there.
pub fn install(place: &Place, folder: &Path) -> Outcome {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| Failure::file("read", &lock, &error))?;
    let mark = folder.join(MARK);
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let name = folder.strip_prefix(&place.root).unwrap_or(folder).display();
    say::step(&format!("Node packages of {name}"));
    for way in WAYS {
        let mut command = npm(place, folder);
        if shell::watch(command.args(way))?.well {
            return fs::write(&mark, wanted).map_err(|error| Failure::file("write", &mark, &error));
        }
        say::line(&format!("`npm {}` did not finish.", way.join(" ")));
    }
    Err(Failure::new("The Node packages could not be installed.")
        .next(format!("run `npm ci` in {name} and read what it says.")))
}

/// Adds to the lock files what npm forgot when it wrote them.
pub fn complete_locks(place: &Place) -> Outcome {
    let bundler = package::bundler_folder(place);
    for folder in [place.ui(), bundler.clone()] {
        let mut node = shell::command(place, "node");
        node.arg(bundler.join("complete-lock.mjs"))
            .arg(folder.join("package-lock.json"));
        shell::must(&mut node, "A lock file could not be completed.")?;
    }
    Ok(())
}

/// Runs a script of the pages' `package.json`.
pub fn script(place: &Place, name: &str) -> Command {
    let mut command = npm(place, &place.ui());
    command.args(["run", "--silent", name]);
    command
}

fn npm(place: &Place, folder: &Path) -> Command {
    let mut command = shell::command(place, PROGRAM);
    command.current_dir(folder);
    command
}
