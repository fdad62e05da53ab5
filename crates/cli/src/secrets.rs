//! Passwords and PINs: typed without an echo, or a line each of standard input. Never arguments, never the environment:
//! other people on the computer can read those.

use std::io::{BufRead as _, IsTerminal as _};

use zeroize::Zeroizing;

use crate::failure::CliError;

/// Reads one; `what` stands in the prompt.
///
/// # Errors
/// `Usage` when standard input ends before it, `Io`.
pub fn read(what: &str) -> Result<Zeroizing<String>, CliError> {
    if std::io::stdin().is_terminal() {
        return prompt(&format!("{what}: "));
    }
    let mut line = Zeroizing::new(String::new());
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|source| CliError::Io {
            what: "standard input".to_owned(),
            source,
        })?;
    let kept = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(kept);
    if line.is_empty() {
        return Err(CliError::Usage(format!("standard input holds no {what}")));
    }
    Ok(line)
}

/// Reads a new one, twice where it is typed.
///
/// # Errors
/// As [`read`]; `Usage` when the two differ.
pub fn read_new(what: &str) -> Result<Zeroizing<String>, CliError> {
    let first = read(what)?;
    if std::io::stdin().is_terminal() && prompt(&format!("{what} once more: "))? != first {
        return Err(CliError::Usage("the two are not the same".to_owned()));
    }
    Ok(first)
}

fn prompt(text: &str) -> Result<Zeroizing<String>, CliError> {
    let typed = rpassword::prompt_password(text).map_err(|source| CliError::Io {
        what: "the terminal".to_owned(),
        source,
    })?;
    Ok(Zeroizing::new(typed))
}
