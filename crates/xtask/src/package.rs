//! `cargo xtask package`: the installers this system can make, and the proof that ours installs and starts.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::session::Session;
use crate::system::{self, Need};
use crate::{npm, opened, pages, say, shell};

/// The Debian package's name.
const DEBIAN_NAME: &str = "frontdesk";

/// How it is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For clinics.
    Release,
    /// For trying the installer itself: minutes faster to make, slower to run.
    Debug,
}

/// What each system can make; Windows installers need Windows, disk images macOS.
fn bundles() -> &'static str {
    if cfg!(windows) {
        "nsis,msi"
    } else if cfg!(target_os = "macos") {
        "app,dmg"
    } else {
        "deb"
    }
}

/// Where the bundler's Node package is declared: apart from the pages', which do not need it.
pub fn bundler_folder(place: &Place) -> PathBuf {
    place.root.join("crates").join("xtask").join("npm")
}

/// The bundler.
pub fn bundler(place: &Place) -> Command {
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    shell::command(
        place,
        bundler_folder(place).join("node_modules").join(".bin").join(name),
    )
}

/// Makes them and says where they lie.
pub fn make(place: &Place, kind: Kind) -> Outcome {
    system::prepare(place, &[Need::Build])?;
    pages::build(place)?;
    npm::install(place, &bundler_folder(place))?;

    say::step("Building frontdesk-cli");
    let mut cli = shell::cargo(place);
    cli.args(["build", "--package", "frontdesk-cli"]);
    let mut bundle = bundler(place);
    bundle.args(["build", "--ci", "--bundles", bundles()]);
    match kind {
        Kind::Release => cli.arg("--release"),
        Kind::Debug => bundle.arg("--debug"),
    };
    shell::must(&mut cli, "frontdesk-cli could not be built.")?;

    say::step("Building the application and its installers");
    // The support tool goes along; where it was built is only known here.
    let files = json!({"bundle": {"linux": {"deb": {"files": {
        "/usr/bin/frontdesk-cli": folder(place, kind).join("frontdesk-cli"),
    }}}}});
    bundle.args(["--config", &files.to_string()]);
    shell::must(&mut bundle, "The installers could not be made.")?;
    say::step("Made");
    for made in made(place, kind) {
        say::line(&made.display().to_string());
    }
    Ok(())
}

/// Installs the youngest .deb, starts what it brought on a hidden screen, and removes it.
pub fn check(place: &Place) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("Only the .deb can be checked.").next("run the installer by hand."));
    }
    let mut packages: Vec<PathBuf> = [Kind::Release, Kind::Debug]
        .iter()
        .flat_map(|kind| made(place, *kind))
        .collect();
    packages.sort_by_key(|path| fs::metadata(path).and_then(|data| data.modified()).ok());
    let Some(package) = packages.pop() else {
        return Err(Failure::new("There is no .deb yet.").next("run `cargo xtask package` first."));
    };
    system::prepare(place, &[Need::HiddenWindow])?;
    say::step(&format!("Installing {}", package.display()));
    let package = package.to_string_lossy();
    let sentence = "apt could not install the package.";
    system::apt(
        place,
        &["install", "-y", "--no-install-recommends", &package],
        sentence,
    )?;
    let started = start_installed(place);
    say::step("Removing the package");
    let removed = system::apt(
        place,
        &["remove", "-y", DEBIAN_NAME],
        "apt could not remove the package.",
    );
    started.and(removed)
}

fn start_installed(place: &Place) -> Outcome {
    say::step("Starting what was installed");
    shell::must(
        shell::command(place, "/usr/bin/frontdesk-cli").arg("--version"),
        "frontdesk-cli does not start.",
    )?;
    let session = Session::start()?;
    let picture = place.results("screenshots")?.join("installed.png");
    opened::picture_of_today(place, &session, Path::new("/usr/bin/frontdesk"), &picture)?;
    say::line(&format!(
        "It starts and draws Today. Its picture: {}",
        picture.display()
    ));
    Ok(())
}

fn folder(place: &Place, kind: Kind) -> PathBuf {
    place.target.join(match kind {
        Kind::Release => "release",
        Kind::Debug => "debug",
    })
}

/// The installers in the bundle folder.
fn made(place: &Place, kind: Kind) -> Vec<PathBuf> {
    let Ok(folders) = fs::read_dir(folder(place, kind).join("bundle")) else {
        return Vec::new();
    };
    let entries = folders
        .flatten()
        .filter_map(|folder| fs::read_dir(folder.path()).ok())
        .flatten()
        .flatten();
    let is_installer = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ["deb", "dmg", "app", "msi", "exe"].contains(&ending))
    };
    let mut made: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_installer).collect();
    made.sort();
    made
}
