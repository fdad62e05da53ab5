//! What the operating system must have before anything can be built, started or tested.
mod apt;
mod packages;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::{say, shell};

pub use apt::must as apt;
pub use packages::Need;

/// The oldest Node that the pages are built with.
const OLDEST_NODE: u32 = 20;

/// Sees to it that this system can do what `needs` names: installs it where that is possible and allowed,
/// else says exactly what to install.
pub fn prepare(place: &Place, needs: &[Need]) -> Outcome {
    say::step("Looking at what this system has");
    if cfg!(target_os = "linux") {
        apt::prepare(place, &packages::debian(needs))?;
    } else if cfg!(target_os = "macos") {
        if !shell::exists("xcode-select", "-p") {
            return Err(
                Failure::new("Apple's command line tools are missing.").next("run `xcode-select --install`.")
            );
        }
    } else if cfg!(windows) {
        say::line(
            "Windows needs the Visual Studio Build Tools (\"Desktop development with C++\") and WebView2,",
        );
        say::line("which Windows 11 has: https://developer.microsoft.com/microsoft-edge/webview2/");
    }
    node()
}

fn node() -> Outcome {
    let wanted = format!("install Node {OLDEST_NODE} or newer, with npm, from https://nodejs.org");
    let Some(version) = shell::ask("node", &["--version"]) else {
        return Err(Failure::new("Node is missing.").next(wanted));
    };
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        return Err(Failure::new(format!("Node {version} is too old.")).next(wanted));
    }
    if shell::ask(crate::npm::PROGRAM, &["--version"]).is_none() {
        return Err(Failure::new("npm is missing.").next(wanted));
    }
    say::line(&format!("Node {version} is there."));
    Ok(())
}
