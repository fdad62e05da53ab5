//! Printing by the system's own way: a command of the system is given the file as an argument. No text of a command is
//! put together, so that no file's name can become a part of one.

use std::path::Path;
use std::process::{Command, Stdio};

/// What became of asking the system to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Printing {
    /// It has the file.
    Taken,
    /// It will not: no printer, or nothing that prints such files.
    Refused,
    /// It has no command to print with.
    NoCommand,
}

/// Hands a file to the system's default printer and waits until it is taken.
pub(crate) fn by_system(path: &Path) -> Printing {
    ask(command(path))
}

fn ask(mut command: Command) -> Printing {
    let asked = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match asked {
        Ok(status) if status.success() => Printing::Taken,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Printing::NoCommand,
        Ok(_) | Err(_) => Printing::Refused,
    }
}

/// CUPS copies the file into its queue before it answers.
#[cfg(not(windows))]
fn command(path: &Path) -> Command {
    let mut command = Command::new("lp");
    command.arg("--").arg(path);
    command
}

/// The application that is registered for printing such files prints it. The file's name travels in the environment.
#[cfg(windows)]
fn command(path: &Path) -> Command {
    use std::os::windows::process::CommandExt as _;

    const NO_WINDOW: u32 = 0x0800_0000;
    let root = std::env::var_os("SystemRoot").unwrap_or_else(|| "C:\\Windows".into());
    let mut command = by_shell(Path::new(&root), path);
    command.creation_flags(NO_WINDOW);
    command
}

/// Windows' own shell under that root, which says what to do with the file that the environment names. Its text is
/// always the same one.
#[cfg(any(windows, test))]
fn by_shell(root: &Path, path: &Path) -> Command {
    const PRINT: &str =
        "$ErrorActionPreference = 'Stop'; Start-Process -FilePath $env:FRONTDESK_PRINT -Verb Print";
    let mut command = Command::new(root.join("System32\\WindowsPowerShell\\v1.0\\powershell.exe"));
    command
        .args(["-NoProfile", "-NonInteractive", "-Command", PRINT])
        .env("FRONTDESK_PRINT", path);
    command
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_answers_is_told_apart() {
        assert_eq!(ask(Command::new("true")), Printing::Taken);
        assert_eq!(ask(Command::new("false")), Printing::Refused);
        assert_eq!(ask(Command::new("no-such-command-here")), Printing::NoCommand);
    }

    #[test]
    fn a_file_is_an_argument_of_its_own_and_no_option() {
        let command = command(Path::new("-d printer; rm.pdf"));
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments, ["--", "-d printer; rm.pdf"]);
    }

    #[test]
    fn on_windows_a_files_name_is_no_part_of_what_the_shell_reads() {
        let name = "\"; Remove-Item C:\\ -Recurse; $(calc).pdf";
        let command = by_shell(Path::new("C:\\Windows"), Path::new(name));
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(
            arguments,
            [
                "-NoProfile",
                "-NonInteractive",
                "-Command",
                "$ErrorActionPreference = 'Stop'; Start-Process -FilePath $env:FRONTDESK_PRINT -Verb Print",
            ]
        );
        let environment: Vec<_> = command.get_envs().collect();
        assert_eq!(environment, [("FRONTDESK_PRINT".as_ref(), Some(name.as_ref()))]);
        let program = command.get_program().to_string_lossy();
        assert!(
            program.starts_with("C:\\Windows") && program.ends_with("powershell.exe"),
            "{program}"
        );
    }
}
