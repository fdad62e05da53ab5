//! Other programs: started, shown while they run, and judged by their exit code.
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::say;

/// How often a running program is looked at, and how long its last lines are waited for after it ended: a
/// process it left behind may hold its output open.
const LOOK: Duration = Duration::from_millis(200);
const LAST_LINES: Duration = Duration::from_secs(5);

/// A command that runs in the clone's root with plain output.
pub fn command(place: &Place, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(&place.root)
        .env("CARGO_TARGET_DIR", &place.target)
        .env("CARGO_TERM_COLOR", "never")
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .stdin(Stdio::null());
    command
}

/// Cargo, the one that started this program.
pub fn cargo(place: &Place) -> Command {
    command(place, std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Whether a program can be started at all.
pub fn exists(program: impl AsRef<OsStr>, version_flag: &str) -> bool {
    Command::new(program)
        .arg(version_flag)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first line a program prints for a question about itself, if it answers.
pub fn ask(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// What a program printed, and how it ended.
pub struct Ran {
    /// Its lines, from both outputs as they came.
    pub lines: Vec<String>,
    /// Whether it ended well.
    pub well: bool,
}

/// Runs to the end, showing every line.
pub fn watch(command: &mut Command) -> Outcome<Ran> {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("Could not start {name}: {error}.")))?;
    let (sender, receiver) = channel();
    if let Some(output) = child.stdout.take() {
        follow(output, sender.clone());
    }
    if let Some(output) = child.stderr.take() {
        follow(output, sender);
    }

    let mut lines = Vec::new();
    let mut ended: Option<(bool, Instant)> = None;
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(line) if is_noise(&line) => {}
            Ok(line) => {
                say::line(&line);
                lines.push(line);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        match ended {
            Some((_, since)) if since.elapsed() > LAST_LINES => break,
            Some(_) => {}
            None => {
                if let Ok(Some(status)) = child.try_wait() {
                    ended = Some((status.success(), Instant::now()));
                }
            }
        }
    }
    let well = match ended {
        Some((well, _)) => well,
        None => child
            .wait()
            .map_err(|error| Failure::new(format!("Lost sight of {name}: {error}.")))?
            .success(),
    };
    Ok(Ran { lines, well })
}

/// Runs to the end and fails with `sentence` if it did not end well.
pub fn must(command: &mut Command, sentence: &str) -> Outcome<Ran> {
    let ran = watch(command)?;
    if ran.well {
        Ok(ran)
    } else {
        Err(Failure::new(sentence).next("read the lines above; the first error counts."))
    }
}

fn follow(output: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        let mut reader = BufReader::new(output);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            bytes.clear();
            if lines.send(line).is_err() {
                return;
            }
        }
    });
}

/// A private message bus reports each service it starts; none of it helps anybody here.
fn is_noise(line: &str) -> bool {
    line.starts_with("dbus-daemon[") || line.starts_with("SpiRegistry daemon")
}
