//! The two streams: answers on standard output, one error object on standard error.

use std::io::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::failure::CliError;

/// Prints an answer as JSON.
///
/// # Errors
/// `Io` when nobody reads any more.
pub fn json<T: Serialize>(answer: &T) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(answer).map_err(|error| CliError::Io {
        what: "the answer".to_owned(),
        source: error.into(),
    })?;
    line(&text)
}

/// Prints one line and makes sure that it has left.
///
/// # Errors
/// `Io` when nobody reads any more.
pub fn line(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")
        .and_then(|()| out.flush())
        .map_err(|source| CliError::Io {
            what: "standard output".to_owned(),
            source,
        })
}

/// The word that a value is on the wire.
pub fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Tells how far something long has come, where a person may watch: on standard error, beside the answer.
pub fn progress(text: &str) {
    // Where nobody reads it, nothing is lost.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints the error object.
pub fn error(object: &Value) {
    // Where nobody reads it, the code alone tells.
    let _ = writeln!(std::io::stderr(), "{object}");
}

/// Prints rows under their headings, as wide as needed.
///
/// # Errors
/// `Io` when nobody reads any more.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> Result<(), CliError> {
    let mut widths = headings.map(|heading| heading.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let print = |cells: Vec<&str>| {
        let padded = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        line(padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    print(headings.to_vec())?;
    for row in rows {
        print(row.iter().map(String::as_str).collect())?;
    }
    Ok(())
}
