//! The log as a table that a spreadsheet opens.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use frontdesk_basics::Words;
use rusqlite::Connection;

use super::chain::{Head, word};
use super::read::lines;
use super::{AuditLine, AuditQuery, FieldChange};
use crate::agenda;
use crate::error::DeskError;

/// How many lines are read at once.
const AT_ONCE: usize = 2000;

/// The columns: the message of each heading, and its words where a catalogue lacks it.
const COLUMNS: [(&str, &str); 14] = [
    ("audit-column-line", "Line"),
    ("audit-column-when", "When"),
    ("audit-column-who", "Who"),
    ("audit-column-emergency", "Emergency access"),
    ("audit-column-desk", "Desk"),
    ("audit-column-act", "What"),
    ("audit-column-patient", "Patient"),
    ("audit-column-connection", "Account"),
    ("audit-column-changes", "Values"),
    ("audit-column-reason", "Reason"),
    ("audit-column-outcome", "Outcome"),
    ("audit-column-ended", "Ended"),
    ("audit-column-vendor", "The vendor's words"),
    ("audit-column-erased", "Contents erased"),
];

/// A saved log.
#[derive(Clone)]
pub struct AuditExport {
    /// What to call the file.
    pub name: String,
    /// Comma-separated values as a spreadsheet opens them: UTF-8 with its mark, semicolons. The last row names the
    /// last line of the log and its code, so that a log cut later can be told by this file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for AuditExport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AuditExport[{} bytes]", self.bytes.len())
    }
}

/// Everything of a query, the newest first.
pub(super) fn export(
    conn: &Connection,
    query: &AuditQuery,
    words: &Words,
    now: DateTime<Utc>,
) -> Result<AuditExport, DeskError> {
    let zone = agenda::desk_zone(conn)?.unwrap_or(Tz::UTC);
    // A byte order mark: without it spreadsheets take the text for another encoding.
    let mut text = String::from("\u{feff}");
    row(
        &mut text,
        COLUMNS.iter().map(|(id, plain)| said(words, id, plain)),
    );
    let mut query = query.clone();
    loop {
        let found = lines(conn, &query, AT_ONCE)?;
        for line in &found {
            row(&mut text, cells(line, zone, words));
        }
        match found.last() {
            Some(last) if found.len() == AT_ONCE => query.before = Some(last.seq),
            _ => break,
        }
    }
    let head = Head::of(conn)?;
    let label = said(
        words,
        "audit-export-end",
        "The log ends at this line, with this code",
    );
    row(&mut text, [label, head.seq.to_string(), head.mac]);
    let date = now.with_timezone(&zone).format("%Y-%m-%d");
    Ok(AuditExport {
        name: format!("access-log-{date}.csv"),
        bytes: text.into_bytes(),
    })
}

fn cells(line: &AuditLine, zone: Tz, words: &Words) -> [String; 14] {
    let instant = |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S").to_string();
    let mark = |yes: bool| if yes { "x".to_owned() } else { String::new() };
    let act = word(line.act).replace('_', "-");
    let outcome = line.outcome.as_ref();
    let state = outcome.and_then(|outcome| {
        let state = serde_json::to_value(outcome.state).ok()?;
        let state = state.as_str()?.to_owned();
        let said = said(words, &format!("audit-outcome-{state}"), &state);
        Some(match outcome.reason {
            Some(reason) => format!("{said} ({})", reason.as_str()),
            None => said,
        })
    });
    [
        line.seq.to_string(),
        instant(line.at),
        if line.user_name.is_empty() {
            said(words, "audit-desk-itself", "the desk itself")
        } else {
            line.user_name.clone()
        },
        mark(line.emergency),
        line.desk.clone(),
        said(words, &format!("audit-act-{act}"), &act.replace('-', " ")),
        line.patient_name.clone().unwrap_or_default(),
        line.connection.clone().unwrap_or_default(),
        line.changes
            .iter()
            .map(|change| changed(change, words))
            .collect::<Vec<_>>()
            .join("\n"),
        line.reason.clone().unwrap_or_default(),
        state.unwrap_or_default(),
        outcome
            .and_then(|outcome| outcome.at)
            .map(instant)
            .unwrap_or_default(),
        outcome
            .and_then(|outcome| outcome.vendor_message.clone())
            .unwrap_or_default(),
        mark(line.erased),
    ]
}

fn changed(change: &FieldChange, words: &Words) -> String {
    let value = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        match text {
            "true" | "false" | "confirmed" | "proposed" => said(words, &format!("audit-value-{text}"), text),
            _ => text.to_owned(),
        }
    };
    let field = &change.field;
    let name = words
        .say(&format!("form-{field}"), &[])
        .unwrap_or_else(|| said(words, &format!("audit-field-{field}"), field));
    let theirs = match &change.theirs {
        Some(theirs) => format!(" [{theirs}]"),
        None => String::new(),
    };
    format!(
        "{name}: {} → {}{theirs}",
        value(&change.before),
        value(&change.after)
    )
}

fn said(words: &Words, id: &str, plain: &str) -> String {
    words.say(id, &[]).unwrap_or_else(|| plain.to_owned())
}

fn row(text: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&cell)).collect();
    text.push_str(&cells.join(";"));
    text.push_str("\r\n");
}

/// A cell as it stands in the file. What a spreadsheet would take for a formula begins with an apostrophe: vendors and
/// patients' own words stand here.
fn quoted(cell: &str) -> String {
    let guarded = if cell.starts_with(['\t', '\r', '\n'])
        || cell
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if guarded.contains([';', '"', '\n', '\r', ',']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_keeps_its_place() {
        for (cell, written) in [
            ("Popescu Ion", "Popescu Ion"),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+40 723", "'+40 723"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("a;b", "\"a;b\""),
            ("a\nb", "\"a\nb\""),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
