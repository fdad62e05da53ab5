//! `cargo xtask test`: every check, in order, up to the first that fails.
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::session::Session;
use crate::system::{self, Need};
use crate::tally::{self, Runner, Tally};
use crate::{npm, pages, say, shell};

/// The pages are read from the binary everywhere, so that every step shares one build of Tauri.
const FEATURES: &str = "frontdesk/custom-protocol,frontdesk-tests/window";

/// One check.
struct Step {
    name: &'static str,
    says: &'static str,
    run: fn(&Place) -> Outcome<Tally>,
}

const STEPS: [Step; 9] = [
    Step {
        name: "format",
        says: "Formatting of the Rust code",
        run: format,
    },
    Step {
        name: "pages",
        says: "The pages build",
        run: build_pages,
    },
    Step {
        name: "pages-check",
        says: "Types of the pages",
        run: |place| script(place, "check"),
    },
    Step {
        name: "pages-lint",
        says: "Lints and format of the pages",
        run: |place| script(place, "lint"),
    },
    Step {
        name: "pages-test",
        says: "Unit tests of the pages",
        run: pages_test,
    },
    Step {
        name: "clippy",
        says: "Clippy, warnings as errors",
        run: clippy,
    },
    Step {
        name: "rust",
        says: "Unit and whole-application tests",
        run: rust,
    },
    Step {
        name: "browser",
        says: "The pages in Chromium over the development host",
        run: browser,
    },
    Step {
        name: "window",
        says: "The real window against the sandbox",
        run: window,
    },
];

/// Prints the steps' names.
pub fn list() {
    for step in &STEPS {
        say::line(&format!("{:12} {}", step.name, step.says));
    }
}

/// Runs them all.
pub fn all(place: &Place) -> ExitCode {
    run(place, &STEPS.iter().collect::<Vec<_>>())
}

/// Runs one.
pub fn only(place: &Place, name: &str) -> Outcome<ExitCode> {
    match STEPS.iter().find(|step| step.name == name) {
        Some(step) => Ok(run(place, &[step])),
        None => {
            Err(Failure::new(format!("There is no check {name}."))
                .next("`cargo xtask test --list` names them."))
        }
    }
}

/// The counts stand on the last line, whatever happened.
fn run(place: &Place, steps: &[&Step]) -> ExitCode {
    let mut tally = Tally::default();
    let outcome =
        prepare(place).and_then(|()| steps.iter().try_for_each(|step| one(place, step, &mut tally)));
    if outcome.is_err() && tally.failed == 0 {
        // A check that is no test (a lint, a build) failed.
        tally.failed = 1;
    }
    let code = match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say::failure(&failure);
            ExitCode::FAILURE
        }
    };
    say::line(&format!("\n{tally}"));
    code
}

fn one(place: &Place, step: &Step, tally: &mut Tally) -> Outcome {
    say::step(&format!("{} ({})", step.says, step.name));
    let since = Instant::now();
    let counted = (step.run)(place)?;
    *tally += counted;
    say::line(&format!("-- {} took {} s", step.name, since.elapsed().as_secs()));
    if counted.failed > 0 {
        return Err(Failure::new(format!("`{}` failed.", step.name)).next(format!(
            "`cargo xtask test --only {}` repeats it alone.",
            step.name
        )));
    }
    Ok(())
}

fn prepare(place: &Place) -> Outcome {
    system::prepare(place, &[Need::Build, Need::HiddenWindow, Need::Test])?;
    for component in ["fmt", "clippy"] {
        if !shell::exists(format!("cargo-{component}"), "--version") {
            return Err(Failure::new(format!("cargo {component} is missing."))
                .next("run `rustup component add rustfmt clippy`."));
        }
    }
    Ok(())
}

fn format(place: &Place) -> Outcome<Tally> {
    let mut cargo = shell::cargo(place);
    cargo.args(["fmt", "--all", "--check"]);
    check(
        &mut cargo,
        "The Rust code is not formatted; `cargo fmt --all` does it.",
    )
}

fn build_pages(place: &Place) -> Outcome<Tally> {
    pages::build(place).map(|()| Tally::default())
}

fn clippy(place: &Place) -> Outcome<Tally> {
    pages::build(place)?;
    let mut cargo = shell::cargo(place);
    cargo.args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--features",
        FEATURES,
        "--",
        "-D",
        "warnings",
    ]);
    check(&mut cargo, "Clippy is not content.")
}

