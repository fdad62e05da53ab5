//! A desktop session of its own for programs under test: a screen nobody sees, a message bus and an unlocked
//! keyring, all in a scratch folder, so that nothing of the person's own session is read or changed.
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::place::Place;
use crate::shell;

/// The screen of the smallest desk that must look right.
const SCREEN: &str = "1366x768x24";

/// Unlocks a fresh keyring on the bus that this script was started with, then becomes the program. The
/// keyring ends with the bus, the bus with the program.
const WITH_KEYRING: &str =
    "printf 'training\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$@\"";

/// The same, and ends the program when the script's own input ends: closing it, or the death of whoever holds
/// the other end, leaves nothing behind.
const UNTIL_INPUT_ENDS: &str = "printf 'training\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; \
     \"$@\" & program=$!; read -r _; kill $program; wait";

/// The session, ended and swept when dropped.
pub struct Session {
    screen: Child,
    display: String,
    folder: PathBuf,
}

impl Session {
    /// Starts the screen and lays the scratch folder.
    pub fn start() -> Outcome<Self> {
        // Short on purpose: socket paths below it may have 107 bytes at most.
        let folder = std::env::temp_dir().join(format!("frontdesk-{}", std::process::id()));
        for name in ["run", "data", "config", "cache", "state"] {
            let path = folder.join(name);
            fs::create_dir_all(&path).map_err(|error| Failure::file("make", &path, &error))?;
        }
        private(&folder.join("run"))?;

        // The screen picks a free number by itself and says it once it answers.
        let mut screen = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                SCREEN,
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("Could not start Xvfb: {error}.")))?;
        let mut number = String::new();
        if let Some(output) = screen.stdout.take() {
            // An unreadable answer is an empty one, which is refused below.
            let _ = BufReader::new(output).read_line(&mut number);
        }
        let session = Self {
            screen,
            display: format!(":{}", number.trim()),
            folder,
        };
        if number.trim().is_empty() {
            return Err(Failure::new("Xvfb ended before it had a screen.")
                .next("start `Xvfb -displayfd 1` by hand and read what it says."));
        }
        Ok(session)
    }

    /// A program in this session, with a bus and a keyring that live as long as it does.
    pub fn command(&self, place: &Place, program: impl AsRef<OsStr>) -> Command {
        self.script(place, WITH_KEYRING, program.as_ref())
    }

    /// The same for a program that never ends by itself: it is ended when its input is closed.
    pub fn until_input_ends(&self, place: &Place, program: impl AsRef<OsStr>) -> Command {
        self.script(place, UNTIL_INPUT_ENDS, program.as_ref())
    }

    fn script(&self, place: &Place, script: &str, program: &OsStr) -> Command {
        let mut command = shell::command(place, "dbus-run-session");
        command.args(["--", "bash", "-c", script, "session"]).arg(program);
        for (variable, folder) in [
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ] {
            command.env(variable, self.folder.join(folder));
        }
        command
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            // The tests look for English words.
            .env("LANG", "en_US.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANGUAGE")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("GNOME_KEYRING_CONTROL");
        command
    }

    /// A path in the scratch folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Saves what the screen shows. WebKitGTK's own way of taking a picture hangs.
    pub fn picture(&self, place: &Place, file: &Path) -> Outcome {
        let mut command = shell::command(place, "import");
        command
            .args(["-window", "root"])
            .arg(file)
            .env("DISPLAY", &self.display);
        shell::must(&mut command, "The picture of the screen could not be taken.").map(drop)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // What still shows a window here ends with its screen.
        let _ = self.screen.kill();
        let _ = self.screen.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(unix)]
fn private(folder: &Path) -> Outcome {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .map_err(|error| Failure::file("close to others", folder, &error))
}

#[cfg(not(unix))]
fn private(_folder: &Path) -> Outcome {
    Ok(())
}
