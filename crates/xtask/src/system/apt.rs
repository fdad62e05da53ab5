//! Debian and Ubuntu: packages by apt.
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::{say, shell};

/// How this person may install.
enum May {
    /// Root.
    Directly,
    /// `sudo` that asks nothing.
    BySudo,
    /// Not without a password.
    No,
}

/// Installs what is missing of `packages`.
pub fn prepare(place: &Place, packages: &[&str]) -> Outcome {
    if !shell::exists("apt-get", "--version") {
        say::line("This is not a Debian or Ubuntu system; the build needs what these Debian packages hold:");
        say::line(&format!("  {}", packages.join(" ")));
        return Ok(());
    }
    let missing = missing(packages);
    if missing.is_empty() {
        say::line("All system packages are there.");
        return Ok(());
    }
    let by_hand = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    say::line(&format!("Missing: {}", missing.join(" ")));
    let may = may_install();
    if matches!(may, May::No) {
        return Err(
            Failure::new("System packages are missing, and installing them takes root.")
                .next(format!("run `sudo {by_hand}`, then this again.")),
        );
    }
    // A list that cannot be renewed may still be good enough to install from.
    let _ = shell::watch(apt(place, &may).args(["update", "-qq"]))?;
    let mut install = apt(place, &may);
    install
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(&missing);
    let ran = shell::watch(&mut install)?;
    if ran.well {
        return Ok(());
    }
    Err(
        Failure::new("apt could not install the missing packages.").next(format!(
            "read what it says above; by hand it is `{by_hand}` as root."
        )),
    )
}

/// `apt-get` as root, asking nothing.
fn apt(place: &Place, may: &May) -> Command {
    let mut command = match may {
        May::BySudo => {
            let mut command = shell::command(place, "sudo");
            command.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        }
        May::Directly | May::No => shell::command(place, "apt-get"),
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Installs or removes by apt as root, for the check of our own package.
pub fn must(place: &Place, arguments: &[&str], sentence: &str) -> Outcome {
    let may = may_install();
    if matches!(may, May::No) {
        return Err(Failure::new("Installing a package takes root.").next("run this as root."));
    }
    shell::must(apt(place, &may).args(arguments), sentence).map(drop)
}

fn may_install() -> May {
    if shell::ask("id", &["-u"]).as_deref() == Some("0") {
        May::Directly
    } else if shell::ask("sudo", &["-n", "echo", "may"]).is_some() {
        May::BySudo
    } else {
        May::No
    }
}

fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let is_there = |package: &&str| {
        shell::ask("dpkg-query", &["-W", "-f=${db:Status-Status}", package])
            .is_some_and(|status| status.starts_with("installed"))
    };
    packages
        .iter()
        .copied()
        .filter(|package| !is_there(package))
        .collect()
}
