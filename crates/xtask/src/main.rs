//! `cargo xtask`: set-up and chores, the same on Linux, macOS and Windows.

mod bench;
mod bindings;
mod failure;
mod icons;
mod npm;
mod opened;
mod package;
mod pages;
mod place;
mod run;
mod say;
mod session;
mod shell;
mod simulate;
mod system;
mod tally;
mod test;
mod webdriver;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use place::Place;

const USAGE: &str = "\
cargo xtask run                 install what is missing, build, open the window on the training clinic
cargo xtask test                every check there is, in order, up to the first that fails
cargo xtask test --list         the names of the checks
cargo xtask test --only NAME    one of them
cargo xtask simulate --seeds N  a desk under seeded trouble; --seed S replays one
cargo xtask simulate --kills N  the real program, ended by force at every step; --seed S chooses other moments,
                                --only invoice (status, patient, video, order, report) one kind of act
cargo xtask bench               how long papers take, beside the least that one can
cargo xtask package             the installers that this system can make
cargo xtask package --debug     the same, unoptimised: quick, for trying the installers themselves
cargo xtask package --check     install the .deb that was made, start it, remove it
cargo xtask icons               every icon size from icons/frontdesk.svg
cargo xtask locks               completes the lock files of the Node packages after a change
cargo xtask bindings            the TypeScript side of the commands, from crates/commands";

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = given.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(code) => code,
        Err(failure) => {
            say::failure(&failure);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Outcome<ExitCode> {
    let place = Place::find()?;
    match words {
        [] | ["help" | "--help" | "-h"] => say::line(USAGE),
        ["test"] => return Ok(test::all(&place)),
        ["test", "--only", name] => return test::only(&place, name),
        ["bench"] => return bench::run(&place),
        ["simulate", "--kills", kills] => return simulate::kill(&place, kills, "1", ""),
        ["simulate", "--kills", kills, "--seed", seed] => return simulate::kill(&place, kills, seed, ""),
        ["simulate", "--kills", kills, "--only", kind] => return simulate::kill(&place, kills, "1", kind),
        ["simulate", "--kills", kills, "--only", kind, "--seed", seed] => {
            return simulate::kill(&place, kills, seed, kind);
        }
        ["simulate", given @ ..] => return simulate::simulate(&place, given),
        _ => chore(&place, words)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What is done or not, without a result of its own.
fn chore(place: &Place, words: &[&str]) -> Outcome {
    match words {
        ["run"] => run::run(place),
        ["test", "--list"] => {
            test::list();
            Ok(())
        }
        ["package"] => package::make(place, package::Kind::Release),
        ["package", "--debug"] => package::make(place, package::Kind::Debug),
        ["package", "--check"] => package::check(place),
        ["locks"] => npm::complete_locks(place),
        ["icons"] => icons::draw(place),
        ["bindings"] => bindings::write(place),
        _ => Err(
            Failure::new(format!("`cargo xtask {}` is not known.", words.join(" ")))
                .next("`cargo xtask help` lists what is."),
        ),
    }
}
