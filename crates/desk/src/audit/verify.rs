//! Checking that nobody has changed the log.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::chain::{COLUMNS, Content, Head, Line, LogKey, word};
use super::{AuditAct, AuditProblem, AuditVerdict};
use crate::error::DeskError;

/// Contents may be empty for one of two causes, each of which is a line of the log itself.
struct Causes {
    /// Contents from before this moment were past their time.
    thinned_before: i64,
    /// These persons were erased.
    erased: BTreeSet<String>,
    /// The last line of an erasure: what was searched for before it may be gone too.
    last_erasure: i64,
}

/// Goes through the whole log. `kept` is the end that is kept beside the store and was read before this; `known` an
/// end that somebody wrote down earlier, as of an exported log.
pub(super) fn verify(
    conn: &Connection,
    key: &LogKey,
    kept: Option<&Head>,
    known: Option<&Head>,
) -> Result<AuditVerdict, DeskError> {
    let causes = causes(conn)?;
    let (searched, broken, thinned, patient_erased) = (
        word(AuditAct::PatientsSearched),
        word(AuditAct::LogBroken),
        word(AuditAct::LogThinned),
        word(AuditAct::PatientErased),
    );
    let mut found: Option<(AuditProblem, i64)> = None;
    let mut head = Head::empty();
    let (mut lines, mut erased) = (0_u32, 0_u32);
    let mut statement = conn.prepare(&format!("SELECT {COLUMNS} FROM access_log ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    let mut first = |problem: AuditProblem, at: i64| {
        found.get_or_insert((problem, at));
    };
    while let Some(row) = rows.next()? {
        lines = lines.saturating_add(1);
        let Ok(line) = Line::read(row) else {
            first(AuditProblem::Changed, head.seq + 1);
            continue;
        };
        if line.seq != head.seq + 1 {
            first(AuditProblem::Missing, head.seq + 1);
        } else if line.code(key, &head.mac)? != line.mac {
            first(AuditProblem::Changed, line.seq);
        }
        match &line.content {
            Some(content) if key.hash(content)? != line.content_hash => {
                first(AuditProblem::ContentChanged, line.seq);
            }
            Some(_) => {}
            None => {
                erased = erased.saturating_add(1);
                let known_why = line.at < causes.thinned_before
                    || line
                        .person
                        .as_ref()
                        .is_some_and(|person| causes.erased.contains(person))
                    || (line.act == searched && line.seq < causes.last_erasure);
                // The line of an erasure is itself about the person it erased, and keeps why.
                let keeps = line.act == thinned || line.act == patient_erased;
                if !known_why || (keeps && line.at >= causes.thinned_before) {
                    first(AuditProblem::ContentChanged, line.seq);
                }
            }
        }
        if line.act == broken {
            first(AuditProblem::Cut, line.seq);
        }
        head = Head {
            seq: line.seq,
            mac: line.mac,
        };
    }
    for end in [
        Some(kept.cloned().unwrap_or_else(|| missing(&head))),
        known.cloned(),
    ] {
        let Some(end) = end else { continue };
        if !end.is_in(conn)? {
            if end.seq > head.seq {
                first(AuditProblem::Cut, head.seq + 1);
            } else {
                first(AuditProblem::Changed, end.seq);
            }
        }
    }
    Ok(AuditVerdict {
        lines,
        ok: found.is_none(),
        problem: found.map(|(problem, _)| problem),
        at_line: found.map(|(_, at)| u32::try_from(at).unwrap_or(u32::MAX)),
        erased,
    })
}

/// Where the end beside the store is gone, nobody can say that nothing was cut off.
fn missing(head: &Head) -> Head {
    Head {
        seq: head.seq + 1,
        mac: String::new(),
    }
}

fn causes(conn: &Connection) -> Result<Causes, DeskError> {
    let mut causes = Causes {
        thinned_before: i64::MIN,
        erased: BTreeSet::new(),
        last_erasure: conn.query_row(
            "SELECT coalesce(max(seq), 0) FROM access_log WHERE act = ?1",
            [word(AuditAct::PatientErased)],
            |row| row.get(0),
        )?,
    };
    let mut statement =
        conn.prepare("SELECT content FROM access_log WHERE act = ?1 AND content IS NOT NULL")?;
    for content in statement.query_map([word(AuditAct::LogThinned)], |row| row.get::<_, String>(0))? {
        let before = Content::parse(&content?)
            .and_then(|content| {
                content
                    .changes
                    .into_iter()
                    .find(|change| change.field == "before")
            })
            .and_then(|change| change.after?.parse::<chrono::DateTime<chrono::Utc>>().ok());
        if let Some(before) = before {
            causes.thinned_before = causes.thinned_before.max(crate::store::to_ms(before));
        }
    }
    let mut statement = conn.prepare(
        "WITH gone AS (SELECT person FROM access_log WHERE act = ?1 AND person IS NOT NULL) \
         SELECT person FROM gone UNION SELECT was FROM access_log_became WHERE person IN (SELECT person FROM gone)",
    )?;
    for person in statement.query_map([word(AuditAct::PatientErased)], |row| row.get::<_, String>(0))? {
        causes.erased.insert(person?);
    }
    Ok(causes)
}