fn rust(place: &Place) -> Outcome<Tally> {
    pages::build(place)?;
    // The real keyring is used, one of the session's own.
    let session = Session::start()?;
    let mut cargo = tests(place, &session);
    cargo.args(["--workspace", "--features", "frontdesk/custom-protocol"]);
    count(&mut cargo, runner())
}

fn script(place: &Place, name: &str) -> Outcome<Tally> {
    npm::install(place, &place.ui())?;
    check(
        &mut npm::script(place, name),
        &format!("`npm run {name}` failed."),
    )
}

fn pages_test(place: &Place) -> Outcome<Tally> {
    npm::install(place, &place.ui())?;
    count(&mut npm::script(place, "test"), Runner::Vitest)
}

fn browser(place: &Place) -> Outcome<Tally> {
    pages::build(place)?;
    programs(place)?;
    let session = Session::start()?;
    let pictures = place.results("screenshots/browser")?;
    let mut playwright = session.command(place, npm::PROGRAM);
    playwright
        .args(["run", "--silent", "e2e"])
        .current_dir(place.ui())
        .env("FRONTDESK_DEVHOST", place.program("frontdesk-devhost"))
        .env("FRONTDESK_CHROMIUM", "/usr/bin/chromium");
    let tally = count(&mut playwright, Runner::Playwright)?;
    copy_pictures(&place.ui().join("e2e").join("artifacts"), &pictures)?;
    say::line(&format!("Pictures: {}", pictures.display()));
    Ok(tally)
}

fn window(place: &Place) -> Outcome<Tally> {
    pages::build(place)?;
    programs(place)?;
    let session = Session::start()?;
    let pictures = place.results("screenshots/window")?;
    let mut cargo = tests(place, &session);
    cargo
        // The whole workspace is named so that nothing has to be built a second way.
        .args(["--workspace", "--features", FEATURES, "--test", "window"])
        // One screen, one window.
        .args(match runner() {
            Runner::Nextest => ["--test-threads", "1"],
            _ => ["--", "--test-threads=1"],
        })
        .env("FRONTDESK_APP", place.program("frontdesk"))
        .env("FRONTDESK_SCREENSHOTS", &pictures);
    let tally = count(&mut cargo, runner())?;
    say::line(&format!("Pictures: {}", pictures.display()));
    Ok(tally)
}

/// Playwright leaves its pictures beside its tests; they are wanted with the others.
fn copy_pictures(from: &Path, to: &Path) -> Outcome {
    let Ok(entries) = fs::read_dir(from) else {
        return Ok(());
    };
    for picture in entries.flatten().map(|entry| entry.path()) {
        if let (Some("png"), Some(name)) = (picture.extension().and_then(OsStr::to_str), picture.file_name())
        {
            fs::copy(&picture, to.join(name)).map_err(|error| Failure::file("copy", &picture, &error))?;
        }
    }
    Ok(())
}

/// The programs that the last two checks start.
fn programs(place: &Place) -> Outcome {
    let mut cargo = shell::cargo(place);
    // All at once, so that their dependencies are built the same way as in the checks before. This program
    // itself is running and could not be replaced on Windows.
    cargo.args(["build", "--locked", "--workspace", "--exclude", "xtask", "--bins"]);
    cargo.args(["--features", "frontdesk/custom-protocol"]);
    shell::must(&mut cargo, "The programs could not be built.").map(drop)
}

/// cargo-nextest where it is installed: each test in a process of its own, stopped when it hangs.
fn runner() -> Runner {
    if shell::exists("cargo-nextest", "--version") {
        Runner::Nextest
    } else {
        Runner::CargoTest
    }
}

fn tests(place: &Place, session: &Session) -> Command {
    let mut cargo = session.command(place, std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    match runner() {
        Runner::Nextest => cargo.args(["nextest", "run", "--locked", "--no-fail-fast"]),
        _ => cargo.args(["test", "--locked", "--no-fail-fast"]),
    };
    cargo
}

/// A check that is no test: it ends well or not.
fn check(command: &mut Command, sentence: &str) -> Outcome<Tally> {
    shell::must(command, sentence).map(|_| Tally::default())
}

/// A test runner: what it counted, where a bad end without a failed test is a failure all the same, and so is
/// a run of no test.
fn count(command: &mut Command, runner: Runner) -> Outcome<Tally> {
    let ran = shell::watch(command)?;
    let tally = tally::read(runner, &ran.lines);
    match (ran.well, tally.failed) {
        (true, 0) if tally.passed == 0 => Err(Failure::new("No test was run.")),
        (false, 0) => Err(Failure::new("The tests could not be run.").next("read the lines above.")),
        _ => Ok(tally),
    }
}
