//! The log as a table that a spreadsheet opens.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use frontdesk_basics::{Words, csv};
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
    let headings = COLUMNS.iter().map(|(id, plain)| said(words, id, plain));
    let mut rows: Vec<Vec<String>> = vec![headings.collect()];
    let mut query = query.clone();
    loop {
        let found = lines(conn, &query, AT_ONCE)?;
        rows.extend(found.iter().map(|line| cells(line, zone, words).to_vec()));
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
    let mut end = vec![label, head.seq.to_string(), head.mac];
    end.resize(COLUMNS.len(), String::new());
    rows.push(end);
    let date = now.with_timezone(&zone).format("%Y-%m-%d");
    Ok(AuditExport {
        name: format!("access-log-{date}.csv"),
        bytes: csv(rows),
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
            .join("; "),
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
    let of_sheet = matches!(change.field.as_str(), "way" | "sheet_pin");
    let value = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        match text {
            _ if of_sheet => said(words, &format!("audit-value-{text}"), text),
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
